"""The two themes: readable, complete, and changed while the window stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from PyQt5.QtGui import QColor

from viewer.views import theme
from viewer.views.theme import DARK, ICONS, SHEET, THEMES

GROUNDS = ("window", "panel", "raised", "hover", "chosen")
INKS = ("text", "quiet", "faint", "accent", "warning", "error", "ink")


@pytest.fixture
def dressed(application: Any) -> Iterator[Any]:
    yield application
    theme.apply(application)


def luminance(name: str) -> float:
    """Relative luminance, WCAG 2."""
    parts = (QColor(name).redF(), QColor(name).greenF(), QColor(name).blueF())
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_every_ink_can_be_read_on_every_ground(name: str) -> None:
    colours = THEMES[name]
    pairs = [(ground, ink) for ground in GROUNDS for ink in INKS]
    faint = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in pairs
        if contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    }
    assert faint == {}


@pytest.mark.parametrize("ink", ["text", "quiet", "faint", "accent", "warning", "error"])
def test_what_stands_over_images_can_be_read_on_black(ink: str) -> None:
    assert contrast(theme.image_colour(ink).name(), "#000000") >= 4.5


def test_both_themes_name_the_same_colours() -> None:
    assert THEMES["dark"].keys() == THEMES["light"].keys()


def test_the_style_sheet_names_no_colour_of_its_own() -> None:
    assert re.findall(r"#[0-9a-f]{6}", SHEET.template) == []


def test_icons_follow_the_theme(dressed: Any) -> None:
    def ink() -> int:
        image = theme.icon("close").pixmap(48, 48).toImage()
        return max((image.pixelColor(x, x) for x in range(48)), key=QColor.alpha).lightness()

    theme.apply(dressed, "light")
    assert ink() < 100
    theme.apply(dressed, "dark")
    assert ink() > 180


def test_what_the_style_sheet_draws_is_there_for_both_themes() -> None:
    drawn = re.findall(r"\$icons/([\w-]+)-\$theme.svg", SHEET.template)
    assert drawn
    assert [name for name in drawn for kind in THEMES if not (ICONS / f"{name}-{kind}.svg").is_file()] == []


def test_a_disabled_icon_is_faint(application: Any) -> None:
    from PyQt5.QtGui import QIcon

    image = theme.icon("close").pixmap(48, 48, QIcon.Mode.Disabled).toImage()
    assert 0 < max(image.pixelColor(x, y).alpha() for x in range(48) for y in range(48)) < 140


def test_images_lie_on_black_in_the_light_theme(dressed: Any) -> None:
    theme.apply(dressed, "light")
    assert theme.image_colour("text").name() == DARK["text"]
    assert theme.colour("text").name() != DARK["text"]
