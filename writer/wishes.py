"""What a call of ``wetread save`` asks for: words in, a checked value out."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast, get_args

from launcher.errors import CommandError
from writer.changes import Uids
from writer.deidentify import OPTIONS
from writer.edits import Edit, removal, setting
from writer.syntaxes import SYNTAXES, Syntax

Format = Literal["dicom", "png", "jpeg", "tiff", "imagej", "npy"]

SUFFIXES: Final[dict[str, Format]] = {
    ".dcm": "dicom", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".tif": "tiff", ".tiff": "tiff", ".npy": "npy",
}  # fmt: skip
"""How the name of one file ends → its format."""

SUFFIX: Final[dict[Format, str]] = {
    "dicom": ".dcm", "png": ".png", "jpeg": ".jpg", "tiff": ".tif", "imagej": ".tif", "npy": ".npy",
}  # fmt: skip
"""How the names of a format's files end."""

EPILOG: Final = f"""
SOURCE is a file, a folder with all that is below it, a ZIP archive, an http(s) address of one of them, or - for a list
of them on standard input. DEST is one file if its name ends in {", ".join(SUFFIXES)} or .zip, else
a folder. What is read is never changed, and nothing that is there is overwritten without --force.

formats: dicom · png, jpeg, tiff: as on screen, a file a frame · imagej: a TIFF a series as ImageJ writes it, with
header, spacing, calibration and window · npy: a NumPy array a series, float32 in the modality's unit

TAG is named as for wetread tags: PatientName, 0010,0010, 0019,xx01@"CREATOR", 0040A730[0].00080104; --remove takes
wildcards too. Several values are written with \\ between.

An ordinary picture (PNG, JPEG, TIFF) becomes a DICOM Secondary Capture; --like names a file of the study it belongs to.

exit codes: 0 done · 1 some files could not be saved, which are named · 2 the request was wrong · 4 source not reached
"""


@dataclass(frozen=True)
class Wishes:
    """One call. ``single`` is whether ``output`` is one file; ``syntax`` is ``None`` where it may stay."""

    targets: tuple[str, ...]
    output: Path
    format: Format = "dicom"
    single: bool = False
    force: bool = False
    zip: bool = False
    dicomdir: bool = False
    edits: tuple[Edit, ...] = ()
    uids: Uids = "keep"
    anonymize: bool = False
    kept: tuple[str, ...] = ()
    syntax: Syntax | None = None
    quality: int = 90
    frames: Literal["as they are", "united", "single"] = "as they are"
    window: tuple[float, float] | None = None
    values: bool = False
    like: str = ""
    scale: bool = False
    report: bool = False
    password_file: str = ""


