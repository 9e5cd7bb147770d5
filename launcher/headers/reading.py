"""What the header of a DICOM file says: for the service, for scripts, for ``wetread tags``.

Ten thousand files are read in seconds because ordinary headers never meet pydicom: ``walk`` reads them, and
``by_pydicom`` the unusual ones. Both give raw values, which become ``references`` here.
"""

from __future__ import annotations

import io
import math
import os
import re
import stat
import warnings
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from struct import Struct
from typing import Any, Final

from launcher import references
from launcher.errors import NotDicom, SourceError
from launcher.frozen import frozen
from launcher.headers.by_pydicom import reread
from launcher.headers.charset import decode
from launcher.headers.content import Content, not_dicom, sniff
from launcher.headers.walk import (
    PIXELS,
    TRANSFER_SYNTAX,
    ByteOrder,
    Doubt,
    Elements,
    ReadAt,
    Steps,
    note_pixel_data,
    walk,
)
from launcher.references import Instance, Patient, Series, Study

__all__ = ["KEYWORDS", "Content", "Header", "not_dicom", "override", "read_header", "sniff"]

_NAMES: Final = {0x00080090: "ReferringPhysicianName", 0x00100010: "PatientName"}
_TEXTS: Final = _NAMES | {
    TRANSFER_SYNTAX: "TransferSyntaxUID",
    0x00080008: "ImageType",
    0x00080016: "SOPClassUID",
    0x00080018: "SOPInstanceUID",
    0x00080020: "StudyDate",
    0x00080021: "SeriesDate",
    0x00080022: "AcquisitionDate",
    0x0008002A: "AcquisitionDateTime",
    0x00080030: "StudyTime",
    0x00080031: "SeriesTime",
    0x00080032: "AcquisitionTime",
    0x00080033: "ContentTime",
    0x00080050: "AccessionNumber",
    0x00080060: "Modality",
    0x00081030: "StudyDescription",
    0x0008103E: "SeriesDescription",
    0x00100020: "PatientID",
    0x00100021: "IssuerOfPatientID",
    0x00100030: "PatientBirthDate",
    0x00100040: "PatientSex",
    0x00180010: "ContrastBolusAgent",
    0x00180020: "ScanningSequence",
    0x00180021: "SequenceVariant",
    0x00180022: "ScanOptions",
    0x00180080: "RepetitionTime",
    0x00180081: "EchoTime",
    0x00180086: "EchoNumbers",
    0x00180088: "SpacingBetweenSlices",
    0x00181060: "TriggerTime",
    0x00181120: "GantryDetectorTilt",
    0x00181210: "ConvolutionKernel",
    0x00181314: "FlipAngle",
    0x0020000D: "StudyInstanceUID",
    0x0020000E: "SeriesInstanceUID",
    0x00200010: "StudyID",
    0x00200011: "SeriesNumber",
    0x00200012: "AcquisitionNumber",
    0x00200013: "InstanceNumber",
    0x00200032: "ImagePositionPatient",
    0x00200037: "ImageOrientationPatient",
    0x00200052: "FrameOfReferenceUID",
    0x00200100: "TemporalPositionIdentifier",
    0x00201041: "SliceLocation",
    0x00209161: "ConcatenationUID",
    0x00280004: "PhotometricInterpretation",
    0x00280008: "NumberOfFrames",
    0x00280030: "PixelSpacing",
}
_UNSIGNED_SHORTS: Final = {0x00280002: "SamplesPerPixel", 0x00280010: "Rows", 0x00280011: "Columns"}
_MATRIX: Final = frozenset((0x00280010, 0x00280011))
_DOUBLES: Final = {0x00189087: "DiffusionBValue"}
_DOUBLE: Final = {"little": "<d", "big": ">d"}
KEYWORDS: Final = {f"{tag:08X}": keyword for tag, keyword in (_TEXTS | _UNSIGNED_SHORTS | _DOUBLES).items()}
"""Tag, as eight hexadecimal digits → keyword of the attributes that ``references`` are made of."""
_VECTORS: Final = {0x00200032: 3, 0x00200037: 6}

_ABOVE: Final = tuple(
    tag
    for tag, keyword in _TEXTS.items()
    if any(keyword in references.KEYWORDS[level].values() for level in (Patient, Study, Series))
)
"""Tags of what an image shares with the others of its series."""
_TAGS: Final = {keyword: tag for tag, keyword in (_TEXTS | _UNSIGNED_SHORTS | _DOUBLES).items()}
_OWN: Final = tuple((_TAGS[keyword], name, default) for name, keyword, default in references.ATTRIBUTES[Instance])
"""Tag, field name and default of what is an image's own."""
_DETAILS: Final = tuple(_TAGS[keyword] for keyword in references.DETAILS)

