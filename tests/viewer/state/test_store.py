"""The store: what is closed, wished and told in haste changes it as the user means it."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from typing import Any

from launcher.protocol.events import Message, SeriesClosed
from launcher.protocol.wishes import CancelJob, Close, Retry
from tests.viewer.conftest import slices, tell
from tests.viewer.state.telling import front, job, notices, titles
from viewer.model.layout import LAYOUTS
from viewer.model.viewport import Viewport
from viewer.state import navigation
from viewer.state.description import described


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


def test_an_empty_window_can_be_asked_and_told(store: Any) -> None:
    assert described(store, "offscreen")["views"] == []
    store.change(lambda now, _: now.scrolled(1))
    store.turn_to(1)
    navigation.go(store, "series", 1)
    assert store.sight(3).viewport == Viewport()


def test_that_loading_was_interrupted_is_over_once_a_link_has_loaded(store: Any) -> None:
    store.apply(job(1, "a"))
    store.lose_service()
    store.begin_anew()
    assert len(store.board.notices) == 1

    store.apply(job(1, "a"))
    assert len(store.board.notices) == 1
    store.apply(job(1, "a", state="done"))

    assert len(store.board.notices) == 0
