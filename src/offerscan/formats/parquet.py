"""Parquet: read as a table of any shape, written in the nested shape of the published JSON, for analysts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from offerscan.errors import InputError
from offerscan.formats.answers import Write, as_json
from offerscan.formats.fields import Columns, Fields, make_offer
from offerscan.formats.opened import Opened
from offerscan.phrases import both
from offerscan.records import Assessment, Category, Details, Fault, Meta, Offer, Refusal, Risk, Versions, field_names

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

__all__ = ["open_parquet", "read_parquet", "read_records"]

_BATCH = 1_000
# Rows read at once: few, as each may hold the longest text.
_READ_BATCH = 128


def read_parquet(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The offers of a table, told by the number of their row, counted from 1.

    Raises InputError if there is no column for the text, or the file is broken.
    """
    with _opened_table(opened) as file:
        names = file.schema_arrow.names
        fields.check(opened.name, names, are_keys=True)
        if doubt := fields.doubt(opened.name, names):
            opened.note(doubt)
        columns = fields.columns(names)
        wanted = [name for name in (*_cells(columns), "meta") if name in names]
        for number, row in enumerate(_read_rows(file, wanted), 1):
            told = row.get("meta")  # as `offerscan scan` writes it
            meta = fields.columns(told).meta(told.get) if isinstance(told, dict) else columns.meta(row.get)
            text, id = (None if name is None else row[name] for name in (columns.text, columns.id))
            yield make_offer(text, id, opened.source(number), meta)


def read_records(opened: Opened) -> Iterator[dict[str, Any]]:
    """Every row, with an `error` only where there is one. Raises InputError if the file is broken."""
    with _opened_table(opened) as file:
        for row in _read_rows(file, file.schema_arrow.names):
            yield {name: value for name, value in row.items() if name != "error" or value is not None}


@contextmanager
def _opened_table(opened: Opened) -> Iterator[pq.ParquetFile]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        yield pq.ParquetFile(opened.rewound(), pre_buffer=False)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        if isinstance(error, OSError) and error.errno:  # the disk, not the data
            raise
        raise InputError(both("error_broken", name=opened.name), code="broken") from error


def _cells(columns: Columns) -> list[str]:
    return [name for name in dict.fromkeys(astuple(columns)) if name is not None]


def _read_rows(file: pq.ParquetFile, names: list[str]) -> Iterator[dict[str, Any]]:
    for batch in file.iter_batches(batch_size=_READ_BATCH, columns=names, use_threads=False):
        for row in batch.to_pylist():
            yield {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value


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
    finding = {"indicator": word, "kind": word, "severity": word, "score": score, "origin": word}
    finding |= {"start": place, "end": place, "quote": word}
    mismatch, similar = dict.fromkeys(("kind", "found", "belongs_to"), word), {"name": word, "score": score}
    listing = {"asked": word, "status": word, "name": word, "score": score, "licence": word, "valid_until": word}
    listing |= {"checked_on": word, "mismatches": pa.list_(_struct(mismatch)), "similar": pa.list_(_struct(similar))}
    lookup = dict.fromkeys(("status", "version", "imported_on", "checked_on"), word)
    lookup |= {"companies": pa.list_(_struct(listing))}
    columns = {
        "id": word,
        "source": word,
        "category": word,
        "category_scores": _struct(dict.fromkeys(Category, score)),
        "risk": word,
        "risk_scores": _struct(dict.fromkeys(Risk, score)),
        "findings": pa.list_(_struct(finding)),
        "details": _struct({**dict.fromkeys(field_names(Details), words), "pay": pa.list_(_struct(pay))}),
        "registry": _struct(lookup),
        "language": word,
        "limits": words,
        "versions": _struct(dict.fromkeys(field_names(Versions), word)),
        "meta": _struct(dict.fromkeys(field_names(Meta), word)),
        "error": _struct(dict.fromkeys(field_names(Fault), word)),
    }
    return pa.schema({**columns, **({"text": word} if with_text else {})})


def _struct(fields: dict[Any, Any]) -> Any:
    import pyarrow as pa

    return pa.struct([(str(name), kind) for name, kind in fields.items()])
