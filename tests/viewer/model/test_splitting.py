from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest

from launcher.references import Instance, from_keywords
from viewer.model.order import ordered
from viewer.model.splitting import member, names, split

CT_IMAGE, MR_IMAGE = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4"
AXIAL, CORONAL, SAGITTAL = "1\\0\\0\\0\\1\\0", "1\\0\\0\\0\\0\\-1", "0\\1\\0\\0\\0\\-1"


def instance(number: int, orientation: str = AXIAL, **values: object) -> Instance:
    usual: dict[str, object] = {
        "SOPInstanceUID": f"1.2.{number}",
        "SOPClassUID": MR_IMAGE,
        "InstanceNumber": number,
        "Rows": 256,
        "Columns": 256,
        "ImageType": "ORIGINAL\\PRIMARY\\M",
        "ImagePositionPatient": f"0\\0\\{number}",
        "ImageOrientationPatient": orientation,
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2",
        "EchoTime": "80",
    }
    found = from_keywords(Instance, {keyword: str(value) for keyword, value in (usual | values).items()})
    return replace(found, size=9999)


def stacks(instances: Iterable[Instance], modality: str = "MR") -> list[list[int | None]]:
    shuffled = list(instances)
    random.Random(3).shuffle(shuffled)
    groups = split(member(found, modality) for found in shuffled)
    return [sorted(frame.instance.instance_number or 0 for frame in group) for group in groups]


class TestOneStackHolds:
    def test_slices_of_one_kind(self) -> None:
        assert stacks(instance(n) for n in range(1, 5)) == [[1, 2, 3, 4]]

    def test_a_pair_that_is_slightly_oblique(self) -> None:
        oblique = "0.99999\\0.004\\0\\-0.004\\0.99999\\0"
        assert stacks([instance(1), instance(2, oblique)]) == [[1, 2]]

    def test_numbers_that_are_equal_however_they_are_written(self) -> None:
        assert stacks([instance(1), instance(2, EchoTime="80.00"), instance(3, EchoTime="8.00001e1")]) == [[1, 2, 3]]

    def test_planes_around_an_axis(self) -> None:
        around = [f"{c}\\{s}\\0\\0\\0\\-1" for c, s in ((1, 0), (0.97, 0.26), (0.87, 0.5), (0.71, 0.71), (0.5, 0.87))]
        around += ["0\\1\\0\\0\\0\\-1", "-0.26\\0.97\\0\\0\\0\\-1", "-0.5\\0.87\\0\\0\\0\\-1"]
        assert len(stacks(instance(n, turned) for n, turned in enumerate(around))) == 1

    def test_projections_from_all_sides(self) -> None:
        turned = (AXIAL, CORONAL, SAGITTAL)
        kind = "DERIVED\\SECONDARY\\PROJECTION IMAGE"
        assert len(stacks(instance(n, o, ImageType=kind) for n, o in enumerate(turned))) == 1

    def test_the_parts_of_a_concatenation(self) -> None:
        assert stacks(instance(n, NumberOfFrames=5, ConcatenationUID="1.9") for n in (1, 2)) == [[1] * 5 + [2] * 5]


class TestAStackOfItsOwnHas:
    def test_each_plane_of_a_localiser(self) -> None:
        planes = [AXIAL, CORONAL, SAGITTAL] * 2
        assert stacks(instance(n, plane) for n, plane in enumerate(planes, start=1)) == [[1, 4], [2, 5], [3, 6]]

    @pytest.mark.parametrize(
        ("modality", "other"),
        [
            ("MR", {"Rows": 128}),
            ("MR", {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.7"}),
            ("MR", {"PhotometricInterpretation": "RGB", "SamplesPerPixel": 3}),
            ("MR", {"ImageType": "DERIVED\\PRIMARY\\ADC"}),
            ("MR", {"ContrastBolusAgent": "GADOVIST"}),
            ("MR", {"EchoTime": "20"}),
            ("MR", {"RepetitionTime": "500"}),
            ("MR", {"FlipAngle": "15"}),
            ("MR", {"ScanningSequence": "GR"}),
            ("CT", {"ConvolutionKernel": "B70f"}),
            ("CT", {"GantryDetectorTilt": "-12.5"}),
        ],
    )
    def test_what_differs_in_kind(self, modality: str, other: dict[str, object]) -> None:
        assert stacks([instance(1), instance(2, **other), instance(3)], modality) == [[1, 3], [2]]

    def test_each_multi_frame_image(self) -> None:
        assert [len(found) for found in stacks(instance(n, NumberOfFrames=5) for n in (1, 2))] == [5, 5]

    def test_not_what_only_another_modality_looks_at(self) -> None:
        assert stacks([instance(1), instance(2, EchoTime="20", ConvolutionKernel="x")], "CR") == [[1, 2]]
        assert stacks([instance(1), instance(2, CORONAL)], "CR") == [[1, 2]]


class TestNames:
    @staticmethod
    def of(*instances: Instance, modality: str = "MR") -> list[str]:
        return names([ordered(group) for group in split(member(found, modality) for found in instances)])

    def test_say_what_differs(self) -> None:
        assert self.of(*(instance(n, o) for n, o in enumerate((AXIAL, CORONAL, SAGITTAL)))) == [
            "axial", "coronal", "sagittal",
        ]  # fmt: skip
        assert self.of(instance(1), instance(2, EchoTime="20")) == ["TE 80", "TE 20"]

    def test_count_where_nothing_can_be_named(self) -> None:
        assert self.of(instance(1), instance(2, SOPClassUID=CT_IMAGE)) == ["1 of 2", "2 of 2"]
