"""The local socket: one service, its own user only, and connections that say when the other side is gone."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher import channel, framing
from launcher.channel import Connection
from launcher.errors import NotRunning, ProtocolError, Unreachable


@pytest.fixture(autouse=True)
def private_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def ends() -> Iterator[tuple[Connection, Connection]]:
    here, there = map(Connection, socket.socketpair())
    yield here, there
    here.close()
    there.close()


# --- places ---


def test_the_folder_of_the_socket_is_made_for_us_alone(private_home: Path) -> None:
    folder = Path(channel.runtime_folder())

    assert folder == private_home / "run"
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_others_may_enter_is_refused_with_what_to_do(private_home: Path) -> None:
    Path(channel.runtime_folder()).chmod(0o755)

    with pytest.raises(Unreachable, match="chmod 700"):
        channel.runtime_folder()


def test_a_link_in_place_of_the_folder_is_refused(private_home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    private_home.mkdir()
    (private_home / "run").symlink_to(elsewhere)

    with pytest.raises(Unreachable):
        channel.runtime_folder()


@pytest.mark.parametrize("home", ["file", "file/home"])
def test_a_home_that_cannot_be_made_is_said_in_a_sentence(
    home: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = tmp_path_factory.mktemp("x")  # a long one has its sockets elsewhere
    (short / "file").write_text("")
    monkeypatch.setenv("WETREAD_HOME", str(short / home))

    with pytest.raises(Unreachable, match="cannot be made"):
        channel.runtime_folder()


def test_a_long_home_still_gives_a_path_that_a_socket_can_have(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path / ("long" * 30)))
    monkeypatch.setenv("TMPDIR", "/tmp")

    assert len(channel.socket_path()) <= channel.LONGEST_SOCKET_PATH
    channel.listen().close()


def test_a_runtime_folder_is_used_where_the_system_has_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("WETREAD_HOME")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))

    assert channel.runtime_folder() == str(tmp_path / "wetread")


@pytest.mark.parametrize("runtime", ["", "relative/folder", "/no/such/folder"])
def test_without_one_a_folder_of_ours_below_the_temporary_one_serves(
    runtime: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("WETREAD_HOME")
    monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    assert channel.runtime_folder() == str(tmp_path / f"wetread-{os.getuid()}")


def test_each_display_has_its_own_socket_and_the_version_is_in_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("WETREAD_HOME")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    paths = set()
    for display in (":0", ":1", "../../etc"):
        monkeypatch.setenv("DISPLAY", display)
        paths.add(channel.socket_path())

    assert len(paths) == 3
    assert {Path(path).parent for path in paths} == {tmp_path / "wetread"}
    assert all(path.endswith(f".{framing.VERSION}") for path in paths)


# --- locks ---


def test_a_lock_is_one_holders_until_it_is_let_go() -> None:
    path = channel.service_lock_path()
    lock = channel.take_lock(path)
    assert lock is not None

    assert channel.take_lock(path) is None

    os.close(lock)
    again = channel.take_lock(path)
    assert again is not None
    os.close(again)


def test_a_shared_lock_keeps_others_from_taking_it_alone() -> None:
    path = channel.viewer_lock_path()
    shared = [channel.share_lock(path), channel.share_lock(path)]

    assert channel.take_lock(path) is None

    for lock in shared:
        os.close(lock)


# --- connections ---


def test_messages_arrive_in_order(ends: tuple[Connection, Connection]) -> None:
    here, there = ends
    for number in range(3):
        here.send({"number": number})

    assert [there.receive(60.0) for _ in range(3)] == [{"number": 0}, {"number": 1}, {"number": 2}]


def test_the_end_of_the_other_side_is_none(ends: tuple[Connection, Connection]) -> None:
    here, there = ends
    here.send({"last": True})
    here.close()

    assert there.receive(60.0) == {"last": True}
    assert there.receive(60.0) is None


def test_a_message_that_was_cut_is_an_error() -> None:
    end, raw = socket.socketpair()
    raw.sendall(framing.encode({"type": "Quit"})[:-2])
    raw.close()

    with pytest.raises(ProtocolError, match="cut"):
        Connection(end).receive(60.0)
    end.close()


def test_silence_comes_to_its_limit(ends: tuple[Connection, Connection]) -> None:
    with pytest.raises(TimeoutError):
        ends[0].receive(0.05)


def test_a_side_that_does_not_read_does_not_hold_the_sender_for_ever(ends: tuple[Connection, Connection]) -> None:
    with pytest.raises(TimeoutError):
        ends[0].send({"text": "x" * 4_000_000}, timeout=0.1)


def test_a_limit_for_sending_is_none_for_who_receives_at_the_same_time(ends: tuple[Connection, Connection]) -> None:
    here, there = ends
    heard: list[object] = []

    def listen() -> None:
        try:
            while (message := here.receive()) is not None:
                heard.append(message)
        except OSError as error:
            heard.append(error)

    listener = threading.Thread(target=listen)
    listener.start()
    for number in range(200):  # sending and receiving meet in every order
        there.send({"number": number})
        here.send({"number": number}, timeout=0.05)
    there.send({"last": True})
    there.close()
    listener.join(60.0)

    assert heard[-1] == {"last": True}
    assert len(heard) == 201


def test_closing_wakes_who_receives_in_another_thread(ends: tuple[Connection, Connection]) -> None:
    heard: list[object] = []
    listener = threading.Thread(target=lambda: heard.append(ends[0].receive()))
    listener.start()
    time.sleep(0.05)

    ends[0].close()

    listener.join(60.0)
    assert heard == [None]


def test_nobody_listens_until_somebody_does() -> None:
    assert channel.connect() is None

    listener = channel.listen()
    front = channel.connect()
    assert front is not None
    front.send({"kind": "status"})
    service = next(channel.accepted(listener))

    assert service.receive(60.0) == {"kind": "status"}
    for end in (front, service, listener):
        end.close()


def test_a_connection_without_limit_waits_as_long_as_it_takes() -> None:
    listener = channel.listen()
    front = channel.connect()
    assert front is not None
    service = next(channel.accepted(listener))
    threading.Timer(0.2, service.send, [{"at": "last"}]).start()

    assert front.receive(None) == {"at": "last"}
    for end in (front, service, listener):
        end.close()


def test_a_stale_socket_is_replaced_and_only_its_owner_may_connect() -> None:
    channel.listen().close()  # leaves its file, as a killed service does
    assert channel.connect() is None

    listener = channel.listen()

    assert Path(channel.socket_path()).stat().st_mode & 0o077 == 0
    listener.close()


def test_a_moment_without_free_descriptors_does_not_end_the_service() -> None:
    end, other = socket.socketpair()

    class Busy:
        answers = [OSError(errno.EMFILE, "too many open files"), (end, ""), OSError(errno.EINVAL, "closed")]

        def accept(self) -> object:
            answer = self.answers.pop(0)
            if isinstance(answer, OSError):
                raise answer
            return answer

    connections = list(channel.accepted(Busy()))  # type: ignore[arg-type]

    assert len(connections) == 1
    connections[0].close()
    other.close()


# --- starting ---


def test_a_service_that_does_not_come_up_is_reported_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "START_LIMIT", 0.2)
    lock = channel.take_lock(channel.service_lock_path())
    assert lock is not None

    with pytest.raises(NotRunning, match="wetread doctor"):
        channel.connect_or_start()
    os.close(lock)


def test_the_lock_goes_to_the_service_and_to_no_other_child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    holder = tmp_path / "holder.py"
    holder.write_text("import os, sys, time; os.fstat(int(sys.argv[1])); time.sleep(30)")
    monkeypatch.setattr(channel, "child_command", lambda module: [sys.executable, str(holder)])
    spawned: list[int] = []
    spawn = os.posix_spawn
    monkeypatch.setattr(os, "posix_spawn", lambda *words, **how: spawned.append(spawn(*words, **how)))
    path = channel.service_lock_path()
    lock = channel.take_lock(path)
    assert lock is not None

    channel.start_service(lock)
    os.close(lock)

    assert channel.take_lock(path) is None
    other = subprocess.run([sys.executable, "-c", f"import os; os.fstat({lock})"], capture_output=True)
    assert other.returncode != 0
    os.kill(spawned[0], 9)
    os.waitpid(spawned[0], 0)
    again = channel.take_lock(path)
    assert again is not None
    os.close(again)


def test_the_lock_arrives_also_from_a_front_without_standard_streams(private_home: Path, tmp_path: Path) -> None:
    """A browser or a cron job may start us with all three closed: the lock's descriptor is 0 then."""
    (tmp_path / "holder.py").write_text("import time; time.sleep(30)")
    front = tmp_path / "front.py"
    front.write_text(
        "import os, sys\n"
        "from launcher import channel\n"
        f"channel.child_command = lambda module: [{sys.executable!r}, {str(tmp_path / 'holder.py')!r}]\n"
        "spawn, pids = os.posix_spawn, []\n"
        "os.posix_spawn = lambda *words, **how: pids.append(spawn(*words, **how))\n"
        "lock = channel.take_lock(channel.service_lock_path())\n"
        "channel.start_service(lock)\n"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(f'{{pids[0]}} {{lock}}')\n"
    )
    subprocess.run(["sh", "-c", f"exec {sys.executable} {front} <&- >&- 2>&-"], check=True, timeout=60)
    pid, descriptor = map(int, (tmp_path / "pid").read_text().split())

    held = channel.take_lock(channel.service_lock_path()) is None

    os.kill(pid, 9)
    assert descriptor <= 2
    assert held


