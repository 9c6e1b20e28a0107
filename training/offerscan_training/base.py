"""Base encoders: where the language model comes from.

`packages`: multilingual-e5-small out of two packages, see `e5`.
`hub`: any Hugging Face encoder of the BERT family (BERT, RoBERTa, XLM-R), by folder or, with a network, by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import AutoModel, AutoTokenizer

from offerscan.errors import ModelError
from offerscan_training.config import BaseConfig
from offerscan_training.e5 import WEIGHTS_PACKAGE, embed_by_package, fetch_e5

__all__ = ["Base", "check_e5", "embed", "load_base"]


@dataclass(frozen=True)
class Base:
    """An encoder with its tokenizer and where both come from."""

    encoder: torch.nn.Module
    tokenizer: Tokenizer
    name: str
    licence: str


def load_base(config: BaseConfig, cache: Path) -> Base:
    """The base encoder that a config names.

    Raises ModelError if the packages or the folder cannot be had or are not what they should be.
    """
    if config.source == "packages":
        return Base(*fetch_e5(cache), config.name, config.licence)
    try:
        encoder = AutoModel.from_pretrained(config.name)
        tokenizer = AutoTokenizer.from_pretrained(config.name)
    except Exception as error:  # the library raises many kinds
        raise ModelError(
            f"Base model {config.name!r} cannot be loaded ({type(error).__name__}): give a folder in the Hugging Face"
            " layout, or a name that is in the local cache or can be reached."
        ) from error
    backend = getattr(tokenizer, "backend_tokenizer", None)
    if backend is None:
        raise ModelError(f"Base model {config.name!r} has no fast tokenizer (tokenizer.json): convert it first.")
    # Many published tokenizers cut and pad to the length of their training; here texts are read whole, in windows.
    backend.no_truncation()
    backend.no_padding()
    return Base(encoder, backend, config.name, config.licence)


def embed(base: Base, texts: Sequence[str]) -> np.ndarray[Any, Any]:
    """E5 sentence embeddings `(n_texts, hidden)`: mean of the last layer over the text's pieces, of length 1."""
    rows = []
    for text in texts:
        ids = torch.tensor([base.tokenizer.encode(text).ids])
        with torch.no_grad():
            states = base.encoder(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
        rows.append(torch.nn.functional.normalize(states[0].mean(0), dim=0).numpy())
    return np.stack(rows)


def check_e5(cache: Path, texts: Sequence[str]) -> float:
    """Smallest cosine between our embeddings and the package's own; raises ModelError at 0.999 or below."""
    ours = embed(Base(*fetch_e5(cache), "", ""), [f"query: {text}" for text in texts])
    cosine = float((ours * embed_by_package(cache, texts)).sum(1).min())
    if cosine <= 0.999:
        raise ModelError(
            f"The encoder read from {WEIGHTS_PACKAGE} differs from the package's own (cosine {cosine:.4f})."
        )
    return cosine
