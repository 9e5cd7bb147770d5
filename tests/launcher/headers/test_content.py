"""What a file is, by its first bytes."""

from __future__ import annotations

import pytest

from launcher.headers.content import Content
from launcher.headers.reading import sniff
from tests.files import bundled


class TestSniff:
    @pytest.mark.parametrize(
        ("head", "content"),
        [
            (bundled("CT_small.dcm").read_bytes()[:132], "dicom"),
            (b"II*\0" + bytes(124) + b"DICM", "dicom"),
            (bundled("ExplVR_LitEndNoMeta.dcm").read_bytes()[:132], "dicom"),
            (bundled("ExplVR_BigEndNoMeta.dcm").read_bytes()[:132], "dicom"),
            (b"\x08\0\x05\0\x0a\0\0\0ISO_IR 100", "dicom"),
            (b"II*\0" + bytes(200), "picture"),
            (b"BM\x36\0\0\0\0\0\0\0\x36\0", "picture"),
            (b"BMI of all patients", "text"),
            (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "xml"),
            ("<a/>".encode("utf-16"), "xml"),
            ("<a/>".encode("utf-16-be"), "xml"),
            (b"<?xml version='1.0'?>\n<!-- c -->\n<HTML lang='de'>", "html"),
            (b"<htmlish/>", "xml"),
            (b'[{"00080018": {}}]', "json"),
            (b"[section]\nkey=value", "text"),
            ("Übersicht".encode("latin-1"), "text"),
            (b"\0\1\2", "unknown"),
        ],
    )
    def test_content_decides(self, head: bytes, content: Content) -> None:
        assert sniff(head, len(head)) == content

    def test_nothing_is_empty(self) -> None:
        assert sniff(b"", 0) == "empty"
