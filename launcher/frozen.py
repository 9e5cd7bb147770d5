"""``@frozen``: what ``dataclass(frozen=True)`` is for, at a fifth of its price.

The standard library writes and compiles seven functions for each frozen class. Before the first image is on screen,
service and viewer have each made a hundred such classes, for a tenth of their time. Here only ``__init__`` is compiled,
for the first value of a class, and the others are shared; that nobody changes a value, the type checker sees.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, dataclass, field, fields, make_dataclass
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
    finished = dataclass(init=False, eq=False, repr=False, kw_only=kw_only)(made)
    rows = fields(finished)  # type: ignore[arg-type]
    compared = [row.name for row in rows if row.compare]
    values = attrgetter(*compared) if compared else lambda instance: ()

    def is_equal(self: object, other: object) -> bool:
        return bool(values(self) == values(other)) if type(other) is type(self) else NotImplemented

    def begin(self: object, *given: Any, **named: Any) -> None:
        finished.__init__ = compiled = _init(rows)  # type: ignore[method-assign]
        compiled(self, *given, **named)

    shared = {"__init__": begin, "__eq__": is_equal, "__hash__": lambda self: hash(values(self)), "__repr__": _shown}
    for name in shared.keys() - vars(made).keys():
        setattr(finished, name, shared[name])
    return finished


def _init(rows: tuple[Field[Any], ...]) -> Callable[..., None]:
    """An ``__init__`` for these fields, as the standard library writes it."""
    written = make_dataclass("_", [(row.name, row.type, row) for row in rows], eq=False, repr=False, match_args=False)
    return vars(written)["__init__"]  # type: ignore[no-any-return]


def _shown(self: Any) -> str:
    told = (f"{row.name}={getattr(self, row.name)!r}" for row in fields(self) if row.repr)
    return f"{type(self).__qualname__}({', '.join(told)})"
