"""The page of a login in the user's own browser, and the notice that tells where it is for as long as it is needed."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

from launcher.questions import Questions
from launcher.stop import errand_of_this_thread

CHOICES: Final = (("cancel", "Cancel"), ("again", "Open again"))
ADDRESS: Final = (("address", "Address", False),)


class LoginPage:
    """The page of one provider; ``subject`` is what its notice is known by."""

    def __init__(self, questions: Questions, subject: str, provider: str) -> None:
        self._questions = questions
        self._subject = subject
        self._provider = provider

    @contextmanager
    def shown(self, address: str) -> Iterator[Callable[[], bool]]:
        """Show it, with a notice for as long as the block lasts; the value tells whether the user has given up.

        The notice says so when no browser came up, has the address to copy, and can open it again.
        """
        failed = open_browser(address)
        said_failed = False
        with ExitStack() as standing:
            pressed = self._say(standing, address, said_failed)

            def given_up() -> bool:
                nonlocal failed, said_failed, pressed
                choice = pressed()
                if choice == "again":
                    failed = open_browser(address)
                if choice == "again" or failed() != said_failed:
                    said_failed = failed()
                    standing.close()
                    pressed = self._say(standing, address, said_failed)
                return choice == "cancel"

            yield given_up

    def _say(self, standing: ExitStack, address: str, failed: bool) -> Callable[[], str]:
        text = (
            f"No browser could be opened to log in at {self._provider}. Copy the address into a browser of this "
            "computer, or open it again."
            if failed
            else f"Waiting for you to log in at {self._provider}. Its page is opened in your browser."
        )
        said = " ".join(filter(None, (text, needed_for())))
        how = self._questions.notice(
            self._subject, "Log in in your browser", said, CHOICES, ADDRESS, (("address", address),)
        )
        return standing.enter_context(how)


def needed_for() -> str:
    """A sentence for whoever is asked to log in: which job of the window the login is for; empty if none."""
    text = errand_of_this_thread().title()
    return f"It is needed for “{text}”." if text else ""


def open_browser(address: str) -> Callable[[], bool]:
    """Show an address in the user's own browser; the value tells whether that has turned out to fail."""
    program = shutil.which("xdg-open")
    quiet = subprocess.DEVNULL
    try:
        if program is None:
            raise FileNotFoundError
        opened = subprocess.Popen(
            [program, address], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True, cwd="/"
        )
    except OSError:
        return lambda: True
    threading.Thread(target=opened.wait, daemon=True).start()
    return lambda: opened.poll() not in (None, 0)
