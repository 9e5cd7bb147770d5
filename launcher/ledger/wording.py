"""What is missing and why, in the user's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from launcher.errors import Declined, Lapsed, Refused, RequestError, SourceError, WetreadError
from launcher.ledger.records import Entry, Job, SeriesRecord

NAMED_AT_MOST: Final = 12
"""Missing instances that a message names one by one; the rest is counted."""
MANY: Final = 3
"""Missing instances of a series that are named one by one though they all failed for one reason."""


def other_errors(job: Job, missing: Sequence[Entry]) -> list[WetreadError]:
    """A job's errors that are not those of single instances."""
    theirs = {id(entry.error) for entry in missing}
    return [error for error in job.errors if id(error) not in theirs]


def missing_lines(missing: Sequence[Entry], most: int = NAMED_AT_MOST) -> list[str]:
    """Missing instances with their reasons: a line each, or one for the many that have the same.

    Those that one error stands for are many sooner than those that each had their own.
    """
    alike: dict[tuple[SeriesRecord | None, bool, object], list[Entry]] = {}
    for entry in missing:
        alike.setdefault((entry.record, entry.named, _reason(entry)), []).append(entry)
    single: list[str] = []
    many: dict[object, list[Entry]] = {}
    for (_, named, why), entries in alike.items():
        one_error = len({id(entry.error) for entry in entries}) == 1
        if named and len(entries) <= (MANY if one_error else most):
            single += [_named(entry) for entry in entries]
        else:
            many.setdefault(why, []).extend(entries)
    return shortened(single, most) + list(map(_counted, many.values()))


def _reason(entry: Entry) -> tuple[str, str]:
    return (entry.error.what, entry.error.why) if entry.error is not None else (entry.reason.rstrip("."), "")


def shortened(lines: list[str], most: int = NAMED_AT_MOST) -> list[str]:
    """The first of many lines, and how many there are more."""
    more = len(lines) - most
    return [*lines[:most], f"and {more} more"] if more > 0 else lines


def _counted(alike: Sequence[Entry]) -> str:
    series = dict.fromkeys(_series_name(entry.record) for entry in alike)
    return _because(f"{counted(len(alike), 'image')} of {', '.join(shortened(list(series)))}", alike[0])


def _named(entry: Entry) -> str:
    instance = entry.instance
    number = f"image {instance.instance_number}" if instance.instance_number is not None else "an image"
    return _because(f"{number} of {_series_name(entry.record)}", entry, instance.sop_instance_uid)


def _because(which: str, entry: Entry, uid: str = "") -> str:
    """The cause, which images it concerns, and what only the details are for."""
    what, why = _reason(entry)
    details = "; ".join(filter(None, (why, uid)))
    return f"{what}: {which} ({details})" if details else f"{what}: {which}"


def _series_name(record: SeriesRecord | None) -> str:
    named = (record.series.series_description or record.series.modality) if record is not None else ""
    return named or "a series"


def counted(count: int, noun: str) -> str:
    """``1 image``, ``2 images``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def remedy(errors: Sequence[WetreadError]) -> tuple[bool, str]:
    """Whether fetching again may help against errors, and what to do about them."""
    lapsed = next((error for error in errors if isinstance(error, Lapsed)), None)
    here = next((error for error in errors if not isinstance(error, SourceError | RequestError)), None)
    if here is not None:  # this computer has no room, say
        return True, here.todo
    if lapsed is None and any(map(may_pass, errors)):
        return True, "Choose Retry to fetch the missing ones again."
    return False, lapsed.todo if lapsed is not None else todo_of(errors)


def todo_of(errors: Sequence[WetreadError]) -> str:
    """What to do about errors: as the first of them says."""
    return next((error.todo for error in errors), "")


def may_pass(error: WetreadError) -> bool:
    """Whether fetching again may help: not when we ourselves refused, what came is no image, or a login is used up."""
    return isinstance(error, Declined) or not isinstance(error, Refused | RequestError | Lapsed)
