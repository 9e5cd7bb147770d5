"""``wetread search``: what an archive that is set up here holds, from the command line.

The running instance is asked, which has its modules at hand and its logins made; without one, the archive itself.
"""

from __future__ import annotations

import argparse
import itertools
import sys

from launcher import channel, front
from launcher.dimse.levels import RETURNED, Row
from launcher.errors import CommandError, NotRunning, Unreachable, WetreadError

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any, Final

    from launcher.http.client import Http
    from launcher.policy import Policy
    from launcher.protocol.wishes import QueryLevel

WORDS: Final = {
    "patient": "PatientID",
    "name": "PatientName",
    "accession": "AccessionNumber",
    "study": "StudyInstanceUID",
    "series": "SeriesInstanceUID",
    "image": "SOPInstanceUID",
    "date": "StudyDate",
    "modality": "ModalitiesInStudy",
}
"""Short words for what is searched by most."""

_LISTED: Final = frozenset(("CS", "UI"))
"""VRs of which several values may be given, with commas between them."""

TABLE: Final[dict[QueryLevel, tuple[str, ...]]] = {
    "PATIENT": ("PatientID", "PatientName", "PatientBirthDate", "PatientSex"),
    "STUDY": ("StudyDate", "PatientID", "PatientName", "ModalitiesInStudy", "StudyDescription", "StudyInstanceUID"),
    "SERIES": (
        "SeriesNumber", "Modality", "SeriesDescription", "NumberOfSeriesRelatedInstances", "SeriesInstanceUID",
    ),
    "IMAGE": ("InstanceNumber", "SOPClassUID", "SOPInstanceUID"),
}  # fmt: skip
"""What people are shown; --json and --csv have all that came."""


LONGEST_SILENCE: Final = 3700.0  # seconds; an archive may be given an hour


def main(words: Sequence[str]) -> int:
    """Run ``wetread search WORDS``; returns the exit code.

    Raises
    ------
    WetreadError
        The archive is not set up, cannot be reached, or breaks off: what came before that has been printed.
    """
    options = _parser().parse_intermixed_args(words)
    level: QueryLevel = options.level.upper()
    criteria = dict(map(criterion, options.criteria))
    wish = {"node": options.node, "criteria": criteria, "level": level, "limit": options.limit}
    write: Callable[[QueryLevel, Iterator[Row]], None] = options.write
    try:
        instance = channel.connect()
        write(level, _begun(_asked(instance, wish) if instance is not None else _found_here(**wish)))
        sys.stdout.flush()
    except BrokenPipeError:  # who reads has read enough
        front.silence(sys.stdout)
    return 0


def _begun(rows: Iterator[Row]) -> Iterator[Row]:
    """The same, once it has begun well: of a search that fails at once nothing is printed but why."""
    first = next(rows, None)
    return rows if first is None else itertools.chain((first,), rows)


def _asked(instance: channel.Connection, wish: dict[str, Any]) -> Iterator[Row]:
    """What the running instance finds; closing the connection ends its search."""
    try:
        instance.send({"type": "Search", "id": 0, **wish})
        while (said := instance.receive(LONGEST_SILENCE)) is not None and said["type"] == "Matches":
            yield from said["rows"]
    except TimeoutError as error:
        raise Unreachable("Wetread is running but does not answer", f"after {LONGEST_SILENCE:g} s", "") from error
    except ConnectionError:
        said = None
    finally:
        instance.close()
    if said is None:
        raise NotRunning("Wetread went away while it searched", "", "Try again.")
    if said["error"]:
        raise Failed(said["error"], said["exit_code"])


class Failed(WetreadError):
    """What the running instance has said of a search."""

    def __init__(self, said: str, exit_code: int) -> None:
        super().__init__(said)
        self._text = said
        self.exit_code = exit_code  # type: ignore[misc]

    def __str__(self) -> str:
        return self._text


def _found_here(node: str, criteria: dict[str, str], level: QueryLevel, limit: int) -> Iterator[Row]:
    """What we find ourselves."""
    from functools import partial

    from launcher.nodes.search import Reach, search
    from launcher.nodes.storage import Nodes
    from launcher.policy import read_policy
    from launcher.stop import Stop
    from launcher.trust import Consent

    policy = read_policy()
    nodes = Nodes(policy.nodes)
    archive = nodes.archive(node)
    caller = nodes.calling(getattr(archive, "calling", ""))
    reach = Reach(partial(_connections, policy), policy.ca_files)
    consent = Consent("user", policy, (), lambda server: False)
    return search(archive, caller, reach, consent, level, criteria, limit, 0, Stop())


