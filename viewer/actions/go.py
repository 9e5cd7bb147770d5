"""From image to image, series to series, patient to patient."""

from __future__ import annotations

from typing import Final, Literal

from launcher.errors import WetreadError
from viewer.actions.row import Action, Window, change
from viewer.state import navigation
from viewer.words import tr


def scroll(window: Window, set: int | None = None, increase: int | None = None, decrease: int | None = None) -> None:
    """Show another image: number ``set`` from 1, or so many forward or back."""
    if set is not None:
        change(window, lambda now, _: now.scrolled_to(set - 1))
    else:
        change(window, lambda now, _: now.scrolled((increase or 0) - (decrease or 0)))


def last_image(window: Window) -> None:
    """Show the last image of the series."""
    change(window, lambda now, _: now.scrolled_to(now.count))


def show_image(window: Window, instance: str, **_: str) -> None:
    """Show the image of this SOP Instance UID, in its series.

    Raises
    ------
    WetreadError
        It is not here.
    """
    if not navigation.show_instance(window.store, instance):
        raise WetreadError(
            tr("This image is not loaded"), instance, tr("Wait until it has come, or have it downloaded again.")
        )


def go(window: Window, level: Literal["series", "study", "patient"], place: Literal["first", "last"] | int) -> None:
    """Show another series in the selected view: of this patient, of another study, or of another patient."""
    navigation.go(window.store, level, place)


def turn_group(window: Window, steps: int) -> None:
    """Bring the next or an earlier patient's views to the front."""
    window.store.turn_to(window.store.desk.current + steps)


ROWS: Final = (
    Action("previous-image", "Previous image", scroll, {"decrease": 1}, "", ("Up",), "Go", remote="dcmview2d:scroll"),
    Action("next-image", "Next image", scroll, {"increase": 1}, "", ("Down",), "Go", remote="dcmview2d:scroll"),
    Action("back-10", "Ten images back", scroll, {"decrease": 10}, "", ("Shift+Up",), "Go", remote="dcmview2d:scroll"),
    Action("on-10", "Ten images on", scroll, {"increase": 10}, "", ("Shift+Down",), "Go", remote="dcmview2d:scroll"),
    Action("first-image", "First image", scroll, {"set": 1}, "", ("Home",), "Go", remote="dcmview2d:scroll"),
    Action("last-image", "Last image", last_image, {}, "", ("End",), "Go"),
    Action("previous-series", "Previous series", go, {"level": "series", "place": -1}, "", ("Left",), "Go", line=True),
    Action("next-series", "Next series", go, {"level": "series", "place": 1}, "", ("Right",), "Go"),
    Action("first-series", "First series", go, {"level": "series", "place": "first"}, "", ("PgUp",), "Go"),
    Action("last-series", "Last series", go, {"level": "series", "place": "last"}, "", ("PgDown",), "Go"),
    Action("previous-study", "Previous study", go, {"level": "study", "place": -1}, "", ("Ctrl+Left",), "Go",
           line=True),
    Action("next-study", "Next study", go, {"level": "study", "place": 1}, "", ("Ctrl+Right",), "Go"),
    Action("first-study", "First study", go, {"level": "study", "place": "first"}, "", ("Ctrl+PgUp",), "Go"),
    Action("last-study", "Last study", go, {"level": "study", "place": "last"}, "", ("Ctrl+PgDown",), "Go"),
    Action("previous-patient", "Previous patient", go, {"level": "patient", "place": -1}, "", ("Ctrl+Up",), "Go",
           line=True),
    Action("next-patient", "Next patient", go, {"level": "patient", "place": 1}, "", ("Ctrl+Down",), "Go"),
    Action("first-patient", "First patient", go, {"level": "patient", "place": "first"}, "", ("Ctrl+Home",), "Go"),
    Action("last-patient", "Last patient", go, {"level": "patient", "place": "last"}, "", ("Ctrl+End",), "Go"),
    Action("next-tab", "Next tab", turn_group, {"steps": 1}, "", ("Ctrl+Tab",), "Go", line=True),
    Action("previous-tab", "Previous tab", turn_group, {"steps": -1}, "", ("Ctrl+Shift+Tab",), "Go"),
)  # fmt: skip
