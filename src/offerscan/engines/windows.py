"""A reading view cut into overlapping windows of pieces, as the encoder takes them. Training and runtime share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from offerscan.errors import ModelError

__all__ = ["Window", "cut_windows"]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of pieces of one text.

    `ids` begin and end with the special pieces; `spans[i]` bounds piece `i + 1` in view characters (half-open), so `spans`
    is two shorter than `ids`. `first` is the place of the window's first piece among all pieces of the text.
    """

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    first: int


def cut_windows(tokenizer: Tokenizer, view: str, max_pieces: int, overlap: int) -> list[Window]:
    """Windows of at most `max_pieces` pieces (special ones included) that share `overlap` pieces; always at least one."""
    encoding = tokenizer.encode(view, add_special_tokens=False)
    ids: Sequence[int] = encoding.ids
    spans = [_without_space(view, start, end) for start, end in encoding.offsets]
    head, tail = _special(tokenizer)
    room = max_pieces - 2
    if len(ids) <= room:
        return [Window((head, *ids, tail), tuple(spans), 0)]
    windows = []
    for first in range(0, len(ids) - overlap, room - overlap):
        piece = slice(first, first + room)
        windows.append(Window((head, *ids[piece], tail), tuple(spans[piece]), first))
    return windows


def _special(tokenizer: Tokenizer) -> tuple[int, int]:
    """Ids of the piece before and after a text: XLM-R's, else BERT's; raises ModelError if it has neither."""
    for before, after in (("<s>", "</s>"), ("[CLS]", "[SEP]")):
        head, tail = tokenizer.token_to_id(before), tokenizer.token_to_id(after)
        if head is not None and tail is not None:
            return head, tail
    raise ModelError(
        "The tokenizer has no pieces for the ends of a text (<s> and </s>, or [CLS] and [SEP]): use another."
    )


def _without_space(view: str, start: int, end: int) -> tuple[int, int]:
    # Unigram pieces carry the space before a word; evidence never begins with it.
    while start < end and view[start] == " ":
        start += 1
    return start, end
