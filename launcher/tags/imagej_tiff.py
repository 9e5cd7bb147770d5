"""The TIFF files that ImageJ writes: slices one behind the other, calibration, spacing, window, and a header's text.

A reader for just these, so that tags are read without numpy; what is compressed or divided is none of ImageJ's.
"""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from struct import calcsize, unpack, unpack_from
from typing import TYPE_CHECKING, Final, NamedTuple

from launcher.errors import RequestError
from launcher.headers.walk import Doubt, ReadAt
from launcher.tags import imagej

if TYPE_CHECKING:
    import numpy as np

_FIELDS: Final = {1: "B", 2: "B", 3: "H", 4: "I", 5: "I"}
_MOST_FIELDS: Final = 1000
_LARGEST_FIELD: Final = 64 << 20


class Tiff(NamedTuple):
    """An uncompressed TIFF as ImageJ writes it.

    ``description`` holds what ImageDescription says (``unit``, ``cf``, ``c0``, ``c1``, ``min``, ``max`` …); ``info`` is
    the header's text, ``labels`` each slice's. ``pixel_spacing`` is (between rows, between columns) in ``unit``.
    """

    byte_order: str
    columns: int
    rows: int
    bits: int
    samples: int
    slices: int
    offset: int
    description: dict[str, str]
    info: str
    labels: tuple[str, ...]
    pixel_spacing: tuple[float, float] | None

    @property
    def header(self) -> str:
        """The text of a DICOM header, of the first slice where each has its own; empty when there is none."""
        said = self.info or self._label(0)
        return said if imagej.is_header(said) else ""

    def header_of(self, index: int) -> str:
        """The text of a slice's own header; that of the file where it has none."""
        said = self._label(index)
        return said if imagej.is_header(said) else self.header

    def _label(self, index: int) -> str:
        """What a slice's label says below its title."""
        return self.labels[index].partition("\n")[2] if index < len(self.labels) else ""

    @property
    def depth(self) -> float | None:
        """Between slices, in ``unit``."""
        return self._number("spacing")

    @property
    def calibration(self) -> tuple[float, float]:
        """Slope and intercept that turn pixels into values; 1 and 0 if they are not said."""
        slope, intercept = self._number("c1"), self._number("c0")
        return 1.0 if slope is None else slope, intercept or 0.0

    @property
    def window(self) -> tuple[float, float] | None:
        """Center and width of what is displayed, in values."""
        low, high = self._number("min"), self._number("max")
        if low is None or high is None:
            return None
        slope, intercept = self.calibration
        return (low + high) / 2 * slope + intercept, (high - low) * slope

    def _number(self, name: str) -> float | None:
        try:
            return float(self.description[name])
        except (KeyError, ValueError):
            return None

    def pixels(self, data: bytes, index: int) -> np.ndarray:
        """One slice of the file that ``data`` is, (rows, columns) or (rows, columns, 3).

        Raises
        ------
        RequestError
            It is not there, or not as ImageJ writes it.
        """
        import numpy as np

        kind = "f" if self.bits == 32 and self.samples == 1 else "u"
        shape = (self.rows, self.columns) if self.samples == 1 else (self.rows, self.columns, self.samples)
        try:
            typed = np.dtype(f"{self.byte_order}{kind}{self.bits // 8}")
            count = self.rows * self.columns * self.samples
            offset = self.offset + index * count * typed.itemsize
            return np.frombuffer(data, typed, count, offset).reshape(shape).astype(typed.newbyteorder("="))
        except (TypeError, ValueError) as error:
            what, why = "The pixels of the TIFF file cannot be read", "they are not all there, or compressed"
            raise RequestError(what, why, "Save it once more in ImageJ.") from error


class TiffSlice:
    """What ``wetread.Image`` says of one slice of ``tiff``, the file that ``data`` is."""

    def __init__(self, tiff: Tiff, data: bytes, index: int) -> None:
        self._tiff, self._data, self._index = tiff, data, index

    @cached_property
    def pixels(self) -> np.ndarray:
        """As the file has them, (rows, columns) or (rows, columns, 3); ``RequestError`` as ``Tiff.pixels``."""
        return self._tiff.pixels(self._data, self._index)

    @cached_property
    def values(self) -> np.ndarray:
        """Calibrated, float64 of the shape of ``pixels``, in ``unit``; colour stays as it is."""
        slope, intercept = self._tiff.calibration
        return self.pixels if self.pixels.ndim == 3 else self.pixels * slope + intercept

    @property
    def unit(self) -> str:
        """Of ``values``; empty where the file does not say it."""
        return self._tiff.description.get("vunit", "")

    @property
    def spacing(self) -> tuple[float, float] | None:
        """Between rows and between columns, in the file's own unit."""
        return self._tiff.pixel_spacing

    @property
    def window(self) -> tuple[float, float] | None:
        """Center and width of what is displayed, in values."""
        return self._tiff.window


