"""Our answer to "who opens it" against GLib's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from installers.handlers import Folders

if TYPE_CHECKING:
    from conftest import Home

TYPE = "x-scheme-handler/sample"
DEFAULTS, ADDED, REMOVED = "[Default Applications]\n", "[Added Associations]\n", "[Removed Associations]\n"
USER, GNOME = ".config/mimeapps.list", ".config/gnome-mimeapps.list"
OLD, SYSTEM = ".local/share/applications/mimeapps.list", "etc/mimeapps.list"

CASES: dict[str, dict[str, str]] = {
    "the_first_by_name": {},
    "an_explicit_default": {USER: f"{DEFAULTS}{TYPE}=c.desktop\n"},
    "a_list_of_which_the_first_is_gone": {USER: f"{DEFAULTS}{TYPE}=gone.desktop;b.desktop;\n"},
    "the_desktops_own_list_first": {
        USER: f"{DEFAULTS}{TYPE}=c.desktop\n",
        GNOME: f"{DEFAULTS}{TYPE}=b.desktop\n",
    },
    "the_old_place": {OLD: f"{DEFAULTS}{TYPE}=b.desktop\n"},
    "the_system_before_the_old_place": {
        OLD: f"{DEFAULTS}{TYPE}=b.desktop\n",
        SYSTEM: f"{DEFAULTS}{TYPE}=c.desktop\n",
    },
    "an_added_association": {USER: f"{ADDED}{TYPE}=b.desktop;\n"},
    "a_removed_association": {USER: f"{REMOVED}{TYPE}=a.desktop;\n"},
    "all_removed": {USER: f"{REMOVED}{TYPE}=a.desktop;b.desktop;c.desktop\n"},
    "another_type": {USER: f"{DEFAULTS}{TYPE}2=c.desktop\n"},
    "a_comment": {USER: f"{DEFAULTS}#{TYPE}=c.desktop\n"},
    "windows_line_ends": {USER: f"{DEFAULTS}{TYPE}=c.desktop\r\n"},
    "a_default_given_twice": {USER: f"{DEFAULTS}{TYPE}=c.desktop\n{TYPE}=b.desktop\n"},
}


@pytest.mark.parametrize("settings", CASES.values(), ids=CASES)
def test_the_default_is_the_one_that_gio_names(settings: dict[str, str], home: Home):
    for name in ("c.desktop", "b.desktop", "a.desktop"):
        home.add_entry(name, TYPE)
    for place, text in settings.items():
        (home.path / place).parent.mkdir(exist_ok=True)
        (home.path / place).write_text(text)
    home.environ["XDG_CONFIG_DIRS"] = str(home.path / "etc")
    entry = next(Folders.of(home.path, home.environ).handlers(TYPE), None)
    assert (entry.name if entry else "") == home.gio_default(TYPE)


def test_an_entry_in_a_subfolder_is_named_with_a_dash(home: Home):
    entry = home.applications / "maker/viewer.desktop"
    entry.parent.mkdir(parents=True)
    entry.touch()
    assert Folders.of(home.path, {}).entry("maker-viewer.desktop") == entry


def test_the_users_own_folder_comes_before_the_systems(tmp_path: Path):
    folders = Folders.of(tmp_path, {"XDG_DATA_DIRS": "/b:relative:/c", "XDG_CURRENT_DESKTOP": "ubuntu:GNOME"})
    assert folders.data == (tmp_path / ".local/share", Path("/b"), Path("/c"))
    assert folders.config == (tmp_path / ".config", Path("/etc/xdg"))
    assert folders.desktops == ("ubuntu", "gnome")
