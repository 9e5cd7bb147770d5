"""``wetread save``: each file on its own, so that memory stays flat and what is broken does not stop the rest."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from launcher.errors import CommandError, RequestError, WetreadError
from launcher.sources.passwords import in_file
from writer import media
from writer.files import Unit, Work
from writer.sources import Passed, Source, find
from writer.target import Target, staged, zip_folder
from writer.wishes import Wishes, understood

BAR: Final = 30  # characters
STEP: Final = 0.1  # seconds between two drawings of it


def main(words: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    try:
        return _Call(understood(sys.argv[1:] if words is None else words)).run()
    except CommandError as error:
        _say(str(error))
        return error.exit_code
    except WetreadError as error:
        _say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return 130


class _NothingSaved(Exception):
    """Of nothing, no archive is made."""


class _Call:
    """One call: what it was asked, and what has become of it so far."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._errors: list[WetreadError] = []
        self._others: Counter[str] = Counter()
        self._saved = 0
        self._bar = _Bar(wishes.report)

    def run(self) -> int:
        """Save everything; the exit code.

        Raises
        ------
        RequestError
            Several files are to go into one.
        """
        with tempfile.TemporaryDirectory(prefix="wetread-", ignore_cleanup_errors=True) as private:
            sources = self._with_pixels(list(self._found(Path(private))))
            work = Work(self._wishes, sources)
            units = list(work.units())
            if self._wishes.single and len(units) > 1:
                todo = "Name a folder instead."
                raise RequestError(f"{self._wishes.output} is one file", f"{len(units)} would be written", todo)
            with suppress(_NothingSaved):
                self._save_all(work, units, [source.path for source in sources])
            self._sum_up(work)
        return self._exit_code()

    def _save_all(self, work: Work, units: Sequence[Unit], originals: list[Path]) -> None:
        with self._target(originals) as target, self._bar:
            for unit in units:
                self._save(work, unit, target)
                self._bar.step(len(units))
            if not self._saved:
                raise _NothingSaved

    def _found(self, private: Path) -> Iterator[Source]:
        password = in_file(self._wishes.password_file) if self._wishes.password_file else ""
        for one in find(self._wishes.targets, private, self._wishes.format == "dicom", password):
            if isinstance(one, Source):
                yield one
            elif one.failed:
                self._fail(one.error)
            else:
                self._pass_over(one)

    def _with_pixels(self, sources: list[Source]) -> list[Source]:
        """What of them can be shown, if that is what is wanted; documents that lie beside images are not meant."""
        shown = [one for one in sources if one.header is not None and one.header.pixel_data is not None]
        if self._wishes.format == "dicom" or not shown or len(shown) == len(sources):
            return sources
        self._others["without pixels"] += len(sources) - len(shown)
        return shown

    def _pass_over(self, one: Passed) -> None:
        self._others[str(getattr(one.error, "kind", ""))] += 1

    @contextmanager
    def _target(self, originals: list[Path]) -> Iterator[Target]:
        wishes = self._wishes
        if not wishes.zip and not wishes.dicomdir:
            yield Target(wishes.output, wishes.single, wishes.force, originals)
            return
        make = partial(_made, wishes.dicomdir, wishes.zip)
        with staged(wishes.output, wishes.force, make) as folder:
            yield Target(folder, False, False, originals)

    def _save(self, work: Work, unit: Unit, target: Target) -> None:
        try:
            with target.file(unit.name) as path:
                work.save(unit, path)
        except WetreadError as error:
            self._fail(type(error)(f"{unit.said}: {error.what}", error.why, error.todo))
        except MemoryError:
            self._fail(WetreadError(f"{unit.said}: There is not enough memory", "", ""))
        except Exception:  # damaged data make parsers and encoders raise anything
            todo = "Fetch or export it once more."
            self._fail(WetreadError(f"{unit.said}: It cannot be saved", "its data is damaged", todo))
        else:
            self._saved += 1

    def _fail(self, error: WetreadError) -> None:
        self._errors.append(error)
        self._bar.say(str(error))

    def _sum_up(self, work: Work) -> None:
        for warning in work.warnings:
            self._bar.say(f"warning: {warning}")
        if self._others:
            kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(self._others.items()))
            self._bar.say(f"passed over what is no image: {kinds}.")
        if not self._saved and not self._errors:
            self._fail(RequestError("There is nothing to save here", ", ".join(self._wishes.targets)[:200], ""))
        if self._saved and not self._wishes.report:
            print(f"{self._saved:,} file{'s' * (self._saved > 1)} saved: {self._wishes.output}")

    def _exit_code(self) -> int:
        if not self._errors:
            return 0
        return 1 if self._saved else self._errors[0].exit_code


def _made(dicomdir: bool, zipped: bool, files: Path, made: Path) -> None:
    """A medium, an archive, or an archive of a medium, of the files that were saved."""
    if dicomdir:
        medium = made.with_name("medium") if zipped else made
        media.write(files, medium)
        files = medium
    if zipped:
        zip_folder(files, made)


def _say(text: str) -> None:
    clear = "\r\x1b[K" if sys.stderr.isatty() else ""
    print(f"{clear}wetread save: {text}".encode("utf-8", "backslashreplace").decode(), file=sys.stderr)


class _Bar:
    """How far it is: drawn on a terminal, or with ``report`` a line of JSON for each thing that happens."""

    def __init__(self, report: bool) -> None:
        self._report, self._shown = report, sys.stderr.isatty() and not report
        self._done, self._next = 0, time.monotonic() + STEP

    def __enter__(self) -> _Bar:
        return self

    def step(self, total: int) -> None:
        """One more."""
        self._done += 1
        if time.monotonic() < self._next and self._done < total:
            return
        self._next = time.monotonic() + STEP
        if self._report:
            print(json.dumps({"done": self._done, "total": total}), flush=True)
        elif self._shown and total > 1:
            full = BAR * self._done // total
            bar = f"{'█' * full}{'░' * (BAR - full)}"
            print(f"\r{bar} {self._done:,} of {total:,} files", end="", file=sys.stderr, flush=True)

    def say(self, text: str) -> None:
        """A sentence for the user."""
        if self._report:
            print(json.dumps({"said": text}), flush=True)
        else:
            _say(text)

    def __exit__(self, *exception: object) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
