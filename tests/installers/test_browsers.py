from __future__ import annotations

import json

import pytest

from installers.browsers import chromium_policy, firefox_policy


def test_chromium_and_firefox_get_the_same_rule_for_exact_origins():
    rule = {"protocol": "weasis", "allowed_origins": ["https://ris.example.org", "http://127.0.0.1:8042"]}
    origins = rule["allowed_origins"]
    assert json.loads(chromium_policy(origins, ["weasis"])) == {"AutoLaunchProtocolsFromOrigins": [rule]}
    assert json.loads(firefox_policy(origins, ["weasis"]))["policies"] == {"AutoLaunchProtocolsFromOrigins": [rule]}


@pytest.mark.parametrize(
    "origin",
    ["*", "https://*", "https://*.example.org", "https://h/", "https://h/p", "https://u@h", "h", "file:///", "https://",
     "https://h?q", "https://h:x", "https://[h", "javascript:1", ""],
)  # fmt: skip
def test_what_is_no_exact_origin_is_refused(origin: str):
    with pytest.raises(ValueError):
        chromium_policy([origin])
