"""A file as rows: every element of it, the pixels by their size alone."""

from __future__ import annotations

import contextlib
import io
import struct
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from viewer.names import count
from viewer.pixels.header import Header, read_apart
from viewer.pixels.lean_pydicom import load_pydicom
from viewer.tags.model import Row, Rows
from viewer.words import tr

if TYPE_CHECKING:
    from pydicom import DataElement, Dataset

LONGEST: Final = 1000
"""Characters of a value that are shown."""

BYTES_SHOWN: Final = 24
"""Of a value that is not text."""

PIXELS: Final = {
    "FloatPixelData": (0x7FE00008, "Float Pixel Data"),
    "DoubleFloatPixelData": (0x7FE00009, "Double Float Pixel Data"),
    "PixelData": (0x7FE00010, "Pixel Data"),
}
PREAMBLE: Final = 132  # bytes, with the four letters behind it
META: Final = 2
ITEM: Final = 0xFFFEE000
UNDEFINED: Final = 0xFFFFFFFF


def read_rows(path: str) -> Rows:
    """Read all elements of a file.

    Raises
    ------
    NotDicom, OSError
        The file is something else, or cannot be read.
    """
    header = read_apart(path)
    meta = getattr(header.dataset, "file_meta", None)
    before = _rows(meta, _meta_lengths(header)) if meta is not None else ()
    return (*before, *_rows(header.dataset), *_pixels(header))


def _meta_lengths(header: Header) -> dict[int, int]:
    """How long the elements of the file's own group are, which the parser forgets; nothing where they are damaged."""
    elements = load_pydicom().filereader.data_element_generator
    with Path(header.path).open("rb") as file, contextlib.suppress(Exception):
        file.seek(PREAMBLE if header.dataset.preamble else 0)
        return {
            int(element.tag): element.length
            for element in elements(file, False, True, stop_when=lambda tag, vr, length: tag.group != META)
        }
    return {}


def read_json(path: str) -> dict[str, Any]:
    """A file's data set in the DICOM JSON Model, PS3.18 F, without its pixels.

    Raises as ``read_rows`` does.
    """
    found: dict[str, Any] = read_apart(path).dataset.to_json_dict(suppress_invalid_tags=True)
    return found


def _rows(dataset: Dataset, lengths: Mapping[int, int] = MappingProxyType({})) -> Iterator[Row]:
    for tag in sorted(dataset.keys()):
        length = getattr(dataset.get_item(tag), "length", lengths.get(tag))  # what is converted has none
        yield _row(dataset, int(tag), length if length != UNDEFINED else None)


def _row(dataset: Dataset, tag: int, length: int | None) -> Row:
    written = f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
    try:
        element = dataset[tag]
    except Exception as error:  # a damaged value makes the parser raise anything
        return Row((tag, ""), written, name=tr("Unreadable"), length=length, values=(_short(str(error)),))
    creator = str(element.private_creator or "") if element.tag.is_private else ""
    name = f"{element.name.strip('[]')} – {creator}" if creator else element.name
    row = Row((tag, creator), written, element.keyword, name, element.VR, length)
    if element.VR != "SQ":
        return replace(row, values=(text_of(element),))
    items = tuple(_item(item, number) for number, item in enumerate(element.value))
    return replace(row, values=(count(len(items), "item"),), children=items)


def _item(item: Dataset, number: int) -> Row:
    return Row((number, ""), tr("Item {number}", number=number + 1), children=tuple(_rows(item)))


def _pixels(header: Header) -> Iterator[Row]:
    """The element of the pixels, and what stands behind it."""
    element = header.element
    if element is None:
        return
    tag, name = PIXELS[element.keyword]
    told = tr("in fragments") if element.length is None else tr("{length} bytes", length=element.length)
    yield Row((tag, ""), f"(7FE0,{tag & 0xFFFF:04X})", element.keyword, name, element.vr, element.length, (told,))
    with header.open() as file:
        file.seek(element.offset)
        if element.length is None:
            _pass_fragments(file)
        else:
            file.seek(element.length, io.SEEK_CUR)
        implicit, little_endian = header.dataset.original_encoding
        yield from _rows(load_pydicom().filereader.read_dataset(file, bool(implicit), bool(little_endian)))


def _pass_fragments(file: BinaryIO) -> None:
    """Go behind compressed pixels, PS3.5 A.4: items, then a delimiter."""
    while len(head := file.read(8)) == 8:
        group, number, length = struct.unpack("<HHL", head)
        if group << 16 | number != ITEM:
            return
        file.seek(length, io.SEEK_CUR)


def text_of(element: DataElement) -> str:
    """A value as one line: several are joined by a backslash, as in the file; bytes are spelled out."""
    value = element.value
    if value is None:
        return ""
    if isinstance(value, bytes):
        return _bytes(value)
    several = value if not isinstance(value, str) and hasattr(value, "__iter__") and element.VM > 1 else [value]
    return _short("\\".join(_one(part) for part in several).replace("\r", "").replace("\n", " ⏎ "))


def _one(value: Any) -> str:
    name = value.name if hasattr(value, "is_transfer_syntax") else ""  # a UID's
    return f"{value} ({name})" if name and name != str(value) else str(value)


def _bytes(value: bytes) -> str:
    shown = value[:BYTES_SHOWN].hex(" ")
    return tr("{shown} … ({count} bytes)", shown=shown, count=len(value)) if len(value) > BYTES_SHOWN else shown


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else tr("{text} … ({count} characters)", text=text[:LONGEST], count=len(text))
