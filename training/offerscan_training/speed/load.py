"""The service under load, beside the endpoints that most people would write: many clients with one offer each, on two cores."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles

from offerscan.artifacts import open_model
from offerscan.errors import EngineError
from offerscan_training.corpus import read_corpus
from offerscan_training.machine import describe_machine, machine_line
from offerscan_training.results import write_results
from offerscan_training.speed.clients import Seen, send_one, send_steadily
from offerscan_training.speed.contenders import write_rivals
from offerscan_training.speed.endpoints import endpoint_command
from offerscan_training.speed.processes import last_words, offerscan_command, tree_cpu_s
from offerscan_training.speed.workload import make_texts

__all__ = ["Endpoint", "Figures", "LoadPlan", "load_table", "measure", "run_load"]

_STARTS_WITHIN_S = 180
_ENDS_WITHIN_S = 30


@dataclass(frozen=True)
class LoadPlan:
    """`clients` send one offer after the other for `seconds`, after `warm_up_s`, all on the first `cores` of the machine;
    `texts` different ones, taken in turn."""

    clients: int = 64
    seconds: float = 120
    warm_up_s: float = 10
    cores: int = 2
    texts: int = 12_000


@dataclass(frozen=True)
class Endpoint:
    """A server to be started by a command whose last argument is the port."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """What the clients of one endpoint saw. `faults` counts answers by status other than 200, 0 for none at all; `cpu_ms` is
    the processor time of the endpoint's processes for one offer, which other work on the machine hardly changes."""

    name: str
    answers: int
    faults: dict[int, int]
    offers_per_s: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float


def run_load(model: Path | None, corpus: Path, plan: LoadPlan, pipelines: bool, out: Path | None) -> str:
    """Measure the service, the same model behind a plain endpoint, and the pipelines; the report, stored where `out` says."""
    texts = make_texts(read_corpus(corpus), plan.texts)
    with tempfile.TemporaryDirectory() as folder, _on_cores(plan.cores):
        place = Path(folder)
        figures = [measure(endpoint, texts, plan, place) for endpoint in _endpoints(model, plan, place, pipelines)]
        machine = describe_machine()
    report = load_table(figures, plan) + "\n\n" + machine_line(machine, "make load")
    if out is not None:
        stored = {"machine": machine, "plan": asdict(plan), "load": list(map(asdict, figures))}
        write_results(out, f"# The service under load\n\n{report}", stored)
    return report


def measure(endpoint: Endpoint, texts: Sequence[str], plan: LoadPlan, folder: Path) -> Figures:
    """Start an endpoint, let the clients ask, and end it. Raises EngineError if it does not answer."""
    with _running(endpoint, folder) as (port, pid):
        before = tree_cpu_s(pid)
        seen = asyncio.run(send_steadily(port, texts, plan.clients, plan.warm_up_s, plan.seconds))
        spent = tree_cpu_s(pid) - before
    return _figures(endpoint.name, seen, plan.seconds, spent)


def load_table(figures: Sequence[Figures], plan: LoadPlan) -> str:
    """Markdown: figures, and in brackets how many times better the first one is."""
    first = figures[0]
    lines = [
        "| | offers/s | p50 | p99 | processor time an offer | answers | faults |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for one in figures:
        times = f"{first.offers_per_s / one.offers_per_s:.1f} ×" if one.offers_per_s else "–"
        lines.append(
            f"| {one.name} | {one.offers_per_s:.1f} ({times}) | {one.p50_ms:.0f} ms | {one.p99_ms:.0f} ms"
            f" | {one.cpu_ms:.1f} ms | {one.answers:,} | {sum(one.faults.values())} |"
        )
    lines += [
        "",
        f"{plan.clients} clients with one offer each, for {plan.seconds:.0f} s after {plan.warm_up_s:.0f} s of warming up, clients"
        f" and endpoint on the same {plan.cores} cores; {plan.texts:,} different texts of mixed length. The pipelines have random"
        " weights of the shape named; × tells how many times more offers the first row answers.",
    ]
    return "\n".join(lines)


def _endpoints(model: Path | None, plan: LoadPlan, folder: Path, pipelines: bool) -> Iterator[Endpoint]:
    path = open_model(model).path.resolve()
    serve = ("serve", "--workers", str(plan.cores), "--port")
    yield Endpoint(f"offerscan serve, {path.name}", offerscan_command(path, *serve, OFFERSCAN_DATA=folder / "data"))
    yield Endpoint("the same model, plain endpoint", endpoint_command("plain", path))
    if pipelines:
        for name, place in write_rivals(model, folder).items():
            yield Endpoint(f"{name}, pipeline endpoint", endpoint_command("pipeline", place))


@contextmanager
def _on_cores(count: int) -> Iterator[None]:
    """This process, and all that it starts, on the first cores of those that it may use."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(allowed)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


@contextmanager
def _running(endpoint: Endpoint, folder: Path) -> Iterator[tuple[int, int]]:
    """Port and process of an endpoint that answers; ended afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    log = folder / "endpoint.log"
    with log.open("w") as told:
        process = subprocess.Popen((*endpoint.command, str(port)), stdout=subprocess.DEVNULL, stderr=told)
    try:
        if not _answers(process, port):
            raise EngineError(
                f"{endpoint.name} does not answer ({last_words(log.read_text(encoding='utf-8', errors='replace'))}):"
                " start its command by itself to see why."
            )
        yield port, process.pid
    finally:
        process.terminate()
        try:
            process.wait(_ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Whether it answers, before it ends or the time is up."""
    until = time.monotonic() + _STARTS_WITHIN_S
    while asyncio.run(send_one(port, "Lowongan ART ke Taiwan, gaji NT 20.000")) != 200:
        if process.poll() is not None or time.monotonic() > until:
            return False
        time.sleep(0.3)
    return True


def _figures(name: str, seen: Seen, seconds: float, cpu_s: float) -> Figures:
    cuts = quantiles(seen.seconds, n=100, method="inclusive") if len(seen.seconds) > 1 else [0.0] * 99
    return Figures(
        name,
        answers=len(seen.seconds),
        faults=dict(sorted(seen.faults.items())),
        offers_per_s=round(len(seen.seconds) / seconds, 2),
        p50_ms=round(1e3 * cuts[49], 1),
        p99_ms=round(1e3 * cuts[98], 1),
        cpu_ms=round(1e3 * cpu_s / max(1, seen.all), 1),
    )
