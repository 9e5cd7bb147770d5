"""What a user looks for in an archive: as it is typed, as the archive is asked, and whether an answer fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from typing import Any, Final

from launcher.errors import RequestError
from launcher.frozen import frozen
from viewer.words import tr

RANGE: Final = "range"
"""The period that the user types."""

Days = tuple[date | None, date | None]
"""First and last day; none is no limit."""


def _months_before(day: date, count: int) -> date:
    """The same day of an earlier month, or that month's last."""
    months = day.year * 12 + day.month - 1 - count
    last = (date((months + 1) // 12, (months + 1) % 12 + 1, 1) - timedelta(1)).day
    return date(months // 12, months % 12 + 1, min(day.day, last))


def _day(before: int) -> Callable[[date], Days]:
    return lambda today: (today - timedelta(before), today - timedelta(before))


def _days(count: int) -> Callable[[date], Days]:
    return lambda today: (today - timedelta(count), today)


def _months(count: int) -> Callable[[date], Days]:
    return lambda today: (_months_before(today, count), today)


PERIODS: Final[dict[str, tuple[str, Callable[[date], Days]]]] = {
    "all": (tr("Any date"), lambda today: (None, None)),
    "today": (tr("Today"), _day(0)),
    "yesterday": (tr("Yesterday"), _day(1)),
    "day-before": (tr("The day before yesterday"), _day(2)),
    "24-hours": (tr("Last 24 hours"), _days(1)),
    "2-days": (tr("Last 2 days"), _days(2)),
    "3-days": (tr("Last 3 days"), _days(3)),
    "week": (tr("Last week"), _days(7)),
    "2-weeks": (tr("Last 2 weeks"), _days(14)),
    "month": (tr("Last month"), _months(1)),
    "3-months": (tr("Last 3 months"), _months(3)),
    "6-months": (tr("Last 6 months"), _months(6)),
    "year": (tr("Last year"), _months(12)),
    "this-week": (tr("This week"), lambda today: (today - timedelta(today.weekday()), today)),
    "this-month": (tr("This month"), lambda today: (today.replace(day=1), today)),
    "this-year": (tr("This year"), lambda today: (today.replace(month=1, day=1), today)),
    RANGE: (tr("From … to …"), lambda today: (None, None)),
}
"""Name → label, and its days seen from today."""


@frozen
class Criteria:
    """What the user has typed and chosen.

    ``texts`` is keyword → text, ``period`` one of ``PERIODS``; ``first`` and ``last`` are the days of ``RANGE``, as
    typed; a study fits that has one of ``modalities``, if there are any.
    """

    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    period: str = "all"
    first: str = ""
    last: str = ""
    modalities: tuple[str, ...] = ()

    def matching(self, now: datetime) -> dict[str, str]:
        """Keyword → what it must be, as PS3.4 C.2.2.2 writes it: wildcards, ranges, several values.

        Raises
        ------
        RequestError
            A date is none, a keyword is not DICOM's, or a text holds what no value may.
        """
        matching = {keyword: _asked(keyword, text) for keyword, text in self.texts.items() if text.strip()}
        if days := _range(*self._days(now.date())):
            matching["StudyDate"] = days
        if self.modalities:
            matching["ModalitiesInStudy"] = "\\".join(self.modalities)
        return matching

    def fits(self, row: Mapping[str, str], now: datetime) -> bool:
        """Whether an answer is one: archives leave aside what they do not know, and match dates by whole days."""
        modalities = row.get("ModalitiesInStudy", "").split("\\")
        wrong = self.modalities and any(modalities) and not set(self.modalities) & set(modalities)
        since = f"{now - timedelta(hours=24):%Y%m%d%H%M%S}"
        when = row.get("StudyDate", "") + row.get("StudyTime", "")[:6]
        return not wrong and not (self.period == "24-hours" and len(when) == len(since) and when < since)

    def anonymous(self) -> Criteria:
        """The same without anything typed, which may name a patient."""
        return Criteria(period=self.period, first=self.first, last=self.last, modalities=self.modalities)

    def _days(self, today: date) -> Days:
        if self.period == RANGE:
            what = tr("The study date is not a date")
            return _date(what, self.first), _date(what, self.last)
        return PERIODS[self.period][1](today)


EMPTY: Final = Criteria()
TODAY: Final = Criteria(period="today")


def read_criteria(values: Any) -> Criteria:
    """Criteria from JSON.

    Raises
    ------
    TypeError, ValueError
        They are not as ``vars`` of a ``Criteria``.
    """
    texts = {str(keyword): str(text) for keyword, text in dict(values["texts"]).items()}
    if values["period"] not in PERIODS:
        raise ValueError("no such period")
    modalities = tuple(map(str, values["modalities"]))
    return Criteria(texts, values["period"], str(values["first"]), str(values["last"]), modalities)


def _asked(keyword: str, text: str) -> str:
    from pydicom.datadict import tag_for_keyword  # late: the window stands before it is imported

    if tag_for_keyword(keyword) is None:
        todo = tr("Type a keyword of DICOM's dictionary, such as ReferringPhysicianName.")
        raise RequestError(tr("There is no such attribute"), keyword[:64], todo)
    if "\\" in text:
        raise RequestError(
            tr("This cannot be searched for"), tr("{keyword} holds a backslash", keyword=keyword), tr("Leave it out.")
        )
    if keyword == "PatientBirthDate":
        return f"{_date(tr('The birth date is not a date'), text):%Y%m%d}"
    if keyword.endswith("Name"):  # typed as it is shown: Family, Given
        return re.sub(r"\s*,\s*", "^", text.strip())
    return text.strip()


def _date(what: str, text: str) -> date | None:
    digits = re.sub(r"[-./\s]", "", text)
    if not digits:
        return None
    try:
        return datetime.strptime(digits, "%Y%m%d").date()
    except ValueError as error:
        todo = tr("Type it as year, month, day: 2024-01-31.")
        raise RequestError(what, text.strip()[:32], todo) from error


def _range(first: date | None, last: date | None) -> str:
    """A DA range, PS3.4 C.2.2.2.5; empty without limits."""
    if first is not None and last is not None and first > last:
        first, last = last, first
    ends = [f"{day:%Y%m%d}" if day is not None else "" for day in (first, last)]
    return ends[0] if ends[0] == ends[1] else "-".join(ends)
