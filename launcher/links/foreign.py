"""Links of other viewers, and IHE's Invoke Image Display: what they ask, as commands of ours. Text in, values out.

Only what opens and closes images is translated. What reaches into a viewer's database or quits it is refused with the
reason. A link never says where an archive is: it names one that is set up here, by its name, its AE title, or as
``AE@host:port``, which must be one of those too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final
from urllib.parse import unquote, unquote_plus

from launcher.errors import LinkError
from launcher.frozen import frozen
from launcher.links.commands import DicomClose, DicomGet, DicomQr, DicomRs, DicomShow
from launcher.links.options import Command

KEYS: Final = {
    "00100020": "patientID",
    "0020000D": "studyUID",
    "0020000E": "seriesUID",
    "00080018": "objectUID",
    "00080050": "accessionNumber",
    "patientid": "patientID",
    "studyinstanceuid": "studyUID",
    "seriesinstanceuid": "seriesUID",
    "sopinstanceuid": "objectUID",
    "accessionnumber": "accessionNumber",
}
"""Tags and keywords, as links write them → the words of ``dicom:qr`` and ``dicom:rs``."""

UID_KEYS: Final = frozenset({"studyUID", "seriesUID", "objectUID"})
_UID: Final = re.compile(r"[0-9]+(\.[0-9]+)+")
_TAG: Final = re.compile(r"[0-9A-Fa-f]{8}")
_LINK: Final = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):(?://)?(?P<place>[^?]*)\??(?P<query>.*)", re.I | re.S)
_IID: Final = re.compile(r"wetread:(?://)?iid/?\?(?P<query>.*)", re.I | re.S)
_LOCAL_HOST: Final = re.compile(r"localhost|[\d.]+|.*\..*")

Pairs = Sequence[tuple[str, str]]


def is_foreign(argument: str) -> bool:
    """Whether this is a link of another viewer that is understood here, or an Invoke Image Display request."""
    found = _LINK.match(argument)
    return _IID.match(argument) is not None or (found is not None and found["scheme"].lower() in READERS)


def translated(argument: str) -> tuple[Command, ...]:
    """The commands that a foreign link asks for.

    Raises
    ------
    LinkError
        It asks for something that a link may not have, or for nothing that is understood.
    """
    if any(ord(character) < 0x20 or ord(character) == 0x7F for character in unquote(argument)):
        raise LinkError("The link holds control characters", "no viewer writes such links", "")
    if iid := _IID.match(argument):
        return _iid(tuple(_pairs(iid["query"])))
    found = _LINK.match(argument)
    assert found is not None
    reader = READERS[found["scheme"].lower()]
    query = found["query"] or (found["place"] if "=" in found["place"] else "")
    return reader.read(reader.name, found["place"] if found["query"] else "", query)


# --- pieces -----------------------------------------------------------------------------------------------------------


def _pairs(query: str, decode: Callable[[str], str] = unquote) -> Iterator[tuple[str, str]]:
    """Names and values; some writers leave blanks as ``+``, and all wrap values in quotes now and then."""
    for part in query.split("#")[0].split("&"):
        name, _, value = part.partition("=")
        if name:
            yield decode(name).strip(), _unquoted(decode(value).strip())


def _unquoted(value: str) -> str:
    return value[1:-1].strip() if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _options(pairs: Pairs, option: str) -> list[tuple[str, list[str]]]:
    """An ordered list in which ``option`` names an option and the pairs behind it are its values."""
    found: list[tuple[str, list[str]]] = []
    for name, value in pairs:
        if name.lower() == option:
            found.append((value.lower(), []))
        elif found:
            found[-1][1].append(value)
    return found


def _request(viewer: str, key: str, value: str) -> str:
    """``studyUID=1.2.3`` from a tag or keyword and its value; several values stand apart by backslashes or commas."""
    name = KEYS.get(key.upper()) or KEYS.get(key.lower())
    values = [part.strip() for part in re.split(r"[\\,]" if name in UID_KEYS else r"\\", value) if part.strip()]
    if not values:
        raise _unclear(viewer, f"{key[:20]} has no value")
    if name is None and not _TAG.fullmatch(key):
        raise _unclear(viewer, f"{key[:40]} is no tag that images are searched by")
    if name in UID_KEYS and not all(_UID.fullmatch(part) for part in values):
        raise _unclear(viewer, f"{value[:70]} is no UID")
    return f"{name or key.upper()}={','.join(values)}"


def _unclear(viewer: str, why: str) -> LinkError:
    return LinkError(f"This link for {viewer} cannot be understood", why)


def _refused(viewer: str, what: str) -> LinkError:
    return LinkError(f"This link for {viewer} is refused", f"it wants to {what}, which a link may not do here", "")


# --- RadiAnt and MicroDicom: command line options in order ------------------------------------------------------------


def _radiant(viewer: str, place: str, query: str) -> tuple[Command, ...]:
    options = _options(tuple(_pairs(query)), "n")
    paths = [path for name, values in options if name in ("f", "d") for path in values if path]
    archives = [values[0] for name, values in options if name == "paet" and values]
    return _opened(viewer, paths, _requests(viewer, options, "pstv"), archives[-1] if archives else "")


def _microdicom(viewer: str, place: str, query: str) -> tuple[Command, ...]:
    options = _options(tuple(_pairs(query)), "param")
    paths = [path for name, values in options if name == "fd" for path in values if path]
    archives = [values[0] for name, values in options if name == "pacsserver" and values]
    return _opened(
        viewer, paths, _requests(viewer, options, "pacstagvalue"), _server(viewer, archives[-1]) if archives else ""
    )


def _requests(viewer: str, options: Sequence[tuple[str, list[str]]], search: str) -> list[str]:
    found = []
    for name, values in options:
        if name == search:
            if len(values) != 2:
                raise _unclear(viewer, f"a search needs a tag and a value, not {len(values)} of them")
            found.append(_request(viewer, *values))
    return found


def _opened(viewer: str, paths: Sequence[str], requests: Sequence[str], node: str) -> tuple[Command, ...]:
    commands: list[Command] = [DicomGet(local=tuple(paths))] if paths else []
    if requests:
        commands.append(DicomQr(node=node, request=tuple(requests)))
    if not commands:
        raise _unclear(viewer, "it names neither files nor a study")
    return tuple(commands)


def _server(viewer: str, text: str) -> str:
    """``AE@host:port``: programs write title, host and port, or host, title and port, some with ``http://``."""
    parts = text.replace("http://", "").replace("https://", "").split(":")
    if len(parts) < 3 or not parts[2].isdecimal():
        raise _unclear(viewer, "the archive is not given as title, host and port")
    first, second, port = parts[:3]
    title, host = (
        (second, first) if _LOCAL_HOST.fullmatch(first) and not _LOCAL_HOST.fullmatch(second) else (first, second)
    )
    return f"{title}@{host}:{port}"


