"""From a file to the stored values of one frame."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.errors import RequestError, WetreadError
from viewer.pixels.attributes import FrameAttributes
from viewer.pixels.codecs import decompress
from viewer.pixels.colour import to_rgb8
from viewer.pixels.description import FrameDescription, described
from viewer.pixels.fragments import read_whole_frame
from viewer.pixels.header import Header, read_header
from viewer.pixels.native import PixelElement, frame_end, lacking, read_native
from viewer.pixels.overlays import Overlay, read_overlays
from viewer.pixels.shutters import Cover, cover
from viewer.pixels.video import VIDEO, read_video_frame
from viewer.words import tr

if TYPE_CHECKING:
    import numpy as np

LARGEST_FRAME = 1 << 29  # bytes decoded; 16,384 × 16,384 pixels of 16 bits
LOSSY = {f"1.2.840.10008.1.2.4.{number}" for number in (51, 53, 55, 81, 91, 93, 203)}
"""Transfer syntaxes whose samples may overshoot Bits Stored."""

NEWER = {
    "1.2.840.10008.1.2.4.110": "JPEG XL Lossless",
    "1.2.840.10008.1.2.4.111": "JPEG XL JPEG Recompression",
    "1.2.840.10008.1.2.4.112": "JPEG XL",
    "1.2.840.10008.1.2.8.1": "Deflated Image Frame Compression",
}
"""Transfer syntaxes that pydicom has no name for yet."""


class Undecodable(WetreadError):
    """A frame that cannot be turned into a picture."""

    advice = tr(
        "Ask the archive for the image once more, or in an uncompressed form; if it stays so, show this text to it."
    )


class NotYet(WetreadError):
    """A frame that has not come, of a file of which more is on its way.

    ``as_of`` is for the reader, to tell what has come since from what was there.
    """

    as_of = 0


@dataclass(frozen=True, eq=False)
class StoredFrame:
    """One decoded frame.

    ``values`` are the stored values as the file has them, not yet masked or rescaled, (rows, columns) in native byte
    order; for colour they are RGB ready for the screen, (rows, columns, 3) uint8. ``overlays`` are not drawn into them,
    nor is what the shutter hides covered. ``missing`` is how many bytes of it the file does not hold, and how many a
    whole frame has: what they would show is drawn as background.
    """

    values: np.ndarray = field(repr=False)
    description: FrameDescription
    overlays: tuple[Overlay, ...] = ()
    cover: Cover | None = None
    missing: tuple[int, int] = (0, 0)

    @property
    def shortcoming(self) -> str:
        """What the file lacks of it, in the user's words; empty if nothing."""
        if not self.missing[0]:
            return ""
        words = tr("{missing} of {size} bytes are missing: the lower part of the image has not come")
        return words.format(missing=f"{self.missing[0]:,}", size=f"{self.missing[1]:,}")

    @property
    def is_colour(self) -> bool:
        """Whether ``values`` are RGB."""
        return self.values.ndim == 3

    @property
    def nbytes(self) -> int:
        """The memory that it takes."""
        planes = sum(overlay.bits.nbytes for overlay in self.overlays)
        return self.values.nbytes + planes + (self.cover.hidden.nbytes if self.cover is not None else 0)

    @property
    def has_table(self) -> bool:
        """Whether the values are integers of at most 16 bits, for which ``voi.display_table`` does everything."""
        return not self.is_colour and self.values.dtype.kind in "iu" and self.values.itemsize <= 2

    @property
    def words(self) -> np.ndarray:
        """The stored values as uint8 or uint16, bit by bit the same: what a display table is indexed by."""
        return self.values.view(f"u{self.values.itemsize}")


