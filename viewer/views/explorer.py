"""The list of patients, studies and series: what is there, what is still coming, what failed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from PyQt5.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QImage, QPainter, QPaintEvent, QPen
from PyQt5.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from launcher.errors import CANCELLED
from launcher.frozen import frozen
from launcher.protocol.events import SeriesUpdate
from launcher.references import Patient, Study
from viewer import names
from viewer.documents.families import family_of, is_picture
from viewer.model.library import COMING, INTERRUPTED, SeriesRecord
from viewer.model.order import RULES
from viewer.model.viewport import StackKey
from viewer.state.ahead import thumbnail_key
from viewer.state.store import Store
from viewer.views.image_view import SERIES_TYPE, to_mime
from viewer.views.theme import GAP, colour, image_colour
from viewer.words import of_table, tr

THUMBNAIL: Final = 64
LEAST_WIDTH: Final = 160
PROGRESS: Final = 3

STATES: Final[dict[str, tuple[str, str]]] = {  # state → words, colour
    "queued": (tr("Waiting"), "faint"),
    "loading": (tr("Loading"), "accent"),
    "paused": (tr("Paused"), "warning"),
    "complete": ("", "quiet"),
    "partial": (tr("Incomplete"), "warning"),
    "failed": (tr("Failed"), "error"),
}
GIVEN_UP: Final = {INTERRUPTED: tr("Interrupted"), CANCELLED.said: tr("Cancelled")}
"""Why something is missing → words for it, where it is not the archive's fault."""

EMPTY: Final = tr("Patients, studies and series will be listed here.")


@frozen
class Row:
    """One line: a patient, a study or one stack of a series, and the keys of all series below it."""

    level: str
    item: Patient | Study | SeriesRecord
    keys: tuple[str, ...]
    stack_number: int = 0

    @property
    def place(self) -> tuple[object, ...]:
        """What tells it from the other lines."""
        return self.level, self.keys, self.stack_number


