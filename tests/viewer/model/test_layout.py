from __future__ import annotations

import pytest

from launcher.errors import CommandError
from viewer.model.layout import LAYOUTS, Layout, best_layout, layout_named


def test_the_layouts_are_those_of_weasis_in_its_order() -> None:
    assert list(LAYOUTS) == [
        "1x1", "1x2", "1x3", "1x4", "2x1", "layout_c2x1", "layout_r1x2", "2x2", "2x3", "2x4",
    ]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.id)
def test_the_cells_of_a_layout_fill_its_grid_without_overlapping(layout: Layout) -> None:
    covered = [
        (cell.row + down, cell.column + right)
        for cell in layout.cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    ]
    assert sorted(covered) == [(row, column) for row in range(layout.rows) for column in range(layout.columns)]


@pytest.mark.parametrize(
    ("layout_id", "rows", "columns", "views"),
    [("2x4", 2, 4, 8), ("1x2", 1, 2, 2), ("layout_c2x1", 2, 2, 3), ("layout_r1x2", 2, 2, 3)],
)
def test_a_layout_has_as_many_views_as_its_name_says(layout_id: str, rows: int, columns: int, views: int) -> None:
    layout = layout_named(layout_id)
    assert (layout.rows, layout.columns, len(layout.cells)) == (rows, columns, views)


@pytest.mark.parametrize(
    ("count", "layout_id"),
    [
        (-1, "1x1"), (0, "1x1"), (1, "1x1"), (2, "1x2"), (3, "layout_c2x1"), (4, "2x2"), (5, "2x3"), (6, "2x3"),
        (7, "2x4"), (8, "2x4"), (9, "1x1"), (10**9, "1x1"),
    ],
)  # fmt: skip
def test_the_best_layout_has_room_for_all_and_wastes_least(count: int, layout_id: str) -> None:
    assert best_layout(count).id == layout_id


@pytest.mark.parametrize(
    ("layout_id", "said"),
    [("3x3", "no such layout: '3x3'")],
)
def test_a_layout_that_there_is_not_is_refused_with_those_that_there_are(layout_id: str, said: str) -> None:
    with pytest.raises(CommandError, match=f"{said}.*1x1, 1x2"):
        layout_named(layout_id)
