"""One frame as a picture for people, as the screen would show it: PNG, JPEG, TIFF; or its values as a TIFF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np

from launcher.errors import WetreadError
from viewer.pixels.decode import StoredFrame, read_frame
from viewer.pixels.values import stored_values
from viewer.render import rendered
from writer.dicom import frames_of


def write_png(path: Path, picture: np.ndarray, quality: int) -> None:
    """Write grey or RGB of 8 bits, (rows, columns) or (rows, columns, 3)."""
    import imagecodecs

    path.write_bytes(imagecodecs.png_encode(picture))


def write_jpeg(path: Path, picture: np.ndarray, quality: int) -> None:
    """The same; ``quality`` goes up to 100."""
    import imagecodecs

    path.write_bytes(imagecodecs.jpeg8_encode(picture, level=quality))


def write_tiff(path: Path, picture: np.ndarray, quality: int) -> None:
    """The same, compressed without loss."""
    import tifffile

    photometric = "rgb" if picture.ndim == 3 else "minisblack"
    tifffile.imwrite(path, picture, compression="zlib", photometric=photometric, metadata=None)


WRITERS: Final[dict[str, Callable[[Path, np.ndarray, int], None]]] = {
    "png": write_png, "jpeg": write_jpeg, "tiff": write_tiff,
}  # fmt: skip


def save(
    path: Path, kind: str, source: Path, frame_index: int, window: tuple[float, float] | None, quality: int, raw: bool
) -> None:
    """Write one frame of a file; ``raw`` asks for its stored values (TIFF), cut to Bits Stored.

    Raises
    ------
    WetreadError
        It cannot be decoded, or is in colour and a window is asked for.
    """
    picture = _values(source, frame_index) if raw else rendered(str(source), frame_index + 1, window)
    WRITERS[kind](path, picture, quality)


def _values(source: Path, frame_index: int) -> np.ndarray:
    frame = read_frame(str(source), frame_index)
    values = _colours(source, frame_index, frame) if frame.is_colour else stored_values(frame.values, frame.description)
    if values.dtype.itemsize > 4:
        raise WetreadError("The values do not fit into a TIFF", f"they have {8 * values.itemsize} bits", "Choose npy.")
    return values


def _colours(source: Path, frame_index: int, frame: StoredFrame) -> np.ndarray:
    """RGB in the file's own words, which may have more than the 8 bits of a screen; else as on screen."""
    stored = frames_of(source)
    return stored.take(frame_index) if stored.photometric_interpretation == "RGB" else frame.values
