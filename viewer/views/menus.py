"""Menus, toolbar and keys, made from the table of actions."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Final

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtWidgets import QAction, QMainWindow, QMenu, QToolBar, QToolButton, QWidget

from viewer.actions import ACTIONS
from viewer.actions.row import Action, Window
from viewer.views.theme import icon

BAR: Final = ("Fil&e", "&View", "La&yout", "&Tool", "I&mage", "&Window/Level", "&Go", "&Help")
"""Their letters leave Alt+F, Alt+L, Alt+R and Alt+I to the image."""

CONTEXT: Final = ("Tool", "Layout", "Window/Level")
"""The menus that the context menu of a view holds."""

CONTEXT_BUTTONS: Final = 4
"""The group of the toolbar that stands below them."""


class Menus:
    """The actions of one window. ``views`` is what the keys of the image views belong to."""

    def __init__(self, window: QMainWindow, views: QWidget, run: Callable[[Action], None]) -> None:
        self._window = window
        self.actions = {row.name: self._made(row, run) for row in ACTIONS}
        for row in ACTIONS:
            (views if row.views else window).addAction(self.actions[row.name])
        bar = window.menuBar()
        assert bar is not None
        for title in BAR:
            self._fill(bar.addMenu(title), title.replace("&", ""))
        window.addToolBar(self._toolbar())

    def refresh(self, state: Window) -> None:
        """Check and enable what is so now."""
        for row in ACTIONS:
            if row.checked is not None:
                self.actions[row.name].setChecked(row.checked(state.store))
            if row.enabled is not None:
                self.actions[row.name].setEnabled(row.enabled(state))

    def of_view(self) -> QMenu:
        """The context menu of an image view; it goes when it has closed."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in CONTEXT:
            self._fill(menu.addMenu(name), name)
        menu.addSeparator()
        menu.addActions([self.actions[row.name] for row in ACTIONS if row.toolbar == CONTEXT_BUTTONS])
        return menu

    def _made(self, row: Action, run: Callable[[Action], None]) -> QAction:
        action = QAction(row.label, self._window)
        if row.icon:
            action.setIcon(icon(row.icon))
        action.setShortcuts(list(row.shortcuts))
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut if row.views else Qt.ShortcutContext.WindowShortcut
        action.setShortcutContext(context)
        action.setCheckable(row.checked is not None)
        keys = f"  ({row.shortcuts[0]})" if row.shortcuts else ""
        action.setToolTip(row.label.rstrip(" …") + keys)
        action.triggered.connect(lambda: run(row))
        return action

    def _fill(self, menu: QMenu | None, name: str) -> None:
        assert menu is not None
        menu.addActions([self.actions[row.name] for row in ACTIONS if row.menu == name and row.in_menu])

    def _toolbar(self) -> QToolBar:
        bar = QToolBar("Tools")
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
