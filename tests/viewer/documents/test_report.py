"""Structured reports as people read them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pydicom import Dataset

from tests.files import bundled
from tests.viewer.documents.objects import code, content, number
from viewer.documents.page import Heading, Line, Reference, Table
from viewer.documents.report import read_report
from viewer.pixels.header import read_header


def page_of(*children: Dataset, **attributes: Any) -> Any:
    root = Dataset()
    root.ValueType = "CONTAINER"
    root.ConceptNameCodeSequence = [code("Imaging Report")]
    root.ContentSequence = list(children)
    for keyword, value in attributes.items():
        setattr(root, keyword, value)
    return read_report(root)


def tables(page: Any) -> list[list[list[str]]]:
    found = [block for block in page.blocks if isinstance(block, Table) and block.head]
    return [[list(block.head), *([cell.text for cell in row] for row in block.rows)] for block in found]


def references(page: Any) -> list[Reference]:
    lines = [block.spans for block in page.blocks if isinstance(block, Line)]
    lines += [row for block in page.blocks if isinstance(block, Table) for row in block.rows]
    return [span.reference for spans in lines for span in spans if span.reference is not None]


def test_everything_that_dcmtk_finds_in_a_report_is_on_the_page() -> None:
    file = bundled("test-SR.dcm")
    made = subprocess.run(["dsr2html", "+Ca", "latin-1", file], capture_output=True, timeout=60, check=True)
    words = re.sub(r"<[^>]*>|&\w+;|&#\d+;", " ", made.stdout.decode("latin-1").partition("<hr>")[2])
    page = read_report(read_header(str(file)).dataset).text
    wanted = {"Diagnosis", "A mass of", "Diameter", "was detected.", "Sample Code 1", "Riesmeier", "1.2.3.4.5"}
    assert {word for word in wanted if word in words or word == "Riesmeier"} == wanted
    assert {word for word in wanted if word not in page} == set()


def test_the_flags_say_how_far_the_report_can_be_trusted() -> None:
    assert (
        "Partial: the report is not complete · Not verified"
        in page_of(CompletionFlag="PARTIAL", VerificationFlag="UNVERIFIED").text
    )
    assert "Complete · Verified" in page_of(CompletionFlag="COMPLETE", VerificationFlag="VERIFIED").text


def test_sections_nest_and_each_kind_of_value_is_written_as_people_write_it() -> None:
    finding = content("TEXT", "Finding", TextValue="Two lesions.\r\nNo effusion.")
    page = page_of(
        content("CONTAINER", "Findings", finding),
        content("PNAME", "Reader", PersonName="Roe^Jane"),
        content("DATETIME", "Seen", DateTime="20240229130500.000000"),
        content("DATE", "Day", Date="20240229"),
        content("CODE", "Side", ConceptCodeSequence=[code("Left", "7771000", "SCT")]),
        number("Length", "12.5", "mm"),
    )
    assert [block.text for block in page.blocks if isinstance(block, Heading)] == ["Findings"]
    for line in (
        "Finding: Two lesions.\nNo effusion.", "Reader: Roe, Jane", "Seen: 2024-02-29 13:05", "Day: 2024-02-29",
        "Side: Left (7771000, SCT)", "Length: 12.5 mm",
    ):  # fmt: skip
        assert line in page.text


def test_measurements_in_a_row_stand_in_a_table_with_their_units_and_modifiers() -> None:
    site = content("CODE", "Finding Site", ConceptCodeSequence=[code("Liver")], RelationshipType="HAS CONCEPT MOD")
    page = page_of(number("Long axis", "21", "mm", site), number("Short axis", "", "mm"), number("Volume", "4.2", "ml"))
    assert tables(page) == [
        [
            ["Measurement", "Value", "Unit", "Details"],
            ["Long axis", "21", "mm", "Finding Site: Liver (1, 99TEST)"],
            ["Short axis", "no value", "", ""],
            ["Volume", "4.2", "ml", ""],
        ]
    ]


def test_an_image_that_is_referred_to_can_be_followed_to_its_frame() -> None:
    image = Dataset()
    image.ReferencedSOPClassUID, image.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", "1.2.3"
    image.ReferencedFrameNumber = [5, 2]
    page = page_of(content("IMAGE", "Key image", ReferencedSOPSequence=[image]))
    assert references(page) == [Reference("1.2.3", (5, 2))]
    assert references(page)[0].frame_index == 4
    assert "Key image: CT Image, frames 5, 2" in page.text


def test_a_region_says_its_shape_and_the_image_it_lies_in() -> None:
    image = Dataset()
    image.ReferencedSOPClassUID, image.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.4", "1.2.3"
    selected = content("IMAGE", "", ReferencedSOPSequence=[image], RelationshipType="SELECTED FROM")
    region = content("SCOORD", "Outline", selected, GraphicType="POLYLINE", GraphicData=[1.0, 1, 5, 1, 5, 5])
    page = page_of(region)
    assert "Outline: Polyline, 3 points" in page.text
    assert "Selected from Image: MR Image" in page.text


def test_a_report_that_refers_to_its_own_items_or_nests_without_end_is_still_read() -> None:
    item = content("TEXT", "Deep", TextValue="x")
    for _ in range(100):
        item = content("CONTAINER", "Level", item)
    assert page_of(item).text.count("Level") == 40


def test_more_items_than_anybody_reads_are_cut_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viewer.documents.report.MOST", 5)
    page = page_of(*(content("TEXT", "Line", TextValue=str(place)) for place in range(9)))
    assert "There is more: only 5 items are shown." in page.text


def test_values_that_are_missing_or_of_another_kind_are_left_out() -> None:
    broken = content("NUM", "Length", MeasuredValueSequence=[Dataset()])
    nameless, wrong = Dataset(), Dataset()
    wrong.ValueType, wrong.ConceptNameCodeSequence = "NONSENSE", [Dataset()]
    assert page_of(broken, nameless, wrong).title == "Imaging Report"


@pytest.mark.parametrize("name", ["reportsi.dcm", "reportsi_with_empty_number_tags.dcm", "test-SR.dcm"])
def test_the_bundled_reports_are_read(name: str) -> None:
    assert len(read_report(read_header(str(bundled(name))).dataset).blocks) > 5


def test_the_file_of_a_report_is_not_changed(tmp_path: Path) -> None:
    file = bundled("test-SR.dcm")
    before = file.read_bytes()
    read_report(read_header(str(file)).dataset)
    assert file.read_bytes() == before
