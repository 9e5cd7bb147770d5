"""How the window is divided, what stands around the images, and the window itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, Literal

from launcher.errors import CommandError, WetreadError
from viewer.actions.row import Action, Window
from viewer.model.layout import LAYOUTS, WITH_HISTOGRAM, WITH_TAGS, best_layout, layout_named
from viewer.state.attachments import Attachments
from viewer.state.layers import Layer
from viewer.state.store import Store
from viewer.words import tr


def layout(window: Window, number: int | None = None, id: str = "") -> None:
    """Divide the window by the number of views or by a layout's id."""
    wanted = layout_named(id) if id else best_layout(number or 1)
    if window.store.desk.group is None:
        raise WetreadError(tr("There is nothing to arrange"), tr("no image is open"), tr("Open a study first."))
    window.store.arrange(wanted)
    if id == WITH_TAGS:
        window.show_tags()
    if id == WITH_HISTOGRAM:
        window.show_histogram()


def sync(window: Window, name: Literal["None", "Stack", "Tile"]) -> None:
    """Choose how the views go together."""
    if name not in ("None", "Stack", "Tile"):
        raise CommandError(tr("There is no such way to synchronise"), repr(name), tr("Use one of: None, Stack, Tile."))
    window.store.set_sync(name)


def toggle_overlays(window: Window) -> None:
    """Hide all that is drawn over the selected image, or show it again."""
    store = window.store
    store.change_attachments(partial(Attachments.switch_all, layers=_layers(store), shown=not _shows_overlays(store)))


def _layers(store: Store) -> list[Layer]:
    """What can be drawn over the selected image."""
    group = store.desk.group
    frame = store.sight(group.selected).frame if group is not None else None
    return store.attachments.layers(frame) if frame is not None else []


def _shows_overlays(store: Store) -> bool:
    return any(map(store.attachments.is_shown, _layers(store)))


def _has_layout(id: str) -> Callable[[Store], bool]:
    return lambda store: store.desk.group is not None and store.desk.group.layout.id == id


def _has_sync(name: str) -> Callable[[Store], bool]:
    return lambda store: store.sync == name


_LAYOUT_LABELS: Final = {
    "1x1": "One view", "1x2": "Two, side by side", "2x1": "Two, one below the other", "2x2": "Four views",
    "layout_c2x1": "Two left, one right", "layout_r1x2": "One above, two below",
}  # fmt: skip
_LAYOUT_BUTTONS: Final = ("1x1", "1x2", "2x1", "2x2")

LAYOUT_ROWS: Final = tuple(
    Action(f"layout-{id}", _LAYOUT_LABELS.get(id, id.replace("x", " × ")), layout, options={"id": id},
           icon=f"layout-{id}" if id in _LAYOUT_BUTTONS else "", menu="Layout",
           toolbar=3 if id in _LAYOUT_BUTTONS else 0, checked=_has_layout(id), remote="dcmview2d:layout")
    for id in LAYOUTS
)  # fmt: skip

ROWS: Final = (
    Action("explorer", "List of series", lambda window: window.toggle_explorer(), icon="explorer", shortcuts=("F9",),
           menu="View", toolbar=6),
    Action("annotations", "Annotations: all, fewer, none", lambda window: window.store.next_annotations(),
           icon="annotations", shortcuts=("Space", "I"), menu="View", toolbar=5),
    Action("reference-lines", "Reference lines", lambda window: window.store.toggle_lines(), shortcuts=("X",),
           menu="View", checked=lambda store: store.lines_wanted),
    Action("overlays", "Segmentations and contours", toggle_overlays, shortcuts=("Alt+S",), menu="View",
           checked=_shows_overlays, enabled=lambda window: bool(_layers(window.store))),
    *(
        Action(f"sync-{name}", label, sync, options={"name": name}, icon="sync" if name == "Stack" else "", menu="View",
               toolbar=5 if name == "Stack" else 0, line=name == "None", checked=_has_sync(name),
               remote="dcmview2d:synch")
        for name, label in (
            ("None", "Views on their own"), ("Stack", "Views together"), ("Tile", "Consecutive images"),
        )
    ),
    Action("enlarge", "This view alone, or all again", lambda window: window.store.enlarge(), shortcuts=("Ctrl+M",),
           menu="View", line=True),
    Action("full-screen", "Full screen", lambda window: window.toggle_full_screen(), icon="fullscreen",
           shortcuts=("F11",), menu="View", toolbar=6),
    Action("next-screen", "Move to the next screen", lambda window: window.to_next_screen(), shortcuts=("Shift+F11",),
           menu="View", enabled=lambda window: window.screen_count() > 1),
    Action("lens", "Magnifier at the pointer", lambda window: window.store.toggle_lens(), icon="magnifier",
           shortcuts=("L",), menu="View", toolbar=5, checked=lambda store: store.lens),
    Action("tags", "DICOM tags …", lambda window: window.show_tags(), icon="tags", shortcuts=("Ctrl+I", "Ctrl+Shift+T"),
           menu="View", toolbar=5, line=True),
    Action("histogram", "Histogram …", lambda window: window.show_histogram(), menu="View"),
    Action("shortcuts", "Keyboard shortcuts", lambda window: window.show_shortcuts(), shortcuts=("F1",), menu="Help"),
    Action("about", "About Wetread", lambda window: window.show_about(), menu="Help", line=True),
)  # fmt: skip
