"""The readable part of a CDA document (HL7 Clinical Document Architecture, release 2): titles, texts, tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from viewer.documents.page import Block, Heading, Line, Span, Table

ROOT: Final = "{urn:hl7-org:v3}ClinicalDocument"
LARGEST: Final = 32 << 20
"""Bytes that are parsed."""
DEEPEST: Final = 40
BREAKS: Final = ("paragraph", "item", "br", "caption", "list", "content")


def is_cda(data: bytes) -> bool:
    """Whether ``data`` is a CDA document."""
    root = _root(data)
    return root is not None and root.tag == ROOT


def cda_blocks(data: bytes) -> Iterator[Block]:
    """Its title and its sections, as text."""
    root = _root(data)
    if root is not None:
        if title := _words(root.find("{*}title")):
            yield Heading(title)
        for section in root.iterfind("{*}component/{*}structuredBody/{*}component/{*}section"):
            yield from _section(section, 2)


def _root(data: bytes) -> Any:
    """The root element; ``None`` for what is no XML. Nothing outside the text is ever read."""
    from lxml import etree

    if len(data) > LARGEST or not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def _section(section: Any, level: int) -> Iterator[Block]:
    if level > DEEPEST:
        return
    if title := _words(section.find("{*}title")):
        yield Heading(title, min(level, 4))
    text = section.find("{*}text")
    if text is not None:
        yield from _narrative(text)
    for inner in section.iterfind("{*}component/{*}section"):
        yield from _section(inner, level + 1)


def _narrative(text: Any) -> Iterator[Block]:
    """Paragraphs and list items as lines, tables as tables, in their order."""
    said: list[str] = [_spaced(text.text)]
    for child in text:
        if _name(child) == "table":
            yield from _lines(said)
            said = []
            yield from _table(child)
        else:
            said += ["\n" if _name(child) in BREAKS else "", *_flat(child, 0)]
        said.append(_spaced(child.tail))
    yield from _lines(said)


def _flat(element: Any, depth: int) -> Iterator[str]:
    if not isinstance(element.tag, str) or depth > DEEPEST:
        return
    yield _spaced(element.text)
    for child in element:
        if _name(child) in BREAKS[:-1]:
            yield "\n"
        yield from _flat(child, depth + 1)
        yield _spaced(child.tail)
    if _name(element) in BREAKS[:-1]:
        yield "\n"


def _spaced(text: str | None) -> str:
    """White space of XML is no line of its own."""
    return (text or "").replace("\n", " ")


def _lines(parts: list[str]) -> Iterator[Block]:
    for line in "".join(parts).split("\n"):
        if said := " ".join(line.split()):
            yield Line((Span(said),))


def _table(table: Any) -> Iterator[Block]:
    rows = [[_words(cell) for cell in row if _name(cell) in ("td", "th")] for row in table.iter("{*}tr")]
    head = [_words(cell) for cell in table.iterfind("{*}thead/{*}tr[1]/{*}th")]
    body = rows[1:] if head else rows
    if body:
        yield Table(tuple(head), tuple(tuple(Span(cell) for cell in row) for row in body))


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _words(element: Any) -> str:
    return " ".join("".join(_flat(element, 0)).split()) if element is not None else ""
