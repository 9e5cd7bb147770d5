"""Writing manifests: a ``Manifest`` in, XML 2.5 out."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from launcher.manifests.events import CONTROLS
from launcher.manifests.manifest import Archive, Manifest, PatientEntry, SeriesEntry
from launcher.manifests.reading import OF_INSTANCE, SEVERITIES
from launcher.references import to_keywords

_NAMESPACE: Final = "http://www.weasis.org/xsd/2.5"
_DEFAULT_NAMESPACE: Final[Any] = {None: _NAMESPACE}
_REQUIRED: Final = {"arcId", "baseUrl", "key", "value", "title", "description"} | {
    "PatientID", "PatientName", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"
}  # fmt: skip


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
    names = {severity: name for name, severity in SEVERITIES.items()}
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
        chosen = {keyword: attributes[keyword] for keyword in OF_INSTANCE}
        _add(series, "Instance", **chosen, DirectDownloadFile=instance_entry.direct_download_file)


def _add(parent: etree._Element, name: str, **attributes: str | int | None) -> etree._Element:
    """A new element; an attribute that says nothing is left out, unless the schema requires it."""
    said = {
        key: CONTROLS.sub("", "true" if value is True else str(value))
        for key, value in attributes.items()
        if key in _REQUIRED or (value is not None and value is not False and value != "")
    }
    return etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", said)
