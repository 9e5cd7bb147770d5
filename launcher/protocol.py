"""What front, service and viewer say to each other: one frozen dataclass per message.

``framing.py`` turns messages into bytes, ``channel.py`` carries them. The front speaks before it has imported anything,
so its one message, ``Request``, is built as a plain dictionary there; a test holds the two together.

::

    front   ── Request ──►  service      one per connection
            ◄── Reply ────
    viewer  ── Hello ────►  service      then both sides send what happens, until one of them ends
            ◄── Welcome ──

An event speaks of a series by its ``key`` (``references.series_key``), of a click by its ``job`` number; later clicks
have higher numbers. Times are seconds of the system-wide monotonic clock, so that two processes can be compared.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from launcher.errors import ProtocolError
from launcher.references import Instance, Kind, Patient, Series, Study
from launcher.wire import from_json_fields, to_json_fields

SeriesState = Literal["queued", "loading", "paused", "complete", "partial", "failed"]
JobState = Literal["waiting", "listing", "loading", "paused", "done", "partial", "failed", "cancelled"]
Severity = Literal["info", "warning", "error"]
QueryLevel = Literal["PATIENT", "STUDY", "SERIES", "IMAGE"]
SourceName = Literal["manifest", "dicomweb", "dimse", "local", "zip", "dicomdir", "url"]
ON_DISK: Final[tuple[SourceName, ...]] = ("local", "zip", "dicomdir")
"""Sources that fetch nothing from a server, or have fetched it whole: there is nothing to download again."""


# --- front → service ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Request:
    """What a front asks. ``kind`` is the call; ``arguments`` are its words as the system handed them over.

    ``origin`` is ``link`` when a stranger may have written the arguments (the registered scheme handler), ``user`` when
    somebody typed or dropped them. ``wait`` keeps the front until its own jobs end. ``options``: of open, shallow,
    copy, dicom-only, background and password; of screenshot, view, size and when; of wait, until.
    """

    version: int
    kind: str  # open · status · wait · screenshot · quit
    arguments: tuple[str, ...] = ()
    origin: Literal["link", "user"] = "user"
    cwd: str = "/"
    activation_token: str = ""
    wait: bool = False
    timeout: float = 0.0  # seconds, 0 for the default of the call
    options: Mapping[str, str] | None = field(default=None, repr=False)  # a password may be among them


@dataclass(frozen=True)
class Reply:
    """The service's answer: what the front prints, and its exit code (``spec`` of the control interface)."""

    exit_code: int = 0
    out: str = ""
    err: str = ""


# --- both ways between service and viewer ---------------------------------------------------------------------------


@dataclass(frozen=True)
class SeriesUpdate:
    """All there is to say of one series but its instances; the newest one holds.

    ``expected`` counts promised instances, ``received`` those on disk, ``failed`` those given up; ``error`` names the
    first reason. ``order`` is its place among the promised series. ``thumbnail`` is the path of a small picture.
    """

    key: str
    patient: Patient
    study: Study
    series: Series
    kind: Kind
    state: SeriesState
    expected: int
    received: int
    failed: int
    size: int = 0
    source: SourceName = "manifest"
    error: str = ""
    thumbnail: str = ""
    order: int = 0
    job: int = 0


@dataclass(frozen=True)
class InstancesReceived:
    """Instances of a series that are on disk now and may be shown. A ``SeriesUpdate`` of ``key`` went before."""

    key: str
    instances: tuple[Instance, ...]


# --- service → viewer -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Welcome:
    """The service takes this viewer on.

    ``run_folder`` holds the files that follow: the viewer keeps ``channel.share(run_folder)`` so that no other service
    cleans it away. ``suspects`` are paths that were being decoded when a viewer died: one at a time, please.
    """

    version: str
    run_folder: str
    suspects: tuple[str, ...] = ()
    title: str = "Wetread"


@dataclass(frozen=True)
class JobUpdate:
    """What one click, file or command is doing; from the first moment of a launch.

    ``text`` is for the user: what was asked, from where, and the result. ``foreground``: its user is waiting for it, so
    its first image is to be shown, unless a later job's is, or the user has turned to something else since.
    ``series`` are the keys of its series, in order, as far as they are known. ``size`` is what has come, in bytes,
    files that are not whole yet included; ``rate`` how much comes, in bytes a second. A folder or an archive is looked
    through: ``looked_at`` of its ``files``, 0 while nobody knows how many there are. ``listed``: it is known what there
    is; until then more may be expected.
    """

    job: int
    text: str
    source: SourceName
    state: JobState
    expected: int = 0
    received: int = 0
    failed: int = 0
    foreground: bool = True
    series: tuple[str, ...] = ()
    size: int = 0
    rate: float = 0.0
    looked_at: int = 0
    files: int = 0
    listed: bool = True


