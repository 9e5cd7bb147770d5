"""Which slice of one stack lies where another stack's does."""

from __future__ import annotations

from viewer.model.planes import Plane, dot
from viewer.model.stack import FrameRef, Stack

PARALLEL = 0.99  # cosine of the angle between two normals that count as one
SAME_MM = 0.01  # a difference of distances that makes none


class Slices:
    """Where the frames of a stack lie in the patient, worked out once."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        planes = [frame.plane for frame in stack.frames]
        self._first = planes[0] if planes else None
        self._is_parallel = all(self._runs_along(plane) for plane in planes)
        self._offsets = [self._offset(plane) for plane in planes if plane is not None]

    def nearest(self, frame: FrameRef, wished: int = 0) -> int | None:
        """The position of the slice nearest to ``frame``; ``None`` where their geometry does not compare.

        Of several that are equally near, as in a fourth dimension, it is the one nearest to the position ``wished``.
        """
        here = frame.plane
        if here is None or not (self._offsets and self._is_parallel and self._runs_along(here)):
            return None
        if not self.shares_space_with(frame):
            return None
        offset = self._offset(here)
        away = [abs(other - offset) for other in self._offsets]
        least = min(away) + SAME_MM
        return min((place for place, way in enumerate(away) if way <= least), key=lambda place: abs(place - wished))

    def shares_space_with(self, frame: FrameRef) -> bool:
        """Whether both lie in one frame of reference, PS3.3 C.7.4.1."""
        uid = frame.instance.frame_of_reference_uid
        return bool(uid and self.stack.frames) and self.stack.frames[0].instance.frame_of_reference_uid == uid

    def _runs_along(self, plane: Plane | None) -> bool:
        first = self._first
        return plane is not None and first is not None and abs(dot(plane.normal, first.normal)) >= PARALLEL

    def _offset(self, plane: Plane) -> float:
        assert self._first is not None
        return dot(plane.origin, self._first.axis)