# --- OsiriX and Horos: methods ----------------------------------------------------------------------------------------

_SHOWN_BY: Final = {
    "patientid": "patient",
    "studyinstanceuid": "study",
    "seriesinstanceuid": "series",
    "accessionnumber": "accession",
}
_HOROS_RETRIEVE: Final = {"0": "move", "1": "get", "2": "wado"}
_HOROS_REFUSED: Final = {
    "dbwindowfind": "search a database",
    "findobject": "search a database",
    "opendb": "open a database",
    "selectalbum": "choose an album",
    "switchtodefaultdbifneeded": "change the database",
    "displaystudylistbypatientname": "list a database",
    "displaystudylistbypatientid": "list a database",
    "killosirix": "quit the viewer",
    "getdisplayed2dviewerstudies": "ask what is shown",
    "getdisplayed2dviewerseries": "ask what is shown",
    "pathtofrontdcm": "ask what is shown",
}


def _horos(viewer: str, place: str, query: str) -> tuple[Command, ...]:
    """The text is decoded before it is split, so that an address in quotes may hold ``&``."""
    values = dict(_quoted_pairs(unquote(query)))
    lower = {name.lower(): value for name, value in values.items()}
    if image := lower.get("image"):
        return (DicomShow(instance=_uid(viewer, image.replace("+", " ").split()[-1])),)
    method = lower.get("methodname", "").lower()
    if method in _HOROS_REFUSED:
        raise _refused(viewer, _HOROS_REFUSED[method])
    if method not in _HOROS_METHODS:
        raise _unclear(viewer, f"its method {method[:40] or 'is missing'}")
    return _HOROS_METHODS[method](viewer, lower)


