"""From the bytes of a manifest, in whatever form, to events: an element begins, an element ends.

The forms are XML of any declared encoding, JSON with the same names, and gzip around either; content decides, never a
name or a header. Sans-IO, and wary: sizes are limited, document types are refused before their declarations are read.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from lxml import etree

from launcher.errors import SIGN_IN, ManifestError
from launcher.headers.content import Content, sniff

MAX_JSON_BYTES: Final = 32 << 20
"""JSON is read as a whole, and is many times as large in memory."""

CONTROLS: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold; JSON and DICOM can."""

Children = Mapping[str, tuple[str, ...]]
"""Element → the elements looked for in it, in this order; of the document itself (``""``), its roots."""


class Target(Protocol):
    """Who receives the events; in XML, also those of elements that nobody looks for."""

    @property
    def over(self) -> bool:
        """Whether all has been said: what still comes is not looked at."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def end(self) -> None: ...

    def breaks(self, reason: str) -> None:
        """What came last was no longer well-formed; the elements that are still open never end."""


class Decoder(Protocol):
    def feed(self, data: bytes) -> None: ...

    def close(self) -> None: ...


def unusable(why: str) -> ManifestError:
    return ManifestError("The manifest cannot be used", why)


class Recognised:
    """Bytes of whatever form: the first of them decide who decodes the rest.

    ``feed`` and ``close`` raise ``ManifestError`` for what is no manifest, is too large, or declares a document type.
    """

    _HEAD: Final = 1024

    def __init__(self, target: Target, children: Children, max_bytes: int, packed: bool = False) -> None:
        self._target, self._children, self._max_bytes, self._packed = target, children, max_bytes, packed
        self._count = 0
        self._head = b""
        self._decoder: Decoder | None = None

    def feed(self, data: bytes) -> None:
        self._count += len(data)
        if self._count > self._max_bytes:
            raise unusable(f"it is larger than {self._max_bytes:,} bytes")
        if self._decoder is not None:
            self._decoder.feed(data)
            return
        self._head = (self._head + data).lstrip()  # blanks before an XML declaration are a frequent slip
        if len(self._head) >= self._HEAD:
            self._decide().feed(self._head)

    def close(self) -> None:
        if self._decoder is None:
            self._decide().feed(self._head)
        assert self._decoder is not None
        self._decoder.close()

    def _decide(self) -> Decoder:
        content = sniff(self._head[: self._HEAD], len(self._head))
        if content == "xml":
            self._decoder = _Xml(self._target)
        elif content == "json":
            self._decoder = _Json(self._target, self._children)
        elif content == "gzip" and not self._packed:
            inside = Recognised(self._target, self._children, self._max_bytes, packed=True)
            self._decoder = _Gzip(self._target, inside)
        else:
            raise _something_else(content)
        return self._decoder


def _something_else(content: Content) -> ManifestError:
    if content == "empty":
        return ManifestError("The manifest is empty", "0 bytes came")
    if content == "html":
        return ManifestError("The address answered with a web page, not with a manifest", todo=SIGN_IN)
    return unusable("it is neither XML nor JSON")


class _Blocks:
    """Bytes again, in blocks of one size: how the network cuts them cannot matter to who takes the blocks."""

    def __init__(self, size: int, take: Callable[[bytes], None]) -> None:
        self._size, self._take = size, take
        self._rest = bytearray()

    def feed(self, data: bytes) -> None:
        self._rest += data
        while len(self._rest) >= self._size:
            self._take(bytes(self._rest[: self._size]))
            del self._rest[: self._size]

    def close(self) -> None:
        self._take(bytes(self._rest))


class _Gzip:
    """Inflates in small pieces, so that a bomb meets the limit early, and damage costs little of what came before."""

    _BLOCK: Final = 1 << 10
    _PIECE: Final = 64 << 10

    def __init__(self, target: Target, inside: Recognised) -> None:
        self._target, self._inside = target, inside
        self._stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._damaged = False
        self._blocks = _Blocks(self._BLOCK, self._take)

    def feed(self, data: bytes) -> None:
        self._blocks.feed(data)

    def _take(self, data: bytes) -> None:
        piece = b""
        while (data or len(piece) == self._PIECE) and not (self._stream.eof or self._damaged or self._target.over):
            try:
                piece = self._stream.decompress(data, self._PIECE)
            except zlib.error:
                self._damaged = True
                return
            data = self._stream.unconsumed_tail
            self._inside.feed(piece)

    def close(self) -> None:
        self._blocks.close()
        try:
            self._inside.close()
        except ManifestError:
            if self._damaged:
                raise unusable("its gzip data is damaged") from None
            raise


class _Xml:
    """Reads with lxml's parser, as events, so that no tree is built."""

    _BLOCK: Final = 64 << 10

    def __init__(self, target: Target) -> None:
        self._target = target
        events: Any = _ParserTarget(target)
        entities: Any = "internal"  # without, &amp; in an attribute arrives as &#38;; there are no others here
        self._parser = etree.XMLParser(
            target=events, resolve_entities=entities, load_dtd=False, no_network=True, huge_tree=False
        )
        self._blocks = _Blocks(self._BLOCK, self._parse)

    def feed(self, data: bytes) -> None:
        self._blocks.feed(data)

    def close(self) -> None:
        self._blocks.close()
        self._guarded(self._parser.close)

    def _parse(self, block: bytes) -> None:
        self._guarded(lambda: self._parser.feed(block))

    def _guarded(self, step: Callable[[], object]) -> None:
        if self._target.over:
            return
        try:
            step()
        except etree.XMLSyntaxError as error:
            self._target.breaks(f"it is not well-formed: {' '.join(error.msg.split())[:200]}")


