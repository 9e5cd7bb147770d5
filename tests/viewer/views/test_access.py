"""Everything by keyboard, and by name for those who cannot see it: the window, and every dialog."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QSlider,
    QTabBar,
    QTextEdit,
    QToolBar,
    QToolButton,
    QWidget,
)

from launcher.protocol.events import JobUpdate, Message, Question
from tests.files import bundled
from tests.viewer.conftest import announcement, tell
from viewer.dialogs.question import QuestionDialog, message_dialog
from viewer.views.image_view import ImageView

INTERACTIVE = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QSlider, QTabBar,
    QTextEdit, ImageView,
)  # fmt: skip
QUESTION = Question(1, "Log in", "A server asks.", (("no", "Cancel"), ("yes", "Log in")), (("user", "User", False),))


def _by_action(window: Any, name: str) -> QDialog | None:
    before = set(window.findChildren(QDialog))
    window.menus.actions[name].trigger()
    return next(iter(set(window.findChildren(QDialog)) - before), None)


def _failures(window: Any) -> QDialog:
    window.store.board.put_up(Message("", "error", "2 images are missing", "404", "Ask.", id=5, retry=True, missing=2))
    found: QDialog = window.failures
    return found


DIALOGS: dict[str, Callable[[Any], QDialog | None]] = {
    "shortcuts": lambda window: _by_action(window, "shortcuts"),
    "key images": lambda window: _by_action(window, "key-images"),
    "tags": lambda window: _by_action(window, "tags"),
    "save image": lambda window: _by_action(window, "save-image"),
    "preferences": lambda window: _by_action(window, "preferences"),
    "import files": lambda window: _by_action(window, "import-files"),
    "question": lambda window: QuestionDialog(QUESTION, window),
    "message": lambda window: message_dialog(Message("", "error", "Title", "Text", "Todo"), window),
    "failures": _failures,
}  # fmt: skip


@pytest.fixture
def shown(window: Any, until: Callable[..., None]) -> Any:
    tell(window.store, JobUpdate(1, "CT", "local", "done"), *announcement(bundled("CT_small.dcm")))
    until(lambda: window.store.sight(0).image is not None)
    return window


@pytest.fixture(params=DIALOGS)
def dialog(request: Any, shown: Any, until: Callable[..., None]) -> Iterator[QDialog]:
    found = DIALOGS[request.param](shown)
    assert found is not None
    found.show()
    found.activateWindow()
    until(found.isActiveWindow)
    yield found
    found.reject()


def name_of(widget: QWidget) -> str:
    """What a screen reader says of it."""
    buddies = (label.text() for label in widget.window().findChildren(QLabel) if label.buddy() is widget)
    own = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or own or next(buddies, "")


def is_qts_own(widget: QWidget) -> bool:
    """A part that Qt has put into another widget, or shows when a bar is too narrow."""
    parent = widget.parent()
    return (
        widget.objectName().startswith("qt_")
        or isinstance(parent, (QLineEdit, QComboBox, QTabBar, QAbstractItemView))
        or "Private" in type(widget).__name__
        or (isinstance(parent, QWidget) and isinstance(parent.parent(), QComboBox))
    )


def interactive(inside: QWidget) -> list[QWidget]:
    """What can be used in a window, those that it has opened left out."""
    own = [w for w in inside.findChildren(QWidget) if w.window() is inside.window()]
    return [w for w in own if isinstance(w, INTERACTIVE) and not is_qts_own(w)]


def nameless(inside: QWidget) -> list[str]:
    missing = [w for w in interactive(inside) if not name_of(w) and not w.isHidden()]
    return [f"{type(w).__name__} in {type(w.parent()).__name__} of {type(w.window()).__name__}" for w in missing]


def test_everything_in_the_window_has_a_name(shown: Any) -> None:
    tell(shown.store, JobUpdate(2, "More", "local", "partial", series=("x",)))
    shown.store.board.notify("error", "Something", "is wrong", "Do something.")
    assert nameless(shown) == []


def test_everything_in_a_dialog_has_a_name(dialog: QDialog) -> None:
    assert nameless(dialog) == []


def test_a_dialog_has_a_title_and_closes_with_escape(dialog: QDialog) -> None:
    from PyQt5.QtTest import QTest

    assert dialog.windowTitle()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def by_arrows(widget: QWidget) -> bool:
    """Of a group of choices the one that is taken has the focus; the arrows lead to the others."""
    return isinstance(widget, QRadioButton) and not widget.isChecked()


def test_everything_in_a_dialog_is_reached_with_the_tab_key(dialog: QDialog) -> None:
    wanted = {w for w in interactive(dialog) if w.isVisible() and w.isEnabled() and not by_arrows(w)}
    reached, widget = set(), dialog
    for _ in range(2000):
        widget = widget.nextInFocusChain()
        reached.add(widget)
    unreached = [w for w in wanted if w not in reached or not w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [f"{type(w).__name__} {name_of(w)}" for w in unreached] == []


def test_every_menu_has_a_letter_of_its_own_and_none_of_the_images(window: Any) -> None:
    titles = [action.text() for action in window.menuBar().actions()]
    letters = [found[1].lower() for title in titles if (found := re.search("&(.)", title))]
    assert len(letters) == len(titles) == len(set(letters))
    assert not set(letters) & set("lrfis")


def test_every_button_of_the_toolbar_is_in_a_menu_as_well(window: Any) -> None:
    def rows(menu: QMenu) -> list[str]:
        menu.aboutToShow.emit()
        return [name for a in menu.actions() for name in ([a.text()] if a.menu() is None else rows(a.menu()))]

    listed = [name for action in window.menuBar().actions() for name in rows(action.menu())]
    bar = window.findChild(QToolBar, "tools")
    buttons = [bar.widgetForAction(action) for action in bar.actions()]
    texts = [button.defaultAction().text() for button in buttons if isinstance(button, QToolButton)]
    assert [text for text in texts if text not in listed] == []


def test_what_has_the_focus_is_seen(window: Any) -> None:
    from viewer.views.theme import SHEET

    ringed = set(re.findall(r"(\w+)(?:::\w+)?:focus", SHEET.template))
    assert {"QToolButton", "QPushButton", "QLineEdit", "QComboBox", "QCheckBox", "QRadioButton", "QTabBar",
            "QTreeView", "QListView", "QPlainTextEdit"} <= ringed  # fmt: skip
