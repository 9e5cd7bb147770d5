"""``wetread``'s calls for people and scripts, other than opening a target."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from launcher import front
from launcher.__main__ import SUBCOMMANDS
from launcher.errors import CommandError, NotRunning, WetreadError

EPILOG = """
TARGET is a link (weasis:…, wetread:…), a launch command ('$dicom:get -w URL'), a file, a folder, a ZIP archive, or an
http(s) address of a DICOM file, a ZIP archive or a manifest. Options stand before the first TARGET.

exit codes: 0 done · 1 done in part · 2 the request was wrong · 3 time-out · 4 source not reached · 5 nothing is running
"""

RENDER_USAGE = "wetread render FILE [--frame N] [--window C W | --voi N] [--no-overlay] -o OUT.png"
OPEN_NODE_USAGE = "wetread open --node NODE study=UID [patient=ID] [accession=NUMBER] [series=UID] [--wait]"
QUERIED = {
    "study": "studyUID",
    "series": "seriesUID",
    "image": "objectUID",
    "accession": "accessionNumber",
    "patient": "patientID",
}
"""Short words of ``open --node`` as ``dicom:qr`` has them."""

PASSED_ON = frozenset({"nodes", "open", "render", "save", "search", "tags"})
"""Calls whose words are read elsewhere, options too."""

LONG_LINK = 2000  # characters that every browser passes on


def main(arguments: Sequence[str]) -> int:
    """Run one call; returns its exit code."""
    name, *words = arguments
    try:
        if name not in SUBCOMMANDS:
            return _open(arguments)
        run, text, add_options = CALLS[name]
        parser = argparse.ArgumentParser(prog=f"wetread {name}", description=text, allow_abbrev=False)
        add_options(parser)
        code = int(run(parser.parse_args(["--", *words] if name in PASSED_ON else words)))
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # who reads has read enough, as with | head
        front.silence(sys.stdout)
        return 0
    except WetreadError as error:
        usage = error.usage if isinstance(error, CommandError) else ""
        print(error, *filter(None, [usage]), sep="\n", file=sys.stderr)
        return error.exit_code


def _open(arguments: Sequence[str]) -> int:
    """Options before the first TARGET; after it, nothing is an option."""
    parser = _open_parser()
    options = parser.parse_args(arguments)
    if options.from_link is not None:
        parser.error("--from-link stands first, with one argument")
    chosen = {"shallow": "1"} if options.no_recursive else {}
    chosen |= {"copy": "1"} if options.copy else {}
    chosen |= {"password": _password_in(options.password_file)} if options.password_file else {}
    targets = _without_dashes(options.targets)
    return front.hand_over(targets, wait=options.wait, timeout=options.timeout, options=chosen or None)


def _open_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wetread",
        usage="wetread [--wait [--timeout S]] TARGET...\n       wetread CALL ...",
        description="A DICOM launcher: a link, a file or a command goes in; the images stand in one window.",
        epilog=_calls() + EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    parser.add_argument("--wait", action="store_true", help="stay until the images are there; exit code 0, 1 or 4")
    parser.add_argument("--timeout", type=_seconds, default=0.0, metavar="S", help="with --wait: at most S seconds")
    parser.add_argument("--no-recursive", action="store_true", help="of folders, only the files right in them")
    parser.add_argument("--copy", action="store_true", help="copy files of a slow medium before they are shown")
    parser.add_argument(
        "--password-file", metavar="FILE", help="its first line is the password of encrypted ZIP archives"
    )
    parser.add_argument(
        "--from-link", metavar="URI", help="what the registered link handler calls; nothing else may follow"
    )
    parser.add_argument("targets", nargs=argparse.REMAINDER, metavar="TARGET")
    return parser


def _password_in(file: str) -> str:
    from launcher.sources import passwords

    return passwords.in_file(file)


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: that takes longer than all the rest of a call."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"wetread {version('wetread')}")
        parser.exit()


def _calls() -> str:
    return "calls:\n" + "\n".join(f"  {name:12} {help}" for name, (_, help, _) in CALLS.items()) + "\n"


def _without_dashes(words: list[str]) -> list[str]:
    return words[1:] if words[:1] == ["--"] else words


# --- values -----------------------------------------------------------------------------------------------------------


def _seconds(text: str) -> float:
    with suppress(ValueError):
        if 0 <= (seconds := float(text)) <= 1e6:
            return seconds
    raise argparse.ArgumentTypeError(f"{text}: give the seconds as a number, at most 1000000; 0 is no limit")


def _view(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        raise argparse.ArgumentTypeError(f"{text}: views count from 1")
    return int(text)


def _size(text: str) -> str:
    sides = re.fullmatch(r"([0-9]{1,5})x([0-9]{1,5})", text)
    if sides is None or not all(0 < int(side) <= 16384 for side in sides.groups()):
        wanted = "give width and height in pixels, such as 800x600, at most 16384 each"
        raise argparse.ArgumentTypeError(f"{text}: {wanted}")
    return text


def _png(text: str) -> str:
    if not text.lower().endswith(".png"):
        raise argparse.ArgumentTypeError(f"{text}: PNG is what is written, so the name must end with .png")
    return text


# --- the running instance -------------------------------------------------------------------------------------------


def _status(options: argparse.Namespace) -> int:
    if options.json:
        return front.printed(lambda: front.ask({"kind": "status"}))
    from launcher.ledger.status_table import table

    reply = front.ask({"kind": "status"})
    if reply["exit_code"] == 0:
        reply = {**reply, "out": table(json.loads(reply["out"]))}
    return front.printed(lambda: reply)


def _wait(options: argparse.Namespace) -> int:
    request = {"kind": "wait", "timeout": options.timeout, "options": {"until": options.until}}
    limit = options.timeout + front.MARGIN if options.timeout else None
    return front.printed(lambda: front.ask(request, limit=limit))


def _screenshot(options: argparse.Namespace) -> int:
    asked = {"view": str(options.view), "size": options.size or "0x0"}
    if options.when:
        asked["when"] = options.when
    request = {
        "kind": "screenshot",
        "arguments": [str(Path(options.file).absolute())],
        "timeout": options.timeout,
        "options": asked,
    }
    return front.printed(lambda: front.ask(request, limit=(options.timeout or 3600.0) + front.ANSWER_LIMIT))


def _logout(options: argparse.Namespace) -> int:
    """What is kept on this computer can also be forgotten while nothing runs."""
    try:
        reply = front.ask({"kind": "logout", "arguments": [options.server]})
    except NotRunning:
        from launcher.auth.access import forget_without_service

        reply = {"exit_code": 0, "out": forget_without_service(options.server)}
    return front.printed(lambda: reply)


def _simple(kind: str) -> Callable[[argparse.Namespace], int]:
    return lambda options: front.printed(lambda: front.ask({"kind": kind}))


def _over_series(kind: str) -> Callable[[argparse.Namespace], int]:
    return lambda options: front.printed(lambda: front.ask({"kind": kind, "arguments": options.uids}))


# --- this computer --------------------------------------------------------------------------------------------------


def _render(options: argparse.Namespace) -> int:
    """The viewer's own pipeline, in a process of its own: nothing here imports it."""
    from launcher.channel import child_command

    words = _without_dashes(options.words)
    output = argparse.ArgumentParser("wetread render", RENDER_USAGE, add_help=False, allow_abbrev=False)
    output.add_argument("-o", "--output", type=_png)
    output.parse_known_args(words)
    command = [*child_command("viewer.render"), *words]
    os.execv(command[0], command)  # noqa: S606 - our own module, no shell


