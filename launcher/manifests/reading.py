"""Reading manifests. Sans-IO: bytes in, in pieces of any size, a ``Manifest`` out.

The root is ``manifest`` (XML 2.5, or JSON with the same names) or the older ``wado_query``; ``events`` knows the forms.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from launcher.errors import ManifestError
from launcher.manifests.events import Recognised, unusable
from launcher.manifests.manifest import (
    Archive,
    InstanceEntry,
    Manifest,
    ManifestMessage,
    PatientEntry,
    SeriesEntry,
    StudyEntry,
)
from launcher.protocol.events import Severity
from launcher.references import Instance, Patient, Series, Study, from_keywords

MAX_BYTES: Final = 256 << 20
MAX_ENTRIES: Final = 1_000_000

OF_INSTANCE: Final = ("SOPInstanceUID", "SOPClassUID", "InstanceNumber")
"""The attributes that a manifest tells of an instance."""

SEVERITIES: Final[dict[str, Severity]] = {"INFO": "info", "WARN": "warning", "ERROR": "error"}
"""What a manifest calls the severity of a message, and what Wetread calls it."""


def parse_manifest(data: bytes) -> Manifest:
    """Read a manifest that is there as a whole; see ``ManifestReader``.

    Raises
    ------
    ManifestError
        It cannot be used.
    """
    reader = ManifestReader()
    reader.receive(data)
    return reader.close()


def from_base64(text: str) -> bytes:
    """The manifest that a link carries in itself, as it is packed: mostly in gzip.

    Line breaks, the alphabet of URLs and missing padding are accepted, and blanks: plus signs that a decoder of URLs
    has turned into them.

    Raises
    ------
    ManifestError
        It is no Base64.
    """
    letters = re.sub(r"[\r\n\t]|=+\s*$", "", text.strip()).translate(str.maketrans("-_ ", "+/+"))
    try:
        return base64.b64decode(letters + "=" * (-len(letters) % 4), validate=True)
    except ValueError as error:
        why = "its text is no Base64, or has been cut"
        raise ManifestError("The manifest in the link cannot be read", why) from error


class ManifestReader:
    """A manifest, fed in pieces; memory is that of the result (for JSON: of the document).

    Parameters
    ----------
    max_bytes
        After decompression.
    max_entries
        Elements of any kind.
    """

    def __init__(self, max_bytes: int = MAX_BYTES, max_entries: int = MAX_ENTRIES) -> None:
        self._tree = _Tree(max_entries)
        self._input = Recognised(self._tree, _CHILDREN, max_bytes)

    def receive(self, data: bytes) -> None:
        """Take the next piece.

        Raises
        ------
        ManifestError
            It is something else than a manifest, too large, or declares a document type.
        """
        self._input.feed(data)

    def close(self) -> Manifest:
        """The manifest, after its last piece; of one that breaks off, what is complete.

        Raises
        ------
        ManifestError
            It is not well-formed, or names no images.
        """
        self._input.close()
        return self._tree.manifest()


_CHILDREN: Final = {
    "": ("manifest", "wado_query"),
    "manifest": ("arcQuery",),
    "arcQuery": ("httpTag", "Message", "Patient"),
    "wado_query": ("httpTag", "Message", "Patient"),
    "Patient": ("Study",),
    "Study": ("Series",),
    "Series": ("Instance",),
}
"""Element → the elements looked for in it; everything else is skipped, with what it holds."""


class _Lost(Exception):
    """An element that cannot be used; the text says why."""


@dataclass
class _Element:
    """An element that has not ended yet; ``children`` are the values of those in it that have."""

    name: str
    attributes: dict[str, str]
    children: list[Any] = field(default_factory=list)

    def text(self, *names: str) -> str:
        """The first of these attributes that says something."""
        return next((text for name in names if (text := self.attributes.get(name, "").strip())), "")

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "1")

    def of(self, kind: type) -> tuple[Any, ...]:
        return tuple(child for child in self.children if isinstance(child, kind))


class _Tree:
    """Turns events into values, from the innermost element outwards: only the open ones are held as elements."""

    def __init__(self, max_entries: int) -> None:
        self._left = self._max_entries = max_entries
        self._open: list[_Element | None] = [_Element("", {})]  # none: an element that is skipped
        self._outermost = ""
        self._whole: _Element | None = None
        self._series = 0  # complete
        self._broken = ""
        self._lost: Counter[str] = Counter()

    @property
    def over(self) -> bool:
        return self._whole is not None or bool(self._broken)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._left -= 1
        if self._left < 0:
            raise unusable(f"it has more than {self._max_entries:,} entries")
        self._outermost = self._outermost or name
        parent = self._open[-1]
        if parent is None or name not in _CHILDREN.get(parent.name, ()):
            self._open.append(None)
            return
        if name == "Series":  # some writers put it here
            parent.attributes.setdefault("ReferringPhysicianName", attributes.get("ReferringPhysicianName", ""))
        self._open.append(_Element(name, dict(attributes)))

    def end(self) -> None:
        element = self._open.pop()
        if element is not None:
            self._finish(element)

    def breaks(self, reason: str) -> None:
        """Keep what is complete; of the open elements, those that can hold complete ones."""
        if self._whole is not None:
            return  # what stands behind the end of the manifest is not missed
        came = "the first series" if self._series == 1 else f"the first {self._series} series"
        self._broken = f"{reason}; " + (f"what comes after {came} is lost" if self._series else "no series came whole")
        while len(self._open) > 1:
            element = self._open.pop()
            if element is not None and element.name not in ("Series", "Instance"):
                self._finish(element)

    def _finish(self, element: _Element) -> None:
        if element.name in _CHILDREN[""]:
            self._whole = element
        if element.name == "manifest":
            return
        self._series += element.name == "Series"
        parent = element if element is self._whole else self._open[-1]
        assert parent is not None
        try:
            parent.children.append(_BUILDERS[element.name](element))
        except _Lost as lost:
            self._lost[str(lost)] += 1

    def manifest(self) -> Manifest:
        """What has been built.

        Raises
        ------
        ManifestError
            There is nothing to do for anybody in it.
        """
        damage = "; ".join([self._broken] * bool(self._broken) + [_times(n, lost) for lost, n in self._lost.items()])
        if self._whole is None:
            begins = f"it begins with {self._outermost[:40]!r} where" if self._outermost else "it holds none, where a"
            raise unusable(damage or f"{begins} 'manifest' is expected")
        archives = self._whole.of(Archive)
        if not any(_is_useful(archive) for archive in archives):
            raise unusable(damage or _emptiness(archives))
        return Manifest(self._whole.text("uid"), archives, damage)


def _times(count: int, lost: str) -> str:
    return lost if count == 1 else f"{lost} ({count} times)"


def _emptiness(archives: Sequence[Archive]) -> str:
    if not archives:
        return "it names no archive: arcQuery is missing"
    if not any(archive.patients for archive in archives):
        return "it names no images"
    return "it names no images, and its archive cannot be asked for them: queryMode is not DICOM_WEB"


def _is_useful(archive: Archive) -> bool:
    named = any(
        series.instances for patient in archive.patients for study in patient.studies for series in study.series
    )
    to_be_asked = archive.query_mode == "DICOM_WEB" and archive.patients
    return bool(named or to_be_asked or archive.messages)


# --- one element to its value ---------------------------------------------------------------------------------------


def _archive(element: _Element) -> Archive:
    patients = element.of(PatientEntry)
    return Archive(
        arc_id=element.text("arcId"),
        base_url=_base_url(element) if patients else "",
        web_login=element.text("webLogin"),
        require_only_sop_instance_uid=element.flag("requireOnlySOPInstanceUID"),
        additional_parameters=element.text("additionnalParameters", "additionalParameters"),  # both are in use
        override_dicom_tags=_tags(element.text("overrideDicomTagsList")),
        query_mode=element.text("queryMode").upper(),
        series_retrieve=element.flag("seriesRetrieve"),
        http_tags=element.of(tuple),
        messages=tuple(said for said in element.of(ManifestMessage) if said.title or said.description),
        patients=patients,
    )


def _base_url(element: _Element) -> str:
    """May be empty, when the images have whole addresses; must be there."""
    if not element.attributes.keys() & {"baseUrl", "wadoURL"}:
        raise _Lost(f"the archive {element.text('arcId')[:40]!r} has no address: baseUrl is missing")
    url = element.text("baseUrl", "wadoURL")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https", "file", "") and (parts.scheme in ("file", "") or parts.hostname)
    except ValueError:
        usable = False
    if not usable or re.search(r'[\0- <>"{}|\\^`\x7f]', url):
        raise _Lost(f"the archive {element.text('arcId')[:40]!r} has a baseUrl that is no http, https or file address")
    return url


def _tags(text: str) -> tuple[int, ...]:
    """Tags, each decimal or ``0xGGGGEEEE``; what is neither is left out."""
    words = (word.strip() for word in text.split(","))
    numbers = (int(word, 0) for word in words if re.fullmatch(r"0[xX][0-9A-Fa-f]{1,8}|[1-9][0-9]{0,9}", word))
    return tuple(number for number in numbers if number <= 0xFFFFFFFF)


def _http_tag(element: _Element) -> tuple[str, str]:
    return element.text("key"), element.text("value")


def _message(element: _Element) -> ManifestMessage:
    severity = SEVERITIES.get(element.text("severity"), "warning")
    return ManifestMessage(element.text("title"), element.text("description"), severity)


def _patient(element: _Element) -> PatientEntry:
    return PatientEntry(from_keywords(Patient, element.attributes), element.of(StudyEntry))


def _study(element: _Element) -> StudyEntry:
    return StudyEntry(from_keywords(Study, element.attributes), element.of(SeriesEntry))


def _series(element: _Element) -> SeriesEntry:
    rate = element.text("WadoCompressionRate")
    return SeriesEntry(
        from_keywords(Series, element.attributes),
        tuple(dict.fromkeys(element.of(InstanceEntry))),  # some writers name an image twice
        wado_transfer_syntax_uid=element.text("WadoTransferSyntaxUID"),
        wado_compression_rate=int(rate) if re.fullmatch("[0-9]{1,2}|100", rate) else 0,
        direct_download_thumbnail=element.text("DirectDownloadThumbnail"),
    )


def _instance(element: _Element) -> InstanceEntry:
    if not element.text("SOPInstanceUID"):
        raise _Lost("an Instance has no SOPInstanceUID")
    attributes = {keyword: element.attributes.get(keyword, "") for keyword in OF_INSTANCE}
    return InstanceEntry(from_keywords(Instance, attributes), element.text("DirectDownloadFile"))


_BUILDERS: Final[dict[str, Callable[[_Element], object]]] = {
    "arcQuery": _archive,
    "wado_query": _archive,
    "httpTag": _http_tag,
    "Message": _message,
    "Patient": _patient,
    "Study": _study,
    "Series": _series,
    "Instance": _instance,
}
