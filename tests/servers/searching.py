"""One search over an association of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from launcher.dimse.find import Finder
from launcher.dimse.levels import Row
from launcher.nodes.node import CallingNode, DicomNode
from launcher.protocol.wishes import QueryLevel


def find(
    node: DicomNode,
    caller: CallingNode,
    level: QueryLevel,
    criteria: Mapping[str, str],
    *,
    stop: threading.Event | None = None,
    ca_files: Sequence[Path] = (),
    **how: Any,
) -> Iterator[Row]:
    """Yield what fits; ``how`` is as for ``Finder.rows``."""
    with Finder(node, caller, ca_files, stop) as finder:
        yield from finder.rows(level, criteria, stop=stop, **how)
