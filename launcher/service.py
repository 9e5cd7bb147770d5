"""The running launcher: its parts, whoever calls it, and its end.

What it does stands in three tables: ``answer_table`` for fronts, ``command_table`` for commands, ``wish_table`` for the
window.

What is heavy is imported only when a request needs it.
"""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from launcher import channel, protocol
from launcher.answer_table import AnswerTable
from launcher.cache import Cache
from launcher.channel import Connection
from launcher.command_table import CommandTable
from launcher.errors import ProtocolError, WetreadError
from launcher.folders import folders
from launcher.known_servers import KnownServers
from launcher.ledger.ledger import Ledger
from launcher.loader import Loader
from launcher.log import start_log
from launcher.policy import Policy, read_policy
from launcher.protocol import AnyMessage
from launcher.protocol.calls import Request
from launcher.protocol.events import ImageReceived
from launcher.protocol.wishes import Hello, Search, Unusable
from launcher.questions import Questions
from launcher.runner import Runner
from launcher.stop import Stop
from launcher.window import Window
from launcher.wish_table import WishTable

if TYPE_CHECKING:
    from launcher.nodes.desk import NodeDesk

FIRST_WORD = 10.0  # seconds that a front may take to say what it wants

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
    """What one service holds, who may talk with it, and how it ends.

    Parameters
    ----------
    stop_listening
        Ends the loop that accepts connections.
    viewer
        The process of the first viewer, if it has been started.
    """

    def __init__(self, stop_listening: Callable[[], None], viewer: subprocess.Popen[bytes] | None) -> None:
        self._stop_listening = stop_listening
        self._ended = threading.Event()
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
        commands = CommandTable(self._ledger, self._loader, self._window, self._cache, self.quit)
        runner = Runner(self._ledger, self._loader, commands, read_policy, known, self._questions)
        self._answers = AnswerTable(
            self._ledger, self._loader, self._window, runner, self._questions, self.quit, self._ended
        )
        self._wishes = WishTable(
            self._ledger, self._loader, commands, runner, self._questions, lambda: self._node_desk, self.quit
        )

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
                    connection.send(protocol.to_wire(self._answers.answer(message)))
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
            self._ledger.changed.wait_for(lambda: self._ended.is_set() and not self._unanswered, limit)

    def quit(self) -> None:
        """End the viewer, remove all files, let go of the socket."""
        with self._quitting:
            if self._ended.is_set():
                return
            self._window.quit()
            self._cache.wipe()
            try:
                Path(channel.socket_path()).unlink()
            except FileNotFoundError:
                pass
            self._ended.set()
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
