"""The icons: of one set, on one grid, with one pen; each that is named is there, and each that is there is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PyQt5.QtSvg import QSvgRenderer

from tests.icons import DRAWN, PARTS, PEN, TABLER
from viewer.actions import ACTIONS
from viewer.views import theme
from viewer.views.theme import ICONS

NAMES = sorted([*TABLER, *DRAWN])


def test_the_folder_holds_the_set_what_the_set_lacks_and_parts_of_the_style_sheet() -> None:
    parts = [f"{part}-{name}" for part in PARTS for name in theme.THEMES]

    assert sorted(path.stem for path in ICONS.glob("*.svg")) == sorted([*NAMES, *parts, "wetread"])
    assert "MIT License" in (ICONS / "LICENSE").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_on_the_grid_of_the_set_with_one_pen_and_an_ink_of_the_themes(name: str) -> None:
    drawing = (ICONS / f"{name}.svg").read_text()

    assert 'viewBox="0 0 24 24"' in drawing
    assert set(re.findall(r'stroke-width="([^"]*)"', drawing)) == {f"{PEN}"}
    assert set(re.findall(r"#[0-9a-f]{6}", drawing)) <= theme.INKS.keys()
    assert QSvgRenderer(drawing.encode()).isValid()


def test_each_icon_that_an_action_names_is_there() -> None:
    assert {row.icon for row in ACTIONS if row.icon} <= set(NAMES)


def test_each_icon_is_used() -> None:
    viewer = "".join(path.read_text() for path in Path(theme.__file__).parents[1].rglob("*.py"))
    computed = {name for name in NAMES if name.startswith("layout-")}

    assert [name for name in NAMES if name not in computed and f'"{name}"' not in viewer] == []
