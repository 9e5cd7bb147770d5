"""The cache: private files, within a limit, of which nothing stays."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher import channel
from launcher.cache import PREAMBLE, Cache
from launcher.errors import NotFound, WetreadError


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", limit_bytes=1000)


def runs(cache: Cache) -> list[Path]:
    return list(cache.folder.parent.glob("run-*"))


def files(cache: Cache) -> list[Path]:
    return [path for path in cache.folder.iterdir() if path.name != "lock"]


def broken(error: BaseException) -> Iterator[bytes]:
    yield b"a piece"
    raise error


# --- keeping ---


def test_what_is_kept_can_be_read_by_its_user_only(cache: Cache) -> None:
    path = cache.save([b"one ", b"two"])

    assert path.read_bytes() == b"one two"
    assert cache.folder.stat().st_mode & 0o077 == 0
    assert cache.folder.parent.stat().st_mode & 0o077 == 0


def test_names_tell_nothing_and_are_never_used_twice(cache: Cache) -> None:
    paths = [cache.save([b"x"]) for _ in range(3)]
    cache.discard(paths[1])

    assert len({*paths, cache.save([b"x"])}) == 4
    assert all(path.name.isdecimal() for path in paths)


def test_the_preamble_of_a_dicom_file_is_blanked_and_nothing_else(cache: Cache) -> None:
    dicom = b"MZ".ljust(PREAMBLE, b"!") + b"DICM" + b"data"

    assert cache.save([dicom[:50], dicom[50:]]).read_bytes() == bytes(PREAMBLE) + b"DICM" + b"data"
    assert cache.save([b"MZ" * 100]).read_bytes() == b"MZ" * 100
    assert cache.save([b"short"]).read_bytes() == b"short"


@pytest.mark.parametrize("error", [WetreadError("cut"), KeyError("x"), KeyboardInterrupt()], ids=repr)
def test_nothing_stays_of_what_breaks_off(cache: Cache, error: BaseException) -> None:
    with pytest.raises(type(error)):
        cache.save(broken(error))

    assert files(cache) == []
    cache.save([bytes(1000)])  # nor does it count


# --- the limit ---


def test_the_limit_is_an_error_that_names_it_and_what_broke_it_does_not_stay(cache: Cache) -> None:
    cache.save([bytes(600)])

    with pytest.raises(WetreadError, match=r"cache is full.*cache\.limit_mb"):
        cache.save([bytes(300), bytes(300)])

    assert len(files(cache)) == 1
    cache.save([bytes(400)])


def test_what_is_discarded_makes_room_once(cache: Cache) -> None:
    path = cache.save([bytes(600)])
    for _ in range(2):
        cache.discard(path)

    cache.save([bytes(1000)])
    with pytest.raises(WetreadError):
        cache.save([b"x"])


def test_many_workers_lose_no_account(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", limit_bytes=10_000)

    def work() -> None:
        for _ in range(50):
            cache.discard(cache.save([bytes(100)]))

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    cache.save([bytes(10_000)])
    with pytest.raises(WetreadError):
        cache.save([b"x"])


def test_a_disk_that_takes_no_more_is_said_so_and_nothing_stays(cache: Cache) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(WetreadError, match="File too large"):
            cache.save([bytes(90), bytes(90)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert files(cache) == []


# --- files of this computer ---


def test_a_copy_leaves_the_original_alone(cache: Cache, tmp_path: Path) -> None:
    original = tmp_path / "x.dcm"
    original.write_bytes(b"data")

    copy = cache.copy(original).path
    cache.discard(copy)
    cache.discard(original)

    assert not copy.exists()
    assert original.read_bytes() == b"data"


@pytest.mark.parametrize("place", ["none", "folder", "pipe", "/dev/zero"])
def test_what_is_no_file_is_not_found_and_nothing_waits_for_its_end(cache: Cache, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(NotFound, match="cannot be read"):
        cache.copy(tmp_path / place)


def test_only_files_of_ours_are_removed(cache: Cache, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("")
    (cache.folder / "below").mkdir()

    for path in (other, cache.folder, cache.folder / "below", cache.folder / ".." / ".." / "other"):
        cache.discard(path)

    assert other.exists()
    assert (cache.folder / "below").is_dir()


# --- the end ---


def test_nothing_is_left_when_it_is_wiped(cache: Cache) -> None:
    cache.save([b"x"])

    cache.wipe()

    assert list(cache.folder.parent.iterdir()) == []


def test_who_still_writes_while_it_is_wiped_leaves_nothing(cache: Cache) -> None:
    with pytest.raises(WetreadError):
        cache.save(chunk for chunk in _wiping(cache))
    with pytest.raises(WetreadError):
        cache.save([b"late"])

    assert runs(cache) == []


def _wiping(cache: Cache) -> Iterator[bytes]:
    yield b"a piece"
    cache.wipe()
    raise WetreadError("the service ends")


def test_a_dead_runs_files_go_when_the_next_starts_and_a_living_ones_stay(tmp_path: Path) -> None:
    program = "import sys, time, pathlib; from launcher.cache import Cache; "
    program += "print(Cache(pathlib.Path(sys.argv[1])).save([b'x']), flush=True); time.sleep(60)"
    run = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    left = Path(run.stdout.readline().strip())

    living = Cache(tmp_path)
    assert left.exists()
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    living.save([b"y"])
    Cache(tmp_path)

    assert not left.parent.exists()
    assert living.folder.exists()


def test_a_run_whose_images_are_still_shown_stays(tmp_path: Path) -> None:
    dead = tmp_path / "run-1-dead"
    dead.mkdir()
    shown = channel.share_lock(str(dead / "lock"))

    Cache(tmp_path)
    assert dead.exists()

    os.close(shown)
    Cache(tmp_path)
    assert not dead.exists()


def test_what_is_no_run_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x").write_text("")
    (tmp_path / "run-link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "run-file").write_text("")
    (tmp_path / "notes").write_text("")

    Cache(tmp_path)

    assert (tmp_path / "elsewhere" / "x").exists()
    assert (tmp_path / "run-file").exists()
    assert (tmp_path / "notes").exists()
