"""Progress in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from launcher.protocol.events import JobUpdate, SeriesUpdate
from launcher.references import Patient, Series, Study
from viewer.model.progress import amount, bar, duration, in_brief, of_job, of_series, size


def test_a_job_on_its_way_tells_images_bytes_pace_and_what_is_left() -> None:
    job = JobUpdate(1, "x", "manifest", "loading", 97, 12, size=34_000_000, rate=5_100_000.0)

    assert of_job(job) == "12 of 97 · 47 s left · 5.1 MB/s · 34 MB"
    assert of_job(replace(job, listed=False)) == "12 of 97 so far · 5.1 MB/s · 34 MB", "there may be many more"


@pytest.mark.parametrize(
    ("job", "words"),
    [
        (JobUpdate(1, "x", "manifest", "loading", 97, 12, 1), "Loading: 12 of 97 images, 1 failed"),
        (JobUpdate(1, "x", "manifest", "loading", 97, 0, size=500, rate=900.0), "0 of 97 · 900 B/s · 500 B"),
        (JobUpdate(1, "x", "dicomweb", "loading", 97, 97, listed=False), "Loading: 97 of 97 images so far"),
        (JobUpdate(1, "x", "manifest", "paused", 97, 12, rate=900.0), "Paused: 12 of 97 images"),
        (JobUpdate(1, "x", "manifest", "partial", 97, 96, 1), "Incomplete: 96 of 97 images, 1 failed"),
        (JobUpdate(1, "x", "local", "partial", 15, 15), "15 of 15 images, with errors"),
        (JobUpdate(1, "x", "manifest", "failed", failed=3), "Failed"),
        (JobUpdate(1, "x", "manifest", "cancelled", 3, 1, 2), "Cancelled: 1 of 3 images"),
        (JobUpdate(1, "x", "manifest", "waiting", 3), "Waiting"),
        (JobUpdate(1, "x", "url", "loading", 1), "Loading"),
        (JobUpdate(1, "x", "url", "failed", 1, 0, 1), "Failed"),
        (JobUpdate(1, "x", "url", "loading", 2), "Loading: 0 of 2 images"),
        (
            JobUpdate(1, "x", "local", "loading", 390, 390, looked_at=400, files=10_000),
            "Reading file 400 of 10000 · 390 images",
        ),
        (JobUpdate(1, "x", "local", "listing", looked_at=7), "Reading file 7 · 0 images"),
        (JobUpdate(1, "x", "local", "partial", 9, 8, 1, looked_at=12, files=12), "Incomplete: 8 of 9 images, 1 failed"),
    ],
)
def test_a_job_tells_what_is_known(job: JobUpdate, words: str) -> None:
    assert of_job(job) == words


def test_the_bar_is_not_full_while_more_is_being_listed() -> None:
    assert bar(JobUpdate(1, "x", "dicomweb", "loading", 97, 97, listed=False)) == (97, 0)


@pytest.mark.parametrize(
    ("job", "done"),
    [
        (JobUpdate(1, "x", "manifest", "loading", 97, 12, 1), (13, 97)),
        (JobUpdate(1, "x", "local", "loading", 390, 390, looked_at=400, files=10_000), (400, 10_000)),
        (JobUpdate(1, "x", "local", "loading", 390, 390, looked_at=400), (400, 0)),
    ],
)
def test_the_bar_of_a_folder_counts_files_and_not_what_they_hold(job: JobUpdate, done: tuple[int, int]) -> None:
    assert bar(job) == done


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (("queued", 97, 0, 0), "Waiting"),
        (("loading", 97, 12, 0), "12 of 97 · 6.3 MB"),
        (("paused", 97, 12, 0), "Paused: 12 of 97 · 6.3 MB"),
        (("partial", 97, 96, 1), "Incomplete: 96 of 97 · 6.3 MB · 1 missing"),
        (("complete", 97, 97, 0), "Complete: 97 of 97 · 6.3 MB"),
    ],
)
def test_a_series_tells_what_has_come(counts: tuple[str, int, int, int], words: str) -> None:
    update = SeriesUpdate("k", Patient(), Study(), Series(), "image", *counts, size=6_300_000)  # type: ignore[arg-type]

    assert of_series(update) == words


def test_a_series_on_its_way_tells_its_pace_and_what_is_left() -> None:
    update = SeriesUpdate("k", Patient(), Study(), Series(), "image", "loading", 97, 12, 0, 34_000_000, 5_100_000.0)

    assert of_series(update) == "12 of 97 · 47 s left · 5.1 MB/s · 34 MB"
    assert (in_brief(update), amount(update)) == ("Loading: 12 of 97 · 47 s left", "5.1 MB/s · 34 MB")


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (12_345, "12 kB"), (999_600, "1.0 MB"), (1_234_567_890, "1.2 GB")],
)
def test_sizes_have_two_digits(count: int, words: str) -> None:
    assert size(count) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 s"), (47.4, "47 s"), (100, "2 min"), (3600, "60 min"), (7500, "2 h 05 min")]
)
def test_durations_are_told_as_coarsely_as_they_are_known(seconds: float, words: str) -> None:
    assert duration(seconds) == words
