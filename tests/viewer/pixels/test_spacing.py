from __future__ import annotations

from typing import Any

import pytest
from pydicom.dataset import Dataset

from viewer.pixels.description import FrameDescription, described
from viewer.pixels.spacing import spacing_for


def item(**attributes: Any) -> Dataset:
    made = Dataset()
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def found(**attributes: Any) -> FrameDescription:
    plain = {"Rows": 100, "Columns": 200, "BitsAllocated": 8, "SamplesPerPixel": 1}
    return described(item(**(plain | attributes)), "1.2.840.10008.1.2.1", 0)


@pytest.mark.parametrize(
    ("attributes", "keyword", "spacing"),
    [
        ({}, "", None),
        ({"PixelAspectRatio": [2, 1]}, "", None),
        ({"NominalScannedPixelSpacing": [3, 4]}, "NominalScannedPixelSpacing", (3, 4)),
        ({"ImagerPixelSpacing": [1, 2], "NominalScannedPixelSpacing": [3, 4]}, "ImagerPixelSpacing", (1, 2)),
        ({"ImagerPixelSpacing": [1, 2], "PixelSpacing": [5, 6]}, "PixelSpacing", (5, 6)),
        ({"ImagerPixelSpacing": [1, 2], "PixelSpacing": [0, 6]}, "ImagerPixelSpacing", (1, 2)),
        (
            {
                "PixelSpacing": [5, 6],
                "SharedFunctionalGroupsSequence": [item(PixelMeasuresSequence=[item(PixelSpacing=[7, 8])])],
            },
            "PixelMeasuresSequence",
            (7, 8),
        ),
    ],
)
def test_the_attribute_that_measurements_rely_on_is_named(
    attributes: dict[str, Any], keyword: str, spacing: tuple[float, float] | None
) -> None:
    description = found(**attributes)
    assert (description.spacing_attribute, description.pixel_spacing_mm) == (keyword, spacing)
    assert spacing_for(description, [(0, 0), (500, 500)]) == spacing


def region(left: int, right: int, **more: Any) -> Dataset:
    plain = {
        "RegionLocationMinX0": left,
        "RegionLocationMaxX1": right,
        "RegionLocationMinY0": 0,
        "RegionLocationMaxY1": 99,
        "PhysicalUnitsXDirection": 3,
        "PhysicalUnitsYDirection": 3,
        "PhysicalDeltaX": 0.02,
        "PhysicalDeltaY": -0.03,
    }
    return item(**(plain | more))


class TestUltrasound:
    def test_is_measured_by_the_scale_of_the_region_not_by_the_pixel_spacing(self) -> None:
        description = found(PixelSpacing=[9, 9], SequenceOfUltrasoundRegions=[region(0, 99)])
        assert description.spacing_attribute == "SequenceOfUltrasoundRegions"
        assert spacing_for(description, [(3, 4), (99.5, 60)]) == pytest.approx((0.3, 0.2))

    def test_counts_pixels_outside_of_regions_and_from_one_to_another(self) -> None:
        description = found(SequenceOfUltrasoundRegions=[region(0, 99), region(110, 199)])
        assert spacing_for(description, [(105, 4)]) is None
        assert spacing_for(description, [(50, 4), (150, 4)]) is None

    def test_has_no_lengths_in_a_spectrum(self) -> None:
        doppler = region(0, 99, PhysicalUnitsXDirection=4, PhysicalUnitsYDirection=7)
        assert spacing_for(found(SequenceOfUltrasoundRegions=[doppler]), [(50, 50)]) is None

    def test_takes_the_region_of_higher_priority_where_two_lie(self) -> None:
        low, high = region(0, 199, RegionFlags=1, PhysicalDeltaX=0.5), region(50, 99, RegionFlags=0)
        description = found(SequenceOfUltrasoundRegions=[low, high])
        assert spacing_for(description, [(60, 5)]) == pytest.approx((0.3, 0.2))
        assert spacing_for(description, [(10, 5)]) == pytest.approx((0.3, 5.0))
