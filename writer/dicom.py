"""A data set and its frames to a file, frame by frame; and a file as it is, with its pixels untouched."""

from __future__ import annotations

import re
import shutil
import struct
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Final

import numpy as np

from launcher.errors import WetreadError
from viewer.pixels.colour import to_rgb8
from viewer.pixels.decode import samples
from viewer.pixels.description import FrameDescription, described
from viewer.pixels.header import Header, read_header
from viewer.pixels.lean_pydicom import load_pydicom
from writer.edits import PIXELS
from writer.syntaxes import SYNTAXES, Syntax

if TYPE_CHECKING:
    from pydicom import Dataset

IMPLEMENTATION: Final = "2.25.302818934671297512339082410557839214517"
NATIVE: Final = frozenset(("1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99"))
LARGEST_NATIVE: Final = 0xFFFFFFFE  # bytes of one element
_AT: Final = re.compile(r"\([0-9A-Fa-f]{4}, ?[0-9A-Fa-f]{4}\)")
BEHIND_PIXELS: Final = 0x7FE00000
WORDS: Final = {"OW": 2, "OL": 4, "OF": 4, "OD": 8, "OV": 8}


@dataclass(frozen=True)
class Frames:
    """The frames of one image as they will be stored: how many, of which type, and one after the other.

    ``take`` gives the words of one, (rows, columns) or (rows, columns, 3); ``lossy`` is how they have lost something.
    """

    count: int
    take: Callable[[int], np.ndarray]
    bits_stored: int
    photometric_interpretation: str
    lossy: str = ""

    @cached_property
    def first(self) -> np.ndarray:
        """The first frame, as ``take`` gives it."""
        return self.take(0)

    def __iter__(self) -> Iterator[np.ndarray]:
        return (self.take(index) for index in range(self.count))


_LOSSY_METHODS: Final = {
    **{f"1.2.840.10008.1.2.4.{number}": "ISO_10918_1" for number in (50, 51, 53, 55)},
    "1.2.840.10008.1.2.4.81": "ISO_14495_1",
    "1.2.840.10008.1.2.4.91": "ISO_15444_1", "1.2.840.10008.1.2.4.93": "ISO_15444_2",
    "1.2.840.10008.1.2.4.203": "ISO_15444_15",
}  # fmt: skip


def frames_of(path: Path) -> Frames:
    """The frames of a file, decoded when they are taken, in the file's own words.

    Raises
    ------
    WetreadError
        They cannot be decoded.
    """
    header = read_header(str(path))
    if header.element is None or header.element.keyword != "PixelData":
        raise WetreadError("The pixels cannot be changed", "they are floating-point numbers, or there are none", "")
    first = described(header.dataset, header.transfer_syntax_uid, 0)
    _, photometric = _words(header, first, 0)
    return Frames(
        first.number_of_frames,
        lambda index: _words(header, described(header.dataset, header.transfer_syntax_uid, index), index)[0],
        first.bits_stored,
        photometric,
        _LOSSY_METHODS.get(header.transfer_syntax_uid, ""),
    )


def _words(header: Header, description: FrameDescription, frame_index: int) -> tuple[np.ndarray, str]:
    try:
        words, photometric = samples(header, description, frame_index)
    except WetreadError:
        raise
    except Exception as error:  # decoders of damaged data raise anything
        why = f"frame {frame_index + 1} is damaged, or not compressed as the file says"
        raise WetreadError("The pixels cannot be decoded", why, "Fetch or export the file once more.") from error
    if description.bits_allocated == 1:
        raise WetreadError("Pixels of one bit stay as they are", "no transfer syntax that is offered holds them", "")
    signed = words.ndim == 2 and description.is_signed
    return np.ascontiguousarray(words).view(f"{'i' if signed else 'u'}{words.itemsize}"), photometric


def put_right(dataset: Dataset) -> None:
    """Turn words that pydicom leaves in the order of a big-endian file."""
    if dataset.original_encoding[1] is False:
        _turn(dataset)


def _turn(dataset: Any) -> None:
    for element in dataset:
        if element.VR == "SQ":
            for item in element.value or ():
                _turn(item)
        elif element.VR in WORDS and isinstance(element.value, bytes) and element.tag not in PIXELS:
            element.value = np.frombuffer(element.value, f"u{WORDS[element.VR]}").byteswap().tobytes()


# --- writing --------------------------------------------------------------------------------------------------------


