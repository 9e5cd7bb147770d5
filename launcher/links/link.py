r"""What the system hands over, read: links and arguments → words → commands. Text in, values out.

A link is opaque text until it has been read here; it is decoded once, split once, and never goes near a shell.

Quotes, the same in links and in what a user types
    ``"…"`` and ``'…'`` hold blanks; pieces that touch are one word; ``\"`` is a quote within double quotes. Every other
    character, a backslash included, stands for itself.

Links that were cut on their way
    A published template lacks its very last quote, so a quote that is still open at the end is closed silently if its
    value looks complete. What looks cut is refused as a whole, for a part of a link may do harm: an open quote around
    nothing, around a name without its value, around an address without its path or around further options; an address
    that ends before its host; half a percent escape; a ``$`` without the rest of its command word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Literal

from launcher.errors import LinkError, WetreadError
from launcher.links.commands import COMMANDS, DicomGet, DicomRs, parse
from launcher.links.foreign import is_foreign, translated
from launcher.links.options import Command, options

LENGTH_LIMIT = 2 << 20
"""Characters in one argument; browsers pass links of up to this length."""

COMMAND_LIMIT = 1000
"""Commands in one argument."""

Origin = Literal["link", "user"]

_LINK = re.compile(r"(?P<scheme>weasis(?:-[^:/?$%\s]*)?|wetread):(?://)?(?P<body>.*)", re.IGNORECASE | re.DOTALL)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_WEB_ADDRESS = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_UID = r"([0-9]+(?:\.[0-9]+)+)"
_RESOURCE = re.compile(
    rf"(https?://[^?#]+)/studies/{_UID}(?:/series/{_UID}(?:/instances/{_UID})?)?/?", re.IGNORECASE | re.ASCII
)
"""What a DICOMweb archive has, by its address, PS3.18 10.4.1."""
_DRIVE = re.compile(r"[a-z]:[\\/]", re.IGNORECASE)


# --- arguments → commands -------------------------------------------------------------------------------------------


def parse_arguments(arguments: Sequence[str], cwd: str, origin: Origin) -> tuple[Command | WetreadError, ...]:
    """Read the words of one call: a link's commands, then the others in their order.

    Each command stands for itself: one that is wrong is an error in its place, the rest can run. A link that cannot be
    read is wrong as a whole.

    Parameters
    ----------
    arguments
        Links, ``$`` commands, paths and addresses. Words after a ``$`` word belong to its command, until the next one
        or a lone ``$``.
    cwd
        Absolute path of the folder that relative paths start from.
    origin
        ``link`` for words that a stranger may have written: exactly one is accepted then, and it must be a link, an
        absolute path or a ``file:`` URL.
    """
    if origin == "link":
        try:
            _check_stranger(arguments)
        except LinkError as error:
            return (error,)
    links = [[argument] for argument in arguments if _is_any_link(argument)]
    others = _groups([argument for argument in arguments if not _is_any_link(argument)])
    return tuple(result for group in (*links, *others) for result in _read(group, cwd))


def is_link(argument: str) -> bool:
    """Whether this is a link of ours, ``weasis:`` (also ``weasis-…:``) or ``wetread:``."""
    return _LINK.match(_bare(argument)) is not None


def _is_any_link(argument: str) -> bool:
    return is_link(argument) or is_foreign(_bare(argument))


def _bare(argument: str) -> str:
    """Without the blanks and the one pair of quotes that shells and mail programs leave around."""
    text = argument.strip(" \t\r\n")
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _check_stranger(arguments: Sequence[str]) -> None:
    if len(arguments) != 1:
        raise LinkError("A link must come alone", f"{len(arguments)} arguments were handed over with it")
    argument = arguments[0]
    if not (_is_any_link(argument) or Path(argument).is_absolute() or argument[:5].lower() == "file:"):
        raise LinkError("This is no link that Wetread opens", "it must begin with wetread: or weasis:")


_NAMES = "|".join({name for verb in COMMANDS for name in verb.split(":")})
_BEGINS_COMMAND = re.compile(rf"\$(?:[a-z][\w-]*:|(?:{_NAMES})(?:\s|\Z))", re.IGNORECASE)
_WRITTEN_OUT = re.compile(r"""["']|-{0,2}[\w-]+=["']|--?[\w-]+\s""")


def _groups(arguments: Sequence[str]) -> list[list[str]]:
    """Each command's first word with the words that follow it; a path or address alone."""
    groups: list[list[str]] = []
    in_command = False
    for argument in arguments:
        if argument == "$":
            in_command = False
        elif _BEGINS_COMMAND.match(argument):
            groups.append([argument])
            in_command = True
        elif in_command:
            groups[-1].append(argument)
        else:
            groups.append([argument])
    return groups


def _read(group: Sequence[str], cwd: str) -> tuple[Command | WetreadError, ...]:
    first, *following = group
    try:
        if is_foreign(_bare(first)):
            return tuple(_with_absolute_paths(command, cwd) for command in translated(_bare(first)))
        if is_link(first):
            said = [words(text) for text in command_texts(first)]
        elif _BEGINS_COMMAND.match(first):
            said = [words(text) for text in _split(first)]
            said[-1] = (*said[-1], *(word for argument in following for word in _following_words(argument)))
        else:
            return (_plain(first, cwd),)
    except WetreadError as error:
        return (error,)
    return tuple(_command(each, cwd) for each in said)


def _following_words(argument: str) -> tuple[str, ...]:
    """An argument is one word, with all it holds, unless its own quotes or an option before a blank say otherwise."""
    return words(argument) if _WRITTEN_OUT.match(argument) else (argument,)


def _command(said: Sequence[str], cwd: str) -> Command | WetreadError:
    try:
        return _with_absolute_paths(parse(said), cwd)
    except WetreadError as error:
        return error


def _plain(argument: str, cwd: str) -> Command:
    """A path or an address, without a command."""
    if not argument.strip():
        raise LinkError("An argument is empty", "", "Name a file, a folder, a link or an address.")
    if resource := _RESOURCE.fullmatch(argument):
        return _of_archive(*resource.groups())
    if _WEB_ADDRESS.match(argument):
        return DicomGet(remote=(argument,))
    place = _absolute(argument, cwd)
    if address := _ADDRESS.match(place):
        advice = "Give it a path, or an http or https address."
        raise LinkError("Wetread cannot open an address of this kind", f"it begins with {address[0]}", advice)
    return DicomGet(local=(place,))


def _of_archive(root: str, study: str, series: str | None, instance: str | None) -> DicomRs:
    """What asks an archive for the study, the series or the instance that an address of it names."""
    wanted = f"objectUID={instance}" if instance else f"seriesUID={series}" if series else f"studyUID={study}"
    return DicomRs(url=root, request=(wanted,))


# --- paths ----------------------------------------------------------------------------------------------------------


def _with_absolute_paths(command: Command, cwd: str) -> Command:
    places = [f for f in options(type(command)) if f.metadata["is_place"]]
    return replace(
        command,
        **{
            f.name: tuple(_absolute(place, cwd, f.metadata["metavar"] == "URL") for place in getattr(command, f.name))
            for f in places
        },
    )


def _absolute(place: str, cwd: str, may_be_address: bool = False) -> str:
    """A path, relative or as a ``file:`` URL, made absolute; an address or a path with a drive stays as it is."""
    if place[:5].lower() == "file:":
        return str(Path(cwd, _path_of_url(place)))
    if place.startswith("\\\\"):
        what, todo = "A network share cannot be opened by its Windows name", "Mount it, then open its folder."
        raise LinkError(what, place[:100], todo)
    is_address = (_SCHEME if may_be_address else _ADDRESS).match(place)
    return place if is_address or _DRIVE.match(place) else str(Path(cwd, place))


def _path_of_url(url: str) -> str:
    rest = url[5:]
    if rest.startswith("//"):
        host, slash, rest = rest[2:].partition("/")
        if host.lower() not in ("", "localhost"):
            raise LinkError("A file: address names another computer", host, "Copy the file to this computer first.")
        rest = slash + rest
    path = _unescaped(rest)
    if "\0" in path:
        raise LinkError("A file: address holds a character that is not allowed in it", "U+0000", "")
    return path


# --- link → command texts -------------------------------------------------------------------------------------------


def command_texts(link: str) -> tuple[str, ...]:
    """The commands of a link, decoded, without their ``$``; none when the link only opens the window.

    Six shapes occur: with and without ``//``, with and without ``?``, escaped as a form (``+`` is a blank) or as a URL
    (``+`` is a plus), the latter also raw. What follows the first command word tells the two ways of escaping apart.

    Raises
    ------
    LinkError
        It is no link of ours, is too long, was cut, or holds control characters.
    """
    match = _LINK.match(_bare(link))
    if match is None:
        raise LinkError("This is no link that Wetread opens", "it must begin with wetread: or weasis:")
    if len(link) > LENGTH_LIMIT:
        raise LinkError("The link is too long", f"{len(link)} characters, {LENGTH_LIMIT} allowed")
    body = match["body"].removesuffix("/")  # Windows adds one
    if not body.strip("/?"):
        return ()
    if half := re.search(r"%[0-9A-Fa-f]?\Z", body):
        raise _cut(f"it ends with half a percent escape, “{half[0]}”")
    text = _decoded(body)
    if bad := re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff]", text):
        why = f"U+{ord(bad[0]):04X} at character {bad.start() + 1} of the decoded text"
        raise LinkError("The link holds a character that is not allowed in it", why)
    if match["scheme"].lower() == "wetread" and (native := re.match(r"(\w+)/?(?:\?|\Z)", body)):
        return (_native(native[1].lower(), body[native.end() :]),)
    texts = _split(text.removeprefix("?"))
    if not texts:
        raise LinkError("The link says nothing that Wetread knows", "no command begins with $ in it")
    _check_whole(texts[-1])
    return texts


