"""A document to read: its text can be searched, selected and copied, and its references lead to the images.

All text goes into the document as text: nothing that a file says is taken for markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PyQt5.QtCore import QEvent, Qt, QUrl
from PyQt5.QtGui import (
    QFont,
    QKeyEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)  # fmt: skip
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from viewer.documents.page import Block, Heading, Line, Page, Reference, Span, Table
from viewer.views.theme import GAP, colour
from viewer.words import tr

INDENT: Final = 3 * GAP
TITLE_POINTS: Final = 15
HEADING_POINTS: Final = (13, 12, 11, 10)
OWN_KEYS: Final = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_Space,
)  # fmt: skip
"""Keys that move the text where else they would scroll images."""


class PageView(QWidget):
    """Shows one page.

    ``follow`` is called with a reference that was chosen, and says whether it could be shown; ``tell`` says what
    references are in this window.
    """

    def __init__(
        self, follow: Callable[[Reference], bool], tell: Callable[[Sequence[Reference]], list[str]] | None = None
    ) -> None:
        super().__init__()
        self._follow, self._tell = follow, tell
        self._page: Page | None = None
        self._told: dict[Reference, str] = {}
        self._references: list[Reference] = []
        self._text = PageText()
        self._text.anchorClicked.connect(self._open)
        self._find = QLineEdit()
        self._note = QLabel()
        self._arrange()
        self.setFocusProxy(self._text)

    def _arrange(self) -> None:
        self._find.setPlaceholderText(tr("Find in the document"))
        self._find.setAccessibleName(tr("Find in the document"))
        self._find.setClearButtonEnabled(True)
        self._find.setFixedWidth(220)
        self._find.textChanged.connect(lambda: self._search(from_start=True))
        self._find.returnPressed.connect(self._search)
        self._note.setProperty("role", "quiet")
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        following = QToolButton()
        following.setText(tr("Next"))
        following.setToolTip(tr("Find the next place  (Return)"))
        following.clicked.connect(self._search)
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP, GAP // 2, GAP, GAP // 2)
        bar.setSpacing(GAP)
        bar.addWidget(self._find)
        bar.addWidget(following)
        bar.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._text, 1)

    def show_page(self, page: Page) -> None:
        """Show ``page`` from its beginning; the same one again changes nothing."""
        if page is self._page:
            return
        self._page, self._told = page, self._say(page)
        self._note.clear()
        self._text.setDocument(self._document(page))
        self._text.setAccessibleName(page.title)

    def renew(self) -> None:
        """Something has been loaded or closed: references may be something else in this window now."""
        if self._page is not None and (told := self._say(self._page)) != self._told:
            self._told = told
            self._write_anew(self._page)

    def _say(self, page: Page) -> dict[Reference, str]:
        found = list(dict.fromkeys(page.references))
        return dict(zip(found, self._tell(found), strict=True)) if self._tell is not None else {}

    def _write_anew(self, page: Page) -> None:
        """The same text, at the same place."""
        bar = self._text.verticalScrollBar()
        assert bar is not None
        place = bar.value()
        self._text.setDocument(self._document(page))
        bar.setValue(place)

    def changeEvent(self, event: QEvent | None) -> None:
        """Another theme has other inks."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange and self._page is not None:
            self._write_anew(self._page)

    # --- searching and following ---

    def _search(self, from_start: bool = False) -> None:
        wanted = self._find.text()
        if from_start:
            self._text.moveCursor(QTextCursor.MoveOperation.Start)
        if not wanted:
            self._note.clear()
            return
        found = self._text.find(wanted)
        if not found:
            self._text.moveCursor(QTextCursor.MoveOperation.Start)
            found = self._text.find(wanted)
        self._note.setText("" if found else tr("Not found"))

    def _open(self, url: QUrl) -> None:
        reference = self._references[int(url.fragment())]
        shown = self._follow(reference)
        self._note.setText("" if shown else tr("The object that is referred to is not loaded."))

    # --- text ---

    def _document(self, page: Page) -> QTextDocument:
        document = QTextDocument(self._text)
        document.setDocumentMargin(2 * GAP)
        self._references = []
        cursor = QTextCursor(document)
        cursor.insertText(page.title, _characters(TITLE_POINTS, bold=True))
        for block in page.blocks:
            self._insert(cursor, block)
        return document

    def _insert(self, cursor: QTextCursor, block: Block) -> None:
        if isinstance(block, Table):
            self._insert_table(cursor, block)
        elif isinstance(block, Heading):
            points = HEADING_POINTS[min(block.level, len(HEADING_POINTS)) - 1]
            cursor.insertBlock(_paragraph(above=2 * GAP))
            cursor.insertText(block.text, _characters(points, bold=True))
        else:
            cursor.insertBlock(_paragraph(above=GAP // 2, indent=block.indent))
            self._insert_line(cursor, block)

    def _insert_line(self, cursor: QTextCursor, line: Line) -> None:
        for span in line.spans:
            self._insert_span(cursor, span)

    def _insert_span(self, cursor: QTextCursor, span: Span) -> None:
        cursor.insertText(span.text, self._format(span))
        if span.reference is not None and (told := self._told.get(span.reference)):
            cursor.insertText(f" · {told}", self._format(Span("", "label")))

    def _insert_table(self, cursor: QTextCursor, block: Table) -> None:
        columns = max([len(block.head), *(len(row) for row in block.rows)])
        if not columns:
            return
        cursor.insertBlock(_paragraph(above=GAP // 2))
        lines = ((tuple(Span(title, "label") for title in block.head),) if block.head else ()) + block.rows
        table: Any = cursor.insertTable(len(lines), columns, _table(ruled=bool(block.head)))
        for row, cells in enumerate(lines):
            for column, span in enumerate(cells):
                self._insert_span(table.cellAt(row, column).firstCursorPosition(), span)
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _format(self, span: Span) -> QTextCharFormat:
        characters = _characters(bold=span.style == "strong")
        inks = {"label": "quiet", "warning": "warning"}
        characters.setForeground(colour(inks.get(span.style, "text")))
        if span.reference is not None and span.reference.sop_instance_uid:
            characters.setAnchor(True)
            characters.setAnchorHref(f"#{len(self._references)}")
            characters.setForeground(colour("accent"))
            characters.setFontUnderline(True)
            self._references.append(span.reference)
        return characters


class PageText(QTextBrowser):
    """The text itself, which opens nothing on its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setAcceptDrops(False)  # a series that is dropped goes to the view
        self.setUndoRedoEnabled(False)
        self.setFrameStyle(0)
        self.setObjectName("page")
        flags = Qt.TextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.setTextInteractionFlags(flags | Qt.TextInteractionFlag.TextSelectableByKeyboard)

    def loadResource(self, type: int, name: QUrl) -> object:
        """Nothing is ever loaded."""
        return None

    def event(self, event: QEvent | None) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in OWN_KEYS:
            event.accept()
            return True
        return super().event(event)


def _characters(points: int = 0, bold: bool = False) -> QTextCharFormat:
    characters = QTextCharFormat()
    characters.setForeground(colour("text"))
    if points:
        characters.setFontPointSize(points)
    if bold:
        characters.setFontWeight(QFont.Weight.DemiBold)
    return characters


def _paragraph(above: int, indent: int = 0) -> QTextBlockFormat:
    paragraph = QTextBlockFormat()
    paragraph.setTopMargin(above)
    paragraph.setLeftMargin(indent * INDENT)
    return paragraph


def _table(ruled: bool) -> QTextTableFormat:
    table = QTextTableFormat()
    table.setCellPadding(4 if ruled else 2)
    table.setCellSpacing(0)
    table.setBorder(1 if ruled else 0)
    table.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    table.setBorderBrush(colour("line"))
    table.setBorderCollapse(True)
    table.setWidth(QTextLength())
    return table
