"""What stands in the views, and how the user looks at it: layout, tool, synchronisation, and each view's picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

from PyQt5.QtCore import QObject, pyqtSignal

from launcher.protocol import AnyMessage
from launcher.protocol.events import ImageReceived
from viewer.files.reading import Documents
from viewer.files.supply import Supply
from viewer.model.desk import Desk, Group, Sync
from viewer.model.geometry import ViewSize
from viewer.model.layout import Layout
from viewer.model.library import Library
from viewer.model.order import AUTOMATIC, Ordering
from viewer.model.slices import ReferenceLine
from viewer.model.stack import Stack
from viewer.model.stacks import Stacks
from viewer.model.viewport import Viewport
from viewer.state.ahead import Ahead
from viewer.state.attachments import Attachments, geometry_of
from viewer.state.marks import Marks
from viewer.state.sight import Sight
from viewer.state.sights import Sights

if TYPE_CHECKING:
    from viewer.state.crosshair import Crosshair

Annotations = Literal["all", "minimal", "none"]
ANNOTATIONS: Final[tuple[Annotations, ...]] = ("all", "minimal", "none")


class Showing(QObject):
    """The views of the window, over all that has been forwarded. ``say`` takes what is to be said to the service."""

    desk_changed = pyqtSignal()  # what stands in the views, the selection, the tool: at once

    def __init__(self, say: Callable[[AnyMessage], None]) -> None:
        super().__init__()
        self.library = Library()
        self.supply = Supply(say)
        self.documents = Documents()
        self.attachments = Attachments(self.documents, self.library)
        self.marks = Marks()
        self.pictures: dict[str, ImageReceived] = {}
        self.desk = Desk()
        self.lens = False
        self.crosshair: Crosshair | None = None  # drawn while its tool is in hand
        self.tool = "winLevel"
        self.sync: Sync = "Stack"
        self.annotations: Annotations = "all"
        self.lines_wanted = True
        self._stacks = Stacks(self.library)
        self._sights = Sights(self._stacks, self.supply, self.attachments, self.pictures)
        self._ahead = Ahead(self.supply, self._stacks, self._sights)
        self._direction = 1  # of the last scroll
        self.documents.arrived.connect(lambda path: self._show_attachments())
        self.marks.changed.connect(self.desk_changed)

    # --- how they are looked at ---

    def set_group(self, change: Callable[[Group], Group]) -> None:
        """Change the group in front: its layout, its selection."""
        if self.desk.group is not None:
            self._set_desk(self.desk.with_group(change(self.desk.group)))

    def arrange(self, layout: Layout) -> None:
        """Divide the window."""
        self.set_group(lambda group: group.arranged(layout))
        if self.sync == "Tile":
            self.set_group(Group.tiled)

    def select(self, index: int) -> None:
        """Select a view."""
        self.set_group(lambda group: group.selecting(index))

    def enlarge(self) -> None:
        """The selected view alone, or all of them again."""
        self.set_group(Group.enlarged)

    def set_tool(self, name: str) -> None:
        """Choose what the left button does."""
        self.tool = name
        self.desk_changed.emit()

    def set_sync(self, sync: Sync) -> None:
        """Choose how the views go together."""
        self.sync = sync
        if sync == "Tile":
            self.set_group(Group.tiled)
        else:
            self.desk = self.desk.untile()
        self.desk_changed.emit()

    def toggle_lens(self) -> None:
        """A magnifier at the pointer, or none."""
        self.lens = not self.lens
        self.desk_changed.emit()

    def next_annotations(self) -> None:
        """All, fewer, none, all."""
        self.annotations = ANNOTATIONS[(ANNOTATIONS.index(self.annotations) + 1) % len(ANNOTATIONS)]
        self.desk_changed.emit()

    def toggle_lines(self) -> None:
        """Draw where the selected slice cuts the other images, or not."""
        self.lines_wanted = not self.lines_wanted
        self.desk_changed.emit()

    def change(self, step: Callable[[Viewport, Sight], Viewport]) -> None:
        """Change the selected view, and the others after it as the synchronisation says."""
        group = self.desk.group
        if group is None or not group.view.series_key:
            return
        before = group.view
        after = step(before, self.sight(group.selected))
        self._direction = after.position - before.position or self._direction
        self.set_group(lambda group: group.changed(after, self.sync, lambda *views: self._follow(before, *views)))

    def renew_window(self) -> None:
        """The series in the selected view has the window that the file of the image in sight asks for."""
        if self.desk.group is not None:
            self._sights.renew_window(self.sight(self.desk.group.selected))

    def _follow(self, before: Viewport, other: Viewport, after: Viewport) -> int:
        """Where another view goes when the selected one scrolls; documents stay where they are."""
        is_document = self._sights.is_document(self._stacks.frame(other))
        return other.position if is_document else self._stacks.follow(before, other, after)

    def _set_desk(self, desk: Desk) -> None:
        self.desk = desk
        self._ahead.prepare(self.desk.group, self._direction)
        self.desk_changed.emit()

    # --- what stands in a view ---

    def resize_view(self, index: int, size: ViewSize) -> None:
        """A view tells how large it is."""
        self._sights.resize(index, size)

    def stack(self, viewport: Viewport) -> Stack:
        """The frames that a view goes through."""
        return self._stacks.stack(viewport)

    def reference_lines(self, index: int) -> tuple[ReferenceLine, ...]:
        """Where the selected view's slice cuts the image of another view, while these lines are wanted."""
        group = self.desk.group
        if group is None or index == group.selected or index >= len(group.views) or not self.lines_wanted:
            return ()
        return self._stacks.reference_lines(group.view, group.views[index])

    def ordering(self) -> Ordering:
        """How the user wants the series in the selected view ordered."""
        group = self.desk.group
        record = self.library.get(group.view.series_key) if group is not None else None
        return record.ordering if record is not None else AUTOMATIC

    def findings(self, viewport: Viewport) -> tuple[str, ...]:
        """What is wrong with the positions of the stack in a view, in words."""
        record = self.library.get(viewport.series_key)
        return record.findings(viewport.stack_number) if record is not None else ()

    def sight(self, index: int, size: ViewSize | None = None) -> Sight:
        """What a view of the group in front shows; asks for the frame if it is not at hand."""
        group = self.desk.group
        viewport = group.views[index] if group is not None and index < len(group.views) else Viewport()
        return self._sights.of(index, viewport, size)

    def present(self, index: int, uid: str) -> None:
        """Show the image in a view as the presentation state of that UID says; as it is, if there is none."""
        self.select(index)
        sight = self.sight(index)
        found = self.attachments.presentation(sight.frame, uid) if sight.frame is not None else None
        if found is None or sight.frame is None:
            self.change(lambda now, _: now.presented(""))
            return
        geometry = geometry_of(found, sight.frame, sight.size, sight.view)
        self.change(lambda now, _: now.presented(uid, **geometry))

    def change_attachments(self, change: Callable[[Attachments], None]) -> None:
        """Switch what is drawn over the images."""
        change(self.attachments)
        self._show_attachments()

    def _show_attachments(self) -> None:
        self.attachments.renew()
        self.desk_changed.emit()

    @property
    def is_reading(self) -> bool:
        """Whether an image that is here and stands in a view is still being decoded."""
        views = self.desk.group.views if self.desk.group is not None else ()
        return any(self._is_read(self.sight(index)) for index in range(len(views)))

    def _is_read(self, sight: Sight) -> bool:
        there = bool(sight.image or sight.error or sight.awaited)
        return sight.frame is not None and not there and not self.is_document(sight)

    def is_document(self, sight: Sight) -> bool:
        """Whether something else than a picture stands in a view."""
        return self._sights.is_document(sight.frame)
