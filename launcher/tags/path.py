"""How people name tags: ``0008,1030``, ``StudyDescription``, a private one with its creator, a path into sequences.

::

    path     step . step …                       of the top level unless a path leads into a sequence
    step     ** | tag [item]                     ** is any depth
    item     [0] [-1] [*]                        from 0; all when there is none
    tag      0008,1030 · (0008,1030) · 00081030 · 0008,103x · 60xx,3000 · 0010,*
             StudyDescription · Study Description · Patient* · *Date
             0019,xx01@"ACME 1.0" · (0019,xx01,"ACME 1.0")

Upper and lower case are the same everywhere but in a creator. Whatever else is written raises ``CommandError``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from launcher.errors import CommandError
from launcher.frozen import frozen
from launcher.headers import dictionary
from launcher.headers.walk import PIXELS
from launcher.tags.elements import EVERYTHING, DataSet, Element, Wanted, wanted
from launcher.wildcards import glob

_LONGEST: Final = 2000  # characters of a path
_DEEPEST: Final = 32  # steps

_HEX: Final = r"[0-9a-fx*?]{1,4}"
_TAG: Final = re.compile(
    rf"""\(?\s*(?P<group>{_HEX})\s*,\s*(?P<element>{_HEX})
    (?:\s*(?:@|,)\s*(?:"(?P<quoted>[^"]*)"|(?P<creator>[^"\[\].()]+)))?\s*\)?""",
    re.IGNORECASE | re.VERBOSE,
)
_EIGHT: Final = re.compile(r"(?P<group>[0-9a-fx]{4})(?P<element>[0-9a-fx]{4})", re.IGNORECASE)
_WORD: Final = re.compile(r"[a-z*?][a-z0-9*? '()/&,-]*", re.IGNORECASE)
_STEP: Final = re.compile(r"""(?P<tag>(?:"[^"]*"|[^".\[\]])+)(?:\[\s*(?P<item>\*|-?[0-9]{1,6})\s*\])?""")


Way = tuple[tuple[int, int], ...]


class Found(NamedTuple):
    """An element, the data set that it stands in, and the way there: sequences, and which of their items."""

    element: Element
    within: DataSet
    way: Way = ()

    @property
    def place(self) -> str:
        """``0040,A730[0].0008,0104``, as ``parse`` reads it."""
        steps = [f"{_shown(tag)}[{item}]" for tag, item in self.way]
        return ".".join([*steps, _shown(self.element.tag)])


@frozen
class Step:
    """One step: a known ``tag``, else a ``pattern`` of eight letters, ``keywords`` that fit, or ``anywhere``.

    ``creator`` asks for the private block of that name; ``item`` for one item of the sequence.
    """

    tag: int | None = None
    pattern: re.Pattern[str] | None = None
    keywords: frozenset[int] | None = None
    creator: str | None = None
    item: int | None = None
    anywhere: bool = False

    def among(self, data_set: DataSet) -> Iterator[Element]:
        """The elements that it means."""
        if self.tag is not None:
            element = data_set.get(self.tag)
            if element is not None:
                yield element
        else:
            yield from (element for tag, element in data_set.items() if self._fits(tag, data_set))

    def _fits(self, tag: int, data_set: DataSet) -> bool:
        if self.keywords is not None:
            return tag in self.keywords
        if self.creator is not None and data_set.creator(tag) != self.creator:
            return False
        return self.pattern is not None and self.pattern.fullmatch(f"{tag:08X}") is not None

    def items(self, element: Element) -> Iterator[tuple[int, DataSet]]:
        """The items of a sequence that it means, with their numbers."""
        items = element.value if isinstance(element.value, tuple) else ()
        if self.item is None:
            yield from enumerate(items)
        elif -len(items) <= self.item < len(items):
            yield self.item % len(items), items[self.item]


@frozen
class TagPath:
    """What ``parse`` has understood; ``written`` is how it was asked for."""

    written: str
    steps: tuple[Step, ...]

    @cached_property
    def is_plain(self) -> bool:
        """Whether it names known elements, so that its values can stand in one column."""
        return all(step.tag is not None or step.creator is not None for step in self.steps)

    @cached_property
    def tag(self) -> int | None:
        """The one element of the top level that it names; ``None`` where it means more than that."""
        (step, *further) = self.steps
        return step.tag if not further and step.item is None else None

    @property
    def label(self) -> str:
        """A heading for its values: the keyword where there is one, else as it was written."""
        known = dictionary.entry(self.tag) if self.tag is not None else None
        return (known.keyword if known is not None else "") or self.written

    def find(self, data_set: DataSet) -> Iterator[Found]:
        """What it means in a data set, in the order of the file."""
        return _find(self.steps, data_set, ())


def _find(steps: tuple[Step, ...], data_set: DataSet, way: Way) -> Iterator[Found]:
    step, rest = steps[0], steps[1:]
    if step.anywhere:
        yield from _find(rest, data_set, way)
        for element in data_set.values():
            for inner, further in _entered(step, element, way):
                yield from _find(steps, inner, further)
        return
    for element in step.among(data_set):
        if not rest and step.item is None:
            yield Found(element, data_set, way)
            continue
        for inner, further in _entered(step, element, way):
            if rest:
                yield from _find(rest, inner, further)
            else:
                yield from (Found(within, inner, further) for within in inner.values())


def _entered(step: Step, element: Element, way: Way) -> Iterator[tuple[DataSet, Way]]:
    for number, inner in step.items(element):
        yield inner, (*way, (element.tag, number))


def _shown(tag: int) -> str:
    return f"{tag >> 16:04X},{tag & 0xFFFF:04X}"


def wanted_by(paths: Iterable[TagPath]) -> Wanted:
    """What must be read of a file to find these."""
    first = [path.steps[0].tag for path in paths]
    known = [tag for tag in first if tag is not None]
    return wanted(known) if len(known) == len(first) and not PIXELS.intersection(known) else EVERYTHING


# --- text → path ----------------------------------------------------------------------------------------------------


def parse(written: str) -> TagPath:
    """Read a path.

    Raises
    ------
    CommandError
        It is none; with what was perhaps meant.
    """
    if len(written) > _LONGEST:
        raise CommandError("A tag's name is too long", f"{len(written):,} characters")
    steps = tuple(_steps(written))
    if steps[-1].anywhere:
        raise _wrong(written, "** needs a tag behind it")
    if sum(step.anywhere for step in steps) > 1 or len(steps) > _DEEPEST:
        raise _wrong(written, "it has too many steps")
    return TagPath(written, steps)


def _steps(written: str) -> Iterator[Step]:
    at = 0
    while True:
        step = _STEP.match(written, at)
        if step is None:
            raise _wrong(written, "nothing stands there" if not written.strip() else f"at “{written[at : at + 20]}”")
        yield _step(written, step["tag"].strip(), step["item"])
        at = step.end()
        if at == len(written):
            return
        if written[at] != ".":
            raise _wrong(written, f"at “{written[at : at + 20]}”")
        at += 1


def _step(written: str, tag: str, item: str | None) -> Step:
    number = int(item) if item not in (None, "*") else None
    if tag == "**" and item is None:
        return Step(anywhere=True)
    digits = _EIGHT.fullmatch(tag) or _TAG.fullmatch(tag)
    if digits is not None and tag.startswith("(") == tag.endswith(")"):
        return _by_digits(written, digits, number)
    return _by_word(written, tag, number)


def _by_digits(written: str, digits: re.Match[str], item: int | None) -> Step:
    parts = digits.groupdict()
    group, element = _four(parts["group"]), _four(parts["element"])
    creator = parts.get("quoted") if parts.get("quoted") is not None else parts.get("creator")
    if creator is not None:
        if re.fullmatch(r"[0-9a-f]{3}[13579bdf]", group, re.IGNORECASE) is None:
            raise _wrong(written, "only private tags, of odd groups, have a creator")
        return Step(pattern=_pattern(f"{group}..{element[2:]}"), creator=creator.strip(), item=item)
    if re.fullmatch("[0-9a-f]{8}", group + element, re.IGNORECASE):
        return Step(tag=int(group + element, 16), item=item)
    return Step(pattern=_pattern(group + element), item=item)


def _four(digits: str) -> str:
    """Four digits; ``*`` stands for all that are missing."""
    if "*" in digits:
        before, _, after = digits.partition("*")
        return before + "." * (4 - len(before) - len(after)) + after.replace("*", "")
    return digits.rjust(4, "0")


def _pattern(digits: str) -> re.Pattern[str]:
    return re.compile(re.sub("[x?*]", ".", digits, flags=re.IGNORECASE), re.IGNORECASE)


def _by_word(written: str, word: str, item: int | None) -> Step:
    if _WORD.fullmatch(word) is None:
        raise _wrong(written, f"at “{word[:20]}”")
    if "*" in word or "?" in word:
        return Step(keywords=_fitting(word), item=item)
    tag = dictionary.tag_of(word)
    if tag is None:
        raise _wrong(written, f"“{word[:40]}” is no keyword of the DICOM dictionary", _meant(word))
    return Step(tag=tag, item=item)


def _fitting(pattern: str) -> frozenset[int]:
    fits = glob(pattern).fullmatch
    return frozenset(tag for keyword, tag in dictionary.keywords().items() if fits(keyword))


def _meant(word: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), dictionary.keywords(), n=2) if len(word) < 64 else []
    names = [found.keyword for name in near if (found := dictionary.entry(dictionary.keywords()[name])) is not None]
    return f"Did you mean {' or '.join(names)}?" if names else _FORMS


_FORMS: Final = 'Write 0008,1030 or StudyDescription, a private tag as 0019,xx01@"CREATOR", a path as TAG[0].TAG.'


def _wrong(written: str, why: str, todo: str = _FORMS) -> CommandError:
    return CommandError(f"“{written[:60]}” names no tag", why, todo)
