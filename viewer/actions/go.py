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
    Action("previous-image", "Previous image", scroll, options={"decrease": 1}, shortcuts=("Up",), menu="Go",
           remote="dcmview2d:scroll"),
    Action("next-image", "Next image", scroll, options={"increase": 1}, shortcuts=("Down",), menu="Go",
           remote="dcmview2d:scroll"),
    Action("back-10", "Ten images back", scroll, options={"decrease": 10}, shortcuts=("Shift+Up",), menu="Go",
           remote="dcmview2d:scroll"),
    Action("on-10", "Ten images on", scroll, options={"increase": 10}, shortcuts=("Shift+Down",), menu="Go",
           remote="dcmview2d:scroll"),
    Action("first-image", "First image", scroll, options={"set": 1}, shortcuts=("Home",), menu="Go",
           remote="dcmview2d:scroll"),
    Action("last-image", "Last image", last_image, shortcuts=("End",), menu="Go"),
    Action("previous-series", "Previous series", go, options={"level": "series", "place": -1}, shortcuts=("Left",),
           menu="Go", line=True),
    Action("next-series", "Next series", go, options={"level": "series", "place": 1}, shortcuts=("Right",), menu="Go"),
    Action("first-series", "First series", go, options={"level": "series", "place": "first"}, shortcuts=("PgUp",),
           menu="Go"),
    Action("last-series", "Last series", go, options={"level": "series", "place": "last"}, shortcuts=("PgDown",),
           menu="Go"),
    Action("previous-study", "Previous study", go, options={"level": "study", "place": -1}, shortcuts=("Ctrl+Left",),
           menu="Go", line=True),
    Action("next-study", "Next study", go, options={"level": "study", "place": 1}, shortcuts=("Ctrl+Right",),
           menu="Go"),
    Action("first-study", "First study", go, options={"level": "study", "place": "first"}, shortcuts=("Ctrl+PgUp",),
           menu="Go"),
    Action("last-study", "Last study", go, options={"level": "study", "place": "last"}, shortcuts=("Ctrl+PgDown",),
           menu="Go"),
    Action("previous-patient", "Previous patient", go, options={"level": "patient", "place": -1},
           shortcuts=("Ctrl+Up",), menu="Go", line=True),
    Action("next-patient", "Next patient", go, options={"level": "patient", "place": 1}, shortcuts=("Ctrl+Down",),
           menu="Go"),
    Action("first-patient", "First patient", go, options={"level": "patient", "place": "first"},
           shortcuts=("Ctrl+Home",), menu="Go"),
    Action("last-patient", "Last patient", go, options={"level": "patient", "place": "last"}, shortcuts=("Ctrl+End",),
           menu="Go"),
    Action("next-tab", "Next tab", turn_group, options={"steps": 1}, shortcuts=("Ctrl+Tab",), menu="Go", line=True),
    Action("previous-tab", "Previous tab", turn_group, options={"steps": -1}, shortcuts=("Ctrl+Shift+Tab",), menu="Go"),
)  # fmt: skip
