"""What people open, beside the plain case: odd names, many at once, the same thing again, things half way."""

from __future__ import annotations

import base64
import gzip
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.servers import studies
from tests.servers.processes import until
from tests.servers.studies import Study
from tests.servers.web import Web
from tests.servers.wetread import Wetread

ODD_NAMES = ["with blanks.dcm", "quo\"te's.dcm", "100%24.dcm", "$dicom:close --all.dcm", "Müller 山田.dcm", "-l.dcm"]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_file_may_have_any_name(running: Wetread, tmp_path: Path, other_study: Study, name: str) -> None:
    shutil.copy(other_study.files[0], tmp_path / name)

    running.opened(tmp_path / name)

    assert running.status().total("received") == 1


def test_200_files_may_be_given_at_once(running: Wetread, tmp_path: Path) -> None:
    many = studies.synthetic_ct(tmp_path / "ct", 200)

    running.opened(*many.files)

    assert running.status().total("received") == 200


def test_a_folder_that_holds_itself_is_read_once(running: Wetread, tmp_path: Path, other_study: Study) -> None:
    folder = tmp_path / "disc"
    shutil.copytree(other_study.folder, folder)
    (folder / "loop").symlink_to(folder)

    running.opened(folder)

    assert running.status().total("received") == len(other_study.instances)


def test_a_zip_opens_from_disk_and_from_the_web(
    running: Wetread, web: Web, tmp_path: Path, study: Study, other_study: Study
) -> None:
    with zipfile.ZipFile(tmp_path / "here.zip", "w") as archive:
        for file in study.files:
            archive.write(file, f"../../{file.parent.name}-{file.name}")
    with zipfile.ZipFile(tmp_path / "there.zip", "w") as archive:
        for file in other_study.files:
            archive.write(file, file.name)

    running.opened(tmp_path / "here.zip")
    running.opened(f'$dicom:get -z "{web.page("/there.zip", (tmp_path / "there.zip").read_bytes())}"')

    assert running.status().total("received") == len(study.instances) + len(other_study.instances)
    assert all(path.is_relative_to(running.home) for path in running.cached())


def test_a_manifest_comes_packed_or_within_the_link(
    running: Wetread, web: Web, study: Study, other_study: Study
) -> None:
    packed = web.page("/mf", gzip.compress(study.direct(web.folder("/study", study.folder)).encode()))
    inline = gzip.compress(other_study.direct(web.folder("/other", other_study.folder)).encode())

    running.opened(f'weasis://?$dicom:get -w "{packed}" $dicom:get -i "{base64.b64encode(inline).decode()}"')

    assert running.status().total("received") == len(study.instances) + len(other_study.instances)


def test_what_a_manifest_has_to_say_reaches_the_user(running: Wetread, web: Web, other_study: Study) -> None:
    text = other_study.direct(web.folder("/study", other_study.folder))
    message = '<Message title="Two studies" description="The others are in the archive." severity="WARN"/>'

    running.opened(web.page("/mf.xml", text.replace("<Patient", message + "<Patient", 1)))

    assert "warning: Two studies. The others are in the archive." in running.status().said


def test_the_same_link_again_fetches_nothing_twice(running: Wetread, web: Web, manifest: str, study: Study) -> None:
    running.opened(manifest)
    running.opened(manifest)

    assert running.status().total("received") == len(study.instances)
    assert len(web.asked("/study/*")) == len(study.instances)


def test_the_same_link_after_closing_shows_the_study_again(running: Wetread, manifest: str, study: Study) -> None:
    running.opened(manifest)
    running(f"$dicom:close --study {study.study_instance_uid}")
    assert running.status().studies == {}

    running.opened(manifest)
    running.wait("first-image")

    assert running.status().total("received") == len(study.instances)
    until(lambda: running.status()["views"][0]["SOPInstanceUID"] in study.instances, what="it is on screen")


def test_closing_what_is_still_loading_stops_it(running: Wetread, web: Web, manifest: str, study: Study) -> None:
    web.hold("/study/*", after=2)
    running(manifest)
    until(lambda: running.status().total("received"), what="the first image has come")

    running("$dicom:close --all")

    assert running.wait("loaded").returncode == 0
    asked = len(web.asked("/study/*"))
    assert asked < len(study.instances)
    assert running.status().studies == {}


def test_closing_one_leaves_the_others(
    running: Wetread, manifest: str, other_manifest: str, study: Study, other_study: Study
) -> None:
    running.opened(manifest)
    running.opened(other_manifest)

    running(f"$dicom:close --patient {study.patient_id} --series 1.2.3.4 --study 5.6.7")

    assert running.status().studies.keys() == {other_study.study_instance_uid}


def test_a_slow_server_holds_up_no_other(
    running: Wetread, web: Web, manifest: str, other_manifest: str, other_study: Study
) -> None:
    late = web.hold("/mf.xml")
    running(f'$dicom:get -w "{manifest}"')

    running.opened(f'$dicom:get -w "{other_manifest}"')

    assert running.status().studies.keys() == {other_study.study_instance_uid}
    late.set()
    running.wait("loaded")
    assert len(running.status().studies) == 2


def test_commands_for_a_view_wait_for_the_view_that_their_own_call_opens(running: Wetread, study: Study) -> None:
    running.opened(f"$dicom:get -l {study.files[0]} $dcmview2d:layout -i 2x2 $dcmview2d:zoom -s 3")

    said = running.status()
    assert said["layout"] == "2x2"
    assert said["views"][0]["zoom"] == 3.0


@pytest.mark.parametrize(("own", "is_kept"), [("", False), ('pro="weasis.open.viewer.clean false"', True)])
def test_a_remote_configuration_sets_what_the_link_itself_does_not(
    running: Wetread,
    web: Web,
    study: Study,
    other_study: Study,
    manifest: str,
    other_manifest: str,
    own: str,
    is_kept: bool,
) -> None:
    said = '<config><property name="weasis.open.viewer.clean" value="true"/></config>'
    running.opened(f'$dicom:get -w "{manifest}"')

    running.opened(f'$weasis:config {own} wcfg="{web.page("/config.xml", said)}" $dicom:get -w "{other_manifest}"')

    there = {other_study.study_instance_uid} | ({study.study_instance_uid} if is_kept else set())
    assert set(running.status().studies) == there
