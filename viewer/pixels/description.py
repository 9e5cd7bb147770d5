"""What a header says about the values of one frame: everything between stored value and screen, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from launcher.frozen import frozen
from viewer.pixels.attributes import FrameAttributes
from viewer.pixels.luts import Lut, read_luts
from viewer.pixels.palette import Palette, read_palette
from viewer.pixels.shutters import Shutter, read_shutter
from viewer.pixels.spacing import UltrasoundRegion, read_spacing
from viewer.pixels.units import RealWorldMapping, read_unit
from viewer.words import tr

if TYPE_CHECKING:
    from pydicom import Dataset

VoiFunction = Literal["LINEAR", "LINEAR_EXACT", "SIGMOID"]


@frozen
class VoiWindow:
    """A window in units of the modality LUT's output, PS3.3 C.11.2.1.2 and C.11.2.1.3."""

    center: float
    width: float
    function: VoiFunction = "LINEAR"
    explanation: str = ""


Voi = VoiWindow | Lut
"""What maps modality values to grey."""


@dataclass(frozen=True, eq=False, kw_only=True)
class FrameDescription:
    """One frame's values, PS3.3 C.7.6.3, C.11.1, C.11.2, C.7.9 and C.7.5.1.1.2.

    ``bits_allocated``, ``pixel_representation`` and ``photometric_interpretation`` are those of the decoded array.
    ``pixel_padding`` is the range of stored values that are background. ``palette`` is for stored values,
    ``pseudo_colours`` for what the window makes of them, PS3.3 A.33.3.
    ``unit`` is that of ``values.modality_values``. ``pixel_spacing_mm`` and ``pixel_aspect_ratio`` are (between rows,
    between columns), that is vertical first; ``spacing_attribute`` is the keyword of what measurements rely on (see
    ``spacing.spacing_for``), empty if there is nothing.
    """

    sop_instance_uid: str = ""
    transfer_syntax_uid: str = ""
    modality: str = ""
    image_type: tuple[str, ...] = ()
    body_part_examined: str = ""
    rows: int
    columns: int
    number_of_frames: int = 1
    samples_per_pixel: int = 1
    photometric_interpretation: str = "MONOCHROME2"
    planar_configuration: int = 0
    bits_allocated: int = 16
    bits_stored: int = 16
    high_bit: int = 15
    pixel_representation: int = 0
    pixel_padding: tuple[float, float] | None = None
    rescale_slope: float = 1.0
    rescale_intercept: float = 0.0
    unit: str = ""
    real_world_mapping: RealWorldMapping | None = None
    modality_lut: Lut | None = None
    windows: tuple[VoiWindow, ...] = ()
    voi_luts: tuple[Lut, ...] = ()
    presentation_lut_shape: str = ""
    presentation_lut: Lut | None = None
    palette: Palette | None = None
    pseudo_colours: Palette | None = None
    pixel_spacing_mm: tuple[float, float] | None = None
    pixel_aspect_ratio: tuple[float, float] = (1.0, 1.0)
    spacing_attribute: str = ""
    ultrasound_regions: tuple[UltrasoundRegion, ...] = ()
    lossy: bool = False
    has_icc_profile: bool = False
    shutter: Shutter | None = None

    @property
    def is_grey(self) -> bool:
        """Whether a window applies: neither colour samples nor a palette."""
        return self.samples_per_pixel == 1 and self.photometric_interpretation != "PALETTE COLOR"

    @property
    def is_coloured(self) -> bool:
        """Whether a picture of it can show colour: also a grey one, with a palette beside or behind the window."""
        return not self.is_grey or self.palette is not None or self.pseudo_colours is not None

    @property
    def is_signed(self) -> bool:
        """Whether stored values are two's complement."""
        return self.pixel_representation == 1

    @property
    def aspect(self) -> float:
        """The height of a pixel, its width being 1."""
        vertical, horizontal = self.pixel_spacing_mm or self.pixel_aspect_ratio
        return vertical / horizontal


