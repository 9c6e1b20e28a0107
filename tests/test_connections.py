"""How many connections one address may hold: so many that an office behind one has room, and never all."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from offerscan.settings import Settings
from offerscan_api.connections import Doors, bounded_protocol


@pytest.mark.parametrize(
    ("addresses", "trusted", "let_in"),
    [
        (["192.0.2.7"] * 3, "", [True, True, False]),
        (["192.0.2.7", "192.0.2.7", "192.0.2.8"], "", [True, True, True]),
        (["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2::3"], "", [True, True, False]),
        (["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:3::1"], "", [True, True, True]),
        (["127.0.0.1"] * 4 + ["::1"] * 4, "", [True] * 8),
        (["10.88.0.1"] * 4, "10.88.0.1", [True] * 4),
        (["10.88.0.1"] * 4, "127.0.0.1, 10.88.0.0/16", [True] * 4),
        (["10.89.0.1"] * 3, "127.0.0.1, 10.88.0.0/16, proxy", [True, True, False]),
        (["192.0.2.7"] * 4, "*", [True] * 4),
        ([""] * 3, "", [True, True, False]),
    ],
)
def test_one_address_cannot_take_all(addresses: list[str], trusted: str, let_in: list[bool]) -> None:
    doors = Doors(2, trusted)
    assert [doors.enter(address) for address in addresses] == let_in
    for address, was_let_in in zip(addresses, let_in, strict=True):
        if was_let_in:
            doors.leave(address)
    assert not doors._open, "nothing is remembered of those who have gone"


def test_a_proxy_that_leaves_makes_no_room_for_its_neighbours() -> None:
    doors = Doors(1, "2001:db8:1:2::1")
    assert [doors.enter(address) for address in ("2001:db8:1:2::1", "2001:db8:1:2::2")] == [True, True]
    doors.leave("2001:db8:1:2::1")
    assert not doors.enter("2001:db8:1:2::3")


async def _answer(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def test_a_connection_too_many_is_closed_and_room_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offerscan_api.connections.is_loopback", lambda address: False)  # the test comes from there
    protocol = bounded_protocol(Settings(connections_per_address=2))
    config = uvicorn.Config(_answer, http=protocol, log_config=None)

    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        try:
            writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            return await asyncio.wait_for(reader.read(12), 10)
        except ConnectionError:
            return b""

    async def come_and_go() -> list[bytes]:
        loop = asyncio.get_running_loop()
        state = ServerState()
        server = await loop.create_server(lambda: protocol(config, state, {}, loop), "127.0.0.1", 0)
        place = server.sockets[0].getsockname()
        streams = [await asyncio.open_connection(*place) for _ in range(3)]
        answers = [await ask(*stream) for stream in streams]
        streams[0][1].close()
        await streams[0][1].wait_closed()
        await asyncio.sleep(0.1)
        answers.append(await ask(*(later := await asyncio.open_connection(*place))))
        for _, writer in (*streams[1:], later):
            writer.close()
        server.close()
        return answers

    assert asyncio.run(come_and_go()) == [b"HTTP/1.1 204", b"HTTP/1.1 204", b"", b"HTTP/1.1 204"]
