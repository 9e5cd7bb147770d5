from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from viewer.pixels.cache import Frames, Key
from viewer.pixels.decode import StoredFrame, Undecodable
from viewer.pixels.description import FrameDescription

FRAME_BYTES = 100


class Decoder:
    """Stands in for ``read_frame``: each call waits for ``let``, and is written down."""

    def __init__(self) -> None:
        self.begun: queue.Queue[Key] = queue.Queue()
        self.events: list[str] = []
        self.ready: queue.Queue[tuple[str, int, StoredFrame | Exception]] = queue.Queue()
        self._allowed = threading.Semaphore(0)
        self.broken: set[str] = set()

    def read(self, path: str, frame_index: int) -> StoredFrame:
        self.begun.put((path, frame_index))
        assert self._allowed.acquire(timeout=60)
        if path in self.broken:
            raise Undecodable("It cannot be shown", todo="")
        return StoredFrame(np.zeros((10, 10), np.uint8), FrameDescription(rows=10, columns=10))

    def let(self, count: int = 1) -> None:
        for _ in range(count):
            self._allowed.release()

    def next_begun(self) -> str:
        return self.begun.get(timeout=60)[0]

    def finish(self, count: int = 1) -> list[str]:
        """Let so many be decoded; returns their paths as they become ready."""
        self.let(count)
        return [self.ready.get(timeout=60)[0] for _ in range(count)]


@pytest.fixture
def decoder() -> Decoder:
    return Decoder()


@pytest.fixture
def frames(decoder: Decoder) -> Iterator[Callable[..., Frames]]:
    made: list[Frames] = []

    def make(threads: int = 1, room: int = 100) -> Frames:
        made.append(
            Frames(
                lambda *result: decoder.ready.put(result),
                lambda path: decoder.events.append(f"+{path}"),
                lambda path, error: decoder.events.append(f"-{path} {error}".rstrip()),
                budget=room * FRAME_BYTES,
                threads=threads,
                read=decoder.read,
            )
        )
        return made[-1]

    yield make
    decoder.let(1000)
    for cache in made:
        cache.close()


def nothing_begins(decoder: Decoder) -> bool:
    with pytest.raises(queue.Empty):
        decoder.begun.get(timeout=0.05)
    return True


def test_a_frame_is_decoded_once_and_then_at_hand(frames: Callable[..., Frames], decoder: Decoder) -> None:
    cache = frames()
    assert cache.get("a") is None
    decoder.finish()
    frame = cache.get("a")
    assert isinstance(frame, StoredFrame)
    assert cache.get("a") is frame
    assert decoder.begun.qsize() == 1


def test_what_is_asked_for_last_comes_first_and_before_what_is_only_likely(
    frames: Callable[..., Frames], decoder: Decoder
) -> None:
    cache = frames()
    cache.prefetch([("0", 0), ("1", 0), ("2", 0)])
    assert decoder.next_begun() == "0"
    cache.get("a")
    cache.get("b")
    assert decoder.finish(5) == ["0", "b", "a", "1", "2"]


def test_what_is_no_longer_wanted_is_not_decoded(frames: Callable[..., Frames], decoder: Decoder) -> None:
    cache = frames()
    cache.get("running")
    assert decoder.next_begun() == "running"
    cache.get("left behind")
    cache.prefetch([("now", 0), ("next", 0)])
    assert decoder.finish(3) == ["running", "now", "next"]
    assert decoder.begun.qsize() == 2


def test_frames_nobody_wants_make_room_the_longest_unseen_first(
    frames: Callable[..., Frames], decoder: Decoder
) -> None:
    cache = frames(room=3)
    for path in "abc":
        cache.get(path)
        decoder.finish()
    assert cache.get("a") is not None
    cache.get("d")
    decoder.finish()
    cache.prefetch([])
    assert [path for path in "acd" if cache.get(path) is not None] == ["a", "c", "d"]
    assert cache.get("b") is None