def write(path: Path, dataset: Dataset, syntax: Syntax, frames: Frames | None, quality: int = 90) -> None:
    """Write a file; with ``frames`` the data set's own pixels are replaced by them.

    The file meta information follows from the data set, PS3.10 7.1.

    Raises
    ------
    WetreadError
        The data set cannot be written, or its frames do not fit the transfer syntax.
    """
    if frames is None:
        _write_data_set(path, dataset, syntax.uid)
        return
    for tag in [tag for tag in dataset.keys() if tag >= BEHIND_PIXELS]:  # noqa: SIM118 - the keys, not the elements
        del dataset[tag]
    frames = _in_rgb(frames) if syntax.name == "jpeg-lossy" else frames
    _describe(dataset, frames, syntax)
    if syntax.name == "deflated":
        dataset.add_new(0x7FE00010, _vr(frames), b"".join(_native(words) for words in frames))
        _write_data_set(path, dataset, syntax.uid)
        return
    if syntax.encode is None:
        _write_data_set(path, dataset, syntax.uid)
        with path.open("ab") as file:
            _append_native(file, frames, syntax)
        return
    with tempfile.TemporaryFile(dir=path.parent) as fragments:  # the header says how small they have become
        _encapsulate(fragments, frames, syntax, quality)
        if syntax.method:
            _say_lossy(dataset, syntax, frames.first.nbytes * frames.count / fragments.tell())
        _write_data_set(path, dataset, syntax.uid)
        fragments.seek(0)
        with path.open("ab") as file:
            shutil.copyfileobj(fragments, file)


def copy_syntax(header: Header) -> Syntax:
    """The syntax in which a file is written that nobody wants in another: compressed pixels stay as they are."""
    uid = header.transfer_syntax_uid
    is_native = header.element is None or not header.element.is_compressed
    return SYNTAXES["explicit"] if is_native else Syntax("as it is", uid)


def are_alike(one: str, other: str) -> bool:
    """Whether the pixels of two transfer syntaxes are the same bytes."""
    return one in NATIVE and other in NATIVE


def _write_data_set(path: Path, dataset: Dataset, transfer_syntax_uid: str) -> None:
    pydicom = load_pydicom()
    meta = pydicom.dataset.FileMetaDataset()
    meta.MediaStorageSOPClassUID = dataset.get("SOPClassUID", "")
    meta.MediaStorageSOPInstanceUID = dataset.get("SOPInstanceUID", "")
    meta.TransferSyntaxUID = transfer_syntax_uid
    meta.ImplementationClassUID, meta.ImplementationVersionName = IMPLEMENTATION, "WETREAD"
    dataset.file_meta = meta
    for tag in [tag for tag in dataset.keys() if tag.element == 0 or tag.group in (0, 2)]:  # noqa: SIM118
        del dataset[tag]
    if "PixelData" in dataset:
        dataset["PixelData"].is_undefined_length = transfer_syntax_uid not in NATIVE
    try:
        pydicom.dcmwrite(path, dataset, enforce_file_format=True)
    except (ValueError, TypeError, AttributeError, OverflowError, KeyError, struct.error) as error:
        at = _AT.search(str(error))
        why = f"{f'the element {at[0]}' if at else 'an element'} holds what its VR does not allow"
        raise WetreadError("The data set cannot be written", why, "Take it out with --remove TAG.") from error


def _describe(dataset: Dataset, frames: Frames, syntax: Syntax) -> None:
    """Let the image pixel module say what the frames are, PS3.3 C.7.6.3."""
    first = frames.first
    dataset.Rows, dataset.Columns = first.shape[:2]
    dataset.SamplesPerPixel = 1 if first.ndim == 2 else first.shape[2]
    dataset.BitsAllocated = 8 * first.itemsize
    dataset.BitsStored = min(frames.bits_stored, dataset.BitsAllocated)
    if dataset.get("HighBit") is None or dataset.HighBit >= dataset.BitsAllocated or frames.lossy:
        dataset.HighBit = dataset.BitsStored - 1
    dataset.PixelRepresentation = int(first.dtype.kind == "i")
    dataset.PhotometricInterpretation = _photometric(frames, syntax)
    if first.ndim == 3:
        dataset.PlanarConfiguration = 0
    elif "PlanarConfiguration" in dataset:
        del dataset.PlanarConfiguration
    if frames.lossy:
        dataset.LossyImageCompression = "01"
        dataset.LossyImageCompressionMethod = dataset.get("LossyImageCompressionMethod") or frames.lossy


