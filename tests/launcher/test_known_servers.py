"""What the user has decided about servers, also after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from launcher.known_servers import KnownServers


def test_a_server_that_was_allowed_is_known_also_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "config" / "servers.json"
    KnownServers(file).add("https://pacs:443")
    KnownServers(file).add("http://other:80")

    known = KnownServers(file)
    assert "https://pacs:443" in known
    assert "http://other:80" in known
    assert "http://pacs:443" not in known
    assert file.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "{", '{"https://pacs:443": 1}', "null", '"https://pacs:443"'])
def test_a_damaged_list_knows_nobody_and_can_be_added_to(tmp_path: Path, text: str) -> None:
    file = tmp_path / "servers.json"
    file.write_text(text)

    known = KnownServers(file)
    assert "https://pacs:443" not in known
    known.add("https://new:443")
    assert "https://new:443" in KnownServers(file)


def test_a_yes_counts_in_this_run_also_when_it_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where a folder should be")
    known = KnownServers(tmp_path / "config" / "servers.json")

    known.add("https://pacs:443")

    assert "https://pacs:443" in known
