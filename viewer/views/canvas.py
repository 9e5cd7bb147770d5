"""From a decoded frame to the screen, as fast as the hand moves: the window is applied to visible pixels only.

Pixel for pixel, and while something moves, the nearest pixels are shown; else it is drawn smoothly, and averaged where
it is shown at less than half its size, so that no single bright pixel is lost.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from PyQt5.QtCore import QRect, QRectF, Qt
from PyQt5.QtGui import QImage, QPainter, QTransform
from PyQt5.sip import voidptr

from viewer.model.geometry import Affine
from viewer.pixels import colour_tables, voi, windowing
from viewer.pixels.decode import StoredFrame
from viewer.state.sight import Sight
from viewer.views import shapes

BAND: Final = 32  # rows that are sampled at a time


@dataclass(frozen=True, eq=False)
class Piece:
    """The visible part of a frame; ``to_screen`` places its pixels. ``reduced`` is the size to average it to first."""

    frame: StoredFrame
    to_screen: QTransform
    reduced: tuple[int, int] | None = None


class Canvas:
    """Paints frames; keeps the last piece and the last picture, which the next repaint often needs again."""

    def __init__(self) -> None:
        self._piece_key: object = None
        self._piece: Piece | None = None
        self._picture_key: object = None
        self._picture = QImage()
        self._borrowed: np.ndarray | None = None  # the memory of the picture
        self._layer_key: object = None
        self._layer: QImage | None = None

    def paint(self, painter: QPainter, sight: Sight, moving: bool) -> None:
        """Draw the image of ``sight``; the painter counts device pixels of the view."""
        piece = self._visible(sight, moving)
        if piece is None:
            return
        key = (piece, sight.voi, sight.viewport.inverted, sight.viewport.colours)
        if key != self._picture_key:
            self._picture, self._borrowed = _picture(piece, sight, self._borrowed)
            self._picture_key = key
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not moving)
        painter.setTransform(piece.to_screen, combine=True)
        painter.drawImage(0, 0, self._picture)
        painter.restore()
        self._paint_layer(painter, sight)

    def _paint_layer(self, painter: QPainter, sight: Sight) -> None:
        """What lies over the image: as large as the view, and kept, for windowing does not change it."""
        key = (sight.image, sight.affine, sight.view, sight.shapes)
        if key != self._layer_key:
            self._layer, self._layer_key = _layer(sight), key
        if self._layer is not None:
            painter.drawImage(0, 0, self._layer)

    def _visible(self, sight: Sight, moving: bool) -> Piece | None:
        if sight.image is None:
            return None
        image = QRectF(0, 0, sight.size.columns, sight.size.rows)
        screen = QRectF(0, 0, sight.view.width, sight.view.height)
        visible = QTransform(*sight.affine).mapRect(image).intersected(screen).toAlignedRect()
        if visible.isEmpty():
            return None
        exact = sight.magnification == 1.0 == sight.size.aspect
        sampled = sight.affine.is_upright and (exact or (moving and sight.magnification < 1.0))
        key = (sight.image, sight.affine, visible.getRect(), sampled)
        if key != self._piece_key:
            self._piece = (sampled_piece if sampled else whole_piece)(sight.image, sight.affine, visible)
            self._piece_key = key
        return self._piece


def sampled_piece(frame: StoredFrame, affine: Affine, visible: QRect) -> Piece:
    """One value for each screen pixel of ``visible``: the nearest one. Flips and quarter turns cost nothing."""
    x = np.arange(visible.left(), visible.right() + 1) + 0.5
    y = np.arange(visible.top(), visible.bottom() + 1) + 0.5
    rows, columns = frame.values.shape[:2]
    if affine.xx:
        values = _taken(
            frame.values, _indices(y, affine.y0, affine.yy, rows), _indices(x, affine.x0, affine.xx, columns)
        )
    else:
        turned = _taken(
            frame.values, _indices(x, affine.x0, affine.yx, rows), _indices(y, affine.y0, affine.xy, columns)
        )
        values = turned.swapaxes(0, 1)
    place = QTransform.fromTranslate(visible.left(), visible.top())
    return Piece(StoredFrame(np.ascontiguousarray(values), frame.description), place)


def _indices(screen: np.ndarray, offset: float, scale: float, count: int) -> np.ndarray:
    return np.clip(np.floor((screen - offset) / scale), 0, count - 1).astype(np.intp)


def _taken(values: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """``values[rows][:, columns]``, a band of rows after the other: whole rows of a large image would be megabytes."""
    taken = np.empty((rows.size, columns.size, *values.shape[2:]), values.dtype)
    memory = np.empty((BAND, *values.shape[1:]), values.dtype)
    for start in range(0, rows.size, BAND):
        wanted = rows[start : start + BAND]
        band = memory[: wanted.size]
        np.take(values, wanted, axis=0, out=band, mode="clip")
        np.take(band, columns, axis=1, out=taken[start : start + BAND], mode="clip")
    return taken


def whole_piece(frame: StoredFrame, affine: Affine, visible: QRect) -> Piece:
    """The part of the frame that ``visible`` shows, and a little around it, for Qt to draw smoothly."""
    inverse, _ = QTransform(*affine).inverted()
    source = inverse.mapRect(QRectF(visible)).toAlignedRect().adjusted(-1, -1, 1, 1)
    rows, columns = frame.values.shape[:2]
    source = source.intersected(QRect(0, 0, columns, rows))
    values = frame.values[source.top() : source.bottom() + 1, source.left() : source.right() + 1]
    across, down = math.hypot(affine.xx, affine.xy), math.hypot(affine.yx, affine.yy)
    place = QTransform.fromTranslate(source.left(), source.top()) * QTransform(*affine)
    piece = StoredFrame(np.ascontiguousarray(values), frame.description)
    if min(across, down) >= 0.5:
        return Piece(piece, place)
    width, height = max(1, round(source.width() * across)), max(1, round(source.height() * down))
    enlarged = QTransform.fromScale(source.width() / width, source.height() / height)
    return Piece(piece, enlarged * place, (width, height))


def _layer(sight: Sight) -> QImage | None:
    """Shapes of other objects, overlay planes, and what the shutter hides, clear elsewhere; ``None`` without them."""
    image = sight.image
    assert image is not None
    if not image.overlays and image.cover is None and not sight.shapes:
        return None
    layer = QImage(sight.view.width, sight.view.height, QImage.Format.Format_ARGB32_Premultiplied)
    layer.fill(Qt.GlobalColor.transparent)
    painter = QPainter(layer)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setTransform(QTransform(*sight.affine))
    if image.cover is not None:
        painter.drawImage(0, 0, _ink(image.cover.hidden, 0xFF000000 | image.cover.grey * 0x010101))
    for overlay in image.overlays:
        painter.drawImage(overlay.origin[1], overlay.origin[0], _ink(overlay.bits, 0xFFFFFFFF))
    painter.resetTransform()
    shapes.paint(painter, sight.shapes, sight.affine)
    painter.end()
    return layer


def _ink(bits: np.ndarray, argb: int) -> QImage:
    """Bits as an image, clear where none is set; it borrows their memory."""
    octets = np.ascontiguousarray(bits).view(np.uint8)
    rows, columns = octets.shape
    image = QImage(voidptr(octets.data), columns, rows, columns, QImage.Format.Format_Indexed8)
    image.setColorTable([0, argb])
    return image


def _image(pixels: np.ndarray, kind: QImage.Format) -> QImage:
    rows, columns = pixels.shape
    return QImage(voidptr(pixels.data), columns, rows, columns * 4, kind)


def _picture(piece: Piece, sight: Sight, memory: np.ndarray | None) -> tuple[QImage, np.ndarray]:
    """The piece with its window, and the memory that it borrows: that of the last picture, if it fits."""
    assert sight.image is not None
    window = sight.voi or windowing.initial_window(sight.image)
    pixels = voi.to_rgb32(piece.frame, window, sight.viewport.inverted, memory)
    if sight.viewport.colours and not sight.image.description.is_coloured:
        pixels = colour_tables.coloured(pixels, sight.viewport.colours)
    image = _image(pixels, QImage.Format.Format_RGB32)
    if piece.reduced is not None:
        modes = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(*piece.reduced, *modes)
    return image, pixels
