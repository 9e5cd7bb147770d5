"""What a manifest says: which images a link means, and where they are.

``reading`` makes it of bytes, ``writing`` makes bytes of it. What it promises becomes ``references``; how its files are
asked for is in ``sources/wado_uri.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from launcher.frozen import frozen
from launcher.protocol.events import Severity
from launcher.references import Instance, Patient, Series, Study


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


def from_instances(rows: Iterable[tuple[Patient, Study, Series, Instance, str]], base_url: str = "") -> Manifest:
    """A manifest of one archive out of single instances, each with its ``direct_download_file``, or an empty text."""
    patients = tuple(PatientEntry(patient, _studies(rest)) for patient, rest in _grouped(rows, "key"))
    return Manifest(archives=(Archive(base_url=base_url, patients=patients),))


def _studies(rows: Iterable[Sequence[Any]]) -> tuple[StudyEntry, ...]:
    return tuple(StudyEntry(study, _series(rest)) for study, rest in _grouped(rows, "study_instance_uid"))


def _series(rows: Iterable[Sequence[Any]]) -> tuple[SeriesEntry, ...]:
    grouped = _grouped(rows, "series_instance_uid")
    return tuple(SeriesEntry(series, tuple(InstanceEntry(*image) for image in rest)) for series, rest in grouped)


def _grouped(rows: Iterable[Sequence[Any]], key: str) -> Iterable[tuple[Any, list[Sequence[Any]]]]:
    """What stands first in the rows, once for each value of its attribute ``key``, with the rest of all such rows."""
    groups: dict[str, tuple[Any, list[Sequence[Any]]]] = {}
    for first, *rest in rows:
        groups.setdefault(getattr(first, key), (first, []))[1].append(rest)
    return groups.values()
