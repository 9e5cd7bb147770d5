"""Tables for other programs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np

from tests.viewer.conftest import slices
from viewer.model.drawings import Drawings
from viewer.model.key_images import KeyImage
from viewer.model.library import Library
from viewer.model.measurements import Length, Rectangle, Text, measured
from viewer.model.tables import key_images_csv, measurements_csv
from viewer.pixels.decode import StoredFrame
from viewer.pixels.description import FrameDescription


def library(patient: str = "P") -> Library:
    found = Library()
    for message in slices(3, patient=patient):
        found.apply(message)
    return found


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_each_measurement_is_a_row_that_leads_back_to_its_frame() -> None:
    description = FrameDescription(rows=20, columns=20, pixel_spacing_mm=(0.5, 0.5), spacing_attribute="PixelSpacing",
                                   unit="HU")  # fmt: skip
    frame = StoredFrame(np.full((20, 20), 7, np.uint16), description)
    drawings = Drawings()
    for shape in (Length(((1, 1), (4, 5))), Rectangle(((0, 0), (4, 4)))):
        drawings = drawings.added(("A.1.2", 0), shape, measured(shape, frame))
    length, rectangle = read(measurements_csv(drawings.items, library()))
    assert length["PatientID"] == "P"
    assert (length["SOPInstanceUID"], length["FrameNumber"], length["InstanceNumber"]) == ("A.1.2", "1", "2")
    assert (length["StudyInstanceUID"], length["SeriesInstanceUID"]) == ("1.A", "1")
    assert (length["Kind"], length["Value"], length["Unit"]) == ("length", "2.5", "mm")
    assert length["SpacingAttribute"] == "PixelSpacing"
    assert length["Points"] == "1.00 1.00; 4.00 5.00"
    assert (rectangle["Mean"], rectangle["SD"], rectangle["Count"], rectangle["ValueUnit"]) == ("7", "0", "16", "HU")
    assert (rectangle["Value"], rectangle["Unit"]) == ("4", "mm²")


def test_no_spreadsheet_runs_what_stands_in_a_text() -> None:
    shape = Text(((1, 1),), "=1+1")
    drawings = Drawings().added(("A.1.1", 0), shape, measured(shape, None))
    (row,) = read(measurements_csv(drawings.items, library(patient="@evil")))
    assert row["Text"] == "'=1+1"
    assert row["PatientID"] == "'@evil"


def test_negative_numbers_stay_numbers() -> None:
    shape = Rectangle(((0, 0), (2, 2)))
    frame = StoredFrame(np.full((4, 4), 1, np.uint16), FrameDescription(rows=4, columns=4, rescale_intercept=-1000.0))
    drawings = Drawings().added(("A.1.1", 0), shape, measured(shape, frame))
    (row,) = read(measurements_csv(drawings.items, library()))
    assert row["Mean"] == "-999"


def test_key_images_are_listed_as_they_were_marked() -> None:
    marked = KeyImage("k", "A.1.3"), KeyImage("k", "A.1.1", 4)
    rows = read(key_images_csv(marked, library()))
    assert [(row["SOPInstanceUID"], row["FrameNumber"]) for row in rows] == [("A.1.3", "1"), ("A.1.1", "5")]
    assert key_images_csv(marked[:1], library(), "\t").splitlines()[1].startswith("P\t1.A\t1\tA.1.3\t1")


def test_what_is_no_dicom_is_listed_by_its_name() -> None:
    (row,) = read(key_images_csv((replace(KeyImage("k", "x"), sop_instance_uid="/a.png"),), Library()))
    assert row["SOPInstanceUID"] == "/a.png"