def read_tiff(read_at: ReadAt, size: int) -> Tiff:
    """Read the directory of a TIFF file.

    Raises
    ------
    Doubt
        It is none, is not ImageJ's, or is damaged.
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(read_at(0, 4))
    if order is None:
        raise Doubt("no TIFF")
    fields = _Fields(read_at, size, order)
    description = _description(fields.raw(270).rstrip(b"\0").decode("latin-1"))
    if not description:
        raise Doubt("no TIFF of ImageJ's")
    metadata = _metadata(fields, order)
    return Tiff(
        order,
        fields.number(256),
        fields.number(257),
        fields.number(258),
        fields.number(277, 1),
        max(1, int(description.get("images", "1")) if description.get("images", "1").isdecimal() else 1),
        fields.number(273),
        description,
        next(iter(metadata.get("info", ())), ""),
        tuple(metadata.get("labl", ())),
        _spacing(fields),
    )


class _Fields:
    """The first directory: field number → its numbers, read when asked for."""

    def __init__(self, read_at: ReadAt, size: int, order: str) -> None:
        self._read_at, self._size, self._order = read_at, size, order
        (start,) = self._unpacked("I", 4, 1)
        (count,) = self._unpacked("H", start, 1)
        if count > _MOST_FIELDS:
            raise Doubt("a directory without end")
        self._places: dict[int, tuple[str, int, int]] = {}
        for at in range(start + 2, start + 2 + 12 * count, 12):
            number, kind = self._unpacked("H", at, 2)
            (length,) = self._unpacked("I", at + 4, 1)
            if kind in _FIELDS:
                packed, length = _FIELDS[kind], length * (2 if kind == 5 else 1)
                inline = calcsize(packed) * length <= 4
                self._places[number] = packed, at + 8 if inline else self._unpacked("I", at + 8, 1)[0], length

    def _unpacked(self, packed: str, at: int, count: int) -> tuple[int, ...]:
        form = f"{self._order}{count}{packed}"
        return unpack(form, self._bytes(at, calcsize(form)))

    def _bytes(self, at: int, size: int) -> bytes:
        if at + size > self._size or size > _LARGEST_FIELD:
            raise Doubt("the file ends within its directory")
        return self._read_at(at, size)

    def numbers(self, field: int) -> tuple[int, ...]:
        return self._unpacked(*self._places[field]) if field in self._places else ()

    def number(self, field: int, default: int = 0) -> int:
        return next(iter(self.numbers(field)), default)

    def raw(self, field: int) -> bytes:
        packed, at, count = self._places.get(field, ("B", 0, 0))
        return self._bytes(at, count) if packed == "B" else b""


def _description(text: str) -> dict[str, str]:
    if not text.startswith("ImageJ="):
        return {}
    return {key: value for key, equals, value in (line.partition("=") for line in text.splitlines()) if equals}


def _spacing(fields: _Fields) -> tuple[float, float] | None:
    """ImageJ writes pixels per unit, whatever the resolution's own unit says."""
    across, down = fields.numbers(282), fields.numbers(283)
    if len(across) != 2 or len(down) != 2 or not all(across + down):
        return None
    return down[1] / down[0], across[1] / across[0]


def _metadata(fields: _Fields, order: str) -> dict[str, list[str]]:
    """Fields 50838 and 50839: how many bytes each part has, and all the parts; the first one says what they are."""
    counts, data = fields.numbers(50838), fields.raw(50839)
    found: dict[str, list[str]] = {}
    if len(counts) < 2 or data[:4] not in (b"IJIJ", b"JIJI"):
        return found
    at, rest = counts[0], iter(counts[1:])
    for head in range(4, min(counts[0], len(data)) - 7, 8):
        kind, count = unpack_from(f"{order}4sI", data, head)
        name = kind.decode("latin-1") if order == ">" else kind.decode("latin-1")[::-1]
        for length in islice(rest, count):
            found.setdefault(name, []).append(_utf16(data[at : at + length], order))
            at += length
    return found


def _utf16(data: bytes, order: str) -> str:
    return data.decode("utf-16-be" if order == ">" else "utf-16-le", "replace")
