"""A series by C-GET or C-MOVE: all of it at once, then what is still missing, image by image.

An archive's last word proves nothing: some stop at the first image that they cannot send, and call it done. So what
counts is which instances are on disk, each parsed to its end.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from launcher.dicomweb.model import FoundSeries
from launcher.dimse.contexts import Syntaxes, proposal_of_any_kind, proposals
from launcher.dimse.get import get
from launcher.dimse.move import move
from launcher.dimse.receive import Receiver
from launcher.dimse.refusals import NotOffered
from launcher.dimse.retrieve import Level
from launcher.errors import BadAnswer, Cancelled, NotDicom, NotFound, WetreadError
from launcher.flow import Pieces
from launcher.frozen import frozen
from launcher.ledger.records import Entry, SeriesRecord
from launcher.nodes.node import CallingNode, DicomNode
from launcher.sources.arrival import identified
from launcher.sources.work import Work, is_asked_for_whole
from launcher.transfers import Damaged, Running, Transfer

if TYPE_CHECKING:
    from pynetdicom.presentation import PresentationContext

LISTED: Final = 500
"""Images that are asked for by a list of their UIDs at a time."""
FRUITLESS: Final = 3
"""Images that do not come, of none that came, until the archive is believed to send nothing."""

log = logging.getLogger(__name__)


@frozen
class Way:
    """How images are asked for: ``name`` is get or move; ``may_change`` says that C-MOVE may stand in for C-GET."""

    node: DicomNode
    caller: CallingNode
    name: str
    may_change: bool = True
    configured: Mapping[str, Syntaxes] | None = None
    ca_files: Sequence[Path] = ()


class DimseSeries:
    """One series, or some images of it, whose names are known."""

    def __init__(self, work: Work, way: Way, series: FoundSeries) -> None:
        self._work = work
        self._way = way
        self._series = series
        self._named: dict[str, Entry] = {}
        self._record: SeriesRecord | None = None
        self._queued = False

    def start(self) -> None:
        """Promise what is wanted and is not here, and queue it."""
        series = self._series
        place = series.patient, series.study, series.series
        self._named = self._work.ledger.promise(self._work.job, *place, series.instances)
        self._record = next((entry.record for entry in self._named.values()), None)
        for entry in self._named.values():
            entry.again = self._queue
        self._queue()

    def _queue(self) -> None:
        if self._record is None or self._queued:
            return
        self._queued = True
        node = self._way.node
        transfer = Transfer(
            (f"dicom://{node.place}",),
            begin=self._begin,
            accept=lambda file: None,
            give_up=self._fail,
            fetch=self._fetch,
        )
        self._work.downloads.add(self._record.queue, [transfer])

    def _begin(self) -> bool:
        self._queued = False
        return any(self._work.ledger.start(entry) for entry in self._missing().values())

    def _fail(self, error: WetreadError) -> None:
        for entry in self._missing().values():
            self._work.ledger.failed(entry, error)

    def _missing(self) -> dict[str, Entry]:
        return {uid: e for uid, e in self._named.items() if e.record is not None and e.state == "queued"}

    # --- all at once, then one by one ---

    def _fetch(self, running: Running) -> None:
        """Fetch what is missing; an archive that cannot be reached is tried again by whoever called.

        Raises
        ------
        WetreadError
            The archive cannot be reached, or nothing can be kept; or ``running`` was stopped.
        """
        try:
            self._all_at_once(running)
        except NotOffered as error:
            if self._way.name != "get" or not self._way.may_change:
                raise
            log.info("C-MOVE takes the place of C-GET: %s", error.what)
            self._work.say(f"{error.what}, so it is asked for the images by C-MOVE")
            self._way = replace(self._way, name="move")
            self._all_at_once(running)
        self._one_by_one(running)

    def _one_by_one(self, running: Running) -> None:
        fruitless: list[WetreadError] = []
        for uid, entry in self._missing().items():
            if running.stop.is_set():
                raise Cancelled("This is fetched later")
            if entry.state == "queued" and (error := self._repaired(running, uid, entry)) is not None:
                fruitless.append(error)
                if len(fruitless) >= FRUITLESS and not running.received:
                    raise error  # it is not this image
                self._work.ledger.failed(entry, error)

    def _all_at_once(self, running: Running) -> None:
        missing = self._missing()
        try:
            for classes, contexts in self._contexts(missing):
                uids = [uid for uid, entry in missing.items() if not classes or entry.instance.sop_class_uid in classes]
                for level, wanted in self._requests(uids):
                    self._ask(running, level, wanted, classes, contexts)
        except NotOffered:
            raise
        except BadAnswer as error:
            log.info("a series did not come whole: %s", error.what)

    def _repaired(self, running: Running, uid: str, entry: Entry) -> WetreadError | None:
        """Ask for one image; why it has not come."""
        try:
            for classes, contexts in self._contexts({uid: entry}):
                self._ask(running, "IMAGE", {**self._uids, "SOPInstanceUID": uid}, classes, contexts)
        except BadAnswer as error:
            return error
        if entry.state != "queued" or running.stop.is_set():
            return None
        return NotFound("The archive did not send an image that it lists", f"{self._way.node.name} does not say why")

    def _contexts(
        self, missing: Mapping[str, Entry]
    ) -> Sequence[tuple[Collection[str], Sequence[PresentationContext]]]:
        """SOP classes and contexts of each association; no classes stand for an archive that does not name them."""
        classes = [entry.instance.sop_class_uid for entry in missing.values()]
        if not all(classes):
            return [((), proposal_of_any_kind())]
        return list(proposals(classes, configured=self._way.configured))

    def _requests(self, uids: Sequence[str]) -> list[tuple[Level, dict[str, str]]]:
        """All of the series in one request where that is what is wanted, else lists of images."""
        assert self._record is not None
        if self._series.whole and len(uids) > 1 and is_asked_for_whole(self._record, len(uids)):
            return [("SERIES", self._uids)]
        parts = [uids[at : at + LISTED] for at in range(0, len(uids), LISTED)]
        return [("IMAGE", {**self._uids, "SOPInstanceUID": "\\".join(part)}) for part in parts]

    def _ask(
        self,
        running: Running,
        level: Level,
        wanted: Mapping[str, str],
        classes: Collection[str],
        contexts: Sequence[PresentationContext],
    ) -> None:
        way, receiver = self._way, Receiver(partial(self._take, running), self._named.__contains__)
        if way.name == "get":
            get(way.node, way.caller, level, wanted, contexts, receiver, stop=running.stop, ca_files=way.ca_files)
        else:
            kinds = classes or [str(context.abstract_syntax) for context in contexts]
            configured, stop, ca_files = way.configured, running.stop, way.ca_files
            move(
                way.node, way.caller, level, wanted, kinds, receiver,
                configured=configured, stop=stop, ca_files=ca_files,
            )  # fmt: skip

    @property
    def _uids(self) -> dict[str, str]:
        series = self._series
        return {
            "StudyInstanceUID": series.study.study_instance_uid,
            "SeriesInstanceUID": series.series.series_instance_uid,
        }

    # --- what comes ---

    def _take(self, running: Running, pieces: Sequence[bytes | memoryview]) -> None:
        """Take in one image; one that did not come well is asked for again later."""
        file = self._work.cache.keep(Pieces(pieces))
        running.counted += file.size
        try:
            header = identified(file, {})
            entry = self._named.get(header.instance.sop_instance_uid)
            place = header.patient, header.study, header.series, header.instance
            kept = entry is not None and self._work.ledger.received(entry, *place)
        except (Damaged, NotDicom, NotFound) as error:
            log.info("an image of a series is left out: %s", error.what)
            kept = False
        if not kept:
            self._work.cache.discard(file.path)
