"""OfferCheck: what the model must be able to do, function by function, on cases written for each.

In the manner of CheckList (Ribeiro et al. 2020) and HateCheck (Röttger et al. 2021). tests/offercheck/<function>.toml says
what the function is `about`, its `kind`, and its cases:

minimum      each text, by itself, has what `expect` says: category, risk, indicators it has and lacks
invariance   the texts of a case differ in what must not matter: one level, and scores that stay together
direction    a text and the same with something added: its score may not fall (way = "up") or not rise ("down")
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from offerscan.catalog import read_catalog
from offerscan.errors import InputError
from offerscan.records import Assessment, Category, Offer, Risk
from offerscan.screener import Screener

__all__ = ["SUITE", "Case", "Function", "Outcome", "outcome_table", "read_suite", "run_suite"]

SUITE = Path("tests/offercheck")
Kind = Literal["minimum", "invariance", "direction"]
# How far a score may move where nothing that matters has changed.
_STILL = 0.02
_EXPECTED = ("category", "risk", "has", "lacks")


@dataclass(frozen=True)
class Case:
    """`texts` is one text (minimum), variants of one (invariance), or before and after (direction). Empty fields of what
    is expected are not looked at."""

    texts: tuple[str, ...]
    category: frozenset[Category] = frozenset()
    risk: frozenset[Risk] = frozenset()
    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Function:
    """One thing that the model must be able to do; `way` is "up", "down" or empty."""

    name: str
    about: str
    kind: Kind
    way: str
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Outcome:
    """How many cases of a function hold; `failed` are their numbers from 1. `shift` is the mean change of the score over
    pairs of an invariance, else None."""

    function: str
    kind: Kind
    cases: int
    failed: tuple[int, ...]
    shift: float | None

    @property
    def pass_rate(self) -> float:
        """Share of cases that hold."""
        return 1 - len(self.failed) / self.cases


def read_suite(folder: Path = SUITE) -> list[Function]:
    """All functions, by name; raises InputError with file and fault."""
    functions = []
    for path in sorted(folder.glob("*.toml")):
        try:
            functions.append(_function(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))))
        except (KeyError, ValueError) as fault:
            raise InputError(f"{path.name}: {fault}: mend the table, see offercheck.py for its form.") from fault
    if not functions:
        raise InputError(f"No functions (*.toml) in {folder.name}: run this in the checkout.")
    return functions


def run_suite(screener: Screener, functions: Sequence[Function]) -> list[Outcome]:
    """Each function with the cases that do not hold."""
    outcomes = []
    for function in functions:
        answers = [[_assess(screener, text) for text in case.texts] for case in function.cases]
        failed = tuple(
            number
            for number, (case, assessed) in enumerate(zip(function.cases, answers, strict=True), 1)
            if not _holds(function, case, assessed)
        )
        shift = _shift(answers) if function.kind == "invariance" else None
        outcomes.append(Outcome(function.name, function.kind, len(function.cases), failed, shift))
    return outcomes


def outcome_table(outcomes: Sequence[Outcome]) -> str:
    """Pass rates, all functions and their mean."""
    rows = [
        f"| {one.function} | {one.kind} | {one.cases} | {one.pass_rate:.0%} |"
        f" {'' if one.shift is None else f'{one.shift:.3f}'} |"
        for one in outcomes
    ]
    cases = sum(one.cases for one in outcomes)
    passed = cases - sum(len(one.failed) for one in outcomes)
    mean = sum(one.pass_rate for one in outcomes) / len(outcomes)
    head = "| function | kind | cases | hold | mean change of score |\n|---|---|---:|---:|---:|"
    return f"{passed} of {cases} cases hold; {mean:.1%} over {len(outcomes)} functions.\n\n" + "\n".join([head, *rows])


def _assess(screener: Screener, text: str) -> Assessment:
    answer = screener.assess(Offer(text))
    if not isinstance(answer, Assessment):
        raise InputError(f"A case of OfferCheck cannot be assessed ({answer.error.code}): mend its table.")
    return answer


def _holds(function: Function, case: Case, answers: Sequence[Assessment]) -> bool:
    if function.kind == "minimum":
        return _as_expected(case, answers[0])
    if function.kind == "invariance":
        return len({answer.risk for answer in answers}) == 1
    before, after = map(_score, answers)
    return after >= before - _STILL if function.way == "up" else after <= before + _STILL


def _as_expected(case: Case, answer: Assessment) -> bool:
    found = {finding.indicator for finding in answer.findings}
    return (
        (not case.category or answer.category in case.category)
        and (not case.risk or answer.risk in case.risk)
        and case.has <= found
        and not case.lacks & found
    )


def _score(answer: Assessment) -> float:
    """Expected level between 0 (low) and 1 (high)."""
    return float(answer.risk_scores["review"]) / 2 + float(answer.risk_scores["high"])


def _shift(answers: Sequence[Sequence[Assessment]]) -> float:
    moves = [abs(_score(other) - _score(first)) for first, *others in answers for other in others]
    return sum(moves) / len(moves)


def _function(name: str, table: Mapping[str, Any]) -> Function:
    kind, way = table["kind"], table.get("way", "")
    if kind not in ("minimum", "invariance", "direction") or (kind == "direction") != (way in ("up", "down")):
        raise ValueError(f"kind {kind!r} with way {way!r}")
    shared = table.get("expect", {})
    cases = tuple(_case(kind, row, {**shared, **row.get("expect", {})}) for row in table["cases"])
    return Function(name, table["about"], kind, way, cases)


def _case(kind: Kind, row: Mapping[str, Any], expect: Mapping[str, Any]) -> Case:
    texts = tuple(row["texts"]) if "texts" in row else (row["text"],)
    if {"minimum": len(texts) != 1, "invariance": len(texts) < 2, "direction": len(texts) != 2}[kind]:
        raise ValueError(f"{len(texts)} texts in a case of {kind}")
    if unknown := set(expect) - set(_EXPECTED):
        raise ValueError(f"unknown field {sorted(unknown)[0]} in expect")
    if kind == "minimum" and not any(expect.values()):
        raise ValueError("a case that expects nothing")
    has, lacks = frozenset(expect.get("has", ())), frozenset(expect.get("lacks", ()))
    if strange := (has | lacks) - set(read_catalog().labels):
        raise ValueError(f"unknown indicator {sorted(strange)[0]}")
    return Case(
        texts,
        frozenset(map(Category, expect.get("category", ()))),
        frozenset(map(Risk, expect.get("risk", ()))),
        has,
        lacks,
    )
