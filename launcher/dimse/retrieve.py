"""What C-GET and C-MOVE have in common, PS3.4 C.4.2 and C.4.3: what is asked for, and how it ends."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from launcher.dimse.statuses import CANCELLED, PENDING, SOME_FAILED, SUCCESS, code_of, failure

if TYPE_CHECKING:
    from pydicom import Dataset

    from launcher.nodes.node import DicomNode

Level = Literal["STUDY", "SERIES", "IMAGE"]


def identifier_of(level: Level, wanted: Mapping[str, str]) -> Dataset:
    """The identifier of a request.

    Parameters
    ----------
    wanted
        Keyword → UID, the unique keys of the level and those above it; several UIDs of the level by backslashes.
    """
    from pydicom import Dataset

    identifier = Dataset()
    identifier.QueryRetrieveLevel = level
    for keyword, value in wanted.items():
        setattr(identifier, keyword, value.split("\\") if "\\" in value else value)
    return identifier


def check_last(status: Dataset, node: DicomNode, stop: threading.Event | None) -> None:
    """Look at the last answer to a request: whoever was told to stop may end it in any way.

    Raises
    ------
    WetreadError
        The archive says that it could send nothing.
    """
    ended_well = code_of(status) in (*PENDING, SUCCESS, SOME_FAILED, CANCELLED)
    if not ended_well and not (stop is not None and stop.is_set()):
        raise failure(status, node.name)
