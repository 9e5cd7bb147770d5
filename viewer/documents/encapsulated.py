"""Encapsulated documents, PS3.3 A.45: PDF, CDA, STL, OBJ and MTL files inside an object.

What a file is follows from its content alone: the object's own word for it is a stranger's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from launcher.frozen import frozen
from viewer.documents.cda import cda_blocks, is_cda
from viewer.documents.coded import about, items, meaning, reference, text
from viewer.documents.document import Document, Enclosed
from viewer.documents.page import Block, Line, Page, Span, facts
from viewer.pixels.attributes import FrameAttributes as Attributes
from viewer.words import tr

if TYPE_CHECKING:
    from pydicom import Dataset

    from viewer.pixels.header import Header

HEAD: Final = 1024
"""Bytes in which a PDF file begins (ISO 32000-1, implementation note 13)."""


@frozen
class Kind:
    """A kind of file, and how its content is known."""

    name: str
    suffix: str
    fits: Callable[[bytes], bool]


def _is_stl(data: bytes) -> bool:
    triangles = int.from_bytes(data[80:84], "little")
    return (len(data) >= 84 and len(data) in (84 + 50 * triangles, 85 + 50 * triangles)) or _is_ascii_stl(data)


def _is_ascii_stl(data: bytes) -> bool:
    return data.startswith(b"solid") and b"facet normal" in data[: 4 * HEAD]


def _has_lines(*words: bytes) -> Callable[[bytes], bool]:
    """Whether a text has lines that begin with one of these, and nothing that no text has."""

    def fits(data: bytes) -> bool:
        head = data[: 64 * HEAD]
        return b"\0" not in head and any(line.lstrip().startswith(words) for line in head.splitlines())

    return fits


KINDS: Final = (
    Kind(tr("PDF document"), ".pdf", lambda data: b"%PDF-" in data[:HEAD]),
    Kind(tr("CDA document"), ".xml", is_cda),
    Kind(tr("STL model"), ".stl", _is_stl),
    Kind(tr("OBJ model"), ".obj", _has_lines(b"v ", b"mtllib ")),
    Kind(tr("MTL material list"), ".mtl", _has_lines(b"newmtl ")),
)


def kind_of_content(data: bytes) -> Kind | None:
    """What a file is, by its content."""
    return next((kind for kind in KINDS if kind.fits(data)), None)


def read_encapsulated(header: Header) -> Document:
    """An encapsulated document: a card, with the text of a CDA document below it."""
    dataset = header.dataset
    data = _content(header)
    kind = kind_of_content(data)
    title = text(dataset, "DocumentTitle") or meaning(dataset, "ConceptNameCodeSequence") or tr("Encapsulated document")
    said = text(dataset, "MIMETypeOfEncapsulatedDocument")
    rows = (
        (
            tr("Holds"),
            f"{kind.name}, {_size(len(data))}" if kind is not None else f"{said or tr('a file')}, {_size(len(data))}",
        ),
        (tr("Document"), meaning(dataset, "ConceptNameCodeSequence")),
    )
    blocks: list[Block] = [*_warnings(kind, said), *facts(rows), *about(dataset), *_sources(dataset)]
    if kind is None:
        return Document(Page(title, tuple(blocks)))
    if kind.suffix == ".xml":
        blocks += cda_blocks(data)
    return Document(Page(title, tuple(blocks)), Enclosed(kind.name, kind.suffix, lambda: (_content(header),)))


def _content(header: Header) -> bytes:
    """The file, without the byte that makes its length even."""
    attributes = Attributes(header.dataset)
    value = attributes.value("EncapsulatedDocument")
    data = value if isinstance(value, bytes) else b""
    length = attributes.integer("EncapsulatedDocumentLength", 0)
    return data[:length] if len(data) - 1 <= length <= len(data) and length else data


def _warnings(kind: Kind | None, said: str) -> tuple[Line, ...]:
    if kind is None:
        words = tr(
            "This is not what it says it is ({said}): its content is unknown, so nothing opens it.",
            said=said or tr("no type"),
        )
        return (Line((Span(words, "warning"),)),)
    return ()


def _sources(dataset: Dataset) -> tuple[Line, ...]:
    """The images that the document was made from, PS3.3 C.24.2."""
    found = [reference(item) for item in items(dataset, "SourceInstanceSequence")]
    spans = tuple(Span(f"{'' if place == 0 else ', '}{place + 1}", "", ref) for place, ref in enumerate(found[:200]))
    return (Line((Span(tr("Made from: "), "label"), *spans)),) if spans else ()


def _size(count: int) -> str:
    return f"{max(count / 1024, 1):.0f} KB" if count < 1 << 20 else f"{count / (1 << 20):.1f} MB"
