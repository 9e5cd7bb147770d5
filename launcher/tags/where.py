"""``--where``: which files are wanted, in a grammar of its own. Nothing of it is ever run as code.

::

    condition   test and test · test or test · not test · (condition)
    test        TAG == VALUE     or = != < <= > >= contains like
                TAG              it is there, and not empty
    TAG         as ``path`` says, without blanks
    VALUE       a word, a number, or "text" or 'text'

``and`` binds closer than ``or``. Where both sides are numbers they are compared as numbers, else as text. A test
holds if it does for any value of any element that TAG means; ``!=`` is the contrary of ``==``, so it holds where TAG
is missing. ``contains`` and ``like`` (with ``*`` and ``?``) do not mind upper and lower case.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from math import isfinite
from typing import Final

from launcher.errors import CommandError
from launcher.frozen import frozen
from launcher.tags import path
from launcher.tags.elements import DataSet
from launcher.tags.path import TagPath
from launcher.tags.values import texts
from launcher.wildcards import glob

_LONGEST: Final = 4000  # characters
_DEEPEST: Final = 40  # parentheses and nots

_TOKEN: Final = re.compile(
    r"""\s*(?:
    (?P<word>(?:\(\s*[0-9a-fx?*]{1,4}\s*,\s*[0-9a-fx?*]{1,4}\s*(?:[@,]\s*(?:"[^"]*"|[^"()]*)\s*)?\)
            |,\s+|@"[^"]*"|\[[^\[\]]*\]|[^\s()=!<>"'\[\]])+)
    |"(?P<double>[^"]*)"|'(?P<single>[^']*)'
    |(?P<operator>==|!=|<=|>=|[=<>])|(?P<parenthesis>[()]))\s*""",
    re.VERBOSE | re.IGNORECASE,
)

Relation = Callable[[str, str], bool]


def _compared(relation: Callable[[object, object], bool]) -> Relation:
    def compare(said: str, value: str) -> bool:
        numbers = _number(said), _number(value)
        return relation(*numbers) if None not in numbers else relation(said, value)

    return compare


def _number(text: str) -> float | None:
    if len(text) > 64:
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None


RELATIONS: Final[dict[str, Relation]] = {
    "==": _compared(operator.eq),
    "=": _compared(operator.eq),
    "!=": _compared(operator.eq),
    "<": _compared(operator.lt),  # type: ignore[arg-type]
    "<=": _compared(operator.le),  # type: ignore[arg-type]
    ">": _compared(operator.gt),  # type: ignore[arg-type]
    ">=": _compared(operator.ge),  # type: ignore[arg-type]
    "contains": lambda said, value: value.lower() in said.lower(),
    "like": lambda said, value: glob(value).fullmatch(said) is not None,
}


@frozen
class Comparison:
    """One comparison; without a ``relation``, whether the tag says anything."""

    tag: TagPath
    relation: str = ""
    value: str = ""

    def holds(self, data_set: DataSet) -> bool:
        """Whether it is true of a data set."""
        said = (text for found in self.tag.find(data_set) for text in texts(found.element, found.within))
        if not self.relation:
            return any(said)
        holds = any(RELATIONS[self.relation](text, self.value) for text in said)
        return holds != (self.relation == "!=")


@frozen
class Not:
    """The contrary."""

    of: Condition

    def holds(self, data_set: DataSet) -> bool:
        """Whether it is true of a data set."""
        return not self.of.holds(data_set)


@frozen
class Several:
    """``and``: all of them; ``or``: any of them."""

    quantifier: Callable[[Iterator[bool]], bool]
    of: tuple[Condition, ...]

    def holds(self, data_set: DataSet) -> bool:
        """Whether it is true of a data set."""
        return self.quantifier(part.holds(data_set) for part in self.of)


Condition = Comparison | Not | Several


def tags_of(condition: Condition) -> Iterator[TagPath]:
    """The tags that it asks about."""
    if isinstance(condition, Comparison):
        yield condition.tag
    elif isinstance(condition, Not):
        yield from tags_of(condition.of)
    else:
        for part in condition.of:
            yield from tags_of(part)


# --- text → condition -----------------------------------------------------------------------------------------------


def parse(written: str) -> Condition:
    """Read a condition.

    Raises
    ------
    CommandError
        It is none; with the place where it stops making sense.
    """
    if len(written) > _LONGEST:
        raise CommandError("The condition of --where is too long", f"{len(written):,} characters")
    parser = _Parser(written, list(_tokens(written)))
    condition = parser.either(0)
    parser.expect_end()
    return condition


@frozen
class _Token:
    kind: str  # word, text, operator, parenthesis, end
    text: str
    at: int

    @property
    def folded(self) -> str:
        return self.text.lower() if self.kind in ("word", "operator", "parenthesis") else ""


def _tokens(written: str) -> Iterator[_Token]:
    at = 0
    while at < len(written):
        match = _TOKEN.match(written, at)
        if match is None:
            raise _wrong(written, at)
        kind = match.lastgroup or ""
        yield _Token("text" if kind in ("double", "single") else kind, match[kind], match.start(kind))
        at = match.end()
    yield _Token("end", "", at)


class _Parser:
    """Recursive descent: one method for each rule of the grammar."""

    def __init__(self, written: str, tokens: Sequence[_Token]) -> None:
        self._written, self._tokens, self._at = written, tokens, 0

    def either(self, depth: int) -> Condition:
        return self._chain("or", any, lambda: self._chain("and", all, lambda: self._one(depth)))

    def expect_end(self) -> None:
        if self._next.kind != "end":
            raise _wrong(self._written, self._next.at, "and or or is missing")

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._next
        self._at += token.kind != "end"
        return token

    def _chain(
        self, word: str, quantifier: Callable[[Iterator[bool]], bool], part: Callable[[], Condition]
    ) -> Condition:
        parts = [part()]
        while self._next.folded == word:
            self._take()
            parts.append(part())
        return parts[0] if len(parts) == 1 else Several(quantifier, tuple(parts))

    def _one(self, depth: int) -> Condition:
        token = self._take()
        if depth > _DEEPEST:
            raise _wrong(self._written, token.at, "it is nested too deeply")
        if token.folded == "not":
            return Not(self._one(depth + 1))
        if token.folded == "(":
            inner = self.either(depth + 1)
            if self._take().folded != ")":
                raise _wrong(self._written, token.at, "its parenthesis is never closed")
            return inner
        if token.kind != "word" or token.folded in ("and", "or", *RELATIONS):
            raise _wrong(self._written, token.at, "a tag is missing")
        return self._test(path.parse(token.text))

    def _test(self, tag: TagPath) -> Comparison:
        if self._next.folded not in RELATIONS:
            return Comparison(tag)
        relation, value = self._take(), self._take()
        if value.kind not in ("word", "text"):
            raise _wrong(self._written, value.at, f"a value is missing behind {relation.text}")
        return Comparison(tag, relation.folded, value.text)


def _wrong(written: str, at: int, why: str = "") -> CommandError:
    place = f"at “{written[at : at + 20]}”" if written[at:].strip() else "at its end"
    todo = 'Write for example: Modality == "CT" and SliceThickness < 3.'
    return CommandError("The condition of --where cannot be read", ", ".join(filter(None, (place, why))), todo)
