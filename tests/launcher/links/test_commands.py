"""The command table: what each command accepts, and what it says when it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.errors import CommandError
from launcher.links.commands import (
    COMMANDS,
    AcquirePatient,
    Dcmview2dLayout,
    Dcmview2dMouseLeftAction,
    Dcmview2dMove,
    Dcmview2dReset,
    Dcmview2dScroll,
    Dcmview2dSynch,
    Dcmview2dWl,
    Dcmview2dZoom,
    DicomClose,
    DicomGet,
    DicomQr,
    DicomRs,
    DicomShow,
    ImageClose,
    ImageGet,
    WeasisConfig,
    WeasisInfo,
    WeasisUi,
    parse,
)
from launcher.links.options import Command, Help, markdown, options, usage

UNDERSTOOD: list[tuple[str, Command]] = [
    ("dicom:get -l a -l b -r c", DicomGet(local=("a", "b"), remote=("c",))),
    ("dicom:get --wado=a -wb -w=c -w==d", DicomGet(wado=("a", "b", "c", "=d"))),
    ("dicom:get -pz a", DicomGet(portable=True, zip=("a",))),
    ("dicom:get --iwado H4sI --portable", DicomGet(iwado=("H4sI",), portable=True)),
    ("DICOM:Get -r a", DicomGet(remote=("a",))),
    ("rs --url a --req b", DicomRs(url="a", request=("b",))),
    ("dicom:rs -u a -r b -u c", DicomRs(url="c", request=("b",))),
    ("dicom:rs -u a -r b --query-h N:V --retrieve-e x", DicomRs(
        url="a", request=("b",), query_header=("N:V",), retrieve_ext="x")),
    ("dicom:rs -u a -r b --auth-uid 1 --oidc-iss i --oidc-login l", DicomRs(
        url="a", request=("b",), auth_uid="1", oidc_iss="i", oidc_login="l")),
    ("dicom:qr -n PACS -r studyUID=1 -m GET", DicomQr(node="PACS", request=("studyUID=1",), retrieve="get")),
    ("dicom:show -p 1 -n 2 -y 3 -s 4 -i 5", DicomShow(patient="1", accession="2", study="3", series="4", instance="5")),
    ("dicom:close -a", DicomClose(all=True)),
    ("dicom:close -p A -p B -y 1 -s 2", DicomClose(patient=("A", "B"), study=("1",), series=("2",))),
    ("image:get -f a -u b", ImageGet(file=("a",), url=("b",))),
    ("image:close -g 1 --series 2", ImageClose(group=("1",), series=("2",))),
    ("acquire:patient -s H4sI", AcquirePatient(iurlsafe=True, source="H4sI")),
    ("weasis:info -av", WeasisInfo(all=True, version=True)),
    ("weasis:ui -qv", WeasisUi(quit=True, visible=True)),
    ("weasis:ui --min", WeasisUi(minimized=True)),
    ("weasis:config cdb pro=a+b auth=A=B x=1 y", WeasisConfig(pro=("a+b",), auth="A=B", ignored=("x", "y"))),
    ("weasis:config wcfg=a wcfg=b arg=c arg=d", WeasisConfig(wcfg="b", arg=("c", "d"))),
    ("dcmview2d:layout -n 5", Dcmview2dLayout(number=5)),
    ("dcmview2d:layout --id layout_c2x1", Dcmview2dLayout(id="layout_c2x1")),
    ("dcmview2d:mouseLeftAction winlevel", Dcmview2dMouseLeftAction(name="winLevel")),
    ("dcmview2d:move -- -5 10", Dcmview2dMove(x=-5, y=10)),
    ("dcmview2d:move -5 +10", Dcmview2dMove(x=-5, y=10)),
    ("dcmview2d:reset -a", Dcmview2dReset(all=True)),
    ("dcmview2d:reset winLevel rotation", Dcmview2dReset(names=("winLevel", "rotation"))),
    ("dcmview2d:scroll -s 3", Dcmview2dScroll(set=3)),
    ("dcmview2d:scroll -i-3", Dcmview2dScroll(increase=-3)),
    ("dcmview2d:synch none", Dcmview2dSynch(name="None")),
    ("dcmview2d:wl -100 50", Dcmview2dWl(window=-100, level=50)),
    ("dcmview2d:wl -- -100 -50", Dcmview2dWl(window=-100, level=-50)),
    ("dcmview2d:zoom -s -200", Dcmview2dZoom(set=-200.0)),
    ("dcmview2d:zoom -s 0.0", Dcmview2dZoom(set=0.0)),
    ("dcmview2d:zoom --set=.5", Dcmview2dZoom(set=0.5)),
    ("dcmview2d:zoom -d 28", Dcmview2dZoom(decrease=28)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "command"), UNDERSTOOD, ids=[text for text, _ in UNDERSTOOD])
def test_words_mean_this_command(text: str, command: Command) -> None:
    assert parse(text.split()) == command


NOT_UNDERSTOOD = [
    ("dicom:gte -w a", "dicom:gte", "dicom:get"),
    ("get -w a", "get", "dicom:get or image:get"),
    ("dicom", "dicom", ""),
    ("felix:start file.jar", "felix:start", ""),
    ("dicom:get", "dicom:get", ""),
    ("dicom:get -w", "-w", ""),
    ("dicom:get -w -r a", "-w", ""),
    ("dicom:get -x a", "-x", ""),
    ("dicom:get --wadoo a", "--wadoo", "--wado"),
    ("dicom:get --portable=yes", "--portable", ""),
    ("dicom:get a.dcm", "a.dcm", ""),
    ("dicom:rs -u a", "-r/--request", ""),
    ("dicom:rs -r b", "-u/--url", ""),
    ("dicom:rs -u a -r b --query x", "--query", "--query-header or --query-ext"),
    ("dicom:rs -u a -r b -H Authorization: Bearer T", "Bearer", ""),
    ("dicom:qr -r studyUID=1 -m ftp", "ftp", ""),
    ("dicom:close", "dicom:close", ""),
    ("dcmview2d:layout", "dcmview2d:layout", ""),
    ("dcmview2d:layout -n 2 -i 1x1", "-n/--number and -i/--id", ""),
    ("dcmview2d:layout -n two", "two", ""),
    ("dcmview2d:layout -n 1.5", "1.5", ""),
    ("dcmview2d:mouseLeftAction winLevle", "winLevle", "winLevel"),
    ("dcmview2d:mouseLeftAction", "TOOL", ""),
    ("dcmview2d:move 1", "Y", ""),
    ("dcmview2d:move 1 2 3", "3", ""),
    ("dcmview2d:reset", "dcmview2d:reset", ""),
    ("dcmview2d:scroll -s 1 -i 1", "-s/--set and -i/--increase", ""),
    ("dcmview2d:scroll -s 99999999999999999999", "99999999999999999999", ""),
    ("dcmview2d:zoom -s nan", "nan", ""),
    ("dcmview2d:zoom -i 1.5", "1.5", ""),
]


@pytest.mark.parametrize(("text", "at_fault", "suggested"), NOT_UNDERSTOOD, ids=[text for text, *_ in NOT_UNDERSTOOD])
def test_an_error_names_the_word_at_fault_and_what_was_perhaps_meant(text: str, at_fault: str, suggested: str) -> None:
    with pytest.raises(CommandError) as caught:
        parse(text.split())
    assert at_fault in str(caught.value)
    assert suggested in caught.value.todo
    assert caught.value.usage
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("character", ["\r", "\n", "\0", "\t", "\x1b", "\x7f", "\x85", "\ud800"])
def test_control_characters_are_refused_wherever_they_stand(character: str) -> None:
    for words in (
        ["dicom:close", "-p", f"A{character}"],
        [f"dicom{character}:close", "-a"],
        ["weasis:config", character],
    ):
        with pytest.raises(CommandError, match=f"U\\+{ord(character):04X}"):
            parse(words)


def test_an_empty_value_of_a_template_counts_as_none() -> None:
    assert parse(["dicom:rs", "-u", "a", "-r", "b", "-H", "", "--query-ext", ""]) == DicomRs(url="a", request=("b",))
    with pytest.raises(CommandError):
        parse(["dicom:get", "-w", ""])


@pytest.mark.parametrize(
    ("property_text", "pair"),
    [
        ("weasis.name  My viewer ", ("weasis.name", "My viewer")),
        ("weasis.aet+MYAET", ("weasis.aet", "MYAET")),
        ("weasis.name A+B", ("weasis.name", "A+B")),
        ("weasis.name", ("weasis.name", "")),
    ],
)
def test_a_property_has_a_name_and_a_value(property_text: str, pair: tuple[str, str]) -> None:
    assert WeasisConfig(pro=(property_text,)).properties == (pair,)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
class TestEveryCommand:
    @pytest.mark.parametrize("flag", ["--help", "-?"])
    def test_explains_itself(self, command: type[Command], flag: str) -> None:
        assert parse([command.verb, flag, "whatever"]) == Help(name=command.verb, text=usage(command))

    def test_names_each_option_in_usage_and_manual(self, command: type[Command]) -> None:
        for row in options(command):
            for word in (*row.metadata["flags"], row.metadata["help"]):
                assert word in usage(command)
                assert word in markdown(command)

    def test_uses_no_flag_twice(self, command: type[Command]) -> None:
        flags = [flag for row in options(command) for flag in row.metadata["flags"]]
        assert len(flags) == len(set(flags))

    def test_keeps_its_values_out_of_logs(self, command: type[Command]) -> None:
        assert repr(command(**{row.name: "secret" for row in options(command)})) == f"{command.__name__}()"


WORD = st.text(max_size=8) | st.sampled_from(
    ["-", "--", "-a", "-s", "--set", "--all", "--se", "-5", "1", "2.5", "-s=", "pro=a", "Stack", "pan", "-?"]
)


@given(st.sampled_from([*COMMANDS, "get", "", "x:y"]), st.lists(WORD, max_size=6))
def test_no_words_raise_anything_but_a_command_error(verb: str, words: list[str]) -> None:
    try:
        command = parse([verb, *words])
    except CommandError as error:
        assert error.what
    else:
        assert isinstance(command, Command)


VALUES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1)


@given(st.lists(VALUES, min_size=1), st.lists(VALUES))
def test_any_value_reaches_its_option(wado: list[str], zips: list[str]) -> None:
    words = [*(f"--wado={value}" for value in wado), *(f"-z={value}" for value in zips)]
    assert parse(["dicom:get", *words]) == DicomGet(wado=tuple(wado), zip=tuple(zips))


@pytest.mark.parametrize(
    ("words", "todo"),
    [
        (["dicom:frobnicate"], "whoever made the link; the commands are dicom:get, "),
        (["dicom:gte"], "Did you mean dicom:get"),
        (["dicom:get", "--nope"], r"whoever made the link; wetread '\$dicom:get --help' says how it is written"),
        (["dicom:get"], "whoever made the link"),
    ],
)
def test_what_to_do_about_a_command_is_always_said(words: list[str], todo: str) -> None:
    with pytest.raises(CommandError, match=todo):
        parse(words)
