"""A real HTTP proxy with a password: tinyproxy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.processes import accepts, free_port, program, started, until


@dataclass(frozen=True)
class Proxy:
    """A running proxy; ``address`` is what the environment is given, with user and password."""

    address: str
    log: Path

    def passed(self, text: str) -> bool:
        """Whether a request with ``text`` in it went through."""
        return text in self.log.read_text()


@contextmanager
def running(folder: Path, user: str, password: str) -> Iterator[Proxy]:
    """Run a proxy for as long as the block lasts."""
    executable, port, log = program("tinyproxy", "tinyproxy"), free_port(), folder / "tinyproxy.log"
    configuration = folder / "tinyproxy.conf"
    configuration.write_text(
        f"Port {port}\nListen 127.0.0.1\nAllow 127.0.0.1\nBasicAuth {user} {password}\n"
        f'LogFile "{log}"\nLogLevel Connect\n'
    )
    with started(executable, "-d", "-c", str(configuration), log=folder / "tinyproxy.out"):
        until(lambda: accepts(port), what="the proxy answers")
        yield Proxy(f"http://{user}:{password}@127.0.0.1:{port}", log)
