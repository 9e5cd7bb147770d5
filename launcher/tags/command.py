"""``wetread tags``: what headers say, for people and scripts. Rows go out as files are read; nothing piles up."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TextIO

from launcher.errors import CommandError, RequestError, SourceError, WetreadError
from launcher.tags import path
from launcher.tags.elements import EVERYTHING, DataSet, Wanted
from launcher.tags.forms import Form, Unique, form_of
from launcher.tags.inputs import STANDARD_INPUT, Unread, count, inputs
from launcher.tags.path import TagPath, wanted_by
from launcher.tags.reading import cut_off, is_something_else, read_header

if TYPE_CHECKING:
    from launcher.tags.where import Condition

EPILOG: Final = """
TARGET is a file, a folder, a ZIP archive, an http(s) address of one of them, or - for standard input: a file, or a
list of targets, one a line. TIFF files in which ImageJ has kept a DICOM header are read too.

TAG is 0008,1030, (0008,1030), 00081030, StudyDescription, a private tag as 0019,xx01@"CREATOR", a path into sequences
such as 0040A730[0].00080104 or **.CodeValue (any depth), or has wildcards: 0010,* 60xx,3000 Patient* *Date.

COND compares tags with == != < <= > >= contains like, joined by and, or, not and parentheses: 'Modality == "CT" and
SliceThickness < 3'. A tag alone: it is there and says something.

One header and no --tag: all of it, a line an element. One header and --tag: a value a line, in the order asked.
Several: a row each, its name first, with tabs between.

