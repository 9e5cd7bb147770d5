"""Manifests: which images a link means, and where they are.

Sans-IO: bytes in, in pieces of any size, a ``Manifest`` out. The root is ``manifest`` (XML 2.5, or JSON with the same
names) or the older ``wado_query``; ``events`` knows the forms. What a manifest promises becomes
``references``; how its files are asked for is in ``sources/wado_uri.py``.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from lxml import etree

from launcher.errors import ManifestError
from launcher.frozen import frozen
from launcher.manifests.events import CONTROLS, Recognised, unusable
from launcher.protocol.events import Severity
from launcher.references import Instance, Patient, Series, Study, from_keywords, to_keywords

MAX_BYTES: Final = 256 << 20
MAX_ENTRIES: Final = 1_000_000


# --- values ---------------------------------------------------------------------------------------------------------


@frozen
class ManifestMessage:
    """What the maker of the manifest wants the user to read."""

    title: str
    description: str
    severity: Severity = "warning"


@frozen
class InstanceEntry:
    """One image; ``direct_download_file`` is its address after the archive's ``base_url``, or empty."""

    instance: Instance
    direct_download_file: str = ""


@frozen
class SeriesEntry:
    """One series, and the form its files are wanted in: ``wado_compression_rate`` from 1 to 100, 0 for no wish."""

    series: Series
    instances: tuple[InstanceEntry, ...] = ()
    wado_transfer_syntax_uid: str = ""
    wado_compression_rate: int = 0
    direct_download_thumbnail: str = ""


@frozen
class StudyEntry:
    """One study; without series, an archive in query mode ``DICOM_WEB`` is to be asked for them."""

    study: Study
    series: tuple[SeriesEntry, ...] = ()


@frozen
class PatientEntry:
    """One patient; without studies, an archive in query mode ``DICOM_WEB`` is to be asked for them."""

    patient: Patient
    studies: tuple[StudyEntry, ...] = ()


@frozen
class Archive:
    """One place that images come from, how it wants to be asked, and what it holds (``arcQuery``).

    ``base_url`` begins every address; when it is empty or relative, the manifest's own address completes it.
    ``web_login`` is the Base64 of user:password. ``additional_parameters`` belong to the query of every address.
    """

    arc_id: str = ""
    base_url: str = ""
    web_login: str = ""
    require_only_sop_instance_uid: bool = False
    additional_parameters: str = ""
    override_dicom_tags: tuple[int, ...] = ()
    query_mode: str = ""
    series_retrieve: bool = False
    http_tags: tuple[tuple[str, str], ...] = ()
    messages: tuple[ManifestMessage, ...] = ()
    patients: tuple[PatientEntry, ...] = ()


@frozen
class Manifest:
    """What a link means. ``damage`` names what is missing because it could not be read, empty when nothing is."""

    uid: str = ""
    archives: tuple[Archive, ...] = ()
    damage: str = ""


# --- reading --------------------------------------------------------------------------------------------------------


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
            raise unusable(damage or ("it names no images" if archives else "it names no archive: arcQuery is missing"))
        return Manifest(self._whole.text("uid"), archives, damage)


def _times(count: int, lost: str) -> str:
    return lost if count == 1 else f"{lost} ({count} times)"


def _is_useful(archive: Archive) -> bool:
    named = any(
        series.instances for patient in archive.patients for study in patient.studies for series in study.series
    )
    to_be_asked = archive.query_mode == "DICOM_WEB" and archive.patients
    return bool(named or to_be_asked or archive.messages)


# --- one element to its value ---------------------------------------------------------------------------------------

_OF_INSTANCE: Final = ("SOPInstanceUID", "SOPClassUID", "InstanceNumber")
_SEVERITIES: Final[dict[str, Severity]] = {"INFO": "info", "WARN": "warning", "ERROR": "error"}


