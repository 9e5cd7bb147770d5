"""A file for each rule between stored value and screen, made so that a mistake with the rule shows."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, generate_uid

EXPLICIT, BIG_ENDIAN, DEFLATED = "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"

ROWS, COLUMNS = 60, 80
RAMP = np.add.outer(np.arange(ROWS) * 37, np.arange(COLUMNS) * 23)  # 0 … 4000
UNSIGNED = RAMP.astype(np.uint16)
SIGNED = (RAMP - 2000).astype(np.int16)
SMALL = (RAMP // 16).astype(np.uint8)
COLOURS = np.stack([SMALL, SMALL[::-1], 255 - SMALL], axis=-1)
SMOOTH = np.stack([SMALL // 2 + 60, SMALL[::-1] // 2 + 40, 200 - SMALL // 2], axis=-1)
WINDOW = {"WindowCenter": 1500, "WindowWidth": 2000}
TWELVE = {"BitsStored": 12, "HighBit": 11}

Maker = Callable[[Path], Path]


def _made(folder: Path, pixels: np.ndarray, syntax: str = EXPLICIT, **attributes: Any) -> Path:
    image = Dataset()
    image.SOPClassUID, image.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.7", generate_uid()
    image.StudyInstanceUID, image.SeriesInstanceUID = generate_uid(), generate_uid()
    image.PatientID = image.PatientName = "Made"
    image.Modality = "OT"
    image.SamplesPerPixel = pixels.ndim if pixels.ndim == 3 else 1
    image.PhotometricInterpretation = "RGB" if pixels.ndim == 3 else "MONOCHROME2"
    image.Rows, image.Columns = ROWS, COLUMNS
    image.BitsAllocated = image.BitsStored = 8 * pixels.itemsize
    image.HighBit = image.BitsStored - 1
    image.PixelRepresentation = int(pixels.dtype.kind == "i")
    if pixels.ndim == 3:
        image.PlanarConfiguration = 0
    order = ">" if syntax == BIG_ENDIAN else "<"
    image.PixelData = pixels.astype(pixels.dtype.newbyteorder(order)).tobytes()
    image["PixelData"].VR = "OB" if pixels.itemsize == 1 else "OW"
    for keyword, value in attributes.items():
        if keyword.startswith("x6"):
            image.add_new((int(keyword[1:5], 16), int(keyword[5:], 16)), *value)
        else:
            setattr(image, keyword, value)
    image.file_meta = FileMetaDataset()
    image.file_meta.TransferSyntaxUID = UID(syntax)
    path = folder / "made.dcm"
    image.save_as(path, enforce_file_format=True)
    return path


def _lut(descriptor: list[int], entries: np.ndarray, **more: Any) -> list[Dataset]:
    item = Dataset()
    item.add_new("LUTDescriptor", "US", [number & 0xFFFF for number in descriptor])
    item.add_new("LUTData", "OW", entries.astype("<u2").tobytes())
    for keyword, value in more.items():
        setattr(item, keyword, value)
    return [item]


def _palette(first: int, bits: int, tables: list[np.ndarray]) -> dict[str, Any]:
    said: dict[str, Any] = {"PhotometricInterpretation": "PALETTE COLOR"}
    for colour, entries in zip(("Red", "Green", "Blue"), tables, strict=True):
        said[f"{colour}PaletteColorLookupTableDescriptor"] = [256, first, bits]
        packed = entries.astype("<u2" if bits == 16 else np.uint8).tobytes()
        said[f"{colour}PaletteColorLookupTableData"] = packed
    return said


def _overlay(position: int = 0, data: bytes | None = None, origin: tuple[int, int] = (1, 1)) -> dict[str, Any]:
    said = {
        "x60000010": ("US", ROWS), "x60000011": ("US", COLUMNS), "x60000040": ("CS", "G"),
        "x60000050": ("SS", list(origin)), "x60000100": ("US", 16 if data is None else 1),
        "x60000102": ("US", position),
    }  # fmt: skip
    return said if data is None else said | {"x60003000": ("OW", data)}


def _by(program: str, *options: str, of: Maker) -> Maker:
    """What a program of dcmtk or GDCM makes of a file."""

    def maker(folder: Path) -> Path:
        target = folder / "converted.dcm"
        subprocess.run([program, *options, of(folder), target], check=True, timeout=60, capture_output=True)
        return target

    return maker


def _ybr(rgb: np.ndarray) -> np.ndarray:
    """PS3.3 C.7.6.3.1.2."""
    matrix = np.array([[0.299, 0.587, 0.114], [-0.1687, -0.3313, 0.5], [0.5, -0.4187, -0.0813]])
    return np.clip(np.round(rgb @ matrix.T + [0, 128, 128]), 0, 255).astype(np.uint8)


def _limited(ybr: np.ndarray) -> np.ndarray:
    """Black at 16 and white at 235, colours from 16 to 240."""
    return np.round(ybr * np.array([219, 224, 224]) / 255 + 16).astype(np.uint8)


def _shared_chroma(ybr: np.ndarray) -> np.ndarray:
    """Y1 Y2 Cb Cr, as (rows, 2 * columns)."""
    pairs = ybr.reshape(ROWS, COLUMNS // 2, 2, 3)
    return np.concatenate([pairs[..., 0], pairs[:, :, 0, 1:]], axis=-1).reshape(ROWS, 2 * COLUMNS)


BITS = np.packbits((RAMP // 100 % 7 == 0).reshape(-1), bitorder="little").tobytes()
TWELVE_BITS = partial(_made, pixels=UNSIGNED, **TWELVE, **WINDOW)
GREY = partial(_made, pixels=SMALL)
COLOUR = partial(_made, pixels=COLOURS)
SMOOTH_COLOUR = partial(_made, pixels=SMOOTH)
INDICES = (RAMP // 16 % 256).astype(np.uint8)
TABLES = [np.arange(256) * 257, np.arange(256)[::-1] * 257, np.arange(256) * 100 + 0x1234]

MADE: dict[str, Maker] = {
    "12 of 16 bits, unsigned": TWELVE_BITS,
    "12 of 16 bits, signed": partial(
        _made, pixels=SIGNED & 0x0FFF, **TWELVE, PixelRepresentation=1, WindowCenter=0, WindowWidth=900
    ),
    "10 bits that end at bit 13": partial(
        _made, pixels=UNSIGNED >> 2 << 4, BitsStored=10, HighBit=13, WindowCenter=500, WindowWidth=700
    ),
    "32 bits": partial(_made, pixels=RAMP.astype(np.uint32) * 90000, WindowCenter=1.5e8, WindowWidth=2e8),
    "big endian": partial(_made, pixels=SIGNED, syntax=BIG_ENDIAN, WindowCenter=0, WindowWidth=900),
    "big endian, 8 bits": partial(_made, pixels=SMALL, syntax=BIG_ENDIAN),
    "deflated": partial(_made, pixels=UNSIGNED, syntax=DEFLATED, **TWELVE, **WINDOW),
    "rescale with fractions": partial(
        _made, pixels=UNSIGNED, RescaleSlope=0.3125, RescaleIntercept=-200.5, WindowCenter=300, WindowWidth=500
    ),
    "modality LUT": partial(
        _made,
        pixels=SIGNED,
        WindowCenter=9000,
        WindowWidth=9000,
        ModalityLUTSequence=_lut([2000, -1000, 16], np.arange(2000) ** 2 // 200, ModalityLUTType="US"),
    ),
    "narrow window": partial(_made, pixels=UNSIGNED, WindowCenter=2000, WindowWidth=50),
    "first of two windows": partial(_made, pixels=UNSIGNED, WindowCenter=["00500", "3000"], WindowWidth=[900, 100]),
    "VOI LUT": partial(
        _made, pixels=UNSIGNED, VOILUTSequence=_lut([3000, 500, 12], np.sqrt(np.arange(3000) * 5592).astype(int))
    ),
    "VOI LUT of negative values": partial(
        _made, pixels=SIGNED, VOILUTSequence=_lut([3000, -1500, 16], np.arange(3000) ** 2 // 138)
    ),
    "VOI LUT before a window": partial(
        _made, pixels=UNSIGNED, **WINDOW, VOILUTSequence=_lut([4096, 0, 16], np.arange(4096)[::-1] * 16)
    ),
    "MONOCHROME1": partial(_made, pixels=UNSIGNED, PhotometricInterpretation="MONOCHROME1", **WINDOW),
    "palette of 16-bit entries": partial(_made, pixels=INDICES, **_palette(0, 16, TABLES)),
    "palette that begins at 50": partial(_made, pixels=INDICES, **_palette(50, 16, TABLES)),
    "palette of 8-bit entries": partial(_made, pixels=INDICES, **_palette(0, 8, [t >> 8 for t in TABLES])),
    "palette of 16-bit indices": partial(_made, pixels=INDICES.astype(np.uint16), **_palette(0, 16, TABLES)),
    "RGB by pixel": COLOUR,
    "RGB by plane": partial(_made, pixels=np.moveaxis(COLOURS, -1, 0), PlanarConfiguration=1),
    "RGB of 16 bits": partial(_made, pixels=COLOURS.astype(np.uint16) * 257),
    "YBR_FULL": partial(_made, pixels=_ybr(SMOOTH), PhotometricInterpretation="YBR_FULL"),
    "YBR_FULL_422": partial(
        _made,
        pixels=_shared_chroma(_ybr(SMOOTH)),
        SamplesPerPixel=3,
        PlanarConfiguration=0,
        PhotometricInterpretation="YBR_FULL_422",
    ),
    "YBR_PARTIAL_422": partial(
        _made,
        pixels=_shared_chroma(_limited(_ybr(SMOOTH))),
        SamplesPerPixel=3,
        PlanarConfiguration=0,
        PhotometricInterpretation="YBR_PARTIAL_422",
    ),
    "overlay": partial(_made, pixels=UNSIGNED, **WINDOW, **_overlay(data=BITS, origin=(5, -3))),
    "overlay in bit 14": partial(
        _made,
        pixels=UNSIGNED | np.where(RAMP // 100 % 7 == 0, 1 << 14, 0).astype(np.uint16),
        **TWELVE,
        **WINDOW,
        **_overlay(position=14),
    ),
    "RLE": _by("dcmcrle", of=TWELVE_BITS),
    "RLE, colour": _by("dcmcrle", of=COLOUR),
    "JPEG baseline": _by("dcmcjpeg", "+eb", "+un", of=GREY),
    "JPEG baseline, colour": _by("dcmcjpeg", "+eb", of=SMOOTH_COLOUR),
    "JPEG baseline, RGB": _by("dcmcjpeg", "+eb", "+cr", of=SMOOTH_COLOUR),
    "JPEG extended, 12 bits": _by("dcmcjpeg", "+ee", "+bt", of=TWELVE_BITS),
    "JPEG spectral selection, 12 bits": _by("dcmcjpeg", "+es", "+bt", of=TWELVE_BITS),
    "JPEG progressive, 12 bits": _by("dcmcjpeg", "+ep", "+bt", of=TWELVE_BITS),
    "JPEG progressive, 8 bits": _by("dcmcjpeg", "+ep", of=GREY),
    **{
        f"JPEG lossless, selection value {value}": _by("dcmcjpeg", "+el", "+sv", str(value), of=TWELVE_BITS)
        for value in range(1, 8)
    },
    "JPEG lossless": _by("dcmcjpeg", "+e1", of=partial(_made, pixels=SIGNED, WindowCenter=0, WindowWidth=900)),
    "JPEG lossless, colour": _by("dcmcjpeg", "+e1", of=COLOUR),
    "JPEG-LS": _by("dcmcjpls", of=TWELVE_BITS),
    "JPEG-LS, by sample": _by("dcmcjpls", "+is", of=COLOUR),
    "JPEG-LS, by line": _by("dcmcjpls", "+il", of=COLOUR),
    "JPEG-LS, by plane": _by("dcmcjpls", "+in", of=COLOUR),
    "JPEG-LS, near lossless": _by("dcmcjpls", "+en", "+md", "3", of=TWELVE_BITS),
    "JPEG-LS in fragments": _by("dcmcjpls", "+fs", "1", of=TWELVE_BITS),
    "JPEG 2000, lossless": _by("gdcmconv", "--j2k", of=TWELVE_BITS),
    "JPEG 2000, lossless, colour": _by("gdcmconv", "--j2k", of=COLOUR),
    "JPEG 2000": _by("gdcmconv", "--j2k", "--lossy", "--irreversible", of=TWELVE_BITS),
    "JPEG 2000, colour": _by("gdcmconv", "--j2k", "--lossy", "--irreversible", of=SMOOTH_COLOUR),
}
"""The rule → how its file is made."""
