"""A narrower encoder: what goes is what the losses miss least."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
import torch
from training_samples import sample_views, unigram, xlmr_encoder

from offerscan.catalog import read_catalog
from offerscan_training.config import TrainConfig
from offerscan_training.network import Reader
from offerscan_training.slim import count_heads, cut_to_size, head_weights, keep_heads, narrow, neuron_weights

_IDS = torch.tensor([list(range(5, 40))])


@pytest.fixture(scope="module")
def reader() -> Reader:
    """A reader whose neurons 2 and 7 of each layer say nothing to the next."""
    torch.manual_seed(0)
    made = Reader(xlmr_encoder(unigram(sample_views(), 300).get_vocab_size()), len(read_catalog().labels), (1, 2)).eval()
    with torch.no_grad():
        for layer in made.encoder.encoder.layer:
            layer.output.dense.weight[:, [2, 7]] = 0
    return made


def loss(reader: Reader) -> torch.Tensor:
    logits = reader(_IDS, torch.ones_like(_IDS))
    return logits.risk.square().sum() + logits.evidence.square().sum()


def test_neurons_that_say_nothing_weigh_nothing_and_go_without_a_trace(reader: Reader) -> None:
    weights = neuron_weights(reader, [loss, loss])
    width = len(weights[0])
    assert len(weights) == 2
    for layer in weights:
        assert set(layer.topk(width - 2).indices.tolist()) == set(range(width)) - {2, 7}
    smaller = copy.deepcopy(reader)
    narrow(smaller.encoder, [layer.topk(width - 2).indices.sort().values for layer in weights])
    assert smaller.encoder.config.intermediate_size == width - 2
    assert torch.allclose(loss(smaller), loss(reader), rtol=1e-5)


def test_heads_that_say_nothing_weigh_nothing_and_go_without_a_trace(reader: Reader) -> None:
    silent = copy.deepcopy(reader)
    with torch.no_grad():
        for layer in silent.encoder.encoder.layer:
            width = layer.attention.self.attention_head_size
            layer.attention.output.dense.weight[:, width : 2 * width] = 0
    weights = head_weights(silent, [loss, loss])
    assert [layer.topk(3).indices.sort().values.tolist() for layer in weights] == [[0, 2, 3]] * 2
    smaller = copy.deepcopy(silent)
    keep_heads(smaller.encoder, [layer.topk(3).indices.sort().values for layer in weights])
    assert (count_heads(silent.encoder), count_heads(smaller.encoder)) == (4, 3)
    assert torch.allclose(loss(smaller), loss(silent), rtol=1e-5)


@pytest.mark.parametrize("weigh", [neuron_weights, head_weights])
def test_weighing_leaves_the_reader_as_it_was(reader: Reader, weigh: Callable[..., list[torch.Tensor]]) -> None:
    before = copy.deepcopy(reader.state_dict())
    weigh(reader, [loss])
    assert all(torch.equal(value, before[name]) for name, value in reader.state_dict().items())
    assert all(parameter.grad is None for parameter in reader.parameters())


@pytest.mark.parametrize(
    ("config", "layers", "width", "heads"),
    [
        (TrainConfig(), 2, None, 4),
        (TrainConfig(keep_layers=(1,)), 1, None, 4),
        (TrainConfig(feed_forward=12), 2, 12, 4),
        (TrainConfig(keep_layers=(0,), feed_forward=12), 1, 12, 4),
        (TrainConfig(feed_forward=100_000, heads=99), 2, None, 4),
        (TrainConfig(heads=3), 2, None, 3),
        (TrainConfig(keep_layers=(1,), feed_forward=12, heads=1), 1, 12, 1),
    ],
)
def test_an_encoder_is_cut_once(
    reader: Reader, config: TrainConfig, layers: int, width: int | None, heads: int
) -> None:
    cut = cut_to_size(reader.encoder, config)
    again = cut_to_size(cut, config)
    for encoder in (cut, again):
        assert len(encoder.encoder.layer) == encoder.config.num_hidden_layers == layers  # type: ignore[union-attr,arg-type]
        assert count_heads(encoder) == heads
        assert encoder.config.intermediate_size == (width or reader.encoder.config.intermediate_size)  # type: ignore[union-attr]
    encoder(input_ids=_IDS)
