"""What a manifest leaves to the archive: patients without studies, studies without series, series without instances.

Only an archive in query mode ``DICOM_WEB`` can be asked; what the manifest says of a patient or a study counts more
than what the archive says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from urllib.parse import urljoin

from launcher.addresses import host, same_origin
from launcher.auth.credentials import Headers, login_in, merged
from launcher.dicomweb.model import FoundSeries, FoundStudy
from launcher.dicomweb.query import Archive as Searched
from launcher.dicomweb.request import Sought
from launcher.dicomweb.service import Service, root_of
from launcher.errors import ManifestError, NotFound, WetreadError
from launcher.manifests.manifest import Archive, PatientEntry, StudyEntry
from launcher.references import Patient
from launcher.sources import wado_uri
from launcher.sources.arrival import overridden_tags
from launcher.sources.dicomweb import archive_of, asks_field_by_field, falling_short, say_how_many
from launcher.sources.series import SeriesRetrieval
from launcher.sources.work import Work


def headers_for(work: Work, archive: Archive, address: str, manifest_address: str) -> Headers:
    """What the manifest wants sent.

    What the launch brings along, or stands in the manifest's address, goes no further than the manifest's own server.
    """
    own = wado_uri.headers(archive)
    if not same_origin(address, manifest_address):
        return own
    return merged(login_in(manifest_address), work.launch.headers, own)


def service_of(work: Work, archive: Archive, manifest_address: str) -> Service:
    """The DICOMweb service that an archive of a manifest is.

    Raises
    ------
    ManifestError
        A header that cannot be sent.
    """
    root = root_of(urljoin(manifest_address, archive.base_url))
    sent = tuple(headers_for(work, archive, root, manifest_address))
    separate = asks_field_by_field(work)
    return Service(root, sent, sent, retrieve_ext=archive.additional_parameters, separate_fields=separate)


def fetch_left_out(work: Work, archive: Archive, service: Service) -> None:
    """Look up and fetch what the manifest does not list; what cannot be looked up is an error of the job."""
    searched = archive_of(work, service)
    for part in (part for entry in archive.patients for part in _parts(searched, entry)):
        try:
            for series in takewhile(lambda series: work.wait_while_paused(), part):
                overridden = overridden_tags(archive, series.patient, series.study)
                SeriesRetrieval(work, searched, series, overridden).start()
                say_how_many(work, host(service.root))
        except WetreadError as error:
            work.ledger.fail_job(work.job, error)
    if short := falling_short(searched):
        work.ledger.fail_job(work.job, short)


def _parts(searched: Searched, entry: PatientEntry) -> list[Iterator[FoundSeries]]:
    """What is looked up by itself: what cannot be found of one costs no other."""
    of_studies = [_of_study(searched, entry.patient, study) for study in entry.studies]
    return of_studies or [_of_patient(searched, entry.patient)]


def _check_named(name: str, keyword: str, identifier: str) -> None:
    """What has no identifier cannot be looked up."""
    if not identifier:
        why = f"it leaves a {name} to the archive, and gives no {keyword}"
        raise ManifestError("Part of the manifest cannot be used", why)


def _of_patient(searched: Searched, patient: Patient) -> Iterator[FoundSeries]:
    _check_named("Patient", "PatientID", patient.patient_id)
    found = searched.find(Sought("patientID", (_identifier(patient),)))
    if found.missing:
        raise NotFound("The archive does not have what the manifest names", "it has no study of this Patient ID")
    yield from searched.series_of_each(replace(study, patient=patient) for study in found.studies)


def _of_study(searched: Searched, patient: Patient, entry: StudyEntry) -> Iterator[FoundSeries]:
    study = FoundStudy(patient, entry.study, series_count=0)
    named = [one.series for one in entry.series if not one.instances]
    if named or not entry.series:
        _check_named("Study", "StudyInstanceUID", entry.study.study_instance_uid)
    if not entry.series:
        yield from _listed(searched, searched.counted(study))
    if named:
        known = {one.series.series_instance_uid: one for one in _listed(searched, study)}  # whatever else there is
        for series in named:
            _check_named("Series", "SeriesInstanceUID", series.series_instance_uid)
            counted = known.get(series.series_instance_uid)
            yield replace(counted, series=series) if counted else FoundSeries(patient, entry.study, series)


def _listed(searched: Searched, study: FoundStudy) -> list[FoundSeries]:
    found = list(searched.series_of(study))
    if not found:
        why = f"it has no series of the study {study.study.study_instance_uid}"
        raise NotFound("The archive does not have what the manifest names", why)
    return found


def _identifier(patient: Patient) -> str:
    return (
        f"{patient.patient_id}^^^{patient.issuer_of_patient_id}" if patient.issuer_of_patient_id else patient.patient_id
    )
