"""Compressed frames to samples: one row per transfer syntax, all done by imagecodecs, which lets other threads run.

A stream knows better than the header that carries it: its own markers decide about colour (PS3.5 8.2), and its size is
compared with the header's before a decoder allocates anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from viewer.pixels.streams.jpeg import decode_jpeg, decode_jpeg_ls
from viewer.pixels.streams.jpeg2000 import decode_high_throughput, decode_jpeg_2000
from viewer.pixels.streams.jpegxl import decode_jpeg_xl
from viewer.pixels.streams.packed import decode_deflated, decode_rle
from viewer.pixels.streams.size import check_size
from viewer.words import tr

if TYPE_CHECKING:
    from viewer.pixels.description import FrameDescription

    Codec = Callable[[bytes, FrameDescription], tuple[np.ndarray, str]]


def decompress(data: bytes, description: FrameDescription) -> tuple[np.ndarray, str]:
    """Decode one compressed frame.

    Returns
    -------
    numpy.ndarray, str
        (rows, columns) or (rows, columns, samples) in the stream's own type; and their photometric interpretation,
        ``RGB`` where the decoder has undone a colour transform.

    Raises
    ------
    NotImplementedError
        No decoder for this transfer syntax.
    ValueError, RuntimeError
        The stream is damaged, or is not of the size that the header says.
    """
    codec = CODECS.get(description.transfer_syntax_uid)
    if codec is None:
        raise NotImplementedError(tr("this version has no decoder for it"))
    values, photometric_interpretation = codec(data, description)
    check_size(description, *values.shape, *((1,) if values.ndim == 2 else ()))
    return values, photometric_interpretation


CODECS: dict[str, Codec] = {
    "1.2.840.10008.1.2.4.50": decode_jpeg,  # baseline
    "1.2.840.10008.1.2.4.51": decode_jpeg,  # extended
    "1.2.840.10008.1.2.4.53": decode_jpeg,  # spectral selection, retired
    "1.2.840.10008.1.2.4.55": decode_jpeg,  # full progression, retired
    "1.2.840.10008.1.2.4.57": decode_jpeg,  # lossless
    "1.2.840.10008.1.2.4.70": decode_jpeg,  # lossless, first-order prediction
    "1.2.840.10008.1.2.4.80": decode_jpeg_ls,
    "1.2.840.10008.1.2.4.81": decode_jpeg_ls,  # near-lossless
    "1.2.840.10008.1.2.4.90": decode_jpeg_2000,  # lossless
    "1.2.840.10008.1.2.4.91": decode_jpeg_2000,
    "1.2.840.10008.1.2.4.92": decode_jpeg_2000,  # part 2, lossless
    "1.2.840.10008.1.2.4.93": decode_jpeg_2000,  # part 2
    "1.2.840.10008.1.2.4.110": decode_jpeg_xl,  # lossless
    "1.2.840.10008.1.2.4.111": decode_jpeg_xl,  # JPEG recompressed
    "1.2.840.10008.1.2.4.112": decode_jpeg_xl,
    "1.2.840.10008.1.2.4.201": decode_high_throughput,  # lossless
    "1.2.840.10008.1.2.4.202": decode_high_throughput,  # lossless, RPCL
    "1.2.840.10008.1.2.4.203": decode_jpeg_2000,  # high-throughput with loss
    "1.2.840.10008.1.2.5": decode_rle,
    "1.2.840.10008.1.2.8.1": decode_deflated,
}
"""Transfer syntax → how a frame of it is decoded."""
