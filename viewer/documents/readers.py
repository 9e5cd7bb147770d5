"""Who reads the documents of each family. What no family is named for is described by what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from launcher.errors import WetreadError
from launcher.references import Instance, kind_of
from viewer.documents.audio import read_audio
from viewer.documents.coded import about, class_name, text
from viewer.documents.document import Document
from viewer.documents.encapsulated import read_encapsulated
from viewer.documents.families import family_of
from viewer.documents.key_objects import read_key_objects
from viewer.documents.page import Line, Page, Span, facts
from viewer.documents.presentation import read_presentation
from viewer.documents.radiotherapy import read_plan, read_structure_set
from viewer.documents.report import read_report
from viewer.documents.segmentation import read_segmentation
from viewer.documents.video import read_video
from viewer.documents.waveform import read_waveforms
from viewer.pixels.header import Header, read_header
from viewer.words import of_table, tr

NO_PICTURE: Final = tr("It says nothing of rows and columns, so there is no picture in it.")


class Unreadable(WetreadError):
    """A document that cannot be read."""

    advice = tr("Ask the archive for the object once more; if it stays so, show this text to it.")


def read_document(instance: Instance) -> Document:
    """Read the file of an instance that is no picture; may run in any thread.

    Raises
    ------
    WetreadError
        It cannot be read. No other error leaves this function.
    """
    family = family_of(instance)
    what = tr("The {name} cannot be shown", name=of_table(family.name.lower()))
    try:
        return READERS[family.name](read_header(instance.path))
    except OSError as error:
        raise Unreadable(what, error.strerror or tr("its file is gone"), "") from error
    except WetreadError:
        raise
    except RecursionError as error:
        raise Unreadable(what, tr("it is nested too deeply")) from error
    except Exception as error:  # a damaged value raises whatever its conversion stumbles over
        raise Unreadable(what, tr("it is damaged ({error})", error=error or type(error).__name__)[:300]) from error


def _described(header: Header) -> Document:
    """What an object says of itself that nobody here reads."""
    dataset = header.dataset
    name = class_name(text(dataset, "SOPClassUID")) or tr("Object of an unknown class")
    said = text(dataset, "SOPClassUID")
    why = NO_PICTURE if kind_of(said, "") == "image" else tr("Wetread does not draw objects of this class.")
    words = tr("{why} Its attributes are listed in the tags window.", why=why)
    rows = (
        (tr("SOP Class"), said),
        (tr("SOP Instance"), text(dataset, "SOPInstanceUID")),
        (tr("Modality"), text(dataset, "Modality")),
        (
            tr("Made by"),
            " ".join(part for part in (text(dataset, "Manufacturer"), text(dataset, "ManufacturerModelName"))),
        ),
    )
    return Document(Page(name, (Line((Span(words),)), *about(dataset), *facts(rows))))


READERS: Final[Mapping[str, Callable[[Header], Document]]] = {
    "Key object selection": lambda header: read_key_objects(header.dataset),
    "Report": lambda header: Document(read_report(header.dataset)),
    "Encapsulated document": read_encapsulated,
    "Presentation state": read_presentation,
    "Segmentation": read_segmentation,
    "Structure set": read_structure_set,
    "Radiotherapy object": read_plan,
    "Audio": read_audio,
    "Waveform": read_waveforms,
    "Video": read_video,
    "Object": _described,
}
"""By the family's name."""
