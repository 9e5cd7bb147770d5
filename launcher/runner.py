"""What a request sets going: its commands are read, its settings gathered, and the commands run in their order."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from launcher import trust
from launcher.command_table import WINDOW_COMMANDS, CommandTable
from launcher.errors import WetreadError
from launcher.known_servers import KnownServers
from launcher.ledger.ledger import Ledger
from launcher.ledger.records import Job
from launcher.links import link
from launcher.links.commands import DicomClose, WeasisConfig
from launcher.links.configuration import Configuration, accepted
from launcher.links.options import Command
from launcher.policy import Policy
from launcher.protocol.calls import Request
from launcher.protocol.wishes import Open, RetrieveFound
from launcher.questions import Questions

if TYPE_CHECKING:
    from launcher.loader import Loader
    from launcher.sources.work import Launch

FIRST_IMAGE_LIMIT = 120.0  # seconds that a command for a view waits for the view
CONFIGURATION_LIMIT = 3.0  # seconds for the remote configuration; the launch goes on without it


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
        commands: CommandTable,
        policy: Callable[[], Policy],
        known: KnownServers,
        questions: Questions,
    ) -> None:
        self._ledger = ledger
        self._loader = loader
        self._commands = commands
        self._policy = policy
        self._known = known
        self._questions = questions
        self._order = threading.Lock()
        self._numbers = itertools.count(1)
        self.configuring = 0  # requests that wait for their remote configuration

    def open(self, request: Request, accepted_at: float) -> Outcome:
        """Run what a front hands over: requests that come together, one after the other."""
        with self._order:
            return self._open(request, accepted_at)

    def _open(self, request: Request, accepted_at: float) -> Outcome:
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
            self._tell([error])
            policy = Policy(unknown_servers="refuse")
        launch = self._launch_of(request, accepted_at, policy)
        self._start(commands, launch, outcome)
        return outcome

    def open_targets(self, wish: Open) -> Outcome:
        """Open what the user dropped on the window, or chose in it."""
        wanted = {
            "shallow": not wish.recursive,
            "copy": wish.copy_first,
            "dicom-only": wish.dicom_only,
            "background": not wish.show,
        }
        options = {name: "1" for name, is_wanted in wanted.items() if is_wanted}
        return self.open(Request(1, "open", wish.targets, options=options), time.monotonic())

    def retrieve(self, wish: RetrieveFound) -> Outcome:
        """Fetch what the user chose among the results of a search."""
        from launcher.sources.work import Launch

        outcome = Outcome()
        try:
            policy = self._policy()
            consent = trust.Consent("user", policy, self._known, self._questions.may_contact)
            with self._order:
                launch = Launch(next(self._numbers), time.monotonic(), consent)
                outcome.jobs += self._loader.retrieve(wish, launch)
        except WetreadError as error:
            outcome.fail(error)
        return outcome

    def _launch_of(self, request: Request, accepted_at: float, policy: Policy) -> Launch:
        """What holds for all commands of one request."""
        from launcher.sources.work import Launch, OnDisk

        options = request.options or {}
        display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
        return Launch(
            next(self._numbers),
            accepted_at,
            trust.Consent(request.origin, policy, self._known, self._questions.may_contact, display),
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

    def _start(self, commands: list[Command], launch: Launch, outcome: Outcome) -> None:
        """Run the commands with what ``weasis:config`` sets, once the remote configuration that it names is there."""
        settings = [command for command in commands if isinstance(command, WeasisConfig)]
        configuration = accepted(
            (pair for command in settings for pair in command.properties),
            (text for command in settings for text in command.arg),
        )
        launch = replace(launch, authorization=next((command.auth for command in settings if command.auth), ""))
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

    def _run_configured(
        self, commands: list[Command], configuration: Configuration, launch: Launch, address: str, outcome: Outcome
    ) -> None:
        """Fetch the remote configuration, then run the commands: with it, or without it if it does not come."""
        try:
            properties, texts = self._loader.fetch_configuration(launch, address, CONFIGURATION_LIMIT)
            configuration = configuration.completed_by(accepted(properties, texts))
        except WetreadError as missing:
            self._ledger.message("warning", "The configuration of the link could not be fetched", str(missing))
        try:
            self._run(commands, configuration, launch, outcome)
        finally:
            with self._ledger.changed:
                self.configuring -= 1
                self._ledger.changed.notify_all()
        self._tell(outcome.errors)

    def _run(self, commands: list[Command], configuration: Configuration, launch: Launch, outcome: Outcome) -> None:
        launch = replace(launch, properties=configuration.properties)
        for refusal in configuration.refused:
            outcome.fail(refusal)
        for text in configuration.commands:
            for entry in link.parse_arguments([f"${text.lstrip('$')}"], "/", "user"):
                commands.append(entry) if isinstance(entry, Command) else outcome.fail(entry)
        if launch.properties.get("weasis.open.viewer.clean") == "true":
            self._commands.close(DicomClose(all=True), launch)
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
        self._tell(outcome.errors[before:])

    def _one(self, command: Command, launch: Launch, outcome: Outcome) -> None:
        try:
            result = self._commands.run(command, launch)
        except WetreadError as error:
            outcome.fail(error)
            return
        if isinstance(result, str):
            outcome.out.append(result)
        elif result is not None:
            outcome.jobs.extend(result)

    def _tell(self, errors: Sequence[WetreadError]) -> None:
        for error in errors:
            self._ledger.message("error", error.what, error.why, error.todo)


def _has_shown_or_ended(jobs: Sequence[Job]) -> bool:
    return any("first_image" in job.times for job in jobs) or all(job.ended and not job.received for job in jobs)
