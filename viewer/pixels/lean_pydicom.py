"""pydicom, imported without what Wetread never uses of it: half of the time that the first image would wait for it.

That is what downloads pydicom's test data, its examples, and its codecs with all the packages that they look for.
"""

from __future__ import annotations

import sys
import warnings
from functools import cache
from types import ModuleType
from typing import Any, Final


class _Stub(ModuleType):
    """In the place of a module; whatever is taken from it is ``None``."""

    def __getattr__(self, name: str) -> None:
        return None


DURING_IMPORT: Final[dict[str, ModuleType | None]] = {
    "requests": None,
    "tqdm": None,
    "urllib.request": _Stub("urllib.request"),
    "pydicom.examples": _Stub("pydicom.examples"),
    "PIL.ImageCms": None,
}
"""What stands for a module while pydicom is imported, and goes then; ``None``: it is as if it were not installed."""

UNUSED: Final = (
    "pydicom._version",  # looks for its own version among all packages that are installed
    "pydicom.pixel_data_handlers.pillow_handler",
    "pydicom.pixels.decoders",
    "pydicom.pixels.decoders.base",
    "pydicom.pixels.encoders",
    "pydicom.pixels.encoders.base",
)
"""What the window never needs: its pixels are decoded by ``pixels.codecs``, and files written by another process."""


def leave_out_codecs() -> None:
    """Have pydicom find none of ``UNUSED`` as long as this process lives, which must be one of Wetread's own.

    To be called before pydicom is imported; what is imported already stays.
    """
    for name in UNUSED:
        sys.modules.setdefault(name, _Stub(name))


@cache
def load_pydicom() -> Any:
    """pydicom, imported with the first image, not with the window. Its warnings may quote names and stay unsaid."""
    stubs = {name: stub for name, stub in DURING_IMPORT.items() if name not in sys.modules}
    sys.modules.update(stubs)  # type: ignore[arg-type]
    try:
        import pydicom
        from pydicom import config
    finally:
        for name in stubs:
            sys.modules.pop(name, None)

    config.settings.reading_validation_mode = config.IGNORE
    warnings.filterwarnings("ignore", module=r"pydicom\b")
    return pydicom
