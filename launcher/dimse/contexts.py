"""Which presentation contexts are proposed for receiving images, PS3.8 9.3.2: as the archive has stored them, first.

One context holds one transfer syntax, for in a context with several an archive may choose another than that of its
file, and convert, or fail. The uncompressed ones stand together: each archive can change from one to the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from launcher.dimse.association import MOST_CONTEXTS
from launcher.errors import RequestError

if TYPE_CHECKING:
    from pynetdicom.presentation import PresentationContext

Syntaxes = tuple[tuple[str, ...], ...]
"""The transfer syntaxes of each context that is proposed for a SOP class."""

ROOM: Final = MOST_CONTEXTS - 1  # one is for the SOP class of the query that asks for the images

NATIVE: Final = ("1.2.840.10008.1.2.1", "1.2.840.10008.1.2")
_COMPRESSED: Final = (
    "4.70", "4.57", "4.90", "4.91", "4.80", "4.81", "5", "4.50", "4.51", "4.201", "4.202", "4.203", "1.99",
)  # fmt: skip
_VIDEO: Final = ("4.100", "4.101", "4.102", "4.103", "4.104", "4.105", "4.106", "4.107", "4.108")
_VIDEO_CLASSES: Final = tuple(f"1.2.840.10008.5.1.4.1.1.77.1.{number}.1" for number in (1, 2, 4))


def _syntaxes(numbers: Iterable[str]) -> Syntaxes:
    return tuple((f"1.2.840.10008.1.2.{number}",) for number in numbers)


USUAL: Final[Syntaxes] = (NATIVE, *_syntaxes(_COMPRESSED))
USUAL_OF_VIDEO: Final[Syntaxes] = (NATIVE, *_syntaxes(_VIDEO), *_syntaxes(_COMPRESSED))


def syntaxes_of(sop_class: str, configured: Mapping[str, Syntaxes]) -> Syntaxes:
    """What is proposed for a SOP class: what was configured for it, or for all (``*``), else the usual."""
    usual = USUAL_OF_VIDEO if sop_class in _VIDEO_CLASSES else USUAL
    return configured.get(sop_class) or configured.get("*") or usual


def proposals(
    sop_classes: Iterable[str], configured: Mapping[str, Syntaxes] | None = None
) -> Iterator[tuple[list[str], list[PresentationContext]]]:
    """Yield the SOP classes and storage contexts of one association after the other.

    Each SOP class is in one association only, so that what it receives is known before it is asked.
    """
    classes: list[str] = []
    contexts: list[PresentationContext] = []
    for sop_class in dict.fromkeys(sop_classes):
        own = _contexts(sop_class, syntaxes_of(sop_class, configured or {}))
        if contexts and len(contexts) + len(own) > ROOM:
            yield classes, contexts
            classes, contexts = [], []
        classes.append(sop_class)
        contexts += own[:ROOM]
    if contexts:
        yield classes, contexts


def proposal_of_any_kind() -> list[PresentationContext]:
    """One association's storage contexts for images of unknown SOP classes: many classes, a context each."""
    from pynetdicom import StoragePresentationContexts, build_context

    flat = [uid for together in USUAL for uid in together]
    kinds = [str(context.abstract_syntax) for context in StoragePresentationContexts[:ROOM]]
    return [build_context(kind, flat) for kind in kinds]


def _contexts(sop_class: str, syntaxes: Syntaxes) -> list[PresentationContext]:
    from pynetdicom import build_context

    return [build_context(sop_class, list(together)) for together in syntaxes]


def read_configured(file: Path) -> dict[str, Syntaxes]:
    """The transfer syntaxes of a file as Weasis has it: ``SOPClass:TS;TS,TS`` in each line, by UID or by keyword.

    ``;`` stands between contexts, ``,`` between the transfer syntaxes of one; ``*`` is every SOP class.

    Raises
    ------
    RequestError
        A line is not so, or names what is not known; the sentence names the line.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise RequestError("The list of transfer syntaxes cannot be read", f"{file}: {error}") from error
    found = {}
    for number, line in enumerate(lines, start=1):
        text = line.partition("#")[0].strip()
        if text:
            try:
                sop_class, syntaxes = re.split(r"[:=]", text, maxsplit=1)
                found[_uid(sop_class)] = tuple(_group(group) for group in syntaxes.split(";") if group.strip())
            except ValueError as error:
                why = f"{file}, line {number}: {error}"
                raise RequestError("The list of transfer syntaxes has a line that is not understood", why) from error
    return found


def _group(text: str) -> tuple[str, ...]:
    return tuple(_uid(word) for word in text.split(",") if word.strip())


def _uid(word: str) -> str:
    """A UID as it is, or by its keyword, whatever the case of its first letter."""
    from pydicom import uid

    word = word.strip()
    if word == "*" or re.fullmatch(r"[0-9]+(\.[0-9]+)+", word):
        return word
    known = {name.lower(): str(value) for name, value in vars(uid).items() if isinstance(value, uid.UID)}
    if word.lower() not in known:
        raise ValueError(f"{word[:64]} is neither a UID nor the keyword of one")
    return known[word.lower()]


def accepted_classes(contexts: Sequence[PresentationContext]) -> set[str]:
    """The SOP classes that an archive has accepted a context for."""
    return {str(context.abstract_syntax) for context in contexts}
