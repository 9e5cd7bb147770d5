"""What the window knows of archives that are set up."""

from __future__ import annotations

import pytest

from viewer.model.archives import ArchiveNode


@pytest.mark.parametrize(("host", "place"), [("pacs", "A@pacs:104"), ("2001:db8::7", "A@[2001:db8::7]:104")])
def test_the_place_of_an_archive_can_be_read_in_one_way_only(host: str, place: str) -> None:
    assert ArchiveNode("dicom", "Main", {"ae_title": "A", "host": host, "port": 104}).place == place
