"""Video, transfer syntaxes 1.2.840.10008.1.2.4.100 to 108: one stream in the pixel data, decoded frame by frame.

PyAV does it where it is installed; without it, the stream is for the system's player.
"""

from __future__ import annotations

import bisect
import importlib.util
import io
import struct
import threading
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from viewer.pixels.header import Header, read_header
from viewer.words import tr

if TYPE_CHECKING:
    from typing import BinaryIO

VIDEO: Final = frozenset(f"1.2.840.10008.1.2.4.{number}{tail}" for number in range(100, 109) for tail in ("", ".1"))
"""MPEG-2, H.264 and HEVC, also the fragmentable forms (PS3.5 A.4.5 to A.4.9)."""

ITEM: Final = b"\xfe\xff\x00\xe0"
NEAR: Final = 300
"""Frames that are decoded on the way to one further on, rather than looked for anew."""

LARGEST: Final = 1 << 26  # pixels of a frame


@cache
def is_available() -> bool:
    """Whether video can be decoded here."""
    return importlib.util.find_spec("av") is not None


def read_video_frame(header: Header, frame_index: int) -> np.ndarray:
    """One frame as RGB, (rows, columns, 3) uint8; the decoder goes on from the last one where that is near.

    Raises
    ------
    ValueError
        The stream is damaged, or has no such frame.
    """
    return _opened(header.path, header.transfer_syntax_uid).frame(frame_index)


def stream(header: Header) -> Stream:
    """The video as a file: the fragments of the pixel data joined, PS3.5 A.4.

    Raises
    ------
    ValueError
        There is none.
    """
    if header.element is None:
        raise ValueError(tr("it holds no video"))
    with header.open() as file:
        file.seek(header.element.offset)
        found = list(_fragments(file, header.element.length))
    if not found:
        raise ValueError(tr("its video is missing"))
    return Stream(header, found)


def suffix(start: bytes, transfer_syntax_uid: str) -> str:
    """What a file that begins like this is called, by its container; a bare stream by its transfer syntax."""
    if start[4:8] == b"ftyp":
        return ".mp4"
    if start[:1] == b"G" and start[188:189] in (b"G", b""):
        return ".ts"
    if start.startswith(b"\0\0\1\xba"):
        return ".mpg"
    number = int(transfer_syntax_uid.split(".")[7])
    return ".m2v" if number <= 101 else ".h264" if number <= 106 else ".h265"


class Stream(io.RawIOBase):
    """Pieces of a file, (offset, length), as one file to read; open only while it is read, so that it can go away."""

    def __init__(self, header: Header, pieces: list[tuple[int, int]]) -> None:
        super().__init__()
        self._header, self._pieces = header, pieces
        ends = np.cumsum([length for _, length in pieces])
        self._ends: list[int] = [int(end) for end in ends]
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._ends[-1]}[whence]
        self._place = max(0, start + offset)
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: Any) -> int:
        piece = bisect.bisect_right(self._ends, self._place)
        if piece == len(self._pieces):
            return 0
        offset, length = self._pieces[piece]
        inside = self._place - (self._ends[piece] - length)
        with self._header.open() as file:
            file.seek(offset + inside)
            data = file.read(min(len(buffer), length - inside))
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)


def _fragments(file: BinaryIO, length: int | None) -> Iterator[tuple[int, int]]:
    """Where the fragments lie, the offset table left out; without items, the whole value is the stream."""
    start = file.tell()
    end = file.seek(0, io.SEEK_END) if length is None else start + length
    file.seek(start)
    first = True
    while len(head := file.read(8)) == 8 and head[:4] == ITEM:
        size = struct.unpack("<L", head[4:])[0]
        place = file.tell()
        if not first and size:
            yield place, min(size, end - place)
        first = False
        if place + size >= end:
            return
        file.seek(place + size)
    if first and end > start:
        yield start, end - start


@lru_cache(maxsize=2)
def _opened(path: str, transfer_syntax_uid: str) -> Video:
    return Video(stream(read_header(path)), transfer_syntax_uid)


class Video:
    """A decoder that remembers where it is; for several threads."""

    def __init__(self, source: Stream, transfer_syntax_uid: str) -> None:
        self._source, self._turn = source, threading.Lock()
        self._format = {".m2v": "mpegvideo", ".h264": "h264", ".h265": "hevc"}.get(
            suffix(source.read(189), transfer_syntax_uid)
        )
        self._times = self._presentation_times()
        self._begin()

    def frame(self, index: int) -> np.ndarray:
        """The frame with this number, from 0, in the order of their presentation; as ``read_video_frame``."""
        with self._turn:
            if not self._next <= index <= self._next + NEAR:
                self._seek(index)
            found = self._decoded_until(index)
            if found is None and self._begun_at:  # the place that was sought lies behind it
                self._begin()
                found = self._decoded_until(index)
        if found is None:
            raise ValueError(tr("the video has no frame {number}", number=index + 1))
        if found.width * found.height > LARGEST:
            raise ValueError(
                tr("a frame of {height} × {width} pixels is too large", height=found.height, width=found.width)
            )
        rgb: np.ndarray = found.to_ndarray(format="rgb24")
        return rgb

    def _open(self) -> Any:
        import av

        self._source.seek(0)
        try:
            return av.open(self._source, format=self._format)
        except (av.FFmpegError, ValueError) as error:
            raise ValueError(tr("its video cannot be read ({error})", error=error)) from error

    def _presentation_times(self) -> list[int]:
        """When each frame is shown, in the stream's own units; empty if the stream does not say."""
        container = self._open()
        try:
            if not container.streams.video:
                raise ValueError(tr("it holds no video"))
            packets = container.demux(container.streams.video[0])
            times = [packet.pts for packet in packets if packet.size]
        finally:
            container.close()
        return sorted(times) if times and None not in times and len(set(times)) == len(times) else []

    def _begin(self) -> None:
        """Decode from the beginning."""
        self._container = self._open()
        self._stream = self._container.streams.video[0]
        self._stream.thread_type = "AUTO"
        self._frames = self._container.decode(self._stream)
        self._next = self._begun_at = 0

    def _seek(self, index: int) -> None:
        """Decode from the last key frame before a frame, or from the beginning where times are not known."""
        if not 0 <= index < len(self._times):
            self._begin()
            return
        self._container.seek(self._times[index], stream=self._stream, backward=True)
        self._frames = self._container.decode(self._stream)
        self._next = self._begun_at = -1

    def _decoded_until(self, index: int) -> Any:
        import av

        try:
            for frame in self._frames:
                number = self._number(frame)
                self._next = number + 1
                if number >= index:
                    return frame if number == index else None
        except av.FFmpegError as error:
            self._begin()
            raise ValueError(tr("its video is damaged ({error})", error=error)) from error
        return None

    def _number(self, frame: Any) -> int:
        return bisect.bisect_left(self._times, frame.pts) if self._times and frame.pts is not None else self._next
