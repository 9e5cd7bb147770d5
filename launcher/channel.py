"""The local socket: who may listen, who may speak, and how a service comes to be.

Same user and same session only. The *lock file* decides who is the service, not the socket: ``flock`` belongs to an
open file, so a front that finds nobody takes the lock and passes it, still locked, to the service it starts. However
many fronts start at one instant, one of them has the lock and one service is started; a process that dies lets go of
it.

Standard library only and light: every click passes here.
"""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import stat
import struct
import sys
import time

from launcher import framing
from launcher.errors import NotRunning, ProtocolError, Unreachable

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

LONGEST_SOCKET_PATH = 100  # bytes; Linux takes 107, macOS 103
START_LIMIT = 15.0  # seconds that a service may take until it listens


# --- places ---------------------------------------------------------------------------------------------------------


def runtime_folder() -> str:
    """The folder of socket and lock: ours, 0700, made if need be.

    ``WETREAD_HOME/run``; else ``XDG_RUNTIME_DIR/wetread``; else one below the temporary folder.

    Raises
    ------
    Unreachable
        The folder exists but is not ours alone, or cannot be made.
    """
    home, runtime = os.environ.get("WETREAD_HOME"), os.environ.get("XDG_RUNTIME_DIR", "")
    if home:
        folder = os.path.join(os.path.abspath(home), "run")
        if len(os.fsencode(folder)) + 16 > LONGEST_SOCKET_PATH:  # a socket's path is short; the lock stays with it
            folder = os.path.join(_temporary_folder(), format(_checksum(folder), "08x"))
    elif os.path.isabs(runtime) and os.path.isdir(runtime) and os.stat(runtime).st_uid == os.getuid():
        folder = os.path.join(runtime, "wetread")
    else:
        folder = _temporary_folder()
    return _private(folder)


def _temporary_folder() -> str:
    return _private(os.path.join(os.environ.get("TMPDIR", "/tmp"), f"wetread-{os.getuid()}"))  # noqa: S108 - checked


def _private(folder: str) -> str:
    try:
        os.makedirs(os.path.dirname(folder), 0o700, exist_ok=True)
        os.makedirs(folder, 0o700, exist_ok=True)
        found = os.lstat(folder)
    except OSError as error:
        raise Unreachable(
            "The folder for Wetread's socket cannot be made", f"{folder}: {error.strerror}", ""
        ) from error
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        why = f"{folder} is not a folder that only you can use"
        raise Unreachable("Wetread cannot use its socket", why, f"Remove it or make it private: chmod 700 {folder}")
    return folder


def _checksum(text: str) -> int:
    from zlib import crc32

    return crc32(os.fsencode(text))


def _session() -> str:
    """One instance per desktop session: a click must reach the window on the same screen."""
    if os.environ.get("WETREAD_HOME"):
        return "home"
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or "none"
    return "".join(c if c.isalnum() else "-" for c in display)[:40]


def socket_path() -> str:
    """Where the service of this user, session and message version listens."""
    return os.path.join(runtime_folder(), f"{_session()}.{framing.VERSION}")


# --- locks ----------------------------------------------------------------------------------------------------------


def take_lock(path: str) -> int | None:
    """The descriptor of the file ``path``, locked for us alone, or ``None`` while somebody else has it.

    The file is never removed: two processes must not lock two files of one name.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def share_lock(path: str) -> int:
    """The descriptor of the file ``path``, locked together with others: nobody can ``take_lock`` it meanwhile."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def service_lock_path() -> str:
    """The lock file that decides who is the service."""
    return socket_path() + ".lock"


def viewer_lock_path() -> str:
    """The lock file that the one viewer holds for as long as it lives."""
    return os.path.join(runtime_folder(), f"{_session()}.viewer.lock")


def window_lives() -> bool:
    """Whether a viewer runs, be it one whose service has died."""
    lock = take_lock(viewer_lock_path())
    if lock is not None:
        os.close(lock)
    return lock is None


# --- connections ----------------------------------------------------------------------------------------------------


