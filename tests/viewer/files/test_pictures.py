"""Ordinary pictures: what is shown, and what is not even tried."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from launcher.protocol.events import ImageReceived
from launcher.protocol.wishes import PictureShown
from tests.viewer.conftest import tell
from viewer.files.pictures import read_picture
from viewer.pixels.decode import Undecodable

RAMP = (np.arange(12, dtype=np.uint16).reshape(3, 4) * 5000).astype(np.uint16)


def saved(image: Image.Image, path: Path, kind: str, **options: Any) -> str:
    image.save(path, kind, **options)
    return str(path)


@pytest.mark.parametrize("kind", ["png", "bmp", "tiff", "webp", "jpeg2000", "jpeg"])
def test_a_picture_keeps_its_colours_whatever_its_name(tmp_path: Path, kind: str) -> None:
    image = Image.new("RGB", (5, 3), (10, 20, 30))
    image.putpixel((4, 2), (200, 0, 100))

    read = read_picture(saved(image, tmp_path / "picture", kind))

    assert (read.values.shape, read.values.dtype) == ((3, 5, 3), np.uint8)
    if kind not in ("webp", "jpeg"):
        assert read.values[0, 0].tolist() == [10, 20, 30]
        assert read.values[2, 4].tolist() == [200, 0, 100]


@pytest.mark.parametrize("kind", ["png", "tiff"])
def test_sixteen_bits_stay_sixteen(tmp_path: Path, kind: str) -> None:
    read = read_picture(saved(Image.fromarray(RAMP), tmp_path / "picture", kind))

    assert read.values.dtype == np.uint16
    assert read.values.tolist() == RAMP.tolist()
    assert read.description.is_grey


def test_big_endian_sixteen_bits_are_read_as_they_are_meant(tmp_path: Path) -> None:
    path = tmp_path / "big.tif"
    tags = [(256, 3, 4 << 16), (257, 3, 3 << 16), (258, 3, 16 << 16), (259, 3, 1 << 16), (262, 3, 1 << 16),
            (273, 4, 200), (277, 3, 1 << 16), (278, 3, 3 << 16), (279, 4, 24)]  # fmt: skip
    directory = struct.pack(">H", len(tags)) + b"".join(struct.pack(">HHII", tag, kind, 1, v) for tag, kind, v in tags)
    head = b"MM\0*" + struct.pack(">I", 8) + directory + bytes(4)
    path.write_bytes(head.ljust(200, b"\0") + RAMP.astype(">u2").tobytes())

    read = read_picture(str(path))

    assert read.values.tolist() == RAMP.tolist()
    assert read.values.dtype.isnative


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (np.array([[0, 70_000]], np.int32), "i4"),
        (np.array([[-5, 70]], np.int32), "i2"),
        (np.array([[0.5, -2.25]], np.float32), "f4"),
        (np.array([[0, 255]], np.uint8), "u1"),
    ],
)
def test_values_of_other_widths_are_kept(tmp_path: Path, values: np.ndarray, kind: str) -> None:
    read = read_picture(saved(Image.fromarray(values), tmp_path / "picture", "tiff"))

    assert read.values.tolist() == values.tolist()
    assert read.values.dtype == np.dtype(kind)


def test_eight_bits_are_shown_as_they_are(tmp_path: Path) -> None:
    from viewer.pixels import voi, windowing

    read = read_picture(saved(Image.fromarray(np.array([[100, 140]], np.uint8)), tmp_path / "picture", "png"))

    assert voi.to_uint8(read, windowing.initial_window(read)).tolist() == [[100, 140]]


@pytest.mark.parametrize("mode", ["P", "CMYK", "RGBA", "LA", "1"])
def test_palettes_inks_and_transparency_become_what_is_seen(tmp_path: Path, mode: str) -> None:
    red = Image.new("RGB", (4, 4), (255, 0, 0))
    image = red.convert(mode) if mode != "1" else Image.new("1", (4, 4), 1)
    kind = "tiff" if mode == "CMYK" else "png"

    values = read_picture(saved(image, tmp_path / "picture", kind)).values

    seen = values[0, 0].tolist()
    assert seen == {"1": 255, "LA": [76] * 3}.get(mode, [255, 0, 0])


def test_what_is_transparent_lies_on_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (2, 2), (255, 0, 0, 0))
    assert read_picture(saved(clear, tmp_path / "picture", "png")).values[0, 0].tolist() == [255, 255, 255]


def test_a_photograph_stands_upright(tmp_path: Path) -> None:
    photograph = Image.new("RGB", (6, 2))
    exif = photograph.getexif()
    exif[0x0112] = 6  # turned by the camera

    assert read_picture(saved(photograph, tmp_path / "photo", "jpeg", exif=exif)).values.shape == (6, 2, 3)


@pytest.mark.parametrize("kind", ["tiff", "gif", "webp"])
def test_each_page_can_be_read(tmp_path: Path, kind: str) -> None:
    pages = [Image.new("RGB", (4, 4), (grey, grey, grey)) for grey in (0, 128, 255)]
    path = saved(pages[0], tmp_path / "pages", kind, save_all=True, append_images=pages[1:])

    read = [read_picture(path, page=number) for number in range(3)]

    assert [page.description.number_of_frames for page in read] == [3, 3, 3]
    assert [int(page.values.mean()) for page in read] == pytest.approx([0, 128, 255], abs=2)


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", b"%PDF-1.4\n", b"DICM" * 99,
     b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"II*\0" + bytes(40), b"BM" + bytes(99)],
)  # fmt: skip
def test_what_is_no_picture_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(content)
    with pytest.raises(Undecodable, match="cannot be shown"):
        read_picture(str(path))


@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff", "gif", "bmp", "webp"])
def test_a_picture_that_is_cut_is_said_to_be_damaged(tmp_path: Path, kind: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (64, 64, 3), np.uint8)
    whole = io.BytesIO()
    Image.fromarray(noise).save(whole, kind)
    path = tmp_path / "00000001"
    path.write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])

    with pytest.raises(Undecodable) as raised:
        read_picture(str(path), f"scan.{kind}")

    assert str(raised.value).startswith(f"The picture scan.{kind} cannot be shown: it is")
    assert "save it as PNG or JPEG" in str(raised.value)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff", "gif", "bmp", "webp", "jpeg2000"])
def test_any_damage_gives_a_picture_or_a_sentence(tmp_path: Path, kind: str) -> None:
    random, whole, path = np.random.default_rng(5), io.BytesIO(), tmp_path / "picture"
    Image.fromarray(random.integers(0, 255, (16, 16, 3), np.uint8)).save(whole, kind)
    for _ in range(100):
        data = bytearray(whole.getvalue())
        for place in random.integers(0, min(len(data), 200), 3):
            data[place] = random.integers(0, 256)
        path.write_bytes(data)
        with contextlib.suppress(Undecodable):
            assert read_picture(str(path)).values.ndim in (2, 3)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize("side", [15_000, 60_000])
def test_a_picture_too_large_for_memory_is_refused_before_it_is_read(tmp_path: Path, side: int) -> None:
    path = tmp_path / "huge.png"
    size = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", size), chunk(b"IDAT", zlib.compress(bytes(9))), chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    with pytest.raises(Undecodable, match="million"):
        read_picture(str(path))


def test_pages_are_gone_through_like_the_images_of_a_series(
    window: Any, store: Any, tmp_path: Path, until: Callable[..., None], said: list[Any]
) -> None:
    pages = [Image.fromarray(RAMP + number) for number in range(3)]
    path = saved(pages[0], tmp_path / "pages.tif", "tiff", save_all=True, append_images=pages[1:])

    tell(store, ImageReceived(1, path, "pages.tif"))
    until(lambda: store.desk.group.view.count == 3)
    store.change(lambda now, _: now.scrolled_to(2))
    until(lambda: store.sight(0).image is not None)

    assert store.sight(0).image.values[0, 0] == 2
    until(lambda: PictureShown(path) in said)
