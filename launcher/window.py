"""The viewer as the service sees it: one process, kept alive, told everything, asked for answers.

What happens is posted at any time and from any thread. While a viewer is there it is told in batches, the newest state
of a thing instead of every state; while there is none nothing is lost, for a new one is told all that the ledger holds.
A viewer that dies is started again; a file that it was decoding at two deaths is left out and named.
"""

from __future__ import annotations

import itertools
import logging
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from queue import SimpleQueue
from typing import TypeVar

from launcher import channel, framing, protocol, viewer_process
from launcher.channel import Connection
from launcher.errors import ProtocolError, TimedOut, WetreadError
from launcher.protocol import AnyMessage
from launcher.protocol.batches import can_wait, newest
from launcher.protocol.events import Quit, Welcome
from launcher.protocol.wishes import Decoded, Decoding, Description, Done, Hello
from launcher.suspects import Suspects

RESTARTS = 5  # within RESTART_PERIOD, until the viewer is left alone
RESTART_PERIOD = 120.0  # seconds
ANSWER_LIMIT = 20.0  # seconds that a window may take to answer us
BATCH = 0.02  # seconds between two batches
PER_MESSAGE = 0.004  # and for each message of the last one: each batch costs the window a look at all it holds
LONGEST_BATCH = 0.3  # seconds that what is on its way may be behind; what somebody waits for is told at once
ORPHAN_LIMIT = 3.0  # seconds that a viewer of an earlier service has to come back

log = logging.getLogger(__name__)
A = TypeVar("A", Done, Description)


