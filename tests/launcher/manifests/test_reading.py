"""What a manifest means, in every form, whole and broken; and that nothing in it does harm."""

from __future__ import annotations

import base64
import gzip
import itertools
import socket
import time
import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from launcher.errors import ManifestError, WetreadError
from launcher.manifests.manifest import (
    Manifest,
)
from launcher.manifests.reading import ManifestReader, from_base64, parse_manifest
from tests.references.manifests import MANIFESTS, SIMPLE, SIMPLE_MEANS, UNUSABLE, Bad, Case

SERIES_END = SIMPLE.index("</Series>") + len("</Series>")
TWO_SERIES = SIMPLE[:SERIES_END] + SIMPLE[SIMPLE.index("<Series") : SERIES_END].replace("1.2.3", "1.2.9")
"""Two whole series, then it breaks off."""


def read_in_pieces(data: bytes, cuts: list[int]) -> Manifest | str:
    """The manifest, or the sentence why not, when ``data`` comes cut at these places."""
    reader = ManifestReader()
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    try:
        for start, end in itertools.pairwise(places):
            reader.receive(data[start:end])
        return reader.close()
    except WetreadError as error:
        return str(error)


@pytest.mark.parametrize("case", MANIFESTS, ids=lambda case: case.name)
def test_a_manifest_means_these_images(case: Case) -> None:
    assert parse_manifest(case.data) == case.manifest


@pytest.mark.parametrize("case", MANIFESTS, ids=lambda case: case.name)
def test_a_manifest_means_the_same_when_it_comes_byte_by_byte(case: Case) -> None:
    assert read_in_pieces(case.data, list(range(len(case.data)))) == case.manifest


@pytest.mark.parametrize("bad", UNUSABLE, ids=lambda bad: bad.name)
def test_what_is_no_manifest_is_refused_with_a_sentence_that_says_why_and_what_to_do(bad: Bad) -> None:
    with pytest.raises(ManifestError, match=r".{20,}") as refused:
        parse_manifest(bad.data)
    assert bad.said in str(refused.value)
    assert refused.value.todo
    assert refused.value.exit_code == 4


def test_the_sentence_about_a_login_page_advises_to_sign_in() -> None:
    with pytest.raises(ManifestError) as refused:
        parse_manifest(b"<html>")
    assert "sign in" in refused.value.todo


def test_nothing_that_a_manifest_refers_to_is_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        for declared in (f'SYSTEM "{address}"', f'[<!ENTITY % e SYSTEM "{address}"> %e;]'):
            with pytest.raises(ManifestError, match="document type"):
                parse_manifest(f"<!DOCTYPE manifest {declared}>{SIMPLE[SIMPLE.index('<manifest') :]}".encode())
        with pytest.raises(BlockingIOError):
            listener.accept()


class TestLimits:
    def test_a_gzip_bomb_is_refused_at_the_limit_and_never_held(self) -> None:
        bomb = gzip.compress(SIMPLE[:-20].encode() + b" " * 100_000_000)
        reader = ManifestReader(max_bytes=1 << 20)
        tracemalloc.start()
        with pytest.raises(ManifestError, match="larger than 1,048,576 bytes"):
            reader.receive(bomb)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 8 << 20

    def test_plain_bytes_meet_the_same_limit(self) -> None:
        reader = ManifestReader(max_bytes=1000)
        with pytest.raises(ManifestError, match="larger than 1,000 bytes"):
            for _ in range(20):
                reader.receive(b"<a>" + b" " * 97)

    @pytest.mark.parametrize("element", ["Instance", "Unknown"])
    def test_entries_of_any_kind_are_counted(self, element: str) -> None:
        reader = ManifestReader(max_entries=1000)
        reader.receive(SIMPLE.encode()[:SERIES_END])
        with pytest.raises(ManifestError, match="more than 1,000 entries"):
            reader.receive(f"<{element}/>".encode() * 10_000)

    def test_large_json_is_refused(self) -> None:
        reader = ManifestReader()
        with pytest.raises(ManifestError, match="the most for JSON"):
            for _ in range(40):
                reader.receive(b"{" + b" " * (1 << 20))

    def test_memory_is_that_of_the_result(self) -> None:
        reader = ManifestReader()
        tracemalloc.start()
        reader.receive(SIMPLE[: -len("</manifest>")].encode())
        for _ in range(20):
            layer = b"<layer uuid='1'>" + b"text " * 100 + b"</layer>"
            reader.receive(b"<presentations>" + layer * 1000 + b"</presentations>")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        reader.receive(b"</manifest>")
        assert reader.close() == SIMPLE_MEANS
        assert peak < 2 << 20


