"""A whole run: from a plan to one file of answers, resumable where both ends are files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from offerscan.errors import InputError
from offerscan.formats import write_assessments
from offerscan.formats.answer_lines import read_line
from offerscan.formats.output import open_output, writer_for
from offerscan.formats.writing import WRITERS
from offerscan.phrases import both
from offerscan.records import Assessment, Refusal, Risk
from offerscan.scan.batches import REFUSED
from offerscan.scan.engines import ENGINES, read_in_batches
from offerscan.scan.local import OpenScreener, Work
from offerscan.scan.parts import Part, Parts
from offerscan.scan.plan import Plan
from offerscan.scan.totals import Totals
from offerscan.settings import Limits
from offerscan.stages import Stages

__all__ = ["Job", "kept_rows", "run"]


@dataclass(frozen=True)
class Job:
    """What a run does. `versions` names whatever else an answer depends on, such as the model's hash: a run is resumed only
    where nothing of all this has changed. The engine, its cluster's `address` and the number of workers change no answer."""

    plan: Plan
    out: Path | None
    open_screener: OpenScreener
    with_text: bool = False
    min_risk: Risk = Risk.LOW
    workers: int | None = None
    engine: str = "local"
    address: str | None = None
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_resumable(self) -> bool:
        """Whether all inputs can be read again and the output is a file."""
        is_file = self.out is not None and (self.out.is_file() or not self.out.exists())
        return is_file and self.plan.total_bytes is not None

    def fingerprint(self) -> dict[str, Any]:
        """What must be the same when the run is resumed."""
        options = {
            "fields": str(self.plan.fields),
            "limits": self.plan.limits.model_dump(include=set(Limits.model_fields)),
            "with_text": self.with_text,
            "min_risk": str(self.min_risk),
        }
        return {"inputs": self.plan.fingerprint(), "options": options, "versions": dict(self.versions)}


def run(
    job: Job,
    *,
    resume: bool | None = None,
    totals: Totals | None = None,
    stages: Stages | None = None,
    tick: Callable[[], None] = lambda: None,
    note: Callable[[str], None] = lambda told: None,
) -> Totals:
    """Do a job; what it found. `totals` and `stages` are counted up as it goes, and `tick` is called after each batch.

    `resume`: go on where an earlier run of the same job was stopped; False throws that one's parts away; None asks for a
    choice by raising InputError. Raises InputError for inputs or outputs that fail, or if another run writes the output,
    EngineError if a worker dies; where parts were kept, what was answered until then is among them.
    """
    totals, stages = totals or Totals(), stages or Stages()
    if job.out is not None:
        writer_for(job.out, WRITERS)
    if not job.is_resumable:
        _run_through(job, totals, stages, tick)
        return totals
    assert job.out is not None
    parts = Parts(job.out)
    with parts.held():
        _open_parts(parts, job, resume, note)
        totals.add(parts.done())
        try:
            _answer(job, parts, totals, stages, tick)
        except BaseException:
            if not parts.done().rows:
                parts.remove()
            raise
        if (kept := parts.done().rows) != totals.rows:
            raise InputError(both("error_parts_missing", name=job.out.name, kept=kept, rows=totals.rows), code="parts")
        with stages.timed("write"):
            _join(job.out, parts, job.with_text)
        parts.remove()
    return totals


def kept_rows(job: Job) -> int:
    """How many rows are answered and kept of a job that was stopped."""
    return Parts(job.out).done().rows if job.out is not None and job.is_resumable else 0


def _open_parts(parts: Parts, job: Job, resume: bool | None, note: Callable[[str], None]) -> None:
    """Parts to go on with, or none yet; raises InputError where the user must choose."""
    left, wanted = parts.left(), job.fingerprint()
    if left is None or resume is False:
        parts.begin(wanted)
        return
    if changed := [name for name in wanted if left.get(name) != wanted[name]]:
        raise InputError(both("error_job_changed", name=parts.out.name, changed=", ".join(changed)), code="changed")
    if not resume:
        raise InputError(both("error_unfinished", name=parts.out.name, rows=parts.done().rows), code="unfinished")
    note(both("note_resumed", rows=parts.done().rows))


def _answer(job: Job, parts: Parts, totals: Totals, stages: Stages, tick: Callable[[], None]) -> None:
    """All rows that no part holds yet, into parts."""
    part = Part(totals.rows)
    with closing(_answers(job, totals.rows, stages)) as answers:
        try:
            for batch in answers:
                counts, lines = _count(batch, job.min_risk)
                part.batches.append((counts, lines))
                totals.add(counts)
                tick()
                if part.is_full:
                    with stages.timed("write"):
                        part.write(parts)
                    part = Part(totals.rows)
        finally:
            part.write(parts)


def _run_through(job: Job, totals: Totals, stages: Stages, tick: Callable[[], None]) -> None:
    """Straight to the output, where there is nothing to resume."""
    answers = _answers(job, 0, stages)

    def kept() -> Iterator[tuple[Assessment | Refusal, str | None]]:
        for batch in answers:
            counts, lines = _count(batch, job.min_risk)
            totals.add(counts)
            tick()
            yield from map(read_line, lines)

    try:
        write_assessments(kept(), job.out, with_text=job.with_text)
    finally:
        answers.close()


def _answers(job: Job, done: int, stages: Stages) -> Any:
    """Batches of answers to the rows after the first `done`."""
    rows = islice(job.plan.offers(), done, None)
    work = Work(job.open_screener, job.with_text, job.address, job.versions.get("model"))
    for answers, seconds in ENGINES[job.engine](read_in_batches(rows, stages), work, job.workers):
        stages.add(seconds)
        yield answers


def _count(answers: pa.RecordBatch, min_risk: Risk) -> tuple[Totals, list[bytes]]:
    """What a batch counts, and the lines of those answers that are to be written."""
    levels = answers.column("level").to_pylist()
    lines: list[bytes] = answers.column("answer").cast(pa.binary()).to_pylist()
    counts, kept = Totals(), []
    for level, line in zip(levels, lines, strict=True):
        refusal = read_line(line)[0] if level == REFUSED else None
        is_kept = refusal is not None or Risk(level).rank >= min_risk.rank
        if isinstance(refusal, Refusal):
            counts.count_refused(refusal)
        else:
            counts.levels[Risk(level)] += 1
        counts.written += is_kept
        if is_kept:
            kept.append(line)
    return counts, kept


def _join(out: Path, parts: Parts, with_text: bool) -> None:
    """All parts as one file, which appears when it is whole."""
    if out.suffix.lower() != ".jsonl":
        write_assessments(map(read_line, parts.lines()), out, with_text=with_text)
        return
    with open_output(out) as file:
        file.writelines(parts.lines())
