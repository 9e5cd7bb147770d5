"""Files being written in a process of their own, which decodes and writes while the window stays free."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from PyQt5.QtCore import QCoreApplication, QObject, QProcess, pyqtSignal

from launcher.channel import child_command
from viewer.words import tr

PATIENCE = 3000  # milliseconds from the wish to stop to the end


class Writing(QObject):
    """One run of ``wetread save``; the files to read go by its standard input, not its arguments."""

    progressed = pyqtSignal(int, int)  # files done, files in all
    ended = pyqtSignal(int, str)  # exit code, and what was said

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._said: list[str] = []
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._end)
        self._process.errorOccurred.connect(self._fail)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)  # so that it clears up what it has begun

    def start(self, paths: Iterable[str], words: Sequence[str]) -> None:
        """Write these files; ``words`` are the options of ``wetread save``."""
        program, *arguments = child_command("writer")
        self._process.start(program, [*arguments, "-", "--report", *words])
        self._process.write("".join(f"{path}\n" for path in paths).encode("utf-8", "surrogateescape"))
        self._process.closeWriteChannel()

    @property
    def is_running(self) -> bool:
        """Whether it is at work."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def stop(self) -> None:
        """End it; what is written whole stays."""
        if self.is_running:
            self._process.terminate()
            if not self._process.waitForFinished(PATIENCE):
                self._process.kill()
                self._process.waitForFinished(PATIENCE)

    def _read(self) -> None:
        while self._process.canReadLine():
            told = json.loads(bytes(self._process.readLine()))
            if "said" in told:
                self._said.append(told["said"])
            else:
                self.progressed.emit(told["done"], told["total"])

    def _end(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        if status == QProcess.ExitStatus.CrashExit:
            self._said.append(tr("Writing has broken off: a decoder has failed on one of the images."))
        errors = bytes(self._process.readAllStandardError()).decode(errors="replace").strip()
        said = [*self._said, *(line.removeprefix("wetread save: ") for line in errors.splitlines()[-1:])]
        self.ended.emit(code if status == QProcess.ExitStatus.NormalExit else 1, "\n".join(said))

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.ended.emit(1, self._process.errorString())
