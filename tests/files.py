"""The files that come with pydicom."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

PYDICOM = find_spec("pydicom")
assert PYDICOM is not None and PYDICOM.origin is not None
BUNDLED = Path(PYDICOM.origin).parent / "data"


def bundled(name: str) -> Path:
    """One of them."""
    from pydicom.data import get_testdata_file

    found = get_testdata_file(name, download=False)
    assert isinstance(found, str), name
    return Path(found)


def _is_dicom(path: Path) -> bool:
    return (
        path.is_file()
        and not path.name.startswith("README")
        and path.suffix not in (".json", ".dump", ".gz", ".txt", ".icc", ".md")
    )


FILES = sorted(
    path
    for folder in ("test_files", "charset_files", "palettes")
    for path in (BUNDLED / folder).rglob("*")
    if _is_dicom(path)
)
