"""Ordinary pictures to DICOM: Secondary Capture, PS3.3 A.8."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from launcher.errors import NotDicom, WetreadError
from writer.blank import blank, new_uid
from writer.dicom import Frames

if TYPE_CHECKING:
    from pydicom import Dataset

SINGLE: Final = "1.2.840.10008.5.1.4.1.1.7"
BYTES: Final = "1.2.840.10008.5.1.4.1.1.7.2"
WORDS: Final = "1.2.840.10008.5.1.4.1.1.7.3"
COLOUR: Final = "1.2.840.10008.5.1.4.1.1.7.4"

LARGEST: Final = 150_000_000  # pixels of one picture
FEWER_BITS: Final = "its 16 bits a colour have become 8, as many as a colour image has in DICOM"
_PNG_OF_16_BITS: Final = re.compile(rb"\x89PNG.{20}\x10[\2\4\6]", re.DOTALL)
"""Of colours, or grey with an alpha channel, which Pillow reads with 8 bits."""

TAKEN: Final = (
    "SpecificCharacterSet", "PatientName", "PatientID", "IssuerOfPatientID", "PatientBirthDate", "PatientSex",
    "PatientIdentityRemoved", "DeidentificationMethod", "StudyInstanceUID", "StudyDate", "StudyTime",
    "AccessionNumber", "ReferringPhysicianName", "StudyID", "StudyDescription", "PatientAge", "PatientSize",
    "PatientWeight",
)  # fmt: skip
"""What comes from the file that the picture is to stand beside."""

EMPTY: Final = (
    "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "AccessionNumber",
    "ReferringPhysicianName", "StudyID", "Laterality",
)  # fmt: skip
"""Attributes that must be there, PS3.3 C.7: empty when nobody has said them."""


@dataclass(frozen=True)
class Picture:
    """An ordinary picture, (frames, rows, columns) or (frames, rows, columns, 3).

    ``slope`` and ``intercept`` turn its pixels into values; ``lossy`` is how it lost something already; ``note`` says
    what it loses now.
    """

    pixels: np.ndarray
    spacing_mm: tuple[float, float] | None = None
    slope: float = 1.0
    intercept: float = 0.0
    window: tuple[float, float] | None = None
    lossy: str = ""
    note: str = ""


def read_picture(path: Path, name: str, scaled: bool) -> Picture:
    """Read PNG, JPEG, TIFF and what Pillow reads beside them.

    Parameters
    ----------
    scaled
        Whether floating-point pixels are scaled to 16 bits.

    Raises
    ------
    WetreadError
        It cannot be read, or its pixels do not fit into an image without being scaled.
    """
    with path.open("rb") as file:
        is_tiff = file.read(4) in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's are for programmers
            read = _read_tiff(path) if is_tiff else _read_other(path)
        return _fitting(read, scaled)
    except WetreadError:
        raise
    except Exception as error:  # readers of damaged data raise anything
        raise _unread(name) from error


def _unread(name: str) -> NotDicom:
    why = "it is damaged, or written in a way that is not known here"
    return NotDicom(f"The picture {name} cannot be read", why, "Save it once more as PNG or TIFF.", "damaged")


def _read_other(path: Path) -> Picture:
    from PIL import Image, ImageOps

    with path.open("rb") as file:
        note = FEWER_BITS if _PNG_OF_16_BITS.match(file.read(26)) else ""
    with Image.open(path, formats=("PNG", "JPEG", "GIF", "BMP", "WEBP", "JPEG2000")) as image:
        if image.width * image.height > LARGEST:
            raise WetreadError("The picture is too large", f"{image.width} × {image.height} pixels")
        lossy = "ISO_10918_1" if image.format == "JPEG" else ""
        turned = ImageOps.exif_transpose(image)
        mode = turned.mode if turned.mode in ("L", "I;16") else "L" if turned.mode in ("1", "LA") else "RGB"
        pixels = np.asarray(turned if mode == turned.mode else turned.convert(mode))[None]
        return Picture(pixels, lossy=lossy, note=note)


def _read_tiff(path: Path) -> Picture:
    """A TIFF of any kind; of ImageJ's, calibration, spacing and display range too."""
    import tifffile

    with tifffile.TiffFile(path) as tiff:
        series = tiff.series[0]
        if int(np.prod(series.shape)) > LARGEST * 16:
            raise WetreadError("The picture is too large", " × ".join(map(str, series.shape)))
        pixels = series.asarray()
        axes, said = series.axes, tiff.imagej_metadata or {}
        if "S" in axes and axes[-1] != "S":
            pixels = np.moveaxis(pixels, axes.index("S"), -1)
        pixels = pixels[..., :3] if "S" in axes else pixels
        inner = 3 if "S" in axes else 2
        pixels = pixels.reshape(-1, *pixels.shape[-inner:])
        page = tiff.pages.first
        if page.photometric == tifffile.PHOTOMETRIC.MINISWHITE:
            pixels = np.invert(pixels)
        return Picture(pixels, _spacing(page, said), *_calibration(said), _window(said))


