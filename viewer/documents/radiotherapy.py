"""Radiotherapy objects: structure sets with their contours (PS3.3 C.8.8.5, C.8.8.6), plans and the like as lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from viewer import names
from viewer.documents.coded import about, items, linked, text
from viewer.documents.colours import Rgb, from_rgb
from viewer.documents.document import Document
from viewer.documents.page import Block, Heading, Line, Page, Span, Table, facts
from viewer.documents.shapes import Path
from viewer.model.planes import Slice
from viewer.pixels.attributes import FrameAttributes as Attributes
from viewer.words import tr

if TYPE_CHECKING:
    from pydicom import Dataset

    from viewer.pixels.header import Header

TOLERANCE_MM: Final = 0.5
"""How far from the plane of an image a contour may lie and still be drawn on it."""


@dataclass(frozen=True, eq=False)
class Contour:
    """One contour: float64, (points, 3), in the patient's coordinates, mm."""

    points: np.ndarray = field(repr=False)
    is_closed: bool


@dataclass(frozen=True, eq=False)
class Region:
    """A region of interest by its number, and its contours."""

    number: int
    label: str
    kind: str
    rgb: Rgb
    frame_of_reference_uid: str
    contours: tuple[Contour, ...] = field(repr=False)

    def paths(self, target: Slice, frame_of_reference_uid: str) -> Iterator[Path]:
        """The contours that lie in the plane of an image."""
        if not frame_of_reference_uid or frame_of_reference_uid != self.frame_of_reference_uid:
            return
        origin, normal = np.array(target.plane.origin), np.array(target.plane.normal)
        for contour in self.contours:
            if np.abs((contour.points - origin) @ normal).max() <= TOLERANCE_MM:
                points = tuple(target.image_point((x, y, z)) for x, y, z in contour.points.tolist())
                yield Path(points, self.rgb, contour.is_closed)


@dataclass(frozen=True, eq=False)
class StructureSet:
    """Regions with their contours."""

    regions: tuple[Region, ...]


def read_structure_set(header: Header) -> Document:
    """Its regions, and a page that lists them."""
    dataset = header.dataset
    drawn = {Attributes(item).integer("ReferencedROINumber", -1): item for item in items(dataset, "ROIContourSequence")}
    kinds = {
        Attributes(item).integer("ReferencedROINumber", -1): text(item, "RTROIInterpretedType")
        for item in items(dataset, "RTROIObservationsSequence")
    }
    regions = tuple(
        _region(item, place, drawn, kinds) for place, item in enumerate(items(dataset, "StructureSetROISequence"))
    )
    rows = tuple(
        (Span(str(r.number), "label"), Span(r.label, "strong"), Span(r.kind.capitalize()), Span(str(len(r.contours))))
        for r in regions
    )
    title = text(dataset, "StructureSetLabel") or tr("Structure set")
    words = tr("Its contours are drawn over the images whose planes they lie in, where these are loaded.")
    blocks = (Line((Span(words),)), *about(dataset), Table((tr("No."), tr("Region"), tr("Kind"), tr("Contours")), rows))
    return Document(Page(title, blocks), attachment=StructureSet(regions))


def _region(item: Dataset, place: int, drawn: dict[int, Dataset], kinds: dict[int, str]) -> Region:
    attributes = Attributes(item)
    number = attributes.integer("ROINumber", place + 1)
    shape = drawn.get(number)
    return Region(
        number,
        attributes.text("ROIName") or tr("Region {number}", number=number),
        kinds.get(number, ""),
        from_rgb(Attributes(shape).numbers("ROIDisplayColor") if shape is not None else (), place),
        attributes.text("ReferencedFrameOfReferenceUID"),
        tuple(_contours(shape)) if shape is not None else (),
    )


def _contours(shape: Dataset) -> Iterator[Contour]:
    for item in items(shape, "ContourSequence"):
        numbers = Attributes(item).numbers("ContourData")
        if len(numbers) >= 3:
            points = np.array(numbers[: len(numbers) // 3 * 3]).reshape(-1, 3)
            yield Contour(points, text(item, "ContourGeometricType").startswith("CLOSED"))


# --- lists ----------------------------------------------------------------------------------------------------------


def read_plan(header: Header) -> Document:
    """Plans, treatment records and whatever else there is: what they say of themselves, and what they refer to."""
    dataset = header.dataset
    title = text(dataset, "RTPlanLabel") or text(dataset, "SeriesDescription") or tr("Radiotherapy object")
    rows = (
        (tr("Name"), text(dataset, "RTPlanName")),
        (tr("Description"), text(dataset, "RTPlanDescription")),
        (tr("Intent"), text(dataset, "PlanIntent").capitalize()),
        (tr("Approval"), text(dataset, "ApprovalStatus").capitalize()),
        (
            tr("Date"),
            " ".join((names.date(text(dataset, "RTPlanDate")), names.time(text(dataset, "RTPlanTime")))).strip(),
        ),
    )
    blocks: tuple[Block, ...] = (
        *facts(rows),
        *about(dataset),
        *_doses(dataset),
        *_beams(dataset),
        *_references(dataset),
    )
    return Document(Page(title, blocks))


def _doses(dataset: Dataset) -> Iterator[Block]:
    rows = []
    for item in items(dataset, "DoseReferenceSequence"):
        dose = Attributes(item).number("TargetPrescriptionDose")
        what = text(item, "DoseReferenceDescription") or text(item, "DoseReferenceStructureType").capitalize()
        rows.append(
            (
                Span(what),
                Span(text(item, "DoseReferenceType").replace("_", " ").capitalize()),
                Span(f"{dose:g} Gy" if dose else ""),
            )
        )
    if rows:
        yield Heading(tr("Prescription"))
        yield Table((tr("Dose reference"), tr("Type"), tr("Target dose")), tuple(rows))


def _beams(dataset: Dataset) -> Iterator[Block]:
    rows = []
    for item in (*items(dataset, "BeamSequence"), *items(dataset, "IonBeamSequence")):
        points = items(item, "ControlPointSequence") or items(item, "IonControlPointSequence")
        energy = Attributes(points[0]).number("NominalBeamEnergy") if points else None
        machine = text(item, "TreatmentMachineName")
        beam = (text(item, "BeamNumber"), text(item, "BeamName"), text(item, "BeamType").capitalize(),
                text(item, "RadiationType").capitalize(), f"{energy:g}" if energy else "", machine)  # fmt: skip
        rows.append(tuple(Span(cell) for cell in beam))
    if rows:
        yield Heading(tr("Beams"))
        yield Table((tr("No."), tr("Beam"), tr("Type"), tr("Radiation"), tr("Energy"), tr("Machine")), tuple(rows))


def _references(dataset: Dataset) -> Iterator[Block]:
    keywords = (
        "ReferencedStructureSetSequence",
        "ReferencedDoseSequence",
        "ReferencedRTPlanSequence",
        "ReferencedImageSequence",
    )
    found = [item for keyword in keywords for item in items(dataset, keyword)]
    if found:
        yield Heading(tr("Refers to"))
        yield from (Line((linked(item),)) for item in found)
