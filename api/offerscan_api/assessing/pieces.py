"""Counts the pieces of a sample of answered offers, and those that the model's tokenizer does not know: letters that it never
met show here before they show in any score. Nothing of a text is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count

import structlog
from tokenizers import Tokenizer

from offerscan.artifacts import TOKENIZER, ModelFolder
from offerscan.screener import MAX_CHARACTERS
from offerscan.text import read_view

__all__ = ["CountPieces", "Pieces", "count_no_pieces", "open_piece_counter"]

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


CountPieces = Callable[[Iterable[str]], Pieces]


def count_no_pieces(texts: Iterable[str]) -> Pieces:
    """Nothing: where there is no tokenizer to count with."""
    return Pieces()


def open_piece_counter(model: ModelFolder) -> CountPieces:
    """Counts the pieces of every eighth text as the engine reads it, the first among them: of the reading view, up to the
    longest text.

    Opens the tokenizer of a model folder and nothing else of it. One that cannot be opened is the workers' to tell: here it
    only leaves a figure out. Safe to use from several threads.
    """
    try:
        tokenizer = Tokenizer.from_file(str(model.path / TOKENIZER))
    except Exception as error:  # the library raises its own kind
        _log.error("pieces_not_counted", error=type(error).__name__)
        return count_no_pieces
    unknown = {tokenizer.token_to_id(piece) for piece in _UNKNOWN} - {None}

    turns = count()

    def count_pieces(texts: Iterable[str]) -> Pieces:
        drawn = [text for text in texts if next(turns) % _EVERY == 0]
        ids = [
            id
            for text in drawn
            for id in tokenizer.encode(read_view(text[:MAX_CHARACTERS]).text, add_special_tokens=False).ids
        ]
        return Pieces(len(ids), sum(id in unknown for id in ids))

    return count_pieces
