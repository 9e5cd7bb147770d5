"""Audio waveforms, PS3.3 A.34.8 and A.34.9: a WAVE file for the system's player."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from viewer import names
from viewer.documents.coded import about, items, text
from viewer.documents.document import Document, Enclosed
from viewer.documents.page import Line, Page, Span, facts
from viewer.pixels.attributes import FrameAttributes as Attributes
from viewer.words import tr

if TYPE_CHECKING:
    from pydicom import Dataset

    from viewer.pixels.header import Header

PCM, A_LAW, MU_LAW = 1, 6, 7
FORMATS: Final = {  # Waveform Sample Interpretation, PS3.3 C.10.9.1.5 → format in a WAVE file, bits, bit to turn round
    "UB": (PCM, 8, 0), "SB": (PCM, 8, 0x80), "MB": (MU_LAW, 8, 0), "AB": (A_LAW, 8, 0),
    "SS": (PCM, 16, 0), "US": (PCM, 16, 0x8000),
}  # fmt: skip


def read_audio(header: Header) -> Document:
    """The first multiplex group that can be heard."""
    dataset = header.dataset
    groups = [group for group in items(dataset, "WaveformSequence") if _format(group) is not None]
    title = text(dataset, "SeriesDescription") or tr("Audio")
    if not groups:
        words = Span(tr("It holds no sound in a form that can be played."), "warning")
        return Document(Page(title, (Line((words,)), *about(dataset))))
    group, bits = Attributes(groups[0]), FORMATS[text(groups[0], "WaveformSampleInterpretation")][1]
    rate, channels = group.number("SamplingFrequency") or 0.0, group.integer("NumberOfWaveformChannels", 1)
    length = group.integer("NumberOfWaveformSamples", 0) / rate if rate else 0.0
    rows = (
        (tr("Duration"), f"{length:.1f} s" if length else ""),
        (
            tr("Sound"),
            tr(
                "{channels}, {rate:g} samples per second, {bits} bits",
                channels=names.count(channels, "channel"),
                rate=rate,
                bits=bits,
            ),
        ),
    )
    enclosed = Enclosed("sound", ".wav", lambda: _wave(groups[0]))
    return Document(Page(title, (*facts(rows), *about(dataset))), enclosed)


def _format(group: Dataset) -> tuple[int, int, int] | None:
    found = FORMATS.get(text(group, "WaveformSampleInterpretation"))
    attributes = Attributes(group)
    usable = isinstance(attributes.value("WaveformData"), bytes) and attributes.number("SamplingFrequency")
    return found if usable else None


def _wave(group: Dataset) -> Iterator[bytes]:
    """A RIFF WAVE file; its 8-bit samples are unsigned, those of 16 bits signed, both little endian."""
    found, attributes = _format(group), Attributes(group)
    assert found is not None
    code, bits, turned = found
    samples = np.frombuffer(attributes.value("WaveformData"), f"<u{bits // 8}") ^ turned
    channels = min(max(attributes.integer("NumberOfWaveformChannels", 1), 1), 64)
    samples = samples[: channels * attributes.integer("NumberOfWaveformSamples", 0) or None]
    rate = min(max(round(attributes.number("SamplingFrequency") or 0), 1), 1 << 20)
    data = samples.astype(f"<u{bits // 8}").tobytes()
    step = channels * bits // 8
    form = struct.pack("<4sLHHLLHH", b"fmt ", 16, code, channels, rate, rate * step, step, bits)
    yield struct.pack("<4sL4s", b"RIFF", 4 + len(form) + 8 + len(data), b"WAVE") + form
    yield struct.pack("<4sL", b"data", len(data)) + data
