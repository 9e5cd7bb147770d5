"""The headers of what a script names: a path, an address, or bytes; and one error for all that cannot be read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Final

from launcher.errors import NotDicom, WetreadError
from launcher.tags.elements import DataSet, Wanted
from launcher.tags.inputs import Input, Unread, inputs, of_bytes
from launcher.tags.reading import cut_off, is_something_else, read_header

Source = str | os.PathLike[str] | bytes

_LONGEST_LIST: Final = 2000  # characters


def headers(
    source: Source, wanted: Wanted, recursive: bool = True
) -> Iterator[tuple[Input | Unread, DataSet | WetreadError]]:
    """The header of everything that a source holds, or why it cannot be read."""
    found = of_bytes(source) if isinstance(source, bytes) else inputs([os.fspath(source)], recursive)
    for held in found:
        if isinstance(held, Unread):
            yield held, held.error
            continue
        try:
            data_set = read_header(held.read_at, held.size, held.name, wanted)
            yield held, cut_off(held.name, data_set) or data_set
        except NotDicom as error:
            if held.was_named or not is_something_else(held.name, error):
                yield held, error


def readable(
    source: Source,
    found: Iterable[tuple[Input | Unread, DataSet | WetreadError]],
    errors: list[WetreadError] | None = None,
) -> Iterator[tuple[Input, DataSet]]:
    """What can be read; at the end one error names all that cannot, unless ``errors`` takes it."""
    failed: list[WetreadError] = [] if errors is None else errors
    for held, data_set in found:
        if isinstance(data_set, WetreadError):
            failed.append(data_set)
        elif isinstance(held, Input):
            yield held, data_set
    if errors is not None or not failed:
        return
    if len(failed) == 1:
        raise failed[0]
    what = f"{len(failed)} things in {named(source)} cannot be read"
    raise WetreadError(what, "; ".join(f"{error.what}: {error.why}" for error in failed)[:_LONGEST_LIST])


def named(source: Source) -> str:
    """What to call it in a sentence."""
    return f"{len(source):,} bytes" if isinstance(source, bytes) else os.fspath(source)
