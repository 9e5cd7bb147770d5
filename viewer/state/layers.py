"""What can be drawn over images and switched one by one: the segments of segmentations, the regions of structure sets.

``KINDS`` says of each kind of object what it has for a frame, and how that is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, Final, NamedTuple

from launcher.frozen import frozen
from viewer.documents.colours import Rgb
from viewer.documents.radiotherapy import Region, StructureSet
from viewer.documents.segmentation import Segment, Segmentation
from viewer.documents.shapes import Shape
from viewer.model.planes import Slice
from viewer.model.stack import FrameRef


@frozen
class Layer:
    """A segment or a region that can be drawn over a frame, by the path of its object and its number."""

    path: str
    number: int
    label: str
    rgb: Rgb

    @property
    def key(self) -> tuple[str, int]:
        """What switches it."""
        return self.path, self.number


class Surface(NamedTuple):
    """What is drawn on: a frame, where it lies in space if that is known, and its size (rows, columns)."""

    frame: FrameRef
    slice: Slice | None
    size: tuple[int, int]
    opacity: float


def _segments(content: Segmentation, frame: FrameRef) -> Collection[Segment]:
    """Those of an object that names the frame's instance, or lies in its space."""
    uid = frame.instance.frame_of_reference_uid
    named = frame.instance.sop_instance_uid in content.by_source
    return content.segments if named or (uid and uid == content.frame_of_reference_uid) else ()


def _areas(content: Segmentation, layers: Collection[Layer], surface: Surface) -> Iterator[Shape]:
    frame, space = surface.frame, surface.frame.instance.frame_of_reference_uid
    areas = list(content.areas(*frame.key, surface.slice, space, surface.size)) if layers else []
    for layer in layers:
        for mask, to_image in areas:
            if mask.segment == layer.number:
                yield mask.drawn(to_image, layer.rgb, surface.opacity)


def _regions(content: StructureSet, frame: FrameRef) -> Collection[Region]:
    """Those in the frame's space."""
    uid = frame.instance.frame_of_reference_uid
    return [r for r in content.regions if r.contours and uid and r.frame_of_reference_uid == uid]


def _contours(content: StructureSet, layers: Collection[Layer], surface: Surface) -> Iterator[Shape]:
    if surface.slice is None:
        return
    for layer in layers:
        for region in content.regions:
            if region.number == layer.number:
                yield from region.paths(surface.slice, surface.frame.instance.frame_of_reference_uid)


class LayerKind(NamedTuple):
    """What a kind of object has for a frame, and the shapes of those layers that are switched on."""

    parts: Callable[[Any, FrameRef], Collection[Segment | Region]]
    shapes: Callable[[Any, Collection[Layer], Surface], Iterator[Shape]]


KINDS: Final[dict[type[Any], LayerKind]] = {
    Segmentation: LayerKind(_segments, _areas),
    StructureSet: LayerKind(_regions, _contours),
}
"""In the order in which they are drawn: areas lie below contours."""


def layers_of(path: str, content: object, frame: FrameRef) -> list[Layer]:
    """What an object has for a frame; nothing if it is of another kind."""
    kind = KINDS.get(type(content))
    return [Layer(path, p.number, p.label, p.rgb) for p in kind.parts(content, frame)] if kind is not None else []
