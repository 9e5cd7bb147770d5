"""A real archive: Orthanc on ports of its own, with the DICOMweb plugin and WADO-URI."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

from tests.servers.processes import accepts, free_port, missing, program, started, until

PLUGIN = Path("/usr/share/orthanc/plugins/libOrthancDicomWeb.so")


@dataclass(frozen=True)
class Archive:
    """A running Orthanc."""

    http_port: int
    dicom_port: int
    users: Mapping[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def dicomweb(self) -> str:
        return f"{self.origin}/dicom-web"

    @property
    def wado_uri(self) -> str:
        return f"{self.origin}/wado"

    def store(self, files: Iterable[Path]) -> None:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(self._store, files))

    def _store(self, file: Path) -> None:
        request = Request(f"{self.origin}/instances", data=file.read_bytes(), method="POST")
        for user, password in self.users.items():
            request.add_header("Authorization", f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}")
        with urlopen(request, timeout=60) as response:
            response.read()


@contextmanager
def running(
    folder: Path,
    users: Mapping[str, str] | None = None,
    environ: dict[str, str] | None = None,
    again: Archive | None = None,
    **further: object,
) -> Iterator[Archive]:
    """Run an empty archive in ``folder``, with passwords by user where it is guarded; or one that ran there, ``again``.

    It ends with the block, and at once, for Orthanc takes 3 s to end gently. ``further`` are entries of its
    configuration.
    """
    executable = program("Orthanc", "orthanc orthanc-dicomweb")
    if not PLUGIN.exists():
        missing("Orthanc has no DICOMweb: apt-get install orthanc-dicomweb")
    archive = again or Archive(free_port(), free_port(), users or {})
    configuration = folder / "orthanc.json"
    configuration.write_text(json.dumps(_configuration(archive, folder) | further))
    with started(executable, str(configuration), log=folder / "orthanc.log", env=environ):
        until(lambda: accepts(archive.http_port) and accepts(archive.dicom_port), what="Orthanc answers")
        yield archive


def _configuration(archive: Archive, folder: Path) -> dict[str, object]:
    database = folder / "db"
    database.mkdir(exist_ok=True)
    return {
        "Name": "WETREAD",
        "StorageDirectory": str(database),
        "IndexDirectory": str(database),
        "Plugins": [str(PLUGIN)],
        "HttpPort": archive.http_port,
        "DicomPort": archive.dicom_port,
        "DicomAet": "ORTHANC",
        "DicomAlwaysAllowEcho": True,
        "DicomAlwaysAllowStore": True,
        "DicomAlwaysAllowFind": True,
        "DicomAlwaysAllowGet": True,
        "DicomAlwaysAllowMove": True,
        "RemoteAccessAllowed": False,
        "AuthenticationEnabled": bool(archive.users),
        "RegisteredUsers": dict(archive.users),
        "DefaultEncoding": "Utf8",
        "SyncStorageArea": False,
        "DicomWeb": {"Enable": True, "Root": "/dicom-web/", "EnableWado": True, "WadoRoot": "/wado"},
    }
