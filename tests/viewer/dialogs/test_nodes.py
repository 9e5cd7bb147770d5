"""The page of archives, hand in hand with a service that is a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PyQt5 import sip
from PyQt5.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QMessageBox, QPushButton, QWidget

from launcher.protocol import AnyMessage
from launcher.protocol.events import NodesSetUp, NodeTested
from launcher.protocol.wishes import KeepNode, RemoveNode, TestNode
from viewer.dialogs.nodes import NodesDialog

PACS = {"kind": "dicom", "name": "PACS", "ae_title": "ORTHANC", "host": "h", "port": 4242}
WEB = {"kind": "web", "name": "Web", "url": "https://h/rs", "headers": {"X-Site": "3"}, "final": True}


class Page:
    """The dialog as its user finds it."""

    def __init__(self, window: Any, said: list[AnyMessage]) -> None:
        self.said, self._archives = said, window.store.archives
        self.dialog = NodesDialog(self._archives, window)
        self.dialog.show()

    def say(self, *messages: Any) -> None:
        for message in messages:
            self._archives.apply(message)

    def field(self, name: str, kind: type[QWidget] = QLineEdit) -> Any:
        found = [w for w in self.dialog.findChildren(kind) if w.accessibleName() == name and w.isVisible()]
        return found[0]

    def button(self, text: str) -> QPushButton:
        return next(b for b in self.dialog.findChildren(QPushButton) if b.text() == text)

    @property
    def words(self) -> str:
        return "\n".join(label.text() for label in self.dialog.findChildren(QLabel) if label.isVisible())

    @property
    def list(self) -> QListWidget:
        return self.dialog.findChild(QListWidget)


@pytest.fixture
def page(window: Any, said: list[AnyMessage]) -> Iterator[Page]:
    made = Page(window, said)
    made.say(NodesSetUp((PACS, WEB)))
    yield made
    sip.delete(made.dialog)


def test_without_archives_it_says_what_to_do(page: Page) -> None:
    page.say(NodesSetUp(()))
    assert "No archive is set up yet" in page.words


def test_the_administrators_can_only_be_read(page: Page) -> None:
    assert page.field("AE title").text() == "ORTHANC"
    assert page.button("Remove").isEnabled()
    page.list.setCurrentRow(1)
    assert not page.field("Address").isEnabled()
    assert not page.button("Remove").isEnabled()
    assert not page.button("Save").isVisible()
    assert page.button("Test").isEnabled()
    assert "by the administrator" in page.words


def test_a_new_archive_is_kept_and_chosen(page: Page) -> None:
    page.dialog.add("dicom")
    for name, text in (("Name", "CT"), ("AE title", "CT1"), ("Host", "ct.example.org")):
        page.field(name).setText(text)
    page.button("Save").click()
    kept = page.said[-1]
    assert isinstance(kept, KeepNode)
    assert {name: kept.values[name] for name in ("name", "ae_title", "host", "port", "retrieve", "tls")} == {
        "name": "CT", "ae_title": "CT1", "host": "ct.example.org", "port": "104", "retrieve": "get", "tls": False,
    }  # fmt: skip
    page.say(NodesSetUp((PACS, WEB, {"kind": "dicom", **kept.values})))
    assert page.list.currentItem().text().startswith("CT\n")


def test_what_the_service_refuses_stays_to_be_put_right(page: Page) -> None:
    page.field("Port").setText("0")
    page.button("Save").click()
    page.say(NodesSetUp((PACS, WEB), "An archive cannot be set up: PACS: port must be a port, from 1 to 65535."))
    assert "from 1 to 65535" in page.words
    assert page.field("Port").text() == "0"
    assert page.button("Save").isEnabled()


def test_a_name_that_another_archive_has_is_not_taken_from_it(page: Page) -> None:
    page.say(NodesSetUp((PACS, WEB, {**PACS, "name": "Spare"})))
    page.field("Name").setText("spare")
    page.button("Save").click()

    assert "There is one of the name spare already" in page.words
    assert not any(isinstance(message, KeepNode) for message in page.said)


LEAVING = {
    "another archive": lambda page: page.list.setCurrentRow(1),
    "a new one": lambda page: page.dialog.add("calling"),
    "closing": lambda page: page.dialog.reject(),
}


def leave(page: Page, how: str, answer: str) -> None:
    page.field("Host").setText("changed")
    LEAVING[how](page)
    assert page.field("Host").text() == "changed"
    question = page.dialog.findChild(QMessageBox)
    next(button for button in question.buttons() if button.text().replace("&", "") == answer).click()


@pytest.mark.parametrize("how", LEAVING)
def test_what_was_typed_is_not_lost_without_a_word(page: Page, how: str) -> None:
    leave(page, how, "Cancel")

    assert page.field("Host").text() == "changed"
    assert page.list.currentRow() == 0


@pytest.mark.parametrize("how", LEAVING)
def test_what_was_typed_can_be_given_up(page: Page, how: str) -> None:
    leave(page, how, "Discard")

    assert not any(isinstance(message, KeepNode) for message in page.said)
    assert page.list.currentRow() == {"another archive": 1, "a new one": -1, "closing": 0}[how]
    assert page.dialog.isVisible() == (how != "closing")


@pytest.mark.parametrize("how", LEAVING)
def test_what_was_typed_can_be_saved_before_going_on(page: Page, how: str) -> None:
    leave(page, how, "Save")
    kept = page.said[-1]
    assert isinstance(kept, KeepNode)
    assert kept.values["host"] == "changed"
    page.say(NodesSetUp(({**PACS, "host": "changed"}, WEB)))

    assert page.list.currentRow() == {"another archive": 1, "a new one": -1, "closing": 0}[how]
    assert page.dialog.isVisible() == (how != "closing")


def test_a_list_that_comes_meanwhile_leaves_what_was_typed(page: Page) -> None:
    page.field("Host").setText("changed")
    page.say(NodesSetUp((PACS, WEB)))

    assert page.field("Host").text() == "changed"
    assert page.button("Save").isEnabled()


def test_one_that_was_renamed_leaves_nothing_of_its_old_name(page: Page) -> None:
    page.field("Name").setText("Radiology")
    page.button("Save").click()
    assert not any(isinstance(message, RemoveNode) for message in page.said)
    page.say(NodesSetUp((PACS, WEB, {**PACS, "name": "Radiology"})))
    assert page.said[-1] == RemoveNode("PACS", "dicom")


def test_a_test_grows_line_by_line_and_its_proposal_is_taken(page: Page, until: Callable[..., None]) -> None:
    page.field("Host").setText("other")
    page.button("Save and test").click()
    page.say(NodesSetUp(({**PACS, "host": "other"}, WEB)))
    test = page.said[-1]
    assert isinstance(test, TestNode)
    found = (("echo", True, "it answers"), ("get", False, "it does not offer C-GET"), ("move", True, "came"))
    page.say(NodeTested(test.id, found[:1]))
    until(lambda: "it answers" in page.words)
    page.say(NodeTested(test.id, found, "move", ended=True))
    until(lambda: "it does not offer C-GET" in page.words)
    assert "Best fetched by C-MOVE" in page.words
    page.button("Use it").click()
    kept = page.said[-1]
    assert isinstance(kept, KeepNode)
    assert kept.values["retrieve"] == "move"


def test_findings_of_another_archive_are_not_shown(page: Page) -> None:
    page.button("Test").click()
    test = page.said[-1]
    assert isinstance(test, TestNode)
    page.list.setCurrentRow(1)
    page.say(NodeTested(test.id, (("echo", True, "it answers"),), ended=True))
    assert "it answers" not in page.words
    assert page.button("Test").isEnabled()


def test_values_that_the_form_does_not_offer_are_kept(page: Page) -> None:
    page.say(NodesSetUp(({**PACS, "character_set": "ISO_IR 148"}, WEB)))
    assert page.field("Character set of queries", QComboBox).currentData() == "ISO_IR 148"
