"""``python -m launcher.daemon LOCK``: the service as a process, started by a front that found nobody.

It listens and has the viewer started before it imports what it needs itself: the two of them start side by side.
"""

from __future__ import annotations

import os
import sys

from launcher import channel, viewer_process


def main() -> None:
    """Serve until somebody quits. The one argument is the descriptor of the lock, kept until the process ends."""
    os.umask(0o077)
    os.chdir("/")
    os.set_inheritable(int(sys.argv[1]), False)
    listener = channel.listen()
    viewer = None if channel.window_lives() else viewer_process.start()
    from launcher import service

    service.run(listener, viewer)


if __name__ == "__main__":
    main()