def parser() -> argparse.ArgumentParser:
    """The options of ``wetread save``."""
    made = argparse.ArgumentParser(
        "wetread save",
        description="Save images in another form: DICOM, pictures, TIFF for ImageJ, arrays, media.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument("targets", nargs="+", metavar="SOURCE")
    made.add_argument("-o", "--output", required=True, metavar="DEST", help="a file or a folder")
    made.add_argument("-f", "--format", choices=get_args(Format), help="else as DEST ends, else dicom")
    made.add_argument("--force", action="store_true", help="overwrite what is there, but never a SOURCE")
    made.add_argument(
        "--password-file", default="", metavar="FILE", help="its first line is the password of encrypted archives"
    )
    made.add_argument("--report", action="store_true", help=argparse.SUPPRESS)  # lines for the window
    _add_dicom_options(made.add_argument_group("DICOM"))
    _add_picture_options(made.add_argument_group("pictures"))
    return made


def _add_dicom_options(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--set", action="append", default=[], metavar="TAG=VALUE", help="may repeat")
    group.add_argument("--remove", action="append", default=[], metavar="TAG", help="may repeat")
    group.add_argument("--anonymize", action="store_true", help="by the basic profile of PS3.15 E; new UIDs throughout")
    group.add_argument("--retain", action="append", default=[], choices=tuple(OPTIONS), help="with --anonymize")
    group.add_argument(
        "--uids", choices=get_args(Uids), help="derived: new instances and series (so unless nothing is changed); "
        "new: new studies too; keep: as they are",
    )  # fmt: skip
    group.add_argument("--syntax", choices=tuple(SYNTAXES), help="transfer syntax; compressed pixels else stay so")
    group.add_argument("--multi-frame", action="store_true", help="one enhanced image of each series of CT, MR or PET")
    group.add_argument("--single-frames", action="store_true", help="each frame as an image of its own")
    group.add_argument("--dicomdir", action="store_true", help="DEST becomes a DICOM medium")
    group.add_argument("--zip", action="store_true", help="DEST becomes a ZIP archive")
    group.add_argument("--like", default="", metavar="FILE", help="patient and study of a picture")
    group.add_argument("--scale", action="store_true", help="scale pictures of floating-point numbers to 16 bits")


def _add_picture_options(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--window", type=float, nargs=2, metavar=("C", "W"), help="center and width")
    group.add_argument("--quality", type=int, default=90, metavar="N", help="of lossy files, 1 to 100; else 90")
    group.add_argument("--values", action="store_true", help="TIFF of the stored values instead of grey levels")


def understood(words: Sequence[str]) -> Wishes:
    """What the words of a call mean.

    Raises
    ------
    CommandError
        Some of it does not go together.
    """
    asked = parser().parse_intermixed_args(words)
    if asked.output == "-":
        raise CommandError("Nothing is written to standard output", "", "Name a file or a folder.")
    output = Path(asked.output)
    zipped = asked.zip or output.suffix.lower() == ".zip"
    single = not zipped and output.suffix.lower() in SUFFIXES and not output.is_dir()
    _check_ending(output, zipped or asked.dicomdir, asked.output.endswith("/"))
    kind = cast(Format, asked.format or (SUFFIXES[output.suffix.lower()] if single else "dicom"))
    if single and SUFFIX[kind] != SUFFIX[SUFFIXES[output.suffix.lower()]]:
        raise CommandError(f"{output.name} is no name for {kind}", f"such files end in {SUFFIX[kind]}", "Choose one.")
    edits = (*map(removal, asked.remove), *map(setting, asked.set))
    _check(asked, kind, bool(edits), single, zipped)
    return Wishes(
        targets=tuple(asked.targets), output=output, format=kind, single=single, force=asked.force, zip=zipped,
        dicomdir=asked.dicomdir, edits=edits, uids=_uids(asked, kind, bool(edits)), anonymize=asked.anonymize,
        kept=tuple(asked.retain), syntax=SYNTAXES.get(asked.syntax or ""), quality=asked.quality,
        frames="united" if asked.multi_frame else "single" if asked.single_frames else "as they are",
        window=tuple(asked.window) if asked.window else None, values=asked.values, like=asked.like, scale=asked.scale,
        report=asked.report, password_file=asked.password_file,
    )  # fmt: skip


def _check_ending(output: Path, is_known: bool, is_folder: bool) -> None:
    """A name that ends as a file's does, of a kind that is not written, is hardly meant as a folder."""
    suffix = output.suffix.lower()
    if is_known or is_folder or output.is_dir() or suffix in SUFFIXES or not _OF_FILES.fullmatch(suffix):
        return
    todo = f"Choose {', '.join(SUFFIXES)} or .zip; the name of a new folder of that name ends with a /."
    raise CommandError(f"{output.name} cannot be written", f"{suffix} is no format that is known", todo)


_OF_FILES: Final = re.compile(r"\.[a-z][a-z0-9]{1,4}")


def _uids(asked: argparse.Namespace, kind: Format, has_edits: bool) -> Uids:
    if asked.uids:
        return cast(Uids, asked.uids)
    is_lossy = bool(asked.syntax and SYNTAXES[asked.syntax].method)
    changes = has_edits or is_lossy or asked.multi_frame or asked.single_frames
    return "derived" if kind == "dicom" and changes else "keep"


def _check(asked: argparse.Namespace, kind: Format, has_edits: bool, single: bool, zipped: bool) -> None:
    lossy = bool(asked.syntax and SYNTAXES[asked.syntax].method)
    tags_go_along = kind in ("dicom", "imagej")
    of_dicom = asked.syntax or asked.multi_frame or asked.single_frames or asked.dicomdir or asked.uids or asked.like
    for is_wrong, what in (
        (bool(of_dicom) and kind != "dicom", f"{kind} files have no transfer syntax, UIDs or DICOMDIR"),
        (has_edits and not tags_go_along, f"{kind} files hold no tags"),
        (bool(asked.retain) and not asked.anonymize, "--retain goes with --anonymize"),
        (bool({"dates", "shifted-dates"} <= set(asked.retain)), "dates stay or are shifted"),
        (bool(asked.uids) and asked.anonymize, "--anonymize makes new UIDs, unless with --retain uids"),
        (asked.uids == "keep" and (lossy or asked.multi_frame or asked.single_frames), "a new image needs a new UID"),
        (asked.multi_frame and asked.single_frames, "--multi-frame and --single-frames exclude each other"),
        (asked.dicomdir and single, "a DICOMDIR needs a folder, or --zip"),
        (asked.values and kind != "tiff", "--values is for tiff"),
        (
            asked.window is not None and (kind not in ("png", "jpeg", "tiff") or asked.values),
            "only pictures take a window",
        ),
        (not 1 <= asked.quality <= 100, "--quality goes from 1 to 100"),
        (asked.window is not None and not asked.window[1] > 0, "the width of a window is above 0"),
    ):
        if is_wrong:
            raise CommandError("These options do not go together", what, "See wetread save --help.")
