"""What servers that answer 401 take: as they write it, and as they should not."""

from __future__ import annotations

import pytest

from launcher.auth.challenges import realms


@pytest.mark.parametrize(
    ("challenges", "found"),
    [
        ("", {}),
        ('Basic realm="Orthanc Secure Area"', {"basic": "Orthanc Secure Area"}),
        ('basic charset="UTF-8", realm = "A, B"', {"basic": "A, B"}),
        ("BASIC realm=archive", {"basic": "archive"}),
        ("Basic, Negotiate", {"basic": "", "negotiate": ""}),
        ('Negotiate, NTLM, Basic realm="x"', {"negotiate": "", "ntlm": "", "basic": "x"}),
        ("Negotiate YIIabc==", {"negotiate": ""}),
        ('Digest realm="d", nonce="a,Basic", qop="auth", Bearer realm="b"', {"digest": "d", "bearer": "b"}),
        ('Bearer error="not Basic, sorry"', {"bearer": ""}),
        (f'Basic realm="{"r" * 100}"', {"basic": "r" * 60}),
        ("=,, ,\"", {}),
    ],
)  # fmt: skip
def test_each_scheme_is_found_with_its_realm(challenges: str, found: dict[str, str]) -> None:
    assert realms(challenges) == found


@pytest.mark.timeout(20)  # minutes, were it looked at to its end
def test_what_a_server_sends_without_end_is_not_looked_at_to_its_end() -> None:
    assert realms('Basic realm="' + '\\"' * 200_000) == {"basic": ""}
