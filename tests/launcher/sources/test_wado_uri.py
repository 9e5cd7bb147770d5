"""Where the images of a manifest are asked for, and how."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launcher.errors import ManifestError
from launcher.manifests.manifest import Archive, InstanceEntry, SeriesEntry
from launcher.references import Instance, Series, Study
from launcher.sources.wado_uri import endpoints_and_middle_first, headers, instance_addresses, thumbnail_address

MANIFEST = "https://h.example/app/manifest?id=7"
ARCHIVE = Archive("1", "https://h.example/wado")
STUDY = Study("1.2")
SERIES = SeriesEntry(Series("1.2.3", "MR"))
INSTANCE = InstanceEntry(Instance("1.2.3.4"))
WADO = "https://h.example/wado?requestType=WADO&studyUID=1.2&seriesUID=1.2.3&objectUID=1.2.3.4&contentType=application/dicom"


def addresses(
    archive: Archive = ARCHIVE,
    series: SeriesEntry = SERIES,
    instance: InstanceEntry = INSTANCE,
    manifest_url: str = MANIFEST,
    study: Study = STUDY,
) -> tuple[str, ...]:
    return instance_addresses(archive, study, series, instance, manifest_url)


def direct(base_url: str, file: str, additional: str = "", manifest_url: str = MANIFEST) -> str:
    archive = Archive("1", base_url, additional_parameters=additional)
    (address,) = addresses(archive, instance=replace(INSTANCE, direct_download_file=file), manifest_url=manifest_url)
    return address


class TestWadoUri:
    def test_the_slash_of_the_content_type_is_not_escaped(self) -> None:
        assert addresses() == (WADO,)

    def test_only_the_instance_is_named_when_the_archive_wants_it_so(self) -> None:
        (address,) = addresses(replace(ARCHIVE, require_only_sop_instance_uid=True))
        assert address == ("https://h.example/wado?requestType=WADO&objectUID=1.2.3.4&contentType=application/dicom")

    @pytest.mark.parametrize(
        ("transfer_syntax_uid", "rate", "forms"),
        [
            ("", 75, [""]),
            ("*", 0, ["&transferSyntax=*", "&transferSyntax=1.2.840.10008.1.2.1", ""]),
            (
                "1.2.840.10008.1.2.4.50",
                75,
                [
                    "&transferSyntax=1.2.840.10008.1.2.4.50&imageQuality=75",
                    "&transferSyntax=1.2.840.10008.1.2.1",
                    "",
                ],
            ),
            ("1.2.840.10008.1.2.1", 0, ["&transferSyntax=1.2.840.10008.1.2.1", ""]),
        ],
    )
    def test_a_form_that_the_server_may_refuse_has_others_to_fall_back_on(
        self, transfer_syntax_uid: str, rate: int, forms: list[str]
    ) -> None:
        series = replace(SERIES, wado_transfer_syntax_uid=transfer_syntax_uid, wado_compression_rate=rate)
        assert addresses(series=series) == tuple(WADO + form for form in forms)

    @pytest.mark.parametrize("additional", ["&anonymize=yes&t=1", "?anonymize=yes&t=1", "anonymize=yes&t=1"])
    def test_additional_parameters_come_last_whatever_they_begin_with(self, additional: str) -> None:
        assert addresses(replace(ARCHIVE, additional_parameters=additional)) == (f"{WADO}&anonymize=yes&t=1",)

    @pytest.mark.parametrize(
        ("base_url", "begins"),
        [
            ("https://h.example/wado?aet=A", "https://h.example/wado?aet=A&requestType=WADO&"),
            ("https://h.example/wado?", "https://h.example/wado?requestType=WADO&"),
            ("https://h.example/wado?aet=A&", "https://h.example/wado?aet=A&requestType=WADO&"),
            ("/pacs/wado", "https://h.example/pacs/wado?requestType=WADO&"),
            ("wado", "https://h.example/app/wado?requestType=WADO&"),
            ("http://[::1]:8080/wado", "http://[::1]:8080/wado?requestType=WADO&"),
        ],
    )
    def test_the_query_joins_the_base_url(self, base_url: str, begins: str) -> None:
        (address,) = addresses(replace(ARCHIVE, base_url=base_url))
        assert address.startswith(begins)

    def test_a_uid_cannot_smuggle_parameters(self) -> None:
        hostile = InstanceEntry(Instance("1.2&anonymize=no#\r\nHost: x"))
        (address,) = addresses(instance=hostile)
        assert parse_qs(urlsplit(address).query)["objectUID"] == ["1.2&anonymize=no#\r\nHost: x"]
        assert address.isascii()
        assert address.isprintable()


class TestDirectDownload:
    @pytest.mark.parametrize(
        ("base_url", "file", "address"),
        [
            ("https://h.example/a", "/1.dcm", "https://h.example/a/1.dcm"),
            ("https://h.example/a/", "1.dcm", "https://h.example/a/1.dcm"),
            ("https://h.example/a", "/../b/1.dcm", "https://h.example/a/../b/1.dcm"),
            ("", "http://other.example/1.dcm", "http://other.example/1.dcm"),
            ("", "images/1.dcm", "https://h.example/app/images/1.dcm"),
            ("", "../1.dcm", "https://h.example/1.dcm"),
            ("file:///cd/", "IMAGES/1", "file:///cd/IMAGES/1"),
            ("https://h.example", "/a b/ä%20100%.dcm", "https://h.example/a%20b/%C3%A4%20100%25.dcm"),
            ("https://h.example/get?", "id=1&t=2", "https://h.example/get?id=1&t=2"),
        ],
    )
    def test_the_file_follows_the_base_url(self, base_url: str, file: str, address: str) -> None:
        assert direct(base_url, file) == address

    @pytest.mark.parametrize(
        ("file", "additional", "address"),
        [
            ("/1.dcm", "?t=1", "https://h.example/1.dcm?t=1"),
            ("/1.dcm", "&t=1", "https://h.example/1.dcm?t=1"),
            ("/get?id=1", "&t=1", "https://h.example/get?id=1&t=1"),
            ("/get?id=1", "?t=1", "https://h.example/get?id=1&t=1"),
        ],
    )
    def test_additional_parameters_become_its_query(self, file: str, additional: str, address: str) -> None:
        assert direct("https://h.example", file, additional) == address

    def test_a_manifest_of_this_computer_completes_relative_addresses(self) -> None:
        assert direct("", "1.dcm", manifest_url="file:///home/u/a%20b/m.xml") == "file:///home/u/a%20b/1.dcm"

    @pytest.mark.parametrize(
        ("base_url", "file", "manifest_url", "said"),
        [
            ("", "1.dcm", "", "relative to nothing"),
            ("ftp://h.example", "/1.dcm", MANIFEST, "not http, https or file"),
            ("", "javascript:alert(1)", MANIFEST, "not http, https or file"),
            ("https:", "/1.dcm", MANIFEST, "not http, https or file"),
            ("", "//[half/1.dcm", MANIFEST, "not http, https or file"),
        ],
    )
    def test_an_address_that_leads_nowhere_is_refused(
        self, base_url: str, file: str, manifest_url: str, said: str
    ) -> None:
        with pytest.raises(ManifestError, match=said):
            direct(base_url, file, manifest_url=manifest_url)


class TestThumbnails:
    several = replace(SERIES, instances=tuple(InstanceEntry(Instance(f"1.2.3.{n}")) for n in range(5)))

    def thumbnail(self, archive: Archive = ARCHIVE, series: SeriesEntry = several) -> str | None:
        return thumbnail_address(archive, STUDY, series, MANIFEST)

    def test_the_manifest_may_name_it(self) -> None:
        series = replace(self.several, direct_download_thumbnail="/thumb/1.jpg")
        assert self.thumbnail(series=series) == "https://h.example/wado/thumb/1.jpg"

    def test_else_the_middle_instance_is_asked_for_as_a_small_jpeg(self) -> None:
        assert self.thumbnail() == (
            "https://h.example/wado?requestType=WADO&studyUID=1.2&seriesUID=1.2.3&objectUID=1.2.3.2"
            "&contentType=image/jpeg&imageQuality=75&rows=256&columns=256"
        )

    def test_parameters_for_dicom_files_are_left_out(self) -> None:
        address = self.thumbnail(replace(ARCHIVE, additional_parameters="&anonymize=yes&t=1&transferSyntax=*"))
        assert address is not None
        assert address.endswith("&columns=256&t=1")

    @pytest.mark.parametrize(
        ("archive", "series"),
        [
            (replace(ARCHIVE, query_mode="DICOM_WEB"), several),
            (ARCHIVE, SERIES),
            (ARCHIVE, replace(several, series=Series("1.2.3", "SR"))),
            (ARCHIVE, replace(several, instances=(replace(INSTANCE, direct_download_file="/1.dcm"),))),
        ],
        ids=["another protocol", "no instances", "no images", "a plain web server"],
    )
    def test_none_is_asked_for_where_there_is_none(self, archive: Archive, series: SeriesEntry) -> None:
        assert self.thumbnail(archive, series) is None


class TestHeaders:
    def test_they_come_from_the_manifest(self) -> None:
        archive = replace(ARCHIVE, http_tags=(("X-Token", "a b"), ("Accept-Language", "dé")))
        assert headers(archive) == (("X-Token", "a b"), ("Accept-Language", "dé"))

    def test_a_login_replaces_another_authorization(self) -> None:
        tags = (("authorization", "Bearer t"), ("X-Token", "1"))
        archive = replace(ARCHIVE, http_tags=tags, web_login="dTpw")
        assert headers(archive) == (("X-Token", "1"), ("Authorization", "Basic dTpw"))

    def test_how_a_request_travels_is_not_for_the_manifest_to_say(self) -> None:
        assert headers(replace(ARCHIVE, http_tags=(("Host", "x"), ("Content-LENGTH", "9")))) == ()

    @pytest.mark.parametrize(
        "archive",
        [
            replace(ARCHIVE, http_tags=(("X-Token", "1\r\nX-Other: 2"),)),
            replace(ARCHIVE, http_tags=(("X Token", "1"),)),
            replace(ARCHIVE, http_tags=(("", "1"),)),
            replace(ARCHIVE, http_tags=(("X-Token", "山"),)),
            replace(ARCHIVE, web_login="dTpw\n"),
        ],
    )
    def test_what_no_header_can_hold_is_refused_and_not_repeated(self, archive: Archive) -> None:
        with pytest.raises(ManifestError, match="header") as refused:
            headers(archive)
        assert "X-Other" not in str(refused.value)
        assert "dTpw" not in str(refused.value)


class TestOrder:
    @pytest.mark.parametrize(
        ("n", "order"),
        [(0, []), (1, [0]), (3, [0, 1, 2]), (4, [0, 3, 1, 2]), (5, [0, 4, 2, 1, 3]), (9, [0, 8, 4, 2, 6, 1, 3, 5, 7])],
    )
    def test_it_is_the_ends_then_the_middles(self, n: int, order: list[int]) -> None:
        assert endpoints_and_middle_first(n) == order

    @given(st.integers(0, 3000))
    def test_every_instance_comes_once(self, n: int) -> None:
        assert sorted(endpoints_and_middle_first(n)) == list(range(n))

    @given(st.integers(4, 500), st.integers(3, 100))
    def test_what_has_come_is_spread_over_the_stack(self, n: int, come: int) -> None:
        here = sorted(endpoints_and_middle_first(n)[:come])
        gaps = [after - before for before, after in pairwise(here)]
        assert max(gaps) <= 4 * max(1, n // len(here))


@given(st.text(), st.text(), st.text(), st.sampled_from([MANIFEST, "", "file:///a/m.xml", "nonsense", "http://[x/"]))
def test_any_text_gives_an_address_or_our_error(base_url: str, file: str, additional: str, manifest_url: str) -> None:
    try:
        address = direct(base_url, file or "x", additional, manifest_url)
    except ManifestError:
        return
    assert address.isascii()
    assert address.isprintable()
    assert " " not in address
    assert address.lower().startswith(("http://", "https://", "file:"))
