"""What stands in a view whose frame has not come: why, and whether it will."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from launcher.protocol.events import InstanceBegun
from tests.viewer.conftest import slices, tell
from viewer.views.image_view import _words


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("loading", "Frame 412 is on its way"),
        ("paused", "Frame 412 has not come yet: this series is paused"),
        ("failed", "Frame 412 has not come"),
    ],
)
def test_a_frame_that_has_not_come_says_so(store: Any, tmp_path: Path, state: Any, words: str, until: Any) -> None:
    update, received = slices(1)
    begun = replace(received.instances[0], number_of_frames=1000, path=str(tmp_path / "gone"), size=9999)
    tell(store, replace(update, state=state, received=0), InstanceBegun(update.key, begun))
    store.show_series(update.key)
    store.change(lambda now, _: now.scrolled_to(411))
    until(lambda: store.sight(0).awaited)

    assert _words(store.sight(0), store.library.get(update.key).update.state) == words
