"""Files that the viewer may have died of."""

from __future__ import annotations

from launcher.suspects import Suspects


def test_a_file_that_was_decoded_well_is_never_suspected() -> None:
    suspects = Suspects()
    suspects.begin("/a")
    suspects.end("/a")

    assert suspects.convict() == set()
    assert suspects.paths == ()


def test_who_was_there_at_one_death_is_suspected_and_at_two_convicted() -> None:
    suspects = Suspects()
    suspects.begin("/bad")
    suspects.begin("/good")

    assert suspects.convict() == set()
    assert set(suspects.paths) == {"/bad", "/good"}

    suspects.begin("/bad")
    assert suspects.convict() == {"/bad"}
    assert suspects.paths == ("/good",)


def test_a_viewer_that_was_ended_on_purpose_accuses_nobody() -> None:
    suspects = Suspects()
    suspects.begin("/a")
    suspects.acquit()

    assert suspects.convict() == set()
    assert suspects.paths == ()
