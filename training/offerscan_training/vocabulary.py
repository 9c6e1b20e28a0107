"""A smaller vocabulary: the pieces that Indonesian offers and posts are made of, out of a multilingual tokenizer.

Embeddings of 250,037 pieces would be 96 MB in int8; 32,000 are 12 MB. Pieces are chosen by counts over reading views.
"""

from __future__ import annotations

import copy
import json
import string
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import torch
from tokenizers import Tokenizer

from offerscan.errors import ModelError
from offerscan_training.base import Base

_EMOJI = ((0x2600, 0x27BF), (0x1F300, 0x1FAFF), (0x2190, 0x21FF), (0x2B00, 0x2BFF))


def count_pieces(tokenizer: Tokenizer, views: Iterable[tuple[str, float]]) -> Counter[int]:
    """How often each piece stands in the views, each weighted by its number."""
    counts: Counter[int] = Counter()
    batch: list[tuple[str, float]] = []

    def flush() -> None:
        for (_, weight), encoding in zip(batch, tokenizer.encode_batch([view for view, _ in batch]), strict=True):
            for piece in encoding.ids:
                counts[piece] += weight  # type: ignore[assignment]
        batch.clear()

    for item in views:
        batch.append(item)
        if len(batch) == 1000:
            flush()
    flush()
    return counts


def choose_pieces(tokenizer: Tokenizer, counts: Counter[int], size: int) -> list[int]:
    """Ids to keep, ascending: special tokens, each letter, digit, sign and emoji that is a piece, then the frequent."""
    vocabulary = tokenizer.get_vocab()
    special = {
        token
        for token in (tokenizer.token_to_id(t) for t in ("<s>", "<pad>", "</s>", "<unk>", "<mask>"))
        if token is not None
    }
    single = {
        piece for text, piece in vocabulary.items() if len(core := text.removeprefix("▁")) <= 1
        and (not core or core in string.printable or (core.isalpha() and core < "ɐ") or _is_emoji(core))
    }  # fmt: skip
    kept = special | single
    for piece, _ in counts.most_common():
        if len(kept) >= size:
            break
        kept.add(piece)
    return sorted(kept)


def _is_emoji(char: str) -> bool:
    return any(low <= ord(char) <= high for low, high in _EMOJI)


def trim(base: Base, kept: Sequence[int]) -> Base:
    """The base with only the kept pieces, ids renumbered in the old order; raises ModelError for other than Unigram."""
    written = json.loads(base.tokenizer.to_str())
    if written["model"]["type"] != "Unigram":
        raise ModelError("Only Unigram vocabularies can be trimmed: set trim = false in the config's [base].")
    order = {old: new for new, old in enumerate(kept)}
    written["model"]["vocab"] = [written["model"]["vocab"][old] for old in kept]
    written["model"]["unk_id"] = order[written["model"]["unk_id"]]
    written["added_tokens"] = [
        {**token, "id": order[token["id"]]} for token in written["added_tokens"] if token["id"] in order
    ]
    for token in written["post_processor"]["special_tokens"].values():
        token["ids"] = [order[old] for old in token["ids"]]
    encoder = copy.deepcopy(base.encoder)
    embedding = encoder.get_input_embeddings()  # type: ignore[operator]
    smaller = torch.nn.Embedding(len(kept), embedding.embedding_dim, padding_idx=order.get(1))
    smaller.weight.data = embedding.weight.data[torch.tensor(kept)].clone()
    encoder.set_input_embeddings(smaller)  # type: ignore[operator]
    encoder.config.vocab_size = len(kept)  # type: ignore[union-attr]
    return replace(base, encoder=encoder, tokenizer=Tokenizer.from_str(json.dumps(written)))


def unknown_share(tokenizer: Tokenizer, views: Iterable[str]) -> float:
    """Share of unknown pieces among all pieces of the views."""
    unknown, total = tokenizer.token_to_id("<unk>"), 0
    missed = 0
    for view in views:
        ids = tokenizer.encode(view, add_special_tokens=False).ids
        total += len(ids)
        missed += sum(piece == unknown for piece in ids)
    return missed / max(total, 1)
