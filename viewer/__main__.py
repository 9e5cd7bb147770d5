"""``python -m viewer``: the one window of this session, started by the service.

The greeting goes out before Qt is imported, so that the service fetches while Qt starts.
"""

from __future__ import annotations

import gc
import os
import sys

from launcher import channel, framing
from launcher.protocol import to_wire
from launcher.protocol.wishes import Hello, Unusable
from viewer import preflight


def main() -> int:
    """Exit code 0 after the window was closed, or when another viewer is running; 3 if Qt cannot start here."""
    gc.disable()  # what is imported stays; once the window stands, ``garbage`` collects
    sys.setswitchinterval(0.001)  # seconds; the window waits so long for a thread that decodes, not 5 ms at each turn
    lock = channel.take_lock(channel.viewer_lock_path())  # held until the process ends
    if lock is None:
        return 0
    os.environ["QT_QPA_PLATFORM"] = preflight.platform()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy starts sooner without threads that nothing here uses
    os.environ.setdefault("QT_XCB_GL_INTEGRATION", "none")  # and the window without a driver that it does not draw with
    connection = channel.connect()
    try:
        preflight.check()
    except preflight.Unsuited as error:
        print(error, file=sys.stderr)
        if connection is not None:
            connection.send(to_wire(Unusable(error.what, error.why, error.todo)))
        return error.exit_code
    if connection is not None:
        connection.send(to_wire(Hello(framing.VERSION, os.getpid(), preflight.platform())))
    from viewer import language, words
    from viewer.settings import settings

    words.speak(spoken := language.wanted(settings()))  # before there are tables of texts
    from viewer import app

    return app.run(connection, spoken)


if __name__ == "__main__":
    sys.exit(main())
