"""Stacks in the views: they grow, are several of one series, and keep the order that the user wants."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from launcher.protocol.events import InstancesReceived, SeriesClosed
from tests.viewer.conftest import positions, slices, tell
from tests.viewer.state.telling import job, localiser
from viewer.model.layout import LAYOUTS
from viewer.state import navigation
from viewer.state.description import described


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
