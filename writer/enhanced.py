"""A series of single images to one enhanced multi-frame image, and a multi-frame image to single ones.

CT, MR and PET become *legacy converted* enhanced images (PS3.3 A.70 to A.72): the classes for images that were acquired
as single ones. What their functional groups have no place for goes into the *unassigned* groups, so nothing is lost on
the way there, nor on the way back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from launcher.errors import WetreadError
from viewer.pixels.attributes import FrameAttributes
from viewer.pixels.lean_pydicom import load_pydicom
from writer.blank import blank, new_uid
from writer.edits import PIXELS

if TYPE_CHECKING:
    from pydicom import Dataset

CONVERTED: Final = {
    "1.2.840.10008.5.1.4.1.1.2": "1.2.840.10008.5.1.4.1.1.2.2",
    "1.2.840.10008.5.1.4.1.1.4": "1.2.840.10008.5.1.4.1.1.4.4",
    "1.2.840.10008.5.1.4.1.1.128": "1.2.840.10008.5.1.4.1.1.128.1",
}
"""SOP class of single images → legacy converted enhanced."""

SINGLE: Final = {
    **{converted: single for single, converted in CONVERTED.items()},
    "1.2.840.10008.5.1.4.1.1.2.1": "1.2.840.10008.5.1.4.1.1.2",
    "1.2.840.10008.5.1.4.1.1.4.1": "1.2.840.10008.5.1.4.1.1.4",
    "1.2.840.10008.5.1.4.1.1.130": "1.2.840.10008.5.1.4.1.1.128",
    "1.2.840.10008.5.1.4.1.1.3.1": "1.2.840.10008.5.1.4.1.1.6.1",
    **{f"1.2.840.10008.5.1.4.1.1.7.{number}": "1.2.840.10008.5.1.4.1.1.7" for number in (1, 2, 3, 4)},
}
"""SOP class of multi-frame images → single."""

GROUPS: Final = {
    "PixelMeasuresSequence": ("PixelSpacing", "SliceThickness", "SpacingBetweenSlices"),
    "PlanePositionSequence": ("ImagePositionPatient",),
    "PlaneOrientationSequence": ("ImageOrientationPatient",),
    "FrameVOILUTSequence": ("WindowCenter", "WindowWidth", "WindowCenterWidthExplanation", "VOILUTFunction"),
    "PixelValueTransformationSequence": ("RescaleIntercept", "RescaleSlope", "RescaleType"),
}
"""Functional group → the attributes of single images that it takes."""

OF_MANY: Final = frozenset(
    ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence", "DimensionOrganizationSequence",
     "DimensionIndexSequence", "FrameIncrementPointer", "NumberOfFrames")
)  # fmt: skip
LEFT_OUT: Final = frozenset(("FrameContentSequence", "ConversionSourceAttributesSequence"))
"""Functional groups that say something about frames only."""

FRAME_TYPES: Final = {"CT": "CTImageFrameTypeSequence", "MR": "MRImageFrameTypeSequence", "PT": "PETFrameTypeSequence"}
SHARED: Final = "SharedFunctionalGroupsSequence"
PER_FRAME: Final = "PerFrameFunctionalGroupsSequence"
UNASSIGNED: Final = "UnassignedPerFrameConvertedAttributesSequence"

OF_THE_INSTANCE: Final = frozenset(
    ("SpecificCharacterSet", "ImageType", "SOPClassUID", "SOPInstanceUID", "InstanceNumber", "NumberOfFrames",
     "InstanceCreationDate", "InstanceCreationTime", "InstanceCreatorUID")
)  # fmt: skip
"""Attributes that the whole has of its own."""


def united(images: Sequence[Dataset]) -> Dataset:
    """One enhanced image of single ones, without its pixels; ``images`` in the order of its frames.

    Raises
    ------
    WetreadError
        They are of a class that has no such form, or do not fit into one.
    """
    _check(images)
    whole, shared = blank(), blank()
    for image in images:
        _say_rescale_type(image)
    frames = [_frame(image, number) for number, image in enumerate(images, 1)]
    for sequence, keywords in GROUPS.items():
        items = [_taken(image[word] for word in keywords if word in image) for image in images]
        _put(sequence, items, shared, frames)
    types = [_frame_type(image) for image in images]
    _put(FRAME_TYPES[str(images[0].Modality)], types, shared, frames)
    same = {element.tag for element in _own(images[0]) if all(_has(image, element) for image in images)}
    for element in _own(images[0]):
        if element.tag in same:
            whole.add(element)
    for frame, image in zip(frames, images, strict=True):
        rest = _taken(element for element in _own(image) if element.tag not in same)
        rest.InstanceNumber = image.get("InstanceNumber")
        setattr(frame, UNASSIGNED, [rest])
    _set_top_level(whole, images)
    whole.SharedFunctionalGroupsSequence, whole.PerFrameFunctionalGroupsSequence = [shared], frames
    return whole


def _say_rescale_type(image: Dataset) -> None:
    """Enhanced CT images must say what those of old CT have always been, PS3.3 C.8.2.1."""
    if image.Modality == "CT" and "RescaleIntercept" in image and not image.get("RescaleType"):
        image.RescaleType = "US" if "LOCALIZER" in (image.get("ImageType") or ()) else "HU"


def _has(image: Dataset, element: Any) -> bool:
    return element.tag in image and image[element.tag] == element


def _taken(elements: Iterable[Any]) -> Dataset:
    item = blank()
    for element in elements:
        item.add(element)
    return item


def _put(sequence: str, items: Sequence[Dataset], shared: Dataset, frames: Sequence[Dataset]) -> None:
    """A functional group that is the same for all frames is shared."""
    if all(item == items[0] for item in items):
        frames, items = [shared], items[:1]
    for frame, item in zip(frames, items, strict=True):
        if len(item):
            setattr(frame, sequence, [item])


def _frame(image: Dataset, number: int) -> Dataset:
    """What only one frame has: its place, and the image that it was."""
    frame, content, source = (blank() for _ in range(3))
    content.StackID, content.InStackPositionNumber = "1", number
    content.FrameAcquisitionNumber = int(image.get("AcquisitionNumber") or 0)
    content.DimensionIndexValues = [1, number]
    source.ReferencedSOPClassUID, source.ReferencedSOPInstanceUID = image.SOPClassUID, image.SOPInstanceUID
    frame.FrameContentSequence, frame.ConversionSourceAttributesSequence = [content], [source]
    return frame


def _frame_type(image: Dataset) -> Dataset:
    item = blank()
    item.FrameType = _image_type(image)
    item.PixelPresentation, item.VolumetricProperties = "MONOCHROME", "VOLUME"
    item.VolumeBasedCalculationTechnique = "NONE"
    if image.Modality == "MR":
        item.ComplexImageComponent, item.AcquisitionContrast = "MAGNITUDE", "UNKNOWN"
    return item


def _image_type(image: Dataset) -> list[str]:
    """Four values, PS3.3 C.8.16.1; the second is always PRIMARY."""
    values = FrameAttributes(image).texts("ImageType")
    return [values[0] if values else "DERIVED", "PRIMARY", values[2] if len(values) > 2 else "OTHER", "NONE"]


def _check(images: Sequence[Dataset]) -> None:
    classes = {str(image.get("SOPClassUID", "")) for image in images}
    if len(classes) > 1 or not classes <= CONVERTED.keys():
        why = f"its images are of {load_pydicom().uid.UID(min(classes)).name}"
        raise WetreadError("This series has no enhanced form", why, "CT, MR and PET images have one.")
    for keyword in (
        "Rows",
        "Columns",
        "BitsAllocated",
        "BitsStored",
        "PixelRepresentation",
        "PhotometricInterpretation",
    ):
        if len({str(image.get(keyword)) for image in images}) > 1:
            raise WetreadError("The series does not fit into one image", f"{keyword} differs", "Save its parts.")


def _is_grouped(keyword: str) -> bool:
    return any(keyword in keywords for keywords in GROUPS.values())


def _own(image: Dataset) -> Iterator[Any]:
    """What belongs to an image itself."""
    for element in image:
        keyword = element.keyword
        if keyword not in OF_THE_INSTANCE and not _is_grouped(keyword) and element.tag < 0x7FE00000:
            yield element


def _set_top_level(whole: Dataset, images: Sequence[Dataset]) -> None:
    first = images[0]
    if "SpecificCharacterSet" in first:
        whole.SpecificCharacterSet = first.SpecificCharacterSet
    whole.SOPClassUID, whole.SOPInstanceUID = CONVERTED[first.SOPClassUID], first.SOPInstanceUID
    whole.InstanceNumber, whole.NumberOfFrames = 1, len(images)
    whole.update(_frame_type(first))
    whole.ImageType = whole.pop("FrameType").value
    whole.PresentationLUTShape = "IDENTITY"
    whole.BurnedInAnnotation = first.get("BurnedInAnnotation") or "NO"
    _say_losses(whole, images)
    whole.ContentDate, whole.ContentTime = _moment(first)
    whole.AcquisitionContextSequence = first.get("AcquisitionContextSequence") or []
    _say_dimensions(whole)


def _say_losses(whole: Dataset, images: Sequence[Dataset]) -> None:
    """The whole has lost what one of its frames has: how, and how much at most, PS3.3 C.8.13.1."""
    lossy = [image for image in images if image.get("LossyImageCompression") == "01"]
    whole.LossyImageCompression = "01" if lossy else "00"
    ratios = [max(FrameAttributes(image).numbers("LossyImageCompressionRatio"), default=0.0) for image in lossy]
    methods = [text for image in lossy for text in FrameAttributes(image).texts("LossyImageCompressionMethod")]
    if any(ratios):
        whole.LossyImageCompressionRatio = f"{max(ratios):.10g}"
    if methods:
        whole.LossyImageCompressionMethod = methods[0]


def _moment(image: Dataset) -> tuple[str, str]:
    for kind in ("Content", "Acquisition", "Series", "Study"):
        if image.get(f"{kind}Date") and image.get(f"{kind}Time"):
            return image[f"{kind}Date"].value, image[f"{kind}Time"].value
    return "19000101", "000000"


def _say_dimensions(whole: Dataset) -> None:
    """Stack and place in the stack order the frames, PS3.3 C.7.6.17."""
    pydicom = load_pydicom()
    organization, uid = blank(), new_uid()
    organization.DimensionOrganizationUID = uid
    whole.DimensionOrganizationSequence, whole.DimensionIndexSequence = [organization], []
    for keyword in ("StackID", "InStackPositionNumber"):
        item = blank()
        item.DimensionOrganizationUID = uid
        item.DimensionIndexPointer = pydicom.datadict.tag_for_keyword(keyword)
        item.FunctionalGroupPointer = pydicom.datadict.tag_for_keyword("FrameContentSequence")
        whole.DimensionIndexSequence.append(item)


# --- one to many ----------------------------------------------------------------------------------------------------


def single(whole: Dataset, frame_index: int) -> Dataset:
    """One frame of a multi-frame image as an image of its own, without its pixels.

    A class that has single images is changed to it, functional groups become plain attributes; any other stays what it
    is, with one frame.
    """
    made = blank()
    for element in whole:
        if element.tag not in PIXELS and element.keyword not in OF_MANY:
            made.add(element)
    frame = whole.get(PER_FRAME) or ()
    shared = whole.get(SHARED) or ()
    sop_class = str(whole.SOPClassUID)
    groups = [*shared[:1], *frame[frame_index : frame_index + 1]]
    if sop_class in SINGLE:
        made.SOPClassUID, made.InstanceNumber = SINGLE[sop_class], frame_index + 1
        for group in groups:
            _flatten(group, made)
        if "FrameType" in made:
            made.ImageType = made.pop("FrameType").value
        made.pop("NumberOfFrames", None)
    else:
        made.NumberOfFrames, made.InstanceNumber = 1, frame_index + 1
        for keyword, group in zip((SHARED, PER_FRAME), (shared[:1], frame[frame_index : frame_index + 1]), strict=True):
            if group:
                setattr(made, keyword, list(group))
    return made


def _flatten(group: Dataset, into: Dataset) -> None:
    """The attributes of the items of all functional groups; what a frame says goes before what all share."""
    for element in group:
        for item in element.value[:1] if element.VR == "SQ" and element.keyword not in LEFT_OUT else ():
            for inner in item:
                into.add(inner)
