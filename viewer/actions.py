"""The table of actions: menus, toolbar, shortcuts and remote commands are all made from it.

An action is declared once. ``run`` takes the window and the row's ``options``; a remote command calls the same function
with the options that came with it. Adding an action is adding a row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, Protocol

from launcher.errors import CommandError, WetreadError
from viewer.model.layout import LAYOUTS, best_layout, layout_named
from viewer.model.viewport import Viewport
from viewer.pixels import voi
from viewer.sight import Sight
from viewer.store import Store
from viewer.tools.mouse import LATER, TOOLS


class Window(Protocol):
    """What an action may ask of the window, beside the store."""

    store: Store

    def open_files(self) -> None: ...
    def open_folder(self) -> None: ...
    def toggle_full_screen(self) -> None: ...
    def toggle_explorer(self) -> None: ...
    def show_shortcuts(self) -> None: ...
    def come_to_front(self, token: str = "") -> None: ...
    def showMinimized(self) -> None: ...
    def close(self) -> bool: ...


@dataclass(frozen=True)
class Action:
    """One row. ``menu`` is the menu and ``toolbar`` the group of buttons it stands in, if any.

    ``views`` limits the shortcuts to the image views, so that arrows and letters work as usual elsewhere; ``checked``
    tells whether the action is in force now. ``remote`` is the command that reaches ``run`` from outside.
    """

    name: str
    label: str
    run: Callable[..., None]
    options: Mapping[str, Any] = field(default_factory=dict)
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    menu: str = ""
    toolbar: int = 0
    views: bool = True
    checked: Callable[[Store], bool] | None = None
    remote: str = ""


# --- what they do ---------------------------------------------------------------------------------------------------


def change(window: Window, step: Callable[[Viewport, Sight], Viewport]) -> None:
    """Change the selected view.

    Raises
    ------
    WetreadError
        There is nothing in it.
    """
    group = window.store.desk.group
    if group is None or not group.view.series_key:
        raise WetreadError("No image is selected", "", "Open a series, or select a view that has one.")
    window.store.change(step)


def layout(window: Window, number: int | None = None, id: str = "") -> None:
    """Divide the window by the number of views or by a layout's id."""
    wanted = layout_named(id) if id else best_layout(number or 1)
    if window.store.desk.group is None:
        raise WetreadError("There is nothing to arrange", "no image is open", "Open a study first.")
    window.store.arrange(wanted)


def tool(window: Window, name: str) -> None:
    """Choose what the left button does."""
    if name in TOOLS:
        window.store.set_tool(name)
        return
    if name not in LATER:
        window.store.set_tool("none")  # as Weasis does
    why = "this version does not have it" if name in LATER else "there is none of that name"
    raise CommandError(f"The tool {name[:40]} cannot be chosen", why, f"Use one of: {', '.join(TOOLS)}.")


def next_tool(window: Window) -> None:
    """Choose the next tool of the toolbar."""
    names = list(TOOLS)
    window.store.set_tool(names[(names.index(window.store.tool) + 1) % len(names)])


def move(window: Window, x: int, y: int) -> None:
    """Move the view over the image, in image pixels."""
    change(window, lambda now, _: now.moved(x, y))


def reset(window: Window, all: bool = False, names: tuple[str, ...] = ()) -> None:
    """Put the view back: all of it, or the parts named."""
    change(window, lambda now, _: now.reset(*(() if all else names)))


def scroll(window: Window, set: int | None = None, increase: int | None = None, decrease: int | None = None) -> None:
    """Show another image: number ``set`` from 1, or so many forward or back."""
    if set is not None:
        change(window, lambda now, _: now.scrolled_to(set - 1))
    else:
        change(window, lambda now, _: now.scrolled((increase or 0) - (decrease or 0)))


def sync(window: Window, name: Literal["None", "Stack", "Tile"]) -> None:
    """Choose how the views go together."""
    if name not in ("None", "Stack", "Tile"):
        raise CommandError("There is no such way to synchronise", repr(name), "Use one of: None, Stack, Tile.")
    window.store.set_sync(name)


