"""What a student learns from besides the labels: a teacher's states, kept while the same examples are shown again."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from offerscan_training.batches import Batch
from offerscan_training.examples import Example
from offerscan_training.network import Reader
from offerscan_training.precision import fast_products

__all__ = ["Teacher"]


class Teacher:
    """A trained reader; where it `remembers`, with its pooled states of the texts that it has read, about two kilobytes a piece."""

    def __init__(self, reader: Reader, *, remembers: bool) -> None:
        self.reader = reader
        self._remembers = remembers
        last = reader.encoder.config.num_hidden_layers
        self._layers = sorted({*reader.layers, last})  # the heads read the last one piece by piece
        self._kept: dict[bytes, Tensor] = {}

    def forget(self) -> None:
        """Drop all states: other texts follow."""
        self._kept.clear()

    @torch.no_grad()
    def states(self, examples: Sequence[Example], batch: Batch) -> dict[int, Tensor]:
        """The pooled states of a batch by the layer's number, the last under -1 too, each `(n, n_pieces, hidden)`, zero behind
        a text's end."""
        keys = [example.ids.tobytes() for example in examples]
        if not self._remembers:
            self.forget()
        if not all(key in self._kept for key in keys):
            self._read(keys, batch)
        shape = (*batch.ids.shape, self.reader.encoder.config.hidden_size)
        found = {layer: torch.zeros(shape, device=batch.ids.device) for layer in self._layers}
        for row, key in enumerate(keys):
            for layer, state in zip(self._layers, self._kept[key], strict=True):
                found[layer][row, : len(state)] = state
        found[-1] = found[self._layers[-1]]
        return found

    def _read(self, keys: Sequence[bytes], batch: Batch) -> None:
        with fast_products(batch.ids.device.type):
            states = self.reader.encoder(
                input_ids=batch.ids, attention_mask=batch.mask, output_hidden_states=True
            ).hidden_states
        pooled = torch.stack([states[layer] for layer in self._layers], 1).bfloat16()
        for key, row, n in zip(keys, pooled, batch.mask.sum(1).tolist(), strict=True):
            self._kept[key] = row[:, :n].clone()
