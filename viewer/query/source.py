"""Where to search: the archive, how its images are fetched, and as whom it is called."""

from __future__ import annotations

from PyQt5.QtCore import QSettings, pyqtSignal
from PyQt5.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from viewer.model.archives import METHODS, ArchiveNode, archives, callers
from viewer.state.archives import Archives
from viewer.views.theme import GAP
from viewer.words import tr


class Source(QWidget):
    """One row; what was chosen is remembered in ``settings``. ``nodes_wanted``: the user wants to set archives up."""

    chosen = pyqtSignal()
    nodes_wanted = pyqtSignal()

    def __init__(self, known: Archives, settings: QSettings) -> None:
        super().__init__()
        self._known, self._settings = known, settings
        self._archives, self._methods, self._callers = QComboBox(), QComboBox(), QComboBox()
        self._labels = [_label(tr('Archive'), self._archives), _label(tr('Fetch by'), self._methods),
                        _label(tr('Call as'), self._callers)]  # fmt: skip
        self._archives.setMinimumWidth(220)
        self._archives.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        nodes = QPushButton(tr("Archives …"))
        nodes.setAutoDefault(False)
        nodes.setToolTip(tr("Add, change or test archives"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for label, box in zip(self._labels, (self._archives, self._methods, self._callers), strict=True):
            row.addWidget(label)
            row.addWidget(box)
            row.addSpacing(GAP)
        row.addStretch()
        row.addWidget(nodes)
        nodes.clicked.connect(self.nodes_wanted)
        self._archives.activated.connect(self._choose)
        self._archives.currentIndexChanged.connect(self._offer)
        known.nodes_changed.connect(self.refresh)
        self.refresh()

    @property
    def node(self) -> ArchiveNode | None:
        """The archive that is chosen, if there is one."""
        node: ArchiveNode | None = self._archives.currentData()
        return node

    @property
    def method(self) -> str:
        """How its images are fetched."""
        return str(self._methods.currentData() or "")

    @property
    def calling(self) -> str:
        """As whom it is called; empty for the usual."""
        return str(self._callers.currentData() or "") if self._callers.isVisibleTo(self) else ""

    def refresh(self) -> None:
        """Offer what is set up now, and stay with what was chosen."""
        nodes = archives(self._known.nodes or ())
        now = self.node.name if self.node is not None else self._settings.value("query/archive", "")
        self._archives.blockSignals(True)
        self._archives.clear()
        for node in nodes:
            self._archives.addItem(f"{node.name}  ({node.place})", node)
        names = [node.name for node in nodes]
        self._archives.setCurrentIndex(names.index(now) if now in names else 0)
        self._archives.blockSignals(False)
        self._archives.setEnabled(bool(nodes))
        _fill(self._callers, [(node.name, node.name) for node in callers(self._known.nodes or ())])
        self._offer()

    def _choose(self) -> None:
        if self.node is not None:
            self._settings.setValue("query/archive", self.node.name)
        self.chosen.emit()

    def _offer(self) -> None:
        """Offer what the chosen archive can do."""
        node = self.node
        _fill(self._methods, [(METHODS.get(name, name), name) for name in (node.methods if node is not None else ())])
        for label, box, several in (
            (self._labels[1], self._methods, node is not None),
            (self._labels[2], self._callers, node is not None and node.kind == "dicom" and self._callers.count() > 0),
        ):
            label.setVisible(several)
            box.setVisible(several)
            box.setEnabled(box.count() > 1)


def _label(text: str, box: QComboBox) -> QLabel:
    label = QLabel(text)
    label.setBuddy(box)
    box.setAccessibleName(text)
    return label


def _fill(box: QComboBox, items: list[tuple[str, str]]) -> None:
    """Offer these, staying with the present one if it is among them."""
    now = box.currentData()
    box.clear()
    for label, name in items:
        box.addItem(label, name)
    box.setCurrentIndex(max(box.findData(now), 0))
