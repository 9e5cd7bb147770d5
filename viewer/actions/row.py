"""What a row of the table of actions is, and what an action may ask of the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, field
from typing import Any, Protocol

from launcher.errors import WetreadError
from launcher.frozen import frozen
from viewer.model.viewport import Viewport
from viewer.state.sight import Sight
from viewer.state.store import Store
from viewer.words import tr


class ArchiveWindows(Protocol):
    """The windows about archives."""

    def show_query(self) -> None: ...
    def show_nodes(self) -> None: ...


class Output(Protocol):
    """What takes pictures of the views."""

    def copy(self, clean: bool = False) -> None: ...
    def save(self) -> None: ...
    def save_as_files(self) -> None: ...
    def print(self, all: bool = False) -> None: ...


class Openings(Protocol):
    """What asks for files to open."""

    def files(self) -> None: ...
    def folder(self) -> None: ...
    def imported(self, kind: str) -> None: ...


class Window(Protocol):
    """What an action may ask of the window, beside the store."""

    store: Store

    @property
    def archives(self) -> ArchiveWindows: ...
    @property
    def output(self) -> Output: ...
    @property
    def openings(self) -> Openings: ...
    def toggle_full_screen(self) -> None: ...
    def toggle_explorer(self) -> None: ...
    def show_shortcuts(self) -> None: ...
    def show_about(self) -> None: ...
    def show_key_images(self) -> None: ...
    def show_tags(self) -> None: ...
    def show_histogram(self) -> None: ...
    def show_preferences(self) -> None: ...
    def save_text(self, title: str, name: str, text: str) -> None: ...
    def to_next_screen(self) -> None: ...
    def screen_count(self) -> int: ...
    def come_to_front(self, token: str = "") -> None: ...
    def showMinimized(self) -> None: ...
    def close(self) -> bool: ...


@frozen
class Action:
    """One row. ``menu`` is the menu and ``toolbar`` the group of buttons it stands in, if any.

    ``checked`` tells whether the action is in force now, ``enabled`` whether it can be. ``in_menu`` is false for what
    has its place among the shortcuts of ``menu`` only; ``line`` draws one above the row. ``drops`` is a menu that opens
    beside the row's button in the toolbar. ``remote`` is the command that reaches ``run`` from outside.
    ``run`` raises ``WetreadError`` where it cannot be done, which the user is told.
    """

    name: str
    label: str
    run: Callable[..., None]
    _: KW_ONLY
    options: Mapping[str, Any] = field(default_factory=dict)
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    menu: str = ""
    toolbar: int = 0
    checked: Callable[[Store], bool] | None = None
    enabled: Callable[[Window], bool] | None = None
    in_menu: bool = True
    line: bool = False
    drops: str = ""
    remote: str = ""


def change(window: Window, step: Callable[[Viewport, Sight], Viewport]) -> None:
    """Change the selected view.

    Raises
    ------
    WetreadError
        There is nothing in it.
    """
    selected_sight(window)
    window.store.change(step)


def selected_sight(window: Window) -> Sight:
    """What the selected view shows.

    Raises
    ------
    WetreadError
        There is nothing in it.
    """
    group = window.store.desk.group
    if group is None or not group.view.series_key:
        raise WetreadError(tr("No image is selected"), "", tr("Open a series, or select a view that has one."))
    return window.store.sight(group.selected)


def window_of(sight: Sight) -> tuple[float, float]:
    """The window in use, (center, width).

    Raises
    ------
    WetreadError
        There is none.
    """
    if sight.window is None:
        why = sight.error or (tr("it has colours") if sight.image is not None else tr("it is still being read"))
        raise WetreadError(tr("The window of this image cannot be changed"), why, "")
    return sight.window
