"""Waveforms: the values that pydicom finds, on paper to scale; sound as a file that players know."""

from __future__ import annotations

import io
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from pydicom import Dataset

from tests.files import bundled
from tests.viewer.documents.objects import code, saved
from viewer.documents.audio import read_audio
from viewer.documents.tracing import MARGIN_MM, STRIP_MM, has_twelve, scale_of, traced
from viewer.documents.waveform import Group, read_waveforms
from viewer.pixels.header import read_header

ECG = "1.2.840.10008.5.1.4.1.1.9.1.2"
AUDIO = "1.2.840.10008.5.1.4.1.1.9.4.1"


@pytest.fixture(scope="module")
def ecg() -> Any:
    return read_waveforms(read_header(str(bundled("waveform_ecg.dcm"))))


def group(samples: np.ndarray, kind: str = "SS", **channel: Any) -> Dataset:
    """A multiplex group, (samples, channels), sampled ten times a second."""
    made = Dataset()
    made.NumberOfWaveformChannels, made.NumberOfWaveformSamples = samples.shape[1], samples.shape[0]
    made.SamplingFrequency, made.WaveformBitsAllocated = "10", samples.itemsize * 8
    made.WaveformSampleInterpretation, made.WaveformData = kind, samples.tobytes()
    made.ChannelDefinitionSequence = [Dataset() for _ in range(samples.shape[1])]
    for place, definition in enumerate(made.ChannelDefinitionSequence):
        definition.ChannelSourceSequence = [code(f"Channel {place}")]
        for keyword, value in channel.items():
            setattr(definition, keyword, value)
    return made


def read(path: Path, *groups: Dataset, sop_class_uid: str = ECG, with_: Any = read_waveforms) -> Any:
    dataset = Dataset()
    dataset.WaveformSequence = list(groups)
    return with_(read_header(str(saved(path / "w.dcm", dataset, sop_class_uid, "ECG"))))


def test_every_value_is_that_of_pydicom_in_millivolts(ecg: Any) -> None:
    dataset = pydicom.dcmread(bundled("waveform_ecg.dcm"))
    for place, found in enumerate(ecg.waveforms):
        expected = dataset.waveform_array(place) / 1000  # its unit is µV
        values = np.stack([channel.values for channel in found.channels], axis=1)
        np.testing.assert_allclose(values, expected, atol=1e-6)


def test_an_ecg_has_its_leads_its_length_and_its_findings(ecg: Any) -> None:
    rhythm, beat = ecg.waveforms
    assert [channel.name for channel in rhythm.channels][:4] == ["I (Einthoven)", "II", "III", "aVR"]
    assert (rhythm.label, rhythm.seconds, beat.seconds) == ("RHYTHM", 10.0, 1.2)
    assert "QT Interval: 368 milliseconds" in ecg.page.text
    assert "1.25 uV" in ecg.page.text


def test_a_second_is_25_mm_and_a_millivolt_10_mm(ecg: Any) -> None:
    tracing = traced(ecg.waveforms[0], 25.0, 10.0, "rows")
    assert tracing.width_mm == pytest.approx(10 * 25 + 2 * MARGIN_MM)
    x, y = tracing.strips[1].points(tracing.mm_per_sample)
    assert x[1000] - x[0] == pytest.approx(25.0)
    assert y - tracing.strips[1].y_mm == pytest.approx(-10.0 * ecg.waveforms[0].channels[1].values, abs=1e-4)


def test_three_rows_of_four_show_a_quarter_of_the_time_each_and_lead_ii_in_full(ecg: Any) -> None:
    assert has_twelve(ecg.waveforms[0])
    tracing = traced(ecg.waveforms[0], 25.0, 10.0, "3x4")
    assert [strip.channel.name for strip in tracing.strips[4:8]] == ["II", "aVL", "V2", "V5"]
    assert [(strip.start, strip.stop) for strip in tracing.strips[4:8]] == [
        (0, 2500), (2500, 5000), (5000, 7500), (7500, 10000),
    ]  # fmt: skip
    assert (tracing.strips[-1].start, tracing.strips[-1].stop) == (0, 10000)
    assert tracing.strips[5].x_mm == pytest.approx(MARGIN_MM + 2.5 * 25)
    assert tracing.height_mm == 4 * STRIP_MM + 2 * MARGIN_MM


