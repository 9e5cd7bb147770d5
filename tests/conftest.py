"""What tests share: private instances of Wetread, real studies, and real servers, each started once."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
import trustme
from hypothesis import HealthCheck, settings

from tests.servers import browser, display, folders, orthanc, studies, web, wetread
from tests.servers.browser import Browser
from tests.servers.orthanc import Archive
from tests.servers.processes import free_port
from tests.servers.studies import Study
from tests.servers.web import Web
from tests.servers.wetread import Wetread

settings.register_profile("no clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no clock")  # how fast an example is found says something of the machine, and nothing of ours


@pytest.fixture(autouse=True)
def garbage_is_collected() -> Iterator[None]:
    """What Qt's tests leave is no other thread's to collect (``viewer.garbage``), not even after the last of them."""
    yield
    if not gc.isenabled():
        from viewer.garbage import collect_due

        collect_due()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the private instance of this test keeps everything."""
    return tmp_path / "home"


@pytest.fixture(name="wetread")
def private_wetread(home: Path) -> Iterator[Wetread]:
    """``wetread`` in a home of its own; ended afterwards, and nothing of it may be left."""
    with wetread.running(home) as instance:
        yield instance


@pytest.fixture(scope="session")
def study() -> Study:
    """A small real study that comes with pydicom: 11 MR images in 3 series."""
    return studies.bundled("98892003", "1.3.6.1.4.1.5962.1.1.0.0.0.1196533885.18148.0.1")


@pytest.fixture(scope="session")
def other_study() -> Study:
    """One of another patient: 4 CT images in 1 series."""
    return studies.bundled("77654033/CT2", "1.3.6.1.4.1.5962.1.1.0.0.0.1196530851.28319.0.1")


@pytest.fixture(scope="session")
def lumbar() -> Study:
    """The Lumbar study, 97 MR images in 6 series, where it is at hand."""
    folder = Path(os.environ.get("WETREAD_TEST_DATA", Path(__file__).parents[2] / "shared/data")) / "Lumbar"
    if not folder.is_dir():
        pytest.skip("the Lumbar study is not here; WETREAD_TEST_DATA names the folder that holds it")
    return studies.lumbar(folder)


@pytest.fixture(scope="session", name="orthanc")
def real_archive(tmp_path_factory: pytest.TempPathFactory, study: Study, other_study: Study) -> Iterator[Archive]:
    """A real Orthanc that holds the bundled studies."""
    with orthanc.running(tmp_path_factory.mktemp("orthanc")) as archive:
        archive.store((*study.files, *other_study.files))
        yield archive


@pytest.fixture(name="web")
def misbehaving_web() -> Iterator[Web]:
    """A web server on loopback that does what it is told."""
    with web.running() as server:
        yield server


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """A certificate authority that no system knows."""
    return trustme.CA()


@pytest.fixture
def tls_web(authority: trustme.CA) -> Callable[[str], AbstractContextManager[Web]]:
    """Web servers with a certificate of the private authority, for a name."""
    return lambda name: web.running(web.certified(authority, name))


@pytest.fixture
def medium(tmp_path: Path) -> Path:
    """A disc as a burner leaves it."""
    return folders.disc(tmp_path / "disc")


@pytest.fixture
def dead_port() -> int:
    """A port that nobody listens on."""
    return free_port()


@pytest.fixture(scope="session", name="display")
def virtual_display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A display with a window manager, and nobody in front of it."""
    with display.running(tmp_path_factory.mktemp("display")) as name:
        yield name


@pytest.fixture
def chromium(tmp_path: Path) -> Callable[..., AbstractContextManager[Browser]]:
    """Real browsers, for a site and an environment."""
    return partial(browser.running, tmp_path / "profile")
