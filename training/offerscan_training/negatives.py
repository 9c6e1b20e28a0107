"""Real public posts as documents without marks: what the model must stay silent on."""

from __future__ import annotations

from pathlib import Path

from offerscan.records import Category, Risk
from offerscan_training.background import BACKGROUND, is_held_out
from offerscan_training.corpus import Document

__all__ = ["NEGATIVES", "TALK", "negatives"]

# Real posts of each file an epoch, as parts of `background`; what they are, as far as the file tells.
NEGATIVES = {
    "posts_social": 0.27, "posts_gambling_promo": 0.16, "reviews_tweets_indonlu": 0.09, "regional_nusax": 0.09,
    "regional_nusawrites": 0.13, "malay": 0.08, "job_adverts": 0.13, "sms": 0.05,
}  # fmt: skip
_FRAUD = {"judol", "scam"}
# Talk that a text may be buried in; whatever stands there, nothing in it is an offer.
TALK = ("posts_social", "reviews_tweets_indonlu", "regional_nusax", "malay")


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
            category = Category.DOMESTIC_OFFER if file.name == "job_adverts" else Category.OTHER
            category = Category.OTHER_FRAUD if row.get("label") in _FRAUD else category
            documents.append(
                Document(
                    f"{file.name}-{index}", row["text"][:3000], category, Risk.LOW, (), {"lang": row.get("lang") or ""}
                )
            )
        files[file.name] = documents
    return files
