"""Ways to ask an archive, and what it was asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from launcher.errors import WetreadError
from launcher.links.commands import DicomRs
from launcher.sources import dicomweb
from launcher.sources.work import Work
from tests.launcher.desk import Desk
from tests.servers.dicomweb import DicomWeb
from tests.servers.web import Web

Opened = Callable[..., Work]


def open_and_wait(desk: Desk, archive: DicomWeb, text: str, **options: Any) -> Work:
    """A request of which all has come, or is named."""
    work = desk.work()
    try:
        dicomweb.open_request(work, (DicomRs(url=archive.root, request=("",), **options), text))
    except WetreadError as error:
        desk.ledger.fail_job(work.job, error)
    desk.ended(work)
    return work


def asked(web: Web, what: str) -> int:
    """How often."""
    return len(web.asked(f"*/{what}"))
