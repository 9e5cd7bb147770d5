"""The commands: one frozen dataclass each, whose fields are its option table.

Parser, usage text, error messages and the manual's tables are all read from it; adding a command is adding a class. The
annotation decides how an option is read: ``bool`` is a flag, ``tuple`` may repeat, else the last one counts. A field
without a default must be given. There is no shell: a word is a value, whatever it holds.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, ClassVar, Literal, Self

from launcher.errors import CommandError


def option(
    *flags: str,
    help: str,
    metavar: str = "",
    default: Any = MISSING,
    choices: tuple[str, ...] = (),
    is_place: bool = False,
) -> Any:
    """One row of a command's option table; without ``flags`` it is a positional word.

    ``is_place`` marks what may be a path, which is relative to the caller's folder. Values are no part of a command's
    ``repr``, so that a token or a patient's ID never reaches a log by accident.
    """
    table = {"flags": flags, "help": help, "metavar": metavar, "choices": choices, "is_place": is_place}
    return field(default=default, repr=False, metadata=table)


@dataclass(frozen=True, kw_only=True)
class Command:
    """Something that Wetread can be told to do."""

    verb: ClassVar[str] = ""
    needs: ClassVar[Literal["", "some", "one"]] = ""
    """Whether at least some option, or exactly one, must be given."""

    @classmethod
    def from_words(cls, words: Sequence[str]) -> Self:
        """Read the words after the verb by the option table.

        Raises
        ------
        CommandError
            A word that the table does not allow, or one that is missing.
        """
        known: dict[str, Any] = {}
        for f, text in _assignments(cls, words):
            if _is_flag(f):
                known[f.name] = True
            elif not _repeats(f):
                known[f.name] = _value(cls, f, text)
            elif text:  # a template that was filled with nothing gives an empty value
                known[f.name] = (*known.get(f.name, ()), _value(cls, f, text))
        _check_complete(cls, known)
        return cls(**known)


@dataclass(frozen=True, kw_only=True)
class Help(Command):
    """The answer to ``--help``: the usage text of the command ``name``."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class DicomGet(Command):
    """Load DICOM files, folders, ZIPs and manifests."""

    verb: ClassVar = "dicom:get"
    needs: ClassVar = "some"
    local: tuple[str, ...] = option(
        "-l", "--local", metavar="PATH", help="file, or folder with all it holds", default=(), is_place=True
    )
    remote: tuple[str, ...] = option("-r", "--remote", metavar="URL", help="address of one DICOM file", default=())
    wado: tuple[str, ...] = option(
        "-w", "--wado", metavar="URL", help="address or path of a manifest", default=(), is_place=True
    )
    zip: tuple[str, ...] = option(
        "-z", "--zip", metavar="URL", help="address or path of a ZIP with DICOM files", default=(), is_place=True
    )
    iwado: tuple[str, ...] = option("-i", "--iwado", metavar="BASE64", help="the gzipped manifest itself", default=())
    portable: bool = option("-p", "--portable", help="the DICOM folders beside the program", default=False)


@dataclass(frozen=True, kw_only=True)
class DicomRs(Command):
    """Load series from a DICOMweb service."""

    verb: ClassVar = "dicom:rs"
    url: str = option("-u", "--url", metavar="URL", help="root of the service")
    request: tuple[str, ...] = option(
        "-r", "--request", metavar="QUERY", help="studyUID=, seriesUID=, accessionNumber=, patientID= …"
    )
    header: tuple[str, ...] = option("-H", "--header", metavar="NAME:VALUE", help="header of every request", default=())
    query_header: tuple[str, ...] = option(
        "--query-header", metavar="NAME:VALUE", help="header of the queries only", default=()
    )
    retrieve_header: tuple[str, ...] = option(
        "--retrieve-header", metavar="NAME:VALUE", help="header of the retrieval only", default=()
    )
    query_ext: str = option("--query-ext", metavar="TEXT", help="added to each query, begins with &", default="")
    retrieve_ext: str = option("--retrieve-ext", metavar="TEXT", help="added to each retrieval", default="")
    accept_ext: str = option("--accept-ext", metavar="TEXT", help="first tried in Accept", default="transfer-syntax=*")
    auth_uid: str = option("--auth-uid", metavar="ID", help="authentication that is set up here", default="")
    oidc_iss: str = option("--oidc-iss", metavar="URL", help="OpenID Connect issuer", default="")
    oidc_login: str = option("--oidc-login", metavar="HINT", help="OpenID Connect login hint", default="")
    show_whole_study: bool = option(
        "--show-whole-study", help="with seriesUID=: the study's other series too, after it", default=False
    )


