"""Which objects are documents, and who reads them: one row for each family of SOP classes, PS3.4 B.5.

What no row names and is no image either is described by what it says of itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from launcher.errors import WetreadError
from launcher.references import Instance, kind_of
from viewer.documents.audio import read_audio
from viewer.documents.coded import about, class_name, text
from viewer.documents.document import Document
from viewer.documents.encapsulated import read_encapsulated
from viewer.documents.page import Line, Page, Span, facts
from viewer.documents.presentation import read_presentation
from viewer.documents.radiotherapy import read_plan, read_structure_set
from viewer.documents.report import read_key_objects, read_report
from viewer.documents.segmentation import read_segmentation
from viewer.documents.video import read_video
from viewer.documents.waveform import read_waveforms
from viewer.pixels import video
from viewer.pixels.video import VIDEO

if TYPE_CHECKING:
    from viewer.pixels.header import Header

STORAGE: Final = "1.2.840.10008.5.1.4.1.1."
NO_PICTURE: Final = "It says nothing of rows and columns, so there is no picture in it."


class Unreadable(WetreadError):
    """A document that cannot be read."""

    advice = "Ask the archive for the object once more; if it stays so, show this text to it."


@dataclass(frozen=True)
class Family:
    """SOP classes whose UIDs begin with ``prefix`` behind the root of the storage classes; the first row that fits."""

    prefix: str
    name: str
    read: Callable[[Header], Document]


def read_document(instance: Instance) -> Document:
    """Read the file of an instance that is no picture; may run in any thread.

    Raises
    ------
    WetreadError
        It cannot be read. No other error leaves this function.
    """
    from viewer.pixels.header import read_header

    family = family_of(instance)
    what = f"The {family.name.lower()} cannot be shown"
    try:
        return family.read(read_header(instance.path))
    except OSError as error:
        raise Unreadable(what, error.strerror or "its file is gone", "") from error
    except WetreadError:
        raise
    except RecursionError as error:
        raise Unreadable(what, "it is nested too deeply") from error
    except Exception as error:  # a damaged value raises whatever its conversion stumbles over
        raise Unreadable(what, f"it is damaged ({error or type(error).__name__})"[:300]) from error


def is_picture(instance: Instance) -> bool:
    """Whether an instance goes to the image view; what says nothing of rows and columns has no picture."""
    if instance.transfer_syntax_uid in VIDEO:
        return video.is_available()
    return instance.rows > 0 and kind_of(instance.sop_class_uid, "") in ("image", "video")


def family_of(instance: Instance) -> Family:
    """The row for an instance."""
    if instance.transfer_syntax_uid in VIDEO:
        return Family("", "Video", read_video)
    tail = instance.sop_class_uid.removeprefix(STORAGE)
    return next((family for family in FAMILIES if tail.startswith(family.prefix)), OTHER)


def _described(header: Header) -> Document:
    """What an object says of itself that nobody here reads."""
    dataset = header.dataset
    name = class_name(text(dataset, "SOPClassUID")) or "Object of an unknown class"
    said = text(dataset, "SOPClassUID")
    why = NO_PICTURE if kind_of(said, "") == "image" else "Wetread does not draw objects of this class."
    words = f"{why} Its attributes are listed in the tags window."
    rows = (
        ("SOP Class", said),
        ("SOP Instance", text(dataset, "SOPInstanceUID")),
        ("Modality", text(dataset, "Modality")),
        ("Made by", " ".join(part for part in (text(dataset, "Manufacturer"), text(dataset, "ManufacturerModelName")))),
    )
    return Document(Page(name, (Line((Span(words),)), *about(dataset), *facts(rows))))


OTHER: Final = Family("", "Object", _described)

FAMILIES: Final = (
    Family("88.59", "Key object selection", lambda header: Document(read_key_objects(header.dataset))),
    Family("88.", "Report", lambda header: Document(read_report(header.dataset))),
    Family("104.", "Encapsulated document", read_encapsulated),
    Family("11.", "Presentation state", read_presentation),
    Family("66.4", "Segmentation", read_segmentation),
    Family("66.7", "Segmentation", read_segmentation),
    Family("481.3", "Structure set", read_structure_set),
    Family("481.", "Radiotherapy object", read_plan),
    Family("9.4.", "Audio", read_audio),
    Family("9.", "Waveform", read_waveforms),
)
