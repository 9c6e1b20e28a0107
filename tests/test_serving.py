"""The service as it is run: processes of its own, killed workers, a full stop that loses nothing, and what it leaves."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from test_api import model_folder

MARKER = "KATASANDIRAHASIA"
# The screener of the tests, slowed down where an offer says so.
_PROGRAM = """
import sys, time
from pathlib import Path
from offerscan.settings import Settings
from offerscan_api import app, server

def open_slow(settings):
    from fixed_screener import open_fixed
    screener, wait = open_fixed(), time.sleep
    assess = screener.assess
    def slowly(offer):
        wait(0.05 if "lambat" in offer.text else 0)
        return assess(offer)
    screener.assess = slowly
    return screener

if __name__ == "__main__":
    made = app.create_app
    server.create_app = lambda settings, **options: made(settings, open_slow, **options)
    server.serve("127.0.0.1", 0, Settings())
"""


@dataclass
class Served:
    """A running service: where it listens, its process, its log so far."""

    process: subprocess.Popen[str]
    address: str
    folder: Path
    log: list[dict[str, Any]] = field(default_factory=list)

    def workers(self) -> list[int]:
        """Its worker processes."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        children = [int(child) for task in tasks for child in task.read_text().split()]
        return [pid for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def ready(self) -> None:
        """Returns once it answers and all its workers live."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if "offerscan_workers_alive 2.0" in httpx.get(f"{self.address}/metrics").text:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise AssertionError(self.log)


def read_line(line: str) -> dict[str, Any]:
    """A line of the log; what uvicorn itself says is no JSON."""
    return json.loads(line) if line.startswith("{") else {"event": line}  # type: ignore[no-any-return]


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[Served]:
    program = folder / "program.py"
    program.write_text(_PROGRAM, encoding="utf-8")
    scans = folder / "scans"
    scans.mkdir()
    settings = {
        "MODEL": str(model_folder(folder / "model")),
        "DATA": str(folder / "data"),
        "SCANS": str(scans),
        "WORKERS": "2",
    }
    given = {f"OFFERSCAN_{name}": value for name, value in (settings | environment).items()}
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    process = subprocess.Popen(
        [sys.executable, str(program)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **given, "PYTHONPATH": path},
    )
    assert process.stderr is not None
    log: list[dict[str, Any]] = []
    try:
        first = json.loads(process.stderr.readline())
        served = Served(process, f"http://{first['host']}:{first['port']}", folder, log)
        reader = threading.Thread(target=lambda: log.extend(map(read_line, process.stderr or ())), daemon=True)
        reader.start()
        served.ready()
        yield served
        process.terminate()
        process.wait(60)
        reader.join(60)
    finally:
        process.kill()
        process.wait()


pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes as Linux shows them")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served")) as running:
        yield running


def batch(count: int, word: str = "lambat") -> dict[str, Any]:
    return {"offers": [{"id": str(number), "text": f"dp {word} {number}"} for number in range(count)]}


def test_workers_that_are_killed_cost_no_request_its_answer(served: Served) -> None:
    answers: list[httpx.Response] = []
    senders = [
        threading.Thread(
            target=lambda: answers.append(httpx.post(f"{served.address}/v1/assess", json=batch(12), timeout=60))
        )
        for _ in range(4)
    ]
    for sender in senders:
        sender.start()
    time.sleep(0.3)
    for pid in served.workers():
        os.kill(pid, signal.SIGKILL)
    for sender in senders:
        sender.join(60)
    assert [answer.status_code for answer in answers] == [200] * 4
    for answer in answers:
        assert [(one["id"], one["risk"]) for one in answer.json()["assessments"]] == [
            (str(n), "review") for n in range(12)
        ]
    served.ready()
    assert httpx.get(f"{served.address}/ready").status_code == 200
    assert "worker_died" in [line["event"] for line in served.log]


def test_a_single_offer_passes_a_long_batch(served: Served) -> None:
    done: list[str] = []

    def send(name: str, body: dict[str, Any]) -> None:
        assert httpx.post(f"{served.address}/v1/assess", json=body, timeout=60).status_code == 200
        done.append(name)

    long = threading.Thread(target=send, args=("batch", batch(300)))
    long.start()
    time.sleep(0.2)
    send("single", {"text": "dp lambat"})
    long.join(60)
    assert done == ["single", "batch"]


def figure(served: Served, name: str) -> float:
    text = httpx.get(f"{served.address}/metrics").text
    return float(next(line for line in text.splitlines() if line.startswith(name)).rpartition(" ")[2])


def test_what_a_client_that_goes_away_asked_for_is_given_up(served: Served) -> None:
    before = figure(served, 'offerscan_offers_total{level="review"}')
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{served.address}/v1/assess", json=batch(600), timeout=httpx.Timeout(60, read=0.5))
    for _ in range(600):
        if figure(served, "offerscan_queue_offers") == figure(served, "offerscan_at_work_offers") == 0:
            break
        time.sleep(0.1)
    assert figure(served, "offerscan_queue_offers") == 0
    assert figure(served, 'offerscan_offers_total{level="review"}') == before


def test_slow_and_broken_connections_end_by_themselves(served: Served) -> None:
    address = ("127.0.0.1", int(served.address.rpartition(":")[2]))
    with socket.create_connection(address, timeout=60) as broken:
        broken.sendall(b"NONSENSE\r\n\r\n")
        assert b"400" in broken.recv(100)
    assert httpx.get(f"{served.address}/health", headers={"host": "evil.example"}).status_code == 421


def test_a_forwarded_address_is_not_believed_unless_a_proxy_is_trusted(served: Served) -> None:
    answer = httpx.get(
        f"{served.address}/metrics", headers={"x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "https"}
    )
    assert answer.status_code == 401
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize("one", [signal.SIGTERM, signal.SIGINT])
def test_stopping_finishes_what_was_accepted_and_leaves_nothing(tmp_path: Path, one: signal.Signals) -> None:
    with serving(tmp_path, TRUSTED_PROXIES="127.0.0.1") as served:
        proxied = httpx.get(
            f"{served.address}/health", headers={"x-forwarded-for": "192.0.2.1", "x-forwarded-proto": "https"}
        )
        assert "strict-transport-security" in proxied.headers
        answers: list[httpx.Response] = []
        body = batch(40, f"lambat {MARKER}")
        sender = threading.Thread(
            target=lambda: answers.append(httpx.post(f"{served.address}/v1/assess", json=body, timeout=60))
        )
        upload = "text\n" + f"dp lambat {MARKER}\n" * 500
        assert httpx.post(f"{served.address}/v1/scans?name=a.csv", content=upload).status_code == 202
        sender.start()
        time.sleep(0.5)
        workers = served.workers()
        assert len(workers) == 2
        for pid in (served.process.pid, *workers):  # as a terminal or a service manager tells the whole group
            os.kill(pid, one)
        served.process.wait(60)
        sender.join(60)
    assert [answer.status_code for answer in answers] == [200]
    assert len(answers[0].json()["assessments"]) == 40
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{served.address}/health")
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    assert not list((tmp_path / "scans").iterdir())
    assert MARKER not in json.dumps(served.log)
    assert "Traceback" not in json.dumps(served.log)
    for path in (tmp_path / "data").rglob("*"):
        assert path.is_dir() or MARKER.encode() not in path.read_bytes()
