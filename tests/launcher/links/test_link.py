"""Links and arguments, and what they mean."""

from __future__ import annotations

import string
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from launcher.errors import CommandError, LinkError, WetreadError
from launcher.links import link
from launcher.links.commands import Dcmview2dZoom, DicomClose, DicomGet, DicomRs, ImageGet, WeasisConfig
from launcher.links.options import Command, Help
from tests.references.links import CUT, LINKS, MANIFEST, UNREADABLE, Link


def parsed(*arguments: str, origin: link.Origin = "user") -> tuple[Command | WetreadError, ...]:
    return link.parse_arguments(arguments, "/cwd", origin)


def error_of(*arguments: str, origin: link.Origin = "user") -> WetreadError:
    (error,) = parsed(*arguments, origin=origin)
    assert isinstance(error, WetreadError)
    return error


@pytest.mark.parametrize("origin", ["link", "user"])
@pytest.mark.parametrize("case", LINKS, ids=lambda case: case.name)
def test_a_link_of_the_field_means_these_commands(case: Link, origin: link.Origin) -> None:
    assert parsed(case.link, origin=origin) == case.commands


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_link_that_cannot_be_read_is_one_error(text: str) -> None:
    error = error_of(text, origin="link")
    assert isinstance(error, LinkError)
    assert error.exit_code == 2


@pytest.mark.parametrize("text", CUT.values(), ids=CUT.keys())
def test_a_link_that_was_cut_is_refused_as_a_whole(text: str) -> None:
    error = error_of(text, origin="link")
    assert isinstance(error, LinkError)
    assert "not complete" in error.what
    assert error.why


def test_an_error_says_where_the_quote_was_opened() -> None:
    assert "character 14 of dicom:get" in error_of(CUT["after a quote"]).why


def test_an_error_holds_no_token() -> None:
    error = error_of(
        "weasis://?$dicom:rs -u https://h/rs -r studyUID=1 -H Authorization:Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6"
    )
    assert isinstance(error, CommandError)
    assert "IUzI1NiIsInR5cCI6" not in str(error)


@pytest.mark.parametrize("place", ["javascript:1", "ftp://h/x", "http://h/x", "c:\\x"])
def test_an_address_of_whatever_kind_is_not_taken_for_a_path(place: str) -> None:
    assert parsed(f"$dicom:get -w '{place}'") == (DicomGet(wado=(place,)),)
    assert link.parse_arguments(["$dicom:get -l a:b"], "/data", "user") == (DicomGet(local=("/data/a:b",)),)


@pytest.mark.parametrize("argument", ["$dicom:get -l \\\\server\\share", "\\\\server\\share"])
def test_a_network_share_must_be_mounted(argument: str) -> None:
    assert "Mount it" in error_of(argument).todo


def test_one_wrong_command_does_not_stop_the_others() -> None:
    wrong, right = parsed('weasis://?$dicom:gte -w "x" $dicom:close --all')
    assert isinstance(wrong, CommandError)
    assert "dicom:get" in wrong.todo
    assert right == DicomClose(all=True)


@pytest.mark.parametrize(
    ("argument", "viewer"), [("osirix://?methodName=DisplayStudy", "OsiriX"), ("slicer://viewer/", "3D Slicer")]
)
@pytest.mark.parametrize("origin", ["link", "user"])
def test_another_viewers_link_that_is_wrong_is_named(argument: str, viewer: str, origin: link.Origin) -> None:
    assert f"for {viewer} cannot be understood" in error_of(argument, origin=origin).what


def test_another_viewers_relative_path_starts_where_the_call_was_made() -> None:
    assert parsed("radiant://?n=f&v=a.dcm") == (DicomGet(local=("/cwd/a.dcm",)),)


class TestWhatAStrangerMayHandOver:
    @pytest.mark.parametrize("argument", ["/data/a b.dcm", "file:///data/a%20b.dcm", "FILE://localhost/data/a b.dcm"])
    def test_a_file_from_the_file_manager(self, argument: str) -> None:
        assert parsed(argument, origin="link") == (DicomGet(local=("/data/a b.dcm",)),)

    @pytest.mark.parametrize(
        "arguments",
        [
            (),
            ("weasis://", "weasis://"),
            ("weasis://?a", "--inject", "b"),
            ("$dicom:get -w https://h/m",),
            ("https://h/a.dcm",),
            ("--help",),
            ("relative.dcm",),
            ("",),
        ],
    )
    def test_nothing_else(self, arguments: tuple[str, ...]) -> None:
        assert isinstance(error_of(*arguments, origin="link"), LinkError)


