"""Single frames of a large instance that is coming: those that somebody looks at before it has come so far.

Frames are shown as the file that holds them grows, which costs nothing. A jump ahead of that would wait for all that
lies between, minutes on a slow line; so that one frame is asked for by its number, beside the rest. Only the last one
that is wanted counts. A server that cannot answer with a frame as it is stored is not asked again.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import partial
from typing import Final

from launcher.cache import nobody
from launcher.dicomweb.frames import AS_STORED, frame_in, is_as_stored
from launcher.dicomweb.query import Archive
from launcher.errors import BadAnswer, NotFound, WetreadError
from launcher.http.client import Response
from launcher.ledger.records import Entry
from launcher.protocol.events import FrameReceived
from launcher.references import Instance
from launcher.sources.work import Work
from launcher.transfers import Transfer

RESOURCE: Final = "/frames/"
LARGEST: Final = 32 << 20  # bytes of a frame


class SingleFrames:
    """Those of one series.

    Parameters
    ----------
    address
        Of a resource of an instance, by the instance's UID.
    """

    def __init__(self, work: Work, archive: Archive, address: Callable[[str, str], str]) -> None:
        self._work = work
        self._archive = archive
        self._address = address
        self._wanted: tuple[str, int] = ("", 0)  # path of the file that does not hold it yet, and frame_index

    def of(self, entry: Entry) -> Entry:
        """The same entry, whose frames can be asked for from now on."""
        entry.want_frame = partial(self._want, entry)
        return entry

    def _want(self, entry: Entry, frame_index: int) -> None:
        coming = entry.begun
        if coming is None or RESOURCE in self._archive.lacking:
            return
        self._wanted = wanted = coming.path, frame_index
        work, service = self._work, self._archive.service
        transfer = Transfer(
            (self._address(coming.sop_instance_uid, f"{RESOURCE}{frame_index + 1}"),),
            begin=lambda: self._wanted == wanted and self._is_coming(entry, coming.path),
            accept=nobody,
            receive=partial(self._receive, coming, frame_index),
            give_up=self._given_up,
            headers=service.retrieve_headers,
            permit=work.launch.consent.permit,
            limits=work.launch.limits,
            media_types=(AS_STORED,),
        )
        queue = f"frames of job {work.job.id}"
        work.downloads.add(queue, [transfer])
        work.downloads.first(queue)
        work.downloads.let_pass(queue)

    def _is_coming(self, entry: Entry, path: str) -> bool:
        """Whether a frame that is not here is still waited for."""
        can_be_asked = RESOURCE not in self._archive.lacking
        wanted = entry.record is not None and not entry.record.paused
        return can_be_asked and wanted and entry.begun is not None and entry.begun.path == path

    def _receive(self, coming: Instance, frame_index: int, response: Response) -> None:
        said, frame = frame_in(response.headers.get("Content-Type", ""), response.read(LARGEST))
        if is_as_stored(said, coming.transfer_syntax_uid):
            self._work.tell(FrameReceived(coming.path, frame_index, b64encode(frame).decode()))
        else:
            self._archive.lacking.add(RESOURCE)

    def _given_up(self, error: WetreadError) -> None:
        """It will come with the rest."""
        if isinstance(error, NotFound | BadAnswer):
            self._archive.lacking.add(RESOURCE)
