"""What leaves the window as a table: CSV (RFC 4180) with the identifiers that lead back to the images."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from launcher.references import Instance
from viewer.model.drawings import Drawn
from viewer.model.key_images import KeyImages
from viewer.model.library import Library, SeriesRecord

ORIGIN: Final = (
    "PatientID", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "FrameNumber", "SeriesNumber",
    "InstanceNumber",
)  # fmt: skip
MEASURED: Final = (
    "Kind", "Text", "Value", "Unit", "SpacingAttribute", "Count", "Mean", "SD", "Minimum", "Maximum", "ValueUnit",
    "Points",
)  # fmt: skip
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula; such a text gets an apostrophe in front."""


def measurements_csv(items: Iterable[Drawn], library: Library) -> str:
    """One row per measurement; places are ``column row`` in image coordinates, (0, 0) being the upper left edge."""
    rows = list(items)
    origins = library.locate(item.frame[0] for item in rows)
    return _table([*ORIGIN, *MEASURED], ([*_origin(origins, *item.frame), *_measured(item)] for item in rows))


def key_images_csv(images: KeyImages, library: Library, separator: str = ",") -> str:
    """One row per key image."""
    origins = library.locate(image.sop_instance_uid for image in images)
    return _table(ORIGIN, (_origin(origins, image.sop_instance_uid, image.frame_index) for image in images), separator)


Origins = dict[str, tuple[SeriesRecord, Instance]]


def _origin(origins: Origins, uid: str, frame_index: int) -> list[Any]:
    if uid not in origins:
        return ["", "", "", uid, frame_index + 1, "", ""]
    record, instance = origins[uid]
    update = record.update
    series = update.series.series_instance_uid, uid, frame_index + 1, update.series.series_number
    return [update.patient.patient_id, update.study.study_instance_uid, *series, instance.instance_number]


def _measured(item: Drawn) -> list[Any]:
    shape, result = item.shape, item.result
    found = result.statistics
    values = (found.count, found.mean, found.sd, found.minimum, found.maximum, found.unit) if found else ("",) * 6
    source = result.scale.source if result.value is not None else ""
    points = "; ".join(f"{column:.2f} {row:.2f}" for column, row in shape.points)
    return [shape.name, shape.text, result.value, result.unit, source, *values, points]


def _table(header: Sequence[str], rows: Iterable[Sequence[Any]], separator: str = ",") -> str:
    import csv

    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(header)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return out.getvalue()


def safe_cell(value: Any) -> Any:
    """A value as a cell that no spreadsheet takes for a formula; numbers with six digits."""
    if isinstance(value, float):
        return f"{value:.6g}"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) and not _is_number(value) else value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
