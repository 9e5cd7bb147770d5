"""Opening, closing, ending."""

from __future__ import annotations

from typing import Final

from viewer.actions.row import Action, Window


def user_interface(window: Window, quit: bool = False, visible: bool = False, minimized: bool = False) -> None:
    """End, minimise or show the window; the first that is asked for."""
    if quit:
        window.close()
    elif minimized:
        window.showMinimized()
    elif visible:
        window.come_to_front()


def close_group(window: Window) -> None:
    """Close all that belongs to the patient in front."""
    window.store.close_group()


def open_files(window: Window) -> None:
    """Let the user choose files."""
    window.openings.files()


def open_folder(window: Window) -> None:
    """Let the user choose a folder."""
    window.openings.folder()


def show_import(window: Window, kind: str) -> None:
    """Let the user choose what to open, and how."""
    window.openings.imported(kind)


OPEN_ROWS: Final = (
    Action("open-files", "Open files …", open_files, icon="open-files", shortcuts=("Ctrl+O",), menu="File", toolbar=1),
    Action("open-folder", "Open folder …", open_folder, icon="open-folder", shortcuts=("Ctrl+Shift+O",), menu="File",
           toolbar=1),
    Action("import-files", "DICOM files and folders …", show_import, options={"kind": "files"}, menu="Import"),
    Action("import-zip", "DICOM ZIP …", show_import, options={"kind": "zip"}, menu="Import"),
    Action("import-disc", "DICOM CD/DVD (DICOMDIR) …", show_import, options={"kind": "disc"}, icon="open-disc",
           menu="Import", toolbar=1),
)  # fmt: skip

CLOSE_ROWS: Final = (
    Action("close-patient", "Close patient", close_group, shortcuts=("Ctrl+W",), menu="File", line=True),
    Action("quit", "Quit", user_interface, options={"quit": True}, shortcuts=("Ctrl+Q",), menu="File",
           remote="weasis:ui"),
)  # fmt: skip

EDIT_ROWS: Final = (
    Action("preferences", "Preferences …", lambda window: window.show_preferences(), icon="preferences",
           shortcuts=("Ctrl+,",), menu="Edit", line=True),
)  # fmt: skip
