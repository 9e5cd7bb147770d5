"""Ways from what is in sight to something else: the next series or patient, a key image, what a document speaks of."""

from __future__ import annotations

from typing import Literal

from launcher.references import Instance
from viewer.documents.page import Reference
from viewer.model.key_images import KeyImage
from viewer.model.layout import LAYOUTS
from viewer.model.library import SeriesRecord
from viewer.model.stack import FrameRef
from viewer.model.viewport import StackKey
from viewer.store import Store


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


def show_instance(store: Store, uid: str) -> None:
    """Show the first frame of an instance, if it is here."""
    if (record := _series_of(store, uid)) is not None:
        show_image(store, KeyImage(record.update.key, uid))


def _series_of(store: Store, uid: str) -> SeriesRecord | None:
    return next((record for record in store.library.series() if uid in record.shown), None)


def follow_reference(store: Store, reference: Reference) -> bool:
    """Show the instance that a document speaks of beside the document; whether it is loaded."""
    uid = reference.sop_instance_uid
    record = _series_of(store, uid)
    if record is None:
        return False
    number, position = record.find(FrameRef(record.shown[uid], reference.frame_index)) or (0, 0)
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
