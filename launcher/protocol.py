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

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Literal, get_args, get_origin

from launcher.errors import ProtocolError
from launcher.references import KEYWORDS, Instance, Kind, Patient, Series, Study

SeriesState = Literal["queued", "loading", "paused", "complete", "partial", "failed"]
JobState = Literal["waiting", "listing", "loading", "paused", "done", "partial", "failed", "cancelled"]
Severity = Literal["info", "warning", "error"]
SourceName = Literal["manifest", "dicomweb", "dimse", "local", "zip", "dicomdir", "url"]


# --- front → service ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Request:
    """What a front asks. ``kind`` is the call; ``arguments`` are its words as the system handed them over.

    ``origin`` is ``link`` when a stranger may have written the arguments (the registered scheme handler), ``user`` when
    somebody typed or dropped them. ``wait`` keeps the front until its own jobs end. ``options``: of open, shallow, copy
    and password; of screenshot, view, size and when; of wait, until.
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
    files that are not whole yet included; ``rate`` how much comes, in bytes a second.
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
    ``retry`` says that fetching again may help. ``id`` is for ``MessageWithdrawn``.
    """

    time: str
    severity: Severity
    title: str
    text: str = ""
    todo: str = ""
    modal: bool = False
    id: int = 0
    retry: bool = False


@dataclass(frozen=True)
class MessageWithdrawn:
    """A message is no longer true: what was missing has come, or is not wanted any more."""

    id: int


@dataclass(frozen=True)
class Question:
    """Something only the user can decide. ``choices`` are (name, label); the first is the safe one and the default.

    ``fields`` are what the user types: (name, label, whether it is a secret); with fields, the last choice is the
    default, for it sends them.
    """

    id: int
    title: str
    text: str
    choices: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str, bool], ...] = ()


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
    out, so its files are copied before they are shown.
    """

    targets: tuple[str, ...]
    recursive: bool = True
    copy_first: bool = False


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
)  # fmt: skip
MESSAGES: dict[str, type[AnyMessage]] = {kind.__name__: kind for kind in get_args(AnyMessage)}


# --- values ↔ JSON --------------------------------------------------------------------------------------------------


def to_wire(message: AnyMessage) -> dict[str, Any]:
    """A message as a JSON object: its class's name under ``type``, then its fields."""
    return {"type": type(message).__name__, **_to_json_fields(message)}


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
        return typing.cast(AnyMessage, _from_json_fields(kind, data))
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError) as error:
        raise ProtocolError(f"A {kind.__name__} message on the local socket is damaged", str(error)[:200]) from error


def _to_json(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_to_json(item) for item in value]
    if type(value) in KEYWORDS:
        return _to_json_fields(value)
    return value


def _to_json_fields(value: Any) -> dict[str, Any]:
    names = KEYWORDS.get(type(value), {})
    return {names.get(name, name): _to_json(item) for name, item in vars(value).items()}


def _from_json_fields(kind: type, data: Mapping[str, Any]) -> Any:
    known = {}
    for name, key, convert in _converters(kind):
        if key in data:
            known[name] = convert(data[key])
    return kind(**known)


@cache
def _converters(kind: type) -> tuple[tuple[str, str, Callable[[Any], Any]], ...]:
    hints, names = typing.get_type_hints(kind), KEYWORDS.get(kind, {})
    return tuple((f.name, names.get(f.name, f.name), _converter(hints[f.name])) for f in fields(kind))


def _converter(hint: Any) -> Callable[[Any], Any]:
    """A function from a JSON value to one of type ``hint``; ``TypeError`` or ``ValueError`` if it is none."""
    if hint in KEYWORDS:
        return lambda value: _from_json_fields(hint, _checked(dict, value))
    if hint is float:
        return lambda value: float(_checked((int, float), value))
    if hint in (str, int, bool):
        return lambda value: _checked(hint, value)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return lambda value: _one_of(arguments, value)
    if origin is tuple and arguments[-1] is Ellipsis:
        item = _converter(arguments[0])
        return lambda value: tuple(item(entry) for entry in _checked(list, value))
    if origin is tuple:
        items = tuple(_converter(argument) for argument in arguments)
        return lambda value: tuple(convert(entry) for convert, entry in zip(items, _checked(list, value), strict=True))
    if origin in (typing.Union, types.UnionType):
        some = _converter(next(argument for argument in arguments if argument is not type(None)))
        return lambda value: None if value is None else some(value)
    return lambda value: _checked(dict, value)  # a Mapping, taken as it is


def _checked(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{type(value).__name__} where {kind} is due")
    return value


def _one_of(allowed: tuple[Any, ...], value: Any) -> Any:
    if value not in allowed:
        raise ValueError(f"{value!r:.40} is none of {allowed}")
    return value
