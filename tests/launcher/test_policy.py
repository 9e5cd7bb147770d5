"""Policy files."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from launcher.auth.providers import DEFAULT_SCOPE, Authentication
from launcher.errors import RequestError
from launcher.policy import MOST_CONNECTIONS, ClientCertificate, Policy, policy_files, read_policy

Files = Callable[..., tuple[Path, ...]]


@pytest.fixture
def policies(tmp_path: Path) -> Files:
    """Policy files, the system's first."""

    def write(*texts: str) -> tuple[Path, ...]:
        files = tuple(tmp_path / f"{number}.toml" for number in range(len(texts)))
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding="utf-8")
        return files

    return write


def test_without_files_the_defaults_hold(tmp_path: Path) -> None:
    assert read_policy((tmp_path / "none.toml", tmp_path / "none" / "none.toml")) == Policy()
    assert Policy().unknown_servers == "ask"


def test_the_systems_file_comes_before_the_users_and_the_homes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("WETREAD_HOME", str(tmp_path / "h"))

    assert policy_files() == (
        Path("/etc/wetread/policy.toml"),
        tmp_path / "c" / "wetread" / "policy.toml",
        tmp_path / "h" / "policy.toml",
    )


def test_every_key_has_its_value(policies: Files) -> None:
    text = """
    [links]
    allowed_servers = ["pacs.example.org", "http://127.0.0.1:*"]
    denied_servers = ["*.example.net"]
    unknown_servers = "refuse"
    local_folders = ["/srv/dicom"]
    [network]
    ca_files = ["/etc/ca.pem"]
    connections = 2
    allow_pinning = false
    remember_logins = false
    [[network.client_certificates]]
    servers = ["pacs.example.org"]
    file = "/etc/own.pem"
    key = "/etc/own.key"
    [[authentication]]
    id = "hospital"
    servers = ["pacs.example.org"]
    template = "keycloak"
    base_url = "https://login.example.org/"
    realm = "radiology"
    [cache]
    limit_mb = 100
    """
    assert read_policy(policies(text)) == Policy(
        ("pacs.example.org", "http://127.0.0.1:*"),
        ("*.example.net",),
        "refuse",
        (Path("/srv/dicom"),),
        (Path("/etc/ca.pem"),),
        2,
        100,
        (ClientCertificate(("pacs.example.org",), Path("/etc/own.pem"), Path("/etc/own.key")),),
        False,
        False,
        (Authentication("hospital", ("pacs.example.org",), issuer="https://login.example.org/realms/radiology"),),
    )


def test_lists_add_up_and_the_last_plain_value_counts(policies: Files) -> None:
    policy = read_policy(
        policies(
            '[links]\ndenied_servers = ["a"]\nunknown_servers = "refuse"',
            '[links]\ndenied_servers = ["b"]\nunknown_servers = "allow"',
        )
    )

    assert policy.denied_servers == ("a", "b")
    assert policy.unknown_servers == "allow"


def test_what_is_final_no_later_file_changes(policies: Files) -> None:
    policy = read_policy(
        policies(
            'final = ["links.unknown_servers", "links.allowed_servers", "cache.limit_mb"]\n'
            '[links]\nallowed_servers = ["a"]\nunknown_servers = "refuse"',
            '[links]\nallowed_servers = ["b"]\nunknown_servers = "allow"\n'
            "[cache]\nlimit_mb = 1\n[network]\nconnections = 2",
        )
    )

    assert policy.allowed_servers == ("a",)
    assert policy.unknown_servers == "refuse"
    assert policy.cache_limit_mb == Policy().cache_limit_mb  # left at its default, and that is final
    assert policy.connections == 2


def test_a_later_file_cannot_take_a_final_back(policies: Files) -> None:
    policy = read_policy(
        policies(
            'final = ["links.unknown_servers"]\n[links]\nunknown_servers = "refuse"',
            "final = []",
            '[links]\nunknown_servers = "allow"',
        )
    )

    assert policy.unknown_servers == "refuse"


def test_a_client_of_its_own_asks_for_no_scope_of_a_person(policies: Files) -> None:
    table = "[[authentication]]\nid = 'x'\nservers = ['a']\nissuer = 'https://i'\n"
    own = "grant = 'client_credentials'\n"

    for text, scope in (("", DEFAULT_SCOPE), (own, ""), (f"{own}scope = 'images'", "images")):
        (how,) = read_policy(policies(table + text)).authentications
        assert how.scope == scope


