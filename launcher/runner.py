"""What each command does. One table; a command that a later version brings says so in one sentence."""

from __future__ import annotations

import logging
import os
import platform
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final

from launcher import trust
from launcher.errors import CommandError, RequestError, WetreadError
from launcher.known_servers import KnownServers
from launcher.ledger.ledger import Ledger
from launcher.ledger.records import Job, SeriesRecord
from launcher.links import link
from launcher.links.commands import (
    AcquirePatient,
    Dcmview2dLayout,
    Dcmview2dMouseLeftAction,
    Dcmview2dMove,
    Dcmview2dReset,
    Dcmview2dScroll,
    Dcmview2dSynch,
    Dcmview2dWl,
    Dcmview2dZoom,
    DicomClose,
    DicomGet,
    DicomQr,
    DicomRs,
    DicomShow,
    ImageClose,
    ImageGet,
    WeasisConfig,
    WeasisInfo,
    WeasisUi,
    WetreadTag,
)
from launcher.links.configuration import Configuration, accepted
from launcher.links.options import Command, Help
from launcher.policy import Policy
from launcher.protocol.calls import Request
from launcher.protocol.events import Activate, ImagesClosed
from launcher.protocol.events import Command as WindowCommand
from launcher.protocol.wishes import Done, Open, RetrieveFound
from launcher.questions import Questions

if TYPE_CHECKING:
    from launcher.cache import Cache
    from launcher.loader import Loader
    from launcher.sources.work import Launch
    from launcher.window import Window

FIRST_IMAGE_LIMIT = 120.0  # seconds that a command for a view waits for the view
CONFIGURATION_LIMIT = 3.0  # seconds for the remote configuration; the launch goes on without it

NOT_YET: Final[dict[type[Command], str]] = {
    AcquirePatient: "Wetread shows images and does not acquire any.",
}

ASKED: Final = {
    "patient": "patientID",
    "accession": "accessionNumber",
    "study": "studyUID",
    "series": "seriesUID",
    "instance": "objectUID",
}
"""Options of ``dicom:show`` as words of ``dicom:qr``."""

log = logging.getLogger(__name__)


@dataclass
class Outcome:
    """What a request came to: text for the caller, errors, and the jobs that go on.

    ``late`` are the commands that wait for the first image of these jobs; ``later`` ends when they have run.
    ``configured`` is what the request comes to once its remote configuration is here, and ``configuring`` brings it.
    """

    out: list[str] = field(default_factory=list)
    errors: list[WetreadError] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    exit_code: int = 0
    late: list[Command] = field(default_factory=list)
    later: threading.Thread | None = None
    configured: Outcome | None = None
    configuring: threading.Thread | None = None

    def settle(self, limit: float) -> None:
        """Wait for the remote configuration, if there is one, and take in what the request has come to."""
        if self.configuring is None or self.configured is None:
            return
        self.configuring.join(limit)
        self.jobs += self.configured.jobs
        self.later = self.configured.later
        for error in self.configured.errors:
            self.fail(error)

    def fail(self, error: WetreadError) -> None:
        """One command was refused or wrong; the others go on."""
        self.errors.append(error)
        self.exit_code = self.exit_code or error.exit_code


