"""Many clients at once, each sending one offer after the other; as light as they can be, since they run on the same cores."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle

__all__ = ["NOBODY", "Seen", "send_one", "send_steadily"]

# The status of a request that nobody answers, or not in HTTP that we understand.
NOBODY = 0
_PATIENCE_S = 120
_PAUSE_S = 0.1
_HEAD = b"POST /v1/assess HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


@dataclass
class Seen:
    """What the clients saw: seconds to each good answer, and how often each other status came; `all` counts what came
    outside the measured time too."""

    seconds: list[float] = field(default_factory=list)
    faults: dict[int, int] = field(default_factory=dict)
    all: int = 0

    def add(self, status: int, seconds: float) -> None:
        """Count one request."""
        if status == 200:
            self.seconds.append(seconds)
        else:
            self.faults[status] = self.faults.get(status, 0) + 1


class _Client:
    """One client. It keeps its connection, and opens another when that is lost."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._writer: asyncio.StreamWriter | None = None

    async def status_of(self, text: str) -> int:
        """Send one offer; the status of the answer."""
        try:
            return await asyncio.wait_for(self._ask(text), _PATIENCE_S)
        except (OSError, EOFError, TimeoutError, ValueError, asyncio.LimitOverrunError):
            await self.close()
            return NOBODY

    async def close(self) -> None:
        """Give the connection up."""
        if self._writer is not None:
            self._writer.close()
            with suppress(OSError):
                await self._writer.wait_closed()
            self._writer = None

    async def _ask(self, text: str) -> int:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        body = json.dumps({"text": text}).encode()
        self._writer.write(_HEAD % len(body) + body)
        told = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        length = int(told.partition(b"content-length:")[2].partition(b"\r\n")[0])
        await self._reader.readexactly(length)
        return int(told[9:12])


async def send_steadily(port: int, texts: Sequence[str], clients: int, warm_up_s: float, measured_s: float) -> Seen:
    """Clients with a connection each take texts in turn; what is answered after the warm-up and before the end counts."""
    seen = Seen()
    offers = cycle(texts)
    began = time.perf_counter() + warm_up_s
    await asyncio.gather(*(_send(port, offers, began, began + measured_s, seen) for _ in range(clients)))
    return seen


async def send_one(port: int, text: str) -> int:
    """The status of one request."""
    client = _Client(port)
    try:
        return await client.status_of(text)
    finally:
        await client.close()


async def _send(port: int, offers: Iterator[str], began: float, until: float, seen: Seen) -> None:
    client = _Client(port)
    try:
        while (sent := time.perf_counter()) < until:
            status = await client.status_of(next(offers))
            answered = time.perf_counter()
            seen.all += 1
            if began <= answered <= until:
                seen.add(status, answered - sent)
            if status == NOBODY:
                await asyncio.sleep(_PAUSE_S)
    finally:
        await client.close()
