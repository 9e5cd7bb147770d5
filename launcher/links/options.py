"""Option tables: what a command may be told, how its words are read by it, and how it is explained.

A command is a frozen dataclass whose fields are its options. The annotation decides how one is read: ``bool`` is a
flag, ``tuple`` may repeat, else the last one counts. A field without a default must be given. There is no shell: a word
is a value, whatever it holds.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import MISSING, Field, field, fields
from typing import Any, ClassVar, Literal, Self

from launcher.errors import CommandError
from launcher.frozen import frozen


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


@frozen(kw_only=True)
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
            elif not repeats(f):
                known[f.name] = _value(cls, f, text)
            elif text:  # a template that was filled with nothing gives an empty value
                known[f.name] = (*known.get(f.name, ()), _value(cls, f, text))
        _check_complete(cls, known)
        return cls(**known)


@frozen(kw_only=True)
class Help(Command):
    """The answer to ``--help``: the usage text of the command ``name``."""

    name: str
    text: str


# --- words → values -------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"[+-]?([0-9]{1,9}(\.[0-9]{0,9})?|\.[0-9]{1,9})")


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
        raise _wrong(command, f"{command.verb} has no option {shown(name)}", todo=suggestion(name, table, found))
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
        todo = "Each value needs its option before it; a value with a blank needs quotes."
        raise _wrong(command, f"{command.verb} cannot use the word {shown(word)}", "", todo)
    return left[0] if repeats(left[0]) else left.pop(0)


def _value(command: type[Command], f: Field[Any], text: str) -> Any:
    if f.type in _NUMBERS:
        wanted, convert = _NUMBERS[f.type]
        number = convert(text) if _NUMBER.fullmatch(text) else None
        if number is None:
            raise _wrong(command, f"{_name(f)} of {command.verb} needs {wanted}", f"{shown(text)} is none")
        return number
    choices: tuple[str, ...] = f.metadata["choices"]
    if not choices:
        return text
    chosen = next((choice for choice in choices if choice.lower() == text.lower()), None)
    if chosen is None:
        why = f"{shown(text)} is none of {', '.join(choices)}"
        raise _wrong(command, f"{_name(f)} of {command.verb} is not known", why, suggestion(text, choices))
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
    ask = f"Show this text to whoever made the link; wetread '${command.verb} --help' says how it is written."
    return CommandError(what, why, todo or ask, usage(command))


def suggestion(word: str, known: Iterable[str], sure: Sequence[str] = ()) -> str:
    if not sure and len(word) < 40:
        from difflib import get_close_matches  # only a wrong word needs it

        by_fold = {name.lower(): name for name in known}
        sure = [by_fold[near] for near in get_close_matches(word.lower(), by_fold, n=2)]
    return f"Did you mean {' or '.join(sure)}?" if sure else ""


def shown(word: str) -> str:
    """A word for an error message: enough of it to find it, never a whole token."""
    return f"“{word}”" if len(word) <= 24 else f"“{word[:8]}…”"


# --- the table, read ------------------------------------------------------------------------------------------------


def options(command: type[Command]) -> tuple[Field[Any], ...]:
    """The option table of a command, row by row."""
    return tuple(f for f in fields(command) if f.metadata)


def _is_flag(f: Field[Any]) -> bool:
    return f.type is bool


def repeats(f: Field[Any]) -> bool:
    return f.type == tuple[str, ...]


def _name(f: Field[Any]) -> str:
    return "/".join(f.metadata["flags"]) or str(f.metadata["metavar"])


def _forms(f: Field[Any]) -> str:
    """How an option is written: ``-w, --wado URL``."""
    flags = ", ".join(f.metadata["flags"])
    blank = "" if not flags or _is_flag(f) or flags.endswith("=") else " "
    return f"{flags}{blank}{f.metadata['metavar']}{' …' if repeats(f) else ''}"


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
