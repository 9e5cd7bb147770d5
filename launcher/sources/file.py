"""One file, whatever its name: what it holds decides what happens to it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from launcher.addresses import local_path
from launcher.errors import ManifestError, NotDicom
from launcher.protocol.events import ImageReceived
from launcher.sources.work import Work

HEAD = 4096  # bytes that tell what a file is


Came = Literal["image", "known image", "picture", "list"]
"""What a file has turned out to be: of a ZIP archive or a manifest, the job says itself what it holds."""


def open_file(work: Work, file: Path, address: str, title: str) -> Came:
    """Take in ``file``: a DICOM instance, a ZIP of them, a manifest or an ordinary picture.

    A file of the cache stays only if it is shown itself.

    Parameters
    ----------
    address
        Where it came from; a manifest's relative addresses start there.
    title
        What the user knows it by.

    Raises
    ------
    NotDicom
        It is none of these; the sentence says what it is.
    Damaged
        It is a DICOM file that is cut.
    """
    from launcher.headers.content import is_svg, sniff

    size = file.stat().st_size
    with file.open("rb") as opened:
        head = opened.read(HEAD)
    kind = sniff(head, size)
    if kind == "zip":
        return _open_zip(work, file)
    if kind == "gzip":
        return _open_gzipped(work, file, address, title)
    if kind == "xml" and is_svg(head):
        todo = "Save it as PNG, and open that."
        raise NotDicom(f"{title} is not a DICOM file", "it is an SVG picture", todo, "SVG picture")
    if kind in ("xml", "json"):
        return _open_manifest(work, file, address)
    if kind == "picture" and not work.launch.on_disk.dicom_only:
        return show_picture(work, file, title)
    return _open_instance(work, file, title)


def _open_zip(work: Work, file: Path) -> Came:
    from launcher.sources.zip import open_zip

    open_zip(work, file)
    work.cache.discard(file)
    return "list"


def _open_gzipped(work: Work, file: Path, address: str, title: str) -> Came:
    from launcher.sources import gzipped

    inside = gzipped.content(file)
    if inside in ("xml", "json", None):  # None: damaged, which is told as of a manifest
        return _open_manifest(work, file, address)
    if inside == "dicom":
        unpacked = gzipped.unpack(file, work.cache)
        work.cache.discard(file)
        return _open_instance(work, unpacked, title)
    why = "it is a gzip archive of something else"
    raise NotDicom(f"{title} is not a DICOM file", why, "Unpack it, then open what was in it.", "gzip")


def _open_instance(work: Work, file: Path, title: str) -> Came:
    return "image" if _show_instance(work, file, title) else "known image"


def _open_manifest(work: Work, file: Path, address: str) -> Came:
    from launcher.sources.manifest import open_manifest

    try:
        open_manifest(work, file, address)
    except ManifestError as error:
        if local_path(address) is None:
            raise
        todo = "Check that this is the right file, or ask whoever gave it to you."  # no page made a link to it
        raise ManifestError(error.what, error.why, todo) from error
    work.cache.discard(file)
    return "list"


def _show_instance(work: Work, file: Path, title: str) -> bool:
    """Whether it is new. What is not shown of the file and the copy that may have been made of it does not stay."""
    from launcher.sources import repair

    try:
        header = repair.read(work, file)
        shown = Path(header.instance.path)
        is_new = work.found(header, title)
        for path in {file.absolute(), shown} - ({shown} if is_new else set()):
            work.cache.discard(path)
        return is_new
    except NotDicom as error:
        what = error.what.replace(file.name, title, 1)
        raise NotDicom(what, error.why, error.todo, error.kind) from error


def show_picture(work: Work, file: Path, title: str) -> Came:
    """Have an ordinary picture shown."""
    work.ledger.picture(work.job, str(file))
    work.tell(ImageReceived(work.job.id, str(file), title))
    return "picture"
