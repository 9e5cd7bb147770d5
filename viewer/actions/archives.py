"""What archives hold, and which archives there are."""

from __future__ import annotations

from typing import Final

from viewer.actions.row import Action

ROWS: Final = (
    Action("query", "Query archive …", lambda window: window.archives.show_query(), {}, "", ("Ctrl+F",), "File",
           views=False),
)  # fmt: skip

EDIT_ROWS: Final = (
    Action("archives", "Archives …", lambda window: window.archives.show_nodes(), {}, "", (), "Edit", views=False,
           line=True),
)  # fmt: skip
