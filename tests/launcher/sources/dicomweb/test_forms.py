"""In which form images are asked for, and what is done when the archive does not have them so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pydicom
import pytest

from tests.launcher.desk import Desk, counts
from tests.launcher.sources.dicomweb.opening import Opened, asked, open_and_wait
from tests.servers.dicomweb import DicomWeb, only_streams
from tests.servers.studies import synthetic_ct
from tests.servers.web import Answer, Web


def test_pixel_data_is_asked_for_as_it_is_stored_and_unpacked(opened: Opened, web: Web) -> None:
    opened()

    (stream,) = web.asked("*/series/*")
    assert stream.headers["Accept"] == 'multipart/related; type="application/dicom"; transfer-syntax=*'
    assert stream.headers["Accept-Encoding"] == "identity"
    assert web.asked("/rs/studies")[0].headers["Accept"] == "application/dicom+json"


def test_what_a_link_wants_in_accept_is_tried_first_and_then_as_it_is_stored(
    opened: Opened, web: Web, archive: DicomWeb
) -> None:
    archive.accepts = lambda accept: accept.endswith("transfer-syntax=*")

    assert counts(opened(accept_ext="transfer-syntax=1.2.840.10008.1.2.4.90")) == ("done", 5, 5, 0)
    assert asked(web, "series/*") == 2


@pytest.mark.parametrize(
    "accepted",
    ['multipart/related; type="application/dicom"', "application/dicom", "*/*"],
)
def test_what_the_archive_cannot_serve_is_asked_for_in_another_form(
    opened: Opened, archive: DicomWeb, accepted: str
) -> None:
    archive.accepts = lambda accept: accept == accepted
    archive.single = not accepted.startswith("multipart")

    assert counts(opened()) == ("done", 5, 5, 0)


def test_images_are_asked_for_uncompressed_when_nothing_here_decodes_them(desk: Desk, web: Web, tmp_path: Path) -> None:
    (plain,) = synthetic_ct(tmp_path, 1).files
    image = pydicom.dcmread(plain)
    image.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.4.94"  # JPIP
    del image.PixelData
    stored = tmp_path / "stored.dcm"
    image.save_as(stored, implicit_vr=False, little_endian=True)
    archive = DicomWeb(web, [stored])
    converted = DicomWeb(web, [plain])
    web.answers(
        "/rs/*",
        lambda seen: (converted if "1.2.840.10008.1.2.1" in seen.headers["Accept"] else archive).answer(seen),
    )
    work = open_and_wait(desk, archive, "patientID=SYN")

    assert counts(work) == ("done", 1, 1, 0)
    (path,) = desk.paths()
    assert pydicom.dcmread(path).file_meta.TransferSyntaxUID == "1.2.840.10008.1.2.1"


@pytest.mark.parametrize("said", ["", "application/octet-stream", "application/dicom", "multipart/related"])
@pytest.mark.parametrize("lengths", [True, False])
def test_an_answer_that_does_not_say_what_parts_it_from_each_other_is_taken_apart_all_the_same(
    opened: Opened, web: Web, archive: DicomWeb, said: str, lengths: bool
) -> None:
    archive.lengths = lengths
    web.fault("/rs/studies/*/series/*[0-9]", lambda answer: replace(answer, headers={"Content-Type": said}))

    assert counts(opened()) == ("done", 5, 5, 0)
    assert asked(web, "instances/*") == 0


def test_such_an_answer_that_breaks_off_is_not_believed_to_be_whole(opened: Opened, web: Web) -> None:
    def broken(answer: Answer) -> Answer:
        return replace(answer, headers={}, body=answer.body[: len(answer.body) // 2])

    web.fault("/rs/studies/*/series/*[0-9]", only_streams(broken))

    assert counts(opened()) == ("done", 5, 5, 0)
    assert asked(web, "instances/*") == 3
