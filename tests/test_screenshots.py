"""The pictures in the documentation: none is missing, none is large, and each dialog of the program has one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PIL import Image

from tests.screenshots import DIALOGS, FOLDER, LARGEST, LARGEST_OF_A_DIALOG, PAGE, SIZES, page

ROOT = Path(__file__).parents[1]
WINDOWS = [f"window-{theme}-{size}" for theme in ("dark", "light") for size in SIZES]


def dialogs() -> set[str]:
    """The classes of dialogs that the viewer has."""
    trees = (ast.parse(path.read_text()) for path in (ROOT / "viewer").rglob("*.py"))
    classes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return {
        found.name
        for found in classes
        if any(isinstance(base, ast.Name) and base.id in ("QDialog", "QMessageBox") for base in found.bases)
    }


def test_each_dialog_has_a_picture() -> None:
    assert {dialog.kind for dialog in DIALOGS.values() if dialog.kind} == dialogs()


def test_the_folder_holds_what_the_script_takes() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*")) == sorted([*WINDOWS, *DIALOGS, "start"])


def test_one_page_shows_them_all() -> None:
    assert PAGE.read_text() == page(), "run: python -m tests.screenshots"


@pytest.mark.parametrize("name", [*WINDOWS, *DIALOGS, "start"])
def test_a_picture_is_small(name: str) -> None:
    path = FOLDER / f"{name}.png"
    largest = LARGEST if name in WINDOWS else LARGEST_OF_A_DIALOG

    assert path.stat().st_size < largest
    with Image.open(path) as picture:
        assert name not in WINDOWS or "{}x{}".format(*picture.size) == name.rpartition("-")[2]


def test_pictures_that_the_readme_names_are_there() -> None:
    named = [part.partition(")")[0] for part in (ROOT / "README.md").read_text().split("](docs/")[1:]]

    assert named
    assert [name for name in named if not (ROOT / "docs" / name).is_file()] == []
