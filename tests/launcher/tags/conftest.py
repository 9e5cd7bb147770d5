"""What the tests of ``wetread tags`` share: files to read, and the command run in this process."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from struct import pack

import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

from launcher.tags import command
from launcher.tags.elements import EVERYTHING, DataSet, Wanted
from launcher.tags.reading import read_header


@dataclass(frozen=True)
class Said:
    """What a call has printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Tags = Callable[..., Said]
Header = Callable[..., DataSet]


@pytest.fixture
def tags(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tags:
    """``wetread tags``."""

    def run(*words: str | Path, stdin: bytes | None = None) -> Said:
        if stdin is not None:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = command.main([str(word) for word in words])
        except SystemExit as exit:
            code = int(str(exit.code))
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return run


def header(data: bytes | Path, wanted: Wanted = EVERYTHING) -> DataSet:
    """The header of a file, or of what one holds."""
    content = data.read_bytes() if isinstance(data, Path) else data
    return read_header(lambda offset, length: content[offset : offset + length], len(content), "it", wanted)


def made(path: Path, **elements: object) -> Path:
    """A small file with these elements, by keyword."""
    image = Dataset()
    image.file_meta = FileMetaDataset()
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image.file_meta.MediaStorageSOPClassUID = image.SOPClassUID = CTImageStorage
    image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID = "1.2.3"
    for keyword, value in elements.items():
        setattr(image, keyword, value)
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save_as(path, enforce_file_format=True)
    return path


def zipped(path: Path, **files: bytes | Path) -> Path:
    """A ZIP archive with these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in files.items():
            archive.writestr(name, held if isinstance(held, bytes) else held.read_bytes())
    return path


INFO = (
    "0008,0060  Modality: CT\n0008,1030  Study Description: TEMP BONE \n0008,1111  >Hidden: 1\n"
    "0009,1001  ---: CT_LIGHT \n0020,0032  Image Position (Patient): -265.0\\-0.0\\270.0\n"
    "0028,0010  Rows: 2\n0028,0030  Pixel Spacing: 0.5\\0.25 \n0028,1052  Rescale Intercept:  -1024\n"
)
"""The text of a header as ImageJ keeps it."""


def imagej_tiff(order: str = ">", info: str = INFO, as_label: bool = False, pixels: Sequence[int] = range(6)) -> bytes:
    """A TIFF file as ImageJ writes it: 2 rows, 3 columns, 16 bits, calibrated by -32768, with a header's text."""
    text = f"{'x.dcm' + chr(10) if as_label else ''}{info}".encode("utf-16-be" if order == ">" else "utf-16-le")
    kind = b"labl" if as_label else b"info"
    kind = kind if order == ">" else kind[::-1]
    head = (b"IJIJ" if order == ">" else b"JIJI") + kind + pack(f"{order}I", 1)
    description = b"ImageJ=1.54\nunit=mm\ncf=0\nc0=-32768.0\nc1=1.0\nvunit=Gray Value\nmin=32568.0\nmax=33068.0\n\0"
    parts: dict[int, bytes] = {
        270: description,
        282: pack(f"{order}II", 4, 1),
        283: pack(f"{order}II", 2, 1),
        50838: pack(f"{order}II", len(head), len(text)),
        50839: head + text,
    }
    kinds = {270: (2, 1), 282: (5, 8), 283: (5, 8), 50838: (4, 4), 50839: (1, 1)}
    fields = {256: 3, 257: 2, 258: 16, 277: 1}
    places, blob, begin = {}, b"", 8 + 2 + 12 * (len(fields) + 1 + len(parts)) + 4
    for number, part in parts.items():
        places[number] = begin + len(blob)
        blob += part
    rows = [pack(f"{order}HHIHH", number, 3, 1, value, 0) for number, value in fields.items()]
    rows.append(pack(f"{order}HHII", 273, 4, 1, begin + len(blob)))
    rows += [
        pack(f"{order}HHII", number, kinds[number][0], len(part) // kinds[number][1], places[number])
        for number, part in parts.items()
    ]
    rows.sort(key=lambda row: int.from_bytes(row[:2], "big" if order == ">" else "little"))
    start = (b"MM\0*" if order == ">" else b"II*\0") + pack(f"{order}I", 8)
    data = b"".join(pack(f"{order}H", value) for value in pixels)
    return start + pack(f"{order}H", len(rows)) + b"".join(rows) + pack(f"{order}I", 0) + blob + data


@pytest.fixture(scope="session")
def imagej_samples() -> Path:
    """ImageJ's own sample archives, where they are at hand."""
    folder = Path(os.environ.get("WETREAD_TEST_DATA", Path(__file__).parents[4] / "shared/data")) / "imagej"
    if not folder.is_dir():
        pytest.skip("ImageJ's samples are not here; WETREAD_TEST_DATA names the folder that holds them")
    return folder


@pytest.fixture
def part_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders a, b and c with an image in each; b may not be opened, not even by who may open everything."""
    root = tmp_path / "un"
    for name in "abc":
        made(root / name / "image", Modality="CT", Rows=1, SeriesInstanceUID=f"1.2.{ord(name)}")
    listed = os.scandir

    def scandir(folder: str) -> Iterator[os.DirEntry[str]]:
        if folder == str(root / "b"):
            raise PermissionError(13, "Permission denied", folder)
        return listed(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    return root
