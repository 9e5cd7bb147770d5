"""The keys, as the table of actions has them, and what the mouse does."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from viewer.actions import ACTIONS
from viewer.views.menus import key_name, title_of
from viewer.views.theme import GAP
from viewer.words import of_table, tr

MOST_COLUMNS: Final = 3
LARGEST_SHARE: Final = 0.9  # of the window's width and height
MOUSE: Final = (
    (tr("Use the tool"), tr("Left drag")), (tr("Faster"), tr("Ctrl, Shift or both")), (tr("Pan"), tr("Middle drag")),
    (tr("Scroll"), tr("Wheel")), (tr("Zoom at the pointer"), tr("Ctrl + wheel")),
    (tr("One view, or all"), tr("Double click")),
    (tr("Text of a drawing"), tr("Double click on it")), (tr("Menu"), tr("Right click")),
)  # fmt: skip

SIGNS: Final = {".": tr("full stop"), ",": tr("comma"), "+": tr("plus"), "-": tr("minus"), "=": tr("equals")}
"""What small signs are called; alone on a key they are hardly seen."""

Group = tuple[str, list[tuple[str, tuple[str, ...]]]]
"""A heading, and rows of what it does and the keys, any of which does it."""


class ShortcutsDialog(QDialog):
    """Every action that has a key, by menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        around = QVBoxLayout(self)
        around.setContentsMargins(3 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        around.setSpacing(2 * GAP)
        page = _page(int(parent.width() * LARGEST_SHARE))
        around.addWidget(_scrolled(page))
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.reject)
        around.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        wanted = page.sizeHint().height() + close.sizeHint().height() + 6 * GAP
        self.resize(self.sizeHint().width(), min(wanted, int(parent.height() * LARGEST_SHARE)))


def groups() -> list[Group]:
    """All keys by menu, and the mouse; the longest groups first."""
    rows = sorted((row for row in ACTIONS if row.shortcuts and row.menu), key=lambda row: row.menu)
    by_menu = [
        (title_of(menu), [(of_table(row.label).rstrip(" …"), tuple(map(written, row.shortcuts))) for row in group])
        for menu, group in groupby(rows, key=lambda row: row.menu)
    ]
    mouse: Group = tr("Mouse"), [(does, (how,)) for does, how in MOUSE]
    return sorted([*by_menu, mouse], key=lambda group: len(group[1]), reverse=True)


def written(shortcut: str) -> str:
    """What stands on the cap of a key: ``Ctrl+K``, ``. (full stop)``."""
    name, sign = key_name(shortcut), shortcut[-1]
    return f"{name} ({SIGNS[sign]})" if sign in SIGNS else name


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    area.setMinimumWidth(page.sizeHint().width() + 2 * GAP)
    area.setAccessibleName(tr("Keys by menu"))
    return area


def _page(room: int) -> QWidget:
    """In as many columns as fit into ``room``: languages differ."""
    found = groups()
    pages = (_columns(found, count) for count in range(MOST_COLUMNS, 0, -1))
    return next((page for page in pages if page.sizeHint().width() <= room), _columns(found, 1))


def _columns(groups: list[Group], count: int) -> QWidget:
    """Each group in the column that is shortest so far."""
    columns: list[list[Group]] = [[] for _ in range(count)]
    for group in groups:
        min(columns, key=lambda column: sum(len(rows) + 2 for _, rows in column)).append(group)
    page = QWidget()
    page.setObjectName("plain")
    side_by_side = QHBoxLayout(page)
    side_by_side.setContentsMargins(0, 0, 0, 0)
    side_by_side.setSpacing(2 * GAP)
    for column in columns:
        stacked = QVBoxLayout()
        stacked.setSpacing(2 * GAP)
        for group in column:
            stacked.addLayout(_group(*group))
        stacked.addStretch()
        side_by_side.addLayout(stacked)
    return page


def _group(heading: str, rows: list[tuple[str, tuple[str, ...]]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP)
    grid.setVerticalSpacing(3)
    title = QLabel(heading)
    title.setProperty("role", "heading")
    grid.addWidget(title, 0, 0, 1, 2)
    for line, (does, keys) in enumerate(rows, start=1):
        caps = QHBoxLayout()
        caps.setSpacing(GAP // 2)
        for key in keys:
            caps.addWidget(_cap(key))
        caps.addStretch()
        grid.addWidget(QLabel(does), line, 0)
        grid.addLayout(caps, line, 1)
    grid.setColumnStretch(0, 1)
    return grid


def _cap(key: str) -> QLabel:
    cap = QLabel(key)
    cap.setProperty("role", "key")
    return cap
