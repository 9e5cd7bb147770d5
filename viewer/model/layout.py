"""How the window is divided: grids, and the two with one large cell. The names are those that links use."""

from __future__ import annotations

from launcher.errors import CommandError
from launcher.frozen import frozen
from viewer.words import tr


@frozen
class Cell:
    """The place of one view, counted from 0 at the top left."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@frozen
class Layout:
    """A named division of the window; its views are numbered in the order of ``cells``."""

    id: str
    cells: tuple[Cell, ...]

    @property
    def rows(self) -> int:
        """Rows of the grid that the cells lie on."""
        return max(cell.row + cell.row_span for cell in self.cells)

    @property
    def columns(self) -> int:
        """Columns of the grid that the cells lie on."""
        return max(cell.column + cell.column_span for cell in self.cells)


def _grid(rows: int, columns: int) -> Layout:
    cells = tuple(Cell(row, column) for row in range(rows) for column in range(columns))
    return Layout(f"{rows}x{columns}", cells)


LAYOUTS: dict[str, Layout] = {
    layout.id: layout
    for layout in (
        _grid(1, 1),
        _grid(1, 2),
        _grid(1, 3),
        _grid(1, 4),
        _grid(2, 1),
        Layout("layout_c2x1", (Cell(0, 0), Cell(1, 0), Cell(0, 1, row_span=2))),
        Layout("layout_r1x2", (Cell(0, 0, column_span=2), Cell(1, 0), Cell(1, 1))),
        _grid(2, 2),
        _grid(2, 3),
        _grid(2, 4),
    )
}
"""Every layout by its id, in the order of the menu."""

WITH_TAGS = "layout_dump"
"""One view beside the tags of its image, which have a window of their own."""

WITH_HISTOGRAM = "layout_histo"
"""One view beside the histogram of its image, which has a window of its own."""


def layout_named(layout_id: str) -> Layout:
    """The layout of that id.

    Raises
    ------
    CommandError
        There is none.
    """
    if layout_id in LAYOUTS:
        return LAYOUTS[layout_id]
    if layout_id in (WITH_TAGS, WITH_HISTOGRAM):
        return LAYOUTS["1x1"]
    todo = tr("Use one of: {names}.", names=", ".join(LAYOUTS))
    raise CommandError(tr("There is no such layout"), repr(layout_id[:40]), todo)


def best_layout(count: int) -> Layout:
    """The layout with at least ``count`` views and the fewest to spare, the most square of equals; else one view."""
    fitting = [layout for layout in LAYOUTS.values() if len(layout.cells) >= count] if count > 1 else []
    return min(
        fitting,
        key=lambda layout: (len(layout.cells), abs(layout.rows - layout.columns)),
        default=LAYOUTS["1x1"],
    )
