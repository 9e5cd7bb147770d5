"""What has come for a promise: unpacked, is it an image, is it whole, and whose is it?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from launcher.addresses import host
from launcher.cache import Cache, Kept, nobody
from launcher.dicomweb.multipart import Malformed
from launcher.dicomweb.retrieve import Unpacker
from launcher.errors import SIGN_IN, NotDicom
from launcher.headers.reading import Header, override, read_header
from launcher.http.client import Response
from launcher.manifests.manifest import Archive
from launcher.references import Patient, Study, to_keywords
from launcher.transfers import Damaged

_TRAILING: Final = 0x7FE0
"""What follows the pixel data of a data set is of this group or a higher one, PS3.5 7.1."""


def receive_one(
    response: Response, unpacker: Unpacker, accept: Callable[[Kept], None], grows: Callable[[Kept], None] = nobody
) -> None:
    """Give the one file of an answer, packed or not, to ``accept``; ``grows`` is told of it while it comes.

    Raises
    ------
    Damaged
        None has come to its end.
    """
    came = False
    try:
        for file in unpacker.files(response, grows):
            came = True
            _given(file, unpacker.cache, accept)
    except Malformed as error:
        if not came:
            raise Damaged(error.what, error.why) from error
    if not came:
        raise Damaged("The server sent an empty answer", host(response.address))


def _given(file: Kept, cache: Cache, accept: Callable[[Kept], None]) -> None:
    try:
        accept(file)
    except BaseException:
        cache.discard(file.path)
        raise


def identified(file: Kept, overridden: Mapping[int, str]) -> Header:
    """The header of a file that a server sent, with what a manifest wants to stand in it.

    Raises
    ------
    Damaged
        It did not come whole.
    NotDicom
        It is something else than an image.
    """
    try:
        header = _whole(file)
    except NotDicom as error:
        if error.kind == "web page":
            raise NotDicom("The server sent a web page instead of an image", "", SIGN_IN) from error
        what, todo = "The server sent something else than an image", "Open the page with the link again."
        raise NotDicom(what, error.why or error.what, todo) from error
    if not overridden:
        return header
    override(file.path, dict(overridden))
    return read_header(file.path)


def _whole(file: Kept) -> Header:
    """The header of a file whose data set goes to the end of the file, and no further.

    Raises
    ------
    Damaged
        It is cut, or something else follows: the next image, when a boundary got lost.
    NotDicom
        It is no DICOM file.
    """
    header = read_header(file.place, file.beginning, file.size)
    if header.truncated:
        raise Damaged("An image did not come whole", header.truncated)
    if header.pixel_data is not None and not _ends_well(file, sum(header.pixel_data)):
        raise Damaged("An image did not come whole", "its pixel data is followed by what is no part of it")
    return header


def _ends_well(file: Kept, end: int) -> bool:
    if end == file.size:
        return True
    with file.path.open("rb") as opened:
        opened.seek(end)
        rest = opened.read(8)
    return (len(rest) < 8 and not any(rest)) or int.from_bytes(rest[:2], "little") >= _TRAILING


_OVERRIDABLE: Final[dict[int, str]] = {  # tag → keyword; the Study Instance UID is never overridden
    0x00100010: "PatientName",
    0x00100020: "PatientID",
    0x00100021: "IssuerOfPatientID",
    0x00100030: "PatientBirthDate",
    0x00100040: "PatientSex",
    0x00080020: "StudyDate",
    0x00080030: "StudyTime",
    0x00080050: "AccessionNumber",
    0x00080090: "ReferringPhysicianName",
    0x00081030: "StudyDescription",
    0x00200010: "StudyID",
}


def overridden_tags(archive: Archive, patient: Patient, study: Study) -> dict[int, str]:
    """What ``overrideDicomTagsList`` puts into each file: the manifest's own values of the tags it names."""
    values = to_keywords(patient) | to_keywords(study)
    named = {tag: values.get(_OVERRIDABLE.get(tag, ""), "") for tag in archive.override_dicom_tags}
    return {tag: value for tag, value in named.items() if value}
