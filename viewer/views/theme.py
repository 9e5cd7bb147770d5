"""How the window looks: two palettes, one style sheet, one scale of distances."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template
from typing import Final

from PyQt5.QtGui import QColor, QIcon, QPalette
from PyQt5.QtWidgets import QApplication

from viewer.views.svg_icon import SvgIcon

ICONS: Final = Path(__file__).parent.parent / "icons"

DARK: Final[dict[str, str]] = {
    "black": "#000000",  # behind images
    "window": "#14171b",
    "panel": "#1a1e23",
    "raised": "#242a31",
    "hover": "#2d343d",
    "line": "#30373f",
    "text": "#e4e8ec",
    "quiet": "#aeb8c2",
    "faint": "#9aa4b0",
    "disabled": "#6d7783",
    "ink": "#d7dce2",  # of icons
    "accent": "#6fb3f2",
    "chosen": "#1c3b5a",
    "warning": "#f0b84a",
    "error": "#ff8a82",
}
LIGHT: Final[dict[str, str]] = {
    "black": "#000000",
    "window": "#eef1f4",
    "panel": "#ffffff",
    "raised": "#e3e8ed",
    "hover": "#d6dde4",
    "line": "#b9c3cd",
    "text": "#1a2026",
    "quiet": "#46515c",
    "faint": "#56616d",
    "disabled": "#8b96a1",
    "ink": "#333d47",
    "accent": "#0a5aa6",
    "chosen": "#c8dff5",
    "warning": "#7d4f00",
    "error": "#ad2018",
}
THEMES: Final = {"dark": DARK, "light": LIGHT}
INKS: Final = {DARK[name]: name for name in ("ink", "accent", "warning")} | {"#ff7b72": "error"}
"""What the icons are drawn with, and the colour of the theme that takes its place."""

GAP: Final = 8
"""The unit of distances, in device-independent pixels."""

SHEET: Final = Template("""
* { outline: none; }
QMainWindow, QDialog, QWidget#plain { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 6px; }
QMenuBar { background: $window; color: $quiet; padding: 2px 4px; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; color: $text; }
QMenu { background: $raised; color: $text; border: 1px solid $line; padding: 5px; }
QMenu::item { padding: 5px 28px 5px 10px; border-radius: 4px; }
QMenu::item:selected { background: $chosen; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QMenu::icon { padding-left: 8px; }
QToolBar { background: $window; border: 0; border-bottom: 1px solid $line; padding: 4px 6px; spacing: 2px; }
QToolBar::separator { width: 1px; background: $line; margin: 5px 7px; }
QToolButton { background: transparent; color: $text; border: 1px solid transparent; border-radius: 5px; padding: 4px; }
QToolButton:hover { background: $hover; }
QToolButton:checked { background: $chosen; border-color: $accent; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }
QToolButton[popupMode="1"] { padding-right: 17px; }
QToolButton::menu-button { background: transparent; border: 0; width: 15px; border-radius: 5px; }
QToolButton::menu-button:hover { background: $hover; }
QPushButton { background: $raised; color: $text; border: 1px solid $line; border-radius: 5px; padding: 5px 14px; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border-color: $accent; }
QPushButton:default { background: $chosen; border-color: $accent; }
QPushButton:checked { background: $chosen; border-color: $accent; }
QPushButton[role="primary"] { background: $chosen; border-color: $accent; }
QPushButton:disabled, QPushButton[role="primary"]:disabled { background: $window; border-color: $line; }
QPushButton:disabled { color: $disabled; }
QPushButton[role="menu"] { padding-right: 30px; }
QPushButton::menu-indicator { image: url($icons/down-$theme.svg); width: 12px; height: 12px; }
QPushButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: center right; right: 10px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QMessageBox QLabel#qt_msgbox_label { min-width: 300px; font-weight: 600; }
QLabel { color: $text; background: transparent; }
QLabel[role="quiet"] { color: $quiet; }
QLabel[role="heading"] { color: $quiet; font-weight: 600; }
QLabel[role="title"] { font-weight: 600; }
QLabel[role="key"] { background: $raised; border: 1px solid $line; border-bottom: 2px solid $faint; }
QLabel[role="key"] { border-radius: 4px; padding: 0 4px; }
QTabBar { background: $window; }
QTabBar::tab { color: $quiet; padding: 7px 14px; border: 0; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; background: $panel; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QListView { background: $panel; border: 0; color: $text; }
QListView:focus, QTreeView:focus, QPlainTextEdit:focus { border: 1px solid $accent; }
QTabBar::tab:focus { color: $accent; }
QListWidget::item { padding: 4px 6px; border: 0; }
QListWidget::item:selected { background: $chosen; color: $text; }
QTreeView { background: $panel; alternate-background-color: $window; color: $text; border: 1px solid $line; }
QTreeView::item { padding: 3px 4px; border: 0; }
QTreeView::item:selected { background: $chosen; color: $text; }
QHeaderView { background: $raised; border: 0; }
QHeaderView::section { background: $raised; color: $quiet; border: 0; border-right: 1px solid $line; padding: 5px 6px; }
QCheckBox, QRadioButton { color: $text; spacing: 6px; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $faint; border-radius: 8px; }
QRadioButton::indicator { background: $raised; }
QRadioButton::indicator:checked { border-color: $accent; image: url($icons/dot-$theme.svg); }
QRadioButton::indicator:focus { border-color: $accent; }
QRadioButton:focus { color: $accent; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $faint; border-radius: 3px; background: $raised; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($icons/check-$theme.svg); }
QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox:focus { color: $accent; }
QScrollArea { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: 4px; min-height: 28px; margin: 1px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: $line; border-radius: 4px; min-width: 28px; margin: 1px; }
QScrollBar::handle:horizontal:hover { background: $faint; }
QScrollBar#scroller { width: 12px; }
QScrollBar#scroller::handle { background: $faint; }
QScrollBar#scroller::handle:hover { background: $quiet; }
QScrollBar::handle:vertical:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QProgressBar { background: $raised; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QLabel[role="error"] { color: $error; }
QLabel[role="good"] { color: $accent; }
QPushButton#modality { padding: 4px 2px; }
QPlainTextEdit { background: $raised; color: $text; border: 1px solid $line; border-radius: 5px; }
QSplitter::handle { background: $line; }
QFrame#panel, QFrame#panel QWidget { background: $panel; border: 0; }
QFrame#panel QProgressBar { background: $raised; }
QFrame#panel QPushButton { background: $raised; border: 1px solid $line; padding: 1px 10px; }
QFrame#panel QPushButton:hover, QFrame#panel QToolButton:hover { background: $hover; }
QFrame#panel QPushButton:focus, QFrame#panel QToolButton:focus { border: 1px solid $accent; }
QFrame#message { background: $raised; border: 0; border-top: 1px solid $line; }
QFrame#message[severity="error"] { border-left: 3px solid $error; }
QFrame#message[severity="warning"] { border-left: 3px solid $warning; }
QFrame#message[severity="info"] { border-left: 3px solid $accent; }
QFrame#message QPushButton { padding: 2px 12px; }
QFrame#message QToolButton { padding: 3px; }
QTextBrowser#page { background: $panel; color: $text; border: 0; selection-background-color: $chosen; }
QLineEdit { background: $raised; color: $text; border: 1px solid $line; border-radius: 5px; padding: 4px 8px; }
QLineEdit:focus { border-color: $accent; }
QSpinBox { background: $raised; color: $text; border: 1px solid $line; border-radius: 5px; padding: 4px 8px; }
QSpinBox:focus { border-color: $accent; }
QSpinBox::up-button, QSpinBox::down-button { border: 0; width: 20px; background: transparent; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover { background: $hover; }
QSpinBox::up-arrow { image: url($icons/up-$theme.svg); width: 10px; height: 10px; }
QSpinBox::down-arrow { image: url($icons/down-$theme.svg); width: 10px; height: 10px; }
QComboBox { background: $raised; color: $text; border: 1px solid $line; border-radius: 5px; padding: 4px 8px; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url($icons/down-$theme.svg); width: 12px; height: 12px; }
QComboBox:focus { border-color: $accent; }
QComboBox QAbstractItemView { background: $raised; color: $text; selection-background-color: $chosen; }
QToolButton#qt_toolbar_ext_button { background: $raised; padding: 0; qproperty-icon: url($icons/more-$theme.svg); }
QToolButton#attachments { background: $raised; color: $text; border: 1px solid $accent; padding: 3px 10px; }
QToolButton#attachments:hover { background: $hover; }
QFrame#document { background: $window; border: 2px solid $window; }
QFrame#document[selected="true"] { border-color: $accent; }
QPlainTextEdit#failures { background: $panel; color: $text; border: 1px solid $line; padding: 6px; }
QDialog QListWidget { border: 1px solid $line; }
QDialog QListWidget:focus, QPlainTextEdit#failures:focus { border-color: $accent; }
QPlainTextEdit#details { background: $raised; color: $text; border: 0; border-top: 1px solid $line; padding: 6px; }
""")


_colours = dict(DARK)
"""Of the theme in use."""


def colour(name: str) -> QColor:
    """A colour of the theme in use."""
    return QColor(_colours[name])


def image_colour(name: str) -> QColor:
    """A colour that stands over images, which lie on black whatever the theme is."""
    return QColor(DARK[name])


@cache
def icon(name: str) -> QIcon:
    """One of the icons in ``viewer/icons``, in the colours of the theme in use whenever it is painted."""
    return QIcon(SvgIcon((ICONS / f"{name}.svg").read_text("utf-8"), _recoloured))


def _recoloured(drawing: str) -> str:
    for ink, name in INKS.items():
        drawing = drawing.replace(ink, _colours[name])
    return drawing


def apply(application: QApplication, theme: str = "dark") -> None:
    """Dress the whole application, at once or anew."""
    _colours.update(THEMES[theme])
    application.setStyle("Fusion")
    application.setPalette(_palette())
    application.setStyleSheet(SHEET.substitute(_colours, icons=ICONS.as_posix(), theme=theme))
    application.setWindowIcon(QIcon(str(ICONS / "wetread.svg")))


def _palette() -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.Window: "window", QPalette.Base: "panel", QPalette.AlternateBase: "raised", QPalette.Button: "raised",
        QPalette.WindowText: "text", QPalette.Text: "text", QPalette.ButtonText: "text", QPalette.BrightText: "text",
        QPalette.ToolTipBase: "raised", QPalette.ToolTipText: "text", QPalette.Highlight: "chosen",
        QPalette.HighlightedText: "text", QPalette.Link: "accent", QPalette.PlaceholderText: "faint",
    }  # fmt: skip
    for role, name in roles.items():
        palette.setColor(role, colour(name))
    for role in (QPalette.WindowText, QPalette.Text, QPalette.ButtonText):
        palette.setColor(QPalette.Disabled, role, colour("disabled"))
    return palette
