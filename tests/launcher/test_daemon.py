from __future__ import annotations

import subprocess
import sys


def test_the_viewer_is_started_before_the_service_has_been_imported() -> None:
    program = "import sys, launcher.daemon; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()

    unwanted = {
        "launcher.service",
        "launcher.protocol",
        "launcher.policy",
        "dataclasses",
        "logging",
        "json",
        "typing",
    }
    assert "launcher.viewer_process" in loaded
    assert unwanted.isdisjoint(loaded)


def test_the_service_leaves_what_few_requests_need_to_them() -> None:
    program = "import sys, launcher.service; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()

    unwanted = {"pydicom", "numpy", "urllib3", "lxml", "pynetdicom", "cryptography", "keyring", "importlib.metadata"}
    assert unwanted.isdisjoint(loaded)
