"""With which window a frame is shown."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.references.frames import frame
from viewer.pixels import voi, windowing
from viewer.pixels.description import VoiWindow
from viewer.pixels.luts import Lut


class TestTheWindowAtFirst:
    def test_is_the_files_first_of_several(self) -> None:
        both = (VoiWindow(450, 790), VoiWindow(200, 443))
        assert windowing.initial_window(frame([0, 9], windows=both)) == both[0]
        assert windowing.windows(frame([0, 9], windows=(*both, both[0])).description) == both

    def test_is_the_files_voi_lut_where_it_has_no_window(self) -> None:
        lut = Lut(0, 8, np.arange(4, dtype=np.uint16))
        assert windowing.initial_window(frame([0, 9], voi_luts=(lut,))) is lut
        assert (lut.center, lut.width) == (2, 4)

    def test_is_what_an_earlier_frame_had_where_the_file_says_nothing(self) -> None:
        assert windowing.initial_window(frame([0, 9]), kept=VoiWindow(3, 4)) == VoiWindow(3, 4)

    def test_is_a_voi_lut_before_a_window(self) -> None:
        lut, window = Lut(0, 8, np.arange(4, dtype=np.uint16)), VoiWindow(4, 8)
        assert windowing.windows(frame([0], voi_luts=(lut,), windows=(window,)).description) == (lut, window)

    def test_is_else_everything_from_black_to_white(self) -> None:
        picture = frame([-3, 0, 96], "i2")
        assert voi.to_uint8(picture, windowing.initial_window(picture)).tolist() == [[0, 7, 255]]

    @pytest.mark.parametrize("dtype", ["i2", "i4", "f4"])
    def test_lets_a_few_outliers_be_black_or_white(self, dtype: str) -> None:
        values = [-30000, *range(1000), 30000]
        window = windowing.initial_window(frame(values, dtype))
        assert window.center == pytest.approx(500, abs=1)
        assert window.width == pytest.approx(990, abs=2)

    def test_shows_everything_where_almost_all_is_one_value(self) -> None:
        picture = frame([0] * 1000 + [700])
        assert voi.to_uint8(picture, windowing.initial_window(picture)).max() == 255

    @pytest.mark.parametrize(
        ("described", "name"),
        [
            ({"body_part_examined": "HEAD"}, "Brain"),
            ({"body_part_examined": "CHEST"}, "Mediastinum"),
            ({}, "Abdomen"),
        ],
    )
    def test_is_for_ct_the_preset_of_the_body_part(self, described: dict[str, Any], name: str) -> None:
        picture = frame([-1000, 0, 3000], "i2", modality="CT", unit="HU", **described)
        window = windowing.initial_window(picture)
        assert isinstance(window, VoiWindow)
        assert window.explanation == name

    @pytest.mark.parametrize(
        ("values", "described"),
        [
            ([-1000, 9], {"image_type": ("ORIGINAL", "PRIMARY", "LOCALIZER")}),
            ([-1000, -900], {}),
            ([0, 9], {"unit": ""}),
        ],
    )
    def test_is_no_preset_where_that_would_show_nothing(self, values: list[int], described: dict[str, Any]) -> None:
        picture = frame(values, "i2", **({"modality": "CT", "unit": "HU"} | described))
        assert voi.to_uint8(picture, windowing.initial_window(picture)).tolist() == [[0, 255]]

    @pytest.mark.parametrize(("modality", "window"), [("US", VoiWindow(128, 256)), ("MR", VoiWindow(55.5, 11))])
    def test_leaves_photographic_pictures_as_they_are(self, modality: str, window: VoiWindow) -> None:
        assert windowing.initial_window(frame([50, 60], "u1", modality=modality)) == window

    def test_keeps_the_function_of_the_file_when_the_user_moves_it(self) -> None:
        own = frame([0, 9], windows=(VoiWindow(4, 8, "SIGMOID"),))
        assert windowing.chosen_window(own, (5, 6)) == VoiWindow(5, 6, "SIGMOID")
        assert windowing.chosen_window(own, None) == VoiWindow(4, 8, "SIGMOID")
        assert windowing.chosen_window(frame([0, 9]), (5, 6)) == VoiWindow(5, 6)


def test_presets_are_offered_for_measurements_not_for_secondary_captures() -> None:
    assert [window.explanation for window in windowing.presets(frame([0], "i2", modality="CT").description)][:2] == [
        "Brain",
        "Abdomen",
    ]
    assert windowing.presets(frame([0], "u1", modality="CT").description) == ()
    assert windowing.presets(frame([0], "u2", modality="MR").description) == ()
