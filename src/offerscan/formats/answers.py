"""An assessment as the published JSON, and as one flat row of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import is_dataclass
from functools import cache
from typing import Any

from offerscan.listings import Lookup
from offerscan.records import Assessment, Details, Finding, Kind, Pay, Refusal, field_names

__all__ = ["Write", "as_json", "column_names", "flat_row"]

# Takes one answer and the offer's text, which is written only where the user asked for it.
Write = Callable[[Assessment | Refusal, str | None], None]

_COLUMNS = (
    "id", "source", "category", "risk", "risk_score_high", "indicators", "protective", "quotes", "destinations",
    "phones", "accounts", "links", "handles", "companies", "licences", "pay", "registry", "registry_names",
    "language", "limits", "error",
)  # fmt: skip
_JOINED = tuple(name for name in field_names(Details) if name != "pay")


def as_json(answer: Assessment | Refusal, text: str | None = None) -> dict[str, Any]:
    """The published shape, keys in its order; `meta` and `text` are added at the end where they are given."""
    shape = _shape(answer)
    meta = shape.get("meta")
    if meta is None:
        shape.pop("meta", None)
    elif meta["forwarded_from"] is None:  # younger than the published shape: told only where it is known
        del meta["forwarded_from"]
    for pay in shape.get("details", {}).get("pay", ()):
        pay["amount"] = _plain(pay["amount"])
    return shape if text is None else {**shape, "text": text}


def _shape(value: Any) -> Any:
    """Records as dictionaries, all the way down; `dataclasses.asdict` copies every string, at ten times the cost."""
    if names := _names(value.__class__):
        return {name: _shape(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return tuple(map(_shape, value))
    return dict(value) if isinstance(value, dict) else value


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a record; none where it is no record."""
    return field_names(kind) if is_dataclass(kind) else ()


def column_names(with_text: bool) -> list[str]:
    """The header of a flat table."""
    return [*_COLUMNS, *(["text"] if with_text else [])]


def flat_row(answer: Assessment | Refusal, text: str | None, with_text: bool) -> list[str | float]:
    """One cell a column of `column_names(with_text)`; several values in one cell stand between semicolons."""
    cells = _refused(answer) if isinstance(answer, Refusal) else _assessed(answer)
    return [cells.get(name, "") for name in _COLUMNS] + ([text or ""] if with_text else [])


def _refused(refusal: Refusal) -> dict[str, str | float]:
    return {
        "id": refusal.id,
        "source": refusal.source or "",
        "error": f"{refusal.error.code}: {refusal.error.message}",
    }


def _assessed(assessment: Assessment) -> dict[str, str | float]:
    details = assessment.details
    return {
        "id": assessment.id,
        "source": assessment.source or "",
        "category": assessment.category,
        "risk": assessment.risk,
        "risk_score_high": assessment.risk_scores["high"],
        "indicators": _ids(assessment.findings, Kind.RISK),
        "protective": _ids(assessment.findings, Kind.PROTECTIVE),
        "quotes": _join(" ".join(finding.quote.split()) for finding in assessment.findings if finding.quote),
        **{name: _join(getattr(details, name)) for name in _JOINED},
        "pay": _join(_pay(pay) for pay in details.pay),
        **_listed(assessment.registry),
        "language": assessment.language,
        "limits": _join(assessment.limits),
    }


def _listed(registry: Lookup | None) -> dict[str, str | float]:
    if registry is None:
        return {}
    names = _join(f"{listing.asked}: {listing.name or '-'} ({listing.status})" for listing in registry.companies)
    return {"registry": registry.status, "registry_names": names}


def _ids(findings: Iterable[Finding], kind: Kind) -> str:
    return _join(dict.fromkeys(finding.indicator for finding in findings if finding.kind is kind))


def _join(values: Iterable[str]) -> str:
    return "; ".join(values)


def _pay(pay: Pay) -> str:
    return f"{_plain(pay.amount)} {pay.currency}" + (f"/{pay.per}" if pay.per else "")


def _plain(amount: float) -> int | float:
    return int(amount) if amount == int(amount) else amount