def _in_rgb(frames: Frames) -> Frames:
    """The same colours as RGB, for the JPEG encoder, which turns it into YBR itself."""
    said = frames.photometric_interpretation
    if not said.startswith("YBR"):
        return frames
    return replace(
        frames,
        take=lambda index: to_rgb8(frames.take(index), said, frames.bits_stored),
        photometric_interpretation="RGB",
    )


def _photometric(frames: Frames, syntax: Syntax) -> str:
    """Frames of colour hold what two pixels shared; some codecs have a colour transform of their own for RGB."""
    if frames.photometric_interpretation == "RGB":
        return syntax.rgb
    if frames.photometric_interpretation == "YBR_FULL_422":
        return "YBR_FULL"
    return frames.photometric_interpretation


def _say_lossy(dataset: Dataset, syntax: Syntax, ratio: float) -> None:
    """PS3.3 C.7.6.1.1.5; the ratios of earlier losses stay in front."""
    for keyword, value in (("Ratio", f"{ratio:.2f}"), ("Method", syntax.method)):
        name = f"LossyImageCompression{keyword}"
        before = dataset.get(name) or []
        before = list(before) if not isinstance(before, str | float) else [before]
        dataset[name] = load_pydicom().DataElement(name, "DS" if keyword == "Ratio" else "CS", [*before, value])
    dataset.LossyImageCompression = "01"


def _native(words: np.ndarray) -> bytes:
    return words.astype(words.dtype.newbyteorder("<"), copy=False).tobytes()


def _vr(frames: Frames) -> str:
    return "OB" if frames.first.itemsize == 1 else "OW"


def _append_native(file: BinaryIO, frames: Frames, syntax: Syntax) -> None:
    first = frames.first
    length = first.nbytes * frames.count
    if length > LARGEST_NATIVE:
        raise WetreadError("The image is too large for one file", f"{length:,} bytes", "Choose a compressed syntax.")
    even = length + length % 2
    tag = struct.pack("<HH", 0x7FE0, 0x0010)
    vr = b"" if syntax.is_implicit else _vr(frames).encode() + b"\0\0"
    file.write(tag + vr + struct.pack("<L", even))
    for words in frames:
        if words.nbytes != first.nbytes:
            raise WetreadError("The frames differ in size", "", "Save them one by one.")
        file.write(_native(words))
    file.write(b"\0" * (even - length))


def _encapsulate(file: IO[bytes], frames: Frames, syntax: Syntax, quality: int) -> None:
    """One fragment a frame behind an empty offset table, PS3.5 A.4."""
    assert syntax.encode is not None
    file.write(struct.pack("<HH2sHL", 0x7FE0, 0x0010, b"OB", 0, 0xFFFFFFFF) + struct.pack("<HHL", 0xFFFE, 0xE000, 0))
    for words in frames:
        data = encoded(words, syntax, frames, quality)
        data += b"\0" * (len(data) % 2)
        file.write(struct.pack("<HHL", 0xFFFE, 0xE000, len(data)) + data)
    file.write(struct.pack("<HHL", 0xFFFE, 0xE0DD, 0))


def encoded(words: np.ndarray, syntax: Syntax, frames: Frames, quality: int) -> bytes:
    """The words of one of ``frames`` in a compressed syntax.

    Raises
    ------
    WetreadError
        It does not hold such words.
    """
    assert syntax.encode is not None
    try:
        return syntax.encode(words, frames.bits_stored, quality, frames.photometric_interpretation == "RGB")
    except WetreadError:
        raise
    except Exception as error:  # each encoder has errors of its own
        why = "that way of compressing does not take such pixels"
        raise WetreadError(f"The image cannot be written as {syntax.name}", why, "Choose another --syntax.") from error


def joined(parts: Iterable[Frames]) -> Frames:
    """The frames of several images one after the other.

    Raises
    ------
    WetreadError
        They are of different kinds.
    """
    found = list(parts)
    if len({(one.bits_stored, one.photometric_interpretation) for one in found}) > 1:
        raise WetreadError("The images cannot stand in one", "their pixels are of different kinds", "")
    places = [(one, index) for one in found for index in range(one.count)]
    return Frames(
        len(places), lambda at: places[at][0].take(places[at][1]), found[0].bits_stored,
        found[0].photometric_interpretation, next((one.lossy for one in found if one.lossy), ""),
    )  # fmt: skip
