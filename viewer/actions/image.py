"""Where the image lies in its view."""

from __future__ import annotations

from typing import Final

from launcher.errors import WetreadError
from viewer.actions.row import Action, Window, change, selected_sight
from viewer.words import tr


def move(window: Window, x: int, y: int) -> None:
    """Move the view over the image, in image pixels."""
    change(window, lambda now, _: now.moved(x, y))


def reset(window: Window, all: bool = False, names: tuple[str, ...] = ()) -> None:
    """Put the view back: all of it, or the parts named."""
    if all or "winLevel" in names:
        window.store.renew_window()
    change(window, lambda now, _: now.reset(*(() if all else names)))


def zoom(window: Window, set: float | None = None, increase: int | None = None, decrease: int | None = None) -> None:
    """Magnify: to ``set``, or by so many slider steps."""
    if set is not None:
        change(window, lambda now, _: now.zoom_set(set))
    else:
        steps = (increase or 0) - (decrease or 0)
        change(window, lambda now, sight: now.zoom_steps(steps, sight.magnification))


def real_size(window: Window) -> None:
    """Show things as large as they are.

    Raises
    ------
    WetreadError
        Nobody knows how large they are.
    """
    sight = selected_sight(window)
    if sight.image is not None and sight.size.spacing_mm is None:
        raise WetreadError(tr("This image cannot be shown in real size"), tr("its file says no pixel spacing"), "")
    zoom(window, set=-100.0)


def rotate(window: Window, degrees: int) -> None:
    """Turn clockwise."""
    change(window, lambda now, _: now.rotated(degrees))


def flip(window: Window) -> None:
    """Left becomes right."""
    change(window, lambda now, _: now.flip_horizontally())


def fit(window: Window) -> None:
    """Show the whole image, centred."""
    change(window, lambda now, _: now.reset("zoom", "pan"))


_PAN: Final = tuple(
    Action(f"pan-{key.lower()}{'-more' if modifier else ''}", f"Pan {key.lower()}{', further' if modifier else ''}",
           move, options={"x": x * (2 if modifier else 1), "y": y * (2 if modifier else 1)},
           shortcuts=(f"Alt+{modifier}{key}",), menu="Image", in_menu=False, remote="dcmview2d:move")
    for modifier in ("", "Shift+")
    for key, x, y in (("Left", 5, 0), ("Right", -5, 0), ("Up", 0, 5), ("Down", 0, -5))
)  # fmt: skip

ROWS: Final = (
    Action("zoom-in", "Zoom in", zoom, options={"increase": 28}, icon="zoom-in", shortcuts=("Ctrl++", "Ctrl+="),
           menu="Image", remote="dcmview2d:zoom"),
    Action("zoom-out", "Zoom out", zoom, options={"decrease": 28}, icon="zoom-out", shortcuts=("Ctrl+-",), menu="Image",
           remote="dcmview2d:zoom"),
    Action("fit", "Best fit", fit, icon="fit", shortcuts=("Ctrl+Return", "Ctrl+Enter"), menu="Image", toolbar=4),
    Action("pixel-size", "One to one", zoom, options={"set": 1.0}, shortcuts=("Ctrl+1",), menu="Image",
           remote="dcmview2d:zoom"),
    Action("real-size", "Real size", real_size, shortcuts=("Ctrl+2",), menu="Image"),
    Action("rotate-left", "Rotate left", rotate, options={"degrees": -90}, icon="rotate-left", shortcuts=("Alt+L",),
           menu="Image", toolbar=4, line=True),
    Action("rotate-right", "Rotate right", rotate, options={"degrees": 90}, icon="rotate-right", shortcuts=("Alt+R",),
           menu="Image", toolbar=4),
    Action("flip", "Flip left and right", flip, icon="flip", shortcuts=("Alt+F",), menu="Image", toolbar=4),
    Action("reset", "Reset view", reset, options={"all": True}, icon="reset", shortcuts=("Esc",), menu="Image",
           toolbar=4, line=True, remote="dcmview2d:reset"),
    *_PAN,
)  # fmt: skip
