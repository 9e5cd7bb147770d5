"""``wetread demo``: the main job with nothing else at hand."""

from __future__ import annotations

from tests.servers.wetread import Wetread

PNG = b"\x89PNG\r\n\x1a\n"


def test_without_a_display_it_opens_a_real_study_saves_a_picture_and_leaves_nothing_running(wetread: Wetread) -> None:
    shown = wetread("demo", timeout=90)

    assert shown.returncode == 0, shown.stderr
    assert "the first image is on screen" in shown.stdout
    assert str(wetread.home / "wetread-demo.png") in shown.stdout
    assert (wetread.home / "wetread-demo.png").read_bytes().startswith(PNG)
    assert wetread("status").returncode == 5
