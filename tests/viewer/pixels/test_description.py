from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset

from viewer.pixels.description import FrameDescription, VoiWindow, described


def dataset(**attributes: Any) -> Dataset:
    made = Dataset()
    plain = {"Rows": 4, "Columns": 5, "BitsAllocated": 16, "BitsStored": 12, "PixelRepresentation": 1}
    for keyword, value in (plain | attributes).items():
        setattr(made, keyword, value)
    return made


def described_as(frame_index: int = 0, **attributes: Any) -> FrameDescription:
    return described(dataset(**attributes), "1.2.840.10008.1.2.1", frame_index)


def table(descriptor: list[int], data: Any, **more: Any) -> Dataset:
    item = Dataset()
    item.LUTDescriptor, item.LUTData = descriptor, data
    item["LUTDescriptor"].VR, item["LUTData"].VR = "US", "OW" if isinstance(data, bytes) else "US"
    for keyword, value in more.items():
        setattr(item, keyword, value)
    return item


def test_all_windows_are_kept_with_their_names_and_function() -> None:
    found = described_as(
        WindowCenter=["00040", " 200"],
        WindowWidth=["00400", " 443 "],
        WindowCenterWidthExplanation=["WINDOW1"],
        VOILUTFunction="SIGMOID",
    )
    assert found.windows == (VoiWindow(40, 400, "SIGMOID", "WINDOW1"), VoiWindow(200, 443, "SIGMOID"))


@pytest.mark.parametrize("width", [0, -5, None])
def test_a_window_without_width_is_none(width: int | None) -> None:
    assert described_as(WindowCenter=40, WindowWidth=width).windows == ()


def test_damaged_numbers_count_as_absent() -> None:
    from pydicom import config

    made = dataset()
    with config.disable_value_validation():
        for keyword, value in {"WindowCenter": "4O", "WindowWidth": "400", "RescaleSlope": "1e999"}.items():
            made.add_new(keyword, "LO", value)
    found = described(made, "", 0)
    assert (found.windows, found.rescale_slope) == ((), 1.0)


def test_functional_groups_go_before_the_top_level_and_those_of_the_frame_before_the_shared() -> None:
    def group(**macros: Dataset) -> Dataset:
        item = Dataset()
        for keyword, macro in macros.items():
            setattr(item, keyword, [macro])
        return item

    def macro(**attributes: Any) -> Dataset:
        item = Dataset()
        for keyword, value in attributes.items():
            setattr(item, keyword, value)
        return item

    windows = [group(FrameVOILUTSequence=macro(WindowCenter=n, WindowWidth=10 * n)) for n in (1, 2)]
    shared = group(
        PixelMeasuresSequence=macro(PixelSpacing=[0.5, 0.25]),
        PixelValueTransformationSequence=macro(RescaleSlope=3, RescaleIntercept=-4),
    )
    attributes = {
        "PerFrameFunctionalGroupsSequence": windows,
        "SharedFunctionalGroupsSequence": [shared],
        "NumberOfFrames": 2,
        "WindowCenter": 99,
        "WindowWidth": 99,
        "PixelSpacing": [9, 9],
    }
    first, second = (described_as(index, **attributes) for index in (0, 1))
    assert (first.windows[0].center, second.windows[0].center) == (1, 2)
    assert (second.rescale_slope, second.rescale_intercept) == (3, -4)
    assert (second.pixel_spacing_mm, second.aspect) == ((0.5, 0.25), 2.0)


@pytest.mark.parametrize("stored", [63488, -2048])
def test_a_voi_lut_over_negative_values_begins_below_0_however_it_was_stored(stored: int) -> None:
    lut = table([2, stored & 0xFFFF, 16], [1, 2], LUTExplanation="LUNG")
    (found,) = described_as(VOILUTSequence=[lut]).voi_luts
    assert (found.first_mapped, found.data.tolist(), found.bits, found.explanation) == (-2048, [1, 2], 16, "LUNG")


def test_a_voi_lut_over_unsigned_values_begins_where_it_says() -> None:
    (found,) = described_as(PixelRepresentation=0, VOILUTSequence=[table([2, 63488, 16], [1, 2])]).voi_luts
    assert found.first_mapped == 63488


def test_0_entries_of_a_table_are_65536() -> None:
    data = np.arange(65536, dtype=np.uint16).tobytes()
    (found,) = described_as(VOILUTSequence=[table([0, 0, 16], data)]).voi_luts
    assert len(found.data) == 65536


def test_8_bit_entries_packed_in_words_are_unpacked() -> None:
    lut = described_as(ModalityLUTSequence=[table([4, 0, 8], b"\x01\x02\x03\x04")]).modality_lut
    assert lut is not None
    assert (lut.data.tolist(), lut.bits) == ([1, 2, 3, 4], 8)


@pytest.mark.parametrize(
    ("signed", "value", "limit", "padding"),
    [
        (1, 63536, None, (-2000, -2000)),
        (1, 63536, 63546, (-2000, -1990)),
        (0, 4095, 4000, (4000, 4095)),
        (0, None, 7, None),
    ],
)
def test_padding_is_a_range_of_stored_values(
    signed: int, value: int | None, limit: int | None, padding: tuple[int, int] | None
) -> None:
    made = dataset(PixelRepresentation=signed)
    for keyword, number in (("PixelPaddingValue", value), ("PixelPaddingRangeLimit", limit)):
        if number is not None:
            made.add_new(keyword, "US", number)
    assert described(made, "", 0).pixel_padding == padding


@pytest.mark.parametrize(
    ("attributes", "aspect"),
    [
        ({}, 1.0),
        ({"PixelAspectRatio": [4, 3]}, 4 / 3),
        ({"PixelSpacing": [0.3, 0.6], "PixelAspectRatio": [1, 1]}, 0.5),
        ({"ImagerPixelSpacing": [0.2, 0.1]}, 2.0),
        ({"PixelSpacing": [0, 0]}, 1.0),
    ],
)
def test_a_pixel_is_as_high_as_its_vertical_spacing_says(attributes: dict[str, Any], aspect: float) -> None:
    assert described_as(**attributes).aspect == pytest.approx(aspect)


@pytest.mark.parametrize("kind", ["Float", "DoubleFloat"])
def test_padding_of_floating_point_pixels_has_attributes_of_its_own(kind: str) -> None:
    attributes = {f"{kind}PixelPaddingValue": -1.5, f"{kind}PixelPaddingRangeLimit": -1.0}
    assert described_as(PixelRepresentation=0, **attributes).pixel_padding == (-1.5, -1.0)


def test_dose_is_scaled_by_its_own_attribute() -> None:
    assert described_as(DoseGridScaling=0.25).rescale_slope == 0.25


@pytest.mark.parametrize(
    ("attributes", "why"),
    [
        ({"Rows": 0}, "no rows and columns"),
        ({"BitsAllocated": 12}, "12 bits"),
        ({"SamplesPerPixel": 4}, "4 samples"),
        ({"PhotometricInterpretation": "PALETTE COLOR"}, "their palette is missing or damaged"),
    ],
)
def test_what_is_no_picture_is_refused(attributes: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        described_as(**attributes)