def window_level(main: Window, window: int, level: int) -> None:
    """Move the sliders of window and level by so many steps."""
    change(main, lambda now, sight: now.wl(window, level, _window(sight), sight.value_range, sight.smallest_width))


def _window(sight: Sight) -> tuple[float, float]:
    if sight.window is None:
        why = sight.error or ("it has colours" if sight.image is not None else "it is still being read")
        raise WetreadError("The window of this image cannot be changed", why, "")
    return sight.window


def zoom(window: Window, set: float | None = None, increase: int | None = None, decrease: int | None = None) -> None:
    """Magnify: to ``set``, or by so many slider steps."""
    if set is not None:
        change(window, lambda now, _: now.zoom_set(set))
    else:
        steps = (increase or 0) - (decrease or 0)
        change(window, lambda now, sight: now.zoom_steps(steps, sight.magnification))


def user_interface(window: Window, quit: bool = False, visible: bool = False, minimized: bool = False) -> None:
    """End, minimise or show the window; the first that is asked for."""
    if quit:
        window.close()
    elif minimized:
        window.showMinimized()
    elif visible:
        window.come_to_front()


def rotate(window: Window, degrees: int) -> None:
    """Turn clockwise."""
    change(window, lambda now, _: now.rotated(degrees))


def flip(window: Window) -> None:
    """Left becomes right."""
    change(window, lambda now, _: now.flip_horizontally())


def invert(window: Window) -> None:
    """Black becomes white."""
    change(window, lambda now, _: now.invert())


def fit(window: Window) -> None:
    """Show the whole image, centred."""
    change(window, lambda now, _: now.reset("zoom", "pan"))


def last_image(window: Window) -> None:
    """Show the last image of the series."""
    change(window, lambda now, _: now.scrolled_to(now.count))


def auto_window(window: Window) -> None:
    """Show all values of the image."""

    def step(now: Viewport, sight: Sight) -> Viewport:
        _window(sight)
        assert sight.image is not None
        found = voi.full_range(sight.image)
        return now.windowed(found.center, found.width)

    change(window, step)


def preset(window: Window, number: int) -> None:
    """The file's window 1 or 2, or from 3 on those of the modality."""

    def step(now: Viewport, sight: Sight) -> Viewport:
        if sight.description is None:
            return now
        offered = voi.windows(sight.description) if number < 3 else voi.presets(sight.description)
        index = number - 1 if number < 3 else number - 3
        return now.windowed(offered[index].center, offered[index].width) if index < len(offered) else now

    change(window, step)


def go(window: Window, level: Literal["series", "study", "patient"], place: Literal["first", "last"] | int) -> None:
    """Show another series in the selected view: of this patient, of another study, or of another patient."""
    window.store.go(level, place)


def turn_group(window: Window, steps: int) -> None:
    """Bring the next or an earlier patient's views to the front."""
    window.store.turn_to(window.store.desk.current + steps)


def close_group(window: Window) -> None:
    """Close all that belongs to the patient in front."""
    window.store.close_group()


def _has_layout(id: str) -> Callable[[Store], bool]:
    return lambda store: store.desk.group is not None and store.desk.group.layout.id == id


def _has_tool(name: str) -> Callable[[Store], bool]:
    return lambda store: store.tool == name


def _has_sync(name: str) -> Callable[[Store], bool]:
    return lambda store: store.sync == name


# --- the table ------------------------------------------------------------------------------------------------------

_FILE: Final = (
    Action("open-files", "Open files …", lambda window: window.open_files(), {}, "open-files", ("Ctrl+O",), "File", 1,
           views=False),
    Action("open-folder", "Open folder …", lambda window: window.open_folder(), {}, "open-folder", ("Ctrl+Shift+O",),
           "File", 1, views=False),
    Action("close-patient", "Close patient", close_group, {}, "", ("Ctrl+W",), "File", views=False),
    Action("quit", "Quit", user_interface, {"quit": True}, "", ("Ctrl+Q",), "File", views=False, remote="weasis:ui"),
)  # fmt: skip