def _save(options: argparse.Namespace) -> int:
    """In a process of its own: nothing here imports pixels."""
    from launcher.channel import child_command

    command = [*child_command("writer"), *_without_dashes(options.words)]
    os.execv(command[0], command)  # noqa: S606 - our own module, no shell


def _tags(options: argparse.Namespace) -> int:
    from launcher.tags import command

    return command.main(_without_dashes(options.words))


def _nodes(options: argparse.Namespace) -> int:
    from launcher.nodes import calls

    return calls.main(_without_dashes(options.words))


def _search(options: argparse.Namespace) -> int:
    from launcher.nodes import search_call

    return search_call.main(_without_dashes(options.words))


def _open_call(options: argparse.Namespace) -> int:
    """``open TARGET…`` is ``TARGET…``; with ``--node`` it is a ``dicom:qr``."""
    words = _without_dashes(options.words)
    parser = argparse.ArgumentParser(
        "wetread open",
        usage=f"wetread open [OPTIONS] TARGET...\n       {OPEN_NODE_USAGE}",
        description="Open TARGET, with the options of wetread --help; or images of an archive.",
        allow_abbrev=False,
    )
    parser.add_argument("--node", default=None, help="an archive, as wetread nodes lists them")
    parser.add_argument("--retrieve", default="", help="how it sends images")
    parser.add_argument("--wait", action="store_true", help="stay until the images are there")
    parser.add_argument("--timeout", type=_seconds, default=0.0, metavar="S", help="with --wait: at most S seconds")
    parser.add_argument("criteria", nargs="*", help="with --node: what to open")
    asked, others = parser.parse_known_args(words)
    if asked.node is None:
        return _open(words)
    if others:
        raise CommandError("This option is not known with --node", others[0][:40], OPEN_NODE_USAGE)
    command = _query_command(asked.node, asked.retrieve, asked.criteria)
    return front.hand_over([command], wait=asked.wait, timeout=asked.timeout)


