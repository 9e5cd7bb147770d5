"""What the viewer's tests share: Qt without a display, and messages about real files."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydicom.multival import MultiValue

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from launcher.protocol import AnyMessage
from launcher.protocol.events import InstancesReceived, SeriesUpdate
from launcher.references import Instance, Patient, Series, Study, from_keywords, kind_of, series_key
from tests.viewer.scripted_service import ScriptedService


def announcement(*paths: Path, state: str = "complete", job: int = 1, **changes: str) -> list[AnyMessage]:
    """What the service says of ``paths``, files of one series; ``changes`` are keyword → value, unlike the files'."""
    import pydicom

    instances, patient, study, series = [], Patient(), Study(), Series()
    for path in paths:
        header = pydicom.dcmread(path, stop_before_pixels=True, force=True)
        values = {element.keyword: _text(element.value) for element in header if element.VR != "SQ"} | changes
        values["TransferSyntaxUID"] = str(header.file_meta.get("TransferSyntaxUID", ""))
        patient, study, series = (from_keywords(level, values) for level in (Patient, Study, Series))
        found = from_keywords(Instance, values)
        instances.append(Instance(**{**vars(found), "path": str(path), "size": path.stat().st_size}))
    key = series_key(patient, study, series)
    kind = kind_of(instances[0].sop_class_uid, series.modality)
    count = len(instances)
    update = SeriesUpdate(key, patient, study, series, kind, state, count, count, 0, source="local", job=job)
    return [update, InstancesReceived(key, tuple(instances))]


def _text(value: Any) -> str:
    return "\\".join(str(part) for part in value) if isinstance(value, MultiValue | list) else str(value)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance of our own, apart from any other."""
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def service(home: Path) -> Iterator[ScriptedService]:
    scripted = ScriptedService(home)
    yield scripted
    scripted.close()


@pytest.fixture(scope="session")
def application() -> Any:
    from PyQt5.QtWidgets import QApplication

    from viewer import garbage
    from viewer.views import theme

    made = QApplication.instance() or QApplication(["wetread"])
    garbage.collect_in_this_thread(made)
    theme.apply(made)
    return made


@pytest.fixture
def until(application: Any) -> Callable[..., None]:
    """Let Qt work until something is so; fails after a while."""

    def wait(so: Callable[[], object], seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        while not so():
            assert time.monotonic() < end, "it did not come to pass"
            application.processEvents()
            time.sleep(0.002)

    return wait


@pytest.fixture
def said() -> list[AnyMessage]:
    """What a store has said to the service."""
    return []


@pytest.fixture
def store(application: Any, said: list[AnyMessage]) -> Iterator[Any]:
    from viewer.state.store import Store

    made = Store(said.append)
    yield made
    made.supply.close()
    made.documents.close()


@pytest.fixture
def window(store: Any, tmp_path: Path) -> Iterator[Any]:
    """The main window of ``store``, shown."""
    from PyQt5 import sip
    from PyQt5.QtCore import QSettings

    from viewer.views.main_window import MainWindow

    made = MainWindow(store, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    made.show()
    yield made
    made.close()
    sip.delete(made)  # at once, with its timers: nothing of it may go on in the next test


def tell(store: Any, *messages: AnyMessage) -> None:
    """Let a store hear ``messages``, and let it catch up with them at once."""
    for message in messages:
        store.apply(message)
    store.catch_up()


def positions(store: Any) -> list[int]:
    """Where the views of the group in front stand in their stacks."""
    return [view.position for view in store.desk.group.views]


def slices(count: int, name: str = "A", series: str = "1", patient: str = "P", **changes: Any) -> list[AnyMessage]:
    """A series of axial slices, 5 mm apart, that nothing but their description exists of."""
    who = Patient(patient_id=patient, patient_name=f"Doe^{patient}")
    study, found = Study(study_instance_uid=f"1.{name}"), Series(series_instance_uid=series, modality="MR")
    key = series_key(who, study, found)
    instances = tuple(
        Instance(
            sop_instance_uid=f"{name}.{series}.{number}", instance_number=number, rows=64, columns=64,
            image_position_patient=(0.0, 0.0, 5.0 * number), image_orientation_patient=(1.0, 0, 0, 0, 1.0, 0),
            frame_of_reference_uid="1.9", path=f"/nowhere/{name}/{series}/{number}", size=9999,
        )
        for number in range(1, count + 1)
    )  # fmt: skip
    job = changes.pop("job", 1)
    update = SeriesUpdate(key, who, study, found, "image", "complete", count, count, 0, job=job)
    return [replace(update, **changes), InstancesReceived(key, instances)]
