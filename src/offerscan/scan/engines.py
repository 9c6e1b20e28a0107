"""Where the work of a run is done: a table of engines, each of which turns batches of rows into batches of answers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator

import pyarrow as pa

from offerscan.formats.answer_lines import read_line
from offerscan.records import Assessment, Offer, Refusal
from offerscan.scan import ray
from offerscan.scan.batches import rows_batch
from offerscan.scan.chunks import Chunk, cut_chunks
from offerscan.scan.crew import Answered
from offerscan.scan.local import OpenScreener, Work, assess_batches
from offerscan.stages import Stages

__all__ = ["ENGINES", "Assess", "read_in_batches", "scan"]

# Takes batches of rows, the work and the number of workers; gives each batch's answers, in order. Reads ahead only a little.
Assess = Callable[[Iterable[pa.RecordBatch], Work, int | None], Generator[Answered]]

# By the value of --engine.
ENGINES: dict[str, Assess] = {"local": assess_batches, "ray": ray.assess_batches}


def scan(
    offers: Iterable[Offer | Refusal], *, open_screener: OpenScreener, workers: int | None = None, engine: str = "local"
) -> Generator[tuple[Offer | Refusal, Assessment | Refusal]]:
    """Each row with its answer, in order, whatever the number of workers (default: one a core). Memory is bounded.

    `open_screener` is sent to other processes and so must be picklable. Raises EngineError if a worker dies.
    """
    sent: deque[Chunk] = deque()

    def batches() -> Iterator[pa.RecordBatch]:
        for chunk in cut_chunks(offers):
            sent.append(chunk)
            yield rows_batch(chunk)

    for answers, _ in ENGINES[engine](batches(), Work(open_screener), workers):
        lines = answers.column("answer").cast(pa.binary()).to_pylist()
        yield from zip(sent.popleft(), (read_line(line)[0] for line in lines), strict=True)


def read_in_batches(offers: Iterator[Offer | Refusal], stages: Stages) -> Iterator[pa.RecordBatch]:
    """The stream as batches of rows, counting the seconds that reading takes."""
    chunks = cut_chunks(offers)
    while True:
        with stages.timed("read"):
            chunk = next(chunks, None)
            batch = rows_batch(chunk) if chunk else None
        if batch is None:
            return
        yield batch
