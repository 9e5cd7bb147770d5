"""What the service tells the viewer; the first two a viewer also says, when it comes to a new service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final, Literal

from launcher.frozen import frozen
from launcher.references import Instance, Kind, Patient, Series, Study

SeriesState = Literal["queued", "loading", "paused", "complete", "partial", "failed"]
JobState = Literal["waiting", "listing", "loading", "paused", "done", "partial", "failed", "cancelled"]
Severity = Literal["info", "warning", "error"]
SourceName = Literal["manifest", "dicomweb", "dimse", "local", "zip", "dicomdir", "url"]
ON_DISK: Final[tuple[SourceName, ...]] = ("local", "zip", "dicomdir")
"""Sources that fetch nothing from a server, or have fetched it whole: there is nothing to download again."""


@frozen
class SeriesUpdate:
    """All there is to say of one series but its instances; the newest one holds.

    ``expected`` counts promised instances, ``received`` those on disk, ``failed`` those given up; ``error`` names the
    first reason. ``order`` is its place among the promised series. ``thumbnail`` is the path of a small picture.
    ``size`` is what has come, in bytes, files that are not whole yet included; ``rate`` how much comes, in bytes a
    second.
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
    rate: float = 0.0
    source: SourceName = "manifest"
    error: str = ""
    thumbnail: str = ""
    order: int = 0
    job: int = 0


@frozen
class InstancesReceived:
    """Instances of a series that are on disk now and may be shown. A ``SeriesUpdate`` of ``key`` went before."""

    key: str
    instances: tuple[Instance, ...]


@frozen
class Welcome:
    """The service takes this viewer on.

    ``run_folder`` holds the files that follow: the viewer shares the lock in it (``channel.share_lock``), so that no
    other service cleans it away. ``suspects`` are the paths that were being decoded when a viewer died: each is to be
    decoded while nothing else is.
    """

    version: str
    run_folder: str
    suspects: tuple[str, ...] = ()
    title: str = "Wetread"


@frozen
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


@frozen
class InstanceBegun:
    """A large instance with several frames is on its way: its file, with the whole header, holds ``size`` bytes so far.

    The frames that are in these may be shown. Said again as more comes; of another ``path`` when the transfer had to
    begin anew, for then the first file is gone. A ``SeriesUpdate`` of ``key`` went before, ``InstancesReceived``
    follows when all of it has come.
    """

    key: str
    instance: Instance


@frozen
class FrameReceived:
    """One frame of the instance that is coming to ``path``, before the rest of it, as somebody looks at it.

    ``data`` is what the archive has of it, in the transfer syntax of the instance, in Base64; ``frame_index`` counts
    from 0.
    """

    path: str
    frame_index: int
    data: str


@frozen
class SeriesClosed:
    """These series leave the window."""

    keys: tuple[str, ...]


@frozen
class ImageReceived:
    """An ordinary picture (``image:get``): not DICOM, no patient."""

    job: int
    path: str
    title: str


@frozen
class ImagesClosed:
    """Pictures of ``image:get`` leave the window; all of them when ``paths`` is empty."""

    paths: tuple[str, ...] = ()


@frozen
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


@frozen
class MessageWithdrawn:
    """A message is no longer true: what was missing has come, or is not wanted any more."""

    id: int


@frozen
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


@frozen
class QuestionWithdrawn:
    """Nobody waits for this answer any more."""

    id: int


@frozen
class Command:
    """A command for the window: ``dcmview2d:*`` or ``weasis:ui``; ``options`` are the command's fields by name."""

    id: int
    name: str
    options: Mapping[str, Any]


@frozen
class Describe:
    """Tell the state of the window, as a ``Description``."""

    id: int


@frozen
class Screenshot:
    """Save what is on screen as PNG. ``view`` counts from 1, 0 for the whole window; a size of 0 is the current one.

    ``drawn``: not before the images that stand in the views are drawn.
    """

    id: int
    path: str
    view: int = 0
    width: int = 0
    height: int = 0
    drawn: bool = False


@frozen
class NodesSetUp:
    """The archives that are set up: of each its ``kind``, all its values by name, and whether it is ``final``.

    The answer to ``AskNodes``, ``KeepNode``, ``RemoveNode`` and ``ImportNodes``; ``error`` says why the wish could
    not be granted.
    """

    nodes: tuple[Mapping[str, Any], ...]
    error: str = ""


@frozen
class NodeTested:
    """How the test of an archive goes: (what, whether it worked, in words), more each time until it has ``ended``.

    ``retrieve`` is how it is best asked for images, where that could be found out.
    """

    id: int
    findings: tuple[tuple[str, bool, str], ...]
    retrieve: str = ""
    ended: bool = False


@frozen
class Matches:
    """Some more answers to a ``Search``: keyword → value as text."""

    id: int
    rows: tuple[Mapping[str, str], ...] = field(repr=False)


@frozen
class SearchEnded:
    """No more answers come. ``limited``: the archive may have more than were asked for.

    ``exit_code`` is that of the ``error``.
    """

    id: int
    count: int
    limited: bool = False
    error: str = ""
    exit_code: int = 0


@frozen
class Activate:
    """Bring the window to the front, with the desktop's activation token where the caller had one."""

    token: str = ""


@frozen
class Quit:
    """End."""


Event = (
    SeriesUpdate | InstancesReceived | Welcome | JobUpdate | InstanceBegun | FrameReceived | SeriesClosed
    | ImageReceived | ImagesClosed | Message | MessageWithdrawn | Question | QuestionWithdrawn | Command | Describe
    | Screenshot | NodesSetUp | NodeTested | Matches | SearchEnded | Activate | Quit
)  # fmt: skip
