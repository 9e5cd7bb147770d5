"""What size a stream must have: checked before a decoder allocates anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.words import tr

if TYPE_CHECKING:
    from viewer.pixels.description import FrameDescription


def check_size(description: FrameDescription, *found: int) -> None:
    """Compare rows, columns and samples, as many as the stream has told yet, with the header.

    Raises
    ------
    ValueError
        They differ.
    """
    said = description.rows, description.columns, description.samples_per_pixel
    if found != said[: len(found)]:
        header = _said(said[: len(found)])
        raise ValueError(tr("the stream says {stream}, the header {header}", stream=_said(found), header=header))


def _said(extents: tuple[int, ...]) -> str:
    rows_and_columns, samples = extents[:2], extents[2:]
    size = " × ".join(str(extent) for extent in rows_and_columns)
    return tr("{size} × {count} samples", size=size, count=samples[0]) if samples else tr("{size} pixels", size=size)
