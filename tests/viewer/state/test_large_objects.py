"""A large object that is still coming is shown as far as it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from launcher.protocol.events import InstanceBegun, InstancesReceived
from launcher.protocol.wishes import Decoded
from tests.servers.studies import multi_frame
from tests.viewer.conftest import announcement, tell
from tests.viewer.state.telling import job


class TestALargeObjectThatIsStillComing:
    """``loop`` has 6 frames; the window hears of it when 2 are there."""

    until: Callable[[Callable[[], Any]], None]

    @pytest.fixture(autouse=True)
    def patience(self, until: Any) -> None:
        self.until = until

    @pytest.fixture
    def loop(self, tmp_path: Path) -> Path:
        return multi_frame(tmp_path / "whole", 6, 16).files[0]

    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return tmp_path / "coming"

    def come(self, store: Any, loop: Path, file: Path, frames: int, state: str = "loading") -> None:
        """So many frames have come."""
        update, received = announcement(loop, state=state)
        size = loop.stat().st_size - (6 - frames) * 16 * 16 * 2
        file.write_bytes(loop.read_bytes()[:size])
        instance = replace(received.instances[0], path=str(file), size=size)
        whole = frames == 6
        message = InstancesReceived(update.key, (instance,)) if whole else InstanceBegun(update.key, instance)
        tell(store, job(1, update.key), replace(update, expected=1, received=int(whole)), message)

    def sight(self, store: Any, position: int) -> Any:
        store.change(lambda now, _: now.scrolled_to(position))
        self.until(lambda: (sight := store.sight(0)).image is not None or sight.awaited)
        return store.sight(0)

    def test_its_frames_are_shown_as_far_as_they_are_there(self, store: Any, loop: Path, file: Path) -> None:
        self.come(store, loop, file, 2)

        assert store.desk.group.view.count == 6
        assert [self.sight(store, position).awaited for position in range(6)] == [False, False, True, True, True, True]

        self.come(store, loop, file, 4)
        assert [self.sight(store, position).awaited for position in range(6)] == [False] * 4 + [True] * 2

        self.come(store, loop, file, 6, state="complete")
        assert [self.sight(store, position).awaited for position in range(6)] == [False] * 6
        assert self.sight(store, 5).image.values[0, 0] == 5

    def test_a_frame_in_sight_appears_when_it_has_come(self, store: Any, loop: Path, file: Path) -> None:
        self.come(store, loop, file, 2)
        assert self.sight(store, 3).awaited

        self.come(store, loop, file, 4)

        self.until(lambda: store.sight(0).image is not None)
        assert store.desk.group.view.position == 3

    def test_a_transfer_that_begins_anew_takes_its_frames_along(
        self, store: Any, loop: Path, file: Path, said: list[Any]
    ) -> None:
        self.come(store, loop, file, 4)
        assert not self.sight(store, 3).awaited
        file.unlink()

        self.come(store, loop, file.with_name("again"), 2)

        assert self.sight(store, 3).awaited
        assert not self.sight(store, 1).awaited
        assert [message.error for message in said if isinstance(message, Decoded) and message.error] == []

    def test_another_service_does_not_hear_that_it_is_here(self, store: Any, loop: Path, file: Path) -> None:
        self.come(store, loop, file, 4)
        store.lose_service()

        (update,) = store.library.holds()

        assert (update.state, update.received) == ("failed", 0)
