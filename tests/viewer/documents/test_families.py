"""Which object goes where, and that nothing of it can stop the window."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from pydicom import Dataset

from launcher.errors import WetreadError
from launcher.references import Instance
from tests.files import bundled
from tests.viewer.conftest import announcement
from tests.viewer.documents.objects import saved
from viewer.documents.document import Document
from viewer.documents.families import FAMILIES, OTHER, VIDEO_FAMILY, family_of, is_picture
from viewer.documents.readers import READERS, Unreadable, read_document
from viewer.pixels import video

ROOT = "1.2.840.10008.5.1.4.1.1."
DOCUMENTS = ("test-SR.dcm", "waveform_ecg.dcm", "rtplan.dcm", "rtstruct.dcm", "liver_1frame.dcm")


def instance_of(file: Path, **changes: str) -> Instance:
    found: Any = announcement(file, **changes)[1]
    return found.instances[0]


@pytest.mark.parametrize(
    ("tail", "name"),
    [("88.11", "Report"), ("88.59", "Key object selection"), ("88.67", "Report"), ("104.1", "Encapsulated document"),
     ("104.2", "Encapsulated document"), ("11.1", "Presentation state"), ("9.1.1", "Waveform"), ("9.4.1", "Audio"),
     ("66.4", "Segmentation"), ("66", "Object"), ("481.3", "Structure set"), ("481.5", "Radiotherapy object"),
     ("200.2", "Object")],
)  # fmt: skip
def test_every_class_has_its_reader(tail: str, name: str) -> None:
    assert family_of(Instance(sop_class_uid=ROOT + tail)).name == name


@pytest.mark.parametrize("name", ["CT_small.dcm", "rtdose.dcm", "MR_small.dcm"])
def test_images_and_doses_go_to_the_image_view(name: str) -> None:
    assert is_picture(instance_of(bundled(name)))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_are_read(name: str) -> None:
    instance = instance_of(bundled(name))
    assert not is_picture(instance)
    assert read_document(instance).page.blocks


def test_video_goes_to_the_image_view_where_it_can_be_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    endoscopy = Instance(sop_class_uid=f"{ROOT}77.1.1.1", transfer_syntax_uid="1.2.840.10008.1.2.4.102", rows=9)
    for available in (True, False):
        monkeypatch.setattr(video, "is_available", lambda available=available: available)
        assert is_picture(endoscopy) is available
    assert family_of(endoscopy).name == "Video"


def test_an_object_that_nobody_reads_says_what_it_is(tmp_path: Path) -> None:
    dataset = Dataset()
    dataset.Manufacturer, dataset.SOPInstanceUID = "Maker", "1.2.3"
    page = read_document(instance_of(saved(tmp_path / "x.dcm", dataset, f"{ROOT}66", "RAW"))).page
    assert page.title == "Raw Data"
    assert "does not draw objects of this class" in page.text
    assert "Maker" in page.text


def test_an_image_without_rows_says_so_instead_of_failing(tmp_path: Path) -> None:
    instance = instance_of(saved(tmp_path / "x.dcm", Dataset(), f"{ROOT}2", "CT"))
    assert not is_picture(instance)
    assert "no picture in it" in read_document(instance).page.text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_damaged_document_is_read_as_far_as_it_goes_or_named(name: str, tmp_path: Path) -> None:
    instance = instance_of(bundled(name))
    whole, chance = bundled(name).read_bytes(), random.Random(7)
    broken = [whole[: len(whole) * part // 6] for part in range(1, 6)]
    for _ in range(10):
        data = bytearray(whole)
        for place in chance.choices(range(132, len(data)), k=200):
            data[place] ^= 1 << chance.randrange(8)
        broken.append(bytes(data))
    for data in broken:
        path = tmp_path / "broken.dcm"
        path.write_bytes(data)
        try:
            document = read_document(Instance(instance.sop_instance_uid, instance.sop_class_uid, path=str(path)))
        except Exception as error:
            assert isinstance(error, WetreadError)
        else:
            assert isinstance(document, Document)


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="The report cannot be shown: No such file"):
        read_document(Instance(sop_class_uid=f"{ROOT}88.11", path=str(tmp_path / "gone.dcm")))


def test_every_family_has_a_reader() -> None:
    assert {family.name for family in (*FAMILIES, OTHER, VIDEO_FAMILY)} == READERS.keys()
