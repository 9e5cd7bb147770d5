"""A DICOMweb archive in memory, as one of those in the field or as none should be."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pydicom
from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from tests.servers.web import Answer, Fault, Seen, Web

BOUNDARY = "a boundary"
_KEYS = {"studies": "StudyInstanceUID", "series": "SeriesInstanceUID", "instances": "SOPInstanceUID"}
_COUNTED = {
    "studies": ("NumberOfStudyRelatedSeries", "series"),
    "series": ("NumberOfSeriesRelatedInstances", "instances"),
}
_PATH = re.compile(
    r"(?:/studies(?:/([0-9.]+))?)?(?:/series(?:/([0-9.]+))?)?(?:/instances(?:/([0-9.]+))?)?(/metadata|/thumbnail|/rendered)?"
)


@dataclass
class DicomWeb:
    """Answers below ``/rs`` of a web server.

    ``obeys``: whether it looks at what it is asked for; ``counts``: whether it says how many series and instances there
    are; ``most``: rows of one answer, silently; ``warns``: but not silently; ``pages``: whether it knows ``offset``;
    ``lists``: whether a comma separates values; ``metadata``: whether it has such a thing; ``lengths``: whether parts
    announce their length; ``single``: whether it sends one file unpacked; ``accepts``: which ``Accept`` it can serve;
    ``refusal``: the status with which it refuses another; ``picture``: what it renders, of anything.
    """

    web: Web
    files: Iterable[Path]
    obeys: bool = True
    counts: bool = True
    most: int = 1_000_000
    warns: bool = False
    pages: bool = True
    lists: bool = True
    metadata: bool = True
    lengths: bool = True
    single: bool = False
    accepts: Callable[[str], bool] = lambda accept: True
    refusal: int = 406
    picture: bytes = b""
    headers: dict[Path, Dataset] = field(init=False)

    def __post_init__(self) -> None:
        self.headers = {file: pydicom.dcmread(file, stop_before_pixels=True) for file in self.files}
        self.web.answers("/rs/*", self.answer)

    @property
    def root(self) -> str:
        return f"{self.web.origin}/rs"

    def answer(self, seen: Seen) -> Answer:
        match = _PATH.fullmatch(seen.path.removeprefix("/rs"))
        if match is None:
            return Answer(status=404)
        uids = dict(zip(_KEYS.values(), match.groups()[:3], strict=True))
        held = {f: h for f, h in self.headers.items() if all(h[key].value == uid for key, uid in uids.items() if uid)}
        if match[4] == "/metadata":
            return _json([_row(h, _KEYS.values()) for h in held.values()]) if self.metadata else Answer(status=404)
        if match[4] == "/rendered" and self.picture:
            return Answer(self.picture, headers={"Content-Type": "image/jpeg"})
        if match[4] or not held:
            return Answer(status=404)
        level = seen.path.rsplit("/", 1)[1]
        return self._rows(level, held, seen) if level in _KEYS else self._files(list(held), seen)

    def _rows(self, level: str, held: dict[Path, Dataset], seen: Seen) -> Answer:
        query = dict(parse_qsl(urlsplit(seen.target).query))
        limit, offset = min(int(query.pop("limit", 1 << 30)), self.most), int(query.pop("offset", 0))
        query.pop("includefield", "")
        rows: dict[str, dict[str, Any]] = {}
        for header in held.values():
            if all(self._fits(header, key, value) for key, value in query.items()):
                rows.setdefault(header[_KEYS[level]].value, _row(header, _KEYS.values()) | self._count(level, header))
        offset = offset if self.pages else 0 if not offset else len(rows)
        page = list(rows.values())[offset : offset + limit]
        more = len(rows) - offset - len(page)
        answer = _json(page)
        if self.warns and more > 0:
            warning = f'299 archive: "There are {more} additional results that can be requested"'
            answer = Answer(answer.body, headers={**answer.headers, "Warning": warning})
        return answer if page else Answer(status=204)

    def _fits(self, header: Dataset, key: str, wanted: str) -> bool:
        there = str(header.get(key, ""))
        if not self.obeys or tag_for_keyword(key) is None:
            return True
        if key in ("StudyDate", "StudyTime") and "-" in wanted:
            first, _, last = wanted.partition("-")
            return bool(there) and first <= there <= (last or "9")
        return there in (wanted.split(",") if self.lists else [wanted])

    def _count(self, level: str, header: Dataset) -> dict[str, Any]:
        if not self.counts or level not in _COUNTED:
            return {}
        keyword, below = _COUNTED[level]
        key = _KEYS[level]
        number = len({h[_KEYS[below]].value for h in self.headers.values() if h[key].value == header[key].value})
        count = Dataset()
        setattr(count, keyword, number)
        return dict(count.to_json_dict())

    def _files(self, files: list[Path], seen: Seen) -> Answer:
        if not self.accepts(seen.headers.get("Accept", "")):
            return Answer(status=self.refusal)
        if self.single and len(files) == 1:
            return Answer(files[0].read_bytes(), headers={"Content-Type": "application/dicom"})
        kind = f'multipart/related; type="application/dicom"; boundary="{BOUNDARY}"'
        return Answer(self.packed(files), headers={"Content-Type": kind})

    def packed(self, files: Iterable[Path]) -> bytes:
        """The body of an answer that holds these files."""
        return b"".join(self._part(file.read_bytes()) for file in files) + f"--{BOUNDARY}--\r\n".encode()

    def _part(self, data: bytes) -> bytes:
        length = f"Content-Length: {len(data)}\r\n" if self.lengths else ""
        return f"--{BOUNDARY}\r\nContent-Type: application/dicom\r\n{length}\r\n".encode() + data + b"\r\n"


def only_streams(fault: Fault) -> Fault:
    """The fault, of answers of several parts."""

    def of_several_parts(answer: Answer) -> Answer:
        return fault(answer) if answer.body.count(b"--" + BOUNDARY.encode()) > 2 else answer

    return of_several_parts


_LISTED = ("PatientID", "PatientName", "StudyDate", "StudyTime", "AccessionNumber", "Modality", "SeriesNumber")


def _row(header: Dataset, keys: Iterable[str]) -> dict[str, Any]:
    row = Dataset()
    for keyword in (*keys, *_LISTED, "SOPClassUID", "InstanceNumber"):
        if keyword in header:
            row[keyword] = header[keyword]
    return dict(row.to_json_dict())


def _json(rows: list[dict[str, Any]]) -> Answer:
    return Answer(json.dumps(rows).encode(), headers={"Content-Type": "application/dicom+json"})
