"""Questions that only the user can decide, put to the window once however many wait for the answer."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from launcher.errors import Cancelled
from launcher.known_servers import KnownServers
from launcher.protocol import AnyMessage
from launcher.protocol.events import Question, QuestionWithdrawn
from launcher.protocol.wishes import Answer
from launcher.stop import errand_of_this_thread

PATIENCE = 300.0  # seconds that a question stands
QUIET = 5.0  # seconds in which nobody asks for what was declined, until it is asked about again
UNASKED: Final = Answer(0, "")
Choices = tuple[tuple[str, str], ...]
Fields = tuple[tuple[str, str, bool], ...]
Values = tuple[tuple[str, str], ...]
UNLOCK: Final[Choices] = (("cancel", "Cancel"), ("open", "Open"))
CONTACT: Final[Choices] = (("refuse", "Do not contact it"), ("allow", "Allow this server"))


@dataclass(eq=False)
class Standing:
    """A question in the window, and its answer once there is one."""

    question: Question
    answer: Answer | None = None
    waiting: int = 0  # for it


class Questions:
    """The questions that stand now.

    Parameters
    ----------
    known
        Where a yes to a server is remembered.
    can_ask
        Waits for the window and tells whether somebody looks at it; without a display there is nobody.
    tell
        Sends a message to the window.
    """

    def __init__(self, known: KnownServers, can_ask: Callable[[], bool], tell: Callable[[AnyMessage], None]) -> None:
        self._known = known
        self.can_ask = can_ask
        self._tell = tell
        self._changed = threading.Condition()
        self._numbers = itertools.count(1)
        self._standing: dict[str, Standing] = {}
        self._declined: dict[str, tuple[float, Answer]] = {}

    def asked_anew(self) -> None:
        """The user asks for something: what they said no to before may be asked about again."""
        self._declined.clear()

    def decline(self, subject: str, answer: Answer = UNASKED) -> None:
        """Have those who ask about ``subject`` after this get the same no, until the user asks for something anew."""
        self._declined[subject] = time.monotonic(), answer

    def declined(self, subject: str) -> Answer | None:
        """The no to ``subject``, while it stands."""
        before = self._declined.get(subject)
        if before is None or time.monotonic() - before[0] > QUIET:
            return None
        self.decline(subject, before[1])
        return before[1]

    def may_contact(self, server: str) -> bool:
        """Ask the user about a server (``https://host:port``) and wait for the answer; a yes is remembered.

        ``False`` when there is nobody to ask, or no answer within ``PATIENCE`` seconds.
        """
        text = (
            f"A link wants to load images from {server}. Links may not use this server yet. "
            "Allow it only if you expected this."
        )
        allowed = self.ask(f"contact {server}", "Contact a new server?", text, CONTACT).choice == "allow"
        if allowed and server not in self._known:
            self._known.add(server)
        return allowed

    def ask_password(self, subject: str, text: str) -> str | None:
        """Ask for the password of something encrypted; ``None`` when the user does not know it, or nobody is there."""
        fields = (("password", "Password", True),)
        answer = self.ask(subject, "Password needed", text, UNLOCK, fields)
        return answer.values.get("password", "") if answer.choice == "open" else None

    def ask(
        self, subject: str, title: str, text: str, choices: Choices, fields: Fields = (), values: Values = ()
    ) -> Answer:
        """Put a question and wait for its answer, which is one for all who ask about ``subject`` meanwhile.

        It is the first choice, the safe one, when there is no answer within ``PATIENCE`` seconds or there is nobody to
        ask, and then has no number. A no counts for those who ask after it, too.

        Raises
        ------
        Cancelled
            What this thread is at work for has been cancelled. The question goes with the last who waits for it.
        """
        if not self.can_ask():
            return Answer(UNASKED.id, choices[0][0])
        errand = errand_of_this_thread()
        with errand.waiting(f"Waiting for your answer: {title}"), errand.stop.calling(self._wake), self._changed:
            if (no := self.declined(subject)) is not None:
                return no
            standing = self._stand(subject, title, text, choices, fields, values)
            standing.waiting += 1
            self._changed.wait_for(lambda: standing.answer is not None or errand.stop.is_set(), PATIENCE)
            standing.waiting -= 1
            if standing.answer is None and errand.stop.is_set():
                if not standing.waiting:
                    self._end(subject, standing)
                raise Cancelled("Nobody waits for this answer any more", title, "")
            answer = self._end(subject, standing)
            if answer.choice == choices[0][0]:
                self.decline(subject, answer)
            return answer

    def _wake(self) -> None:
        """From a thread of its own, for whoever ends an errand may hold what this one waits for."""
        threading.Thread(target=self._notify, daemon=True).start()

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()

    @contextmanager
    def notice(
        self, subject: str, title: str, text: str, choices: Choices, fields: Fields = (), values: Values = ()
    ) -> Iterator[Callable[[], str]]:
        """Let a notice with buttons stand for as long as the block lasts; the value tells which was pressed, if any.

        It raises ``Cancelled`` as ``ask`` does.
        """
        errand = errand_of_this_thread()

        def pressed() -> str:
            if errand.stop.is_set():
                raise Cancelled("Nobody waits for this any more", title, "")
            return standing.answer.choice if standing.answer is not None else ""

        with self._changed:
            standing = self._stand(subject, title, text, choices, fields, values)
        try:
            with errand.waiting(text):
                yield pressed
        finally:
            with self._changed:
                self._end(subject, standing)

    def _stand(self, subject: str, title: str, text: str, choices: Choices, fields: Fields, values: Values) -> Standing:
        if subject not in self._standing:
            question = Question(next(self._numbers), title, text, choices, fields, values)
            self._standing[subject] = Standing(question)
            self._tell(question)
        return self._standing[subject]

    def _end(self, subject: str, standing: Standing) -> Answer:
        answer = standing.answer = standing.answer or Answer(standing.question.id, standing.question.choices[0][0])
        if self._standing.get(subject) is standing:
            del self._standing[subject]
            self._tell(QuestionWithdrawn(standing.question.id))
            self._changed.notify_all()  # for all who wait
        return answer

    def answer(self, answer: Answer) -> None:
        """The user has decided."""
        with self._changed:
            for standing in self._standing.values():
                if standing.question.id == answer.id:
                    standing.answer = answer
            self._changed.notify_all()

    def replay(self) -> Iterator[Question]:
        """The questions that a new window must ask."""
        with self._changed:
            yield from [standing.question for standing in self._standing.values() if standing.answer is None]
