"""The frames of a series as one array of values: ImageJ's TIFF with all that ImageJ keeps of a header, and npy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from launcher.errors import WetreadError
from launcher.tags import imagej
from viewer.model.planes import dot, plane_of
from viewer.pixels import windowing
from viewer.pixels.attributes import FrameAttributes
from viewer.pixels.decode import StoredFrame, read_frame
from viewer.pixels.values import modality_values, stored_values
from writer.edits import seen

if TYPE_CHECKING:
    from pydicom import Dataset

LARGEST_IMAGEJ: Final = (1 << 32) - (1 << 20)  # bytes that its TIFF files hold
HALF: Final = 1 << 15

VALUE: Final = "Gray Value"
"""What ImageJ calls a unit that nobody has named."""

Frame = tuple[Path, int]
"""A file, and a place in it."""


@dataclass(frozen=True)
class Calibration:
    """How ImageJ's pixels become values: ``intercept + slope * pixel``, in ``unit``."""

    slope: float = 1.0
    intercept: float = 0.0
    unit: str = ""

    @property
    def is_needed(self) -> bool:
        """Whether it changes anything."""
        return (self.slope, self.intercept) != (1.0, 0.0)


def save_npy(path: Path, frames: Sequence[Frame]) -> None:
    """Write values in the modality's unit, float32, (rows, columns) or (frames, rows, columns); colour as RGB.

    Raises
    ------
    WetreadError
        The frames differ in size, or cannot be decoded.
    """
    first = _values_of(read_frame(str(frames[0][0]), frames[0][1]))
    shape = first.shape if len(frames) == 1 else (len(frames), *first.shape)
    with path.open("wb") as file:
        header = {"descr": np.lib.format.dtype_to_descr(first.dtype), "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(file, header)
        for values in _each(frames, first, _values_of):
            file.write(values.tobytes())


def _values_of(frame: StoredFrame) -> np.ndarray:
    return frame.values if frame.is_colour else modality_values(frame).astype(np.float32)


def _each(
    frames: Sequence[Frame], first: np.ndarray, convert: Callable[[StoredFrame], np.ndarray]
) -> Iterator[np.ndarray]:
    for path, frame_index in frames:
        values = convert(read_frame(str(path), frame_index))
        if (values.shape, values.dtype) != (first.shape, first.dtype):
            raise WetreadError("The images of the series differ in size", path.name, "Save them one by one.")
        yield values


# --- ImageJ ---------------------------------------------------------------------------------------------------------


def save_imagej(path: Path, frames: Sequence[Frame], data_sets: Callable[[Path], tuple[str, Dataset]]) -> None:
    """Write a TIFF as ImageJ does: header text, spacing, calibration and window of every slice.

    ``data_sets`` gives for a file the name and the data set whose tags go along.

    Raises
    ------
    WetreadError
        The frames differ in size, cannot be decoded, or are too many for ImageJ's files.
    """
    import tifffile

    first = read_frame(str(frames[0][0]), frames[0][1])
    convert, calibration = _conversion(first, frames)
    sample = convert(first)
    if sample.nbytes * len(frames) > LARGEST_IMAGEJ:
        raise WetreadError("The series is too large for ImageJ's TIFF", f"{sample.nbytes * len(frames):,} bytes", "")
    spacing = first.description.pixel_spacing_mm
    tifffile.imwrite(
        path,
        _each(frames, sample, convert),
        imagej=True,
        shape=(len(frames), *sample.shape) if len(frames) > 1 else sample.shape,
        dtype=sample.dtype,
        photometric="rgb" if first.is_colour else "minisblack",
        resolution=(1 / spacing[1], 1 / spacing[0]) if spacing else None,
        metadata=_metadata(first, frames, calibration, data_sets),
    )


def _conversion(first: StoredFrame, frames: Sequence[Frame]) -> tuple[Callable[[StoredFrame], np.ndarray], Calibration]:
    """How a frame's pixels are written, and what they then mean.

    Integers stay what they are where one straight line holds for all of them; ImageJ has no signed ones and adds
    32768. Anything else is written as floating-point values.
    """
    found = first.description
    if first.is_colour:
        return lambda frame: frame.values, Calibration()
    lines = {_line(path, frame_index) for path, frame_index in frames}
    if len(lines) > 1 or found.modality_lut is not None or not first.has_table:
        return lambda frame: modality_values(frame).astype(np.float32), Calibration(unit=found.unit)
    slope, intercept = lines.pop()
    if not found.is_signed:
        return lambda frame: stored_values(frame.values, frame.description), Calibration(slope, intercept, found.unit)
    return _raised, Calibration(slope, intercept - HALF * slope, found.unit)


def _raised(frame: StoredFrame) -> np.ndarray:
    stored = stored_values(frame.values, frame.description).astype(np.int32)
    return (stored + HALF).astype(np.uint16)


def _line(path: Path, frame_index: int) -> tuple[float, float]:
    from viewer.pixels.description import described
    from viewer.pixels.header import read_header

    header = read_header(str(path))
    found = described(header.dataset, header.transfer_syntax_uid, frame_index)
    if found.real_world_mapping is not None:
        return found.real_world_mapping.slope, found.real_world_mapping.intercept
    return found.rescale_slope, found.rescale_intercept


def _metadata(
    first: StoredFrame, frames: Sequence[Frame], calibration: Calibration,
    data_sets: Callable[[Path], tuple[str, Dataset]],
) -> dict[str, Any]:  # fmt: skip
    texts = {path: _text(path, data_sets) for path in dict.fromkeys(path for path, _ in frames)}
    said: dict[str, Any] = {"Info": texts[frames[0][0]][1], "axes": "ZYX" if len(frames) > 1 else "YX"}
    if first.is_colour:
        said["axes"] += "S"
    if len(frames) > 1:
        said["Labels"] = ["\n".join(texts[path]) for path, _ in frames]
    if depth := _slice_distance(frames):
        said["spacing"] = depth
    if first.description.pixel_spacing_mm:
        said["unit"] = "mm"
    if calibration.is_needed:
        said |= {
            "cf": 0,
            "c0": calibration.intercept,
            "c1": calibration.slope,
            "vunit": calibration.unit or "Gray Value",
        }
    return said | _window(first, calibration)


def _text(path: Path, data_sets: Callable[[Path], tuple[str, Dataset]]) -> tuple[str, str]:
    name, dataset = data_sets(path)
    return name, imagej.info(seen(dataset))


def _window(first: StoredFrame, calibration: Calibration) -> dict[str, float]:
    """The display range, in ImageJ's pixels: the file's first window; else, as ImageJ does, all values that occur.

    Of 8 bits, ImageJ shows 0 to 255 unless told otherwise.
    """
    window = next(iter(first.description.windows), None)
    if first.is_colour or (window is None and first.description.bits_allocated == 8):
        return {}
    if window is not None:
        ends = window.center - window.width / 2, window.center + window.width / 2
    else:
        ends = windowing.value_range(first)
    low, high = sorted((end - calibration.intercept) / calibration.slope for end in ends)
    return {"min": low, "max": high}


def _slice_distance(frames: Sequence[Frame]) -> float | None:
    """Millimetres between neighbouring slices, along their normal; else as the header says."""
    from viewer.pixels.header import read_header

    places = []
    for path, frame_index in frames:
        said = FrameAttributes(read_header(str(path)).dataset, frame_index)
        plane = plane_of(tuple(said.numbers("ImagePositionPatient")), tuple(said.numbers("ImageOrientationPatient")))
        if plane is None:
            break
        places.append(dot(plane.axis, plane.origin))
    steps = [abs(b - a) for a, b in pairwise(_grid(frames) or places)] if len(places) == len(frames) else []
    if steps and mean(steps) > 0:
        return mean(steps)
    attributes = FrameAttributes(read_header(str(frames[0][0])).dataset, frames[0][1])
    return attributes.number("SpacingBetweenSlices") or attributes.number("SliceThickness")


def _grid(frames: Sequence[Frame]) -> list[float]:
    """Where the frames of a dose lie along its normal, millimetres, PS3.3 C.8.8.3.2; empty if they do not say."""
    from viewer.pixels.header import read_header

    offsets = FrameAttributes(read_header(str(frames[0][0])).dataset).numbers("GridFrameOffsetVector")
    is_one = len({path for path, _ in frames}) == 1
    return [offsets[index] for _, index in frames] if is_one and len(offsets) >= len(frames) else []
