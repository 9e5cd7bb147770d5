"""Bytes to text and back, by Specific Character Set (0008,0005), PS3.3 C.12.1.1.2.

Reading never raises, however wrong the declaration; writing does, rather than replace a letter.
"""

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
    "ISO_IR 203": "iso8859-15",
    "GB18030": "gb18030",
    "GBK": "gbk",
}
"""Specific Character Set → codec, for a single value; code extensions are pydicom's."""

EXTENSIONS: Final = frozenset(
    f"ISO 2022 IR {number}" for number in (6, 13, 58, 87, 100, 101, 109, 110, 126, 127, 138, 144, 148, 149, 159, 166)
)
"""What may stand among several values, PS3.3 C.12.1.1.2."""


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


def encode(character_set: str, value: str, is_name: bool = False) -> bytes:
    """A value as the archive reads it: what its character set cannot hold is never written as ``?``, a wildcard.

    Raises
    ------
    ValueError
        It cannot be written so that the same is read.
    """
    codec = CODECS.get(character_set)
    raw = value.encode(codec) if codec is not None else _encode_extended(character_set, value, is_name)
    double = codec == "shift_jis" and len(raw) != len(value)  # more than JIS X 0201, which ISO_IR 13 is
    if double or decode(character_set, raw, is_name) != value:
        raise ValueError("letters that the character set does not have")
    return raw


def _encode_extended(character_set: str, value: str, is_name: bool) -> bytes:
    from pydicom.charset import convert_encodings, encode_string
    from pydicom.valuerep import PersonName

    parts = [part.strip() for part in character_set.split("\\")]
    if not set(parts) <= {*CODECS, *EXTENSIONS}:
        raise ValueError("no character set")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        encodings = convert_encodings(parts)
        if is_name:
            return PersonName(value).encode(encodings)
        return b"\\".join(encode_string(part, encodings) for part in value.split("\\"))
