"""``wetread save`` as other programs see its files: dcmtk, dicom3tools and ImageJ."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pydicom
import pytest

import wetread as api
from tests.files import bundled
from tests.servers.processes import program
from tests.servers.wetread import Wetread
from tests.writer.conftest import CT_SERIES, MR_STUDY

CT = bundled("CT_small.dcm")
IMAGEJ = "/usr/share/java/ij.jar"

WAYS = {
    "edited": ["--set", "PatientName=Doe^Jane", "--remove", "StudyDescription"],
    "anonymized": ["--anonymize"],
    "implicit": ["--syntax", "implicit"],
    "deflated": ["--syntax", "deflated"],
    "rle": ["--syntax", "rle"],
    "jpeg-ls": ["--syntax", "jpeg-ls"],
    "jpeg2000": ["--syntax", "jpeg2000"],
    "jpeg2000-lossy": ["--syntax", "jpeg2000-lossy"],
    "multi-frame": ["--multi-frame"],
}


def save(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(Wetread.command("save", *words), capture_output=True, text=True, timeout=120, check=False)


def ran(name: str, package: str, *words: object) -> str:
    """What a program of the distribution prints, on either stream."""
    command = [program(name, package), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, errors="replace")
    return done.stdout + done.stderr


def complaints(files: list[Path]) -> Counter[str]:
    """The kinds of errors that dciodvfy finds; UIDs and values in them differ from file to file."""
    said = (line for file in files for line in ran("dciodvfy", "dicom3tools", file).splitlines())
    return Counter(line.split("<")[0] + line.partition("Element=")[2] for line in said if line.startswith("Error"))


@pytest.fixture(scope="module", params=WAYS)
def saved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A CT series, saved in one of the ways."""
    folder = tmp_path_factory.mktemp("saved") / "out"
    done = save(CT_SERIES, "-o", folder, *WAYS[request.param])
    assert (done.returncode, done.stderr) == (0, "")
    return sorted(folder.rglob("*.dcm"))


@pytest.mark.real_servers
def test_dcmtk_takes_what_is_saved_for_a_dicom_file(saved: list[Path]) -> None:
    assert len(saved) in (1, 4)
    for file in saved:
        assert ran("dcmftest", "dcmtk", file).startswith("yes:")
        dumped = ran("dcmdump", "dcmtk", "-q", file)
        assert "PixelData" in dumped
        assert not [line for line in dumped.splitlines() if line.startswith(("E:", "F:"))]


@pytest.mark.real_servers
def test_dicom3tools_finds_no_new_errors(saved: list[Path]) -> None:
    if pydicom.dcmread(saved[0], stop_before_pixels=True).file_meta.TransferSyntaxUID.is_deflated:
        pytest.skip("dciodvfy of Debian reads no deflated files at all")
    found, before = complaints(saved), complaints(sorted(CT_SERIES.iterdir()))
    assert set(found) <= set(before)


@pytest.mark.real_servers
def test_dicom3tools_finds_no_errors_in_a_secondary_capture(tmp_path: Path) -> None:
    assert save(CT, "-o", tmp_path / "a.png").returncode == 0
    assert save(tmp_path / "a.png", "-o", tmp_path / "a.dcm", "--like", CT).returncode == 0
    assert not set(complaints([tmp_path / "a.dcm"])) - set(complaints([CT]))


@pytest.mark.real_servers
@pytest.mark.parametrize(
    ("syntax", "tool"), [("rle", "dcmdrle"), ("jpeg-ls", "dcmdjpls"), ("deflated", "dcmconv"), ("implicit", "dcmconv")]
)
def test_dcmtk_decodes_every_pixel(syntax: str, tool: str, tmp_path: Path) -> None:
    for source in (CT, bundled("MR_small.dcm"), bundled("SC_rgb_small_odd.dcm")):
        coded, plain = tmp_path / f"{source.stem}.dcm", tmp_path / f"{source.stem}-plain.dcm"
        assert save(source, "-o", coded, "--syntax", syntax).returncode == 0
        option = ["+te"] if tool == "dcmconv" else []
        assert not ran(tool, "dcmtk", *option, coded, plain)
        before, after = pydicom.dcmread(source).pixel_array, pydicom.dcmread(plain).pixel_array
        assert (before == after).all()


@pytest.mark.parametrize(
    ("syntax", "photometric"),
    [("jpeg-lossy", "YBR_FULL_422"), ("jpeg2000", "YBR_RCT"), ("jpeg2000-lossy", "YBR_ICT"), ("rle", "RGB")],
)
def test_colour_gets_no_new_complaints_from_dicom3tools(syntax: str, photometric: str, tmp_path: Path) -> None:
    source, output = bundled("examples_rgb_color.dcm"), tmp_path / "a.dcm"
    assert save(source, "-o", output, "--syntax", syntax).returncode == 0
    assert pydicom.dcmread(output).PhotometricInterpretation == photometric
    assert complaints([output]) <= complaints([source])


