"""An untidy archive: pynetdicom's qrscp, which answers a query for studies with a row for each image."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.processes import accepts, free_port, program, started, until

AE_TITLE = "QRSCP"


@dataclass(frozen=True)
class Archive:
    """A running qrscp; ``receiver_port`` is where it sends what WETREAD asks for by C-MOVE."""

    port: int
    receiver_port: int

    def store(self, files: Iterable[Path]) -> None:
        words = [program("dcmsend", "dcmtk"), "-aec", AE_TITLE, "127.0.0.1", str(self.port), *map(str, files)]
        subprocess.run(words, check=True, capture_output=True, timeout=60)


@contextmanager
def running(folder: Path) -> Iterator[Archive]:
    """Run an empty archive in ``folder`` for as long as the block lasts."""
    archive = Archive(free_port(), free_port())
    (folder / "instances").mkdir()
    configuration = folder / "qrscp.ini"
    configuration.write_text(
        f"[DEFAULT]\nae_title: {AE_TITLE}\nport: {archive.port}\nbind_address: 127.0.0.1\nmax_pdu: 0\n"
        "acse_timeout: 30\ndimse_timeout: 30\nnetwork_timeout: 30\n"
        f"instance_location: {folder / 'instances'}\ndatabase_location: {folder / 'index.sqlite'}\n"
        f"[WETREAD]\naddress: 127.0.0.1\nport: {archive.receiver_port}\n"
    )
    places = ["--instance-location", str(folder / "instances"), "--database-location", str(folder / "index.sqlite")]
    command = [sys.executable, "-m", "pynetdicom", "qrscp", "-c", str(configuration), *places]
    with started(*command, log=folder / "qrscp.log"):
        until(lambda: accepts(archive.port), 20, what="qrscp answers")
        yield archive
