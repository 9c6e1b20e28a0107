"""Base encoders: weights read bit by bit, tokenizers that cut nothing off, a smaller vocabulary that means the same."""

import struct
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from training_samples import sample_views, save_bert, save_xlmr, unigram, word_pieces, xlmr_encoder

from offerscan.errors import ModelError
from offerscan_training.base import Base, check_e5, embed, load_base
from offerscan_training.config import BaseConfig
from offerscan_training.e5 import read_e5
from offerscan_training.vocabulary import choose_pieces, count_pieces, trim, unknown_share

HIDDEN, HEADS, INNER, VOCABULARY, POSITIONS, TYPES, EPSILON = 32, 4, 64, 10, 6, 2, 1e-12
MATRICES = {"q": (HIDDEN, HIDDEN), "k": (HIDDEN, HIDDEN), "v": (HIDDEN, HIDDEN), "ao": (HIDDEN, HIDDEN),
            "fi": (INNER, HIDDEN), "fo": (HIDDEN, INNER)}  # fmt: skip
CACHE = Path(__file__).parents[1] / ".cache" / "base"
VIEW = "gaji besar kerja di kamboja dp dua juta"


def blocks(rng: np.random.Generator, *shape: int) -> tuple[bytes, np.ndarray[Any, Any]]:
    """A matrix in blocks of 32 weights of 4 bits, and its values, one at a time as the layout says."""
    written, values = b"", []
    for _ in range(shape[0] * shape[1] // 32):
        scale, nibbles = np.float16(rng.normal() / 8), rng.integers(0, 16, 32)
        written += scale.tobytes() + bytes(
            int(low | high << 4) for low, high in zip(nibbles[:16], nibbles[16:], strict=True)
        )
        values += [(int(nibble) - 8) * float(scale) for nibble in nibbles]
    return written, np.array(values, np.float32).reshape(shape)


def vector(rng: np.random.Generator, *shape: int) -> tuple[bytes, np.ndarray[Any, Any]]:
    values = rng.normal(size=shape).astype("<f4")
    return values.tobytes(), values


def write_e5(path: Path, layers: int = 2) -> dict[str, np.ndarray[Any, Any]]:
    """A file in the layout of `read_e5`; returns what it holds by name."""
    rng = np.random.default_rng(3)
    tensors = {
        "emb.word": blocks(rng, VOCABULARY, HIDDEN), "emb.pos": vector(rng, POSITIONS, HIDDEN),
        "emb.type": vector(rng, TYPES, HIDDEN), "emb.ln.w": vector(rng, HIDDEN), "emb.ln.b": vector(rng, HIDDEN),
    }  # fmt: skip
    for layer in range(layers):
        for name, shape in MATRICES.items():
            tensors[f"l{layer}.{name}.w"] = blocks(rng, *shape)
            tensors[f"l{layer}.{name}.b"] = vector(rng, shape[0])
        for name in ("aln", "oln"):
            tensors[f"l{layer}.{name}.w"], tensors[f"l{layer}.{name}.b"] = vector(rng, HIDDEN), vector(rng, HIDDEN)
    pieces, texts, normalisation = 3, b"abcdef", b"map"
    head = b"E5S1" + struct.pack("<i7ifi", 1, HIDDEN, layers, HEADS, INNER, VOCABULARY, POSITIONS, TYPES, EPSILON, 32)
    head += struct.pack("<i", pieces) + bytes(16) + struct.pack("<Q", len(texts))
    head += bytes(4 * (pieces + 1) + 4 * pieces) + texts + struct.pack("<iI", 0, len(normalisation)) + normalisation
    directory = sum(2 + len(name) + 21 for name in tensors) + 4
    offset = len(head) + directory
    entries, data = struct.pack("<i", len(tensors)), b""
    for name, (written, values) in tensors.items():
        entries += struct.pack("<H", len(name)) + name.encode()
        entries += struct.pack("<BIQQ", int(name in ("emb.word",)), values.size, offset + len(data), len(written))
        data += written
    path.write_bytes(head + entries + data)
    return {name: values for name, (_, values) in tensors.items()}


def test_every_weight_of_a_file_of_blocks_is_read_exactly(tmp_path: Path) -> None:
    held = write_e5(tmp_path / "small.bin")
    encoder = read_e5(tmp_path / "small.bin")
    state = {name: tensor.numpy() for name, tensor in encoder.state_dict().items()}
    pairs = {"embeddings.word_embeddings.weight": "emb.word", "embeddings.position_embeddings.weight": "emb.pos",
             "embeddings.token_type_embeddings.weight": "emb.type", "embeddings.LayerNorm.weight": "emb.ln.w",
             "embeddings.LayerNorm.bias": "emb.ln.b"}  # fmt: skip
    for layer in range(2):
        for ours, theirs in {
            "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v",
            "attention.output.dense": "ao", "attention.output.LayerNorm": "aln", "intermediate.dense": "fi",
            "output.dense": "fo", "output.LayerNorm": "oln",
        }.items():  # fmt: skip
            for ending, short in (("weight", "w"), ("bias", "b")):
                pairs[f"encoder.layer.{layer}.{ours}.{ending}"] = f"l{layer}.{theirs}.{short}"
    assert {name for name in state if "position_ids" not in name} == set(pairs)
    for ours, theirs in pairs.items():
        np.testing.assert_array_equal(state[ours], held[theirs], err_msg=ours)
    assert (encoder.config.num_attention_heads, encoder.config.layer_norm_eps) == (HEADS, np.float32(EPSILON))
    states = encoder(input_ids=torch.tensor([[0, 4, 9, 2]])).last_hidden_state
    assert states.shape == (1, 4, HIDDEN)
    assert torch.isfinite(states).all()


def test_another_file_is_refused(tmp_path: Path) -> None:
    write_e5(tmp_path / "small.bin")
    (tmp_path / "other.bin").write_bytes(b"GGUF" + (tmp_path / "small.bin").read_bytes()[4:])
    with pytest.raises(ModelError, match=r"other\.bin is not a file of E5 weights .*: delete the cache"):
        read_e5(tmp_path / "other.bin")


def hub(folder: Path) -> BaseConfig:
    return BaseConfig("hub", str(folder), "MIT")


def test_a_bert_and_an_xlmr_encoder_are_loaded_from_their_folders(tmp_path: Path) -> None:
    made = {"bert": (save_bert, word_pieces(["gaji", "kerja"])), "xlmr": (save_xlmr, unigram(sample_views(), 300))}
    for name, (save, tokenizer) in made.items():
        base = load_base(hub(save(tmp_path / name, tokenizer)), tmp_path)
        assert (base.name, base.licence) == (str(tmp_path / name), "MIT")
        assert base.tokenizer.get_vocab() == tokenizer.get_vocab()
        ids = base.tokenizer.encode(VIEW * 5).ids  # the saved tokenizer cuts at 8 and pads to 12
        assert ids == tokenizer.encode(VIEW * 5).ids
        assert len(ids) > 12
        assert base.tokenizer.encode("gaji").ids == tokenizer.encode("gaji").ids
        assert embed(base, [VIEW]).shape == (1, 32)


@pytest.mark.parametrize("content", [None, "config.json", "not json"])
def test_a_folder_without_a_model_is_told_in_a_sentence(tmp_path: Path, content: str | None) -> None:
    folder = tmp_path / "absent"
    if content:
        folder.mkdir()
        (folder / "config.json").write_text("{}" if content == "config.json" else content, encoding="utf-8")
    with pytest.raises(
        ModelError, match=r"^Base model '.*absent' cannot be loaded \(\w+\): give a folder in the Hugging"
    ) as error:
        load_base(hub(folder), tmp_path)
    assert "\n" not in str(error.value)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return unigram(sample_views(), 320)


def test_trimming_keeps_order_special_pieces_and_embeddings(tokenizer: Tokenizer) -> None:
    old = Base(xlmr_encoder(tokenizer.get_vocab_size()), tokenizer, "tiny", "MIT")
    kept = choose_pieces(tokenizer, count_pieces(tokenizer, [(VIEW, 1.0)]), 200)
    new = trim(old, kept)
    assert new.tokenizer.get_vocab_size() == len(kept) < tokenizer.get_vocab_size()
    names = [tokenizer.id_to_token(piece) for piece in kept]
    assert [new.tokenizer.id_to_token(i) for i in range(len(kept))] == names
    assert names[:4] == ["<s>", "<pad>", "</s>", "<unk>"]
    assert names[-1] == "<mask>"
    before, after = (base.encoder.get_input_embeddings().weight for base in (old, new))  # type: ignore[operator]
    assert torch.equal(after, before[kept])
    assert new.encoder.config.vocab_size == len(kept)  # type: ignore[union-attr]

    pieces, smaller = tokenizer.encode(VIEW), new.tokenizer.encode(VIEW)
    assert smaller.tokens == pieces.tokens
    assert (smaller.ids[0], smaller.ids[-1]) == (0, 2)
    np.testing.assert_allclose(embed(new, [VIEW]), embed(old, [VIEW]), atol=1e-6)
    assert unknown_share(new.tokenizer, [VIEW]) == 0


def test_every_letter_digit_and_special_piece_is_kept_then_the_frequent(tokenizer: Tokenizer) -> None:
    counts = Counter({tokenizer.token_to_id("▁kerja"): 5, tokenizer.token_to_id("▁gaji"): 9})
    few = {tokenizer.id_to_token(piece) for piece in choose_pieces(tokenizer, counts, 0)}
    assert {"<s>", "<pad>", "</s>", "<unk>", "<mask>", "a", "▁"} <= few
    assert {"▁gaji", "▁kerja"} & few == set()
    more = {tokenizer.id_to_token(piece) for piece in choose_pieces(tokenizer, counts, len(few) + 1)}
    assert more - few == {"▁gaji"}
    assert choose_pieces(tokenizer, counts, 500) == sorted(choose_pieces(tokenizer, counts, 500))


def test_pieces_are_counted_with_the_weight_of_their_text(tokenizer: Tokenizer) -> None:
    counts = count_pieces(tokenizer, [("gaji", 1.0), ("gaji kerja", 10.0)] * 600)
    assert counts[tokenizer.token_to_id("▁gaji")] == 6600
    assert counts[tokenizer.token_to_id("▁kerja")] == 6000


def test_unknown_letters_are_counted(tokenizer: Tokenizer) -> None:
    assert unknown_share(tokenizer, ["gaji"]) == 0
    assert 0 < unknown_share(tokenizer, ["gaji 書"]) < 1
    assert unknown_share(tokenizer, [""]) == 0


def test_only_unigram_vocabularies_are_trimmed() -> None:
    tokenizer = word_pieces(["gaji"])
    with pytest.raises(ModelError, match="set trim = false"):
        trim(Base(xlmr_encoder(tokenizer.get_vocab_size()), tokenizer, "tiny", "MIT"), [0, 1, 2])


@pytest.mark.skipif(not (CACHE / "e5").exists(), reason="the packages of multilingual-e5-small are not in the cache")
def test_the_encoder_of_the_packages_embeds_as_their_own_engine() -> None:
    texts = ["Butuh cepat tiga orang ke Taiwan, gaji 12 juta.", "Paspor disimpan agen sampai utang lunas."]
    assert check_e5(CACHE, texts) > 0.999
