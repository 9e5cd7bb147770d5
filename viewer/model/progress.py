"""How far something has come, in words: images, bytes, pace and what is left."""

from __future__ import annotations

from typing import Final

from launcher.errors import CANCELLED
from launcher.protocol.events import JobUpdate, SeriesUpdate
from viewer.names import joined
from viewer.words import tr

STATES: Final = {
    "waiting": tr("Waiting"),
    "queued": tr("Waiting"),
    "listing": tr("Asking what there is"),
    "loading": tr("Loading"),
    "paused": tr("Paused"),
    "done": tr("Done"),
    "complete": tr("Complete"),
    "partial": tr("Incomplete"),
    "failed": tr("Failed"),
    "cancelled": tr("Cancelled"),
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
        read = tr("Reading file {number} of {count}") if job.files else tr("Reading file {number}")
        looked_at, images = read.format(number=job.looked_at, count=job.files), tr("{count} images", count=job.received)
        return joined(" · ", looked_at, images, _failed(job))
    if _comes(job):
        came = tr("{received} of {expected} so far") if _is_growing(job) else tr("{received} of {expected}")
        came = came.format(received=job.received, expected=job.expected)
        parts = came, _left(job) if job.listed else "", f"{size(job.rate)}/s", size(job.size), _failed(job)
        return joined(" · ", *parts)
    if job.state == "partial" and job.received == job.expected and not job.failed:
        return tr("{received} of {expected} images, with errors", received=job.received, expected=job.expected)
    is_one_address = job.source == "url" and job.expected == 1 and not job.series  # which may hold anything
    counted = job.expected and job.state != "waiting" and not is_one_address
    text = tr("{received} of {expected} images so far") if _is_growing(job) else tr("{received} of {expected} images")
    images = text.format(received=job.received, expected=job.expected) if counted else ""
    failed = _failed(job) if job.state not in ("failed", "cancelled") else ""
    return joined(", ", joined(": ", STATES[job.state], images), failed)


def _failed(job: JobUpdate) -> str:
    return tr("{count} failed", count=job.failed) if job.failed else ""


def bar(job: JobUpdate) -> tuple[int, int]:
    """How much is done, and of how much; the latter is 0 while nobody knows."""
    if _is_looked_through(job):
        return job.looked_at, job.files
    if _is_growing(job):
        return job.received + job.failed, 0
    return job.received + job.failed, job.expected


def _is_growing(job: JobUpdate) -> bool:
    """Whether all that is known of has perhaps come, and there is more."""
    return job.state == "loading" and not job.listed


def _is_looked_through(job: JobUpdate) -> bool:
    return job.state in ("listing", "loading") and job.looked_at > 0 and not job.rate


def of_series(update: SeriesUpdate) -> str:
    """``12 of 97 · 8 s left · 5.1 MB/s · 6.3 MB``; ``Paused: 12 of 97 · 6.3 MB``; ``Incomplete: 1 missing``."""
    if update.state == "queued" or not update.expected:
        return STATES[update.state]
    missing = tr("{count} missing", count=update.failed) if update.failed else ""
    came = joined(" · ", _count(update), amount(update), missing)
    state = "cancelled" if update.error == CANCELLED.said else update.state
    return came if state == "loading" else f"{STATES[state]}: {came}"


def in_brief(update: SeriesUpdate) -> str:
    """``Loading: 12 of 97 · 8 s left``, where ``amount`` stands beside it."""
    return joined(": ", STATES[update.state], _count(update) if update.expected else "")


def amount(update: SeriesUpdate) -> str:
    """``5.1 MB/s · 6.3 MB``; ``6.3 MB`` where nothing comes; empty where nothing has come."""
    return joined(" · ", f"{size(update.rate)}/s" if _comes(update) else "", size(update.size) if update.size else "")


def _count(update: SeriesUpdate) -> str:
    count = tr("{received} of {expected}", received=update.received, expected=update.expected)
    return joined(" · ", count, _left(update) if _comes(update) else "")


def _comes(update: JobUpdate | SeriesUpdate) -> bool:
    return update.state == "loading" and update.rate >= SLOWEST


def _left(update: JobUpdate | SeriesUpdate) -> str:
    """How long the rest takes if its images are as large as those that have come."""
    if not update.received:
        return ""
    rest = (update.expected - update.received - update.failed) * update.size / update.received
    return tr("{time} left", time=duration(rest / update.rate))


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
