"""The state of the window, and what changes it: what the service says, and what the user opens and closes.

What stands in the views, and how they are looked at, is ``showing``. Widgets draw what is here and turn each gesture
into one call; nothing else in the viewer remembers anything.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, Final

from PyQt5.QtCore import QTimer, pyqtSignal

from launcher.protocol import AnyMessage
from launcher.protocol.events import (
    FrameReceived,
    ImageReceived,
    ImagesClosed,
    InstanceBegun,
    InstancesReceived,
    JobUpdate,
    Message,
    MessageWithdrawn,
    SeriesClosed,
    SeriesUpdate,
)
from launcher.protocol.wishes import CancelJob, Close, ImageShown, PictureShown, Prioritize
from viewer.files.external import Outside
from viewer.model.desk import Group
from viewer.model.library import COMING, SeriesRecord
from viewer.model.order import Ordering
from viewer.model.progress import RUNNING
from viewer.model.stack import FramePlace
from viewer.model.viewport import Viewport
from viewer.names import person
from viewer.state.archives import Archives
from viewer.state.board import Board
from viewer.state.jobs import Jobs, has_pictures
from viewer.state.player import Player
from viewer.state.showing import Showing
from viewer.state.sight import Sight
from viewer.state.wishes import Wishes
from viewer.words import tr

REFRESH: Final = 40
"""Milliseconds that news wait for more of it before stacks, lists and progress follow."""

PACE: Final = 350
"""Milliseconds between two such moments at least, however much arrives."""

PICTURES: Final = "pictures"
"""The key of the group of ordinary pictures; never a patient's, for those contain a backslash."""

LOADING_INTERRUPTED: Final = tr("Loading was interrupted")


