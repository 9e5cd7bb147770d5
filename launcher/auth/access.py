"""How servers are reached, put together once: certificates and logins as the policy has them, asking in the window."""

from __future__ import annotations

from launcher.auth.logins import Logins
from launcher.auth.secrets import Secrets
from launcher.http.certificates import Certificates
from launcher.http.client import Http
from launcher.known_servers import KnownCertificates, KnownServers
from launcher.policy import Policy, read_policy
from launcher.questions import Questions


def connections(policy: Policy, questions: Questions) -> Http:
    """The connections of a service."""
    pins = KnownCertificates() if policy.allow_pinning else None
    certificates = Certificates(policy.ca_files, policy.client_certificates, pins, questions.ask)
    secrets = Secrets(policy.remember_logins)
    to_providers = Http(certificates)
    return Http(certificates, policy.connections, Logins(to_providers, questions, secrets, policy.authentications))


def forget(http: Http, server: str) -> str:
    """Forget what ``server``, or any server, is sent and trusted for; says how much it was."""
    count = http.forget(server)
    return f"Forgotten: {count} logins and certificates" if count != 1 else "Forgotten: 1 login or certificate"


def forget_without_service(server: str) -> str:
    """The same for what is kept on this computer while nothing runs."""
    return forget(connections_of_a_call(read_policy()), server)


def connections_of_a_call(policy: Policy) -> Http:
    """The connections of a command that runs by itself: there is nobody to ask."""
    return connections(policy, Questions(KnownServers(), lambda: False, lambda message: None))
