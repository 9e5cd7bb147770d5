"""What end-to-end tests share: an instance per module, empty before each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers import wetread
from tests.servers.hands import Hands
from tests.servers.studies import Study
from tests.servers.web import Web
from tests.servers.wetread import Wetread


@pytest.fixture(scope="module", name="shared")
def instance_of_the_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wetread]:
    """One running instance for all tests of a module; asserts at the end that nothing is left of it."""
    with wetread.running(tmp_path_factory.mktemp("shared") / "home") as instance:
        yield instance


@pytest.fixture
def running(shared: Wetread) -> Wetread:
    """The module's instance, with nothing open."""
    assert shared("$dicom:close --all").returncode == 0
    assert shared.status().studies == {}  # which the window answers after it has closed its views
    return shared


@pytest.fixture
def manifest(web: Web, study: Study) -> str:
    """The address of a manifest that promises the bundled study, whose files lie on the same server."""
    return web.page("/mf.xml", study.direct(web.folder("/study", study.folder)))


@pytest.fixture
def other_manifest(web: Web, other_study: Study) -> str:
    """The same for the study of another patient."""
    return web.page("/other.xml", other_study.direct(web.folder("/other", other_study.folder)))


@pytest.fixture
def desk(wetread: Wetread, display: str) -> Wetread:
    """An instance on a display, so that it has somebody to ask."""
    wetread.environ["DISPLAY"] = display
    return wetread


@pytest.fixture
def hands(display: str) -> Hands:
    """Somebody in front of the display."""
    return Hands(display)
