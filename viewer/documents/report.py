"""Structured reports: PS3.3 C.17, the tree of content items, as a page to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from launcher.frozen import frozen
from viewer import names
from viewer.documents.coded import about, code, items, linked, long_text, meaning, text
from viewer.documents.page import Block, Heading, Line, Page, Span, Table, facts
from viewer.pixels.attributes import FrameAttributes as Attributes
from viewer.words import tr

if TYPE_CHECKING:
    from pydicom import Dataset

DEEPEST: Final = 40
"""Levels of nesting that are shown."""

MOST: Final = 20_000
"""Content items that are shown."""

FLAGS: Final = {
    "COMPLETE": tr("Complete"),
    "PARTIAL": tr("Partial: the report is not complete"),
    "VERIFIED": tr("Verified"),
    "UNVERIFIED": tr("Not verified"),
    "PRELIMINARY": tr("Preliminary"),
    "FINAL": tr("Final"),
}
MODIFIERS: Final = ("HAS CONCEPT MOD", "HAS OBS CONTEXT", "HAS PROPERTIES", "HAS ACQ CONTEXT")
"""Relationships whose simple values stand in the line of what they belong to."""

RELATIONS: Final = {"INFERRED FROM": tr("Inferred from "), "SELECTED FROM": tr("Selected from ")}


@frozen
class Item:
    """One content item."""

    dataset: Dataset
    type: str
    relationship: str
    name: str
    code: str
    children: tuple[Item, ...]

    @property
    def is_simple(self) -> bool:
        """Whether one line says all of it."""
        return not self.children and self.type in ("CODE", "DATE", "TIME", "DATETIME", "PNAME", "UIDREF", "NUM")

    @property
    def modifiers(self) -> tuple[Item, ...]:
        """What belongs into the line of this item."""
        return tuple(child for child in self.children if child.relationship in MODIFIERS and child.is_simple)

    @property
    def rest(self) -> tuple[Item, ...]:
        """What stands below it."""
        shown = self.modifiers
        return tuple(child for child in self.children if child not in shown)


def read_report(dataset: Dataset) -> Page:
    """A structured report as a page; ``dataset`` is of any SR class, or a key object selection."""
    root, left = _tree(dataset, [MOST])
    title = root.name or tr("Structured report")
    blocks: list[Block] = [*_standing(dataset), *about(dataset), *_people(dataset), *_content(root.children, 1)]
    if not left:
        blocks.append(Line((Span(tr("There is more: only {most} items are shown.", most=MOST), "warning"),)))
    return Page(title, tuple(blocks))


# --- the tree -------------------------------------------------------------------------------------------------------


def _tree(dataset: Dataset, left: list[int], depth: int = 0) -> tuple[Item, bool]:
    """The item and its children, and whether all of them are there; ``left`` holds how many more may be."""
    children = []
    for child in items(dataset, "ContentSequence") if depth < DEEPEST else ():
        left[0] -= 1
        if left[0] < 0:
            break
        children.append(_tree(child, left, depth + 1)[0])
    found = Item(
        dataset,
        text(dataset, "ValueType"),
        text(dataset, "RelationshipType"),
        meaning(dataset, "ConceptNameCodeSequence"),
        code(dataset, "ConceptNameCodeSequence"),
        tuple(children),
    )
    return found, left[0] >= 0


# --- the head -------------------------------------------------------------------------------------------------------


def _standing(dataset: Dataset) -> Iterator[Block]:
    """What the flags say of how far the report may be trusted, PS3.3 C.17.2."""
    said = [text(dataset, keyword) for keyword in ("CompletionFlag", "VerificationFlag", "PreliminaryFlag")]
    words = [FLAGS.get(flag, flag) for flag in said if flag]
    settled = all(flag not in ("PARTIAL", "UNVERIFIED", "PRELIMINARY") for flag in said)
    if words:
        yield Line((Span(" · ".join(words), "strong" if settled else "warning"),))
    if description := text(dataset, "CompletionFlagDescription"):
        yield Line((Span(description),))


def _people(dataset: Dataset) -> Iterator[Block]:
    """Who verified and who wrote it."""
    rows = []
    for item in items(dataset, "VerifyingObserverSequence"):
        when, where = _datetime(text(item, "VerificationDateTime")), text(item, "VerifyingOrganization")
        who = names.person(text(item, "VerifyingObserverName"))
        rows.append((tr("Verified by"), names.joined(" · ", who, where, when)))
    rows += [
        (tr("Author"), names.person(text(item, "PersonName")) or text(item, "StationName"))
        for item in items(dataset, "AuthorObserverSequence")
    ]
    yield from facts(rows)


# --- the content ----------------------------------------------------------------------------------------------------


def _content(children: Sequence[Item], level: int, indent: int = 0) -> Iterator[Block]:
    """Siblings in their order; several measurements in a row stand in a table."""
    for numbers, run in groupby(children, key=lambda item: item.type == "NUM"):
        siblings = list(run)
        if numbers and len(siblings) > 1:
            yield _measurements(siblings)
            for item in siblings:
                yield from _content([c for c in item.rest if c.type not in ("IMAGE", "COMPOSITE")], level, indent + 1)
        else:
            for item in siblings:
                yield from _item(item, level, indent)


def _item(item: Item, level: int, indent: int) -> Iterator[Block]:
    if item.type == "CONTAINER":
        deeper = level
        if item.name:
            yield Heading(item.name, min(level, 4))
            deeper = level + 1
        yield from _content(item.children, deeper, indent)
        return
    yield _line(item, indent)
    yield from _content(item.rest, level, indent + 1)


def _line(item: Item, indent: int) -> Line:
    label = RELATIONS.get(item.relationship, "") + (item.name or _unnamed(item))
    value = _values(item)
    notes = "".join(f"; {child.name}: {_plain(child)}" for child in item.modifiers)
    spans = (Span(f"{label}: ", "label"), *value, *((Span(notes, "label"),) if notes else ()))
    return Line(spans if value else (Span(label, "label"), *spans[1:]), indent)


def _unnamed(item: Item) -> str:
    if identifier := Attributes(item.dataset).texts("ReferencedContentItemIdentifier"):
        return tr("See item {number}", number=".".join(identifier))
    return {"IMAGE": tr("Image"), "SCOORD": tr("Region"), "SCOORD3D": tr("Region")}.get(
        item.type, item.type.capitalize() or tr("Item")
    )


def _measurements(numbers: Sequence[Item]) -> Table:
    rows = []
    for item in numbers:
        value, unit = _number(item)
        notes = "; ".join(f"{child.name}: {_plain(child)}" for child in item.modifiers)
        images = [child for child in item.rest if child.type in ("IMAGE", "COMPOSITE")]
        place = _values(images[0])[0] if images and _values(images[0]) else Span("")
        rows.append((Span(item.name, "label"), Span(value, "strong"), Span(unit), Span(notes), place))
    used = [column for column in range(5) if any(row[column].text for row in rows)]
    head = (tr("Measurement"), tr("Value"), tr("Unit"), tr("Details"), tr("Image"))
    return Table(tuple(head[c] for c in used), tuple(tuple(row[c] for c in used) for row in rows))


# --- values ---------------------------------------------------------------------------------------------------------


def _values(item: Item) -> tuple[Span, ...]:
    """What an item says, PS3.3 C.17.3.2.1, by its value type."""
    if item.type in ("IMAGE", "COMPOSITE", "WAVEFORM"):
        return tuple(linked(found) for found in items(item.dataset, "ReferencedSOPSequence"))
    said = _plain(item)
    return (Span(said, "strong" if item.type == "NUM" else ""),) if said else ()


def _plain(item: Item) -> str:
    dataset = item.dataset
    if item.type == "NUM":
        return names.joined(" ", *_number(item))
    if item.type == "CODE":
        known = meaning(dataset, "ConceptCodeSequence")
        return f"{known} {code(dataset, 'ConceptCodeSequence')}".strip()
    if item.type in ("SCOORD", "SCOORD3D"):
        return _region(dataset)
    if item.type == "TCOORD":
        return text(dataset, "TemporalRangeType").capitalize()
    plain = {
        "TEXT": lambda: long_text(dataset, "TextValue"),
        "DATE": lambda: names.date(text(dataset, "Date")),
        "TIME": lambda: names.time(text(dataset, "Time")),
        "DATETIME": lambda: _datetime(text(dataset, "DateTime")),
        "PNAME": lambda: names.person(text(dataset, "PersonName")),
        "UIDREF": lambda: text(dataset, "UID"),
    }.get(item.type)
    return plain() if plain is not None else ""


def _number(item: Item) -> tuple[str, str]:
    """Value and unit; without a value, why there is none."""
    found = items(item.dataset, "MeasuredValueSequence")
    qualifier = meaning(item.dataset, "NumericValueQualifierCodeSequence")
    if not found:
        return qualifier or tr("no value"), ""
    unit = meaning(found[0], "MeasurementUnitsCodeSequence")
    value = text(found[0], "NumericValue")
    return f"{value} ({qualifier})" if qualifier else value, "" if unit in ("no units", "1") else unit


def _region(dataset: Dataset) -> str:
    shape = text(dataset, "GraphicType").capitalize() or tr("Region")
    dimensions = 3 if text(dataset, "ValueType") == "SCOORD3D" else 2
    points = len(Attributes(dataset).numbers("GraphicData")) // dimensions
    return f"{shape}, {names.count(points, 'point')}" if points else shape


def _datetime(value: str) -> str:
    """A DT value, PS3.5 6.2, without fraction and zone."""
    return names.joined(" ", names.date(value[:8]), names.time(value[8:14]))
