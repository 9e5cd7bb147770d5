"""One file, whatever its name: what it holds decides what happens to it."""

from __future__ import annotations

from pathlib import Path

from launcher.protocol import ImageReceived
from launcher.sources.work import Work

HEAD = 4096  # bytes that tell what a file is


def open_file(work: Work, file: Path, address: str, title: str) -> None:
    """Take in ``file``: a DICOM instance, a ZIP of them, a manifest or an ordinary picture.

    A file of the cache stays only if it is shown itself.

    Parameters
    ----------
    address
        Where it came from; a manifest's relative addresses start there.
    title
        What the user is told when it is a picture.

    Raises
    ------
    NotDicom
        It is none of these; the sentence says what it is.
    Damaged
        It is a DICOM file that is cut.
    """
    from launcher.headers import read_header, sniff

    size = file.stat().st_size
    with file.open("rb") as opened:
        kind = sniff(opened.read(HEAD), size)
    if kind == "zip":
        from launcher.sources.zip import open_zip

        open_zip(work, file)
        work.cache.discard(file)
    elif kind in ("xml", "json", "gzip"):
        from launcher.sources.manifest import open_manifest

        open_manifest(work, file, address)
        work.cache.discard(file)
    elif kind == "picture":
        show_picture(work, file, title)
    elif not work.found(read_header(file)):
        work.cache.discard(file)


def show_picture(work: Work, file: Path, title: str) -> None:
    """Have an ordinary picture shown."""
    work.ledger.picture(work.job, str(file))
    work.tell(ImageReceived(work.job.id, str(file), title))
