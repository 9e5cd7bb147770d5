"""Where archives are kept: the user's in a file of the settings, the administrator's in the policy."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from launcher.errors import RequestError
from launcher.folders import folders, private_folder
from launcher.nodes.node import KINDS, CallingNode, DicomNode, Node, WebNode, read_node, values_of

USUAL_CALLING = CallingNode(name="Wetread")


@dataclass
class Nodes:
    """All archives; the policy's stand first, and hide the user's of the same name.

    Parameters
    ----------
    given
        The policy's.
    file
        The user's.
    """

    given: tuple[Node, ...] = ()
    file: Path = field(default_factory=lambda: folders().config / "nodes.json")
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def all(self) -> tuple[Node, ...]:
        """Every node, each name once a kind.

        Raises
        ------
        RequestError
            The file cannot be understood.
        """
        found: dict[tuple[str, str], Node] = {}
        for node in (*self.given, *self._read()):
            found.setdefault((node.kind, node.name.casefold()), node)
        return tuple(found.values())

    def archives(self) -> tuple[DicomNode | WebNode, ...]:
        """Those that can be searched."""
        return tuple(node for node in self.all() if not isinstance(node, CallingNode))

    def archive(self, name: str = "") -> DicomNode | WebNode:
        """The archive of that name, of that AE title, or at ``AE_TITLE@host:port``.

        Without a name, the default: that which says so, else the only one.

        Raises
        ------
        RequestError
            There is none, or the AE title stands for several.
        """
        archives = self.archives()
        if not name:
            return self._default(archives)
        wanted = name.strip().casefold()
        found = [node for node in archives if node.name.casefold() == wanted]
        found = found or [node for node in archives if isinstance(node, DicomNode) and _stands_for(name.strip(), node)]
        if len(found) == 1:
            return found[0]
        why = f"{name[:64]} is the AE title of {len(found)} archives" if found else f"{name[:64]} is not set up here"
        raise RequestError("The archive is not known", why, f"{_names(archives)} Add it with: wetread nodes add.")

    def calling(self, name: str = "") -> CallingNode:
        """As whom to call: the calling node of that name, without one the first, without any ``WETREAD``."""
        callers = [node for node in self.all() if isinstance(node, CallingNode)]
        named = [node for node in callers if node.name.casefold() == name.casefold()]
        return (named or callers or [USUAL_CALLING])[0]

    def add(self, nodes: Iterable[Node]) -> None:
        """Keep nodes; one of a name that was there takes its place.

        Raises
        ------
        RequestError
            One has the name of an administrator's.
        """
        with self._lock:
            kept = {(node.kind, node.name.casefold()): node for node in self._read()}
            for node in nodes:
                self._check_free(node)
                kept[node.kind, node.name.casefold()] = node
            self._write(kept.values())

    def remove(self, name: str) -> None:
        """Forget the user's node of that name, of whatever kind.

        Raises
        ------
        RequestError
            There is none, or it is the administrator's.
        """
        with self._lock:
            before = self._read()
            after = [node for node in before if node.name.casefold() != name.casefold()]
            if len(after) == len(before):
                for node in self.given:
                    self._check_free(replace(node, name=name))
                raise RequestError("There is no such archive", name[:64], f"{_names(before)}")
            self._write(after)

    def _check_free(self, node: Node) -> None:
        if any(other.name.casefold() == node.name.casefold() and other.kind == node.kind for other in self.given):
            todo = "Ask your administrator, or choose another name."
            raise RequestError("This archive is set up by your administrator", node.name[:64], todo)

    @staticmethod
    def _default(archives: tuple[DicomNode | WebNode, ...]) -> DicomNode | WebNode:
        said = [node for node in archives if node.default] or archives
        if not said:
            todo = "Add one with: wetread nodes add, or import Weasis's with: wetread nodes import."
            raise RequestError("No archive is set up here", "none was named", todo)
        if len(said) > 1:
            raise RequestError("Which archive is meant?", "none was named, and no one is the default", _names(archives))
        return said[0]

    def _read(self) -> list[Node]:
        try:
            kept = json.loads(self.file.read_text(encoding="utf-8"))
            return [read_node(kind, values) for kind in KINDS for values in kept.get(kind, [])]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, AttributeError, TypeError) as error:
            todo = "Correct the file, or remove it and add the archives anew."
            raise RequestError("The list of archives cannot be read", f"{self.file}: {error}", todo) from error

    def _write(self, nodes: Iterable[Node]) -> None:
        kept = list(nodes)
        by_kind = {kind: [values_of(node) for node in kept if node.kind == kind] for kind in KINDS}
        try:
            private_folder(self.file.parent)
            part = self.file.with_suffix(".part")
            part.write_text(json.dumps(by_kind, indent=1, ensure_ascii=False), encoding="utf-8")
            part.chmod(0o600)
            part.replace(self.file)
        except OSError as error:
            raise RequestError("The list of archives cannot be kept", f"{self.file}: {error.strerror}", "") from error


def _stands_for(name: str, node: DicomNode) -> bool:
    """Whether it is the node's AE title, or that with its computer and port."""
    return name == node.ae_title or name.casefold() == f"{node.ae_title}@{node.host}:{node.port}".casefold()


def _names(nodes: Iterable[Node]) -> str:
    names = ", ".join(node.name for node in nodes)
    return f"Set up are: {names}." if names else "None is set up."
