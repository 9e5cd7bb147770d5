"""What archives hold, and which archives there are."""

from __future__ import annotations

from typing import Final

from viewer.actions.row import Action

ROWS: Final = (
    Action("query", "Query archive …", lambda window: window.archives.show_query(), shortcuts=("Ctrl+F",), menu="File"),
)  # fmt: skip

EDIT_ROWS: Final = (
    Action("archives", "Archives …", lambda window: window.archives.show_nodes(), menu="Edit", line=True),
)  # fmt: skip
