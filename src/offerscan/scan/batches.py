"""The work of a run as one function over Arrow record batches: rows in, answers out, in order and one a row.

A worker process, an actor of Ray or Ray Data and a Spark executor all do just this; what differs is who cuts, sends and gathers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from offerscan.errors import OfferscanError
from offerscan.formats.answer_lines import write_line
from offerscan.phrases import both
from offerscan.records import Assessment, Fault, Meta, Offer, Refusal, field_names
from offerscan.scan.copies import Copies

if TYPE_CHECKING:
    from offerscan.screener import Screener

__all__ = ["ANSWERS", "REFUSED", "ROWS", "assess_batch", "read_rows", "rows_batch"]

_META = pa.struct([(name, pa.string()) for name in field_names(Meta)])
# A row has a text, or, where its file has a broken row, a refusal.
ROWS = pa.schema(
    {
        "id": pa.string(),
        "source": pa.string(),
        "text": pa.string(),
        "refusal": pa.struct([("code", pa.string()), ("message", pa.string())]),
        "meta": _META,
    }
)
# `answer` is a line of the published JSON; `level` is low, review, high or refused.
ANSWERS = pa.schema({"level": pa.string(), "answer": pa.string()})
REFUSED = "refused"


def assess_batch(
    screener: Screener, batch: pa.RecordBatch, copies: Copies | None = None, *, with_text: bool = False
) -> pa.RecordBatch:
    """Answers (`ANSWERS`) to the rows (`ROWS`) of a batch, in order.

    The answers depend on nothing but the rows. `copies` remembers texts from one batch to the next and only saves time;
    `with_text` adds each offer's text to its answer.
    """
    rows = read_rows(batch)
    answers = _assess_rows(screener, rows, Copies() if copies is None else copies)
    texts = [row.text if with_text and isinstance(row, Offer) else None for row in rows]
    with screener.stages.timed("write"):
        levels = [REFUSED if isinstance(answer, Refusal) else str(answer.risk) for answer in answers]
        lines = [write_line(answer, text) for answer, text in zip(answers, texts, strict=True)]
        return pa.RecordBatch.from_arrays(
            [pa.array(levels), pa.array(lines, pa.binary()).cast(pa.string())], schema=ANSWERS
        )


def rows_batch(rows: Sequence[Offer | Refusal]) -> pa.RecordBatch:
    """Rows as a batch (`ROWS`)."""
    return pa.RecordBatch.from_pylist([_as_row(row) for row in rows], ROWS)


def read_rows(batch: pa.RecordBatch) -> list[Offer | Refusal]:
    """The rows of a batch. Columns `id`, `source`, `refusal` and `meta` may be missing, as in a table of mere texts."""
    return [_as_offer(row) for row in batch.to_pylist()]


def _as_row(row: Offer | Refusal) -> dict[str, Any]:
    if isinstance(row, Refusal):
        return {"id": row.id, "source": row.source, "refusal": asdict(row.error)}
    # Halves of surrogate pairs, which no UTF-8 can hold, become question marks: one for one, so that offsets stay.
    text = row.text.encode("utf-8", "replace").decode()
    return {"id": row.id, "source": row.source, "text": text, "meta": asdict(row.meta) if row.meta else None}


def _as_offer(row: dict[str, Any]) -> Offer | Refusal:
    if refusal := row.get("refusal"):
        return Refusal(row["id"], row["source"], Fault(**refusal))
    meta = row.get("meta")
    return Offer(row["text"] or "", row.get("id") or "", row.get("source"), Meta(**meta) if meta else None)


def _assess_rows(screener: Screener, rows: Sequence[Offer | Refusal], copies: Copies) -> list[Assessment | Refusal]:
    """An answer a row. Copies of a text are assessed once, and texts of like length one after the other."""
    with screener.stages.timed("copies"):
        answers: dict[str, Assessment | Refusal] = {}
        unknown: dict[str, Offer] = {}
        for row in rows:
            if isinstance(row, Offer) and row.text not in answers:
                if (known := copies.get(row.text)) is not None:
                    answers[row.text] = known
                else:
                    unknown[row.text] = row
    by_length = sorted(unknown.values(), key=lambda offer: len(offer.text))
    for offer, answer in zip(by_length, _assess(screener, by_length), strict=True):
        answers[offer.text] = answer
        copies.put(offer.text, answer)
    return [_answer_of(row, answers[row.text]) if isinstance(row, Offer) else row for row in rows]


def _answer_of(offer: Offer, answer: Assessment | Refusal) -> Assessment | Refusal:
    """The answer to a copy of this offer's text, as this offer's own."""
    if isinstance(answer, Refusal):
        return replace(answer, id=offer.id, source=offer.source)
    return replace(answer, id=offer.id, source=offer.source, meta=offer.meta)


def _assess(screener: Screener, offers: Sequence[Offer]) -> list[Assessment | Refusal]:
    try:
        return list(screener.assess_many(offers))
    except OfferscanError:
        raise
    except Exception as error:
        # A slip of ours on one text must not cost the run: that text alone is refused, and says so.
        if len(offers) > 1:
            return [answer for offer in offers for answer in _assess(screener, [offer])]
        fault = Fault("internal", both("row_internal", kind=type(error).__name__))
        return [Refusal(offer.id, offer.source, fault) for offer in offers]
