"""A DICOMweb service as one launch knows it: its addresses, and what it is asked for. Pure.

Only what an address cannot hold is escaped in the value of a query: some archives do not decode them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from launcher.addresses import origin_of
from launcher.errors import WetreadError
from launcher.frozen import frozen

EXPLICIT_LITTLE_ENDIAN: Final = "1.2.840.10008.1.2.1"
_ANY_PARTS: Final = 'multipart/related; type="application/dicom"'
_AS_STORED: Final = "transfer-syntax=*"
PARTS: Final = f"{_ANY_PARTS}; {_AS_STORED}"
"""What instances are asked for as: as they are stored."""
INSTANCE_MEDIA_TYPES: Final = (PARTS, _ANY_PARTS, "application/dicom", "*/*")
"""What a single instance is asked for as, best first: as stored, as the server likes, unpacked, then anything."""

_SERIES: Final = re.compile(r"/studies/[0-9.]+/series/[0-9.]+")

Pairs = tuple[tuple[str, str], ...]


@frozen
class Service:
    """Where the service is, and what goes along with each request.

    Parameters
    ----------
    root
        Without a slash at its end.
    query_ext, retrieve_ext
        Added to each address, as they stand.
    accept_ext
        Added to the media type that a retrieval asks for first; empty for the server's own choice.
    separate_fields
        Whether each ``includefield`` stands alone, as Google's service wants it, instead of in a list.
    """

    root: str
    query_headers: Pairs = ()
    retrieve_headers: Pairs = ()
    query_ext: str = ""
    retrieve_ext: str = ""
    accept_ext: str = _AS_STORED
    separate_fields: bool = False

    def query(self, path: str, keys: Iterable[tuple[str, str]] = (), fields: Iterable[str] = ()) -> str:
        """The address of a query below the root, QIDO-RS, PS3.18 10.6."""
        parts = [f"{name}={escaped_value(value)}" for name, value in keys]
        fields = list(fields)
        parts += [f"includefield={field}" for field in fields] if self.separate_fields else []
        parts += [f"includefield={','.join(fields)}"] if fields and not self.separate_fields else []
        return _extended(f"{self.root}{path}", "&".join(parts), self.query_ext)

    def series(self, study_uid: str, series_uid: str, resource: str = "") -> str:
        """The address of a series, or of a ``resource`` of it, WADO-RS, PS3.18 10.4."""
        resource, _, query = resource.partition("?")
        path = f"/studies/{quote(study_uid)}/series/{quote(series_uid)}{resource}"
        return _extended(self.root + path, query, self.retrieve_ext)

    def instance(self, study_uid: str, series_uid: str, instance_uid: str, resource: str = "") -> str:
        """The address of an instance, or of a ``resource`` of it."""
        return self.series(study_uid, series_uid, f"/instances/{quote(instance_uid)}{resource}")

    def elsewhere(self, retrieve_url: str) -> Service | None:
        """The service that a server's own Retrieve URL of a series points to; none when that is this one.

        Behind a proxy that the archive does not know it names the archive itself, so it is only a second choice, and
        kept to the server that the link names.
        """
        match = _SERIES.search(retrieve_url)
        if match is None:
            return None
        try:
            root = urljoin(f"{self.root}/", retrieve_url[: match.start()])
            path = urlsplit(root).path.rstrip("/")
            own = urlsplit(self.root)
            origin_of(root)
        except (ValueError, WetreadError):
            return None
        if path == own.path.rstrip("/"):
            return None
        return Service(
            f"{own.scheme}://{own.netloc}{path}",
            self.query_headers,
            self.retrieve_headers,
            self.query_ext,
            self.retrieve_ext,
            self.accept_ext,
            self.separate_fields,
        )

    @property
    def series_media_types(self) -> tuple[str, ...]:
        """What a series is asked for as, best first: as the link wants, as it is stored, as the server likes."""
        return tuple(dict.fromkeys((_parts(self.accept_ext), PARTS, _ANY_PARTS)))

    @property
    def instance_media_types(self) -> tuple[str, ...]:
        """What a single instance is asked for as: as the link wants, then as any."""
        return tuple(dict.fromkeys((_parts(self.accept_ext), *INSTANCE_MEDIA_TYPES)))

    @property
    def converted_media_types(self) -> tuple[str, ...]:
        """The same, uncompressed first: for what nothing here can decode."""
        return (_parts(f"transfer-syntax={EXPLICIT_LITTLE_ENDIAN}"), *self.instance_media_types)


def root_of(address: str) -> str:
    """The root of a service out of an address that people write: a slash or ``/studies`` at its end is too much."""
    return re.sub(r"(/studies)?/*\Z", "", address.strip())


def _parts(extension: str) -> str:
    return f"{_ANY_PARTS}; {extension.strip(' ;')}" if extension.strip(" ;") else _ANY_PARTS


def _extended(address: str, query: str, extension: str) -> str:
    """The address with its query and the extension of a link, in which a template may have left backslashes."""
    whole = "&".join(part for part in (query, extension.replace("\\&", "&").strip("?&")) if part)
    return f"{address}?{whole}" if whole else address


def escaped_value(value: str) -> str:
    """A value of a query, of which only that is escaped which would end it or cannot stand in an address."""
    return quote(value, safe="!$'()*,/:;=?@^~")