@dataclass(frozen=True, kw_only=True)
class DicomQr(Command):
    """Query an archive that is set up here, and retrieve what it finds."""

    verb: ClassVar = "dicom:qr"
    node: str = option("-n", "--node", metavar="NAME", help="name or AE title; else the default node", default="")
    request: tuple[str, ...] = option(
        "-r", "--request", metavar="QUERY", help="studyUID=, seriesUID=, accessionNumber=, patientID= or TAG=VALUE"
    )
    retrieve: str = option(
        "-m", "--retrieve", metavar="METHOD", help="how to fetch", default="", choices=("get", "move", "wado", "rs")
    )


@dataclass(frozen=True, kw_only=True)
class DicomShow(Command):
    """Bring to the front what is loaded already; otherwise as dicom:qr on the default node."""

    verb: ClassVar = "dicom:show"
    needs: ClassVar = "some"
    patient: str = option("-p", "--patient", metavar="ID", help="Patient ID", default="")
    accession: str = option("-n", "--accession", metavar="NUMBER", help="Accession Number", default="")
    study: str = option("-y", "--study", metavar="UID", help="Study Instance UID", default="")
    series: str = option("-s", "--series", metavar="UID", help="Series Instance UID", default="")
    instance: str = option("-i", "--instance", metavar="UID", help="SOP Instance UID", default="")


@dataclass(frozen=True, kw_only=True)
class DicomClose(Command):
    """Close what is open, and stop its downloads."""

    verb: ClassVar = "dicom:close"
    needs: ClassVar = "some"
    all: bool = option("-a", "--all", help="everything; other options do not matter then", default=False)
    patient: tuple[str, ...] = option("-p", "--patient", metavar="ID", help="Patient ID", default=())
    study: tuple[str, ...] = option("-y", "--study", metavar="UID", help="Study Instance UID", default=())
    series: tuple[str, ...] = option("-s", "--series", metavar="UID", help="Series Instance UID", default=())


@dataclass(frozen=True, kw_only=True)
class ImageGet(Command):
    """Load ordinary pictures: JPEG, PNG, TIFF …."""

    verb: ClassVar = "image:get"
    needs: ClassVar = "some"
    file: tuple[str, ...] = option("-f", "--file", metavar="PATH", help="picture file", default=(), is_place=True)
    url: tuple[str, ...] = option("-u", "--url", metavar="URL", help="address of a picture", default=())


@dataclass(frozen=True, kw_only=True)
class ImageClose(Command):
    """Close ordinary pictures."""

    verb: ClassVar = "image:close"
    needs: ClassVar = "some"
    all: bool = option("-a", "--all", help="all pictures", default=False)
    group: tuple[str, ...] = option("-g", "--group", metavar="UID", help="a group of pictures", default=())
    series: tuple[str, ...] = option("-s", "--series", metavar="UID", help="a series of pictures", default=())


@dataclass(frozen=True, kw_only=True)
class AcquirePatient(Command):
    """Name the patient of an acquisition; understood, but Wetread does not acquire."""

    verb: ClassVar = "acquire:patient"
    xml: bool = option("-x", "--xml", help="SOURCE is XML", default=False)
    inbound: bool = option("-i", "--inbound", help="SOURCE is Base64 of gzip", default=False)
    iurlsafe: bool = option("-s", "--iurlsafe", help="SOURCE is URL-safe Base64 of gzip", default=False)
    url: bool = option("-u", "--url", help="SOURCE is an address", default=False)
    source: str = option(metavar="SOURCE", help="the patient's attributes", default="")