@pytest.mark.parametrize("value", ["''", "5", "[]"])
def test_what_is_no_text_is_named(policies: Files, value: str) -> None:
    text = f"[[authentication]]\nid = 'x'\nservers = ['a']\nissuer = 'https://i'\naudience = {value}"

    with pytest.raises(RequestError, match="audience is a text"):
        read_policy(policies(text))


@pytest.mark.parametrize(
    "text",
    [
        "[links",
        "links = 5",
        "unknown_servers = 'refuse'",
        "[link]\ndenied_servers = ['x']",
        "[links]\ndenied_server = ['x']",
        "[links]\ndenied_servers = 'x'",
        "[links]\ndenied_servers = [5]",
        "[links]\ndenied_servers = ['']",
        "[links]\nunknown_servers = 'perhaps'",
        "[network]\nallow_pinning = 1",
        "[[network.client_certificates]]\nfile = '/x.pem'",
        "[[network.client_certificates]]\nfile = 'x.pem'\nservers = ['a']",
        "[authentication]\nid = 'x'",
        "[[authentication]]\nid = 'x'\nissuer = 'https://i'",
        "[[authentication]]\nid = 'x'\nissuer = 'http://i'\nservers = ['a']",
        "[[authentication]]\nid = 'x'\nservers = ['a']",
        "[[authentication]]\nid = 'x'\nservers = ['a']\ntoken_endpoint = 'https://i'",
        "[[authentication]]\nid = 'x'\nservers = ['a']\nissuer = 'https://i'\nsecret = 's'",
        "[[authentication]]\nid = 'x'\nservers = ['a']\nissuer = 'https://i'\ngrant = 'password'",
        "[[authentication]]\nissuer = 'https://i'\nservers = ['a']",
        "[[authentication]]\nid = 'x'\nservers = ['a']\ntemplate = 'keycloak'\nrealm = 'r'",
        "[[authentication]]\nid = 'x'\nservers = ['a']\ntemplate = 'other'",
        "[links]\nunknown_servers = ['ask']",
        "[links]\nlocal_folders = ['relative']",
        "[links]\nlocal_folders = ['']",
        "[links]\nlocal_folders = [7]",
        "[network]\nconnections = 0",
        "[network]\nconnections = [4]",
        "[network]\nconnections = true",
        "[cache]\nlimit_mb = -1",
        "[cache]\nlimit_mb = 1.5",
        "final = 'links.unknown_servers'",
        "final = ['links.unknown_server']",
        "final = [['links.unknown_servers']]",
        "final = 1",
    ],
)  # fmt: skip
def test_a_file_that_is_not_understood_is_an_error_that_names_it(policies: Files, text: str) -> None:
    files = policies(text)

    with pytest.raises(RequestError, match=str(files[0])):
        read_policy(files)


def test_a_file_that_may_not_be_read_is_an_error(policies: Files) -> None:
    (file,) = policies("")
    file.unlink()
    file.mkdir()

    with pytest.raises(RequestError, match="cannot be read"):
        read_policy((file,))


def test_connections_have_an_upper_limit(policies: Files) -> None:
    assert read_policy(policies("[network]\nconnections = 100000")).connections == MOST_CONNECTIONS


keys = st.sampled_from(["links", "network", "cache", "final", "allowed_servers", "unknown_servers", "connections", "x"])
toml = st.recursive(
    st.integers(-5, 5).map(str)
    | st.sampled_from(['"ask"', '"/x"', "true", "1.5", "1979-05-27", '["a"]', '["links.x"]']),
    lambda inner: st.dictionaries(keys, inner, max_size=3).map(
        lambda table: "{" + ", ".join(f"{key} = {value}" for key, value in table.items()) + "}"
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(keys, toml, max_size=3).map(lambda t: "\n".join(f"{k} = {v}" for k, v in t.items())) | st.text())
def test_any_file_is_a_policy_or_an_error(policies: Files, text: str) -> None:
    try:
        files = policies(text)
    except UnicodeEncodeError:
        return
    try:
        assert isinstance(read_policy(files), Policy)
        tomllib.loads(files[0].read_text(encoding="utf-8"))
    except RequestError:
        pass