def _calibration(said: dict[str, Any]) -> tuple[float, float]:
    if said.get("cf", -1) != 0 and "c1" not in said:
        return 1.0, 0.0
    return float(said.get("c1", 1.0)), float(said.get("c0", 0.0))


def _window(said: dict[str, Any]) -> tuple[float, float] | None:
    if "min" not in said or "max" not in said or said["max"] <= said["min"]:
        return None
    slope, intercept = _calibration(said)
    low, high = (float(said[end]) * slope + intercept for end in ("min", "max"))
    return (low + high) / 2, abs(high - low)


_UNITS: Final = {"mm": 1.0, "cm": 10.0, "inch": 25.4, "um": 0.001, "µm": 0.001, "micron": 0.001}


def _spacing(page: Any, said: dict[str, Any]) -> tuple[float, float] | None:
    """Millimetres between rows and columns; only of ImageJ's files, for others say dots for printing."""
    millimetres = _UNITS.get(str(said.get("unit", "")).replace("\\u00B5", "µ"))
    if millimetres is None or "XResolution" not in page.tags or "YResolution" not in page.tags:
        return None
    down, across = (page.tags[f"{axis}Resolution"].value for axis in "YX")
    if not all((*down, *across)):
        return None
    return millimetres * down[1] / down[0], millimetres * across[1] / across[0]


def _fitting(picture: Picture, scaled: bool) -> Picture:
    """Pixels that an image can hold: 8 or 16 bits."""
    from dataclasses import replace

    pixels = picture.pixels
    if pixels.dtype == bool:
        return replace(picture, pixels=pixels.astype(np.uint8) * np.uint8(255))
    if pixels.dtype.kind in "iu" and pixels.itemsize <= 2 and (pixels.ndim == 3 or pixels.dtype == np.uint8):
        return replace(picture, pixels=pixels.view(np.uint8) if pixels.dtype == np.int8 else pixels)
    if pixels.ndim == 4 and pixels.dtype == np.uint16:
        return replace(picture, pixels=_in_8_bits(pixels), note=FEWER_BITS)
    if pixels.ndim == 4:
        raise WetreadError(
            "The picture does not fit into DICOM",
            f"its colours are {_said(pixels)} each",
            "Save it with 8 or 16 bits a colour first.",
        )
    if not scaled:
        why = f"its pixels are {_said(pixels)}, an image holds whole numbers of up to 16 bits"
        raise WetreadError("The picture does not fit into DICOM", why, "Allow to scale it with --scale.")
    if not np.isfinite(pixels).any() or np.isinf(pixels).any():
        why = "some of its pixels are infinite, or none is a number"
        raise WetreadError("The picture does not fit into DICOM", why, "")
    low, high = float(np.nanmin(pixels)), float(np.nanmax(pixels))
    step = (high - low) / 65535 or 1.0
    words = np.rint(np.nan_to_num((pixels - low) / step)).astype(np.uint16)
    return replace(picture, pixels=words, slope=step * picture.slope, intercept=low * picture.slope + picture.intercept)