_TOOLS: Final = tuple(
    Action(f"tool-{row.name}", row.label, tool, {"name": row.name}, row.icon, (row.shortcut,), "Tool",
           2 if row.drag is not None else 0, checked=_has_tool(row.name), remote="dcmview2d:mouseLeftAction")
    for row in TOOLS.values()
)  # fmt: skip

_LAYOUT_LABELS: Final = {
    "1x1": "One view", "1x2": "Two, side by side", "2x1": "Two, one below the other", "2x2": "Four views",
    "layout_c2x1": "Two left, one right", "layout_r1x2": "One above, two below",
}  # fmt: skip
_LAYOUT_BUTTONS: Final = ("1x1", "1x2", "2x1", "2x2")
_LAYOUTS: Final = tuple(
    Action(f"layout-{id}", _LAYOUT_LABELS.get(id, id.replace("x", " × ")), layout, {"id": id},
           f"layout-{id}" if id in _LAYOUT_BUTTONS else "", (), "Layout", 3 if id in _LAYOUT_BUTTONS else 0,
           checked=_has_layout(id), remote="dcmview2d:layout")
    for id in LAYOUTS
)  # fmt: skip

_IMAGE: Final = (
    Action("zoom-in", "Zoom in", zoom, {"increase": 28}, "zoom-in", ("Ctrl++", "Ctrl+="), "Image",
           remote="dcmview2d:zoom"),
    Action("zoom-out", "Zoom out", zoom, {"decrease": 28}, "zoom-out", ("Ctrl+-",), "Image", remote="dcmview2d:zoom"),
    Action("fit", "Best fit", fit, {}, "fit", ("Ctrl+Return", "Ctrl+Enter"), "Image", 4),
    Action("real-size", "Real size", zoom, {"set": -100.0}, "", (), "Image", remote="dcmview2d:zoom"),
    Action("rotate-left", "Rotate left", rotate, {"degrees": -90}, "rotate-left", ("Alt+L",), "Image", 4),
    Action("rotate-right", "Rotate right", rotate, {"degrees": 90}, "rotate-right", ("Alt+R",), "Image", 4),
    Action("flip", "Flip left and right", flip, {}, "flip", ("Alt+F",), "Image", 4),
    Action("invert", "Invert", invert, {}, "invert", ("Alt+I",), "Image", 4),
    Action("reset", "Reset view", reset, {"all": True}, "reset", ("Esc",), "Image", 4, remote="dcmview2d:reset"),
    Action("wl", "Change window and level", window_level, remote="dcmview2d:wl"),
)  # fmt: skip

_WINDOWS: Final = (
    Action("window-auto", "All values", auto_window, {}, "", ("0",), "Window/Level"),
    Action("window-1", "First of the file", preset, {"number": 1}, "", ("1",), "Window/Level"),
    Action("window-2", "Second of the file", preset, {"number": 2}, "", ("2",), "Window/Level"),
    *(
        Action(f"window-{key}", f"{row.explanation} (CT)", preset, {"number": key}, "", (str(key),), "Window/Level")
        for key, row in enumerate(voi.PRESETS["CT"], start=3)
    ),
)

