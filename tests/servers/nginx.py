"""A real nginx in front of an archive: permissions, encryption, certificates that clients must show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

from tests.servers.processes import accepts, free_port, program, started, until

FRAME = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 128; }}
http {{
  log_format door '$status $request_method $uri $http_authorization';
  access_log {folder}/access.log door;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port}{tls};
    {settings}
    location / {{
      {guard}
      proxy_pass {upstream};
      proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Authorization ""; proxy_buffering off;
    }}
    {locations}
  }}
}}
"""


@dataclass(frozen=True)
class Guard:
    """What stands at the door: lines of ``location /``, of the server, and further locations."""

    lines: str = ""
    settings: str = ""
    locations: str = ""


@dataclass(frozen=True)
class Door:
    """A running nginx."""

    origin: str
    log: Path

    def opened(self) -> list[str]:
        """The Authorization of each request that was let in."""
        lines = (line.split(" ", 3) for line in self.log.read_text().splitlines())
        return [authorization for status, _, _, authorization in lines if status == "200"]


def bearer(token: str) -> Guard:
    """One token opens."""
    refusal = "add_header WWW-Authenticate 'Bearer realm=\"archive\"' always; return 401;"
    return Guard(f"if ($http_authorization != 'Bearer {token}') {{ {refusal} }}")


def introspected(issuer: str) -> Guard:
    """Tokens that an OpenID Connect provider vouches for open."""
    location = f"location = /vouched {{ internal; proxy_pass {issuer}/me; proxy_pass_request_body off; }}"
    return Guard("auth_request /vouched;", locations=location)


def certificates(folder: Path, authority: trustme.CA) -> Guard:
    """Clients that show a certificate of ``authority`` are let in."""
    authority.cert_pem.write_to_path(str(folder / "clients.pem"))
    return Guard(settings=f"ssl_client_certificate {folder}/clients.pem; ssl_verify_client on;")


@contextmanager
def running(
    folder: Path, upstream: str, guards: Sequence[Guard] = (), certificate: trustme.LeafCert | None = None
) -> Iterator[Door]:
    """Run nginx before ``upstream`` for as long as the block lasts, with TLS if it has a certificate."""
    executable, port = program("nginx", "nginx-light"), free_port()
    settings = [guard.settings for guard in guards]
    if certificate is not None:
        certificate.private_key_and_cert_chain_pem.write_to_path(str(folder / "server.pem"))
        settings.append(f"ssl_certificate {folder}/server.pem; ssl_certificate_key {folder}/server.pem;")
    configuration = folder / "nginx.conf"
    configuration.write_text(
        FRAME.format(
            folder=folder,
            port=port,
            tls=" ssl" if certificate else "",
            settings="\n".join(settings),
            guard="\n".join(guard.lines for guard in guards),
            locations="\n".join(guard.locations for guard in guards),
            upstream=upstream,
        )
    )
    with started(executable, "-p", str(folder), "-c", str(configuration), log=folder / "nginx.log"):
        until(lambda: accepts(port), what="nginx answers")
        yield Door(f"{'https' if certificate else 'http'}://127.0.0.1:{port}", folder / "access.log")
