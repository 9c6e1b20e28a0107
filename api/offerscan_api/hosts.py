"""Which names this service answers to, and what comes from this machine itself.

A page from elsewhere that makes its own name point here (DNS rebinding) sends that name, and is refused.
"""

from __future__ import annotations

import ipaddress
from functools import lru_cache

from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from offerscan.settings import Settings
from offerscan_api.problems import ProblemError, answer_problem

__all__ = ["Hosts", "host_name", "is_from_here", "is_loopback", "subscriber"]

_LOCAL_NAMES = ("localhost",)
# What proxies add to a request that they pass on (RFC 7239, RFC 9110 7.6.3, and what is older than both).
_PASSED_ON = ("forwarded", "via", "x-real-ip", "x-client-ip")
_PASSED_ON_BEGINS = "x-forwarded-"
# What nginx speaks with a service unless it is told otherwise, and no browser since 1999.
_OF_PROXIES = "1.0"


class Hosts:
    """ASGI middleware that refuses requests for other names (RFC 9110, 15.5.20).

    Addresses cannot be rebound and are let through: those of this machine always, any other where others may reach the
    service; there also names without a dot, which only the office's own network can give. Names of `settings.hosts` are
    always answered.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._names = {*_LOCAL_NAMES, *(name.strip().lower() for name in settings.hosts.split(",") if name.strip())}
        self._remote = settings.allow_remote

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or answers 421."""
        if scope["type"] != "http" or self._is_ours(scope):
            await self.app(scope, receive, send)
        else:
            await answer_problem(Request(scope), ProblemError("host"))(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        given = [value for name, value in scope["headers"] if name == b"host"]
        if len(given) != 1:
            return False
        name = host_name(given[0].decode("latin-1"))
        if name in self._names:
            return True
        if _is_address(name):
            return self._remote or is_loopback(name)
        return self._remote and name != "" and "." not in name


def is_from_here(request: HTTPConnection) -> bool:
    """Whether a request comes from this machine itself, as far as it tells: from a loopback address, for a loopback name, and
    passed on by no proxy. A proxy on this machine that says nothing of itself, not even the name it was asked for, is taken
    for this machine: deploy/README.md says what to set.
    """
    if request.scope.get("http_version") == _OF_PROXIES:
        return False
    peer = request.client.host if request.client else ""
    if not is_loopback(peer) or not is_loopback(host_name(request.headers.get("host", ""))):
        return False
    return not any(name in _PASSED_ON or name.startswith(_PASSED_ON_BEGINS) for name in request.headers)


def host_name(host: str) -> str:
    """The name or address of a Host header, without the port.

    >>> host_name("Meja-1:8000"), host_name("[::1]:8000"), host_name("127.0.0.1")
    ('meja-1', '::1', '127.0.0.1')
    """
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].removesuffix(".")


@lru_cache(maxsize=1024)  # asked several times for each request
def is_loopback(host: str) -> bool:
    """Whether a name or address is of this machine alone."""
    return ipaddress.ip_address(host).is_loopback if _is_address(host) else host in _LOCAL_NAMES


def subscriber(address: str) -> str:
    """Whom an address belongs to: an IPv4 address stands for itself, an IPv6 one for the 64 bits that a subscriber is given."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if found.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
