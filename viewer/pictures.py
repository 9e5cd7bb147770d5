"""Ordinary pictures (``image:get``): PNG, JPEG and their like, decoded into what the DICOM views show."""

from __future__ import annotations

from typing import Final

import numpy as np
from PyQt5.QtGui import QImage, QImageReader

from viewer.pixels.decode import StoredFrame, Undecodable
from viewer.pixels.description import FrameDescription

FORMATS: Final = (b"png", b"jpg", b"jpeg", b"gif", b"bmp", b"tif", b"tiff", b"webp")
"""By content, whatever the name says; Qt would also read formats that can name other files."""

ADVICE: Final = "Check the file in another program, or save it as PNG or JPEG and open it again."

LARGEST: Final = 150_000_000  # pixels


def read_picture(path: str, name: str = "") -> StoredFrame:
    """Decode a picture; may run in any thread. ``name`` is what the user knows it by.

    Raises
    ------
    Undecodable
        Not a picture of a known format, damaged, or too large.
    """
    what = f"The picture {name[:100]} cannot be shown" if name else "This picture cannot be shown"
    reader = QImageReader(path)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format()) not in FORMATS:
        raise Undecodable(what, "it is none of PNG, JPEG, GIF, BMP, TIFF, WebP", ADVICE)
    if reader.size().width() * reader.size().height() > LARGEST:
        raise Undecodable(
            what, f"it has more than {LARGEST // 10**6} million pixels", "Make it smaller, then open it again."
        )
    image = reader.read()
    if image.isNull():
        raise Undecodable(what, f"it is damaged ({reader.errorString().rstrip('.')})", ADVICE)
    return _stored(image.convertToFormat(QImage.Format.Format_RGB888))


def _stored(image: QImage) -> StoredFrame:
    rows, columns, stride = image.height(), image.width(), image.bytesPerLine()
    bits = image.constBits()
    assert bits is not None
    values = np.frombuffer(bits.asstring(rows * stride), np.uint8).reshape(rows, stride)[:, : columns * 3]
    description = FrameDescription(
        rows=rows, columns=columns, samples_per_pixel=3, photometric_interpretation="RGB", bits_allocated=8,
        bits_stored=8, high_bit=7,
    )  # fmt: skip
    return StoredFrame(np.ascontiguousarray(values).reshape(rows, columns, 3), description)
