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
    from launcher.sources import gzipped

    size = file.stat().st_size
    with file.open("rb") as opened:
        head = opened.read(HEAD)
    kind = sniff(head, size)
    if kind == "zip":
        from launcher.sources.zip import open_zip

        open_zip(work, file)
        work.cache.discard(file)
        return "list"
    if kind == "gzip" and (inside := gzipped.content(file)) is not None:
        if inside == "dicom":
            unpacked = gzipped.unpack(file, work.cache)
            work.cache.discard(file)
            return "image" if _show_instance(work, unpacked, title) else "known image"
        if inside not in ("xml", "json"):
            why = "it is a gzip archive of something else"
            raise NotDicom(f"{title} is not a DICOM file", why, "Unpack it, then open what was in it.", "gzip")
    if kind == "xml" and is_svg(head):
        todo = "Save it as PNG, and open that."
        raise NotDicom(f"{title} is not a DICOM file", "it is an SVG picture", todo, "SVG picture")
    if kind in ("xml", "json", "gzip"):
        _open_manifest(work, file, address)
        return "list"
    if kind == "picture" and not work.launch.on_disk.dicom_only:
        return show_picture(work, file, title)
    return "image" if _show_instance(work, file, title) else "known image"


def _open_manifest(work: Work, file: Path, address: str) -> None:
    from launcher.sources.manifest import open_manifest

    try:
        open_manifest(work, file, address)
    except ManifestError as error:
        if local_path(address) is None:
            raise
        todo = "Check that this is the right file, or ask whoever gave it to you."  # no page made a link to it
        raise ManifestError(error.what, error.why, todo) from error
    work.cache.discard(file)


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
