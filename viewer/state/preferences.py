"""What the user prefers, kept between sessions beside the window's place; never anything of a patient."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from PyQt5.QtCore import QSettings

from launcher.frozen import frozen
from viewer.language import SYSTEM
from viewer.model.desk import Sync
from viewer.state.showing import ANNOTATIONS, Annotations
from viewer.state.store import Store
from viewer.words import LANGUAGES

CHOICES: Final[dict[str, tuple[Any, ...]]] = {
    "theme": ("dark", "light", "system"),
    "annotations": ANNOTATIONS,
    "sync": ("Stack", "Tile", "None"),
    "memory_mb": (0, 512, 1024, 2048, 4096, 8192),
    "language": (SYSTEM, *LANGUAGES),
}
"""What can be chosen; the first is what holds until something is."""


@frozen
class Preferences:
    """``memory_mb`` is for decoded images, 0 what suits the computer; the rest is how each session begins.

    ``language`` counts when the window is opened the next time.
    """

    theme: str = "dark"
    annotations: Annotations = "all"
    reference_lines: bool = True
    sync: Sync = "Stack"
    memory_mb: int = 0
    language: str = SYSTEM


def read(settings: QSettings) -> Preferences:
    """What is kept; what cannot be chosen any more counts as not chosen."""
    default, found = Preferences(), {}
    for field in fields(Preferences):
        usual = getattr(default, field.name)
        value = settings.value(f"preferences/{field.name}", usual, type(usual))
        found[field.name] = value if value in CHOICES.get(field.name, (True, False)) else usual
    return Preferences(**found)


def keep(settings: QSettings, preferences: Preferences) -> None:
    """Write them down."""
    for field in fields(Preferences):
        settings.setValue(f"preferences/{field.name}", getattr(preferences, field.name))
    settings.sync()


def begin_with(store: Store, preferences: Preferences) -> None:
    """Have the window as the user prefers it."""
    store.annotations, store.lines_wanted = preferences.annotations, preferences.reference_lines
    store.supply.keep_at_most(preferences.memory_mb << 20 or None)
    store.set_sync(preferences.sync)
