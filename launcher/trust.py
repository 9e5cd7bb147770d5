"""What a link may do, and which servers it may reach.

A link is written by a stranger: no browser says which page it came from. So what it holds is judged by what it would
do, and by the server it would do it with; what a user types is that user's own and only the administrator's "no" stands
above it.

The decision is a pure function of policy and request; asking the user, and remembering the answer, is left to
``Consent``.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Container
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from launcher.addresses import origin_of
from launcher.commands import AcquirePatient, Command, DicomGet, WeasisUi
from launcher.errors import Refused
from launcher.settings import Policy

Origin = Literal["link", "user"]
Verdict = Literal["allow", "ask", "refuse"]


def command_allowed(command: Command, origin: Origin) -> None:
    """Check that ``command`` may come from ``origin`` at all; where it reaches is checked when it reaches there.

    Raises
    ------
    Refused
        A link asks for something that only the user of this computer may do.
    """
    if origin == "user":
        return
    if isinstance(command, WeasisUi) and command.quit:
        raise Refused("A link may not close Wetread", command.verb, "Close the window yourself.")
    if isinstance(command, DicomGet) and command.portable:
        raise Refused("A link may not open folders beside the program", f"{command.verb} --portable", "")
    if isinstance(command, AcquirePatient):
        raise Refused("Wetread does not acquire images", command.verb, "")


def path_allowed(path: str, origin: Origin, policy: Policy) -> None:
    """Check that a local path may be opened.

    Raises
    ------
    Refused
        A link names a path outside the policy's ``local_folders``; symbolic links are followed before comparing.
    """
    if origin == "user":
        return
    real = Path(path).resolve()
    if not any(real.is_relative_to(folder.resolve()) for folder in policy.local_folders):
        raise Refused(
            "A link may not open files of this computer",
            path,
            "Open it yourself, or ask your administrator to name its folder under links.local_folders of the policy.",
        )


def judge_server(address: str, origin: Origin, policy: Policy, known: Container[str]) -> Verdict:
    """Whether ``address`` may be asked: by the policy, by what the user said before, or only after asking.

    Link-local addresses are never a link's business: behind them are the keys of cloud machines, not archives.
    """
    server = origin_of(address)
    if _named(server, policy.denied_servers):
        return "refuse"
    if origin == "user" or _named(server, policy.allowed_servers) or server in known:
        return "allow"
    return "refuse" if _link_local(server) else policy.unknown_servers


def _named(server: str, patterns: tuple[str, ...]) -> bool:
    """Whether a pattern fits: ``host``, ``host:port`` or ``scheme://host:port``, with ``*`` in it where wanted."""
    parts = urlsplit(server)
    host = server.removeprefix(f"{parts.scheme}://").rpartition(":")[0]
    forms = (host, f"{host}:{parts.port}", server)
    return any(fnmatchcase(form, pattern.lower().rstrip("/")) for pattern in patterns for form in forms)


def _link_local(server: str) -> bool:
    try:
        return ipaddress.ip_address(urlsplit(server).hostname or "").is_link_local
    except ValueError:
        return False


@dataclass(frozen=True)
class Consent:
    """Decides on each address of one launch, asking the user where nothing else decides.

    Parameters
    ----------
    origin
        Who wrote the request.
    policy, known
        What decides without asking; ``known`` are the servers that this user said yes to.
    ask
        Asks the user about a server and returns whether to go on; blocks until there is an answer or nobody can give
        one. It is called once per server, whoever waits for it.
    """

    origin: Origin
    policy: Policy
    known: Container[str]
    ask: Callable[[str], bool]

    def permit(self, address: str) -> None:
        """Return if ``address`` may be asked.

        Raises
        ------
        Refused
            The policy or the user says no, or there is nobody to ask.
        """
        server = origin_of(address)
        verdict = judge_server(address, self.origin, self.policy, self.known)
        if verdict == "allow" or (verdict == "ask" and self.ask(server)):
            return
        raise Refused(
            "Wetread did not contact the server of this link",
            f"{server} is not among the servers that you or your administrator allowed",
            "Click the link again and allow it, or have it named under links.allowed_servers of the policy.",
        )

    def permit_path(self, path: str) -> None:
        """Return if the local ``path`` may be opened; raise ``Refused`` otherwise."""
        path_allowed(path, self.origin, self.policy)
