"""What is written is what is read again."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from launcher.manifests.manifest import (
    Archive,
    InstanceEntry,
    Manifest,
    ManifestMessage,
    PatientEntry,
    SeriesEntry,
    StudyEntry,
    from_instances,
)
from launcher.manifests.reading import parse_manifest
from launcher.manifests.writing import write
from launcher.references import Instance, Patient, Series, Study
from tests.references.manifests import SIMPLE_MEANS

words = st.text("aÄ山^=&<>\"'/ ", max_size=5).map(str.strip)
dates = st.sampled_from(["", "20200131"])
numbers = st.none() | st.integers(0, 2**31 - 1)
uids = st.from_regex(r"[12]\.[1-9]{1,6}", fullmatch=True)
instances = st.builds(InstanceEntry, st.builds(Instance, uids, uids, instance_number=numbers), words)
series = st.builds(
    SeriesEntry,
    st.builds(Series, uids, words, numbers, words, dates, dates),
    st.lists(instances, min_size=1, max_size=2, unique=True).map(tuple),
    st.sampled_from(["", "*", "1.2.840.10008.1.2.4.50"]),
    st.integers(0, 100),
    words,
)
studies = st.builds(
    StudyEntry,
    st.builds(Study, uids, dates, dates, words, words, words, words),
    st.lists(series, min_size=1, max_size=2).map(tuple),
)
patients = st.builds(
    PatientEntry,
    st.builds(Patient, words, words, words, dates, words),
    st.lists(studies, min_size=1, max_size=2).map(tuple),
)
archives = st.builds(
    Archive,
    words,
    st.sampled_from(["", "https://h.example/a?b=c&d", "http://[::1]:80/wado", "file:///cd/", "../images"]),
    words,
    st.booleans(),
    words,
    st.lists(st.integers(1, 0xFFFFFFFF), max_size=3).map(tuple),
    st.sampled_from(["", "DB", "DICOM_WEB"]),
    st.booleans(),
    st.lists(st.tuples(words, words), max_size=2).map(tuple),
    st.lists(
        st.builds(ManifestMessage, words.filter(bool), words, st.sampled_from(["info", "warning", "error"])), max_size=2
    ).map(tuple),
    st.lists(patients, min_size=1, max_size=2).map(tuple),
)
manifests = st.builds(Manifest, words, st.lists(archives, min_size=1, max_size=2).map(tuple))


@given(manifests)
def test_what_is_written_is_read_again(manifest: Manifest) -> None:
    assert parse_manifest(write(manifest)) == manifest


def test_both_spellings_of_the_additional_parameters_are_written() -> None:
    archive = replace(SIMPLE_MEANS.archives[0], additional_parameters="&a=1")
    written = write(replace(SIMPLE_MEANS, archives=(archive,)))
    assert b'additionnalParameters="&amp;a=1"' in written
    assert b'additionalParameters="&amp;a=1"' in written


def test_what_xml_cannot_hold_is_left_out() -> None:
    rows = [(Patient("7\x00", "DOE\x1b$B^JANE\udcff"), Study("1.2"), Series("1.2.3"), Instance("1.2.3.4"), "")]
    manifest = parse_manifest(write(from_instances(rows)))
    assert manifest.archives[0].patients[0].patient == Patient("7", "DOE$B^JANE")
