"""Rows as text to paste, as a table, and files as DICOM JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Container, Iterable
from typing import Any, Final

from viewer.model.tables import safe_cell
from viewer.names import joined
from viewer.tags.model import Row, Rows, flat

HEADER: Final = ("Depth", "Tag", "Keyword", "Name", "VR", "Length")


def as_text(rows: Rows) -> str:
    """One line for each row, indented as the sequences are."""
    return "".join(f"{'  ' * depth}{_line(row)}\n" for depth, row in flat(rows))


def _line(row: Row) -> str:
    head = joined(" ", row.tag, row.vr, row.name)
    told = " | ".join("–" if value is None else value for value in row.values)
    return f"{head}: {told}" if told else head


def as_csv(rows: Rows, titles: Iterable[str] = ("Value",)) -> str:
    """A table (RFC 4180); ``titles`` head the columns of values."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((*HEADER, *titles))
    for depth, row in flat(rows):
        cells = depth, row.tag, row.keyword, row.name, row.vr, row.length, *row.values
        writer.writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()


def as_json(files: Iterable[dict[str, Any]], tags: Container[int]) -> str:
    """Elements of the top level in the DICOM JSON Model, PS3.18 F: one file as an object, several as a list."""
    found = [{tag: element for tag, element in file.items() if int(tag, 16) in tags} for file in files]
    return json.dumps(found[0] if len(found) == 1 else found, indent=2, ensure_ascii=False) + "\n"