class Runner:
    """Runs the commands of a request, one after the other; what takes time goes on as jobs."""

    def __init__(
        self,
        ledger: Ledger,
        loader: Loader,
        window: Window,
        cache: Cache,
        policy: Callable[[], Policy],
        known: KnownServers,
        questions: Questions,
        quit: Callable[[], None],
    ) -> None:
        self._ledger = ledger
        self._loader = loader
        self._window = window
        self._cache = cache
        self._policy = policy
        self._known = known
        self._questions = questions
        self._quit = quit
        self.configuring = 0  # requests that wait for their remote configuration
        self._table: dict[type[Command], Callable[[Any, Launch], str | list[Job] | None]] = {
            Help: lambda command, launch: str(command.text),
            DicomGet: self._get,
            DicomRs: self._loader.search,
            DicomQr: self._loader.query,
            DicomShow: self._show,
            DicomClose: self._close,
            ImageGet: loader.get_pictures,
            ImageClose: self._close_pictures,
            WeasisConfig: lambda command, launch: None,  # it was taken out before the others ran
            WeasisInfo: self._info,
            WeasisUi: self._ui,
            WetreadTag: self._tag,
            **dict.fromkeys(WINDOW_COMMANDS, self._in_window),
            **dict.fromkeys(NOT_YET, self._not_yet),
        }

    def open(self, request: Request, number: int, accepted_at: float) -> Outcome:
        """Run what a front hands over."""
        read = link.parse_arguments(request.arguments, request.cwd, request.origin)
        outcome = Outcome()
        for error in (entry for entry in read if isinstance(entry, WetreadError)):
            outcome.fail(error)
        commands = [entry for entry in read if isinstance(entry, Command)]
        try:
            policy = self._policy()
        except WetreadError as error:  # one that cannot be read must not open what it may have closed
            outcome.fail(error)
            if request.origin == "link":
                return outcome
            self._ledger.message("error", error.what, error.why, error.todo)
            policy = Policy(unknown_servers="refuse")
        self._launch(commands, outcome, number, accepted_at, request, policy)
        return outcome

    def open_targets(self, wish: Open, number: int) -> Outcome:
        """Open what the user dropped on the window, or chose in it."""
        wanted = {
            "shallow": not wish.recursive,
            "copy": wish.copy_first,
            "dicom-only": wish.dicom_only,
            "background": not wish.show,
        }
        options = {name: "1" for name, is_wanted in wanted.items() if is_wanted}
        return self.open(Request(1, "open", wish.targets, options=options), number, time.monotonic())

    def retrieve(self, wish: RetrieveFound, number: int) -> Outcome:
        """Fetch what the user chose among the results of a search."""
        from launcher.sources.work import Launch

        outcome = Outcome()
        try:
            policy = self._policy()
            consent = trust.Consent("user", policy, self._known, self._questions.may_contact)
            outcome.jobs += self._loader.retrieve(wish, Launch(number, time.monotonic(), consent))
        except WetreadError as error:
            outcome.fail(error)
        return outcome

    def _launch(
        self,
        commands: list[Command],
        outcome: Outcome,
        number: int,
        accepted_at: float,
        request: Request,
        policy: Policy,
    ) -> None:
        settings = [command for command in commands if isinstance(command, WeasisConfig)]
        configuration = accepted(
            (pair for command in settings for pair in command.properties),
            (text for command in settings for text in command.arg),
        )
        auth = next((command.auth for command in settings if command.auth), "")
        launch = self._launch_of(request, number, accepted_at, policy, configuration, auth)
        remote = next((command.wcfg for command in settings if command.wcfg), "")
        if remote:
            outcome.configured = Outcome()
            arguments = (commands, configuration, launch, remote, outcome.configured)
            outcome.configuring = threading.Thread(target=self._run_configured, args=arguments, daemon=True)
            with self._ledger.lock:
                self.configuring += 1
            outcome.configuring.start()
        else:
            self._run(commands, configuration, launch, outcome)

    def _launch_of(
        self,
        request: Request,
        number: int,
        accepted_at: float,
        policy: Policy,
        configuration: Configuration,
        auth: str,
    ) -> Launch:
        """What holds for all commands of one request."""
        from launcher.sources.work import Launch, OnDisk

        options = request.options or {}
        display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
        return Launch(
            number,
            accepted_at,
            trust.Consent(request.origin, policy, self._known, self._questions.may_contact, display),
            configuration.properties,
            auth,
            foreground="background" not in options,
            on_disk=OnDisk(
                folder=request.cwd,
                recursive="shallow" not in options,
                copy_first="copy" in options,
                dicom_only="dicom-only" in options,
                password=options.get("password", ""),
                ask_password=self._questions.ask_password,
            ),
        )

    def _run_configured(
        self, commands: list[Command], configuration: Configuration, launch: Launch, address: str, outcome: Outcome
    ) -> None:
        """Fetch the remote configuration, then run the commands: with it, or without it if it does not come."""
        try:
            properties, texts = self._loader.fetch_configuration(launch, address, CONFIGURATION_LIMIT)
            configuration = configuration.completed_by(accepted(properties, texts))
            launch = replace(launch, properties=configuration.properties)
        except WetreadError as missing:
            self._ledger.message("warning", "The configuration of the link could not be fetched", str(missing))
        try:
            self._run(commands, configuration, launch, outcome)
        finally:
            with self._ledger.changed:
                self.configuring -= 1
                self._ledger.changed.notify_all()
        for error in outcome.errors:
            self._ledger.message("error", error.what, error.why, error.todo)

    def _run(self, commands: list[Command], configuration: Configuration, launch: Launch, outcome: Outcome) -> None:
        for refusal in configuration.refused:
            outcome.fail(refusal)
        for text in configuration.commands:
            for entry in link.parse_arguments([f"${text.lstrip('$')}"], "/", "user"):
                commands.append(entry) if isinstance(entry, Command) else outcome.fail(entry)
        if launch.properties.get("weasis.open.viewer.clean") == "true":
            self._close(DicomClose(all=True), launch)
        for command in commands:
            if isinstance(command, WINDOW_COMMANDS) and outcome.jobs:
                outcome.late.append(command)
            else:
                self._one(command, launch, outcome)
        if outcome.late:
            outcome.later = threading.Thread(target=self._run_late, args=(launch, outcome), daemon=True)
            outcome.later.start()

    def _run_late(self, launch: Launch, outcome: Outcome) -> None:
        """Commands for the view that this launch opens: once its first image is there."""
        with self._ledger.changed:
            self._ledger.changed.wait_for(lambda: _has_shown_or_ended(outcome.jobs), FIRST_IMAGE_LIMIT)
        before = len(outcome.errors)
        for command in outcome.late:
            self._one(command, launch, outcome)
        for error in outcome.errors[before:]:
            self._ledger.message("error", error.what, error.why, error.todo)

    def _one(self, command: Command, launch: Launch, outcome: Outcome) -> None:
        try:
            trust.command_allowed(command, launch.consent.origin)
            result = self._table[type(command)](command, launch)
        except WetreadError as error:
            outcome.fail(error)
            return
        if isinstance(result, str):
            outcome.out.append(result)
        elif result is not None:
            outcome.jobs.extend(result)

    # --- the commands ---

    def _get(self, command: DicomGet, launch: Launch) -> list[Job]:
        return self._loader.get(command, launch)

    def _show(self, command: DicomShow, launch: Launch) -> list[Job]:
        """Bring to the front what is open already, else ask the default archive for it."""
        wanted = {name: value for f in fields(command) if (value := getattr(command, name := f.name))}

        def fits(record: SeriesRecord) -> bool:
            known = {
                "patient": record.patient.patient_id,
                "accession": record.study.accession_number,
                "study": record.study.study_instance_uid,
                "series": record.series.series_instance_uid,
                "instance": wanted.get("instance") if wanted.get("instance") in record.entries else None,
            }
            return all(known[name] == value for name, value in wanted.items())

        job = self._ledger.show(launch.request, launch.accepted, fits)
        if job is not None:
            if command.instance:
                self._in_window(command, launch)
            return [job]
        asked = DicomQr(request=tuple(f"{ASKED[name]}={value}" for name, value in wanted.items()))
        try:
            return self._loader.query(asked, launch)
        except RequestError as error:
            raise RequestError("What is to be shown is not open here", error.said, error.todo) from error

    def _close(self, command: DicomClose, launch: Launch) -> None:
        def wanted(record: SeriesRecord) -> bool:
            return (
                command.all
                or record.patient.patient_id in command.patient
                or record.study.study_instance_uid in command.study
                or record.series.series_instance_uid in command.series
            )

        if command.all:
            for job in list(self._ledger.jobs.values()):
                if job.request != launch.request:
                    self._ledger.cancel_job(job)
        self.close_series(wanted, launch.request)
        if command.all:
            self._ledger.forget_past(launch.request)

    def close_series(self, wanted: Callable[[SeriesRecord], bool], request: int = 0) -> None:
        """Forget series, with their files; of ``request``, what comes later stays."""
        self._discard(self._ledger.close(wanted, request))
        self._loader.follow()

    def _discard(self, paths: Iterable[str]) -> None:
        from pathlib import Path

        for path in paths:
            self._cache.discard(Path(path))

    def _close_pictures(self, command: ImageClose, launch: Launch) -> None:
        self._discard(self._ledger.close_pictures())
        self._window.post(ImagesClosed())

    def _info(self, command: WeasisInfo, launch: Launch) -> str:
        from importlib.metadata import version

        if not command.all:
            return version("wetread")
        return "\n".join(
            (
                f"Wetread {version('wetread')}",
                f"Cache: {self._cache.folder}",
                f"System: {platform.platform()}",
                f"Python: {platform.python_version()}",
            )
        )

    def _ui(self, command: WeasisUi, launch: Launch) -> str | None:
        if command.quit:
            threading.Thread(target=self._quit, daemon=True).start()
            return None
        if command.visible:
            self._window.post(Activate())
            return None
        return self._in_window(command, launch)

    def _tag(self, command: WetreadTag, launch: Launch) -> str:
        from launcher import selected_tags

        return selected_tags.said(command, self._ledger, self._window)

    def _in_window(self, command: Command, launch: Launch) -> str | None:
        options = {f.name: getattr(command, f.name) for f in fields(command)}
        options = {name: list(value) if isinstance(value, tuple) else value for name, value in options.items()}
        done = self._window.ask(lambda number: WindowCommand(number, command.verb, options), Done)
        if done.exit_code:
            raise (CommandError if done.exit_code == CommandError.exit_code else WetreadError)(done.text)
        return done.text or None

    def _not_yet(self, command: Command, launch: Launch) -> None:
        raise RequestError(f"{command.verb} cannot be done", NOT_YET[type(command)], "")


def _has_shown_or_ended(jobs: Sequence[Job]) -> bool:
    return any("first_image" in job.times for job in jobs) or all(job.ended and not job.received for job in jobs)


WINDOW_COMMANDS: Final[tuple[type[Command], ...]] = (
    Dcmview2dLayout,
    Dcmview2dMouseLeftAction,
    Dcmview2dMove,
    Dcmview2dReset,
    Dcmview2dScroll,
    Dcmview2dSynch,
    Dcmview2dWl,
    Dcmview2dZoom,
)
"""Carried out by the viewer."""
