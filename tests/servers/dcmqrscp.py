"""Another real archive: DCMTK's dcmqrscp, which speaks DIMSE only."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.processes import accepts, free_port, program, started, until

AE_TITLE = "DCMQR"


@dataclass(frozen=True)
class Archive:
    """A running dcmqrscp; ``receiver_port`` is where it sends what WETREAD asks for by C-MOVE."""

    port: int
    receiver_port: int

    def store(self, files: Iterable[Path]) -> None:
        send = program("dcmsend", "dcmtk")
        words = [send, "-aec", AE_TITLE, "127.0.0.1", str(self.port), *map(str, files)]
        subprocess.run(words, check=True, capture_output=True, timeout=60)


@contextmanager
def running(folder: Path) -> Iterator[Archive]:
    """Run an empty archive in ``folder`` for as long as the block lasts."""
    executable = program("dcmqrscp", "dcmtk")
    archive = Archive(free_port(), free_port())
    (folder / "db").mkdir()
    configuration = folder / "dcmqrscp.cfg"
    configuration.write_text(
        f"NetworkTCPPort = {archive.port}\nMaxPDUSize = 131072\nMaxAssociations = 16\n"
        f"HostTable BEGIN\nwetread = (WETREAD, 127.0.0.1, {archive.receiver_port})\nHostTable END\n"
        "VendorTable BEGIN\nVendorTable END\n"
        f"AETable BEGIN\n{AE_TITLE} {folder / 'db'} RW (500, 1024mb) ANY\nAETable END\n"
    )
    with started(executable, "-c", str(configuration), log=folder / "dcmqrscp.log"):
        until(lambda: accepts(archive.port), what="dcmqrscp answers")
        yield archive
