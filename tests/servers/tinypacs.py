"""A second, independent DICOMweb archive: tiny-pacs, which speaks another dialect than Orthanc.

It announces no lengths, quotes its boundary, has no metadata and no counts, ignores attributes given by tag, and ends
each answer with its connection.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from tests.servers.processes import accepts, free_port, started, until

TOKEN = "lab-static-token"
_CONFIGURATION = """
ae: {{ae_title: [TINYPACS], port: {dicom_port}, dump_ds: false}}
log: {{version: 1, disable_existing_loggers: false}}
components:
  Database: {{'on': true, driver: sqlite, db_name: null, mode: memory}}
  Devices: {{'on': true, auto_add: true, devices: {{}}}}
  PACS: {{'on': true}}
  InMemoryStorage: {{'on': false}}
  FileStorage: {{'on': true, storage_dir: {folder}}}
  HttpServer: {{'on': true, host: 127.0.0.1, port: {http_port}, threads: 8}}
  DICOMWeb: {{'on': true, prefix: /dicomweb, auth: token, tokens: [{token}]}}
"""


@dataclass(frozen=True)
class TinyPacs:
    """A running tiny-pacs, which wants a token."""

    http_port: int

    @property
    def dicomweb(self) -> str:
        return f"http://127.0.0.1:{self.http_port}/dicomweb"

    def store(self, files: Iterable[Path]) -> None:
        """Store files by STOW-RS."""
        for file in files:
            body = b"--B\r\nContent-Type: application/dicom\r\n\r\n" + file.read_bytes() + b"\r\n--B--\r\n"
            kind = 'multipart/related; type="application/dicom"; boundary=B'
            sent = {"Content-Type": kind, "Authorization": f"Bearer {TOKEN}", "Accept": "application/dicom+json"}
            with urlopen(Request(f"{self.dicomweb}/studies", body, sent, method="POST"), timeout=60) as response:
                response.read()


@contextmanager
def running(folder: Path) -> Iterator[TinyPacs]:
    """Run an empty one, which keeps its files in ``folder``."""
    archive = TinyPacs(free_port())
    configuration = folder / "tinypacs.yaml"
    configuration.write_text(
        _CONFIGURATION.format(dicom_port=free_port(), http_port=archive.http_port, folder=folder / "store", token=TOKEN)
    )
    program = Path(sys.executable).with_name("tiny-pacs")
    with started(str(program), "run", "-c", str(configuration), log=folder / "tinypacs.log"):
        until(lambda: accepts(archive.http_port), what="tiny-pacs answers")
        yield archive
