"""``wetread status`` for people."""

from __future__ import annotations

from typing import Any

import pytest

from launcher.errors import NotFound
from launcher.ledger.ledger import Ledger
from launcher.ledger.status import status
from launcher.ledger.status_table import person, table
from launcher.references import Instance, Patient, Series, Study

STUDY = Study("1.2", "20240102", study_description="Knee")
KNEE = Series("1.2.3", "MR", series_description="T1\x1b[2J")
REPORT = Series("1.2.4", "RTSTRUCT", series_description="Contours")


def said(ledger: Ledger, **window: Any) -> list[str]:
    empty = {"layout": "1x1", "views": [], "images": []}
    return table({"version": "1.0", "viewer": {"platform": "xcb"}, **status(ledger), **empty, **window}).splitlines()


@pytest.fixture
def ledger() -> Ledger:
    ledger = Ledger(lambda message: None)
    job = ledger.open_job(1, "Opening", "local", 0.0)
    ledger.found(job, Patient("P1", "Doe^Jane"), STUDY, KNEE, Instance("1.2.3.4", path="/x"))
    entries = ledger.promise(job, Patient("P1", "Doe^Jane"), STUDY, REPORT, [Instance("1.5"), Instance("1.6")])
    ledger.failed(entries["1.5"], NotFound("The server does not have it", "http://pacs answered 404"))
    return ledger


def test_series_stand_in_columns_and_what_failed_is_counted(ledger: Ledger) -> None:
    assert said(ledger)[:5] == [
        "Wetread 1.0, viewer on xcb",
        "Doe, Jane  P1",
        "  20240102  Knee",
        "    MR        T1 [2J    1/1 complete",
        "    RTSTRUCT  Contours  0/2 queued, 1 failed",
    ]


def test_jobs_that_run_and_views_are_told(ledger: Ledger) -> None:
    views = [
        {"SeriesInstanceUID": "1.2.4", "position": 2, "count": 2},
        {"SeriesInstanceUID": "", "path": "/data/x.jpg", "position": 1, "count": 1},
        {"SeriesInstanceUID": "", "path": "", "position": 0, "count": 0},
    ]
    images = [{"path": "/data/x.jpg", "state": "shown"}, {"path": "/data/y", "state": "failed"}]

    assert said(ledger, layout="1x3", views=views, images=images)[5:11] == [
        "pictures: 1 shown, 1 failed",
        "loading: Opening, 1/3, 1 failed",
        "layout 1x3",
        "  view 1: RTSTRUCT Contours, 2 of 2",
        "  view 2: /data/x.jpg, 1 of 1",
        "  view 3: empty",
    ]


def test_the_latest_messages_are_told_and_the_earlier_counted() -> None:
    ledger = Ledger(lambda message: None)
    for number in range(7):
        ledger.message("warning", f"Something {number}", "happened" if number else "", "Do this.")
    assert said(ledger)[1:] == [
        "… and 2 earlier: wetread status --json has them",
        *(f"warning: Something {number}: happened. Do this." for number in range(2, 7)),
    ]


def test_a_message_without_a_reason_is_a_sentence_too() -> None:
    ledger = Ledger(lambda message: None)
    ledger.message("error", "Nothing came")

    assert said(ledger)[1:] == ["error: Nothing came."]


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Doe^Jane^M", "Doe, Jane M"),
        ("^Jane", "Jane"),
        ("=山田^太郎", "山田, 太郎"),
        ("", ""),
        ("^^=", ""),
        ("Doe", "Doe"),
    ],
)
def test_a_name_is_told_without_carets(name: str, seen: str) -> None:
    assert person(name) == seen
