"""Key object selections, PS3.3 C.17.6: a title, a description, and the images that somebody chose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from viewer.documents.coded import code, items, linked, reference
from viewer.documents.document import Document
from viewer.documents.page import Block, Heading, Line, Page
from viewer.documents.report import DEEPEST, MOST, read_report
from viewer.documents.selection import Selection
from viewer.words import tr

if TYPE_CHECKING:
    from pydicom import Dataset

REJECTING: Final = tuple(f"({value}, DCM)" for value in ("113001", "113037", "113038", "113039"))
"""Titles that take images out of use, PS3.16 CID 7011: bad quality, wrong patient or worklist entry, time expired."""


def read_key_objects(dataset: Dataset) -> Document:
    """The page with what it says and names, and the selection."""
    page, chosen = read_report(dataset), tuple(reference(item) for item in _chosen(dataset))
    blocks = (*page.blocks, *_others(dataset, {found.sop_instance_uid for found in chosen}))
    is_rejection = code(dataset, "ConceptNameCodeSequence") in REJECTING
    return Document(Page(page.title, blocks), attachment=Selection(page.title, chosen[:MOST], is_rejection))


def _chosen(dataset: Dataset, depth: int = 0) -> Iterator[Dataset]:
    yield from items(dataset, "ReferencedSOPSequence")
    for child in items(dataset, "ContentSequence") if depth < DEEPEST else ():
        yield from _chosen(child, depth + 1)


def _others(dataset: Dataset, told: set[str]) -> Iterator[Block]:
    """Instances that the evidence names but no content item does."""
    others = [
        item
        for study in items(dataset, "CurrentRequestedProcedureEvidenceSequence")
        for series in items(study, "ReferencedSeriesSequence")
        for item in items(series, "ReferencedSOPSequence")
        if reference(item).sop_instance_uid not in told
    ]
    if others:
        yield Heading(tr("Also named as evidence"))
        yield from (Line((linked(item),)) for item in others[:MOST])