class Window:
    """The one viewer.

    Parameters
    ----------
    run_folder
        Where the files are that the viewer is told of.
    replay
        All that a new viewer must know.
    hear
        Called with each message of the viewer that is no answer, one at a time.
    unusable
        Called when the viewer cannot run on this system, or dies again and again.
    ended
        Called when the viewer has ended in good order: the user closed it.
    process
        A viewer that has been started, if one has.
    """

    def __init__(
        self,
        run_folder: str,
        replay: Callable[[], Iterable[AnyMessage]],
        hear: Callable[[AnyMessage], None],
        unusable: Callable[[WetreadError], None],
        ended: Callable[[], None],
        process: subprocess.Popen[bytes] | None = None,
    ) -> None:
        self._run_folder = run_folder
        self._replay = replay
        self._hear = hear
        self._unusable = unusable
        self._ended = ended
        self._outbox: SimpleQueue[AnyMessage | None] = SimpleQueue()
        self._hurry = threading.Event()
        self._lock = threading.Condition()
        self._connection: Connection | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._giving_way: subprocess.Popen[bytes] | None = None
        self._children: set[int] = set()
        self._starting = False
        self._closing = False
        self._starts: list[float] = []
        self._numbers = itertools.count(1)
        self._answers: dict[int, AnyMessage] = {}
        self._suspects = Suspects()
        self.pid = 0
        self.platform = ""
        self.title = "Wetread"
        threading.Thread(target=self._tell, name="window", daemon=True).start()
        if process is not None:
            self._keep(process)

    # --- starting ---

    def start(self) -> None:
        """See to it that there is a viewer: one that outlived its service, or a new one."""
        with self._lock:
            if self._starting or self._closing or self._connection is not None or self._process is not None:
                return
            self._starting = True
        threading.Thread(target=self._start, name="viewer-start", daemon=True).start()

    def show_on(self, display: Mapping[str, str]) -> None:
        """Have a window on this display, if all that there is so far is drawn in memory: the viewer gives way to one.

        Raises
        ------
        WetreadError
            No window can be shown there.
        """
        if not display or viewer_process.has_display():
            return
        viewer_process.move_to(display)
        with self._lock:
            self._lock.wait_for(lambda: not self._starting, ORPHAN_LIMIT + 1.0)
            self._giving_way = process = self._process
        if process is not None:
            process.kill()
            process.wait()
            self._wait_disconnected()

    def _start(self) -> None:
        try:
            if not self._orphan_comes_back():
                self._spawn()
        finally:
            with self._lock:
                self._starting = False
                self._lock.notify_all()

    def settle(self) -> bool:
        """Wait until it is known whether a viewer has outlived its service; ``True`` if one has, and listens to us."""
        with self._lock:
            self._lock.wait_for(lambda: not self._starting, ORPHAN_LIMIT + 1.0)
            return self.pid != 0 and self.pid not in self._children

    def _orphan_comes_back(self) -> bool:
        """Whether a viewer of an earlier service lives and takes up with us."""
        until = time.monotonic() + ORPHAN_LIMIT
        while time.monotonic() < until:
            if not channel.window_lives():
                return False
            with self._lock:
                if self._lock.wait_for(lambda: self._connection is not None, timeout=0.1):
                    return True
        return True  # it lives but hangs: a second window would be worse

    def _spawn(self) -> None:
        now = time.monotonic()
        self._starts = [at for at in self._starts if now - at < RESTART_PERIOD] + [now]
        if len(self._starts) > RESTARTS:
            why = f"it ended {RESTARTS} times within {RESTART_PERIOD / 60:.0f} minutes"
            self._unusable(
                WetreadError("The viewer does not stay alive", why, "Open something again to start it anew.")
            )
            self._starts.clear()
            return
        self._keep(viewer_process.start())

    def _keep(self, process: subprocess.Popen[bytes]) -> None:
        """Take a process of ours into care."""
        with self._lock:
            self._process = process
            self._children.add(process.pid)
        threading.Thread(target=self._watch, args=(process,), name="viewer-watch", daemon=True).start()

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        code = process.wait()
        with self._lock:
            if self._process is process:
                self._process = None
        log.info("viewer %s ended with %s", process.pid, code)
        if process is self._giving_way:
            self._wait_disconnected()
            self._suspects.acquit()
            self.start()
            return
        if self._closing or code == UNUSABLE_EXIT:
            return
        if code != 0:
            self._after_death()
        elif not channel.window_lives():
            self._ended()

    def _window_is_gone(self, limit: float) -> bool:
        """Wait for the end of whatever viewer there is, a child of ours or not."""
        until = time.monotonic() + limit
        while not (gone := not channel.window_lives()) and time.monotonic() < until:
            time.sleep(0.02)
        return gone

    def _after_death(self) -> None:
        self._wait_disconnected()
        with self._lock:
            culprits = self._suspects.convict()
        for path in culprits:
            self._hear(Decoded(path, "it made the viewer crash twice, so it is left out"))
        self.start()

    def _wait_disconnected(self) -> None:
        """Until all that the dead viewer said has been read."""
        with self._lock:
            self._lock.wait_for(lambda: self._connection is None, timeout=2.0)

    # --- talking ---

    def post(self, message: AnyMessage) -> None:
        """Tell the viewer, if there is one."""
        self._outbox.put(message)
        if not can_wait(message):
            self._hurry.set()

    def serve(self, connection: Connection, hello: Hello) -> None:
        """Talk with a viewer that has said hello, until it ends; blocks."""
        with self._lock:
            if self._connection is not None:
                connection.send(protocol.to_wire(Quit()))
                connection.close()
                return
            welcome = Welcome(str(framing.VERSION), self._run_folder, self._suspects.paths, self.title)
            connection.send(protocol.to_wire(welcome))
            self.pid, self.platform = hello.pid, hello.platform
            for message in list(self._replay()):  # told under the locks of others, sent without them
                connection.send(protocol.to_wire(message))
            self._connection = connection
            self._lock.notify_all()
        try:
            self._listen(connection)
        finally:
            with self._lock:
                self._connection, self.pid = None, 0
                self._lock.notify_all()
            connection.close()
        if hello.pid not in self._children and not self._closing and self._window_is_gone(limit=1.0):
            self._after_death()  # one that outlived its service: nobody watches its process

    def _listen(self, connection: Connection) -> None:
        while True:
            try:
                data = connection.receive()
            except (OSError, ProtocolError):
                log.exception("the viewer's connection broke")
                return
            if data is None:
                return
            try:
                self._heard(protocol.from_wire(data))
            except ProtocolError as error:
                log.warning("%s", error)

    def _heard(self, message: AnyMessage) -> None:
        match message:
            case Decoding(path):
                self._suspects.begin(path)
            case Done(id) | Description(id):
                with self._lock:
                    self._answers[id] = message
                    self._lock.notify_all()
            case _:
                if isinstance(message, Decoded):
                    self._suspects.end(message.path)
                self._hear(message)

    def ask(self, question: Callable[[int], AnyMessage], kind: type[A], limit: float = ANSWER_LIMIT) -> A:
        """Send ``question(id)`` and wait for its answer.

        Raises
        ------
        TimedOut
            There is no viewer, or it does not answer within ``limit`` seconds.
        """
        number = next(self._numbers)
        self.start()
        with self._lock:
            until = time.monotonic() + limit
            if self._lock.wait_for(lambda: self._connection is not None, timeout=limit):
                self.post(question(number))
                self._lock.wait_for(lambda: number in self._answers, timeout=until - time.monotonic())
            answer = self._answers.pop(number, None)
        if not isinstance(answer, kind):
            raise TimedOut("The window does not answer", f"within {limit:.0f} s", "Try again; or close and open it.")
        return answer

    def wait_ready(self, limit: float) -> bool:
        """Wait for a viewer to be connected."""
        with self._lock:
            return self._lock.wait_for(lambda: self._connection is not None, timeout=limit)

    @property
    def connected(self) -> bool:
        """Whether a viewer listens."""
        return self._connection is not None

    def _tell(self) -> None:
        while True:
            batch = [self._outbox.get()]
            self._hurry.clear()
            while not self._outbox.empty():
                batch.append(self._outbox.get())
            with self._lock:
                connection = self._connection
            if connection is not None:
                self._send(connection, newest([message for message in batch if message is not None]))
            time.sleep(BATCH)
            self._hurry.wait(min(PER_MESSAGE * len(batch), LONGEST_BATCH))

    def _send(self, connection: Connection, batch: Iterable[AnyMessage]) -> None:
        try:
            for message in batch:
                connection.send(protocol.to_wire(message))
        except (OSError, ProtocolError):
            connection.close()  # its reader ends, and a new viewer is told everything

    # --- ending ---

    def quit(self, limit: float = 5.0) -> None:
        """End the viewer, gently if it listens."""
        self._closing = True
        self.post(Quit())
        with self._lock:
            process = self._process
            self._lock.wait_for(lambda: self._connection is None, timeout=limit)
        if process is not None:
            try:
                process.wait(limit)
            except subprocess.TimeoutExpired:
                process.kill()
        self._window_is_gone(limit)


UNUSABLE_EXIT = 3
"""Exit code of a viewer that has said why it cannot run here."""
