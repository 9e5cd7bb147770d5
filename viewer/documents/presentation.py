"""Softcopy presentation states, PS3.3 A.33: how somebody wanted images to be seen, applied to a decoded frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal, cast

from launcher.frozen import frozen
from viewer import names
from viewer.documents.annotations import Annotation, drawn, read_annotations
from viewer.documents.coded import about, items, linked, moment, reference, scope_of, text
from viewer.documents.document import Document
from viewer.documents.masking import Frames, Masking, read_enhancement, read_masking
from viewer.documents.page import Block, Heading, Line, Page, Span, facts
from viewer.documents.selection import Scope
from viewer.documents.shapes import Shape
from viewer.pixels import windowing
from viewer.pixels.attributes import FrameAttributes as Attributes
from viewer.pixels.blending import Lines, blended
from viewer.pixels.description import VoiWindow, read_windows
from viewer.pixels.luts import Lut, read_luts
from viewer.pixels.overlays import read_overlays
from viewer.pixels.palette import Palette, read_palette
from viewer.pixels.shutters import Shutter, cover, read_shutter
from viewer.words import tr

if TYPE_CHECKING:
    from pydicom import Dataset

    from viewer.model.stack import FrameRef
    from viewer.pixels.decode import StoredFrame
    from viewer.pixels.header import Header

Size = Literal["SCALE TO FIT", "TRUE SIZE", "MAGNIFY"]

GREYSCALE, COLOUR, PSEUDO_COLOUR, BLENDING, XA_XRF = "11.1", "11.2", "11.3", "11.4", "11.5"
VARIABLE_MODALITY_LUT = "11.12"
APPLIED: Final = (GREYSCALE, COLOUR, PSEUDO_COLOUR, XA_XRF, VARIABLE_MODALITY_LUT)
"""What follows the root of the storage classes; blending is read apart, states of other kinds are only listed."""


MOST_NAMED: Final = 500
"""Images that are named on the page of a state."""


@frozen
class DisplayedArea:
    """PS3.3 C.10.4: ``top_left`` and ``bottom_right`` are (column, row) from 1, as they stand on the screen."""

    top_left: tuple[float, float]
    bottom_right: tuple[float, float]
    size: Size = "SCALE TO FIT"
    magnification: float = 1.0


@dataclass(frozen=True, eq=False)
class Softcopy:
    """The windows and tables for some of the images, PS3.3 C.11.8."""

    scope: Scope
    windows: tuple[VoiWindow, ...]
    luts: tuple[Lut, ...]


@dataclass(frozen=True, eq=False)
class Blend:
    """What a blending state lays over its images, PS3.3 C.11.14: their grey scale, its colours, and their opacity."""

    above: Presentation
    palette: Palette
    opacity: float


@dataclass(frozen=True, eq=False)
class Presentation:
    """A presentation state as values."""

    sop_instance_uid: str
    label: str
    images: Scope
    is_grey: bool
    slope: float = 1.0
    intercept: float = 0.0
    unit: str = ""
    modality_lut: Lut | None = None
    softcopy: tuple[Softcopy, ...] = ()
    shape: str = ""
    presentation_lut: Lut | None = None
    palette: Palette | None = None  # behind the window
    shutters: tuple[tuple[Scope, Shutter], ...] = ()
    masking: Masking = field(default_factory=Masking)
    enhancement: tuple[tuple[Frames, float], ...] = ()
    rotation: int = 0
    flipped: bool = False
    areas: tuple[tuple[Scope, DisplayedArea], ...] = ()
    annotations: tuple[tuple[Scope, Annotation], ...] = ()
    dataset: Dataset | None = field(default=None, repr=False)  # for its overlay planes
    blend: Blend | None = None

    def covers(self, uid: str, frame_index: int) -> bool:
        """Whether it says how to show a frame."""
        return bool(self.images.references) and self.images.covers(uid, frame_index)

    def area(self, uid: str, frame_index: int) -> DisplayedArea | None:
        """What of a frame is to be seen."""
        return next((area for scope, area in self.areas if scope.covers(uid, frame_index)), None)

    def shapes(self, uid: str, frame_index: int, size: tuple[int, int]) -> tuple[Shape, ...]:
        """What it draws over a frame of ``size`` (rows, columns)."""
        area = self.area(uid, frame_index) or DisplayedArea((1.0, 1.0), (float(size[1]), float(size[0])))
        ends = area.top_left, area.bottom_right
        found = (annotation for scope, annotation in self.annotations if scope.covers(uid, frame_index))
        return tuple(shape for annotation in found for shape in drawn(annotation, ends, self.rotation, self.flipped))

    def needed(self, uid: str, frame_index: int, count: int) -> tuple[int, ...]:
        """Which of an image's ``count`` frames, from 0, must be at hand to show one: its mask's."""
        subtraction = self.masking.subtraction(uid, frame_index)
        return subtraction.needed(frame_index, count) if subtraction is not None else ()

    def unapplied(self, uid: str, frame_index: int) -> str:
        """What it says of a frame that is not done, in words; empty if all is."""
        percent = next((p for frames, p in self.enhancement if frames.covers(uid, frame_index)), 0.0)
        return tr("Edge enhancement of {percent:g} % not applied", percent=percent) if percent > 0 else ""

    def applied(
        self, frame: StoredFrame, uid: str, frame_index: int, others: Mapping[int, StoredFrame] | None = None
    ) -> StoredFrame:
        """The frame with the grey scale, the shutter and the overlays of this state in place of its own.

        ``others`` are the decoded frames that are ``needed``, by their index.
        """
        if self.is_grey and frame.description.is_grey:
            frame = self._grey(frame, uid, frame_index, others or {})
        shutter = next((found for scope, found in self.shutters if scope.covers(uid, frame_index)), None)
        if shutter is None and self.dataset is None:
            return frame
        said = frame.description
        overlays = (
            tuple(read_overlays(self.dataset, frame_index, frame.values, said)) if self.dataset is not None else ()
        )
        shown = tuple(o for o in (*frame.overlays, *overlays) if shutter is None or o.group != shutter.overlay_group)
        hidden = cover(shutter, said.rows, said.columns, said.aspect, overlays) if shutter is not None else None
        return replace(frame, description=replace(said, shutter=shutter), overlays=shown, cover=hidden)

    def laid_over(
        self, below: StoredFrame, frame: FrameRef, above: StoredFrame, over: FrameRef, to_above: Lines
    ) -> StoredFrame:
        """A frame with the one above it, of a state that blends; ``to_above`` as for ``blended``."""
        assert self.blend is not None
        toned = self.blend.above.applied(above, *over.key)
        coloured = replace(toned, description=replace(toned.description, pseudo_colours=self.blend.palette))
        return blended(self.applied(below, *frame.key), coloured, self.blend.opacity, to_above)

    def _grey(self, frame: StoredFrame, uid: str, frame_index: int, others: Mapping[int, StoredFrame]) -> StoredFrame:
        """The frame in the grey scale of this state, less its mask."""
        shown, subtraction = self._toned(frame, uid, frame_index), self.masking.subtraction(uid, frame_index)
        if subtraction is not None and others:
            toned = {index: self._toned(other, uid, index) for index, other in others.items()}
            shown = subtraction.subtracted(frame_index, {**toned, frame_index: shown})
        return shown if shown.description.windows or shown.description.voi_luts else self._fully_ranged(shown)

    def _toned(self, frame: StoredFrame, uid: str, frame_index: int) -> StoredFrame:
        """The grey scale: what the state does not hold is the identity, whatever the image says (PS3.4 N.2)."""
        soft = next((s for s in self.softcopy if s.scope.covers(uid, frame_index)), Softcopy(Scope(), (), ()))
        toned = replace(
            frame.description,
            rescale_slope=self.slope,
            rescale_intercept=self.intercept,
            modality_lut=self.masking.table(uid, frame_index) or self.modality_lut,
            windows=soft.windows,
            voi_luts=soft.luts,
            presentation_lut_shape=self.shape or "IDENTITY",
            presentation_lut=self.presentation_lut,
            pseudo_colours=self.palette,
        )
        same = (self.slope, self.intercept) == (frame.description.rescale_slope, frame.description.rescale_intercept)
        toned = toned if same and toned.modality_lut is None else replace(toned, unit=self.unit)
        return replace(frame, description=toned)

    def _fully_ranged(self, frame: StoredFrame) -> StoredFrame:
        """With the window that shows all values, or that looks the values themselves up in the palette."""
        palette = self.palette
        full = windowing.full_range(frame) if palette is None else VoiWindow(palette.red.center, palette.red.width)
        return replace(frame, description=replace(frame.description, windows=(full,)))


# --- reading --------------------------------------------------------------------------------------------------------


def read_presentation(header: Header) -> Document:
    """The state, where it is of a kind that is applied, and a page that lists it."""
    dataset = header.dataset
    kind = text(dataset, "SOPClassUID").removeprefix("1.2.840.10008.5.1.4.1.1.")
    if kind == BLENDING:
        return _read_blending(dataset)
    images = _scope_of_state(dataset)
    palette = _palette(dataset) if kind == PSEUDO_COLOUR else None
    if kind not in APPLIED or (kind == PSEUDO_COLOUR and palette is None):
        return Document(_page(dataset, tr("Presentation states of this kind are listed, but not applied.")))
    words = tr("Choose it in a view that shows one of its images: the button at the top of the view offers it.")
    return Document(_page(dataset, words), attachment=_presentation(dataset, images, kind != COLOUR, palette))


def _scope_of_state(dataset: Dataset) -> Scope:
    return Scope(tuple(reference(item) for item in _images(dataset)))


def _read_blending(dataset: Dataset) -> Document:
    parts = {text(item, "BlendingPosition"): item for item in items(dataset, "BlendingSequence")}
    below, above = parts.get("UNDERLYING"), parts.get("SUPERIMPOSED")
    counts = [len(list(islice(_images(item), MOST_NAMED))) for item in (below, above) if item is not None]
    opacity, palette = Attributes(dataset).number("RelativeOpacity"), _palette(dataset)
    said = tr(" and ").join(names.count(count, "image") for count in counts)
    if below is None or above is None or opacity is None or palette is None:
        words = tr(
            "A blending state lays images over others, half transparent ({counts}). "
            "It is not applied here: open them side by side.",
            counts=said,
        )
        return Document(_page(dataset, words))
    words = tr(
        "A blending state lays images over others, half transparent ({counts}). Choose it in a view that shows one of "
        "those below: the button at the top offers it where one of those above is loaded and lies in the same place.",
        counts=said,
    )
    blend = Blend(_presentation(above, _scope_of_state(above), True), palette, min(max(opacity, 0.0), 1.0))
    toned = _presentation(dataset, _scope_of_state(below), True, tone=below)
    return Document(_page(dataset, words), attachment=replace(toned, blend=blend))


def _palette(dataset: Dataset) -> Palette | None:
    """The colours of a pseudo-colour state, PS3.3 A.33.3; what it looks up can be negative."""
    attributes = Attributes(dataset)
    descriptor = attributes.numbers("RedPaletteColorLookupTableDescriptor")
    return read_palette(attributes, "PALETTE COLOR", signed=len(descriptor) == 3 and descriptor[1] < 0)


def _presentation(
    dataset: Dataset, images: Scope, is_grey: bool, palette: Palette | None = None, tone: Dataset | None = None
) -> Presentation:
    """The state; ``tone`` is the item that holds its grey scale, where the data set does not hold it itself."""
    tone = dataset if tone is None else tone
    attributes, grey = Attributes(dataset), Attributes(tone)
    modality = next(read_luts(grey.items("ModalityLUTSequence"), signed=True), None)
    slope, intercept = grey.number("RescaleSlope"), grey.number("RescaleIntercept") or 0.0
    shape = next(iter(attributes.items("PresentationLUTSequence")), None)
    return Presentation(
        sop_instance_uid=attributes.text("SOPInstanceUID"),
        label=attributes.text("ContentLabel") or attributes.text("SeriesDescription") or tr("Presentation state"),
        images=images,
        is_grey=is_grey,
        slope=1.0 if slope is None else slope,
        intercept=intercept,
        unit=grey.text("RescaleType"),
        modality_lut=modality,
        softcopy=tuple(_softcopy(tone, modality is None)),
        shape=attributes.text("PresentationLUTShape"),
        presentation_lut=next(read_luts((shape,), signed=False), None) if shape is not None else None,
        palette=palette,
        shutters=tuple(_shutters(dataset)),
        masking=read_masking(dataset),
        enhancement=read_enhancement(dataset),
        rotation=attributes.integer("ImageRotation", 0) % 360,
        flipped=attributes.text("ImageHorizontalFlip") == "Y",
        areas=tuple(_areas(dataset)),
        annotations=tuple((scope_of(item), found) for item, found in read_annotations(dataset)),
        dataset=dataset if any((group, 0x3000) in dataset for group in range(0x6000, 0x6020, 2)) else None,
    )


def _images(dataset: Dataset) -> Iterator[Dataset]:
    for series in items(dataset, "ReferencedSeriesSequence"):
        yield from items(series, "ReferencedImageSequence")


def _softcopy(dataset: Dataset, signed: bool) -> Iterator[Softcopy]:
    for item in items(dataset, "SoftcopyVOILUTSequence"):
        attributes = Attributes(item)
        luts = tuple(read_luts(attributes.items("VOILUTSequence"), signed))
        yield Softcopy(scope_of(item), tuple(read_windows(attributes)), luts)


def _shutters(dataset: Dataset) -> Iterator[tuple[Scope, Shutter]]:
    """For groups of frames, PS3.3 C.11.20, or for all of them."""
    found = [(scope_of(item), read_shutter(Attributes(item))) for item in items(dataset, "FrameDisplayShutterSequence")]
    for scope, shutter in (*found, (Scope(), read_shutter(Attributes(dataset)))):
        if shutter is not None:
            yield scope, shutter


def _areas(dataset: Dataset) -> Iterator[tuple[Scope, DisplayedArea]]:
    for item in items(dataset, "DisplayedAreaSelectionSequence"):
        attributes = Attributes(item)
        ends = [attributes.numbers(f"DisplayedArea{end}HandCorner") for end in ("TopLeft", "BottomRight")]
        size = attributes.text("PresentationSizeMode")
        if all(len(end) == 2 for end in ends):
            (left, top), (right, bottom) = ends
            known = cast(Size, size if size in ("TRUE SIZE", "MAGNIFY") else "SCALE TO FIT")
            ratio = attributes.number("PresentationPixelMagnificationRatio") or 1.0
            yield scope_of(item), DisplayedArea((left, top), (right, bottom), known, ratio)


def _page(dataset: Dataset, words: str) -> Page:
    rows = (
        (tr("Description"), text(dataset, "ContentDescription")),
        (tr("Made by"), names.person(text(dataset, "ContentCreatorName"))),
        (tr("Made"), moment(dataset, "PresentationCreationDate", "PresentationCreationTime")),
    )
    title = text(dataset, "ContentLabel") or text(dataset, "SeriesDescription") or tr("Presentation state")
    blocks = (Line((Span(words),)), *facts(rows), *about(dataset), *_links(dataset))
    return Page(title, blocks)


def _links(dataset: Dataset) -> Iterator[Block]:
    yield from _listed(tr("Images"), dataset)
    for item in items(dataset, "BlendingSequence"):
        is_above = text(item, "BlendingPosition") == "SUPERIMPOSED"
        yield from _listed(tr("Images that lie above") if is_above else tr("Images that lie below"), item)


def _listed(heading: str, dataset: Dataset) -> Iterator[Block]:
    if named := tuple(islice(_images(dataset), MOST_NAMED)):
        yield Heading(heading)
        yield from (Line((linked(item),)) for item in named)
