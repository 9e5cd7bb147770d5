"""The front: hands over what was asked, prints the answer, exits. It decides nothing.

Standard library only, and little of it: this is what every click starts.
"""

from __future__ import annotations

import os
import sys

from launcher import channel, framing
from launcher.errors import NotRunning, Unreachable, WetreadError

TYPE_CHECKING = False  # spares the import of typing
if TYPE_CHECKING:
    from typing import Any

ANSWER_LIMIT = 60.0  # seconds that the service may take to answer, besides what the caller is willing to wait
MARGIN = 10.0  # seconds between the service's own limit and ours


def hand_over(
    arguments: list[str],
    origin: str = "user",
    wait: bool = False,
    timeout: float = 0.0,
    options: dict[str, str] | None = None,
) -> int:
    """Open ``arguments`` in the running instance, starting one if there is none; returns the exit code."""
    token = os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID") or ""
    request = {
        "kind": "open",
        "arguments": arguments,
        "origin": origin,
        "cwd": _working_directory(),
        "activation_token": token,
        "display": {name: value for name in channel.DISPLAY if (value := os.environ.get(name))} or None,
        "wait": wait,
        "timeout": timeout,
        "options": options,
    }
    return printed(lambda: ask(request, start=True, limit=None if wait and not timeout else ANSWER_LIMIT + timeout))


def _working_directory() -> str:
    try:
        return os.getcwd()
    except OSError:  # it has been removed
        return "/"


def ask(request: dict[str, Any], start: bool = False, limit: float | None = ANSWER_LIMIT) -> dict[str, Any]:
    """Send a request and return the reply, as the dictionaries that ``protocol`` describes.

    Parameters
    ----------
    start
        Start a service if there is none.
    limit
        Seconds to wait for the reply; ``None`` for as long as it takes.

    Raises
    ------
    NotRunning
        There is no instance, or it went away while we asked.
    Unreachable
        It does not answer in time.
    """
    message = {"type": "Request", "version": framing.VERSION, **request}
    for _ in range(3):  # a service that is just ending hangs up on us: the next one answers
        connection = channel.connect()
        if connection is None and (start or channel.window_lives()):
            connection = channel.connect_or_start()
        if connection is None:
            raise NotRunning("Wetread is not running")
        try:
            connection.send(message)
            reply = connection.receive(limit)
        except TimeoutError as error:
            after = f"after {limit:g} s" if limit is not None else "it is busy"
            raise Unreachable("Wetread is running but does not answer", after, "") from error
        except OSError:
            reply = None
        finally:
            connection.close()
        if reply is not None:
            return reply
    raise NotRunning("Wetread went away while it was asked", "", "Try again.")


def printed(call: Any) -> int:
    """Make a call that returns a reply, print what it says, and return the exit code."""
    try:
        reply = call()
    except WetreadError as error:
        reply = {"exit_code": error.exit_code, "err": str(error)}
    if reply.get("out"):
        _print(sys.stdout, reply["out"])
    if reply.get("err"):
        _print(sys.stderr, reply["err"])
    return int(reply["exit_code"])


def _print(stream: Any, text: str) -> None:
    try:
        stream.reconfigure(errors="backslashreplace")  # file names may be no text; JSON reads these escapes
        print(text, file=stream, flush=True)
    except (OSError, ValueError, AttributeError):
        silence(stream)


def silence(stream: Any) -> None:
    """Nobody reads: a browser gives its handlers no terminal. What is still to be written must not fail at the end."""
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, stream.fileno())
        os.close(silence)
    except (OSError, ValueError, AttributeError):
        pass
