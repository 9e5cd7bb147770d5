"""A place pointed at in one view is shown in the others: worked out by hand from where their slices lie."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pytest
from PyQt5.QtCore import QEvent, QPointF, Qt
from PyQt5.QtGui import QMouseEvent

from launcher.protocol.events import InstancesReceived
from launcher.references import DETAILS
from tests.viewer.conftest import slices, tell
from viewer.model.layout import LAYOUTS
from viewer.state import crosshair
from viewer.state.sight import Sight

SPACING: Final = tuple("2\\0.5" if keyword == "PixelSpacing" else "" for keyword in DETAILS)
"""2 mm between rows, 0.5 mm between columns."""


def pile(series: str, **geometry: Any) -> list[Any]:
    """Six slices, axial and 5 mm apart from z = 5 mm, unless ``geometry`` says otherwise of each."""
    update, received = slices(6, series=series)
    instances = [replace(instance, details=SPACING, **geometry) for instance in received.instances]
    return [update, InstancesReceived(received.key, tuple(instances))]


def sagittal(series: str) -> list[Any]:
    """Six slices, 10 mm apart from x = 0, whose columns go to the back and whose rows go down."""
    update, received = pile(series)
    across = [
        replace(
            instance,
            image_position_patient=(10.0 * number, 0.0, 100.0),
            image_orientation_patient=(0.0, 1.0, 0.0, 0.0, 0.0, -1.0),
        )
        for number, instance in enumerate(received.instances)
    ]
    return [update, InstancesReceived(received.key, tuple(across))]


@pytest.fixture
def two(window: Any) -> Any:
    """An axial pile in the selected view, a sagittal one beside it."""
    axial, other = pile("1"), sagittal("2")
    tell(window.store, *axial, *other)
    window.store.show_series(axial[0].key)
    window.store.arrange(LAYOUTS["1x2"])
    window.store.put_series(other[0].key, 1)
    window.store.put_series(axial[0].key, 0)
    window.store.change(lambda now, _: now.scrolled_to(2))
    return window


def point(window: Any, x: float, y: float) -> None:
    found = crosshair.pointed_at(window.store.sight(0), x, y)
    assert found is not None
    crosshair.point_to(window.store, found)


def positions(window: Any) -> list[int]:
    return [view.position for view in window.store.desk.group.views]


def test_another_view_scrolls_to_the_slice_nearest_to_the_place(two: Any) -> None:
    point(two, 44.5, 3.5)  # x = 22 mm, y = 6 mm, on the slice at z = 15 mm

    assert positions(two) == [2, 2]


def test_the_place_is_shown_where_it_lies_in_each_image(two: Any) -> None:
    point(two, 44.5, 3.5)

    here, there = (two.store.sight(index).frame for index in (0, 1))
    assert two.store.crosshair.on(here) == pytest.approx((44.5, 3.5))
    assert two.store.crosshair.on(there) == pytest.approx((6 / 0.5 + 0.5, 85 / 2 + 0.5))


def test_it_is_not_shown_beside_an_image_or_in_another_space(two: Any) -> None:
    point(two, 44.5, 3.5)
    frame = two.store.sight(1).frame
    elsewhere = replace(frame.instance, frame_of_reference_uid="1.10")
    far = replace(frame.instance, image_position_patient=(0.0, 500.0, 100.0))

    assert two.store.crosshair.on(replace(frame, instance=elsewhere)) is None
    assert two.store.crosshair.on(replace(frame, instance=far)) is None


def test_views_of_another_space_stay_where_they_are(two: Any) -> None:
    other = pile("3", frame_of_reference_uid="1.10")
    tell(two.store, *other)
    two.store.put_series(other[0].key, 1)
    two.store.select(0)

    point(two, 44.5, 3.5)

    assert positions(two) == [2, 0]


def test_an_image_without_a_place_points_nowhere(two: Any) -> None:
    frame = two.store.sight(0).frame
    placeless = replace(frame, instance=replace(frame.instance, image_position_patient=()))
    sight = two.store.sight(0)

    assert crosshair.pointed_at(Sight(sight.viewport, sight.view, placeless), 1, 1) is None


def test_it_goes_with_what_is_closed_and_does_not_come_back(two: Any) -> None:
    point(two, 10.5, 10.5)
    two.store.close_group()
    assert two.store.crosshair is None


def test_the_tool_follows_the_pointer_while_the_button_is_down(two: Any) -> None:
    two.menus.actions["tool-crosshair"].trigger()
    view = two.grid.views[0]
    sight = two.store.sight(0)

    def send(kind: QEvent.Type, x: float) -> None:
        place = QPointF(*sight.affine.to_view(x, 3.5)) / view.devicePixelRatioF()
        button = Qt.MouseButton.LeftButton
        two_buttons = button if kind != QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
        event = QMouseEvent(kind, place, button, two_buttons, Qt.KeyboardModifier.NoModifier)
        {
            QEvent.Type.MouseButtonPress: view.mousePressEvent,
            QEvent.Type.MouseMove: view.mouseMoveEvent,
            QEvent.Type.MouseButtonRelease: view.mouseReleaseEvent,
        }[kind](event)

    send(QEvent.Type.MouseButtonPress, 20.5)  # x = 10 mm
    assert positions(two) == [2, 1]
    send(QEvent.Type.MouseMove, 60.5)  # x = 30 mm
    assert positions(two) == [2, 3]
    send(QEvent.Type.MouseButtonRelease, 60.5)
    send(QEvent.Type.MouseMove, 20.5)
    assert positions(two) == [2, 3]
