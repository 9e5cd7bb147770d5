"""What comes slowly: the window hears of a large object with several frames while it comes, and of nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pydicom
import pytest
from pydicom.uid import DeflatedExplicitVRLittleEndian, SegmentationStorage

from launcher.errors import Unreachable
from launcher.flow import Pieces
from launcher.headers.reading import Header
from launcher.ledger.records import Entry
from launcher.protocol.events import InstanceBegun
from launcher.references import Instance, Patient, Series, Study
from launcher.sources import partial
from launcher.sources.partial import growing
from launcher.sources.work import Work
from tests.launcher.desk import Desk
from tests.servers.studies import multi_frame, synthetic_ct

PIECE = 10_000


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every piece is looked at."""
    monkeypatch.setattr(partial, "PACE", 0.0)


@pytest.fixture
def loop(tmp_path: Path) -> Path:
    """20 frames of 8 kB."""
    return multi_frame(tmp_path / "loop", 20, 64).files[0]


@pytest.fixture
def begun(desk: Desk) -> Callable[[Path], list[Instance]]:
    """Let a file come in pieces; what the window hears of it before it is whole."""

    def come(file: Path, overridden: dict[int, str] | None = None) -> list[Instance]:
        work = desk.work()
        entry = promised(work, file)
        desk.cache.keep(Pieces(pieces(file)), growing(desk.ledger, lambda _: entry, overridden or {}))
        return [message.instance for message in desk.told if isinstance(message, InstanceBegun)]

    return come


def promised(work: Work, file: Path) -> Entry:
    uid = str(pydicom.dcmread(file, stop_before_pixels=True).SOPInstanceUID)
    return work.ledger.promise(work.job, Patient("CINE"), Study("1"), Series("2"), [Instance(uid)])[uid]


def pieces(file: Path) -> Iterator[bytes]:
    data = file.read_bytes()
    yield from (data[at : at + PIECE] for at in range(0, len(data), PIECE))


def rewritten(file: Path, **values: Any) -> Path:
    image = pydicom.dcmread(file)
    if syntax := values.pop("TransferSyntaxUID", ""):
        image.file_meta.TransferSyntaxUID = syntax
    for keyword, value in values.items():
        setattr(image, keyword, value)
    image.save_as(file)
    return file


def test_the_window_hears_how_much_is_there(begun: Any, loop: Path) -> None:
    heard = begun(loop)

    sizes = [instance.size for instance in heard]
    assert sizes == sorted(sizes)
    assert len(sizes) >= 10
    assert sizes[0] < 5 * PIECE
    assert {instance.number_of_frames for instance in heard} == {20}
    assert len({instance.path for instance in heard}) == 1


def test_it_lies_at_its_path_already(desk: Desk, loop: Path) -> None:
    entry = promised(desk.work(), loop)
    whole, seen = loop.read_bytes(), []

    def look(header: Header) -> Entry:
        told = [message.instance for message in desk.told if isinstance(message, InstanceBegun)]
        seen.extend(Path(one.path).read_bytes()[: one.size] == whole[: one.size] for one in told)
        return entry

    desk.cache.keep(Pieces(pieces(loop)), growing(desk.ledger, look, {}))

    assert seen
    assert all(seen)


@pytest.mark.parametrize(
    "change",
    [
        {"NumberOfFrames": 1},
        {"SOPClassUID": SegmentationStorage},
        {"TransferSyntaxUID": DeflatedExplicitVRLittleEndian},
    ],
    ids=["one frame", "no image", "deflated"],
)
def test_what_cannot_be_shown_in_part_is_shown_when_it_is_whole(begun: Any, loop: Path, change: dict[str, Any]) -> None:
    assert begun(rewritten(loop, **change)) == []


def test_what_a_manifest_renames_is_not_shown_under_its_own_name(begun: Any, loop: Path) -> None:
    assert begun(loop, {0x00100010: "Another^Name"}) == []


def test_what_is_no_dicom_is_passed_over(begun: Any, desk: Desk, tmp_path: Path) -> None:
    page = tmp_path / "page"
    page.write_bytes(b"<html>" * 20_000)

    desk.cache.keep(Pieces(pieces(page)), growing(desk.ledger, lambda _: None, {}))

    assert desk.told == []


def test_what_comes_fast_is_shown_when_it_is_whole(begun: Any, loop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partial, "PACE", 30.0)

    assert begun(loop) == []


def test_a_transfer_that_breaks_leaves_nothing(desk: Desk, loop: Path) -> None:
    entry = promised(desk.work(), loop)

    def breaking() -> Iterator[bytes]:
        yield loop.read_bytes()[: 10 * PIECE]
        yield loop.read_bytes()[10 * PIECE : 11 * PIECE]
        raise Unreachable("The connection broke")

    with pytest.raises(Unreachable):
        desk.cache.keep(Pieces(breaking()), growing(desk.ledger, lambda _: entry, {}))

    (path,) = {message.instance.path for message in desk.told if isinstance(message, InstanceBegun)}
    assert not Path(path).exists()


def test_the_files_of_one_answer_are_told_apart(desk: Desk, loop: Path, tmp_path: Path) -> None:
    files = [loop, multi_frame(tmp_path / "second", 20, 64).files[0], *synthetic_ct(tmp_path / "ct", 1).files]
    work = desk.work()
    entries = {entry.instance.sop_instance_uid: entry for entry in (promised(work, file) for file in files)}
    grows = growing(desk.ledger, lambda header: entries[header.instance.sop_instance_uid], {})

    for file in files:
        desk.cache.keep(Pieces(pieces(file)), grows)

    heard = [message.instance for message in desk.told if isinstance(message, InstanceBegun)]
    assert len({(instance.sop_instance_uid, instance.path) for instance in heard}) == 2