class TestWhatAUserTypes:
    def test_each_path_is_a_load_of_its_own(self) -> None:
        assert parsed("a.dcm", ".", "/data/b") == tuple(
            DicomGet(local=(path,)) for path in ("/cwd/a.dcm", "/cwd", "/data/b")
        )

    @pytest.mark.parametrize(
        "name", ["a b", 'a"b', "a'b", "$a", "$RECYCLE.BIN/a", "50%", "a%20b", "ü", "\udcfc", "a:b", "#a"]
    )
    def test_a_file_may_have_any_name(self, name: str) -> None:
        assert parsed(name) == (DicomGet(local=(f"/cwd/{name}",)),)

    def test_an_address_is_one_file_to_fetch(self) -> None:
        assert parsed("HTTPS://h/a.dcm?x=$1&y='") == (DicomGet(remote=("HTTPS://h/a.dcm?x=$1&y='",)),)

    @pytest.mark.parametrize(
        ("path", "request_"),
        [
            ("studies/1.2.3", "studyUID=1.2.3"),
            ("studies/1.2.3/", "studyUID=1.2.3"),
            ("studies/1.2/series/3.4", "seriesUID=3.4"),
            ("studies/1.2/series/3.4/instances/5.6", "objectUID=5.6"),
        ],
    )
    def test_an_address_of_what_a_dicomweb_archive_has_asks_the_archive(self, path: str, request_: str) -> None:
        assert parsed(f"https://h/dicom-web/{path}") == (DicomRs(url="https://h/dicom-web", request=(request_,)),)

    @pytest.mark.parametrize("path", ["studies/42", "studies/1.2.3/archive", "studies/1.2.3?x=1", "studies/1.2/a.dcm"])
    def test_an_address_that_only_looks_like_it_is_one_file(self, path: str) -> None:
        assert parsed(f"https://h/{path}") == (DicomGet(remote=(f"https://h/{path}",)),)

    @pytest.mark.parametrize("argument", ["ftp://h/a.dcm", "file://other/share/a.dcm", "file:///a%00b", ""])
    def test_what_cannot_be_opened_is_said(self, argument: str) -> None:
        assert isinstance(error_of(argument), LinkError)

    def test_a_file_address_keeps_the_bytes_of_the_name(self) -> None:
        assert parsed("file:///data/%FC%C3%BC") == (DicomGet(local=("/data/\udcfcü",)),)

    def test_a_command_in_one_argument(self) -> None:
        assert parsed("$dicom:get -w 'https://h.example/m.xml' $dcmview2d:zoom --set 2.0") == (
            MANIFEST,
            Dcmview2dZoom(set=2.0),
        )

    def test_half_a_command_word_is_no_file(self) -> None:
        assert isinstance(error_of("$dicom"), CommandError)

    @pytest.mark.parametrize("address", ["https://h/a.dcm?x=1&y=2", '"https://h/a.dcm?x=1&y=2"'])
    def test_a_command_in_several_arguments(self, address: str) -> None:
        assert parsed("$dicom:get", "-r", address) == (DicomGet(remote=("https://h/a.dcm?x=1&y=2",)),)

    def test_an_argument_keeps_its_blanks_and_quotes(self) -> None:
        given_words = ("$dicom:get", "-l", "O'Neil 1", "--local=a b", '-l "c d"', "--local='e f'")
        assert parsed(*given_words) == (DicomGet(local=("/cwd/O'Neil 1", "/cwd/a b", "/cwd/c d", "/cwd/e f")),)

    def test_a_property_may_be_quoted_by_the_shell_or_for_us(self) -> None:
        expected = (WeasisConfig(pro=("weasis.name A B",)),)
        assert parsed("$weasis:config", "pro=weasis.name A B") == expected
        assert parsed("$weasis:config", 'pro="weasis.name A B"') == expected

    def test_a_lone_dollar_ends_a_command(self) -> None:
        assert parsed("$dicom:close", "-a", "$", "a") == (DicomClose(all=True), DicomGet(local=("/cwd/a",)))

    def test_paths_before_a_command_are_not_lost(self) -> None:
        assert parsed("a", "$dicom:close", "-a") == (DicomGet(local=("/cwd/a",)), DicomClose(all=True))

    def test_a_links_commands_come_first(self) -> None:
        assert parsed("a", "weasis://?$dicom:close -a") == (DicomClose(all=True), DicomGet(local=("/cwd/a",)))

    def test_paths_in_commands_start_from_the_callers_folder(self) -> None:
        assert parsed("$dicom:get -l a -w m.xml -z file:///z.zip -r https://h/a", "$image:get -f p.png") == (
            DicomGet(local=("/cwd/a",), wado=("/cwd/m.xml",), zip=("/z.zip",), remote=("https://h/a",)),
            ImageGet(file=("/cwd/p.png",)),
        )

    def test_a_scope_may_be_left_out_where_it_is_clear(self) -> None:
        assert parsed("$ZOOM -s 2") == (Dcmview2dZoom(set=2.0),)

    def test_help_is_an_answer(self) -> None:
        (answer,) = parsed("$dicom:rs --help")
        assert isinstance(answer, Help)
        assert "--show-whole-study" in answer.text

    def test_a_wrong_argument_does_not_stop_the_others(self) -> None:
        wrong, right = parsed("ftp://h/a", "a")
        assert isinstance(wrong, LinkError)
        assert right == DicomGet(local=("/cwd/a",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a  b\tc\n", ("a", "b", "c")),
        ("\"a b\" 'c d'", ("a b", "c d")),
        ('"it\'s" \'say "hi"\'', ("it's", 'say "hi"')),
        ('"a b"c', ("a bc",)),
        ("--url='x y'\"z\"", ("--url=x yz",)),
        (r'"a\"b"', ('a"b',)),
        (r'"C:\Users\new" "\u0041"', (r"C:\Users\new", r"\u0041")),
        (r"C:\Users\ x", ("C:\\Users\\", "x")),
        (r"'a\' b", ("a\\", "b")),
        (r'-l "C:\data\" ', ("-l", "C:\\data\\")),
        (
            "a;b | c & d # e ? * () [] {} <> `x` ~ $y",
            ("a;b", "|", "c", "&", "d", "#", "e", "?", "*", "()", "[]", "{}", "<>", "`x`", "~", "$y"),
        ),
        ("\"\" ''", ("", "")),
        ('-H "X: some token', ("-H", "X: some token")),
        ("a\u00a0b", ("a\u00a0b",)),
        ("", ()),
    ],
)
def test_words_are_cut_at_blanks_outside_quotes(text: str, expected: tuple[str, ...]) -> None:
    assert link.words(text) == expected


