"""Look-up tables as headers hold them, and looking up in them: PS3.3 C.11.1.1, C.11.2.1.1 and C.7.6.3.1.5."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from viewer.pixels.attributes import FrameAttributes

if TYPE_CHECKING:
    from pydicom import Dataset


@dataclass(frozen=True, eq=False)
class Lut:
    """A look-up table: ``data[0]`` is for ``first_mapped`` and all below, the last entry for all above.

    ``data`` is uint16; ``bits`` the number of bits per entry that the full output range takes.
    """

    first_mapped: int
    bits: int
    data: np.ndarray = field(repr=False)
    explanation: str = ""

    @property
    def center(self) -> float:
        """The middle of the inputs, for those who think in windows."""
        return self.first_mapped + len(self.data) / 2

    @property
    def width(self) -> float:
        """The extent of the inputs."""
        return float(len(self.data))


def looked_up(values: np.ndarray, lut: Lut) -> np.ndarray:
    """What the table says of integers or floats, cut to integers: uint16, of the shape of ``values``."""
    places = np.clip(values - float(lut.first_mapped), 0, len(lut.data) - 1)
    return lut.data[places.astype(np.intp)]


def read_luts(items: Sequence[Dataset], signed: bool) -> Iterator[Lut]:
    """The tables of a Modality or VOI LUT Sequence; ``signed`` says whether their input can be negative."""
    for item in items:
        table = FrameAttributes(item)
        lut = read_lut(table.numbers("LUTDescriptor"), table.value("LUTData"), signed, table.text("LUTExplanation"))
        if lut is not None:
            yield lut


def read_lut(descriptor: Sequence[float], data: Any, signed: bool, explanation: str = "") -> Lut | None:
    """A table, also where 8-bit entries are packed two to a word.

    The first mapped value has the sign of the table's input, whatever type it was stored with.
    """
    if len(descriptor) != 3 or data is None:
        return None
    entries, first, bits = (int(number) for number in descriptor)
    entries = entries & 0xFFFF or 1 << 16
    first = (first & 0xFFFF ^ 0x8000) - 0x8000 if signed else first & 0xFFFF
    octets = words(data)
    packed = len(octets) < 2 * entries
    table = np.frombuffer(octets[: len(octets) & ~1], np.uint8 if packed else "<u2")[:entries].astype(np.uint16)
    if not table.size:
        return None
    return Lut(first, 8 if packed else max(1, min(bits, 16)), table, explanation)


def words(data: Any) -> bytes:
    """A value of 16-bit words as little-endian bytes, whether pydicom gives bytes or numbers."""
    return data if isinstance(data, bytes) else np.array(data, np.int64).astype("<u2").tobytes()
