from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from installers.api import CacheRefreshed, DefaultHandler, FileWritten, NotSupported
from installers.linux import Linux
from tests.files import bundled

if TYPE_CHECKING:
    from conftest import Home, Recorder

DICOM = "application/dicom"
WETREAD, WEASIS = "x-scheme-handler/wetread", "x-scheme-handler/weasis"
ENTRY, LINK_ENTRY, WEASIS_ENTRY = (
    f"org.wetread.Wetread.{kind}" for kind in ("desktop", "link.desktop", "weasis.desktop")
)
LINK = "wetread://?%24dicom%3Aget+-w+%22https%3A%2F%2Fh%2Fm.xml%22&$(id);`id`'*|\\%zz"

ODD_LISTS = {
    "ordinary": "[Default Applications]\ntext/html=b.desktop\n\n[Added Associations]\ntext/html=b.desktop;c.desktop;\n",
    "no_default_group": "[Added Associations]\ntext/html=b.desktop;\n",
    "no_group": "just some words\n# and a comment\n",
    "no_last_line_end": "[Added Associations]\ntext/html=b.desktop",
    "windows_line_ends": "[Default Applications]\r\ntext/html=b.desktop\r\n\r\n[Other]\r\nx=y\r\n",
    "comments": "# mine\n\n[Default Applications]\n# html\ntext/html = b.desktop ;\n\n\n# end\n",
    "group_twice": "[Default Applications]\ntext/html=b.desktop\n[X]\n[Default Applications]\ntext/plain=c.desktop\n",
    "empty": "",
    "empty_group": "[Default Applications]\n",
    "not_utf8": b"[Default Applications]\ntext/html=\xfc.desktop\n\x85\x0c\n",
    "null_bytes": b"\x00\x00[Default Applications\n\x00\n",
}


def exec_line(home: Home, name: str) -> str:
    return next(line for line in (home.applications / name).read_text().splitlines() if line.startswith("Exec="))


class TestThePlan:
    def test_touches_nothing(self, system: Linux, home: Home):
        before = home.files()
        system.plan(weasis=True)
        assert home.files() == before

    def test_names_weasis_only_when_asked_for(self, system: Linux):
        assert "weasis:" not in repr(system.plan()) and "handler/weasis" not in repr(system.plan())
        assert DefaultHandler(WEASIS, WEASIS_ENTRY) in system.plan(weasis=True)

    def test_files_come_before_the_indexes_and_the_defaults_last(self, system: Linux):
        kinds = [type(change) for change in system.plan()]
        assert kinds == sorted(kinds, key=[FileWritten, CacheRefreshed, DefaultHandler].index)

    def test_follows_the_xdg_variables(self, home: Home, tmp_path: Path):
        environ = {"XDG_DATA_HOME": str(tmp_path / "d"), "XDG_CONFIG_HOME": str(tmp_path / "c")}
        system = Linux(["/bin/true"], home.path, environ)
        system.install()
        assert home.files() == {}
        assert (tmp_path / "c/mimeapps.list").exists()
        assert (tmp_path / "d/applications" / ENTRY).exists()

    def test_a_relative_xdg_variable_does_not_count(self, home: Home):
        assert Linux(["/bin/true"], home.path, {"XDG_DATA_HOME": "here"}).data == home.data


