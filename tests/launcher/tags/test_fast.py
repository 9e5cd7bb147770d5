"""What is remembered of one header never changes what is read of another: the careful reader says the same."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from struct import pack

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydicom import Dataset, Sequence

from launcher.headers.walk import FIRST_READ
from launcher.tags import elements
from launcher.tags.elements import DataSet, Wanted, wanted
from launcher.tags.fast import _LONGEST_RUN, _MOST_RUNS, Swift, reader
from tests.files import FILES, bundled
from tests.launcher.tags.conftest import made

SEED = wanted([0x00081030, 0x00200032, 0x00280030])
CT = bundled("CT_small.dcm").read_bytes()


def _carefully(data: bytes, of: Wanted) -> DataSet:
    return elements.read(lambda offset, length: data[offset : offset + length], len(data), of)


def _agree(swift: Swift, data: bytes, of: Wanted) -> bool:
    """Whether it was read at all; then it is what the careful reader finds."""
    found = swift.read(data[:FIRST_READ], len(data))
    if found is None:
        return False
    careful = _carefully(data, of)
    assert of.tags is not None
    assert {tag: found.get(tag) for tag in of.tags} == {tag: careful.get(tag) for tag in of.tags}
    assert (found.character_set, found.truncated) == (careful.character_set, careful.truncated)
    return True


def test_every_kind_of_file_one_after_the_other_is_read_as_with_care() -> None:
    contents = [path.read_bytes() for path in FILES]
    for of in (SEED, wanted([0x00020010]), wanted([0x00100010, 0x00101010, 0x7FE00001]), wanted([0x00190010])):
        swift = Swift(of)
        read = [_agree(swift, data, of) for data in contents * 2]
        assert sum(read) > len(read) // 4


def test_a_value_that_differs_among_many_that_do_not_is_found_at_any_place() -> None:
    for tag in (0x00080018, 0x00180050, 0x00200013, 0x00280010):
        of = wanted([tag])
        swift = Swift(of)
        for number in range(4):
            assert _agree(swift, CT, of)
            element = _carefully(CT, of)[tag]
            changed = bytearray(CT)
            changed[element.offset] = 0x30 + number
            assert _agree(swift, bytes(changed), of)


def test_longer_and_shorter_values_before_it_move_what_is_wanted(tmp_path: Path) -> None:
    swift = Swift(SEED)
    for length in (3, 3, 40, 0, 3, 40):
        before = {"ReferringPhysicianName": "R" * length, "StudyDescription": f"S{length}"}
        assert _agree(swift, made(tmp_path / "f", **before, PixelSpacing=[1, length]).read_bytes(), SEED)


def test_sequences_of_any_length_are_stepped_over(tmp_path: Path) -> None:
    inner = Dataset()
    inner.StudyDescription = "not this one"
    for undefined in (False, True, False, True):
        held = Sequence([inner])
        held.is_undefined_length = undefined
        data = made(tmp_path / "f", ReferencedStudySequence=held, PixelSpacing=[1, 2]).read_bytes()
        assert _agree(Swift(SEED), data, SEED)


def test_its_memory_is_bounded() -> None:
    swift, meta = Swift(SEED), CT[:336]
    for number in range(20):
        tags = range(0x1000 + number, 0x1000 + number + 1500 * 8, 8)
        data = b"".join(pack("<HH2sH", 0x11, tag, b"LO", 2) + b"x " for tag in tags)
        assert swift.read(meta + data, len(meta + data)) is not None
    assert 0 < len(swift._runs) <= _MOST_RUNS
    assert all(len(run.data) <= _LONGEST_RUN for run in swift._runs.values())


def test_whole_headers_are_not_its_concern() -> None:
    assert reader(elements.EVERYTHING) is None


def _damaged(data: bytes, changes: Iterable[tuple[int, int]], end: int) -> bytes:
    content = bytearray(data[:end])
    for at, value in changes:
        content[at % len(content)] = value
    return bytes(content)


@example("reportsi.dcm", [(132, 1)], 580)  # a file that does not begin with its own group
@settings(max_examples=300)
@given(
    st.sampled_from(["CT_small.dcm", "reportsi.dcm", "MR_small.dcm"]),
    st.lists(st.tuples(st.integers(130, 6000), st.integers(0, 255)), max_size=6),
    st.integers(140, 60_000),
)
def test_damage_is_left_to_the_careful_reader(name: str, changes: list[tuple[int, int]], end: int) -> None:
    data, swift = bundled(name).read_bytes(), Swift(SEED)
    _agree(swift, data, SEED)
    _agree(swift, _damaged(data, changes, end), SEED)
    _agree(swift, data, SEED)
