"""What the window asks of archives, and what they answer: nodes, their tests, searches, and what is fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Any, Final

from PyQt5.QtCore import QObject, pyqtSignal

from launcher.protocol import AnyMessage
from launcher.protocol.events import Matches, NodesSetUp, NodeTested, SearchEnded
from launcher.protocol.wishes import (
    AskNodes,
    CancelSearch,
    ImportNodes,
    KeepNode,
    QueryLevel,
    RemoveNode,
    RetrieveFound,
    Search,
    TestNode,
)
from viewer.model.archives import ArchiveNode, read_nodes
from viewer.words import tr

INTERRUPTED: Final = tr("The search was interrupted: Wetread's service ended. Search again.")


class Archives(QObject):
    """``say`` takes what is to be said to the service. ``nodes`` are those that are set up, once they are known."""

    nodes_changed = pyqtSignal(str)  # why a wish about them was not granted, or empty
    tested = pyqtSignal(object)  # a NodeTested
    found = pyqtSignal(int, object)  # a search that goes on, and more rows
    ended = pyqtSignal(object)  # a SearchEnded

    def __init__(self, say: Callable[[AnyMessage], None]) -> None:
        super().__init__()
        self.nodes: tuple[ArchiveNode, ...] | None = None
        self._say = say
        self._numbers = count(1)
        self._searches: set[int] = set()
        self._tests: set[int] = set()

    def apply(self, message: NodesSetUp | NodeTested | Matches | SearchEnded) -> None:
        """Take in what the service says; answers that nobody waits for any more are passed over."""
        if isinstance(message, NodesSetUp):
            self.nodes = read_nodes(message.nodes)
            self.nodes_changed.emit(message.error)
        elif isinstance(message, NodeTested):
            self._take_test(message)
        elif message.id in self._searches:
            self._take_answer(message)

    def lose_service(self) -> None:
        """Nothing that was asked is answered any more."""
        for number in sorted(self._searches):
            self._take_answer(SearchEnded(number, 0, error=INTERRUPTED))
        for number in sorted(self._tests):
            self._take_test(
                NodeTested(number, ((tr("Test"), False, tr("Wetread's service ended. Test again.")),), ended=True)
            )

    def ask_nodes(self) -> None:
        """Find out which archives are set up."""
        self._say(AskNodes())

    def keep_node(self, kind: str, values: Mapping[str, Any]) -> None:
        """Set one up, or change it."""
        self._say(KeepNode(kind, values))

    def remove_node(self, kind: str, name: str) -> None:
        """Forget one."""
        self._say(RemoveNode(name, kind))

    def import_nodes(self, files: Iterable[str]) -> None:
        """Take over lists of Weasis."""
        self._say(ImportNodes(tuple(files)))

    def test_node(self, name: str) -> int:
        """Find out what works with one; the number that ``tested`` tells of it by."""
        number = next(self._numbers)
        self._tests.add(number)
        self._say(TestNode(number, name))
        return number

    def search(
        self, node: str, criteria: Mapping[str, str], level: QueryLevel = "STUDY", limit: int = 0, offset: int = 0
    ) -> int:
        """Begin a search; the number that ``found`` and ``ended`` tell of it by."""
        number = next(self._numbers)
        self._searches.add(number)
        self._say(Search(number, node, criteria, level, limit, offset))
        return number

    def cancel(self, number: int) -> None:
        """Nobody waits for this search any more; nothing is told of it from now on."""
        if number in self._searches:
            self._searches.discard(number)
            self._say(CancelSearch(number))

    def retrieve(self, wish: RetrieveFound) -> None:
        """Fetch what was found."""
        self._say(wish)

    def _take_answer(self, message: Matches | SearchEnded) -> None:
        if isinstance(message, Matches):
            self.found.emit(message.id, message.rows)
        else:
            self._searches.discard(message.id)
            self.ended.emit(message)

    def _take_test(self, message: NodeTested) -> None:
        if message.ended:
            self._tests.discard(message.id)
        self.tested.emit(message)
