"""What size a stream must have: checked before a decoder allocates anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        raise ValueError(f"the stream says {_said(found)}, the header {_said(said[: len(found)])}")


def _said(extents: tuple[int, ...]) -> str:
    rows_and_columns, samples = extents[:2], extents[2:]
    size = " × ".join(str(extent) for extent in rows_and_columns)
    return f"{size} × {samples[0]} samples" if samples else f"{size} pixels"
