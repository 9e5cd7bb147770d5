"""``weasis:config``: which launch properties count here, and the remote configuration that ``wcfg`` names.

Weasis lets a link set properties that decide where code and settings are loaded from. Here a table says which ones
have a meaning; names from which programs or paths are made are refused, all others have no effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from launcher.errors import BadAnswer, Refused
from launcher.frozen import frozen

HONOURED: Final = frozenset(
    {
        "UrlConnectionTimeout",
        "UrlReadTimeout",
        "dicom.qido.query.multi.params",
        "weasis.manifest.accept",
        "weasis.open.viewer.clean",
    }
)
PROTECTED: Final = frozenset(
    {
        "weasis.source.id",
        "weasis.path",
        "weasis.codebase.local",
        "weasis.codebase.url",
        "weasis.resources.url",
        "weasis.pref.url",
        "weasis.config.hash",
    }
)
PROTECTED_BEGINNINGS: Final = ("java.", "javax.", "jdk.", "sun.", "os.", "user.", "felix.")
NAMES_OF_FOLDERS: Final = frozenset({"weasis.profile", "weasis.user"})
UNFIT_FOR_A_FOLDER: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]|\A\.+\Z')
LARGEST = 1 << 20  # bytes of a remote configuration


@frozen
class Configuration:
    """What a launch is configured with: properties that count, and further commands."""

    properties: dict[str, str]
    commands: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()

    def completed_by(self, further: Configuration) -> Configuration:
        """With what another one adds; a property that both set is as it is here."""
        return Configuration(
            further.properties | self.properties, self.commands + further.commands, self.refused + further.refused
        )


def accepted(properties: Iterable[tuple[str, str]], commands: Iterable[str] = ()) -> Configuration:
    """Sort properties into those that count and those that are refused; the first of a name holds, as in Weasis."""
    counting: dict[str, str] = {}
    refused = []
    for name, value in properties:
        if fault := _fault(name, value):
            refused.append(
                Refused("A property of the launch is refused", f"{name} {fault}", "Leave it out of the link.")
            )
        elif name in HONOURED:
            counting.setdefault(name, value)
    return Configuration(counting, tuple(commands), tuple(refused))


def _fault(name: str, value: str) -> str:
    if name in PROTECTED or name.startswith(PROTECTED_BEGINNINGS):
        return "decides where programs, files or settings are taken from"
    if name in NAMES_OF_FOLDERS and UNFIT_FOR_A_FOLDER.search(value):
        return "names a folder, and its value holds characters that no name of a folder may have"
    return ""


def read_remote(data: bytes) -> tuple[list[tuple[str, str]], list[str]]:
    """Properties and commands of a remote configuration: its ``property`` and ``argument`` elements, wherever they are.

    Raises
    ------
    BadAnswer
        It is no XML, or declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data[:LARGEST], parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadAnswer("The remote configuration cannot be read", str(error)[:120], "") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadAnswer("The remote configuration cannot be read", "it declares a document type", "")
    properties = [
        (element.get("name", ""), element.get("value", ""))
        for element in root.iter("{*}property")
        if element.get("name")
    ]
    return properties, [text.strip() for element in root.iter("{*}argument") if (text := element.text or "").strip()]
