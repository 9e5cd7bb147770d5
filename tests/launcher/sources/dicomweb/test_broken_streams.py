"""Streams that break: what they did not bring is fetched singly, waited for, or named as missing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from launcher.ledger import status
from tests.launcher.desk import Desk, counts
from tests.launcher.sources.dicomweb.opening import Opened, asked
from tests.servers.dicomweb import BOUNDARY, DicomWeb, only_streams
from tests.servers.studies import synthetic_ct
from tests.servers.web import Answer, Fault, Web, cut, ends_early, flips, for_a_while, says, without_its_end

DELIMITER = f"--{BOUNDARY}".encode()


@pytest.mark.parametrize("lengths", [True, False])
@pytest.mark.parametrize(
    ("fault", "singles"),
    [
        (cut(0.5), 3),
        (ends_early(0.5), 3),
        (ends_early(0.0), 5),
        (without_its_end(4), 1),
        (flips(DELIMITER, b"--a bXundary", 2), 2),
        (flips(b"Content-Type:", b"Content Type?", 2), 3),
    ],
)
def test_what_a_broken_stream_did_not_bring_is_fetched_singly(
    opened: Opened, archive: DicomWeb, web: Web, fault: Fault, singles: int, lengths: bool
) -> None:
    archive.lengths = lengths
    web.fault("/rs/studies/*/series/*[0-9]", only_streams(fault))

    assert counts(opened()) == ("done", 5, 5, 0)
    assert asked(web, "instances/*") == singles


@pytest.mark.parametrize("wrong_by", [7, -7])
def test_an_archive_that_announces_wrong_lengths_everywhere_is_read_by_its_boundaries(
    opened: Opened, web: Web, wrong_by: int
) -> None:
    def wrong(answer: Answer) -> Answer:
        length = re.compile(rb"Content-Length: (\d+)")
        return replace(answer, body=length.sub(lambda m: b"Content-Length: %d" % (int(m[1]) + wrong_by), answer.body))

    web.fault("/rs/studies/*/series/*", wrong)

    assert counts(opened()) == ("done", 5, 5, 0)
    assert asked(web, "instances/*") <= 2


def test_an_archive_that_goes_away_in_the_middle_of_a_series_is_waited_for(opened: Opened, web: Web) -> None:
    web.fault("/rs/studies/*/series/*[0-9]", only_streams(cut(0.5)))
    web.fault("*/instances", for_a_while(says(502), 8))  # more than the list is asked for in one go

    assert counts(opened()) == ("done", 5, 5, 0)


@pytest.mark.parametrize("fault", [says(500), says(503, Retry_After="0"), says(429, Retry_After="0"), says(404)])
def test_an_archive_that_cannot_send_a_series_sends_its_images(opened: Opened, web: Web, fault: Fault) -> None:
    web.fault("/rs/studies/*/series/*[0-9]", only_streams(fault))

    assert counts(opened()) == ("done", 5, 5, 0)


def test_a_burst_of_errors_is_waited_for_everywhere(opened: Opened, web: Web) -> None:
    web.fault("/rs/*", for_a_while(says(503, Retry_After="0"), 2))
    web.fault("*/series/*[0-9]", for_a_while(says(502), 2))

    assert counts(opened()) == ("done", 5, 5, 0)


def test_an_image_that_never_comes_whole_is_named_and_the_others_are_shown(
    opened: Opened, archive: DicomWeb, web: Web, desk: Desk
) -> None:
    lost = sorted(header.SOPInstanceUID for header in archive.headers.values())[2]
    web.fault("/rs/studies/*/series/*[0-9]", only_streams(ends_early(0.01)))
    web.fault(f"*/instances/{lost}", ends_early(0.5))

    work = opened()

    assert counts(work) == ("partial", 5, 4, 1)
    assert lost in "".join(message.text for message in desk.ledger.messages)
    web.recover()
    desk.ledger.retry()
    with desk.ledger.changed:
        assert desk.ledger.changed.wait_for(lambda: work.job.state == "done", 5)


def test_a_refused_series_fails_with_the_reason_and_is_not_asked_for_image_by_image(opened: Opened, web: Web) -> None:
    web.fault("/rs/studies/*/series/*[0-9]", says(403))

    work = opened()

    assert counts(work) == ("failed", 5, 0, 5)
    assert asked(web, "instances*") == 0
    web.recover()
    work.ledger.retry()
    with work.ledger.changed:
        assert work.ledger.changed.wait_for(lambda: work.job.state == "done", 5)
    assert asked(web, "series/*") == 2


def test_a_permission_that_ends_within_a_series_is_said_once_with_what_to_do(
    opened: Opened, web: Web, desk: Desk
) -> None:
    def ends(answer: Answer) -> Answer:
        web.fault("/rs/*", says(401))
        return cut(0.3)(answer)

    web.fault("*/series/*[0-9]", ends)

    work = opened(header=("Authorization: Bearer SECRET",))

    state, expected, received, failed = counts(work)
    assert (state, expected) == ("partial", 5)
    assert received and failed
    assert asked(web, "instances*") + asked(web, "instances/*") <= 4
    (message,) = desk.ledger.messages
    assert message.text.startswith(f"The permission has expired, or is not valid: {failed} images of ")
    assert message.todo == "Open the page with the link again to get a fresh permission."
    assert not message.retry
    said = status.shortcomings(desk.ledger)
    assert len(said) == 2
    assert said[1] == message.todo


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("counted", [True, False])
def test_images_of_another_series_never_stand_for_those_that_were_asked_for(
    opened: Opened, desk: Desk, archive: DicomWeb, web: Web, tmp_path: Path, beside: bool, counted: bool
) -> None:
    wanted = {str(header.SOPInstanceUID) for header in archive.headers.values()}
    astray = synthetic_ct(tmp_path / "astray", 5, patient_id="OTHER").files
    archive.counts = archive.metadata = counted

    def mixed_up(answer: Answer) -> Answer:
        sent = archive.packed([*astray, *(archive.headers if beside else ())])
        return replace(answer, body=sent)

    web.fault("/rs/studies/*/series/*[0-9]", only_streams(mixed_up))

    assert counts(opened()) == ("done", 5, 5, 0)
    assert {uid for record in desk.ledger.records.values() for uid in record.entries} == wanted


def test_an_archive_that_sends_nothing_but_another_series_is_not_believed(
    opened: Opened, desk: Desk, archive: DicomWeb, web: Web, tmp_path: Path
) -> None:
    astray = synthetic_ct(tmp_path, 5, patient_id="OTHER").files
    web.fault("/rs/studies/*/series/*[0-9]", lambda answer: replace(answer, body=archive.packed(astray)))

    assert counts(opened()) == ("failed", 5, 0, 5)
