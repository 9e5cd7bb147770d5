"""``python -m installers``: what registering would change on this system, and who opens what today."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from installers import registration
from installers.api import NotSupported, Registration
from installers.browsers import chromium_policy, firefox_policy

OPENED = ("wetread", "weasis", "application/dicom")


def main(argv: Sequence[str] | None = None) -> int:
    """Print the plan and today's handlers, or the browser policies for the origins that are named."""
    parser = argparse.ArgumentParser("python -m installers", description=__doc__)
    parser.add_argument("--weasis", action="store_true", help="the weasis: scheme too")
    parser.add_argument("--policy", metavar="ORIGIN", nargs="+", help="print browser policies for these sites instead")
    chosen = parser.parse_args(argv)
    try:
        print(_policies(chosen.policy, chosen.weasis) if chosen.policy else _report(registration(), chosen.weasis))
    except (NotSupported, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _report(system: Registration, weasis: bool) -> str:
    plan = [f"  {change}" for change in system.plan(weasis)]
    return "\n".join(["Registering would", *plan, "Today", *(_today(system, what) for what in OPENED)])


def _today(system: Registration, what: str) -> str:
    handler = system.status(what)
    return f"  {what}: " + (f"{handler.name} ({handler.desktop_id}): {handler.command}" if handler else "no program")


def _policies(origins: Sequence[str], weasis: bool) -> str:
    schemes = ("wetread", "weasis") if weasis else ("wetread",)
    chromium, firefox = chromium_policy(origins, schemes), firefox_policy(origins, schemes)
    return f"Chromium, Chrome, Edge:\n{chromium}\nFirefox:\n{firefox}"


if __name__ == "__main__":
    sys.exit(main())
