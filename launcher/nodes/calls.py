"""``wetread nodes``: the archives that are set up, from the command line."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Final

from launcher.errors import RequestError, SourceError
from launcher.nodes.node import KINDS, CallingNode, DicomNode, Node, WebNode, read_node, values_of
from launcher.nodes.storage import Nodes
from launcher.nodes.weasis import take_over
from launcher.policy import read_policy

_PLACE: Final = re.compile(
    r"(?P<ae_title>[^@]*|.*(?=@))(?:@(?P<host>\[[^][]*\]|[^][:@]*)(?::(?P<port>[^][:]*))?)?", re.DOTALL
)


def main(words: Sequence[str]) -> int:
    """Run ``wetread nodes WORDS``; returns the exit code."""
    options = _parser().parse_args(words)
    run: Callable[[Nodes, argparse.Namespace], int] = options.run
    return run(Nodes(read_policy().nodes), options)


def _list(nodes: Nodes, options: argparse.Namespace) -> int:
    found = nodes.all()
    if options.json:
        print(json.dumps([{"kind": node.kind, **values_of(node), "final": node.final} for node in found], indent=1))
    elif found:
        width = max(len(node.name) for node in found)
        print("\n".join(f"{node.name:{width}}  {_described(node)}" for node in found))
    else:
        print("No archive is set up. Add one with: wetread nodes add NAME AE_TITLE@HOST:PORT, or NAME https://…")
    return 0


def _described(node: Node) -> str:
    marks = ", ".join(
        word
        for word, holds in (
            ("default", getattr(node, "default", False)),
            ("TLS", getattr(node, "tls", False)),
            ("set up by the administrator", node.final),
        )
        if holds
    )
    return f"{_DESCRIBED[node.kind](node)}{f'  ({marks})' if marks else ''}"


_DESCRIBED: Final[dict[str, Callable[..., str]]] = {
    DicomNode.kind: lambda node: (
        f"{node.place}  by {'WADO-URI' if node.retrieve == 'wado' else f'C-{node.retrieve.upper()}'}"
    ),
    WebNode.kind: lambda node: node.url,
    CallingNode.kind: lambda node: f"calls as {node.ae_title}, receives on {node.host or 'this computer'}:{node.port}",
}


def _add(nodes: Nodes, options: argparse.Namespace) -> int:
    place = options.place
    values = dict(pair.partition("=")[::2] for pair in options.values)
    values["name"] = options.name
    if place.lower().startswith(("http://", "https://")):
        kind, values["url"] = "web", place
    else:
        kind = "calling" if options.calling else "dicom"
        values |= _read_place(place)
    nodes.add([read_node(kind, values)])
    return 0


def _read_place(place: str) -> dict[str, str]:
    """AE title, host and port; those that are there.

    Raises
    ------
    RequestError
        It is none, or can be read in two ways.
    """
    parts = _PLACE.fullmatch(place)
    if parts is None:
        todo = "Write AE_TITLE@HOST:PORT, and an IPv6 address in brackets: AE_TITLE@[2001:db8::7]:4242."
        raise RequestError("The place of an archive cannot be read", place[:100], todo)
    return {name: value for name, value in parts.groupdict().items() if value is not None}


def _remove(nodes: Nodes, options: argparse.Namespace) -> int:
    nodes.remove(options.name, options.kind)
    return 0


def _import(nodes: Nodes, options: argparse.Namespace) -> int:
    """Each list that can be read; the others are named."""
    unreadable: list[RequestError] = []
    for file in options.files:
        try:
            taken, passed = take_over(Path(file), nodes)
        except RequestError as error:
            unreadable.append(error)
            print(error, file=sys.stderr)
            continue
        print(f"{file}: {', '.join(taken) or 'no archive'}")
        for why in passed:
            print(f"not taken: {why}", file=sys.stderr)
    if not unreadable:
        return 0
    return 1 if len(unreadable) < len(options.files) else unreadable[0].exit_code


def _test(nodes: Nodes, options: argparse.Namespace) -> int:
    from launcher.auth.access import connections_of_a_call
    from launcher.nodes.search import Reach
    from launcher.nodes.testing import proposal, tested
    from launcher.trust import Consent

    policy = read_policy()
    node = nodes.archive(options.name)
    reach = Reach(lambda: connections_of_a_call(policy), policy.ca_files)
    consent = Consent("user", policy, (), lambda server: False)
    findings = []
    for what, works, words in tested(node, nodes.calling(getattr(node, "calling", "")), reach, consent):
        print(f"{'ok  ' if works else 'FAIL'}  {what}: {words}", flush=True)
        findings.append((what, works, words))
    way = proposal(findings)
    if isinstance(node, DicomNode) and way:
        kept = " (as it is set up)" if node.retrieve == way else f"; set it up with retrieve={way}"
        print(f"Images are best fetched by C-{way.upper()}{kept}.")
    return 0 if way or all(works for _, works, _ in findings) else SourceError.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wetread nodes", description=__doc__.split(":")[1].strip(), allow_abbrev=False
    )
    calls = parser.add_subparsers(required=True, metavar="CALL")
    listing = calls.add_parser("list", help="those that are set up", allow_abbrev=False)
    listing.add_argument("--json", action="store_true", help="all that is known of them, for scripts")
    listing.set_defaults(run=_list)
    adding = calls.add_parser("add", help="set one up, or change it", allow_abbrev=False, epilog=_value_names())
    adding.add_argument("name", metavar="NAME", help="what you call it")
    adding.add_argument("place", metavar="PLACE", help="AE_TITLE@HOST:PORT, or the https address of its DICOMweb")
    adding.add_argument(
        "values", nargs="*", metavar="VALUE=…", help="further values, such as retrieve=move or tls=true"
    )
    adding.add_argument("--calling", action="store_true", help="PLACE is as whom Wetread calls, and where it receives")
    adding.set_defaults(run=_add)
    testing = calls.add_parser("test", help="try one out: echo, search, an image each way", allow_abbrev=False)
    testing.add_argument("name", metavar="NAME", nargs="?", default="", help="name or AE title; else the default")
    testing.set_defaults(run=_test)
    removing = calls.add_parser("remove", help="forget one", allow_abbrev=False)
    removing.add_argument("name", metavar="NAME")
    removing.add_argument("--kind", choices=tuple(KINDS), default="", help="where several have that name")
    removing.set_defaults(run=_remove)
    importing = calls.add_parser("import", help="take over Weasis's", allow_abbrev=False)
    importing.add_argument("files", nargs="+", metavar="FILE.xml", help="dicomNodes.xml, dicomWebNodes.xml …")
    importing.set_defaults(run=_import)
    return parser


def _value_names() -> str:
    """The values that a node may be given."""
    given = {"name", "ae_title", "host", "port", "url", "final"}
    rows = ((kind, [row.name for row in fields(node) if row.name not in given]) for kind, node in KINDS.items())
    return "values: " + "; ".join(f"{kind}: {', '.join(names)}" for kind, names in rows if names)
