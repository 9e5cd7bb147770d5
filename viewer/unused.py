"""What pydicom imports and the window's process never uses: half of the time until the first image.

Frames are decoded by ``pixels.codecs``, and files written by a process of their own.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Final

UNUSED: Final = (
    "pydicom._version",  # which looks through all packages that are installed
    "pydicom.examples",
    "pydicom.pixel_data_handlers.pillow_handler",
    "pydicom.pixels.decoders",
    "pydicom.pixels.decoders.base",
    "pydicom.pixels.encoders",
    "pydicom.pixels.encoders.base",
)


class Nothing(ModuleType):
    """In the place of a module; whatever is taken from it is ``None``."""

    def __getattr__(self, name: str) -> None:
        return None


def leave_out() -> None:
    """Have pydicom find nothing in their place, for as long as this process lives; what is imported already stays."""
    for name in UNUSED:
        sys.modules.setdefault(name, Nothing(name))
