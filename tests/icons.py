"""Takes the icons anew from Tabler Icons: ``npm pack @tabler/icons``, then ``python -m tests.icons PACKAGE.tgz``.

They are drawn with a thinner pen than the set's own, in a colour that each theme replaces. What the set has no drawing
for is in ``DRAWN``: by us, on the set's grid with the same pen.
"""

from __future__ import annotations

import re
import sys
import tarfile
from typing import Final

from viewer.views.theme import ICONS

PEN: Final = 1.6
INK, ACCENT, WARNING, ERROR = "#d7dce2", "#6fb3f2", "#f0b84a", "#ff7b72"

TABLER: Final = {
    "angle": "angle", "annotations": "subtitles", "arrow": "arrow-up-right", "close": "x", "collapse": "chevron-down",
    "copy": "copy", "crosshair": "focus-2", "draw": "pencil", "ellipse": "oval-vertical",
    "error": "alert-circle", "expand": "chevron-right",
    "explorer": "layout-sidebar", "fit": "maximize", "flip": "flip-horizontal", "fullscreen": "arrows-maximize",
    "info": "info-circle", "keep": "bookmark", "key-image": "star", "layout-1x1": "square",
    "layout-1x2": "layout-columns", "layout-2x1": "layout-rows", "layout-2x2": "border-all", "length": "line",
    "magnifier": "zoom-scan", "measure": "ruler-2", "menu": "menu-2", "next": "chevron-right", "no-tool": "pointer",
    "open-disc": "disc", "open-files": "file", "open-folder": "folder-open", "pan": "arrows-move",
    "pause": "player-pause", "play": "player-play", "polyline": "timeline", "preferences": "adjustments-horizontal",
    "previous": "chevron-left", "print": "printer", "question": "help-circle", "rectangle": "rectangle",
    "redo": "arrow-forward-up", "reset": "restore", "rotate": "refresh", "rotate-left": "rotate-2",
    "rotate-right": "rotate-clockwise-2", "save": "device-floppy", "scroll": "stack-2", "sync": "link",
    "tags": "list-details", "text": "letter-t", "undo": "arrow-back-up", "warning": "alert-triangle", "zoom": "zoom",
    "zoom-in": "zoom-in", "zoom-out": "zoom-out",
}  # fmt: skip
"""Our name → the set's."""

COLOURS: Final = {"error": ERROR, "info": ACCENT, "question": ACCENT, "warning": WARNING}

DRAWN: Final = ("cobb", "invert", "window-level", "window-region")
"""Ours."""

PARTS: Final = ("check", "dot", "down", "more", "up")
"""Of the style sheet, which cannot colour them: one for each theme."""


def dressed(drawing: str, colour: str) -> str:
    """A drawing of the set in our pen and colour, and no more than it needs."""
    paths = [
        " ".join(path.split()) for path in re.findall(r"<(?!svg|/svg)[^>]*>", drawing) if 'stroke="none"' not in path
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" '
        f'stroke="{colour}" stroke-width="{PEN}" stroke-linecap="round" stroke-linejoin="round">\n  '
        + "\n  ".join(paths)
        + "\n</svg>\n"
    )


def main(package: str) -> None:
    """Write the icons, and the licence of the set."""
    with tarfile.open(package) as archive:

        def text(name: str) -> str:
            member = archive.extractfile(f"package/{name}")
            assert member is not None
            return member.read().decode()

        for ours, theirs in TABLER.items():
            drawing = dressed(text(f"icons/outline/{theirs}.svg"), COLOURS.get(ours, INK))
            (ICONS / f"{ours}.svg").write_text(drawing)
        (ICONS / "LICENSE").write_text(f"Tabler Icons, https://tabler.io/icons\n\n{text('LICENSE')}")


if __name__ == "__main__":
    main(sys.argv[1])