def read_frame(path: str, frame_index: int = 0, growing: bool = False, early_frame: bytes | None = None) -> StoredFrame:
    """Decode one frame of a file; ``frame_index`` counts from 0. ``growing``: more of the file is to come.

    ``early_frame`` is this frame as it would stand in the file, when it has come before the others.

    Raises
    ------
    NotYet
        The file is growing, and does not hold all of the frame; or it is being fetched anew, and gone.
    RequestError
        The file is something else (``NotDicom``), or has no such frame.
    Undecodable
        With the transfer syntax, the instance and the reason. No other error leaves this function.
    """
    try:
        header = replace(read_header(path, growing), early_frame=early_frame)
    except OSError as error:
        if growing:
            raise _not_yet(frame_index) from error
        raise Undecodable(tr("This image cannot be read"), f"{Path(path).name}: {error.strerror}", "") from error
    try:
        return _overlaid(decode_frame(header, frame_index), header, frame_index)
    except (RequestError, NotYet):
        raise
    except Exception as error:  # decoders of damaged data raise anything
        if growing and isinstance(error, OSError):
            raise _not_yet(frame_index) from error
        raise _undecodable(header, error) from error


def decode_frame(header: Header, frame_index: int) -> StoredFrame:
    """Decode one frame of a file whose header is at hand, without overlays; errors are those of the decoders."""
    if header.element is None:
        raise ValueError(tr("it holds no pixel data"))
    description = described(header.dataset, header.transfer_syntax_uid, frame_index)
    if header.element.keyword != "PixelData":
        bits = 32 if header.element.keyword == "FloatPixelData" else 64
        description = replace(description, bits_allocated=bits, bits_stored=bits, high_bit=bits - 1)
    _check(description, frame_index)
    if header.transfer_syntax_uid in VIDEO:
        return _of_samples(read_video_frame(header, frame_index), "RGB", replace(description, bits_stored=8))
    if header.early_frame is not None and not header.element.is_compressed:
        header = replace(
            header, element=_reaching_to(len(header.early_frame), header.element, description, frame_index)
        )
    assert header.element is not None
    values, photometric_interpretation = samples(header, description, frame_index)
    if header.element.is_compressed:
        return _of_stream(values, photometric_interpretation, description)
    missing = lacking(header.element, description, frame_index)
    if missing[0] and values.ndim == 2:
        values = _filled(values, 1 - missing[0] / missing[1], description)
    return replace(_of_samples(values, photometric_interpretation, description), missing=missing)


def _reaching_to(size: int, element: PixelElement, description: FrameDescription, frame_index: int) -> PixelElement:
    """The pixel data, of which one frame of ``size`` bytes is at hand, and nothing before and behind it."""
    begin = frame_end(element, description, frame_index - 1)
    return replace(element, offset=-begin, length=begin + size)


def _filled(values: np.ndarray, share: float, description: FrameDescription) -> np.ndarray:
    """A grey frame of which only the first ``share`` is there, the rest as background."""
    there, filled = math.floor(values.size * share), values.copy()
    known = filled.reshape(-1)[:there]
    darkest = known.max if description.photometric_interpretation == "MONOCHROME1" else known.min
    padding = description.pixel_padding
    filled.reshape(-1)[there:] = padding[0] if padding is not None else darkest()
    return filled


def samples(header: Header, description: FrameDescription, frame_index: int) -> tuple[np.ndarray, str]:
    """The words of one frame as they are stored, in any colour space; and their photometric interpretation.

    They are (rows, columns) or (rows, columns, samples), in the type of the file or of the stream. What two pixels
    share of colour is given to both. Errors are those of the decoders.
    """
    if header.element is None:
        raise ValueError(tr("it holds no pixel data"))
    if header.element.is_compressed:
        return decompress(_compressed_frame(header, description, frame_index), description)
    if header.growing and frame_end(header.element, description, frame_index) > (header.element.length or 0):
        raise _not_yet(frame_index)
    with header.open() as file:
        values = read_native(file, header.element, description, frame_index)
    return values, description.photometric_interpretation


def _overlaid(frame: StoredFrame, header: Header, frame_index: int) -> StoredFrame:
    found = frame.description
    overlays = tuple(read_overlays(header.dataset, frame_index, frame.values, found))
    shutter = found.shutter
    if shutter is None:
        return replace(frame, overlays=overlays)
    shown = tuple(overlay for overlay in overlays if overlay.group != shutter.overlay_group)
    return replace(frame, overlays=shown, cover=cover(shutter, found.rows, found.columns, found.aspect, overlays))


