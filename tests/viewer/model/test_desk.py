from __future__ import annotations

from viewer.model.desk import Desk, Group
from viewer.model.layout import LAYOUTS
from viewer.model.viewport import Viewport


def group(*keys: str, layout: str = "2x2", selected: int = 0, key: str = "p") -> Group:
    return Group(key, "P", LAYOUTS[layout], tuple(Viewport(k, count=9 if k else 0) for k in keys), selected)


def shown(of: Group) -> list[str]:
    return [view.series_key for view in of.views]


class TestLayouts:
    def test_views_keep_their_order(self) -> None:
        assert shown(group("a", "b", "", "", selected=0).arranged(LAYOUTS["1x3"])) == ["a", "b", ""]

    def test_the_selected_view_stays_in_sight(self) -> None:
        fewer = group("a", "b", "c", "d", selected=3).arranged(LAYOUTS["1x2"])
        assert shown(fewer) == ["a", "d"]
        assert fewer.view.series_key == "d"

    def test_one_view_enlarged_goes_back_with_what_was_done_to_it(self) -> None:
        large = group("a", "b", "c", "d", selected=2).enlarged()
        assert shown(large) == ["c"]
        back = large.with_view(0, large.view.scrolled(4)).enlarged()
        assert shown(back) == ["a", "b", "c", "d"]
        assert back.view.position == 4

    def test_a_single_view_cannot_be_enlarged(self) -> None:
        single = group("a", layout="1x1")
        assert single.enlarged() == single

    def test_selection_goes_round(self) -> None:
        assert group("a", "b", "", "").selecting(-1).selected == 3
        assert group("a", "b", "", "").selecting(4).selected == 0


class TestOpening:
    def test_a_series_in_sight_is_selected(self) -> None:
        assert group("a", "b", "", "").opened(Viewport("b")).selected == 1

    def test_an_empty_view_is_taken_first(self) -> None:
        opened = group("a", "", "c", "").opened(Viewport("x"))
        assert shown(opened) == ["a", "x", "c", ""]
        assert opened.selected == 1

    def test_else_the_selected_view_is_taken(self) -> None:
        assert shown(group("a", "b", "c", "d", selected=2).opened(Viewport("x"))) == ["a", "b", "x", "d"]


class TestDesk:
    DESK = Desk((group("a", layout="1x1", key="p"), group("b", layout="1x1", key="q")), 1)

    def test_a_new_patient_gets_a_group_in_front(self) -> None:
        desk = self.DESK.opened(Group("r", "R"), Viewport("c"))
        assert [found.key for found in desk.groups] == ["p", "q", "r"]
        assert desk.current == 2

    def test_a_known_patient_keeps_the_group(self) -> None:
        desk = self.DESK.opened(Group("p", "P"), Viewport("c"))
        assert desk.current == 0
        assert shown(desk.groups[0]) == ["c"]

    def test_closing_a_group_behind_leaves_the_front_where_it_is(self) -> None:
        desk = self.DESK.without({"a"}, {"p"})
        assert desk.group is not None
        assert desk.group.key == "q"

    def test_closing_the_front_brings_another_one(self) -> None:
        desk = self.DESK.without({"b"}, {"q"})
        assert desk.group is not None
        assert desk.group.key == "p"

    def test_closing_everything_leaves_nothing(self) -> None:
        assert self.DESK.without({"a", "b"}, {"p", "q"}).group is None

    def test_a_closed_series_leaves_the_hidden_views_too(self) -> None:
        large = group("a", "b", "c", "d").enlarged()
        desk = Desk((large,)).without({"b"})
        assert desk.group is not None
        assert shown(desk.group.enlarged()) == ["a", "", "c", "d"]


class TestTiles:
    def test_the_series_that_was_tiled_stays_in_its_view_at_the_image_selected_last(self) -> None:
        tiled = group("a", "b", "", "", selected=1).tiled().selecting(2)
        assert shown(tiled) == ["", "b", "b", "b"]
        back = tiled.untile()
        assert (shown(back), back.selected, back.view.position) == (["a", "b", "", ""], 1, 1)

    def test_a_series_that_came_meanwhile_takes_the_selected_view(self) -> None:
        tiled = group("a", "b", layout="1x2").tiled()
        assert shown(tiled.with_view(0, Viewport("x", count=9)).tiled().untile()) == ["x", "b"]

    def test_a_layout_with_more_views_has_empty_ones(self) -> None:
        tiled = group("a", "b", layout="1x2").tiled().arranged(LAYOUTS["2x2"]).tiled()
        assert shown(tiled.untile()) == ["a", "b", "", ""]

    def test_an_empty_view_tiles_nothing(self) -> None:
        tiled = group("a", "b", layout="1x2").tiled().with_view(1, Viewport()).selecting(1)
        assert shown(tiled.tiled()) == ["a", ""]
        assert shown(tiled.untile()) == ["a", "b"]

    def test_a_series_that_was_closed_does_not_come_back(self) -> None:
        assert shown(group("a", "b", layout="1x2").tiled().without({"b"}).untile()) == ["a", ""]
