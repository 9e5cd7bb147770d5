"""What the viewer tells the service, and wishes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from launcher.frozen import frozen

QueryLevel = Literal["PATIENT", "STUDY", "SERIES", "IMAGE"]


@frozen
class Hello:
    """The viewer is here. It says what it holds (``SeriesUpdate``, ``InstancesReceived``), then sends ``Ready``."""

    version: int
    pid: int
    platform: str


@frozen
class Ready:
    """The window stands; ``at`` is when it was first shown."""

    at: float


@frozen
class ImageShown:
    """The first image of a series is on screen."""

    key: str
    sop_instance_uid: str
    at: float


@frozen
class Decoding:
    """A decoder begins with this file; if the viewer dies now, the file is a suspect."""

    path: str


@frozen
class Decoded:
    """The decoder is done with this file. ``error`` is why it could not be shown, in words, or empty."""

    path: str
    error: str = ""


@frozen
class PictureShown:
    """A picture of ``image:get`` is on screen, or (``error``) cannot be shown."""

    path: str
    error: str = ""


@frozen
class Open:
    """The user opens these (dropped, chosen): paths or addresses, no commands.

    ``recursive``: of folders, also what is in their subfolders; ``copy_first``: the medium is slow, or is to be taken
    out, so its files are copied before they are shown; ``dicom_only``: ordinary pictures are refused; ``show``: the
    images come to the front, else they are listed.
    """

    targets: tuple[str, ...]
    recursive: bool = True
    copy_first: bool = False
    dicom_only: bool = False
    show: bool = True


@frozen
class Retry:
    """Fetch again what is missing of these series; of all when there is none."""

    keys: tuple[str, ...] = ()


@frozen
class Close:
    """The user closes these series: stop their downloads, forget them."""

    keys: tuple[str, ...]


@frozen
class Pause:
    """Fetch nothing more of these series for now; of all when there is none."""

    keys: tuple[str, ...] = ()


@frozen
class Resume:
    """Go on fetching these series; all when there is none."""

    keys: tuple[str, ...] = ()


@frozen
class Cancel:
    """The user does not want to wait for the rest of these series: what has come stays, and is incomplete."""

    keys: tuple[str, ...]


@frozen
class Prioritize:
    """The user looks at this series: fetch it before the others."""

    key: str


@frozen
class FrameWanted:
    """The user looks at a frame that the file coming to ``path`` does not hold yet; ``frame_index`` counts from 0."""

    path: str
    frame_index: int


@frozen
class CancelJob:
    """The user does not want to wait for this job."""

    job: int


@frozen
class Answer:
    """The answer to a ``Question``: the name of one of its choices, and what was typed, by field."""

    id: int
    choice: str
    values: Mapping[str, str] = field(default_factory=dict, repr=False)  # passwords, among others


@frozen
class Done:
    """The answer to a ``Command`` or ``Screenshot``: what the caller prints, and the exit code."""

    id: int
    exit_code: int = 0
    text: str = ""


@frozen
class Description:
    """The answer to ``Describe``: layout, tool, sync, selected, views, images as ``wetread status --json`` has them."""

    id: int
    state: Mapping[str, Any]


@frozen
class AskNodes:
    """Which archives are set up? Answered by ``NodesSetUp``."""


@frozen
class KeepNode:
    """Set an archive up, or change it: ``kind`` dicom, web or calling, and its values by name."""

    kind: str
    values: Mapping[str, Any]


@frozen
class RemoveNode:
    """Forget an archive, or a calling name, of this kind."""

    name: str
    kind: str = ""


@frozen
class ImportNodes:
    """Take over the archives of these files, lists of Weasis; what cannot be taken is named in ``NodesSetUp.error``."""

    files: tuple[str, ...]


@frozen
class TestNode:
    """Find out what works with an archive; answered by ``NodeTested``, several times."""

    __test__ = False  # nothing for pytest
    id: int
    name: str


@frozen
class Search:
    """Ask the archive ``node``: keyword → what it must be. A ``limit`` of 0 is none.

    Answered by ``Matches``, as they come, and ``SearchEnded``; ``wetread search`` asks so, too.
    """

    id: int
    node: str
    criteria: Mapping[str, str] = field(repr=False)
    level: QueryLevel = "STUDY"
    limit: int = 0
    offset: int = 0


@frozen
class CancelSearch:
    """Nobody waits for these answers any more; ``SearchEnded`` follows within a second."""

    id: int


@frozen
class RetrieveFound:
    """Fetch what was found in the archive ``node``: of each the UIDs, down to the level that is wanted, by keyword.

    ``method`` is get, move, wado or rs, empty for the archive's own; ``calling`` names a calling node. ``when``: show
    the first image as soon as it is there, or only when all has come.
    """

    node: str
    items: tuple[Mapping[str, str], ...] = field(repr=False)
    method: str = ""
    calling: str = ""
    when: Literal["first-image", "done"] = "first-image"


@frozen
class QuitWish:
    """The user closed the window."""


@frozen
class Unusable:
    """Instead of ``Hello``: the viewer cannot start on this system; what is missing, and what to install."""

    what: str
    why: str
    todo: str


Wish = (
    Hello | Ready | ImageShown | Decoding | Decoded | PictureShown | Open | Retry | Close | Pause | Resume
    | Cancel | Prioritize | FrameWanted | CancelJob | Answer | Done | Description | AskNodes | KeepNode | RemoveNode
    | ImportNodes | TestNode | Search | CancelSearch | RetrieveFound | QuitWish | Unusable
)  # fmt: skip