def _in_8_bits(pixels: np.ndarray) -> np.ndarray:
    """Colours of 16 bits as the nearest ones of 8; black and white stay what they are."""
    return ((pixels.astype(np.uint32) * 255 + 32767) // 65535).astype(np.uint8)


def _said(pixels: np.ndarray) -> str:
    kind = "floating-point" if pixels.dtype.kind == "f" else "whole"
    return f"{kind} numbers of {8 * pixels.itemsize} bits"


def captured(picture: Picture, like: Dataset | None, uid_of_series: str, number: int) -> tuple[Dataset, Frames]:
    """A Secondary Capture image of a picture, beside ``like`` in its study if there is one; and its frames."""
    dataset = blank()
    for keyword in EMPTY:
        setattr(dataset, keyword, None)
    for keyword in TAKEN if like is not None else ():
        if like is not None and keyword in like:
            dataset.add(like[keyword])
    if dataset.get("SpecificCharacterSet") is None:
        dataset.SpecificCharacterSet = "ISO_IR 192"
    if not dataset.get("StudyInstanceUID"):
        dataset.StudyInstanceUID = new_uid()
    dataset.SOPClassUID, dataset.SOPInstanceUID = _sop_class(picture.pixels), new_uid()
    dataset.SeriesInstanceUID, dataset.SeriesNumber, dataset.InstanceNumber = uid_of_series, None, number
    dataset.Modality, dataset.ConversionType = "OT", "WSD"
    dataset.ImageType, dataset.PatientOrientation = ["DERIVED", "SECONDARY"], None
    now = datetime.now()
    dataset.DateOfSecondaryCapture = dataset.ContentDate = dataset.InstanceCreationDate = f"{now:%Y%m%d}"
    dataset.TimeOfSecondaryCapture = dataset.ContentTime = dataset.InstanceCreationTime = f"{now:%H%M%S}"
    dataset.SecondaryCaptureDeviceManufacturerModelName = "Wetread"
    _describe(dataset, picture)
    bits = 8 * picture.pixels.itemsize
    take: Callable[[int], np.ndarray] = lambda index: np.ascontiguousarray(picture.pixels[index])  # noqa: E731
    frames = Frames(
        len(picture.pixels), take, bits, "RGB" if picture.pixels.ndim == 4 else "MONOCHROME2", picture.lossy
    )
    return dataset, frames


def _sop_class(pixels: np.ndarray) -> str:
    if len(pixels) == 1:
        return SINGLE
    return COLOUR if pixels.ndim == 4 else BYTES if pixels.itemsize == 1 else WORDS


def _describe(dataset: Dataset, picture: Picture) -> None:
    """What is known of the pixels: Modality LUT, VOI LUT, spacing; of several frames, that one follows the other."""
    if picture.pixels.ndim == 3 and ((picture.slope, picture.intercept) != (1.0, 0.0) or len(picture.pixels) > 1):
        from pydicom.valuerep import DSfloat

        dataset.RescaleSlope = DSfloat(picture.slope, auto_format=True)
        dataset.RescaleIntercept = DSfloat(picture.intercept, auto_format=True)
        dataset.RescaleType = "US"
    if picture.window is not None and picture.pixels.ndim == 3:
        dataset.WindowCenter, dataset.WindowWidth = (f"{number:.10g}" for number in picture.window)
    if picture.spacing_mm is not None:
        dataset.PixelSpacing = [f"{number:.10g}" for number in picture.spacing_mm]
    if len(picture.pixels) > 1:
        dataset.NumberOfFrames, dataset.BurnedInAnnotation = len(picture.pixels), "YES"  # nobody has looked
        dataset.FrameIncrementPointer = 0x00182001  # Page Number Vector
        dataset.PageNumberVector = list(range(1, len(picture.pixels) + 1))
        if picture.pixels.ndim == 3:
            dataset.PresentationLUTShape = "IDENTITY"
