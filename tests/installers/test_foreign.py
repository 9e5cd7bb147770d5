"""Links of other viewers are taken over only when that is asked for, and given back."""

from __future__ import annotations

from installers.api import FOREIGN, DefaultHandler
from installers.linux import Linux
from launcher.links.foreign import READERS


def test_every_scheme_that_is_understood_can_be_registered():
    assert set(FOREIGN) == set(READERS)


def test_only_the_schemes_that_are_asked_for_are_taken(home):
    system = Linux(["/opt/wetread/bin/wetread"], home.path, home.environ)

    taken = {change.mime_type for change in system.plan(schemes=["radiant"]) if isinstance(change, DefaultHandler)}

    assert "x-scheme-handler/radiant" in taken
    assert not {f"x-scheme-handler/{scheme}" for scheme in FOREIGN if scheme != "radiant"} & taken
    assert not any("radiant" in str(change) for change in system.plan())


def test_they_open_as_a_strangers_links_and_go_with_unregister(home):
    system = Linux(["/opt/wetread/bin/wetread"], home.path, home.environ)

    system.install(schemes=["radiant"])
    handler = system.status("radiant")
    assert handler is not None
    assert handler.is_ours
    assert handler.command == "/opt/wetread/bin/wetread --from-link %u"

    system.remove()
    assert system.status("radiant") is None
