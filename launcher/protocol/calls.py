"""What a front asks of the service, and what it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from launcher.frozen import frozen


@frozen
class Request:
    """What a front asks: a ``kind`` that ``answer_table`` knows, and its words as the system handed them over.

    ``origin`` is ``link`` when a stranger may have written the arguments (the registered scheme handler), ``user`` when
    somebody typed or dropped them. ``display`` are the variables of its environment that say where its session shows
    windows. ``wait`` keeps the front until its own jobs end. ``options``: of open, shallow, copy, dicom-only,
    background and password; of screenshot, view, size and when; of wait, until.
    """

    version: int
    kind: str
    arguments: tuple[str, ...] = ()
    origin: Literal["link", "user"] = "user"
    cwd: str = "/"
    activation_token: str = ""
    display: Mapping[str, str] | None = None
    wait: bool = False
    timeout: float = 0.0  # seconds, 0 for the default of the call
    options: Mapping[str, str] | None = field(default=None, repr=False)  # a password may be among them


@frozen
class Reply:
    """The service's answer: what the front prints, and its exit code."""

    exit_code: int = 0
    out: str = ""
    err: str = ""


Call = Request | Reply
