"""What every operating system's registration offers: the plan, who opens what today, install and remove.

A plan is data, so that it can be shown before it is applied and tested on any system.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOREIGN: Final = ("radiant", "microdicom", "osirix", "horos", "slicer", "dnviewer", "inobitec")
"""Schemes of other viewers, whose links Wetread understands."""


class NotSupported(RuntimeError):
    """Registering is not possible on this system or in this place; the text says why and what helps."""


@dataclass(frozen=True)
class FileWritten:
    """A file of ours, with all it holds."""

    path: Path
    content: bytes
    mode: int = 0o644

    def __str__(self) -> str:
        return f"write {self.path} ({len(self.content)} bytes)"


@dataclass(frozen=True)
class CacheRefreshed:
    """One of the desktop's own indexes, brought up to date by the desktop's own tool where there is one."""

    tool: str
    folder: Path

    def __str__(self) -> str:
        return f"run {self.tool} {self.folder}"


@dataclass(frozen=True)
class DefaultHandler:
    """A MIME type or scheme that opens with a desktop entry of ours from then on."""

    mime_type: str
    desktop_id: str

    def __str__(self) -> str:
        return f"open {self.mime_type} with {self.desktop_id}"


Change = FileWritten | CacheRefreshed | DefaultHandler


@dataclass(frozen=True)
class Handler:
    """A program that opens a scheme or a MIME type."""

    desktop_id: str
    name: str
    command: str
    is_ours: bool


class Registration(ABC):
    """How one system learns that Wetread opens ``wetread:``, ``weasis:`` and DICOM files.

    Parameters
    ----------
    command
        The words that start the launcher, an absolute path first; the system appends what was clicked.
    home
        The user's home folder; nothing outside of what belongs to the user is written.
    """

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self.command = tuple(command)
        self.home = home

    @abstractmethod
    def plan(self, weasis: bool = False, schemes: Sequence[str] = ()) -> list[Change]:
        """What ``install`` would change, in order; nothing is touched."""

    @abstractmethod
    def status(self, mime_or_scheme: str) -> Handler | None:
        """Who opens it today: a scheme such as ``"weasis"`` or a type such as ``"application/dicom"``."""

    @abstractmethod
    def install(self, weasis: bool = False, schemes: Sequence[str] = ()) -> list[str]:
        """Apply the plan, ``weasis`` and others' ``schemes`` only if asked for; sentences of what was done."""

    @abstractmethod
    def remove(self) -> list[str]:
        """Take away what is ours, put back what was there before; sentences of what was done."""
