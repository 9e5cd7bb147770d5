"""Window and level: which values are black and which are white."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from viewer.actions.row import Action, Window, change, window_of
from viewer.model.viewport import Viewport
from viewer.names import number as named
from viewer.pixels import windowing
from viewer.pixels.colour_tables import PALETTES
from viewer.pixels.description import Voi
from viewer.pixels.luts import Lut
from viewer.state.sight import Sight
from viewer.state.store import Store
from viewer.words import tr


def window_level(main: Window, window: int, level: int) -> None:
    """Move the sliders of window and level by so many steps."""
    change(main, lambda now, sight: now.wl(window, level, window_of(sight), sight.value_range, sight.smallest_width))


def invert(window: Window) -> None:
    """Black becomes white."""
    change(window, lambda now, _: now.invert())


def auto_window(window: Window) -> None:
    """Show all values of the image."""

    def step(now: Viewport, sight: Sight) -> Viewport:
        window_of(sight)
        assert sight.image is not None
        found = windowing.full_range(sight.image)
        return now.windowed(found.center, found.width)

    change(window, step)


def preset(window: Window, number: int) -> None:
    """One of the windows of the modality, counted from 3 as its key is."""

    def step(now: Viewport, sight: Sight) -> Viewport:
        offered = windowing.presets(sight.description) if sight.description is not None else ()
        wanted = offered[number - 3 : number - 2]
        return now.windowed(wanted[0].center, wanted[0].width) if wanted else now

    change(window, step)


def offer(window: Window, index: int) -> None:
    """Take one of the windows and tables of the file, counted from 0."""
    change(window, lambda now, _: now.offering(index))


def offer_by_key(window: Window, number: int) -> None:
    """Take the file's window with this key, if there is one."""

    def step(now: Viewport, sight: Sight) -> Viewport:
        keys = _keys(windowing.windows(sight.description) if sight.description is not None else ())
        return now.offering(keys[number]) if number in keys else now

    change(window, step)


def _keys(offered: Sequence[Voi]) -> dict[int, int]:
    """Key → index of what it takes: windows before tables, for those the keys are known for."""
    return dict(enumerate(sorted(range(len(offered)), key=lambda index: isinstance(offered[index], Lut)), start=1))


def colours(window: Window, name: str) -> None:
    """Show grey in colours; without a name, in grey."""
    change(window, lambda now, _: now.coloured(name))


def offered_rows(window: Window) -> tuple[Action, ...]:
    """What the file of the selected image offers, as rows of a menu."""
    group = window.store.desk.group
    description = window.store.sight(group.selected).description if group is not None else None
    offered = windowing.windows(description) if description is not None else ()
    numbers = {index: number for number, index in _keys(offered).items()}
    return tuple(
        Action(
            f"offered-{index}", _told(found, numbers[index]), offer, options={"index": index}, checked=_is_in_use(found)
        )
        for index, found in enumerate(offered)
    )


def _told(found: Voi, number: int) -> str:
    name = found.explanation or (tr("Table of the file") if isinstance(found, Lut) else tr("Window of the file"))
    key = f"\t{number}" if number < 3 else ""
    return f"{name[:40]}  (W {named(found.width)} L {named(found.center)}){key}".replace("&", "&&")


def _is_in_use(found: Voi) -> Callable[[Store], bool]:
    def told(store: Store) -> bool:
        group = store.desk.group
        used = store.sight(group.selected).voi if group is not None else None
        if used is None or isinstance(used, Lut) or isinstance(found, Lut):
            return used is found
        return (used.center, used.width) == (found.center, found.width)

    return told


def _has_colours(name: str) -> Callable[[Store], bool]:
    return lambda store: store.desk.group is not None and store.desk.group.view.colours == name


def _is_ct(window: Window) -> bool:
    group = window.store.desk.group
    record = window.store.library.get(group.view.series_key) if group is not None else None
    return record is not None and record.update.series.modality == "CT"


ROWS: Final = (
    Action("window-auto", "All values", auto_window, shortcuts=("0",), menu="Window/Level", line=True),
    Action("window-1", "First window of the file", offer_by_key, options={"number": 1}, shortcuts=("1",),
           menu="Window/Level", in_menu=False),
    Action("window-2", "Second window of the file", offer_by_key, options={"number": 2}, shortcuts=("2",),
           menu="Window/Level", in_menu=False),
    *(
        Action(f"window-{key}", f"{row.explanation} (CT)", preset, options={"number": key}, shortcuts=(str(key),),
               menu="Window/Level", checked=_is_in_use(row), enabled=_is_ct)
        for key, row in enumerate(windowing.PRESETS["CT"], start=3)
    ),
    Action("invert", "Invert", invert, icon="invert", shortcuts=("Alt+I",), menu="Window/Level", toolbar=4, line=True),
    *(
        Action(f"colours-{name}", label, colours, options={"name": name}, menu="Colours", checked=_has_colours(name))
        for name, (label, _) in {"": ("Grey", ""), **PALETTES}.items()
    ),
    Action("wl", "Change window and level", window_level, remote="dcmview2d:wl"),
)  # fmt: skip
