"""What is drawn on images, and the tables and marks that come of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from launcher.errors import WetreadError
from viewer.actions.row import Action, Window, selected_sight
from viewer.model.drawings import Change, Drawings
from viewer.model.key_images import KeyImage
from viewer.model.stack import FrameRef
from viewer.model.tables import measurements_csv
from viewer.state import navigation
from viewer.state.store import Store
from viewer.words import tr


def pen(window: Window, tool: str, kind: str) -> None:
    """Take the tool that draws this kind."""
    window.store.marks.choose_pen(tool, kind)
    window.store.set_tool(tool)


def undo(window: Window) -> None:
    """Take the last step back."""
    _turn(window.store, Drawings.undone)


def redo(window: Window) -> None:
    """Take the step again."""
    _turn(window.store, Drawings.redone)


def _turn(store: Store, step: Change) -> None:
    """Take a step, and show the image that it changes if another one is selected."""
    before = store.marks.drawings.items
    store.marks.draw(step)
    frames = {item.frame for item in {*before} ^ {*store.marks.drawings.items}}
    shown = store.sight(store.desk.group.selected).frame if store.desk.group is not None else None
    if frames and (shown is None or shown.key not in frames):
        uid, frame_index = frames.pop()
        key = next((r.update.key for r in store.library.series() if uid in r.shown), uid)
        navigation.show_image(store, KeyImage(key, uid, frame_index))


def delete(window: Window) -> None:
    """Remove what is chosen."""
    window.store.marks.draw(Drawings.without_chosen)


def clear(window: Window) -> None:
    """Remove all that is drawn on the image."""
    frame = _frame(window)
    window.store.marks.draw(lambda now: now.cleared(frame.key))


def choose_all(window: Window) -> None:
    """Choose all that is drawn on the image."""
    frame = _frame(window)
    window.store.marks.draw(lambda now: now.choosing(*(item.number for item in now.on(frame.key))))


def choose_none(window: Window) -> None:
    """Choose nothing."""
    window.store.marks.draw(Drawings.choosing)


def save(window: Window) -> None:
    """Save all measurements as a table."""
    items = window.store.marks.drawings.items
    if not items:
        raise WetreadError(tr("There is nothing to save"), tr("nothing is measured"), tr("Draw a measurement first."))
    window.save_text(tr("Save measurements"), "measurements.csv", measurements_csv(items, window.store.library))


def _frame(window: Window) -> FrameRef:
    frame = selected_sight(window).frame
    if frame is None:
        raise WetreadError(tr("No image is selected"), "", tr("Open a series, or select a view that has one."))
    return frame


def _has_pen(tool: str, kind: str) -> Callable[[Store], bool]:
    return lambda store: store.tool == tool and store.marks.pens[tool] == kind


_PENS: Final = (
    ("measure", "length", "Length", "D"), ("measure", "polyline", "Line with corners", "Y"),
    ("measure", "angle", "Angle", "A"), ("measure", "cobb", "Angle between two lines (Cobb)", ""),
    ("measure", "rectangle", "Rectangle with statistics", ""), ("measure", "ellipse", "Ellipse with statistics", ""),
    ("draw", "arrow", "Arrow", ""), ("draw", "text", "Text", "B"),
)  # fmt: skip

ROWS: Final = (
    *(
        Action(f"pen-{kind}", label, pen, options={"tool": tool, "kind": kind}, icon=kind,
               shortcuts=(key,) if key else (), menu="Measure" if tool == "measure" else "Annotate",
               checked=_has_pen(tool, kind))
        for tool, kind, label, key in _PENS
    ),
    Action("undo", "Undo", undo, icon="undo", shortcuts=("Ctrl+Z",), menu="Measure", line=True,
           enabled=lambda window: bool(window.store.marks.drawings.past)),
    Action("redo", "Redo", redo, icon="redo", shortcuts=("Ctrl+Shift+Z", "Ctrl+Y"), menu="Measure",
           enabled=lambda window: bool(window.store.marks.drawings.future)),
    Action("delete", "Delete what is chosen", delete, shortcuts=("Del", "Backspace"), menu="Measure", line=True,
           enabled=lambda window: bool(window.store.marks.drawings.chosen)),
    Action("choose-all", "Choose all on this image", choose_all, shortcuts=("Ctrl+A",), menu="Measure"),
    Action("choose-none", "Choose none", choose_none, shortcuts=("Ctrl+D",), menu="Measure"),
    Action("clear", "Delete all on this image", clear, shortcuts=("Ctrl+Shift+Del",), menu="Measure"),
    Action("save-measurements", "Save measurements as CSV …", save, menu="Measure", line=True,
           enabled=lambda window: bool(window.store.marks.drawings.items)),
)  # fmt: skip