class Store(Showing):
    """What the window knows. ``say`` takes what is to be said to the service, from any thread."""

    lists_changed = pyqtSignal()  # explorer and jobs: gathered for a moment
    modal_message = pyqtSignal(object)  # a Message

    def __init__(self, say: Callable[[AnyMessage], None]) -> None:
        super().__init__(say)
        self.outside = Outside()
        self.archives = Archives(say)
        self.player = Player(self)
        self.board = Board()
        self.wishes = Wishes(say)
        self.jobs = Jobs(self.library)
        self.unseen: set[str] = set()
        self._say = say
        self._shown: set[str] = set()
        self._arrived: set[str] = set()  # series with instances that came since the last refresh
        self._retold: set[str] = set()  # series of which something else was told since then
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.timeout.connect(self.catch_up)
        self._refreshed = 0.0  # when, on the monotonic clock
        self._held_back = QTimer(self)  # while the first image of a click may be another's
        self._held_back.setSingleShot(True)
        self._held_back.timeout.connect(self._show_images)
        self.supply.arrived.connect(self._show_arrived)
        self.outside.failed.connect(self.board.notify_error)
        self.supply.located.connect(self._locate)
        self.supply.thumbnail_made.connect(self._refresh_soon)
        self.desk_changed.connect(self._put_away_seen)

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
        if self.jobs.interrupt():
            why, todo = tr("Wetread's service ended"), tr("Click the link again.")
            self.board.notify("warning", LOADING_INTERRUPTED, why, todo)
        self._refresh_soon()

    def begin_anew(self) -> None:
        """Another service is there: its jobs count from 1. What is shown stays."""
        self.jobs.begin_anew()
        self.board.begin_anew()
        self._refresh_soon()

    def _take_series(self, message: SeriesUpdate | InstancesReceived) -> None:
        if not self.library.apply(message):
            return
        if isinstance(message, SeriesUpdate):
            self._retold.add(message.key)
        else:
            self.supply.complete(instance.path for instance in message.instances)
            self.attachments.take(message.instances)
            self._show_images()
            self._arrived.add(message.key)

    def _take_begun(self, message: InstanceBegun) -> None:
        """More of an instance has come, of which the rest is on its way."""
        record, path = self.library.get(message.key), message.instance.path
        before = record.begun.get(message.instance.sop_instance_uid) if record is not None else None
        if record is None or not self.library.apply(message):
            return
        if before is not None and before.path != path:
            self.supply.forget([before.path])
        self.supply.grow(path)
        self._show_images()
        self._arrived.add(message.key)

    def _take_job(self, job: JobUpdate) -> None:
        self.jobs.take(job)
        if job.state == "done" and job.series:  # the link was clicked again
            self.board.keep(lambda notice: notice.message.title != LOADING_INTERRUPTED)
        self._show_images()

    def _take_message(self, message: Message) -> None:
        if message.modal:
            self.modal_message.emit(message)
        else:
            self.board.put_up(message)

    def _withdraw_message(self, withdrawn: MessageWithdrawn) -> None:
        self.board.withdraw(withdrawn.id)

    def _take_image(self, message: ImageReceived) -> None:
        self.pictures[message.path] = message
        self.supply.add_picture(message.path, message.title)
        self._stacks.add_picture(message.path)
        self.show_picture(message.path)
        if message.path in self._shown:  # opened once more
            self._say(PictureShown(message.path, self.supply.error(message.path)))
        else:  # whether it can be read is to be known, even if no view gets to paint it
            self.supply.get(message.path)

    def _turn_into_pages(self, path: str) -> None:
        """The first page of a picture has been read, and says how many there are."""
        image = self.supply.get(path)
        pages = image.description.number_of_frames if image is not None else 1
        if pages > 1 and len(self.stack(Viewport(path))) == 1:
            self._stacks.add_picture(path, pages)
            self.desk = self.desk.mapped(lambda view: view.restacked(0, pages, 0) if view.series_key == path else view)

    def _close_images(self, message: ImagesClosed) -> None:
        self._forget(set(message.paths or self.pictures))

    def _close_series(self, message: SeriesClosed) -> None:
        self.crosshair = None  # what it pointed at may be gone
        self._forget(set(message.keys))

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
        self._show_claimed(self.jobs.claim_document())
        before = self.desk
        self.desk = self.desk.mapped(self._stacks.restacked)
        if self.sync == "Tile" and self.desk.group is not None:
            self.desk = self.desk.with_group(self.desk.group.tiled())
        self._stacks.renew()
        for record in filter(None, map(self.library.get, self._arrived)):
            self._ahead.want_thumbnails(record)
        self._ahead.prepare(self.desk.group, self._direction, grown=True)
        if self.desk != before or self._is_retold() or self.attachments.can_blend:
            self.desk_changed.emit()
        for key in sorted(self._arrived):
            self._announce(key)
        self._arrived.clear()
        self._retold.clear()
        self.lists_changed.emit()

    def _is_retold(self) -> bool:
        """Whether what stands over an image, such as how many are to come, may be past."""
        return self.desk.group is not None and any(view.series_key in self._retold for view in self.desk.group.views)

    def _locate(self, path: str, sop_instance_uid: str, places: tuple[FramePlace, ...]) -> None:
        """The frames of a multi-frame instance have said where they lie."""
        for record in self.library.series():
            if (instance := record.shown.get(sop_instance_uid)) is not None and instance.path == path:
                record.locate(sop_instance_uid, places)
                self._refresh_soon()

    def _show_arrived(self, path: str, frame_index: int) -> None:
        """A frame has been decoded, or cannot be: it is drawn if a view waits for it."""
        if path in self.pictures:
            self._turn_into_pages(path)
            self._judge(path)
        group = self.desk.group
        if any(self._awaits(view, path, frame_index) for view in (group.views if group is not None else ())):
            self.desk_changed.emit()

    def _awaits(self, view: Viewport, path: str, frame_index: int) -> bool:
        """Whether a view shows this frame, or another that it is subtracted from or laid over."""
        frame = self._stacks.frame(view)
        if frame is None:
            return False
        above = self.attachments.above(frame, view.presentation)
        is_near = bool(view.presentation) and frame.address[0] == path
        return is_near or (path, frame_index) in (frame.address, above.address if above is not None else None)

    def _judge(self, path: str) -> None:
        """A picture has been read: the service is told at once if it cannot be shown, or if no view paints it."""
        error, group = self.supply.error(path), self.desk.group
        painted = group is not None and any(view.series_key == path for view in group.views)
        if path not in self._shown and (error or not painted):
            self._shown.add(path)
            self._say(PictureShown(path, error))

    def _show_images(self) -> None:
        """The first image that somebody waits for, once it is its turn."""
        self._show_claimed(self.jobs.claim_images())
        if self.jobs.is_patient():
            self._held_back.start(REFRESH)

    def _show_claimed(self, record: SeriesRecord | None) -> None:
        """A series comes to the front by itself, if there is one whose turn it is."""
        if record is not None:
            self._open_series(record)

    def _announce(self, key: str) -> None:
        """Mark a series that nobody waits for, and tell of it once for each job."""
        record = self._displayable(key)
        if record is None or not self.jobs.claim_announcement(record):
            return
        self.unseen.add(key)
        name = person(record.update.patient.patient_name) or tr("a patient without a name")
        told = tr("New images of {name}") if has_pictures(record) else tr("New documents of {name}")
        self.board.notify("info", told.format(name=name), record.update.study.study_description, key=key)

    def _displayable(self, key: str) -> SeriesRecord | None:
        """A series of which something is here."""
        record = self.library.get(key)
        return record if record is not None and record.shown else None

    # --- what is open ---

    def show_series(self, key: str, stack_number: int = 0) -> None:
        """The user wants to see this stack: in its patient's group, where it stands or in the next free view."""
        self.jobs.leave_foreground()
        if (record := self._displayable(key)) is not None:
            self._open_series(record, stack_number)
        elif (coming := self.library.get(key)) is not None and coming.update.state in COMING:
            self._wait_for(coming.update)

    def _wait_for(self, coming: SeriesUpdate) -> None:
        """Nothing of it is here yet: it is fetched next, and shown as soon as there is something to show."""
        self.jobs.leave_foreground(coming.key)
        self._see(coming.key)
        text = coming.series.series_description or coming.series.modality
        self.board.notify("info", tr("This series is coming"), text, tr("It shows with its first image."), coming.key)

    def put_series(self, key: str, index: int, stack_number: int = 0) -> None:
        """The user puts a stack into a view of the group in front; into its own patient's if that is another."""
        record, group = self._displayable(key), self.desk.group
        if record is None or group is None or record.update.patient.key != group.key:
            self.show_series(key, stack_number)
            return
        self.jobs.leave_foreground()
        self._see(key)
        self._set_desk(
            self.desk.with_group(group.with_view(index, self._stacks.viewport(record, stack_number)).selecting(index))
        )

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
        key = next((key for key in keys if self._displayable(key)), None)
        if key is not None:
            self.show_series(key)

    def show_picture(self, path: str) -> None:
        """An ordinary picture comes to the front."""
        self._open(Group(PICTURES, tr("Pictures")), Viewport(path, count=len(self.stack(Viewport(path)))))

    def _open_series(self, record: SeriesRecord, stack_number: int = 0) -> None:
        patient = record.update.patient
        group = Group(patient.key, person(patient.patient_name) or patient.patient_id or tr("Unknown patient"))
        self._see(record.update.key)
        self._open(group, self._stacks.viewport(record, stack_number))

    def _see(self, key: str) -> None:
        """A series is about to be seen: the rest of it comes first, and it is news no more."""
        self._say(Prioritize(key))
        self.unseen.discard(key)

    def _open(self, group: Group, viewport: Viewport) -> None:
        self._set_desk(self.desk.opened(group, viewport))

    def turn_to(self, index: int) -> None:
        """The user brings another group to the front."""
        self.jobs.leave_foreground()
        self._set_desk(self.desk.turned_to(index))

    def _put_away_seen(self) -> None:
        """What announced a series is over once that was seen."""
        self.board.keep(lambda notice: not notice.key or notice.key in self.unseen or self.jobs.is_wanted(notice.key))

    def _forget(self, keys: set[str]) -> None:
        paths = keys & self.pictures.keys()
        for key in keys:
            record = self.library.get(key)
            paths |= {instance.path for instance in record.shown.values()} if record is not None else set()
            self.marks.forget({key, *record.shown} if record is not None else {key})
            self.pictures.pop(key, None)
        self._stacks.forget(keys)
        self._sights.forget(keys)
        self._ahead.forget(keys, paths)
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

    def painted(self, sight: Sight) -> None:
        """A view has put this on screen: the first time for a series, the service is told."""
        key = sight.viewport.series_key
        document = self.is_document(sight)
        if sight.frame is None or key in self._shown or not (document or sight.image or sight.error):
            return
        self._shown.add(key)
        self._ahead.begin(key)
        self._ahead.prepare(self.desk.group, self._direction, grown=True)
        if key in self.pictures:
            self._say(PictureShown(key, sight.error))
        elif document or sight.image is not None:
            self._say(ImageShown(key, sight.frame.instance.sop_instance_uid, time.monotonic()))

    # --- what the user asks of the service ---

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
            self.jobs.remove(job)
            self._refresh_soon()

    def close_group(self) -> None:
        """Close all that belongs to the group in front."""
        group = self.desk.group
        if group is None:
            return
        if group.key == PICTURES:
            self._forget(set(self.pictures))
        self.close_series([r.update.key for r in self.library.series() if r.update.patient.key == group.key])


_TAKERS: Final[dict[type, Callable[[Store, Any], None]]] = {
    SeriesUpdate: Store._take_series,
    InstancesReceived: Store._take_series,
    InstanceBegun: Store._take_begun,
    FrameReceived: lambda store, message: store.supply.receive(message),
    SeriesClosed: Store._close_series,
    JobUpdate: Store._take_job,
    ImageReceived: Store._take_image,
    ImagesClosed: Store._close_images,
    Message: Store._take_message,
    MessageWithdrawn: Store._withdraw_message,
}
