"""The button at the top of a view: which presentation state is applied, and what is drawn over the image."""

from __future__ import annotations

from functools import partial

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QColor, QIcon, QPixmap
from PyQt5.QtWidgets import QAction, QActionGroup, QMenu, QToolButton, QWidget

from viewer.documents.presentation import Presentation
from viewer.model.stack import FrameRef
from viewer.names import elided
from viewer.state.attachments import OPACITIES, Attachments
from viewer.state.layers import Layer
from viewer.state.sight import Sight
from viewer.state.store import Store
from viewer.words import tr

LONGEST = 32  # characters of a name


class AttachmentsButton(QToolButton):
    """Stands over the view with number ``index`` as soon as there is something for its image."""

    def __init__(self, store: Store, index: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._store, self._index = store, index
        self._frame: FrameRef | None = None
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setObjectName("attachments")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(tr("Presentation states, segmentations and contours"))
        self.setAccessibleName(tr("Presentation states and overlays"))
        self.hide()

    def refresh(self, sight: Sight) -> None:
        """Say what is applied to the image of ``sight``; go away if there is nothing for it."""
        self._frame = sight.frame if not self._store.is_document(sight) else None
        states, layers = self._offered()
        self.setVisible(bool(states or layers))
        if not (states or layers):
            return
        named = next(
            (state.label for state in states if state.sop_instance_uid == sight.viewport.presentation), tr("none")
        )
        shown = sum(self._store.attachments.is_shown(layer) for layer in layers)
        parts = [tr("Presentation state: {named}", named=elided(named, LONGEST))] if states else []
        parts += [tr("Overlays: {shown} of {count}", shown=shown, count=len(layers))] if layers else []
        self.setText("  ·  ".join(parts) + "  ▾")
        self.adjustSize()

    def _offered(self) -> tuple[list[Presentation], list[Layer]]:
        if self._frame is None:
            return [], []
        attachments = self._store.attachments
        return attachments.presentations(self._frame), attachments.layers(self._frame)

    def _fill(self) -> None:
        self._menu.clear()
        states, layers = self._offered()
        if states:
            self._menu.addSection(tr("Presentation state"))
            self._offer_states(states)
        if layers:
            self._menu.addSection(tr("Drawn over the image"))
            self._offer_layers(layers)

    def _offer_states(self, states: list[Presentation]) -> None:
        group = QActionGroup(self._menu)
        applied = self._store.sight(self._index).viewport.presentation
        for uid, label in (("", tr("None")), *((state.sop_instance_uid, state.label) for state in states)):
            action = _checkable(self._menu, label, uid == applied)
            group.addAction(action)
            action.triggered.connect(partial(self._present, uid))

    def _offer_layers(self, layers: list[Layer]) -> None:
        attachments = self._store.attachments
        for layer in layers:
            action = _checkable(self._menu, layer.label, attachments.is_shown(layer))
            action.setIcon(_swatch(layer))
            action.triggered.connect(partial(self._change, partial(_switch, layer)))
        self._menu.addSeparator()
        for label, shown in ((tr("Show all"), True), (tr("Hide all"), False)):
            every = self._menu.addAction(label)
            assert every is not None
            every.triggered.connect(partial(self._change, partial(_switch_all, layers, shown)))
        part = self._menu.addMenu(tr("Opacity of areas"))
        assert part is not None
        for opacity in OPACITIES:
            action = _checkable(part, f"{opacity:.0%}", opacity == attachments.opacity)
            action.triggered.connect(partial(self._change, partial(_set_opacity, opacity)))

    def _present(self, uid: str, *_: object) -> None:
        self._store.present(self._index, uid)

    def _change(self, change: partial[None], *_: object) -> None:
        self._store.change_attachments(change)


def _switch(layer: Layer, attachments: Attachments) -> None:
    attachments.switch(layer.key)


def _switch_all(layers: list[Layer], shown: bool, attachments: Attachments) -> None:
    attachments.switch_all(layers, shown)


def _set_opacity(opacity: float, attachments: Attachments) -> None:
    attachments.set_opacity(opacity)


def _checkable(menu: QMenu, label: str, checked: bool) -> QAction:
    action = QAction(elided(label, 2 * LONGEST).replace("&", "&&"), menu)
    action.setCheckable(True)
    action.setChecked(checked)
    menu.addAction(action)
    return action


def _swatch(layer: Layer) -> QIcon:
    pixmap = QPixmap(12, 12)
    pixmap.fill(QColor(*layer.rgb))
    return QIcon(pixmap)