def _query_command(node: str, retrieve: str, criteria: Sequence[str]) -> str:
    """The words of a ``dicom:qr``, quoted as commands are."""
    from launcher.links.link import quoted

    pairs = [word.partition("=") for word in criteria]
    if not pairs or not all(equals and value for _, equals, value in pairs):
        raise CommandError("It is not said what to open", " ".join(criteria)[:60], OPEN_NODE_USAGE)
    requests = [f"{QUERIED.get(name.lower(), name)}={value}" for name, _, value in pairs]
    words = ["-n", node, *(["-m", retrieve] if retrieve else []), *(w for text in requests for w in ("-r", text))]
    return f"$dicom:qr {' '.join(map(quoted, words))}"


def _register(options: argparse.Namespace) -> int:
    return _registration(lambda registration: registration.install(options.weasis, options.scheme))


def _unregister(options: argparse.Namespace) -> int:
    return _registration(lambda registration: registration.remove())


def _registration(act: Callable[[Any], list[str]]) -> int:
    import installers
    from installers.api import NotSupported

    try:
        print("\n".join(act(installers.registration())))
    except NotSupported as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from launcher import doctor

    return doctor.main()


def _demo(options: argparse.Namespace) -> int:
    from launcher import demo

    return demo.main(
        browser=not options.no_browser, screenshot=Path(options.screenshot) if options.screenshot else None
    )


def _link(options: argparse.Namespace) -> int:
    from launcher.links import link

    made = link.checked_link(options.commands, options.scheme)
    print(made)
    if len(made) > LONG_LINK:
        advice = "Browsers on Windows cut links at 2,046: put the list into a manifest and name that."
        print(f"Warning: the link has {len(made)} characters. {advice}", file=sys.stderr)
    return 0


# --- the table ------------------------------------------------------------------------------------------------------


def _no_options(call: argparse.ArgumentParser) -> None:
    pass


def _series_options(call: argparse.ArgumentParser) -> None:
    call.add_argument("uids", nargs="*", metavar="UID", help="of series or studies; everything if none is named")