_COMMAND_WORD = re.compile(r"(?:\$|%24)[a-z][\w-]*(?::|%3A)[a-z][\w-]*(\+|%20|\s)", re.IGNORECASE)


def _decoded(body: str) -> str:
    first = _COMMAND_WORD.search(body)
    as_form = first is not None and first[1] == "+"
    return _unescaped(body.replace("+", " ") if as_form else body).translate(_AS_LATIN_1)


_AS_LATIN_1 = {0xDC00 + byte: byte for byte in range(0x80, 0x100)}  # bytes that were no UTF-8


def _unescaped(text: str) -> str:
    """Percent escapes decoded once, as UTF-8; wrong escapes stay, wrong bytes become surrogates as in file names."""
    return re.sub(r"(?:%[0-9A-Fa-f]{2})+", _bytes_as_text, text)


def _bytes_as_text(escapes: re.Match[str]) -> str:
    return bytes.fromhex(escapes[0].replace("%", "")).decode("utf-8", "surrogateescape")


def _native(form: str, query: str) -> str:
    """The command text of ``wetread://open?manifest=…``; its value is escaped as a URL's component."""
    if form != "open":
        raise LinkError(f"Links of the form wetread://{form[:20]} are not supported yet", "", "")
    name, _, value = query.partition("=")
    if name != "manifest" or "&" in value:
        why = "it has one address, percent-encoded"
        raise LinkError("The link is not of the form wetread://open?manifest=ADDRESS", why)
    manifest = _decoded(value)
    if not _WEB_ADDRESS.match(manifest):
        raise LinkError("The link does not name its manifest by an http or https address")
    return f"dicom:get --wado={quoted(manifest)}"


