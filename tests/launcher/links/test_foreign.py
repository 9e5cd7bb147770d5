"""Links of other viewers, as they occur in the field, and what each of them means here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.errors import LinkError
from launcher.links.commands import DicomClose, DicomGet, DicomQr, DicomRs, DicomShow
from launcher.links.foreign import READERS, is_foreign, translated
from launcher.links.link import parse_arguments
from launcher.links.options import Command


def query(*request: str, node: str = "", retrieve: str = "") -> DicomQr:
    return DicomQr(node=node, request=request, retrieve=retrieve)


LINKS: tuple[tuple[str, tuple[Command, ...]], ...] = (
    # RadiAnt
    ("radiant://?n=f&v=C%3A%5Cimages%5Ca.dcm&v=%22%2Fb.zip%22", (DicomGet(local=("C:\\images\\a.dcm", "/b.zip")),)),
    ("radiant://?n=d&v=%2Fdata%2Fct", (DicomGet(local=("/data/ct",)),)),
    (
        "radiant://?n=paet&v=MAINPACS&n=pstv&v=0020000D&v=%221.2.840.1%22",
        (query("studyUID=1.2.840.1", node="MAINPACS"),),
    ),
    ("radiant://?n=pstv&v=0020000D&v=1.2.840.1&n=paet&v=MAIN PACS", (query("studyUID=1.2.840.1", node="MAIN PACS"),)),
    (
        "RADIANT://?n=pstv&v=00100020&v=4711&n=pstv&v=00080050&v=A%2F1",
        (query("patientID=4711", "accessionNumber=A/1"),),
    ),
    ("radiant://?n=pstv&v=0020000e&v=1.2.3", (query("seriesUID=1.2.3"),)),
    ("radiant://?n=pstv&v=00080061&v=CT", (query("00080061=CT"),)),
    # MicroDicom
    (
        "microdicom://?param=pacsServer&value=DCM4CHEE%3Ahttp%3A%2F%2Flocalhost%3A11112&param=pacsTagValue&value=0020000D&value=1.2.3",
        (query("studyUID=1.2.3", node="DCM4CHEE@localhost:11112"),),
    ),
    (
        "microdicom://?param=pacsServer&value=localhost:ORTHANC:4242:get&param=pacsTagValue&value=00080050&value=A1",
        (query("accessionNumber=A1", node="ORTHANC@localhost:4242"),),
    ),
    ('microdicom://param=fd&value="/data/a.zip"', (DicomGet(local=("/data/a.zip",)),)),
    # OsiriX and Horos
    ("osirix://?methodName=DisplayStudy&StudyInstanceUID=1.2.3", (DicomShow(study="1.2.3"),)),
    (
        "osirix://?methodName=displaystudy&patientID=4711&AccessionNumber=A1",
        (DicomShow(patient="4711", accession="A1"),),
    ),
    ("osirix://?methodName=DisplaySeries&SeriesInstanceUID=1.2.3.4", (DicomShow(series="1.2.3.4"),)),
    (
        "horos://?methodName=retrieve&serverName=MAINPACS&filterKey=StudyInstanceUID&filterValue=1.2.3%5C1.2.4&retrieveMode=0&then=open",
        (query("studyUID=1.2.3,1.2.4", node="MAINPACS", retrieve="move"),),
    ),
    (
        "horos://?methodName=Retrieve&serverName=P&filterKey=PatientID&filterValue=4711&filterKey2=AccessionNumber&filterValue2=A1",
        (query("patientID=4711", "accessionNumber=A1", node="P"),),
    ),
    (
        "horos://?methodName=CMove&accessionNumber=A1&server=P",
        (query("accessionNumber=A1", node="P", retrieve="move"),),
    ),
    (
        "osirix://?methodName=DownloadURL&Display=YES&URL='https://h/wado?requestType=WADO&studyUID=1.2.3&token=abc'",
        (DicomGet(remote=("https://h/wado?requestType=WADO&studyUID=1.2.3&token=abc",)),),
    ),
    (
        "osirix://?methodName=DownloadURL&URL=%27https://h/m.xml?studyUID=1&token=abc%27",
        (DicomGet(wado=("https://h/m.xml?studyUID=1&token=abc",)),),
    ),
    ("osirix://?methodName=DownloadURL&URL=https%3A%2F%2Fh%2Fa.zip", (DicomGet(zip=("https://h/a.zip",)),)),
    ("osirix://?methodName=CloseAllWindows", (DicomClose(all=True),)),
    ("osirix://?methodName=Close2DViewerWithStudyUID&uid=1.2.3", (DicomClose(study=("1.2.3",)),)),
    ("osirix://?image=1.2.840.10008.5.1.4.1.1.2+1.2.3.4", (DicomShow(instance="1.2.3.4"),)),
    # 3D Slicer, DN Viewer, Inobitec
    (
        "slicer://viewer/?studyUID=1.2.3&access_token=a.b-c&dicomweb_endpoint=https%3A%2F%2Fh%2Fapi&bulk_retrieve=0",
        (DicomRs(url="https://h/api", request=("studyUID=1.2.3",), header=("Authorization: Bearer a.b-c",)),),
    ),
    (
        "slicer://viewer/?studyUID=1.2.3&dicomweb_endpoint=https%253A%252F%252Fh%252Fapi",
        (DicomRs(url="https://h/api", request=("studyUID=1.2.3",)),),
    ),
    (
        "dnviewer://dicomweb?baseUrl=https://h/rs&studyUid=1.2.3&auth=bearer&token=t&replaceWorkspace=true",
        (
            DicomClose(all=True),
            DicomRs(url="https://h/rs", request=("studyUID=1.2.3",), header=("Authorization: Bearer t",)),
        ),
    ),
    ("inobitec://?study-uid=1.2.3&pacs-aetitle=MAIN", (query("studyUID=1.2.3", node="MAIN"),)),
    # Invoke Image Display
    ("wetread://iid?requestType=STUDY&studyUID=1.2.3,1.2.4&viewerType=IHE_BIR", (query("studyUID=1.2.3,1.2.4"),)),
    (
        "wetread://iid?requesttype=patient&PatientID=99998410^^^AcmeHospital&mostRecentResults=1",
        (query("patientID=99998410^^^AcmeHospital", "mostRecentResults=1"),),
    ),
    ("wetread:iid?requestType=STUDY&accessionNumber=A1&archive=Main", (query("accessionNumber=A1", node="Main"),)),
)


@pytest.mark.parametrize(("link", "commands"), LINKS, ids=[link for link, _ in LINKS])
def test_a_link_asks_for(link: str, commands: tuple[Command, ...]) -> None:
    assert translated(link) == commands
    assert parse_arguments([link], "/home", "link") == commands


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("osirix://?methodName=KillOsiriX", "refused: it wants to quit the viewer"),
        (
            "horos://?methodName=FindObject&request=x&table=Study&execute=Delete",
            "refused: it wants to search a database",
        ),
        ("horos://?methodName=Teleport", "its method teleport"),
        ("osirix://?methodName=DisplayStudy", "does not say which study"),
        ("osirix://?methodName=DownloadURL&URL=file:///etc/passwd", "names no web address"),
        ("radiant://open?StudyInstanceUID=1.2.3", "names neither files nor a study"),
        ("radiant://?n=1&v=0020000D&v=1.2.3", "names neither files nor a study"),
        ("radiant://?n=pstv&v=1.2.3&v=1.2.3", "1.2.3 is no tag"),
        ("radiant://?n=pstv&v=0020000D", "a tag and a value, not 1 of them"),
        ("radiant://?n=pstv&v=0020000D&v=*", "is no UID"),
        (
            "microdicom://?param=pacsServer&value=here&param=pacsTagValue&value=0020000D&value=1.2",
            "title, host and port",
        ),
        ("slicer://extension/?studyUID=1.2.3", "must begin with slicer://viewer/"),
        ("slicer://viewer/?studyUID=1.2.3", "names no DICOMweb service"),
        ("dnviewer://open?manifest=https://h/m", "only dnviewer://dicomweb"),
        ("inobitec://?mode=mpr", "names neither files nor a study"),
        ("wetread://iid?studyUID=1.2.3", "requestType must be STUDY or PATIENT"),
        ("wetread://iid?requestType=STUDY", "studyUID or accessionNumber is missing"),
        ("radiant://?n=f&v=%2Fa%0Ab", "control characters"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_reason(link: str, said: str) -> None:
    with pytest.raises(LinkError, match=said):
        translated(link)


def test_our_own_links_are_not_foreign() -> None:
    assert not is_foreign("weasis://?$dicom:close --all")
    assert not is_foreign("wetread://?$dicom:close --all")
    assert not is_foreign("/data/radiant:1.dcm")
    assert not is_foreign("https://h/?requestType=STUDY")


@given(st.sampled_from([*READERS, "wetread://iid?"]), st.text())
def test_no_link_raises_anything_but_our_error(scheme: str, rest: str) -> None:
    link = f"{scheme}://{rest}" if scheme in READERS else scheme + rest
    try:
        assert is_foreign(link)
        translated(link)
    except LinkError:
        pass


@given(
    st.sampled_from(sorted(READERS)),
    st.lists(
        st.tuples(
            st.sampled_from(["n", "v", "param", "value", "methodName", "URL", "filterKey", "filterValue", "studyUID"]),
            st.sampled_from(
                ["f", "pstv", "0020000D", "1.2.3", "fd", "Retrieve", "DisplayStudy", "'", "https://h", "%", ""]
            ),
        )
    ),
)
def test_no_mix_of_known_words_raises_anything_but_our_error(scheme: str, pairs: list[tuple[str, str]]) -> None:
    try:
        translated(f"{scheme}://?{'&'.join(f'{name}={value}' for name, value in pairs)}")
    except LinkError:
        pass
