from __future__ import annotations

import pytest

from viewer.pixels import selftest


def test_all_decoders_work_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert selftest.main() == 0
    assert capsys.readouterr().out == "JPEG, JPEG-LS, JPEG 2000, HTJ2K, JPEG XL, RLE\n"


def test_a_decoder_that_fails_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(selftest.ROUND_TRIPS, "JPEG-LS", lambda codecs: 1 / 0)
    monkeypatch.setitem(selftest.ROUND_TRIPS, "RLE", lambda codecs: selftest.RAMP + 1)
    assert selftest.main() == 1
    assert capsys.readouterr().out == "JPEG-LS (division by zero); RLE gives other values than it was given\n"
