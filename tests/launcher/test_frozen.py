from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path

import pytest

from launcher.frozen import frozen


@frozen
class Point:
    x: int
    y: int = 0
    note: str = field(default="", repr=False, compare=False)

    @cached_property
    def size(self) -> int:
        return abs(self.x) + abs(self.y)


@frozen
class Pixel(Point):
    value: int = 0


@frozen(kw_only=True)
class Named:
    name: str = ""

    def __repr__(self) -> str:
        return self.name


@frozen
class Nothing:
    pass


def test_equal_are_those_of_one_class_with_equal_fields() -> None:
    assert Point(1, 2) == Point(1, 2, note="not compared")
    assert Point(1, 2) != Point(2, 1)
    assert Pixel(1, 2) != Point(1, 2)
    assert Nothing() == Nothing() != 0


def test_what_has_been_worked_out_makes_no_difference() -> None:
    known = Point(3, -4)
    assert known.size == 7
    assert known == Point(3, -4)


def test_equal_ones_are_one_key() -> None:
    assert {Point(1, 2), Point(1, 2), Pixel(1, 2, value=3), Nothing(), Nothing()} == {
        Point(1, 2), Pixel(1, 2, value=3), Nothing(),
    }  # fmt: skip


def test_it_shows_its_fields_but_those_that_are_kept_out() -> None:
    assert repr(Pixel(1, note="a secret")) == "Pixel(x=1, y=0, value=0)"


def test_a_class_keeps_what_it_defines_itself() -> None:
    assert repr(Named(name="here")) == "here"


def test_it_is_a_dataclass() -> None:
    assert replace(Point(1, 2), y=5) == Point(1, 5)
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
    with pytest.raises(TypeError):
        Named("no keyword")  # type: ignore[misc]


def test_the_type_checker_lets_nobody_change_one(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from launcher.frozen import frozen\n@frozen\nclass A:\n    x: int\na = A(1)\na.x = 2\nA('no number')\n"
    )
    words = [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={tmp_path}", str(program)]
    said = subprocess.run(words, capture_output=True, text=True, timeout=300)  # within, it would set the collector anew
    assert re.findall(r":(\d+): error", said.stdout) == ["6", "7"]
