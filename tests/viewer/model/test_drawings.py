"""Undo and redo, what is chosen, and what belongs to which frame."""

from __future__ import annotations

from viewer.model.drawings import Drawings
from viewer.model.measurements import Length, Result

A, B = ("1.2", 0), ("1.3", 4)
SHORT, LONG = Length(((0, 0), (1, 0))), Length(((0, 0), (9, 0)))


def shapes(drawings: Drawings) -> list[Length]:
    return [item.shape for item in drawings.items]  # type: ignore[misc]


def test_a_drawing_belongs_to_its_frame_and_is_chosen_at_first() -> None:
    drawings = Drawings().added(A, SHORT, Result()).added(B, LONG, Result())
    assert [item.shape for item in drawings.on(A)] == [SHORT]
    assert [item.shape for item in drawings.on(B)] == [LONG]
    assert [item.number for item in drawings.on(B)] == list(drawings.chosen)


def test_each_step_can_be_undone_and_done_again() -> None:
    drawings = Drawings().added(A, SHORT, Result())
    drawings = drawings.changed(1, LONG, Result()).without_chosen()
    assert shapes(drawings) == []
    assert shapes(drawings.undone()) == [LONG]
    assert shapes(drawings.undone().undone()) == [SHORT]
    assert shapes(drawings.undone().undone().undone()) == []
    assert shapes(drawings.undone().undone().redone()) == [LONG]


def test_a_drag_is_one_step() -> None:
    drawings = Drawings().added(A, SHORT, Result()).changed(1, LONG, Result())
    dragged = drawings.amended(1, LONG.moved(1, 1), Result()).amended(1, LONG.moved(2, 2), Result())
    assert shapes(dragged) == [LONG.moved(2, 2)]
    assert shapes(dragged.undone()) == [SHORT]


def test_a_new_step_ends_what_could_be_done_again() -> None:
    drawings = Drawings().added(A, SHORT, Result()).undone().added(A, LONG, Result())
    assert drawings.redone() == drawings
    assert shapes(drawings) == [LONG]


def test_what_is_gone_is_not_chosen() -> None:
    assert Drawings().added(A, SHORT, Result()).undone().chosen == frozenset()


def test_undo_does_not_bring_back_what_is_closed() -> None:
    drawings = Drawings().added(A, SHORT, Result()).added(B, LONG, Result()).without_chosen()
    closed = drawings.without_instances({"1.3"})
    assert shapes(closed.undone()) == [SHORT]


def test_nothing_to_do_is_no_step() -> None:
    drawings = Drawings().added(A, SHORT, Result()).choosing()
    assert drawings.without_chosen().past == drawings.past