_QUOTED = r"""(?:"(?:[^"\\]++|\\"(?![ \t\r\n]*\Z)|\\)*+(?:"|\Z)|'[^']*+(?:'|\Z))"""  # \" at the very end closes
_QUOTES = re.compile(_QUOTED)
_WORD = re.compile(rf"(?:{_QUOTED}|[^ \t\r\n\"']++)++")
_DOLLAR = re.compile(rf"{_QUOTED}|(?P<command>\$(?=[a-z][\w-]*:[a-z]))", re.IGNORECASE)


def _split(text: str) -> tuple[str, ...]:
    """Cut at each ``$word:word`` outside quotes; other ``$`` belong to values, and what stands before is dropped."""
    starts = [match.start() for match in _DOLLAR.finditer(text) if match["command"]]
    if text.startswith("$") and 0 not in starts:
        starts.insert(0, 0)
    if len(starts) > COMMAND_LIMIT:
        raise LinkError("There are too many commands", f"{len(starts)} of them, {COMMAND_LIMIT} allowed")
    return tuple(text[start + 1 : end].strip(" ") for start, end in pairwise([*starts, len(text)]))


# --- command text → words -------------------------------------------------------------------------------------------


def words(text: str) -> tuple[str, ...]:
    """The words of one command text.

    Raises
    ------
    LinkError
        A quote is still open at the end and what it holds does not look complete; or the text is too long.
    """
    if len(text) > LENGTH_LIMIT:
        raise LinkError("A command is too long", f"{len(text)} characters, {LENGTH_LIMIT} allowed")
    quotes = list(_QUOTES.finditer(text))
    if quotes and not _is_closed(quotes[-1][0]) and not _looks_complete(quotes[-1][0][1:].strip()):
        raise _cut(f"the quote at character {quotes[-1].start() + 1} of {_verb(text)} is never closed")
    return tuple(_QUOTES.sub(_content, word[0]) for word in _WORD.finditer(text))


