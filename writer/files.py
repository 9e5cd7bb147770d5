"""Which files a call writes, and each of them written."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from launcher.errors import WetreadError
from viewer.pixels.description import described
from viewer.pixels.header import read_header
from viewer.pixels.lean_pydicom import load_pydicom
from writer import arrays, dicom, pictures
from writer.blank import new_uid
from writer.capture import captured, read_picture
from writer.changes import changes, say_derived, say_source
from writer.deidentify import burned_in
from writer.dicom import Frames
from writer.enhanced import single, united
from writer.sources import Source, by_series, in_order
from writer.syntaxes import SYNTAXES
from writer.wishes import SUFFIX, Wishes

if TYPE_CHECKING:
    from pydicom import Dataset

CUT: Final = re.compile(r"\.(dcm|dicom|ima|png|jpe?g|tiff?|gif|bmp|webp)$", re.IGNORECASE)
_UNSAFE: Final = re.compile(r"[^\w .,=+-]+")


@dataclass(frozen=True)
class Unit:
    """One file to write: its name below the target, what the user calls it, and the frames that it is made of.

    A ``frame_index`` of ``None`` means all that the file has.
    """

    name: str
    said: str
    frames: tuple[tuple[Source, int | None], ...]

    @property
    def source(self) -> Source:
        """The first file."""
        return self.frames[0][0]


class Work:
    """What a call does to each file. ``warnings`` are what the user should know afterwards."""

    def __init__(self, wishes: Wishes, sources: Sequence[Source]) -> None:
        self._wishes, self._sources = wishes, sources
        whole = wishes.frames == "as they are"
        known = {source.header.series.series_instance_uid for source in sources if source.header is not None}
        if whole:
            known |= {source.header.instance.sop_instance_uid for source in sources if source.header is not None}
        self._changes = changes(wishes.uids, known - {""}, wishes.edits, wishes.anonymize, wishes.kept)
        self._captures = 0
        self._capture_series = ""
        self.warnings: dict[str, None] = {}

    # --- which ---

    def units(self) -> Iterator[Unit]:
        """All files to write, in order."""
        for number, series in enumerate(by_series(self._sources), 1):
            if self._wishes.format in ("imagej", "npy") or (self._wishes.frames == "united" and series[0].header):
                frames = tuple(in_order(series))
                yield Unit(self._series_name(series[0], number), self._series_said(series), frames)
            else:
                for place, source in enumerate(series, 1):
                    yield from self._of_file(source, number, place)

    def _of_file(self, source: Source, series: int, place: int) -> Iterator[Unit]:
        stem = f"{series:04}/{place:06}" if self._wishes.anonymize else CUT.sub("", source.place.as_posix())
        suffix = SUFFIX[self._wishes.format]
        by_frame = self._wishes.format != "dicom" or self._wishes.frames == "single"
        if not by_frame or source.header is None:
            yield Unit(stem + suffix, source.name, ((source, None),))
            return
        count = source.frame_count
        for index in range(count):
            name = f"{stem}-{index + 1:0{max(4, len(str(count)))}}" if count > 1 else stem
            said = f"{source.name}, frame {index + 1}" if count > 1 else source.name
            yield Unit(name + suffix, said, ((source, index),))

    def _series_name(self, source: Source, number: int) -> str:
        suffix = SUFFIX[self._wishes.format]
        if self._wishes.anonymize or source.header is None:
            return f"{number:04}{suffix}"
        if len(self._sources) == 1:
            return CUT.sub("", source.place.name) + suffix
        series = source.header.series
        told = f"{series.series_number if series.series_number is not None else number:04} {series.series_description}"
        return _UNSAFE.sub("_", " ".join(told.split()))[:100].rstrip(" .") + suffix

    def _series_said(self, series: Sequence[Source]) -> str:
        return series[0].name if len(series) == 1 else f"The series of {series[0].name}"

    # --- how ---

    def save(self, unit: Unit, path: Path) -> None:
        """Write one file.

        Raises
        ------
        WetreadError
            It cannot be written, and why.
        """
        wishes = self._wishes
        frames = [(source.path, index or 0) for source, index in unit.frames]
        if wishes.format in ("npy", "imagej"):
            self._warn_of_fewer_bits(unit)
        if wishes.format == "npy":
            arrays.save_npy(path, frames)
        elif wishes.format == "imagej":
            names = {source.path: source.place.name if not wishes.anonymize else "" for source, _ in unit.frames}
            arrays.save_imagej(path, frames, lambda file: (names[file] or "image", self._changed_header(file)))
        elif wishes.format != "dicom":
            self._warn(read_header(str(frames[0][0])).dataset)
            pictures.save(path, wishes.format, *frames[0], wishes.window, wishes.quality, wishes.values)
        elif unit.source.header is None:
            self._save_capture(unit, path)
        elif wishes.frames == "united":
            self._save_united(unit, path)
        elif wishes.frames == "single" and unit.source.frame_count > 1:
            self._save_single(unit, path)
        else:
            self._save_copy(unit, path)

    def _changed_header(self, file: Path) -> Dataset:
        dataset = _read(file, with_pixels=False)
        self._warn(dataset)
        self._changes.apply(dataset)
        return dataset

    def _warn_of_fewer_bits(self, unit: Unit) -> None:
        header = read_header(str(unit.source.path))
        found = described(header.dataset, header.transfer_syntax_uid, 0)
        if found.samples_per_pixel == 3 and found.bits_stored > 8:
            todo = "-f tiff --values keeps them"
            self.warnings[f"{unit.said}: its {found.bits_stored} bits a colour have become 8; {todo}."] = None

    def _warn(self, dataset: Dataset) -> None:
        why = burned_in(dataset) if self._wishes.anonymize else ""
        if why:
            self.warnings[f"the pictures may show who the patient is ({why}); look at them before they leave."] = None

    def _save_copy(self, unit: Unit, path: Path) -> None:
        wishes, source = self._wishes, unit.source
        if self._changes.none and wishes.syntax is None and _is_part_10(source.path):
            shutil.copyfile(source.path, path)
            return
        header = read_header(str(source.path))
        syntax = wishes.syntax or dicom.copy_syntax(header)
        stays = syntax.uid == header.transfer_syntax_uid or dicom.are_alike(syntax.uid, header.transfer_syntax_uid)
        frames = dicom.frames_of(source.path) if header.element and not stays else None
        dataset = _read(source.path, with_pixels=frames is None)
        self._warn(dataset)
        self._changes.apply(dataset)
        dicom.write(path, dataset, syntax, frames, wishes.quality)

    def _save_united(self, unit: Unit, path: Path) -> None:
        images = [_read(source.path, with_pixels=False) for source, _ in unit.frames]
        if any(int(image.get("NumberOfFrames") or 1) > 1 for image in images):
            raise WetreadError("The series has multi-frame images already", "", "")
        whole = united(images)
        del images
        self._warn(whole)
        self._changes.apply(whole, derived=False)
        self._renew(whole)
        frames = dicom.joined([dicom.frames_of(source.path) for source, _ in unit.frames])
        dicom.write(path, whole, self._wishes.syntax or SYNTAXES["explicit"], frames, self._wishes.quality)

    def _save_single(self, unit: Unit, path: Path) -> None:
        ((source, index),) = unit.frames
        whole = _read(source.path, with_pixels=False)
        before = str(whole.SOPClassUID), str(whole.SOPInstanceUID)
        one = single(whole, index or 0)
        self._warn(one)
        self._changes.apply(one, derived=False)
        self._renew(one)
        say_derived(one)
        if not self._wishes.anonymize:
            say_source(one, *before)
        all_frames = dicom.frames_of(source.path)
        frames = Frames(
            1, lambda _: all_frames.take(index or 0), all_frames.bits_stored, all_frames.photometric_interpretation,
            all_frames.lossy,
        )  # fmt: skip
        dicom.write(path, one, self._wishes.syntax or SYNTAXES["explicit"], frames, self._wishes.quality)

    def _renew(self, dataset: Dataset) -> None:
        if not any(edit.path.label == "SOPInstanceUID" for edit in self._wishes.edits):
            dataset.SOPInstanceUID = new_uid()

    def _save_capture(self, unit: Unit, path: Path) -> None:
        self._captures += 1
        self._capture_series = self._capture_series or new_uid()
        like = _read(Path(self._wishes.like), with_pixels=False) if self._wishes.like else None
        picture = read_picture(unit.source.path, unit.source.name, self._wishes.scale)
        if picture.note:
            self.warnings[f"{unit.said}: {picture.note}."] = None
        dataset, frames = captured(picture, like, self._capture_series, self._captures)
        self._changes.apply(dataset, derived=False)
        dicom.write(path, dataset, self._wishes.syntax or SYNTAXES["explicit"], frames, self._wishes.quality)


def _is_part_10(path: Path) -> bool:
    """Whether it has the preamble and the prefix of PS3.10 7.1, as not all do that can be read."""
    with path.open("rb") as file:
        return file.read(132)[128:] == b"DICM"


def _read(path: Path, with_pixels: bool) -> Dataset:
    """A data set to change; read anew each time, so that nothing that is remembered changes with it."""
    try:
        dataset: Dataset = load_pydicom().dcmread(path, stop_before_pixels=not with_pixels, force=True)
    except OSError as error:
        raise WetreadError("The file cannot be read", error.strerror or "") from error
    except Exception as error:  # what is not DICOM makes the parser raise anything
        todo = "Fetch or export it once more."
        raise WetreadError("The file cannot be read", "its data set is damaged", todo) from error
    for tag in list(dataset.keys()):
        if getattr(dataset.get_item(tag), "VR", "") is None:
            dataset[tag]  # which gives it a VR, for the file has none
    dicom.put_right(dataset)
    return dataset
