"""Questions that only the user can decide, put to the window once however many wait for the answer."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator

from launcher.protocol import Answer, AnyMessage, Question, QuestionWithdrawn
from launcher.settings import KnownServers

PATIENCE = 300.0  # seconds that a question stands
CHOICES = (("refuse", "Do not contact it"), ("allow", "Allow this server"))


class Questions:
    """The questions that stand now.

    Parameters
    ----------
    known
        Where a yes is remembered.
    can_ask
        Waits for the window and tells whether somebody looks at it; without a display there is nobody.
    tell
        Sends a message to the window.
    """

    def __init__(self, known: KnownServers, can_ask: Callable[[], bool], tell: Callable[[AnyMessage], None]) -> None:
        self._known = known
        self._can_ask = can_ask
        self._tell = tell
        self._answered = threading.Condition()
        self._numbers = itertools.count(1)
        self._standing: dict[str, Question] = {}
        self._answers: dict[int, str] = {}

    def may_contact(self, server: str) -> bool:
        """Ask the user about a server (``https://host:port``) and wait for the answer; a yes is remembered.

        ``False`` when there is nobody to ask, or no answer within ``PATIENCE`` seconds.
        """
        if not self._can_ask():
            return False
        with self._answered:
            question = self._stand(server)
            self._answered.wait_for(lambda: question.id in self._answers, PATIENCE)
            if self._standing.get(server) is question:
                del self._standing[server]
                self._tell(QuestionWithdrawn(question.id))
                self.answer(Answer(question.id, self._answers.get(question.id, CHOICES[0][0])))  # for all who wait
            allowed = self._answers[question.id] == "allow"
        if allowed and server not in self._known:
            self._known.add(server)
        return allowed

    def _stand(self, server: str) -> Question:
        if server not in self._standing:
            text = (
                f"A link wants to load images from {server}. Links may not use this server yet. "
                "Allow it only if you expected this."
            )
            question = Question(next(self._numbers), "Contact a new server?", text, CHOICES)
            self._standing[server] = question
            self._tell(question)
        return self._standing[server]

    def answer(self, answer: Answer) -> None:
        """The user has decided."""
        with self._answered:
            self._answers[answer.id] = answer.choice
            self._answered.notify_all()

    def replay(self) -> Iterator[Question]:
        """The questions that a new window must ask."""
        with self._answered:
            yield from list(self._standing.values())
