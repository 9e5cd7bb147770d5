"""Three tags from many files, beside dcmdump and a macro loop of ImageJ; one cold call; memory as files grow in number.

Processor time, user and system, of the whole program: the page cache is warm, and a busy machine counts less.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from pydicom import Dataset
from pydicom.dataset import FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

from tests.benchmarks.benchmark import Benchmark, Plan, Ratio, Run, Taken, rotated
from tests.servers import display
from tests.servers.processes import program
from tests.servers.wetread import Wetread

SEED = ("0008,1030", "0020,0032", "0028,0030")
ELEMENTS = 258
DISTINCT = 200  # files; the others are links to them
IMAGEJ = "/usr/share/java/ij.jar"
FEW = 10  # of as many files, for the memory

MACRO = """
setBatchMode(true);
folder = "{folder}/";
names = getFileList(folder);
lines = "";
for (i = 0; i < names.length; i++) {{
    open(folder + names[i]);
    lines += names[i] + getInfo("0008,1030") + getInfo("0020,0032") + getInfo("0028,0030") + "\\n";
    close();
}}
File.saveString(lines, "{folder}.tsv");
"""


def many_files(folder: Path, plan: Plan) -> Taken:
    """The seed's three tags from every file of a folder, in one call."""
    files = _files(folder / "files", plan.files)
    macro = folder / "tags.ijm"
    macro.write_text(MACRO.format(folder=folder / "files"))
    ours = [word for tag in SEED for word in ("-t", tag)]
    theirs = [word for tag in SEED for word in ("+P", tag)]
    with display.running(folder) as screen:
        environ = os.environ | {"DISPLAY": screen}
        programs = {
            "wetread tags": _cpu(Wetread.command("tags", files, *ours)),
            "dcmdump": _cpu([program("dcmdump", "dcmtk"), "-q", *theirs, "+sd", str(files)]),
            "ImageJ": _cpu([program("java", "imagej"), "-jar", IMAGEJ, "-batch", str(macro)], environ),
        }
        return rotated(max(1, plan.rounds // 2), programs)


def cold(folder: Path, plan: Plan) -> Taken:
    """One file in a process of its own."""
    (file,) = _files(folder / "files", 1).iterdir()
    programs = {
        "python -c pass": _cpu([sys.executable, "-c", "pass"]),
        "wetread tags": _cpu(Wetread.command("tags", file)),
        "wetread tags -t": _cpu(Wetread.command("tags", file, "-t", "StudyDescription")),
        "dcmdump": _cpu([program("dcmdump", "dcmtk"), str(file)]),
    }
    return rotated(5 * plan.rounds, programs)


def memory(folder: Path, plan: Plan) -> Taken:
    """The largest resident set of a call."""
    files = _files(folder / "files", plan.files)
    few = _files(folder / "few", max(1, plan.files // FEW))
    programs = {
        "one file": _peak(Wetread.command("tags", next(few.iterdir()))),
        "a tenth": _peak(Wetread.command("tags", few, "--ndjson", "-t", "Patient*")),
        "all": _peak(Wetread.command("tags", files, "--ndjson", "-t", "Patient*")),
    }
    return rotated(max(1, plan.rounds // 2), programs)


def _files(folder: Path, count: int) -> Path:
    """CT images of the usual number of elements and a small matrix."""
    folder.mkdir()
    for number in range(count):
        path = folder / f"{number:05d}.dcm"
        if number < DISTINCT:
            _image(number).save_as(path, enforce_file_format=True)
        else:
            path.hardlink_to(folder / f"{number % DISTINCT:05d}.dcm")
    return folder


def _image(number: int) -> Dataset:
    image = Dataset()
    image.file_meta = FileMetaDataset()
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image.SOPClassUID = image.file_meta.MediaStorageSOPClassUID = CTImageStorage
    image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    image.PatientID, image.PatientName, image.StudyDescription = "BENCH", f"Bench^{number}", f"Study {number}"
    image.ImagePositionPatient, image.PixelSpacing = [0, 0, number], [0.5, 0.5]
    image.Rows = image.Columns = 128
    image.SamplesPerPixel, image.PhotometricInterpretation = 1, "MONOCHROME2"
    image.BitsAllocated, image.BitsStored, image.HighBit, image.PixelRepresentation = 16, 12, 11, 0
    for group in (0x0009, 0x0019, 0x0043):
        block = image.private_block(group, "BENCH", create=True)
        for element in range((ELEMENTS - len(image)) // 2 if group != 0x0043 else ELEMENTS - 1 - len(image)):
            block.add_new(element, ("LO", "DS", "CS")[element % 3], ("a description", "123.456789", "YES")[element % 3])
    image.PixelData = bytes(2 * 128 * 128)
    return image


def _cpu(words: Sequence[str], environ: dict[str, str] | None = None) -> Run:
    """A run of a command, in seconds of processor time; its output goes nowhere."""

    def run() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            words,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return run


PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def _peak(words: Sequence[str]) -> Run:
    """A run of a command, in MiB; out of a small process, for a child's peak is not below its parent's."""
    command = [sys.executable, "-S", "-c", PEAK, *words]
    return lambda: float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


BENCHMARKS = (
    Benchmark(
        "tags of many files",
        many_files,
        (Ratio("wetread tags", "dcmdump", 0.5), Ratio("wetread tags", "ImageJ", 0.1)),
    ),
    Benchmark("tags, cold", cold),
    Benchmark("tags, memory", memory, unit="MiB"),
)
