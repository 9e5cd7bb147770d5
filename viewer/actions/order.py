"""In which order the images of a series stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from viewer.actions.row import Action, Window, selected_sight
from viewer.model.order import CHOICES, RULES, Ordering
from viewer.model.stack import Rule
from viewer.state.store import Store


def sort(window: Window, rule: Rule | None) -> None:
    """Order the series by one rule; ``None`` leaves it to the images."""
    _change(window, lambda ordering: replace(ordering, rule=rule))


def next_order(window: Window) -> None:
    """Order the series by the next rule."""
    rules = (None, *CHOICES)
    _change(window, lambda now: replace(now, rule=rules[(rules.index(now.rule) + 1) % len(rules)]))


def reverse(window: Window) -> None:
    """The last image first."""
    _change(window, lambda ordering: replace(ordering, reverse=not ordering.reverse))


def by_time(window: Window) -> None:
    """One whole volume after another, or all images of one position together."""
    _change(window, lambda ordering: replace(ordering, by_time=not ordering.by_time))


def _change(window: Window, change: Callable[[Ordering], Ordering]) -> None:
    selected_sight(window)
    window.store.sort(change)


def _is_by(rule: Rule | None) -> Callable[[Store], bool]:
    return lambda store: store.ordering().rule == rule


ROWS: Final = (
    Action("sort-automatic", "As the images suggest", sort, options={"rule": None}, menu="Sort by",
           checked=_is_by(None)),
    *(
        Action(f"sort-{rule}", RULES[rule].capitalize(), sort, options={"rule": rule}, menu="Sort by",
               checked=_is_by(rule))
        for rule in CHOICES
    ),
    Action("sort-reverse", "The other way round", reverse, menu="Sort by",
           checked=lambda store: store.ordering().reverse),
    Action("sort-by-time", "One volume after another, in time", by_time, menu="Sort by",
           checked=lambda store: store.ordering().by_time),
    Action("next-order", "Next order", next_order, shortcuts=("O",), menu="Sort by", in_menu=False),
)  # fmt: skip
