"""What a service says, and what the store then has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from launcher.protocol.events import InstancesReceived, JobUpdate
from tests.viewer.conftest import slices


def job(number: int, *keys: str, foreground: bool = True, state: str = "loading") -> JobUpdate:
    return JobUpdate(number, f"job {number}", "manifest", state, foreground=foreground, series=keys)


def report() -> list[Any]:
    """A structured report of the patient of ``slices``, which nothing but its description exists of."""
    update, came = slices(1, series="9")
    document = replace(came.instances[0], sop_class_uid="1.2.840.10008.5.1.4.1.1.88.33")
    return [replace(update, kind="document"), InstancesReceived(came.key, (document,))]


def localiser(**changes: Any) -> list[Any]:
    """Five slices of which the second and the fourth stand at right angles to the others."""
    update, received = slices(5, **changes)
    coronal = (1.0, 0.0, 0.0, 0.0, 0.0, -1.0)
    turned = (
        replace(i, image_orientation_patient=coronal) if i.instance_number in (2, 4) else i for i in received.instances
    )
    return [update, replace(received, instances=tuple(turned))]


def titles(store: Any) -> list[str]:
    return [group.title for group in store.desk.groups]


def front(store: Any) -> str:
    return store.desk.group.title if store.desk.group is not None else ""


def notices(store: Any) -> list[Any]:
    return list(store.board.notices.notices)
