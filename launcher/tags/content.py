"""The bytes of an image, wherever it was found, for those who read its pixels."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.tags.inputs import Input

if TYPE_CHECKING:
    from launcher.tags.imagej_tiff import Tiff


class Content:
    """Where an image's pixels are: its file, or what came from an archive, an address or memory, put into a file."""

    def __init__(self, found: Input) -> None:
        self._found = found
        self._file = found.path
        self._data = b"" if self._file else found.read_at(0, found.size)

    @cached_property
    def data(self) -> bytes:
        """All of the file."""
        if not self._file:
            return self._data
        return Path(self._file).read_bytes()

    @cached_property
    def path(self) -> str:
        """The file; one of ours is gone when the image is."""
        if self._file:
            return self._file
        import shutil
        import tempfile
        import weakref

        folder = tempfile.mkdtemp(prefix="wetread-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        path = Path(folder, "image")
        path.write_bytes(self._data)
        return str(path)

    @cached_property
    def tiff(self) -> Tiff | None:
        """Its directory, if it is a TIFF file of ImageJ's."""
        from launcher.headers.walk import Doubt
        from launcher.tags import imagej_tiff

        try:
            return imagej_tiff.read_tiff(lambda offset, length: self.data[offset : offset + length], len(self.data))
        except Doubt:
            return None
