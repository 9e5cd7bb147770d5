"""The running launcher: requests in, commands run, events out.

What is heavy is imported only when a request needs it.
"""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from launcher import channel, framing, protocol
from launcher.cache import Cache
from launcher.channel import Connection
from launcher.command_table import CommandTable
from launcher.errors import ProtocolError, RequestError, TimedOut, WetreadError
from launcher.folders import folders
from launcher.known_servers import KnownServers
from launcher.ledger import status
from launcher.ledger.ledger import Ledger
from launcher.ledger.records import exit_code_of
from launcher.ledger.wording import counted
from launcher.loader import Loader
from launcher.log import start_log
from launcher.policy import Policy, read_policy
from launcher.protocol import AnyMessage
from launcher.protocol.calls import Reply, Request
from launcher.protocol.events import Activate, Describe, ImageReceived, Screenshot
from launcher.protocol.wishes import Description, Done, Hello, Search, Unusable
from launcher.questions import Questions
from launcher.runner import Outcome, Runner
from launcher.stop import Stop
from launcher.window import Window
from launcher.wish_table import WishTable

if TYPE_CHECKING:
    from launcher.nodes.desk import NodeDesk

FIRST_WORD = 10.0  # seconds that a front may take to say what it wants
HOLDINGS_LIMIT = 5.0  # seconds that a viewer of an earlier service may take to say what it holds
PICTURES_LIMIT = 20.0  # seconds that a window may take to show the pictures that have come
LONGEST_WAIT = 3600.0  # seconds, for a wait that names no limit

log = logging.getLogger(__name__)


def run(listener: socket.socket, viewer: subprocess.Popen[bytes] | None) -> None:
    """Serve until somebody quits; ``viewer`` has been started, unless one has outlived its service."""
    start_log(folders().logs)
    service = Service(lambda: listener.shutdown(2), viewer)
    for connection in channel.accepted(listener):
        threading.Thread(target=service.serve, args=(connection,), daemon=True).start()
    service.finish(30.0)
    logging.shutdown()
    os._exit(0)  # whoever still waits for a slow server shall not keep us


def _policy_or_default() -> Policy:
    """For cache and network, settled once. Each launch reads the policy anew and says what is wrong with it."""
    try:
        return read_policy()
    except WetreadError:
        return Policy()


