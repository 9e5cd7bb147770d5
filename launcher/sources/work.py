"""What every source is given: the request it works for, and the common parts it works with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Final

from launcher.addresses import origin_of
from launcher.auth.credentials import NO_LOGIN, Login
from launcher.cache import Cache, Kept
from launcher.downloads import Downloads
from launcher.errors import NotDicom
from launcher.frozen import frozen
from launcher.http.client import Http, Limits
from launcher.ledger.ledger import Ledger
from launcher.ledger.records import Entry, Job, SeriesRecord
from launcher.protocol import AnyMessage
from launcher.protocol.events import ON_DISK
from launcher.transfers import Damaged
from launcher.trust import Consent

if TYPE_CHECKING:
    from launcher.headers.reading import Header

NEXT_TO_NOTHING: Final = 20


def is_asked_for_whole(record: SeriesRecord, missing: int) -> bool:
    """Whether to fetch a series as a whole, not image by image: at most one in twenty is here, and comes twice."""
    here = len(record.entries) - missing
    return here * NEXT_TO_NOTHING <= len(record.entries)


@frozen
class OnDisk:
    """How files of this computer are opened.

    ``folder`` is where the request was made. ``recursive``: of folders, also what is in their subfolders;
    ``copy_first``: files of a slow medium are copied before they are shown; ``dicom_only``: ordinary pictures
    are refused; ``password`` opens encrypted archives,
    ``ask_password`` asks the user for it: given what it is for, and the words; ``None`` if there is none.
    """

    folder: str = "/"
    recursive: bool = True
    copy_first: bool = False
    dicom_only: bool = False
    password: str = field(default="", repr=False)
    ask_password: Callable[[str, str], str | None] = lambda subject, text: None


@frozen
class Launch:
    """What holds for everything that one request set going.

    ``authorization`` is sent to the origins that the request itself names; ``properties`` are those of
    ``weasis:config`` that the trust rules let through. ``login`` is the one that the command itself asks for.
    ``on_disk`` says how files of this computer are opened. ``foreground``: the user waits for the images.
    """

    request: int
    accepted: float
    consent: Consent
    properties: Mapping[str, str] = field(default_factory=dict)
    authorization: str = ""
    login: Login = NO_LOGIN
    on_disk: OnDisk = OnDisk()
    foreground: bool = True

    @property
    def limits(self) -> Limits:
        """Time limits; ``UrlConnectionTimeout`` and ``UrlReadTimeout`` (milliseconds) of the launch change them."""
        usual = Limits()
        return Limits(
            _seconds(self.properties.get("UrlConnectionTimeout"), usual.connect),
            _seconds(self.properties.get("UrlReadTimeout"), usual.idle),
        )

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Headers for the addresses that the request itself names."""
        return (("Authorization", self.authorization),) if self.authorization else ()


def _seconds(text: str | None, usual: float) -> float:
    return min(max(int(text) / 1000, 1.0), 600.0) if text and text.isdecimal() and len(text) < 10 else usual


@frozen
class Work:
    """One job, and what a source needs to do it. ``tell`` sends a message to the window."""

    launch: Launch
    job: Job
    ledger: Ledger
    downloads: Downloads
    http: Http
    cache: Cache
    tell: Callable[[AnyMessage], None]

    def found(self, header: Header, name: str) -> bool:
        """Enter a file that is on disk, by ``name`` for the user; ``False`` when its instance was here already.

        Raises
        ------
        Damaged
            The file is cut. One of this computer that still has pixels is taken in, and named as a failure.
        NotDicom
            It is no instance but the directory of a medium, or says nothing of any.
        """
        if header.is_dicomdir:
            todo = "Open the folder that it lies in."
            raise NotDicom("This is no image but the directory of a medium", name, todo, "DICOMDIR")
        if header.says_nothing:
            why = "behind its file header it names no patient, study or series, and it has no pixels"
            raise NotDicom(f"{name} cannot be read", why, "Fetch or export it once more.")
        cut = None
        if header.truncated:
            cut = Damaged("A file is damaged", f"{name}: {header.truncated}", "Fetch or copy it again.")
            if self.job.source not in ON_DISK or header.pixel_data is None or not header.pixel_data[1]:
                raise cut
        return self.ledger.found(self.job, header.patient, header.study, header.series, header.instance, cut)

    def received(self, entry: Entry, header: Header, file: Kept) -> bool:
        """Enter what has come for a promise; ``False`` when nobody wants it any more, and its file is gone.

        Raises
        ------
        NotFound
            It is another instance that was promised too: this one has not come.
        """
        wanted = self.ledger.received(entry, header.patient, header.study, header.series, header.instance)
        if not wanted:
            self.cache.discard(file.path)
        return wanted

    def log_in(self, address: str) -> None:
        """Have the server of ``address`` sent the permission of the login that the command names, if it names one.

        Raises
        ------
        RequestError, Refused
            Nothing of that name is set up here, or its permission is not for this server.
        """
        login = self.launch.login
        if login != NO_LOGIN:
            self.http.logins.choose(origin_of(address), login, self.launch.consent)

    def follow(self) -> None:
        """Let the transfers follow what is paused, or is no more since it is asked for anew."""
        self.downloads.hold(self.ledger.paused_queues())

    def wait_while_paused(self) -> bool:
        """Wait while the user has paused the job; whether it is still wanted."""
        return self.ledger.wait_while_paused(self.job)

    def say(self, text: str) -> None:
        """Tell the user what the job is doing."""
        self.ledger.progress(self.job, text)
