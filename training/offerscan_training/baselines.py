"""What a good practitioner builds in a day; the fine-tuned model must beat each of these on authors it has not seen.

`TfidfSystem` counts words and letters, `FrozenE5System` reads vectors of the encoder as it comes, `KeywordSystem` looks
words up in a table. All say Scores; the development split decides what is not learned.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_union
from sklearn.preprocessing import StandardScaler

from offerscan.records import offer_id
from offerscan_training.base import Base
from offerscan_training.corpus import Document
from offerscan_training.keywords import KeywordSystem
from offerscan_training.linear import LinearHeads
from offerscan_training.precision import fast_products
from offerscan_training.scores import Scores
from offerscan_training.tallies import Floats

__all__ = ["FrozenE5System", "KeywordSystem", "TfidfSystem"]

_TOKEN_BUDGET = 4_096


class TfidfSystem:
    """Word 1-2-grams and letter 2-5-grams of the raw lower-cased text, weighed by rarity."""

    name = "tfidf"

    def __init__(self, labels: Sequence[str], strengths: Sequence[float] = (1, 4, 16, 64)) -> None:
        self.heads = LinearHeads(labels, strengths, "liblinear")
        self._weigh = make_union(
            TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\w+", min_df=2, sublinear_tf=True, dtype=np.float32),
            TfidfVectorizer(ngram_range=(2, 5), analyzer="char_wb", min_df=2, sublinear_tf=True, dtype=np.float32),
        )

    @property
    def parameters(self) -> dict[str, object]:
        """Whatever scores hang on besides texts and code."""
        return self.heads.parameters

    @property
    def thresholds(self) -> dict[str, float]:
        """The thresholds of the indicators, chosen on the development split."""
        return self.heads.thresholds

    def fit(self, train: Sequence[Document], dev: Sequence[Document]) -> None:
        """Learn from the training split; choose on the development split."""
        x = self._weigh.fit_transform(_texts(train))
        self.heads.fit(train, x, dev, self._weigh.transform(_texts(dev)))

    def predict(self, texts: Sequence[str]) -> Scores:
        """Scores for texts, in order; no evidence."""
        return self.heads.predict(self._weigh.transform(texts))


class FrozenE5System:
    """Mean and maximum of several layers of the encoder as it comes, standardised.

    Vectors are kept in `folder`, one file a text, so a folder serves one base. Texts are cut at the encoder's window.
    """

    name = "frozen e5"

    def __init__(
        self, labels: Sequence[str], base: Base, folder: Path,
        layers: Sequence[int] = (6, 9, 12), strengths: Sequence[float] = (0.0003, 0.001, 0.003, 0.01),
    ) -> None:  # fmt: skip
        self.heads = LinearHeads(labels, strengths, "lbfgs")
        self.base, self.folder, self.layers = base, folder, tuple(layers)
        self._scale = StandardScaler()

    @property
    def parameters(self) -> dict[str, object]:
        """Whatever scores hang on besides texts and code."""
        return {**self.heads.parameters, "layers": list(self.layers), "base": self.base.name}

    @property
    def thresholds(self) -> dict[str, float]:
        """The thresholds of the indicators, chosen on the development split."""
        return self.heads.thresholds

    def fit(self, train: Sequence[Document], dev: Sequence[Document]) -> None:
        """Learn from the training split; choose on the development split."""
        x = self._scale.fit_transform(self.embed(_texts(train)))
        self.heads.fit(train, x, dev, self._scale.transform(self.embed(_texts(dev))))

    def predict(self, texts: Sequence[str]) -> Scores:
        """Scores for texts, in order; no evidence."""
        return self.heads.predict(self._scale.transform(self.embed(texts)))

    def embed(self, texts: Sequence[str]) -> Floats:
        """Vectors `(n_texts, 2 * n_layers * hidden)` float32, from the folder where it has them."""
        self.folder.mkdir(parents=True, exist_ok=True)
        paths = [self.folder / f"{offer_id(text)}.npy" for text in texts]
        missing = {path: text for path, text in zip(paths, texts, strict=True) if not path.exists()}
        pieces = {path: self._cut(text) for path, text in missing.items()}
        batch: list[Path] = []
        for path in sorted(pieces, key=lambda path: len(pieces[path])):
            if batch and (len(batch) + 1) * len(pieces[path]) > _TOKEN_BUDGET:
                self._store(batch, [pieces[one] for one in batch])
                batch = []
            batch.append(path)
        if batch:
            self._store(batch, [pieces[one] for one in batch])
        return np.stack([np.load(path) for path in paths])

    def _cut(self, text: str) -> list[int]:
        """Pieces of a text, headed as E5 was trained."""
        ids = self.base.tokenizer.encode(f"query: {text}").ids
        window: int = self.base.encoder.config.max_position_embeddings  # type: ignore[union-attr, assignment]
        return ids if len(ids) <= window else [*ids[: window - 1], ids[-1]]

    @torch.inference_mode()
    def _store(self, paths: Sequence[Path], pieces: Sequence[Sequence[int]]) -> None:
        width = max(map(len, pieces))
        mask = torch.tensor([[1] * len(ids) + [0] * (width - len(ids)) for ids in pieces])
        padding = self.base.encoder.config.pad_token_id  # type: ignore[union-attr]
        ids = torch.tensor([[*ids, *[padding] * (width - len(ids))] for ids in pieces])
        # Products in bf16: three times as fast on a CPU with AMX, and far below what the heads can tell apart.
        with fast_products("cpu"):
            states = self.base.encoder(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
        seen = mask.unsqueeze(-1)
        parts = []
        for state in (states[layer].float() for layer in self.layers):
            parts += [(state * seen).sum(1) / seen.sum(1), (state + (1 - seen) * -1e4).amax(1)]
        for path, vector in zip(paths, torch.cat(parts, 1).numpy(), strict=True):
            np.save(path, vector)


def _texts(documents: Sequence[Document]) -> list[str]:
    return [document.text for document in documents]
