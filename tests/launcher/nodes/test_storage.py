"""The archives of this computer: the user's, the administrator's, and Weasis's lists."""

from __future__ import annotations

import base64
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pynetdicom import AE, evt

from launcher.dimse.echo import VERIFICATION
from launcher.dimse.find import STUDY_ROOT
from launcher.errors import RequestError
from launcher.nodes import calls
from launcher.nodes.node import CallingNode, DicomNode, WebNode
from launcher.nodes.storage import Nodes
from launcher.nodes.weasis import take_over
from launcher.policy import read_policy

MAIN = DicomNode(name="Main", ae_title="PACS", host="pacs.example.org", port=11112)
WEB = WebNode(name="Cloud", url="https://cloud.example.org/dicom-web", headers={"X-Site": "north"})
CALLER = CallingNode(name="Desk", ae_title="DESK1", host="desk1.example.org")


@pytest.fixture
def nodes(tmp_path: Path) -> Nodes:
    return Nodes(file=tmp_path / "config" / "nodes.json")


def test_what_is_added_is_there_the_next_time_and_nobody_else_can_read_it(nodes: Nodes) -> None:
    nodes.add([MAIN, WEB, CALLER])

    assert set(map(repr, Nodes(file=nodes.file).all())) == set(map(repr, (MAIN, WEB, CALLER)))
    assert stat.S_IMODE(nodes.file.stat().st_mode) == 0o600


def test_an_archive_is_found_by_its_name_and_by_its_ae_title(nodes: Nodes) -> None:
    nodes.add([MAIN, WEB])

    assert nodes.archive("main") == nodes.archive("PACS") == MAIN
    assert nodes.archive("CLOUD") == WEB
    with pytest.raises(RequestError, match=r"Other is not set up here. Set up are: Main, Cloud"):
        nodes.archive("Other")


def test_an_ae_title_that_two_archives_have_decides_nothing(nodes: Nodes) -> None:
    nodes.add([MAIN, DicomNode(name="Spare", ae_title="PACS", host="spare.example.org")])

    with pytest.raises(RequestError, match=r"AE title of 2 archives.*Give its name"):
        nodes.archive("PACS")


def test_the_default_is_the_only_one_or_the_one_that_says_so(nodes: Nodes) -> None:
    with pytest.raises(RequestError, match="No archive is set up"):
        nodes.archive()
    nodes.add([MAIN])
    assert nodes.archive() == MAIN
    nodes.add([WEB])
    with pytest.raises(RequestError, match="Which archive"):
        nodes.archive()
    nodes.add([DicomNode(name="Spare", ae_title="SPARE", host="spare", default=True)])
    assert nodes.archive().name == "Spare"


def test_a_new_default_takes_the_place_of_the_old_one(nodes: Nodes) -> None:
    nodes.add([DicomNode(name="Old", ae_title="OLD", host="old", default=True), CALLER])
    nodes.add([DicomNode(name="New", ae_title="NEW", host="new", default=True)])

    assert nodes.archive().name == "New"
    assert CALLER in nodes.all()


def test_two_archives_that_speak_differently_cannot_have_one_name(nodes: Nodes) -> None:
    nodes.add([MAIN, replace(CALLER, name="Main")])

    with pytest.raises(RequestError, match="main is the name of an archive that is asked by DIMSE"):
        nodes.add([replace(WEB, name="main")])


def test_of_several_of_one_name_the_kind_says_which_is_forgotten(nodes: Nodes) -> None:
    nodes.add([MAIN, replace(CALLER, name="Main")])

    with pytest.raises(RequestError, match=r"the name of 2. Add one of: --kind dicom, --kind calling"):
        nodes.remove("Main")
    nodes.remove("main", "calling")

    assert nodes.all() == (MAIN,)


def test_without_a_calling_node_wetread_calls_as_itself(nodes: Nodes) -> None:
    assert nodes.calling().ae_title == "WETREAD"
    nodes.add([CALLER])
    assert nodes.calling() == nodes.calling("desk") == CALLER


