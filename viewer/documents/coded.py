"""What most documents have in common: codes, references, and who and what they are about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from viewer import names
from viewer.documents.page import Block, Reference, Span, facts
from viewer.documents.selection import Scope
from viewer.pixels.attributes import FrameAttributes as Attributes
from viewer.words import tr

if TYPE_CHECKING:
    from pydicom import Dataset


def items(dataset: Dataset, keyword: str) -> tuple[Dataset, ...]:
    """The items of a sequence; none if it is absent or no sequence."""
    return tuple(Attributes(dataset).items(keyword))


def text(dataset: Dataset, keyword: str) -> str:
    """The first text of a value."""
    return Attributes(dataset).text(keyword)


def long_text(dataset: Dataset, keyword: str) -> str:
    """A text of several lines as it is, without other control characters."""
    value = str(Attributes(dataset).value(keyword) or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in value if c.isprintable() or c in "\n\t").strip()


def meaning(dataset: Dataset, keyword: str) -> str:
    """What a coded attribute means, PS3.3 8.1: its Code Meaning, else the code itself."""
    found = items(dataset, keyword)
    return (text(found[0], "CodeMeaning") or _value(found[0])) if found else ""


def code(dataset: Dataset, keyword: str) -> str:
    """``(113701, DCM)``; empty where there is none."""
    found = items(dataset, keyword)
    parts = (_value(found[0]), text(found[0], "CodingSchemeDesignator")) if found else ()
    return f"({', '.join(part for part in parts if part)})" if any(parts) else ""


def _value(item: Dataset) -> str:
    values = (text(item, keyword) for keyword in ("CodeValue", "LongCodeValue", "URNCodeValue"))
    return next((value for value in values if value), "")


def reference(item: Dataset) -> Reference:
    """The instance that an item of a Referenced SOP Sequence names, PS3.3 10.8."""
    numbers = Attributes(item).numbers("ReferencedFrameNumber")
    return Reference(text(item, "ReferencedSOPInstanceUID"), tuple(int(number) for number in numbers))


def scope_of(item: Dataset) -> Scope:
    """The images that an item is for, by its Referenced Image Sequence."""
    return Scope(tuple(reference(found) for found in items(item, "ReferencedImageSequence")))


def linked(item: Dataset) -> Span:
    """A reference as words that can be clicked."""
    found = reference(item)
    frames = f", {names.frames(found.frame_numbers)}" if found.frame_numbers else ""
    return Span(f"{class_name(text(item, 'ReferencedSOPClassUID')) or tr('Object')}{frames}", "", found)


def class_name(sop_class_uid: str) -> str:
    """What a SOP Class is called, without the word Storage."""
    from pydicom.uid import UID

    return UID(sop_class_uid).name.removesuffix(" Storage") if sop_class_uid else ""


def moment(dataset: Dataset, *keywords: str) -> str:
    """The first date and time there are: pairs of attributes, ``ContentDate`` and ``ContentTime``."""
    for date, time in zip(keywords[::2], keywords[1::2], strict=True):
        found = names.date(text(dataset, date)), names.time(text(dataset, time))
        if any(found):
            return names.joined(" ", *found)
    return ""


def about(dataset: Dataset) -> Iterator[Block]:
    """Who and what a document is about."""
    patient = names.joined(
        " · ",
        names.person(text(dataset, "PatientName")) or tr("No name"),
        tr("ID {id}", id=text(dataset, "PatientID") or tr("none")),
        names.date(text(dataset, "PatientBirthDate")),
        text(dataset, "PatientSex"),
    )
    accession = text(dataset, "AccessionNumber")
    study = names.joined(
        " · ",
        text(dataset, "StudyDescription"),
        moment(dataset, "StudyDate", "StudyTime"),
        accession and tr("accession {number}", number=accession),
    )
    series = text(dataset, "SeriesDescription")
    made = moment(dataset, "ContentDate", "ContentTime", "InstanceCreationDate", "InstanceCreationTime")
    place = text(dataset, "InstitutionName")
    rows = (
        (tr("Patient"), patient), (tr("Study"), study), (tr("Series"), series), (tr("Made"), made),
        (tr("Institution"), place),
    )  # fmt: skip
    yield from facts(rows)
