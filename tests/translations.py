"""Brings the files of Qt Linguist up to date with the program: ``python -m tests.translations``.

Texts that are new stand in ``viewer/translations`` as unfinished, those that are gone are left out. Translators open
the files with Qt Linguist.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from viewer import names
from viewer.actions import ACTIONS
from viewer.documents.families import FAMILIES, OTHER, VIDEO_FAMILY
from viewer.model.saved_searches import BUILT_IN
from viewer.words import CATALOGUES, LANGUAGES, catalogue

ROOT: Final = Path(__file__).parents[1]
TABLES: Final = {
    "viewer/actions/__init__.py": [row.label for row in ACTIONS],
    "viewer/documents/families.py": [
        word
        for family in (*FAMILIES, OTHER, VIDEO_FAMILY)
        for word in (family.name, family.name.lower(), names.counted(family.name.lower(), 2))
    ],
    "viewer/model/saved_searches.py": list(BUILT_IN),
    "viewer/names.py": [names.counted(noun, number) for noun in names.NOUNS for number in (1, 2)],
}
"""Module → the texts of the table in it that is kept in English."""


def calls(source: str) -> Iterator[ast.Call]:
    """Every call of ``tr``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
            yield node


def texts() -> dict[str, list[str]]:
    """Text → the modules that it stands in."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "viewer").rglob("*.py")):
        for call in calls(path.read_text(encoding="utf-8")):
            if isinstance(call.args[0], ast.Constant):
                found[str(call.args[0].value)].add(path.relative_to(ROOT).as_posix())
    for module, table in TABLES.items():
        for text in table:
            found[text].add(module)
    return {text: sorted(modules) for text, modules in sorted(found.items())}


def write(language: str, translations: dict[str, str]) -> None:
    """Write the file of a language as Linguist does."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = "Wetread"
    for text, modules in texts().items():
        message = ElementTree.SubElement(context, "message")
        for module in modules:
            ElementTree.SubElement(message, "location", filename=f"../{module.removeprefix('viewer/')}")
        ElementTree.SubElement(message, "source").text = text
        translation = ElementTree.SubElement(message, "translation")
        translation.text = translations.get(text)
        if translation.text is None:
            translation.set("type", "unfinished")
    ElementTree.indent(root, "    ")
    body = ElementTree.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    (CATALOGUES / f"wetread_{language}.ts").write_text(f"{head}{body}\n", encoding="utf-8")


def main() -> None:
    """Bring every language up to date."""
    for language in LANGUAGES.keys() - {"en"}:
        write(language, catalogue(language))


if __name__ == "__main__":
    main()