class Service:
    """What one service holds, and what it does with a request.

    Parameters
    ----------
    stop_listening
        Ends the loop that accepts connections.
    viewer
        The process of the first viewer, if it has been started.
    """

    def __init__(self, stop_listening: Callable[[], None], viewer: subprocess.Popen[bytes] | None) -> None:
        self._stop_listening = stop_listening
        self.ended = threading.Event()
        self._quitting = threading.Lock()
        self._unanswered = 0  # requests, guarded by the ledger's lock
        self._ledger = Ledger(self._post)
        self._policy = policy = _policy_or_default()
        self._cache = Cache(folders().cache, policy.cache_limit_mb * 1_000_000)
        self._window = Window(
            str(self._cache.folder),
            self._replay,
            lambda message: self._wishes.hear(message),
            self._ledger.no_window,
            self.quit,
            viewer,
        )
        self._window.start()
        known = KnownServers()
        self._questions = Questions(known, self._somebody_looks, self._post)
        self._loader = Loader(self._ledger, self._cache, policy, self._questions, self._post)
        self._commands = CommandTable(self._ledger, self._loader, self._window, self._cache, self.quit)
        self._runner = Runner(self._ledger, self._loader, self._commands, read_policy, known, self._questions)
        self._answers = self._answer_table()
        self._wishes = WishTable(
            self._ledger,
            self._loader,
            self._commands,
            self._runner,
            self._questions,
            lambda: self._node_desk,
            self.quit,
        )

    def _answer_table(self) -> dict[str, Callable[[Request], Reply]]:
        """How each kind of request is answered."""
        return {
            "open": self._open,
            "status": self._status,
            "wait": self._wait,
            "screenshot": self._screenshot,
            "retry": self._retry,
            "pause": lambda request: self._over_series(request, "Paused", self._loader.pause),
            "resume": lambda request: self._over_series(
                request, "Resumed", lambda keys: self._loader.pause(keys, paused=False)
            ),
            "cancel": lambda request: self._over_series(
                request,
                "Cancelled",
                self._loader.cancel if request.arguments else lambda keys: self._loader.cancel_all(),
            ),
            "logout": self._logout,
            "quit": self._quit,
        }

    # --- connections ---

    def serve(self, connection: Connection) -> None:
        """Answer one front, or talk with the viewer until it ends."""
        try:
            data = connection.receive(timeout=FIRST_WORD)
            message = protocol.from_wire(data) if data is not None else None
            if isinstance(message, Hello):
                self._window.serve(connection, message)
            elif isinstance(message, Unusable):
                self._ledger.no_window(WetreadError(message.what, message.why, message.todo))
            elif isinstance(message, Search):
                self._questions.asked_anew()
                stop = _set_when_left(connection)
                self._node_desk.search(message, lambda said: connection.send(protocol.to_wire(said)), stop)
            elif isinstance(message, Request):
                with self._counted():
                    connection.send(protocol.to_wire(self._answer(message)))
        except (OSError, ProtocolError) as error:
            log.info("a caller was not understood, or left: %s", error)
        finally:
            connection.close()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._ledger.changed:
            self._unanswered += 1
        try:
            yield
        finally:
            with self._ledger.changed:
                self._unanswered -= 1
                self._ledger.changed.notify_all()

    def finish(self, limit: float) -> None:
        """Wait until everything has been ended, and every front has its answer."""
        with self._ledger.changed:
            self._ledger.changed.wait_for(lambda: self.ended.is_set() and not self._unanswered, limit)

    def _answer(self, request: Request) -> Reply:
        try:
            if request.version != framing.VERSION or request.kind not in self._answers:
                raise RequestError(
                    "The running Wetread is of another version", request.kind, "Close and open it again."
                )
            if request.kind != "open" and self._window.settle():
                self._learn_what_it_holds()
            return self._answers[request.kind](request)
        except WetreadError as error:
            return Reply(error.exit_code, err=str(error))
        except Exception:
            log.exception("a request failed in an unforeseen way")
            return Reply(1, err="This could not be done: an unforeseen error. The log of Wetread says more.")

    def _learn_what_it_holds(self) -> None:
        with self._ledger.changed:
            self._ledger.changed.wait_for(lambda: self._ledger.viewer_ready is not None, HOLDINGS_LIMIT)

    # --- what fronts ask ---

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
            self._post(Activate(request.activation_token))
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
                lambda: self._ledger.pictures_tried(outcome.jobs) or self.ended.is_set(),
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
        limit = request.timeout or LONGEST_WAIT
        self._until(lambda: not self._runner.configuring, limit, "The configuration of a link is still being fetched")
        if until == "first-image":
            self._until(lambda: status.first_image(self._ledger) is not False, limit, "No image is on screen yet")
            if status.first_image(self._ledger) is None:
                why = "\n".join(status.shortcomings(self._ledger)) or "Nothing that can be shown came."
                return Reply(max(status.loaded_exit_code(self._ledger), 1), err=why)
            return Reply()
        if until not in ("loaded", "idle"):
            raise RequestError("This cannot be waited for", until, "Wait until first-image, loaded or idle.")
        self._until(self._ledger.idle, limit, "The images are still loading")
        return Reply(status.loaded_exit_code(self._ledger), err="\n".join(status.shortcomings(self._ledger)))

    def _until(self, reached: Callable[[], bool], limit: float, what: str) -> None:
        with self._ledger.changed:
            if not self._ledger.changed.wait_for(lambda: reached() or self.ended.is_set(), timeout=limit):
                raise TimedOut(what, f"after {limit:g} s", "Wait again, or look at wetread status.")

    def _screenshot(self, request: Request) -> Reply:
        options = request.options or {}
        if "when" in options:
            waited = self._wait(
                Request(request.version, "wait", timeout=request.timeout, options={"until": options["when"]})
            )
            if waited.exit_code > 1:
                return waited
        width, height = (int(part) for part in options.get("size", "0x0").split("x"))
        path, view = request.arguments[0], int(options.get("view", "0"))
        drawn = "when" in options
        done = self._window.ask(lambda number: Screenshot(number, path, view, width, height, drawn), Done)
        return Reply(done.exit_code, err=done.text if done.exit_code else "")

    def _retry(self, request: Request) -> Reply:
        self._questions.asked_anew()
        if count := self._ledger.retry():
            return Reply(out=f"Fetching {counted(count, 'image')} again")
        if count := self._ledger.beyond_retry():
            what, todo = (
                f"{counted(count, 'image')} still missing",
                "Click the link again, or open the files once more.",
            )
            raise WetreadError(what, "nothing here can ask for them again", todo)
        return Reply(out="Nothing is missing.")

    def _logout(self, request: Request) -> Reply:
        return Reply(out=self._loader.forget_logins("".join(request.arguments[:1])))

    def _over_series(self, request: Request, did: str, change: Callable[[Sequence[str]], int]) -> Reply:
        """Of the series, or the studies, whose UIDs are named; without any, of all and of what is being looked up."""
        if request.arguments:
            return Reply(out=f"{did} {change(self._ledger.keys_of(request.arguments))} series")
        listing = self._ledger.listing()
        more = f" and {counted(listing, 'request')} still being looked up" if listing else ""
        return Reply(out=f"{did} {change(())} series{more}")

    def _quit(self, request: Request) -> Reply:
        self.quit()
        return Reply()

    def quit(self) -> None:
        """End the viewer, remove all files, let go of the socket."""
        with self._quitting:
            if self.ended.is_set():
                return
            self._window.quit()
            self._cache.wipe()
            try:
                Path(channel.socket_path()).unlink()
            except FileNotFoundError:
                pass
            self.ended.set()
            with self._ledger.changed:
                self._ledger.changed.notify_all()
        self._stop_listening()

    # --- what the viewer needs ---

    def _post(self, message: AnyMessage) -> None:
        self._window.post(message)

    def _replay(self) -> Iterator[AnyMessage]:
        yield from self._ledger.replay()
        yield from (ImageReceived(0, path, Path(path).name) for path in self._ledger.pictures_to_show())
        yield from self._questions.replay()

    @cached_property
    def _node_desk(self) -> NodeDesk:
        from launcher.nodes.desk import NodeDesk
        from launcher.nodes.search import Reach

        return NodeDesk(read_policy, Reach(lambda: self._loader.http, self._policy.ca_files), self._post)

    def _somebody_looks(self) -> bool:
        return self._window.wait_ready(20.0) and self._window.platform not in ("offscreen", "minimal", "")


def _set_when_left(connection: Connection) -> Stop:
    """What is set when a front that says nothing more has gone, as by Ctrl+C; or when the connection is closed here."""
    stop = Stop()

    def listen() -> None:
        with suppress(OSError, ProtocolError):
            connection.receive()
        stop.set()

    threading.Thread(target=listen, name="front-left", daemon=True).start()
    return stop
