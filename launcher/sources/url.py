"""Plain web addresses: one file each, which nobody promised anything about. What has come decides what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from launcher.addresses import host, shown
from launcher.cache import Kept
from launcher.errors import WetreadError
from launcher.headers.reading import Header
from launcher.ledger.records import Entry
from launcher.ledger.wording import counted
from launcher.sources.arrival import identified
from launcher.sources.file import Came, open_file, show_picture
from launcher.sources.partial import growing
from launcher.sources.work import Work
from launcher.transfers import Transfer

Accept = Callable[[str, Path], Came]


def open_addresses(work: Work, addresses: Sequence[str]) -> None:
    """Fetch each address and take in what comes: an instance, a ZIP, a manifest, a picture."""
    _fetch(work, addresses, lambda address, path: open_file(work, path, address, shown(address)))


def open_pictures(work: Work, addresses: Sequence[str]) -> None:
    """Fetch each address as an ordinary picture."""
    _fetch(work, addresses, lambda address, path: show_picture(work, path, shown(address)))


def _fetch(work: Work, addresses: Sequence[str], accept: Accept) -> None:
    permitted, refusals = [], {}
    for address in addresses:
        try:
            work.launch.consent.permit(address)
            permitted.append(address)
        except WetreadError as error:
            refusals[str(error)] = error  # once for all addresses of a server
    for refusal in refusals.values():
        work.ledger.fail_job(work.job, refusal)
    work.ledger.expect(work.job, len(permitted))
    haul = Haul(work, ", ".join(sorted(set(map(host, permitted)))))
    for number, address in enumerate(permitted, 1):
        Fetch(work, f"address {number} of job {work.job.id}", address, accept, haul).queue()


@dataclass(eq=False)
class Haul:
    """What has come so far, for the job to say."""

    work: Work
    servers: str
    came: Counter[Came] = field(default_factory=Counter)

    def add(self, kind: Came) -> None:
        """Count it and say it."""
        with self.work.ledger.lock:
            self.came[kind] += 1
            if kind != "list":
                self.work.say(self.text())

    def text(self) -> str:
        """``2 images from pacs.example.org, 1 image already here``."""
        nouns: tuple[Came, ...] = ("image", "picture")
        fresh = " and ".join(counted(self.came[noun], noun) for noun in nouns if self.came[noun])
        known = f"{counted(self.came['known image'], 'image')} already here" if self.came["known image"] else ""
        return ", ".join(filter(None, (fresh and f"{fresh} from {self.servers}", known)))


@dataclass(eq=False)
class Fetch:
    """One address. What it holds is known when its file is whole, of a large object when its header has come."""

    work: Work
    name: str  # of its queue
    address: str
    accept: Accept
    haul: Haul
    entry: Entry | None = None

    def queue(self) -> None:
        """Have it fetched."""
        launch = self.work.launch
        transfer = Transfer(
            (self.address,),
            begin=self._begin,
            accept=self._accepted,
            give_up=self._given_up,
            headers=launch.headers,
            permit=launch.consent.permit,
            limits=launch.limits,
            grows=growing(self.work.ledger, self._known, {}),
        )
        self.work.downloads.add(self.name, [transfer])

    def _begin(self) -> bool:
        if self.entry is not None:
            return self.work.ledger.start(self.entry)
        return not self.work.job.stop.is_set()

    def _known(self, header: Header) -> Entry | None:
        """The header has come: its instance is promised from now on, instead of a file that may be anything."""
        work, uid = self.work, header.instance.sop_instance_uid
        if self.entry is None and uid:
            promised = replace(header.instance, path="", size=0)
            place = header.patient, header.study, header.series
            self.entry = work.ledger.promise(work.job, *place, [promised]).get(uid)
            if self.entry is not None:
                self.entry.again = self.queue
                work.ledger.expect(work.job, -1)
                if self.entry.record is not None and len(self.entry.record.entries) == 1:
                    self.entry.record.queue = self.name
        return self.entry

    def _accepted(self, file: Kept) -> None:
        if self.entry is not None:
            self._received(self.entry, file)
            return
        came = self.accept(self.address, file.path)
        self.haul.add(came)
        if came == "list":
            self.work.follow()
        self.work.ledger.expect(self.work.job, -1)  # it has come, and counts as what it holds

    def _received(self, entry: Entry, file: Kept) -> None:
        """What was promised has come, be it after its job was cancelled."""
        if self.work.received(entry, identified(file, {}), file):
            self.haul.add("image")

    def _given_up(self, error: WetreadError) -> None:
        if self.entry is None:
            self.work.ledger.fail_expected(self.work.job, error, self.queue)
        else:
            self.work.ledger.failed(self.entry, error)
