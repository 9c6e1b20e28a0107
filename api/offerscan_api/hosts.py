"""Which names this service answers to: a page from elsewhere that makes its own name point here (DNS rebinding) sends that
name, and is refused."""

from __future__ import annotations

import ipaddress

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from offerscan.settings import Settings
from offerscan_api.problems import answer_problem

__all__ = ["Hosts", "host_name", "is_loopback"]

_LOCAL_NAMES = ("localhost",)


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
            await answer_problem(Request(scope), "host")(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        peer = scope.get("client")
        if peer is not None and not _is_address(peer[0]):
            return True  # a call within this process, which came over no network
        given = [value for name, value in scope["headers"] if name == b"host"]
        if len(given) != 1:
            return False
        name = host_name(given[0].decode("latin-1"))
        if name in self._names:
            return True
        if _is_address(name):
            return self._remote or is_loopback(name)
        return self._remote and name != "" and "." not in name


def host_name(host: str) -> str:
    """The name or address of a Host header, without the port.

    >>> host_name("Meja-1:8000"), host_name("[::1]:8000"), host_name("127.0.0.1")
    ('meja-1', '::1', '127.0.0.1')
    """
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].removesuffix(".")


def is_loopback(host: str) -> bool:
    """Whether a name or address is of this machine alone."""
    return ipaddress.ip_address(host).is_loopback if _is_address(host) else host in _LOCAL_NAMES


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