def test_sensitivity_correction_and_baseline_make_the_value(tmp_path: Path) -> None:
    settings = {
        "ChannelSensitivity": "2", "ChannelSensitivityCorrectionFactor": "1.5", "ChannelBaseline": "10",
        "ChannelSensitivityUnitsSequence": [code("mmHg", "mm[Hg]", "UCUM")],
    }  # fmt: skip
    document = read(tmp_path, group(np.array([[0], [100]], "<i2"), **settings))
    (channel,) = document.waveforms[0].channels
    assert list(channel.values) == [10.0, 310.0]
    assert channel.unit == "mm[Hg]"


def test_what_is_no_voltage_fills_its_row_and_says_its_scale(tmp_path: Path) -> None:
    settings = {"ChannelSensitivity": "1", "ChannelSensitivityUnitsSequence": [code("mmHg", "mm[Hg]", "UCUM")]}
    document = read(tmp_path, group(np.array([[20], [120]], "<i2"), **settings))
    (strip,) = traced(document.waveforms[0], 25.0, 10.0, "rows").strips
    _, y = strip.points(1.0)
    assert abs(y[1] - y[0]) == pytest.approx(0.9 * STRIP_MM)
    assert scale_of(strip) == "44.4 mm[Hg] / cm"


def test_padding_is_no_value(tmp_path: Path) -> None:
    padded = group(np.array([[1], [-32768]], "<i2"))
    padded.add_new("WaveformPaddingValue", "OW", np.array([-32768], "<i2").tobytes())
    values = read(tmp_path, padded).waveforms[0].channels[0].values
    assert values[0] == 1.0
    assert np.isnan(values[1])


def test_a_group_that_cannot_be_drawn_is_named_and_the_others_are_drawn(tmp_path: Path) -> None:
    broken = group(np.zeros((2, 1), "<i2"), kind="XX")
    broken.MultiplexGroupLabel = "Broken"
    document = read(tmp_path, broken, group(np.zeros((2, 2), "<i2")))
    assert [len(found.channels) for found in document.waveforms] == [2]
    assert "Broken cannot be drawn" in document.page.text


def test_a_group_that_was_cut_is_drawn_as_far_as_it_goes(tmp_path: Path) -> None:
    cut = group(np.arange(20, dtype="<i2").reshape(10, 2))
    cut.WaveformData = cut.WaveformData[:14]
    found: Group = read(tmp_path, cut).waveforms[0]
    assert [len(channel.values) for channel in found.channels] == [3, 3]


@pytest.mark.parametrize(("kind", "dtype"), [("UB", "u1"), ("SS", "<i2")])
def test_sound_comes_out_as_a_wave_file(tmp_path: Path, kind: str, dtype: str) -> None:
    samples = np.arange(10, dtype=dtype).reshape(10, 1)
    document = read(tmp_path, group(samples, kind), sop_class_uid=AUDIO, with_=read_audio)
    assert document.enclosed is not None
    with wave.open(io.BytesIO(b"".join(document.enclosed.parts()))) as file:
        assert (file.getnchannels(), file.getframerate(), file.getnframes()) == (1, 10, 10)
        assert file.readframes(10) == samples.tobytes()
    assert "1.0 s" in document.page.text


def test_telephone_sound_keeps_its_coding(tmp_path: Path) -> None:
    document = read(tmp_path, group(np.zeros((8, 1), "u1"), "MB"), sop_class_uid=AUDIO, with_=read_audio)
    assert document.enclosed is not None
    data = b"".join(document.enclosed.parts())
    assert data[20:22] == b"\x07\0"  # µ-law
    assert len(data) == int.from_bytes(data[4:8], "little") + 8


def test_an_object_without_sound_says_so(tmp_path: Path) -> None:
    document = read(tmp_path, group(np.zeros((8, 1), "<i4"), "SL"), sop_class_uid=AUDIO, with_=read_audio)
    assert document.enclosed is None
    assert "no sound" in document.page.text
