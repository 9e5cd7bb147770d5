"""Manifests: what one promises is entered in the ledger, then fetched from the archives that it names."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property, partial
from itertools import islice
from pathlib import Path

from launcher.addresses import host, local_path
from launcher.auth.credentials import Headers
from launcher.cache import Kept
from launcher.dicomweb.retrieve import Unpacker
from launcher.dicomweb.service import INSTANCE_MEDIA_TYPES, Service
from launcher.errors import ManifestError, NotFound, Unreachable, WetreadError
from launcher.http.certificates import Untrusted
from launcher.http.client import Broken, HttpError, Limits
from launcher.http.patience import patiently
from launcher.ledger.records import Entry, SeriesRecord
from launcher.ledger.wording import counted
from launcher.manifests import reading
from launcher.manifests.manifest import Archive, InstanceEntry, Manifest, SeriesEntry
from launcher.references import Patient, Study
from launcher.sources import wado_uri
from launcher.sources.arrival import identified, overridden_tags, receive_one
from launcher.sources.expansion import fetch_left_out, headers_for, service_of
from launcher.sources.folder import files
from launcher.sources.partial import growing
from launcher.sources.work import Work
from launcher.transfers import BUSY, Transfer

FIRST_BYTE = 60.0  # seconds: connectors build the manifest while we wait
LARGEST = 1 << 30  # bytes on the wire
AT_ONCE = 16  # instances of a series that are queued at a time: the first ones come while the others are
AFTER_THESE = 0.001  # seconds that are left to those who fetch: nobody waits for the rest of the queue


def open_address(work: Work, address: str) -> None:
    """Fetch a manifest, or read one of this computer, and fetch what it promises.

    Its address may be good for one request only, so it is asked again only when the server was busy, or silent.

    Raises
    ------
    WetreadError
        What can go wrong on the way, or in the manifest.
    """
    path = local_path(address)
    if path is not None:
        work.launch.consent.permit_path(str(path))
        file = next(files(path))
        open_manifest(work, file, file.absolute().as_uri())
        return
    try:
        manifest = patiently(lambda: _fetch(work, address), work.job.stop, _may_be_asked_again)
    except NotFound as error:
        todo = "Open the page with the link again, then click it: such an address is often good for a short time only."
        raise NotFound("There is no manifest at this address", error.why, todo) from error
    promise(work, manifest, address)


def _may_be_asked_again(error: WetreadError) -> bool:
    if isinstance(error, HttpError):
        return error.status in BUSY
    return isinstance(error, Unreachable) and not isinstance(error, Untrusted | Broken)


def open_inline(work: Work, text: str) -> None:
    """Read the manifest that a link itself carries (Base64 of gzip) and fetch what it promises."""
    promise(work, reading.parse_manifest(reading.from_base64(text)), "")


def open_manifest(work: Work, file: Path, address: str) -> None:
    """Read a manifest that came from ``address`` and fetch what it promises."""
    reader = reading.ManifestReader()
    with file.open("rb") as opened:
        while piece := opened.read(1 << 20):
            reader.receive(piece)
    promise(work, reader.close(), address)


def _fetch(work: Work, address: str) -> Manifest:
    launch = work.launch
    wanted = "application/json" if launch.properties.get("weasis.manifest.accept") == "json" else "application/xml"
    reader = reading.ManifestReader()
    with work.http.get(
        address,
        headers=launch.headers,
        accept=wanted,
        compressed=True,
        limits=Limits(launch.limits.connect, max(FIRST_BYTE, launch.limits.idle)),
        permit=launch.consent.permit,
        stop=work.job.stop,
    ) as response:
        for chunk in response.chunks(LARGEST):
            reader.receive(bytes(chunk))
    return reader.close()


def promise(work: Work, manifest: Manifest, address: str) -> None:
    """Enter all that a manifest promises, show its messages, and queue its files.

    Raises
    ------
    ManifestError
        It says only what went wrong where it was made; or part of it cannot be used, and the rest is on its way.
    """
    _check_promising(manifest)
    for archive in manifest.archives:
        for message in archive.messages:
            work.ledger.message(message.severity, message.title, message.description, modal=True)
    if not work.wait_while_paused():
        return
    work.job.source = "manifest"  # also of one that lies on this computer: what it names may be asked for again
    before = work.job.expected
    sources = [
        SeriesSource(work, archive, patient.patient, study.study, series, address)
        for archive in manifest.archives
        for patient in archive.patients
        for study in patient.studies
        for series in study.series
    ]
    promised = [(source, source.promised()) for source in sources]
    if asked := work.job.expected - before:
        work.say(f"{counted(asked, 'image')} from {_hosts(manifest, address)}")
    for source, entries in promised:
        source.queue(entries)
    for archive in manifest.archives:
        if archive.query_mode == "DICOM_WEB":
            fetch_left_out(work, archive, service_of(work, archive, address))
    _check_complete(manifest)


def _check_promising(manifest: Manifest) -> None:
    errors = [said for archive in manifest.archives for said in archive.messages if said.severity == "error"]
    if errors and not any(archive.patients for archive in manifest.archives):
        raise ManifestError(errors[0].title or "The manifest holds an error instead of images", errors[0].description)


def _hosts(manifest: Manifest, address: str) -> str:
    return ", ".join(sorted({host(archive.base_url or address) for archive in manifest.archives}))


def _check_complete(manifest: Manifest) -> None:
    if manifest.damage:
        raise ManifestError("Part of the manifest cannot be read", manifest.damage)


class SeriesSource:
    """One series at one archive of a manifest: what it promises, and how that is fetched.

    Parameters
    ----------
    manifest_address
        Where the manifest came from; relative addresses start there.
    """

    def __init__(
        self, work: Work, archive: Archive, patient: Patient, study: Study, series: SeriesEntry, manifest_address: str
    ) -> None:
        self._work = work
        self._archive = archive
        self._patient = patient
        self._study = study
        self._series = series
        self._manifest_address = manifest_address
        self._unpacker = Unpacker(work.cache)
        self._overridden = overridden_tags(archive, patient, study)
        self._headers_for: dict[str, Headers] = {}  # each server

    def promised(self) -> dict[str, Entry]:
        """Enter the instances in the ledger; those to fetch, by SOP Instance UID."""
        instances = [entry.instance for entry in self._series.instances]
        return self._work.ledger.promise(self._work.job, self._patient, self._study, self._series.series, instances)

    def queue(self, entries: dict[str, Entry]) -> None:
        """Have the instances fetched; one that is refused, or whose address cannot be used, fails with its reason."""
        record = next((entry.record for entry in entries.values() if entry.record is not None), None)
        if record is None:
            return
        transfers = self._transfers(entries)
        while some := list(islice(transfers, AT_ONCE)):
            self._work.downloads.add(record.queue, some)
            time.sleep(AFTER_THESE)
        with suppress(WetreadError):  # the first image serves as well
            self._fetch_thumbnail(record)

    def _transfers(self, entries: dict[str, Entry]) -> Iterator[Transfer]:
        for instance in self._in_useful_order(entries):
            entry = entries[instance.instance.sop_instance_uid]
            try:
                transfer = self._transfer(instance, entry)
                self._permit(transfer.addresses[0])
                yield transfer
            except WetreadError as error:
                self._work.ledger.failed(entry, error)

    def _in_useful_order(self, entries: dict[str, Entry]) -> Iterator[InstanceEntry]:
        """The instances to fetch, so ordered that the stack can be scrolled coarsely from early on."""
        ordered = sorted(self._series.instances, key=lambda entry: entry.instance.instance_number or 0)
        for index in wado_uri.endpoints_and_middle_first(len(ordered)):
            if ordered[index].instance.sop_instance_uid in entries:
                yield ordered[index]

    def _permit(self, address: str) -> None:
        path = local_path(address)
        if path is None:
            self._work.launch.consent.permit(address)
        else:
            self._work.launch.consent.permit_path(str(path))

    def _transfer(self, instance: InstanceEntry, entry: Entry) -> Transfer:
        work, by_web = self._work, self._archive.query_mode == "DICOM_WEB"
        addresses = wado_uri.instance_addresses(
            self._archive, self._study, self._series, instance, self._manifest_address
        )
        if by_web and not instance.direct_download_file:
            addresses = (self._resource(instance), *addresses)
        accept, grows = partial(self._accept, entry), growing(work.ledger, lambda _: entry, self._overridden)
        transfer = Transfer(
            addresses,
            begin=partial(work.ledger.start, entry),
            accept=accept,
            give_up=partial(work.ledger.failed, entry),
            headers=self._headers(addresses[0]),
            permit=self._permit,
            limits=work.launch.limits,
            media_types=INSTANCE_MEDIA_TYPES if by_web else ("application/dicom, */*;q=0.5",),
            receive=partial(receive_one, unpacker=self._unpacker, accept=accept, grows=grows) if by_web else None,
            grows=grows,
        )
        entry.again = partial(self._again, entry, transfer)
        return transfer

    def _resource(self, instance: InstanceEntry) -> str:
        series_uid = self._series.series.series_instance_uid
        return self._service.instance(self._study.study_instance_uid, series_uid, instance.instance.sop_instance_uid)

    @cached_property
    def _service(self) -> Service:
        return service_of(self._work, self._archive, self._manifest_address)

    def _headers(self, address: str) -> Headers:
        server = "/".join(address.split("/", 3)[:3])  # nothing else of it counts
        if server not in self._headers_for:
            self._headers_for[server] = headers_for(self._work, self._archive, address, self._manifest_address)
        return self._headers_for[server]

    def _again(self, entry: Entry, transfer: Transfer) -> None:
        if entry.record is not None:
            self._work.downloads.add(entry.record.queue, [transfer.afresh()])

    def _accept(self, entry: Entry, file: Kept) -> None:
        """Take in a file that has come for ``entry``."""
        self._work.received(entry, identified(file, self._overridden), file)

    def _fetch_thumbnail(self, record: SeriesRecord) -> None:
        """Fetch the series' small picture where the manifest names one; without it the first image serves."""
        if not self._series.direct_download_thumbnail:
            return
        address = wado_uri.thumbnail_address(self._archive, self._study, self._series, self._manifest_address)
        if address is None:
            return
        work = self._work
        thumbnail = Transfer(
            (address,),
            begin=lambda: work.ledger.holds(record),
            accept=partial(self._accept_thumbnail, record),
            give_up=lambda error: None,
            headers=self._headers(address),
            permit=self._permit,
            media_types=("image/jpeg, image/*;q=0.8",),
        )
        work.downloads.add(f"thumbnails of job {work.job.id}", [thumbnail])

    def _accept_thumbnail(self, record: SeriesRecord, file: Kept) -> None:
        if not self._work.ledger.thumbnail(record, str(file.path)):
            self._work.cache.discard(file.path)
