"""``wetread render``: one frame of one file as PNG, through the same steps as on screen, without a window."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from launcher.errors import RequestError, WetreadError
from viewer.pixels import overlays, voi, windowing
from viewer.pixels.decode import StoredFrame, read_frame
from viewer.pixels.description import Voi


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    asked = _parser().parse_args(arguments)
    try:
        frame = _frame(asked.file, asked.frame)
        _write(asked.output, _picture(frame, asked.window, asked.voi, asked.overlay))
    except WetreadError as error:
        print(f"wetread render: {error}", file=sys.stderr)
        return error.exit_code
    if frame.shortcoming:
        print(f"wetread render: {frame.shortcoming}.", file=sys.stderr)
    return 1 if frame.shortcoming else 0


def rendered(
    path: str,
    frame_number: int = 1,
    window: tuple[float, float] | None = None,
    voi_number: int | None = None,
    with_overlays: bool = True,
) -> np.ndarray:
    """One frame as the screen would show it.

    Parameters
    ----------
    frame_number
        Counted from 1, as is ``voi_number``.
    window
        (center, width), in the units of the modality LUT's output.
    voi_number
        One of the windows and VOI LUTs that the file offers.
    with_overlays
        Whether overlay planes are drawn, in white.

    Returns
    -------
    numpy.ndarray of uint8, shape (rows, columns) or (rows, columns, 3)
        Grey, or RGB.

    Raises
    ------
    RequestError
        There is no such file, or it has no such frame or window.
    Undecodable
        See ``read_frame``.
    """
    return _picture(_frame(path, frame_number), window, voi_number, with_overlays)


def _frame(path: str, frame_number: int) -> StoredFrame:
    if not Path(path).is_file():
        raise RequestError("There is no such file", path)
    return read_frame(path, frame_number - 1)


def _picture(
    frame: StoredFrame, window: tuple[float, float] | None, voi_number: int | None, with_overlays: bool
) -> np.ndarray:
    picture = voi.to_uint8(frame, _chosen(frame, window, voi_number))
    return overlays.drawn(picture, frame.overlays if with_overlays else (), 255, frame.cover)


def _chosen(frame: StoredFrame, window: tuple[float, float] | None, voi_number: int | None) -> Voi:
    if not frame.description.is_grey and (window or voi_number):
        raise RequestError("A colour image takes no window")
    if window and not (math.isfinite(window[0]) and 0 < window[1] < math.inf):
        raise RequestError("A window needs a center and a width above 0", f"{window[0]:g} {window[1]:g}")
    if voi_number is None:
        return windowing.chosen_window(frame, window)
    offered = windowing.windows(frame.description)
    if not 1 <= voi_number <= len(offered):
        raise RequestError(f"There is no window number {voi_number}", f"the file offers {len(offered)}")
    return offered[voi_number - 1]


def _write(path: str, picture: np.ndarray) -> None:
    import imagecodecs

    try:
        Path(path).write_bytes(imagecodecs.png_encode(picture))
    except OSError as error:
        raise WetreadError("The picture could not be written", f"{path}: {error.strerror}") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="wetread render", description=__doc__, allow_abbrev=False)
    parser.add_argument("file", metavar="FILE", help="a DICOM file")
    parser.add_argument("--frame", metavar="N", type=int, default=1, help="the frame, counted from 1")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--window", metavar=("C", "W"), type=float, nargs=2, help="window center and width")
    choice.add_argument("--voi", metavar="N", type=int, help="one of the file's own windows, counted from 1")
    parser.add_argument("--overlay", action=argparse.BooleanOptionalAction, default=True, help="draw overlay planes")
    parser.add_argument("-o", "--output", metavar="OUT.png", required=True, help="where the picture goes")
    return parser


if __name__ == "__main__":
    sys.exit(main())
