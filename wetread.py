r"""DICOM in a script: what ImageJ's macro functions and ``DicomTools`` give, in Python's way.

A source is a path, an http(s) address, or bytes: of a DICOM file, a ZIP archive, a folder, or a TIFF in which ImageJ
has kept a DICOM header. Nothing is imported until it is needed: reading tags needs neither numpy nor pydicom.

>>> from pydicom.data import get_testdata_file
>>> path = get_testdata_file("CT_small.dcm")

Tags, by any name that ``wetread tags`` takes; ``None`` is absent, ``""`` or ``[]`` is empty:

>>> import wetread
>>> header = wetread.header(path)
>>> header.tag("StudyDescription"), header.tag("0020,0032"), header.tag("0028,0010")
('e+1', [-158.135803, -179.035797, -75.699997], 128)
>>> header.tag_text("0028,0030")
'0.661468\\0.661468'
>>> header.tag_text("0028,0030", compat="imagej")
' 0.661468\\0.661468 '
>>> header.tag("PatientComments") is None
True
>>> wetread.tag_name("0008,1030")
'Study Description'

Images, with pixels in the modality's unit:

>>> series = wetread.open(path)
>>> image = series[0]
>>> image.values.shape, float(image.values[64, 64]), image.unit, image.spacing
((128, 128), 904.0, 'HU', (0.661468, 0.661468))
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, overload

from launcher.errors import NotDicom, RequestError, WetreadError
from launcher.headers import dictionary
from launcher.tags.content import Content
from launcher.tags.elements import EVERYTHING, DataSet
from launcher.tags.forms import cell, exact_cell
from launcher.tags.inputs import Input
from launcher.tags.path import TagPath, parse, wanted_by
from launcher.tags.scripted import Source, headers, named, readable
from launcher.tags.values import json_model, values

if TYPE_CHECKING:
    import numpy as np

    from launcher.tags.imagej_tiff import Tiff, TiffSlice
    from viewer.pixels.measured import MeasuredFrame

__all__ = ["Header", "Image", "Row", "Series", "WetreadError", "header", "open", "read_tags", "series", "tag_name"]

Tag = str | int
"""As for ``wetread tags``; or a number, as 0x00081030."""
Order = Literal["position", "instance", "time"]

UNIFORM = 1e-4
"""Of the mean distance: how much single ones may differ from it in a uniform series."""


class Header:
    """What a header says. ``source`` is the file's name, as it was given or found."""

    def __init__(self, source: str, data_set: DataSet) -> None:
        self.source = source
        self._data_set = data_set

    def tag(self, tag: Tag) -> Any:
        """The value of a tag: a number, a text, or a list of them; ``None`` if it is absent.

        A sequence is a list of its items, each a ``Header``. ImageJ: ``getInfo(tag)``, ``DicomTools.getTag``.
        """
        path = _path(tag)
        found = list(path.find(self._holder(path)))
        if not found:
            return None
        said = [self._plain(value) for one in found for value in values(one.element, one.within)]
        if len(said) == 1 and found[0].element.vr != "SQ":
            return said[0]
        is_text = found[0].element.vr not in _NUMERIC
        return said if said or not is_text else ""

    def _holder(self, path: TagPath) -> DataSet:
        """Where to look for it."""
        return self._data_set

    def _plain(self, value: Any) -> Any:
        return Header(self.source, value) if isinstance(value, DataSet) else value

    def tag_text(self, tag: Tag, compat: Literal["", "imagej"] = "") -> str | None:
        """The same as text, with backslashes between values; as ImageJ gives it, blanks and all, where asked.

        ``None`` if it is absent, for which ImageJ gives ``""``.
        """
        path = _path(tag)
        holder = self._holder(path)
        if next(path.find(holder), None) is None:
            return None
        return exact_cell(path, holder) if compat else cell(path, holder)

    def __contains__(self, tag: Tag) -> bool:
        """Whether it has the tag, be it empty."""
        path = _path(tag)
        return next(path.find(self._holder(path)), None) is not None

    def info(self) -> str:
        """The whole header as ImageJ's text. ImageJ: ``getMetadata("Info")``, ``new DICOM().getInfo(path)``."""
        from launcher.tags import imagej

        return imagej.info(self._data_set)

    def json(self) -> dict[str, Any]:
        """The header in the DICOM JSON model, PS3.18 F."""
        return json_model(self._data_set, self.source)

    def __repr__(self) -> str:
        """The source only: a header is a patient's."""
        return f"{type(self).__name__}({self.source!r})"


