"""Ordinary pictures (``image:get``): PNG, JPEG, TIFF and their like, decoded into what the DICOM views show.

Grey ones stay grey with all their bits, so that window and level work; colours become RGB. The pages of a TIFF, and
the frames of an animation, are frames.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

import numpy as np

from viewer.pixels.decode import StoredFrame, Undecodable
from viewer.pixels.description import FrameDescription, VoiWindow
from viewer.words import tr

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS: Final = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "JPEG2000")
"""By content, whatever the name says; Pillow would also read formats that can name other files, or run programs."""

ADVICE: Final = tr("Check the file in another program, or save it as PNG or JPEG and open it again.")

LARGEST: Final = 150_000_000  # pixels
MOST_PAGES: Final = 10_000
DAMAGE: Final = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, MemoryError, struct.error)
"""What Pillow raises at bytes that are not as they should be."""

WHOLE: Final = VoiWindow(128.0, 256.0)
"""The window that leaves 8 bits as they are."""


def read_picture(path: str, name: str = "", page: int = 0) -> StoredFrame:
    """Decode a page of a picture, counted from 0; may run in any thread. ``name`` is what the user knows it by.

    Raises
    ------
    Undecodable
        Not a picture of a known format, damaged, or too large.
    """
    from PIL import Image, UnidentifiedImageError

    what = tr("The picture {name} cannot be shown", name=name[:100]) if name else tr("This picture cannot be shown")
    Image.MAX_IMAGE_PIXELS = None  # the limit is ours, with our words
    try:
        with Image.open(path, formats=FORMATS) as picture:
            _check_size(picture, what)
            pages = _pages(picture)
            picture.seek(page)
            _check_size(picture, what)  # pages need not be alike
            return _stored(picture, pages)
    except UnidentifiedImageError as error:
        raise Undecodable(
            what, tr("it is none of {formats}, or damaged", formats=", ".join(FORMATS)), ADVICE
        ) from error
    except DAMAGE as error:
        raise Undecodable(what, tr("it is damaged ({error})", error=str(error).rstrip(".")), ADVICE) from error


def _check_size(picture: Image, what: str) -> None:
    if picture.width * picture.height > LARGEST:
        why, todo = (
            tr("it has more than {count} million pixels", count=LARGEST // 10**6),
            tr("Make it smaller, then open it again."),
        )
        raise Undecodable(what, why, todo)


def _pages(picture: Image) -> int:
    """How many there are; what a camera hides in a JPEG beside the photograph is none."""
    return min(getattr(picture, "n_frames", 1), MOST_PAGES) if picture.format != "MPO" else 1


def _stored(picture: Image, pages: int) -> StoredFrame:
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(picture)
    values = _grey(upright)
    if values is None:
        values = np.asarray(_opaque(upright).convert("RGB"))
    rows, columns = values.shape[:2]
    bits, is_colour = 8 * values.itemsize, values.ndim == 3
    description = FrameDescription(
        rows=rows,
        columns=columns,
        number_of_frames=pages,
        samples_per_pixel=3 if is_colour else 1,
        photometric_interpretation="RGB" if is_colour else "MONOCHROME2",
        bits_allocated=bits,
        bits_stored=bits,
        high_bit=bits - 1,
        pixel_representation=int(values.dtype.kind == "i"),
        windows=(WHOLE,) if bits == 8 and not is_colour else (),
    )
    return StoredFrame(np.ascontiguousarray(values), description)


def _grey(picture: Image) -> np.ndarray | None:
    """The values of a grey picture, in native byte order and no wider than they need be; ``None`` if it has colours."""
    if picture.mode in ("1", "L"):
        return np.asarray(picture.convert("L"))
    if picture.mode.startswith(("I", "F")):
        values = np.asarray(picture)
        return _narrow(values.astype(values.dtype.newbyteorder("=")))
    return None


def _narrow(values: np.ndarray) -> np.ndarray:
    if values.dtype.kind == "f" or values.itemsize <= 2:
        return values
    fitting = (kind for kind in (np.uint16, np.int16) if _fits(values, kind))
    return values.astype(next(fitting, values.dtype))


def _fits(values: np.ndarray, kind: type[np.integer]) -> bool:
    limits = np.iinfo(kind)
    return bool(values.min() >= limits.min and values.max() <= limits.max)


def _opaque(picture: Image) -> Image:
    """What is transparent lies on white paper."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture
    coloured = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured)
