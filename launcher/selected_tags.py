"""``wetread:tag``: what the header of the image in the selected view says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from launcher.errors import RequestError
from launcher.ledger import status
from launcher.protocol.events import Describe
from launcher.protocol.wishes import Description

if TYPE_CHECKING:
    from launcher.ledger.ledger import Ledger
    from launcher.links.commands import WetreadTag
    from launcher.tags.elements import DataSet
    from launcher.window import Window

FIRST_IMAGE_LIMIT: Final = 30.0  # seconds that it waits for an image that is on its way


def said(command: WetreadTag, ledger: Ledger, window: Window) -> str:
    """A line for each tag, as ``wetread tags`` prints them; empty for what the image does not have.

    Raises
    ------
    RequestError
        A tag's name that is none, no DICOM image in the selected view, or a file that has gone.
    """
    from launcher.tags import forms, path

    asked = [path.parse(tag) for tag in command.tag]
    with ledger.changed:
        ledger.changed.wait_for(
            lambda: not ledger.records or status.first_image(ledger) is not False, FIRST_IMAGE_LIMIT
        )
    lines: list[str] = []
    form = "imagej" if command.compat else "text"
    forms.form_of(form, lines.append, asked, alone=True).add("", _header(_file(ledger, _selected(window))))
    return "".join(lines).removesuffix("\n")


def _selected(window: Window) -> dict[str, Any]:
    state = window.ask(Describe, Description).state
    views = state["views"]
    return dict(views[state["selected"]]) if views else {}


def _file(ledger: Ledger, view: dict[str, Any]) -> str:
    if picture := view.get("path", ""):
        return str(picture)  # ImageJ keeps the header of a DICOM image in its pictures
    uid = view.get("SOPInstanceUID", "")
    with ledger.lock:
        for record in ledger.records.values():
            entry = record.entries.get(uid)
            if entry is not None and record.series.series_instance_uid == view.get("SeriesInstanceUID"):
                return entry.instance.path
    raise RequestError("There is no DICOM image in the selected view", "", "Open one, or select another view.")


def _header(file: str) -> DataSet:
    from launcher.tags.reading import read_file

    try:
        return read_file(Path(file))
    except OSError as error:
        raise RequestError("The image's file cannot be read", error.strerror or "", "Open it again.") from error
