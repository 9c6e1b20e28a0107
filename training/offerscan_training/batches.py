"""Examples padded into tensors, in batches of like length."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from offerscan_training.examples import Example


@dataclass(frozen=True)
class Batch:
    """Padded examples as tensors; see `Example` for what each holds."""

    ids: Tensor
    mask: Tensor
    category: Tensor
    risk: Tensor
    indicators: Tensor
    evidence: Tensor
    known: Tensor


def collate(examples: Sequence[Example], pad: int) -> Batch:
    """Examples padded to the longest, in steps of 32 pieces (bf16 products are fastest there)."""
    width = -(-max(len(example.ids) for example in examples) // 32) * 32
    ids = np.full((len(examples), width), pad)
    evidence = np.zeros((len(examples), width, examples[0].evidence.shape[1]), np.float32)
    mask = np.zeros((len(examples), width), np.int64)
    for row, example in enumerate(examples):
        n = len(example.ids)
        ids[row, :n], mask[row, :n], evidence[row, :n] = example.ids, 1, example.evidence
    return Batch(
        torch.from_numpy(ids), torch.from_numpy(mask),
        torch.tensor([example.category for example in examples]), torch.tensor([example.risk for example in examples]),
        torch.from_numpy(np.stack([example.indicators for example in examples]).astype(np.float32)),
        torch.from_numpy(evidence),
        torch.from_numpy(np.stack([example.known for example in examples]).astype(np.float32)),
    )  # fmt: skip


def group(examples: Sequence[Example], budget: int, rng: random.Random) -> list[list[Example]]:
    """Batches of examples of like length whose padded size stays within `budget` pieces, in random order."""
    order = sorted(examples, key=lambda example: len(example.ids) + rng.random() * 12)
    groups: list[list[Example]] = [[]]
    for example in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(example.ids) > budget:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    return groups
