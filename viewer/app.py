"""The viewer as a whole: Qt, the window, the line to the service, and what goes between them."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from PyQt5.QtCore import QCoreApplication, QObject, Qt, QTimer
from PyQt5.QtGui import QImage
from PyQt5.QtWidgets import QApplication

from launcher import channel, framing
from launcher.channel import Connection
from launcher.errors import CommandError, WetreadError
from launcher.protocol import AnyMessage
from launcher.protocol.events import (
    Activate,
    Command,
    Describe,
    Matches,
    NodesSetUp,
    NodeTested,
    Question,
    QuestionWithdrawn,
    Quit,
    Screenshot,
    SearchEnded,
    Welcome,
)
from launcher.protocol.wishes import Description, Done, Hello, QuitWish, Ready
from viewer import actions, garbage
from viewer.dialogs.question import Questions
from viewer.inbox import Inbox
from viewer.language import translate_qt
from viewer.pixels.lean_pydicom import leave_out_codecs, load_pydicom
from viewer.settings import settings
from viewer.state import preferences
from viewer.state.description import described
from viewer.state.store import Store
from viewer.views import theme
from viewer.views.main_window import MainWindow
from viewer.views.snapshot import Taking, picture
from viewer.views.system_theme import theme_for
from viewer.words import tr

log = logging.getLogger(__name__)

LARGEST_SCREENSHOT: Final = 8192
"""Pixels along either side."""

DRAWING_LIMIT: Final = 10.0
"""Seconds that a screenshot waits for the images in sight."""

LOOK_AGAIN: Final = 20
"""Milliseconds until it is looked again whether they are there."""


def run(connection: Connection | None, language: str = "en") -> int:
    """Show the window until it is closed; ``connection`` is to a service that has been greeted, if there is one.

    Qt's own texts are shown in ``language``.
    """
    leave_out_codecs()
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_EnableHighDpiScaling)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_UseHighDpiPixmaps)
    QCoreApplication.setApplicationName("wetread")
    QApplication.setDesktopFileName("wetread")
    application = QApplication(["wetread"])
    translate_qt(application, language)
    theme.apply(application, theme_for(preferences.read(settings()).theme))
    viewer = Viewer()
    sys.excepthook = viewer.report
    viewer.open(connection)
    return application.exec()


class Viewer(QObject):
    """Takes what the service says to the store or the window, and answers."""

    def __init__(self) -> None:
        super().__init__()
        self.inbox = Inbox()
        self.store = Store(self.inbox.send)
        self.window = MainWindow(self.store, settings())
        self.questions = Questions(self.window)
        self._run_folders: dict[str, int] = {}
        self._shown_at = 0.0
        self.inbox.received.connect(self._take)
        self.inbox.connected.connect(self._greet)
        self.inbox.lost.connect(self.store.lose_service)
        self.inbox.lost.connect(self.questions.withdraw_all)
        self.inbox.lost.connect(self.store.archives.lose_service)
        self.inbox.failed.connect(self.store.archives.lose_service)
        self.inbox.failed.connect(self.store.board.notify_error)
        self.store.modal_message.connect(self.questions.tell)
        self.questions.answered.connect(self.inbox.send)
        self.questions.standing.connect(self.window.failures.give_way)
        self.window.shown.connect(self._tell_ready)
        self.window.closed.connect(self._end)

    def open(self, connection: Connection | None) -> None:
        """Show the window and begin to listen."""
        self.inbox.open(connection)
        self.window.show()

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an error of ours and tell the user, instead of ending."""
        log.error("an error in the window", exc_info=(kind, error, trace))
        self.store.board.notify("error", tr("Something went wrong in Wetread"), f"{kind.__name__}: {error}"[:300], "")

    # --- the service ---

    def _take(self, message: AnyMessage) -> None:
        take = self._TAKERS.get(type(message))
        if take is not None:
            take(self, message)
        else:
            self.store.apply(message)

    def _greet(self) -> None:
        """A service has been found after the first had gone: it learns all that is here."""
        greeting = Hello(framing.VERSION, os.getpid(), QApplication.platformName())
        self.inbox.greet([greeting, *self.store.library.holds(), Ready(self._shown_at)])
        self.store.begin_anew()

    def _welcome(self, message: Welcome) -> None:
        if message.run_folder not in self._run_folders:
            lock = channel.share_lock(str(Path(message.run_folder) / "lock"))
            self._run_folders[message.run_folder] = lock
        self.store.outside.folder = message.run_folder
        self.store.supply.suspect(message.suspects)

    def _tell_ready(self) -> None:
        if not self._shown_at:
            self._shown_at = time.monotonic()
            self.inbox.send(Ready(self._shown_at))
            gc.freeze()
            garbage.collect_in_this_thread(self)
            QTimer.singleShot(0, _warm_up)

    def _quit(self, message: Quit) -> None:
        self.window.closed.disconnect(self._end)
        self.window.close()
        self._stop()

    def _end(self) -> None:
        """The user has closed the window."""
        self.inbox.send(QuitWish())
        self._stop()

    def _stop(self) -> None:
        self.inbox.close()
        self.store.supply.close()
        self.store.documents.close()
        self._leave_nothing()
        QCoreApplication.exit(0)

    def _leave_nothing(self) -> None:
        """The files of a service that died go with their last user; those of a living one are its own to remove."""
        for folder, lock in self._run_folders.items():
            os.close(lock)
            alone = channel.take_lock(str(Path(folder) / "lock"))
            if alone is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(alone)
        self._run_folders.clear()

    # --- commands ---

    def _command(self, command: Command) -> None:
        self.store.be_current()
        self._done(command.id, lambda: actions.run_command(self.window, command.name, command.options))
        self.window.refresh()

    def _done(self, id: int, work: Callable[[], None]) -> None:
        """Do something and say how it went, whatever happens."""
        try:
            work()
        except WetreadError as error:
            self.inbox.send(Done(id, error.exit_code, str(error)))
        except Exception as error:
            log.exception("a command of the service failed")
            self.inbox.send(Done(id, 1, tr("The window could not do this: {error}", error=error)))
        else:
            self.inbox.send(Done(id))

    def _ask(self, question: Question) -> None:
        self.questions.ask(question)

    def _withdraw(self, message: QuestionWithdrawn) -> None:
        self.questions.withdraw(message.id)

    def _describe(self, message: Describe) -> None:
        self.store.be_current()
        self.inbox.send(Description(message.id, described(self.store, QApplication.platformName())))

    def _hear_of_archives(self, message: NodesSetUp | NodeTested | Matches | SearchEnded) -> None:
        self.store.archives.apply(message)

    def _activate(self, message: Activate) -> None:
        self.window.come_to_front(message.token)
        self.questions.come_to_front()

    def _screenshot(self, message: Screenshot) -> None:
        self.store.be_current()
        until = time.monotonic() + DRAWING_LIMIT
        self._take_screenshot(message, until if message.drawn else 0.0)

    def _take_screenshot(self, message: Screenshot, until: float) -> None:
        """Save it, at once or when all that is in sight has been decoded."""
        if time.monotonic() < until and self.store.is_reading:
            QTimer.singleShot(LOOK_AGAIN, lambda: self._take_screenshot(message, until))
            return
        self._done(message.id, lambda: self._save_screenshot(message))

    def _save_screenshot(self, wanted: Screenshot) -> None:
        if max(wanted.width, wanted.height) > LARGEST_SCREENSHOT:
            raise CommandError(
                tr("The screenshot would be too large"),
                tr("at most {most} pixels a side", most=LARGEST_SCREENSHOT),
            )
        image = self._view_image(wanted) if wanted.view else self._window_image(wanted)
        if not image.save(wanted.path, "PNG"):
            raise WetreadError(tr("The screenshot cannot be saved"), wanted.path, tr("Choose another place."))

    def _window_image(self, wanted: Screenshot) -> QImage:
        before = self.window.size()
        if wanted.width and wanted.height:
            ratio = self.window.devicePixelRatioF()
            self.window.resize(round(wanted.width / ratio), round(wanted.height / ratio))
        image = self.window.grab().toImage()
        self.window.resize(before)
        return image

    def _view_image(self, wanted: Screenshot) -> QImage:
        views = self.window.grid.cells if self.store.desk.group is not None else []
        if wanted.view > len(views):
            raise CommandError(
                tr("There is no such view"),
                tr("view {view} of {views}", view=wanted.view, views=len(views)),
                tr("Views count from 1."),
            )
        view = views[wanted.view - 1]
        return picture(view, Taking(wanted.width or view.width(), wanted.height or view.height()))

    _TAKERS: Final[dict[type, Callable[[Viewer, Any], None]]] = {
        Welcome: _welcome,
        Quit: _quit,
        Question: _ask,
        QuestionWithdrawn: _withdraw,
        Command: _command,
        Describe: _describe,
        Activate: _activate,
        Screenshot: _screenshot,
        **dict.fromkeys((NodesSetUp, NodeTested, Matches, SearchEnded), _hear_of_archives),
    }


def _warm_up() -> None:
    """Import what the first image needs while nothing else is to be done; the window stands already."""
    threading.Thread(target=load_pydicom, daemon=True).start()