class _ParserTarget:
    """What lxml calls. Of names, the local part counts: manifests come with every namespace and with none."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def doctype(self, name: str | None, *_identifiers: str | None) -> None:
        """Refuse: this is called before the declarations are read, so no entity ever exists."""
        if (name or "").lower() == "html":
            raise _something_else("html")
        raise unusable("it declares a document type, by which it could read files or fill the memory")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._target.start(_local(tag), {_local(key): value for key, value in attributes.items()})

    def end(self, _tag: str) -> None:
        self._target.end()

    def close(self) -> None:
        """The last event; nothing is left to say."""


def _local(name: str) -> str:
    return name.rpartition("}")[2]


class _Json:
    """Replays a document as if it were XML: objects are elements, their scalars attributes."""

    def __init__(self, target: Target, children: Children) -> None:
        self._target, self._children = target, children
        self._text = bytearray()

    def feed(self, data: bytes) -> None:
        self._text += data
        if len(self._text) > MAX_JSON_BYTES:
            raise unusable(f"it is larger than {MAX_JSON_BYTES:,} bytes, the most for JSON; XML may be larger")

    def close(self) -> None:
        for document in _objects(self._parsed()):
            self._replay(document, "")

    def _parsed(self) -> Any:
        try:
            return json.loads(self._text)
        except json.JSONDecodeError as error:
            self._target.breaks(f"it is not well-formed: {error.msg}, line {error.lineno}, column {error.colno}")
        except (ValueError, RecursionError):
            self._target.breaks("it is not well-formed: a wrong encoding, a number or a nesting without end")

    def _replay(self, node: dict[str, Any], name: str) -> None:
        for child in self._children.get(name, ()):
            for item in _objects(node.get(child)):
                self._target.start(child, {key: _scalar(value) for key, value in item.items()})
                self._replay(item, child)
                self._target.end()


def _objects(value: Any) -> list[dict[str, Any]]:
    """A single object counts as a list of one."""
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return CONTROLS.sub("", str(value)) if isinstance(value, str | int | float) else ""
