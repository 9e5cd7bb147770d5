"""Attributes of one frame as plain Python values, whatever the header holds: what cannot be read counts as absent.

A frame's own functional groups go before the shared ones, those before the top level (PS3.3 C.7.6.16).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydicom import Dataset

GROUPS = {
    "PixelSpacing": "PixelMeasuresSequence",
    "ImagePositionPatient": "PlanePositionSequence",
    "ImageOrientationPatient": "PlaneOrientationSequence",
    "StackID": "FrameContentSequence",
    "InStackPositionNumber": "FrameContentSequence",
    "TemporalPositionIndex": "FrameContentSequence",
    "DimensionIndexValues": "FrameContentSequence",
    "RescaleSlope": "PixelValueTransformationSequence",
    "RescaleIntercept": "PixelValueTransformationSequence",
    "RescaleType": "PixelValueTransformationSequence",
    "WindowCenter": "FrameVOILUTSequence",
    "WindowWidth": "FrameVOILUTSequence",
    "WindowCenterWidthExplanation": "FrameVOILUTSequence",
    "VOILUTFunction": "FrameVOILUTSequence",
    "VOILUTSequence": "FrameVOILUTSequence",
    **dict.fromkeys(
        (
            "ShutterShape",
            "ShutterLeftVerticalEdge",
            "ShutterRightVerticalEdge",
            "ShutterUpperHorizontalEdge",
            "ShutterLowerHorizontalEdge",
            "CenterOfCircularShutter",
            "RadiusOfCircularShutter",
            "VerticesOfThePolygonalShutter",
            "ShutterPresentationValue",
        ),
        "FrameDisplayShutterSequence",
    ),
}
"""Attribute → the functional group that holds it in an enhanced multi-frame image."""


LARGEST_NUMBER = 1e30
"""No instrument measures more; what is beyond it, or not finite, would only overflow later and counts as unreadable."""

Tag = str | tuple[int, int]
"""An attribute's keyword, or its group and element."""


class FrameAttributes:
    """The attributes that hold for one frame of a data set."""

    def __init__(self, dataset: Dataset, frame_index: int = 0) -> None:
        self._dataset = dataset
        own = _sequence(dataset, "PerFrameFunctionalGroupsSequence")[frame_index : frame_index + 1]
        self._groups = [*own, *_sequence(dataset, "SharedFunctionalGroupsSequence")[:1]]

    def value(self, tag: Tag) -> Any:
        """A value as pydicom gives it."""
        return _get(self._holder(tag), tag)

    def group(self, tag: Tag) -> str:
        """The functional group that a value comes from; empty if it stands at the top level."""
        return GROUPS[str(tag)] if self._holder(tag) is not self._dataset else ""

    def items(self, keyword: str) -> Sequence[Dataset]:
        """The items of a sequence; some of them are functional groups themselves."""
        for holder in (*self._groups, self._dataset) if keyword not in GROUPS else (self._holder(keyword),):
            if items := _sequence(holder, keyword):
                return items
        return ()

    def _holder(self, tag: Tag) -> Any:
        """What holds an attribute for this frame."""
        sequence = GROUPS.get(tag, "") if isinstance(tag, str) else ""
        for group in self._groups if sequence else ():
            if items := _sequence(group, sequence):
                return items[0]
        return self._dataset

    def numbers(self, tag: Tag) -> list[float]:
        """Every number of a value; none if one of them cannot be read."""
        try:
            numbers = [float(part) for part in _parts(self.value(tag))]
        except (TypeError, ValueError, OverflowError):
            return []
        return numbers if all(abs(number) < LARGEST_NUMBER for number in numbers) else []

    def number(self, tag: Tag) -> float | None:
        """The first number of a value."""
        return next(iter(self.numbers(tag)), None)

    def integer(self, tag: Tag, default: int) -> int:
        """The first number of a value, cut to an integer."""
        number = self.number(tag)
        return default if number is None else int(number)

    def texts(self, tag: Tag) -> list[str]:
        """Every text of a value, without control characters and blanks at the ends."""
        texts = (str(part) for part in _parts(self.value(tag)))
        return ["".join(c for c in text if c.isprintable()).strip() for text in texts]

    def text(self, tag: Tag) -> str:
        """The first text of a value."""
        return next(iter(self.texts(tag)), "")


def _get(dataset: Any, keyword: Any) -> Any:
    try:
        value = dataset.get(keyword)
    except Exception:  # a damaged value raises whatever its conversion stumbles over
        return None
    return getattr(value, "value", value) if isinstance(keyword, tuple) else value  # by tag, the whole element comes


def _sequence(dataset: Any, keyword: str) -> Sequence[Any]:
    value = _get(dataset, keyword)
    return value if isinstance(value, Sequence) and not isinstance(value, str | bytes) else ()


def _parts(value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    return value if isinstance(value, Sequence) and not isinstance(value, str | bytes) else (value,)