ANYTHING = st.text(
    st.one_of(st.sampled_from("$%+\"'\\ /:?=-&"), st.characters(codec=None), st.sampled_from(string.printable))
)
PIECES = st.sampled_from(
    (
        "weasis:", "wetread:", "//", "?", "$dicom:", "get", "rs", "%24", "%3A", "%2", "+", " ", "-w", "--url=",
        '"', "'", "\\",
        "https://h/", "file:", "open?manifest=", "\0", "\udcff", "\ud800", "%ff", "$", "--", "-", "weasis:config", "é",
    )
)  # fmt: skip
LINK_LIKE = st.lists(PIECES | ANYTHING, max_size=12).map("".join)


@given(st.lists(ANYTHING | LINK_LIKE, max_size=4), st.sampled_from(["link", "user"]))
@example(["\0"], "link")
@example(["file:\ud800"], "link")
@example(["$dicom:get", '-w "'], "user")
def test_no_argument_raises_anything(arguments: list[str], origin: link.Origin) -> None:
    results = link.parse_arguments(arguments, "/cwd", origin)
    assert all(isinstance(result, Command | WetreadError) for result in results)


@given(ANYTHING | LINK_LIKE)
def test_words_raise_our_errors_only(text: str) -> None:
    try:
        found = link.words(text)
    except LinkError:
        return
    assert len("".join(found)) <= len(text)


VALUES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1)


@given(st.lists(VALUES))
def test_quoted_words_come_back(values: list[str]) -> None:
    assert link.words(" ".join(map(link.quoted, values))) == tuple(values)


@given(VALUES, st.lists(VALUES, min_size=1), st.lists(VALUES))
def test_what_is_built_is_read_back(url: str, requests: list[str], headers: list[str]) -> None:
    wanted = DicomRs(url=url, request=tuple(requests), header=tuple(headers))
    options = [f"--url={link.quoted(url)}", *(f"-r={link.quoted(text)}" for text in requests)]
    built = link.build(
        "dicom:close -a", " ".join(["dicom:rs", *options, *(f"-H={link.quoted(text)}" for text in headers)])
    )
    assert built.isascii()
    assert not set(built) & set(" \"'<>\\^`{|}$")
    assert parsed(built, origin="link") == (DicomClose(all=True), wanted)


@pytest.mark.parametrize(
    "unit", ["%", "%4", "$", '"', "'", "\\", '\\"', "$a:b ", "+", "https://", " -", "\"' ", '"\\" ', "a@"]
)
def test_a_long_link_takes_no_long_time(unit: str) -> None:
    text = "weasis://?$dicom:get " + unit * (200_000 // len(unit))
    begin = time.process_time()
    parsed(text)
    parsed("$dicom:get", text[10:])
    assert time.process_time() - begin < 3
