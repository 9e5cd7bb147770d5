"""The one window: explorer and activity on the left, the patient's views on the right, messages over their foot."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PyQt5.QtCore import QEvent, QPoint, QSettings, Qt, pyqtSignal
from PyQt5.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QShowEvent,
)
from PyQt5.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QGridLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from launcher.errors import WetreadError
from viewer.actions.row import Action
from viewer.dialogs.failures import FailureWindow
from viewer.names import elided
from viewer.query.windows import ArchiveWindows
from viewer.state import preferences
from viewer.state.listing import Row
from viewer.state.preferences import Preferences, begin_with
from viewer.state.store import Store
from viewer.views import placement, theme
from viewer.views.drops import DropTarget
from viewer.views.explorer import Explorer
from viewer.views.grid import Grid
from viewer.views.jobs import JobsPanel
from viewer.views.menus import Menus
from viewer.views.message_bar import MessageBar
from viewer.views.openings import Openings
from viewer.views.series_menu import series_menu
from viewer.views.start import StartPage
from viewer.views.system_theme import theme_for
from viewer.words import tr

if TYPE_CHECKING:
    from viewer.views.output import Output

EXPLORER_WIDTH: Final = 288
LEAST_EXPLORER_WIDTH: Final = 180
LONGEST_TITLE: Final = 25  # characters of a tab


class MainWindow(QMainWindow):
    """Arranges the widgets and carries out what is the window's own business."""

    shown = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self, store: Store, settings: QSettings) -> None:
        super().__init__()
        self.store = store
        self._settings = settings
        self.setWindowTitle("Wetread")
        self.setAcceptDrops(True)
        self.explorer, self.grid, self.messages = Explorer(store), Grid(store), MessageBar(store)
        self._tabs, self._pages, self._start = QTabBar(), QStackedWidget(), StartPage(store)
        self._side = QWidget()
        self._side.setMinimumWidth(LEAST_EXPLORER_WIDTH)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self.openings = Openings(store.wishes, settings, self)
        self._drop_target = DropTarget(store, self._side, self._pages, self)
        self.failures = FailureWindow(store, self)
        self.archives = ArchiveWindows(store, settings, self)
        self._arrange()
        self.menus = Menus(self, self, self.grid, self._run)
        self.failures.let_through(self.menus.actions.values())
        self._connect()
        self._restore_geometry()
        begin_with(store, preferences.read(settings))
        self.refresh()

    # --- making ---

    def _arrange(self) -> None:
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(1)
        side.addWidget(self.explorer, 3)
        side.addWidget(JobsPanel(self.store), 1)  # a quarter at most: more jobs scroll
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tabs.setAccessibleName(tr("Patients that are open"))
        self._pages.addWidget(self._start)
        self._pages.addWidget(self.grid)
        main = QWidget()
        stacked = QGridLayout(main)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.setSpacing(0)
        stacked.addWidget(self._tabs, 0, 0)
        stacked.addWidget(self._pages, 1, 0)
        stacked.addWidget(self.messages, 1, 0, Qt.AlignmentFlag.AlignBottom)  # over them
        stacked.setRowStretch(1, 1)
        self._splitter.addWidget(self._side)
        self._splitter.addWidget(main)
        self._splitter.setHandleWidth(1)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([EXPLORER_WIDTH, placement.FIRST_SIZE.width() - EXPLORER_WIDTH])
        self._splitter.setChildrenCollapsible(False)
        self.setCentralWidget(self._splitter)

    def _connect(self) -> None:
        store = self.store
        store.desk_changed.connect(self.refresh)
        self._tabs.tabBarClicked.connect(self._turn_to)
        self._start.open_files.clicked.connect(self.openings.files)
        self._start.open_folder.clicked.connect(self.openings.folder)
        self.grid.menu_wanted.connect(self._show_view_menu)
        self.explorer.menu_wanted.connect(self._show_series_menu)
        self.explorer.opened.connect(self.grid.take_focus)
        self.messages.stands.connect(self.grid.set_foot)

    @cached_property
    def output(self) -> Output:
        """What leaves the window as a picture."""
        from viewer.views.output import Output

        return Output(self.store, self.grid, self._settings, self)

    # --- drawing ---

    def refresh(self) -> None:
        """Draw what the store has now."""
        desk = self.store.desk
        self._turn_page(self.grid if desk.groups else self._start)
        self._refresh_tabs()
        self.setWindowTitle(f"{desk.group.title} – Wetread" if desk.group is not None else "Wetread")
        self.menus.refresh()

    def _turn_page(self, page: QWidget) -> None:
        """Images take the place of the start page, and the keys go to them; or the other way round."""
        if page is not self._pages.currentWidget():
            self._pages.setCurrentWidget(page)
            (self.grid.cells[0] if page is self.grid else self._start.open_files).setFocus()

    def _refresh_tabs(self) -> None:
        groups, tabs = self.store.desk.groups, self._tabs
        while tabs.count() > len(groups):
            tabs.removeTab(tabs.count() - 1)
        for index, group in enumerate(groups):
            title = elided(group.title, LONGEST_TITLE).replace("&", "&&")
            if index >= tabs.count():
                tabs.addTab(title)
            elif tabs.tabText(index) != title:
                tabs.setTabText(index, title)
            tabs.setTabToolTip(index, group.title)
        tabs.setCurrentIndex(self.store.desk.current)
        tabs.setVisible(len(groups) > 1)

    # --- the window's own business, which the table of actions asks for ---

    def _run(self, row: Action) -> None:
        try:
            row.run(self, **row.options)
        except WetreadError as error:
            self.store.board.notify("info", error.what, error.why, error.todo)
        self.refresh()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or be again as before, also maximised."""
        self.setWindowState(Qt.WindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen))

    def toggle_explorer(self) -> None:
        """Show the list of series, or hide it."""
        self._side.setVisible(not self._side.isVisible())

    def show_shortcuts(self) -> None:
        """List the keys."""
        from viewer.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self).open()

    def show_about(self) -> None:
        """Say what this program is."""
        from viewer.dialogs.about import AboutDialog

        AboutDialog(self).open()

    def show_key_images(self) -> None:
        """List the images that are marked."""
        from viewer.dialogs.key_images import KeyImagesDialog

        _show(self.findChild(KeyImagesDialog) or KeyImagesDialog(self.store, self.save_text, self))

    def show_preferences(self) -> None:
        """Let the user say how the window is to be."""
        from viewer.dialogs.preferences import PreferencesDialog

        dialog = PreferencesDialog(preferences.read(self._settings), self)
        dialog.chosen.connect(self._prefer)
        dialog.open()

    def _prefer(self, chosen: Preferences) -> None:
        before = preferences.read(self._settings)
        preferences.keep(self._settings, chosen)
        application = QApplication.instance()
        if chosen.theme != before.theme and isinstance(application, QApplication):
            theme.apply(application, theme_for(chosen.theme))
        begin_with(self.store, chosen)

    def show_tags(self) -> None:
        """List what the file of the selected image says."""
        from viewer.tags.window import TagsWindow

        _show(self.findChild(TagsWindow) or TagsWindow(self.store, self.save_text, self))

    def show_histogram(self) -> None:
        """Show how often each value occurs in the selected image."""
        from viewer.dialogs.histogram import HistogramDialog  # brings the plots, which few need

        _show(self.findChild(HistogramDialog) or HistogramDialog(self.store, self))

    def save_text(self, title: str, name: str, text: str) -> None:
        """Let the user choose where to save a text."""
        dialog = QFileDialog(self, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._write(path, text))
        dialog.open()

    def _write(self, path: str, text: str) -> None:
        """Save a text; by the mark at its beginning, spreadsheets know the encoding of a table."""
        try:
            Path(path).write_text(text, "utf-8-sig" if path.lower().endswith(".csv") else "utf-8", newline="")
        except OSError as error:
            self.store.board.notify(
                "error", tr("The file cannot be saved"), f"{path}: {error.strerror}", tr("Choose another place.")
            )
        else:
            self.store.board.notify("info", tr("Saved"), path)

    def screen_count(self) -> int:
        """How many screens there are to stand on."""
        return len(QGuiApplication.screens())

    def to_next_screen(self) -> None:
        """Stand on the next screen as on this one."""
        placement.move_to_next_screen(self)

    def come_to_front(self, token: str = "") -> None:
        """Restore and raise the window; where the system forbids that, ask for attention."""
        if self.isMinimized():
            self.showNormal()
        if token and QApplication.platformName() == "xcb":
            from PyQt5.QtX11Extras import QX11Info

            QX11Info.setNextStartupId(token.encode())
        self.show()
        self.raise_()
        if QApplication.platformName().startswith("wayland"):
            QApplication.alert(self)
        else:
            self.activateWindow()

    def _turn_to(self, index: int) -> None:
        if index >= 0:
            self.store.turn_to(index)

    def _show_view_menu(self, place: QPoint) -> None:
        self.menus.of_view().popup(place)

    def _show_series_menu(self, row: Row, place: QPoint) -> None:
        series_menu(self.store, row, self).popup(place)

    # --- events ---

    def event(self, event: QEvent | None) -> bool:
        """Space presses the button that has the focus, before it is a key of the images."""
        if (
            isinstance(event, QKeyEvent)
            and (event.type(), event.key()) == (QEvent.Type.ShortcutOverride, Qt.Key.Key_Space)
            and isinstance(self.focusWidget(), QAbstractButton)
        ):
            event.accept()
            return True
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        assert event is not None
        self._drop_target.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent | None) -> None:
        assert event is not None
        self._drop_target.move_to(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent | None) -> None:
        self._drop_target.hide()

    def dropEvent(self, event: QDropEvent | None) -> None:
        assert event is not None
        self._drop_target.take(event)

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self.shown.emit()

    def closeEvent(self, event: QCloseEvent | None) -> None:
        self.archives.close()
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.setValue("splitter", self._splitter.saveState())
        self._settings.sync()
        super().closeEvent(event)
        self.closed.emit()

    def _restore_geometry(self) -> None:
        placement.place(self)
        for name, restore in (("geometry", self.restoreGeometry), ("splitter", self._splitter.restoreState)):
            value = self._settings.value(name)
            if value is not None:
                restore(value)


def _show(dialog: QDialog) -> None:
    """Show a dialog that stays open beside the images, in front of all."""
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
