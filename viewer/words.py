"""The window's texts in the user's language.

The program holds its texts in English. Those of another language are in ``translations/wetread_XX.ts``, as Qt Linguist
writes them; a text that is missing there stays English. ``speak`` comes before any module with texts is imported:
tables are made of translated texts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = {"en": "English", "de": "Deutsch", "fr": "Français"}
"""Those that there are, each by its own name."""

CATALOGUES: Final = Path(__file__).with_name("translations")

_catalogue: dict[str, str] = {}


def speak(language: str) -> None:
    """Use one of ``LANGUAGES`` from now on."""
    _catalogue.clear()
    if language != "en":
        _catalogue.update(catalogue(language))


def catalogue(language: str) -> dict[str, str]:
    """English text → translation, of what is translated."""
    from xml.etree import ElementTree  # late: English needs none

    messages = ElementTree.parse(CATALOGUES / f"wetread_{language}.ts").iter("message")  # noqa: S314
    found = {message.findtext("source", ""): message.findtext("translation", "") for message in messages}
    return {source: translation for source, translation in found.items() if translation}


def tr(text: str, /, **values: Any) -> str:
    """``text`` in the user's language, its ``{names}`` filled with ``values``; the text is written out in the call."""
    translated = of_table(text)
    return translated.format(**values) if values else translated


def of_table(text: str) -> str:
    """A text from a table that is kept in English, as the table of actions is."""
    return _catalogue.get(text, text)
