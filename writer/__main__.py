"""``python -m writer``: what ``wetread save`` and the window's *Save as* run."""

from __future__ import annotations

import signal
import sys

from writer.command import main


def _interrupt(*_: object) -> None:
    """What was begun is cleared away when the window, or a shell, wants an end."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _interrupt)
    sys.exit(main())
