"""What is done with each message of the window: one table."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from launcher.command_table import CommandTable
from launcher.errors import WetreadError
from launcher.ledger.ledger import Ledger
from launcher.loader import Loader
from launcher.protocol import AnyMessage
from launcher.protocol.events import InstancesReceived, SeriesUpdate
from launcher.protocol.wishes import (
    Answer,
    AskNodes,
    Cancel,
    CancelJob,
    CancelSearch,
    Close,
    Decoded,
    FrameWanted,
    ImageShown,
    ImportNodes,
    KeepNode,
    Open,
    Pause,
    PictureShown,
    Prioritize,
    QuitWish,
    Ready,
    RemoveNode,
    Resume,
    RetrieveFound,
    Retry,
    Search,
    TestNode,
)
from launcher.questions import Questions
from launcher.runner import Outcome, Runner

if TYPE_CHECKING:
    from launcher.nodes.desk import NodeDesk

ASKING: Final = (Open, RetrieveFound, Retry, Search, TestNode)
"""Wishes for which the user may be asked what they said no to before."""

OF_ARCHIVES: Final = (AskNodes, KeepNode, RemoveNode, ImportNodes, TestNode, Search, CancelSearch)
"""Wishes that ``nodes.desk`` answers."""

log = logging.getLogger(__name__)


class WishTable:
    """Does what the window wishes, and takes in what it tells. ``node_desk`` gives the desk of the archives."""

    def __init__(
        self,
        ledger: Ledger,
        loader: Loader,
        commands: CommandTable,
        runner: Runner,
        questions: Questions,
        node_desk: Callable[[], NodeDesk],
        quit: Callable[[], None],
    ) -> None:
        self._ledger = ledger
        self._questions = questions
        self._held: dict[str, SeriesUpdate] = {}  # series of a window that has outlived its service
        self._table: dict[type[AnyMessage], Callable[[Any], object]] = {
            SeriesUpdate: lambda held: self._held.update({held.key: held}),
            InstancesReceived: lambda held: ledger.adopt(self._held.pop(held.key), held),
            Ready: self._take_ready,
            ImageShown: lambda shown: ledger.image_shown(shown.key, shown.at),
            Decoded: self._take_decoded,
            PictureShown: lambda picture: ledger.picture_shown(picture.path, picture.error),
            Open: lambda wish: self._tell(runner.open_targets(wish)),
            RetrieveFound: lambda wish: self._tell(runner.retrieve(wish)),
            Retry: lambda wish: ledger.retry(wish.keys),
            Close: lambda wish: commands.close_series(lambda record: record.key in wish.keys),
            Pause: lambda wish: loader.pause(wish.keys),
            Resume: lambda wish: loader.pause(wish.keys, paused=False),
            Cancel: lambda wish: loader.cancel(wish.keys),
            Prioritize: lambda wish: loader.look_at(wish.key),
            FrameWanted: lambda wish: ledger.want_frame(wish.path, wish.frame_index),
            CancelJob: lambda wish: loader.cancel_job(wish.job),
            Answer: questions.answer,
            **dict.fromkeys(OF_ARCHIVES, lambda wish: node_desk().hear(wish)),
            QuitWish: lambda wish: threading.Thread(target=quit, daemon=True).start(),
        }

    def hear(self, message: AnyMessage) -> None:
        """Do what a message asks for; what fails is told to the user."""
        does = self._table.get(type(message))
        if does is None:
            log.warning("the viewer sent a %s", type(message).__name__)
            return
        if isinstance(message, ASKING):
            self._questions.asked_anew()
        try:
            does(message)
        except WetreadError as error:
            self._ledger.message("error", error.what, error.why, error.todo)
        except Exception:
            log.exception("a %s of the viewer failed in an unforeseen way", type(message).__name__)

    def _take_ready(self, ready: Ready) -> None:
        for held in self._held.values():
            self._ledger.adopt(held, InstancesReceived(held.key, ()))
        self._held.clear()
        self._ledger.window_ready(ready.at)

    def _take_decoded(self, decoded: Decoded) -> None:
        if decoded.error:
            self._ledger.unreadable(decoded.path, decoded.error)

    def _tell(self, outcome: Outcome) -> None:
        for error in outcome.errors:
            self._ledger.message("error", error.what, error.why, error.todo)
