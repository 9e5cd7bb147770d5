"""Ctrl+C: what was asked for ends at once, and with it what was begun for it at an archive."""

from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field

import pytest

from launcher.dimse.pdu import ABORTED, P_DATA, Pdus
from tests.servers.pdus import accept
from tests.servers.processes import until
from tests.servers.wetread import Wetread

INTERRUPTED = 130
SOON = 20.0
"""Seconds, on a machine that is busy with something else; the archive may be silent for 300."""


@dataclass
class Mute:
    """An archive that takes an association, and says nothing more."""

    server: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    accepts: bool = True
    heard: list[int] = field(default_factory=list)
    """Types of the PDUs that came."""
    left: int = 0
    """Connections that have ended."""

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.server.accept()
                threading.Thread(target=self._listen, args=(connection,), daemon=True).start()

    def _listen(self, connection: socket.socket) -> None:
        pdus = Pdus()
        with connection, suppress(OSError):
            while data := connection.recv(1 << 16):
                for kind, _ in pdus.receive(data):
                    self.heard.append(kind)
                    if kind == 1 and self.accepts:
                        connection.sendall(accept())
        self.left += 1


@pytest.fixture
def mute() -> Iterator[Mute]:
    archive = Mute()
    threading.Thread(target=archive.serve, daemon=True).start()
    with closing(archive.server):
        yield archive
        archive.server.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def alone(wetread: Wetread) -> Wetread:
    """Nothing is running; ``search`` asks the archive itself."""
    return wetread


@pytest.fixture(params=["alone", "running"])
def instance(request: pytest.FixtureRequest, mute: Mute) -> Wetread:
    wetread: Wetread = request.getfixturevalue(request.param)
    place = f"MUTE@127.0.0.1:{mute.server.getsockname()[1]}"
    assert wetread("nodes", "add", "Mute", place, "idle=300", "connect=300").returncode == 0
    return wetread


def interrupted(wetread: Wetread, *words: str, when: Callable[[], object]) -> tuple[int, str]:
    """Exit code and words of a call that is interrupted; it ends soon."""
    call = wetread.start(*words)
    until(when, what="it has begun")
    begun = time.monotonic()
    call.send_signal(signal.SIGINT)
    out, said = call.communicate(timeout=60)
    assert time.monotonic() - begun < SOON
    return call.returncode, out + said


def test_a_search_that_is_interrupted_leaves_a_silent_archive(instance: Wetread, mute: Mute) -> None:
    code, said = interrupted(instance, "search", "Mute", when=lambda: P_DATA in mute.heard)

    assert (code, said) == (INTERRUPTED, "")
    until(lambda: mute.left, what="the connection is closed", timeout=SOON)
    assert mute.heard[-1] == ABORTED


def test_a_search_that_is_interrupted_before_the_archive_has_answered_is_over_too(
    instance: Wetread, mute: Mute
) -> None:
    mute.accepts = False

    code, said = interrupted(instance, "search", "Mute", when=lambda: mute.heard)

    assert (code, said) == (INTERRUPTED, "")
    until(lambda: mute.left, what="the connection is closed", timeout=SOON)


@pytest.mark.parametrize("words", [("nodes", "test", "Mute"), ("open", "--wait", "--node", "Mute", "study=1.2")])
def test_other_calls_are_interrupted_without_ado(instance: Wetread, mute: Mute, words: tuple[str, ...]) -> None:
    assert interrupted(instance, *words, when=lambda: mute.heard) == (INTERRUPTED, "")
