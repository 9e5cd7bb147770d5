"""What a file or an answer is, by its first bytes: names and content types lie.

Sans-IO: bytes in, one word out.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from launcher.errors import NotDicom

Content = Literal[
    "dicom", "zip", "gzip", "xml", "json", "html", "picture", "pdf", "video", "text", "empty", "unknown"
]  # fmt: skip

_MAGIC: Final[tuple[tuple[Content, re.Pattern[bytes]], ...]] = (
    ("dicom", re.compile(rb".{128}DICM", re.S)),  # first: PS3.10 lets the preamble be a TIFF header
    ("zip", re.compile(rb"PK(\x03\x04|\x05\x06)")),
    ("gzip", re.compile(rb"\x1f\x8b")),
    ("pdf", re.compile(rb"%PDF-")),
    ("picture", re.compile(rb"\x89PNG\r\n|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|BM.{4}\0{4}|RIFF.{4}WEBP", re.S)),
    ("picture", re.compile(rb"\0{3}\x0cjP  |\xffO\xffQ")),  # JPEG 2000, as a file and as a bare stream
    ("video", re.compile(rb".{4}ftyp|RIFF.{4}AVI |\x1aE\xdf\xa3|\0\0\x01[\xba\xb3]|OggS", re.S)),
)
_WEB_PAGE: Final = re.compile(
    r"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|title|meta|script|center|h1)\b", re.I | re.S
)
_SVG: Final = re.compile(r"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*|<!doctype[^>\[]*>\s*)*<(svg:)?svg\b", re.I | re.S)
_CONTROLS: Final = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")

_SHORT_VRS, _LONG_VRS = b"AEASATCSDADSDTFDFLISLOLTPNSHSLSSSTTMUIULUS", b"OBODOFOLOVOWSQSVUCUNURUTUV"
VRS: Final = {vrs[i : i + 2]: vrs is _LONG_VRS for vrs in (_SHORT_VRS, _LONG_VRS) for i in range(0, len(vrs), 2)}
"""VR → whether its length takes four bytes in explicit VR, PS3.5 7.1.2."""


def sniff(head: bytes, size: int) -> Content:
    """What begins with ``head`` and has ``size`` bytes, by content only; 132 bytes of it tell most things."""
    if not size:
        return "empty"
    for content, magic in _MAGIC:
        if magic.match(head):
            return content
    if begins_a_data_set(head):
        return "dicom"
    return _sniff_text(head[:4096])


def begins_a_data_set(head: bytes) -> bool:
    """Whether a data set without preamble begins here: its first element is of group 0002 or 0008, in either order."""
    if len(head) < 8:
        return False
    if head[0] in (2, 8) and head[1] == head[3] == 0:
        return head[4:6] in VRS or int.from_bytes(head[4:8], "little") < 1 << 10
    return head[0] == head[2] == 0 and head[1] in (2, 8) and head[4:6] in VRS


def is_svg(head: bytes) -> bool:
    """Whether the XML document that begins here is a picture of vectors."""
    return _SVG.match(_as_text(head).lstrip()) is not None


def _sniff_text(head: bytes) -> Content:
    text = _as_text(head).lstrip()
    if _WEB_PAGE.match(text):
        return "html"
    if text.startswith("<"):
        return "xml"
    if text.startswith("{") or re.match(r"\[\s*[{\]]", text):
        return "json"
    return "unknown" if _CONTROLS.search(head) else "text"


def _as_text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    if 0 in head[:2]:
        return head.decode("utf-16-be" if head[0] == 0 else "utf-16-le", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


_SAID: Final[dict[Content, tuple[str, str, str]]] = {  # kind, why, what to do
    "empty": ("empty", "it is empty, 0 bytes", "Fetch or export it once more."),
    "html": ("web page", "it is a web page", "The server may want you to sign in: open its page, then try again."),
    "zip": ("ZIP", "it is a ZIP archive", "Open it with $dicom:get -z."),
    "gzip": ("gzip", "it is compressed with gzip", "Decompress it first."),
    "xml": ("XML", "it is an XML document", "If it is a manifest, open it as one: $dicom:get -w."),
    "json": ("JSON", "it is a JSON document", "If it is a manifest, open it as one: $dicom:get -w."),
    "picture": (
        "picture",
        "it is a picture without DICOM header",
        "Drop it on an empty window, or open it with $image:get.",
    ),
    "pdf": ("PDF", "it is a PDF document", "Open it with a PDF reader."),
    "video": ("video", "it is a video without DICOM header", "Open it with a video player."),
    "text": ("text", "it is a text file", "Check that the right file was exported."),
    "unknown": ("other", "it has no DICOM header", "Check that the right file was exported."),
}


def not_dicom(name: str, content: Content) -> NotDicom:
    """The error for a file, by the name that users know it by, that holds ``content`` instead of DICOM."""
    kind, why, todo = _SAID[content]
    return NotDicom(f"{name} is not a DICOM file", why, todo, kind)
