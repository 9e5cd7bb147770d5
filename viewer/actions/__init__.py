"""The table of actions: menus, toolbar, shortcuts and remote commands are all made from it.

An action is declared once, as a row in the module of its subject. ``run`` takes the window and the row's ``options``;
a remote command calls the same function with the options that came with it. Adding an action is adding a row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from launcher.errors import CommandError
from viewer.actions import archives, file, go, image, keys, measure, order, output, tools, view, windows
from viewer.actions.row import Action, Window
from viewer.words import tr

ACTIONS: Final[tuple[Action, ...]] = (
    *file.OPEN_ROWS,
    *archives.ROWS,
    *output.FILE_ROWS,
    *file.CLOSE_ROWS,
    *output.ROWS,
    *archives.EDIT_ROWS,
    *file.EDIT_ROWS,
    *view.ROWS,
    *view.LAYOUT_ROWS,
    *tools.ROWS,
    *image.ROWS,
    *windows.ROWS,
    *measure.ROWS,
    *order.ROWS,
    *go.ROWS,
    *keys.ROWS,
)
"""Every action, in the order of menus and toolbar."""

REMOTE: Final[dict[str, Callable[..., None]]] = {
    **{row.remote: row.run for row in ACTIONS if row.remote},
    "dicom:show": go.show_image,
}
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
        raise CommandError(tr("The window has no such command"), name[:40])
    run(window, **options)
