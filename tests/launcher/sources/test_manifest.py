"""Manifests: what one promises is entered, fetched, and named where it does not come."""

from __future__ import annotations

import shutil
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pydicom
import pytest

from launcher.errors import ManifestError, NotDicom, Unreachable, WetreadError
from launcher.ledger import status
from launcher.protocol.events import JobUpdate, Message
from launcher.sources import manifest as manifests
from launcher.sources import url
from launcher.sources.work import Work
from tests.launcher.desk import Desk, counts
from tests.servers import web as webs
from tests.servers.dicomweb import DicomWeb
from tests.servers.processes import until
from tests.servers.studies import Study
from tests.servers.web import Answer, Web, cut, for_a_while, moved_to, says

Manifest = Callable[..., str]


@pytest.fixture
def served(web: Web, images: tuple[Path, ...]) -> Manifest:
    """Serve the images and a manifest of them; its address. ``places`` are their addresses after the base's."""

    def serve(*places: str, base: str = "", inner: str = "", series: str = "", patient: str = "Synthetic^SYN") -> str:
        web.folder("/images", images[0].parent)
        headers = [pydicom.dcmread(image, stop_before_pixels=True) for image in images]
        listed = "".join(
            f'<Instance SOPInstanceUID="{header.SOPInstanceUID}" InstanceNumber="{header.InstanceNumber}" '
            f'DirectDownloadFile="{place}"/>'
            for header, place in zip(headers, places or [f"/images/{image.name}" for image in images], strict=False)
        )
        return web.page(
            "/manifest.xml",
            f'<manifest><arcQuery baseUrl="{base or web.origin}">{inner}'
            f'<Patient PatientID="SYN" PatientName="{patient}"><Study StudyInstanceUID="{headers[0].StudyInstanceUID}">'
            f'<Series SeriesInstanceUID="{headers[0].SeriesInstanceUID}" Modality="CT" {series}>{listed}</Series>'
            "</Study></Patient></arcQuery></manifest>",
        )

    return serve


def opened(desk: Desk, address: str, **launch: str) -> Work:
    work = desk.work(**launch)
    manifests.open_address(work, address)
    desk.ended(work)
    return work


def test_what_it_promises_is_fetched_coarsely_first(desk: Desk, served: Manifest, web: Web) -> None:
    desk.downloads._connections = 1
    work = opened(desk, served())

    assert counts(work) == ("done", 5, 5, 0)
    assert [seen.path[-7:] for seen in web.asked("/images/*")] == [
        "001.dcm",
        "005.dcm",
        "003.dcm",
        "002.dcm",
        "004.dcm",
    ]
    assert desk.paths() == desk.files()


