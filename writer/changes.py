"""What a call changes in every data set, in this order: identity, UIDs, provenance, then what the user wants."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from writer import edits
from writer.blank import blank, code
from writer.deidentify import Deidentifier, uid_tags
from writer.edits import Edit
from writer.uids import UidMap

if TYPE_CHECKING:
    from pydicom import Dataset

Uids = Literal["derived", "new", "keep"]
"""``derived``: new instances and series in the old study. ``new``: a new study too, and all else that a UID names."""

SOURCE_IMAGE = ("121322", "Source image for image processing operation")


@dataclass(frozen=True)
class Changes:
    """What is wanted, and the stand-ins of this call. ``deidentifier`` is ``None`` if the patient stays."""

    uids: Uids
    uid_map: UidMap
    edits: Sequence[Edit] = ()
    deidentifier: Deidentifier | None = None

    @property
    def none(self) -> bool:
        """Whether every data set stays as it is."""
        return self.uids == "keep" and not self.edits and self.deidentifier is None

    def apply(self, dataset: Dataset, derived: bool = True) -> None:
        """Change a data set.

        Parameters
        ----------
        derived
            Whether it gets a new instance UID and says of which image it was made, unless UIDs are kept.

        Raises
        ------
        WetreadError
            Something that is wanted cannot be done to it.
        """
        source = str(dataset.get("SOPClassUID", "")), str(dataset.get("SOPInstanceUID", ""))
        if self.deidentifier is not None:
            self.deidentifier.clean(dataset)
        if self.uids != "keep":
            self.uid_map.apply(dataset, uid_tags() if self.uids == "new" else ())
            if derived and self.deidentifier is None:  # which leaves the pixels and their history as they are
                say_derived(dataset)
                say_source(dataset, *source)
        edits.apply(self.edits, dataset)


def changes(
    uids: Uids, known: Collection[str], wanted: Sequence[Edit], anonymize: bool, kept: Collection[str]
) -> Changes:
    """``known`` are the UIDs of the instances and series that are saved."""
    if anonymize:
        uids = "keep" if "uids" in kept else "new"
    uid_map = UidMap(known if uids != "keep" else ())
    return Changes(uids, uid_map, wanted, Deidentifier(uid_map, kept) if anonymize else None)


def say_derived(dataset: Dataset) -> None:
    """PS3.3 C.7.6.1.1.2: not what the modality made. With functional groups, it is PRIMARY all the same, C.8.16.1."""
    said = dataset.get("ImageType")
    if said or "Rows" in dataset:
        values = [said] if isinstance(said, str) else list(said or ())
        second = values[1:2] if "SharedFunctionalGroupsSequence" in dataset else []
        dataset.ImageType = ["DERIVED", *(second or ["SECONDARY"]), *values[2:]]


def say_source(dataset: Dataset, sop_class_uid: str, sop_instance_uid: str) -> None:
    """Name the image that this one was made of, PS3.3 C.7.6.1.1.4; those that it names already stay."""
    if "Rows" not in dataset or not sop_instance_uid:
        return
    item = blank()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = sop_class_uid, sop_instance_uid
    item.PurposeOfReferenceCodeSequence = [code(*SOURCE_IMAGE)]
    dataset.SourceImageSequence = [*(dataset.get("SourceImageSequence") or ()), item]
