"""The state of the window in the words of ``wetread status --json``."""

from __future__ import annotations

from typing import Any

from viewer.state.sight import Sight
from viewer.state.store import Store


def described(store: Store, platform: str) -> dict[str, Any]:
    """Layout, tool, synchronisation, selection, views and pictures as they are now."""
    group = store.desk.group
    count = len(group.views) if group is not None else 0
    return {
        "platform": platform,
        "layout": group.layout.id if group is not None else "1x1",
        "tool": store.tool,
        "sync": store.sync,
        "selected": group.selected if group is not None else 0,
        "views": [_view(store.sight(index), store) for index in range(count)],
        "images": [_picture(path, store) for path in store.pictures],
    }


def _view(sight: Sight, store: Store) -> dict[str, Any]:
    """One view; UIDs are empty where nothing stands in it, window and level are null where the image has none."""
    viewport, frame = sight.viewport, sight.frame
    record = store.library.get(viewport.series_key)
    center, width = sight.window or (None, None)
    return {
        "SeriesInstanceUID": record.update.series.series_instance_uid if record is not None else "",
        "SOPInstanceUID": frame.instance.sop_instance_uid if frame is not None and record is not None else "",
        "path": viewport.series_key if viewport.series_key in store.pictures else "",
        "frame": frame.frame_index + 1 if frame is not None else 0,
        "position": viewport.position + 1 if frame is not None else 0,
        "count": viewport.count,
        "window": width,
        "level": center,
        "zoom": sight.magnification,
        "rotation": viewport.rotation,
        "flipped": viewport.flipped,
        "size": [sight.view.width, sight.view.height],
        "state": _state(sight, store),
        "error": sight.error or None,
    }


def _state(sight: Sight, store: Store) -> str:
    if sight.frame is None:
        return "empty"
    there = sight.image is not None or store.is_document(sight)
    return "failed" if sight.error else "shown" if there else "loading"


def _picture(path: str, store: Store) -> dict[str, str]:
    error = store.supply.error(path)
    state = "failed" if error else "shown" if store.supply.get(path) is not None else "loading"
    return {"path": path, "state": state}
