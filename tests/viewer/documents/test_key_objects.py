"""Key object selections: what the page says, and which images were chosen."""

from __future__ import annotations

import pytest
from pydicom import Dataset

from tests.viewer.documents.objects import code, content, key_objects
from viewer.documents.key_objects import read_key_objects
from viewer.documents.page import Reference
from viewer.documents.selection import Selection


def selection_of(*references: tuple[str, tuple[int, ...]], title: Dataset | None = None) -> Selection:
    found = read_key_objects(key_objects(*references, title=title)).attachment
    assert isinstance(found, Selection)
    return found


def test_it_says_its_title_its_description_and_what_it_names() -> None:
    other, evidence, series = Dataset(), Dataset(), Dataset()
    other.ReferencedSOPClassUID, other.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", "1.2.4"
    root = key_objects(("1.2.3", ()))
    root.ContentSequence.append(content("TEXT", "Key Object Description", TextValue="The lesion"))
    series.ReferencedSOPSequence = [*root.ContentSequence[0].ReferencedSOPSequence, other]
    evidence.ReferencedSeriesSequence = [series]
    root.CurrentRequestedProcedureEvidenceSequence = [evidence]
    page = read_key_objects(root).page
    assert page.title == "For Referring Provider"
    assert "Key Object Description: The lesion" in page.text
    assert [reference.sop_instance_uid for reference in page.references] == ["1.2.3", "1.2.4"]


def test_the_images_chosen_are_those_of_its_content_with_their_frames() -> None:
    found = selection_of(("1.2.3", ()), ("1.2.4", (2, 5)))
    assert found.references == (Reference("1.2.3"), Reference("1.2.4", (2, 5)))
    assert found.covers("1.2.3", 7) and found.covers("1.2.4", 4)
    assert not found.covers("1.2.4", 0) and not found.covers("1.2.5", 0)


def test_one_that_names_nothing_chose_nothing() -> None:
    assert not selection_of().covers("1.2.3", 0)


@pytest.mark.parametrize("value", ["113001", "113037", "113038", "113039"])
def test_a_title_that_takes_images_out_of_use_makes_no_key_images(value: str) -> None:
    assert selection_of(("1.2.3", ()), title=code("Rejected", value, "DCM")).is_rejection
    assert not selection_of(("1.2.3", ())).is_rejection
