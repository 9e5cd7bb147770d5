"""Waveforms, PS3.3 C.10.9: each channel's samples in its own unit, whatever multiplex group they came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from viewer.documents.coded import about, items, meaning, text
from viewer.documents.document import Document
from viewer.documents.page import Block, Heading, Line, Page, Span, Table
from viewer.names import joined
from viewer.pixels.attributes import FrameAttributes as Attributes
from viewer.words import tr

if TYPE_CHECKING:
    from pydicom import Dataset

    from viewer.pixels.header import Header

MILLIVOLTS: Final = {"uV": 1e-3, "mV": 1.0, "V": 1e3, "nV": 1e-6}
"""Units of voltage (UCUM, PS3.3 C.10.9.1.4.2) in mV."""

LARGEST: Final = 1 << 28
"""Samples of a group that are drawn."""

TYPES: Final = {"SB": "i1", "UB": "u1", "SS": "i2", "US": "u2", "SL": "i4", "UL": "u4"}
"""Waveform Sample Interpretation, PS3.3 C.10.9.1.5."""


@dataclass(frozen=True, eq=False)
class Channel:
    """One lead or one signal. ``values`` are float32 in ``unit``, not a number where the file says there is none."""

    name: str
    unit: str
    values: np.ndarray = field(repr=False)
    sensitivity: str = ""
    baseline: str = ""
    skew: str = ""
    filters: str = ""

    @property
    def is_voltage(self) -> bool:
        """Whether it is drawn at so many millimetres per millivolt."""
        return self.unit == "mV"


@dataclass(frozen=True, eq=False)
class Group:
    """Channels that were sampled together, ``frequency`` times a second."""

    label: str
    frequency: float
    channels: tuple[Channel, ...]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return max(len(channel.values) for channel in self.channels) / self.frequency


def read_waveforms(header: Header) -> Document:
    """The groups that can be drawn, and a page that lists them and what was annotated."""
    dataset = header.dataset
    groups, left_out = [], []
    for place, item in enumerate(items(dataset, "WaveformSequence")):
        label = text(item, "MultiplexGroupLabel") or tr("Group {number}", number=place + 1)
        try:
            groups.append(_group(item, label))
        except (ValueError, TypeError) as error:
            left_out.append(Line((Span(tr("{label} cannot be drawn: {error}.", label=label, error=error), "warning"),)))
    title = text(dataset, "SeriesDescription") or tr("Waveforms")
    blocks: tuple[Block, ...] = (*left_out, *about(dataset), *_annotations(dataset), *_channels(groups))
    return Document(Page(title, blocks), waveforms=tuple(groups))


def _group(item: Dataset, label: str) -> Group:
    attributes = Attributes(item)
    frequency = attributes.number("SamplingFrequency") or 0.0
    definitions = items(item, "ChannelDefinitionSequence")
    if frequency <= 0 or not definitions:
        raise ValueError(tr("it has no sampling frequency or no channels"))
    raw = _samples(attributes, len(definitions))
    padding = _padding(attributes, raw.dtype)
    channels = (_channel(definition, raw[:, place], padding) for place, definition in enumerate(definitions))
    return Group(label, frequency, tuple(channels))


def _samples(attributes: Attributes, channels: int) -> np.ndarray:
    """The stored samples, (samples, channels); a group that is cut short has fewer."""
    data = attributes.value("WaveformData")
    kind = TYPES.get(attributes.text("WaveformSampleInterpretation"))
    if kind is None or not isinstance(data, bytes) or not data:
        raise ValueError(tr("its samples are missing, or of a kind that is not supported"))
    samples = np.frombuffer(data[: len(data) - len(data) % int(kind[1])], f"<{kind}")
    count = min(len(samples) // channels, attributes.integer("NumberOfWaveformSamples", 0) or len(samples))
    if not 0 < count * channels <= LARGEST:
        raise ValueError(tr("it has no samples, or too many"))
    return samples[: count * channels].reshape(count, channels)


def _padding(attributes: Attributes, kind: np.dtype) -> int | None:
    """The sample that means there is none, PS3.3 C.10.9.1.7."""
    value = attributes.value("WaveformPaddingValue")
    if isinstance(value, bytes) and len(value) >= kind.itemsize:
        return int(np.frombuffer(value[: kind.itemsize], kind)[0])
    return int(value) if isinstance(value, int) else None


def _channel(definition: Dataset, raw: np.ndarray, padding: int | None) -> Channel:
    """Sample × sensitivity × correction factor + baseline, PS3.3 C.10.9.1.4."""
    attributes = Attributes(definition)
    sensitivity = attributes.number("ChannelSensitivity")
    correction, baseline = attributes.number("ChannelSensitivityCorrectionFactor"), attributes.number("ChannelBaseline")
    unit = _unit(definition) if sensitivity is not None else tr("stored values")
    scale = MILLIVOLTS.get(unit, 1.0)
    factor = (1.0 if sensitivity is None else sensitivity) * (1.0 if correction is None else correction)
    values = ((raw.astype(np.float64) * factor + (baseline or 0.0)) * scale).astype(np.float32)
    if padding is not None:
        values[raw == padding] = np.nan
    return Channel(
        name=meaning(definition, "ChannelSourceSequence").removeprefix("Lead ") or text(definition, "ChannelLabel"),
        unit="mV" if unit in MILLIVOLTS else unit,
        values=values,
        sensitivity=f"{sensitivity:g} {unit}" if sensitivity is not None else "",
        baseline=f"{baseline:g} {unit}" if baseline else "",
        skew=_skew(attributes),
        filters=_filters(attributes),
    )


def _unit(definition: Dataset) -> str:
    found = items(definition, "ChannelSensitivityUnitsSequence")
    return (text(found[0], "CodeValue") or text(found[0], "CodeMeaning")) if found else ""


def _skew(attributes: Attributes) -> str:
    time, sample = attributes.number("ChannelTimeSkew"), attributes.number("ChannelSampleSkew")
    return f"{time:g} s" if time else tr("{sample:g} samples", sample=sample) if sample else ""


def _filters(attributes: Attributes) -> str:
    found = (
        (tr("above"), attributes.number("FilterLowFrequency")),
        (tr("below"), attributes.number("FilterHighFrequency")),
    )
    parts = [f"{word} {value:g} Hz" for word, value in found if value]
    notch = attributes.number("NotchFilterFrequency")
    return ", ".join([*parts, *([tr("notch {notch:g} Hz", notch=notch)] if notch else [])])


# --- the page -------------------------------------------------------------------------------------------------------


def _annotations(dataset: Dataset) -> Iterator[Block]:
    """What was measured or remarked, PS3.3 C.10.10."""
    lines = []
    for item in items(dataset, "WaveformAnnotationSequence"):
        label = meaning(item, "ConceptNameCodeSequence")
        value = " ".join(Attributes(item).texts("NumericValue")[:1]) or meaning(item, "ConceptCodeSequence")
        unit = meaning(item, "MeasurementUnitsCodeSequence")
        said = text(item, "UnformattedTextValue") or joined(" ", value, unit)
        if said:
            lines.append(Line(((Span(f"{label}: ", "label"),) if label else ()) + (Span(said),)))
    if lines:
        yield Heading(tr("Annotations"))
        yield from lines


def _channels(groups: list[Group]) -> Iterator[Block]:
    head = (tr("Channel"), tr("Sensitivity"), tr("Baseline"), tr("Skew"), tr("Filter"))
    for group in groups:
        yield Heading(
            tr(
                "{label}: {seconds:.1f} s, {frequency:g} samples per second",
                label=group.label,
                seconds=group.seconds,
                frequency=group.frequency,
            )
        )
        rows = tuple((c.name, c.sensitivity, c.baseline, c.skew, c.filters) for c in group.channels)
        used = [place for place in range(len(head)) if any(row[place] for row in rows)]
        yield Table(tuple(head[p] for p in used), tuple(tuple(Span(row[p]) for p in used) for row in rows))