_MEDIA_STORAGE_SOP_CLASS, _MEDIA_STORAGE_SOP_INSTANCE = 0x00020002, 0x00020003
_CHARACTER_SET, _SOP_CLASS, _STUDY_INSTANCE = 0x00080005, 0x00080016, 0x0020000D
_WANTED: Final = frozenset({*_TEXTS, *_UNSIGNED_SHORTS, *_DOUBLES, _CHARACTER_SET})
_WANTED_OF_FILE_META: Final = frozenset((_MEDIA_STORAGE_SOP_CLASS, _MEDIA_STORAGE_SOP_INSTANCE, TRANSFER_SYNTAX))
_DIRECTORY: Final = "1.2.840.10008.1.3.10"


@frozen
class Header:
    """What the header of one file says.

    ``pixel_data`` is the offset and the length in bytes of the pixel data's value (encapsulated: its items included;
    deflated: the whole deflated data set), as far as it is in the file; none when there is no such element.
    ``truncated`` says what has been cut off the file, empty when nothing has.
    """

    patient: Patient
    study: Study
    series: Series
    instance: Instance
    pixel_data: tuple[int, int] | None = None
    truncated: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing in the data set that could be listed or shown."""
        named = (self.patient, self.study, self.series) != (Patient(), Study(), Series())
        return not named and self.pixel_data is None and not self.truncated

    @property
    def is_dicomdir(self) -> bool:
        """Whether the file is no image but the directory of a medium, PS3.10 section 8."""
        return self.instance.sop_class_uid == _DIRECTORY


def read_header(path: str | os.PathLike[str], beginning: bytes = b"", size: int = 0, name: str = "") -> Header:
    """Read the header of a DICOM file, with or without preamble, in any transfer syntax.

    A file that has been cut off still has a header: see ``Header.truncated``.

    Parameters
    ----------
    beginning, size
        The first bytes of the file and its size, where these are at hand: an ordinary header that stands in them is
        read without opening the file, which is given by its absolute path then.
    name
        What the user calls the file, for the error; else what it is called in its folder.

    Raises
    ------
    NotDicom
        The file is something else, which the sentence names, or its header is beyond reading.
    SourceError
        The file cannot be opened.
    """
    if beginning:
        with suppress(Doubt):
            return _header(walk(partial(_read_of, beginning, size), size, _WANTED), os.fspath(path), size)
    path = Path(path)
    name = name or path.name
    try:
        with _opened(path, name) as file:
            size = os.fstat(file.fileno()).st_size
            return _header(_read(file, name, size), str(path.absolute()), size)
    except OSError as error:
        todo = "Check that it exists and that you may read it."
        raise SourceError(f"{name} cannot be opened", error.strerror or "", todo) from error


def _opened(path: Path, name: str) -> io.FileIO:
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe would keep us waiting
        raise NotDicom(f"{name} is not a DICOM file", "it is not a regular file", "Choose a file.")
    return io.FileIO(path)


def _read(file: io.FileIO, name: str, size: int) -> Elements:
    read_at = partial(_read_at, file)
    try:
        return walk(read_at, size, _WANTED)
    except Doubt:
        content = sniff(read_at(0, 4096), size)
        if content not in ("dicom", "unknown"):
            raise not_dicom(name, content) from None
    elements = _read_by_pydicom(read_at, name, size)
    if not _plausible(elements):
        raise not_dicom(name, "unknown") if content == "unknown" else _damaged(name)
    return elements


def _read_of(beginning: bytes, size: int, offset: int, length: int) -> bytes:
    """As ``_read_at``, of a file of which only the beginning is at hand."""
    piece = beginning[offset : offset + length]
    if len(piece) < min(length, size - offset):
        raise Doubt("it stands further on")
    return piece


def _read_at(file: io.FileIO, offset: int, length: int) -> bytes:
    file.seek(offset)
    return file.read(length)


def _plausible(elements: Elements) -> bool:
    """Whether it is DICOM at all: something can be read out of any bytes.

    It is when it says of which SOP class it is; ACR-NEMA had none yet, but pixels and their size.
    """
    sop_class_uid = elements.ascii(_SOP_CLASS) or elements.ascii(_MEDIA_STORAGE_SOP_CLASS)
    if sop_class_uid:
        return re.fullmatch(r"[0-2](\.\d+)+", sop_class_uid) is not None
    return elements.pixel_data is not None and elements.values.keys() >= _MATRIX


def _damaged(name: str, why: str = "its header is damaged") -> NotDicom:
    return NotDicom(f"{name} cannot be read", why, "Fetch or export it once more.")


# --- raw values to references ---------------------------------------------------------------------------------------


def _header(elements: Elements, path: str, size: int) -> Header:
    patient, study, series = _above(
        elements.ascii(_CHARACTER_SET), tuple(elements.values.get(tag, b"") for tag in _ABOVE)
    )
    return Header(patient, study, series, _instance(elements, path, size), elements.pixel_data, elements.truncated)


@lru_cache(maxsize=64)
def _above(character_set: str, raw_values: tuple[bytes, ...]) -> tuple[Patient, Study, Series]:
    """The levels above an instance, made once for the many files of a series."""
    texts = {
        _TEXTS[tag]: decode(character_set, raw, tag in _NAMES) for tag, raw in zip(_ABOVE, raw_values, strict=True)
    }
    for keyword in _NAMES.values():
        texts[keyword] = texts[keyword].rstrip(" \0=")  # component groups that are not used
    return (
        references.from_keywords(Patient, texts),
        references.from_keywords(Study, texts),
        references.from_keywords(Series, texts),
    )


def _instance(elements: Elements, path: str, size: int) -> Instance:
    values, encoding = elements.values, (elements.ascii(_CHARACTER_SET), elements.byte_order)
    own: dict[str, Any] = {
        name: value
        for tag, name, default in _OWN
        if (raw := values.get(tag)) and (value := _value(tag, raw, encoding, default)) not in ("", None)
    }
    details = [_value(tag, raw, encoding, "") if (raw := values.get(tag)) else "" for tag in _DETAILS]
    while details and not details[-1]:
        details.pop()
    own.setdefault("sop_class_uid", elements.ascii(_MEDIA_STORAGE_SOP_CLASS))
    own.setdefault("sop_instance_uid", elements.ascii(_MEDIA_STORAGE_SOP_INSTANCE))
    if own.get("number_of_frames", 1) < 1:
        del own["number_of_frames"]
    return Instance(**own, details=tuple(details), path=path, size=size)


@lru_cache(maxsize=512)
def _value(tag: int, raw: bytes, encoding: tuple[str, ByteOrder], default: object) -> Any:
    """What a raw value stands for, empty or none when it says nothing; found once for many files of a series."""
    text = _text(tag, raw, *encoding).strip(" \0")
    return text and references.from_text(text, default)


def _text(tag: int, raw: bytes, character_set: str, byte_order: ByteOrder) -> str:
    if tag in _UNSIGNED_SHORTS:
        return str(int.from_bytes(raw[:2], byte_order))
    if tag in _DOUBLES:
        return repr(Struct(_DOUBLE[byte_order]).unpack_from(raw)[0]) if len(raw) >= 8 else ""
    text = decode(character_set, raw)
    # one position that is no number would spoil every sorting by it
    return text if tag not in _VECTORS or _is_vector(text, _VECTORS[tag]) else ""


def _is_vector(text: str, count: int) -> bool:
    parts = text.strip(" \0").split("\\")
    try:
        return len(parts) == count and all(math.isfinite(float(part)) for part in parts)
    except ValueError:
        return False


# --- the unusual, by pydicom ----------------------------------------------------------------------------------------


def _read_by_pydicom(read_at: ReadAt, name: str, size: int) -> Elements:
    try:
        found = reread(read_at, size)
        elements = Elements(dict(_raw_values(found.dataset)), found.byte_order, truncated=found.truncated)
    except Exception as error:  # whatever hostile bytes make it raise
        raise _damaged(name) from error
    if found.tag in PIXELS:
        note_pixel_data(Steps(read_at, size), found.offset, found.length, elements)
    return elements


def _raw_values(dataset: Any) -> Iterator[tuple[int, bytes]]:
    for part, wanted in ((dataset.file_meta, _WANTED_OF_FILE_META), (dataset, _WANTED)):
        for tag in wanted & part.keys():
            value = part.get_item(tag).value
            if isinstance(value, bytes):
                yield tag, value
            elif value is not None:  # pydicom has needed it itself: a UID, the character set
                text = value if isinstance(value, str) else "\\".join(map(str, value))
                yield tag, text.encode("ascii", "replace")


# --- rewriting ------------------------------------------------------------------------------------------------------


def override(path: str | os.PathLike[str], tags: dict[int, str]) -> None:
    """Rewrite elements of a file that is our own copy, as a manifest's ``overrideDicomTagsList`` asks.

    The file is replaced in one step, so that a reader sees the old or the new one. StudyInstanceUID stays.

    Parameters
    ----------
    path
        A complete file: what has been cut off would be hidden by the rewriting.
    tags
        Tag, as (group << 16 | element) → new value.

    Raises
    ------
    NotDicom
        The file cannot be read, is not complete, or cannot be written again.
    """
    path = Path(path)
    header = read_header(path)
    if header.truncated:
        raise _damaged(path.name, header.truncated)
    try:
        _rewrite(path, tags)
    except Exception as error:  # whatever hostile bytes make pydicom raise
        raise _damaged(path.name, "the manifest's names and numbers cannot be written into it") from error


def _rewrite(path: Path, tags: dict[int, str]) -> None:
    import tempfile

    from pydicom import dcmread

    with warnings.catch_warnings(), tempfile.TemporaryDirectory(dir=path.parent) as folder:
        warnings.simplefilter("ignore")
        dataset = dcmread(path, force=True)
        _set_elements(dataset, tags)
        new = Path(folder, path.name)
        dataset.save_as(new, enforce_file_format=False)
        new.replace(path)


def _set_elements(dataset: Any, tags: dict[int, str]) -> None:
    from pydicom.datadict import dictionary_has_tag, dictionary_VR

    if not all(value.isascii() for value in tags.values()):
        dataset.decode()
        dataset.SpecificCharacterSet = "ISO_IR 192"
    for tag in tags.keys() - {_STUDY_INSTANCE}:
        if dictionary_has_tag(tag):
            dataset.add_new(tag, dictionary_VR(tag), tags[tag])
