"""``wetread doctor``: what works on this computer, and what to do about the rest. It looks and changes nothing."""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from launcher import channel
from launcher.errors import WetreadError
from launcher.folders import folders
from launcher.frozen import frozen
from launcher.nodes.node import CallingNode, DicomNode
from launcher.nodes.storage import Nodes
from launcher.policy import policy_files, read_policy

ENOUGH_ROOM = 2 << 30  # bytes free for the cache
ARCHIVE_LIMIT = 3.0  # seconds that an archive has to answer

OPENED = (("wetread", "wetread: links"), ("weasis", "weasis: links"), ("application/dicom", "DICOM files"))


@frozen
class Finding:
    """One thing that was looked at. ``todo`` is empty when all is well; ``note`` marks what is merely worth knowing."""

    subject: str
    said: str
    todo: str = ""
    note: bool = False

    def __str__(self) -> str:
        """A line for people."""
        mark = "note" if self.note else "FIX " if self.todo else "ok  "
        return f"{mark}  {self.subject}: {self.said}" + (f"\n      {self.todo}" if self.todo else "")


def main() -> int:
    """Print the findings; returns 1 when something needs fixing, else 0."""
    found = [finding for look in LOOKS for finding in _guarded(look)]
    for finding in found:
        print(finding)
    return int(any(finding.todo and not finding.note for finding in found))


def _guarded(look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from look()
    except WetreadError as error:
        yield Finding(error.what, error.why or "it failed", error.todo or "See the README.")
    except (OSError, subprocess.SubprocessError) as error:
        yield Finding("This computer", str(error), "Check the permissions of this folder.")


def _program() -> Iterator[Finding]:
    yield Finding("Wetread", f"{version('wetread')} on Python {platform.python_version()}, {platform.platform()}")


def _display() -> Iterator[Finding]:
    """Asked in a process of its own: Qt's libraries would stay in this one."""
    works, said = _asked("viewer.preflight")
    if works:
        yield Finding("Window", said or "Qt finds all libraries it needs")
    else:
        yield Finding("Window", "Qt cannot show one", said)


def _decoders() -> Iterator[Finding]:
    works, said = _asked("viewer.pixels.selftest")
    if works:
        yield Finding("Decoders", f"{said} work")
    else:
        yield Finding("Decoders", f"not all work: {said}", "Install Wetread anew; its packages belong together.")


def _asked(module: str) -> tuple[bool, str]:
    """Whether a program of the viewer's succeeds, and what it says."""
    asked = subprocess.run(
        channel.child_command(module), env=channel.child_environment(), capture_output=True, text=True, timeout=30
    )
    return asked.returncode == 0, (asked.stdout + asked.stderr).strip()


def _handlers() -> Iterator[Finding]:
    import installers
    from installers.api import NotSupported

    try:
        registration = installers.registration()
        for kind, what in OPENED:
            handler = registration.status(kind)
            if handler is None:
                yield Finding(f"Who opens {what}", "nobody", _advice(kind), note=True)
            else:
                advice = "" if handler.is_ours else _advice(kind)
                yield Finding(
                    f"Who opens {what}", f"{handler.name} ({handler.desktop_id})", advice, note=not handler.is_ours
                )
    except NotSupported as error:
        yield Finding("Links and files", str(error), note=True)


def _advice(kind: str) -> str:
    return "wetread register --weasis makes it Wetread." if kind == "weasis" else "wetread register makes it Wetread."


def _socket() -> Iterator[Finding]:
    connection = channel.connect()
    state = "an instance is running" if connection is not None else "ready, nothing is running"
    if connection is not None:
        connection.close()
    yield Finding("Socket", f"{state} ({channel.socket_path()})")


def _cache() -> Iterator[Finding]:
    folder = folders().cache
    there = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(there).free
    todo = "Make room: studies are kept there while they are open." if free < ENOUGH_ROOM else ""
    yield Finding("Cache", f"{folder}, {free // 1_000_000} MB free", todo)


def _policy() -> Iterator[Finding]:
    policy = read_policy()
    files = [str(file) for file in policy_files() if file.is_file()]
    said = f"{', '.join(files)}; unknown servers of links: {policy.unknown_servers}" if files else "none"
    yield Finding("Policy", said)
    for file in policy.ca_files:
        if not file.is_file():
            yield Finding("Policy", f"the CA file {file} does not exist", "Correct network.ca_files.")
    for certificate in policy.client_certificates:
        for file in filter(None, (certificate.file, certificate.key)):
            if not file.is_file():
                said = f"the client certificate file {file} does not exist"
                yield Finding("Policy", said, "Correct network.client_certificates.")


def _archives() -> Iterator[Finding]:
    """Those that speak DIMSE, asked side by side; one that is down is nothing to fix on this computer."""
    from concurrent.futures import ThreadPoolExecutor

    policy = read_policy()
    nodes = Nodes(policy.nodes)
    asked = [node for node in nodes.archives() if isinstance(node, DicomNode)]
    if asked:
        with ThreadPoolExecutor(8) as pool:
            yield from pool.map(lambda node: _answering(node, nodes.calling(node.calling), policy.ca_files), asked)


def _answering(node: DicomNode, caller: CallingNode, ca_files: Sequence[Path]) -> Finding:
    from launcher.dimse.echo import echo

    subject = f"Archive {node.name}"
    try:
        echo(replace(node, connect=ARCHIVE_LIMIT, idle=ARCHIVE_LIMIT), caller, ca_files)
    except WetreadError as error:
        return Finding(subject, f"{error.what}: {error.why}", error.todo, note=True)
    return Finding(subject, f"answers, and knows this computer as {caller.ae_title}")


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _program,
    _display,
    _decoders,
    _handlers,
    _socket,
    _cache,
    _policy,
    _archives,
)