class TestInstalled:
    def test_gio_and_xdg_mime_name_us(self, system: Linux, home: Home):
        system.install(weasis=True)
        for mime_type, entry in ((DICOM, ENTRY), (WETREAD, LINK_ENTRY), (WEASIS, WEASIS_ENTRY)):
            assert home.gio_default(mime_type) == entry
            assert home.xdg_default(mime_type) == entry

    def test_weasis_links_stay_with_their_program(self, system: Linux, home: Home):
        theirs = home.add_entry("weasis-Weasis.desktop", WEASIS)
        system.install()
        assert home.gio_default(WEASIS) == theirs
        assert not (home.applications / WEASIS_ENTRY).exists()

    def test_the_desktop_entries_are_valid(self, system: Linux, home: Home):
        system.install(weasis=True)
        home.run("desktop-file-validate", *map(str, home.applications.glob("*.desktop")))

    def test_twice_is_once(self, system: Linux, home: Home):
        system.install(weasis=True)
        before = home.files()
        said = system.install(weasis=True)
        assert home.files() == before
        assert not any(sentence.startswith("Wrote") for sentence in said)

    def test_says_what_was_written_and_who_opens_what_now(self, system: Linux, home: Home):
        said = system.install()
        assert f"Wrote {home.applications / ENTRY}." in said
        assert said[-2:] == ["DICOM files open with Wetread.", "wetread: links open with Wetread."]

    def test_says_when_another_setting_wins(self, system: Linux, home: Home):
        home.add_entry("other.desktop", DICOM)
        home.write_mimeapps("").decode()
        home.mimeapps.with_name("gnome-mimeapps.list").write_text(f"[Default Applications]\n{DICOM}=other.desktop\n")
        said = system.install()
        assert home.gio_default(DICOM) == "other.desktop"
        assert "DICOM files still open with Other" in said[-2]

    def test_works_without_the_desktop_tools(self, system: Linux, home: Home, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("PATH", "/nowhere")
        system.install()
        monkeypatch.undo()
        assert not (home.applications / "mimeinfo.cache").exists()
        assert home.gio_default(WETREAD) == LINK_ENTRY

    def test_a_folder_that_cannot_be_written_is_named(self, home: Home):
        home.path.joinpath(".local").write_text("a file where a folder should be")
        with pytest.raises(NotSupported, match=r"\.local"):
            Linux(["/bin/true"], home.path, home.environ).install()

    def test_an_unreadable_list_is_not_overwritten(self, system: Linux, home: Home):
        home.mimeapps.mkdir(parents=True)
        with pytest.raises(NotSupported, match="mimeapps"):
            system.install()
        assert home.mimeapps.is_dir()

    def test_the_icon_is_found_under_the_entries_name(self, system: Linux, home: Home):
        system.install()
        icon = home.data / "icons/hicolor/scalable/apps/org.wetread.Wetread.svg"
        assert "Icon=org.wetread.Wetread\n" in (home.applications / ENTRY).read_text()
        assert icon.read_text().startswith("<svg ")


class TestStatus:
    def test_nobody_opens_it(self, system: Linux):
        assert system.status("wetread") is None

    def test_we_open_it(self, system: Linux, recorder: Recorder):
        system.install()
        handler = system.status("wetread")
        assert handler is not None
        assert handler.is_ours
        assert (handler.desktop_id, handler.name) == (LINK_ENTRY, "Wetread")
        assert handler.command == f"{recorder.program} --from-link %u"

    def test_another_program_opens_it(self, system: Linux, home: Home):
        home.add_entry("weasis-Weasis.desktop", WEASIS, "/opt/weasis/bin/Weasis")
        handler = system.status("weasis")
        assert handler is not None
        assert not handler.is_ours
        assert (handler.desktop_id, handler.command) == ("weasis-Weasis.desktop", "/opt/weasis/bin/Weasis %u")


class TestAClick:
    @pytest.mark.parametrize("scheme", ["wetread", "weasis"])
    def test_through_gio_hands_over_the_link_as_it_is(self, scheme, system: Linux, home: Home, recorder: Recorder):
        system.install(weasis=True)
        link = LINK.replace("wetread", scheme)
        home.run("gio", "open", link)
        assert recorder.arguments() == ["--from-link", link]

    def test_through_xdg_open_on_a_known_desktop_too(self, system: Linux, home: Home, recorder: Recorder):
        system.install()
        home.run("xdg-open", LINK)
        assert recorder.arguments() == ["--from-link", LINK]

    def test_through_xdg_open_on_an_unknown_desktop_too(self, system: Linux, home: Home, recorder: Recorder):
        system.install()
        home.run("xdg-open", LINK, XDG_CURRENT_DESKTOP="X-Generic", DISPLAY=":99")  # asks no display, looks if set
        assert recorder.arguments() == ["--from-link", LINK]

    @pytest.mark.parametrize("desktop", ["GNOME", "X-Generic"])
    def test_starts_a_program_in_a_folder_with_a_space(self, desktop, home: Home, recorder: Recorder):
        program = recorder.program.with_name("it's a $HOME program")
        recorder.program.rename(program)
        Linux([str(program), "-x", "a b"], home.path, home.environ).install()
        home.run("xdg-open", LINK, XDG_CURRENT_DESKTOP=desktop, DISPLAY=":99")
        assert recorder.arguments() == ["-x", "a b", "--from-link", LINK]

    def test_a_home_with_a_space_as_well_is_told(self, tmp_path: Path):
        with pytest.raises(NotSupported, match="space"):
            Linux([f"{tmp_path}/a b/python"], tmp_path / "c d", {}).install()
        assert list(tmp_path.iterdir()) == []


class TestAFile:
    @pytest.mark.parametrize(
        "name",
        [
            "ct.dcm",
            "CT.DCM",
            "DICOMDIR",
            "ct.dicom",
            "IM0001",
            "1.2.840.10008.1",
            "1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12",
            "MR.1.2.840.113619.2.5",
            "-- $dicom:close --all & ü.dcm",
        ],
    )
    def test_is_opened_as_the_users_own(self, name: str, system: Linux, home: Home, recorder: Recorder):
        system.install()
        file = Path(shutil.copy(bundled("CT_small.dcm"), home.path / name))
        home.run("gio", "open", f"./{name}")
        assert recorder.arguments() == [str(file)]

    def test_is_handed_over_by_xdg_open_with_its_path(self, system: Linux, home: Home, recorder: Recorder):
        system.install()
        home.run("file", "--version")  # what xdg-open knows a file's type by
        file = home.path / "a b.dcm"
        image = bundled("CT_small.dcm").read_bytes()
        file.write_bytes(bytes(128) + image[128:])  # its own preamble would make it a TIFF file for file(1)
        home.run("xdg-open", file.as_uri(), XDG_CURRENT_DESKTOP="X-Generic", DISPLAY=":99")
        assert recorder.arguments() == [str(file)]

    def test_several_go_to_one_start(self, system: Linux, home: Home, recorder: Recorder):
        system.install()
        files = [shutil.copy(bundled("CT_small.dcm"), f"{home.path}/{name}") for name in "ab"]
        home.run("gio", "launch", str(home.applications / ENTRY), *files)
        assert recorder.arguments() == files

    @pytest.mark.parametrize("name", ["1.2.3.zip", "1.2.3.txt", "ls.1", "1.3.7.tar.gz"])
    def test_of_another_kind_is_left_to_others(self, name: str, system: Linux, home: Home):
        system.install()
        (home.path / name).write_text("")
        assert DICOM not in home.run("gio", "info", "-a", "standard::fast-content-type", name)


class TestRemoved:
    @pytest.mark.parametrize("content", ODD_LISTS.values(), ids=ODD_LISTS)
    def test_the_list_is_what_it_was_byte_for_byte(self, content: str | bytes, system: Linux, home: Home):
        before = home.write_mimeapps(content)
        system.install(weasis=True)
        assert home.gio_default(WETREAD) == LINK_ENTRY
        system.remove()
        assert home.mimeapps.read_bytes() == before

    @pytest.mark.parametrize("content", ODD_LISTS.values(), ids=ODD_LISTS)
    def test_no_other_line_is_touched_meanwhile(self, content: str | bytes, system: Linux, home: Home):
        before = home.write_mimeapps(content)
        system.install()
        kept = home.mimeapps.read_bytes().splitlines()
        assert [line for line in kept if line in before.splitlines()] == before.splitlines()

    def test_the_home_holds_the_same_files_as_before(self, system: Linux, home: Home):
        home.add_entry("other.desktop", DICOM)
        before = home.files()
        system.install(weasis=True)
        system.remove()
        assert home.files() == before
        assert not (home.data / "wetread").exists()

    def test_the_desktops_indexes_forget_us(self, system: Linux, home: Home):
        system.install(weasis=True)
        system.remove()
        for index in (home.applications / "mimeinfo.cache", home.data / "mime/globs2"):
            assert "wetread" not in index.read_text() and "1.[23]" not in index.read_text()

    def test_the_program_that_was_the_default_is_again(self, system: Linux, home: Home):
        theirs = home.add_entry("weasis-Weasis.desktop", WEASIS)
        before = home.write_mimeapps(f"[Default Applications]\n{WEASIS} = {theirs};gone.desktop\nx/y=z.desktop\n")
        system.install(weasis=True)
        assert home.gio_default(WEASIS) == home.xdg_default(WEASIS) == WEASIS_ENTRY
        said = system.remove()
        assert home.mimeapps.read_bytes() == before
        assert home.gio_default(WEASIS) == theirs
        assert "weasis: links open with Other." in said

    def test_the_program_that_came_first_by_name_does_again(self, system: Linux, home: Home):
        theirs = home.add_entry("weasis-Weasis.desktop", WEASIS)
        system.install(weasis=True)
        system.remove()
        assert home.gio_default(WEASIS) == home.xdg_default(WEASIS) == theirs
        assert not home.mimeapps.exists()

    def test_a_program_that_has_gone_meanwhile_does_not_come_back(self, system: Linux, home: Home):
        theirs = home.add_entry("weasis-Weasis.desktop", WEASIS)
        home.write_mimeapps(f"[Default Applications]\n{WEASIS}={theirs}\nx/y=z.desktop\n")
        system.install(weasis=True)
        (home.applications / theirs).unlink()
        system.remove()
        assert home.mimeapps.read_text() == "[Default Applications]\nx/y=z.desktop\n"

    def test_what_the_user_chose_meanwhile_stays(self, system: Linux, home: Home):
        theirs = home.add_entry("weasis-Weasis.desktop", WEASIS)
        home.write_mimeapps(f"[Default Applications]\n{WEASIS}={theirs}\n")
        other = home.add_entry("other.desktop", WEASIS)
        system.install(weasis=True)
        home.run("gio", "mime", WEASIS, other)
        system.remove()
        assert home.gio_default(WEASIS) == other
        assert "wetread" not in home.mimeapps.read_text()

    def test_our_names_go_from_lists_that_others_wrote(self, system: Linux, home: Home):
        home.add_entry("other.desktop", DICOM)
        system.install()
        added = f"[Added Associations]\n{DICOM}={ENTRY};other.desktop;\nx/y={ENTRY};\n"
        home.mimeapps.write_text(home.mimeapps.read_text() + added)
        system.remove()
        assert home.mimeapps.read_text() == f"[Added Associations]\n{DICOM}=other.desktop;\n"

    def test_what_was_before_the_last_time_counts(self, system: Linux, home: Home):
        first, second = (home.add_entry(name, DICOM) for name in ("first.desktop", "second.desktop"))
        home.write_mimeapps(f"[Default Applications]\n{DICOM}={first}\n")
        system.install()
        before = home.write_mimeapps(f"[Default Applications]\n{DICOM}={second}\n")
        system.install()
        system.remove()
        assert home.mimeapps.read_bytes() == before

    def test_without_having_been_installed_nothing_happens(self, system: Linux, home: Home):
        home.add_entry("other.desktop", DICOM)
        home.write_mimeapps("[Default Applications]\n")
        before = home.files()
        assert system.remove() == []
        assert home.files() == before

    @pytest.mark.parametrize("record", ["", "{", "[]", "null", '{"made": "file", "what": 1}', '{"lines": [1]}'])
    def test_a_damaged_record_costs_the_memory_only(self, record: str, system: Linux, home: Home):
        system.install()
        (home.data / "wetread/registration.json").write_text(record)
        system.remove()
        assert home.gio_default(WETREAD) == ""
        assert "wetread" not in home.mimeapps.read_text()


class TestTheUsersList:
    def test_stays_a_symbolic_link(self, system: Linux, home: Home):
        target = home.path / "dotfiles/mimeapps"
        target.parent.mkdir()
        target.write_text("[Default Applications]\nx/y=z.desktop\n")
        home.mimeapps.parent.mkdir()
        home.mimeapps.symlink_to("../dotfiles/mimeapps")
        system.install()
        assert str(home.mimeapps.readlink()) == "../dotfiles/mimeapps"
        assert LINK_ENTRY in target.read_text()
        system.remove()
        assert home.mimeapps.is_symlink()
        assert target.read_text() == "[Default Applications]\nx/y=z.desktop\n"

    def test_keeps_its_permissions(self, system: Linux, home: Home):
        home.write_mimeapps("[Default Applications]\n")
        home.mimeapps.chmod(0o600)
        system.install()
        assert stat.S_IMODE(home.mimeapps.stat().st_mode) == 0o600

    def test_leaves_no_scratch_file_beside_it(self, system: Linux, home: Home):
        system.install()
        assert os.listdir(home.mimeapps.parent) == ["mimeapps.list"]


def test_the_entries_as_shipped_start_the_installed_program():
    from installers.linux import ENTRIES, TEMPLATES

    for name in (*ENTRIES, WEASIS_ENTRY):
        assert "\nExec=wetread " in (TEMPLATES / name).read_text()


def test_each_entry_asks_for_what_it_opens(system: Linux, home: Home):
    system.install(weasis=True)
    assert exec_line(home, ENTRY).endswith(" %F")
    assert exec_line(home, LINK_ENTRY).endswith(" --from-link %u")
    assert exec_line(home, WEASIS_ENTRY).endswith(" --from-link %u")
