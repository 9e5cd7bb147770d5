"""Headers that are damaged or made to do harm: an answer in words, soon, and in little memory."""

from __future__ import annotations

import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydicom.uid import DeflatedExplicitVRLittleEndian

from launcher.errors import NotDicom, WetreadError
from launcher.headers.reading import read_header
from launcher.headers.walk import Doubt
from tests.files import bundled
from tests.launcher.headers.files import walked, written


class TestHostility:
    def test_a_deflated_bomb_is_refused_and_never_held(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("launcher.headers.walk._MOST_INFLATED", 1 << 20)
        path = written(tmp_path / "f", DeflatedExplicitVRLittleEndian, PatientName="A")
        data = path.read_bytes()
        squeeze = zlib.compressobj(wbits=-15)
        bomb = squeeze.compress(b"\x08\0\x05\0CS\0\0" + bytes(50 << 20)) + squeeze.flush()
        meta_end = 132 + 12 + int.from_bytes(data[140:144], "little")
        path.write_bytes(data[:meta_end] + bomb)
        tracemalloc.start()
        with pytest.raises(NotDicom, match="damaged"):
            read_header(path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 20 << 20

    def test_a_header_without_end_is_given_up(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_pydicom: list[str]
    ) -> None:
        path = written(tmp_path / "f", PatientName="A")
        item = b"\xfe\xff\0\xe0\0\0\0\0"
        sequence = b"\x10\0\x99\x09SQ\0\0\xff\xff\xff\xff" + item * 20_000 + b"\xfe\xff\xdd\xe0\0\0\0\0"
        path.write_bytes(path.read_bytes() + sequence)
        assert read_header(path).patient.patient_name == "A"
        assert not by_pydicom
        monkeypatch.setattr("launcher.headers.by_pydicom._MOST_READS", 5000)
        monkeypatch.setattr("launcher.headers.walk._MOST_ELEMENTS", 500)
        with pytest.raises(NotDicom, match="damaged"):
            read_header(path)

    def test_a_length_of_four_gigabytes_allocates_nothing(self, tmp_path: Path) -> None:
        path = written(tmp_path / "f", PatientName="A")
        path.write_bytes(
            path.read_bytes() + b"\x10\0\x10\x21LT\x10\0" + bytes(16) + b"\x10\0\0\x40UT\0\0\xf0\xff\xff\xff"
        )
        tracemalloc.start()
        header = read_header(path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert "(0010,4000)" in header.truncated
        assert peak < 20 << 20

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.sampled_from(["CT_small.dcm", "MR_small_RLE.dcm", "rtplan.dcm", "image_dfl.dcm", "ExplVR_BigEndNoMeta.dcm"]),
        st.lists(st.tuples(st.integers(0, 2000), st.binary(min_size=1, max_size=4)), max_size=4),
        st.integers(0, 4000) | st.none(),
    )
    def test_damage_raises_nothing_but_our_errors(
        self, tmp_path: Path, name: str, changes: list[tuple[int, bytes]], kept: int | None
    ) -> None:
        data = bytearray(bundled(name).read_bytes())
        for place, change in changes:
            data[place : place + len(change)] = change
        path = tmp_path / "f"
        path.write_bytes(data[:kept])
        try:
            header = read_header(path)
        except WetreadError as error:
            assert error.why
            return
        assert header.instance.number_of_frames >= 1
        if header.pixel_data:
            assert 0 <= sum(header.pixel_data) <= path.stat().st_size

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.binary(max_size=300), st.sampled_from([b"", bytes(128) + b"DICM", b"\x08\0\x05\0CS"]))
    @example(b"", bytes(128) + b"DICM\2\0\x10\0UI\x12\x001.2.840.10008.1.2\0")
    def test_any_bytes_raise_nothing_but_our_errors(self, tmp_path: Path, data: bytes, before: bytes) -> None:
        path = tmp_path / "f"
        path.write_bytes(before + data)
        try:
            read_header(path)
        except WetreadError as error:
            assert error.what

    @given(st.binary(max_size=200))
    def test_the_walk_answers_or_doubts(self, data: bytes) -> None:
        try:
            elements = walked(bytes(128) + b"DICM\2\0\x10\0UI\x14\x001.2.840.10008.1.2.1\0" + data)
        except Doubt:
            return
        assert set(elements.values) <= {0x00020010, 0x00080018, 0x00100010, 0x00280010} | {
            tag for tag in elements.values if tag >> 16 == 2
        }
