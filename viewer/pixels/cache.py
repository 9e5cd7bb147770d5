"""Decoded frames, ready before they are wanted: a few threads, a budget of bytes, the frame on screen first.

The decoders let other threads run, so threads are enough, and the screen keeps its own.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from viewer.pixels.decode import NotYet, StoredFrame, read_frame

Key = tuple[str, int]
"""A file's path, and the frame in it, counted from 0."""

MOST_THREADS = 4


def default_budget() -> int:
    """A quarter of the memory, between 256 MiB and 2 GiB, in bytes."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(1 << 28, min(memory // 4, 1 << 31))


class Frames:
    """A cache of decoded frames that fills itself. Every method may be called from any thread and returns at once.

    Parameters
    ----------
    on_ready
        Called by a worker thread with path, frame index, and the frame or why there is none.
    decoding, decoded
        Called by a worker thread before and after a file is decoded, ``decoded`` with the error's words or ``""``: who
        hears of the first and not of the second knows which file ended the process.
    budget
        Bytes of decoded frames to keep, ``default_budget()`` if left out.
    threads
        Decoders at a time; one less than the processors if left out, at most 4.
    """

    def __init__(
        self,
        on_ready: Callable[[str, int, StoredFrame | Exception], None],
        decoding: Callable[[str], None] = lambda path: None,
        decoded: Callable[[str, str], None] = lambda path, error: None,
        budget: int | None = None,
        threads: int | None = None,
        read: Callable[[str, int], StoredFrame] = read_frame,
    ) -> None:
        self._on_ready, self._decoding, self._decoded, self._read = on_ready, decoding, decoded, read
        self._budget = default_budget() if budget is None else budget
        self._kept: OrderedDict[Key, StoredFrame] = OrderedDict()  # the least recently asked for first
        self._size = 0
        self._asked: dict[Key, None] = {}  # by get, and missing yet; the newest first
        self._wanted: dict[Key, None] = {}  # by prefetch; the most urgent first
        self._running: set[Key] = set()
        self._failed: set[Key] = set()
        self._suspects: frozenset[str] = frozenset()
        self._closed = False
        self._changed = threading.Condition()
        count = threads or max(1, min((os.cpu_count() or 2) - 1, MOST_THREADS))
        self._threads = [threading.Thread(target=self._work, name=f"decode-{n}", daemon=True) for n in range(count)]
        for thread in self._threads:
            thread.start()

    def get(self, path: str, frame_index: int = 0) -> StoredFrame | None:
        """The frame if it is at hand; else it is decoded next, before anything else, and ``on_ready`` called.

        A frame that could not be decoded is tried again.
        """
        key = path, frame_index
        with self._changed:
            frame = self._kept.get(key)
            if frame is not None:
                self._kept.move_to_end(key)
            else:
                self._failed.discard(key)
                self._asked = {key: None, **self._asked}
                self._changed.notify_all()
            return frame

    def prefetch(self, frames: Iterable[Key]) -> None:
        """All that is wanted now, the most urgent first: the frames on screen, then those that may come next.

        What was wanted before and is not among them is not decoded any more, and goes first when memory is short.
        """
        wanted = dict.fromkeys(frames)
        with self._changed:
            if self._asked or list(wanted) != list(self._wanted):
                self._asked, self._wanted = {}, wanted
                self._changed.notify_all()

    def keep_at_most(self, budget: int | None) -> None:
        """Keep so many bytes of decoded frames from now on, ``default_budget()`` for ``None``."""
        self._budget = default_budget() if budget is None else budget

    def suspect(self, paths: Iterable[str]) -> None:
        """These files were being decoded when a viewer died: nothing else is decoded while one of them is."""
        with self._changed:
            self._suspects = frozenset(paths)

    def retry(self, path: str) -> None:
        """More of this file has come: what could not be decoded of it is tried again when it is wanted."""
        with self._changed:
            self._failed = {key for key in self._failed if key[0] != path}
            self._changed.notify_all()

    def forget(self, paths: Iterable[str]) -> None:
        """Drop the frames of these files, and every wish for them."""
        gone = set(paths)
        with self._changed:
            for key in [key for key in self._kept if key[0] in gone]:
                self._drop(key)
            self._asked = {key: None for key in self._asked if key[0] not in gone}
            self._wanted = {key: None for key in self._wanted if key[0] not in gone}

    def close(self, timeout: float = 2.0) -> None:
        """Stop; waits up to ``timeout`` seconds for each decoder that is still at work."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(timeout)

    # the workers

    def _work(self) -> None:
        while (key := self._claim()) is not None:
            result = self._decode(key)
            with self._changed:
                self._running.discard(key)
                self._asked.pop(key, None)
                if isinstance(result, Exception):
                    self._failed.add(key)
                else:
                    self._keep(key, result)
                self._changed.notify_all()
                closed = self._closed
            if not closed:
                self._on_ready(*key, result)

    def _claim(self) -> Key | None:
        """Wait for something to decode and take it; ``None`` at the end."""
        with self._changed:
            while not self._closed:
                key = next((key for key in self._wishes() if self._may_start(key)), None)
                if key is not None:
                    self._running.add(key)
                    return key
                self._changed.wait()
        return None

    def _wishes(self) -> Iterator[Key]:
        """What is to be decoded, in this order. For what was not asked for there must be room."""
        room = self._size < self._budget or self._unwanted() is not None
        wishes = chain(self._asked, self._wanted) if room else iter(self._asked)
        done = self._kept.keys() | self._running | self._failed
        return (key for key in wishes if key not in done)

    def _may_start(self, key: Key) -> bool:
        alone = key[0] in self._suspects or any(path in self._suspects for path, _ in self._running)
        return not (alone and self._running)

    def _decode(self, key: Key) -> StoredFrame | Exception:
        self._decoding(key[0])
        try:
            result: StoredFrame | Exception = self._read(*key)
        except Exception as error:  # shown in place of the picture, whatever it is
            result = error
        wrong = isinstance(result, Exception) and not isinstance(result, NotYet)
        self._decoded(key[0], str(result) if wrong else "")
        return result

    def _keep(self, key: Key, frame: StoredFrame) -> None:
        self._suspects -= {key[0]}
        self._kept[key] = frame
        self._size += frame.nbytes
        while self._size > self._budget and (unwanted := self._unwanted()) is not None:
            self._drop(unwanted)

    def _unwanted(self) -> Key | None:
        """The frame that nobody has asked for longest, of those that are not wanted now."""
        return next((key for key in self._kept if key not in self._wanted), None)

    def _drop(self, key: Key) -> None:
        self._size -= self._kept.pop(key).nbytes
