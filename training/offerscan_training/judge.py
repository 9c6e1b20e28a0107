"""A quick look at a reader during training: a few figures on the development split, threshold-free where possible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from sklearn.metrics import average_precision_score, f1_score, roc_auc_score
from tokenizers import Tokenizer

from offerscan_training.adapt import special_pieces
from offerscan_training.batches import collate
from offerscan_training.config import TrainConfig
from offerscan_training.corpus import Document
from offerscan_training.examples import CATEGORIES, make_examples
from offerscan_training.network import Logits, Reader
from offerscan_training.precision import fast_products


@torch.no_grad()
def judge(reader: Reader, tokenizer: Tokenizer, config: TrainConfig, documents: Sequence[Document]) -> dict[str, float]:
    """Category macro-F1, AUROC and best F1 of high risk, mean average precision of indicators, piece F1 of evidence.

    Raises ModelError where the tokenizer lacks a special piece.
    """
    rows, evidence = [], [0, 0, 0]
    pad = special_pieces(tokenizer)["pad"]
    device = next(reader.parameters()).device
    reader.eval()
    for document in documents:
        examples = make_examples(document, tokenizer, config.max_pieces, config.overlap)
        batch = collate(examples, pad)
        ids, mask = batch.ids.to(device), batch.mask.to(device)
        with fast_products(device.type):
            states = reader.encoder(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
        read = reader.heads(states, mask)
        logits = Logits(read.category.cpu(), read.risk.cpu(), read.indicators.cpu(), read.evidence.cpu())
        found, truth = logits.evidence > -0.5, batch.evidence > 0.5
        evidence[0] += int((found & truth).sum())
        evidence[1] += int((found & (batch.mask > 0).unsqueeze(-1)).sum())
        evidence[2] += int(truth.sum())
        rows.append(
            (
                logits.category.mean(0).numpy(),
                logits.risk.amax(0).numpy(),
                logits.indicators.amax(0).numpy(),
                batch.indicators.amax(0).numpy(),
            )
        )
    category, risk, indicators, labels = (np.stack([row[i] for row in rows]) for i in range(4))
    high: Any = np.array([document.risk.rank == 2 for document in documents])
    present = labels.any(0)
    true_category = [CATEGORIES.index(document.category) for document in documents]
    return {
        "category_f1": float(f1_score(true_category, category.argmax(1), average="macro")),
        "high_auroc": float(roc_auc_score(high, risk[:, 1])),
        "high_f1": max(float(f1_score(high, risk[:, 1] > t)) for t in np.linspace(-2, 2, 41)),
        "indicator_ap": float(
            np.mean([average_precision_score(labels[:, k], indicators[:, k]) for k in np.flatnonzero(present)])
        ),
        "evidence_f1": 2 * evidence[0] / max(evidence[1] + evidence[2], 1),
    }
