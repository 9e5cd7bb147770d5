"""A document in a cell of the grid."""

from __future__ import annotations

from functools import partial
from typing import Final

from PyQt5.QtCore import QEvent, QObject, Qt
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from viewer import names
from viewer.documents.document import Document
from viewer.documents.families import family_of
from viewer.state import navigation
from viewer.state.sight import Sight
from viewer.state.store import Store
from viewer.views.page_view import PageView
from viewer.views.theme import GAP
from viewer.views.waveform_view import WaveformView
from viewer.words import of_table, tr

FRAME: Final = 2
"""Pixels of the frame that says which view is selected."""


class DocumentView(QFrame):
    """A document under the line that says what it is, which one of how many, and whose."""

    def __init__(self, store: Store, index: int) -> None:
        super().__init__()
        self._store, self._index = store, index
        self._title, self._place, self._words = QLabel(), QLabel(), QLabel()
        self._back, self._on, self._outside = QToolButton(), QToolButton(), QPushButton()
        self._outside.clicked.connect(self._open_outside)
        self._shown: tuple[str, Document] | None = None  # its path
        self._column, self._body = QVBoxLayout(self), QStackedLayout()
        self._page = PageView(partial(navigation.follow_reference, store), partial(navigation.told, store))
        store.lists_changed.connect(self._page.renew)
        self._waveforms = WaveformView()
        self._details = QPushButton(tr("Details"))
        self._details.setCheckable(True)
        self._details.toggled.connect(self._turn)
        self.setObjectName("document")
        self._arrange()
        self._body.addWidget(self._words)
        self._body.addWidget(self._page)
        self._body.addWidget(self._waveforms)
        self.setFocusProxy(self._page)
        for child in self.findChildren(QWidget):
            child.installEventFilter(self)

    def _arrange(self) -> None:
        for button, text, tip, step in (
            (self._back, "‹", tr("Previous document"), -1),
            (self._on, "›", tr("Next document"), 1),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(lambda _, step=step: self._step(step))
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self._details.hide()
        self._outside.hide()
        for label in (self._title, self._place, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("role", "title")
        self._place.setProperty("role", "quiet")
        head = QHBoxLayout()
        head.setContentsMargins(GAP, GAP // 2, GAP, GAP // 2)
        for widget in (self._title, self._details, self._outside, self._back, self._place, self._on):
            head.addWidget(widget)
        head.setStretchFactor(self._title, 1)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addLayout(self._body, 1)
        self.set_foot(0)

    def set_foot(self, height: int) -> None:
        """So much of the foot lies under a message: the document ends above it, so that its last line can be read."""
        self._column.setContentsMargins(FRAME, FRAME, FRAME, FRAME + height)

    def refresh(self, sight: Sight) -> None:
        """Show the document of ``sight``."""
        assert sight.frame is not None
        instance, viewport = sight.frame.instance, sight.viewport
        document, error = self._store.documents.get(instance), self._store.documents.error(instance)
        record = self._store.library.get(viewport.series_key)
        who = names.person(record.update.patient.patient_name) if record is not None else ""
        self._title.setText(names.joined(" · ", who, of_table(family_of(instance).name)))
        for widget in (self._back, self._place, self._on):
            widget.setVisible(viewport.count > 1)
        self._place.setText(f"{viewport.position + 1} / {viewport.count}")
        self._back.setEnabled(viewport.position > 0)
        self._on.setEnabled(viewport.position + 1 < viewport.count)
        self._mark()
        if document is None:
            self._words.setText(error or tr("Reading …"))
            self._body.setCurrentWidget(self._words)
        else:
            self._shown = instance.path, document
            self._show(document)
        self._outside.setVisible(document is not None and document.enclosed is not None)
        if document is not None or error:
            self._store.painted(sight)

    def _show(self, document: Document) -> None:
        self._page.show_page(document.page)
        if document.enclosed is not None:
            words = (
                tr("Play in the system's player") if document.enclosed.plays else tr("Open in the system's application")
            )
            self._outside.setText(words)
        self._waveforms.show_groups(document.waveforms)
        self._turn()

    def _turn(self) -> None:
        """To the drawing, or to the page where there is none or the user wants to read."""
        drawn = self._shown is not None and bool(self._shown[1].waveforms)
        self._details.setVisible(drawn)
        page = self._waveforms if drawn and not self._details.isChecked() else self._page
        self._body.setCurrentWidget(page)
        self.setFocusProxy(page)

    def _open_outside(self) -> None:
        if self._shown is not None and (enclosed := self._shown[1].enclosed) is not None:
            self._store.outside.open(self._shown[0], enclosed)

    def _mark(self) -> None:
        """The frame of the selection, where there are several views."""
        group = self._store.desk.group
        selected = group is not None and len(group.views) > 1 and group.selected == self._index
        if bool(self.property("selected")) != selected:
            self.setProperty("selected", selected)
            style = self.style()
            if style is not None:
                style.unpolish(self)
                style.polish(self)

    def _step(self, steps: int) -> None:
        self._store.select(self._index)
        self._store.change(lambda now, _: now.scrolled(steps))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Who clicks into a document or comes to it by the keyboard selects its view."""
        if event is not None and event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn):
            group = self._store.desk.group
            if group is not None and self._index < len(group.views) and group.selected != self._index:
                self._store.select(self._index)
        return super().eventFilter(watched, event)