def _check(description: FrameDescription, frame_index: int) -> None:
    if not 0 <= frame_index < description.number_of_frames:
        raise RequestError(
            tr("There is no frame {number}", number=frame_index + 1),
            tr("the file has {count}", count=description.number_of_frames),
        )
    samples = description.rows * description.columns * description.samples_per_pixel
    if samples * max(8, description.bits_allocated) // 8 > LARGEST_FRAME:
        raise ValueError(
            tr("a frame of {rows} × {columns} pixels is too large", rows=description.rows, columns=description.columns)
        )


def _compressed_frame(header: Header, description: FrameDescription, frame_index: int) -> bytes:
    """The fragments of one frame joined, PS3.5 A.4."""
    from pydicom.encaps import get_frame

    assert header.element is not None
    if header.early_frame is not None:
        return header.early_frame
    tables = [header.dataset.get(keyword) for keyword in ("ExtendedOffsetTable", "ExtendedOffsetTableLengths")]
    with header.open() as file:
        if header.growing:
            whole = read_whole_frame(file, header.element.offset, tables[0] or b"", frame_index)
            if whole is None:
                raise _not_yet(frame_index)
            return whole
        file.seek(header.element.offset)
        return get_frame(
            file,
            frame_index,
            extended_offsets=(tables[0], tables[1]) if all(tables) else None,
            number_of_frames=description.number_of_frames,
        )


def _not_yet(frame_index: int) -> NotYet:
    return NotYet(tr("Frame {number} has not come yet", number=frame_index + 1))


def _of_stream(values: np.ndarray, photometric_interpretation: str, description: FrameDescription) -> StoredFrame:
    """Conform the description to what the stream held: it may be of fewer bits than the header says."""
    bits = 8 * values.itemsize
    stored = min(description.bits_stored, bits)
    conformed = replace(description, bits_allocated=bits, bits_stored=stored, high_bit=stored - 1)
    if description.transfer_syntax_uid in LOSSY and values.ndim == 2:
        values = _clipped(values, conformed)
    return _of_samples(values, photometric_interpretation, conformed)


def _clipped(values: np.ndarray, description: FrameDescription) -> np.ndarray:
    """What a lossy stream put beyond Bits Stored would turn black if it were masked."""
    signed = values.dtype.kind == "i"
    largest = 2 ** (description.bits_stored - signed) - 1
    return values.clip(-largest - 1 if signed else 0, largest)


def _of_samples(values: np.ndarray, photometric_interpretation: str, description: FrameDescription) -> StoredFrame:
    if values.ndim == 2:
        return StoredFrame(values, replace(description, bits_allocated=8 * values.itemsize))
    rgb = to_rgb8(values, photometric_interpretation, description.bits_stored)
    return StoredFrame(
        rgb,
        replace(
            description,
            photometric_interpretation="RGB",
            planar_configuration=0,
            bits_allocated=8,
            bits_stored=8,
            high_bit=7,
            pixel_representation=0,
        ),
    )


def _undecodable(header: Header, error: Exception) -> Undecodable:
    said = "".join(c for c in header.transfer_syntax_uid if c.isprintable())[:64]
    uid = FrameAttributes(header.dataset).text("SOPInstanceUID")[:64]
    why = f"{error or type(error).__name__}"[:300].rstrip(".")
    return Undecodable(
        tr("This image cannot be shown"),
        tr(
            "{why}; {syntax_name}, instance {uid}",
            why=why,
            syntax_name=_syntax_name(said),
            uid=uid or tr("without UID"),
        ),
    )


def _syntax_name(uid: str) -> str:
    from pydicom.uid import UID

    name = NEWER.get(uid) or UID(uid).name
    return f"{name} ({uid})" if name != uid else tr("transfer syntax {uid}", uid=uid or "unknown")