def described(dataset: Dataset, transfer_syntax_uid: str, frame_index: int) -> FrameDescription:
    """Read what a data set says about one of its frames.

    Raises
    ------
    ValueError
        It describes no picture.
    """
    attributes = FrameAttributes(dataset, frame_index)
    description = FrameDescription(
        sop_instance_uid=attributes.text("SOPInstanceUID"),
        transfer_syntax_uid=transfer_syntax_uid,
        modality=attributes.text("Modality"),
        image_type=tuple(attributes.texts("ImageType")),
        body_part_examined=attributes.text("BodyPartExamined"),
        presentation_lut_shape=attributes.text("PresentationLUTShape"),
        lossy=attributes.text("LossyImageCompression") == "01",
        has_icc_profile=attributes.value("ICCProfile") is not None,
        shutter=read_shutter(attributes),
        **_pixel_matrix(attributes),
        **read_spacing(attributes),
        **read_unit(attributes),
    )
    complete = replace(description, **_value_pipeline(attributes, description))
    if complete.photometric_interpretation == "PALETTE COLOR" and complete.palette is None:
        raise ValueError(tr("its pixels stand for colours, and their palette is missing or damaged"))
    return complete


def _pixel_matrix(attributes: FrameAttributes) -> dict[str, Any]:
    """The fields of the Image Pixel Module, PS3.3 C.7.6.3: how many samples there are, and how they are stored."""
    rows, columns = attributes.integer("Rows", 0), attributes.integer("Columns", 0)
    samples, allocated = attributes.integer("SamplesPerPixel", 1), attributes.integer("BitsAllocated", 16)
    if rows < 1 or columns < 1:
        raise ValueError(tr("it has no rows and columns, so it is no picture"))
    if samples not in (1, 3) or allocated not in (1, 8, 16, 32, 64):
        text = tr("its pixels of {samples} samples with {allocated} bits each are not supported")
        raise ValueError(text.format(samples=samples, allocated=allocated))
    stored = attributes.integer("BitsStored", allocated)
    stored = stored if 1 <= stored <= allocated else allocated
    usual = "RGB" if samples == 3 else "MONOCHROME2"
    return {
        "rows": rows,
        "columns": columns,
        "number_of_frames": max(1, attributes.integer("NumberOfFrames", 1)),
        "samples_per_pixel": samples,
        "photometric_interpretation": attributes.text("PhotometricInterpretation") or usual,
        "planar_configuration": attributes.integer("PlanarConfiguration", 0),
        "bits_allocated": allocated,
        "bits_stored": stored,
        "high_bit": min(max(attributes.integer("HighBit", stored - 1), stored - 1), allocated - 1),
        "pixel_representation": attributes.integer("PixelRepresentation", 0),
    }


def _value_pipeline(attributes: FrameAttributes, description: FrameDescription) -> dict[str, Any]:
    """The fields that lead from stored values to grey or colour; the signs of their tables depend on the rest."""
    signed = description.is_signed
    modality_lut = next(read_luts(attributes.items("ModalityLUTSequence"), signed), None)
    slope, intercept = attributes.number("RescaleSlope"), attributes.number("RescaleIntercept") or 0.0
    if slope is None:
        slope = attributes.number("DoseGridScaling")
    return {
        "modality_lut": modality_lut,
        "rescale_slope": slope or 1.0,
        "rescale_intercept": intercept,
        "windows": tuple(read_windows(attributes)),
        "voi_luts": tuple(
            read_luts(attributes.items("VOILUTSequence"), modality_lut is None and (signed or intercept < 0))
        ),
        "pixel_padding": _padding(attributes, description),
        "palette": read_palette(attributes, description.photometric_interpretation, signed),
    }


def read_windows(attributes: FrameAttributes) -> Iterator[VoiWindow]:
    """Center and width, pair by pair, with their function and explanation."""
    said = attributes.text("VOILUTFunction")
    function = cast(VoiFunction, said if said in get_args(VoiFunction) else "LINEAR")
    explanations = attributes.texts("WindowCenterWidthExplanation")
    pairs = zip(attributes.numbers("WindowCenter"), attributes.numbers("WindowWidth"), strict=False)
    for place, (center, width) in enumerate(pairs):
        if width > 0:
            yield VoiWindow(center, width, function, explanations[place] if place < len(explanations) else "")


def _padding(attributes: FrameAttributes, description: FrameDescription) -> tuple[float, float] | None:
    """PS3.3 C.7.5.1.1.2, C.7.6.24 and C.7.6.25; a negative value that was stored as unsigned is put right."""
    kinds = ("", "Float", "DoubleFloat")
    kind = next((kind for kind in kinds if attributes.number(f"{kind}PixelPaddingValue") is not None), None)
    if kind is None:
        return None
    ends = attributes.numbers(f"{kind}PixelPaddingValue")[:1]
    ends += attributes.numbers(f"{kind}PixelPaddingRangeLimit")[:1]
    if description.is_signed:
        half = 1 << (description.bits_allocated - 1)
        ends = [end - 2 * half if end >= half else end for end in ends]
    return min(ends), max(ends)
