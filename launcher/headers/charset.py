"""Bytes to text, by Specific Character Set (0008,0005), PS3.3 C.12.1.1.2. Wrong declarations never raise."""

from __future__ import annotations

import warnings
from typing import Final

CODECS: Final = {
    "": "latin-1",
    "ISO_IR 6": "latin-1",  # ASCII by the standard; in the field the letters above it are Latin-1
    "ISO_IR 13": "shift_jis",
    "ISO_IR 100": "latin-1",
    "ISO_IR 101": "iso8859-2",
    "ISO_IR 109": "iso8859-3",
    "ISO_IR 110": "iso8859-4",
    "ISO_IR 126": "iso8859-7",
    "ISO_IR 127": "iso8859-6",
    "ISO_IR 138": "iso8859-8",
    "ISO_IR 144": "iso8859-5",
    "ISO_IR 148": "iso8859-9",
    "ISO_IR 166": "tis-620",
    "ISO_IR 192": "utf-8",
    "GB18030": "gb18030",
    "GBK": "gbk",
}
"""Specific Character Set → codec, for a single value; code extensions are pydicom's."""


def decode(character_set: str, raw: bytes, is_name: bool = False) -> str:
    """Text of a value; what its character set cannot hold becomes U+FFFD: a name half read is better than none.

    Parameters
    ----------
    character_set
        The value of (0008,0005), backslashes included.
    is_name
        Whether it is a person's name (VR PN), in which ``^`` and ``=`` end a code extension too.
    """
    if raw.isascii() and b"\x1b" not in raw:
        return raw.decode("ascii")
    codec = CODECS.get(character_set)
    if codec is None or b"\x1b" in raw:
        return _decode_extended(character_set, raw, is_name)
    return raw.decode(codec, "replace")


def _decode_extended(character_set: str, raw: bytes, is_name: bool) -> str:
    """Code extensions by escape sequences, PS3.5 6.1.2.5, and misspelt character sets."""
    from pydicom.charset import convert_encodings, decode_bytes
    from pydicom.valuerep import TEXT_VR_DELIMS, PersonName

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            encodings = convert_encodings([part.strip() for part in character_set.split("\\")])
            return str(PersonName(raw, encodings) if is_name else decode_bytes(raw, encodings, TEXT_VR_DELIMS))
        except (ValueError, LookupError):  # no character set by any spelling
            return raw.decode("latin-1")