class TestDamage:
    def test_series_that_were_complete_are_kept_and_the_loss_is_named(self) -> None:
        manifest = parse_manifest((TWO_SERIES + "<Series SeriesInstanceUID='1.2.10'><Instance SOPIns").encode())
        ((patient,),) = [archive.patients for archive in manifest.archives]
        assert [series.series.series_instance_uid for series in patient.studies[0].series] == ["1.2.3", "1.2.9"]
        assert "not well-formed" in manifest.damage
        assert "line 1" in manifest.damage
        assert "after the first 2 series" in manifest.damage

    def test_the_same_holds_for_gzip_that_breaks_off(self) -> None:
        manifest = parse_manifest(gzip.compress(TWO_SERIES.encode() + b"<!--" + bytes(range(32, 127)) * 9)[:-60])
        assert len(manifest.archives[0].patients[0].studies[0].series) == 2
        assert manifest.damage

    def test_nothing_complete_is_an_error(self) -> None:
        with pytest.raises(ManifestError, match="not well-formed"):
            parse_manifest(SIMPLE[: SERIES_END - 20].encode())

    def test_an_instance_that_cannot_be_fetched_is_named_and_the_others_are_kept(self) -> None:
        manifest = parse_manifest(SIMPLE.replace('SOPInstanceUID="1.2.3.4"', "").encode())
        assert manifest.damage == "an Instance has no SOPInstanceUID"
        assert len(manifest.archives[0].patients[0].studies[0].series[0].instances) == 1

    def test_an_archive_without_address_is_named_and_the_others_are_kept(self) -> None:
        archive = SIMPLE[SIMPLE.index("<arcQuery") : SIMPLE.index("</manifest>")]
        two = SIMPLE.replace("</manifest>", archive.replace('arcId="1" baseUrl', 'arcId="2" base') + "</manifest>")
        manifest = parse_manifest(two.encode())
        assert [archive.arc_id for archive in manifest.archives] == ["1"]
        assert "'2' has no address" in manifest.damage

    def test_nothing_is_lost_of_a_whole_manifest(self) -> None:
        assert parse_manifest(SIMPLE.encode()).damage == ""


class TestBase64:
    packed = gzip.compress(SIMPLE.encode(), mtime=0)

    @pytest.mark.parametrize(
        "written",
        [
            base64.b64encode(packed).decode(),
            base64.urlsafe_b64encode(packed).decode(),
            base64.b64encode(packed).decode().rstrip("="),
            base64.b64encode(packed).decode().replace("+", " "),
            base64.encodebytes(packed).decode().replace("\n", "\r\n"),
            f"  {base64.b64encode(packed).decode()}\n",
        ],
        ids=["as it should be", "alphabet of URLs", "no padding", "blank for plus", "lines", "blanks around"],
    )
    def test_a_manifest_in_a_link_is_unpacked(self, written: str) -> None:
        assert parse_manifest(from_base64(written)) == SIMPLE_MEANS

    @pytest.mark.parametrize("written", ["A", "H4sI%%%", "ä" * 8, "AA=A"])
    def test_other_text_is_refused(self, written: str) -> None:
        with pytest.raises(ManifestError, match="Base64"):
            from_base64(written)

    @given(st.binary())
    def test_any_bytes_survive(self, data: bytes) -> None:
        assert from_base64(base64.b64encode(data).decode()) == data


@given(st.sampled_from([case.data for case in MANIFESTS] + [bad.data for bad in UNUSABLE]), st.data())
def test_the_result_is_the_same_however_the_network_cuts_the_bytes(whole: bytes, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(whole)), max_size=6))
    assert read_in_pieces(whole, cuts) == read_in_pieces(whole, [])


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode), st.lists(st.integers(0, 400), max_size=4))
@example(b"<" * 70_000, [])
@example(b'{"manifest":{"arcQuery":{"Patient":[[{}],1]}}}', [3])
@example(b'{"manifest":{"uid":1' + b"0" * 5000 + b"}}", [])
def test_no_bytes_raise_anything_but_our_errors(data: bytes, cuts: list[int]) -> None:
    assert read_in_pieces(data, cuts) == read_in_pieces(data, [])


@given(
    st.sampled_from([case.data for case in MANIFESTS]), st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=3)))
)
def test_no_damage_raises_anything_but_our_errors(whole: bytes, changes: list[tuple[int, bytes]]) -> None:
    damaged = bytearray(whole)
    for place, change in changes:
        damaged[place % len(whole) : place % len(whole) + len(change)] = change
    assert read_in_pieces(bytes(damaged), [len(whole) // 2]) == read_in_pieces(bytes(damaged), [])


def test_a_hundred_thousand_instances_are_read_in_reasonable_time() -> None:
    entry = '<Instance SOPInstanceUID="1.2.3.{0}" InstanceNumber="{0}" DirectDownloadFile="/{0}.dcm"/>'
    many = "".join(map(entry.format, range(100_000)))
    started = time.process_time()
    manifest = parse_manifest(SIMPLE.replace("</Series>", many + "</Series>").encode())
    assert len(manifest.archives[0].patients[0].studies[0].series[0].instances) == 100_002
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("series", "said"),
    [
        ("", "no series came whole"),
        ('<Series SeriesInstanceUID="1.2.3"/>', "what comes after the first series is lost"),
        ('<Series SeriesInstanceUID="1.2.3"/>' * 2, "what comes after the first 2 series is lost"),
    ],
)
def test_a_manifest_that_is_cut_says_how_much_of_it_came(series: str, said: str) -> None:
    begun = f'<manifest><arcQuery baseUrl="http://h"><Patient PatientID="P"><Study StudyInstanceUID="1.2">{series}<Ser'

    with pytest.raises(ManifestError, match=said):
        parse_manifest(begun.encode())
