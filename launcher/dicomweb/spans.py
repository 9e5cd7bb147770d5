"""A patient's studies by parts of their time: what an archive cuts off a long list comes when less is asked for.

No archive says how many studies a patient has. So the two halves of their time are asked for again; what comes then in
addition had been cut, and each half is halved in turn. One day is looked at by itself, and halved by its hours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import MAXYEAR, datetime, timedelta
from typing import Final

from launcher.dicomweb import model
from launcher.dicomweb.model import Row
from launcher.dicomweb.request import StudyFacts, study_moment
from launcher.frozen import frozen

FIRST_YEAR: Final = 1000
MOST_STUDIES: Final = 100_000
SMALLEST_LIMIT: Final = 10
"""How many rows an archive sends at least; fewer are believed to be all."""

Pairs = tuple[tuple[str, str], ...]


@frozen
class Span:
    """From a first to a last day, or hour of one day, both within; an empty end is open."""

    days: tuple[str, str] = ("", "")
    hours: tuple[str, str] = ("", "")

    @property
    def keys(self) -> Pairs:
        """What a query asks for, PS3.4 C.2.2.2.5."""
        named = ("StudyDate", self.days), ("StudyTime", self.hours)
        return tuple((keyword, f"{first}-{last}") for keyword, (first, last) in named if first or last)

    def parts(self, rows: Sequence[Row]) -> list[Span]:
        """Spans that are all of this one, each with less of the rows; none when these cannot be told apart."""
        days = sorted({day for row in rows if (day := _day(row))})
        if len(days) > 1:
            middle = days[(len(days) - 1) // 2]
            return [Span((self.days[0], middle)), Span((_moved(middle, 1), self.days[1]))]
        if len(rows) < 2:
            return []
        if not days:
            return [DATED] if self == EVER else []
        (day,) = days
        around = [Span((self.days[0], _moved(day, -1))), Span((_moved(day, 1), self.days[1]))]
        return self._halves_of(day, rows) + (around if self.days != (day, day) else [])

    def _halves_of(self, day: str, rows: Sequence[Row]) -> list[Span]:
        hours = sorted({hour for row in rows if (hour := _hour(row))})
        if len(hours) < 2:
            return [Span((day, day))] if self.days != (day, day) else []
        middle = datetime.strptime(hours[(len(hours) - 1) // 2], "%H%M%S")
        until, then = f"{middle:%H%M%S}.999999", f"{middle + timedelta(seconds=1):%H%M%S}"
        return [Span((day, day), (self.hours[0], until)), Span((day, day), (then, self.hours[1]))]


EVER: Final = Span()
DATED: Final = Span((f"{FIRST_YEAR}0101", ""))
"""Studies without a date are in no span but ``EVER``."""


class Studies:
    """The studies that an archive lists when ``ask`` asks for them with further keys.

    ``ask`` gives rows, and whether the archive says that it holds back more. ``doubtful`` is how many of the rows are
    of one moment, or of none, so that nothing is left to ask for, and may be a part only; 0 when all is sure.
    """

    def __init__(self, ask: Callable[[Pairs], tuple[list[Row], bool]], enough: int) -> None:
        self._ask = ask
        self._found: dict[str, Row] = {}
        self._cut: list[int] = []  # rows of answers that were not all
        self._lost: list[int] = []  # rows beside which others were cut
        self._unproven: list[int] = []  # and beside which others may have been
        rows, more = ask(EVER.keys)
        self._enter(rows)
        pending = [(EVER, rows, more)] if len(rows) < enough else []
        while pending and len(self._found) < MOST_STUDIES:
            pending += self._looked_into(*pending.pop())

    def _looked_into(self, span: Span, rows: list[Row], more: bool) -> list[tuple[Span, list[Row], bool]]:
        """Ask for the parts of a span; those that are to be looked into in turn."""
        parts = [(part, *self._ask(part.keys)) for part in span.parts(rows) if part != span]
        here, there = _uids(rows), {uid for _, answer, _ in parts for uid in _uids(answer)}
        cut = more or not there <= here
        if cut:
            self._cut.append(len(rows))
        astray = len(here - there)  # where these are, no part can be asked for
        (self._lost if cut and parts else self._unproven).append(astray)
        for _, answer, _ in parts:
            self._enter(answer)
        # of a part that is no smaller nothing has been learnt
        return [part for part in parts if cut or part[2] or len(part[1]) == len(rows)]

    def _enter(self, rows: list[Row]) -> None:
        self._found.update((model.text(row, model.STUDY), row) for row in rows)

    @property
    def rows(self) -> list[Row]:
        return list(self._found.values())

    @property
    def doubtful(self) -> int:
        most = min(self._cut, default=SMALLEST_LIMIT)
        return max((*self._lost, *(rows for rows in self._unproven if rows >= most)), default=0)


def _uids(rows: list[Row]) -> set[str]:
    return {model.text(row, model.STUDY) for row in rows}


def _day(row: Row) -> str:
    moment = _moment(row)
    return f"{moment:%Y%m%d}" if moment is not None and FIRST_YEAR <= moment.year < MAXYEAR else ""


def _hour(row: Row) -> str:
    moment = _moment(row)
    return f"{moment:%H%M%S}" if moment is not None and model.text(row, "00080030").strip() else ""


def _moment(row: Row) -> datetime | None:
    return study_moment(StudyFacts(model.text(row, "00080020"), model.text(row, "00080030")))


def _moved(day: str, days: int) -> str:
    return f"{datetime.strptime(day, '%Y%m%d') + timedelta(days=days):%Y%m%d}"
