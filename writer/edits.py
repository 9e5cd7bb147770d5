"""``--set TAG=VALUE`` and ``--remove TAG``: tags named as in ``wetread tags``, changed in pydicom's data set."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from launcher.errors import CommandError, WetreadError
from launcher.headers import dictionary
from launcher.tags import path
from launcher.tags.elements import DataSet
from launcher.tags.path import TagPath
from launcher.tags.reading import read_header
from viewer.pixels.lean_pydicom import load_pydicom

if TYPE_CHECKING:
    from pydicom import Dataset

PIXELS: Final = frozenset((0x7FE00008, 0x7FE00009, 0x7FE00010))
NUMBERS: Final[dict[str, type]] = {
    **dict.fromkeys(("US", "SS", "UL", "SL", "UV", "SV"), int), **dict.fromkeys(("FL", "FD"), float),
}  # fmt: skip
DESCRIBING: Final = frozenset(
    ("Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "SamplesPerPixel",
     "PhotometricInterpretation", "PlanarConfiguration", "NumberOfFrames", "ExtendedOffsetTable",
     "ExtendedOffsetTableLengths")
)  # fmt: skip
"""Attributes that say how to read the pixels: with others, the image would be wrong."""
KINDS: Final[dict[str, str]] = {
    **dict.fromkeys(("US", "SS", "UL", "SL", "UV", "SV", "IS"), "a whole number"),
    **dict.fromkeys(("FL", "FD"), "a number"), "DS": "a number of up to 16 characters",
    "DA": "a date, as 20240131", "TM": "a time, as 093000", "DT": "a date with a time, as 20240131093000",
    "AS": "an age, as 042Y", "UI": "a UID: digits and dots", "PN": "a name, up to 64 characters a part",
    "CS": "a code: up to 16 capital letters, digits, blanks and underscores", "AE": "up to 16 characters",
    "SH": "up to 16 characters", "LO": "up to 64 characters", "ST": "up to 1024 characters",
    "LT": "up to 10240 characters", "UR": "an address",
}  # fmt: skip
"""What a value of a VR is, in the words of who types it."""
NAMING: Final = frozenset((0x00080016, 0x00080018))
"""SOP Class and Instance UID, without which a file is none."""
OF_BYTES: Final = frozenset(("OB", "OD", "OF", "OL", "OV", "OW", "UN", "SQ", "AT"))


@dataclass(frozen=True)
class Edit:
    """One tag to set, or with ``None`` to remove."""

    path: TagPath
    value: str | None = None


def setting(text: str) -> Edit:
    """Read ``TAG=VALUE``; ``CommandError`` if it is none, or the element cannot be set."""
    name, equals, value = text.partition("=")
    if not equals:
        raise CommandError(f"“{text[:60]}” sets nothing", "there is no =", "Write --set PatientName=Doe^Jane.")
    found = path.parse(name.strip())
    _check(found)
    if not found.is_plain or found.steps[-1].item is not None:
        raise CommandError(f"“{name[:60]}” cannot be set", "it has wildcards or names an item", "Name one tag.")
    return Edit(found, value)


def removal(text: str) -> Edit:
    """Read ``TAG``; ``CommandError`` if it is none, or the element cannot be removed."""
    found = path.parse(text)
    _check(found)
    if found.tag in NAMING:
        raise CommandError(f"“{found.written[:60]}” cannot be removed", "it says what the file is", "")
    return Edit(found)


def _check(found: TagPath) -> None:
    tag = found.steps[-1].tag
    if tag is None:
        return
    for is_fixed, why in (
        (tag >> 16 == 2, "the file's own group follows from the rest"),
        (tag in PIXELS, "these are the pixels"),
        (len(found.steps) == 1 and _describes_pixels(tag), "it describes the pixels"),
    ):
        if is_fixed:
            raise CommandError(f"“{found.written[:60]}” cannot be changed", why, "")


def _describes_pixels(tag: int) -> bool:
    known = dictionary.entry(tag)
    return known is not None and known.keyword in DESCRIBING


def apply(edits: Sequence[Edit], dataset: Dataset) -> None:
    """Carry out edits in their order.

    Raises
    ------
    WetreadError
        A value does not fit its tag, or the place for it is missing.
    """
    for edit in edits:
        if edit.value is None:
            _remove(edit.path, dataset)
        else:
            _set(edit.path, edit.value, dataset)


def seen(dataset: Dataset) -> DataSet:
    """The data set as ``wetread tags`` reads it, its pixels left out."""
    bare = load_pydicom().Dataset()
    bare.update({tag: dataset.get_item(tag) for tag in dataset.keys() if tag not in PIXELS})  # noqa: SIM118
    bare.set_original_encoding(*dataset.original_encoding, dataset.original_character_set)
    buffer = io.BytesIO()
    buffer.write(bytes(128) + b"DICM")
    pydicom = load_pydicom()
    meta = pydicom.dataset.FileMetaDataset()
    meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    pydicom.filewriter.write_file_meta_info(buffer, meta, enforce_standard=False)
    pydicom.dcmwrite(buffer, bare, implicit_vr=False, little_endian=True, force_encoding=True)
    data = buffer.getvalue()
    return read_header(lambda offset, length: data[offset : offset + length], len(data), "the data set")


def _remove(wanted: TagPath, dataset: Dataset) -> None:
    """Remove elements; or whole items where the path ends with one, the last of them first."""
    found = [(one.way, one.element.tag) for one in wanted.find(seen(dataset))]
    if wanted.steps[-1].item is not None:
        for *before, (tag, number) in sorted({way for way, _ in found}, reverse=True):
            del _holder(dataset, tuple(before))[tag].value[number]
        return
    for way, tag in reversed(found):
        if tag >> 16 != 2 and tag not in PIXELS and not (way == () and (tag in NAMING or _describes_pixels(tag))):
            del _holder(dataset, way)[tag]


def _holder(dataset: Dataset, way: path.Way) -> Any:
    for tag, number in way:
        dataset = dataset[tag].value[number]
    return dataset


# --- setting --------------------------------------------------------------------------------------------------------


def _set(wanted: TagPath, text: str, dataset: Dataset) -> None:
    *before, last = wanted.steps
    holders = [dataset]
    for step in before:
        tag = _tag(step, wanted)
        holders = [item for holder in holders for item in _items(holder, tag, step.item, wanted)]
    _make_room(dataset, text)
    for holder in holders:
        _set_in(holder, last, text, wanted)


def _items(holder: Any, tag: int, number: int | None, wanted: TagPath) -> Iterator[Any]:
    """The items that a step means; one that is missing right behind the last is made."""
    pydicom = load_pydicom()
    if tag not in holder:
        holder.add_new(tag, "SQ", [])
    if holder[tag].VR != "SQ":
        raise WetreadError(f"“{wanted.written[:60]}” cannot be set", "it leads through what is no sequence", "")
    items = holder[tag].value
    if number == len(items) or (number is None and not items):
        items.append(pydicom.Dataset())
    if number is None:
        yield from items
    elif -len(items) <= number < len(items):
        yield items[number]
    else:
        raise WetreadError(f"“{wanted.written[:60]}” cannot be set", f"the sequence has {len(items)} items", "")


def _tag(step: path.Step, wanted: TagPath) -> int:
    if step.tag is None:
        raise WetreadError(f"“{wanted.written[:60]}” cannot be set", "a private sequence is on the way", "")
    return step.tag


def _set_in(holder: Any, step: path.Step, text: str, wanted: TagPath) -> None:
    if step.tag is None:
        assert step.pattern is not None and step.creator is not None
        group, element = int(step.pattern.pattern[:4], 16), int(step.pattern.pattern[-2:], 16)
        block = holder.private_block(group, step.creator, create=True)
        tag, creator = block.get_tag(element), step.creator
    else:
        tag, creator = step.tag, ""
    vr = _vr(holder, int(tag), creator)
    if vr in OF_BYTES:
        raise WetreadError(f"“{wanted.written[:60]}” cannot be set", f"its values are no text ({vr})", "")
    holder.add_new(tag, vr, _value(vr, text, wanted))


def _vr(holder: Any, tag: int, creator: str) -> str:
    if tag in holder and holder[tag].VR != "UN":
        return str(holder[tag].VR)
    known = dictionary.entry(tag, creator)
    if known is None or dictionary.is_creator(tag):
        return "LO"
    return "US" if " or " in known.vr and known.vr.startswith("US") else known.vr.split(" or ")[0]


def _value(vr: str, text: str, wanted: TagPath) -> Any:
    """A value of its VR; several are written with backslashes between."""
    from pydicom import config
    from pydicom.valuerep import validate_value

    single = vr in ("LT", "ST", "UT", "UR")
    parts = [text] if single else text.split("\\")
    try:
        if vr in NUMBERS:
            numbers = [NUMBERS[vr](part) for part in parts if part]
            return numbers if len(numbers) != 1 else numbers[0]
        for part in parts:
            validate_value(vr, part, config.RAISE)
    except ValueError as error:
        why = f"“{text[:40]}” is not {KINDS.get(vr, 'what the tag takes')} ({vr})"
        raise WetreadError(f"“{wanted.written[:60]}” cannot be set", why, "") from error
    return parts if len(parts) > 1 else parts[0]


def _make_room(dataset: Dataset, text: str) -> None:
    """Change the character set to UTF-8 where it cannot hold a new text, all other texts with it."""
    from pydicom.charset import convert_encodings

    said = dataset.get("SpecificCharacterSet")
    if text.isascii() or (said and any(_fits(text, encoding) for encoding in convert_encodings(said))):
        return
    dataset.decode()
    dataset.SpecificCharacterSet = "ISO_IR 192"


def _fits(text: str, encoding: str) -> bool:
    try:
        return bool(text.encode(encoding))
    except (UnicodeError, LookupError):
        return False
