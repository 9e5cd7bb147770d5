"""The state of the window, and all that changes it: what the service says, and what the user does.

Widgets draw what is here and turn each gesture into one call; nothing else in the viewer remembers anything.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final, Literal

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from launcher.errors import WetreadError
from launcher.protocol import (
    AnyMessage,
    Cancel,
    CancelJob,
    Close,
    ImageReceived,
    ImagesClosed,
    ImageShown,
    InstancesReceived,
    JobUpdate,
    Message,
    MessageWithdrawn,
    Open,
    Pause,
    PictureShown,
    Prioritize,
    Resume,
    Retry,
    SeriesClosed,
    SeriesUpdate,
    Severity,
)  # fmt: skip
from launcher.references import Instance
from viewer.attachments import Attachments, geometry_of
from viewer.documents.families import is_picture
from viewer.documents.page import Reference
from viewer.marks import Marks
from viewer.model.desk import Desk, Group, Sync
from viewer.model.geometry import ViewSize
from viewer.model.key_images import KeyImage
from viewer.model.layout import LAYOUTS, Layout
from viewer.model.library import INTERRUPTED, Library
from viewer.model.notices import Notice, Notices
from viewer.model.order import AUTOMATIC, Ordering
from viewer.model.progress import RUNNING
from viewer.model.slices import ReferenceLine
from viewer.model.stack import FramePlace, FrameRef, Stack
from viewer.model.stacks import Stacks
from viewer.model.viewport import StackKey, Viewport
from viewer.names import person
from viewer.outside import Outside
from viewer.pixels import voi
from viewer.pixels.description import VoiWindow
from viewer.reading import Documents
from viewer.sight import Sight
from viewer.supply import Supply
from viewer.tools.cine import Player

REFRESH: Final = 40
"""Milliseconds that news wait for more of it before stacks, lists and progress follow."""

PACE: Final = 200
"""Milliseconds between two such moments at least, however much arrives."""

PICTURES: Final = "pictures"
"""The key of the group of ordinary pictures; never a patient's, for those contain a backslash."""

Annotations = Literal["all", "minimal", "none"]
ANNOTATIONS: Final[tuple[Annotations, ...]] = ("all", "minimal", "none")


