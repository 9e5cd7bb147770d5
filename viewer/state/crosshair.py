"""One place in the patient, pointed at in one view and shown in all that cut the same space: PS3.3 C.7.4.1."""

from __future__ import annotations

from dataclasses import replace

from launcher.frozen import frozen
from viewer.model.desk import Group
from viewer.model.planes import Point, Vector
from viewer.model.slices import Slices
from viewer.model.stack import FrameRef
from viewer.state.sight import Sight
from viewer.state.store import Store


@frozen
class Crosshair:
    """``place`` in millimetres of the patient's coordinates."""

    place: Vector
    frame_of_reference_uid: str

    def on(self, frame: FrameRef) -> Point | None:
        """Where it is on a frame (columns, rows); ``None`` if that lies in another space or does not reach it."""
        if frame.slice is None or frame.instance.frame_of_reference_uid != self.frame_of_reference_uid:
            return None
        x, y = frame.slice.image_point(self.place)
        return (x, y) if 0 <= x <= frame.slice.columns and 0 <= y <= frame.slice.rows else None


def pointed_at(sight: Sight, x: float, y: float) -> Crosshair | None:
    """What is pointed at in an image; ``None`` if it does not say where it lies."""
    frame = sight.frame
    if frame is None or frame.slice is None or not frame.instance.frame_of_reference_uid:
        return None
    return Crosshair(frame.slice.patient_point(x, y), frame.instance.frame_of_reference_uid)


def point_to(store: Store, crosshair: Crosshair) -> None:
    """Show this place: every other view that goes through its space scrolls to the slice nearest to it."""
    store.crosshair = crosshair
    store.set_group(lambda group: _gone(store, group, crosshair))


def _gone(store: Store, group: Group, crosshair: Crosshair) -> Group:
    for index, view in enumerate(group.views):
        frames = store.stack(view).frames
        shares = bool(frames) and frames[0].instance.frame_of_reference_uid == crosshair.frame_of_reference_uid
        if shares and index != group.selected and store.sync != "Tile":
            nearest = Slices(store.stack(view)).nearest_to(crosshair.place, view.position)
            group = group if nearest is None else group.with_view(index, replace(view, position=nearest))
    return group
