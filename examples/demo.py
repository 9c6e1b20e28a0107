"""Screens the examples: a table of all of them, then one full assessment. What `make demo` shows."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from offerscan.cli.sheet import lay_out
from offerscan.errors import OfferscanError
from offerscan.formats import read_offers
from offerscan.records import Assessment, Offer, Risk
from offerscan.screener import Screener

HERE = Path(__file__).parent
SHOWN = "taiwan-pabrik-dp"
DESK = "http://127.0.0.1:8000/"  # where `make desk` listens
_STYLES = {Risk.LOW: "cyan", Risk.REVIEW: "yellow", Risk.HIGH: "bold red"}


def main() -> None:
    """Prints both; the levels of the examples' author stand beside those of the model."""
    screener = Screener.open()
    offers = {offer.id: offer for offer in read_offers(HERE / "offers.jsonl") if isinstance(offer, Offer)}
    with (HERE / "expected.tsv").open(encoding="utf-8", newline="") as file:
        expected = {row["id"]: row["risk"] for row in csv.DictReader(file, delimiter="\t")}
    answers = {answer.id: answer for answer in screener.assess_many(offers.values()) if isinstance(answer, Assessment)}
    same = sum(answer.risk == expected[id] for id, answer in answers.items())
    console = Console(highlight=False, emoji=False)
    console.print(_table(answers, expected))
    console.print(f"{same} of {len(answers)} levels are those that the author of the examples expected.\n")
    console.rule(f"One of them in full: {SHOWN}")
    for part in lay_out(answers[SHOWN], offers[SHOWN].text, screener.catalog, "id"):
        console.print(part, markup=False)
    console.rule("The desk page")
    console.print(f"make desk, then open {DESK}: with these offers, a sample list of agencies, and cases to keep.")


def _table(answers: dict[str, Assessment], expected: dict[str, str]) -> Table:
    table = Table("offer", "category", "level", "author", "gravest sign + more", box=None, pad_edge=False)
    table.columns[0].no_wrap, table.columns[-1].overflow = True, "fold"
    for id, answer in answers.items():
        level = f"[{_STYLES[answer.risk]}]{answer.risk}[/]"
        table.add_row(id, answer.category, level, expected[id], _gravest(answer))
    return table


def _gravest(answer: Assessment) -> str:
    severities = {finding.indicator: finding.severity for finding in answer.findings if finding.severity}
    signs = sorted(severities, key=lambda indicator: -severities[indicator].points)
    return " ".join([*signs[:1], *([f"+{len(signs) - 1}"] if len(signs) > 1 else [])])


if __name__ == "__main__":
    try:
        main()
    except OfferscanError as error:
        sys.exit(str(error))