def test_prefetching_ends_where_memory_does_and_throws_out_nothing_that_is_wanted(
    frames: Callable[..., Frames], decoder: Decoder
) -> None:
    cache = frames(room=3)
    decoder.let(10)
    cache.prefetch([(path, 0) for path in "abcdefgh"])
    assert [decoder.ready.get(timeout=60)[0] for _ in range(3)] == ["a", "b", "c"]
    decoder.begun.queue.clear()
    assert nothing_begins(decoder)
    cache.get("h")
    assert decoder.ready.get(timeout=60)[0] == "h"
    assert all(cache.get(path) is not None for path in "abch")


def test_the_frames_of_one_file_are_kept_apart(frames: Callable[..., Frames], decoder: Decoder) -> None:
    cache = frames()
    cache.prefetch([("a", 0), ("a", 1)])
    decoder.finish(2)
    assert cache.get("a", 0) is not cache.get("a", 1)


def test_an_error_is_handed_over_and_tried_again_only_when_asked_for(
    frames: Callable[..., Frames], decoder: Decoder
) -> None:
    cache = frames()
    decoder.broken.add("a")
    cache.prefetch([("a", 0)])
    decoder.let()
    assert isinstance(decoder.ready.get(timeout=60)[2], Undecodable)
    cache.prefetch([("a", 0)])
    decoder.begun.queue.clear()
    assert nothing_begins(decoder)
    decoder.broken.clear()
    assert cache.get("a") is None
    assert decoder.finish() == ["a"]


def test_each_decode_is_announced_before_and_after(frames: Callable[..., Frames], decoder: Decoder) -> None:
    cache = frames()
    decoder.broken.add("b")
    cache.prefetch([("a", 0), ("b", 0)])
    assert decoder.next_begun() == "a"
    assert decoder.events == ["+a"]
    decoder.finish(2)
    assert decoder.events == ["+a", "-a", "+b", "-b It cannot be shown."]


def test_a_suspect_is_decoded_alone(frames: Callable[..., Frames], decoder: Decoder) -> None:
    cache = frames(threads=3)
    cache.suspect(["s", "t"])
    cache.prefetch([("s", 0), ("a", 0), ("t", 0), ("b", 0)])
    assert decoder.next_begun() == "s"
    assert nothing_begins(decoder)
    decoder.finish()
    assert {decoder.next_begun(), decoder.next_begun()} == {"a", "b"}
    assert nothing_begins(decoder)
    decoder.finish(2)
    assert decoder.next_begun() == "t"
    decoder.finish()


def test_a_suspect_that_was_decoded_is_one_no_more(frames: Callable[..., Frames], decoder: Decoder) -> None:
    cache = frames(threads=2)
    cache.suspect(["s"])
    cache.get("s", 0)
    decoder.finish()
    cache.prefetch([("s", 1), ("a", 0)])
    decoder.begun.get(timeout=60)
    assert {decoder.next_begun(), decoder.next_begun()} == {"s", "a"}


def test_files_that_were_closed_are_forgotten(frames: Callable[..., Frames], decoder: Decoder) -> None:
    cache = frames()
    cache.get("a")
    decoder.finish()
    cache.prefetch([("b", 0), ("a", 1), ("a", 2)])
    cache.forget(["a"])
    assert decoder.finish() == ["b"]
    decoder.begun.queue.clear()
    assert nothing_begins(decoder)
    assert cache.get("a") is None


def test_closing_ends_the_threads_and_reports_nothing_more(frames: Callable[..., Frames], decoder: Decoder) -> None:
    before = threading.active_count()
    cache = frames(threads=3)
    cache.prefetch([(path, 0) for path in "abcdef"])
    for _ in range(3):
        decoder.next_begun()
    threading.Timer(0.05, decoder.let, (3,)).start()
    cache.close()
    assert threading.active_count() <= before + 1
    assert decoder.ready.empty()
