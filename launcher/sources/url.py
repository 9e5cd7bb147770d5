"""Plain web addresses: one file each, which nobody promised anything about. What has come decides what it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from launcher.addresses import shown
from launcher.downloads import Transfer
from launcher.errors import WetreadError
from launcher.sources.file import open_file, show_picture
from launcher.sources.work import Work

Accept = Callable[[str, Path], None]


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
    work.downloads.add(f"job {work.job.id}", [_transfer(work, address, accept) for address in permitted])


def _transfer(work: Work, address: str, accept: Accept) -> Transfer:
    return Transfer(
        (address,),
        begin=lambda: not work.job.stop.is_set(),
        accept=partial(_accepted, work, address, accept),
        give_up=partial(_given_up, work, address, accept),
        headers=work.launch.headers,
        permit=work.launch.consent.permit,
        limits=work.launch.limits,
    )


def _accepted(work: Work, address: str, accept: Accept, path: Path) -> None:
    accept(address, path)
    work.ledger.expect(work.job, -1)  # it has come, and counts as what it holds


def _given_up(work: Work, address: str, accept: Accept, error: WetreadError) -> None:
    def again() -> None:
        work.downloads.add(f"job {work.job.id}", [_transfer(work, address, accept)])

    work.ledger.fail_expected(work.job, error, again)
