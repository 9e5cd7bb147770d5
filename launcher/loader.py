"""From commands that load images to their jobs, and what is done with those: paused, cancelled, looked at first.

Jobs are numbered in the order they were asked for and list what they promise side by side: one that waits for a slow
server, or for the user's consent, holds up no other. Each source stands in a file of ``sources``; what all of them need
is built when the first job runs, so that a click is answered before anything heavy has been imported.
"""

from __future__ import annotations

import importlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from launcher import stop
from launcher.addresses import host, local_path, origin_of, shown
from launcher.cache import Cache
from launcher.errors import CommandError, Refused, RequestError, WetreadError
from launcher.ledger.ledger import Ledger
from launcher.ledger.records import Job
from launcher.links.commands import DicomGet, DicomQr, DicomRs, ImageGet
from launcher.policy import Policy
from launcher.protocol import AnyMessage
from launcher.protocol.events import SourceName
from launcher.protocol.wishes import RetrieveFound
from launcher.questions import Questions
from launcher.turns import Turns

if TYPE_CHECKING:
    from launcher.downloads import Downloads
    from launcher.http.client import Http
    from launcher.sources.work import Launch

MEASURED = 0.5  # seconds between two looks at how fast something comes
SLEPT = 5.0  # seconds that such a look may be late, until the computer, or this process, counts as having slept
SIDE_BY_SIDE = 8  # jobs that list at a time
MOST_THREADS = 256  # for these, and for jobs that wait for a login, an answer, or a slow server
PORTABLE_FOLDERS = "dicom,DICOM,IMAGES,images"

Asked = tuple[SourceName, str, str, Any]
"""A source's name, what the user is told, the function that does it, and what is asked of it."""

log = logging.getLogger(__name__)


