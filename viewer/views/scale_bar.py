"""A bar of a round length, so that sizes can be judged at a glance."""

from __future__ import annotations

import math
from typing import Final

from PyQt5.QtCore import QPointF, QRectF, Qt
from PyQt5.QtGui import QColor, QPainter, QPen

from viewer.model.scale import Scale, scale_for
from viewer.state.sight import Sight
from viewer.views import lettering
from viewer.views.theme import image_colour

LONGEST: Final = 0.25  # of the width of the view
SHORTEST_VIEW: Final = 240  # in which there is room for one
TICK: Final = 4.0  # half the height of its ends
BOTTOM: Final = 34.0  # from the lower edge, above the letter that stands there


def bar(unit_per_pixel: float, unit: str, room: float) -> tuple[float, str]:
    """The longest bar of 1, 2 or 5 times a power of ten that fits.

    Parameters
    ----------
    unit_per_pixel
        What a pixel of the screen stands for.
    room
        In pixels of the screen.

    Returns
    -------
    Its length in pixels of the screen, and its text: millimetres from 10 on are told as centimetres.
    """
    most = room * unit_per_pixel
    power = 10.0 ** math.floor(math.log10(most))
    length = max(step * power for step in (1, 2, 5) if step * power <= most)
    told = f"{length / 10:g} cm" if unit == "mm" and length >= 10 else f"{length:g} {unit}"
    return length / unit_per_pixel, told


def scale_in_sight(sight: Sight) -> Scale | None:
    """The one scale of all that is in sight; ``None`` where ultrasound regions of several scales are."""
    regions = sight.description.ultrasound_regions if sight.description is not None else ()
    corners = [sight.affine.to_image(x, y) for x in (0, sight.view.width) for y in (0, sight.view.height)]
    columns, rows = zip(*corners, strict=True)
    seen = [region for region in regions if region.meets(min(columns), min(rows), max(columns), max(rows))]
    if len({region.pixel_spacing_mm for region in seen}) > 1:
        return None
    return scale_for(sight.description, seen[0].corners if seen else corners)


def paint(painter: QPainter, sight: Sight, ratio: float, width: float, height: float) -> QRectF | None:
    """Draw it above the lower edge of the view; returns where it stands.

    ``ratio`` is device pixels per unit of the painter; ``width`` and ``height`` are in units of the painter.
    """
    if sight.image is None or min(width, height) < SHORTEST_VIEW:
        return None
    scale = scale_in_sight(sight)
    if scale is None:
        return None
    length, text = bar(scale.across / sight.magnification * ratio, scale.unit, width * LONGEST)
    left, y = (width - length) / 2, height - BOTTOM
    ends = QPointF(left, y), QPointF(left + length, y)
    for pen in (QPen(lettering.OUTLINE, 3.6), QPen(QColor(image_colour("text")), 1.4)):
        painter.setPen(pen)
        painter.drawLine(*ends)
        for end in ends:
            painter.drawLine(end - QPointF(0, TICK), end + QPointF(0, TICK))
    place = QRectF(0, y - TICK - 2 - painter.fontMetrics().height(), width, painter.fontMetrics().height())
    lettering.draw(painter, place, int(Qt.AlignmentFlag.AlignHCenter), text, image_colour("text"))
    return QRectF(left, place.top(), length, place.height() + 2 * TICK + 2)
