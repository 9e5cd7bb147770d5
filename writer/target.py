"""Where files go: each appears whole under its name or not at all, and nothing that is there is overwritten unasked."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from launcher.errors import RequestError, WetreadError


class Target:
    """A folder, or with ``single`` one file.

    ``originals`` are the files that are read; none of them is ever replaced. ``force`` allows to replace others.
    """

    def __init__(self, output: Path, single: bool, force: bool, originals: list[Path]) -> None:
        self.output, self._single, self._force = output, single, force
        self._originals = {(found.st_dev, found.st_ino) for found in map(os.stat, originals)}
        self._taken: set[Path] = set()
        if single and output.is_dir():
            raise RequestError(f"{output} is a folder", "one file is to be written", "Name another file.")
        if not single and output.exists() and not output.is_dir():
            raise RequestError(f"{output} is a file", "several files are to be written", "Name a folder.")

    @contextmanager
    def file(self, name: str) -> Iterator[Path]:
        """Give a path to write to; what is there when the block ends well goes to ``name``, below the folder.

        Raises
        ------
        RequestError
            Another file is there already, or it is one of those that are read.
        WetreadError
            The file cannot be written.
        """
        final = self.output if self._single else self._free(self.output / name)
        self._check(final)
        try:
            final.parent.mkdir(parents=True, exist_ok=True)
            handle, path = tempfile.mkstemp(prefix=".wetread-", dir=final.parent)
        except OSError as error:
            raise WetreadError(
                "The file cannot be written", f"{final}: {error.strerror}", "Check the place."
            ) from error
        os.close(handle)
        part = Path(path)
        try:
            yield part
            part.chmod(0o666 & ~_mask())
            self._put(part, final)
        except OSError as error:
            raise WetreadError(
                "The file cannot be written", f"{final}: {error.strerror}", "Check the place."
            ) from error
        finally:
            part.unlink(missing_ok=True)

    def _free(self, wanted: Path) -> Path:
        """The name, with a number if another file of this call has it already."""
        path, number = wanted, 1
        while path in self._taken:
            number += 1
            path = wanted.with_stem(f"{wanted.stem}-{number}")
        self._taken.add(path)
        return path

    def _check(self, final: Path) -> None:
        try:
            there = final.stat()
        except OSError:
            return
        if (there.st_dev, there.st_ino) in self._originals:
            raise RequestError(
                f"{final} would be overwritten", "it is one of the files to save", "Choose another place."
            )
        if not self._force:
            raise RequestError(f"{final} is there already", "", "Choose another place, or allow it with --force.")

    def _put(self, part: Path, final: Path) -> None:
        if self._force:
            part.replace(final)
            return
        try:
            os.link(part, final)  # which fails where something has come meanwhile
        except FileExistsError as error:
            raise RequestError(f"{final} is there already", "", "Choose another place.") from error
        except OSError:  # a file system without links
            part.replace(final)


def _unwritten(path: Path, error: OSError) -> WetreadError:
    return WetreadError(f"{path} cannot be written", error.strerror or "", "Check the place.")


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def staged(output: Path, force: bool, finish: Callable[[Path, Path], None]) -> Iterator[Path]:
    """Give a folder to write to, beside ``output``; ``finish`` makes ``output`` of it when the block ends well.

    ``finish`` gets that folder and a path that does not exist yet, in the same place.

    Raises
    ------
    RequestError
        ``output`` is there already.
    WetreadError
        It cannot be written.
    """
    if output.exists() and not (force and output.is_file()) and not (output.is_dir() and not any(output.iterdir())):
        raise RequestError(f"{output} is there already", "", "Choose another place.")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=".wetread-", dir=output.parent))
    except OSError as error:
        raise _unwritten(output, error) from error
    try:
        files, made = room / "files", room / "made"
        files.mkdir()
        yield files
        finish(files, made)
        if output.is_dir():
            output.rmdir()
        made.replace(output)
    except OSError as error:
        raise _unwritten(output, error) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(room)


def zip_folder(files: Path, made: Path) -> None:
    """Put all files of a folder into a ZIP archive."""
    with zipfile.ZipFile(made, "x", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in files.rglob("*") if path.is_file()):
            archive.write(path, path.relative_to(files))
