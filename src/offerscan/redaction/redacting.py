"""A text, and all that an assessment says of it, without what points to a person."""

from __future__ import annotations

from typing import Any

from offerscan.details.plain import read_plain
from offerscan.records import Details
from offerscan.redaction.finding import find_hits
from offerscan.redaction.hits import value_of
from offerscan.redaction.known import Known
from offerscan.redaction.replacing import Redaction, replace

__all__ = ["redact", "redact_assessment"]


def redact(text: str, details: Details) -> Redaction:
    """A received text without what points to a person; `details` are what was found in it.

    >>> redact("Hub Bu Rini WA 0812-0000-1234, NIK 3507115203990001", Details(phones=("+6281200001234",))).text
    'Hub Bu [NAMA 1] WA [TELEPON 1], NIK [NIK 1]'
    """
    return _redact(text, Known(details))


def redact_assessment(shape: dict[str, Any], redaction: Redaction, details: Details, id: str) -> dict[str, Any]:
    """The published shape with quotes, offsets and details as in the redacted text, and without who posted it.

    `details` are what was found in the received text; `id` is under which the redacted assessment is known.
    """
    known = Known(details)
    kept = {key: value for key, value in shape.items() if key not in ("meta", "text")}
    # The id as given may be a hash of the received text, by which a hidden number can be tried out.
    kept["id"] = id
    kept["source"] = None  # a file name can be a person's
    kept["findings"] = [_moved(finding, redaction) for finding in shape["findings"]]
    found = dict(shape["details"])
    found["pay"] = [_moved(pay, redaction) for pay in found["pay"]]
    for field, kind in (("phones", "TELEPON"), ("accounts", "REKENING"), ("handles", "AKUN")):
        found[field] = [redaction.placeholders.get((kind, value_of(kind, one)), f"[{kind}]") for one in found[field]]
    found["links"] = _redact_strings(found["links"], known)
    kept["details"] = found
    registry = shape.get("registry")  # whose version may look like a telephone
    kept["registry"] = registry and {**registry, "companies": _redact_strings(registry["companies"], known)}
    return kept


def _redact(text: str, known: Known) -> Redaction:
    plain = read_plain(text)
    return replace(text, plain, find_hits(text, plain, known))


def _redact_strings(value: Any, known: Known) -> Any:
    if isinstance(value, str):
        return _redact(value, known).text
    if isinstance(value, dict):
        return {key: _redact_strings(one, known) for key, one in value.items()}
    return [_redact_strings(one, known) for one in value] if isinstance(value, list | tuple) else value


def _moved(part: dict[str, Any], redaction: Redaction) -> dict[str, Any]:
    """A finding or an amount at its place in the redacted text."""
    if part["start"] is None:
        return part
    span = redaction.place(part["start"], part["end"])
    moved = {**part, "start": span.start, "end": span.end}
    return {**moved, "quote": redaction.text[span.start : span.end]} if "quote" in part else moved
