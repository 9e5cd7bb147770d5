"""How each call of a front is answered: one table."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from launcher import framing
from launcher.errors import RequestError, TimedOut, WetreadError
from launcher.ledger import status
from launcher.ledger.ledger import Ledger
from launcher.ledger.records import exit_code_of
from launcher.ledger.wording import counted
from launcher.loader import Loader
from launcher.protocol.calls import Reply, Request
from launcher.protocol.events import Activate, Describe, Screenshot
from launcher.protocol.wishes import Description, Done
from launcher.questions import Questions
from launcher.runner import Outcome, Runner
from launcher.window import Window

HOLDINGS_LIMIT = 5.0  # seconds that a viewer of an earlier service may take to say what it holds
PICTURES_LIMIT = 20.0  # seconds that a window may take to show the pictures that have come
LONGEST_WAIT = 3600.0  # seconds, for a wait that names no limit

log = logging.getLogger(__name__)


class AnswerTable:
    """Answers fronts. ``quit`` ends the service, and ``ended`` is set when it has ended."""

    def __init__(
        self,
        ledger: Ledger,
        loader: Loader,
        window: Window,
        runner: Runner,
        questions: Questions,
        quit: Callable[[], None],
        ended: threading.Event,
    ) -> None:
        self._ledger = ledger
        self._loader = loader
        self._window = window
        self._runner = runner
        self._questions = questions
        self._quit = quit
        self._ended = ended
        self._table: dict[str, Callable[[Request], Reply]] = {
            "open": self._open,
            "status": self._status,
            "wait": self._wait,
            "screenshot": self._screenshot,
            "retry": self._retry,
            "pause": partial(self._over_series, "Paused", loader.pause),
            "resume": partial(self._over_series, "Resumed", partial(loader.pause, paused=False)),
            "cancel": self._cancel,
            "logout": lambda request: Reply(out=loader.forget_logins("".join(request.arguments[:1]))),
            "quit": self._end,
        }

    def answer(self, request: Request) -> Reply:
        """What the front prints, and its exit code; also when it cannot be done."""
        try:
            if request.version != framing.VERSION or request.kind not in self._table:
                what, todo = "The running Wetread is of another version", "Close and open it again."
                raise RequestError(what, request.kind, todo)
            if request.kind != "open" and self._window.settle():
                self._learn_what_it_holds()
            return self._table[request.kind](request)
        except WetreadError as error:
            return Reply(error.exit_code, err=str(error))
        except Exception:
            log.exception("a request failed in an unforeseen way")
            return Reply(1, err="This could not be done: an unforeseen error. The log of Wetread says more.")

    def _learn_what_it_holds(self) -> None:
        with self._ledger.changed:
            self._ledger.changed.wait_for(lambda: self._ledger.viewer_ready is not None, HOLDINGS_LIMIT)

    def _open(self, request: Request) -> Reply:
        accepted_at = time.monotonic()
        self._questions.asked_anew()
        lines = self._show_on(request.display or {})
        outcome = self._runner.open(request, accepted_at)
        said = outcome.errors if request.origin == "link" else []  # nobody reads what a handler prints
        for error in said:
            self._ledger.message("error", error.what, error.why, error.todo)
        if outcome.jobs or said or not request.arguments:
            if self._ledger.windowless is not None:
                lines.append(str(self._ledger.windowless))
            self._window.start()
            self._window.post(Activate(request.activation_token))
        if request.wait:
            outcome.settle(request.timeout or LONGEST_WAIT)
        if request.wait and outcome.jobs:
            self._wait_for(outcome, request.timeout or LONGEST_WAIT)
            lines += status.shortcomings(self._ledger, outcome.jobs)
        code = outcome.exit_code or (exit_code_of(outcome.jobs) if request.wait else 0)
        lines = [*map(str, outcome.errors), *lines]
        return Reply(code, "\n".join(outcome.out), "\n".join(dict.fromkeys(lines)))

    def _show_on(self, display: Mapping[str, str]) -> list[str]:
        """See to a window where the caller would see it; what stands in the way of one."""
        try:
            self._window.show_on(display)
        except WetreadError as error:
            return [str(error)]
        return []

    def _wait_for(self, outcome: Outcome, limit: float) -> None:
        until = time.monotonic() + limit
        self._until(lambda: all(job.ended for job in outcome.jobs), limit, "The images are still loading")
        if outcome.later is not None:
            outcome.later.join(max(until - time.monotonic(), 0.0))
        with self._ledger.changed:  # whether a picture can be read, the window knows
            self._ledger.changed.wait_for(
                lambda: self._ledger.pictures_tried(outcome.jobs) or self._ended.is_set(),
                min(max(until - time.monotonic(), 0.0), PICTURES_LIMIT),
            )

    def _status(self, request: Request) -> Reply:
        import json
        from importlib.metadata import version

        said = {
            "schema": 1,
            "version": version("wetread"),
            "service": {"pid": os.getpid()},
            "viewer": {"pid": self._window.pid, "platform": self._window.platform},
            **status.status(self._ledger),
            **self._described(),
        }
        return Reply(0, json.dumps(said, ensure_ascii=False, indent=2))

    def _described(self) -> dict[str, Any]:
        empty = {"layout": "1x1", "tool": "", "sync": "", "selected": 0, "views": [], "images": []}
        if not self._window.connected:
            return empty
        try:
            return {**empty, **self._window.ask(Describe, Description, limit=5.0).state}
        except TimedOut:
            return empty

    def _wait(self, request: Request) -> Reply:
        until = (request.options or {}).get("until", "loaded")
        return self._waited(until, request.timeout or LONGEST_WAIT)

    def _waited(self, until: str, limit: float) -> Reply:
        self._until(lambda: not self._runner.configuring, limit, "The configuration of a link is still being fetched")
        if until == "first-image":
            return self._first_image(limit)
        if until not in ("loaded", "idle"):
            raise RequestError("This cannot be waited for", until, "Wait until first-image, loaded or idle.")
        self._until(self._ledger.idle, limit, "The images are still loading")
        return Reply(status.loaded_exit_code(self._ledger), err="\n".join(status.shortcomings(self._ledger)))

    def _first_image(self, limit: float) -> Reply:
        self._until(lambda: status.first_image(self._ledger) is not False, limit, "No image is on screen yet")
        if status.first_image(self._ledger) is not None:
            return Reply()
        why = "\n".join(status.shortcomings(self._ledger)) or "Nothing that can be shown came."
        return Reply(max(status.loaded_exit_code(self._ledger), 1), err=why)

    def _until(self, reached: Callable[[], bool], limit: float, what: str) -> None:
        with self._ledger.changed:
            if not self._ledger.changed.wait_for(lambda: reached() or self._ended.is_set(), timeout=limit):
                raise TimedOut(what, f"after {limit:g} s", "Wait again, or look at wetread status.")

    def _screenshot(self, request: Request) -> Reply:
        options = request.options or {}
        drawn = "when" in options
        if drawn and (waited := self._waited(options["when"], request.timeout or LONGEST_WAIT)).exit_code > 1:
            return waited
        width, height = (int(part) for part in options.get("size", "0x0").split("x"))
        path, view = request.arguments[0], int(options.get("view", "0"))
        done = self._window.ask(lambda number: Screenshot(number, path, view, width, height, drawn), Done)
        return Reply(done.exit_code, err=done.text if done.exit_code else "")

    def _retry(self, request: Request) -> Reply:
        self._questions.asked_anew()
        if count := self._ledger.retry():
            return Reply(out=f"Fetching {counted(count, 'image')} again")
        if count := self._ledger.beyond_retry():
            todo = "Click the link again, or open the files once more."
            raise WetreadError(f"{counted(count, 'image')} still missing", "nothing here can ask for them again", todo)
        return Reply(out="Nothing is missing.")

    def _cancel(self, request: Request) -> Reply:
        change = self._loader.cancel if request.arguments else lambda keys: self._loader.cancel_all()
        return self._over_series("Cancelled", change, request)

    def _over_series(self, did: str, change: Callable[[Sequence[str]], int], request: Request) -> Reply:
        """Of the series, or the studies, whose UIDs are named; without any, of all and of what is being looked up."""
        if request.arguments:
            return Reply(out=f"{did} {change(self._ledger.keys_of(request.arguments))} series")
        listing = self._ledger.listing()
        more = f" and {counted(listing, 'request')} still being looked up" if listing else ""
        return Reply(out=f"{did} {change(())} series{more}")

    def _end(self, request: Request) -> Reply:
        self._quit()
        return Reply()
