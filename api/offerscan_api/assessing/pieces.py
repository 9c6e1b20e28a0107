"""Counts the pieces of a sample of answered offers, and those that the model's tokenizer does not know: letters that it never
met show here before they show in any score. Nothing of a text is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Protocol

import structlog
from tokenizers import Tokenizer

from offerscan.artifacts import TOKENIZER, ModelFolder
from offerscan.screener import MAX_CHARACTERS
from offerscan.text import read_view

__all__ = ["NoPieceCounter", "PieceCounter", "Pieces", "open_piece_counter"]

# What tokenizers put in the place of what they do not know: XLM-R's, BERT's. Those that know every byte have neither.
_UNKNOWN = ("<unk>", "[UNK]")
# One text in so many is read once more for this: a share over a week is as good from those.
_EVERY = 8
_log = structlog.get_logger("offerscan.pieces")


@dataclass(frozen=True, slots=True)
class Pieces:
    """How many pieces were read, and how many of them are unknown."""

    read: int = 0
    unknown: int = 0


class PieceCounter(Protocol):
    """Safe to use from several threads."""

    def draw(self, texts: Iterable[str]) -> list[str]:
        """Those of these texts whose pieces are to be counted; costs nothing."""
        ...

    def count(self, texts: Iterable[str]) -> Pieces:
        """The pieces of texts, which are read for it."""
        ...


class NoPieceCounter:
    """Where there is no tokenizer to count with."""

    def draw(self, texts: Iterable[str]) -> list[str]:
        """None."""
        return []

    def count(self, texts: Iterable[str]) -> Pieces:
        """Nothing."""
        return Pieces()


class _EveryEighth:
    """Draws the first text and every eighth after it, and reads them as the engine does: the view, up to the longest text."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._unknown = {tokenizer.token_to_id(piece) for piece in _UNKNOWN} - {None}
        self._turns: Iterator[int] = count()

    def draw(self, texts: Iterable[str]) -> list[str]:
        return [text for text in texts if next(self._turns) % _EVERY == 0]

    def count(self, texts: Iterable[str]) -> Pieces:
        views = (read_view(text[:MAX_CHARACTERS]).text for text in texts)
        ids = [id for view in views for id in self._tokenizer.encode(view, add_special_tokens=False).ids]
        return Pieces(len(ids), sum(id in self._unknown for id in ids))


def open_piece_counter(model: ModelFolder) -> PieceCounter:
    """Opens the tokenizer of a model folder and nothing else of it. One that cannot be opened is the workers' to tell: here
    it only leaves a figure out."""
    try:
        return _EveryEighth(Tokenizer.from_file(str(model.path / TOKENIZER)))
    except Exception as error:  # the library raises its own kind
        _log.error("pieces_not_counted", error=type(error).__name__)
        return NoPieceCounter()