def _wait_options(call: argparse.ArgumentParser) -> None:
    call.add_argument("--until", choices=("first-image", "loaded", "idle"), required=True)
    call.add_argument("--timeout", type=_seconds, default=0.0, metavar="S", help="exit with 3 after S seconds")


def _screenshot_options(call: argparse.ArgumentParser) -> None:
    call.add_argument("file", type=_png, metavar="FILE.png")
    which = call.add_mutually_exclusive_group()
    which.add_argument("--view", type=_view, default=0, metavar="N", help="one view, counted from 1")
    which.add_argument("--window", action="store_true", help="the whole window (what is saved by default)")
    call.add_argument("--size", type=_size, metavar="WxH", help="in pixels; else as it stands")
    call.add_argument("--when", choices=("first-image", "loaded"), help="wait for it first")
    call.add_argument("--timeout", type=_seconds, default=0.0, metavar="S", help="with --when: at most S seconds")


def _passed_on(call: argparse.ArgumentParser) -> None:
    call.add_argument("words", nargs=argparse.REMAINDER)


def _register_options(call: argparse.ArgumentParser) -> None:
    from installers.api import FOREIGN

    call.add_argument("--weasis", action="store_true", help="also take over weasis: links")
    call.add_argument(
        "--scheme", action="append", default=[], choices=FOREIGN, help="also take over another viewer's links; repeats"
    )


def _demo_options(call: argparse.ArgumentParser) -> None:
    call.add_argument("--no-browser", action="store_true", help="do not open the page with the links in a browser")
    call.add_argument("--screenshot", type=_png, metavar="FILE.png", help="save what the window shows")


def _link_options(call: argparse.ArgumentParser) -> None:
    call.add_argument("commands", nargs="+", metavar="COMMAND", help="such as 'dicom:get --wado=…'")
    call.add_argument("--scheme", choices=("weasis", "wetread"), default="weasis", help="of the link; else weasis")


def _logout_options(call: argparse.ArgumentParser) -> None:
    call.add_argument("server", nargs="?", default="", metavar="SERVER", help="host, or https://host:port; else all")


def _status_options(call: argparse.ArgumentParser) -> None:
    call.add_argument("--json", action="store_true", help="all of it, for scripts")


Call = tuple[Callable[[argparse.Namespace], int], str, Callable[[argparse.ArgumentParser], None]]
CALLS: dict[str, Call] = {
    "status": (_status, "what the running instance holds and shows", _status_options),
    "wait": (_wait, "block until images are there", _wait_options),
    "screenshot": (_screenshot, "save what is on screen as PNG", _screenshot_options),
    "retry": (_simple("retry"), "fetch again what is missing", _no_options),
    "pause": (_over_series("pause"), "fetch no more for now", _series_options),
    "resume": (_over_series("resume"), "go on fetching", _series_options),
    "cancel": (_over_series("cancel"), "do not wait for what has not come; what has come stays", _series_options),
    "logout": (_logout, "forget passwords, permissions and certificates that were trusted by hand", _logout_options),
    "quit": (_simple("quit"), "end viewer and service, and remove all files", _no_options),
    "render": (_render, "one frame of a file as PNG, without a window", _passed_on),
    "save": (_save, "images in another form: DICOM, pictures, TIFF for ImageJ, arrays, media", _passed_on),
    "tags": (_tags, "what the headers of files say", _passed_on),
    "nodes": (_nodes, "the archives that are set up here: list, add, test, remove, import", _passed_on),
    "search": (_search, "what an archive holds", _passed_on),
    "open": (_open_call, "open targets, or with --node NODE study=… what an archive has", _passed_on),
    "link": (_link, "make a link of commands that every browser takes", _link_options),
    "register": (_register, "open wetread: links and DICOM files with Wetread", _register_options),
    "unregister": (_unregister, "undo register: what was there before is put back", _no_options),
    "doctor": (_doctor, "what works on this computer, and what to do about the rest", _no_options),
    "demo": (_demo, "show the main job with images of our own", _demo_options),
}
