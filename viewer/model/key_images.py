"""Images that the user has marked."""

from __future__ import annotations

from collections.abc import Iterable

from launcher.frozen import frozen


@frozen
class KeyImage:
    """One frame, and the series it is shown in."""

    series_key: str
    sop_instance_uid: str
    frame_index: int = 0


KeyImages = tuple[KeyImage, ...]
"""In the order in which they were marked."""


def toggled(images: KeyImages, image: KeyImage) -> KeyImages:
    """With one more mark, or one less."""
    return tuple(i for i in images if i != image) if image in images else (*images, image)


def without_instances(images: KeyImages, uids: Iterable[str]) -> KeyImages:
    """With no mark on these instances."""
    gone = set(uids)
    return tuple(image for image in images if image.sop_instance_uid not in gone)
