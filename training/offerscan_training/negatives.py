"""Real public posts as documents without marks: what the model must stay silent on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from offerscan.records import Assessment, Category, Offer, Risk
from offerscan.screener import Screener
from offerscan_training.background import BACKGROUND, MAX_CHARACTERS, is_held_out
from offerscan_training.corpus import Document

__all__ = ["alarming", "negatives"]

# What a file calls posts that are fraud.
_FRAUD = {"judol", "scam"}
# A LOW text that a model gives less than this is close to an alarm. Set by hand.
_SURELY_LOW = 0.85


def negatives(folder: Path) -> dict[str, list[Document]]:
    """Real posts as documents without marks: adverts are lawful domestic offers, gambling and scams other fraud."""
    files: dict[str, list[Document]] = {}
    for file in BACKGROUND:
        if not file.adapt:
            continue
        documents = []
        for index, row in enumerate(file.rows(folder)):
            if is_held_out(index) or not row["text"].strip():
                continue
            category = Category.DOMESTIC_OFFER if file.holds_offers else Category.OTHER
            category = Category.OTHER_FRAUD if row.get("label") in _FRAUD else category
            text, meta = row["text"][:MAX_CHARACTERS], {"lang": row.get("lang") or ""}
            documents.append(Document(f"{file.name}-{index}", text, category, Risk.LOW, (), meta))
        files[file.name] = documents
    return files


def alarming(posts: Iterable[Document], screener: Screener) -> list[Document]:
    """Of real posts those that a model calls risky, or nearly: what it has yet to learn silence on."""
    told = screener.assess_many(Offer(post.text) for post in posts)
    return [
        post
        for post, answer in zip(posts, told, strict=True)
        if isinstance(answer, Assessment) and (answer.risk is not Risk.LOW or answer.risk_scores[Risk.LOW] < _SURELY_LOW)
    ]
