"""Speed and memory, side by side with what most people would run. Rounds are interleaved: on a machine that others use
too, one system after the other would measure the neighbours."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from tokenizers import Tokenizer

from offerscan.artifacts import TOKENIZER, open_model
from offerscan_training.corpus import read_corpus
from offerscan_training.machine import describe_machine, machine_line
from offerscan_training.results import write_results
from offerscan_training.speed.contenders import Contender, Running, in_turn, our_contender, rival_contenders
from offerscan_training.speed.processes import run_watched, time_command
from offerscan_training.speed.quantisation import Loss, losses_table
from offerscan_training.speed.workload import make_texts, paste, spread

__all__ = ["Plan", "Speed", "compare_speed", "run_bench", "speed_table"]

# Threads of whoever answered last still turn for a while, on cores that the next one needs.
_REST_S = 0.05


@dataclass(frozen=True)
class Plan:
    """How much is measured: `texts` for a scan by `workers`; `sample` of them, of all lengths, for who takes one a
    call; `rounds` of everything; `calls` with one pasted offer a round."""

    texts: int = 5000
    workers: int = 2
    sample: int = 100
    rounds: int = 5
    calls: int = 20


@dataclass(frozen=True)
class Speed:
    """Medians of one contender. `tree_mb` is the peak of all processes that answer many texts, `process_mb` of one."""

    name: str
    latency_ms: float
    texts_per_s: float
    tree_mb: float
    process_mb: float
    cold_start_s: float


@dataclass
class _Seen:
    """What was seen of one contender: a figure a round, and of single calls one a call."""

    once_s: list[float] = field(default_factory=list)
    call_s: list[float] = field(default_factory=list)
    texts_per_s: list[float] = field(default_factory=list)
    tree_bytes: list[int] = field(default_factory=list)
    process_bytes: list[int] = field(default_factory=list)

    def answered_many(self, texts_per_s: float, tree_bytes: int, process_bytes: int) -> None:
        """Keep the figures of many texts."""
        self.texts_per_s.append(texts_per_s)
        self.tree_bytes.append(tree_bytes)
        self.process_bytes.append(process_bytes)

    def speed(self, name: str) -> Speed:
        """The medians."""
        return Speed(
            name,
            latency_ms=round(1e3 * median(self.call_s), 2),
            texts_per_s=round(median(self.texts_per_s), 2),
            tree_mb=round(median(self.tree_bytes) / 1e6),
            process_mb=round(median(self.process_bytes) / 1e6),
            cold_start_s=round(median(self.once_s), 3),
        )


def run_bench(
    model: Path | None, others: Sequence[Path], corpus: Path, plan: Plan, losses: Sequence[Loss], out: Path | None
) -> str:
    """Measure the model, further model folders and the two pipelines; returns the report and stores it at `out`."""
    texts = make_texts(read_corpus(corpus), plan.texts)
    pasted = paste(texts, Tokenizer.from_file(str(open_model(model).path / TOKENIZER)))
    with tempfile.TemporaryDirectory() as folder:
        contenders = [our_contender(one) for one in (model, *others)] + rival_contenders(model, Path(folder))
        speeds = compare_speed(contenders, texts, pasted, plan, Path(folder))
    machine = describe_machine()
    tables = [speed_table(speeds, plan), *([losses_table(losses)] if losses else [])]
    report = "\n\n".join([*tables, machine_line(machine, "make bench")])
    if out is not None:
        tabled = {"speed": list(map(asdict, speeds)), "quantisation": list(map(asdict, losses))}
        write_results(out, f"# Speed and memory\n\n{report}", {"machine": machine, "plan": asdict(plan), **tabled})
    return report


def compare_speed(
    contenders: Sequence[Contender], texts: Sequence[str], pasted: str, plan: Plan, folder: Path
) -> list[Speed]:
    """Medians over all rounds; in each everyone has a turn at every task, and everyone is first sometimes."""
    offers = folder / "offers.jsonl"
    offers.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    sample = spread(texts, plan.sample)
    seen = {one.name: _Seen() for one in contenders}
    with ExitStack() as stack:
        running = {one.name: stack.enter_context(Running(one, pasted)) for one in contenders}
        for one in contenders:
            time_command((*one.once, pasted))
        for number in range(plan.rounds):
            for one in in_turn(contenders, number):
                seen[one.name].once_s.append(time_command((*one.once, pasted)))
            for call in range(plan.calls):
                for one in in_turn(contenders, call):
                    time.sleep(_REST_S)
                    seen[one.name].call_s += running[one.name].time([pasted])
            for one in in_turn(contenders, number):
                seen[one.name].answered_many(*_answer_many(one, running[one.name], offers, sample, plan))
    return [figures.speed(name) for name, figures in seen.items()]


def _answer_many(
    one: Contender, running: Running, offers: Path, sample: Sequence[str], plan: Plan
) -> tuple[float, int, int]:
    """Texts a second, with the start of its processes where it has some; bytes of all processes and of the largest."""
    if one.many is None:
        return len(sample) / sum(running.time(sample)), running.peak_bytes, running.peak_bytes
    out = offers.with_name("answers.jsonl")
    out.unlink(missing_ok=True)
    need = run_watched((*one.many, str(offers), "-o", str(out), "--workers", str(plan.workers)))
    return plan.texts / need.seconds, need.tree_bytes, need.process_bytes


def speed_table(speeds: Sequence[Speed], plan: Plan) -> str:
    """Markdown: figures, and in brackets how many times better the first one is."""
    first = speeds[0]
    lines = [
        "| | one pasted offer | many texts | peak memory: all processes (the largest) | cold start to first answer |",
        "|---|---:|---:|---:|---:|",
    ]
    for one in speeds:
        latency, rate = one.latency_ms / first.latency_ms, first.texts_per_s / one.texts_per_s
        memory, start = one.tree_mb / max(first.tree_mb, 1), one.cold_start_s / first.cold_start_s
        lines.append(
            f"| {one.name} | {one.latency_ms:.1f} ms ({latency:.1f} ×) | {one.texts_per_s:.1f}/s ({rate:.1f} ×)"
            f" | {one.tree_mb:.0f} MB ({one.process_mb:.0f} MB; {memory:.1f} ×)"
            f" | {one.cold_start_s:.2f} s ({start:.1f} ×) |"
        )
    lines += [
        "",
        f"Medians of {plan.rounds} interleaved rounds; × tells how many times better the first row is. The pasted offer"
        f" has 128 pieces. Many texts: {plan.texts:,} different ones by `offerscan scan`, {plan.workers} workers, from"
        f" its start to the whole file; for the pipelines {plan.sample} of the same, of all lengths, one a call.",
    ]
    return "\n".join(lines)
