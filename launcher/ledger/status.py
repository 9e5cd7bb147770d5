"""What callers ask of the ledger: how a wait ends, and all of it as ``wetread status --json`` has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from launcher.ledger.ledger import Ledger
from launcher.ledger.records import Job, SeriesRecord, exit_code_of
from launcher.ledger.wording import missing_lines, other_errors, shortened
from launcher.references import to_keywords

PRINTED_AT_MOST: Final = 200
"""Lines on what is missing; a caller can read more than a message on the screen has room for."""

MOST_ADVICE: Final = 3
"""Lines on what to do about it."""


def loaded_exit_code(ledger: Ledger) -> int:
    """0 all here, 1 something is missing, else what the last request's error says."""
    with ledger.lock:
        latest = ledger.latest()
        last = [job for job in ledger.jobs.values() if latest is not None and job.request == latest.request]
        short = any(record.failed or record.cut for record in ledger.records.values())
        return exit_code_of(last) or int(short)


def shortcomings(ledger: Ledger, jobs: Sequence[Job] | None = None) -> list[str]:
    """What is missing, a line each, and what else could not be done: by ``jobs``, or by the last request and before."""
    with ledger.lock:
        missing = [e for record in ledger.records.values() for e in record.entries.values() if e.incomplete]
        if jobs is None:
            latest = ledger.latest()
            jobs = [job for job in ledger.jobs.values() if latest is not None and job.request == latest.request]
        else:
            missing = [entry for entry in missing if entry.jobs & {job.id for job in jobs}]
        others = shortened([str(error) for job in jobs for error in other_errors(job, missing)], PRINTED_AT_MOST)
        todos = dict.fromkeys(entry.error.todo for entry in missing if entry.error is not None and entry.error.todo)
        windowless = [str(ledger.windowless)] if ledger.windowless is not None else []
        return [*missing_lines(missing, PRINTED_AT_MOST), *list(todos)[:MOST_ADVICE], *others, *windowless]


def first_image(ledger: Ledger) -> bool | None:
    """Whether the latest request's first image is on screen; ``None`` when none will come."""
    with ledger.lock:
        latest = ledger.latest()
        if latest is None:
            return False
        jobs = [job for job in ledger.jobs.values() if job.request == latest.request]
        if any("first_image" in job.times for job in jobs):
            return True
        hopeless = ledger.windowless is not None or all(job.ended and not job.received for job in jobs)
        return None if hopeless else False


def timing(ledger: Ledger) -> dict[str, float]:
    """Seconds since the latest request was accepted."""
    with ledger.lock:
        latest = ledger.latest()
        if latest is None:
            return {}
        return {"accepted": 0.0} | {name: round(at - latest.accepted, 4) for name, at in latest.times.items()}


def status(ledger: Ledger) -> dict[str, Any]:
    """Patients, jobs, messages and timing, as ``wetread status --json`` has them."""
    with ledger.lock:
        return {
            "patients": _patients(ledger),
            "jobs": [
                {
                    "id": str(job.id),
                    "source": job.source,
                    "state": job.update().state,
                    "received": job.received,
                    "expected": job.expected,
                    "failed": job.failed,
                    "text": job.told,
                }
                for job in ledger.jobs.values()
            ],
            "messages": [
                {"time": m.time, "severity": m.severity, "title": m.title, "text": m.text, "todo": m.todo}
                for m in ledger.messages
            ],
            "timing": timing(ledger),
        }


def _patients(ledger: Ledger) -> list[dict[str, Any]]:
    patients: dict[str, dict[str, Any]] = {}
    studies: dict[tuple[str, str], dict[str, Any]] = {}
    for record in sorted(ledger.records.values(), key=lambda record: record.order):
        patient = patients.setdefault(record.patient.key, {**to_keywords(record.patient), "studies": []})
        if (place := record.place) not in studies:
            studies[place] = {**to_keywords(record.study), "series": []}
            patient["studies"].append(studies[place])
        studies[place]["series"].append(_series_status(record))
    return list(patients.values())


def _series_status(record: SeriesRecord) -> dict[str, Any]:
    update = record.update()
    return {
        "SeriesInstanceUID": record.series.series_instance_uid,
        "Modality": record.series.modality,
        "SeriesNumber": record.series.series_number,
        "SeriesDescription": record.series.series_description,
        "kind": update.kind,
        "state": update.state,
        "expected": update.expected,
        "received": update.received,
        "failed": update.failed,
        "frames": record.frames,
        "bytes": record.size,
        "source": update.source,
        "thumbnail": bool(update.thumbnail),
        "error": update.error or None,
    }