def _quoted_pairs(text: str) -> Iterator[tuple[str, str]]:
    for part in re.findall(r"((?:'[^']*'|\"[^\"]*\"|[^&'\"])+)", text):
        name, _, value = part.partition("=")
        yield name.strip(), _unquoted(value.strip())


def _horos_display(viewer: str, values: dict[str, str]) -> tuple[Command, ...]:
    wanted = {field: values[name] for name, field in _SHOWN_BY.items() if values.get(name)}
    if not wanted:
        raise _unclear(viewer, "it does not say which study")
    return (DicomShow(**wanted),)


def _horos_retrieve(viewer: str, values: dict[str, str]) -> tuple[Command, ...]:
    numbers = ("", *map(str, range(2, 10)))
    pairs = [(values.get(f"filterkey{n}", ""), values.get(f"filtervalue{n}", "")) for n in numbers]
    requests = tuple(_request(viewer, key, value) for key, value in pairs if key)
    if not requests:
        raise _unclear(viewer, "it does not say which study")
    retrieve = _HOROS_RETRIEVE.get(values.get("retrievemode", ""), "")
    return (DicomQr(node=values.get("servername", ""), request=requests, retrieve=retrieve),)


def _horos_move(viewer: str, values: dict[str, str]) -> tuple[Command, ...]:
    request = _request(viewer, "accessionNumber", values.get("accessionnumber", ""))
    return (DicomQr(node=values.get("server", ""), request=(request,), retrieve="move"),)


def _horos_download(viewer: str, values: dict[str, str]) -> tuple[Command, ...]:
    address = values.get("url", "")
    if not re.match(r"https?://[^/]", address, re.I):
        raise _unclear(viewer, "it names no web address")
    path = address.partition("?")[0].lower()
    if path.endswith(".xml"):
        return (DicomGet(wado=(address,)),)
    return (DicomGet(zip=(address,)) if path.endswith(".zip") else DicomGet(remote=(address,)),)


def _uid(viewer: str, text: str) -> str:
    if not _UID.fullmatch(text):
        raise _unclear(viewer, f"{text[:70]} is no UID")
    return text


_HOROS_METHODS: Final[dict[str, Callable[[str, dict[str, str]], tuple[Command, ...]]]] = {
    "displaystudy": _horos_display,
    "displayseries": _horos_display,
    "retrieve": _horos_retrieve,
    "cmove": _horos_move,
    "downloadurl": _horos_download,
    "closeallwindows": lambda viewer, values: (DicomClose(all=True),),
    "close2dviewerwithstudyuid": lambda viewer, values: (DicomClose(study=(_uid(viewer, values.get("uid", "")),)),),
    "close2dviewerwithseriesuid": lambda viewer, values: (DicomClose(series=(_uid(viewer, values.get("uid", "")),)),),
}


# --- those that name a DICOMweb service -------------------------------------------------------------------------------


def _slicer(viewer: str, place: str, query: str) -> tuple[Command, ...]:
    """3D Slicer decodes values twice, and so must who reads its links."""
    values = dict(_pairs(query, lambda text: unquote(unquote_plus(text))))
    if place.strip("/").lower() != "viewer":
        raise _unclear(viewer, "it must begin with slicer://viewer/")
    if address := values.get("download"):
        return (DicomGet(remote=(address,)),)
    return _web(viewer, values.get("dicomweb_endpoint", ""), values.get("studyUID", ""), values.get("access_token", ""))