def _connections(policy: Policy) -> Http:
    """For DICOMweb; an archive that is asked by DIMSE does not wait for its modules."""
    from launcher.auth.access import connections_of_a_call

    return connections_of_a_call(policy)


def criterion(word: str) -> tuple[str, str]:
    """``keyword=value`` as a pair; the keyword may be a tag or one of ``WORDS``.

    Raises
    ------
    CommandError
        It is none of these.
    """
    from launcher.headers.dictionary import entry, tag_of

    name, equals, value = word.partition("=")
    name = WORDS.get(name.lower(), name)
    try:
        tag = int(name.replace(",", ""), 16) if len(name.replace(",", "")) == 8 else tag_of(name)
    except ValueError:
        tag = tag_of(name)
    known = entry(tag) if tag is not None else None
    if not equals or known is None:
        todo = f"Write keyword=value, with a DICOM keyword, a tag, or one of {', '.join(WORDS)}."
        raise CommandError("This is no criterion", word[:60], todo)
    if known.vr in _LISTED:
        value = value.replace(",", "\\")
    return known.keyword, value.upper() if known.keyword in ("Modality", "ModalitiesInStudy") else value


# --- what is printed -------------------------------------------------------------------------------------------------


def _as_table(level: QueryLevel, rows: Iterator[Row]) -> None:
    """With the widths of what came first, so that rows appear as they come."""
    columns = TABLE[level]
    print("  ".join(f"{column:{_width(column)}}" for column in columns).rstrip())
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007
        line = "  ".join(_cell(row.get(column, ""), _width(column)) for column in columns).rstrip()
        print(line, flush=sys.stdout.isatty())  # who reads along sees each row as it comes
    print(f"{count} found" if count else "Nothing fits.", file=sys.stderr)


def _width(column: str) -> int:
    return max(len(column), {"PatientName": 24, "StudyDescription": 28, "SeriesDescription": 28}.get(column, 10))


def _cell(text: str, width: int) -> str:
    """Filled up with blanks; Chinese, Japanese and Korean letters are as wide as two."""
    plain = _plain(text)
    if not plain.isascii():
        from unicodedata import east_asian_width

        width -= sum(east_asian_width(letter) in "WF" for letter in plain)
    return f"{plain:{max(width, 0)}}"


def _plain(text: str) -> str:
    """What comes from an archive cannot move the cursor."""
    return "".join(c if c.isprintable() else "�" for c in text)


def _as_json(level: QueryLevel, rows: Iterator[Row]) -> None:
    import json

    print("[", end="")
    try:
        for number, row in enumerate(rows):
            print(",\n" * bool(number) + json.dumps(row, ensure_ascii=False), end="")
    finally:
        print("]")  # what came before it broke off can be read


def _as_csv(level: QueryLevel, rows: Iterator[Row]) -> None:
    import csv

    writer = csv.DictWriter(sys.stdout, RETURNED[level], extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(row)


def _level(text: str) -> str:
    return "image" if text == "instance" else text


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError(f"{text[:20]}: give a number of rows; 0 is no limit")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wetread search",
        description="What an archive holds. Several criteria must all fit; * and ? are wildcards, 20240101-20241231 is "
        "a range of dates, CT,MR a list of modalities.",
        allow_abbrev=False,
    )
    parser.add_argument("node", metavar="NODE", help="name or AE title; see wetread nodes list")
    parser.add_argument("criteria", nargs="*", metavar="KEYWORD=VALUE", help=f"DICOM keyword, tag, {', '.join(WORDS)}")
    levels = [level.lower() for level in RETURNED]
    parser.add_argument("--level", choices=levels, type=_level, default="study", help="what a row is; else a study")
    parser.add_argument("--limit", type=_count, default=0, metavar="N", help="at most N rows")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", dest="write", action="store_const", const=_as_json, help="all that came, for scripts")
    how.add_argument("--csv", dest="write", action="store_const", const=_as_csv, help="for spreadsheets")
    parser.set_defaults(write=_as_table)
    return parser
