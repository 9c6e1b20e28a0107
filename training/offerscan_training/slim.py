"""A smaller encoder out of a trained one: fewer layers, without the neurons and attention heads that matter least."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import Any, cast

import torch
from torch import Tensor, nn

from offerscan_training.config import TrainConfig
from offerscan_training.network import Reader

__all__ = ["count_heads", "cut_to_size", "head_weights", "keep_heads", "narrow", "neuron_weights"]


def cut_to_size(encoder: nn.Module, config: TrainConfig) -> nn.Module:
    """The encoder with the layers, the width of feed-forward parts and the heads that the config names; which neurons and heads
    are left has no meaning, as weights are loaded into it. One that has this size already stays as it is."""
    smaller: Any = copy.deepcopy(encoder)
    if config.keep_layers and len(smaller.encoder.layer) > len(config.keep_layers):
        smaller.encoder.layer = nn.ModuleList([smaller.encoder.layer[i] for i in config.keep_layers])
        smaller.config.num_hidden_layers = len(config.keep_layers)
    if config.feed_forward and smaller.config.intermediate_size > config.feed_forward:
        first = torch.arange(config.feed_forward)
        narrow(smaller, [first] * len(smaller.encoder.layer))
    if config.heads and count_heads(smaller) > config.heads:
        keep_heads(smaller, [torch.arange(config.heads)] * len(smaller.encoder.layer))
    return cast(nn.Module, smaller)


def narrow(encoder: Any, kept: list[Tensor]) -> None:
    """Keep only the neurons named, for each layer, in its feed-forward part; as many in each, as one number tells the shape."""
    for layer, neurons in zip(encoder.encoder.layer, kept, strict=True):
        widen, shrink = layer.intermediate.dense, layer.output.dense
        widen.weight.data, widen.bias.data = widen.weight.data[neurons], widen.bias.data[neurons]
        shrink.weight.data = shrink.weight.data[:, neurons].contiguous()
        widen.out_features = shrink.in_features = len(neurons)
    encoder.config.intermediate_size = len(kept[0])


def count_heads(encoder: Any) -> int:
    """How many attention heads each layer has: `num_attention_heads` of the config tells only their width, hidden_size over it."""
    return int(encoder.encoder.layer[0].attention.self.num_attention_heads)


def keep_heads(encoder: Any, kept: list[Tensor]) -> None:
    """Keep only the attention heads named, for each layer; as many in each."""
    for layer, heads in zip(encoder.encoder.layer, kept, strict=True):
        attention, shrink = layer.attention.self, layer.attention.output.dense
        width = attention.attention_head_size
        channels = (heads.unsqueeze(1) * width + torch.arange(width)).flatten()
        for part in (attention.query, attention.key, attention.value):
            part.weight.data, part.bias.data = part.weight.data[channels], part.bias.data[channels]
            part.out_features = len(channels)
        shrink.weight.data = shrink.weight.data[:, channels].contiguous()
        shrink.in_features = attention.all_head_size = len(channels)
        attention.num_attention_heads = len(heads)
    encoder.config.kept_heads = len(kept[0])


def neuron_weights(reader: Reader, losses: Iterable[Callable[[Reader], Tensor]]) -> list[Tensor]:
    """How much the loss would change without each neuron of a layer's feed-forward part `(intermediate_size,)`, for each
    layer: first-order estimate, activation times gradient (Molchanov et al. 2017), summed over the losses given."""
    return _weights(reader, losses, lambda layer: layer.output.dense, 1)


def head_weights(reader: Reader, losses: Iterable[Callable[[Reader], Tensor]]) -> list[Tensor]:
    """The same for the attention heads of each layer `(n_heads,)` (Michel et al. 2019)."""
    layers: Any = reader.encoder.encoder.layer
    return _weights(
        reader, losses, lambda layer: layer.attention.output.dense, layers[0].attention.self.attention_head_size
    )


def _weights(
    reader: Reader, losses: Iterable[Callable[[Reader], Tensor]], reads: Callable[[Any], nn.Module], width: int
) -> list[Tensor]:
    """For each layer, the weights of its units: each `width` neighbouring channels of what the module `reads` of it is given."""
    layers: Any = reader.eval().encoder.encoder.layer
    weights: list[Tensor] = [torch.zeros(())] * len(layers)
    seen: dict[int, Tensor] = {}

    def keep(number: int) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def note(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            inputs[0].retain_grad()
            seen[number] = inputs[0]

        return note

    hooks = [reads(layer).register_forward_pre_hook(keep(number)) for number, layer in enumerate(layers)]
    for loss in losses:
        loss(reader).backward()  # type: ignore[no-untyped-call]
        for number, activations in seen.items():
            assert activations.grad is not None
            change = (activations * activations.grad).detach().sum(1)
            change = change.reshape(len(change), -1, width).sum(-1)
            weights[number] = weights[number] + change.abs().sum(0).float().cpu()
        reader.zero_grad(set_to_none=True)
    for hook in hooks:
        hook.remove()
    return weights
