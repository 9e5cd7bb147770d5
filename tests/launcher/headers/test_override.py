"""Values put into a file in the place of its own: nothing else changes, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pydicom
import pytest
from pydicom.uid import JPEG2000Lossless

from launcher.errors import NotDicom
from launcher.headers.reading import override, read_header
from tests.files import bundled
from tests.launcher.headers.files import written


class TestOverride:
    NEW = {0x00100010: "ROE^JANE", 0x00100020: "X7", 0x0020000D: "9.9", 0x00081030: "Knee"}

    @pytest.mark.parametrize("name", ["CT_small.dcm", "JPEG2000.dcm", "MR_small_bigendian.dcm", "image_dfl.dcm"])
    def test_names_and_numbers_are_replaced_and_nothing_else(self, name: str, tmp_path: Path) -> None:
        path = tmp_path / name
        path.write_bytes(bundled(name).read_bytes())
        before, pixels = read_header(path), pydicom.dcmread(path).PixelData
        override(path, self.NEW)
        after = read_header(path)
        assert after.patient == replace(before.patient, patient_name="ROE^JANE", patient_id="X7")
        assert after.study == replace(before.study, study_description="Knee")
        assert replace(after.instance, size=0) == replace(before.instance, size=0)
        assert pydicom.dcmread(path).PixelData == pixels
        assert [entry.name for entry in tmp_path.iterdir()] == [name]

    def test_a_name_that_the_file_cannot_hold_takes_all_its_text_to_utf_8(self, tmp_path: Path) -> None:
        path = written(tmp_path / "f", SpecificCharacterSet="ISO_IR 100", StudyDescription="Hüfte", PatientName="A")
        override(path, {0x00100010: "王^小东"})
        header = read_header(path)
        assert header.patient.patient_name == "王^小东"
        assert header.study.study_description == "Hüfte"

    def test_a_file_that_has_been_cut_is_left_as_it_is(self, tmp_path: Path) -> None:
        path = tmp_path / "f.dcm"
        path.write_bytes(bundled("MR_truncated.dcm").read_bytes())
        with pytest.raises(NotDicom, match="62 or more are missing"):
            override(path, self.NEW)
        assert path.read_bytes() == bundled("MR_truncated.dcm").read_bytes()

    def test_a_file_that_cannot_be_written_is_left_as_it_is(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = written(tmp_path / "f", JPEG2000Lossless, PatientName="A")
        before = path.read_bytes()
        monkeypatch.setattr(
            pydicom.FileDataset, "save_as", lambda *_, **__: (_ for _ in ()).throw(OSError("disk full"))
        )
        with pytest.raises(NotDicom, match="cannot be written"):
            override(path, self.NEW)
        assert path.read_bytes() == before
        assert list(tmp_path.iterdir()) == [path]
