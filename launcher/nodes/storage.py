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

SPOKEN = {DicomNode.kind: "DIMSE", WebNode.kind: "DICOMweb"}
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
        said = "name" if any(node.name.casefold() == wanted for node in found) else "AE title"
        why = f"{name[:64]} is the {said} of {len(found)} archives" if found else f"{name[:64]} is not set up here"
        todo = "Give its name." if found else "Add it with: wetread nodes add."
        raise RequestError("The archive is not known", why, f"{_names(archives)} {todo}")

    def calling(self, name: str = "") -> CallingNode:
        """As whom to call: the calling node of that name, without one the first, without any ``WETREAD``."""
        callers = [node for node in self.all() if isinstance(node, CallingNode)]
        named = [node for node in callers if node.name.casefold() == name.casefold()]
        return (named or callers or [USUAL_CALLING])[0]

    def add(self, nodes: Iterable[Node]) -> None:
        """Keep nodes; one of a name that was there takes its place. There is one default at most: the latest.

        Raises
        ------
        RequestError
            One has the name of an administrator's, or of an archive that speaks otherwise.
        """
        with self._lock:
            kept = {(node.kind, node.name.casefold()): node for node in self._read()}
            for node in nodes:
                self._check_free(node, (*self.given, *kept.values()))
                if getattr(node, "default", False):
                    kept = {key: _no_default(other) for key, other in kept.items()}
                kept[node.kind, node.name.casefold()] = node
            self._write(kept.values())

    def take(self, nodes: Iterable[Node]) -> list[str]:
        """Keep those whose names nothing else has here, and leave alone what is here; names that something else has."""
        taken: list[str] = []
        with self._lock:
            kept = self._read()
            for node in nodes:
                others = [other for other in (*self.given, *kept) if _one_name(node, other)]
                if not others:
                    kept.append(node)
                elif not any(_place(other) == _place(node) for other in others):
                    taken.append(node.name)
            self._write(kept)
        return taken

    def remove(self, name: str, kind: str = "") -> None:
        """Forget the user's node of that name, which is of that kind where one is given.

        Raises
        ------
        RequestError
            There is none, or several, or it is the administrator's.
        """

        def is_meant(node: Node) -> bool:
            return node.name.casefold() == name.casefold() and kind in ("", node.kind)

        with self._lock:
            before = self._read()
            meant = list(filter(is_meant, before))
            if len(meant) > 1:
                kinds = ", ".join(f"--kind {node.kind}" for node in meant)
                raise RequestError(
                    "Which one is meant?", f"{name[:64]} is the name of {len(meant)}", f"Add one of: {kinds}."
                )
            if not meant:
                if any(map(is_meant, self.given)):
                    raise _administrators(name)
                raise RequestError("There is no such archive", name[:64], f"{_names(before)}")
            self._write(node for node in before if node not in meant)

    def _check_free(self, node: Node, others: Iterable[Node]) -> None:
        for other in others:
            if not _one_name(node, other):
                continue
            if other.kind == node.kind and other in self.given:
                raise _administrators(node.name)
            if other.kind != node.kind:
                why = f"{node.name[:64]} is the name of an archive that is asked by {SPOKEN[other.kind]}"
                raise RequestError("An archive cannot be set up", why, "Give one of them another name.")

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


def _one_name(node: Node, other: Node) -> bool:
    """Whether one name stands for both; archives and those who call are told apart."""
    told_apart = isinstance(node, CallingNode) != isinstance(other, CallingNode)
    return node.name.casefold() == other.name.casefold() and not told_apart


def _place(node: Node) -> tuple[object, ...]:
    return (node.url,) if isinstance(node, WebNode) else (node.kind, node.ae_title, node.host, node.port)


def _administrators(name: str) -> RequestError:
    todo = "Ask your administrator, or choose another name."
    return RequestError("This archive is set up by your administrator", name[:64], todo)


def _no_default(node: Node) -> Node:
    return node if isinstance(node, CallingNode) else replace(node, default=False)


def _stands_for(name: str, node: DicomNode) -> bool:
    """Whether it is the node's AE title, or that with its computer and port."""
    return name == node.ae_title or name.casefold() == node.place.casefold()


def _names(nodes: Iterable[Node]) -> str:
    names = ", ".join(node.name for node in nodes)
    return f"Set up are: {names}." if names else "None is set up."
