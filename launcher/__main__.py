"""The front door: ``wetread``. Targets are handed over at once; only other calls load the command line."""

from __future__ import annotations

import sys

SUBCOMMANDS = frozenset(
    {
        "cancel",
        "demo",
        "doctor",
        "link",
        "logout",
        "nodes",
        "open",
        "pause",
        "quit",
        "register",
        "render",
        "resume",
        "retry",
        "save",
        "screenshot",
        "search",
        "status",
        "tags",
        "unregister",
        "wait",
    }
)
"""First words that are calls and not targets; a file of such a name is opened as ``./status``."""


INTERRUPTED = 130  # by Ctrl+C, as shells have it


def main() -> int:
    """Run ``wetread`` with the arguments of this process; returns the exit code."""
    try:
        return _run(sys.argv[1:])
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: list[str]) -> int:
    first = arguments[0] if arguments else ""
    if first == "--from-link":
        from launcher import front

        return front.hand_over(arguments[1:], origin="link")
    if first == "tags":  # in shell loops, so without the other calls' imports
        from launcher.tags import command

        return command.main(arguments[1:])
    if first in SUBCOMMANDS or (first.startswith("-") and first != "-"):
        from launcher import cli

        return cli.main(arguments)
    if arguments[1:] in (["--help"], ["-h"]):  # somebody tries a call that there is not
        from launcher import cli

        return cli.main(arguments[1:])
    from launcher import front

    return front.hand_over(arguments)


if __name__ == "__main__":
    sys.exit(main())
