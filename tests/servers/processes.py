"""Processes and ports of the tests' own servers."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

Value = TypeVar("Value")

REQUIRED = os.environ.get("WETREAD_TEST_REQUIRE") == "1"
"""Whether a program that is not installed fails its tests instead of skipping them."""


def program(name: str, package: str) -> str:
    """The path of a program that comes with a Debian ``package``; the test is skipped (or fails) without it."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    return found or missing(f"{name} is not installed: apt-get install {package}")


def missing(reason: str) -> str:
    """Skip the test, or fail it where everything must be there."""
    (pytest.fail if REQUIRED else pytest.skip)(reason)


_TAKEN: list[socket.socket] = []


def free_port() -> int:
    """A port of the loopback interface that nobody listens on, and that is given to nobody else by chance.

    It stays bound without listening: who connects is refused, who asks the system for any port gets another one, and a
    server that reuses addresses, as all do here, may listen there.
    """
    probe = socket.socket()
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    probe.bind(("127.0.0.1", 0))
    _TAKEN.append(probe)
    return int(probe.getsockname()[1])


def until(reached: Callable[[], Value], timeout: float = 60.0, what: str = "") -> Value:
    """Ask again and again until the answer is a yes, and return it; fail after ``timeout`` seconds."""
    deadline = time.monotonic() + timeout
    while not (answer := reached()):
        if time.monotonic() > deadline:
            pytest.fail(f"after {timeout:g} s still not: {what or reached.__name__}")
        time.sleep(0.03)
    return answer


@contextmanager
def started(*command: str, log: Path, env: dict[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program for as long as the block lasts; what it prints goes to ``log``."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=env, start_new_session=True
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def accepts(port: int) -> bool:
    """Whether somebody listens on a port of the loopback interface."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1.0).close()
    except OSError:
        return False
    return True
