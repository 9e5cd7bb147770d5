"""The commands: one frozen dataclass each, whose fields are its option table (``options``).

Parser, usage text, error messages and the manual's tables are all read from it; adding a command is adding a class.
"""

import re
from collections.abc import Sequence
from dataclasses import field
from typing import Any, ClassVar, Self

from launcher.errors import CommandError
from launcher.frozen import frozen
from launcher.links.options import Command, Help, option, options, repeats, shown, suggestion, usage


@frozen(kw_only=True)
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


@frozen(kw_only=True)
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


@frozen(kw_only=True)
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


@frozen(kw_only=True)
class DicomShow(Command):
    """Bring to the front what is loaded already; otherwise as dicom:qr on the default node."""

    verb: ClassVar = "dicom:show"
    needs: ClassVar = "some"
    patient: str = option("-p", "--patient", metavar="ID", help="Patient ID", default="")
    accession: str = option("-n", "--accession", metavar="NUMBER", help="Accession Number", default="")
    study: str = option("-y", "--study", metavar="UID", help="Study Instance UID", default="")
    series: str = option("-s", "--series", metavar="UID", help="Series Instance UID", default="")
    instance: str = option("-i", "--instance", metavar="UID", help="SOP Instance UID", default="")


@frozen(kw_only=True)
class DicomClose(Command):
    """Close what is open, and stop its downloads."""

    verb: ClassVar = "dicom:close"
    needs: ClassVar = "some"
    all: bool = option("-a", "--all", help="everything; other options do not matter then", default=False)
    patient: tuple[str, ...] = option("-p", "--patient", metavar="ID", help="Patient ID", default=())
    study: tuple[str, ...] = option("-y", "--study", metavar="UID", help="Study Instance UID", default=())
    series: tuple[str, ...] = option("-s", "--series", metavar="UID", help="Series Instance UID", default=())


@frozen(kw_only=True)
class ImageGet(Command):
    """Load ordinary pictures: JPEG, PNG, TIFF …."""

    verb: ClassVar = "image:get"
    needs: ClassVar = "some"
    file: tuple[str, ...] = option("-f", "--file", metavar="PATH", help="picture file", default=(), is_place=True)
    url: tuple[str, ...] = option("-u", "--url", metavar="URL", help="address of a picture", default=())


@frozen(kw_only=True)
class ImageClose(Command):
    """Close ordinary pictures."""

    verb: ClassVar = "image:close"
    needs: ClassVar = "some"
    all: bool = option("-a", "--all", help="all pictures", default=False)
    group: tuple[str, ...] = option("-g", "--group", metavar="UID", help="a group of pictures", default=())
    series: tuple[str, ...] = option("-s", "--series", metavar="UID", help="a series of pictures", default=())


@frozen(kw_only=True)
class AcquirePatient(Command):
    """Name the patient of an acquisition; understood, but Wetread does not acquire."""

    verb: ClassVar = "acquire:patient"
    xml: bool = option("-x", "--xml", help="SOURCE is XML", default=False)
    inbound: bool = option("-i", "--inbound", help="SOURCE is Base64 of gzip", default=False)
    iurlsafe: bool = option("-s", "--iurlsafe", help="SOURCE is URL-safe Base64 of gzip", default=False)
    url: bool = option("-u", "--url", help="SOURCE is an address", default=False)
    source: str = option(metavar="SOURCE", help="the patient's attributes", default="")


@frozen(kw_only=True)
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
            elif not repeats(rows[key]):
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


@frozen(kw_only=True)
class WeasisInfo(Command):
    """Print what is running."""

    verb: ClassVar = "weasis:info"
    needs: ClassVar = "some"
    version: bool = option("-v", "--version", help="version number only", default=False)
    all: bool = option("-a", "--all", help="version, folders and system", default=False)


@frozen(kw_only=True)
class WeasisUi(Command):
    """Act on the window."""

    verb: ClassVar = "weasis:ui"
    needs: ClassVar = "some"
    quit: bool = option("-q", "--quit", help="end the program", default=False)
    minimized: bool = option("-m", "--minimized", help="minimise the window", default=False)
    visible: bool = option("-v", "--visible", help="bring the window to the front", default=False)


@frozen(kw_only=True)
class WetreadTag(Command):
    """Print what the header of the image in the selected view says, a line for each tag."""

    verb: ClassVar = "wetread:tag"
    tag: tuple[str, ...] = option(
        "-t", "--tag", metavar="TAG", help="0008,1030, StudyDescription, or as for wetread tags"
    )
    compat: str = option(
        "--compat", metavar="PROGRAM", help="to the byte as it shows it", default="", choices=("imagej",)
    )


@frozen(kw_only=True)
class Dcmview2dLayout(Command):
    """Arrange the views."""

    verb: ClassVar = "dcmview2d:layout"
    needs: ClassVar = "one"
    number: int | None = option("-n", "--number", metavar="N", help="the best grid for N views", default=None)
    id: str = option("-i", "--id", metavar="ID", help="1x1, 1x2, 2x2, layout_c2x1 …", default="")


@frozen(kw_only=True)
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


@frozen(kw_only=True)
class Dcmview2dMove(Command):
    """Move the picture within the selected view."""

    verb: ClassVar = "dcmview2d:move"
    x: int = option(metavar="X", help="added to the horizontal offset, in image pixels")
    y: int = option(metavar="Y", help="added to the vertical offset, in image pixels")


@frozen(kw_only=True)
class Dcmview2dReset(Command):
    """Put the selected view back as it was first shown."""

    verb: ClassVar = "dcmview2d:reset"
    needs: ClassVar = "some"
    all: bool = option("-a", "--all", help="everything", default=False)
    names: tuple[str, ...] = option(
        metavar="PART", help="what to put back", default=(), choices=("winLevel", "zoom", "pan", "rotation")
    )


@frozen(kw_only=True)
class Dcmview2dScroll(Command):
    """Show another image of the series."""

    verb: ClassVar = "dcmview2d:scroll"
    needs: ClassVar = "one"
    set: int | None = option("-s", "--set", metavar="N", help="image number, from 1", default=None)
    increase: int | None = option("-i", "--increase", metavar="N", help="so many images forward", default=None)
    decrease: int | None = option("-d", "--decrease", metavar="N", help="so many images back", default=None)


@frozen(kw_only=True)
class Dcmview2dSynch(Command):
    """Choose how the views follow each other."""

    verb: ClassVar = "dcmview2d:synch"
    name: str = option(metavar="MODE", help="name of the mode", choices=("None", "Stack", "Tile"))


@frozen(kw_only=True)
class Dcmview2dWl(Command):
    """Change window and level of the selected view; one unit is 1/4096 of the image's range of values."""

    verb: ClassVar = "dcmview2d:wl"
    window: int = option(metavar="WINDOW", help="added to the window")
    level: int = option(metavar="LEVEL", help="added to the level")


@frozen(kw_only=True)
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


_UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, which would reach headers, and what is no text at all."""


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
                f"U+{ord(bad[0]):04X} in word {number + 1} of {shown(words[0])}",
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
    verbs = ", ".join(COMMANDS)
    todo = suggestion(word, COMMANDS, found) or f"Show this text to whoever made the link; the commands are {verbs}."
    raise CommandError(f"{shown(word)} is not a command", "", todo, f"The commands are: {verbs}")
