"""What is decoded before anyone asks: the frames around those in sight, thumbnails, and where frames lie."""

from __future__ import annotations

from launcher.references import Instance
from viewer.files.supply import Supply
from viewer.model.desk import Group
from viewer.model.library import SeriesRecord
from viewer.model.stack import FrameRef
from viewer.model.stacks import Stacks
from viewer.state.jobs import has_pictures
from viewer.state.sights import Sights


class Ahead:
    """Tells ``supply`` what may be wanted next."""

    def __init__(self, supply: Supply, stacks: Stacks, sights: Sights) -> None:
        self._supply = supply
        self._stacks = stacks
        self._sights = sights
        self._begun: set[str] = set()  # series of which an image is on screen
        self._located: set[str] = set()  # multi-frame files whose frames were asked for their places

    def prepare(self, group: Group | None, direction: int, grown: bool = False) -> None:
        """Have decoded the views' own frames first, then those around the selected one's, as it was last scrolled.

        The first image of a series has the processor to itself until it is on screen.
        A stack that has only ``grown`` gets new neighbours with every image until it is complete: these are left for
        then, or for the next scroll.
        """
        frames: list[FrameRef] = []
        if group is not None:
            frames += (frame for view in group.views if (frame := self._stacks.frame(view)) is not None)
            for frame in frames:
                self._ask_for_places(frame.instance)
            if group.view.series_key in self._begun and not (grown and self._stacks.is_coming(group.view)):
                frames += self._stacks.around(group.view, direction)
        self._supply.prepare(frame.address for frame in frames if not self._sights.is_document(frame))

    def begin(self, series_key: str) -> None:
        """An image of this series is on screen: what is around it may be wanted next."""
        self._begun.add(series_key)

    def _ask_for_places(self, instance: Instance) -> None:
        """Have an enhanced multi-frame instance say where its frames lie, once."""
        if instance.number_of_frames > 1 and instance.path not in self._located:
            self._located.add(instance.path)
            self._supply.locate(instance.path, instance.sop_instance_uid)

    def want_thumbnails(self, record: SeriesRecord) -> None:
        """Of the middle of each stack of pictures: when the series begins, and again when it is complete.

        Of a single large object that is still coming, the first frame is there before the middle one.
        """
        key = record.update.key
        begun = self._supply.thumbnail(key) is not None or self._supply.wants_thumbnail(key)
        if not has_pictures(record) or (begun and len(record.instances) < record.update.expected):
            return
        for number, stack in enumerate(record.stacks):
            if number or not record.update.thumbnail:
                middle = stack.frames[len(stack) // 2 if record.instances else 0]
                if not self._sights.is_document(middle):
                    self._supply.want_thumbnail(thumbnail_key(key, number), middle.address)

    def forget(self, series_keys: set[str], paths: set[str]) -> None:
        """These series and their files are gone."""
        self._begun -= series_keys
        self._located -= paths


def thumbnail_key(series_key: str, stack_number: int) -> str:
    """Under which the thumbnail of a stack is kept; that of the first is the series'."""
    return f"{series_key}\\#{stack_number}" if stack_number else series_key
