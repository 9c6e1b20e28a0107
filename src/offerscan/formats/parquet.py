"""Parquet in the nested shape of the published JSON, for analysts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

from offerscan.formats.answers import Write, as_json
from offerscan.records import Assessment, Category, Refusal, Risk

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["open_parquet"]

_BATCH = 1_000


@contextmanager
def open_parquet(file: BinaryIO, with_text: bool) -> Iterator[Write]:
    """Writes record batches; a refused row is empty but for its id, source and error."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(with_text)
    rows: list[dict[str, Any]] = []

    with pq.ParquetWriter(file, schema, compression="zstd") as writer:

        def flush() -> None:
            writer.write_batch(pa.RecordBatch.from_pylist(rows, schema))
            rows.clear()

        def write(answer: Assessment | Refusal, text: str | None) -> None:
            rows.append(as_json(answer, text if with_text else None))
            if len(rows) == _BATCH:
                flush()

        yield write
        flush()


def _schema(with_text: bool) -> pa.Schema:
    import pyarrow as pa

    word, words, score, place = pa.string(), pa.list_(pa.string()), pa.float64(), pa.int64()
    pay = {"amount": score, "currency": word, "per": word, "start": place, "end": place}
    named = ("destinations", "phones", "accounts", "links", "handles", "companies", "licences")
    finding = {"indicator": word, "kind": word, "severity": word, "score": score, "origin": word}
    finding |= {"start": place, "end": place, "quote": word}
    columns = {
        "id": word,
        "source": word,
        "category": word,
        "category_scores": _struct(dict.fromkeys(Category, score)),
        "risk": word,
        "risk_scores": _struct(dict.fromkeys(Risk, score)),
        "findings": pa.list_(_struct(finding)),
        "details": _struct({**dict.fromkeys(named, words), "pay": pa.list_(_struct(pay))}),
        "registry": word,
        "language": word,
        "limits": words,
        "versions": _struct(dict.fromkeys(("offerscan", "model", "catalog", "registry"), word)),
        "meta": _struct(dict.fromkeys(("author", "posted_at", "group", "link"), word)),
        "error": _struct({"code": word, "message": word}),
    }
    return pa.schema({**columns, **({"text": word} if with_text else {})})


def _struct(fields: dict[Any, Any]) -> Any:
    import pyarrow as pa

    return pa.struct([(str(name), kind) for name, kind in fields.items()])
