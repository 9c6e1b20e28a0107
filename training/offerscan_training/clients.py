"""Many clients at once, each sending one offer after the other; as light as they can be, since they run on the same cores."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

__all__ = ["Seen", "send_one", "send_steadily"]

_PATIENCE_S = 120


@dataclass
class Seen:
    """What the clients saw: seconds to each good answer, and how often each other status came (0: no answer); `all` counts
    what came outside the measured time too."""

    seconds: list[float] = field(default_factory=list)
    faults: dict[int, int] = field(default_factory=dict)
    all: int = 0

    def add(self, status: int, seconds: float) -> None:
        """Count one request."""
        if status == 200:
            self.seconds.append(seconds)
        else:
            self.faults[status] = self.faults.get(status, 0) + 1


async def send_steadily(port: int, texts: Sequence[str], clients: int, warm_up_s: float, measured_s: float) -> Seen:
    """Clients with a connection each take texts in turn; what is answered after the warm-up and before the end counts."""
    seen = Seen()
    offers = cycle(texts)
    began = time.perf_counter() + warm_up_s
    await asyncio.gather(*(_send(port, offers, began, began + measured_s, seen) for _ in range(clients)))
    return seen


async def send_one(port: int, text: str) -> int:
    """The status of one request; 0 where nobody answers."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            return await _ask(reader, writer, text)
        finally:
            writer.close()
    except (OSError, asyncio.IncompleteReadError):
        return 0


async def _send(port: int, offers: Iterator[str], began: float, until: float, seen: Seen) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while (sent := time.perf_counter()) < until:
            try:
                status = await asyncio.wait_for(_ask(reader, writer, next(offers)), _PATIENCE_S)
            except (OSError, asyncio.IncompleteReadError, TimeoutError):
                status = 0
            answered = time.perf_counter()
            seen.all += 1
            if began <= answered <= until:
                seen.add(status, answered - sent)
            if status == 0:
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
    finally:
        writer.close()


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, text: str) -> int:
    body = json.dumps({"text": text}).encode()
    head = f"POST /v1/assess HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode("ascii") + body)
    told = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(told.partition(b"content-length:")[2].partition(b"\r\n")[0])
    await reader.readexactly(length)
    return int(told[9:12])
