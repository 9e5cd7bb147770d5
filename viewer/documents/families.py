"""Which objects are documents, and what they are called: one row for each family of SOP classes, PS3.4 B.5."""

from __future__ import annotations

from typing import Final

from launcher.frozen import frozen
from launcher.references import Instance, kind_of
from viewer.pixels import video
from viewer.pixels.video import VIDEO

STORAGE: Final = "1.2.840.10008.5.1.4.1.1."


@frozen
class Family:
    """SOP classes whose UIDs begin with ``prefix`` behind the root of the storage classes; the first row that fits."""

    prefix: str
    name: str


def is_picture(instance: Instance) -> bool:
    """Whether an instance goes to the image view; what says nothing of rows and columns has no picture."""
    if instance.transfer_syntax_uid in VIDEO:
        return video.is_available()
    return instance.rows > 0 and kind_of(instance.sop_class_uid, "") in ("image", "video")


def family_of(instance: Instance) -> Family:
    """The row for an instance."""
    if instance.transfer_syntax_uid in VIDEO:
        return VIDEO_FAMILY
    tail = instance.sop_class_uid.removeprefix(STORAGE)
    return next((family for family in FAMILIES if tail.startswith(family.prefix)), OTHER)


OTHER: Final = Family("", "Object")
VIDEO_FAMILY: Final = Family("", "Video")
FAMILIES: Final = (
    Family("88.59", "Key object selection"),
    Family("88.", "Report"),
    Family("104.", "Encapsulated document"),
    Family("11.", "Presentation state"),
    Family("66.4", "Segmentation"),
    Family("66.7", "Segmentation"),
    Family("481.3", "Structure set"),
    Family("481.", "Radiotherapy object"),
    Family("9.4.", "Audio"),
    Family("9.", "Waveform"),
)