def test_what_a_browser_or_a_hostile_folder_set_is_not_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONPATH", "LD_PRELOAD", "QT_PLUGIN_PATH", "MOZ_APP", "XDG_ACTIVATION_TOKEN"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    monkeypatch.setenv("https_proxy", "http://proxy:3128")

    environment = channel.child_environment()

    assert not {"PYTHONPATH", "LD_PRELOAD", "QT_PLUGIN_PATH", "MOZ_APP", "XDG_ACTIVATION_TOKEN"} & environment.keys()
    assert "DBUS_SESSION_BUS_ADDRESS" not in environment
    assert environment["https_proxy"] == "http://proxy:3128"


def test_a_home_named_relative_to_here_is_the_same_for_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WETREAD_HOME", "some/home")

    assert channel.child_environment()["WETREAD_HOME"] == str(Path("some/home").absolute())


def test_our_processes_never_import_from_the_folder_they_are_started_in() -> None:
    assert channel.child_command("launcher.daemon")[1] in ("-I", "-P")


def test_descriptors_of_locks_and_sockets_stay_with_us() -> None:
    lock = channel.take_lock(channel.service_lock_path())
    assert lock is not None
    listener = channel.listen()

    for descriptor in (lock, listener.fileno()):
        assert fcntl.fcntl(descriptor, fcntl.F_GETFD) & fcntl.FD_CLOEXEC
    os.close(lock)
    listener.close()