class Connection:
    """One end of the socket, speaking dictionaries (see ``protocol`` for what they mean)."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._frames = framing.Frames()
        self._ready: list[dict[str, Any]] = []

    def send(self, message: dict[str, Any], timeout: float | None = 30.0) -> None:
        """Send one message; one sender at a time.

        Raises
        ------
        OSError
            The other side is gone, or does not read for ``timeout`` seconds.
        """
        frame = framing.encode(message)
        self._limit(socket.SO_SNDTIMEO, timeout)
        try:
            self._end.sendall(frame)
        except BlockingIOError as error:
            raise TimeoutError("the other side does not read") from error

    def receive(self, timeout: float | None = None) -> dict[str, Any] | None:
        """The next message; ``None`` when the other side has closed.

        Raises
        ------
        TimeoutError
            Nothing came for ``timeout`` seconds.
        ProtocolError
            What came is no message, or was cut.
        """
        while not self._ready:
            self._limit(socket.SO_RCVTIMEO, timeout)
            try:
                data = self._end.recv(1 << 18)
            except BlockingIOError as error:
                raise TimeoutError("the other side is silent") from error
            except ConnectionError:
                data = b""
            if not data:
                if not self._frames.empty:
                    raise ProtocolError("A message on the local socket was cut", "the other side ended")
                return None
            self._ready.extend(self._frames.receive(data))
        return self._ready.pop(0)

    def _limit(self, direction: int, timeout: float | None) -> None:
        """Limit one direction only: ``settimeout`` would change what another thread does in the other."""
        seconds = min(timeout or 0.0, 1e6)
        self._end.setsockopt(socket.SOL_SOCKET, direction, struct.pack("ll", int(seconds), int(seconds % 1 * 1e6)))

    def close(self) -> None:
        """End the connection; a ``receive`` that waits in another thread returns."""
        try:
            self._end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._end.close()


def connect() -> Connection | None:
    """A connection to the running service, or ``None`` if nobody listens.

    Raises
    ------
    Unreachable
        Somebody listens, but it is another user.
    """
    end = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    end.settimeout(5.0)
    try:
        end.connect(socket_path())
    except OSError:
        end.close()
        return None
    if not _same_user(end):
        end.close()
        raise Unreachable("The program that answers on Wetread's socket belongs to another user", socket_path(), "")
    end.settimeout(None)
    return Connection(end)


def listen() -> socket.socket:
    """The service's socket. Only the holder of ``service_lock_path()`` may call this: a stale file is removed."""
    path = socket_path()
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listener.bind(path)
    finally:
        os.umask(before)
    listener.listen(1024)
    return listener


PASSING = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.ECONNABORTED)
"""What goes by: the service lives on."""


def accepted(listener: socket.socket) -> Iterator[Connection]:
    """Yield each connection of our own user, until the listener is closed; others are hung up on."""
    while True:
        try:
            end, _ = listener.accept()
        except OSError as error:
            if error.errno not in PASSING:
                return
            time.sleep(0.1)
            continue
        if _same_user(end):
            yield Connection(end)
        else:
            end.close()


def _same_user(end: socket.socket) -> bool:
    if not hasattr(socket, "SO_PEERCRED"):
        return True  # the folder's permissions are the check
    peer = end.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _, uid, _ = struct.unpack("3i", peer)
    return bool(uid == os.getuid())


# --- starting -------------------------------------------------------------------------------------------------------

DISPLAY = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY")
"""Variables of the environment that say where a session shows windows."""

UNWANTED_ENVIRONMENT = (
    "PYTHON", "LD_PRELOAD", "LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "MOZ_", "CHROME_",
    "GIO_LAUNCHED_", "DESKTOP_STARTUP_ID", "XDG_ACTIVATION_TOKEN",
)  # fmt: skip
"""Beginnings of variables that a browser or a hostile folder may have set, and that no process of ours wants."""


def child_environment() -> dict[str, str]:
    """The environment for a process of ours that outlives the click."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(UNWANTED_ENVIRONMENT)}
    if home := kept.get("WETREAD_HOME"):
        kept["WETREAD_HOME"] = os.path.abspath(home)  # the child's working directory is another
    if kept.get("DBUS_SESSION_BUS_ADDRESS") == "disabled:":  # Chromium's word for none
        del kept["DBUS_SESSION_BUS_ADDRESS"]
    return kept


def child_command(module: str) -> list[str]:
    """How to start a module of ours: never with the working directory on the path."""
    isolated = ["-I"] if sys.flags.isolated else ["-P"]
    return [sys.executable, *isolated, "-m", module]


def start_service(lock: int) -> None:
    """Start the service, detached, and give it the lock; what was asked goes over the socket, never its arguments."""
    inherited = fcntl.fcntl(lock, fcntl.F_DUPFD, 3)  # the same lock, and none of the three that are silenced
    silence = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
    arguments = [*child_command("launcher.daemon"), str(inherited)]
    try:
        os.posix_spawn(arguments[0], arguments, child_environment(), file_actions=silence, setsid=True)
    finally:
        os.close(inherited)


def connect_or_start() -> Connection:
    """A connection to the running service; starts one if there is none.

    Raises
    ------
    NotRunning
        The service does not come up within ``START_LIMIT`` seconds.
    """
    until = time.monotonic() + START_LIMIT
    pause = 0.002
    while time.monotonic() < until:
        connection = connect()
        if connection is not None:
            return connection
        lock = take_lock(service_lock_path())
        if lock is not None:
            try:
                start_service(lock)
            finally:
                os.close(lock)  # the service has its own descriptor of the same lock
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
    raise NotRunning(
        "Wetread is running but does not answer, or cannot start",
        f"nothing listened on {socket_path()} for {START_LIMIT:.0f} s",
        "Run: wetread doctor.",
    )
