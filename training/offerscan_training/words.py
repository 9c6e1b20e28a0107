"""The words by which the reader of pictures mends lost spaces: those of the training texts, the most frequent first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from offerscan_training.corpus import Document

__all__ = ["list_words"]

_LEAST_TEXTS = 4
# Two letters fit anywhere in a glued word; only those that posters are full of.
_SHORT = {
    "ac", "an", "at", "ce", "di", "do", "dp", "hp", "hr", "in", "jt", "ke", "ku", "no", "of", "or", "pt", "rb", "si",
    "to", "tv", "up", "wa", "we", "ya",
}  # fmt: skip
# Parts of words, which stand alone only where somebody mistyped.
_AFFIXES = {"ber", "kah", "kan", "lah", "mem", "men", "meng", "nge", "nya", "pem", "pen", "per", "pun", "ter"}


def list_words(documents: Iterable[Document]) -> Iterator[str]:
    """Words of small letters, by the number of texts that hold them."""
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update(set(re.findall(r"[a-z]+", document.text.lower())))
    for word, texts in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if texts >= _LEAST_TEXTS and (len(word) > 2 or word in _SHORT) and word not in _AFFIXES:
            yield word
