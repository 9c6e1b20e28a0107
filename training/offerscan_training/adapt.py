"""Masked-language-model training of the trimmed encoder on informal text, so that it knows chats and not only prose.

Resumable: a run folder holds `adapt.pt` (encoder, head, optimiser, step) and `adapt.jsonl` (the log).
"""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from torch.nn.functional import cross_entropy, gelu, linear

from offerscan.errors import ModelError
from offerscan_training.background import BACKGROUND
from offerscan_training.config import AdaptConfig
from offerscan_training.precision import fast_products

# How often the texts of the corpus and of each file of real text are seen, relative to its size.
MIX = {"corpus": 4.0, **{file.name: file.mix for file in BACKGROUND if file.adapt}}
# What the special pieces are called: in XLM-R's vocabulary, in BERT's.
SPECIAL = {"bos": ("<s>", "[CLS]"), "eos": ("</s>", "[SEP]"), "pad": ("<pad>", "[PAD]"), "mask": ("<mask>", "[MASK]")}


class MaskedHead(torch.nn.Module):
    """BERT's prediction head; its output matrix is the encoder's embedding matrix."""

    def __init__(self, hidden: int, vocabulary: int) -> None:
        super().__init__()
        self.dense = torch.nn.Linear(hidden, hidden)
        self.norm = torch.nn.LayerNorm(hidden)
        self.bias = torch.nn.Parameter(torch.zeros(vocabulary))
        torch.nn.init.eye_(self.dense.weight)

    def forward(self, states: torch.Tensor, embeddings: torch.Tensor) -> torch.Tensor:
        """Logits `(n_masked, vocabulary)` for states `(n_masked, hidden)`."""
        return linear(self.norm(gelu(self.dense(states))), embeddings, self.bias)


def pack(tokenizer: Tokenizer, views: Sequence[str], max_pieces: int) -> list[np.ndarray[Any, Any]]:
    """Pieces of each view in stretches of at most `max_pieces`, without special ones; stretches under 6 left out."""
    stretches = []
    for encoding in tokenizer.encode_batch(list(views), add_special_tokens=False):
        ids = np.array(encoding.ids, np.int32)
        stretches += [ids[i : i + max_pieces] for i in range(0, len(ids), max_pieces) if len(ids) - i >= 6]
    return stretches


def word_starts(tokenizer: Tokenizer) -> np.ndarray[Any, Any]:
    """For each piece whether it begins a word (bool, `(vocabulary,)`)."""
    pieces = [str(tokenizer.id_to_token(i)) for i in range(tokenizer.get_vocab_size())]
    if isinstance(tokenizer.model, WordPiece):
        return np.array([not piece.startswith("##") for piece in pieces])
    return np.array([piece.startswith("▁") for piece in pieces])


def special_pieces(tokenizer: Tokenizer) -> dict[str, int]:
    """Ids of the pieces that `SPECIAL` names; raises ModelError where one is missing."""
    vocabulary = tokenizer.get_vocab()
    ids = {}
    for name, spellings in SPECIAL.items():
        known = [vocabulary[spelling] for spelling in spellings if spelling in vocabulary]
        if not known:
            raise ModelError(f"The tokenizer has no {' or '.join(spellings)}: take a base of the BERT or XLM-R family.")
        ids[name] = known[0]
    return ids


