"""The DICOM dictionary, PS3.6 and the private ones that are known: pydicom's tables without pydicom.

The package takes half a second to import; its tables alone take a few milliseconds, and only when a name is asked for.
"""

from __future__ import annotations

import sys
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, Final, NamedTuple


class Entry(NamedTuple):
    """What the dictionary says of an element. ``vr`` may be several: ``US or SS``."""

    vr: str
    name: str
    keyword: str


_GROUP_LENGTH: Final = Entry("UL", "Group Length", "GroupLength")
_CREATOR: Final = Entry("LO", "Private Creator", "PrivateCreator")


@lru_cache(maxsize=1 << 14)
def entry(tag: int, creator: str = "") -> Entry | None:
    """The entry of a tag; of a private one by its block's ``creator``. ``None`` when nobody knows it."""
    known = _standard().get(tag)
    if known is not None:
        return Entry(known[0], known[2], known[4])
    if tag & 0xFFFF == 0:
        return _GROUP_LENGTH
    if tag >> 16 & 1:
        return _CREATOR if is_creator(tag) else _private_entry(tag, creator)
    return _repeated(tag)


def is_creator(tag: int) -> bool:
    """Whether it reserves a block of private elements, PS3.5 7.8.1."""
    return bool(tag >> 16 & 1) and 0x10 <= tag & 0xFFFF <= 0xFF


def creator_of(tag: int) -> int | None:
    """The tag of the element that reserves the block of a private one."""
    return tag & 0xFFFF0000 | (tag & 0xFFFF) >> 8 if tag >> 16 & 1 and tag & 0xFFFF > 0xFF else None


def tag_of(word: str) -> int | None:
    """The tag of a keyword, or of a name as the dictionary writes it, in any case."""
    return _by_word().get(word.lower())


def keywords() -> dict[str, int]:
    """Every keyword, in lower case, with its tag."""
    return _by_keyword()


@cache
def _by_keyword() -> dict[str, int]:
    return {known[4].lower(): tag for tag, known in _standard().items() if known[4]}


@cache
def _by_word() -> dict[str, int]:
    return {known[2].lower(): tag for tag, known in _standard().items() if known[2]} | _by_keyword()


def _private_entry(tag: int, creator: str) -> Entry | None:
    block = _table("_private_dict").private_dictionaries.get(creator) if creator else None
    if block is None:
        return None
    group, element = f"{tag >> 16:04X}", f"{tag & 0xFFFF:04X}"
    names = (f"{group}xx{element[2:]}", f"{group}xxxx{element[2:]}", f"{group}{element}")
    known = next((block[name] for name in names if name in block), None)
    return Entry(known[0], known[2], "") if known is not None else None


def _repeated(tag: int) -> Entry | None:
    """Groups that repeat, such as overlays in 6000 to 60FF."""
    for mask, value, known in _repeaters():
        if tag & mask == value:
            return known
    return None


@cache
def _repeaters() -> list[tuple[int, int, Entry]]:
    table: dict[str, tuple[str, ...]] = _table("_dicom_dict").RepeatersDictionary
    return [
        (
            int("".join("0" if digit == "x" else "F" for digit in name), 16),
            int(name.replace("x", "0"), 16),
            Entry(known[0], known[2], known[4]),
        )
        for name, known in table.items()
    ]


def _standard() -> dict[int, tuple[str, str, str, str, str]]:
    table: dict[int, tuple[str, str, str, str, str]] = _table("_dicom_dict").DicomDictionary
    return table


@cache
def _table(name: str) -> Any:
    """One of pydicom's generated modules, loaded by itself."""
    loaded = sys.modules.get(f"pydicom.{name}")
    if loaded is not None:
        return loaded
    package = find_spec("pydicom")
    assert package is not None and package.submodule_search_locations
    spec = spec_from_file_location(f"launcher.{name}", Path(package.submodule_search_locations[0], f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
