"""The key files of freedesktop.org (desktop entries, ``mimeapps.list``, ``mimeinfo.cache``): text in, text out.

They are written by many programs and by hand, so reading is tolerant, and an edit leaves every other line as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator


def values(text: str, group: str) -> dict[str, str]:
    """The keys of a group; of a repeated key the last value."""
    return {key: value for _, key, value in _entries(_lines(text), group)}


def names(value: str) -> list[str]:
    """The parts of a list value, ``"a.desktop;b.desktop;"``."""
    return [name for part in value.split(";") if (name := part.strip())]


def has_group(text: str, group: str) -> bool:
    """Whether the group's header is there, with or without keys below it."""
    return _header(_lines(text), group) is not None


def line(text: str, group: str, key: str) -> str | None:
    """The line that gives a key its value, as it stands, line end included."""
    lines = _lines(text)
    at = _position(lines, group, key)
    return None if at is None else lines[at]


def with_line(text: str, group: str, key: str, new: str | None) -> str:
    """The text with the key's line replaced, added below the group's header, or taken out (``None``).

    A missing group is put on top, where it can be taken out again without a trace.
    """
    lines = _lines(text)
    at = _position(lines, group, key)
    if at is not None:
        lines[at : at + 1] = [] if new is None else [new]
    elif new is not None:
        _insert(lines, group, new)
    return "".join(lines)


def without_names(text: str, unwanted: Collection[str]) -> str:
    """The text with names taken out of every list value; a key left without a name goes."""
    return "".join(_without(line, unwanted) for line in _lines(text))


def without_group(text: str, group: str) -> str:
    """The text without the group's header, if no key stands below it."""
    lines = _lines(text)
    header = _header(lines, group)
    if header is not None and not values(text, group):
        del lines[header]
    return "".join(lines)


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)  # str.splitlines also breaks at characters that a value may hold


def _header(lines: list[str], group: str) -> int | None:
    return next((at for at, line in enumerate(lines) if line.strip() == f"[{group}]"), None)


def _entries(lines: list[str], group: str) -> Iterator[tuple[int, str, str]]:
    """Each ``key=value`` line of the group: its index, key and value."""
    inside = False
    for at, line in enumerate(lines):
        key, equals, value = (part.strip() for part in line.partition("="))
        if key.startswith("["):
            inside = line.strip() == f"[{group}]"
        elif inside and equals and not key.startswith("#"):
            yield at, key, value


def _position(lines: list[str], group: str, key: str) -> int | None:
    return max((at for at, found, _ in _entries(lines, group) if found == key), default=None)


def _insert(lines: list[str], group: str, new: str) -> None:
    header = _header(lines, group)
    if header is None:
        lines[:0] = [f"[{group}]\n", new]
    else:
        lines[header : header + 1] = [lines[header].rstrip("\n") + "\n", new]


def _without(line: str, unwanted: Collection[str]) -> str:
    key, equals, value = line.partition("=")
    if not equals or key.lstrip().startswith("#") or not set(names(value)) & set(unwanted):
        return line
    kept = [part for part in value.split(";") if part.strip() not in unwanted]
    return f"{key}={';'.join(kept)}" if names(";".join(kept)) else ""
