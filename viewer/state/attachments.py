"""What goes with images: presentation states, segmentations, structure sets and key object selections.

And what of them is switched on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from launcher.references import Instance
from viewer.documents.families import family_of, is_picture
from viewer.documents.presentation import DisplayedArea, Presentation
from viewer.documents.selection import Selection
from viewer.documents.shapes import Shape, projected
from viewer.files.reading import Documents
from viewer.model.geometry import ImageSize, ViewSize
from viewer.model.library import Library
from viewer.model.overlying import overlying
from viewer.model.planes import Slice
from viewer.model.stack import FrameRef
from viewer.pixels.decode import StoredFrame
from viewer.pixels.description import FrameDescription
from viewer.state.layers import KINDS, Layer, Surface, layers_of

Content = TypeVar("Content")

FAMILIES: Final = ("Presentation state", "Segmentation", "Structure set", "Key object selection")
REMEMBERED: Final = 32
"""Frames whose shapes are kept."""

OPACITIES: Final = (0.2, 0.4, 0.7, 1.0)


class Attachments:
    """Knows the objects that have come, and what of them is switched on. Areas and contours are on from the start."""

    def __init__(self, documents: Documents, library: Library) -> None:
        self.opacity = OPACITIES[1]
        self._documents, self._library = documents, library
        self._instances: dict[str, Instance] = {}  # by path
        self._hidden: set[tuple[str, int]] = set()
        self._presented: dict[tuple[str, tuple[str, int]], tuple[StoredFrame, StoredFrame]] = {}
        self._shapes: dict[object, tuple[Shape, ...]] = {}
        self._overlying: dict[object, FrameRef] = {}

    def take(self, instances: Iterable[Instance]) -> None:
        """Some of these may go with images: begin to read them."""
        if self._overlying:  # one of these may lie nearer
            self.renew()
        for instance in instances:
            if not is_picture(instance) and family_of(instance).name in FAMILIES:
                self._instances[instance.path] = instance
                self._documents.get(instance)

    def forget(self, paths: Iterable[str]) -> None:
        """Their files are gone."""
        for path in paths:
            self._instances.pop(path, None)
        self.renew()

    def renew(self) -> None:
        """An object has been read, or switched: what was worked out is out of date."""
        self._shapes.clear()
        self._overlying.clear()
        self._presented.clear()

    def switch(self, key: tuple[str, int]) -> None:
        """Draw a layer, or no longer."""
        self._hidden ^= {key}
        self.renew()

    def switch_all(self, layers: Iterable[Layer], shown: bool) -> None:
        """Draw all of these, or none."""
        keys = {layer.key for layer in layers}
        self._hidden = self._hidden - keys if shown else self._hidden | keys
        self.renew()

    def set_opacity(self, opacity: float) -> None:
        """How much areas cover."""
        self.opacity = opacity
        self.renew()

    def is_shown(self, layer: Layer) -> bool:
        """Whether it is switched on."""
        return layer.key not in self._hidden

    # --- what there is for a frame ---

    def presentations(self, frame: FrameRef) -> list[Presentation]:
        """The presentation states for a frame, by name."""
        found = [
            state
            for _, state in self._read(Presentation)
            if state.covers(*frame.key) and (state.blend is None or self._above(state, frame) is not None)
        ]
        return sorted(found, key=lambda presentation: (presentation.label, presentation.sop_instance_uid))

    def presentation(self, frame: FrameRef, uid: str) -> Presentation | None:
        """The presentation state of that UID, if it is for this frame."""
        found = (p for p in self.presentations(frame) if p.sop_instance_uid == uid) if uid else iter(())
        return next(found, None)

    def unapplied(self, frame: FrameRef, uid: str) -> str:
        """What the presentation state of that UID says of a frame that is not done, in words."""
        presentation = self.presentation(frame, uid)
        return presentation.unapplied(*frame.key) if presentation is not None else ""

    @property
    def can_blend(self) -> bool:
        """Whether an image may turn out to lie over another with any that comes."""
        return any(state.blend is not None for _, state in self._read(Presentation))

    def above(self, frame: FrameRef, uid: str) -> FrameRef | None:
        """The frame that the presentation state of that UID lays over a frame."""
        presentation = self.presentation(frame, uid)
        return self._above(presentation, frame) if presentation is not None else None

    def _above(self, state: Presentation, frame: FrameRef) -> FrameRef | None:
        key = state.sop_instance_uid, frame.key
        if state.blend is not None and key not in self._overlying:
            named = state.blend.above.images
            stacks = (stack for record in self._library.series() for stack in record.stacks)
            others = (found for stack in stacks for found in stack.frames if named.covers(*found.key))
            if (found := overlying(frame, others)) is not None:
                _keep(self._overlying, key, found)
        return self._overlying.get(key)

    def layers(self, frame: FrameRef) -> list[Layer]:
        """The segments and regions of every object that lies in the frame's space or names its instance."""
        return [layer for path, content in self._read(object) for layer in layers_of(path, content, frame)]

    def selections(self, frame: FrameRef | None = None) -> list[Selection]:
        """The key object selections that chose a frame; without one, all there are."""
        return [found for _, found in self._read(Selection) if frame is None or found.covers(*frame.key)]

    def _read(self, kind: type[Content]) -> Iterator[tuple[str, Content]]:
        """The objects of one kind that have been read, by path."""
        for path, instance in self._instances.items():
            document = self._documents.get(instance)
            if document is not None and isinstance(document.attachment, kind):
                yield path, document.attachment

    # --- what a frame becomes ---

    def needed(self, frame: FrameRef, uid: str) -> tuple[int, ...]:
        """The frames of the same file, from 0, without which the presentation state of that UID cannot show a frame."""
        presentation = self.presentation(frame, uid)
        return presentation.needed(*frame.key, frame.instance.number_of_frames) if presentation is not None else ()

    def presented(
        self,
        image: StoredFrame,
        frame: FrameRef,
        uid: str,
        others: Mapping[int, StoredFrame] | None = None,
        above: StoredFrame | None = None,
    ) -> StoredFrame:
        """The image as the presentation state of that UID says; the same object as long as nothing changes.

        ``others`` are the frames that are ``needed``, ``above`` is the one that is laid over it.
        """
        presentation = self.presentation(frame, uid)
        if presentation is None:
            return image
        found = self._presented.get((uid, frame.key))
        if found is None or found[0] is not image:
            over = self._above(presentation, frame)
            if above is not None and over is not None and frame.slice is not None and over.slice is not None:
                to_above = projected(frame.slice, over.slice)
                lines = (to_above.xx, to_above.x0), (to_above.yy, to_above.y0)
                shown = presentation.laid_over(image, frame, above, over, lines)
            else:
                shown = presentation.applied(image, *frame.key, others)
            found = image, shown
            _keep(self._presented, (uid, frame.key), found)
        return found[1]

    def shapes(self, frame: FrameRef, description: FrameDescription, uid: str) -> tuple[Shape, ...]:
        """What is drawn over a frame, areas first."""
        if not self._instances:
            return ()
        key = uid, frame.key, description.rows, description.columns
        if key not in self._shapes:
            _keep(self._shapes, key, tuple(self._drawn(frame, description, uid)))
        return self._shapes[key]

    def _drawn(self, frame: FrameRef, description: FrameDescription, uid: str) -> Iterator[Shape]:
        size = description.rows, description.columns
        surface = Surface(frame, _slice(frame, description), size, self.opacity)
        for kind, of_kind in KINDS.items():
            for path, content in self._read(kind):
                layers = [layer for layer in layers_of(path, content, frame) if self.is_shown(layer)]
                yield from of_kind.shapes(content, layers, surface)
        presentation = self.presentation(frame, uid)
        if presentation is not None:
            yield from presentation.shapes(*frame.key, size)


