"""Segmentations, PS3.3 A.51 and C.8.20: for each segment the pixels that belong to it, frame by frame."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from launcher.frozen import frozen
from viewer.documents.coded import about, items, meaning, moment, reference, text
from viewer.documents.colours import Rgb, from_cielab
from viewer.documents.document import Document
from viewer.documents.page import Line, Page, Reference, Span, Table, facts
from viewer.documents.shapes import Area, projected
from viewer.model.geometry import Affine
from viewer.model.planes import Slice, dot, plane_of, subtracted
from viewer.names import joined
from viewer.pixels.attributes import FrameAttributes as Attributes
from viewer.pixels.decode import decode_frame
from viewer.words import tr

if TYPE_CHECKING:
    from pydicom import Dataset

    from viewer.pixels.header import Header

MOST_FRAMES: Final = 20_000
MOST_LINKS: Final = 500
PARALLEL: Final = 0.999  # cosine of the angle between planes that are drawn upon each other
NEAREST_MM: Final = 0.5
"""How far a plane may lie from the image where the segmentation does not say how thick it is."""

IDENTITY: Final = Affine(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@frozen
class Segment:
    """One segment, by its number."""

    number: int
    label: str
    kind: str
    algorithm: str
    rgb: Rgb


@dataclass(frozen=True, eq=False)
class Mask:
    """What belongs to a segment in one plane: ``cover`` is uint8, cut to where there is something, at ``origin``."""

    segment: int
    cover: np.ndarray = field(repr=False)
    origin: tuple[int, int]  # row and column
    sources: tuple[Reference, ...]
    slice: Slice | None
    thickness_mm: float

    def drawn(self, to_image: Affine, rgb: Rgb, opacity: float) -> Area:
        """As a shape; ``to_image`` leads from the whole plane to the image."""
        row, column = self.origin
        a = to_image
        x0, y0 = a.x0 + a.xx * column + a.yx * row, a.y0 + a.xy * column + a.yy * row
        return Area(self.cover, a._replace(x0=x0, y0=y0), rgb, opacity)


@dataclass(frozen=True, eq=False)
class Segmentation:
    """Segments and their masks."""

    rows: int
    columns: int
    frame_of_reference_uid: str
    segments: tuple[Segment, ...]
    masks: tuple[Mask, ...] = field(repr=False)

    @cached_property
    def by_source(self) -> Mapping[str, tuple[Mask, ...]]:
        """The masks that were drawn on an instance, by its UID."""
        found: dict[str, list[Mask]] = defaultdict(list)
        for mask in self.masks:
            for source in mask.sources:
                found[source.sop_instance_uid].append(mask)
        return {uid: tuple(masks) for uid, masks in found.items()}

    def areas(
        self, uid: str, frame_index: int, target: Slice | None, frame_of_reference_uid: str, size: tuple[int, int]
    ) -> Iterator[tuple[Mask, Affine]]:
        """The masks for a frame of ``size`` (rows, columns): those drawn on it, else those that lie in its plane."""
        drawn = [mask for mask in self.by_source.get(uid, ()) if _names(mask, uid, frame_index)]
        if drawn and size == (self.rows, self.columns):
            yield from ((mask, IDENTITY) for mask in drawn)
        elif target is not None and frame_of_reference_uid and frame_of_reference_uid == self.frame_of_reference_uid:
            for mask in self.masks:
                if mask.slice is not None and _lies_in(mask.slice, target, mask.thickness_mm):
                    yield mask, projected(mask.slice, target)


def _names(mask: Mask, uid: str, frame_index: int) -> bool:
    return any(
        source.sop_instance_uid == uid and (not source.frame_numbers or frame_index + 1 in source.frame_numbers)
        for source in mask.sources
    )


def _lies_in(source: Slice, target: Slice, thickness_mm: float) -> bool:
    if abs(dot(source.plane.normal, target.plane.normal)) < PARALLEL:
        return False
    apart = dot(subtracted(source.plane.origin, target.plane.origin), target.plane.normal)
    return abs(apart) <= max(thickness_mm / 2, NEAREST_MM)


# --- reading --------------------------------------------------------------------------------------------------------


def read_segmentation(header: Header) -> Document:
    """Its segments and masks, and a page that lists them."""
    dataset, attributes = header.dataset, Attributes(header.dataset)
    segments = tuple(_segment(item, place) for place, item in enumerate(items(dataset, "SegmentSequence")))
    found = Segmentation(
        attributes.integer("Rows", 0),
        attributes.integer("Columns", 0),
        attributes.text("FrameOfReferenceUID"),
        segments,
        tuple(_masks(header)),
    )
    return Document(_page(dataset, found), attachment=found)


def _segment(item: Dataset, place: int) -> Segment:
    attributes = Attributes(item)
    kind = joined(", ", meaning(item, "SegmentedPropertyTypeCodeSequence"), meaning(item, "AnatomicRegionSequence"))
    algorithm = joined(" ", text(item, "SegmentAlgorithmType").lower(), text(item, "SegmentAlgorithmName"))
    return Segment(
        attributes.integer("SegmentNumber", place + 1),
        attributes.text("SegmentLabel") or kind or tr("Segment {number}", number=place + 1),
        kind,
        algorithm,
        from_cielab(attributes.numbers("RecommendedDisplayCIELabValue"), place),
    )


def _masks(header: Header) -> Iterator[Mask]:
    """Every plane that is not empty."""
    attributes = Attributes(header.dataset)
    kind, largest = attributes.text("SegmentationType"), attributes.integer("MaximumFractionalValue", 255) or 255
    own, shared = (
        attributes.items("PerFrameFunctionalGroupsSequence"),
        attributes.items("SharedFunctionalGroupsSequence"),
    )
    for index in range(min(max(attributes.integer("NumberOfFrames", 1), 1), MOST_FRAMES)):
        values = decode_frame(header, index).values
        groups = [*own[index : index + 1], *shared[:1]]
        place, thickness = _placed(groups, values.shape)
        sources = tuple(_sources(groups))
        for number, cover in _covers(values, kind, largest, _number(groups)):
            cut, origin = _cut(cover)
            if cut is not None:
                yield Mask(number, cut, origin, sources, place, thickness)


def _covers(values: np.ndarray, kind: str, largest: int, number: int) -> Iterator[tuple[int, np.ndarray]]:
    """Segment numbers and how much of each pixel belongs to them, uint8."""
    if kind == "LABELMAP":
        for label in np.unique(values):
            if label:
                yield int(label), np.where(values == label, np.uint8(255), np.uint8(0))
    elif kind == "FRACTIONAL":
        yield number, (np.minimum(values.astype(np.float32) / largest, 1.0) * 255).astype(np.uint8)
    else:
        yield number, np.where(values, np.uint8(255), np.uint8(0))


def _cut(cover: np.ndarray) -> tuple[np.ndarray | None, tuple[int, int]]:
    rows, columns = np.flatnonzero(cover.any(axis=1)), np.flatnonzero(cover.any(axis=0))
    if not rows.size:
        return None, (0, 0)
    top, left = int(rows[0]), int(columns[0])
    return np.ascontiguousarray(cover[top : rows[-1] + 1, left : columns[-1] + 1]), (top, left)


def _first(groups: list[Dataset], sequence: str) -> Attributes | None:
    """The first item of a functional group: the frame's own goes before the shared one."""
    return next((Attributes(found[0]) for group in groups if (found := items(group, sequence))), None)