class Loader:
    """Turns commands into jobs."""

    def __init__(
        self,
        ledger: Ledger,
        cache: Cache,
        policy: Policy,
        questions: Questions,
        tell: Callable[[AnyMessage], None],
    ) -> None:
        self._ledger = ledger
        self._cache = cache
        self._policy = policy
        self._questions = questions
        self._tell = tell
        self._building = threading.Lock()
        self._pool = ThreadPoolExecutor(MOST_THREADS, thread_name_prefix="job")
        self._turns = Turns(SIDE_BY_SIDE)

    def get(self, command: DicomGet, launch: Launch) -> list[Job]:
        """Start what a ``dicom:get`` asks for, in its fixed order: local, remote, manifests, ZIPs, inline manifests.

        Raises
        ------
        Refused, RequestError
            A local path that the trust rules forbid, or that does not exist; nothing is started then.
        """
        _check_paths(command.local, launch)
        for address in (*command.remote, *command.wado, *command.zip):
            _check_address(address, launch)
        if command.portable:
            command = replace(command, local=(*command.local, *_beside(launch)))
        return [self._start(launch, asked) for asked in _asked_of(command)]

    def search(self, command: DicomRs, launch: Launch) -> list[Job]:
        """Start what a ``dicom:rs`` asks for: a job for each ``-r``.

        Raises
        ------
        CommandError, Refused
            No request, or a header, can be read, or the trust rules forbid the server; nothing is started then. One of
            several requests that cannot be read is an error of its job.
        """
        from launcher.auth.credentials import Login, headers

        headers(command.query_header, command.retrieve_header, command.header)
        _check_service(command.url)
        faults = [fault for text in command.request if (fault := _fault_of(text)) is not None]
        if len(faults) == len(command.request):
            raise faults[0]
        launch.consent.foresee(command.url)
        launch = replace(launch, login=Login(command.auth_uid, command.oidc_iss, command.oidc_login))
        return [self._start(launch, asked) for asked in _searches_of(command)]

    def query(self, command: DicomQr, launch: Launch) -> list[Job]:
        """Start what a ``dicom:qr`` asks for.

        Raises
        ------
        RequestError
            A request that cannot be read, or an archive that is not set up here; nothing is started then.
        """
        from launcher.nodes.request import parse_qr

        request = parse_qr(command.request)
        wishes = tuple(request.wishes())
        return [self._start(launch, self._asked(launch, command.node, command.retrieve, "", wishes, request.filters))]

    def retrieve(self, wish: RetrieveFound, launch: Launch) -> list[Job]:
        """Start what was chosen among the results of a search; errors as ``query``."""
        from launcher.dicomweb.request import ALL
        from launcher.sources.dimse import wished

        asked = self._asked(launch, wish.node, wish.method, wish.calling, wished(wish.items), ALL)
        return [self._start(launch, asked, shown_when_done=wish.when == "done")]

    def _asked(
        self, launch: Launch, name: str, method: str, calling: str, wishes: tuple[Mapping[str, str], ...], filters: Any
    ) -> Asked:
        from launcher.nodes.storage import Nodes
        from launcher.sources.dimse import Query, way_of

        policy = launch.consent.policy
        nodes = Nodes(policy.nodes)
        node = nodes.archive(name)
        caller = nodes.calling(calling or getattr(node, "calling", ""))
        source: SourceName = "dicomweb" if way_of(node, method) == "rs" else "dimse"
        query = Query(node, caller, wishes, filters, method, policy.ca_files)
        return source, f"Asking the archive {node.name}", "dimse:open_query", query

    def get_pictures(self, command: ImageGet, launch: Launch) -> list[Job]:
        """Start what an ``image:get`` asks for: ordinary pictures.

        Raises
        ------
        Refused, RequestError
            As ``get``.
        """
        _check_paths(command.file, launch)
        for address in command.url:
            _check_address(address, launch)
        jobs = [self._start(launch, asked) for asked in _pictures_asked_of(command)]
        for job in jobs:
            job.for_pictures = True
        return jobs

    def fetch_configuration(
        self, launch: Launch, address: str, limit: float
    ) -> tuple[list[tuple[str, str]], list[str]]:
        """The remote configuration of a launch: properties and commands.

        Raises
        ------
        WetreadError
            It does not come within ``limit`` seconds of silence, or cannot be read.
        """
        from launcher.http.client import Limits
        from launcher.links.configuration import LARGEST, read_remote

        with self.http.get(
            address,
            headers=launch.headers,
            accept="application/xml",
            compressed=True,
            limits=Limits(limit, limit),
            permit=launch.consent.permit,
        ) as response:
            return read_remote(response.read(LARGEST))

    def forget_logins(self, server: str) -> str:
        """Forget what a server, or any, is sent and trusted for; says how much it was."""
        from launcher.auth.access import forget

        return forget(self.http, server)

    def look_at(self, key: str) -> None:
        """Fetch the series ``key`` before the others."""
        record = self._ledger.records.get(key)
        if record is not None:
            self._downloads.look_at(record.queue)

    def pause(self, keys: Sequence[str], paused: bool = True) -> int:
        """Fetch no more of these series, or of all, for now; or go on with them. Returns how many series changed."""
        changed = self._ledger.pause(keys, paused)
        self.follow()
        return changed

    def cancel(self, keys: Sequence[str]) -> int:
        """Fetch no more of these series. Returns how many it concerned."""
        cancelled = self._ledger.cancel(keys)
        self.follow()
        return cancelled

    def cancel_all(self) -> int:
        """Fetch nothing more, and look for nothing. Returns how many series it concerned."""
        cancelled = self._ledger.cancel_all()
        self.follow()
        return cancelled

    def cancel_job(self, number: int) -> None:
        """Stop a job, if there is one with this number."""
        job = self._ledger.jobs.get(number)
        if job is not None:
            self._ledger.cancel_job(job)
            self.follow()

    def follow(self) -> None:
        """Let the transfers follow what was paused, resumed, cancelled or closed in the ledger."""
        if "_downloads" in self.__dict__:
            self._downloads.hold(self._ledger.paused_queues())
            self._downloads.sweep()

    def _measure(self, downloads: Downloads) -> None:
        """Tell how fast everything comes, while something does; and that the computer slept meanwhile."""
        while True:
            with self._ledger.changed:
                self._ledger.changed.wait_for(lambda: not self._ledger.idle())
            before = time.clock_gettime(time.CLOCK_BOOTTIME)  # goes on while the computer sleeps
            time.sleep(MEASURED)
            if time.clock_gettime(time.CLOCK_BOOTTIME) - before > SLEPT:
                downloads.woke()
            self._ledger.measure(downloads.traffic(time.monotonic()))

    def _start(self, launch: Launch, asked: Asked, shown_when_done: bool = False) -> Job:
        source, text, function, argument = asked
        asked_for = launch.request, text, source, launch.accepted
        job = self._ledger.open_job(*asked_for, launch.foreground, shown_when_done)
        job.subject = function, _without_login(argument)
        self._submit(launch, job, function, argument)
        return job

    def _submit(self, launch: Launch, job: Job, function: str, argument: Any) -> None:
        self._pool.submit(self._run, launch, job, function, argument)

    def _run(self, launch: Launch, job: Job, function: str, argument: Any) -> None:
        with self._turns.working():
            self._list(launch, job, function, argument)

    def _list(self, launch: Launch, job: Job, function: str, argument: Any) -> None:
        from launcher.sources.work import Work

        try:
            if not job.stop.is_set():
                self._ledger.progress(job, job.text, "listing")
                work = Work(launch, job, self._ledger, self._downloads, self.http, self._cache, self._tell)
                module, name = function.split(":")
                with stop.on(stop.Errand(job.stop, partial(self._waiting, job), partial(str, job.text))):
                    try:
                        getattr(importlib.import_module(f"launcher.sources.{module}"), name)(work, argument)
                    finally:
                        work.follow()
        except WetreadError as error:
            self._ledger.fail_job(job, error, lambda: self._submit(launch, job, function, argument))
        except Exception:
            log.exception("a job failed in an unforeseen way")
            todo = "The log of Wetread says more."
            self._ledger.fail_job(job, WetreadError("This could not be opened", "an unforeseen error", todo))
        self._ledger.listed(job)

    @contextmanager
    def _waiting(self, job: Job, what: str) -> Iterator[None]:
        """The job says what it waits for, while it does, and keeps no other from its turn."""
        before = job.text, job.state
        self._ledger.progress(job, what, "waiting")
        try:
            with self._turns.waiting():
                yield
        finally:
            self._ledger.progress(job, *before)

    @cached_property
    def http(self) -> Http:
        """The connections to web servers."""
        from launcher.auth.access import connections

        new = connections(self._policy, self._questions)
        with self._building:
            http: Http = self.__dict__.setdefault("http", new)
            return http

    @cached_property
    def _downloads(self) -> Downloads:
        from launcher.downloads import Downloads

        new = Downloads(self.http, self._cache, self._policy.connections, self._ledger.title_of)
        with self._building:
            downloads: Downloads = self.__dict__.setdefault("_downloads", new)
        if downloads is new:
            threading.Thread(target=self._measure, args=(new,), name="measure", daemon=True).start()
        return downloads


