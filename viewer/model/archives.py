"""The archives that are set up, as the service tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from launcher.frozen import frozen
from viewer.words import tr

KINDS: Final = {"dicom": tr("DICOM archive"), "web": tr("DICOMweb archive"), "calling": tr("Own AE title")}
"""What can be set up: kind → label."""

METHODS: Final = {"get": "C-GET", "move": "C-MOVE", "wado": "WADO-URI", "rs": "DICOMweb"}
"""How images are fetched: name → label."""


@frozen
class ArchiveNode:
    """One that is set up, or a calling name; ``final`` if by the administrator."""

    kind: str
    name: str
    values: Mapping[str, Any]
    final: bool = False

    @property
    def can_be_searched(self) -> bool:
        """Whether it is an archive."""
        return self.kind != "calling"

    @property
    def place(self) -> str:
        """Where it is, in words."""
        values, host = self.values, self.values.get("host", "")
        host = f"[{host}]" if ":" in host else host
        return values.get("url") or f"{values.get('ae_title', '')}@{host}:{values.get('port', '')}"

    @property
    def methods(self) -> tuple[str, ...]:
        """How it can be asked for images; its own way first."""
        if self.kind == "web":
            services = self.values.get("services") or ("wado-rs",)
            return ("rs",) if "wado-rs" in services else ("wado",)
        usual = self.values.get("retrieve", "get")
        others = [name for name in ("get", "move") if name != usual]
        wado = ["wado"] if self.values.get("wado_uri") and usual != "wado" else []
        return usual, *others, *wado


def read_nodes(nodes: Iterable[Mapping[str, Any]]) -> tuple[ArchiveNode, ...]:
    """What the service says, of kinds that are known here."""
    found = []
    for node in nodes:
        values = {name: value for name, value in node.items() if name not in ("kind", "final")}
        if node.get("kind") in KINDS and values.get("name"):
            found.append(ArchiveNode(node["kind"], values["name"], values, bool(node.get("final"))))
    return tuple(found)


def archives(nodes: Iterable[ArchiveNode]) -> list[ArchiveNode]:
    """Those that can be searched, the default first."""
    return sorted((node for node in nodes if node.can_be_searched), key=lambda node: not node.values.get("default"))


def callers(nodes: Iterable[ArchiveNode]) -> list[ArchiveNode]:
    """As whom archives can be called."""
    return [node for node in nodes if node.kind == "calling"]
