"""Fine-tuning: encoder and four heads together on annotated documents, with real posts as negatives.

Resumable: a run folder holds `train.pt` and `train.jsonl` (the log). A student with fewer layers learns from a
teacher's logits besides the labels.
"""

from __future__ import annotations

import copy
import json
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from offerscan_training.adapt import special_pieces
from offerscan_training.augment import augment, bury, excerpts, fragments
from offerscan_training.background import BACKGROUND
from offerscan_training.batches import Batch, collate, group
from offerscan_training.config import TrainConfig
from offerscan_training.corpus import Document
from offerscan_training.examples import CATEGORIES, Example, make_examples
from offerscan_training.losses import distil_loss, is_right, loss_of, state_loss
from offerscan_training.network import Reader
from offerscan_training.precision import fast_products
from offerscan_training.teacher import Teacher

_LOG_STEPS = 40


def count_categories(
    documents: Sequence[Document], posts: dict[str, list[Document]], background: int
) -> np.ndarray[Any, Any]:
    """How many texts of each category `(5,)` an epoch of all documents shows, real posts by what their file holds."""
    counts = np.zeros(len(CATEGORIES))
    for document in documents:
        counts[CATEGORIES.index(document.category)] += 1
    for file in BACKGROUND:
        own = posts.get(file.name, [])
        for document in own:
            counts[CATEGORIES.index(document.category)] += file.drawn(background, len(own)) / len(own)
    return counts


