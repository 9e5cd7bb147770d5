"""Thumbnails, and frames that are looked at before their file has come so far."""

from __future__ import annotations

import gc
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from launcher.protocol.events import FrameReceived, InstanceBegun
from launcher.protocol.wishes import FrameWanted
from tests.servers.studies import multi_frame
from tests.viewer.conftest import slices, tell
from viewer.files.supply import THUMBNAIL, _thumbnail
from viewer.pixels.decode import StoredFrame
from viewer.pixels.description import FrameDescription


@pytest.mark.parametrize("size", [THUMBNAIL, THUMBNAIL - 1, 3 * THUMBNAIL])
def test_a_thumbnail_owns_its_pixels(size: int) -> None:
    """Also where the image has the size of a thumbnail already, so that nothing needs to be scaled."""
    values = np.full((size, size), 200, np.uint8)
    description = FrameDescription(rows=size, columns=size, bits_allocated=8, bits_stored=8, high_bit=7, modality="OT")
    image = _thumbnail(StoredFrame(values, description))
    gc.collect()
    rubbish = [bytearray(b"\x55" * (size * size * 4)) for _ in range(20)]
    assert len(rubbish) == 20
    assert {image.pixel(x, y) & 0xFF for x in range(0, THUMBNAIL, 5) for y in range(0, THUMBNAIL, 5)} == {200}


FRAME = 64 * 64 * 2
"""Bytes."""


@pytest.fixture
def loop(store: Any, tmp_path: Path) -> tuple[str, bytes]:
    """A loop of 20 frames of which the first has come: the path of what is there, and all of it."""
    data = multi_frame(tmp_path / "loop", 20, 64).files[0].read_bytes()
    growing = tmp_path / "growing"
    growing.write_bytes(data[: len(data) - 19 * FRAME])
    update, received = slices(1)
    begun = replace(received.instances[0], number_of_frames=20, path=str(growing), size=growing.stat().st_size)
    tell(store, replace(update, state="loading", received=0), InstanceBegun(update.key, begun))
    store.show_series(update.key)
    return str(growing), data


def look_at(store: Any, frame_index: int) -> None:
    store.change(lambda now, _: now.scrolled_to(frame_index))
    store.sight(0)


def wanted(said: list[Any]) -> list[FrameWanted]:
    return [message for message in said if isinstance(message, FrameWanted)]


def test_a_frame_that_is_looked_at_is_asked_for_and_shown(store: Any, said: Any, loop: Any, until: Any) -> None:
    path, data = loop
    look_at(store, 12)
    until(lambda: store.sight(0).awaited and wanted(said))
    start = len(data) - 8 * FRAME

    tell(store, FrameReceived(path, 12, b64encode(data[start : start + FRAME]).decode()))

    until(lambda: store.sight(0).image is not None)
    assert int(store.sight(0).image.values[0, 0]) == 12
    assert wanted(said) == [FrameWanted(path, 12)]


def test_nothing_is_asked_for_once_the_window_has_closed(store: Any, said: Any, loop: Any, until: Any) -> None:
    look_at(store, 12)
    until(lambda: store.sight(0).awaited)
    store.supply.close()

    assert not store.supply._settled.isActive()
    assert wanted(said) == []


def test_frames_that_are_passed_by_are_not_asked_for(store: Any, said: Any, loop: Any, until: Any) -> None:
    path, _ = loop
    for frame_index in range(5, 12):
        look_at(store, frame_index)
    until(lambda: store.sight(0).awaited and wanted(said))

    assert wanted(said) == [FrameWanted(path, 11)]


def test_a_frame_that_cannot_be_used_is_awaited_with_the_rest(store: Any, said: Any, loop: Any, until: Any) -> None:
    path, data = loop
    look_at(store, 12)
    until(lambda: store.sight(0).awaited and wanted(said))

    tell(store, FrameReceived(path, 12, b64encode(b"too short").decode()))

    until(lambda: store.sight(0).awaited)
    Path(path).write_bytes(data)
    store.supply.grow(path)
    until(lambda: store.sight(0).image is not None)
    assert store.sight(0).error == ""
