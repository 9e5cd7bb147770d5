"""``python -m writer``: what ``wetread save`` and the window's *Save as* run."""

from __future__ import annotations

import sys

from writer.command import main

if __name__ == "__main__":
    sys.exit(main())