def test_the_first_images_come_while_the_addresses_of_the_others_are_made(
    desk: Desk, served: Manifest, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, before = desk.work(), manifests.wado_uri.instance_addresses
    came: list[int] = []

    def addresses(*of: Any) -> tuple[str, ...]:
        if len(came) == 1:
            until(lambda: work.job.received, what="the first image")
        came.append(work.job.received)
        return before(*of)

    monkeypatch.setattr(manifests, "AT_ONCE", 1)
    monkeypatch.setattr(manifests.wado_uri, "instance_addresses", addresses)
    manifests.open_address(work, served())
    desk.ended(work)

    assert came[0] == 0
    assert min(came[1:]) > 0
    assert counts(work) == ("done", 5, 5, 0)


def test_a_second_click_fetches_the_manifest_only_also_when_its_names_are_wrong(
    desk: Desk, served: Manifest, web: Web
) -> None:
    address = served(patient="Someone^Else")
    first, second = opened(desk, address), opened(desk, address)

    assert counts(first) == counts(second) == ("done", 5, 5, 0)
    assert first.job.text == second.job.text == "5 images from 127.0.0.1"
    assert len(web.asked("/images/*")) == 5
    assert len(desk.ledger.records) == 1


def test_one_that_a_plain_address_turns_out_to_be_says_how_many_images_it_names(desk: Desk, served: Manifest) -> None:
    work = desk.work()
    url.open_addresses(work, [served()])
    desk.ended(work)

    said = [message.text for message in desk.told if isinstance(message, JobUpdate)]
    assert "5 images from 127.0.0.1" in said
    assert not any(text.startswith("6") for text in said)


def test_one_address_that_cannot_be_used_costs_one_image(desk: Desk, served: Manifest, web: Web) -> None:
    places = [f"{web.origin}/images/0000{number}.dcm" for number in range(1, 6)]
    places[2] = "ftp://pacs/3"
    address = served(*places, base=" ")

    work = opened(desk, address)

    assert counts(work) == ("partial", 5, 4, 1)


def test_a_server_that_is_refused_is_named_for_each_image_and_not_asked(desk: Desk, served: Manifest, web: Web) -> None:
    with webs.running() as other:
        desk.denied = (f"127.0.0.1:{other.port}",)
        work = opened(desk, served(base=other.origin))

        assert counts(work) == ("failed", 5, 0, 5)
        assert other.requests == []
    assert str(other.port) in status.shortcomings(desk.ledger)[0]


def test_what_did_not_come_can_be_fetched_again(desk: Desk, served: Manifest, web: Web) -> None:
    web.fault("*/00003.dcm", says(404))
    web.fault("*/00004.dcm", cut(0.5))
    work = opened(desk, served())
    assert counts(work) == ("partial", 5, 3, 2)

    web.recover()
    assert desk.ledger.retry() == 2
    desk.ended(work)

    assert counts(work) == ("done", 5, 5, 0)


def test_a_page_instead_of_an_image_is_said_to_be_one(desk: Desk, served: Manifest, web: Web) -> None:
    web.fault("*/00003.dcm", lambda answer: Answer(b"<html>Sign in</html>"))

    work = opened(desk, served())

    assert counts(work) == ("partial", 5, 4, 1)
    (error,) = work.job.errors
    assert isinstance(error, NotDicom)
    assert "sent a web page instead of an image" in error.what
    assert "sign in" in error.todo
    assert len(desk.files()) == 4


def test_a_login_in_the_address_of_a_manifest_is_for_the_images_of_its_server_too(
    desk: Desk, served: Manifest, web: Web
) -> None:
    with webs.running() as other:
        web.fault("*/00003.dcm", moved_to(other.page("/3", b"")))
        address = served()
        opened(desk, address.replace("//", "//alice:won%20der@"))

        login = f"Basic {b64encode(b'alice:won der').decode()}"
        assert {seen.headers.get("Authorization") for seen in web.requests} == {login}
        assert {seen.headers.get("Authorization") for seen in other.requests} == {None}


def test_headers_of_the_archive_reach_the_archive_and_nobody_else(desk: Desk, served: Manifest, web: Web) -> None:
    with webs.running() as other:
        web.fault("*/00003.dcm", moved_to(other.page("/3", b"")))
        address = served(inner='<httpTag key="X-Key" value="K"/>')
        opened(desk, address, authorization="Bearer T")

        assert web.asked("/manifest.xml")[0].headers["Authorization"] == "Bearer T"
        assert {seen.headers.get("X-Key") for seen in web.asked("/images/*")} == {"K"}
        assert {seen.headers.get("Authorization") for seen in web.asked("/images/*")} == {"Bearer T"}
        assert other.requests
        assert not any({"X-Key", "Authorization"} & set(seen.headers) for seen in other.requests)


def test_an_address_that_may_be_good_once_is_not_asked_twice_once_it_has_answered(
    desk: Desk, served: Manifest, web: Web
) -> None:
    address = served()
    for fault in (says(500), cut(0.5)):
        web.requests.clear()
        web.fault("/manifest.xml", fault)
        with pytest.raises(WetreadError):
            opened(desk, address)
        assert len(web.requests) == 1
        web.recover()


def test_a_server_that_did_not_answer_is_asked_once_more(desk: Desk, dead_port: int) -> None:
    with pytest.raises(Unreachable):
        opened(desk, f"http://127.0.0.1:{dead_port}/manifest.xml")


def test_messages_are_shown_by_their_severity(desk: Desk, served: Manifest) -> None:
    opened(desk, served(inner='<Message title="Note" description="Old images" severity="ERROR"/>'))

    (message,) = [message for message in desk.told if isinstance(message, Message)]
    assert (message.title, message.severity, message.modal) == ("Note", "error", True)


def test_a_manifest_that_says_only_what_went_wrong_fails_with_its_words(desk: Desk, web: Web) -> None:
    message = '<Message title="No such study" description="It was deleted" severity="ERROR"/>'
    address = web.page("/m.xml", f'<manifest><arcQuery baseUrl="{web.origin}">{message}</arcQuery></manifest>')

    with pytest.raises(ManifestError, match="No such study: It was deleted"):
        opened(desk, address)


def test_a_small_picture_is_fetched_where_it_is_named_and_its_loss_costs_nothing(
    desk: Desk, served: Manifest, web: Web
) -> None:
    web.page("/small.jpg", b"\xff\xd8\xff")
    work = opened(desk, served(series='DirectDownloadThumbnail="/small.jpg"'))
    (record,) = desk.ledger.records.values()
    with desk.ledger.changed:
        assert desk.ledger.changed.wait_for(lambda: record.thumbnail, 3.0)
    assert counts(work) == ("done", 5, 5, 0)

    desk.ledger.close(lambda record: True)
    work = opened(desk, served(series='DirectDownloadThumbnail="http://[/small.jpg"'))
    assert counts(work) == ("done", 5, 5, 0)


def test_a_job_that_is_cancelled_while_the_manifest_is_read_fetches_nothing(
    desk: Desk, served: Manifest, web: Web
) -> None:
    work = desk.work()
    address = served()
    desk.ledger.cancel_job(work.job)

    with pytest.raises(Unreachable, match="cancelled"):
        manifests.open_address(work, address)

    assert desk.ledger.records == {}


def test_a_manifest_of_this_computer_finds_the_files_beside_it(
    desk: Desk, images: tuple[Path, ...], tmp_path: Path
) -> None:
    shutil.copy(images[0], tmp_path / "image.dcm")
    uid = pydicom.dcmread(images[0]).SOPInstanceUID
    (tmp_path / "manifest.xml").write_text(
        '<manifest><arcQuery baseUrl=""><Patient PatientID="P"><Study StudyInstanceUID="1.2"><Series '
        f'SeriesInstanceUID="1.2.3"><Instance SOPInstanceUID="{uid}" DirectDownloadFile="image.dcm"/></Series>'
        "</Study></Patient></arcQuery></manifest>"
    )

    assert counts(opened(desk, str(tmp_path / "manifest.xml"))) == ("done", 1, 1, 0)
    assert (tmp_path / "image.dcm").exists()


@pytest.mark.parametrize(
    "left_out",
    [
        "",
        "<Study {study}/>",
        "<Study {study}><Series {series}/></Study>",
        "<Study {study}><Series {series}>{instances}</Series></Study>",
    ],
    ids=["patient", "study", "series", "nothing"],
)
def test_what_a_manifest_leaves_to_a_dicomweb_archive_is_looked_up_there(
    desk: Desk, web: Web, images: tuple[Path, ...], left_out: str
) -> None:
    archive = DicomWeb(web, images)
    header = next(iter(archive.headers.values()))
    listed = "".join(f'<Instance SOPInstanceUID="{one.SOPInstanceUID}"/>' for one in archive.headers.values())
    inner = left_out.format(
        study=f'StudyInstanceUID="{header.StudyInstanceUID}"',
        series=f'SeriesInstanceUID="{header.SeriesInstanceUID}"',
        instances=listed,
    )
    address = web.page(
        "/manifest.xml",
        f'<manifest><arcQuery baseUrl="{archive.root}" queryMode="DICOM_WEB" seriesRetrieve="true" '
        'additionnalParameters="&amp;extra=1" overrideDicomTagsList="0x00100010">'
        '<httpTag key="X-Key" value="K"/>'
        f'<Patient PatientID="SYN" PatientName="Known^Here">{inner}</Patient></arcQuery></manifest>',
    )

    assert counts(opened(desk, address)) == ("done", 5, 5, 0)

    assert {seen.headers["X-Key"] for seen in web.asked("/rs/*")} == {"K"}
    assert all("extra=1" in seen.target for seen in web.asked("/rs/studies/*/series/*"))
    assert {str(pydicom.dcmread(path).PatientName) for path in desk.paths()} == {"Known^Here"}
    assert len(web.asked("*/instances/*")) == (5 if "instances" in left_out else 0)


def test_what_a_dicomweb_archive_does_not_have_costs_nothing_else(
    desk: Desk, web: Web, images: tuple[Path, ...]
) -> None:
    archive = DicomWeb(web, images)
    uid = next(iter(archive.headers.values())).StudyInstanceUID
    address = web.page(
        "/manifest.xml",
        f'<manifest><arcQuery baseUrl="{archive.root}" queryMode="DICOM_WEB"><Patient PatientID="SYN" PatientName="A">'
        f'<Study StudyInstanceUID="1.2.3"/><Study StudyInstanceUID="{uid}"/></Patient></arcQuery></manifest>',
    )

    work = opened(desk, address)

    assert counts(work) == ("partial", 5, 5, 0)
    (error,) = work.job.errors
    assert "1.2.3" in error.why
    assert work.job.text == "5 images from 127.0.0.1"


@pytest.mark.parametrize("refusal", [400, 406])
@pytest.mark.parametrize("accepted", ['multipart/related; type="application/dicom"', "application/dicom", "*/*"])
def test_instances_of_a_dicomweb_archive_are_asked_for_in_every_form(
    desk: Desk, web: Web, images: tuple[Path, ...], accepted: str, refusal: int
) -> None:
    archive = DicomWeb(web, images, accepts=lambda accept: accept == accepted, refusal=refusal)

    assert counts(opened(desk, _listed_by_name(web, archive))) == ("done", 5, 5, 0)


@pytest.mark.parametrize("status", [500, 502])
def test_a_burst_of_errors_is_no_reason_to_look_for_an_instance_elsewhere(
    desk: Desk, web: Web, images: tuple[Path, ...], status: int
) -> None:
    address = _listed_by_name(web, DicomWeb(web, images))
    web.fault("*/instances/*", for_a_while(says(status), 4))

    assert counts(opened(desk, address)) == ("done", 5, 5, 0)


def _listed_by_name(web: Web, archive: DicomWeb) -> str:
    """The address of a manifest that names all instances of a DICOMweb archive."""
    files = tuple(archive.files)
    return web.page("/manifest.xml", Study(files[0].parent, files).dicomweb(archive.root))


def test_a_series_of_a_manifest_that_a_dicomweb_archive_does_not_have_is_missing(
    desk: Desk, web: Web, images: tuple[Path, ...]
) -> None:
    archive = DicomWeb(web, images)
    header = next(iter(archive.headers.values()))
    listed = "".join(f'<Series SeriesInstanceUID="{uid}"/>' for uid in (header.SeriesInstanceUID, "1.2.3"))
    address = web.page(
        "/manifest.xml",
        f'<manifest><arcQuery baseUrl="{archive.root}" queryMode="DICOM_WEB"><Patient PatientID="SYN" PatientName="A">'
        f'<Study StudyInstanceUID="{header.StudyInstanceUID}">{listed}</Study></Patient></arcQuery></manifest>',
    )

    web.fault("*/series/1.2.3/instances?*", lambda answer: Answer(b"[]"))

    assert counts(opened(desk, address)) == ("partial", 6, 5, 1)
    assert "sends no images of this series" in desk.ledger.messages[-1].text


def test_what_a_dicomweb_archive_does_not_have_is_an_error_of_the_manifest(
    desk: Desk, web: Web, images: tuple[Path, ...]
) -> None:
    archive = DicomWeb(web, images)
    address = web.page(
        "/manifest.xml",
        f'<manifest><arcQuery baseUrl="{archive.root}" queryMode="DICOM_WEB"><Patient PatientID="SYN" PatientName="A">'
        '<Study StudyInstanceUID="1.2.3"/></Patient></arcQuery></manifest>',
    )

    work = opened(desk, address)

    assert work.job.state == "failed"
    assert "1.2.3" in work.job.errors[0].why


@pytest.mark.parametrize(
    ("inner", "why"),
    [
        ("<Patient/>", "it leaves a Patient to the archive, and gives no PatientID"),
        (
            '<Patient PatientID="SYN"><Study/></Patient>',
            "it leaves a Study to the archive, and gives no StudyInstanceUID",
        ),
        (
            '<Patient PatientID="SYN"><Study StudyInstanceUID="{study}"><Series/></Study></Patient>',
            "it leaves a Series to the archive, and gives no SeriesInstanceUID",
        ),
    ],
)
def test_what_a_manifest_leaves_to_the_archive_must_be_named(
    desk: Desk, web: Web, images: tuple[Path, ...], inner: str, why: str
) -> None:
    archive = DicomWeb(web, images)
    inner = inner.format(study=next(iter(archive.headers.values())).StudyInstanceUID)
    address = web.page(
        "/manifest.xml",
        f'<manifest><arcQuery baseUrl="{archive.root}" queryMode="dicom_web">{inner}</arcQuery></manifest>',
    )

    (error,) = opened(desk, address).job.errors

    assert (error.what, error.why) == ("Part of the manifest cannot be used", why)


def test_what_did_not_come_for_a_manifest_of_this_computer_can_be_asked_for_again(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "manifest.xml"
    file.write_text(
        '<manifest><arcQuery baseUrl="http://nowhere.invalid/wado"><Patient PatientID="SYN">'
        '<Study StudyInstanceUID="1"><Series SeriesInstanceUID="1.2"><Instance SOPInstanceUID="1.2.3"/></Series>'
        "</Study></Patient></arcQuery></manifest>"
    )
    work = desk.work()
    assert work.job.source == "local"

    manifests.open_manifest(work, file, file.as_uri())
    desk.ended(work)

    message = desk.ledger.messages[-1]
    assert message.title == "1 of 1 image did not come"
    assert "name is not known" in message.text
    assert message.retry