exit codes: 0 done · 1 some files could not be read, which are named · 2 the request was wrong · 4 source not reached
"""
WORTH_A_BAR: Final = 50  # files
BAR: Final = 30  # characters


class Outcome(NamedTuple):
    """What became of one file."""

    name: str
    header: DataSet | WetreadError
    was_named: bool = True


def main(words: Sequence[str]) -> int:
    """Run the command; returns its exit code."""
    options = _parser().parse_intermixed_args(words)
    try:
        run = _asked(options)
        _prepare(sys.stdout)
        code = run()
        sys.stdout.flush()
    except WetreadError as error:
        _say(str(error))
        return error.exit_code
    except BrokenPipeError:  # nobody reads any more, as with | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:  # the files' own are told one by one
        _say(f"What was found cannot be written: {error.strerror}. Check the place that it goes to.")
        sys.stdout = None
        return 1
    return code


def _asked(options: argparse.Namespace) -> Callable[[], int]:
    """What is to be done, if all that was asked makes sense; ``CommandError`` otherwise."""
    paths = [path.parse(tag) for tag in options.tag]
    condition, asked_too = _condition(options.where)
    if options.unique and not (paths and all(asked.is_plain for asked in paths)):
        raise CommandError("--unique counts the values of known tags", "no --tag, or one with wildcards", "")
    return _Run(options, paths, condition, wanted_by([*paths, *asked_too]) if paths else EVERYTHING).run


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "wetread tags",
        description="What the headers of DICOM files say. Pixel data is never read.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("targets", nargs="+", metavar="TARGET")
    parser.add_argument("-t", "--tag", action="append", default=[], metavar="TAG", help="only this; may repeat")
    deeper = "folders with all that is below them, a DICOMDIR as the files that it lists"
    parser.add_argument("-r", "--recursive", action="store_true", help=deeper)
    parser.add_argument("-w", "--where", metavar="COND", help="only headers of which this is true")
    parser.add_argument("-u", "--unique", action="store_true", help="each combination of values once, sorted, counted")
    parser.add_argument("--password-file", metavar="FILE", help="its first line is the password of encrypted archives")
    form = parser.add_mutually_exclusive_group()
    chosen: dict[str, Any] = {"dest": "form", "action": "store_const"}
    form.add_argument("--json", const="json", help="the DICOM JSON model, PS3.18 F", **chosen)
    form.add_argument("--ndjson", const="ndjson", help="the same, an object a line, with its path", **chosen)
    form.add_argument("--csv", const="csv", help="a row a file and a column a tag; else a row an element", **chosen)
    form.add_argument("--compat", choices=("imagej",), dest="form", help="byte for byte as ImageJ shows it")
    parser.set_defaults(form="text")
    return parser


def _condition(written: str | None) -> tuple[Condition | None, list[TagPath]]:
    """The condition, and the tags that it asks about."""
    if written is None:
        return None, []
    from launcher.tags import where

    condition = where.parse(written)
    return condition, list(where.tags_of(condition))


def _prepare(stream: TextIO) -> None:
    """File names may be no text; what a program reads is UTF-8."""
    if hasattr(stream, "reconfigure"):
        encoding = None if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="surrogateescape" if encoding else "backslashreplace", newline="")


class _Run:
    """One call: what it was asked, and what has become of it so far."""

    def __init__(
        self, options: argparse.Namespace, paths: Sequence[TagPath], condition: Condition | None, wanted: Wanted
    ) -> None:
        self._options, self._paths, self._condition, self._wanted = options, paths, condition, wanted
        self._read = 0
        self._errors: list[type[WetreadError]] = []
        self._others: Counter[str] = Counter()

    def run(self) -> int:
        """Write everything down; the exit code."""
        password = _password_in(self._options.password_file)
        outcomes = outcomes_of(self._options.targets, self._options.recursive, self._wanted, password)
        first = list(islice(outcomes, 2))
        form = self._form(self._is_alone(first))
        with _Bar(self._options) as bar:
            for outcome in chain(first, outcomes):
                self._take(outcome, form)
                bar.step()
        form.end()
        self._sum_up()
        return self._exit_code()

    def _is_alone(self, first: Sequence[Outcome]) -> bool:
        """Whether one file was named, which is one header."""
        targets = self._options.targets
        is_file = len(targets) == 1 and not os.path.isdir(targets[0])  # noqa: PTH112 - it never raises
        return is_file and len(first) == 1 and (targets[0] != STANDARD_INPUT or first[0].name[:1] == STANDARD_INPUT)

    def _form(self, alone: bool) -> Form:
        if self._options.unique:
            return Unique(sys.stdout.write, self._paths, self._options.form)
        return form_of(self._options.form, sys.stdout.write, self._paths, alone)

    def _take(self, outcome: Outcome, form: Form) -> None:
        header = outcome.header
        if isinstance(header, WetreadError):
            if outcome.was_named or not is_something_else(outcome.name, header):
                self._fail(header)
                form.fail(outcome.name, header)
            else:
                self._others[str(getattr(header, "kind", ""))] += 1
            return
        self._read += 1
        if (cut := cut_off(outcome.name, header)) is not None:
            self._fail(cut)
            if self._paths and not any(one for asked in self._paths for one in asked.find(header)):
                form.fail(outcome.name, cut)
                return
        if self._condition is None or self._condition.holds(header):
            form.add(outcome.name, header)

    def _fail(self, error: WetreadError) -> None:
        self._errors.append(type(error))
        _say(str(error))

    def _sum_up(self) -> None:
        if self._others:
            kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(self._others.items()))
            _say(f"passed over what is not DICOM: {kinds}.")
        if not self._read and not self._errors:
            self._fail(RequestError("There are no DICOM files here", ", ".join(self._options.targets), ""))

    def _exit_code(self) -> int:
        if not self._errors:
            return 0
        is_unreached = not self._read and all(issubclass(kind, SourceError) for kind in self._errors)
        return SourceError.exit_code if is_unreached else 1


def _say(text: str) -> None:
    clear = "\r\x1b[K" if sys.stderr.isatty() else ""
    print(f"{clear}wetread tags: {text}".encode("utf-8", "backslashreplace").decode(), file=sys.stderr)


def _password_in(file: str | None) -> str:
    if file is None:
        return ""
    from launcher.sources import passwords

    return passwords.in_file(file)


def outcomes_of(targets: Sequence[str], recursive: bool, wanted: Wanted, password: str = "") -> Iterator[Outcome]:
    """The header of everything that ``targets`` name, or why there is none."""
    for found in inputs(targets, recursive, sys.stdin.buffer if sys.stdin is not None else None, password):
        if isinstance(found, Unread):
            yield Outcome(found.name, found.error)
            continue
        try:
            header: DataSet | WetreadError = read_header(found.read_at, found.size, found.name, wanted)
        except WetreadError as error:
            header = error
        except OSError as error:
            header = RequestError(f"{found.name} cannot be read", error.strerror or "", "")
        yield Outcome(found.name, header, found.was_named)


class _Bar:
    """How far it is, on a terminal, while what is found goes elsewhere or comes last; nothing for a few files."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._total = count(options.targets, options.recursive) if sys.stderr.isatty() else 0
        is_quiet = options.unique or not sys.stdout.isatty()
        self._shown = is_quiet and self._total >= WORTH_A_BAR
        self._done, self._next = 0, 0.0

    def __enter__(self) -> _Bar:
        return self

    def step(self) -> None:
        """One more."""
        self._done += 1
        if self._shown and time.monotonic() >= self._next:
            self._next = time.monotonic() + 0.1
            full = min(BAR, BAR * self._done // self._total)
            bar = f"{'█' * full}{'░' * (BAR - full)}"
            print(f"\r{bar} {self._done:,} of {self._total:,} files", end="", file=sys.stderr, flush=True)

    def __exit__(self, *exception: object) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
