"""The dialog, hand in hand with a service that is a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PyQt5 import sip
from PyQt5.QtCore import QModelIndex, QSettings, Qt
from PyQt5.QtTest import QTest
from PyQt5.QtWidgets import QComboBox, QLineEdit, QMessageBox, QPushButton, QTreeView, QWidget

from launcher.protocol import AnyMessage
from launcher.protocol.events import JobUpdate, Matches, NodesSetUp, SearchEnded
from launcher.protocol.wishes import AskNodes, CancelSearch, RetrieveFound, Search
from tests.viewer.conftest import slices, tell
from viewer.query.dialog import QueryDialog

NODES = (
    {"kind": "dicom", "name": "PACS", "ae_title": "ORTHANC", "host": "h", "port": 4242, "retrieve": "move"},
    {"kind": "web", "name": "Web", "url": "https://h/dicom-web"},
    {"kind": "calling", "name": "Me", "ae_title": "ME"},
)


class Desk:
    """The dialog as its user finds it, by accessible names and texts."""

    def __init__(self, store: Any, said: list[AnyMessage], folder: Path) -> None:
        self.store, self.said, self.folder = store, said, folder
        self.fronts: list[str] = []
        self.open()

    def open(self) -> None:
        settings = QSettings(str(self.folder / "window.ini"), QSettings.Format.IniFormat)
        front, nodes = (lambda: self.fronts.append("images")), (lambda: self.fronts.append("archives"))
        self.dialog = QueryDialog(self.store, settings, nodes, front)
        self.dialog.show()

    def close(self) -> None:
        self.dialog.close()
        sip.delete(self.dialog)

    def named(self, name: str, kind: type[QWidget] = QLineEdit) -> Any:
        return next(widget for widget in self.dialog.findChildren(kind) if widget.accessibleName() == name)

    def button(self, text: str) -> QPushButton:
        return next(b for b in self.dialog.findChildren(QPushButton) if b.text().startswith(text))

    @property
    def tree(self) -> QTreeView:
        return self.dialog.findChild(QTreeView)

    @property
    def words(self) -> str:
        from PyQt5.QtWidgets import QLabel

        return "\n".join(label.text() for label in self.dialog.findChildren(QLabel) if label.isVisible())

    def search(self, **texts: str) -> Search:
        self.named("Patient name").setText(texts.get("name", "Doe*"))
        QTest.keyClick(self.named("Patient name"), Qt.Key.Key_Return)
        return self.heard(Search)

    def heard(self, kind: type) -> Any:
        return next(message for message in reversed(self.said) if isinstance(message, kind))

    def say(self, *messages: Any) -> None:
        for message in messages:
            self.store.archives.apply(message)

    def answer(self, search: Search, *rows: dict[str, str], limited: bool = False) -> None:
        self.say(Matches(search.id, rows), SearchEnded(search.id, len(rows), limited))

    def at(self, *places: int) -> QModelIndex:
        index = QModelIndex()
        for place in places:
            index = self.tree.model().index(place, 0, index)
        assert index.isValid()
        return index

    def texts(self, *places: int) -> list[str]:
        """The first column below an entry."""
        model, above = self.tree.model(), self.at(*places) if places else QModelIndex()
        return [model.index(row, 0, above).data() for row in range(model.rowCount(above))]


def study(number: int, name: str = "Doe^Jane", **more: str) -> dict[str, str]:
    row = {"PatientID": name, "PatientName": name, "StudyInstanceUID": f"1.{number}", "StudyDate": f"2024010{number}"}
    return {**row, "StudyDescription": f"Study {number}", **more}


@pytest.fixture
def empty(store: Any, said: list[AnyMessage], tmp_path: Path) -> Iterator[Desk]:
    made = Desk(store, said, tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """With archives."""
    empty.say(NodesSetUp(NODES))
    return empty


def test_without_an_archive_it_says_what_to_do(empty: Desk) -> None:
    assert isinstance(empty.said[0], AskNodes)
    assert not empty.button("Search").isEnabled()
    empty.say(NodesSetUp(()))
    assert "No archive is set up yet" in empty.words
    empty.button("Add archive").click()
    assert empty.fronts == ["archives"]


def test_archives_that_were_set_up_meanwhile_are_offered_when_it_opens_again(desk: Desk) -> None:
    desk.dialog.close()
    asked = sum(isinstance(message, AskNodes) for message in desk.said)
    desk.dialog.show()

    assert sum(isinstance(message, AskNodes) for message in desk.said) == asked + 1


def test_the_source_offers_what_the_archive_can(desk: Desk) -> None:
    methods, callers = desk.named("Fetch by", QComboBox), desk.named("Call as", QComboBox)
    assert [methods.itemText(row) for row in range(methods.count())] == ["C-MOVE", "C-GET"]
    assert callers.isVisible()
    archives = desk.named("Archive", QComboBox)
    archives.setCurrentIndex(1)
    archives.activated.emit(1)
    assert methods.currentText() == "DICOMweb"
    assert not callers.isVisible()
    desk.close()
    desk.open()
    assert desk.named("Archive", QComboBox).currentText().startswith("Web")


def test_what_is_filled_in_is_asked_for(desk: Desk) -> None:
    desk.named("Modality CT", QPushButton).click()
    desk.button("Add another attribute").click()
    desk.named("Keyword of a DICOM attribute", QComboBox).setEditText("ReferringPhysicianName")
    desk.named("What it must be").setText("House*")
    asked = desk.search()
    assert (asked.node, asked.level, asked.limit, asked.offset) == ("PACS", "STUDY", 100, 0)
    assert asked.criteria == {
        "PatientName": "Doe*", "ReferringPhysicianName": "House*", "ModalitiesInStudy": "CT",
    }  # fmt: skip


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_on_a_modality_searches_and_space_chooses_it(desk: Desk, key: Qt.Key) -> None:
    button = desk.named("Modality MR", QPushButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert button.isChecked()
    QTest.keyClick(button, key)
    assert button.isChecked()
    assert sum(isinstance(message, Search) for message in desk.said) == 1


def test_enter_on_the_study_date_searches_and_down_leads_from_a_modality_to_the_results(desk: Desk) -> None:
    period = desk.named("Study date", QComboBox)
    period.setFocus()
    QTest.keyClick(period, Qt.Key.Key_Return)
    desk.answer(desk.heard(Search), study(1))
    button = desk.named("Modality CT", QPushButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Down)

    assert desk.dialog.focusWidget() is desk.tree
    assert desk.tree.currentIndex().isValid()


def test_down_and_enter_import_the_first_that_was_found(desk: Desk) -> None:
    desk.dialog.activateWindow()
    QTest.qWaitForWindowActive(desk.dialog)
    desk.answer(desk.search(), study(1), study(2, "Roe^Jo"))
    QTest.keyClick(desk.named("Patient name"), Qt.Key.Key_Down)
    QTest.keyClick(desk.tree, Qt.Key.Key_Return)

    assert desk.heard(RetrieveFound).items == ({"StudyInstanceUID": "1.2"},)


def test_what_is_typed_after_another_attribute_was_added_is_its_keyword(desk: Desk) -> None:
    desk.button("Add another attribute").click()
    line = desk.named("Keyword of a DICOM attribute", QComboBox).lineEdit()

    assert line is not None
    QTest.keyClicks(line, "BodyPartExamined")

    assert line.text() == "BodyPartExamined"


def test_a_criterion_that_is_wrong_is_told_and_nothing_asked(desk: Desk) -> None:
    desk.named("Birth date").setText("1950")
    desk.button("Search").click()
    assert "The birth date is not a date" in desk.words
    assert not any(isinstance(message, Search) for message in desk.said)


def test_everything_is_asked_for_only_after_a_question(desk: Desk) -> None:
    from PyQt5.QtWidgets import QSpinBox

    desk.dialog.findChild(QSpinBox).setValue(0)
    desk.button("Search").click()
    question = desk.dialog.findChild(QMessageBox)
    assert "everything that PACS holds" in question.text()
    assert not any(isinstance(message, Search) for message in desk.said)
    next(b for b in question.buttons() if "everything" in b.text()).click()
    assert desk.heard(Search).criteria == {}


def test_results_grow_while_answers_come_and_stand_newest_first(desk: Desk, until: Callable[..., None]) -> None:
    asked = desk.search()
    desk.say(Matches(asked.id, (study(1), study(2, "Roe^Richard"))))
    until(lambda: desk.texts() == ["Roe, Richard", "Doe, Jane"])
    until(lambda: "2 studies of 2 patients so far" in desk.words)
    desk.answer(asked, study(3))
    assert desk.texts() == ["Doe, Jane", "Roe, Richard"]
    assert desk.texts(0) == ["Study 3", "Study 1"]
    assert "3 studies of 2 patients" in desk.words
    assert desk.tree.isExpanded(desk.at(0))


def test_opening_a_study_asks_for_its_series(desk: Desk) -> None:
    desk.answer(desk.search(), study(1))
    desk.tree.expand(desk.at(0, 0))
    asked = desk.heard(Search)
    assert (asked.level, asked.criteria) == ("SERIES", {"StudyInstanceUID": "1.1"})
    assert desk.texts(0, 0) == ["Asking for its series …"]
    desk.answer(asked, *({"SeriesInstanceUID": f"1.1.{n}", "SeriesNumber": n, "Modality": "MR"} for n in ("1", "2")))
    assert sorted(desk.texts(0, 0)) == ["1  Series without description", "2  Series without description"]


def test_series_that_could_not_be_listed_can_be_asked_for_again(desk: Desk) -> None:
    desk.answer(desk.search(), study(1))
    desk.tree.expand(desk.at(0, 0))
    desk.say(SearchEnded(desk.heard(Search).id, 0, error="The archive does not answer"))
    assert desk.texts(0, 0) == ["The archive does not answer"]
    QTest.qWait(50)
    before = len(desk.said)
    desk.tree.collapse(desk.at(0, 0))
    desk.tree.expand(desk.at(0, 0))
    assert len(desk.said) == before + 1


def test_escape_cancels_at_once_and_keeps_what_has_come(desk: Desk) -> None:
    asked = desk.search()
    desk.say(Matches(asked.id, (study(1),)))
    QTest.keyClick(desk.named("Patient name"), Qt.Key.Key_Escape)
    assert desk.heard(CancelSearch).id == asked.id
    assert "Cancelled after 1 study of 1 patient" in desk.words
    desk.answer(asked, study(2))
    assert desk.texts(0) == ["Study 1"]
    assert desk.dialog.isVisible()
    QTest.keyClick(desk.named("Patient name"), Qt.Key.Key_Escape)
    assert not desk.dialog.isVisible()


def test_what_went_wrong_stands_in_the_dialog(desk: Desk) -> None:
    asked = desk.search()
    desk.say(SearchEnded(asked.id, 0, error="PACS refused: it does not know AE title ME. Ask its administrator."))
    assert "does not know AE title ME" in desk.words


def test_nothing_found_comes_with_a_hint(desk: Desk) -> None:
    desk.answer(desk.search(name="Doe"))
    assert "Doe*" in desk.words


def test_pages_are_turned(desk: Desk) -> None:
    asked = desk.search()
    desk.answer(asked, study(1), limited=True)
    assert "Studies 1 to 1; there may be more" in desk.words
    desk.button("Next page").click()
    asked = desk.heard(Search)
    assert asked.offset == 100
    desk.answer(asked, study(2))
    assert "Studies 101 to 101" in desk.words
    assert not desk.button("Next page").isEnabled()
    desk.button("Previous page").click()
    assert desk.heard(Search).offset == 0


@pytest.mark.parametrize("at", [(0,), (0, 0), (0, 0, 0)])
def test_enter_imports_at_any_level(desk: Desk, at: tuple[int, ...]) -> None:
    desk.answer(desk.search(), study(1))
    desk.tree.expand(desk.at(0, 0))
    desk.answer(desk.heard(Search), {"SeriesInstanceUID": "1.1.1"})
    desk.tree.setCurrentIndex(desk.at(*at))
    searches = sum(isinstance(message, Search) for message in desk.said)
    QTest.keyClick(desk.tree, Qt.Key.Key_Return)
    series = {"SeriesInstanceUID": "1.1.1"} if len(at) == 3 else {}
    assert desk.heard(RetrieveFound) == RetrieveFound("PACS", ({"StudyInstanceUID": "1.1", **series},), "move", "Me")
    assert sum(isinstance(message, Search) for message in desk.said) == searches


def test_reopened_it_says_nothing_of_what_was_imported_before(desk: Desk) -> None:
    desk.answer(desk.search(), study(1))
    desk.tree.setCurrentIndex(desk.at(0, 0))
    QTest.keyClick(desk.tree, Qt.Key.Key_Return)
    assert "Importing" in desk.words

    desk.dialog.close()
    desk.dialog.show()

    assert "Importing" not in desk.words


def test_at_first_it_fits_on_the_screen_with_its_title(desk: Desk) -> None:
    assert desk.dialog.height() <= 0.9 * desk.dialog.screen().availableSize().height()


def test_the_images_come_to_the_front_when_there_is_something_to_see(desk: Desk) -> None:
    rows = [study(1, StudyInstanceUID="1.A"), study(2, StudyInstanceUID="1.B")]
    desk.answer(desk.search(), *rows)
    desk.tree.setCurrentIndex(desk.at(0, 1))
    desk.button("Import 1 study").click()
    tell(desk.store, JobUpdate(1, "other", "local", "done"), *slices(2, "C"))
    assert desk.fronts == []
    tell(desk.store, JobUpdate(2, "A", "dimse", "done"), *slices(2, "A", job=2))
    assert desk.fronts == ["images"]
    assert desk.tree.model().index(1, 5, desk.at(0)).data() == "open"


def test_a_saved_search_is_applied_at_the_next_opening(desk: Desk) -> None:
    from viewer.query.saved import SavedBar

    desk.named("Patient name").setText("Doe*")
    desk.dialog.findChild(SavedBar).keep("Follow-up")
    desk.search()
    desk.close()
    desk.open()
    assert desk.named("Patient name").text() == "Doe*"
    assert desk.named("Saved searches", QComboBox).currentText() == "Follow-up"


def test_without_a_name_what_was_typed_is_forgotten(desk: Desk) -> None:
    desk.named("Modality MR", QPushButton).click()
    desk.search()
    desk.close()
    desk.open()
    assert desk.named("Patient name").text() == ""
    assert desk.named("Modality MR", QPushButton).isChecked()
    assert not any(b"Doe" in file.read_bytes() for file in desk.folder.iterdir())


def test_thousands_of_patients_are_listed_closed_and_can_be_selected_at_once(desk: Desk) -> None:
    desk.answer(desk.search(), *(study(1, f"P{n}", StudyInstanceUID=f"1.{n}") for n in range(1000)))
    assert not desk.tree.isExpanded(desk.at(0))
    desk.tree.selectAll()
    assert desk.button("Import").text() == "Import 1000 studies"
