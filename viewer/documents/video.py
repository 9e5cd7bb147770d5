"""Video that is not decoded here: a card, and the stream for the system's player."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from viewer import names
from viewer.documents.coded import about, text
from viewer.documents.document import Document, Enclosed
from viewer.documents.page import Line, Page, Span, facts
from viewer.pixels.attributes import FrameAttributes as Attributes
from viewer.pixels.video import stream, suffix
from viewer.words import tr

if TYPE_CHECKING:
    from viewer.pixels.header import Header

PIECE: Final = 1 << 20
WITHOUT_PYAV: Final = tr(
    "This video is shown here, frame by frame, when PyAV is installed (pip install 'wetread[video]'). "
    "Until then it plays in the system's player."
)


def read_video(header: Header) -> Document:
    """What the video is, and how to see it."""
    from pydicom.uid import UID

    dataset, attributes = header.dataset, Attributes(header.dataset)
    with stream(header) as source:
        start = source.read(189)
    frames = attributes.integer("NumberOfFrames", 0)
    time = attributes.number("FrameTime")
    rate = (
        attributes.number("CineRate")
        or attributes.number("RecommendedDisplayFrameRate")
        or (1000 / time if time else 0)
    )
    rows = (
        (tr("Coding"), UID(header.transfer_syntax_uid).name),
        (tr("Size"), f"{attributes.integer('Columns', 0)} × {attributes.integer('Rows', 0)}"),
        (
            tr("Duration"),
            f"{names.count(frames, 'frame')}{f', {frames / rate:.1f} s' if rate else ''}" if frames else "",
        ),
    )
    page = Page(
        text(dataset, "SeriesDescription") or tr("Video"), (Line((Span(WITHOUT_PYAV),)), *facts(rows), *about(dataset))
    )
    return Document(page, Enclosed("video", suffix(start, header.transfer_syntax_uid), lambda: _pieces(header)))


def _pieces(header: Header) -> Iterator[bytes]:
    with stream(header) as source:
        while piece := source.read(PIECE):
            yield piece
