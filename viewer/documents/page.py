"""What a document says, as plain values: headings, lines and tables of text. Nothing in them is markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from launcher.frozen import frozen

Style = Literal["", "label", "strong", "warning"]


@frozen
class Reference:
    """Another instance that a document speaks of; ``frame_numbers`` count from 1, empty for all of it."""

    sop_instance_uid: str
    frame_numbers: tuple[int, ...] = ()

    @property
    def frame_index(self) -> int:
        """The first frame it speaks of, from 0."""
        return max(0, self.frame_numbers[0] - 1) if self.frame_numbers else 0


@frozen
class Span:
    """A piece of text; with a ``reference`` it can be clicked."""

    text: str
    style: Style = ""
    reference: Reference | None = None


@frozen
class Heading:
    """Opens a section; ``level`` from 1, the title of the page being above all of them."""

    text: str
    level: int = 1


@frozen
class Line:
    """One paragraph; ``indent`` says how deep it lies below others."""

    spans: tuple[Span, ...]
    indent: int = 0


@frozen
class Table:
    """Rows of cells under a head, which may be empty."""

    head: tuple[str, ...]
    rows: tuple[tuple[Span, ...], ...]


Block = Heading | Line | Table


@frozen
class Page:
    """A document to read."""

    title: str
    blocks: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        """All of it as plain text, a line for each paragraph and row."""
        return "\n".join((self.title, *(line for block in self.blocks for line in _lines(block))))

    @property
    def references(self) -> Iterator[Reference]:
        """The instances it speaks of, each as often as it is named."""
        spans = (span for block in self.blocks for span in _spans(block))
        return (span.reference for span in spans if span.reference is not None)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Line):
        yield "  " * block.indent + "".join(span.text for span in block.spans)
    else:
        yield from ("\t".join(block.head), *("\t".join(cell.text for cell in row) for row in block.rows))


def _spans(block: Block) -> Iterator[Span]:
    if isinstance(block, Line):
        yield from block.spans
    elif isinstance(block, Table):
        yield from (cell for row in block.rows for cell in row)


def said(label: str, value: str | Span, indent: int = 0) -> Line:
    """``label: value``."""
    return Line((Span(f"{label}: ", "label"), value if isinstance(value, Span) else Span(value)), indent)


def facts(pairs: Iterable[tuple[str, str]]) -> Iterator[Table]:
    """Labels and what they stand for, those without a value left out."""
    rows = tuple((Span(label, "label"), Span(value)) for label, value in pairs if value)
    if rows:
        yield Table((), rows)
