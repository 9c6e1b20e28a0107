"""The load measurement itself: it counts right, sees faults, and its endpoints are what it says."""

from __future__ import annotations

import asyncio
import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from offerscan.errors import EngineError
from offerscan_training.speed import load
from offerscan_training.speed.clients import NOBODY, Seen, send_one, send_steadily
from offerscan_training.speed.load import Endpoint, Figures, LoadPlan, load_table


class Server(ThreadingHTTPServer):
    """Answers 503 to every text that holds "penuh", 200 to all others, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.texts: list[str] = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        text = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"]
        self.server.texts.append(text)
        answer = b'{"assessments": []}'
        self.send_response(503 if "penuh" in text else 200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def test_every_answer_is_counted_by_its_status(server: Server) -> None:
    port = server.server_address[1]
    seen = asyncio.run(send_steadily(port, ["gaji tinggi ✈", "penuh"], clients=4, warm_up_s=0, measured_s=0.5))
    assert seen.seconds
    assert set(seen.faults) == {503}
    assert abs(len(seen.seconds) - seen.faults[503]) <= 4
    assert len(server.texts) - 4 <= len(seen.seconds) + seen.faults[503] <= len(server.texts)
    assert asyncio.run(send_one(port, "penuh")) == 503
    assert set(server.texts) == {"gaji tinggi ✈", "penuh"}


def test_nobody_there_is_a_fault() -> None:
    assert asyncio.run(send_one(1, "halo")) == NOBODY
    seen = asyncio.run(send_steadily(1, ["halo"], clients=3, warm_up_s=0, measured_s=0.3))
    assert seen.seconds == []
    assert seen.all == sum(seen.faults.values()) >= 3
    assert set(seen.faults) == {NOBODY}


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\n\r\n", b"halo\r\n\r\n", b"x" * 70_000])
def test_what_is_no_answer_that_we_understand_is_a_fault(answer: bytes) -> None:
    async def ask() -> int:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"}")
            writer.write(answer)
            writer.close()

        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            return await send_one(server.sockets[0].getsockname()[1], "halo")

    assert asyncio.run(ask()) == NOBODY


def test_an_endpoint_that_does_not_start_is_told(tmp_path: Path) -> None:
    dies = ("sh", "-c", "echo no such model >&2; exit 1")
    with pytest.raises(EngineError, match=r"tidak ada does not answer \(no such model\)"):
        load.measure(Endpoint("tidak ada", dies), ["a"], LoadPlan(), tmp_path)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system binds no process to cores")
def test_the_cores_are_given_back() -> None:
    before = os.sched_getaffinity(0)
    with load._on_cores(1):
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before


def test_figures_and_table() -> None:
    ours = load._figures("ours", Seen([0.1] * 98 + [0.5, 0.9], {503: 2}, all=100), 10, 20.0)
    assert (ours.answers, ours.offers_per_s, ours.p50_ms, ours.faults) == (100, 10.0, 100.0, {503: 2})
    assert 500 <= ours.p99_ms <= 900
    assert ours.cpu_ms == 200.0
    assert load._figures("none", Seen(), 10, 0.0) == Figures("none", 0, {}, 0.0, 0.0, 0.0, 0.0)
    table = load_table(
        [ours, Figures("theirs", 10, {}, 1.0, 900.0, 2000.0, 900.0), load._figures("none", Seen(), 1, 0)], LoadPlan()
    )
    assert "10.0 (1.0 ×)" in table
    assert "1.0 (10.0 ×)" in table
    assert table.count("| 2 |") == 1
