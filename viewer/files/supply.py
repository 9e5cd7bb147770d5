"""Frames, pictures and thumbnails for the window, decoded by threads that know no widget and speak in signals."""

from __future__ import annotations

import contextlib
from base64 import b64decode
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from PyQt5.QtCore import QObject, QSize, Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QImage

from launcher.errors import WetreadError
from launcher.protocol import AnyMessage
from launcher.protocol.events import FrameReceived
from launcher.protocol.wishes import Decoded, Decoding, FrameWanted
from viewer.files.pictures import read_picture
from viewer.pixels import voi, windowing
from viewer.pixels.cache import Frames
from viewer.pixels.decode import NotYet, StoredFrame, read_frame
from viewer.pixels.header import read_header
from viewer.pixels.places import frame_places

THUMBNAIL: Final = 128
"""Pixels along the longer side of a thumbnail."""

LARGEST_AVERAGED: Final = 1024
"""Pixels along a side that are averaged for a thumbnail."""

SETTLED: Final = 200
"""Milliseconds that somebody looks at a frame which has not come, until it is asked for; others are passed by."""

Address = tuple[str, int]
"""Path and frame_index."""


class Supply(QObject):
    """What is decoded, and what cannot be."""

    arrived = pyqtSignal(str, int)  # an Address: at hand now, or known to be undecodable
    thumbnail_made = pyqtSignal()
    located = pyqtSignal(str, str, object)  # path, SOP Instance UID, and a FramePlace for each frame
    _ready = pyqtSignal(str, int, object)  # from the decoding threads
    _scaled = pyqtSignal(str, object)

    def __init__(self, say: Callable[[AnyMessage], None]) -> None:
        super().__init__()
        self._pictures: dict[str, str] = {}  # path → what the user knows it by
        self._frames = Frames(
            self._ready.emit,
            lambda path: say(Decoding(path)),
            lambda path, error: say(Decoded(path, error)),
            read=self._read,
        )
        self._decoded: set[Address] = set()  # once, if not in the cache any more
        self._errors: dict[Address, str] = {}
        self._growing: dict[str, int] = {}  # path of a file of which more is to come → how often more has come
        self._awaited: set[Address] = set()  # what was asked for and is not in them yet
        self._early_frames: dict[Address, bytes] = {}  # frames that have come before the rest of these files
        self._looked_at: Address = ("", 0)  # the last frame that was not there
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED)
        self._settled.timeout.connect(lambda: self._want(say))
        self._readers = ThreadPoolExecutor(1, "readers")
        self._wanted_thumbnails: dict[Address, str] = {}  # until made: whose it is
        self._thumbnails: dict[str, QImage] = {}
        self._ready.connect(self._take)
        self._scaled.connect(self._take_thumbnail)

    def get(self, path: str, frame_index: int = 0) -> StoredFrame | None:
        """The frame if it is at hand; else ``arrived`` tells when it is, or ``error`` why it never will be."""
        address = path, frame_index
        if address in self._awaited and address != self._looked_at:
            self._looked_at = address
            self._settled.start()
        return None if address in self._errors or address in self._awaited else self._frames.get(*address)

    def error(self, path: str, frame_index: int = 0) -> str:
        """Why this frame cannot be shown; empty while nothing is wrong."""
        return self._errors.get((path, frame_index), "")

    def suspect(self, paths: Iterable[str]) -> None:
        """Be careful with these files: a viewer died of one of them."""
        self._frames.suspect(paths)

    def keep_at_most(self, budget: int | None) -> None:
        """Keep so many bytes of decoded frames, or what suits the computer."""
        self._frames.keep_at_most(budget)

    def prepare(self, frames: Iterable[Address]) -> None:
        """Decode these as soon as nothing else is wanted, then what thumbnails need, and pictures never looked at."""
        ahead = [address for address in frames if address not in self._errors]
        unread = [(path, 0) for path in self._pictures if (path, 0) not in self._decoded | self._errors.keys()]
        self._frames.prefetch([*ahead, *self._wanted_thumbnails, *unread])

    def awaits(self, path: str, frame_index: int = 0) -> bool:
        """Whether this frame is not in its file yet, of which more is to come."""
        return (path, frame_index) in self._awaited

    def grow(self, path: str) -> None:
        """More of a file has come, and not yet all: frames that it did not hold may be there now."""
        self._growing[path] = self._growing.get(path, 0) + 1
        self._try_again(path)

    def receive(self, frame: FrameReceived) -> None:
        """A frame has come before the rest of its file."""
        if frame.path in self._growing:
            self._early_frames[frame.path, frame.frame_index] = b64decode(frame.data)
            self._try_again(frame.path)

    def _want(self, say: Callable[[AnyMessage], None]) -> None:
        """Ask for the frame that is still looked at, if it is still not there."""
        path, frame_index = self._looked_at
        if path in self._growing and self._looked_at not in self._decoded | self._early_frames.keys():
            say(FrameWanted(path, frame_index))

    def complete(self, paths: Iterable[str]) -> None:
        """These files have come, or come anew: what was wrong with them, or lacking, may be so no more."""
        again = set(paths)
        self._errors = {address: error for address, error in self._errors.items() if address[0] not in again}
        for path in again & self._growing.keys():
            del self._growing[path]
            self._drop_early_frames({path})
            self._try_again(path)

    def _try_again(self, path: str) -> None:
        awaited = {address for address in self._awaited if address[0] == path}
        self._awaited -= awaited
        self._frames.retry(path)
        for address in awaited:
            self.arrived.emit(*address)

    def _drop_early_frames(self, paths: set[str]) -> None:
        """The frames that came before their files are not needed any more."""
        self._early_frames = {address: data for address, data in self._early_frames.items() if address[0] not in paths}

    def forget(self, paths: Iterable[str]) -> None:
        """Drop all that came from these files."""
        gone = set(paths)
        self._growing = {path: count for path, count in self._growing.items() if path not in gone}
        self._awaited = {address for address in self._awaited if address[0] not in gone}
        self._drop_early_frames(gone)
        self._frames.forget(gone)
        self._decoded = {address for address in self._decoded if address[0] not in gone}
        self._errors = {address: error for address, error in self._errors.items() if address[0] not in gone}
        for address in [address for address in self._wanted_thumbnails if address[0] in gone]:
            del self._wanted_thumbnails[address]
        for path in gone:
            self._pictures.pop(path, None)

    def close(self) -> None:
        """Stop decoding, and ask for nothing more."""
        self._settled.stop()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._frames.close()

    def add_picture(self, path: str, name: str) -> None:
        """What is read from this path is an ordinary picture, which the user knows as ``name``."""
        self._pictures[path] = name

    def locate(self, path: str, sop_instance_uid: str) -> None:
        """Have a file say where its frames lie; ``located`` tells, if it says anything."""
        self._readers.submit(self._read_places, path, sop_instance_uid)

    def thumbnail(self, key: str) -> QImage | None:
        """The thumbnail of ``key``, if it has been made."""
        return self._thumbnails.get(key)

    def wants_thumbnail(self, key: str) -> bool:
        """Whether the thumbnail of ``key`` is being made."""
        return key in self._wanted_thumbnails.values()

    def small_picture(self, path: str) -> QImage | None:
        """A thumbnail that came as a file, read once; ``None`` until it is."""
        if path not in self._thumbnails:
            self._thumbnails[path] = QImage()
            self._readers.submit(self._read_small, path)
        return self._thumbnails[path]

    def want_thumbnail(self, key: str, address: Address) -> None:
        """Make the thumbnail of ``key`` from this frame, in place of an earlier one."""
        self._wanted_thumbnails = {a: k for a, k in self._wanted_thumbnails.items() if k != key} | {address: key}
        if address in self._decoded and (frame := self._frames.get(*address)) is not None:
            self._make_thumbnail(address, frame)

    # --- in the working threads ---

    def _read(self, path: str, frame_index: int) -> StoredFrame:
        name = self._pictures.get(path)
        if name is not None:
            return read_picture(path, name, frame_index)
        growth, early_frame = self._growing.get(path, 0), self._early_frames.get((path, frame_index))
        if growth and early_frame is not None:
            with contextlib.suppress(WetreadError):  # then it comes with the rest
                return read_frame(path, frame_index, growing=True, early_frame=early_frame)
        try:
            return read_frame(path, frame_index, growing=bool(growth))
        except NotYet as error:
            error.as_of = growth
            raise

    def _read_places(self, path: str, sop_instance_uid: str) -> None:
        with contextlib.suppress(Exception):  # whoever shows the image tells what is wrong with it
            places = frame_places(read_header(path).dataset)
            if places:
                self.located.emit(path, sop_instance_uid, places)

    def _read_small(self, path: str) -> None:
        with contextlib.suppress(Exception):  # then there is none
            self._scaled.emit(path, _thumbnail(read_picture(path)))

    # --- in the window's thread ---

    def _take(self, path: str, frame_index: int, result: StoredFrame | Exception) -> None:
        if isinstance(result, NotYet):
            self._await(path, frame_index, result)
            return
        if isinstance(result, Exception):
            self._errors[path, frame_index] = str(result)
            self._wanted_thumbnails.pop((path, frame_index), None)
        else:
            self._decoded.add((path, frame_index))
            self._make_thumbnail((path, frame_index), result)
        self.arrived.emit(path, frame_index)

    def _await(self, path: str, frame_index: int, error: NotYet) -> None:
        if self._growing.get(path, 0) == error.as_of:
            self._awaited.add((path, frame_index))
        else:  # more has come while it was looked for
            self._frames.retry(path)
        self.arrived.emit(path, frame_index)

    def _make_thumbnail(self, address: Address, frame: StoredFrame) -> None:
        """If one of this frame is wanted."""
        key = self._wanted_thumbnails.pop(address, None)
        if key is not None:
            with contextlib.suppress(RuntimeError):  # closed meanwhile
                self._readers.submit(lambda: self._scaled.emit(key, _thumbnail(frame)))

    def _take_thumbnail(self, key: str, image: QImage) -> None:
        self._thumbnails[key] = image
        self.thumbnail_made.emit()


def _thumbnail(frame: StoredFrame) -> QImage:
    """The frame with its initial window, averaged to a small size; of a very large one, every n-th pixel."""
    step = max(1, max(frame.values.shape[:2]) // LARGEST_AVERAGED)
    small = StoredFrame(frame.values[::step, ::step].copy(), frame.description)
    pixels = voi.to_rgb32(small, windowing.initial_window(frame))
    rows, columns = pixels.shape
    data = pixels.tobytes()  # the image borrows it
    image = QImage(data, columns, rows, columns * 4, QImage.Format.Format_RGB32)
    scale = THUMBNAIL / max(columns, rows * frame.description.aspect)
    size = QSize(max(1, round(columns * scale)), max(1, round(rows * frame.description.aspect * scale)))
    return image.scaled(size, transformMode=Qt.TransformationMode.SmoothTransformation).copy()