def _without_login(argument: Any) -> Any:
    """What is asked for, whatever lets it in."""
    match argument:
        case (DicomRs(url=url), text):
            return url, text
    return argument


def _check_paths(paths: tuple[str, ...], launch: Launch) -> None:
    for path in paths:
        launch.consent.permit_path(path)
        if not Path(path).exists():
            raise RequestError("There is no such file or folder", path, "Check the path.")


def _beside(launch: Launch) -> tuple[str, ...]:
    """The DICOM folders of a medium that Wetread was started from: the medium if it has a directory, else by name.

    Raises
    ------
    RequestError
        There are none.
    """
    from launcher.sources.folder import directory_in

    folder = Path(launch.on_disk.folder)
    if directory_in(folder) is not None:
        return (str(folder),)
    names = launch.properties.get("weasis.portable.dicom.directory", PORTABLE_FOLDERS).split(",")
    found = {path.resolve() for name in names if name.strip() and (path := folder / name.strip()).is_dir()}
    if not found:
        raise RequestError(
            "There are no DICOM folders here", str(folder), f"Start it beside one of: {', '.join(names)}."
        )
    return tuple(map(str, sorted(found)))


def _fault_of(request: str) -> CommandError | None:
    """Why the request of a ``dicom:rs`` cannot be read, if it cannot."""
    from launcher.dicomweb.request import parse_request

    try:
        parse_request(request)
    except CommandError as error:
        return error
    return None


def _check_service(address: str) -> None:
    try:
        origin_of(address.strip())
    except Refused as error:
        raise CommandError(error.what, error.why, error.todo) from error


def _check_address(address: str, launch: Launch) -> None:
    """Refuse at once what is sure to be refused; a server that the user is to be asked about is asked about later."""
    path = local_path(address)
    if path is not None:
        launch.consent.permit_path(str(path))
    else:
        launch.consent.foresee(address)


def _asked_of(command: DicomGet) -> Iterator[Asked]:
    if command.local:
        yield "local", f"Opening {_several(command.local)}", "local:open_paths", command.local
    if command.remote:
        yield "url", f"Fetching {_several(tuple(map(shown, command.remote)))}", "url:open_addresses", command.remote
    for address in command.wado:
        yield "manifest", f"Fetching the manifest from {host(address)}", "manifest:open_address", address
    for address in command.zip:
        yield "zip", f"Fetching the ZIP archive from {host(address)}", "zip:open_address", address
    for text in command.iwado:
        yield "manifest", "Reading the manifest in the link", "manifest:open_inline", text


def _searches_of(command: DicomRs) -> Iterator[Asked]:
    for text in command.request:
        yield "dicomweb", f"Asking the archive {host(command.url)}", "dicomweb:open_request", (command, text)


def _pictures_asked_of(command: ImageGet) -> Iterator[Asked]:
    if command.file:
        yield "local", f"Opening {_several(command.file)}", "local:open_pictures", command.file
    if command.url:
        yield "url", f"Fetching {_several(tuple(map(shown, command.url)))}", "url:open_pictures", command.url


def _several(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
