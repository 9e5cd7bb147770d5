"""Which slice of one stack lies where another stack's does, and where it cuts another image."""

from __future__ import annotations

from launcher.frozen import frozen
from viewer.model.planes import Plane, Point, Vector, dot, reference_line
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
        if here is None or not self._runs_along(here) or not self.shares_space_with(frame):
            return None
        return self.nearest_to(here.origin, wished)

    def nearest_to(self, point: Vector, wished: int = 0) -> int | None:
        """The position of the slice nearest to a place in the patient; ``None`` where slices are not parallel."""
        if self._first is None or not self._is_parallel:
            return None
        offset = dot(point, self._first.axis)
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


@frozen
class ReferenceLine:
    """A line over an image, in its columns and rows; of the slice in sight, or of an end of its stack."""

    begin: Point
    end: Point
    in_sight: bool


def reference_lines(stack: Stack, position: int, image: FrameRef) -> tuple[ReferenceLine, ...]:
    """Where the slice at ``position`` of a stack cuts an image of the same space, and the stack's first and last do.

    There is none in an image that is parallel to them, or of another frame of reference (PS3.3 C.7.4.1).
    """
    uid = image.instance.frame_of_reference_uid
    if not uid or image.slice is None or not position < len(stack):
        return ()
    found = []
    for place in dict.fromkeys((position, 0, len(stack) - 1)):
        frame = stack.frames[place]
        line = None
        if frame.slice is not None and frame.instance.frame_of_reference_uid == uid and not _is_parallel(frame, image):
            line = reference_line(frame.slice, image.slice)
        if line is not None:
            found.append(ReferenceLine(*line, in_sight=place == position))
    return tuple(found)


def _is_parallel(frame: FrameRef, image: FrameRef) -> bool:
    a, b = frame.plane, image.plane
    return a is not None and b is not None and abs(dot(a.normal, b.normal)) >= PARALLEL
