"""Does every decoder work here? ``python -m viewer.pixels.selftest`` packs and unpacks a small image with each.

It prints the families of transfer syntaxes that can be decoded; exit code 1, and what cannot, if one is broken.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np

RAMP: Final = np.add.outer(np.arange(16, dtype=np.uint8), np.arange(16, dtype=np.uint8))

ROUND_TRIPS: Final[dict[str, Callable[[Any], Any]]] = {
    "JPEG": lambda codecs: codecs.jpeg8_decode(codecs.jpeg8_encode(RAMP, lossless=True)),
    "JPEG-LS": lambda codecs: codecs.jpegls_decode(codecs.jpegls_encode(RAMP)),
    "JPEG 2000": lambda codecs: codecs.jpeg2k_decode(codecs.jpeg2k_encode(RAMP, level=0, reversible=True)),
    "HTJ2K": lambda codecs: codecs.htj2k_decode(codecs.htj2k_encode(RAMP, reversible=True)),
    "JPEG XL": lambda codecs: codecs.jpegxl_decode(codecs.jpegxl_encode(RAMP, lossless=True)),
    "RLE": lambda codecs: np.frombuffer(codecs.packbits_decode(codecs.packbits_encode(RAMP.tobytes())), np.uint8),
}
"""Name → a small image, packed and unpacked without loss."""


def broken() -> Iterator[str]:
    """What does not work, with the reason."""
    try:
        import imagecodecs
    except ImportError as error:
        yield f"the package imagecodecs cannot be loaded ({error})"
        return
    for name, round_trip in ROUND_TRIPS.items():
        try:
            if not np.array_equal(round_trip(imagecodecs).reshape(RAMP.shape), RAMP):
                yield f"{name} gives other values than it was given"
        except Exception as error:  # whatever a library that was built otherwise raises
            yield f"{name} ({error})"


def main() -> int:
    """Print the answer; returns the exit code."""
    found = list(broken())
    print("; ".join(found) if found else ", ".join(ROUND_TRIPS))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
