"""From what is in sight to what others chose or speak of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from launcher.protocol.events import JobUpdate
from tests.viewer.conftest import announcement, positions, slices, tell
from tests.viewer.documents.objects import code, key_objects, saved
from viewer.documents.page import Reference
from viewer.state import navigation
from viewer.views.image_view import ImageView

KEY_OBJECTS = "1.2.840.10008.5.1.4.1.1.88.59"
DONE = JobUpdate(1, "a click", "local", "done")


@pytest.fixture
def choose(window: Any, tmp_path: Path, until: Callable[..., None]) -> Callable[..., None]:
    """Load ten images, then a key object selection that chose some; wait until it has been read."""

    def load(*references: tuple[str, tuple[int, ...]], title: Any = None) -> None:
        path = saved(tmp_path / "ko.dcm", key_objects(*references, title=title), KEY_OBJECTS, "KO")
        tell(window.store, *slices(10), DONE, *announcement(path))
        until(window.store.attachments.selections)

    return load


def marks(window: Any) -> tuple[str, ...]:
    """What stands on the image in the selected view."""
    view: ImageView = window.grid.views[window.store.desk.group.selected]
    return view._marks(window.store.sight(window.store.desk.group.selected))


def test_the_key_images_of_a_selection_are_gone_through_after_the_users_own(window: Any, choose: Any) -> None:
    choose(("A.1.3", ()), ("A.1.7", ()), ("not.loaded", ()))
    window.store.change(lambda now, _: now.scrolled_to(8))
    window.menus.actions["key-image"].trigger()
    seen = []
    for _ in range(4):
        window.menus.actions["next-key-image"].trigger()
        seen += positions(window.store)
    assert seen == [2, 6, 8, 2]


def test_an_image_that_both_chose_is_one_key_image(window: Any, choose: Any) -> None:
    choose(("A.1.1", ()), ("A.1.7", ()))
    window.menus.actions["key-image"].trigger()
    assert [image.sop_instance_uid for image in navigation.key_images(window.store)] == ["A.1.1", "A.1.7"]


def test_each_frame_that_was_chosen_is_a_key_image(window: Any, choose: Any) -> None:
    choose(("A.1.3", (2, 4)))
    assert [image.frame_index for image in navigation.key_images(window.store)] == [1, 3]


def test_the_image_says_who_chose_it_and_why(window: Any, choose: Any) -> None:
    choose(("A.1.1", ()))
    assert marks(window) == ("★ For Referring Provider",)
    window.menus.actions["key-image"].trigger()
    assert marks(window) == ("★ Key image", "★ For Referring Provider")


def test_images_that_were_rejected_say_so_and_are_no_key_images(window: Any, choose: Any) -> None:
    choose(("A.1.1", ()), title=code("Rejected for Quality Reasons", "113001", "DCM"))
    assert marks(window) == ("✕ Rejected for Quality Reasons",)
    assert navigation.key_images(window.store) == ()


def test_key_images_go_with_the_selection_that_chose_them(window: Any, choose: Any) -> None:
    choose(("A.1.3", ()))
    window.store.close_series([r.update.key for r in window.store.library.series() if r.update.series.modality == "KO"])
    assert navigation.key_images(window.store) == ()


def test_an_instance_is_told_by_its_series_and_number_or_as_not_loaded(store: Any) -> None:
    update, received = slices(3, series="4")
    tell(store, update, received)
    assert navigation.told(store, [Reference("A.4.2"), Reference("other")]) == ["MR, image 2", "not loaded"]
