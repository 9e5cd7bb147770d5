"""What stands in the views: which go along with which, and the window that each begins with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pydicom
import pytest

from launcher.protocol.events import InstancesReceived, JobUpdate
from tests.files import bundled
from tests.viewer.conftest import announcement, positions, slices, tell
from viewer.model.layout import LAYOUTS

CLICK = JobUpdate(1, "job 1", "local", "loading")


class TestSynchronisation:
    @pytest.fixture
    def two(self, store: Any) -> Any:
        first, second = slices(10, series="1"), slices(5, series="2")
        moved = tuple(
            replace(i, image_position_patient=(0.0, 0.0, 10.0 * i.instance_number)) for i in second[1].instances
        )
        tell(store, CLICK, *first, second[0], InstancesReceived(second[0].key, moved))
        store.arrange(LAYOUTS["1x2"])
        store.show_series(second[0].key)
        store.select(0)
        return store

    def test_views_scroll_to_the_same_place_in_the_patient(self, two: Any) -> None:
        two.change(lambda now, _: now.scrolled_to(7))  # 40 mm
        assert positions(two) == [7, 3]

    def test_zoom_and_window_go_along(self, two: Any) -> None:
        two.change(lambda now, _: now.zoom_set(2.0).windowed(40, 400))
        assert [(view.zoom, view.window) for view in two.desk.group.views] == [(2.0, (40, 400))] * 2

    def test_a_turn_does_not(self, two: Any) -> None:
        two.change(lambda now, _: now.rotated(90))
        assert [view.rotation for view in two.desk.group.views] == [90, 0]

    def test_views_on_their_own_stay_where_they_are(self, two: Any) -> None:
        two.set_sync("None")
        two.change(lambda now, _: now.scrolled_to(7).zoom_set(2.0))
        assert positions(two) == [7, 0]
        assert two.desk.group.views[1].zoom == "fit"

    def test_slices_at_an_angle_do_not_scroll_along(self, store: Any) -> None:
        first, second = slices(10, series="1"), slices(10, series="2")
        turned = tuple(replace(i, image_orientation_patient=(0, 1.0, 0, 0, 0, -1.0)) for i in second[1].instances)
        tell(store, CLICK, *first, second[0], InstancesReceived(second[0].key, turned))
        store.arrange(LAYOUTS["1x2"])
        store.show_series(second[0].key)
        store.select(0)
        store.change(lambda now, _: now.scrolled_to(7))
        assert positions(store)[0] == 7
        assert store.desk.group.views[1].position == 0

    def test_series_of_different_spaces_scroll_by_the_same_number_of_images(self, store: Any) -> None:
        first, second = slices(10, series="1"), slices(10, series="2")
        apart = tuple(replace(i, frame_of_reference_uid="1.10") for i in second[1].instances)
        tell(store, CLICK, *first, second[0], InstancesReceived(second[0].key, apart))
        store.arrange(LAYOUTS["1x2"])
        store.show_series(second[0].key)
        store.change(lambda now, _: now.scrolled(4))
        assert positions(store) == [4, 4]

    def test_tiles_are_consecutive_images_of_one_series(self, store: Any) -> None:
        tell(store, CLICK, *slices(6))
        store.arrange(LAYOUTS["2x2"])
        store.set_sync("Tile")
        store.change(lambda now, _: now.scrolled(3))
        assert [(view.position, bool(view.series_key)) for view in store.desk.group.views] == [
            (3, True), (4, True), (5, True), (0, False),
        ]  # fmt: skip

    def test_views_that_are_tiled_no_more_have_their_series_again(self, store: Any) -> None:
        first, second = slices(6, series="1"), slices(6, series="2")
        tell(store, CLICK, *first, *second)
        store.arrange(LAYOUTS["1x2"])
        store.show_series(second[0].key)
        store.set_sync("Tile")
        store.change(lambda now, _: now.scrolled_to(4))
        store.set_sync("None")
        assert [view.series_key for view in store.desk.group.views] == [first[0].key, second[0].key]
        assert positions(store) == [0, 4]


class TestWindowsOfSlices:
    """Slices of one series, of which each file names a window of its own."""

    @pytest.fixture
    def series(self, store: Any, until: Any, tmp_path: Path) -> Any:
        for number in range(2):
            header = pydicom.dcmread(bundled("MR_small.dcm"))
            header.SOPInstanceUID = header.file_meta.MediaStorageSOPInstanceUID = f"1.2.{number}"
            header.InstanceNumber, header.ImagePositionPatient = number + 1, [0, 0, 5 * number]
            header.WindowCenter, header.WindowWidth = 600 + number, 1600 + number
            header.save_as(tmp_path / f"{number}.dcm")
        tell(store, CLICK, *announcement(*sorted(tmp_path.glob("*.dcm"))))

        def windows() -> list[tuple[float, float]]:
            found = []
            for position in range(2):
                store.change(lambda now, _, position=position: now.scrolled_to(position))
                until(lambda: store.sight(0).image is not None)
                found.append(store.sight(0).window)
            return found

        return windows

    def test_the_window_of_the_first_one_seen_stays_while_the_series_is_scrolled(self, series: Any) -> None:
        assert series() == [(600, 1600), (600, 1600)]

    def test_the_files_window_is_that_of_each_image_if_the_user_wants_it(self, store: Any, series: Any) -> None:
        series()
        store.change(lambda now, _: now.offering(0))
        assert series() == [(600, 1600), (601, 1601)]

    def test_a_new_beginning_takes_that_of_the_image_in_sight(self, store: Any, series: Any) -> None:
        series()
        store.renew_window()
        assert series() == [(601, 1601), (601, 1601)]
