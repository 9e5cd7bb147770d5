"""Dataclasses as JSON objects and back: fields by name or by DICOM keyword, values checked by their types."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Final, Literal, get_args, get_origin

from launcher.references import KEYWORDS

PLAIN: Final = frozenset({str, int, float, bool, type(None)})
"""What JSON has, too."""


def _to_json(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return list(value) if not value or type(value[0]) in PLAIN else [_to_json(item) for item in value]
    if type(value) in KEYWORDS:
        return to_json_fields(value)
    return value


def to_json_fields(value: Any) -> dict[str, Any]:
    """The fields of a dataclass as a JSON object."""
    names = KEYWORDS.get(type(value), {})
    return {
        names.get(name, name): item if type(item) in PLAIN else _to_json(item) for name, item in vars(value).items()
    }


def from_json_fields(kind: type, data: Mapping[str, Any]) -> Any:
    """The ``kind`` that a JSON object stands for; what it does not know is ignored.

    Raises
    ------
    TypeError, ValueError
        A field is missing, or its value is of the wrong type.
    """
    known = {}
    for name, key, convert in _converters(kind):
        if key in data:
            known[name] = convert(data[key])
    return kind(**known)


@cache
def _converters(kind: type) -> tuple[tuple[str, str, Callable[[Any], Any]], ...]:
    hints, names = typing.get_type_hints(kind), KEYWORDS.get(kind, {})
    return tuple((f.name, names.get(f.name, f.name), _converter(hints[f.name])) for f in fields(kind))


def _converter(hint: Any) -> Callable[[Any], Any]:
    """A function from a JSON value to one of type ``hint``; ``TypeError`` or ``ValueError`` if it is none."""
    if hint in KEYWORDS:
        return lambda value: from_json_fields(hint, _checked(dict, value))
    if hint is float:
        return lambda value: float(_checked((int, float), value))
    if hint in (str, int, bool):
        return lambda value: _checked(hint, value)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return lambda value: _one_of(arguments, value)
    if origin is tuple and arguments[-1] is Ellipsis:
        item = _converter(arguments[0])
        return lambda value: tuple(item(entry) for entry in _checked(list, value))
    if origin is tuple:
        items = tuple(_converter(argument) for argument in arguments)
        return lambda value: tuple(convert(entry) for convert, entry in zip(items, _checked(list, value), strict=True))
    if origin in (typing.Union, types.UnionType):
        some = _converter(next(argument for argument in arguments if argument is not type(None)))
        return lambda value: None if value is None else some(value)
    return lambda value: _checked(dict, value)  # a Mapping, taken as it is


def _checked(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{type(value).__name__} where {kind} is due")
    return value


def _one_of(allowed: tuple[Any, ...], value: Any) -> Any:
    if value not in allowed:
        raise ValueError(f"{value!r:.40} is none of {allowed}")
    return value
