"""Texts to measure speed with: as many different ones as wanted, of mixed length, made from the corpus.

They are in lower case. The trimmed vocabulary holds few capitals, so that whoever reads without our reading view would
cut capitals into many pieces and look slower than it is.
"""

from __future__ import annotations

import random
from collections.abc import Sequence, Sized
from typing import TypeVar

from tokenizers import Tokenizer

from offerscan.errors import InputError
from offerscan.text import read_view
from offerscan_training.augment import augment
from offerscan_training.corpus import Document

Text = TypeVar("Text", bound=Sized)

__all__ = ["make_texts", "paste", "spread"]

# Of ten texts eight are one document, one is two of them, one four: a post with several adverts.
_JOINED = (1,) * 8 + (2, 4)
# A reader of the text and one of its view may differ by so many pieces.
_SLACK = 2


def make_texts(documents: Sequence[Document], n: int, seed: int = 1) -> list[str]:
    """`n` different texts, the same ones for the same corpus: documents in other wordings, some of them joined."""
    rng = random.Random(seed)
    texts: dict[str, None] = {}
    while len(texts) < n:
        chosen = rng.sample(documents, rng.choice(_JOINED))
        texts["\n\n".join(augment(document, rng).text for document in chosen).lower()] = None
    return list(texts)


def paste(texts: Sequence[str], tokenizer: Tokenizer, pieces: int = 128) -> str:
    """The beginning of one of the texts that is `pieces` pieces long, the two special ones counted.

    Raises InputError if there is none of that length.
    """
    for text in texts:
        view = read_view(text)
        offsets = tokenizer.encode(view.text, add_special_tokens=False).offsets
        if len(offsets) < pieces - 2:
            continue
        cut = text[: view.received(0, offsets[pieces - 3][1]).end]
        lengths = [len(tokenizer.encode(read).ids) for read in (read_view(cut).text, cut)]
        if lengths[0] == pieces and abs(lengths[1] - pieces) <= _SLACK:
            return cut
    raise InputError(f"No text of {pieces} pieces among {len(texts)}: make more of them with --texts.")


def spread(texts: Sequence[Text], n: int) -> list[Text]:
    """`n` of the texts, or all, of all lengths in the same proportion as among all; by length."""
    by_length = sorted(texts, key=len)
    n = min(n, len(texts))
    return [by_length[(2 * i + 1) * len(texts) // (2 * n)] for i in range(n)]
