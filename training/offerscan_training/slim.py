"""A smaller encoder out of a trained one: fewer layers, and feed-forward parts without the neurons that matter least."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import Any, cast

import torch
from torch import Tensor, nn

from offerscan_training.config import TrainConfig
from offerscan_training.network import Reader

__all__ = ["cut_to_size", "narrow", "neuron_weights"]


def cut_to_size(encoder: nn.Module, config: TrainConfig) -> nn.Module:
    """The encoder with the layers and the width of feed-forward parts that the config names; which neurons are left has no
    meaning, as weights are loaded into it. One that has this size already stays as it is."""
    smaller: Any = copy.deepcopy(encoder)
    if config.keep_layers and len(smaller.encoder.layer) > len(config.keep_layers):
        smaller.encoder.layer = nn.ModuleList([smaller.encoder.layer[i] for i in config.keep_layers])
        smaller.config.num_hidden_layers = len(config.keep_layers)
    if config.feed_forward and smaller.config.intermediate_size > config.feed_forward:
        first = torch.arange(config.feed_forward)
        narrow(smaller, [first] * len(smaller.encoder.layer))
    return cast(nn.Module, smaller)


def narrow(encoder: Any, kept: list[Tensor]) -> None:
    """Keep only the neurons named, for each layer, in its feed-forward part; as many in each, as one number tells the shape."""
    for layer, neurons in zip(encoder.encoder.layer, kept, strict=True):
        widen, shrink = layer.intermediate.dense, layer.output.dense
        widen.weight.data, widen.bias.data = widen.weight.data[neurons], widen.bias.data[neurons]
        shrink.weight.data = shrink.weight.data[:, neurons].contiguous()
        widen.out_features = shrink.in_features = len(neurons)
    encoder.config.intermediate_size = len(kept[0])


def neuron_weights(reader: Reader, losses: Iterable[Callable[[Reader], Tensor]]) -> list[Tensor]:
    """How much the loss would change without each neuron of a layer's feed-forward part `(intermediate_size,)`, for each
    layer: first-order estimate, activation times gradient (Molchanov et al. 2017), summed over the losses given."""
    encoder: Any = reader.eval().encoder
    weights = [torch.zeros(encoder.config.intermediate_size) for _ in encoder.encoder.layer]
    seen: dict[int, Tensor] = {}

    def keep(number: int) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def note(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            inputs[0].retain_grad()
            seen[number] = inputs[0]

        return note

    hooks = [
        layer.output.dense.register_forward_pre_hook(keep(number)) for number, layer in enumerate(encoder.encoder.layer)
    ]
    for loss in losses:
        loss(reader).backward()  # type: ignore[no-untyped-call]
        for number, activations in seen.items():
            assert activations.grad is not None
            weights[number] += (activations * activations.grad).detach().sum(1).abs().sum(0).float().cpu()
        reader.zero_grad(set_to_none=True)
    for hook in hooks:
        hook.remove()
    return weights
