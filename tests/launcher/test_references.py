"""The vocabulary: what series are sorted by."""

from __future__ import annotations

import random

from launcher.references import Series, place_in_study


def test_the_series_of_a_study_stand_by_number_then_by_time_and_documents_behind_pictures() -> None:
    in_order = [
        Series("1.5", "CT", 2),
        Series("1.4", "ECG", 10),
        Series("1.3", "CT", series_date="20240101", series_time="0800"),
        Series("1.2", "CT", series_date="20240101", series_time="0900"),
        Series("1.1", "SR", 1),
    ]
    mixed = random.Random(1).sample(in_order, len(in_order))
    assert sorted(mixed, key=place_in_study) == in_order
    assert place_in_study(Series("1.1", "SR", 1), "image") < place_in_study(in_order[0])
