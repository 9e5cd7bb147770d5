"""What the window's dialogs ask of archives: which there are, whether they work, what they hold.

Each search and each test runs in a thread of its own; what comes is sent as it comes, in batches.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final

from launcher.dimse.levels import Row
from launcher.errors import RequestError, WetreadError
from launcher.nodes.node import KINDS, DicomNode, WebNode, read_node, values_of
from launcher.nodes.search import Reach, search
from launcher.nodes.storage import Nodes
from launcher.nodes.testing import Finding, proposal, tested
from launcher.nodes.weasis import take_over
from launcher.policy import Policy
from launcher.protocol import AnyMessage
from launcher.protocol.events import Matches, NodesSetUp, NodeTested, SearchEnded
from launcher.protocol.wishes import AskNodes, CancelSearch, ImportNodes, KeepNode, RemoveNode, Search, TestNode
from launcher.stop import Stop
from launcher.trust import Consent

BATCH: Final = 0.1  # seconds that an answer waits for others, at most

log = logging.getLogger(__name__)


class NodeDesk:
    """Answers the dialogs.

    Parameters
    ----------
    policy
        Gives the policy of the moment.
    """

    def __init__(self, policy: Callable[[], Policy], reach: Reach, tell: Callable[[AnyMessage], None]) -> None:
        self._policy = policy
        self._reach = reach
        self._tell = tell
        self._searches: dict[int, Stop] = {}

        self._wishes: dict[type[AnyMessage], Callable[[Any], object]] = {
            AskNodes: lambda wish: self._changed(lambda: None),
            KeepNode: lambda wish: self._changed(lambda: self._nodes().add([_node(wish)])),
            RemoveNode: lambda wish: self._changed(lambda: self._nodes().remove(wish.name, wish.kind)),
            ImportNodes: lambda wish: self._changed(lambda: self._import(wish)),
            TestNode: lambda wish: self._beside(self._test, wish),
            Search: self._begin_search,
            CancelSearch: self._cancel,
        }

    def hear(self, wish: AnyMessage) -> None:
        """Do what the window wishes, or begin it."""
        self._wishes[type(wish)](wish)

    def _nodes(self) -> Nodes:
        return Nodes(self._policy().nodes)

    def _consent(self) -> Consent:
        """The user's own search: only the administrator's no stands above it."""
        return Consent("user", self._policy(), (), lambda server: False)

    def _beside(self, work: Callable[..., None], *arguments: Any) -> None:
        threading.Thread(target=work, args=arguments, name="archive", daemon=True).start()

    # --- which there are ---

    def _changed(self, change: Callable[[], None]) -> None:
        error = ""
        try:
            change()
        except WetreadError as refused:
            error = str(refused)
        try:
            nodes = self._nodes().all()
        except WetreadError as unreadable:
            nodes, error = (), error or str(unreadable)
        self._tell(NodesSetUp(tuple({"kind": n.kind, **values_of(n), "final": n.final} for n in nodes), error))

    def _import(self, wish: ImportNodes) -> None:
        """Take over what can be; the rest is told at the end."""
        passed: list[str] = []
        for file in wish.files:
            try:
                passed += take_over(Path(file), self._nodes())[1]
            except RequestError as error:
                passed.append(error.said)
        if passed:
            raise WetreadError("Not everything could be taken over", "; ".join(passed)[:1000], "")

    # --- whether they work ---

    def _test(self, wish: TestNode) -> None:
        findings: list[Finding] = []
        try:
            nodes = self._nodes()
            node = nodes.archive(wish.name)
            for finding in tested(node, nodes.calling(_calling_of(node)), self._reach, self._consent()):
                findings.append(finding)
                self._tell(NodeTested(wish.id, tuple(findings)))
        except WetreadError as error:
            findings.append(("archive", False, str(error)))
        except Exception:
            log.exception("the test of an archive failed in an unforeseen way")
            findings.append(("archive", False, "an unforeseen error; the log of Wetread says more"))
        self._tell(NodeTested(wish.id, tuple(findings), proposal(findings), ended=True))

    # --- what they hold ---

    def search(self, wish: Search, tell: Callable[[AnyMessage], None], stop: Stop) -> None:
        """Search for somebody else than the window, until it ends, ``stop`` is set, or ``tell`` raises ``OSError``."""
        try:
            self._search(wish, stop, tell)
        finally:
            stop.set()

    def _begin_search(self, wish: Search) -> None:
        stop = self._searches[wish.id] = Stop()
        self._beside(self._search_for_window, wish, stop)

    def _search_for_window(self, wish: Search, stop: Stop) -> None:
        self._search(wish, stop, self._tell)
        self._searches.pop(wish.id, None)

    def _cancel(self, wish: CancelSearch) -> None:
        stop = self._searches.get(wish.id)
        if stop is not None:
            stop.set()

    def _search(self, wish: Search, stop: Stop, tell: Callable[[AnyMessage], None]) -> None:
        count = 0
        failed: WetreadError | None = None
        try:
            for rows in batches(self._rows(wish, stop)):
                count += len(rows)
                tell(Matches(wish.id, tuple(rows)))
        except WetreadError as error:
            failed = None if stop.is_set() else error
        except OSError:
            raise
        except Exception:
            log.exception("a search failed in an unforeseen way")
            todo = "The log of Wetread says more."
            failed = WetreadError("The archive could not be searched", "an unforeseen error", todo)
        limited = bool(wish.limit) and count >= wish.limit
        said, code = (str(failed), failed.exit_code) if failed is not None else ("", 0)
        tell(SearchEnded(wish.id, count, limited, said, code))

    def _rows(self, wish: Search, stop: Stop) -> Iterator[Row]:
        nodes = self._nodes()
        node = nodes.archive(wish.node)
        caller = nodes.calling(_calling_of(node))
        asked = (wish.level, wish.criteria, wish.limit, wish.offset, stop)
        return search(node, caller, self._reach, self._consent(), *asked)


def _node(wish: KeepNode) -> Any:
    if wish.kind not in KINDS:
        raise WetreadError("The archive cannot be kept", f"{wish.kind[:20]} is no kind of archive", "")
    return read_node(wish.kind, {name: value for name, value in wish.values.items() if name != "final"})


def _calling_of(node: DicomNode | WebNode) -> str:
    return node.calling if isinstance(node, DicomNode) else ""


def batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows together that came within a moment. An archive that pauses holds up nothing that came before."""
    come: SimpleQueue[Row | None] = SimpleQueue()  # ``None`` is the end
    ended = threading.Event()
    failed: list[BaseException] = []

    def gather() -> None:
        try:
            for row in rows:
                come.put(row)
        except BaseException as error:  # raised again below
            failed.append(error)
        come.put(None)
        ended.set()

    threading.Thread(target=gather, name="archive-rows", daemon=True).start()
    over = False
    while not over:
        gathered = [come.get(), *(come.get() for _ in range(come.qsize()))]
        over = gathered[-1] is None
        if batch := [row for row in gathered if row is not None]:
            yield batch
        ended.wait(BATCH)
    if failed:
        raise failed[0]
