"""A manifest is made of single instances."""

from __future__ import annotations

from launcher.manifests.manifest import from_instances
from launcher.references import Instance, Patient, Series, Study


def test_instances_are_put_where_they_belong() -> None:
    jane, john = Patient("1", "DOE^JANE"), Patient("2", "DOE^JOHN")
    rows = [
        (jane, Study("1.1"), Series("1.1.1"), Instance("1"), "/1"),
        (john, Study("2.1"), Series("2.1.1"), Instance("2"), "/2"),
        (jane, Study("1.1"), Series("1.1.2"), Instance("3"), "/3"),
        (jane, Study("1.1"), Series("1.1.1"), Instance("4"), "/4"),
    ]
    manifest = from_instances(rows, "http://h.example")
    (archive,) = manifest.archives
    assert archive.base_url == "http://h.example"
    assert [entry.patient for entry in archive.patients] == [jane, john]
    (study,) = archive.patients[0].studies
    files = [[entry.direct_download_file for entry in series.instances] for series in study.series]
    assert files == [["/1", "/4"], ["/3"]]