def quoted(value: str) -> str:
    """``value`` as one word of a command text, whatever it holds."""
    if '"' not in value and not value.endswith("\\"):
        return f'"{value}"'
    return "'" + value.replace("'", "'\"'\"'") + "'"


def _is_closed(piece: str) -> bool:
    return len(piece) > 1 and piece[-1] == piece[0]


def _content(match: re.Match[str]) -> str:
    piece = match[0]
    inner = piece[1:-1] if _is_closed(piece) else piece[1:]
    return inner.replace('\\"', '"') if piece[0] == '"' else inner


_HALF_VALUE = re.compile(
    r"""[a-z-]*                                       # nothing, or the beginning of a name
      | [\w.-]+\s*[=:]\s*(?:bearer|basic)?            # a name without its value
      | https?:/{0,2}[^/]*                            # an address without its path
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SWALLOWED = re.compile(r"\s(?:--?[a-z]|\$[a-z][\w-]*:)", re.IGNORECASE)


def _looks_complete(value: str) -> bool:
    return not _HALF_VALUE.fullmatch(value) and not _SWALLOWED.search(value)


def _check_whole(text: str) -> None:
    """Check that the last command of a link does not end in the middle of a word."""
    if re.search(r"(?:\A|[ ])\$(?:\w+:?)?\Z", text) or re.fullmatch(r"[a-z]\w*:?|", text, re.IGNORECASE):
        raise _cut("it ends in the middle of a command word")
    if re.search(r"(?:\A|[ =])https?:?/{0,2}\Z", text, re.IGNORECASE):
        raise _cut(f"it ends in the middle of an address, within {_verb(text)}")


def _verb(text: str) -> str:
    verb = text.partition(" ")[0]
    return verb if verb in COMMANDS else "the command"


def _cut(why: str) -> LinkError:
    advice = f"{LinkError.advice} If you typed it, complete it."
    return LinkError("The link or command is not complete", why, advice)


# --- back to text ---------------------------------------------------------------------------------------------------


def build(*texts: str, scheme: Literal["weasis", "wetread"] = "weasis") -> str:
    """A link that says these command texts and passes every browser unchanged; ``quoted`` helps with their values."""
    from urllib.parse import quote_plus  # who builds links is in no hurry

    return f"{scheme}://?" + quote_plus(" ".join(f"${text}" for text in texts))


def checked_link(texts: Sequence[str], scheme: Literal["weasis", "wetread"] = "weasis") -> str:
    """As ``build``, of texts that a person wrote (a ``$`` in front or not), if it is read back as what they say.

    Raises
    ------
    CommandError
        A text is no command.
    LinkError
        A quote is open, or a value is read as a command of its own.
    """
    plain = [text.strip().removeprefix("$") for text in texts]
    wanted = tuple(_with_absolute_paths(parse(_closed_words(text)), "/") for text in plain)
    made = build(*plain, scheme=scheme)
    if parse_arguments([made], "/", "link") != wanted:
        what, why = "The link would not say what you wrote", "part of a value is read as a command or cannot be sent"
        raise LinkError(what, why, 'Put quotes around the values: dicom:get -w "https://…".')
    return made


def _closed_words(text: str) -> tuple[str, ...]:
    if any(not _is_closed(piece[0]) for piece in _QUOTES.finditer(text)):
        raise LinkError("A quote is never closed", f"in {_verb(text)}", "Write the quote at the end of the value too.")
    return words(text)
