"""A single frame as an archive answers with it (WADO-RS, PS3.18 10.4.1.1.6): its bytes, and whether they are as stored.

Pure. What a server says of the transfer syntax may stand at the part, at the whole answer, or nowhere.
"""

from __future__ import annotations

import re
from typing import Final

from launcher.dicomweb.multipart import Malformed, MultipartReader, PartBegins, PartData, PartEnds, media_type

AS_STORED: Final = 'multipart/related; type="application/octet-stream"; transfer-syntax=*'
"""What a frame is asked for as; what is stored compressed comes as an image all the same, PS3.18 8.7.3.3.2."""

_NAMED: Final = re.compile(r'transfer-syntax="?([0-9.]+)', re.IGNORECASE)
_UNCOMPRESSED: Final = frozenset(("1.2.840.10008.1.2", "1.2.840.10008.1.2.1"))


def frame_in(content_type: str, body: bytes) -> tuple[str, bytes]:
    """What an answer says that its one frame is, and the frame; an answer that is not packed is the frame itself.

    Raises
    ------
    Malformed
        It did not come whole, or holds more than one.
    """
    kind, boundary = media_type(content_type)
    if not kind.startswith("multipart/"):
        return content_type, body
    reader = MultipartReader(boundary)
    said, frame, ends = content_type, bytearray(), list[str]()
    for event in reader.receive(body):
        match event:
            case PartBegins(headers):
                said = f"{headers.get('content-type', '')} {content_type}"
            case PartData(data):
                frame += data
            case PartEnds(damage):
                ends.append(damage)
    reader.close()
    if ends != [""]:
        raise Malformed("The server's answer cannot be used", "".join(ends) or f"it holds {len(ends)} frames", "")
    return said, bytes(frame)


def is_as_stored(said: str, transfer_syntax_uid: str) -> bool:
    """Whether a frame of which a server says this is in the transfer syntax that its instance is stored in."""
    named = _NAMED.search(said)
    if named is not None:
        return named[1] == transfer_syntax_uid or {named[1], transfer_syntax_uid} <= _UNCOMPRESSED
    return ("image/" in said.lower()) != (transfer_syntax_uid in _UNCOMPRESSED)