def _dnviewer(viewer: str, place: str, query: str) -> tuple[Command, ...]:
    values = dict(_pairs(query))
    if place.strip("/").lower() != "dicomweb":
        raise _unclear(viewer, "only dnviewer://dicomweb is known here")
    token = values.get("token") or values.get("bearerToken") or ""
    header = (f"{values['headerName']}: {values.get('headerValue', '')}",) if values.get("headerName") else ()
    clean: tuple[Command, ...] = (DicomClose(all=True),) if values.get("replaceWorkspace") == "true" else ()
    return (*clean, *_web(viewer, values.get("baseUrl", ""), values.get("studyUid", ""), token, header))


def _web(viewer: str, address: str, study: str, token: str, header: tuple[str, ...] = ()) -> tuple[Command, ...]:
    if not re.match(r"https?://[^/]", address, re.I):
        raise _unclear(viewer, "it names no DICOMweb service")
    headers = (*header, *((f"Authorization: Bearer {token}",) if token else ()))
    return (DicomRs(url=address, request=(f"studyUID={_uid(viewer, study)}",), header=headers),)


# --- Inobitec: command line options as a query ------------------------------------------------------------------------


def _inobitec(viewer: str, place: str, query: str) -> tuple[Command, ...]:
    values = {name.lower().lstrip("-").replace("-", ""): value for name, value in _pairs(query)}
    paths = [path for path in values.get("studyfolder", "").split("\\") if path] if values.get("studyfolder") else []
    named = (("patientid", "PatientID"), ("studyuid", "StudyInstanceUID"), ("seriesuid", "SeriesInstanceUID"))
    requests = [_request(viewer, key, values[name]) for name, key in named if values.get(name)]
    return _opened(viewer, paths, requests, values.get("pacsaetitle", ""))


# --- IHE Invoke Image Display, RAD-106 --------------------------------------------------------------------------------

_IID_FILTERS: Final = (
    "mostRecentResults",
    "lowerDateTime",
    "upperDateTime",
    "modalitiesInStudy",
    "containsInDescription",
)
_IID_IDENTIFIERS: Final = {
    "STUDY": ("studyUID", "accessionNumber"),
    "PATIENT": ("patientID",),
    "SERIES": ("seriesUID",),
}


def _iid(pairs: Pairs) -> tuple[Command, ...]:
    """Names and ``requestType`` in any case; what is not known here is passed over, as the profile asks."""
    viewer = "Invoke Image Display"
    values = {name.lower(): value for name, value in pairs}
    kind = values.get("requesttype", "").upper()
    if kind not in _IID_IDENTIFIERS:
        raise _unclear(viewer, f"requestType must be STUDY or PATIENT{f', not {kind[:20]}' if kind else ''}")
    found = [(key, values[key.lower()]) for key in _IID_IDENTIFIERS[kind] if values.get(key.lower())]
    if not found:
        raise _unclear(viewer, f"{' or '.join(_IID_IDENTIFIERS[kind])} is missing")
    filters = [(key, values[key.lower()]) for key in _IID_FILTERS if kind == "PATIENT" and values.get(key.lower())]
    requests = tuple(f"{key}={value}" for key, value in (*found, *filters))
    return (DicomQr(node=values.get("archive", ""), request=requests),)


@frozen
class Reader:
    """A viewer whose links are understood: its name, and what reads the part before the ``?`` and the query."""

    name: str
    read: Callable[[str, str, str], tuple[Command, ...]]


READERS: Final = {
    "radiant": Reader("RadiAnt", _radiant),
    "microdicom": Reader("MicroDicom", _microdicom),
    "osirix": Reader("OsiriX", _horos),
    "horos": Reader("Horos", _horos),
    "slicer": Reader("3D Slicer", _slicer),
    "dnviewer": Reader("DN Viewer", _dnviewer),
    "inobitec": Reader("Inobitec", _inobitec),
}
"""Schemes of other viewers."""