class Rows(QAbstractListModel):
    """The library as a flat list."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.rows: list[Row] = []
        store.lists_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Take what the library has now; nothing is selected anew unless lines came or went."""
        rows = [row for patient in self._store.library.patients() for row in _rows(patient)]
        if [row.place for row in rows] == [row.place for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return len(self.rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return ", ".join(part for part in described(row) if part)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row.item, SeriesRecord):
            return "\n".join(_remarks(row.item, row.stack_number))
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        if not index.isValid():
            return Qt.ItemFlags(Qt.ItemFlag.NoItemFlags)
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.rows[index.row()].level == "series" else flags

    def mimeTypes(self) -> list[str]:
        return [SERIES_TYPE]

    def mimeData(self, indexes: Any) -> QMimeData:
        data = QMimeData()
        row = self.rows[indexes[0].row()]
        data.setData(SERIES_TYPE, to_mime(row.keys[0], row.stack_number))
        return data


def _rows(patient: Any) -> list[Row]:
    rows = []
    for study in patient.studies:
        keys = tuple(record.update.key for record in study.series)
        rows.append(Row("study", study.study, keys))
        rows += (
            Row("series", record, (record.update.key,), number)
            for record in study.series
            for number in range(max(1, len(record.stacks)))
        )
    keys = tuple(key for row in rows if row.level == "study" for key in row.keys)
    return [Row("patient", patient.patient, keys), *rows]


def described(row: Row) -> tuple[str, str, str]:
    """Title, second line, and state of a row, as it is painted and as it is read aloud."""
    if isinstance(row.item, Patient):
        patient = row.item
        born = names.date(patient.patient_birth_date)
        second = "  ".join(
            part for part in (tr("ID {id}", id=patient.patient_id or tr("none")), born, patient.patient_sex) if part
        )
        return names.person(patient.patient_name) or tr("No name"), second, ""
    if isinstance(row.item, Study):
        study = row.item
        when = " ".join(part for part in (names.date(study.study_date), names.time(study.study_time)) if part)
        return study.study_description or tr("Study"), when or tr("no date"), ""
    return _described_series(row.item, row.stack_number)


def _described_series(record: SeriesRecord, stack_number: int) -> tuple[str, str, str]:
    update, series = record.update, record.update.series
    number = "" if series.series_number is None else f"#{series.series_number}"
    count = _documents(record) or _images(record, stack_number)
    parts = (record.names[stack_number], count, number) if len(record.stacks) > 1 else (series.modality, number, count)
    second = " · ".join(part for part in parts if part)
    state = _state(update) if stack_number == 0 else ""
    return series.series_description or series.modality or tr("Series"), second, state or _finding(record, stack_number)


def _documents(record: SeriesRecord) -> str:
    """What a series is that holds no picture: ``2 reports``."""
    instance = next(iter(record.shown.values()), None)
    if instance is None or is_picture(instance):
        return ""
    name, count = family_of(instance).name, len(record.instances)
    return of_table(name) if count == 1 else names.count(count, name.lower())


def _images(record: SeriesRecord, stack_number: int) -> str:
    if len(record.stacks) > 1:
        return names.count(len(record.stacks[stack_number]), "image")
    if record.frame_count > len(record.shown):
        return names.count(record.frame_count, "frame")
    return names.count(record.update.received, "image")


def _finding(record: SeriesRecord, stack_number: int) -> str:
    """The gravest that is wrong with the positions."""
    return next(iter(record.findings(stack_number)), "")


def _remarks(record: SeriesRecord, stack_number: int) -> Iterator[str]:
    """What is to be known of a stack beside its row: the error, the order, what is wrong with the positions."""
    if record.update.error:
        yield record.update.error
    if record.stacks:
        stack = record.stacks[stack_number]
        yield tr("In the order of {rule}", rule=RULES[stack.rule])
        if stack.phases > 1:
            yield tr("{phases} images at each position", phases=stack.phases)
        yield from record.findings(stack_number)


def _state(update: SeriesUpdate) -> str:
    words = GIVEN_UP.get(update.error, STATES[update.state][0])
    if update.state in ("loading", "paused") and update.expected:
        return f"{words} {update.received} / {update.expected}"
    if update.failed:
        return f"{words or tr('Incomplete')}: {tr('{count} missing', count=update.failed)}"
    return words


class RowPainter(QStyledItemDelegate):
    """Draws a row."""

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        line = QFontMetrics(option.font).height()
        height = max(THUMBNAIL, 3 * line + PROGRESS + 1) if row.level == "series" else 2 * line
        return QSize(LEAST_WIDTH, height + 2 * GAP)

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        assert painter is not None
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, row)
        if isinstance(row.item, SeriesRecord):
            self._paint_series(painter, option, row)
        else:
            self._paint_heading(painter, option, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if row.level == "series":
            if selected or hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("chosen" if selected else "hover"))
                painter.drawRoundedRect(QRectF(option.rect.adjusted(4, 2, -4, -2)), 5, 5)
        elif row.level == "patient":
            painter.fillRect(option.rect, colour("raised"))
        if selected and row.level != "series":
            painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), colour("accent"))

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        title, second, _ = described(row)
        patient = row.level == "patient"
        place = option.rect.adjusted(GAP + 4, 0, -GAP, 0)
        step = QFontMetrics(option.font).height()
        above = QRect(place.left(), place.top() + GAP, place.width(), step)
        _line(painter, _font(option.font, bold=patient), above, title, "text")
        _line(painter, _font(option.font), above.translated(0, step), second, "quiet")

    def _paint_series(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        assert isinstance(row.item, SeriesRecord)
        update = row.item.update
        box = QRect(option.rect.left() + GAP + 4, option.rect.top() + GAP, THUMBNAIL, THUMBNAIL)
        self._paint_thumbnail(painter, box, update, row.stack_number)
        title, second, state = described(row)
        step = QFontMetrics(option.font).height()
        text = QRect(box.right() + GAP + 2, box.top(), option.rect.right() - box.right() - 2 * GAP - 2, step)
        if update.key in self._store.unseen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawEllipse(text.right() - 8, text.top() + 4, 8, 8)
            text.setRight(text.right() - 14)
        _line(painter, _font(option.font), text, title, "text")
        _line(painter, _font(option.font), text.translated(0, step), second, "quiet")
        is_finding = update.state == "complete" or update.error == CANCELLED.said
        ink = "warning" if is_finding else STATES[update.state][1]
        _line(painter, _font(option.font), text.translated(0, 2 * step), state, ink)
        if update.state in COMING and update.expected and row.stack_number == 0:
            self._paint_progress(painter, QRect(text.left(), text.top() + 3 * step + 1, text.width(), PROGRESS), update)

    def _paint_thumbnail(self, painter: QPainter, box: QRect, update: SeriesUpdate, stack_number: int) -> None:
        painter.fillRect(box, colour("black"))
        made = self._store.supply.thumbnail(thumbnail_key(update.key, stack_number))
        image = made or (self._announced(update.thumbnail) if stack_number == 0 else None)
        if image is not None and not image.isNull():
            size = image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(QPoint(0, 0), size)
            place.moveCenter(box.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, image)
        else:
            painter.setPen(image_colour("faint"))
            words = update.series.modality or "…"
            painter.setFont(_fitting(painter.font(), words, box.width() - GAP))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        group = self._store.desk.group
        shown = group is not None and any(view.stack_key == (update.key, stack_number) for view in group.views)
        painter.setPen(QPen(colour("accent" if shown else "line"), 2 if shown else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)

    def _announced(self, path: str) -> QImage | None:
        return self._store.supply.small_picture(path) if path else None

    def _paint_progress(self, painter: QPainter, bar: QRect, update: SeriesUpdate) -> None:
        painter.fillRect(bar, colour("line"))
        done = round(bar.width() * min(update.received / update.expected, 1.0))
        painter.fillRect(QRect(bar.left(), bar.top(), done, bar.height()), colour(STATES[update.state][1]))


def _font(base: QFont, bold: bool = False) -> QFont:
    font = QFont(base)
    font.setBold(bold)
    return font


def _fitting(base: QFont, text: str, width: int) -> QFont:
    """The font, as much smaller as the text needs to fit."""
    needed = QFontMetrics(base).horizontalAdvance(text)
    if needed <= width:
        return base
    font = QFont(base)
    font.setPixelSize(max(1, QFontInfo(base).pixelSize() * width // needed))
    return font


def _line(painter: QPainter, font: QFont, place: QRect, text: str, ink: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour(ink)))
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), elided)


class Explorer(QListView):
    """The list; what is chosen in it goes to the selected view."""

    menu_wanted = pyqtSignal(object, QPoint)  # a Row
    opened = pyqtSignal()  # a series was chosen to be seen

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._rows = Rows(store)
        self.setModel(self._rows)
        self.setItemDelegate(RowPainter(store, self))
        self.setAccessibleName(tr("Patients, studies and series"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        self.activated.connect(self._open)
        self.clicked.connect(self._choose)
        self._shown: tuple[StackKey, ...] = ()  # what stands in the views
        self._followed: StackKey = "", 0  # the stack in the selected view, once its row has been shown
        store.desk_changed.connect(self._follow)
        store.lists_changed.connect(self._follow)

    def _follow(self) -> None:
        """Mark what is shown now, and bring it into sight when it has changed."""
        group = self._store.desk.group
        shown = tuple(view.stack_key for view in group.views) if group is not None else ()
        viewport = self.viewport()
        if viewport is not None and shown != self._shown:
            self._shown = shown
            viewport.update()
        key = group.view.stack_key if group is not None else ("", 0)
        place = self._place(key)
        if key != self._followed or not self.hasFocus():  # who is choosing in the list is not disturbed
            self._highlight(key, place)

    def _highlight(self, key: StackKey, place: int | None) -> None:
        self._followed = key if place is not None else ("", 0)
        if place is not None and place != self.currentIndex().row():
            self.setCurrentIndex(self._rows.index(place))
        elif place is None and self._store.desk.group is not None:
            self.setCurrentIndex(QModelIndex())

    def _place(self, key: StackKey) -> int | None:
        wanted = "series", (key[0],), key[1]
        return next((place for place, row in enumerate(self._rows.rows) if row.place == wanted), None)

    def _open(self, index: QModelIndex) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        if row.level == "series":
            self._store.show_series(row.keys[0], row.stack_number)
        else:
            self._store.show_first(row.keys)
        self.opened.emit()

    def _choose(self, index: QModelIndex) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        if row.level == "series":
            self._store.choose_series(row.keys[0], row.stack_number)
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        viewport, model = self.viewport(), self.model()
        if viewport is not None and model is not None and model.rowCount() == 0:
            painter = QPainter(viewport)
            painter.setPen(colour("faint"))
            place = viewport.rect().adjusted(3 * GAP, 0, -3 * GAP, 0)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), EMPTY)

    def _ask_for_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        viewport = self.viewport()
        if index.isValid() and viewport is not None:
            self.setCurrentIndex(index)
            self.menu_wanted.emit(index.data(Qt.ItemDataRole.UserRole), viewport.mapToGlobal(place))
