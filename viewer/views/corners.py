"""What the corners and edges of a view say: who it is, what it is, how it is shown. Lines first, painting after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PyQt5.QtCore import QRectF, Qt
from PyQt5.QtGui import QColor, QFont, QFontMetricsF, QPainter

from launcher.frozen import frozen
from launcher.protocol.events import SeriesUpdate
from launcher.references import Patient
from viewer import names
from viewer.model.geometry import edge_letters
from viewer.model.planes import dot
from viewer.pixels.luts import Lut
from viewer.state.sight import Sight
from viewer.views import lettering
from viewer.views.theme import image_colour
from viewer.words import tr

MARGIN: Final = 9.0
LEAST_WIDTH: Final = 320
LEAST_HEIGHT: Final = 240
"""Below these, in device-independent pixels, a view has room for the short texts only."""

MOST_FINDINGS: Final = 3
"""On the image; the list of series tells all."""

LONGEST_NAME: Final = 40  # characters of a table's name

Lines = tuple[str, ...]


@frozen
class Corners:
    """Texts by place. ``warnings`` stand in red above the lower left corner, ``marks`` below the upper right one."""

    top_left: Lines = ()
    top_right: Lines = ()
    bottom_left: Lines = ()
    bottom_right: Lines = ()
    edges: tuple[str, str, str, str] = ("", "", "", "")
    warnings: Lines = ()
    marks: Lines = ()


def annotated(
    sight: Sight,
    series: SeriesUpdate | None,
    extent: str,
    value: str = "",
    order: str = "",
    findings: Sequence[str] = (),
    marks: Lines = (),
) -> Corners:
    """The texts for a view.

    Parameters
    ----------
    series
        What the view shows; ``None`` for a picture that is not DICOM.
    extent
        ``all``, ``minimal`` or ``none``; name and ID of the patient stand there in any case.
    value
        The value under the pointer.
    order
        By what the stack is ordered.
    findings
        What is wrong with the positions of the stack, and what a presentation state wants that is not done.
    marks
        What the user has made of the image: a key image, one that is played.
    """
    if series is None:
        return Corners(bottom_left=_technique(sight, value)[1:], marks=marks) if extent != "none" else Corners()
    warnings = _warnings(sight, findings)
    if extent == "none":
        return Corners(top_left=_patient(series.patient), warnings=warnings)
    edges = edge_letters(sight.frame.plane, sight.affine) if sight.frame is not None else ("",) * 4
    if extent == "minimal":
        short = _given(*_window(sight), _place(sight, series))
        return Corners(_patient(series.patient), bottom_left=short, edges=edges, warnings=warnings, marks=marks)
    ordered = _given(order if sight.viewport.count > 1 else "")
    return Corners(
        _patient(series.patient, whole=True),
        _study(series),
        _technique(sight, value, series),
        (*_series(series, sight), *ordered),
        edges,
        warnings,
        marks,
    )


def _patient(patient: Patient, whole: bool = False) -> Lines:
    born = names.joined(" · ", names.date(patient.patient_birth_date), patient.patient_sex) if whole else ""
    name, number = names.person(patient.patient_name) or tr("No name"), patient.patient_id or tr("none")
    return _given(name, born, tr("ID: {id}", id=number))


def _warnings(sight: Sight, findings: Sequence[str]) -> Lines:
    """What keeps the image from being trusted: a cut file, wrong positions, lossy compression."""
    cut = sight.image.shortcoming if sight.image is not None else ""
    is_lossy = sight.description is not None and sight.description.lossy
    return _given(cut, *findings[:MOST_FINDINGS], tr("Lossy compression") if is_lossy else "")


def _given(*lines: str) -> Lines:
    return tuple(line for line in lines if line)


def _study(update: SeriesUpdate) -> Lines:
    study, series = update.study, update.series
    when = names.date(series.series_date or study.study_date), names.time(series.series_time or study.study_time)
    return _given(
        study.study_description,
        study.study_id and tr("Study ID: {study_id}", study_id=study.study_id),
        study.accession_number and tr("Accession: {accession_number}", accession_number=study.accession_number),
        names.joined(" ", *when),
    )


def _series(update: SeriesUpdate, sight: Sight) -> Lines:
    series = update.series
    number = "" if series.series_number is None else tr("Series {series_number}", series_number=series.series_number)
    label = names.joined(" · ", series.modality, number)
    return _given(label, series.series_description, _location(sight))


def _location(sight: Sight) -> str:
    plane = sight.frame.plane if sight.frame is not None else None
    return tr("Location: {place:.1f} mm", place=dot(plane.axis, plane.origin)) if plane is not None else ""


def _technique(sight: Sight, value: str, series: SeriesUpdate | None = None) -> Lines:
    """How the image is shown, the last line being its place in the stack."""
    viewport, found = sight.viewport, sight.description
    bits = tr(" · {bits_stored} bits", bits_stored=found.bits_stored) if found is not None else ""
    angle = f"{viewport.rotation}°" if viewport.rotation else ""
    flipped, inverted = tr("flipped") if viewport.flipped else "", tr("inverted") if viewport.inverted else ""
    turned = names.joined(" · ", angle, flipped, inverted)
    size = f"{sight.size.columns} × {sight.size.rows}{bits}"
    profile = tr("ICC profile not applied") if found is not None and found.has_icc_profile else ""
    return _given(
        value,
        size,
        profile,
        tr("Zoom {magnification:.0%}", magnification=sight.magnification),
        turned,
        *_window(sight),
        _place(sight, series),
    )


def _window(sight: Sight) -> Lines:
    if sight.window is None:
        return ()
    if isinstance(sight.voi, Lut):
        return (sight.voi.explanation[:LONGEST_NAME] or tr("Table of the file"),)
    center, width = sight.window
    return (f"W {names.number(width)}  L {names.number(center)}",)


def _place(sight: Sight, series: SeriesUpdate | None) -> str:
    """``Image 1 / 14 of 15`` while the series is not complete; of frames, nobody knows how many are to come."""
    viewport = sight.viewport
    if not viewport.count:
        return ""
    missing = max(series.expected - series.received, 0) if series is not None else 0
    promised = ""
    if missing and series is not None:
        promised = tr(" · incomplete")
        if viewport.count <= series.received:
            promised = tr(" of {count}", count=viewport.count + missing)
    return tr(
        "Image {position} / {count}{promised}", position=viewport.position + 1, count=viewport.count, promised=promised
    )


class Painter:
    """Paints texts over an image, readable on black and on white."""

    def __init__(self, painter: QPainter, width: float, height: float, font: QFont) -> None:
        self._painter, self._width, self._height = painter, width, height
        painter.setFont(font)
        self._metrics = QFontMetricsF(font)
        self._step = self._metrics.height()
        self._room = width / 2 - 2 * MARGIN  # for one line
        self._taken: list[QRectF] = []

    def paint(self, texts: Corners) -> list[QRectF]:
        """All of them, the letters of the edges below the others. Returns where they stand."""
        self._edges(texts.edges if self._width >= LEAST_WIDTH else (texts.edges[0], "", texts.edges[2], ""))
        left, right = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)
        bottom = self._height - MARGIN
        lower_left = bottom - len(texts.bottom_left) * self._step
        self._room = (self._width if not texts.top_right else self._width / 2) - 2 * MARGIN
        self._column(texts.top_left, MARGIN, left)
        self._column(texts.top_right, MARGIN, right)
        self._column(texts.bottom_left, lower_left, left)
        self._column(texts.bottom_right, bottom - len(texts.bottom_right) * self._step, right)
        self._room = self._width - 2 * MARGIN
        self._column(texts.warnings, lower_left - len(texts.warnings) * self._step, left, image_colour("error"))
        self._column(texts.marks, MARGIN + len(texts.top_right) * self._step, right, image_colour("warning"))
        return self._taken

    def _column(self, lines: Lines, top: float, side: int, ink: QColor | None = None) -> None:
        for index, line in enumerate(lines):
            place = QRectF(MARGIN, top + index * self._step, self._width - 2 * MARGIN, self._step)
            self._text(place, side, self._metrics.elidedText(line, Qt.TextElideMode.ElideRight, self._room), ink)

    def _edges(self, edges: tuple[str, str, str, str]) -> None:
        whole = QRectF(0, 0, self._width, self._height).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        middle, centre = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignHCenter
        sides = (
            int(Qt.AlignmentFlag.AlignLeft | middle),
            int(Qt.AlignmentFlag.AlignTop | centre),
            int(Qt.AlignmentFlag.AlignRight | middle),
            int(Qt.AlignmentFlag.AlignBottom | centre),
        )
        for side, letters in zip(sides, edges, strict=True):
            self._text(whole, side, letters, image_colour("warning"))

    def _text(self, place: QRectF, side: int, text: str, ink: QColor | None) -> None:
        if text:
            self._taken.append(self._metrics.boundingRect(place, side, text))
            lettering.draw(self._painter, place, side, text, ink or image_colour("text"))
