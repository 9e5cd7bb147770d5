"""A real keyring: GNOME's, on a session bus of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.processes import program

pytestmark = pytest.mark.real_servers

VISIT = """
import subprocess, sys, time
keyring = subprocess.Popen([sys.argv[1], "--foreground", "--unlock", "--components=secrets"], stdin=subprocess.PIPE,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    keyring.stdin.write(b"password of the keyring")
    keyring.stdin.close()
    from launcher.auth.secrets import Secrets
    until = time.monotonic() + 40
    while not (kept := Secrets()).available and time.monotonic() < until:
        time.sleep(0.1)
    kept.put("password https://pacs.example.org:443", "Basic s3cr3t")
    print(Secrets().get("password https://pacs.example.org:443"))
    print(repr(Secrets().get("password https://elsewhere.example.org:443")))
    print(Secrets().forget(lambda name: "pacs" in name), repr(Secrets().get("password https://pacs.example.org:443")))
finally:
    keyring.kill()
    keyring.wait()
"""


def test_what_is_put_into_the_keyring_is_there_for_the_next_run_and_unreadable_on_disk(tmp_path: Path) -> None:
    keyring, bus = program("gnome-keyring-daemon", "gnome-keyring"), program("dbus-run-session", "dbus")
    environ = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "PATH": os.environ["PATH"]}

    visit = subprocess.run(
        [bus, "--", sys.executable, "-c", VISIT, keyring],
        env=environ,
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert visit.stdout.splitlines() == ["Basic s3cr3t", "''", "1 ''"], visit.stderr
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not any(b"s3cr3t" in content for content in files)
