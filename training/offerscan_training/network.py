"""One encoder, four heads learned together. The evidence head teaches the document head, which feeds the risk head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor, nn

from offerscan.engines.onnx import N_CATEGORIES, N_RISKS


@dataclass
class Logits:
    """Raw outputs: category `(n, 5)`; risk `(n, 2)`, for review-or-worse and for high; indicators `(n, n_labels)`;
    evidence `(n, n_pieces, n_labels)`."""

    category: Tensor
    risk: Tensor
    indicators: Tensor
    evidence: Tensor

    def of(self, rows: Tensor) -> Logits:
        """Those of some of the texts, by a mask `(n,)`."""
        return Logits(self.category[rows], self.risk[rows], self.indicators[rows], self.evidence[rows])


class Standard(nn.Module):
    """Each feature less its running mean, over its running deviation.

    Unlike batch normalisation it uses the running figures in training too: batches hold texts of like length, whose own
    figures would differ from those at run time.
    """

    mean: Tensor
    variance: Tensor

    def __init__(self, width: int, momentum: float = 0.01) -> None:
        super().__init__()
        self.momentum = momentum
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("variance", torch.ones(width))

    def forward(self, features: Tensor) -> Tensor:
        """Standardised features `(n, width)`."""
        if self.training and len(features) > 1:
            with torch.no_grad():
                self.mean.lerp_(features.mean(0), self.momentum)
                self.variance.lerp_((features - self.mean).square().mean(0), self.momentum)
        return (features - self.mean) / torch.sqrt(self.variance + 1e-5)


class Reader(nn.Module):
    """Encoder with heads for category, risk, indicators of the text and evidence of each piece.

    The pooled vectors of a sentence encoder lie in a narrow cone (all cosines above 0.8), so they are standardised by
    running figures before any head. Several layers are pooled, by mean and maximum: low ones keep wording, high ones
    meaning.
    """

    def __init__(self, encoder: nn.Module, n_labels: int, layers: tuple[int, ...], dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = cast(Any, encoder)
        self.layers = layers
        hidden = self.encoder.config.hidden_size
        width = 2 * hidden * len(layers)
        self.standard = Standard(width)
        self.dropout = nn.Dropout(dropout)
        self.evidence = nn.Linear(hidden, n_labels)
        self.category = nn.Linear(width, N_CATEGORIES)
        self.indicators = nn.Linear(width, n_labels)
        self.echo = nn.Parameter(torch.full((n_labels,), 0.7))
        self.risk = nn.Linear(width + n_labels + N_CATEGORIES, N_RISKS)
        nn.init.constant_(self.evidence.bias, -4.0)
        nn.init.constant_(self.indicators.bias, -1.0)
        for head in (self.category, self.indicators, self.risk):
            nn.init.normal_(head.weight, std=0.01)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Logits:
        """Logits for ids and mask of shape `(n, n_pieces)`."""
        states = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True
        ).hidden_states
        return self.heads(states, attention_mask)

    def heads(self, states: tuple[Tensor, ...] | dict[int, Tensor], attention_mask: Tensor | None) -> Logits:
        """Logits from the states of all layers (embedding first), or from those of the pooled layers and the last by their
        numbers (the last is -1), each `(n, n_pieces, hidden)`. Without a mask all pieces count."""
        parts = [part for layer in self.layers for part in _pooled(states[layer].float(), attention_mask)]
        pooled = self.dropout(self.standard(torch.cat(parts, 1)))
        evidence = self.evidence(states[-1].float())
        strongest = torch.logsumexp(2 * _open(evidence, attention_mask), 1) / 2
        indicators = self.indicators(pooled) + self.echo * strongest
        category = self.category(pooled)
        deeper = torch.cat([pooled, torch.sigmoid(indicators), torch.softmax(category, 1)], 1)
        high, gap_to_review = self.risk(deeper).unbind(1)
        # Ordinal: review-or-worse can never be less likely than high.
        risk = torch.stack([high + nn.functional.softplus(gap_to_review), high], 1)
        return Logits(category, risk, indicators, evidence)


def _pooled(state: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
    """Mean and maximum over the pieces of a layer's state `(n, n_pieces, hidden)`, each `(n, hidden)`."""
    if mask is None:
        return state.mean(1), state.amax(1)
    counts = mask.unsqueeze(-1).to(torch.float32)
    return (state * counts).sum(1) / counts.sum(1), _open(state, mask).amax(1)


def _open(features: Tensor, mask: Tensor | None) -> Tensor:
    """Features `(n, n_pieces, width)` of which no padding can be the highest."""
    return features if mask is None else features + (1 - mask.unsqueeze(-1).to(torch.float32)) * -1e4