@dataclass(frozen=True, kw_only=True)
class WeasisConfig(Command):
    """Settings of one launch, each as key="value"; unknown keys are left alone."""

    verb: ClassVar = "weasis:config"
    cdb: str = option("cdb=", metavar="URL", help="code base; noted, nothing is loaded from it", default="")
    pro: tuple[str, ...] = option("pro=", metavar='"NAME VALUE"', help="property, by name and value", default=())
    arg: tuple[str, ...] = option("arg=", metavar="COMMAND", help="one more command", default=())
    auth: str = option(
        "auth=",
        metavar="VALUE",
        help="Authorization for the servers that the link names",
        default="",
    )
    wcfg: str = option("wcfg=", metavar="URL", help="address of a remote configuration", default="")
    ignored: tuple[str, ...] = field(default=(), repr=False)
    """Keys that are not known, in order."""

    @classmethod
    def from_words(cls, words: Sequence[str]) -> Self:
        """Read ``key=value`` words; a key alone, as ``cdb`` of older connectors, means an empty value."""
        rows = {f.name: f for f in options(cls)}
        known: dict[str, Any] = {}
        for word in words:
            key, _, value = word.partition("=")
            if key not in rows:
                known["ignored"] = (*known.get("ignored", ()), key)
            elif not _repeats(rows[key]):
                known[key] = value
            elif value:
                known[key] = (*known.get(key, ()), value)
        return cls(**known)

    @property
    def properties(self) -> tuple[tuple[str, str], ...]:
        """Name and value of each ``pro``, cut at the first blank, or at the first ``+`` when there is no blank."""
        cut = (
            re.split(r"\s+" if re.search(r"\s", text.strip()) else r"\+", text.strip(), maxsplit=1) for text in self.pro
        )
        return tuple((name, value) for name, value, *_ in ((*parts, "") for parts in cut))


@dataclass(frozen=True, kw_only=True)
class WeasisInfo(Command):
    """Print what is running."""

    verb: ClassVar = "weasis:info"
    needs: ClassVar = "some"
    version: bool = option("-v", "--version", help="version number only", default=False)
    all: bool = option("-a", "--all", help="version, folders and system", default=False)


@dataclass(frozen=True, kw_only=True)
class WeasisUi(Command):
    """Act on the window."""

    verb: ClassVar = "weasis:ui"
    needs: ClassVar = "some"
    quit: bool = option("-q", "--quit", help="end the program", default=False)
    minimized: bool = option("-m", "--minimized", help="minimise the window", default=False)
    visible: bool = option("-v", "--visible", help="bring the window to the front", default=False)


@dataclass(frozen=True, kw_only=True)
class WetreadTag(Command):
    """Print what the header of the image in the selected view says, a line for each tag."""

    verb: ClassVar = "wetread:tag"
    tag: tuple[str, ...] = option(
        "-t", "--tag", metavar="TAG", help="0008,1030, StudyDescription, or as for wetread tags"
    )
    compat: str = option(
        "--compat", metavar="PROGRAM", help="to the byte as it shows it", default="", choices=("imagej",)
    )


@dataclass(frozen=True, kw_only=True)
class Dcmview2dLayout(Command):
    """Arrange the views."""

    verb: ClassVar = "dcmview2d:layout"
    needs: ClassVar = "one"
    number: int | None = option("-n", "--number", metavar="N", help="the best grid for N views", default=None)
    id: str = option("-i", "--id", metavar="ID", help="1x1, 1x2, 2x2, layout_c2x1 …", default="")


