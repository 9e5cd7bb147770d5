"""What lies on disks and discs: folders, media with a directory, and how they are taken in."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import struct
import subprocess
import threading
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tests.servers.folders import IMAGES, many_files
from tests.servers.processes import program, until
from tests.servers.studies import Study
from tests.servers.web import Web
from tests.servers.wetread import Wetread


def test_a_medium_opens_and_what_it_lacks_is_named(running: Wetread, medium: Path) -> None:
    (medium / "77654033" / "CR1" / "6154").unlink()

    opened = running("--wait", medium)

    assert opened.returncode == 1
    assert "77654033/CR1/6154 is listed in the DICOMDIR" in opened.stderr
    status = running.status()
    assert status.total("received") == IMAGES - 1
    assert {series["source"] for series in status.series.values()} == {"dicomdir"}


def test_subfolders_can_be_left_out(running: Wetread, tmp_path: Path, other_study: Study) -> None:
    shutil.copytree(other_study.folder, tmp_path / "top" / "below")
    shutil.copy(other_study.files[0], tmp_path / "top")

    assert running("--wait", "--no-recursive", tmp_path / "top").returncode == 0

    assert running.status().total("received") == 1


def test_files_of_a_slow_medium_are_copied_and_the_medium_can_go(running: Wetread, medium: Path) -> None:
    assert running("--wait", "--copy", medium).returncode == 0
    shutil.rmtree(medium)

    assert running.wait("first-image").returncode == 0
    assert running.status().total("received") == IMAGES


@pytest.mark.parametrize("name", ["dicom", "IMAGES"])
def test_the_folders_beside_the_program_are_opened(running: Wetread, other_study: Study, name: str) -> None:
    shutil.copytree(other_study.folder, running.home / name)  # the calls are made from there

    try:
        assert running("--wait", "$dicom:get -p").returncode == 0
        assert running.status().total("received") == len(other_study.instances)
    finally:
        shutil.rmtree(running.home / name)


def test_where_no_such_folders_are_that_is_said(running: Wetread) -> None:
    refused = running("$dicom:get -p")

    assert refused.returncode == 2
    assert "no DICOM folders here" in refused.stderr


def test_an_encrypted_archive_opens_with_its_password_from_a_file_and_leaves_it_nowhere(
    running: Wetread, medium: Path, tmp_path: Path
) -> None:
    password = "a-password-to-look-for"
    archive, file = tmp_path / "disc.zip", tmp_path / "password.txt"
    subprocess.run(
        [program("7z", "p7zip-full"), "a", "-tzip", f"-p{password}", "-mem=AES256", str(archive), str(medium)],
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=60,
    )
    file.write_text(password + "\n")

    empty = tmp_path / "empty.txt"
    empty.touch()

    assert running("--wait", archive).returncode == 2
    assert running("--wait", "--password-file", empty, archive).returncode == 2
    assert running("--wait", "--password-file", file, archive).returncode == 0

    assert running.status().total("received") == IMAGES
    kept = [path for path in running.home.rglob("*") if path.is_file() and password.encode() in path.read_bytes()]
    assert kept == []


def test_a_disc_image_is_read_as_its_programs_unpack_it(running: Wetread, medium: Path, tmp_path: Path) -> None:
    """Plain ISO 9660, without long names: what a drive of a foreign system shows."""
    image, drive = tmp_path / "disc.iso", tmp_path / "drive"
    subprocess.run([program("genisoimage", "genisoimage"), "-quiet", "-o", str(image), str(medium)], check=True)
    subprocess.run([program("7z", "p7zip-full"), "x", f"-o{drive}", str(image)], stdout=subprocess.DEVNULL, check=True)

    assert running("--wait", drive).returncode == 0

    assert running.status().total("received") == IMAGES


# --- names, and what lies about ---


@pytest.mark.parametrize(
    "name",
    [
        "Ünïcode ✓ 東京".encode(),
        "nfd-e\u0301.dcm".encode(),
        "🫀 heart".encode(),
        b"caf\xe9 in latin-1",
        b"\xff\xfe\x80",
        b"with 'quotes' \"and\" $(dollars) %41 #?",
        b"-n",
    ],
)
@pytest.mark.parametrize("way", ["file", "folder", "zip"])
def test_a_name_in_any_encoding_opens(
    running: Wetread, other_study: Study, tmp_path: Path, name: bytes, way: str
) -> None:
    place = tmp_path / "names"
    place.mkdir()
    target = place / os.fsdecode(name)
    if way == "file":
        shutil.copy(other_study.files[0], target)
    elif way == "folder":
        target.mkdir()
        shutil.copy(other_study.files[0], target / "IM1")
    else:
        with zipfile.ZipFile(target, "w") as archive:
            archive.write(other_study.files[0], "IM1")

    running.opened(target)

    assert running.status().total("received") == 1


def test_a_path_of_300_characters_opens(running: Wetread, other_study: Study, tmp_path: Path) -> None:
    deep = tmp_path
    while len(str(deep)) < 300:
        deep = deep / ("a folder with a long name " * 2).strip()
    deep.mkdir(parents=True)
    shutil.copy(other_study.files[0], deep / "IM1")

    running.opened(deep)
    assert running.wait("first-image").returncode == 0
    assert running.status().total("received") == 1


def test_a_folder_of_anything_gives_its_images_and_counts_the_rest(
    running: Wetread, other_study: Study, tmp_path: Path
) -> None:
    place = tmp_path / "mixed"
    shutil.copytree(other_study.folder, place / "images")
    for number in range(3):
        (place / f"report{number}.dcm").write_bytes(b"%PDF-1.7\n")
    for name in ("notes", "data"):
        (place / name).write_bytes(bytes(range(256)) * 4)
    os.mkfifo(place / "pipe")
    (place / "circle").symlink_to(place)
    (place / "dangling").symlink_to(tmp_path / "nowhere")
    (place / "zero").symlink_to("/dev/zero")
    (place / "unreadable").mkdir(mode=0o000)

    opened = running("--wait", place)

    assert opened.returncode == 0
    status = running.status()
    assert status.total("received") == len(other_study.files)
    assert f"{len(other_study.files)} images, 3 PDF files, 2 other files" in str(status["jobs"])


@pytest.mark.parametrize("target", ["/dev/zero", "a pipe"])
def test_what_is_no_file_is_refused_at_once(running: Wetread, tmp_path: Path, target: str) -> None:
    if target == "a pipe":
        target = str(tmp_path / "pipe")
        os.mkfifo(target)

    refused = running("--wait", target)

    assert refused.returncode == 2
    assert "neither a file nor a folder" in refused.stderr


def test_files_that_change_while_they_are_read_end_in_images_or_in_sentences(running: Wetread, tmp_path: Path) -> None:
    place = many_files(tmp_path / "changing", 300)
    files, stop = sorted(place.iterdir()), threading.Event()

    def disturb() -> None:
        for number, file in enumerate(itertools.cycle(files)):
            if stop.is_set():
                return
            with contextlib.suppress(OSError):
                if number % 3 == 0:
                    os.truncate(file, 900)
                elif number % 3 == 1:
                    file.unlink()
                else:
                    file.write_bytes(b"overwritten " * 99)

    disturber = threading.Thread(target=disturb)
    disturber.start()
    try:
        opened = running("--wait", place)
    finally:
        stop.set()
        disturber.join()

    assert opened.returncode in (0, 1, 2, 4)
    status = running.status()
    assert all(job["state"] in ("done", "partial", "failed", "cancelled") for job in status["jobs"])
    running.opened(many_files(tmp_path / "calm", 3))


def test_a_zip_bomb_is_refused_with_a_sentence_and_leaves_nothing(running: Wetread, tmp_path: Path) -> None:
    """Four gigabytes in four megabytes: a block of zeros, deflated once and written again and again."""
    block = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = block.compress(bytes(1 << 20)) + block.flush(zlib.Z_FULL_FLUSH)
    packed, size = zeros * 4000 + zlib.compressobj(9, zlib.DEFLATED, -15).flush(), 4000 << 20
    header = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 0, 0, len(packed), size, 1, 0)
    entry = b"PK\1\2" + struct.pack("<H", 20) + header + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + b"x"
    place = 4 + len(header) + 1 + len(packed)
    end = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, 1, 1, len(entry), place, 0)
    bomb = tmp_path / "bomb.zip"
    bomb.write_bytes(b"PK\3\4" + header + b"x" + packed + entry + end)

    refused = running("--wait", bomb)

    assert refused.returncode == 4
    assert "more than 1,000 times" in refused.stderr
    assert [file for file in running.cached() if file.is_file() and file.stat().st_size > 1 << 20] == []


def test_an_archive_cannot_write_or_reach_outside(running: Wetread, other_study: Study, tmp_path: Path) -> None:
    archive = tmp_path / "escape.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name in ("../../../../escaped", str(tmp_path / "absolute"), "..\\..\\escaped", "C:\\escaped"):
            packed.write(other_study.files[0], name)
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")

    assert running("--wait", archive).returncode == 0

    assert running.status().total("received") == 1
    assert not any(Path(place, "escaped").exists() for place in ("/", "/tmp", tmp_path, tmp_path.parent))
    assert not (tmp_path / "absolute").exists()


# --- pictures ---


def test_pictures_open_by_path_and_by_address_and_damaged_ones_are_named(
    running: Wetread, web: Web, tmp_path: Path
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    pages = [Image.new("I;16", (64, 64), 1000 * number) for number in range(3)]
    pages[0].save(folder / "pages", "tiff", save_all=True, append_images=pages[1:])
    Image.new("RGB", (32, 32), "red").save(folder / "red", "webp")
    (folder / "broken").write_bytes((folder / "pages").read_bytes()[:300])
    address = web.folder("/pictures", folder)

    assert running("--wait", folder / "pages").returncode == 0
    assert running("--wait", f"$image:get -u {address}/red").returncode == 0
    for target in (folder / "broken", f"$image:get -f {folder / 'broken'}"):
        broken = running("--wait", target)
        assert broken.returncode == 1
        assert "broken cannot be shown" in broken.stderr

    status = running.status()
    assert sorted(image["state"] for image in status["images"]) == ["failed", "shown", "shown"]
    assert "broken cannot be shown" in status.said
    assert running("$image:close -a").returncode == 0


# --- ten thousand ---


def test_ten_thousand_files_show_their_first_image_long_before_the_last_is_read(
    running: Wetread, tmp_path: Path
) -> None:
    folder = many_files(tmp_path / "many", 10_000)

    assert running(folder).returncode == 0
    assert running.wait("first-image").returncode == 0
    assert running.wait("loaded").returncode == 0

    status = running.status()
    assert status.total("received") == 10_000
    assert status["timing"]["first_image"] < status["timing"]["loaded"] / 2


def test_closing_all_ends_the_reading_of_a_folder(running: Wetread, tmp_path: Path) -> None:
    folder = many_files(tmp_path / "many", 6000)
    assert running(folder).returncode == 0
    assert running.wait("first-image").returncode == 0

    assert running("$dicom:close --all").returncode == 0

    status = running.status()
    assert status.studies == {}
    assert status["jobs"][-1]["state"] == "cancelled"


# --- double-click ---


@pytest.mark.parametrize("name", ["scan.dcm", "SCAN.DICOM", "IM000001", "DICOMDIR"])
def test_a_double_click_reaches_the_running_instance(
    running: Wetread, medium: Path, other_study: Study, name: str
) -> None:
    assert running("register").returncode == 0
    file = medium / name
    if name != "DICOMDIR":
        shutil.copy(other_study.files[0], file)
    before = running.status().service_pid

    opened = subprocess.run(
        [program("gio", "libglib2.0-bin"), "open", str(file)],
        env=running.environ | {"XDG_CURRENT_DESKTOP": "GNOME"},
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )

    assert opened.returncode == 0
    until(lambda: running.status().total("received") == (IMAGES if name == "DICOMDIR" else 1), what="the images")
    assert running.status().service_pid == before