def geometry_of(presentation: Presentation, frame: FrameRef, size: ImageSize, view: ViewSize) -> dict[str, Any]:
    """Rotation, flip, zoom and pan of a viewport that shows a frame as a presentation state says."""
    found: dict[str, Any] = {"rotation": presentation.rotation, "flipped": presentation.flipped}
    area = presentation.area(*frame.key)
    return found | (_focused(area, size, view, presentation.rotation % 180 != 0) if area is not None else {})


def _focused(area: DisplayedArea, size: ImageSize, view: ViewSize, is_turned: bool) -> dict[str, Any]:
    (x0, y0), (x1, y1) = area.top_left, area.bottom_right
    left, right, top, bottom = min(x0, x1) - 1, max(x0, x1), min(y0, y1) - 1, max(y0, y1)
    pan = (left + right - size.columns) / 2, (top + bottom - size.rows) / 2
    if area.size == "MAGNIFY":
        return {"pan": pan, "zoom": area.magnification}
    if area.size == "TRUE SIZE" and size.spacing_mm:
        return {"pan": pan, "zoom": "real"}
    width, height = right - left, (bottom - top) * size.aspect
    if (width, height) == (size.columns, size.rows * size.aspect) or not view.width or not view.height:
        return {"pan": pan}
    across, down = (height, width) if is_turned else (width, height)
    return {"pan": pan, "zoom": min(view.width / across, view.height / down)}


def _slice(frame: FrameRef, description: FrameDescription) -> Slice | None:
    if frame.plane is None or description.pixel_spacing_mm is None:
        return None
    return Slice(frame.plane, description.rows, description.columns, description.pixel_spacing_mm)


def _keep(cache: dict[Any, Any], key: object, value: object) -> None:
    while len(cache) >= REMEMBERED:
        del cache[next(iter(cache))]
    cache[key] = value
