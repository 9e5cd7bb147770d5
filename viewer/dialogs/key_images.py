"""The list of key images: to go to, to take away, to copy, to save."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from launcher.references import Instance
from viewer.model.key_images import KeyImage
from viewer.model.stack import FrameRef
from viewer.model.tables import key_images_csv
from viewer.names import date, joined, person
from viewer.state import navigation
from viewer.state.store import Store
from viewer.views.theme import GAP
from viewer.words import tr


class KeyImagesDialog(QDialog):
    """Stays open beside the images; ``save`` takes a title, a file name and the text."""

    def __init__(self, store: Store, save: Callable[[str, str, str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._store, self._save = store, save
        self._images: tuple[KeyImage, ...] | None = None
        self._list, self._empty = (
            QListWidget(),
            QLabel(tr("No image is marked yet.\nMark the selected one with the key K.")),
        )
        self.setWindowTitle(tr("Key images"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 320)
        self._list.setAccessibleName(tr("Key images"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty.setProperty("role", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        around = QVBoxLayout(self)
        around.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        around.setSpacing(GAP)
        around.addWidget(self._empty, 1)
        around.addWidget(self._list, 1)
        around.addLayout(self._buttons())
        self._list.itemActivated.connect(lambda _: self._with_current(partial(navigation.show_image, store)))
        self._list.itemClicked.connect(lambda _: self._with_current(partial(navigation.show_image, store)))
        store.marks.changed.connect(self.refresh)
        store.lists_changed.connect(self.refresh)
        store.documents.arrived.connect(self.refresh)
        self._list.currentRowChanged.connect(self._enable_removal)
        self.refresh()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        remove = partial(self._with_current, self._store.marks.toggle_key)
        self._remove, *self._needing = (
            QPushButton(text) for text in (tr("Remove mark"), tr("Copy list"), tr("Save list …"))
        )
        for button, run in zip((self._remove, *self._needing), (remove, self._copy, self._save_list), strict=True):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _, run=run: run())
            row.addWidget(button)
        row.addStretch()
        close = QPushButton(tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return row

    def refresh(self) -> None:
        """List what is marked now."""
        images = navigation.key_images(self._store)
        if images == self._images:
            return
        self._images, current = images, self._list.currentRow()
        self._list.clear()
        self._list.addItems([self._told(image) for image in images])
        self._list.setCurrentRow(min(max(current, 0), len(images) - 1))
        self._list.setVisible(bool(images))
        self._empty.setVisible(not images)
        for button in self._needing:
            button.setEnabled(bool(images))
        self._enable_removal()

    def _enable_removal(self) -> None:
        """What a key object selection chose is its own: only the user's marks can be taken away."""
        self._remove.setEnabled(self._current() in self._store.marks.key_images)

    def _told(self, image: KeyImage) -> str:
        record = self._store.library.get(image.series_key)
        if record is None:
            return tr("Picture")
        update = record.update
        frame = FrameRef(Instance(image.sop_instance_uid), image.frame_index)
        _, position = record.find(frame) or (0, 0)
        series = update.series.series_number
        number = "" if series is None else tr("Series {number}", number=series)
        parts = (
            tr("Image {number}", number=position + 1), f"{update.series.modality} {number}".strip(),
            *(selection.title for selection in self._store.attachments.selections(frame)),
            update.series.series_description,
            person(update.patient.patient_name) or update.patient.patient_id, date(update.study.study_date),
        )  # fmt: skip
        return joined(" · ", *parts)

    def _with_current(self, run: Callable[[KeyImage], None]) -> None:
        if (image := self._current()) is not None:
            run(image)

    def _current(self) -> KeyImage | None:
        row, images = self._list.currentRow(), self._images or ()
        return images[row] if 0 <= row < len(images) else None

    def _copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(self._table("\t"))

    def _save_list(self) -> None:
        self._save(tr("Save the list of key images"), "key-images.csv", self._table(","))

    def _table(self, separator: str) -> str:
        return key_images_csv(self._images or (), self._store.library, separator)
