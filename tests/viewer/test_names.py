from __future__ import annotations

import pytest

from viewer import names


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Doe^Jane", "Doe, Jane"),
        ("Doe^Jane^Mary^Dr.^PhD", "Doe, Jane Mary Dr. PhD"),
        ("DOE JANE", "DOE JANE"),
        ("^Jane", "Jane"),
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada, Tarou"),
        ("=山田^太郎", "山田, 太郎"),
        ("", ""),
        ("^^^^", ""),
    ],
)
def test_a_person_is_named_family_first(value: str, shown: str) -> None:
    assert names.person(value) == shown


@pytest.mark.parametrize(("value", "shown"), [("20240229", "2024-02-29"), ("2024.02.29", "2024-02-29"), ("?", "?")])
def test_a_date_reads_as_one(value: str, shown: str) -> None:
    assert names.date(value) == shown


@pytest.mark.parametrize(("value", "shown"), [("130501.5", "13:05"), ("1305", "13:05"), ("13", "13"), ("", "")])
def test_a_time_reads_as_one(value: str, shown: str) -> None:
    assert names.time(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(400.0, "400"), (249.5, "249.5"), (345.17, "345.2"), (0.01234, "0.0123"), (-1000.4, "-1000"), (7.25, "7.25")],
)
def test_a_number_is_as_long_as_it_needs_to_be(value: float, shown: str) -> None:
    assert names.number(value) == shown


def test_counts_agree_with_their_noun() -> None:
    assert [names.count(1, "image"), names.count(2, "image"), names.count(2, "series")] == [
        "1 image",
        "2 images",
        "2 series",
    ]


def test_what_is_too_long_says_so() -> None:
    assert names.elided("Müller, Anna", 12) == "Müller, Anna"
    assert names.elided("Müller, Anna-Lena", 9) == "Müller,…"


def test_only_what_says_something_is_joined() -> None:
    assert names.joined(" · ", "CT", "", "Series 3") == "CT · Series 3"
    assert names.joined(", ", "", "") == ""