def test_the_administrators_archives_stand_first_and_cannot_be_changed(nodes: Nodes, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('[[nodes.dicom]]\nname = "Main"\nae_title = "HIS"\nhost = "his.example.org"\n')
    nodes.add([MAIN])
    nodes = Nodes(read_policy((policy,)).nodes, nodes.file)

    found = nodes.archive("Main")
    assert isinstance(found, DicomNode)
    assert (found.ae_title, found.final) == ("HIS", True)
    with pytest.raises(RequestError, match="by your administrator"):
        nodes.add([MAIN])
    nodes.remove("Main")  # the user's own, hidden so far
    with pytest.raises(RequestError, match="by your administrator"):
        nodes.remove("Main")


def test_a_policy_with_a_wrong_archive_is_an_error_that_names_it(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('[[nodes.dicom]]\nname = "Main"\nae_title = "far too long a title"\nhost = "a"\n')

    with pytest.raises(RequestError, match=r"nodes\.dicom must be right: Main: ae_title must be an AE title"):
        read_policy((policy,))


@pytest.mark.parametrize("content", ["", "[]", "{", '{"dicom": [3]}', '{"dicom": [{"name": "x"}]}'])
def test_a_damaged_list_is_an_error_and_stays_as_it_is(nodes: Nodes, content: str) -> None:
    nodes.file.parent.mkdir()
    nodes.file.write_text(content)

    with pytest.raises(RequestError):
        nodes.add([MAIN])
    assert nodes.file.read_text() == content


# --- Weasis's lists ---

XML = """<?xml version="1.0" encoding="UTF-8"?>
<nodes>
 <node description="Main" type="DICOM" usageType="BOTH" tsuid="NONE" aeTitle="PACS" hostname="pacs" port="11112"/>
 <node description="Sink" type="DICOM" usageType="STORAGE" aeTitle="SINK" hostname="sink" port="104"/>
 <node description="Film" type="PRINTER" aeTitle="FILM" hostname="film" port="104"/>
 <node description="Desk" type="DICOM_CALLING" usageType="BOTH" aeTitle="WEASIS_AE" hostname="localhost" port="11113"/>
 <node description="Cloud" type="WEB" url="https://cloud.example.org/rs" webtype="DICOMWEB" headers="{headers}"/>
 <node description="Old" type="WEB" url="https://old.example.org/wado" webtype="WADO"/>
 <node description="Drop" type="WEB" url="https://drop.example.org/stow" webtype="STOWRS"/>
 <node description="Wrong" type="DICOM" aeTitle="A" hostname="b" port="70000"/>
</nodes>"""


def test_weasis_lists_are_taken_over_and_what_is_not_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path))
    headers = base64.b64encode(b"X-Site:north\n").decode()
    (tmp_path / "nodes.xml").write_text(XML.replace("{headers}", headers))

    assert calls.main(["import", str(tmp_path / "nodes.xml")]) == 0

    said = capsys.readouterr()
    assert "Main, Desk, Cloud, Old" in said.out
    for reason in ("Sink: only stores", "Film: is no archive", "Drop: only stores", "Wrong: port must be a port"):
        assert f"not taken: {reason}" in said.err
    found = {node.name: node for node in Nodes().all()}
    assert found["Main"] == DicomNode(name="Main", ae_title="PACS", host="pacs", port=11112)
    assert found["Cloud"] == WebNode(name="Cloud", url="https://cloud.example.org/rs", headers={"X-Site": "north"})
    assert isinstance(found["Old"], WebNode)
    assert found["Old"].services == ("wado-uri",)
    assert isinstance(found["Desk"], CallingNode)


def test_a_list_of_weasis_takes_no_name_from_an_archive_that_is_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path))
    (tmp_path / "nodes.xml").write_text(XML.replace("{headers}", ""))
    mine = DicomNode(name="Main", ae_title="MINE", host="mine", default=True)
    same = WebNode(name="Cloud", url="https://cloud.example.org/rs", default=False, headers={"X-Site": "south"})
    Nodes().add([mine, same])

    assert calls.main(["import", str(tmp_path / "nodes.xml")]) == 0

    said = capsys.readouterr()
    assert "Desk, Cloud, Old" in said.out
    assert "not taken: Main: another archive that is set up here has this name" in said.err
    found = {node.name: node for node in Nodes().all()}
    assert (found["Main"], found["Cloud"]) == (mine, same)
    assert {"Desk", "Old"} < found.keys()


