"""What is proposed for receiving images."""

from __future__ import annotations

from pathlib import Path

import pytest

from launcher.dimse.contexts import NATIVE, proposals, read_configured, syntaxes_of
from launcher.errors import RequestError

CT, MR, VIDEO = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.77.1.4.1"
JPEG_LOSSLESS = "1.2.840.10008.1.2.4.70"


def test_each_compressed_transfer_syntax_has_a_context_of_its_own() -> None:
    syntaxes = syntaxes_of(CT, {})

    assert syntaxes[0] == NATIVE
    assert (JPEG_LOSSLESS,) in syntaxes
    assert all(len(together) == 1 for together in syntaxes[1:])


def test_video_is_asked_for_as_video() -> None:
    assert ("1.2.840.10008.1.2.4.102",) in syntaxes_of(VIDEO, {})


def test_one_association_holds_at_most_128_contexts_and_each_class_is_in_one_only() -> None:
    classes = [f"1.2.840.10008.5.1.4.1.1.{number}" for number in range(1, 40)]

    split = list(proposals([*classes, *classes]))

    assert [sop_class for some, _ in split for sop_class in some] == classes
    assert all(len(contexts) <= 127 for _, contexts in split)
    assert len(split) > 1
    for some, contexts in split:
        assert {context.abstract_syntax for context in contexts} == set(some)


def test_a_file_configures_them_as_weasis_does(tmp_path: Path) -> None:
    file = tmp_path / "store-tcs.properties"
    file.write_text(
        "# storage\n\nCTImageStorage:ExplicitVRLittleEndian,ImplicitVRLittleEndian;jpegLosslessSV1\n"
        f"{MR}={JPEG_LOSSLESS}\n*:ImplicitVRLittleEndian\n"
    )

    configured = read_configured(file)

    assert syntaxes_of(CT, configured) == (("1.2.840.10008.1.2.1", "1.2.840.10008.1.2"), (JPEG_LOSSLESS,))
    assert syntaxes_of(MR, configured) == ((JPEG_LOSSLESS,),)
    assert syntaxes_of(VIDEO, configured) == (("1.2.840.10008.1.2",),)


def test_no_file_configures_nothing(tmp_path: Path) -> None:
    assert read_configured(tmp_path / "missing") == {}


@pytest.mark.parametrize("line", ["CTImageStorage", "NoSuchStorage:1.2.840.10008.1.2", "*:MyOwnSyntax"])
def test_a_line_that_is_not_understood_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "f").write_text(f"\n{line}\n")

    with pytest.raises(RequestError, match="line 2"):
        read_configured(tmp_path / "f")