@dataclass(frozen=True, kw_only=True)
class Dcmview2dMouseLeftAction(Command):
    """Choose the tool of the left mouse button."""

    verb: ClassVar = "dcmview2d:mouseLeftAction"
    name: str = option(
        metavar="TOOL",
        help="name of the tool",
        choices=(
            "sequence", "winLevel", "zoom", "pan", "rotation", "crosshair", "measure", "draw", "contextMenu", "none",
        ),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Dcmview2dMove(Command):
    """Move the picture within the selected view."""

    verb: ClassVar = "dcmview2d:move"
    x: int = option(metavar="X", help="added to the horizontal offset, in image pixels")
    y: int = option(metavar="Y", help="added to the vertical offset, in image pixels")


@dataclass(frozen=True, kw_only=True)
class Dcmview2dReset(Command):
    """Put the selected view back as it was first shown."""

    verb: ClassVar = "dcmview2d:reset"
    needs: ClassVar = "some"
    all: bool = option("-a", "--all", help="everything", default=False)
    names: tuple[str, ...] = option(
        metavar="PART", help="what to put back", default=(), choices=("winLevel", "zoom", "pan", "rotation")
    )


@dataclass(frozen=True, kw_only=True)
class Dcmview2dScroll(Command):
    """Show another image of the series."""

    verb: ClassVar = "dcmview2d:scroll"
    needs: ClassVar = "one"
    set: int | None = option("-s", "--set", metavar="N", help="image number, from 1", default=None)
    increase: int | None = option("-i", "--increase", metavar="N", help="so many images forward", default=None)
    decrease: int | None = option("-d", "--decrease", metavar="N", help="so many images back", default=None)


@dataclass(frozen=True, kw_only=True)
class Dcmview2dSynch(Command):
    """Choose how the views follow each other."""

    verb: ClassVar = "dcmview2d:synch"
    name: str = option(metavar="MODE", help="name of the mode", choices=("None", "Stack", "Tile"))


@dataclass(frozen=True, kw_only=True)
class Dcmview2dWl(Command):
    """Change window and level of the selected view; one unit is 1/4096 of the image's range of values."""

    verb: ClassVar = "dcmview2d:wl"
    window: int = option(metavar="WINDOW", help="added to the window")
    level: int = option(metavar="LEVEL", help="added to the level")


@dataclass(frozen=True, kw_only=True)
class Dcmview2dZoom(Command):
    """Zoom the selected view."""

    verb: ClassVar = "dcmview2d:zoom"
    needs: ClassVar = "one"
    set: float | None = option(
        "-s", "--set", metavar="V", help="magnification; 0 initial, -200 best fit, -100 real size", default=None
    )
    increase: int | None = option("-i", "--increase", metavar="N", help="N small steps nearer", default=None)
    decrease: int | None = option("-d", "--decrease", metavar="N", help="N small steps away", default=None)


COMMANDS: dict[str, type[Command]] = {
    command.verb: command
    for command in (
        DicomGet, DicomRs, DicomQr, DicomShow, DicomClose, ImageGet, ImageClose, AcquirePatient,
        WeasisConfig, WeasisInfo, WeasisUi, WetreadTag,
        Dcmview2dLayout, Dcmview2dMouseLeftAction, Dcmview2dMove, Dcmview2dReset, Dcmview2dScroll, Dcmview2dSynch,
        Dcmview2dWl, Dcmview2dZoom,
    )
}  # fmt: skip
"""Every command by its verb, in the manual's order."""


# --- words → command ------------------------------------------------------------------------------------------------

_UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, which would reach headers, and what is no text at all."""

_NUMBER = re.compile(r"[+-]?([0-9]{1,9}(\.[0-9]{0,9})?|\.[0-9]{1,9})")


def parse(words: Sequence[str]) -> Command:
    """The command that ``words`` say: a verb, in any case and without its scope where that is clear, then its options.

    Raises
    ------
    CommandError
        The word at fault, what was perhaps meant, and the usage text of the command.
    """
    if not words:
        raise CommandError("A command is missing", "nothing follows the $", "Write for example: dicom:get -w URL")
    for number, word in enumerate(words):
        if bad := _UNWANTED.search(word):
            raise CommandError(
                "A command holds a character that is not allowed in it",
                f"U+{ord(bad[0]):04X} in word {number + 1} of {_shown(words[0])}",
            )
    command, rest = _command(words[0]), words[1:]
    before = rest[: rest.index("--")] if "--" in rest else rest
    if "-?" in before or "--help" in before:
        return Help(name=command.verb, text=usage(command))
    return command.from_words(rest)


def _command(word: str) -> type[Command]:
    asked = word.lower()
    found = [verb for verb in COMMANDS if asked in (verb.lower(), verb.lower().partition(":")[2])]
    if len(found) == 1:
        return COMMANDS[found[0]]
    all_verbs = f"The commands are: {', '.join(COMMANDS)}"
    raise CommandError(f"{_shown(word)} is not a command", "", _suggestion(word, COMMANDS, found), all_verbs)


def _assignments(command: type[Command], words: Sequence[str]) -> Iterator[tuple[Field[Any], str]]:
    """Each option with its text, in the order of the words; a flag's text is empty."""
    positional = [f for f in options(command) if not f.metadata["flags"]]
    rest = iter(words)
    for word in rest:
        if word == "--":
            for value in rest:
                yield _positional(command, positional, value), value
        elif word.startswith("--"):
            yield _long(command, word, rest)
        elif word.startswith("-") and word != "-" and not _NUMBER.fullmatch(word):
            yield from _short(command, word, rest)
        else:
            yield _positional(command, positional, word), word


def _long(command: type[Command], word: str, rest: Iterator[str]) -> tuple[Field[Any], str]:
    """``--name value``, ``--name=value``, or the beginning of a name that no other option shares."""
    name, equals, value = word.partition("=")
    table = {flag: f for f in options(command) for flag in f.metadata["flags"] if flag.startswith("--")}
    found = [name] if name in table else [flag for flag in table if flag.startswith(name)]
    if len(found) != 1:
        raise _wrong(command, f"{command.verb} has no option {_shown(name)}", todo=_suggestion(name, table, found))
    f = table[found[0]]
    if _is_flag(f):
        if equals:
            raise _wrong(command, f"{found[0]} of {command.verb} takes no value")
        return f, ""
    return f, value if equals else _next(command, found[0], rest)


def _short(command: type[Command], word: str, rest: Iterator[str]) -> Iterator[tuple[Field[Any], str]]:
    """``-o value``, ``-ovalue``, ``-o=value``, and flags in a cluster."""
    for place, letter in enumerate(word[1:], start=2):
        flag = f"-{letter}"
        f = next((f for f in options(command) if flag in f.metadata["flags"]), None)
        if f is None:
            raise _wrong(command, f"{command.verb} has no option {flag}")
        if not _is_flag(f):
            attached = word[place:].removeprefix("=")
            yield f, attached if len(word) > place else _next(command, flag, rest)
            return
        yield f, ""


def _next(command: type[Command], flag: str, rest: Iterator[str]) -> str:
    value = next(rest, None)
    if value is None or any(value in f.metadata["flags"] for f in options(command)):
        raise _wrong(command, f"{flag} of {command.verb} needs a value", f"{value or 'nothing'} follows it")
    return value


def _positional(command: type[Command], left: list[Field[Any]], word: str) -> Field[Any]:
    """The field that takes a positional word; a repeating one takes all that follow."""
    if not left:
        raise _wrong(
            command, f"{command.verb} cannot use the word {_shown(word)}", "", "A value with a blank needs quotes."
        )
    return left[0] if _repeats(left[0]) else left.pop(0)


def _value(command: type[Command], f: Field[Any], text: str) -> Any:
    if f.type in _NUMBERS:
        wanted, convert = _NUMBERS[f.type]
        number = convert(text) if _NUMBER.fullmatch(text) else None
        if number is None:
            raise _wrong(command, f"{_name(f)} of {command.verb} needs {wanted}", f"{_shown(text)} is none")
        return number
    choices: tuple[str, ...] = f.metadata["choices"]
    if not choices:
        return text
    chosen = next((choice for choice in choices if choice.lower() == text.lower()), None)
    if chosen is None:
        why = f"{_shown(text)} is none of {', '.join(choices)}"
        raise _wrong(command, f"{_name(f)} of {command.verb} is not known", why, _suggestion(text, choices))
    return chosen


def _whole(text: str) -> int | None:
    return int(text) if "." not in text else None


_NUMBERS: dict[Any, tuple[str, Callable[[str], float | None]]] = {
    int: ("a whole number", _whole),
    int | None: ("a whole number", _whole),
    float | None: ("a number", float),
}


def _check_complete(command: type[Command], known: dict[str, Any]) -> None:
    missing = [_name(f) for f in options(command) if f.default is MISSING and known.get(f.name, "") == ""]
    if missing:
        raise _wrong(command, f"{command.verb} needs {' and '.join(missing)}")
    given = [_name(f) for f in options(command) if known.get(f.name, "") != ""]
    if command.needs and not given:
        raise _wrong(command, f"{command.verb} does not say what to do", "no option is given")
    if command.needs == "one" and len(given) > 1:
        raise _wrong(command, f"{command.verb} takes one option only", f"{' and '.join(given)} are given")


def _wrong(command: type[Command], what: str, why: str = "", todo: str = "") -> CommandError:
    return CommandError(what, why, todo, usage(command))


def _suggestion(word: str, known: Iterable[str], sure: Sequence[str] = ()) -> str:
    if not sure and len(word) < 40:
        from difflib import get_close_matches  # only a wrong word needs it

        by_fold = {name.lower(): name for name in known}
        sure = [by_fold[near] for near in get_close_matches(word.lower(), by_fold, n=2)]
    return f"Did you mean {' or '.join(sure)}?" if sure else ""


def _shown(word: str) -> str:
    """A word for an error message: enough of it to find it, never a whole token."""
    return f"“{word}”" if len(word) <= 24 else f"“{word[:8]}…”"


# --- the table, read ------------------------------------------------------------------------------------------------


def options(command: type[Command]) -> tuple[Field[Any], ...]:
    """The option table of a command, row by row."""
    return tuple(f for f in fields(command) if f.metadata)


def _is_flag(f: Field[Any]) -> bool:
    return f.type is bool


def _repeats(f: Field[Any]) -> bool:
    return f.type == tuple[str, ...]


def _name(f: Field[Any]) -> str:
    return "/".join(f.metadata["flags"]) or str(f.metadata["metavar"])


def _forms(f: Field[Any]) -> str:
    """How an option is written: ``-w, --wado URL``."""
    flags = ", ".join(f.metadata["flags"])
    blank = "" if not flags or _is_flag(f) or flags.endswith("=") else " "
    return f"{flags}{blank}{f.metadata['metavar']}{' …' if _repeats(f) else ''}"


def _help(f: Field[Any]) -> str:
    choices = f.metadata["choices"]
    notes = [
        f.metadata["help"],
        *([", ".join(choices)] if choices else []),
        *(["required"] if f.default is MISSING else []),
    ]
    return "; ".join(notes)


_NEEDS = {"": "", "some": " At least one option is needed.", "one": " Exactly one option is needed."}


def usage(command: type[Command]) -> str:
    """The usage text: what the command does, and a line per option; ``…`` marks what may repeat."""
    rows = [(_forms(f), _help(f)) for f in options(command)]
    width = max(len(forms) for forms, _ in rows)
    head = f"{command.verb}: {command.__doc__}{_NEEDS[command.needs]}"
    return "\n".join([head, *(f"  {forms:{width}}  {help}" for forms, help in rows)])


def markdown(command: type[Command]) -> str:
    """The same for the manual: a heading and a table."""
    rows = [f"| `{_forms(f)}` | {_help(f)} |" for f in options(command)]
    head = [f"### `{command.verb}`", "", f"{command.__doc__}{_NEEDS[command.needs]}", "", "| option | meaning |"]
    return "\n".join([*head, "|---|---|", *rows])