def _archive(element: _Element) -> Archive:
    patients = element.of(PatientEntry)
    return Archive(
        arc_id=element.text("arcId"),
        base_url=_base_url(element) if patients else "",
        web_login=element.text("webLogin"),
        require_only_sop_instance_uid=element.flag("requireOnlySOPInstanceUID"),
        additional_parameters=element.text("additionnalParameters", "additionalParameters"),  # both are in use
        override_dicom_tags=_tags(element.text("overrideDicomTagsList")),
        query_mode=element.text("queryMode"),
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
    severity = _SEVERITIES.get(element.text("severity"), "warning")
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
    attributes = {keyword: element.attributes.get(keyword, "") for keyword in _OF_INSTANCE}
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


# --- making and writing ---------------------------------------------------------------------------------------------

_NAMESPACE: Final = "http://www.weasis.org/xsd/2.5"
_DEFAULT_NAMESPACE: Final[Any] = {None: _NAMESPACE}
_REQUIRED: Final = {"arcId", "baseUrl", "key", "value", "title", "description"} | {
    "PatientID", "PatientName", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"
}  # fmt: skip


def from_instances(
    rows: Iterable[tuple[Patient, Study, Series, Instance, str]], base_url: str = "", arc_id: str = "", uid: str = ""
) -> Manifest:
    """A manifest of one archive out of single instances, each with its ``direct_download_file``, or an empty text."""
    patients: dict[str, tuple[Patient, dict[str, tuple[Study, dict[str, tuple[Series, list[InstanceEntry]]]]]]] = {}
    for patient, study, series, instance, direct_download_file in rows:
        _, studies = patients.setdefault(patient.key, (patient, {}))
        _, several = studies.setdefault(study.study_instance_uid, (study, {}))
        _, instances = several.setdefault(series.series_instance_uid, (series, []))
        instances.append(InstanceEntry(instance, direct_download_file))
    entries = tuple(
        PatientEntry(
            patient,
            tuple(
                StudyEntry(
                    study, tuple(SeriesEntry(series, tuple(instances)) for series, instances in several.values())
                )
                for study, several in studies.values()
            ),
        )
        for patient, studies in patients.values()
    )
    return Manifest(uid, (Archive(arc_id=arc_id, base_url=base_url, patients=entries),))


def write(manifest: Manifest) -> bytes:
    """The manifest as XML 2.5, which ``parse_manifest`` reads back."""
    root = etree.Element(f"{{{_NAMESPACE}}}manifest", nsmap=_DEFAULT_NAMESPACE)
    if manifest.uid:
        root.set("uid", manifest.uid)
    for archive in manifest.archives:
        _write_archive(root, archive)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _write_archive(root: etree._Element, archive: Archive) -> None:
    element = _add(
        root,
        "arcQuery",
        arcId=archive.arc_id,
        baseUrl=archive.base_url,
        webLogin=archive.web_login,
        requireOnlySOPInstanceUID=archive.require_only_sop_instance_uid,
        additionnalParameters=archive.additional_parameters,
        additionalParameters=archive.additional_parameters,  # each reader knows one of the spellings
        overrideDicomTagsList=",".join(f"0x{tag:08X}" for tag in archive.override_dicom_tags),
        queryMode=archive.query_mode,
        seriesRetrieve=archive.series_retrieve,
    )
    for key, value in archive.http_tags:
        _add(element, "httpTag", key=key, value=value)
    names = {severity: name for name, severity in _SEVERITIES.items()}
    for said in archive.messages:
        _add(element, "Message", title=said.title, description=said.description, severity=names[said.severity])
    for patient in archive.patients:
        _write_patient(element, patient)


def _write_patient(parent: etree._Element, entry: PatientEntry) -> None:
    patient = _add(parent, "Patient", **to_keywords(entry.patient))
    for study_entry in entry.studies:
        study = _add(patient, "Study", **to_keywords(study_entry.study))
        for series_entry in study_entry.series:
            _write_series(study, series_entry)


def _write_series(parent: etree._Element, entry: SeriesEntry) -> None:
    series = _add(
        parent,
        "Series",
        **to_keywords(entry.series),
        WadoTransferSyntaxUID=entry.wado_transfer_syntax_uid,
        WadoCompressionRate=entry.wado_compression_rate or None,
        DirectDownloadThumbnail=entry.direct_download_thumbnail,
    )
    for instance_entry in entry.instances:
        attributes = to_keywords(instance_entry.instance)
        chosen = {keyword: attributes[keyword] for keyword in _OF_INSTANCE}
        _add(series, "Instance", **chosen, DirectDownloadFile=instance_entry.direct_download_file)


def _add(parent: etree._Element, name: str, **attributes: str | int | None) -> etree._Element:
    """A new element; an attribute that says nothing is left out, unless the schema requires it."""
    said = {
        key: CONTROLS.sub("", "true" if value is True else str(value))
        for key, value in attributes.items()
        if key in _REQUIRED or (value is not None and value is not False and value != "")
    }
    return etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", said)
