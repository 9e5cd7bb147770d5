"""Images out of the window: copied, saved, printed."""

from __future__ import annotations

from typing import Final

from launcher.errors import WetreadError
from viewer.actions.row import Action, Window, selected_sight
from viewer.state.sight import Sight
from viewer.words import tr


def copy(window: Window, clean: bool = False) -> None:
    """Put a picture of the selected view on the clipboard."""
    _ready(window)
    window.output.copy(clean)


def save(window: Window) -> None:
    """Save a picture of the selected view."""
    _ready(window)
    window.output.save()


def save_files(window: Window) -> None:
    """Save the selected image or its series in another form."""
    selected_sight(window)
    window.output.save_as_files()


def print_views(window: Window, all: bool = False) -> None:
    """Print the selected view, or all of them."""
    _ready(window)
    window.output.print(all)


def _ready(window: Window) -> Sight:
    """What is taken a picture of.

    Raises
    ------
    WetreadError
        There is nothing to take it of, or not yet.
    """
    sight = selected_sight(window)
    if sight.image is None and not window.store.is_document(sight):
        raise WetreadError(tr("There is no image to take"), sight.error or tr("it is still being read"), "")
    return sight


ROWS: Final = (
    Action("copy-image", "Copy image", copy, icon="copy", shortcuts=("Ctrl+C",), menu="Edit"),
    Action("copy-clean", "Copy image without annotations", copy, options={"clean": True}, shortcuts=("Ctrl+Shift+C",),
           menu="Edit"),
)  # fmt: skip

FILE_ROWS: Final = (
    Action("save-image", "Save image …", save, icon="save", shortcuts=("Ctrl+S",), menu="File", line=True),
    Action("save-as", "Save as …", save_files, shortcuts=("Ctrl+Shift+S",), menu="File"),
    Action("print", "Print …", print_views, icon="print", shortcuts=("P", "Ctrl+P"), menu="File"),
    Action("print-all", "Print all views …", print_views, options={"all": True}, shortcuts=("Ctrl+Shift+P",),
           menu="File",
           enabled=lambda window: window.store.desk.group is not None and len(window.store.desk.group.views) > 1),
)  # fmt: skip
