"""Files and folders of this computer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from launcher.errors import NotDicom, RequestError, WetreadError
from launcher.headers.content import sniff
from launcher.headers.reading import read_header
from launcher.ledger.wording import counted
from launcher.sources.file import HEAD, open_file, show_picture
from launcher.sources.folder import files, is_named_as_directory, open_folder
from launcher.sources.inventory import tally
from launcher.sources.work import Work
from launcher.sources.zip import open_zip
from launcher.transfers import Damaged


def open_paths(work: Work, paths: Sequence[str]) -> None:
    """Take in files by what they hold, and the DICOM files of folders; what else is there is counted and passed over.

    A path that cannot be opened is an error of the job; the others go on.

    Raises
    ------
    NotDicom
        Nothing is in the folders, or nothing that is DICOM.
    """
    others: Counter[str] = Counter()
    refused: list[WetreadError] = []
    for number, path in enumerate(map(Path, paths), start=1):
        if not work.wait_while_paused():
            return
        if len(paths) > 1:
            work.ledger.look_at(work.job, number, len(paths))
        try:
            others += _open(work, path)
        except WetreadError as error:
            refused.append(error)
    work.ledger.refuse(work.job, refused)
    found, pictures = work.job.received, len(work.job.pictures)
    text = tally(found - pictures, others, pictures)
    if not work.job.expected and not work.job.errors and not work.job.stop.is_set():
        raise NotDicom("There are no DICOM images here", f"{', '.join(paths)}: {text}", "Choose another folder.")
    if found or others:
        work.say(text)


def _open(work: Work, path: Path) -> Counter[str]:
    """Open one path; what else than images was there."""
    if path.is_dir():
        return open_folder(work, path).others
    file = next(files(path))
    if _is_directory(file):
        return open_folder(work, file.parent, directory=file).others
    if _is_zip(file):
        return open_zip(work, file)
    _open_file(work, file)
    return Counter()


def _is_zip(file: Path) -> bool:
    with file.open("rb") as opened:
        return sniff(opened.read(HEAD), file.stat().st_size) == "zip"


def _is_directory(file: Path) -> bool:
    """Whether it is the directory of a medium, which stands for all that lies around it."""
    try:
        return read_header(file).is_dicomdir
    except WetreadError:
        return is_named_as_directory(file)


def open_pictures(work: Work, paths: Sequence[str]) -> None:
    """Show files as ordinary pictures."""
    for path in paths:
        file = next(files(Path(path)))
        show_picture(work, file, file.name)
    work.say(counted(len(paths), "picture"))


def _open_file(work: Work, file: Path) -> None:
    try:
        open_file(work, file, file.as_uri(), file.name)
    except Damaged as error:
        work.ledger.expect(work.job)
        work.ledger.fail_expected(work.job, error)
    except OSError as error:
        why = f"{file}: {error.strerror}"
        raise RequestError("The file cannot be read", why, "Check its permissions.") from error
