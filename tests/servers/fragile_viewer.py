"""A service whose viewer is a double that one file kills, as hostile files kill decoders.

``python fragile_viewer.py LOCK UID`` runs the real service with the given lock. The viewers that it starts are this
file again, ``python fragile_viewer.py --viewer UID``: they speak the viewer's part, and kill themselves while they
decode the instance ``UID``.
"""

from __future__ import annotations

import os
import signal
import sys
import time

from launcher import channel, daemon, framing
from launcher.protocol import AnyMessage, from_wire, to_wire
from launcher.protocol.events import Describe, InstancesReceived, Quit
from launcher.protocol.wishes import Decoded, Decoding, Description, Hello, ImageShown, Ready


def serve(uid: str) -> None:
    """Be the service, with the double in the viewer's place."""
    real = channel.child_command
    double = [sys.executable, "-P", __file__, "--viewer", uid]
    channel.child_command = lambda module: double if module == "viewer" else real(module)
    daemon.main()


def view(uid: str) -> None:
    """Be the viewer."""
    lock = channel.take_lock(channel.viewer_lock_path())
    connection = channel.connect()
    assert lock is not None and connection is not None

    def say(message: AnyMessage) -> None:
        connection.send(to_wire(message))

    say(Hello(framing.VERSION, os.getpid(), "double"))
    say(Ready(time.monotonic()))
    while (data := connection.receive()) is not None:
        match from_wire(data):
            case InstancesReceived(key, instances):
                for instance in instances:
                    say(Decoding(instance.path))
                    if instance.sop_instance_uid == uid:
                        os.kill(os.getpid(), signal.SIGKILL)
                    say(Decoded(instance.path))
                    say(ImageShown(key, instance.sop_instance_uid, time.monotonic()))
            case Describe(id):
                say(Description(id, {}))
            case Quit():
                return


if __name__ == "__main__":
    view(sys.argv[2]) if sys.argv[1] == "--viewer" else serve(sys.argv[2])
