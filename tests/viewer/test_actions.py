"""The table of actions: what each row does, and what commands from outside do through it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from launcher.errors import CommandError, WetreadError
from launcher.links.commands import COMMANDS
from launcher.protocol.events import JobUpdate
from tests.files import bundled
from tests.viewer.conftest import announcement, positions, slices, tell
from viewer.actions import ACTIONS, REMOTE, run_command
from viewer.actions.windows import offered_rows
from viewer.dialogs.histogram import HistogramDialog
from viewer.model.geometry import ViewSize
from viewer.tags.window import TagsWindow
from viewer.views.theme import ICONS

VIEW = {"number": None, "id": ""}
STEP = {"set": None, "increase": None, "decrease": None}


@pytest.fixture
def shown(window: Any, until: Any) -> Any:
    """A window with ten slices that cannot be decoded, which most commands do not mind."""
    tell(window.store, JobUpdate(1, "job", "local", "done"), *slices(10))
    return window


@pytest.fixture
def ct(window: Any, until: Any) -> Any:
    """A window with a real image, 128 × 128, in a view of 256 × 256."""
    tell(window.store, JobUpdate(1, "job", "local", "done"), *announcement(bundled("CT_small.dcm")))
    until(lambda: window.store.sight(0).image is not None)
    window.store.resize_view(0, ViewSize(256, 256))
    return window


def test_every_window_command_of_the_launcher_has_a_row() -> None:
    wanted = {verb for verb in COMMANDS if verb.startswith("dcmview2d:")} | {"weasis:ui", "dicom:show"}
    assert set(REMOTE) == wanted


def test_no_two_actions_share_a_shortcut() -> None:
    shortcuts = Counter(key for row in ACTIONS for key in row.shortcuts)
    assert [key for key, count in shortcuts.items() if count > 1] == []


def test_names_are_unique_and_icons_exist() -> None:
    assert len({row.name for row in ACTIONS}) == len(ACTIONS)
    assert [row.icon for row in ACTIONS if row.icon and not (ICONS / f"{row.icon}.svg").is_file()] == []


@pytest.mark.parametrize("row", [row for row in ACTIONS if row.menu != "File" and row.name != "shortcuts"],
                         ids=lambda row: row.name)  # fmt: skip
def test_every_action_runs_in_an_empty_window_or_says_why_not(window: Any, row: Any) -> None:
    if row.name == "wl":
        return  # it cannot be reached without its two numbers
    try:
        row.run(window, **row.options)
    except WetreadError as error:
        assert error.what


@pytest.mark.parametrize(
    ("options", "position"),
    [
        ({**STEP, "set": 4}, 3),
        ({**STEP, "set": 99}, 9),
        ({**STEP, "set": 0}, 0),
        ({**STEP, "increase": 3}, 3),
        ({**STEP, "decrease": 3}, 0),
    ],
)
def test_scroll_counts_from_one_and_ends_at_the_ends(shown: Any, options: Any, position: int) -> None:
    run_command(shown, "dcmview2d:scroll", options)
    assert positions(shown.store) == [position]


@pytest.mark.parametrize(
    ("options", "layout"),
    [
        ({"number": 4, "id": ""}, "2x2"),
        ({"number": 0, "id": ""}, "1x1"),
        ({**VIEW, "id": "layout_c2x1"}, "layout_c2x1"),
    ],
)
def test_layout_takes_a_number_or_an_id(shown: Any, options: Any, layout: str) -> None:
    run_command(shown, "dcmview2d:layout", options)
    assert shown.store.desk.group.layout.id == layout
    assert len(shown.grid.views) == len(shown.store.desk.group.views)


def test_zoom_sets_steps_and_fits(ct: Any) -> None:
    run_command(ct, "dcmview2d:zoom", {**STEP, "set": 3.0})
    assert ct.store.sight(0).magnification == 3.0
    run_command(ct, "dcmview2d:zoom", {**STEP, "increase": 300})
    assert ct.store.sight(0).magnification == 12.0
    run_command(ct, "dcmview2d:zoom", {**STEP, "set": -200.0})
    assert ct.store.sight(0).magnification == 2.0


def test_window_and_level_move_their_sliders(ct: Any) -> None:
    center, width = ct.store.sight(0).window
    run_command(ct, "dcmview2d:wl", {"window": -100, "level": 50})
    after = ct.store.sight(0).window
    assert after[0] > center
    assert after[1] < width
    run_command(ct, "dcmview2d:reset", {"all": False, "names": ("winLevel",)})
    assert ct.store.sight(0).window == (center, width)


def test_move_adds_up_and_reset_all_puts_everything_back(ct: Any) -> None:
    run_command(ct, "dcmview2d:move", {"x": 5, "y": -10})
    run_command(ct, "dcmview2d:move", {"x": 5, "y": 0})
    assert ct.store.desk.group.view.pan == (10, -10)
    run_command(ct, "dcmview2d:reset", {"all": True, "names": ()})
    assert ct.store.desk.group.view.pan == (0.0, 0.0)


def test_the_left_button_gets_its_tool_and_the_toolbar_shows_it(shown: Any) -> None:
    run_command(shown, "dcmview2d:mouseLeftAction", {"name": "zoom"})
    assert shown.store.tool == "zoom"
    assert shown.menus.actions["tool-zoom"].isChecked()


def test_all_three_ways_to_synchronise_are_known(shown: Any) -> None:
    for name in ("Tile", "None", "Stack"):
        run_command(shown, "dcmview2d:synch", {"name": name})
        assert shown.store.sync == name


def test_minimised_and_back(shown: Any) -> None:
    run_command(shown, "weasis:ui", {"quit": False, "visible": False, "minimized": True})
    assert shown.isMinimized()
    run_command(shown, "weasis:ui", {"quit": False, "visible": True, "minimized": False})
    assert not shown.isMinimized()


@pytest.mark.parametrize(
    ("command", "options", "exit_code"),
    [
        ("dcmview2d:layout", {**VIEW, "id": "9x9"}, 2),
        ("dcmview2d:mouseLeftAction", {"name": "broom"}, 2),
        ("dcmview2d:synch", {"name": "Sometimes"}, 2),
        ("dcmview2d:zoom", {**STEP, "set": -5.0}, 2),
        ("dcmview2d:reset", {"all": False, "names": ("everything",)}, 2),
        ("dcmview2d:wl", {"window": 1, "level": 1}, 1),  # the image has not been decoded
        ("dcmview2d:fly", {}, 2),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(shown: Any, command: str, options: Any, exit_code: int) -> None:
    with pytest.raises(WetreadError) as raised:
        run_command(shown, command, options)
    assert raised.value.exit_code == exit_code
    assert raised.value.what


def test_the_layout_with_tags_is_one_view_and_the_window_of_tags(shown: Any) -> None:
    run_command(shown, "dcmview2d:layout", {**VIEW, "id": "2x2"})
    run_command(shown, "dcmview2d:layout", {**VIEW, "id": "layout_dump"})

    assert shown.store.desk.group.layout.id == "1x1"
    assert [found.isVisible() for found in shown.findChildren(TagsWindow)] == [True]


def test_the_layout_with_a_histogram_is_one_view_and_its_window(shown: Any) -> None:
    run_command(shown, "dcmview2d:layout", {**VIEW, "id": "2x2"})
    run_command(shown, "dcmview2d:layout", {**VIEW, "id": "layout_histo"})

    assert shown.store.desk.group.layout.id == "1x1"
    assert [found.isVisible() for found in shown.findChildren(HistogramDialog)] == [True]


def test_an_unknown_tool_leaves_none_in_hand(shown: Any) -> None:
    shown.store.set_tool("zoom")
    with pytest.raises(CommandError):
        run_command(shown, "dcmview2d:mouseLeftAction", {"name": "broom"})
    assert shown.store.tool == "none"


def test_an_image_is_shown_by_its_uid_or_said_not_to_be_loaded(shown: Any) -> None:
    run_command(shown, "dicom:show", {"instance": "A.1.3"})
    assert positions(shown.store) == [2]
    with pytest.raises(WetreadError, match="not loaded") as refused:
        run_command(shown, "dicom:show", {"instance": "9.9"})
    assert refused.value.exit_code == 1


NEED_NO_IMAGE = {"weasis:ui", "dicom:show", "dcmview2d:synch", "dcmview2d:mouseLeftAction"}


@pytest.mark.parametrize("command", sorted(set(REMOTE) - NEED_NO_IMAGE))
def test_without_an_image_a_command_says_so(window: Any, command: str) -> None:
    options = {
        "dcmview2d:layout": {"number": 4, "id": ""},
        "dcmview2d:move": {"x": 1, "y": 1},
        "dcmview2d:wl": {"window": 1, "level": 1},
        "dcmview2d:reset": {"all": True, "names": ()},
    }.get(command, {**STEP, "set": 1})
    with pytest.raises(WetreadError) as raised:
        run_command(window, command, options)
    assert raised.value.exit_code == 1


def test_presets_of_the_modality_have_the_keys_that_users_know(ct: Any) -> None:
    next(row for row in ACTIONS if "7" in row.shortcuts).run(ct, number=7)
    assert ct.store.sight(0).window == (-500, 1500)


def windows_in_use(window: Any) -> list[str]:
    rows = (*offered_rows(window), *(row for row in ACTIONS if row.menu == "Window/Level" and row.checked))
    return [row.label.split("  ")[0] for row in rows if row.checked is not None and row.checked(window.store)]


def test_the_menu_marks_the_window_in_use(window: Any, until: Any) -> None:
    tell(window.store, JobUpdate(1, "job", "local", "done"), *announcement(bundled("examples_overlay.dcm")))
    until(lambda: window.store.sight(0).image is not None)
    first, second = (row.label.split("  ")[0] for row in offered_rows(window))
    assert windows_in_use(window) == [first]
    offered_rows(window)[1].run(window, index=1)
    assert windows_in_use(window) == [second]
    window.store.change(lambda now, _: now.windowed(1.0, 2.0))
    assert windows_in_use(window) == []


def test_the_menu_marks_the_preset_in_use(ct: Any) -> None:
    next(row for row in ACTIONS if "7" in row.shortcuts).run(ct, number=7)
    assert windows_in_use(ct) == ["Lung (CT)"]


class TestTheOrderOfImages:
    @staticmethod
    def run(window: Any, name: str) -> None:
        row = next(row for row in ACTIONS if row.name == name)
        row.run(window, **row.options)

    @staticmethod
    def in_force(window: Any) -> set[str]:
        return {row.name for row in ACTIONS if row.menu == "Sort by" and row.checked and row.checked(window.store)}

    def test_is_what_suits_the_images_until_the_user_chooses(self, shown: Any) -> None:
        assert self.in_force(shown) == {"sort-automatic"}
        self.run(shown, "sort-ImagePositionPatient")
        assert self.in_force(shown) == {"sort-ImagePositionPatient"}
        assert shown.store.stack(shown.store.desk.group.view).rule == "ImagePositionPatient"

    def test_is_turned_round_and_back(self, shown: Any) -> None:
        self.run(shown, "sort-reverse")
        assert self.in_force(shown) == {"sort-automatic", "sort-reverse"}
        self.run(shown, "sort-reverse")
        assert self.in_force(shown) == {"sort-automatic"}

    def test_goes_through_all_choices_with_one_key(self, shown: Any) -> None:
        seen = set()
        for _ in range(7):
            self.run(shown, "next-order")
            seen |= self.in_force(shown)
        assert len(seen) == 7
        assert self.in_force(shown) == {"sort-automatic"}

    def test_cannot_be_chosen_where_nothing_is_open(self, window: Any) -> None:
        with pytest.raises(WetreadError):
            self.run(window, "sort-reverse")


def test_real_size_is_that_of_the_pixel_spacing(ct: Any) -> None:
    row = next(row for row in ACTIONS if row.name == "real-size")
    row.run(ct, **row.options)
    assert ct.store.desk.group.view.zoom == "real"


def test_one_to_one_shows_a_pixel_of_the_screen_for_each_of_the_image(ct: Any) -> None:
    row = next(row for row in ACTIONS if row.name == "pixel-size")
    row.run(ct, **row.options)
    assert ct.store.sight(0).magnification == 1.0


@pytest.mark.parametrize(("name", "kind"), [("measure", "length"), ("draw", "arrow")])
def test_links_can_choose_to_measure_and_to_draw(shown: Any, name: str, kind: str) -> None:
    run_command(shown, "dcmview2d:mouseLeftAction", {"name": name})
    assert shown.store.tool == name
    assert shown.store.marks.pens[name] == kind


def test_what_has_no_spacing_has_no_real_size(window: Any, until: Any) -> None:
    tell(window.store, JobUpdate(1, "job", "local", "done"), *announcement(bundled("examples_ybr_color.dcm")))
    until(lambda: window.store.sight(0).image is not None)
    row = next(row for row in ACTIONS if row.name == "real-size")
    with pytest.raises(WetreadError, match="real size"):
        row.run(window, **row.options)
