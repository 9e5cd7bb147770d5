"""Weasis's own lists of archives: ``dicomNodes.xml``, ``dicomCallingNodes.xml`` and ``dicomWebNodes.xml``."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from launcher.errors import RequestError
from launcher.nodes.node import SECRET_HEADERS, Node, read_node

if TYPE_CHECKING:
    from lxml.etree import _Element

    from launcher.nodes.storage import Nodes

LARGEST: Final = 1 << 22  # bytes
_WEB_SERVICES: Final = {"DICOMWEB": ("qido-rs", "wado-rs"), "QIDORS": ("qido-rs",), "WADORS": ("wado-rs",)}
_RETRIEVE_ONLY: Final = {"WADO": ("wado-uri",)}


def take_over(file: Path, nodes: Nodes) -> tuple[list[str], list[str]]:
    """Keep the archives of one file: the names of those that are here then, and what was passed over, in words.

    Raises
    ------
    RequestError
        The file cannot be read, or is no list of nodes, or nothing can be kept.
    """
    found, passed = read_nodes(file)
    clashing = nodes.take(found)
    passed += [f"{name}: another archive that is set up here has this name" for name in clashing]
    return [node.name for node in found if node.name not in clashing], passed


def read_nodes(file: Path) -> tuple[list[Node], list[str]]:
    """The archives of one file, and what was passed over, in words: printers, nodes that only store, what is damaged.

    Raises
    ------
    RequestError
        The file cannot be read, or is no list of nodes.
    """
    nodes: list[Node] = []
    passed: list[str] = []
    for element in _elements(file):
        name = element.get("description") or element.get("aeTitle") or "a node without a name"
        try:
            kind, values = _values(element, name)
            passed += [f"{name}: its header {secret}: secrets are not kept in this file" for secret in _secrets(values)]
            nodes.append(read_node(kind, values))
        except RequestError as error:
            passed.append(error.why)
        except LookupError as error:
            passed.append(f"{name}: {error.args[0]}")
    return nodes, passed


def _elements(file: Path) -> Iterator[_Element]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        if file.stat().st_size > LARGEST:
            raise ValueError(f"it is larger than {LARGEST >> 20} MB")
        root = etree.fromstring(file.read_bytes(), parser)
    except (OSError, ValueError, etree.XMLSyntaxError) as error:
        why = getattr(error, "strerror", None) or error
        raise RequestError(
            "The list of nodes cannot be read", f"{file.name}: {why}"[:200], "Check the file."
        ) from error
    if root.tag != "nodes":
        todo = "Weasis keeps its lists as dicomNodes.xml, dicomCallingNodes.xml and dicomWebNodes.xml."
        raise RequestError("This is no list of nodes", f"{file.name} begins with <{root.tag}>"[:100], todo)
    return root.iter("node")


def _values(element: _Element, name: str) -> tuple[str, dict[str, Any]]:
    """A node's kind and values; ``LookupError`` with the reason why it is of no use here."""
    kind = (element.get("type") or "DICOM").upper()
    if kind in ("DICOM", "DICOM_CALLING"):
        if element.get("usageType") == "STORAGE" and kind == "DICOM":
            raise LookupError("only stores images")
        values = {
            "name": name,
            "ae_title": element.get("aeTitle") or "",
            "host": element.get("hostname") or "",
            "port": element.get("port") or "104",
        }
        return ("calling" if kind == "DICOM_CALLING" else "dicom"), values
    if kind == "WEB":
        services = (_WEB_SERVICES | _RETRIEVE_ONLY).get((element.get("webtype") or "DICOMWEB").upper())
        if services is None:
            raise LookupError("only stores images")
        headers = _headers(element.get("headers") or "")
        return "web", {"name": name, "url": element.get("url") or "", "services": services, "headers": headers}
    raise LookupError("is no archive")


def _secrets(values: dict[str, Any]) -> list[str]:
    """Names of headers that cannot be kept; they are taken out."""
    headers = values.get("headers", {})
    secrets = [name for name in headers if name.lower() in SECRET_HEADERS]
    for name in secrets:
        del headers[name]
    return secrets


def _headers(packed: str) -> dict[str, str]:
    """Base64 of ``name:value`` lines."""
    try:
        lines = base64.b64decode(packed, validate=True).decode("utf-8").splitlines()
    except (binascii.Error, ValueError):
        return {}
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}
