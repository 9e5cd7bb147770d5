from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("modules", "unwanted"),
    [
        ("viewer.model.library, viewer.model.viewport, viewer.model.layout", {"numpy", "pydicom", "PyQt5"}),
        (
            "viewer.app",
            {"pydicom", "imagecodecs", "pyqtgraph", "statistics", "subprocess", "PyQt5.QtPrintSupport"}
            | {"viewer.tags.window", "viewer.views.output", "viewer.views.document_view", "viewer.dialogs.shortcuts"}
            | {"viewer.dialogs.key_images", "viewer.documents.readers", "viewer.documents.report"},
        ),
        ("viewer.pixels.cache, viewer.pixels.voi, viewer.pixels.overlays", {"pydicom", "imagecodecs", "PyQt5"}),
    ],
)
def test_the_window_need_not_wait_for_what_only_images_need(modules: str, unwanted: set[str]) -> None:
    program = f"import sys, {modules}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert unwanted.isdisjoint(loaded)
