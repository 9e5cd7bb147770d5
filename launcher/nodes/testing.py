"""What works with an archive, tried out: it answers, it can be searched, one image comes, by each way there is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from launcher.dimse.levels import Row
from launcher.errors import NotFound, Unreachable, WetreadError
from launcher.nodes.node import CallingNode, DicomNode, WebNode
from launcher.nodes.search import Reach, Searching, searching, web_archive
from launcher.stop import Stop

if TYPE_CHECKING:
    from launcher.dimse.receive import Receiver
    from launcher.trust import Consent

Finding = tuple[str, bool, str]
"""What was tried, whether it works, and in words."""

PROPOSED: Final = ("rs", "get", "move")
LOOKED_AT: Final = 20
"""Studies that are looked into for an image."""


def proposal(findings: Collection[Finding]) -> str:
    """How the archive is best asked for images; empty when nothing works."""
    works = {what for what, worked, _ in findings if worked}
    return next((way for way in PROPOSED if way in works), "")


def tested(node: DicomNode | WebNode, caller: CallingNode, reach: Reach, consent: Consent) -> Iterator[Finding]:
    """Try an archive out; yields what was found as it is found."""
    if isinstance(node, DicomNode):
        yield from _tested_dicom(node, caller, reach, consent)
    else:
        yield from _tested_web(node, caller, reach, consent)


def _tried(what: str, attempt: Callable[[], str]) -> Finding:
    try:
        return what, True, attempt()
    except WetreadError as error:
        return what, False, str(error)


def _tested_dicom(node: DicomNode, caller: CallingNode, reach: Reach, consent: Consent) -> Iterator[Finding]:
    from launcher.dimse.echo import echo

    try:
        echo(node, caller, reach.ca_files)
        yield "echo", True, f"the archive answers, and knows this computer as {caller.ae_title}"
    except Unreachable as error:
        yield "echo", False, str(error)
        return
    except WetreadError as error:
        yield "echo", False, str(error)
    images: list[Row] = []
    yield _tried("find", lambda: _find(node, caller, reach, consent, images))
    if images:
        yield _tried("get", lambda: _get(node, caller, reach, images[0]))
        yield _tried("move", lambda: _move(node, caller, reach, images[0]))


def _find(node: DicomNode | WebNode, caller: CallingNode, reach: Reach, consent: Consent, images: list[Row]) -> str:
    with searching(node, caller, reach, consent, Stop()) as archive:
        studies = list(archive.rows("STUDY", {}, limit=LOOKED_AT))
        images += islice((image for study in studies for image in _images(archive, study)), 1)
    if images:
        return "it can be searched"
    return "it can be searched, and has nothing yet" if not studies else "it can be searched, but lists no images"


def _images(archive: Searching, study: Row) -> Iterator[Row]:
    of_study = {"StudyInstanceUID": study.get("StudyInstanceUID", "")}
    for series in list(archive.rows("SERIES", of_study, limit=1)):
        of_series = of_study | {"SeriesInstanceUID": series.get("SeriesInstanceUID", "")}
        for image in list(archive.rows("IMAGE", of_series, limit=1)):
            yield of_series | image


def _wanted(image: Row) -> dict[str, str]:
    return {keyword: image.get(keyword, "") for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")}


def _received(way: str, transfer: Callable[[Receiver], None]) -> str:
    """Have one image come, and throw it away."""
    from launcher.dimse.receive import Receiver

    sizes: list[int] = []

    def weigh(pieces: Sequence[bytes | memoryview]) -> None:
        sizes.append(sum(map(len, pieces)))

    transfer(Receiver(weigh))
    if not sizes:
        raise NotFound(f"No image came by {way}", "the archive says that it has sent it", "")
    return f"an image of {sum(sizes) // 1000} kB came by {way}"


def _get(node: DicomNode, caller: CallingNode, reach: Reach, image: Row) -> str:
    from launcher.dimse.contexts import proposal_of_any_kind, proposals
    from launcher.dimse.get import get

    sop_class = image.get("SOPClassUID", "")
    contexts = next(proposals([sop_class]))[1] if sop_class else proposal_of_any_kind()
    return _received(
        "C-GET",
        lambda receiver: get(node, caller, "IMAGE", _wanted(image), contexts, receiver, ca_files=reach.ca_files),
    )


def _move(node: DicomNode, caller: CallingNode, reach: Reach, image: Row) -> str:
    from launcher.dimse.contexts import proposal_of_any_kind
    from launcher.dimse.move import move

    sop_class = image.get("SOPClassUID", "")
    classes = [sop_class] if sop_class else [str(context.abstract_syntax) for context in proposal_of_any_kind()]
    return _received(
        "C-MOVE",
        lambda receiver: move(node, caller, "IMAGE", _wanted(image), classes, receiver, ca_files=reach.ca_files),
    )


def _tested_web(node: WebNode, caller: CallingNode, reach: Reach, consent: Consent) -> Iterator[Finding]:
    images: list[Row] = []
    yield _tried("find", lambda: _find(node, caller, reach, consent, images))
    if images:
        yield _tried("rs", lambda: _fetch(node, reach, consent, images[0]))


def _fetch(node: WebNode, reach: Reach, consent: Consent, image: Row) -> str:
    archive = web_archive(node, reach.http(), consent, Stop())
    address = archive.service.instance(*_wanted(image).values())
    types = archive.service.instance_media_types
    with archive.http.get(
        address, headers=archive.service.retrieve_headers, accept=types[0], permit=archive.permit
    ) as response:
        size = sum(map(len, response.chunks(1 << 30)))
    return f"an image of {size // 1000} kB came by WADO-RS"
