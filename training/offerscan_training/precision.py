"""How exactly training multiplies."""

from __future__ import annotations

import torch

__all__ = ["fast_products"]


def fast_products(device: str) -> torch.autocast:
    """A context for products in bf16 where the device is made for them, in float32 elsewhere: processors without AVX-512 take a
    hundred times as long in bf16 (1 against 128 GFLOP/s, seen with torch 2.13)."""
    suits = device != "cpu" or torch.backends.cpu.get_cpu_capability() == "AVX512"
    return torch.autocast(device, torch.bfloat16, enabled=suits)
