"""Menus, toolbar and keys, made from the table of actions."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Final

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QAction, QMainWindow, QMenu, QToolBar, QToolButton, QWidget

from viewer.actions import ACTIONS
from viewer.actions.row import Action, Window
from viewer.actions.windows import offered_rows
from viewer.views.theme import icon
from viewer.words import of_table, tr

BAR: Final[dict[str, str]] = {
    "File": tr("Fil&e"),
    "Edit": tr("E&dit"),
    "View": tr("&View"),
    "Layout": tr("La&yout"),
    "Tool": tr("&Tool"),
    "Measure": tr("&Measure"),
    "Image": tr("Ima&ge"),
    "Window/Level": tr("&Window/Level"),
    "Sort by": tr("Sort &by"),
    "Go": tr("G&o"),
    "Help": tr("&Help"),
}
"""Menu → its title. Their letters leave Alt+F, Alt+L, Alt+R, Alt+I and Alt+S to the image."""

INNER: Final[dict[str, str]] = {"Import": tr("Import"), "Colours": tr("Colours"), "Annotate": tr("Annotate")}
"""Menu that opens in another → its title."""

SUBMENUS: Final[dict[str, tuple[str, ...]]] = {"Window/Level": ("Colours",), "Measure": ("Annotate",)}
"""Menu → those that open at its end."""

FOLLOWING: Final = {"open-folder": "Import"}
"""Row → the menu that opens below it."""

CHANGING: Final[dict[str, Callable[[Window], tuple[Action, ...]]]] = {"Window/Level": offered_rows}
"""Menu → the rows at its top that depend on the image."""

CONTEXT: Final = ("Tool", "Measure", "Layout", "Window/Level", "Sort by")
"""The menus that the context menu of a view holds."""

CONTEXT_BUTTONS: Final = 4
"""The group of the toolbar that stands below them."""

CONTEXT_ROWS: Final = ("copy-image", "save-image", "tags")
"""Actions that stand last."""


VIEWS_KEYS: Final = {
    "Up", "Down", "Left", "Right", "Shift+Up", "Shift+Down", "Home", "End", "PgUp", "PgDown",
}  # fmt: skip
"""Keys that are meant for the images only while a view has the focus: lists and texts use them themselves."""


def title_of(menu: str) -> str:
    """The title of a menu, without its letter."""
    return (BAR | INNER)[menu].replace("&", "")


def key_name(shortcut: str) -> str:
    """What is written on the keys: ``Ctrl+Del`` is ``Strg+Entf`` in German."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


class Menus:
    """The actions of one window, also called ``state`` here.

    ``views`` is what ``VIEWS_KEYS`` belong to; ``run`` carries an action out.
    """

    def __init__(self, window: QMainWindow, state: Window, views: QWidget, run: Callable[[Action], None]) -> None:
        self._window, self._state, self._run = window, state, run
        self.actions = {row.name: self._made(row) for row in ACTIONS}
        for row in ACTIONS:
            (views if _is_views_own(row) else window).addAction(self.actions[row.name])
        bar = window.menuBar()
        assert bar is not None
        for name, title in BAR.items():
            self._fill(bar.addMenu(title), name)
        window.addToolBar(self._toolbar())

    def refresh(self) -> None:
        """Check and enable what is so now."""
        for row in ACTIONS:
            if row.checked is not None:
                self.actions[row.name].setChecked(row.checked(self._state.store))
            if row.enabled is not None:
                self.actions[row.name].setEnabled(row.enabled(self._state))

    def of_view(self) -> QMenu:
        """The context menu of an image view; it goes when it has closed."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in CONTEXT:
            self._fill(menu.addMenu(title_of(name)), name)
        menu.addSeparator()
        menu.addActions([self.actions[row.name] for row in ACTIONS if row.toolbar == CONTEXT_BUTTONS])
        menu.addSeparator()
        menu.addActions([self.actions[name] for name in CONTEXT_ROWS])
        return menu

    def _made(self, row: Action) -> QAction:
        label = of_table(row.label)
        action = QAction(label, self._window)
        if row.icon:
            action.setIcon(icon(row.icon))
        action.setShortcuts(list(row.shortcuts))
        if _is_views_own(row):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setCheckable(row.checked is not None)
        keys = f"  ({key_name(row.shortcuts[0])})" if row.shortcuts else ""
        action.setToolTip(label.rstrip(" …") + keys)
        action.setAutoRepeat(row.checked is None)
        action.triggered.connect(lambda: self._run(row))
        return action

    def _fill(self, menu: QMenu | None, name: str) -> None:
        assert menu is not None
        menu.setToolTipsVisible(False)
        changing = CHANGING.get(name)
        if changing is not None:
            menu.aboutToShow.connect(lambda: self._renew(menu, name, changing(self._state)))
        self._renew(menu, name, ())

    def _renew(self, menu: QMenu, name: str, changing: tuple[Action, ...]) -> None:
        """Put the rows of a menu into it, those that depend on the image first."""
        menu.clear()
        for row in changing:
            action = self._made(row)
            action.setParent(menu)
            action.setChecked(row.checked is not None and row.checked(self._state.store))
            menu.addAction(action)
        for row in ACTIONS:
            if row.menu == name and row.in_menu:
                if row.line:
                    menu.addSeparator()
                menu.addAction(self.actions[row.name])
                if row.name in FOLLOWING:
                    self._fill(menu.addMenu(title_of(FOLLOWING[row.name])), FOLLOWING[row.name])
        for submenu in SUBMENUS.get(name, ()):
            menu.addSeparator()
            self._fill(menu.addMenu(title_of(submenu)), submenu)

    def _toolbar(self) -> QToolBar:
        bar = QToolBar(tr("Tools"))
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(20, 20))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        rows = sorted((row for row in ACTIONS if row.toolbar), key=lambda row: row.toolbar)
        for number, (_, group) in enumerate(groupby(rows, key=lambda row: row.toolbar)):
            if number:
                bar.addSeparator()
            for row in group:
                bar.addAction(self.actions[row.name])
                self._drop(bar, row)
        return bar

    def _drop(self, bar: QToolBar, row: Action) -> None:
        """Give a row's button the menu that it drops."""
        button = bar.widgetForAction(self.actions[row.name])
        if row.drops and isinstance(button, QToolButton):
            menu = QMenu(button)
            self._fill(menu, row.drops)
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)


def _is_views_own(row: Action) -> bool:
    return not VIEWS_KEYS.isdisjoint(row.shortcuts)
