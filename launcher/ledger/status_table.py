"""``wetread status`` for people: what ``--json`` says, in lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

LATEST: Final = 5
"""Messages that are told; the others are counted."""

ENDED: Final = frozenset({"done", "partial", "failed", "cancelled"})


def table(status: dict[str, Any]) -> str:
    """The lines, with nothing in them that a terminal could take for a command."""
    return "\n".join(re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", line).rstrip() for line in _lines(status))


def _lines(status: dict[str, Any]) -> Iterator[str]:
    yield f"Wetread {status['version']}, viewer on {status['viewer']['platform'] or 'no display yet'}"
    for patient in status["patients"]:
        yield f"{person(patient['PatientName']) or 'no name'}  {patient['PatientID']}"
        yield from _studies(patient["studies"])
    if pictures := Counter(picture["state"] for picture in status["images"]):
        yield "pictures: " + ", ".join(f"{count} {state}" for state, count in sorted(pictures.items(), reverse=True))
    yield from (_job(job) for job in status["jobs"] if job["state"] not in ENDED)
    yield from _views(status)
    yield from _messages(status["messages"])


def person(name: str) -> str:
    """A Person Name (PS3.5 6.2.1.1) as ``FAMILY, Given Middle``: the first group that is not empty."""
    group = next((part for part in name.split("=") if part.strip(" ^")), "")
    family, *given = (part.strip() for part in group.split("^"))
    return ", ".join(filter(None, (family, " ".join(filter(None, given)))))


def _studies(studies: list[dict[str, Any]]) -> Iterator[str]:
    all_series = [series for study in studies for series in study["series"]]
    modality = max((len(series["Modality"]) for series in all_series), default=0)
    description = max((len(series["SeriesDescription"][:40]) for series in all_series), default=0)
    for study in studies:
        yield f"  {study['StudyDate']}  {study['StudyDescription'] or 'study'}"
        for series in study["series"]:
            failed = f", {series['failed']} failed" if series["failed"] else ""
            yield (
                f"    {series['Modality']:{modality}}  {series['SeriesDescription'][:40]:{description}}  "
                f"{series['received']}/{series['expected']} {series['state']}{failed}"
            )


def _job(job: dict[str, Any]) -> str:
    failed = f", {job['failed']} failed" if job["failed"] else ""
    return f"{job['state']}: {job['text'] or job['source']}, {job['received']}/{job['expected']}{failed}"


def _views(status: dict[str, Any]) -> Iterator[str]:
    if not status["views"]:
        return
    yield f"layout {status['layout']}"
    names = {
        series["SeriesInstanceUID"]: f"{series['Modality']} {series['SeriesDescription']}".strip()
        for patient in status["patients"]
        for study in patient["studies"]
        for series in study["series"]
    }
    for number, view in enumerate(status["views"], start=1):
        shown = names.get(view["SeriesInstanceUID"]) or view.get("path") or "empty"
        place = f", {view['position']} of {view['count']}" if view["count"] else ""
        yield f"  view {number}: {shown}{place}"


def _messages(messages: list[dict[str, Any]]) -> Iterator[str]:
    if len(messages) > LATEST:
        yield f"… and {len(messages) - LATEST} earlier: wetread status --json has them"
    for message in messages[-LATEST:]:
        said = f": {message['text']}" if message["text"] else "."
        yield f"{message['severity']}: {message['title']}{said} {message['todo']}"
