"""How many connections one address may hold open, and how long they may say nothing: what happens before there is a request
that offerscan_api.limits could count."""

from __future__ import annotations

import asyncio
import ipaddress
from collections import Counter
from typing import cast

from uvicorn.protocols.http.h11_impl import H11Protocol

from offerscan.settings import Settings
from offerscan_api.hosts import is_loopback, subscriber

__all__ = ["Doors", "bounded_protocol"]

# The head of a request may take so long to come.
_HEAD_S = 20


class Doors:
    """Counts open connections by address. This machine itself, and proxies that are trusted, stand for many and are not counted."""

    def __init__(self, most: int, trusted_proxies: str) -> None:
        self._most = most
        self._trusted = [proxy.strip() for proxy in trusted_proxies.split(",") if proxy.strip()]
        self._open: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Counts a connection; False where this address has too many, which are then not one more."""
        if self._stands_for_many(address):
            return True
        client = subscriber(address)
        if self._open[client] >= self._most:
            return False
        self._open[client] += 1
        return True

    def leave(self, address: str) -> None:
        """A connection that was let in has ended."""
        if self._stands_for_many(address):
            return
        client = subscriber(address)
        self._open[client] -= 1
        if self._open[client] <= 0:
            del self._open[client]

    def _stands_for_many(self, address: str) -> bool:
        return is_loopback(address) or any(_is_of(address, proxy) for proxy in self._trusted)


def bounded_protocol(settings: Settings) -> type[H11Protocol]:
    """The protocol of one server, whose connections are counted together."""

    class Bounded(_Bounded):
        doors = Doors(settings.connections_per_address, settings.trusted_proxies)

    return Bounded


class _Bounded(H11Protocol):
    """uvicorn's protocol, which by itself waits for ever for the head of a request, and takes all connections from one."""

    doors: Doors
    _address = ""
    _is_in = False
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast(asyncio.Transport, transport))
        self._address = self.client[0] if self.client else ""
        self._is_in = self.doors.enter(self._address)
        if self._is_in:
            self._wait()
        else:
            self.transport.abort()

    def data_received(self, data: bytes) -> None:
        if self._waiting is None and self._is_idle():
            self._wait()
        super().data_received(data)
        if not self._is_idle():
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        if self._is_in:
            self.doors.leave(self._address)
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(_HEAD_S, self._lose_patience)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _lose_patience(self) -> None:
        self._waiting = None
        if self._is_idle():
            self.transport.close()

    def _is_idle(self) -> bool:
        """Whether no request is at work."""
        return self.cycle is None or self.cycle.response_complete


def _is_of(address: str, proxy: str) -> bool:
    """Whether an address is a trusted one, as uvicorn reads these: an address, a network, or "*" for all."""
    if proxy in ("*", address):
        return True
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(proxy)
    except ValueError:
        return False
