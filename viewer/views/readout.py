"""The value under the pointer, in the units of the modality."""

from __future__ import annotations

from dataclasses import replace

from PyQt5.QtCore import QPointF

from viewer.names import number
from viewer.pixels.decode import StoredFrame
from viewer.pixels.values import background, modality_values, stored_values
from viewer.state.sight import Sight
from viewer.words import tr


def value_at(sight: Sight, place: QPointF) -> str:
    """``(120, 88)  43 HU``: column and row from 0 and the value there; empty outside the image.

    ``place`` is in device pixels of the view.
    """
    if sight.image is None:
        return ""
    column, row = (int(part // 1) for part in sight.affine.to_image(place.x(), place.y()))
    if not (0 <= row < sight.size.rows and 0 <= column < sight.size.columns):
        return ""
    pixel = sight.image.values[row, column]
    if sight.image.is_colour:
        value = "RGB " + " ".join(str(int(part)) for part in pixel)
    else:
        value = _told(replace(sight.image, values=pixel.reshape(1, 1)))
    return f"({column}, {row})  {value}"


def _told(alone: StoredFrame) -> str:
    """The value of a frame of one pixel."""
    nowhere = background(stored_values(alone.values, alone.description), alone.description)
    if alone.description.pixel_padding is not None and nowhere is not None and nowhere.all():
        return tr("padding")
    return f"{number(float(modality_values(alone)[0, 0]))} {alone.description.unit}".rstrip()
