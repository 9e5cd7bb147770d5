"""The state of the window: who comes to the front, what follows what, and what is never lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtGui import qGray, qRed

from launcher.protocol.events import (
    ImageReceived,
    ImagesClosed,
    InstanceBegun,
    InstancesReceived,
    JobUpdate,
    Message,
    SeriesClosed,
)
from launcher.protocol.wishes import CancelJob, Close, Decoded, ImageShown, PictureShown, Prioritize, Retry
from tests.servers.studies import multi_frame
from tests.viewer.conftest import announcement, bundled, positions, slices, tell
from viewer.model.geometry import ViewSize
from viewer.model.layout import LAYOUTS
from viewer.model.viewport import Viewport
from viewer.state import navigation
from viewer.state.description import described


def job(number: int, *keys: str, foreground: bool = True, state: str = "loading") -> JobUpdate:
    return JobUpdate(number, f"job {number}", "manifest", state, foreground=foreground, series=keys)


def report() -> list[Any]:
    """A structured report of the patient of ``slices``, which nothing but its description exists of."""
    update, came = slices(1, series="9")
    document = replace(came.instances[0], sop_class_uid="1.2.840.10008.5.1.4.1.1.88.33")
    return [replace(update, kind="document"), InstancesReceived(came.key, (document,))]


def titles(store: Any) -> list[str]:
    return [group.title for group in store.desk.groups]


def front(store: Any) -> str:
    return store.desk.group.title if store.desk.group is not None else ""


def notices(store: Any) -> list[Any]:
    return list(store.board.notices.notices)


class TestWhoComesToTheFront:
    def test_the_first_click_of_an_empty_window_shows_at_once(self, store: Any, said: list[Any]) -> None:
        tell(store, job(1), *slices(3))
        assert front(store) == "Doe, P"
        assert store.desk.group.view.count == 3
        assert any(isinstance(message, Prioritize) for message in said)

    def test_a_click_shows_its_first_series_also_when_another_is_a_moment_faster(self, store: Any, until: Any) -> None:
        (first, came), (second, other) = slices(3), slices(3, series="2")
        coming = [replace(update, state="loading", received=0) for update in (first, second)]
        tell(store, job(1, first.key, second.key), *coming, other)
        assert store.desk.group is None
        tell(store, came)
        assert store.desk.group.view.series_key == first.key

    def test_a_series_of_which_all_has_come_is_waited_for_until_the_window_has_it_too(self, store: Any) -> None:
        (first, came), (second, other) = slices(3), slices(3, series="2")
        tell(store, job(1, first.key, second.key), first, second, other)
        assert store.desk.group is None
        tell(store, came)
        assert store.desk.group.view.series_key == first.key

    def test_a_click_shows_what_it_has_when_its_first_series_takes_its_time(self, store: Any, until: Any) -> None:
        (first, _), (second, other) = slices(3), slices(3, series="2")
        coming = [replace(update, state="loading", received=0) for update in (first, second)]
        tell(store, job(1, first.key, second.key), *coming, other)
        until(lambda: store.desk.group is not None)
        assert store.desk.group.view.series_key == second.key

    def test_a_later_click_on_another_patient_comes_to_the_front_in_its_own_group(self, store: Any) -> None:
        tell(store, job(1), *slices(3), job(2), *slices(3, "B", "2", "Q", job=2))
        assert titles(store) == ["Doe, P", "Doe, Q"]
        assert front(store) == "Doe, Q"

    def test_an_older_click_that_is_slow_does_not_push_the_newer_one_away(self, store: Any) -> None:
        tell(store, job(1), job(2), *slices(3, "B", "2", "Q", job=2), *slices(3))
        assert titles(store) == ["Doe, Q"]

    def test_what_nobody_waits_for_only_announces_itself(self, store: Any) -> None:
        tell(store, job(1), *slices(3))
        arrived = slices(3, "B", "2", "Q", job=2)
        tell(store, job(2, foreground=False), *arrived)
        assert titles(store) == ["Doe, P"]
        assert store.unseen == {arrived[0].key}
        (found,) = notices(store)
        assert "Doe, Q" in found.message.title
        store.show_series(found.key)
        assert notices(store) == []
        assert front(store) == "Doe, Q"
        assert not store.unseen

    def test_what_is_to_be_shown_when_all_of_it_is_here_is_shown_then(self, store: Any) -> None:
        tell(store, job(1), *slices(3), job(2, foreground=False), *slices(3, "B", "2", "Q", job=2))
        assert front(store) == "Doe, P"
        tell(store, job(2, state="done"))
        assert front(store) == "Doe, Q"
        assert notices(store) == []

    def test_a_series_that_is_chosen_before_it_comes_is_asked_for_and_shown_when_it_has(
        self, store: Any, said: list[Any]
    ) -> None:
        first, later = slices(3), slices(3, series="B")
        tell(store, job(1), *first, replace(later[0], state="queued", received=0))

        store.choose_series(later[0].key)

        assert said[-1] == Prioritize(later[0].key)
        (notice,) = notices(store)
        assert notice.message.title == "This series is coming"
        tell(store, *later)
        assert store.desk.group.view.series_key == later[0].key
        assert notices(store) == []

    def test_a_click_whose_job_is_told_after_its_images_is_shown_and_not_announced(self, store: Any) -> None:
        tell(store, *slices(3)[:1])
        store.apply(slices(3)[1])
        tell(store, job(1))
        assert front(store) == "Doe, P"
        assert notices(store) == []

    def test_a_user_who_has_turned_to_something_else_is_not_disturbed(self, store: Any) -> None:
        first = slices(3)
        tell(store, job(1), *first, job(2))
        store.show_series(first[0].key)
        tell(store, *slices(3, "B", "2", "Q", job=2))
        assert front(store) == "Doe, P"
        assert len(notices(store)) == 1

    def test_a_click_on_what_is_open_already_shows_it_again(self, store: Any) -> None:
        first = slices(3)
        tell(store, job(1), *first, job(2), *slices(3, "B", "2", "Q", job=2))
        tell(store, job(3, first[0].key, state="done"))
        assert front(store) == "Doe, P"

    def test_a_second_series_of_the_patient_keeps_the_layout_and_takes_the_first_empty_view(self, store: Any) -> None:
        tell(store, job(1), *slices(3))
        store.arrange(LAYOUTS["2x2"])
        tell(store, job(2), *slices(4, "B", "2", job=2))
        assert store.desk.group.layout.id == "2x2"
        assert [view.count for view in store.desk.group.views] == [3, 4, 0, 0]
        assert store.desk.group.selected == 1

    def test_an_image_is_drawn_anew_when_another_word_is_told_of_its_series(self, store: Any) -> None:
        """It says how many are to come, also where those go to another stack than the one in the view."""
        update, came = slices(3)
        other, _ = slices(3, "B", "2")
        tell(store, job(1), replace(update, expected=5, state="loading"), came)
        drawn: list[None] = []
        store.desk_changed.connect(lambda: drawn.append(None))
        tell(store, other)
        assert drawn == []
        tell(store, replace(update, state="complete"))
        assert drawn == [None]
        tell(store)
        assert drawn == [None]

    def test_documents_wait_for_the_images_of_their_click(self, store: Any) -> None:
        tell(store, job(1, state="loading"), *report())
        assert store.desk.group is None
        tell(store, *slices(3), job(1, state="done"))
        assert store.desk.group.view.count == 3

    def test_a_document_does_not_get_ahead_of_images_that_are_told_of_after_it(self, store: Any) -> None:
        images = slices(3)
        for message in (job(1, images[0].key, state="done"), *report(), *images):
            store.apply(message)
        store.catch_up()
        assert store.desk.group.view.count == 3

    def test_a_document_is_shown_where_a_click_brought_no_image(self, store: Any) -> None:
        tell(store, job(1, state="loading"), *report())
        tell(store, job(1, state="done"))
        assert store.is_document(store.sight(0))

    def test_the_promised_order_decides_which_series_is_shown(self, store: Any) -> None:
        first, second = slices(2, series="1"), slices(2, series="2")
        tell(store, *second, *first, job(1, first[0].key, second[0].key))
        assert store.desk.group.view.series_key == first[0].key

    def test_a_new_service_counts_its_jobs_from_one(self, store: Any) -> None:
        tell(store, job(7), *slices(3, job=7))
        store.begin_anew()
        tell(store, job(1), *slices(3, "B", "2", "Q"))
        assert front(store) == "Doe, Q"
        assert titles(store) == ["Doe, P", "Doe, Q"]


class TestStacksThatGrow:
    def grow(self, store: Any, before: slice, after: slice, scroll_to: int) -> int:
        update, received = slices(9)
        tell(store, job(1), update, replace(received, instances=received.instances[before]))
        store.change(lambda now, _: now.scrolled_to(scroll_to))
        tell(store, replace(received, instances=received.instances[after]))
        return store.desk.group.view.position

    def test_the_image_on_screen_stays_when_earlier_ones_arrive(self, store: Any) -> None:
        assert self.grow(store, slice(6, 9), slice(0, 6), scroll_to=1) == 7
        assert store.desk.group.view.count == 9

    def test_who_stands_at_the_first_image_stays_at_the_first(self, store: Any) -> None:
        assert self.grow(store, slice(6, 9), slice(0, 6), scroll_to=0) == 0

    def test_many_messages_are_drawn_once(self, store: Any, until: Any) -> None:
        drawn: list[None] = []
        store.lists_changed.connect(lambda: drawn.append(None))
        update, received = slices(600)
        store.apply(update)
        for instance in received.instances:
            store.apply(InstancesReceived(update.key, (instance,)))
        until(lambda: drawn)
        assert len(drawn) == 1


class TestClosing:
    def test_closing_the_series_of_a_patient_closes_the_group(self, store: Any) -> None:
        gone = slices(3)
        tell(store, job(1), *gone, job(2), *slices(3, "B", "2", "Q", job=2))
        tell(store, SeriesClosed((gone[0].key,)))
        assert titles(store) == ["Doe, Q"]
        assert front(store) == "Doe, Q"

    def test_closing_one_of_two_series_empties_its_view(self, store: Any) -> None:
        first, second = slices(3, series="1"), slices(3, series="2")
        tell(store, job(1), *first, *second)
        store.arrange(LAYOUTS["1x2"])
        store.show_series(second[0].key)
        tell(store, SeriesClosed((first[0].key,)))
        assert [view.series_key for view in store.desk.group.views] == ["", second[0].key]

    def test_the_user_closes_at_once_and_the_service_is_told(self, store: Any, said: list[Any]) -> None:
        tell(store, job(1), *slices(3))
        store.close_group()
        assert store.desk.group is None
        assert [message.keys for message in said if isinstance(message, Close)] == [(slices(3)[0].key,)]

    def test_what_is_closed_and_loaded_again_is_shown_again(self, store: Any, said: list[Any]) -> None:
        tell(store, job(1), *slices(3))
        store.close_group()
        tell(store, job(2), *slices(3, job=2))
        assert front(store) == "Doe, P"


class TestWishes:
    def test_a_running_job_is_cancelled_and_one_that_ended_is_dismissed(self, store: Any, said: list[Any]) -> None:
        tell(store, job(1), job(2, state="failed"))
        store.cancel(1)
        store.cancel(2)
        assert said == [CancelJob(1)]
        assert list(store.jobs) == [1]

    def test_retry_names_the_series(self, store: Any, said: list[Any]) -> None:
        tell(store, job(1, "x", state="partial"))
        store.wishes.retry(store.jobs.series_of(1))
        assert said == [Retry(("x",))]

    def test_the_arrow_keys_go_through_the_series_of_the_patient(self, store: Any) -> None:
        first, second = slices(2, series="1"), slices(3, series="2")
        tell(store, job(1), *first, *second, *slices(4, "B", "3", "Q", job=1))
        navigation.go(store, "series", 1)
        assert store.desk.group.view.count == 3
        navigation.go(store, "series", 1)
        assert store.desk.group.view.count == 3
        navigation.go(store, "patient", 1)
        assert front(store) == "Doe, Q"

    def test_messages_that_ask_for_a_window_are_apart_from_those_of_the_bar(self, store: Any) -> None:
        modal: list[Message] = []
        store.modal_message.connect(modal.append)
        plain = Message("2026-01-01T00:00:00+00:00", "info", "Hello")
        tell(store, plain, replace(plain, modal=True))
        assert (len(notices(store)), len(modal)) == (1, 1)


class TestRealImages:
    def test_the_state_of_a_view_is_told_in_dicoms_words(self, store: Any, until: Any) -> None:
        tell(store, job(1), *announcement(bundled("CT_small.dcm")))
        store.resize_view(0, ViewSize(256, 256))
        until(lambda: store.sight(0).image is not None)
        view = described(store, "offscreen")["views"][0]
        assert view["SOPInstanceUID"] == "1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322"
        assert (view["frame"], view["position"], view["count"], view["zoom"]) == (1, 1, 1, 2.0)
        assert view["size"] == [256, 256]
        assert view["window"] > 1

    def test_the_first_image_of_a_series_is_reported_once(self, store: Any, said: list[Any], until: Any) -> None:
        tell(store, job(1), *announcement(bundled("CT_small.dcm")))
        until(lambda: store.sight(0).image is not None)
        store.painted(store.sight(0))
        store.painted(store.sight(0))
        assert len([message for message in said if isinstance(message, ImageShown)]) == 1

    def test_the_images_around_the_first_are_decoded_once_that_is_on_screen(
        self, store: Any, said: list[Any], until: Any
    ) -> None:
        def decoded() -> set[str]:
            return {message.path for message in said if isinstance(message, Decoded)}

        tell(store, job(1), *slices(6))
        of_thumbnail = "/nowhere/A/1/4"
        until(lambda: of_thumbnail in decoded())  # wanted last
        assert decoded() == {"/nowhere/A/1/1", of_thumbnail}
        until(lambda: store.sight(0).error)
        store.painted(store.sight(0))
        until(lambda: len(decoded()) == 6)

    def test_those_around_the_first_of_a_series_that_still_comes_are_left_until_its_end_or_until_somebody_scrolls(
        self, store: Any, until: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        prepared: list[int] = []
        prepare = store.supply.prepare
        monkeypatch.setattr(
            store.supply, "prepare", lambda frames: prepare(kept := list(frames)) or prepared.append(len(kept))
        )
        tell(store, job(1), *slices(6, state="loading", expected=9))
        until(lambda: store.sight(0).error)
        store.painted(store.sight(0))
        assert max(prepared) == 1

        store.change(lambda now, _: now.scrolled(1))
        assert prepared[-1] == 6

    def test_a_thumbnail_is_chosen_when_the_lists_catch_up_not_at_each_batch(self, store: Any) -> None:
        messages = slices(6)
        (key,) = {message.key for message in messages if isinstance(message, InstancesReceived)}
        for message in messages:
            store.apply(message)
        assert not store.supply.wants_thumbnail(key)
        store.be_current()
        assert store.supply.wants_thumbnail(key)

    def test_a_file_that_cannot_be_decoded_is_a_sentence_in_its_view(self, store: Any, until: Any) -> None:
        tell(store, job(1), *announcement(bundled("rtplan.dcm"), SOPClassUID="1.2.840.10008.5.1.4.1.1.2", Rows="9"))
        until(lambda: store.sight(0).error)
        assert store.sight(0).image is None
        assert "pixel" in store.sight(0).error.lower()

    def test_thumbnails_are_made_of_the_middle_image(self, store: Any, until: Any) -> None:
        update, received = announcement(bundled("examples_ybr_color.dcm"))
        tell(store, job(1), update, received)
        until(lambda: store.supply.thumbnail(update.key) is not None)
        assert max(store.supply.thumbnail(update.key).width(), store.supply.thumbnail(update.key).height()) <= 128

    def test_a_thumbnail_of_a_small_image_keeps_its_pixels(self, store: Any, until: Any) -> None:
        """128 × 128 pixels are not scaled, so that nothing else copies them."""
        update, received = announcement(bundled("CT_small.dcm"))
        tell(store, job(1), update, received)
        until(lambda: store.supply.thumbnail(update.key) is not None)
        image = store.supply.thumbnail(update.key)
        before = image.copy()
        rubbish = [bytes([17]) * 65536 for _ in range(50)]
        assert image == before
        assert all(qGray(image.pixel(x, x)) == qRed(image.pixel(x, x)) for x in range(128))
        assert rubbish

    def test_the_window_that_a_file_does_not_name_stays_while_scrolling(self, store: Any, until: Any) -> None:
        tell(store, job(1), *announcement(bundled("CT_small.dcm")))
        until(lambda: store.sight(0).image is not None)
        assert store.sight(0).window == store.sight(0, ViewSize(10, 10)).window

    def test_a_picture_is_shown_and_closed(self, store: Any, said: list[Any], until: Any, tmp_path: Any) -> None:
        from PyQt5.QtGui import QImage

        path = str(tmp_path / "picture.png")
        QImage(40, 30, QImage.Format.Format_RGB32).save(path)
        tell(store, ImageReceived(1, path, "picture"))
        until(lambda: store.sight(0).image is not None)
        store.painted(store.sight(0))
        assert said[-1] == PictureShown(path)
        assert described(store, "")["images"] == [{"path": path, "state": "shown"}]
        tell(store, ImagesClosed())
        assert store.desk.group is None

    def test_of_many_pictures_at_once_each_is_read_and_told(
        self, store: Any, said: list[Any], until: Any, tmp_path: Any
    ) -> None:
        paths = [tmp_path / f"{number}.png" for number in range(40)]
        for path in paths:
            path.write_text("not a picture")
        tell(store, *(ImageReceived(number, str(path), path.name) for number, path in enumerate(paths)))
        store.catch_up()
        until(lambda: {str(path) for path in paths} <= {m.path for m in said if isinstance(m, PictureShown)})

    def test_a_picture_that_is_none_is_told(self, store: Any, said: list[Any], until: Any, tmp_path: Any) -> None:
        path = tmp_path / "picture.png"
        path.write_text("not a picture")
        tell(store, ImageReceived(1, str(path), "picture"))
        until(lambda: store.sight(0).error)
        assert [message.error != "" for message in said if isinstance(message, PictureShown)] == [True]
        tell(store, ImageReceived(2, str(path), "picture"))
        assert [message.error != "" for message in said if isinstance(message, PictureShown)] == [True, True]


def test_an_empty_window_can_be_asked_and_told(store: Any) -> None:
    assert described(store, "offscreen")["views"] == []
    store.change(lambda now, _: now.scrolled(1))
    store.turn_to(1)
    navigation.go(store, "series", 1)
    assert store.sight(3).viewport == Viewport()


def localiser(**changes: Any) -> list[Any]:
    """Five slices of which the second and the fourth stand at right angles to the others."""
    update, received = slices(5, **changes)
    coronal = (1.0, 0.0, 0.0, 0.0, 0.0, -1.0)
    turned = (
        replace(i, image_orientation_patient=coronal) if i.instance_number in (2, 4) else i for i in received.instances
    )
    return [update, replace(received, instances=tuple(turned))]


class TestASeriesOfSeveralStacks:
    def test_shows_them_one_by_one(self, store: Any) -> None:
        tell(store, job(1), *localiser())
        assert described(store, "")["views"][0]["count"] == 3
        navigation.go(store, "series", 1)
        assert described(store, "")["views"][0]["count"] == 2
        navigation.go(store, "series", 1)
        assert store.desk.group.view.stack_number == 1
        navigation.go(store, "series", -1)
        assert store.desk.group.view.stack_number == 0

    def test_may_stand_in_two_views(self, store: Any) -> None:
        update, received = localiser()
        tell(store, job(1), update, received)
        store.arrange(LAYOUTS["1x2"])
        store.show_series(update.key, 1)
        assert [view.count for view in store.desk.group.views] == [3, 2]

    def test_keeps_the_image_in_sight_when_another_stack_comes_before_it(self, store: Any) -> None:
        update, received = localiser()
        late, early = received.instances[3:], received.instances[:3]
        tell(store, job(1), update, InstancesReceived(update.key, late[::-1]))
        store.show_series(update.key, 1)
        before = store.sight(0).frame.instance
        tell(store, InstancesReceived(update.key, early))
        store.change(lambda now, _: now.scrolled_to(now.count))
        assert store.sight(0).frame.instance == before

    def test_tiles_the_images_of_one(self, store: Any) -> None:
        tell(store, job(1), *localiser())
        store.arrange(LAYOUTS["2x2"])
        store.set_sync("Tile")
        assert [view.count for view in store.desk.group.views] == [3, 3, 3, 0]
        assert positions(store)[:3] == [0, 1, 2]

    def test_tiles_stay_in_order_when_that_changes_or_more_comes(self, store: Any) -> None:
        tell(store, job(1), *slices(3))
        store.arrange(LAYOUTS["1x3"])
        store.set_sync("Tile")
        store.sort(lambda ordering: replace(ordering, reverse=True))
        assert positions(store)[1] == positions(store)[0] + 1
        store.change(lambda now, _: now.scrolled_to(0))
        tell(store, *slices(6))
        assert positions(store) == [0, 1, 2]
        numbers = [store.sight(index).frame.instance.instance_number for index in range(3)]
        assert numbers == [6, 5, 4]

    def test_goes_all_at_once(self, store: Any) -> None:
        update, received = localiser()
        tell(store, job(1), update, received, SeriesClosed((update.key,)))
        assert store.desk.group is None


class TestTheOrder:
    def test_is_changed_without_leaving_the_image(self, store: Any) -> None:
        tell(store, job(1), *slices(5))
        store.change(lambda now, _: now.scrolled_to(1))
        shown = store.sight(0).frame
        store.sort(lambda ordering: replace(ordering, reverse=True))
        assert positions(store) == [3]
        assert store.sight(0).frame == shown
        assert store.stack(store.desk.group.view).rule == "InstanceNumber"

    def test_stays_as_the_user_wants_it_when_more_comes(self, store: Any) -> None:
        tell(store, job(1), *slices(5))
        store.sort(lambda ordering: replace(ordering, reverse=True))
        tell(store, *slices(7))
        assert store.stack(store.desk.group.view).frames[0].instance.instance_number == 7

    def test_of_a_series_that_lacks_slices_is_told_once_it_is_complete(self, store: Any) -> None:
        update, received = slices(6)
        there = InstancesReceived(update.key, tuple(i for i in received.instances if i.instance_number != 3))
        tell(store, job(1), replace(update, state="loading"), there)
        assert store.findings(store.desk.group.view) == ()
        tell(store, replace(update, state="partial"))
        assert store.findings(store.desk.group.view) == ("1 slice missing between 2 and 4",)


class TestWhatArrivesInHaste:
    def test_moves_the_lists_a_few_times_a_second_whatever_comes(self, store: Any, until: Any) -> None:
        drawn: list[float] = []
        store.lists_changed.connect(lambda: drawn.append(time.monotonic()))
        update = slices(1)[0]

        def drawn_again() -> bool:
            store.apply(update)
            return len(drawn) == 3

        until(drawn_again)
        assert all(later - earlier > 0.1 for earlier, later in pairwise(drawn))

    def test_is_all_there_when_somebody_asks(self, store: Any) -> None:
        tell(store, job(1), *slices(3))
        for message in slices(9):
            store.apply(message)
        assert store.desk.group.view.count == 3
        store.be_current()
        assert store.desk.group.view.count == 9

    def test_leaves_the_image_alone_while_others_are_decoded(self, store: Any) -> None:
        tell(store, job(1), *slices(9))
        frames = store.stack(store.desk.group.view).frames
        drawn: list[None] = []
        store.desk_changed.connect(lambda: drawn.append(None))
        store.supply.arrived.emit(frames[5].instance.path, 0)
        assert not drawn
        store.supply.arrived.emit(frames[0].instance.path, 0)
        assert drawn


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


def test_that_loading_was_interrupted_is_over_once_a_link_has_loaded(store: Any) -> None:
    store.apply(job(1, "a"))
    store.lose_service()
    store.begin_anew()
    assert len(store.board.notices) == 1

    store.apply(job(1, "a"))
    assert len(store.board.notices) == 1
    store.apply(job(1, "a", state="done"))

    assert len(store.board.notices) == 0
