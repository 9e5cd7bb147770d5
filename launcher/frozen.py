"""``@frozen``: what ``dataclass(frozen=True)`` is for, at a fifth of its price.

The standard library writes and compiles seven functions for each frozen class. Before the first image is on screen,
service and viewer have each made a hundred such classes, for a tenth of their time. Here only ``__init__`` is compiled
and the others are shared; that nobody changes a value, the type checker sees.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

C = TypeVar("C")


@overload
def frozen(made: type[C], /) -> type[C]: ...
@overload
def frozen(*, kw_only: bool) -> Callable[[type[C]], type[C]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(made: type[C] | None = None, /, *, kw_only: bool = False) -> type[C] | Callable[[type[C]], type[C]]:
    """Make a class a dataclass of values: equal, and of one hash, are two of the same class with equal fields."""
    return _frozen(made, False) if made is not None else lambda made: _frozen(made, kw_only)


def _frozen(made: type[C], kw_only: bool) -> type[C]:
    finished = dataclass(eq=False, repr=False, kw_only=kw_only)(made)
    compared = [row.name for row in fields(finished) if row.compare]  # type: ignore[arg-type]
    values = attrgetter(*compared) if compared else lambda instance: ()

    def is_equal(self: object, other: object) -> bool:
        return bool(values(self) == values(other)) if type(other) is type(self) else NotImplemented

    shared = {"__eq__": is_equal, "__hash__": lambda self: hash(values(self)), "__repr__": _shown}
    for name in shared.keys() - vars(made).keys():
        setattr(finished, name, shared[name])
    return finished


def _shown(self: Any) -> str:
    told = (f"{row.name}={getattr(self, row.name)!r}" for row in fields(self) if row.repr)
    return f"{type(self).__qualname__}({', '.join(told)})"