_GO: Final = (
    Action("previous-image", "Previous image", scroll, {"decrease": 1}, "", ("Up",), "Go", remote="dcmview2d:scroll"),
    Action("next-image", "Next image", scroll, {"increase": 1}, "", ("Down",), "Go", remote="dcmview2d:scroll"),
    Action("back-10", "Ten images back", scroll, {"decrease": 10}, "", ("Shift+Up",), "Go", remote="dcmview2d:scroll"),
    Action("on-10", "Ten images on", scroll, {"increase": 10}, "", ("Shift+Down",), "Go", remote="dcmview2d:scroll"),
    Action("first-image", "First image", scroll, {"set": 1}, "", ("Home",), "Go", remote="dcmview2d:scroll"),
    Action("last-image", "Last image", last_image, {}, "", ("End",), "Go"),
    Action("previous-series", "Previous series", go, {"level": "series", "place": -1}, "", ("Left",), "Go"),
    Action("next-series", "Next series", go, {"level": "series", "place": 1}, "", ("Right",), "Go"),
    Action("first-series", "First series", go, {"level": "series", "place": "first"}, "", ("PgUp",), "Go"),
    Action("last-series", "Last series", go, {"level": "series", "place": "last"}, "", ("PgDown",), "Go"),
    Action("previous-study", "Previous study", go, {"level": "study", "place": -1}, "", ("Ctrl+Left",), "Go"),
    Action("next-study", "Next study", go, {"level": "study", "place": 1}, "", ("Ctrl+Right",), "Go"),
    Action("first-study", "First study", go, {"level": "study", "place": "first"}, "", ("Ctrl+PgUp",), "Go"),
    Action("last-study", "Last study", go, {"level": "study", "place": "last"}, "", ("Ctrl+PgDown",), "Go"),
    Action("previous-patient", "Previous patient", go, {"level": "patient", "place": -1}, "", ("Ctrl+Up",), "Go"),
    Action("next-patient", "Next patient", go, {"level": "patient", "place": 1}, "", ("Ctrl+Down",), "Go"),
    Action("first-patient", "First patient", go, {"level": "patient", "place": "first"}, "", ("Ctrl+Home",), "Go"),
    Action("last-patient", "Last patient", go, {"level": "patient", "place": "last"}, "", ("Ctrl+End",), "Go"),
    Action("next-tab", "Next tab", turn_group, {"steps": 1}, "", ("Ctrl+Tab",), "Go", views=False),
    Action("previous-tab", "Previous tab", turn_group, {"steps": -1}, "", ("Ctrl+Shift+Tab",), "Go", views=False),
)  # fmt: skip

_PAN: Final = tuple(
    Action(f"pan-{key.lower()}{'-more' if modifier else ''}", f"Pan {key.lower()}", move,
           {"x": x * (2 if modifier else 1), "y": y * (2 if modifier else 1)}, "", (f"Alt+{modifier}{key}",),
           remote="dcmview2d:move")
    for modifier in ("", "Shift+")
    for key, x, y in (("Left", 5, 0), ("Right", -5, 0), ("Up", 0, 5), ("Down", 0, -5))
)  # fmt: skip

_VIEW: Final = (
    Action("explorer", "List of series", lambda window: window.toggle_explorer(), {}, "explorer", ("F9",), "View", 6,
           views=False),
    Action("annotations", "Annotations: all, fewer, none", lambda window: window.store.next_annotations(), {},
           "annotations", ("Space", "I"), "View", 5),
    *(
        Action(f"sync-{name}", label, sync, {"name": name}, "sync" if name == "Stack" else "", (), "View",
               5 if name == "Stack" else 0, checked=_has_sync(name), remote="dcmview2d:synch")
        for name, label in (
            ("None", "Views on their own"), ("Stack", "Views together"), ("Tile", "Consecutive images"),
        )
    ),
    Action("full-screen", "Full screen", lambda window: window.toggle_full_screen(), {}, "fullscreen", ("F11",), "View",
           6, views=False),
    Action("next-tool", "Next tool", next_tool, {}, "", ("Ctrl+Space",), "Tool"),
    Action("shortcuts", "Keyboard shortcuts", lambda window: window.show_shortcuts(), {}, "", ("F1",), "Help",
           views=False),
)  # fmt: skip

ACTIONS: Final[tuple[Action, ...]] = (*_FILE, *_VIEW, *_LAYOUTS, *_TOOLS, *_IMAGE, *_WINDOWS, *_GO, *_PAN)
"""Every action, in the order of menus and toolbar."""

REMOTE: Final[dict[str, Callable[..., None]]] = {row.remote: row.run for row in ACTIONS if row.remote}
"""What reaches the window from outside: command → function."""


def run_command(window: Window, name: str, options: Mapping[str, Any]) -> None:
    """Run a remote command with its options by name.

    Raises
    ------
    WetreadError
        It cannot be done now, or (``CommandError``) never.
    """
    run = REMOTE.get(name)
    if run is None:
        raise CommandError("The window has no such command", name[:40])
    run(window, **options)
