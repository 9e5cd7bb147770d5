"""Every text of the window in every language, as translators get it."""

from __future__ import annotations

import ast
import string
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PyQt5.QtCore import QSettings

from tests.servers.processes import program
from tests.translations import ROOT, calls, texts
from viewer import language, words
from viewer.views.menus import BAR
from viewer.words import CATALOGUES, LANGUAGES, catalogue, of_table, tr

OTHERS = sorted(LANGUAGES.keys() - {"en"})
KEYS_OF_IMAGES = "FLRIS"
"""Alt and one of these belongs to the image."""

TEXTS_OF_WIDGETS = {
    "QAction", "QCheckBox", "QGroupBox", "QLabel", "QPushButton", "QRadioButton", "addAction", "addItem", "addMenu",
    "addRow", "addTab", "notify", "setAccessibleDescription", "setAccessibleName", "setPlaceholderText", "setText",
    "setToolTip", "setWindowTitle",
}  # fmt: skip
OF_NO_LANGUAGE = ("Wetread", "error", "warning", "info")


@pytest.fixture
def english_again() -> Iterator[None]:
    yield
    words.speak("en")


def _places(text: str) -> Counter[tuple[str, str]]:
    return Counter((name, spec or "") for _, name, spec, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated_and_none_that_is_gone_is_kept(language: str) -> None:
    assert catalogue(language).keys() == texts().keys(), "run: python -m tests.translations"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_the_same_places(language: str) -> None:
    assert [text for text, said in catalogue(language).items() if _places(text) != _places(said)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_the_letter_for_alt_and_the_blanks_around_it(language: str) -> None:
    for text, said in catalogue(language).items():
        assert text.count("&") == said.count("&"), said
        assert (text[:1] == " ", text[-1:] == " ") == (said[:1] == " ", said[-1:] == " "), said


@pytest.mark.parametrize("language", OTHERS)
def test_the_letters_of_the_menus_differ_and_leave_the_images_theirs(language: str) -> None:
    found = catalogue(language)
    letters = [title[title.index("&") + 1].upper() for title in (found[title] for title in BAR.values())]
    assert len(set(letters)) == len(letters)
    assert set(letters).isdisjoint(KEYS_OF_IMAGES)


@pytest.mark.parametrize("path", sorted((ROOT / "viewer").rglob("*.py")), ids=lambda path: path.stem)
def test_what_is_to_be_translated_is_written_out_with_its_values(path: Path) -> None:
    for call in calls(path.read_text(encoding="utf-8")):
        (text,) = call.args
        assert isinstance(text, ast.Constant), f"line {call.lineno}"
        assert not call.keywords or {key.arg for key in call.keywords} == {name for name, _ in _places(text.value)}


@pytest.mark.parametrize("path", sorted((ROOT / "viewer").rglob("*.py")), ids=lambda path: path.stem)
def test_no_widget_is_given_a_text_that_cannot_be_translated(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _name(node.func) in TEXTS_OF_WIDGETS:
            written = [part.value for part in node.args if isinstance(part, ast.Constant)]
            words = [text for text in written if _has_letters(text) and text not in OF_NO_LANGUAGE]
            assert words == [], f"line {node.lineno}"


def _has_letters(value: object) -> bool:
    return isinstance(value, str) and any(map(str.isalpha, value))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@pytest.mark.real_servers
@pytest.mark.parametrize("language", OTHERS)
def test_the_tools_of_qt_linguist_read_the_file_and_find_it_finished(language: str, tmp_path: Path) -> None:
    compiler = program("lrelease", "qttools5-dev-tools")
    asked = [compiler, CATALOGUES / f"wetread_{language}.ts", "-qm", tmp_path / "wetread.qm"]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert f"Generated {len(texts())} translation(s) ({len(texts())} finished and 0 unfinished)" in said
    assert ElementTree.parse(CATALOGUES / f"wetread_{language}.ts").getroot().get("language") == language


def test_texts_are_filled_in_the_language_that_is_spoken(english_again: None) -> None:
    words.speak("de")
    assert tr("Image {number}", number=3) == "Bild 3"
    assert of_table("Undo") == "Rückgängig"
    words.speak("fr")
    assert tr("Series {number}", number=3) == "Série 3"
    words.speak("en")
    assert of_table("Undo") == "Undo"


def test_a_text_that_nobody_has_translated_stays_as_it_is(english_again: None) -> None:
    words.speak("de")
    assert of_table("Loc T2w") == "Loc T2w"


def test_the_language_is_the_preferred_one_or_the_first_of_the_systems_that_there_is(tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("preferences/language", "fr")
    assert language.wanted(settings) == "fr"
    assert language.spoken(["pl-PL", "de-CH", "en"]) == "de"
    assert language.spoken(["C"]) == "en"


PROGRAM = """
from PyQt5.QtWidgets import QApplication, QDialogButtonBox
from viewer import language, words
words.speak("de")
from viewer.views.menus import BAR
from viewer.actions import ACTIONS
application = QApplication(["test"])
language.translate_qt(application, "de")
box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
print(BAR["Image"], box.buttons()[0].text().replace("&", ""), sep=",")
"""


def test_tables_and_the_buttons_of_qt_speak_it_too(application: Any) -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "Bil&d,Abbrechen"