class Store(QObject):
    """What the window knows. ``say`` takes what is to be said to the service, from any thread."""

    desk_changed = pyqtSignal()  # what stands in the views, the selection, the tool: at once
    lists_changed = pyqtSignal()  # explorer and jobs: gathered for a moment
    notices_changed = pyqtSignal()
    modal_message = pyqtSignal(object)  # a Message

    def __init__(self, say: Callable[[AnyMessage], None]) -> None:
        super().__init__()
        self.library = Library()
        self._stacks = Stacks(self.library)
        self.supply = Supply(say)
        self.documents = Documents()
        self.attachments = Attachments(self.documents)
        self.outside = Outside()
        self.marks = Marks()
        self.player = Player(self)
        self.lens = False
        self.desk = Desk()
        self.jobs: dict[int, JobUpdate] = {}
        self.pictures: dict[str, ImageReceived] = {}
        self.unseen: set[str] = set()
        self.notices = Notices()
        self.tool = "winLevel"
        self.sync: Sync = "Stack"
        self.annotations: Annotations = "all"
        self.lines_wanted = True
        self._say = say
        self._view_sizes: dict[int, ViewSize] = {}
        self._kept: dict[StackKey, VoiWindow] = {}
        self._located: set[str] = set()  # multi-frame files whose frames were asked for their places
        self._shown: set[str] = set()
        self._awaited = 0  # the job that holds the foreground
        self._latest = 0  # the last job that took it
        self._arrived: set[str] = set()  # series with instances that came since the last refresh
        self._told: set[int] = set()  # jobs whose images were shown or announced
        self._direction = 1  # of the last scroll
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.timeout.connect(self.catch_up)
        self._refreshed = 0.0  # when, on the monotonic clock
        self.supply.arrived.connect(self._show_arrived)
        self.outside.failed.connect(self.notify_error)
        self.documents.arrived.connect(lambda path: self._show_attachments())
        self.supply.located.connect(self._locate)
        self.supply.thumbnail_made.connect(self._refresh_soon)
        self.marks.changed.connect(self.desk_changed)

    # --- what the service says ---

    def apply(self, message: AnyMessage) -> None:
        """Take in a message about series, jobs, pictures or to the user; others are passed over."""
        take = _TAKERS.get(type(message))
        if take is not None:
            take(self, message)
            self._refresh_soon()

    def lose_service(self) -> None:
        """The service is gone: what it had begun is not going on any more."""
        self.library.interrupt()
        if any(job.state in RUNNING for job in self.jobs.values()):
            self.notify("warning", "Loading was interrupted", "Wetread's service ended", "Click the link again.")
        self.jobs = {number: _interrupted(job) if job.state in RUNNING else job for number, job in self.jobs.items()}
        self._refresh_soon()

    def begin_anew(self) -> None:
        """Another service is there: its jobs count from 1. What is shown stays."""
        self.jobs.clear()
        self._told.clear()
        self._awaited = self._latest = 0
        self.notices = self.notices.anonymous()
        self._refresh_soon()

    def _take_series(self, message: SeriesUpdate | InstancesReceived) -> None:
        if self.library.apply(message) and isinstance(message, InstancesReceived):
            self.supply.forgive(instance.path for instance in message.instances)
            self._want_thumbnail(message.key)
            self.attachments.take(message.instances)
            self._show_awaited()
            self._arrived.add(message.key)

    def _take_job(self, job: JobUpdate) -> None:
        if job.job not in self.jobs and job.foreground and job.job > self._latest:
            self._awaited = self._latest = job.job
        self.jobs[job.job] = job
        self._show_awaited()

    def _take_image(self, message: ImageReceived) -> None:
        self.pictures[message.path] = message
        self.supply.add_picture(message.path, message.title)
        self._open(Group(PICTURES, "Pictures"), self._stacks.add_picture(message.path))

    def _close_images(self, message: ImagesClosed) -> None:
        self._forget(set(message.paths or self.pictures))

    def _close_series(self, message: SeriesClosed) -> None:
        self._forget(set(message.keys))

    def _take_message(self, message: Message) -> None:
        if message.modal:
            self.modal_message.emit(message)
        else:
            self._set_notices(self.notices.added(Notice(message)))

    def _withdraw_message(self, withdrawn: MessageWithdrawn) -> None:
        self._set_notices(self.notices.kept(lambda notice: notice.message.id != withdrawn.id))

    def _set_notices(self, notices: Notices) -> None:
        if notices != self.notices:
            self.notices = notices
            self.notices_changed.emit()

    def _refresh_soon(self) -> None:
        if not self._refresh.isActive():
            since = round((time.monotonic() - self._refreshed) * 1000)
            self._refresh.start(max(REFRESH, PACE - since))

    def be_current(self) -> None:
        """Catch up at once with what waits for its moment."""
        if self._refresh.isActive():
            self._refresh.stop()
            self.catch_up()

    def catch_up(self) -> None:
        """Let the views follow the stacks that have grown, announce what came, and have the lists drawn anew."""
        self._refreshed = time.monotonic()
        self._show_awaited_document()
        before = self.desk
        self.desk = self.desk.mapped(self._stacks.restacked)
        if self.sync == "Tile" and self.desk.group is not None:
            self.desk = self.desk.with_group(self.desk.group.tiled())
        self._stacks.renew()
        self._prepare()
        if self.desk != before:
            self.desk_changed.emit()
        for key in sorted(self._arrived):
            self._announce(key)
        self._arrived.clear()
        self.lists_changed.emit()

    def _locate(self, path: str, sop_instance_uid: str, places: tuple[FramePlace, ...]) -> None:
        """The frames of a multi-frame instance have said where they lie."""
        for record in self.library.series():
            if (instance := record.instances.get(sop_instance_uid)) is not None and instance.path == path:
                record.locate(sop_instance_uid, places)
                self._refresh_soon()

    def _show_arrived(self, path: str, frame_index: int) -> None:
        """A frame has been decoded, or cannot be: it is drawn if a view waits for it."""
        group = self.desk.group
        frames = [self._stacks.frame(viewport) for viewport in group.views] if group is not None else []
        if any(frame is not None and frame.address == (path, frame_index) for frame in frames):
            self.desk_changed.emit()

    # --- who comes to the front ---

    def _show_awaited(self) -> None:
        """Show the first image of the click that the user waits for, as soon as there is one."""
        self._show_first_of_job(self._has_pictures)

    def _show_awaited_document(self) -> None:
        """The click is over and all of it is here, but it brought no image: show the first document."""
        job, keys = self.jobs.get(self._awaited), self.series_of_job(self._awaited)
        if job is not None and job.state not in RUNNING and all(self.library.has_all_of(key) for key in keys):
            self._show_first_of_job(self._is_displayable)

    def _show_first_of_job(self, fits: Callable[[str], bool]) -> None:
        key = next((key for key in self.series_of_job(self._awaited) if fits(key)), None)
        if key is not None:
            self._told.add(self._awaited)
            self._awaited = 0
            self._open_series(key)

    def series_of_job(self, job: int) -> list[str]:
        """The keys of a job's series, in the order that it promised."""
        promised = self.jobs[job].series if job in self.jobs else ()
        others = [r.update for r in self.library.series() if r.update.job == job and r.update.key not in promised]
        return [*promised, *(update.key for update in sorted(others, key=lambda update: update.order))]

    def _is_displayable(self, key: str) -> bool:
        record = self.library.get(key)
        return record is not None and bool(record.instances)

    def _has_pictures(self, key: str) -> bool:
        """Whether a series goes to the image view; what else there is are documents."""
        record = self.library.get(key)
        return record is not None and any(is_picture(instance) for instance in record.instances.values())

    def _announce(self, key: str) -> None:
        """Mark a series that nobody waits for, and tell of it once for each job."""
        record = self.library.get(key)
        if record is None or record.update.job in (self._awaited, *self._told) or not self._is_displayable(key):
            return
        self._told.add(record.update.job)
        self.unseen.add(key)
        name = person(record.update.patient.patient_name) or "a patient without a name"
        what = "images" if self._has_pictures(key) else "documents"
        message = _message("info", f"New {what} of {name}", record.update.study.study_description)
        self._set_notices(self.notices.added(Notice(message, key)))

    # --- what is open ---

    def show_series(self, key: str, stack_number: int = 0) -> None:
        """The user wants to see this stack: in its patient's group, where it stands or in the next free view."""
        self._awaited = 0
        if self._is_displayable(key):
            self._open_series(key, stack_number)

    def put_series(self, key: str, index: int, stack_number: int = 0) -> None:
        """The user puts a stack into a view of the group in front; into its own patient's if that is another."""
        record, group = self.library.get(key), self.desk.group
        if record is None or group is None or record.update.patient.key != group.key:
            self.show_series(key, stack_number)
        elif self._is_displayable(key):
            self._awaited = 0
            self._put(group.with_view(index, self._stacks.viewport(record, stack_number)).selecting(index), key)

    def choose_series(self, key: str, stack_number: int = 0) -> None:
        """The user chooses a stack in the list: it comes into the selected view, unless it stands there."""
        group = self.desk.group
        if group is None or group.view.stack_key != (key, stack_number):
            self.put_series(key, group.selected if group is not None else 0, stack_number)

    def sort(self, change: Callable[[Ordering], Ordering]) -> None:
        """Order the series in the selected view in another way; the image in sight stays there."""
        group = self.desk.group
        record = self.library.get(group.view.series_key) if group is not None else None
        if record is not None:
            record.arrange(change(record.ordering))
            self.catch_up()

    def show_first(self, keys: Iterable[str]) -> None:
        """The user wants to see the first of these series that can be shown."""
        key = next((key for key in keys if self._is_displayable(key)), None)
        if key is not None:
            self.show_series(key)

    def show_image(self, image: KeyImage) -> None:
        """The user wants to see this frame."""
        record = self.library.get(image.series_key)
        frame = FrameRef(Instance(image.sop_instance_uid), image.frame_index)
        found = record.find(frame) if record is not None else None
        if found is not None:
            self.show_series(image.series_key, found[0])
            self.change(lambda now, _: now.scrolled_to(found[1]))
        elif image.series_key in self.pictures:
            self._open(Group(PICTURES, "Pictures"), Viewport(image.series_key, count=1))

    def go(self, level: Literal["series", "study", "patient"], place: Literal["first", "last"] | int) -> None:
        """Show another series in the selected view: the first, the last, or so many on from the one there.

        Series are those of the patient, stack by stack; of a study or a patient, it is the first series.
        """
        group = self.desk.group
        if group is None or not (choices := self.library.choices(level, group.key)):
            return
        now = next((index for index, keys in enumerate(choices) if group.view.stack_key in keys), 0)
        wanted = {"first": 0, "last": len(choices) - 1}[place] if isinstance(place, str) else now + place
        if wanted != now and 0 <= wanted < len(choices):
            self.choose_series(*choices[wanted][0])

    def _open_series(self, key: str, stack_number: int = 0) -> None:
        record = self.library.get(key)
        assert record is not None
        patient = record.update.patient
        group = Group(patient.key, person(patient.patient_name) or patient.patient_id or "Unknown patient")
        self._say(Prioritize(key))
        self.unseen.discard(key)
        self._open(group, self._stacks.viewport(record, stack_number))

    def _put(self, group: Group, key: str) -> None:
        self._say(Prioritize(key))
        self.unseen.discard(key)
        self._set_desk(self.desk.with_group(group))

    def _open(self, group: Group, viewport: Viewport) -> None:
        self._set_desk(self.desk.opened(group, viewport))

    def turn_to(self, index: int) -> None:
        """The user brings another group to the front."""
        self._awaited = 0
        self._set_desk(self.desk.turned_to(index))

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

    def _follow(self, before: Viewport, other: Viewport, after: Viewport) -> int:
        """Where another view goes when the selected one scrolls; documents stay where they are."""
        frame = self._stacks.frame(other)
        is_document = frame is not None and not is_picture(frame.instance)
        return other.position if is_document else self._stacks.follow(before, other, after)

    def _set_desk(self, desk: Desk) -> None:
        self.desk = desk
        self._prepare()
        self._set_notices(self.notices.kept(lambda notice: not notice.key or notice.key in self.unseen))
        self.desk_changed.emit()

    def _forget(self, keys: set[str]) -> None:
        paths = keys & self.pictures.keys()
        for key in keys:
            record = self.library.get(key)
            paths |= {instance.path for instance in record.instances.values()} if record is not None else set()
            self.marks.forget({key, *record.instances} if record is not None else {key})
            self.pictures.pop(key, None)
        self._stacks.forget(keys)
        self._kept = {key: window for key, window in self._kept.items() if key[0] not in keys}
        self._located -= paths
        self.attachments.forget(paths)
        self.unseen -= keys
        self._shown -= keys
        self.library.apply(SeriesClosed(tuple(keys)))
        left = {record.update.patient.key for record in self.library.series()} | (
            {PICTURES} if self.pictures else set()
        )
        self._set_desk(self.desk.without(keys, {group.key for group in self.desk.groups} - left))
        self.supply.forget(paths)
        self.documents.forget(paths)

    # --- what stands in a view ---

    def resize_view(self, index: int, size: ViewSize) -> None:
        """A view tells how large it is."""
        self._view_sizes[index] = size

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
        found = record.findings if record is not None else ()
        return found[viewport.stack_number] if viewport.stack_number < len(found) else ()

    def sight(self, index: int, size: ViewSize | None = None) -> Sight:
        """What a view of the group in front shows; asks for the frame if it is not at hand."""
        group = self.desk.group
        viewport = group.views[index] if group is not None and index < len(group.views) else Viewport()
        size = size or self._view_sizes.get(index, ViewSize(0, 0))
        frame = self._stacks.frame(viewport)
        if frame is None or self.is_document(Sight(viewport, size, frame)):
            return Sight(viewport, size, frame)
        image, error = self.supply.get(*frame.address), self.supply.error(*frame.address)
        if image is not None and viewport.stack_key not in self._kept and image.description.is_grey:
            self._kept[viewport.stack_key] = voi.automatic(image)
        if image is None:
            return Sight(viewport, size, frame, image, error, self._kept.get(viewport.stack_key))
        shapes = self.attachments.shapes(frame, image.description, viewport.presentation)
        image = self.attachments.presented(image, frame, viewport.presentation)
        return Sight(viewport, size, frame, image, error, self._kept.get(viewport.stack_key), shapes)

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

    def is_document(self, sight: Sight) -> bool:
        """Whether something else than a picture stands in a view."""
        return (
            sight.frame is not None
            and sight.frame.instance.path not in self.pictures
            and not is_picture(sight.frame.instance)
        )

    def painted(self, sight: Sight) -> None:
        """A view has put this on screen: the first time for a series, the service is told."""
        key = sight.viewport.series_key
        document = self.is_document(sight)
        if sight.frame is None or key in self._shown or not (document or sight.image or sight.error):
            return
        self._shown.add(key)
        if key in self.pictures:
            self._say(PictureShown(key, sight.error))
        elif document or sight.image is not None:
            self._say(ImageShown(key, sight.frame.instance.sop_instance_uid, time.monotonic()))

    def follow_reference(self, reference: Reference) -> bool:
        """Show the instance that a document speaks of beside the document; whether it is loaded."""
        uid = reference.sop_instance_uid
        record = next((record for record in self.library.series() if uid in record.instances), None)
        if record is None:
            return False
        number, position = record.find(FrameRef(record.instances[uid], reference.frame_index)) or (0, 0)
        self._show_beside((record.update.key, number))
        self.change(lambda now, _: now.scrolled_to(position))
        return True

    def _show_beside(self, wanted: StackKey) -> None:
        """Show a stack where it stands, else in an empty view, else next to the selected one."""
        key, number = wanted
        group = self.desk.group
        if group is not None and len(group.views) == 1 and group.view.series_key and group.view.stack_key != wanted:
            self.arrange(LAYOUTS["1x2"])
        group = self.desk.group
        views = group.views if group is not None else ()
        if group is None or any(view.stack_key == wanted or not view.series_key for view in views):
            self.show_series(key, number)
        else:
            self.put_series(key, (group.selected + 1) % len(views), number)

    def _prepare(self) -> None:
        """Have decoded what may be wanted next: the views' own frames first, then those around the selected one's."""
        group = self.desk.group
        frames: list[FrameRef] = []
        if group is not None:
            frames += (frame for view in group.views if (frame := self._stacks.frame(view)) is not None)
            for frame in frames:
                self._ask_for_places(frame.instance)
            frames += self._stacks.around(group.view, self._direction)
        pictures = (frame for frame in frames if frame.instance.path in self.pictures or is_picture(frame.instance))
        self.supply.prepare(frame.address for frame in pictures)

    def _ask_for_places(self, instance: Instance) -> None:
        """Have an enhanced multi-frame instance say where its frames lie, once."""
        if instance.number_of_frames > 1 and instance.path not in self._located:
            self._located.add(instance.path)
            self.supply.locate(instance.path, instance.sop_instance_uid)

    def _want_thumbnail(self, key: str) -> None:
        """Of the middle of each stack: when the series begins, and again when it is complete."""
        record = self.library.get(key)
        assert record is not None
        begun = self.supply.thumbnail(key) is not None or self.supply.wants_thumbnail(key)
        if not self._has_pictures(key) or (begun and len(record.instances) < record.update.expected):
            return
        for number, stack in enumerate(record.stacks):
            if number or not record.update.thumbnail:
                self.supply.want_thumbnail(thumbnail_key(key, number), stack.frames[len(stack) // 2].address)

    # --- what the user asks of the service ---

    def open_targets(self, targets: Iterable[str]) -> None:
        """Open files, folders or addresses."""
        self._say(Open(tuple(targets)))

    def retry(self, keys: Iterable[str]) -> None:
        """Fetch again what is missing."""
        self._say(Retry(tuple(keys)))

    def pause(self, keys: Iterable[str]) -> None:
        """Have no more of these series fetched for now."""
        self._say(Pause(tuple(keys)))

    def resume(self, keys: Iterable[str]) -> None:
        """Go on with these series."""
        self._say(Resume(tuple(keys)))

    def cancel_series(self, keys: Iterable[str]) -> None:
        """Do not wait for the rest of these series."""
        self._say(Cancel(tuple(keys)))

    def close_series(self, keys: Iterable[str]) -> None:
        """Close series at once, and have the service forget them."""
        closed = tuple(keys)
        self._say(Close(closed))
        self.apply(SeriesClosed(closed))

    def cancel(self, job: int) -> None:
        """Stop a job; if it has ended, stop showing it."""
        if self.jobs[job].state in RUNNING:
            self._say(CancelJob(job))
        else:
            del self.jobs[job]
            self._refresh_soon()

    def dismiss(self, notice: Notice) -> None:
        """The user has read it."""
        self._set_notices(self.notices.kept(lambda other: other is not notice))

    def step_notices(self, steps: int) -> None:
        """The user wants to read another one."""
        self._set_notices(self.notices.stepped(steps))

    def close_group(self) -> None:
        """Close all that belongs to the group in front."""
        group = self.desk.group
        if group is None:
            return
        if group.key == PICTURES:
            self._forget(set(self.pictures))
        self.close_series([r.update.key for r in self.library.series() if r.update.patient.key == group.key])

    def notify(self, severity: Severity, title: str, text: str = "", todo: str = "") -> None:
        """Tell the user something that arose here."""
        self._set_notices(self.notices.added(Notice(_message(severity, title, text, todo))))

    def notify_error(self, error: WetreadError) -> None:
        """Tell the user of an error."""
        self.notify("error", error.what, error.why, error.todo)


def thumbnail_key(series_key: str, stack_number: int) -> str:
    """Under which the thumbnail of a stack is kept; that of the first is the series'."""
    return f"{series_key}\\#{stack_number}" if stack_number else series_key


_TAKERS: Final[dict[type, Callable[[Store, Any], None]]] = {
    SeriesUpdate: Store._take_series,
    InstancesReceived: Store._take_series,
    SeriesClosed: Store._close_series,
    JobUpdate: Store._take_job,
    ImageReceived: Store._take_image,
    ImagesClosed: Store._close_images,
    Message: Store._take_message,
    MessageWithdrawn: Store._withdraw_message,
}


def _interrupted(job: JobUpdate) -> JobUpdate:
    return replace(job, state="partial" if job.received else "failed", text=INTERRUPTED)


def _message(severity: Severity, title: str, text: str = "", todo: str = "") -> Message:
    return Message(datetime.now(UTC).isoformat(timespec="seconds"), severity, title, text, todo)
