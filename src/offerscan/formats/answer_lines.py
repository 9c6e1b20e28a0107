"""An answer as one line of the published JSON, and back: what travels between processes and stands in the parts of a run."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import orjson

from offerscan.formats.answers import as_json
from offerscan.records import Assessment, Refusal

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = ["read_line", "write_line"]


def write_line(answer: Assessment | Refusal, text: str | None = None) -> bytes:
    """The line as `scan` writes it, without its end; with the offer's text where that is given."""
    return orjson.dumps(as_json(answer, text))


def read_line(line: bytes) -> tuple[Assessment | Refusal, str | None]:
    """The answer, exactly as it was written, and its text. Raises ValueError if the line is none of ours."""
    shape: dict[str, Any] = orjson.loads(line)
    text = shape.pop("text", None)
    return _adapter("error" in shape).validate_python(shape), text


@cache
def _adapter(refused: bool) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(Refusal if refused else Assessment)
