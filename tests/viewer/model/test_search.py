"""What is asked of an archive for what was typed."""

from __future__ import annotations

from datetime import datetime

import pytest

from launcher.errors import RequestError
from viewer.model.search import PERIODS, RANGE, Criteria, read_criteria

NOW = datetime(2024, 3, 31, 14, 30)  # a Sunday


@pytest.mark.parametrize(
    ("period", "asked"),
    [
        ("today", "20240331"), ("yesterday", "20240330"), ("day-before", "20240329"),
        ("24-hours", "20240330-20240331"), ("2-days", "20240329-20240331"), ("3-days", "20240328-20240331"),
        ("week", "20240324-20240331"), ("2-weeks", "20240317-20240331"),
        ("month", "20240229-20240331"), ("3-months", "20231231-20240331"), ("6-months", "20230930-20240331"),
        ("year", "20230331-20240331"), ("this-week", "20240325-20240331"), ("this-month", "20240301-20240331"),
        ("this-year", "20240101-20240331"),
    ],
)  # fmt: skip
def test_a_period_is_a_range_of_days(period: str, asked: str) -> None:
    assert Criteria(period=period).matching(NOW) == {"StudyDate": asked}


def test_every_period_is_tested_and_any_date_asks_for_none() -> None:
    assert Criteria().matching(NOW) == {}
    assert len(PERIODS) == 17


@pytest.mark.parametrize(
    ("first", "last", "asked"),
    [
        ("2024-01-05", "2024-02-01", "20240105-20240201"),
        ("20240105", "", "20240105-"),
        ("", "2024.02.01", "-20240201"),
        ("2024-02-01", "2024-01-05", "20240105-20240201"),
    ],
)
def test_a_typed_range_may_be_open_or_the_wrong_way_round(first: str, last: str, asked: str) -> None:
    assert Criteria(period=RANGE, first=first, last=last).matching(NOW) == {"StudyDate": asked}


def test_names_are_typed_as_they_are_shown_and_nothing_is_added() -> None:
    typed = {"PatientName": " Doe*, Jane ", "PatientID": "12?", "StudyDescription": "*knee*", "AccessionNumber": "  "}
    asked = {"PatientName": "Doe*^Jane", "PatientID": "12?", "StudyDescription": "*knee*"}
    assert Criteria(typed).matching(NOW) == asked


def test_birth_dates_and_modalities_are_written_as_dicom_has_them() -> None:
    criteria = Criteria({"PatientBirthDate": "1950-12-31"}, modalities=("CT", "MR"))
    assert criteria.matching(NOW) == {"PatientBirthDate": "19501231", "ModalitiesInStudy": "CT\\MR"}


@pytest.mark.parametrize(
    "criteria",
    [
        Criteria({"PatientBirthDate": "31.12.50"}),
        Criteria({"PatientID": "1\\2"}),
        Criteria({"PatientNmae": "Doe"}),
        Criteria(period=RANGE, first="last week"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_with_what_to_do(criteria: Criteria) -> None:
    with pytest.raises(RequestError) as refused:
        criteria.matching(NOW)
    assert refused.value.todo


def test_answers_that_do_not_fit_are_told_apart() -> None:
    criteria = Criteria(period="24-hours", modalities=("MR",))
    fitting = {"StudyDate": "20240330", "StudyTime": "160000.00", "ModalitiesInStudy": "SR\\MR"}
    assert criteria.fits(fitting, NOW)
    assert not criteria.fits({**fitting, "StudyTime": "101500"}, NOW)
    assert not criteria.fits({**fitting, "ModalitiesInStudy": "CT"}, NOW)
    assert criteria.fits({"StudyDate": "20240330"}, NOW)  # which does not say


def test_nothing_typed_is_left_in_anonymous_criteria_and_json_brings_all_back() -> None:
    criteria = Criteria({"PatientName": "Doe"}, "week", "", "", ("CT",))
    assert criteria.anonymous() == Criteria({}, "week", "", "", ("CT",))
    assert read_criteria(vars(criteria)) == criteria
