"""What the service logs: nothing that an image or an archive says, by whatever library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

READS_AN_ODD_ANSWER = """
import logging, sys
from pathlib import Path
from launcher.dimse.rows import row_in
from launcher.log import start_log

start_log(Path(sys.argv[1]))
logging.getLogger("launcher").warning("begun")
unordered = b"\\x20\\0\\x0d\\0\\x08\\0\\0\\0Doe^Jane" + b"\\x08\\0\\x52\\0\\6\\0\\0\\0STUDY "
assert row_in(unordered, "1.2.840.10008.1.2")["StudyInstanceUID"] == "Doe^Jane"
"""


def test_values_that_pydicom_doubts_are_not_logged(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", READS_AN_ODD_ANSWER, str(tmp_path)], capture_output=True, check=True, timeout=60
    )

    assert (tmp_path / "service.log").read_text().endswith("begun\n")
    assert said.stderr == b""
