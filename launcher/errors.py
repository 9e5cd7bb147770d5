"""What can go wrong, in words a user can act on.

::

    WetreadError                    exit code 1
    ├── RequestError                2   the request itself is wrong
    │   ├── LinkError                   a link that cannot be read
    │   ├── CommandError                an unknown command, option or value
    │   └── NotDicom                    a file that is no DICOM file
    ├── SourceError                 4   the place that images come from
    │   ├── Unreachable                 no connection, time-out, certificate
    │   ├── NotAuthorised               401, 403
    │   │   └── Lapsed                      to what the launch itself brought along
    │   ├── NotFound                    404, 410
    │   ├── BadAnswer                   an answer that is not what was asked for
    │   ├── ManifestError               a manifest that cannot be used
    │   └── Refused                     our own trust rules, or the user, said no
    │       └── Declined                    to what Retry asks about again
    ├── TimedOut                    3   a wait came to its limit
    ├── NotRunning                  5   nobody to ask
    └── ProtocolError               1   two of our processes do not understand each other

The reply over the socket, the message in the window, the log line and the exit code are renderings of one object.
"""

from __future__ import annotations

TYPE_CHECKING = False  # spares the import of typing: every click passes here
if TYPE_CHECKING:
    from typing import ClassVar


class WetreadError(Exception):
    """Something the user, or the person they call, can act on.

    Parameters
    ----------
    what
        What failed, as a sentence without its full stop: ``"The manifest could not be fetched"``.
    why
        The reason, with the address, instance or word at fault; never a token, a password or a query string.
    todo
        What to do about it; the class's own advice if left out.
    """

    exit_code: ClassVar[int] = 1
    advice: ClassVar[str] = ""

    def __init__(self, what: str, why: str = "", todo: str | None = None) -> None:
        super().__init__(what)
        self.what = what.rstrip(".")
        self.why = why.rstrip(".")
        self.todo = (self.advice if todo is None else todo).strip()

    @property
    def said(self) -> str:
        """What failed and why, without a full stop."""
        return f"{self.what}: {self.why}" if self.why else self.what

    def __str__(self) -> str:
        """One line: what failed, why, and what to do."""
        return f"{self.said}. {self.todo}".rstrip()


class RequestError(WetreadError):
    """The request was wrong: usage, unknown command, malformed link."""

    exit_code = 2


class LinkError(RequestError, ValueError):
    """A link or argument that cannot be read."""

    advice = "Open the page again and click the link once more; if it fails again, show this text to whoever made it."


class CommandError(RequestError, ValueError):
    """A command, option or value that the command table does not know.

    ``usage`` is the command's usage text where there is one, for the caller to print below the sentence.
    """

    def __init__(self, what: str, why: str = "", todo: str | None = None, usage: str = "") -> None:
        super().__init__(what, why, todo)
        self.usage = usage


class NotDicom(RequestError):
    """A file that is not DICOM, whatever its name says. ``kind`` is what it is: ``PDF``, ``text``, ``other``."""

    def __init__(self, what: str, why: str = "", todo: str | None = None, kind: str = "other") -> None:
        super().__init__(what, why, todo)
        self.kind = kind


class SourceError(WetreadError):
    """The place that images come from did not deliver."""

    exit_code = 4


class Unreachable(SourceError):
    """No connection, no answer in time, or a certificate that is not trusted."""

    advice = "Check the network or VPN, then try again."


class NotAuthorised(SourceError):
    """HTTP 401 or 403: the permission was refused or has expired."""

    advice = "Open the page with the link again to get a fresh permission."


class Lapsed(NotAuthorised):
    """The permission that a launch brought along is refused: asking again with it is of no use.

    ``entirely``: not just for what was asked for.
    """

    def __init__(self, what: str, why: str = "", entirely: bool = False) -> None:
        super().__init__(what, why)
        self.entirely = entirely


class NotFound(SourceError):
    """HTTP 404 or 410: the server does not hold it."""

    advice = "Ask the archive's administrator whether it was moved or deleted."


class Cancelled(SourceError):
    """The user did not want to wait for it."""

    advice = "Choose Download again to have it after all."


CANCELLED = Cancelled("This was not fetched", "you cancelled it")
"""Of every image that the user did not wait for."""


SIGN_IN = "It may want you to sign in: open the page with the link again, then click the link."
"""What to do about a web page that came instead of what was asked for."""


class BadAnswer(SourceError):
    """The server answered, but not with what was asked for."""

    advice = "Try again later; if it stays so, show this text to the archive's administrator."


class ManifestError(SourceError, ValueError):
    """A manifest that cannot be used."""

    advice = "Show this text to the people who run the page that made the link."


class Refused(SourceError):
    """The trust rules or the user said no."""


class Declined(Refused):
    """The user said no, and may say yes when asked again."""


class TimedOut(WetreadError):
    """A wait came to its limit."""

    exit_code = 3


class NotRunning(WetreadError):
    """The question needs a running instance and there is none."""

    exit_code = 5
    advice = "Open something first: wetread TARGET."


class ProtocolError(WetreadError):
    """Bytes on the local socket that are not one of our messages."""

    advice = "Close Wetread and open it again, so that all its parts are of one version."
