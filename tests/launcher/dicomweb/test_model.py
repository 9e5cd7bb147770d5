"""What archives write into DICOM JSON, as nearly as they keep to it."""

from __future__ import annotations

import json

import pytest

from launcher.dicomweb import model
from launcher.errors import BadAnswer

STUDY_UID, SERIES_UID, INSTANCE_UID = "1.2.3", "1.2.3.4", "1.2.3.4.5"
PLACE = "https://pacs.example.org/rs/studies"


def element(*values: object) -> dict[str, object]:
    return {"vr": "UI", "Value": list(values)}


@pytest.mark.parametrize("text", [b"", b"[]", b"\r\n", b"null", b"{}", b"[{}]"])
def test_an_archive_that_found_nothing_says_so_in_many_ways(text: bytes) -> None:
    assert model.rows(text, PLACE) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_names_are_read_in_whatever_they_are_written(encoding: str) -> None:
    text = json.dumps([{"00100010": element({"Alphabetic": "Müller"})}], ensure_ascii=False)

    (row,) = model.rows(text.encode(encoding), PLACE)

    assert model.text(row, "00100010") == "Müller"


def test_tags_are_read_in_either_case() -> None:
    (row,) = model.rows(json.dumps([{"0020000d": element(STUDY_UID)}]).encode(), PLACE)

    assert model.text(row, model.STUDY) == STUDY_UID


@pytest.mark.parametrize("padding", ["\0", " "])
def test_what_fills_a_value_up_to_an_even_length_is_no_part_of_it(padding: str) -> None:
    (row,) = model.rows(json.dumps([{model.STUDY: element(STUDY_UID + padding)}]).encode(), PLACE)

    assert model.text(row, model.STUDY) == STUDY_UID


@pytest.mark.parametrize("root", ["https://pacs.example.org/rs", "", ".."])
def test_uids_that_stand_in_the_retrieve_url_only_are_found_there(root: str) -> None:
    address = f"{root}/studies/{STUDY_UID}/series/{SERIES_UID}/instances/{INSTANCE_UID}"

    (row,) = model.rows(json.dumps([{model.RETRIEVE_URL: element(address)}]).encode(), PLACE)

    uids = [model.text(row, tag) for tag in (model.STUDY, model.SERIES, model.INSTANCE)]
    assert uids == [STUDY_UID, SERIES_UID, INSTANCE_UID]


def test_what_a_row_says_itself_counts_more_than_its_retrieve_url() -> None:
    said = {model.STUDY: element(STUDY_UID), model.RETRIEVE_URL: element("/studies/9.9/series/9.9.9")}

    (row,) = model.rows(json.dumps([said]).encode(), PLACE)

    assert (model.text(row, model.STUDY), model.text(row, model.SERIES)) == (STUDY_UID, "9.9.9")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (b"<html><body>Log in</body></html>", "a web page"),
        (b'<?xml version="1.0"?><NativeDicomModel/>', "XML"),
        (b"\xef\xbb\xbf<NativeDicomModel xml:space='preserve'/>", "XML"),
        (b"--B\r\nContent-Type: application/dicom+xml\r\n\r\n<NativeDicomModel/>\r\n--B--", "XML"),
        (b"\x00\x01", "something else"),
    ],
)
def test_what_is_no_json_is_called_what_it_is(text: bytes, kind: str) -> None:
    with pytest.raises(BadAnswer) as raised:
        model.rows(text, PLACE)

    assert raised.value.why == f"{PLACE} sent {kind} instead of DICOM JSON"