_NUMERIC = frozenset(("DS", "IS", "US", "SS", "UL", "SL", "FL", "FD", "UV", "SV", "SQ"))


def _path(tag: Tag) -> TagPath:
    return parse(tag if isinstance(tag, str) else f"{tag:08X}")


class Image(Header):
    """One image, or one frame of several in a file: its header, and its pixels when they are asked for.

    ``frame_index`` counts from 0. A tag of an enhanced image is the frame's own where it has one, else what all frames
    share, else the file's, PS3.3 C.7.6.16.
    """

    def __init__(self, source: str, data_set: DataSet, content: Content, frame_index: int = 0) -> None:
        super().__init__(source, data_set)
        self.frame_index = frame_index
        self._content = content

    def _holder(self, path: TagPath) -> DataSet:
        tag = path.tag
        groups = self._groups if tag is not None else ()
        return next((group for group in groups if tag in group), self._data_set)

    @cached_property
    def _groups(self) -> tuple[DataSet, ...]:
        """The functional groups' items: the frame's own, then the shared ones."""
        own, shared = f"PerFrameFunctionalGroupsSequence[{self.frame_index}]", "SharedFunctionalGroupsSequence[0]"
        groups = [found.element.value for way in (own, shared) for found in parse(way).find(self._data_set)]
        return tuple(items[0] for items in groups if isinstance(items, tuple) and items)

    @property
    def pixels(self) -> np.ndarray:
        """The stored values, (rows, columns), or RGB (rows, columns, 3) uint8.

        Raises
        ------
        WetreadError
            There are none, or they cannot be decoded; the sentence says why.

        Warns
        -----
        UserWarning
            The file breaks off within them: what is missing is background.
        """
        return self._decoded.pixels

    @property
    def values(self) -> np.ndarray:
        """What was measured, float64, in ``unit``: Hounsfield units for CT. Colour stays as it is.

        ImageJ: ``calibrate(getPixel(x, y))``; here it is ``values[y, x]``.
        """
        return self._decoded.values

    @property
    def unit(self) -> str:
        """Of ``values``; empty where nobody has said it."""
        return self._decoded.unit

    @property
    def spacing(self) -> tuple[float, float] | None:
        """Millimetres between rows and between columns, or the TIFF file's own unit. ImageJ: ``getVoxelSize``."""
        return self._decoded.spacing

    @property
    def window(self) -> tuple[float, float] | None:
        """Center and width, the file's first pair; ``None`` if it has none. ImageJ takes the last."""
        return self._decoded.window

    @property
    def position(self) -> tuple[float, float, float] | None:
        """Of the first pixel's centre, millimetres to the left, the back and the head, PS3.3 C.7.6.2.1.1."""
        found = self._numbers("ImagePositionPatient", 3)
        if found is None:
            return None
        x, y, z = (
            along + self._grid_offset * part for along, part in zip(found, self.normal or (0, 0, 0), strict=True)
        )
        return x, y, z

    @property
    def _grid_offset(self) -> float:
        """How far a frame of a dose lies from the first one along the normal, millimetres, PS3.3 C.8.8.3.2."""
        offsets = self._numbers("GridFrameOffsetVector")
        return offsets[self.frame_index] - offsets[0] if offsets and self.frame_index < len(offsets) else 0.0

    @property
    def orientation(self) -> tuple[float, ...] | None:
        """The directions of a row and of a column, six cosines."""
        return self._numbers("ImageOrientationPatient", 6)

    @property
    def normal(self) -> tuple[float, float, float] | None:
        """The direction upon the image, row × column."""
        if self.orientation is None:
            return None
        a, b, c, d, e, f = self.orientation
        return b * f - c * e, c * d - a * f, a * e - b * d

    def _numbers(self, tag: str, count: int = 0) -> tuple[float, ...] | None:
        """The numbers of a tag, ``count`` of them or any; ``None`` if they are not that."""
        found = self.tag(tag)
        if not isinstance(found, list) or not all(isinstance(number, float) for number in found):
            return None
        return tuple(found) if len(found) == (count or len(found)) else None

    def image_info(self) -> str:
        """The header's text and a few lines on the image. ImageJ: ``getImageInfo()``."""
        rows, columns = self.pixels.shape[:2]
        lines = [f"Title: {Path(self.source).name}"]
        if self.spacing is not None:
            down, across = self.spacing
            lines += [f"Width: {columns * across:.4f} mm ({columns})", f"Height: {rows * down:.4f} mm ({rows})"]
            lines += [f"Pixel size: {across:g}x{down:g} mm^2"]
        else:
            lines += [f"Width: {columns} pixels", f"Height: {rows} pixels"]
        lines += [f"Bits per pixel: {8 * self.pixels.itemsize}", f"Unit: {self.unit}" if self.unit else "Unit: none"]
        if self.window is not None:
            center, width = self.window
            lines += [f"Display range: {center - width / 2:g} - {center + width / 2:g}"]
        return f"{self.info()}{'-' * 44}\n" + "\n".join(lines) + "\n"

    @property
    def depth(self) -> float | None:
        """Between the slices of an ImageJ TIFF, as ImageJ has it; ``None`` of any other image."""
        tiff = self._content.tiff
        return tiff.depth if tiff is not None else None

    @cached_property
    def _decoded(self) -> MeasuredFrame | TiffSlice:
        if self._content.tiff is not None:
            from launcher.tags.imagej_tiff import TiffSlice

            return TiffSlice(self._content.tiff, self._content.data, self.frame_index)
        from viewer.pixels.decode import read_frame
        from viewer.pixels.measured import MeasuredFrame

        frame = read_frame(self._content.path, self.frame_index)
        if frame.shortcoming:
            warnings.warn(f"{self.source}: {frame.shortcoming}", stacklevel=4)  # whoever asked one of the properties
        return MeasuredFrame(frame)


