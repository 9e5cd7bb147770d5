"""The archives that are set up: to add, to change, to test, to forget, to take over from Weasis."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from launcher.protocol.events import NodeTested
from viewer.dialogs.findings import Findings
from viewer.dialogs.node_form import FIELDS, NodeForm
from viewer.model.archives import KINDS, ArchiveNode
from viewer.query.tree import NothingHere
from viewer.state.archives import Archives
from viewer.views.theme import GAP
from viewer.words import tr

FIRST_SIZE: Final = QSize(940, 660)
LIST_WIDTH: Final = 316


class NodesDialog(QDialog):
    """The list on the left, the values of the one that is chosen on the right, its test below."""

    def __init__(self, archives: Archives, parent: QWidget) -> None:
        super().__init__(parent)
        self._archives = archives
        self._list, self._pages, self._nothing = QListWidget(), QStackedWidget(), NothingHere()
        self._forms = {kind: NodeForm(kind) for kind in FIELDS}
        self._kind, self._node = "", None  # what the form is of; no node: one that is new
        self._wanted = ("", "")  # kind and name to choose when the list comes
        self._after: Callable[[], None] | None = None  # what is to be done when a wish was granted
        self._edited = False
        self._test = 0
        self._title, self._error, self._findings = QLabel(), QLabel(), Findings()
        self._save, self._try = QPushButton(tr("Save")), QPushButton(tr("Test"))
        self._add, self._remove, self._import = (
            QPushButton(tr("Add")),
            QPushButton(tr("Remove")),
            QPushButton(tr("Import …")),
        )
        self.setWindowTitle(tr("Archives – Wetread"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(FIRST_SIZE)
        self._arrange()
        self._connect()
        self._show(None)
        archives.ask_nodes()

    _node: ArchiveNode | None

    # --- making ---

    def _arrange(self) -> None:
        around = QVBoxLayout(self)
        around.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        around.setSpacing(2 * GAP)
        beside = QHBoxLayout()
        beside.setSpacing(2 * GAP)
        beside.addWidget(self._left())
        beside.addLayout(self._right(), 1)
        around.addLayout(beside, 1)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.reject)
        around.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        for button in (self._save, self._try, self._add, self._remove, self._import, close):
            button.setAutoDefault(False)

    def _left(self) -> QWidget:
        self._list.setAccessibleName(tr("Archives that are set up"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        kinds = QMenu(self._add)
        for kind, label in KINDS.items():
            kinds.addAction(label, partial(self.add, kind))
        self._add.setMenu(kinds)
        self._add.setProperty("role", "menu")
        self._import.setToolTip(tr("Take over Weasis's dicomNodes.xml, dicomWebNodes.xml or dicomCallingNodes.xml"))
        buttons = QHBoxLayout()
        for button in (self._add, self._remove, self._import):
            buttons.addWidget(button)
        left = QWidget()
        left.setMinimumWidth(LIST_WIDTH)
        left.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._list, 1)
        column.addLayout(buttons)
        return left

    def _right(self) -> QVBoxLayout:
        self._title.setProperty("role", "title")
        self._error.setWordWrap(True)
        self._error.setTextFormat(Qt.TextFormat.PlainText)
        self._pages.addWidget(self._nothing)
        for form in self._forms.values():
            area = QScrollArea()
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setWidgetResizable(True)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(form)
            self._pages.addWidget(area)
        buttons = QHBoxLayout()
        buttons.addWidget(self._error, 1)
        buttons.addWidget(self._try)
        buttons.addWidget(self._save)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self._title)
        right.addWidget(self._pages, 1)
        right.addLayout(buttons)
        right.addWidget(self._findings)
        return right

    def _connect(self) -> None:
        self._archives.nodes_changed.connect(self._hear)
        self._archives.tested.connect(self._take_findings)
        self._list.currentItemChanged.connect(self._turn_to)
        self._save.clicked.connect(lambda: self.save())
        self._try.clicked.connect(self._save_and_test)
        self._remove.clicked.connect(self._forget)
        self._import.clicked.connect(lambda: self._leave(self._choose_file))
        self._nothing.button.clicked.connect(self._add.showMenu)
        self._findings.proposed.connect(self._use)
        for form in self._forms.values():
            form.edited.connect(self._note_edit)

    # --- drawing ---

    def _hear(self, error: str) -> None:
        """The list is here, after a wish or without one."""
        if error:
            self._after = None
            self._say(error)
        if self._edited and self._after is None:
            return  # what was typed stays
        after, self._after = self._after, None
        self._fill()
        if after is not None:
            after()

    def _fill(self) -> None:
        chosen = (self._node.kind, self._node.name) if self._node is not None else ("", "")
        now = self._wanted if any(self._wanted) else chosen
        self._wanted, self._edited = ("", ""), False
        nodes = self._archives.nodes or ()
        self._list.blockSignals(True)
        self._list.clear()
        for node in nodes:
            whose = tr("  ·  by the administrator") if node.final else ""
            item = QListWidgetItem(f"{node.name}\n{KINDS[node.kind]}{whose}")
            item.setToolTip(node.place)
            item.setData(Qt.ItemDataRole.UserRole, node)
            self._list.addItem(item)
        self._list.setCurrentRow(next((at for at, node in enumerate(nodes) if (node.kind, node.name) == now), 0))
        self._list.blockSignals(False)
        self._show(_node_of(self._list.currentItem()))

    def _show(self, node: ArchiveNode | None) -> None:
        """Show an archive's values, or what there is to do without any."""
        if node is None:
            known = self._archives.nodes is not None
            self._nothing.say(*(EMPTY if known else (tr("Looking which archives are set up …"),)))
        self._begin_form(node.kind if node is not None else "", node)

    def _begin_form(self, kind: str, node: ArchiveNode | None) -> None:
        self._kind, self._node, self._test = kind, node, 0
        final = node is not None and node.final
        self._pages.setCurrentIndex(1 + list(self._forms).index(kind) if kind else 0)
        self._title.setText((KINDS[kind] + (tr(", set up by the administrator") if final else "")) if kind else "")
        if kind:
            self._forms[kind].show_values(node.values if node is not None else {})
            self._forms[kind].set_final(final)
        self._edited = False
        self._findings.clear()
        self._say("")
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        final = self._node is not None and self._node.final
        self._save.setVisible(bool(self._kind) and not final)
        self._save.setEnabled(self._edited)
        self._save.setDefault(self._edited)
        self._try.setVisible(self._kind in ("dicom", "web"))
        self._try.setText(tr("Save and test") if self._edited else tr("Test"))
        self._try.setEnabled(not self._test and (self._edited or self._node is not None))
        self._remove.setEnabled(self._node is not None and not final)

    def _say(self, error: str) -> None:
        self._error.setText(error)
        self._error.setProperty("role", "error")
        self._error.setAccessibleName(error)

    def _note_edit(self) -> None:
        self._edited = True
        self._say("")
        self._refresh_buttons()

    # --- what the user does ---

    def add(self, kind: str) -> None:
        """Begin a new one."""
        self._leave(lambda: self._begin_new(kind))

    def _begin_new(self, kind: str) -> None:
        self._list.setCurrentRow(-1)
        self._begin_form(kind, None)
        self._forms[kind].begin()

    def reject(self) -> None:
        """Close the page."""
        self._leave(super().reject)

    def _turn_to(self, item: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        """Another archive of the list is chosen."""
        node = _node_of(item)
        if not self._edited:
            self._show(node)
            return
        self._list.blockSignals(True)
        self._list.setCurrentItem(before)
        self._list.blockSignals(False)
        self._leave(lambda: self._choose(node))

    def _choose(self, node: ArchiveNode | None) -> None:
        rows = range(self._list.count())
        self._list.setCurrentRow(next((row for row in rows if _node_of(self._list.item(row)) == node), -1))

    def _leave(self, then: Callable[[], None]) -> None:
        """Go on to something else, once what was typed is saved, or given up."""
        if not self._edited:
            then()
            return
        question = QMessageBox(self)
        question.setWindowTitle(tr("Archives – Wetread"))
        question.setText(tr("What you typed has not been saved."))
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        save = question.addButton(tr("Save"), QMessageBox.ButtonRole.AcceptRole)
        drop = question.addButton(tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(save)

        def decided(button: QAbstractButton) -> None:
            if button is save:
                self.save(then)
            elif button is drop:
                self._edited = False
                then()

        question.buttonClicked.connect(decided)
        question.open()

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Have the service keep what stands in the form, which it checks; ``then`` follows when that went well."""
        values, before = self._forms[self._kind].values(), self._node
        name = str(values.get("name", ""))
        if self._is_taken(name):
            self._say(tr("There is one of the name {name} already. Choose another name.", name=name))
            return
        self._wanted = self._kind, name
        renamed = before is not None and before.name.casefold() != name.casefold()

        def after() -> None:
            if renamed and before is not None:
                self._archives.remove_node(before.kind, before.name)
            if then is not None:
                then()

        self._after = after
        self._archives.keep_node(self._kind, values)

    def _is_taken(self, name: str) -> bool:
        """Whether saving would replace another one."""
        others = (node for node in self._archives.nodes or () if node != self._node)
        return any(node.kind == self._kind and node.name.casefold() == name.casefold() for node in others)

    def _save_and_test(self) -> None:
        if self._edited:
            self.save(self._begin_test)
        else:
            self._begin_test()

    def _begin_test(self) -> None:
        if self._node is not None:
            self._findings.begin()
            self._test = self._archives.test_node(self._node.name)
            self._refresh_buttons()

    def _take_findings(self, message: NodeTested) -> None:
        if message.id == self._test:
            proposal = message.retrieve if self._node is not None and not self._node.final else ""
            self._findings.show_findings(message.findings, message.ended, self._proposal(proposal))
            if message.ended:
                self._test = 0
            self._refresh_buttons()

    def _proposal(self, retrieve: str) -> str:
        """How to fetch, where that is another way than the present one."""
        now = self._node.values.get("retrieve", "get") if self._node is not None else ""
        return retrieve if self._kind == "dicom" and retrieve != now else ""

    def _use(self, retrieve: str) -> None:
        self._forms[self._kind].set("retrieve", retrieve)
        self.save()

    def _forget(self) -> None:
        if self._node is not None:
            self._edited = False
            self._archives.remove_node(self._node.kind, self._node.name)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, tr("Import Weasis's lists of archives"), "", tr("Weasis's lists (*.xml)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._archives.import_nodes)
        dialog.open()


def _node_of(item: QListWidgetItem | None) -> ArchiveNode | None:
    return item.data(Qt.ItemDataRole.UserRole) if item is not None else None


EMPTY: Final = (tr("No archive is set up yet"), tr("Add one, or import the lists that Weasis keeps."), tr("Add"))
