"""What a link may do, and which servers it may reach.

A link is written by a stranger: no browser says which page it came from. So what it holds is judged by what it would
do, and by the server it would do it with; what a user types is that user's own and only the administrator's "no" stands
above it.

The decision is a pure function of policy and request; asking the user, and remembering the answer, is left to
``Consent``.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Container
from dataclasses import field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, NoReturn
from urllib.parse import urlsplit

from launcher.addresses import origin_of
from launcher.errors import Refused
from launcher.frozen import frozen
from launcher.links.commands import AcquirePatient, DicomGet, WeasisUi, WetreadTag
from launcher.links.options import Command
from launcher.policy import Policy

Origin = Literal["link", "user"]
Verdict = Literal["allow", "ask", "refuse", "deny"]

NAMED: Final = "named under links.allowed_servers of the policy"
REFUSALS: Final[dict[Verdict | Literal["nobody"], tuple[str, str]]] = {
    "deny": ("is denied by the policy", "Ask your administrator, who named it under links.denied_servers."),
    "refuse": ("is unknown here, and a link may not reach it without your administrator's word", f"Have it {NAMED}."),
    "ask": ("was not allowed when you were asked", f"Click the link again and allow it, or have it {NAMED}."),
    "nobody": ("is unknown here, and there is no display to ask on", f"Open it on a display, or have it {NAMED}."),
}
"""Why a server was not contacted, and what to do about it."""


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
    if isinstance(command, WetreadTag):
        raise Refused("A link may not ask what a file says", command.verb, "Nobody would read the answer.")
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
    if not _is_inside(path, policy.local_folders):
        raise Refused(
            "A link may not open files of this computer",
            path,
            "Open it yourself, or ask your administrator to name its folder under links.local_folders of the policy.",
        )


def _is_inside(path: str, folders: tuple[Path, ...]) -> bool:
    try:
        real = Path(path).resolve()
        return any(real.is_relative_to(folder.resolve()) for folder in folders)
    except (OSError, RuntimeError, ValueError):  # symbolic links in a circle, or no path at all
        return False


def judge_server(address: str, origin: Origin, policy: Policy, known: Container[str]) -> Verdict:
    """Whether ``address`` may be asked: by the policy, by what the user said before, or only after asking.

    ``deny`` is the policy's no to this very server, ``refuse`` its no to servers that nobody knows.
    Link-local addresses are never a link's business: behind them are the keys of cloud machines, not archives.
    """
    server = origin_of(address)
    if named(server, policy.denied_servers):
        return "deny"
    if origin == "user" or named(server, policy.allowed_servers) or server in known:
        return "allow"
    return "refuse" if _link_local(server) else policy.unknown_servers


@lru_cache(maxsize=256)
def named(server: str, patterns: tuple[str, ...]) -> bool:
    """Whether a pattern fits: ``host`` or ``host:port``, a scheme before it where wanted, ``*`` for any text in it."""
    scheme, _, place = server.partition("://")
    host = place.rpartition(":")[0]
    forms = (host, place, f"{scheme}://{host}", server)
    return any(_fits(pattern.lower().rstrip("/."), form) for pattern in patterns for form in forms)


def _fits(pattern: str, form: str) -> bool:
    """Not ``fnmatch``: to it, the brackets of an IPv6 address are a set of letters."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), form) is not None


def _link_local(server: str) -> bool:
    try:
        return ipaddress.ip_address(urlsplit(server).hostname or "").is_link_local
    except ValueError:
        return False


@frozen
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
        one. A no holds for the rest of the launch.
    somebody
        Whether there is a display, and so perhaps somebody to ask.
    """

    origin: Origin
    policy: Policy
    known: Container[str]
    ask: Callable[[str], bool]
    somebody: bool = True
    _denied: set[str] = field(default_factory=set, init=False, compare=False)

    def permit(self, address: str) -> None:
        """Return if ``address`` may be asked.

        Raises
        ------
        Refused
            The policy or the user says no, or there is nobody to ask.
        """
        server = origin_of(address)
        verdict = judge_server(address, self.origin, self.policy, self.known)
        if verdict == "allow" or (verdict == "ask" and server not in self._denied and self.ask(server)):
            return
        self._refuse(server, verdict)

    def also(self, server: str) -> Consent:
        """The same for a server that somebody has set up here: it is known."""
        return replace(self, known=(server,))

    def foresee(self, address: str) -> None:
        """Raise what ``permit`` is sure to raise, without asking anybody."""
        verdict = judge_server(address, self.origin, self.policy, self.known)
        if verdict in ("deny", "refuse") or (verdict == "ask" and not self.somebody):
            self._refuse(origin_of(address), verdict)

    def _refuse(self, server: str, verdict: Verdict) -> NoReturn:
        self._denied.add(server)
        why, todo = REFUSALS["nobody" if verdict == "ask" and not self.somebody else verdict]
        raise Refused("Wetread did not contact the server", f"{server} {why}", todo)

    def permit_path(self, path: str) -> None:
        """Return if the local ``path`` may be opened; raise ``Refused`` otherwise."""
        path_allowed(path, self.origin, self.policy)
