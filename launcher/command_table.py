"""What each command does: one table."""

from __future__ import annotations

import platform
import threading
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from launcher import trust
from launcher.errors import CommandError, RequestError, WetreadError
from launcher.ledger.ledger import Ledger
from launcher.ledger.records import Job, SeriesRecord
from launcher.links.commands import (
    COMMANDS,
    AcquirePatient,
    DicomClose,
    DicomGet,
    DicomQr,
    DicomRs,
    DicomShow,
    ImageClose,
    ImageGet,
    WeasisConfig,
    WeasisInfo,
    WeasisUi,
    WetreadTag,
)
from launcher.links.options import Command, Help
from launcher.protocol.events import Activate, ImagesClosed
from launcher.protocol.events import Command as WindowCommand
from launcher.protocol.wishes import Done

if TYPE_CHECKING:
    from launcher.cache import Cache
    from launcher.loader import Loader
    from launcher.sources.work import Launch
    from launcher.window import Window

NEVER: Final[dict[type[Command], str]] = {
    AcquirePatient: "Wetread shows images and does not acquire any.",
}

ASKED: Final = {
    "patient": "patientID",
    "accession": "accessionNumber",
    "study": "studyUID",
    "series": "seriesUID",
    "instance": "objectUID",
}
"""Options of ``dicom:show`` as words of ``dicom:qr``."""

WINDOW_COMMANDS: Final = tuple(command for verb, command in COMMANDS.items() if verb.startswith("dcmview2d:"))
"""Carried out by the viewer."""


class CommandTable:
    """Carries out one command after the other; what takes time goes on as jobs."""

    def __init__(self, ledger: Ledger, loader: Loader, window: Window, cache: Cache, quit: Callable[[], None]) -> None:
        self._ledger = ledger
        self._loader = loader
        self._window = window
        self._cache = cache
        self._quit = quit
        self._table: dict[type[Command], Callable[[Any, Launch], str | list[Job] | None]] = {
            Help: lambda command, launch: str(command.text),
            DicomGet: loader.get,
            DicomRs: loader.search,
            DicomQr: loader.query,
            DicomShow: self._show,
            DicomClose: self.close,
            ImageGet: loader.get_pictures,
            ImageClose: self._close_pictures,
            WeasisConfig: lambda command, launch: None,  # it was taken out before the others ran
            WeasisInfo: self._info,
            WeasisUi: self._ui,
            WetreadTag: self._tag,
            **dict.fromkeys(WINDOW_COMMANDS, self._in_window),
            **dict.fromkeys(NEVER, self._never),
        }

    def run(self, command: Command, launch: Launch) -> str | list[Job] | None:
        """Carry out a command: text for the caller, or the jobs that go on.

        Raises
        ------
        WetreadError
            It is refused, wrong, or cannot be done.
        """
        trust.command_allowed(command, launch.consent.origin)
        return self._table[type(command)](command, launch)

    def _show(self, command: DicomShow, launch: Launch) -> list[Job]:
        """Bring to the front what is open already, else ask the default archive for it."""
        wanted = {name: value for f in fields(command) if (value := getattr(command, name := f.name))}

        def fits(record: SeriesRecord) -> bool:
            known = {
                "patient": record.patient.patient_id,
                "accession": record.study.accession_number,
                "study": record.study.study_instance_uid,
                "series": record.series.series_instance_uid,
                "instance": wanted.get("instance") if wanted.get("instance") in record.entries else None,
            }
            return all(known[name] == value for name, value in wanted.items())

        job = self._ledger.show(launch.request, launch.accepted, fits)
        if job is not None:
            if command.instance:
                self._in_window(command, launch)
            return [job]
        asked = DicomQr(request=tuple(f"{ASKED[name]}={value}" for name, value in wanted.items()))
        try:
            return self._loader.query(asked, launch)
        except RequestError as error:
            raise RequestError("What is to be shown is not open here", error.said, error.todo) from error

    def close(self, command: DicomClose, launch: Launch) -> None:
        """Close what the command names; of its own request, what comes later stays open."""

        def wanted(record: SeriesRecord) -> bool:
            return (
                command.all
                or record.patient.patient_id in command.patient
                or record.study.study_instance_uid in command.study
                or record.series.series_instance_uid in command.series
            )

        if command.all:
            for job in list(self._ledger.jobs.values()):
                if job.request != launch.request:
                    self._ledger.cancel_job(job)
        self.close_series(wanted, launch.request)
        if command.all:
            self._ledger.forget_past(launch.request)

    def close_series(self, wanted: Callable[[SeriesRecord], bool], request: int = 0) -> None:
        """Forget series, with their files; of ``request``, what comes later stays."""
        self._discard(self._ledger.close(wanted, request))
        self._loader.follow()

    def _discard(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._cache.discard(Path(path))

    def _close_pictures(self, command: ImageClose, launch: Launch) -> None:
        self._discard(self._ledger.close_pictures())
        self._window.post(ImagesClosed())

    def _info(self, command: WeasisInfo, launch: Launch) -> str:
        from importlib.metadata import version

        if not command.all:
            return version("wetread")
        return "\n".join(
            (
                f"Wetread {version('wetread')}",
                f"Cache: {self._cache.folder}",
                f"System: {platform.platform()}",
                f"Python: {platform.python_version()}",
            )
        )

    def _ui(self, command: WeasisUi, launch: Launch) -> str | None:
        if command.quit:
            threading.Thread(target=self._quit, daemon=True).start()
            return None
        if command.visible:
            self._window.post(Activate())
            return None
        return self._in_window(command, launch)

    def _tag(self, command: WetreadTag, launch: Launch) -> str:
        from launcher import selected_tags

        return selected_tags.said(command, self._ledger, self._window)

    def _in_window(self, command: Command, launch: Launch) -> str | None:
        options = {f.name: getattr(command, f.name) for f in fields(command)}
        options = {name: list(value) if isinstance(value, tuple) else value for name, value in options.items()}
        done = self._window.ask(lambda number: WindowCommand(number, command.verb, options), Done)
        if done.exit_code:
            raise (CommandError if done.exit_code == CommandError.exit_code else WetreadError)(done.text)
        return done.text or None

    def _never(self, command: Command, launch: Launch) -> None:
        raise RequestError(f"{command.verb} cannot be done", NEVER[type(command)], "")