@dataclass(frozen=True)
class InstanceBegun:
    """A large instance with several frames is on its way: its file, with the whole header, holds ``size`` bytes so far.

    The frames that are in these may be shown. Said again as more comes; of another ``path`` when the transfer had to
    begin anew, for then the first file is gone. A ``SeriesUpdate`` of ``key`` went before, ``InstancesReceived``
    follows when all of it has come.
    """

    key: str
    instance: Instance


@dataclass(frozen=True)
class SeriesClosed:
    """These series leave the window."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class ImageReceived:
    """An ordinary picture (``image:get``): not DICOM, no patient."""

    job: int
    path: str
    title: str


@dataclass(frozen=True)
class ImagesClosed:
    """Pictures of ``image:get`` leave the window; all of them when ``paths`` is empty."""

    paths: tuple[str, ...] = ()


@dataclass(frozen=True)
class Message:
    """Something to tell the user, now and in ``status``. ``time`` is ISO 8601 with zone.

    ``modal`` asks for a window of its own (a manifest's ``Message`` element); others stand in the message bar.
    ``retry`` says that fetching again may help, ``missing`` how many files did not come or cannot be read; of those,
    too, a window tells. ``id`` is for ``MessageWithdrawn``.
    """

    time: str
    severity: Severity
    title: str
    text: str = ""
    todo: str = ""
    modal: bool = False
    id: int = 0
    retry: bool = False
    missing: int = 0


@dataclass(frozen=True)
class MessageWithdrawn:
    """A message is no longer true: what was missing has come, or is not wanted any more."""

    id: int


@dataclass(frozen=True)
class Question:
    """Something only the user can decide. ``choices`` are (name, label); the first is the safe one and the default.

    ``fields`` are what the user types: (name, label, whether it is a secret); with fields, the last choice is the
    default, for it sends them. ``values`` are what stands in fields from the start.
    """

    id: int
    title: str
    text: str
    choices: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str, bool], ...] = ()
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class QuestionWithdrawn:
    """Nobody waits for this answer any more."""

    id: int


@dataclass(frozen=True)
class Command:
    """A command for the window: ``dcmview2d:*`` or ``weasis:ui``; ``options`` are the command's fields by name."""

    id: int
    name: str
    options: Mapping[str, Any]


@dataclass(frozen=True)
class Describe:
    """Tell the state of the window, as a ``Description``."""

    id: int


@dataclass(frozen=True)
class Screenshot:
    """Save what is on screen as PNG. ``view`` counts from 1, 0 for the whole window; a size of 0 is the current one."""

    id: int
    path: str
    view: int = 0
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class NodesSetUp:
    """The archives that are set up: of each its ``kind``, all its values by name, and whether it is ``final``.

    The answer to ``AskNodes``, ``KeepNode``, ``RemoveNode`` and ``ImportNodes``; ``error`` says why the wish could
    not be granted.
    """

    nodes: tuple[Mapping[str, Any], ...]
    error: str = ""


@dataclass(frozen=True)
class NodeTested:
    """How the test of an archive goes: (what, whether it worked, in words), more each time until it has ``ended``.

    ``retrieve`` is how it is best asked for images, where that could be found out.
    """

    id: int
    findings: tuple[tuple[str, bool, str], ...]
    retrieve: str = ""
    ended: bool = False


@dataclass(frozen=True)
class Matches:
    """Some more answers to a ``Search``: keyword → value as text."""

    id: int
    rows: tuple[Mapping[str, str], ...] = field(repr=False)


@dataclass(frozen=True)
class SearchEnded:
    """No more answers come. ``limited``: the archive may have more than were asked for."""

    id: int
    count: int
    limited: bool = False
    error: str = ""


@dataclass(frozen=True)
class Activate:
    """Bring the window to the front, with the desktop's activation token where the caller had one."""

    token: str = ""


@dataclass(frozen=True)
class Quit:
    """End."""


# --- viewer → service -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hello:
    """The viewer is here. It says what it holds (``SeriesUpdate``, ``InstancesReceived``), then sends ``Ready``."""

    version: int
    pid: int
    platform: str


@dataclass(frozen=True)
class Ready:
    """The window stands; ``at`` is when it was first shown."""

    at: float


@dataclass(frozen=True)
class ImageShown:
    """The first image of a series is on screen."""

    key: str
    sop_instance_uid: str
    at: float


@dataclass(frozen=True)
class Decoding:
    """A decoder begins with this file; if the viewer dies now, the file is a suspect."""

    path: str


@dataclass(frozen=True)
class Decoded:
    """The decoder is done with this file. ``error`` is why it could not be shown, in words, or empty."""

    path: str
    error: str = ""


@dataclass(frozen=True)
class PictureShown:
    """A picture of ``image:get`` is on screen, or (``error``) cannot be shown."""

    path: str
    error: str = ""


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Retry:
    """Fetch again what is missing of these series; of all when there is none."""

    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Close:
    """The user closes these series: stop their downloads, forget them."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class Pause:
    """Fetch nothing more of these series for now; of all when there is none."""

    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resume:
    """Go on fetching these series; all when there is none."""

    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cancel:
    """The user does not want to wait for the rest of these series: what has come stays, and is incomplete."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class Prioritize:
    """The user looks at this series: fetch it before the others."""

    key: str


@dataclass(frozen=True)
class CancelJob:
    """The user does not want to wait for this job."""

    job: int


@dataclass(frozen=True)
class Answer:
    """The answer to a ``Question``: the name of one of its choices, and what was typed, by field."""

    id: int
    choice: str
    values: Mapping[str, str] = field(default_factory=dict, repr=False)  # passwords, among others


@dataclass(frozen=True)
class Done:
    """The answer to a ``Command`` or ``Screenshot``: what the caller prints, and the exit code."""

    id: int
    exit_code: int = 0
    text: str = ""


@dataclass(frozen=True)
class Description:
    """The answer to ``Describe``: layout, tool, sync, selected, views, images as ``wetread status --json`` has them."""

    id: int
    state: Mapping[str, Any]


@dataclass(frozen=True)
class AskNodes:
    """Which archives are set up? Answered by ``NodesSetUp``."""


@dataclass(frozen=True)
class KeepNode:
    """Set an archive up, or change it: ``kind`` dicom, web or calling, and its values by name."""

    kind: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class RemoveNode:
    """Forget an archive."""

    name: str


@dataclass(frozen=True)
class ImportNodes:
    """Take over the archives of these files, lists of Weasis; what cannot be taken is named in ``NodesSetUp.error``."""

    files: tuple[str, ...]


@dataclass(frozen=True)
class TestNode:
    """Find out what works with an archive; answered by ``NodeTested``, several times."""

    __test__ = False  # nothing for pytest
    id: int
    name: str


@dataclass(frozen=True)
class Search:
    """Ask the archive ``node``: keyword → what it must be. A ``limit`` of 0 is none.

    Answered by ``Matches``, as they come, and ``SearchEnded``.
    """

    id: int
    node: str
    criteria: Mapping[str, str] = field(repr=False)
    level: QueryLevel = "STUDY"
    limit: int = 0
    offset: int = 0


@dataclass(frozen=True)
class CancelSearch:
    """Nobody waits for these answers any more; ``SearchEnded`` follows within a second."""

    id: int


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class QuitWish:
    """The user closed the window."""


@dataclass(frozen=True)
class Unusable:
    """Instead of ``Hello``: the viewer cannot start on this system; what is missing, and what to install."""

    what: str
    why: str
    todo: str


AnyMessage = (
    Request | Reply | SeriesUpdate | InstancesReceived | Welcome | JobUpdate | SeriesClosed | ImageReceived
    | ImagesClosed | Message | MessageWithdrawn | Question | QuestionWithdrawn | Command | Describe | Screenshot
    | Activate | Quit | Hello | Ready | ImageShown | Decoding | Decoded | PictureShown | Open | Retry | Close
    | Prioritize | Pause | Resume | Cancel | CancelJob | Answer | Done | Description | QuitWish | Unusable
    | NodesSetUp | NodeTested | Matches | SearchEnded | AskNodes | KeepNode | RemoveNode | ImportNodes
    | TestNode | Search | CancelSearch | RetrieveFound | InstanceBegun
)  # fmt: skip
MESSAGES: dict[str, type[AnyMessage]] = {kind.__name__: kind for kind in get_args(AnyMessage)}


def to_wire(message: AnyMessage) -> dict[str, Any]:
    """A message as a JSON object: its class's name under ``type``, then its fields."""
    return {"type": type(message).__name__, **to_json_fields(message)}


def from_wire(data: Mapping[str, Any]) -> AnyMessage:
    """The message that a JSON object stands for; fields that this version does not know are ignored.

    Raises
    ------
    ProtocolError
        An unknown type, a field that is missing, or a value of the wrong kind.
    """
    kind = MESSAGES.get(str(data.get("type")))
    if kind is None:
        raise ProtocolError("A message on the local socket is not known here", repr(data.get("type"))[:80])
    try:
        return typing.cast(AnyMessage, from_json_fields(kind, data))
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError) as error:
        raise ProtocolError(f"A {kind.__name__} message on the local socket is damaged", str(error)[:200]) from error
