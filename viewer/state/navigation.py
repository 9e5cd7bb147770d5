"""Ways from what is in sight to something else: the next series or patient, a key image, what a document speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from launcher.references import Instance
from viewer.documents.page import Reference
from viewer.documents.selection import Selection
from viewer.model.key_images import KeyImage, KeyImages
from viewer.model.layout import LAYOUTS
from viewer.model.library import SeriesRecord
from viewer.model.stack import FrameRef
from viewer.model.viewport import StackKey
from viewer.names import joined
from viewer.state.store import Store
from viewer.words import tr


def go(store: Store, level: Literal["series", "study", "patient"], place: Literal["first", "last"] | int) -> None:
    """Show another series in the selected view: the first, the last, or so many on from the one there.

    Series are those of the patient, stack by stack; of a study or a patient, it is the first series.
    """
    group = store.desk.group
    if group is None or not (choices := store.library.choices(level, group.key)):
        return
    now = next((index for index, keys in enumerate(choices) if group.view.stack_key in keys), 0)
    wanted = {"first": 0, "last": len(choices) - 1}[place] if isinstance(place, str) else now + place
    if wanted != now and 0 <= wanted < len(choices):
        store.choose_series(*choices[wanted][0])


def show_image(store: Store, image: KeyImage) -> None:
    """Show this frame."""
    record = store.library.get(image.series_key)
    frame = FrameRef(Instance(image.sop_instance_uid), image.frame_index)
    found = record.find(frame) if record is not None else None
    if found is not None:
        store.show_series(image.series_key, found[0])
        store.change(lambda now, _: now.scrolled_to(found[1]))
    elif image.series_key in store.pictures:
        store.show_picture(image.series_key)


def show_instance(store: Store, uid: str) -> bool:
    """Show the first frame of an instance; whether it is here."""
    found = store.library.locate([uid])
    for record, _ in found.values():
        show_image(store, KeyImage(record.update.key, uid))
    return bool(found)


def key_images(store: Store) -> KeyImages:
    """Those that the user marked, then those that key object selections chose, as far as they are loaded."""
    chosen = [found for selection in store.attachments.selections() for found in _kept(selection)]
    homes = store.library.locate(found.sop_instance_uid for found in chosen)
    loaded = (found for found in chosen if found.sop_instance_uid in homes)
    named = (image for found in loaded for image in _frames(found, homes[found.sop_instance_uid][0].update.key))
    return tuple(dict.fromkeys((*store.marks.key_images, *named)))


def _kept(selection: Selection) -> tuple[Reference, ...]:
    return () if selection.is_rejection else selection.references


def _frames(found: Reference, key: str) -> Iterator[KeyImage]:
    for number in found.frame_numbers or (1,):
        yield KeyImage(key, found.sop_instance_uid, max(0, number - 1))


def told(store: Store, references: Sequence[Reference]) -> list[str]:
    """For each instance that a document speaks of, the image that it is in this window: ``series 3 (T2), image 12``."""
    homes = store.library.locate(found.sop_instance_uid for found in references)
    return [
        _told(*homes[uid]) if (uid := found.sop_instance_uid) in homes else tr("not loaded") for found in references
    ]


def _told(record: SeriesRecord, instance: Instance) -> str:
    series = record.update.series
    number = tr("series {number}", number=series.series_number) if series.series_number is not None else ""
    description = series.series_description
    described = f"{number} ({description})" if number and description else number or description
    is_image = record.update.kind in ("image", "video") and instance.instance_number is not None
    image = tr("image {number}", number=instance.instance_number) if is_image else ""
    return joined(", ", described or series.modality, image)


def follow_reference(store: Store, reference: Reference) -> bool:
    """Show the instance that a document speaks of beside the document; whether it is loaded."""
    found = store.library.locate([reference.sop_instance_uid]).get(reference.sop_instance_uid)
    if found is None:
        return False
    record, instance = found
    number, position = record.find(FrameRef(instance, reference.frame_index)) or (0, 0)
    _show_beside(store, (record.update.key, number))
    store.change(lambda now, _: now.scrolled_to(position))
    return True


def _show_beside(store: Store, wanted: StackKey) -> None:
    """Show a stack where it stands, else in an empty view, else next to the selected one."""
    key, number = wanted
    group = store.desk.group
    if group is not None and len(group.views) == 1 and group.view.series_key and group.view.stack_key != wanted:
        store.arrange(LAYOUTS["1x2"])
    group = store.desk.group
    views = group.views if group is not None else ()
    if group is None or any(view.stack_key == wanted or not view.series_key for view in views):
        store.show_series(key, number)
    else:
        store.put_series(key, (group.selected + 1) % len(views), number)