def test_of_a_web_archive_with_a_secret_among_its_headers_the_rest_is_taken_over(tmp_path: Path) -> None:
    headers = base64.b64encode(b"X-Site:north\nAuthorization:Bearer token\n").decode()
    (tmp_path / "nodes.xml").write_text(XML.replace("{headers}", headers))

    taken, passed = take_over(tmp_path / "nodes.xml", Nodes(file=tmp_path / "nodes.json"))

    assert "Cloud" in taken
    assert "Cloud: its header Authorization: secrets are not kept in this file" in passed
    assert "token" not in (tmp_path / "nodes.json").read_text()


def test_lists_that_can_be_read_are_imported_and_the_others_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path))
    good, bad = tmp_path / "good.xml", tmp_path / "bad.xml"
    good.write_text('<nodes><node description="CT" aeTitle="CT1" hostname="h" port="11112"/></nodes>')
    bad.write_text("no list")

    assert calls.main(["import", str(bad), str(tmp_path / "none.xml"), str(good)]) == 1

    said = capsys.readouterr()
    assert f"{good}: CT" in said.out
    assert "bad.xml" in said.err and "none.xml" in said.err
    assert [node.name for node in Nodes().all()] == ["CT"]
    assert calls.main(["import", str(bad)]) == 2


@pytest.mark.parametrize(
    "content",
    [
        "",
        "text",
        "<html/>",
        '<!DOCTYPE n [<!ENTITY x SYSTEM "file:///etc/passwd">]><nodes><node description="&x;"/></nodes>',
    ],
)
def test_what_is_no_list_is_refused_or_gives_nothing(tmp_path: Path, content: str) -> None:
    from launcher.nodes.weasis import read_nodes

    (tmp_path / "nodes.xml").write_text(content)

    try:
        nodes, _ = read_nodes(tmp_path / "nodes.xml")
    except RequestError:
        return
    assert nodes == []


# --- the command line ---


def test_archives_are_added_listed_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path))

    assert calls.main(["list"]) == 0
    assert "No archive is set up" in capsys.readouterr().out
    assert calls.main(["add", "Main", "PACS@pacs.example.org:11112", "retrieve=move", "tls=true"]) == 0
    assert calls.main(["add", "Cloud", "https://cloud.example.org/rs"]) == 0
    assert calls.main(["add", "--calling", "Desk", "DESK1@desk1:11113"]) == 0
    assert calls.main(["list"]) == 0

    listed = capsys.readouterr().out
    assert "Main   PACS@pacs.example.org:11112  by C-MOVE  (TLS)" in listed
    assert "Cloud  https://cloud.example.org/rs" in listed
    assert "Desk   calls as DESK1, receives on desk1:11113" in listed
    assert calls.main(["remove", "Main"]) == 0
    with pytest.raises(RequestError, match="no such archive"):
        calls.main(["remove", "Main"])


@pytest.mark.parametrize(
    ("place", "host", "port"),
    [("[2001:db8::7]:4242", "2001:db8::7", 4242), ("[2001:db8::7]", "2001:db8::7", 104), ("pacs", "pacs", 104)],
)
def test_a_place_on_the_command_line_is_read_as_it_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, host: str, port: int
) -> None:
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path))

    assert calls.main(["add", "Main", f"A@B@{place}"]) == 0

    archive = Nodes().archive(f"A@B@[{host}]:{port}" if ":" in host else f"A@B@{host}:{port}")
    assert archive == DicomNode(name="Main", ae_title="A@B", host=host, port=port)


@pytest.mark.parametrize("place", ["PACS@2001:db8::7", "PACS@2001:db8::7:4242", "PACS@[2001:db8::7]4242", "PACS@a:b:c"])
def test_a_place_that_may_mean_two_things_is_refused_with_what_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path))

    with pytest.raises(RequestError, match=r"an IPv6 address in brackets: AE_TITLE@\[2001:db8::7\]:4242"):
        calls.main(["add", "Main", place])
    assert Nodes().all() == ()


def test_an_archive_that_works_and_has_nothing_yet_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path))
    entity = AE("EMPTY")
    entity.add_supported_context(VERIFICATION)
    entity.add_supported_context(STUDY_ROOT)
    nothing: list[Any] = [(evt.EVT_C_FIND, lambda event: iter(()))]
    server = entity.start_server(("127.0.0.1", 0), block=False, evt_handlers=nothing)
    calls.main(["add", "Empty", f"EMPTY@127.0.0.1:{server.server_address[1]}"])
    try:
        assert calls.main(["test", "Empty"]) == 0
    finally:
        server.shutdown()
    assert "it can be searched, and has nothing yet" in capsys.readouterr().out
