"""Where passwords and refresh tokens are kept: the system's keyring where there is one, else nowhere.

A keyring may take long to answer, or ask to be unlocked: it is spoken to in a thread of its own, each time for at most
``LIMIT`` seconds, and not again after it failed to answer. Keyrings that are plain files do not count.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any, Final, TypeVar

SERVICE: Final = "Wetread"
INDEX: Final = "names"  # a keyring cannot tell what it holds
LIMIT = 30.0  # seconds

Value = TypeVar("Value")

log = logging.getLogger(__name__)


class Secrets:
    """Secrets by name.

    Parameters
    ----------
    remember
        Whether anything may be kept at all, which is the administrator's to decide.
    """

    def __init__(self, remember: bool = True) -> None:
        self._usable = remember
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="keyring")

    @property
    def available(self) -> bool:
        """Whether what is ``put`` now will be there after the next start."""
        return self._asked(lambda: self._keyring is not None, False)

    def get(self, name: str) -> str:
        """A secret, or empty."""
        return self._asked(lambda: self._read(name), "")

    def put(self, name: str, secret: str) -> None:
        """Keep a secret, if there is a place for it."""
        self._asked(lambda: self._write(name, secret), None)

    def forget(self, wanted: Callable[[str], bool]) -> int:
        """Remove the secrets whose names are ``wanted``; how many there were."""
        return self._asked(lambda: self._remove(wanted), 0)

    def _asked(self, question: Callable[[], Value], otherwise: Value) -> Value:
        if not self._usable:
            return otherwise
        try:
            return self._thread.submit(question).result(LIMIT)
        except Exception as error:  # backends raise what they like; texts of theirs may hold anything
            log.warning("the keyring is not used any more: %s", type(error).__name__)
            self._usable = False
            return otherwise

    # --- in the thread ---

    @cached_property
    def _keyring(self) -> Any:
        import keyring

        backend = keyring.get_keyring()
        return backend if backend.priority >= 1 else None

    def _read(self, name: str) -> str:
        return "" if self._keyring is None else self._keyring.get_password(SERVICE, name) or ""

    def _names(self) -> list[str]:
        try:
            return [str(name) for name in json.loads(self._read(INDEX) or "[]")]
        except (ValueError, TypeError):
            return []

    def _write(self, name: str, secret: str) -> None:
        if self._keyring is None:
            return
        self._keyring.set_password(SERVICE, name, secret)
        if name not in (names := self._names()):
            self._keyring.set_password(SERVICE, INDEX, json.dumps([*names, name]))

    def _remove(self, wanted: Callable[[str], bool]) -> int:
        names = self._names()
        gone = [name for name in names if wanted(name)]
        for name in gone:
            self._keyring.delete_password(SERVICE, name)
        if gone:
            self._keyring.set_password(SERVICE, INDEX, json.dumps([name for name in names if name not in gone]))
        return len(gone)
