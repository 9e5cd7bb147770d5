"""What the left button does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from launcher.errors import CommandError
from viewer.actions.row import Action, Window
from viewer.state.store import Store
from viewer.tools.mouse import TOOLS
from viewer.words import tr


def tool(window: Window, name: str) -> None:
    """Choose what the left button does."""
    if name in TOOLS:
        window.store.set_tool(name)
        return
    window.store.set_tool("none")  # as Weasis does
    raise CommandError(
        tr("The tool {name} cannot be chosen", name=name[:40]),
        tr("there is none of that name"),
        tr("Use one of: {names}.", names=", ".join(TOOLS)),
    )


def next_tool(window: Window) -> None:
    """Choose the next tool of the toolbar."""
    names = list(TOOLS)
    window.store.set_tool(names[(names.index(window.store.tool) + 1) % len(names)])


def _has_tool(name: str) -> Callable[[Store], bool]:
    return lambda store: store.tool == name


DROPS: Final = {"measure": "Measure", "draw": "Annotate"}
"""Tools with menus of their own."""

ROWS: Final = (
    *(
        Action(f"tool-{row.name}", row.label, tool, options={"name": row.name}, icon=row.icon,
               shortcuts=(row.shortcut,), menu="Tool", toolbar=2 if row.is_in_toolbar else 0,
               drops=DROPS.get(row.name, ""), checked=_has_tool(row.name), remote="dcmview2d:mouseLeftAction")
        for row in TOOLS.values()
    ),
    Action("next-tool", "Next tool", next_tool, shortcuts=("Ctrl+Space",), menu="Tool"),
)  # fmt: skip