def _number(groups: list[Dataset]) -> int:
    found = _first(groups, "SegmentIdentificationSequence")
    return found.integer("ReferencedSegmentNumber", 1) if found is not None else 1


def _sources(groups: list[Dataset]) -> Iterator[Reference]:
    for group in groups:
        for derivation in items(group, "DerivationImageSequence"):
            yield from (reference(item) for item in items(derivation, "SourceImageSequence"))


def _placed(groups: list[Dataset], shape: tuple[int, ...]) -> tuple[Slice | None, float]:
    """Where a plane lies, and how thick it is."""
    position, orientation = _first(groups, "PlanePositionSequence"), _first(groups, "PlaneOrientationSequence")
    measures = _first(groups, "PixelMeasuresSequence")
    if position is None or orientation is None or measures is None:
        return None, 0.0
    plane = plane_of(position.numbers("ImagePositionPatient"), orientation.numbers("ImageOrientationPatient"))
    spacing = measures.numbers("PixelSpacing")
    thickness = measures.number("SpacingBetweenSlices") or measures.number("SliceThickness") or 0.0
    if plane is None or len(spacing) != 2 or min(spacing) <= 0:
        return None, 0.0
    return Slice(plane, shape[0], shape[1], (spacing[0], spacing[1])), abs(thickness)


# --- the page -------------------------------------------------------------------------------------------------------


def _page(dataset: Dataset, found: Segmentation) -> Page:
    words = tr("It is drawn over the images that it belongs to, where they are loaded.")
    return Page(
        text(dataset, "SeriesDescription") or text(dataset, "ContentLabel") or "Segmentation",
        (
            Line((Span(words),)),
            *facts(
                (
                    (tr("Kind"), text(dataset, "SegmentationType").capitalize()),
                    (tr("Made"), moment(dataset, "ContentDate", "ContentTime")),
                )
            ),
            *about(dataset),
            Table((tr("No."), tr("Segment"), tr("What it is"), tr("Made by"), tr("Planes")), tuple(_rows(found))),
            *_images(found),
        ),
    )


def _rows(found: Segmentation) -> Iterator[tuple[Span, ...]]:
    planes = Counter(mask.segment for mask in found.masks)
    for segment in found.segments:
        number, count = Span(str(segment.number), "label"), Span(str(planes[segment.number]))
        yield number, Span(segment.label, "strong"), Span(segment.kind), Span(segment.algorithm), count


def _images(found: Segmentation) -> Iterator[Line]:
    """The images that it was made on, as links."""
    sources = {source.sop_instance_uid: source for mask in found.masks for source in mask.sources}
    links = (Span(f"{' ' if at else ''}{at + 1}", "", ref) for at, ref in enumerate([*sources.values()][:MOST_LINKS]))
    if sources:
        yield Line((Span(tr("Images: "), "label"), *links))