def mask(
    ids: np.ndarray[Any, Any], starts: np.ndarray[Any, Any], config: AdaptConfig, mask_id: int, rng: np.random.Generator
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Whole words masked as in BERT (80 % mask, 10 % random, 10 % kept): the changed ids, and what is asked (bool)."""
    begins = starts[ids].copy()
    begins[0] = True
    word = np.cumsum(begins) - 1
    asked = (rng.random(word[-1] + 1) < config.mask_share)[word]
    if not asked.any():
        asked = word == rng.integers(word[-1] + 1)
    fate = rng.random(len(ids))
    changed = np.where(asked & (fate < 0.8), mask_id, ids)
    return np.where(asked & (fate > 0.9), rng.integers(5, len(starts) - 1, len(ids)), changed), asked


def batches(
    stretches: Sequence[np.ndarray[Any, Any]], budget: int, rng: random.Random
) -> Iterator[list[np.ndarray[Any, Any]]]:
    """Random batches of stretches of like length whose padded size stays within `budget` pieces."""
    order = sorted(range(len(stretches)), key=lambda i: len(stretches[i]) + rng.random() * 8)
    groups: list[list[int]] = [[]]
    for i in order:
        if (len(groups[-1]) + 1) * (len(stretches[i]) + 2) > budget and groups[-1]:
            groups.append([])
        groups[-1].append(i)
    rng.shuffle(groups)
    for group in groups:
        yield [stretches[i] for i in group]


class Adaptation:
    """One masked-language-model run over packed text."""

    def __init__(
        self, encoder: torch.nn.Module, tokenizer: Tokenizer, config: AdaptConfig, run: Path, seed: int
    ) -> None:
        self.config, self.run, self.seed = config, run, seed
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.encoder = cast(Any, encoder.to(self.device))
        vocabulary, hidden = self.encoder.get_input_embeddings().weight.shape
        self.head = MaskedHead(hidden, vocabulary).to(self.device)
        self.starts = word_starts(tokenizer)
        self.special = special_pieces(tokenizer)
        self.step = 0
        self.seen = 0
        run.mkdir(parents=True, exist_ok=True)

    def loss(self, batch: Sequence[np.ndarray[Any, Any]], rng: np.random.Generator) -> tuple[torch.Tensor, int]:
        """Mean cross-entropy of the masked pieces, and how many there are."""
        width = max(map(len, batch)) + 2
        ids = np.full((len(batch), width), self.special["pad"])
        asked = np.zeros((len(batch), width), bool)
        truth = ids.copy()
        for row, stretch in enumerate(batch):
            end = len(stretch) + 1
            ids[row, 0], ids[row, end] = self.special["bos"], self.special["eos"]
            ids[row, 1:end], asked[row, 1:end] = mask(stretch, self.starts, self.config, self.special["mask"], rng)
            truth[row, 1:end] = stretch
        input_ids = torch.from_numpy(ids).to(self.device)
        wanted = torch.from_numpy(asked).to(self.device)
        with fast_products(self.device):
            states = self.encoder(
                input_ids=input_ids, attention_mask=(input_ids != self.special["pad"]).long()
            ).last_hidden_state
            logits = self.head(states[wanted], self.encoder.get_input_embeddings().weight)
        return cross_entropy(logits.float(), torch.from_numpy(truth).to(self.device)[wanted]), int(asked.sum())

    @torch.no_grad()
    def perplexity(self, held_out: Sequence[np.ndarray[Any, Any]]) -> float:
        """Perplexity of masked pieces on held-out stretches; the same masks each time."""
        rng, total, count = np.random.default_rng(7), 0.0, 0
        for batch in batches(held_out, self.config.batch_tokens, random.Random(7)):
            loss, asked = self.loss(batch, rng)
            total, count = total + float(loss) * asked, count + asked
        return math.exp(total / max(count, 1))

    def train(
        self, files: dict[str, list[np.ndarray[Any, Any]]], held_out: Sequence[np.ndarray[Any, Any]]
    ) -> dict[str, float]:
        """Train to the token budget, resuming where a checkpoint stands; returns perplexity before and after."""
        head_only = torch.optim.AdamW(self.head.parameters(), 2e-3, fused=True)
        optimiser = torch.optim.AdamW(
            [*self.encoder.parameters(), *self.head.parameters()],
            self.config.learning_rate,
            (0.9, 0.98),
            weight_decay=0.01,
            fused=True,
        )
        numbers = self._resume(optimiser)
        steps = max(1, self.config.tokens // self.config.batch_tokens)
        stream = self._stream(files)
        began = time.monotonic()
        while self.seen < self.config.tokens:
            batch = next(stream)
            rng = np.random.default_rng((self.seed, self.step))
            warming = self.step < self.config.head_steps
            current = head_only if warming else optimiser
            if self.step == self.config.head_steps:
                # The head is new: before it can read the encoder, a perplexity says nothing of the encoder.
                numbers["perplexity_before"] = self.perplexity(held_out)
                self._log(step=self.step, **numbers)
            progress = self.seen / self.config.tokens
            rate = (
                self.config.learning_rate
                * min(1.0, (self.step - self.config.head_steps + 1) / (0.06 * steps + 1))
                * (1 - progress)
            )
            for group in optimiser.param_groups:
                group["lr"] = max(rate, 1e-6)
            with torch.set_grad_enabled(True):
                for parameter in self.encoder.parameters():
                    parameter.requires_grad_(not warming)
                loss, _ = self.loss(batch, rng)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(self.encoder.parameters(), 1.0)
            current.step()
            current.zero_grad(set_to_none=True)
            optimiser.zero_grad(set_to_none=True)
            if not warming:
                self.seen += sum(map(len, batch))
            self.step += 1
            if self.step % 20 == 0:
                self._log(
                    step=self.step,
                    seen=self.seen,
                    loss=round(loss.item(), 4),
                    seconds=round(time.monotonic() - began, 1),
                )
            if self.step % self.config.checkpoint_steps == 0:
                self._save(optimiser, numbers)
        numbers["perplexity_after"] = self.perplexity(held_out)
        numbers["tokens"] = float(self.seen)
        self._log(step=self.step, **numbers)
        self._save(optimiser, numbers)
        return numbers

    def _stream(self, files: dict[str, list[np.ndarray[Any, Any]]]) -> Iterator[list[np.ndarray[Any, Any]]]:
        # From the first step on, also after a checkpoint: a resumed run goes on with the very batches it had before it.
        epoch, drawn, used = 0, 0, self.step
        while True:
            rng = random.Random(self.seed * 1000 + drawn + epoch)
            chosen = [
                stretch for name, stretches in files.items() for stretch in stretches
                for _ in range(int(MIX[name]) + (rng.random() < MIX[name] % 1))
            ]  # fmt: skip
            for batch in batches(chosen, self.config.batch_tokens, rng):
                drawn += 1
                if drawn > used:
                    yield batch
            epoch += 1

    def _log(self, **entry: float) -> None:
        with (self.run / "adapt.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")

    def _save(self, optimiser: torch.optim.Optimizer, numbers: dict[str, float]) -> None:
        state = {
            "encoder": self.encoder.state_dict(), "head": self.head.state_dict(), "optimiser": optimiser.state_dict(),
            "step": self.step, "seen": self.seen, "numbers": numbers,
        }  # fmt: skip
        draft = self.run / "adapt.pt.new"
        torch.save(state, draft)
        draft.replace(self.run / "adapt.pt")

    def _resume(self, optimiser: torch.optim.Optimizer) -> dict[str, float]:
        path = self.run / "adapt.pt"
        if not path.exists():
            return {}
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.encoder.load_state_dict(state["encoder"])
        self.head.load_state_dict(state["head"])
        optimiser.load_state_dict(state["optimiser"])
        self.step, self.seen = state["step"], state["seen"]
        return dict(state["numbers"])
