"""A real OpenID Connect provider: the certified oidc-provider for Node.js, with somebody to log in at it."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from tests.servers.processes import accepts, free_port, missing, started, until

FOLDER = Path(__file__).parent / "oidc_provider"
CLIENT_SECRET = "s3cr3t-of-the-machine"


@dataclass(frozen=True)
class Provider:
    """A running provider."""

    issuer: str
    log: Path

    def log_in(self, address: str, user: str = "alice") -> str:
        """Go through the pages of a login as a browser does; the last page's text."""
        opener = build_opener(HTTPCookieProcessor(CookieJar()))
        page = opener.open(address, timeout=60)
        for _ in range(3):  # log in, consent, and back at whoever asked
            text = str(page.read().decode())
            form = re.search(r'<form[^>]* action="([^"]+)"', text)
            if form is None:
                return text
            prompt = re.search(r'name="prompt" value="([^"]+)"', text)
            assert prompt is not None
            filled = urlencode({"prompt": prompt[1], "login": user, "password": "anything"})
            page = opener.open(form[1], filled.encode(), timeout=60)
        return str(page.read().decode())


@contextmanager
def running(folder: Path, seconds: int = 600) -> Iterator[Provider]:
    """Run a provider whose access tokens live so many seconds."""
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    if node is None or not (FOLDER / "node_modules/oidc-provider").is_dir():
        missing(f"oidc-provider is not installed: npm install --prefix {FOLDER}")
    port, log = free_port(), folder / "provider.log"
    with started(str(node), str(FOLDER / "provider.mjs"), str(port), str(seconds), CLIENT_SECRET, log=log):
        until(lambda: accepts(port), what="the provider answers")
        yield Provider(f"http://127.0.0.1:{port}", log)
