"""One JSON value a line: how programs hand offers over and take assessments back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, BinaryIO

import orjson

from offerscan.formats.answers import Write, as_json
from offerscan.formats.fields import Fields, make_offer, refuse
from offerscan.formats.opened import Opened
from offerscan.records import Assessment, Offer, Refusal

__all__ = ["Row", "offers_of", "open_jsonl", "read", "read_values"]

# So many rows are looked at before the user is told that none of them has a text.
_LOOK_AHEAD = 100

Row = tuple[str, Any] | Refusal


def read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The offers of a file with a JSON object, or a JSON string, a line; empty lines are no rows.

    Raises InputError if none of the first 100 objects has the text.
    """
    return offers_of(read_values(opened), opened, fields)


@contextmanager
def open_jsonl(file: BinaryIO, with_text: bool) -> Iterator[Write]:
    """Writes an assessment a line, in the shape of the published contract."""

    def write(answer: Assessment | Refusal, text: str | None) -> None:
        file.write(orjson.dumps(as_json(answer, text if with_text else None), option=orjson.OPT_APPEND_NEWLINE))

    yield write


def offers_of(rows: Iterable[Row], opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The offers of (source, JSON value) rows; refusals pass."""
    rows = iter(rows)
    first = list(islice(rows, _LOOK_AHEAD))
    objects = [row[1] for row in first if isinstance(row, tuple) and isinstance(row[1], dict)]
    if keys := dict.fromkeys(chain.from_iterable(objects)):
        fields.check(opened.name, keys, are_keys=True)
    # Of each object by itself: what one calls text another may call message.
    if doubt := next(filter(None, (fields.doubt(opened.name, value) for value in objects)), None):
        opened.note(doubt)
    for row in chain(first, rows):
        yield row if isinstance(row, Refusal) else _offer(*row, fields)


def _offer(source: str, value: Any, fields: Fields) -> Offer | Refusal:
    if not isinstance(value, dict):
        return make_offer(value, None, source)
    columns = fields.columns(value)
    told = value.get("meta")  # as `offerscan scan` writes it
    meta = fields.columns(told).meta(told.get) if isinstance(told, dict) else None
    if meta is None and columns.tells_meta:
        meta = columns.meta(value.get)
    return make_offer(_get(value, columns.text), _get(value, columns.id), source, meta)


def _get(value: dict[str, Any], key: str | None) -> Any:
    return None if key is None else value[key]


def read_values(opened: Opened) -> Iterator[Row]:
    """The JSON value of each line that is not empty, told by its place; a refusal where there is none."""
    for number, line in enumerate(opened.lines(), 1):
        source = opened.source(number)
        if line is None:
            yield refuse("too_long", source, source, limit=opened.max_row)
        elif line.strip():
            try:
                yield source, orjson.loads(line)
            except orjson.JSONDecodeError:
                yield refuse("broken_json", source, line)
