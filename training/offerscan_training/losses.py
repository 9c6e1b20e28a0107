"""What training makes small: how far the four heads are from the labels, and a student from its teacher."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from offerscan_training.adapt import special_pieces
from offerscan_training.batches import Batch, collate, group
from offerscan_training.config import TrainConfig
from offerscan_training.corpus import Document
from offerscan_training.examples import CATEGORIES, make_examples
from offerscan_training.network import Logits, Reader

# What losses weigh beside those of category and risk, which weigh 1: set by hand, since the indicators' is a sum over all labels
# of a text, and the evidence's a sum over all labels of a piece, nearly all of them absent and soon learned.
_INDICATORS_WEIGHT, _EVIDENCE_WEIGHT = 0.4, 4.0


def focal(logits: Tensor, truth: Tensor, gamma: float, positive_weight: float) -> Tensor:
    """Focal binary cross-entropy (Lin et al. 2017), each element; positives weigh `positive_weight`."""
    plain = functional.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    certainty = torch.exp(-plain.detach())
    return plain * (1 - certainty) ** gamma * (1 + (positive_weight - 1) * truth)


def loss_of(logits: Logits, batch: Batch, config: TrainConfig, category_weight: Tensor) -> dict[str, Tensor]:
    """The four losses, each a mean over texts or pieces."""
    mask = batch.mask.unsqueeze(-1).float()
    category = functional.cross_entropy(
        logits.category, batch.category, category_weight, label_smoothing=config.smoothing
    )
    shown = (batch.risk >= 0).float()
    steps = torch.stack([(batch.risk >= 1).float(), (batch.risk >= 2).float()], 1)
    soft = steps * (1 - 2 * config.smoothing) + config.smoothing
    risk = functional.binary_cross_entropy_with_logits(logits.risk, soft, reduction="none").sum(1)
    indicators = focal(logits.indicators, batch.indicators, config.focal, config.positive_weight) * batch.known
    evidence = (
        focal(logits.evidence, batch.evidence, config.focal, config.positive_weight) * batch.known.unsqueeze(1) * mask
    )
    return {
        "category": category,
        "risk": (risk * shown).sum() / shown.sum().clamp(min=1),
        "indicators": _INDICATORS_WEIGHT * indicators.sum(1).mean(),
        "evidence": _EVIDENCE_WEIGHT * evidence.sum() / mask.sum(),
    }


def losses_of(
    documents: Sequence[Document], tokenizer: Tokenizer, config: TrainConfig, rng: random.Random
) -> Iterator[Callable[[Reader], Tensor]]:
    """For each batch of the documents' first windows a function that gives a reader's whole loss on it."""
    pad = special_pieces(tokenizer)["pad"]
    examples = [make_examples(document, tokenizer, config.max_pieces, config.overlap)[0] for document in documents]
    weight = torch.ones(len(CATEGORIES))
    for own in group(examples, config.batch_tokens, rng):
        batch = collate(own, pad)
        yield lambda reader, batch=batch: sum(  # type: ignore[misc]
            loss_of(reader(batch.ids, batch.mask), batch, config, weight).values(), torch.zeros(())
        )


def state_loss(states: Sequence[Tensor], taught: Sequence[Tensor], mask: Tensor) -> Tensor:
    """How far a student's states are from its teacher's, each `(n, n_pieces, hidden)`: squared difference over the variance
    of that channel among the pieces of the batch, so that quiet channels count like loud ones; 1 is no better than the mean
    (hidden states as in TinyBERT, Jiao et al. 2020)."""
    real = mask.bool()
    parts = []
    for own, theirs in zip(states, taught, strict=True):
        truth = theirs[real].float()
        parts.append(((own[real].float() - truth).square().mean(0) / (truth.var(0) + 1e-6)).mean())
    return torch.stack(parts).mean()


def is_right(taught: Logits, batch: Batch) -> Tensor:
    """Of which texts `(n,)` a teacher has category and level as labelled, where they are."""
    level = (taught.risk > 0).sum(1)
    return (taught.category.argmax(1) == batch.category) & ((batch.risk < 0) | (level == batch.risk))


def distil_loss(logits: Logits, teacher: Logits, mask: Tensor) -> Tensor:
    """How far a student's probabilities are from its teacher's, all heads (cross-entropy against soft truth)."""
    soft = functional.binary_cross_entropy_with_logits
    pieces = mask.unsqueeze(-1).float()
    category = functional.cross_entropy(logits.category, torch.softmax(teacher.category, 1))
    evidence = soft(logits.evidence, torch.sigmoid(teacher.evidence), reduction="none") * pieces
    return (
        category
        + 2 * soft(logits.risk, torch.sigmoid(teacher.risk))
        + _INDICATORS_WEIGHT
        * soft(logits.indicators, torch.sigmoid(teacher.indicators), reduction="none").sum(1).mean()
        + _EVIDENCE_WEIGHT * evidence.sum() / pieces.sum()
    )