class Training:
    """One fine-tuning run of a reader; raises ModelError where the tokenizer lacks a special piece."""

    def __init__(
        self,
        reader: Reader,
        tokenizer: Tokenizer,
        config: TrainConfig,
        run: Path,
        seed: int,
        teacher: Reader | None = None,
        alarming: Sequence[Document] = (),
    ) -> None:
        self.config, self.run, self.seed, self.alarming = config, run, seed, alarming
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.reader = reader.to(self.device)
        self._freeze()
        self.average = copy.deepcopy(self.reader).eval()
        self.teacher = Teacher(teacher.to(self.device).eval(), remembers=config.repeat > 1) if teacher else None
        self.tokenizer = tokenizer
        special = special_pieces(tokenizer)
        self.pad, self.mask_id = special["pad"], special["mask"]
        self.step = 0
        run.mkdir(parents=True, exist_ok=True)

    def epoch(
        self, documents: Sequence[Document], posts: dict[str, list[Document]], number: int
    ) -> list[list[Example]]:
        """The batches of an epoch: the documents, as written or augmented, another handful of real posts, all that are
        alarming, single sentences of offers, and bare words of documents and posts; some amid other people's talk, whatever
        they are, so that talk around a text says nothing of it."""
        shuffle = random.Random(self.seed * 1000 + number)
        number //= self.config.repeat
        rng = random.Random(self.seed * 1000 + number)
        strangers = [post for file in BACKGROUND if file.is_talk for post in posts.get(file.name, [])]
        talk = [post.text for post in strangers]

        def perhaps_bury(document: Document) -> Document:
            if not talk or rng.random() >= self.config.bury:
                return document
            return bury(document, rng.choices(talk, k=rng.randint(2, 8)), rng)

        examples: list[Example] = []
        cut = (self.config.max_pieces, self.config.overlap)
        for document in documents:
            known = self.config.fresh and document.author not in self.config.fresh
            if known and rng.random() >= self.config.known_share:
                continue
            plain = not number and not self.config.begin  # the first epoch of all shows every document as written
            shown = document if plain or rng.random() >= self.config.augment else augment(document, rng)
            examples += make_examples(perhaps_bury(shown), self.tokenizer, *cut)
        for file in BACKGROUND:
            own = posts.get(file.name, [])
            for document in rng.sample(own, file.drawn(self.config.background, len(own))):
                shown = perhaps_bury(document)
                windows = make_examples(shown, self.tokenizer, *cut, protective_known=not file.holds_offers)
                examples.append(rng.choice(windows))
        for document in self.alarming:
            examples += make_examples(document, self.tokenizer, *cut)
        for document in excerpts(documents, self.config.excerpts, rng):
            examples += make_examples(augment(document, rng), self.tokenizer, *cut)
        for source in (documents, strangers):
            for document in fragments(source, self.config.fragments, rng):
                examples += make_examples(document, self.tokenizer, *cut)
        return group(examples, self.config.batch_tokens, shuffle)

    def train(
        self,
        documents: Sequence[Document],
        posts: dict[str, list[Document]],
        judge: Callable[[Reader], dict[str, float]] | None = None,
    ) -> Reader:
        """Train all epochs, resuming where a checkpoint stands; returns the reader of averaged weights."""
        optimiser = torch.optim.AdamW(self._groups(), weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        peaks = [group["lr"] for group in optimiser.param_groups]
        first = self._resume(optimiser)
        counts = count_categories(documents, posts, self.config.background) + 1
        weight = torch.tensor(np.sqrt(counts.mean() / counts), dtype=torch.float32, device=self.device)
        began = saved = time.monotonic()
        for number in range(first[0], self.config.epochs):
            batches = self.epoch(documents, posts, number)
            if self.teacher is not None and not number % self.config.repeat:
                self.teacher.forget()
            total: dict[str, float] = {}
            summed = 0
            for index, examples in enumerate(batches):
                if number == first[0] and index < first[1]:
                    continue
                progress = (number + index / len(batches)) / self.config.epochs
                for settings, peak in zip(optimiser.param_groups, peaks, strict=True):
                    settings["lr"] = peak * min(1.0, (self.step + 1) / 100) * (1 - progress) + 1e-7
                for name, value in self._learn(examples, optimiser, weight).items():
                    total[name] = total.get(name, 0.0) + value
                summed += 1
                if (index + 1) % _LOG_STEPS == 0:
                    self._log(
                        epoch=number,
                        step=self.step,
                        seconds=round(time.monotonic() - began),
                        **{k: round(v / summed, 4) for k, v in total.items()},
                    )
                    total, summed = {}, 0
                if time.monotonic() - saved > 60 * self.config.checkpoint_minutes:
                    saved = time.monotonic()
                    self._save(optimiser, number, index + 1)
            self._save(optimiser, number + 1, 0)
            if judge is not None:
                self._log(epoch=number, **{f"dev_{k}": round(v, 4) for k, v in judge(self.average).items()})
        return self.average

    def _learn(self, examples: Sequence[Example], optimiser: torch.optim.Optimizer, weight: Tensor) -> dict[str, float]:
        self.reader.train()
        batch = collate(examples, self.pad)
        batch = Batch(*(getattr(batch, name).to(self.device) for name in batch.__dataclass_fields__))
        generator = torch.Generator().manual_seed(self.seed * 1_000_003 + self.step)
        hidden = (torch.rand(batch.ids.shape, generator=generator).to(self.device) < self.config.word_dropout) & (
            batch.mask > 0
        )
        hidden[:, 0] = False
        ids = torch.where(hidden, self.mask_id, batch.ids)
        with fast_products(self.device):
            states = self.reader.encoder(
                input_ids=ids, attention_mask=batch.mask, output_hidden_states=True
            ).hidden_states
        logits = self.reader.heads(states, batch.mask)
        losses = loss_of(logits, batch, self.config, weight)
        if self.teacher is not None:
            theirs = self.teacher.states(examples, batch)
            with torch.no_grad():
                taught = self.teacher.reader.heads(theirs, batch.mask)
            right = is_right(taught, batch)  # what it gets wrong the labels alone teach
            losses["teacher"] = torch.zeros((), device=self.device)
            if right.any():
                losses["teacher"] = distil_loss(logits.of(right), taught.of(right), batch.mask[right])
            if self.config.match:
                pairs = zip(self.reader.layers, self.teacher.reader.layers, strict=True)
                own, their = zip(*((states[mine], theirs[its]) for mine, its in pairs), strict=True)
                losses["states"] = self.config.match * state_loss(own, their, batch.mask)
        sum(losses.values(), torch.zeros((), device=self.device)).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        self.step += 1
        self._average()
        return {name: loss.item() for name, loss in losses.items()}

    @torch.no_grad()
    def _average(self) -> None:
        keep = min(self.config.average, self.step / (10 + self.step))
        for mean, now in zip(self.average.state_dict().values(), self.reader.state_dict().values(), strict=True):
            if mean.dtype.is_floating_point:
                mean.lerp_(now, 1 - keep)

    def _freeze(self) -> None:
        """Embeddings and the lowest layers stay as adaptation left them: their rates would be tiny, not their cost."""
        if not self.config.freeze:
            return
        frozen = ("encoder.embeddings.", *(f"encoder.encoder.layer.{i}." for i in range(self.config.freeze)))
        for name, parameter in self.reader.named_parameters():
            parameter.requires_grad_(not name.startswith(frozen))

    def _groups(self) -> list[dict[str, Any]]:
        """Parameters with their peak rates: heads fastest, then the encoder's layers, slower towards the bottom."""
        depth = self.reader.encoder.config.num_hidden_layers
        groups: dict[float, list[torch.nn.Parameter]] = {}
        for name, parameter in self.reader.named_parameters():
            if not parameter.requires_grad:
                continue
            if not name.startswith("encoder."):
                rate = self.config.head_rate
            else:
                layer = int(name.split(".layer.")[1].split(".")[0]) + 1 if ".layer." in name else 0
                rate = self.config.learning_rate * self.config.layer_decay ** (depth - layer)
            groups.setdefault(rate, []).append(parameter)
        return [{"params": parameters, "lr": rate} for rate, parameters in groups.items()]

    def _log(self, **entry: float) -> None:
        with (self.run / "train.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")

    def _save(self, optimiser: torch.optim.Optimizer, epoch: int, index: int) -> None:
        state = {
            "reader": self.reader.state_dict(), "average": self.average.state_dict(),
            "optimiser": optimiser.state_dict(), "step": self.step, "epoch": epoch, "index": index,
        }  # fmt: skip
        draft = self.run / "train.pt.new"
        torch.save(state, draft)
        draft.replace(self.run / "train.pt")

    def _resume(self, optimiser: torch.optim.Optimizer) -> tuple[int, int]:
        path = self.run / "train.pt"
        if not path.exists():
            return 0, 0
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.reader.load_state_dict(state["reader"])
        self.average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]
        return state["epoch"], state["index"]