class Series(Sequence[Image]):
    """Images in an order: as they were found, or as ``sorted`` has them."""

    def __init__(self, images: Iterable[Image]) -> None:
        self._images = tuple(images)

    def __len__(self) -> int:
        return len(self._images)

    @overload
    def __getitem__(self, index: int) -> Image: ...
    @overload
    def __getitem__(self, index: slice) -> Series: ...
    def __getitem__(self, index: int | slice) -> Image | Series:
        found = self._images[index]
        return Series(found) if isinstance(found, tuple) else found

    def tag(self, tag: str) -> Any:
        """The value of a tag in the first image."""
        return self._images[0].tag(tag)

    def sorted(self, by: Order = "position") -> Series:
        """Another order: along the slices' normal, by Instance Number, or by acquisition time. ``DicomTools.sort``.

        Raises
        ------
        RequestError
            An image does not say what is sorted by, or that is no order.
        """
        if by not in get_args(Order):
            raise RequestError(f"A series is not sorted by {by}", "", f"Choose {', '.join(get_args(Order))}.")
        return Series(image for _, image in sorted(((self._key(image, by), image) for image in self), key=_first))

    def _key(self, image: Image, by: Order) -> tuple[Any, int]:
        if by == "position":
            key: Any = self._along(image)
        else:
            key = image.tag({"instance": "InstanceNumber", "time": "AcquisitionTime"}[by])
        if key is None or key == "" or key == []:
            raise RequestError(f"The series cannot be sorted by {by}", f"{image.source} does not say it", "")
        return key, image.frame_index

    def _along(self, image: Image) -> float | None:
        """How far an image lies along the normal of the first one, millimetres."""
        normal, position = self[0].normal, image.position
        if normal is None or position is None:
            return None
        return float(sum(part * along for part, along in zip(position, normal, strict=True)))

    def _steps(self) -> list[float]:
        """Between neighbouring slices; none unless every image has a place."""
        places = [place for image in self if (place := self._along(image)) is not None]
        return [after - before for before, after in pairwise(sorted(places))] if len(places) == len(self) else []

    @property
    def slice_distance(self) -> float | None:
        """The mean distance of neighbouring slices along their normal. ImageJ: ``DicomTools.getVoxelDepth``.

        Of an ImageJ TIFF it is what ImageJ has calibrated it to.
        """
        if len(self) > 1 and self[0].depth is not None:
            return self[0].depth
        steps = self._steps()
        return sum(steps) / len(steps) if steps else None

    @property
    def spacing(self) -> tuple[float | None, float, float] | None:
        """Millimetres between slices, between rows and between columns."""
        in_plane = self[0].spacing
        return (self.slice_distance, *in_plane) if in_plane is not None else None

    @property
    def is_uniform(self) -> bool:
        """Whether all neighbouring slices are equally far from each other."""
        steps, mean = self._steps(), self.slice_distance
        return mean is not None and all(abs(step - mean) <= UNIFORM * abs(mean) for step in steps)

    @property
    def values(self) -> np.ndarray:
        """All images' values, (slices, rows, columns).

        Raises
        ------
        RequestError
            The images differ in size.
        """
        import numpy as np

        arrays = [image.values for image in self]
        if len({array.shape for array in arrays}) > 1:
            raise RequestError("The images of the series differ in size", "", "Take them one by one.")
        return np.stack(arrays)

    def __repr__(self) -> str:
        """How many there are."""
        return f"Series({len(self)} images)"


