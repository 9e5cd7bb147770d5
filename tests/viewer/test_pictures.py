"""Ordinary pictures: what is shown, and what is not even tried."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PyQt5.QtGui import QColor, QImage

from viewer.pictures import read_picture
from viewer.pixels.decode import Undecodable


@pytest.mark.parametrize("kind", ["png", "bmp", "tiff", "webp"])
def test_a_picture_keeps_its_colours_whatever_its_name(application: Any, tmp_path: Path, kind: str) -> None:
    image = QImage(5, 3, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 20, 30))
    image.setPixelColor(4, 2, QColor(200, 0, 100))
    path = tmp_path / "picture"
    assert image.save(str(path), kind, 100)
    values = read_picture(str(path)).values
    assert values.shape == (3, 5, 3)
    if kind != "webp":
        assert values[0, 0].tolist() == [10, 20, 30]
        assert values[2, 4].tolist() == [200, 0, 100]
    assert values.dtype == np.uint8


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", b"%PDF-1.4\n", b"DICM" * 99],
)
def test_what_is_no_picture_is_refused_with_a_sentence(application: Any, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(content)
    with pytest.raises(Undecodable, match="cannot be shown"):
        read_picture(str(path))


def test_the_sentence_names_the_picture_and_says_what_to_do(application: Any, tmp_path: Path) -> None:
    path = tmp_path / "00000001"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(Undecodable) as raised:
        read_picture(str(path), "scan.png")
    assert str(raised.value).startswith("The picture scan.png cannot be shown: it is damaged")
    assert "save it as PNG or JPEG" in str(raised.value)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_a_picture_too_large_for_memory_is_refused_before_it_is_read(application: Any, tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    size = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", size), chunk(b"IDAT", zlib.compress(bytes(9))), chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    with pytest.raises(Undecodable, match="million"):
        read_picture(str(path))
