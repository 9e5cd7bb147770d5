"""Addresses of what a manifest promises: WADO-URI (PS3.18 section 9) and direct download.

Pure: values in, text out. An address is put together as plain text, as every reader of manifests does; only what cannot
stand in an address is escaped.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urljoin

from launcher.addresses import escaped
from launcher.auth.credentials import FRAMING, fault, merged
from launcher.errors import ManifestError
from launcher.manifests.manifest import Archive, InstanceEntry, SeriesEntry
from launcher.references import Study, kind_of

_EXPLICIT_LITTLE_ENDIAN: Final = "1.2.840.10008.1.2.1"


def instance_addresses(
    archive: Archive, study: Study, series_entry: SeriesEntry, instance_entry: InstanceEntry, manifest_url: str
) -> tuple[str, ...]:
    """Where an instance is, best first.

    The others are for a server that refuses the form in which the manifest wants the file: uncompressed, then as
    the server holds it.

    Parameters
    ----------
    manifest_url
        The manifest's own address, which completes a relative one; empty when it came in a link.

    Raises
    ------
    ManifestError
        The address is relative to nothing, or of a kind that is not known.
    """
    additional = archive.additional_parameters
    if instance_entry.direct_download_file:
        address = archive.base_url + instance_entry.direct_download_file
        return (_address(_with_query(address, additional), manifest_url),)
    # the slash stays as it is: some servers take application%2Fdicom for another type
    wanted = _object_query(archive, study, series_entry, instance_entry) + "&contentType=application/dicom"
    return tuple(
        _address(_with_query(archive.base_url, wanted, form, additional), manifest_url) for form in _forms(series_entry)
    )


def _object_query(archive: Archive, study: Study, series_entry: SeriesEntry, instance_entry: InstanceEntry) -> str:
    series_uid, instance_uid = series_entry.series.series_instance_uid, instance_entry.instance.sop_instance_uid
    upper = [("studyUID", study.study_instance_uid), ("seriesUID", series_uid)]
    only_instance = archive.require_only_sop_instance_uid
    return _query([("requestType", "WADO"), *(upper if not only_instance else ()), ("objectUID", instance_uid)])


def _forms(series_entry: SeriesEntry) -> Iterator[str]:
    """Queries for the form of the file; the quality means something only together with a transfer syntax."""
    transfer_syntax_uid, rate = series_entry.wado_transfer_syntax_uid, series_entry.wado_compression_rate
    if transfer_syntax_uid:
        yield _query([("transferSyntax", transfer_syntax_uid), ("imageQuality", str(rate) if rate else "")])
        if rate or transfer_syntax_uid != _EXPLICIT_LITTLE_ENDIAN:
            yield _query([("transferSyntax", _EXPLICIT_LITTLE_ENDIAN)])
    yield ""


def thumbnail_address(archive: Archive, study: Study, series_entry: SeriesEntry, manifest_url: str) -> str | None:
    """Where a small JPEG of a series is; ``None`` when only its images can give one.

    Raises
    ------
    ManifestError
        As for ``instance_addresses``.
    """
    if series_entry.direct_download_thumbnail:
        return _address(archive.base_url + series_entry.direct_download_thumbnail, manifest_url)
    if archive.query_mode == "DICOM_WEB" or not series_entry.instances:
        return None
    middle = series_entry.instances[len(series_entry.instances) // 2]
    if middle.direct_download_file or kind_of(middle.instance.sop_class_uid, series_entry.series.modality) != "image":
        return None
    wanted = _object_query(archive, study, series_entry, middle)
    picture = "contentType=image/jpeg&imageQuality=75&rows=256&columns=256"
    others = [
        part
        for part in archive.additional_parameters.lstrip("?&").split("&")
        if not part.startswith(("transferSyntax", "anonymize"))  # these are for DICOM files only
    ]
    return _address(_with_query(archive.base_url, wanted, picture, "&".join(others)), manifest_url)


def headers(archive: Archive) -> tuple[tuple[str, str], ...]:
    """The headers that an archive wants with every request.

    Raises
    ------
    ManifestError
        A name or a value that no header can have.
    """
    wanted = [(name, value) for name, value in archive.http_tags if name.lower() not in FRAMING]
    if archive.web_login:
        wanted.append(("Authorization", f"Basic {archive.web_login}"))
    for name, value in wanted:
        if why := fault(name, value):
            raise ManifestError("The manifest wants a header that cannot be sent", why)
    return merged(wanted)


def endpoints_and_middle_first(n: int) -> list[int]:
    """The numbers below ``n``, so ordered that a stack can be scrolled coarsely from early on.

    First, last, middle, then the middles of the gaps, the wide ones before the narrow ones.
    """
    if n < 4:
        return list(range(n))
    order, gaps = [0, n - 1], deque([(0, n - 1)])
    while gaps:
        left, right = gaps.popleft()
        middle = (left + right) // 2
        if middle > left:
            order.append(middle)
            gaps += (left, middle), (middle, right)
    return order


def _query(parameters: list[tuple[str, str]]) -> str:
    return "&".join(f"{name}={_quoted(value)}" for name, value in parameters if value)


@lru_cache(maxsize=64)
def _quoted(value: str) -> str:
    """Percent-encoded; of four values that address an instance, three are those of the one before."""
    return quote(value, safe="/*")


def _with_query(address: str, *queries: str) -> str:
    """The address with each query joined by the sign that it needs, which makers of manifests get wrong."""
    for query in queries:
        text = query.lstrip("?&")
        if text:
            joint = "" if address.endswith(("?", "&")) else "&" if "?" in address else "?"
            address += joint + text
    return address


def _address(text: str, manifest_url: str) -> str:
    """The whole address, with nothing in it that an address cannot hold."""
    address = escaped(text)
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address):
        address = _joined(manifest_url, address)
    if not re.match(r"(?:https?://[^/?#]|file:)", address, re.I):
        why = "an address is not http, https or file" if manifest_url else "its addresses are relative to nothing"
        raise ManifestError("The manifest does not say where its images are", why)
    return address


def _joined(manifest_url: str, relative: str) -> str:
    try:
        return urljoin(manifest_url, relative)
    except ValueError:  # a host in brackets that is none
        return ""
