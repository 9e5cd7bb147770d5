"""Who comes to the front: clicks in their order, images before documents, and nobody pushed away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from launcher.protocol.wishes import Prioritize
from tests.viewer.conftest import slices, tell
from tests.viewer.state.telling import front, job, notices, report, titles
from viewer.model.layout import LAYOUTS


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
