"""What stands in the views: each place on a stack becomes a picture with its window, its shapes and its state."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from viewer.documents.families import is_picture
from viewer.files.supply import Supply
from viewer.model.geometry import ViewSize
from viewer.model.stack import FrameRef
from viewer.model.stacks import Stacks
from viewer.model.viewport import StackKey, Viewport
from viewer.pixels import windowing
from viewer.pixels.decode import StoredFrame
from viewer.pixels.description import VoiWindow
from viewer.state.attachments import Attachments
from viewer.state.sight import Sight

NO_SIZE: Final = ViewSize(0, 0)


class Sights:
    """Makes the ``Sight`` of a viewport, and remembers how large the views are and which window a stack began with.

    ``pictures`` are the paths of ordinary pictures, which are no DICOM.
    """

    def __init__(self, stacks: Stacks, supply: Supply, attachments: Attachments, pictures: Container[str]) -> None:
        self._stacks = stacks
        self._supply = supply
        self._attachments = attachments
        self._pictures = pictures
        self._sizes: dict[int, ViewSize] = {}
        self._kept: dict[StackKey, VoiWindow] = {}
        self._steady: dict[StackKey, VoiWindow] = {}

    def resize(self, index: int, size: ViewSize) -> None:
        """A view tells how large it is."""
        self._sizes[index] = size

    def is_document(self, frame: FrameRef | None) -> bool:
        """Whether this is something else than a picture."""
        return frame is not None and frame.instance.path not in self._pictures and not is_picture(frame.instance)

    def of(self, index: int, viewport: Viewport, size: ViewSize | None = None) -> Sight:
        """What a view shows; asks for the frame if it is not at hand."""
        size = size or self._sizes.get(index, NO_SIZE)
        frame = self._stacks.frame(viewport)
        if frame is None or self.is_document(frame):
            return Sight(viewport, size, frame)
        image, error = self._supply.get(*frame.address), self._supply.error(*frame.address)
        if image is None:
            kept, awaited = self._kept.get(viewport.stack_key), self._supply.awaits(*frame.address)
            return Sight(viewport, size, frame, None, error, kept, awaited=awaited)
        others, lacking = self._others(frame, viewport.presentation)
        above, lacking_above = self._above(frame, viewport.presentation)
        lacking = lacking_above if lacking is None else lacking
        if lacking is not None:
            return Sight(viewport, size, frame, None, lacking)
        kept = self._window_kept(viewport.stack_key, image)
        shapes = self._attachments.shapes(frame, image.description, viewport.presentation)
        presented = self._attachments.presented(image, frame, viewport.presentation, others, above)
        steady = self._window_of_slices(viewport.stack_key, frame, image) if presented is image else None
        return Sight(viewport, size, frame, presented, error, kept, shapes, steady=steady)

    def _others(self, frame: FrameRef, presentation: str) -> tuple[dict[int, StoredFrame], str | None]:
        """What a presentation state needs to show a frame, and why it is not at hand: empty while it is coming."""
        path, needed = frame.address[0], self._attachments.needed(frame, presentation)
        found = {index: self._supply.get(path, index) for index in needed}
        lacking = next((index for index, image in found.items() if image is None), None)
        at_hand = {index: image for index, image in found.items() if image is not None}
        return at_hand, self._supply.error(path, lacking) if lacking is not None else None

    def _above(self, frame: FrameRef, presentation: str) -> tuple[StoredFrame | None, str | None]:
        """What a presentation state lays over a frame, and why it is not at hand: empty while it is coming."""
        over = self._attachments.above(frame, presentation)
        found = self._supply.get(*over.address) if over is not None else None
        return found, self._supply.error(*over.address) if over is not None and found is None else None

    def _window_kept(self, key: StackKey, image: StoredFrame) -> VoiWindow | None:
        """The window of the first image of a stack that was seen, for all of it."""
        if key not in self._kept and image.description.is_grey:
            self._kept[key] = windowing.automatic(image)
        return self._kept.get(key)

    def _window_of_slices(self, key: StackKey, frame: FrameRef, image: StoredFrame) -> VoiWindow | None:
        """The file's window of the first slice of a stack that was seen, so that scrolling shows all of it alike.

        Images without a place in space are no slices of one thing: each has its own.
        """
        place = frame.place.image_position_patient if frame.place is not None else ()
        if not (place or frame.instance.image_position_patient):
            return None
        first = next(iter(windowing.windows(image.description)), None)
        return self._steady.setdefault(key, first) if isinstance(first, VoiWindow) else None

    def renew_window(self, sight: Sight) -> None:
        """The stack has the window of the image in sight from now on."""
        self._steady.pop(sight.viewport.stack_key, None)
        if sight.frame is not None and sight.image is not None:
            self._window_of_slices(sight.viewport.stack_key, sight.frame, sight.image)

    def forget(self, keys: set[str]) -> None:
        """These series or pictures are gone."""
        self._kept, self._steady = (
            {key: window for key, window in windows.items() if key[0] not in keys}
            for windows in (self._kept, self._steady)
        )