def _first(pair: tuple[Any, Image]) -> Any:
    return pair[0]


class Row(NamedTuple):
    """One file of ``read_tags``: the values asked for, by the names they were asked by; or why there are none."""

    source: str
    values: Mapping[str, Any]
    error: WetreadError | None = None


# --- the functions --------------------------------------------------------------------------------------------------


def tag_name(tag: str) -> str | None:
    """What the dictionary calls a tag; ``None`` if it does not know it. ImageJ: ``DicomTools.getTagName``.

    >>> tag_name("(0020,0032)"), tag_name("0099,9999")
    ('Image Position (Patient)', None)
    """
    step = parse(tag).steps[-1]
    known = dictionary.entry(step.tag) if step.tag is not None else None
    return known.name if known is not None else None


def header(source: Source, tags: Sequence[str] | None = None) -> Header:
    """Read one header, and of it what ``tags`` need; the pixels are never touched.

    Raises
    ------
    WetreadError
        The source cannot be opened, is no DICOM, or holds several files.
    """
    wanted = wanted_by(map(parse, tags)) if tags else EVERYTHING
    found = [Header(held.name, data_set) for held, data_set in readable(source, headers(source, wanted, False))]
    if len(found) != 1:
        raise RequestError(f"{named(source)} is not one file", f"it holds {len(found)}", "Use wetread.open.")
    return found[0]


def read_tags(sources: Iterable[Source], tags: Sequence[str]) -> Iterator[Row]:
    """The values of ``tags`` from many files, one after the other, in constant memory. What fails is a row too.

    >>> from pydicom.data import get_testdata_file
    >>> rows = read_tags([get_testdata_file("CT_small.dcm"), "none.dcm"], ["Modality", "0028,0010"])
    >>> [(row.values, row.error is None) for row in rows]
    [({'Modality': 'CT', '0028,0010': 128}, True), ({}, False)]
    """
    wanted = wanted_by([parse(tag) for tag in tags])
    for source in sources:
        try:
            for held, data_set in headers(source, wanted):
                if isinstance(data_set, WetreadError):
                    yield Row(held.name, {}, data_set)
                    continue
                read = Header(held.name, data_set)
                yield Row(held.name, {tag: read.tag(tag) for tag in tags})
        except WetreadError as error:
            yield Row(named(source), {}, error)


def series(source: Source, errors: list[WetreadError] | None = None) -> list[Series]:
    """Open all images of a source, by Series Instance UID; folders with all that is below them.

    Parameters
    ----------
    errors
        Takes what cannot be read, so that the rest is given back; without it, that is raised once all was looked at.

    Raises
    ------
    WetreadError
        Something cannot be read, or there is no image.
    """
    groups: dict[Any, list[Image]] = {}
    for held, data_set in readable(source, headers(source, EVERYTHING), errors):
        if _ROWS in data_set or data_set.imagej:
            images = list(_frames(held, data_set))
            groups.setdefault(images[0].tag("SeriesInstanceUID"), []).extend(images)
    if not groups:
        raise NotDicom(f"{named(source)} holds no DICOM images", "", "What headers say is read with wetread.header.")
    return [Series(images) for images in groups.values()]


def open(source: Source) -> Series:
    """Open the one series of a source. ImageJ: ``open(url)``, ``IJ.openImage(url)``.

    Raises
    ------
    WetreadError
        As ``series``; or there are several.
    """
    found = series(source)
    if len(found) > 1:
        raise RequestError(f"{named(source)} holds {len(found)} series", "", "Use wetread.series.")
    return found[0]


# --- sources --------------------------------------------------------------------------------------------------------


_ROWS = 0x00280010


def _frames(held: Input, data_set: DataSet) -> Iterator[Image]:
    content = Content(held)
    if content.tiff is not None:
        yield from _slices(held.name, data_set, content, content.tiff)
        return
    count = Header("", data_set).tag("NumberOfFrames")
    for frame_index in range(count if isinstance(count, int) and 0 < count < _MOST_FRAMES else 1):
        yield Image(held.name, data_set, content, frame_index)


def _slices(name: str, data_set: DataSet, content: Content, tiff: Tiff) -> Iterator[Image]:
    """Of an ImageJ TIFF, each with the header that stands in its label, where one does."""
    from launcher.tags import imagej

    for index in range(min(tiff.slices, _MOST_FRAMES)):
        said = tiff.header_of(index)
        yield Image(name, imagej.data_set(said) if said != tiff.header else data_set, content, index)


_MOST_FRAMES = 1 << 20
