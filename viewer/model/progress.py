"""How far something has come, in words: images, bytes, pace and what is left."""

from __future__ import annotations

from typing import Final

from launcher.protocol import JobUpdate, SeriesUpdate

STATES: Final = {
    "waiting": "Waiting",
    "queued": "Waiting",
    "listing": "Asking what there is",
    "loading": "Loading",
    "paused": "Paused",
    "done": "Done",
    "complete": "Complete",
    "partial": "Incomplete",
    "failed": "Failed",
    "cancelled": "Cancelled",
}
RUNNING: Final = ("waiting", "listing", "loading", "paused")
"""Job states in which something is still to come."""

SLOWEST: Final = 100
"""Bytes a second; at less, nobody can say when it ends."""


def of_job(job: JobUpdate) -> str:
    """``12 of 97 · 8 s left · 5.1 MB/s · 34 MB``; ``Incomplete: 96 of 97 images, 1 failed``.

    Of what is looked through: ``Reading file 400 of 10000 · 390 images``.
    """
    if _is_looked_through(job):
        of_how_many = f" of {job.files}" if job.files else ""
        failed = f" · {job.failed} failed" if job.failed else ""
        return f"Reading file {job.looked_at}{of_how_many} · {job.received} images{failed}"
    if job.state == "loading" and job.rate >= SLOWEST:
        failed = f"{job.failed} failed" if job.failed else ""
        parts = f"{job.received} of {job.expected}", _left(job), f"{size(job.rate)}/s", size(job.size), failed
        return " · ".join(filter(None, parts))
    counted = f"{job.received} of {job.expected} images" if job.expected and job.state != "waiting" else ""
    failed = f", {job.failed} failed" if job.failed and job.state != "failed" else ""
    return ": ".join(filter(None, (STATES[job.state], counted))) + failed


def bar(job: JobUpdate) -> tuple[int, int]:
    """How much is done, and of how much; the latter is 0 while nobody knows."""
    if _is_looked_through(job):
        return job.looked_at, job.files
    return job.received + job.failed, job.expected


def _is_looked_through(job: JobUpdate) -> bool:
    return job.state in ("listing", "loading") and job.looked_at > 0 and not job.rate


def of_series(update: SeriesUpdate) -> str:
    """``12 of 97 · 6.3 MB``; ``Paused: 12 of 97 · 6.3 MB``; ``Incomplete: 1 missing``."""
    if update.state == "queued" or not update.expected:
        return STATES[update.state]
    parts = [f"{update.received} of {update.expected}"]
    parts += [size(update.size)] if update.size else []
    parts += [f"{update.failed} missing"] if update.failed else []
    came = " · ".join(parts)
    return came if update.state == "loading" else f"{STATES[update.state]}: {came}"


def _left(job: JobUpdate) -> str:
    """How long the rest takes if its images are as large as those that have come."""
    if not job.received:
        return ""
    rest = (job.expected - job.received - job.failed) * job.size / job.received
    return f"{duration(rest / job.rate)} left"


def size(count: float) -> str:
    """``834 kB``, ``5.1 MB``, ``34 MB``, ``1.2 GB``; decimal, as system monitors count."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= 0.9995 * scale:
            value = count / scale
            return f"{value:.1f} {unit}" if value < 9.95 else f"{value:.0f} {unit}"
    return f"{count:.0f} B"


def duration(seconds: float) -> str:
    """``8 s``, ``3 min``, ``2 h 05 min``."""
    if seconds < 100:
        return f"{max(seconds, 1):.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02d} min"
