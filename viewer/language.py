"""Which language the window speaks: the one that is preferred, else the system's, else English."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PyQt5.QtCore import QCoreApplication, QLibraryInfo, QLocale, QSettings, QTranslator

from viewer.words import LANGUAGES

SYSTEM: Final = "system"


def wanted(settings: QSettings) -> str:
    """One of ``LANGUAGES``."""
    preferred = settings.value("preferences/language", SYSTEM, str)
    return preferred if preferred in LANGUAGES else spoken(QLocale.system().uiLanguages())


def spoken(languages: Iterable[str]) -> str:
    """The first of these that there are texts in; ``de-CH`` is ``de``."""
    return next((code for name in languages if (code := name[:2]) in LANGUAGES), "en")


def translate_qt(application: QCoreApplication, language: str) -> None:
    """Have Qt's own buttons and dialogs in it, where Qt came with its translations."""
    translator = QTranslator(application)
    if translator.load(f"qtbase_{language}", QLibraryInfo.location(QLibraryInfo.LibraryLocation.TranslationsPath)):
        application.installTranslator(translator)
