"""The list of series: what is there, what is coming, what failed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PyQt5.QtCore import QItemSelectionModel, Qt
from PyQt5.QtGui import QFontMetrics

from launcher.errors import CANCELLED
from launcher.protocol.events import JobUpdate
from tests.files import bundled
from tests.viewer.conftest import announcement, slices, tell
from viewer.model.layout import LAYOUTS
from viewer.model.progress import of_job
from viewer.state.listing import described
from viewer.views import row_painter

TEXT = Qt.ItemDataRole.AccessibleTextRole


def texts(window: Any) -> list[str]:
    model = window.explorer.model()
    return [model.index(row, 0).data(TEXT) for row in range(model.rowCount())]


class TestExplorer:
    def test_patient_study_and_series_stand_below_each_other(self, window: Any) -> None:
        tell(window.store, *slices(3), *slices(1, "B", "2", "Q"))
        assert texts(window) == [
            "Doe, P, ID P", "Study, no date", "MR, MR · 3 images",
            "Doe, Q, ID Q", "Study, no date", "MR, MR · 1 image",
        ]  # fmt: skip

    def test_a_study_tells_beside_its_row_who_asked_for_it(self, window: Any) -> None:
        update, came = slices(3)
        study = replace(update.study, referring_physician_name="Who^Doctor", accession_number="4711", study_id="5")
        tell(window.store, replace(update, study=study), came)
        told = window.explorer.model().index(1, 0)
        for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            assert told.data(role).splitlines() == ["Referred by Who, Doctor", "Accession: 4711", "Study ID: 5"]

    def test_a_report_among_the_images_of_a_series_is_called_one(self, window: Any) -> None:
        tell(window.store, *announcement(bundled("CT_small.dcm"), bundled("test-SR.dcm"), Modality="CT"))
        assert texts(window)[2].endswith("#1 · 1 image")
        assert texts(window)[3].endswith(", #1 · Report")

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"state": "queued", "received": 0}, "Waiting"),
            ({"state": "loading", "received": 1}, "Loading: 1 of 3"),
            ({"state": "loading", "received": 1, "size": 500_000, "rate": 2e5}, "Loading: 1 of 3 · 5 s left"),
            ({"state": "paused", "received": 1, "size": 500_000, "rate": 2e5}, "Paused: 1 of 3"),
            ({"state": "partial", "received": 2, "failed": 1}, "Incomplete: 1 missing"),
            ({"state": "failed", "received": 0, "failed": 3}, "Failed: 3 missing"),
            ({"state": "failed", "received": 0, "failed": 3, "error": CANCELLED.said}, "Cancelled: 3 missing"),
            ({"state": "complete"}, ""),
        ],
    )
    def test_the_state_of_a_series_is_told_in_words(self, window: Any, changes: Any, words: str) -> None:
        tell(window.store, replace(slices(3)[0], **changes))
        assert described(window.explorer.model().rows[2])[2] == words

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"state": "loading", "size": 500_000, "rate": 2e5}, "MR · 200 kB/s · 500 kB"),
            ({"state": "loading"}, "MR · 1 image"),
            ({"state": "paused", "size": 500_000, "rate": 2e5}, "MR · 500 kB"),
            ({"state": "partial", "failed": 2, "size": 500_000}, "MR · 1 image"),
        ],
    )
    def test_a_series_on_its_way_tells_its_pace_and_its_bytes(self, window: Any, changes: Any, words: str) -> None:
        tell(window.store, replace(slices(3)[0], received=1, **changes))
        assert described(window.explorer.model().rows[2])[1] == words

    def test_without_a_service_nothing_claims_to_be_on_its_way(self, window: Any) -> None:
        update = replace(slices(3)[0], state="loading", received=1)
        loading = JobUpdate(1, "Loading", "manifest", "loading", expected=3, received=1, series=(update.key,))
        tell(window.store, loading, update, *slices(3, "B", "2", "Q"))
        window.store.lose_service()
        window.store.catch_up()
        assert described(window.explorer.model().rows[2])[2] == "Interrupted: 2 missing"
        assert described(window.explorer.model().rows[5])[2] == ""
        assert of_job(window.store.jobs[1]) == "Incomplete: 1 of 3 images"
        assert window.store.jobs[1].text == "Interrupted; click the link again"
        assert window.messages._text.text() == "Wetread's service ended. Click the link again."
        window.store.begin_anew()
        tell(window.store, replace(update, state="complete", received=3))
        assert described(window.explorer.model().rows[2])[2] == ""
        assert window.store.jobs == {}

    def test_progress_keeps_the_chosen_row(self, window: Any) -> None:
        update = slices(3)[0]
        tell(window.store, update)
        window.explorer.setCurrentIndex(window.explorer.model().index(2, 0))
        tell(window.store, replace(update, received=1, state="loading"))
        assert window.explorer.currentIndex().row() == 2

    def test_the_series_on_screen_is_the_chosen_row(self, window: Any) -> None:
        tell(window.store, *slices(3), JobUpdate(1, "MR", "local", "done"), *slices(3, "B", "2", "Q"))
        assert window.explorer.currentIndex().row() == 2

    def test_the_row_follows_the_selected_view(self, window: Any) -> None:
        tell(window.store, JobUpdate(1, "MR", "local", "done"), *slices(3, series="1"), *slices(3, series="2"))
        window.store.arrange(LAYOUTS["2x2"])
        window.store.show_series(slices(3, series="2")[0].key)
        assert window.explorer.currentIndex().row() == 3
        window.store.select(0)
        assert window.explorer.currentIndex().row() == 2
        tell(window.store, *slices(3, series="3"))  # the list is drawn anew
        assert window.explorer.currentIndex().row() == 2
        window.store.select(3)
        assert not window.explorer.currentIndex().isValid()

    def test_enter_opens_the_first_series_of_what_is_chosen(self, window: Any) -> None:
        tell(window.store, *slices(3), *slices(4, "B", "2", "Q"))
        index = window.explorer.model().index(3, 0)
        window.explorer.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        window.explorer.activated.emit(index)
        assert window.store.desk.group.title == "Doe, Q"

    def test_a_click_puts_the_series_into_the_selected_view(self, window: Any) -> None:
        first, second = slices(3, series="1"), slices(4, series="2")
        tell(window.store, *first, *second)
        window.store.show_series(first[0].key)
        window.explorer.clicked.emit(window.explorer.model().index(3, 0))
        assert window.store.desk.group.view.count == 4


@pytest.mark.parametrize("text", ["CT", "RTSTRUCT", "A very long modality"])
def test_the_word_in_place_of_a_thumbnail_fits(application: Any, text: str) -> None:
    font = row_painter._fitting(application.font(), text, 56)

    assert QFontMetrics(font).horizontalAdvance(text) <= 58
