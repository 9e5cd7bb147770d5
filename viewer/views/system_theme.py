"""Whether the desktop is dark or light; Qt 5 itself does not say."""

from __future__ import annotations

import os
import sys
from typing import Final

from PyQt5.QtCore import QSettings
from PyQt5.QtGui import QPalette
from PyQt5.QtWidgets import QApplication

WINDOWS: Final = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
PATIENCE: Final = 300  # milliseconds for the desktop's answer
PORTAL: Final = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings"
DARK, LIGHT = 1, 2  # the portal's numbers; 0 is no preference


def theme_for(preferred: str) -> str:
    """The theme that a preference comes to here."""
    return _system_theme() if preferred == "system" else preferred


def _system_theme() -> str:
    """As the desktop says, else as windows are without a theme."""
    said = _from_windows() if sys.platform == "win32" else _from_portal()
    return said or ("dark" if _standard().color(QPalette.Window).lightness() < 128 else "light")


def _standard() -> QPalette:
    style = QApplication.style()
    return style.standardPalette() if style is not None else QPalette()


def _from_windows() -> str:
    value = QSettings(WINDOWS, QSettings.Format.NativeFormat).value("AppsUseLightTheme")
    return "" if value is None else "light" if int(value) else "dark"


def _from_portal() -> str:
    """The setting that GNOME, KDE and others share (freedesktop.org's appearance namespace)."""
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
        return ""
    from PyQt5.QtDBus import QDBus, QDBusConnection, QDBusMessage

    service, path, interface = PORTAL
    question = QDBusMessage.createMethodCall(service, path, interface, "Read")
    question.setArguments(["org.freedesktop.appearance", "color-scheme"])
    answer = QDBusConnection.sessionBus().call(question, QDBus.CallMode.Block, PATIENCE).arguments()
    return {DARK: "dark", LIGHT: "light"}.get(_number(answer[0]) if answer else 0, "")


def _number(value: object) -> int:
    """What the answer wraps in variants."""
    while hasattr(value, "variant"):
        value = value.variant()
    return value if isinstance(value, int) else 0