@pytest.mark.real_servers
@pytest.mark.parametrize("source", [CT, bundled("MR_small.dcm")])
def test_imagej_shows_the_same_values_spacing_and_header(source: Path, display: str, tmp_path: Path) -> None:
    image = api.open(source)[0]
    assert save(source, "-o", tmp_path / "a.tif", "-f", "imagej").returncode == 0
    assert save(source, "-o", tmp_path / "a.dcm", "--set", "PatientID=new").returncode == 0
    shown: dict[str, list[float]] = {}
    for name in ("a.tif", "a.dcm"):
        said = in_imagej(tmp_path / name, display)
        assert float(said["value"]) == pytest.approx(image.values[7, 5])
        assert image.spacing is not None
        assert [float(said["height"]), float(said["width"])] == pytest.approx(image.spacing, rel=1e-4)
        assert said["unit"] == "mm"
        assert float(said["depth"]) == pytest.approx(image.tag("SpacingBetweenSlices") or image.tag("SliceThickness"))
        shown[name] = [float(said[end]) for end in ("low", "high")]
        assert said["modality"].strip() == image.tag("Modality")
    assert shown["a.tif"] == pytest.approx(shown["a.dcm"], abs=0.01)
    assert in_imagej(tmp_path / "a.dcm", display)["patient"].strip() == "new"


@pytest.mark.real_servers
def test_imagej_opens_a_series_as_a_calibrated_stack(display: str, tmp_path: Path) -> None:
    assert save(CT_SERIES, "-o", tmp_path / "a.tif", "-f", "imagej").returncode == 0
    series, said = api.open(CT_SERIES).sorted(by="instance"), in_imagej(tmp_path / "a.tif", display)
    assert int(said["slices"]) == len(series)
    assert float(said["value"]) == pytest.approx(series[0].values[7, 5])
    assert float(said["depth"]) == pytest.approx(series.slice_distance, rel=1e-3)
    window = series[0].window
    assert window is not None
    assert float(said["low"]) == pytest.approx(window[0] - window[1] / 2, abs=1)
    assert said["modality"].strip() == "CT"


def in_imagej(file: Path, display: str) -> dict[str, str]:
    """What a macro finds in a file."""
    macro = file.with_suffix(".ijm")
    macro.write_text(
        f'open("{file}"); getVoxelSize(w, h, d, unit); getMinAndMax(low, high);\n'
        'print("value=" + calibrate(getPixel(5, 7))); print("slices=" + nSlices);\n'
        'print("width=" + w); print("height=" + h); print("depth=" + d); print("unit=" + unit);\n'
        'print("low=" + low); print("high=" + high);\n'
        'print("modality=" + getInfo("0008,0060")); print("patient=" + getInfo("0010,0020"));\n'
    )
    command = [program("java", "imagej"), "-jar", IMAGEJ, "-batch", str(macro)]
    environ = os.environ | {"DISPLAY": display}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=True)
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)


def test_originals_are_not_touched(tmp_path: Path) -> None:
    study = shutil.copytree(MR_STUDY, tmp_path / "study")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in study.rglob("*") if path.is_file()}
    for words in ([], ["--anonymize"], ["--syntax", "rle"], ["-f", "png"], ["--multi-frame"], ["--dicomdir"]):
        assert save(study, "-o", tmp_path / "-".join(["out", *words]), *words).returncode == 0
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in study.rglob("*") if path.is_file()} == before


def test_exit_codes_tell_how_it_went(tmp_path: Path) -> None:
    assert save(CT, "-o", tmp_path / "a.dcm").returncode == 0
    assert save(CT, tmp_path / "none.dcm", "-o", tmp_path / "b").returncode == 1
    assert save(tmp_path / "none.dcm", "-o", tmp_path / "c").returncode == 2
    assert save(CT).returncode == 2
    assert save("http://127.0.0.1:1/a.dcm", "-o", tmp_path / "d").returncode == 4


def test_a_list_comes_by_standard_input(tmp_path: Path) -> None:
    words = Wetread.command("save", "-", "-o", tmp_path / "out", "-f", "png")
    said = "\n".join(str(path) for path in CT_SERIES.iterdir())
    assert subprocess.run(words, input=said, text=True, timeout=60, check=False).returncode == 0
    assert len(list((tmp_path / "out").iterdir())) == 4


def test_memory_does_not_grow_with_a_series(tmp_path: Path) -> None:
    dataset = pydicom.dcmread(CT)
    dataset.Rows = dataset.Columns = 1024
    dataset.PixelData = bytes(2 << 20)
    for number in range(40):
        dataset.InstanceNumber = number + 1
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = f"1.2.3.{number + 1}"
        dataset.ImagePositionPatient = [0, 0, number]
        dataset.save_as(tmp_path / f"{number:02}.dcm")
    code = (
        "import resource; from writer.command import main; main();"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    peaks = []
    for number, source in enumerate((tmp_path / "00.dcm", tmp_path)):
        output = tmp_path.parent / f"{tmp_path.name}-{number}.dcm"
        words = [sys.executable, "-P", "-c", code, str(source), "-o", str(output), "--multi-frame"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=True)
        peaks.append(int(done.stdout.split()[-1]) >> 10)
        assert output.exists()
    assert peaks[1] - peaks[0] < 40  # MiB; the pixels are 80


def test_an_encrypted_archive_opens_with_its_password(tmp_path: Path) -> None:
    archive, password = tmp_path / "x.zip", tmp_path / "password"
    subprocess.run(["zip", "-q", "-j", "-P", "geheim", archive, CT, bundled("MR_small.dcm")], check=True, timeout=60)
    password.write_text("geheim\n")
    refused = save(archive, "-o", tmp_path / "a")
    assert (refused.returncode, refused.stderr.count("is encrypted")) == (2, 1)
    assert save(archive, "-o", tmp_path / "b", "--password-file", password).returncode == 0
    assert len(list((tmp_path / "b").iterdir())) == 2
