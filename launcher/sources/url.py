"""Plain web addresses: one file each, which nobody promised anything about. What has come decides what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from launcher.addresses import host, shown
from launcher.cache import Kept
from launcher.downloads import Transfer
from launcher.errors import WetreadError
from launcher.records import counted
from launcher.sources.file import Came, open_file, show_picture
from launcher.sources.work import Work

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
    work.downloads.add(f"job {work.job.id}", [_transfer(work, address, accept, haul) for address in permitted])


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


def _transfer(work: Work, address: str, accept: Accept, haul: Haul) -> Transfer:
    return Transfer(
        (address,),
        begin=lambda: not work.job.stop.is_set(),
        accept=partial(_accepted, work, address, accept, haul),
        give_up=partial(_given_up, work, address, accept, haul),
        headers=work.launch.headers,
        permit=work.launch.consent.permit,
        limits=work.launch.limits,
    )


def _accepted(work: Work, address: str, accept: Accept, haul: Haul, file: Kept) -> None:
    haul.add(accept(address, file.path))
    work.ledger.expect(work.job, -1)  # it has come, and counts as what it holds


def _given_up(work: Work, address: str, accept: Accept, haul: Haul, error: WetreadError) -> None:
    def again() -> None:
        work.downloads.add(f"job {work.job.id}", [_transfer(work, address, accept, haul)])

    work.ledger.fail_expected(work.job, error, again)
