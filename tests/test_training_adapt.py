"""Adaptation: what is masked, what is asked, and a run that goes on after an interruption as if there had been none."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from training_samples import sample_views, unigram, whole_words, word_pieces, xlmr_encoder

from offerscan.errors import ModelError
from offerscan_training.adapt import MIX, Adaptation, batches, mask, pack, special_pieces, word_starts
from offerscan_training.background import BACKGROUND
from offerscan_training.config import AdaptConfig

VIEWS = sample_views()
TOKENIZER = unigram(VIEWS, 300)
CONFIG = AdaptConfig(
    tokens=9_000, head_steps=4, batch_tokens=400, max_pieces=48, learning_rate=5e-3, checkpoint_steps=1
)


def run_of(folder: Path, kind: type[Adaptation] = Adaptation, tokenizer: Tokenizer = TOKENIZER) -> Adaptation:
    return kind(xlmr_encoder(tokenizer.get_vocab_size()), tokenizer, CONFIG, folder, seed=1)


def text(tokenizer: Tokenizer = TOKENIZER) -> tuple[dict[str, list[np.ndarray[Any, Any]]], list[np.ndarray[Any, Any]]]:
    """Packed text by file, and what is held out."""
    packed = pack(tokenizer, VIEWS, CONFIG.max_pieces)
    return {"corpus": packed[10:], "sms": packed[5:10]}, packed[:5]


def stop_at(step: int) -> type[Adaptation]:
    class Interrupted(Adaptation):
        def _save(self, *state: Any) -> None:
            super()._save(*state)
            if self.step == step:
                raise KeyboardInterrupt

    return Interrupted


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, float], Adaptation]:
    run = run_of(tmp_path_factory.mktemp("whole"))
    return run.train(*text()), run


def test_perplexity_of_held_out_text_falls(whole: tuple[dict[str, float], Adaptation]) -> None:
    numbers, run = whole
    assert numbers["perplexity_after"] < 0.8 * numbers["perplexity_before"]
    assert CONFIG.tokens <= numbers["tokens"] < CONFIG.tokens + CONFIG.batch_tokens
    assert (run.run / "adapt.pt").exists()
    assert not (run.run / "adapt.pt.new").exists()


@pytest.mark.parametrize("step", [6, 19])  # within the first round through the text, within a later one
def test_a_resumed_run_ends_as_an_uninterrupted_one(
    tmp_path: Path, whole: tuple[dict[str, float], Adaptation], step: int
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_of(tmp_path, stop_at(step)).train(*text())
    resumed = run_of(tmp_path)
    numbers = resumed.train(*text())
    assert resumed.step == whole[1].step > step
    assert numbers == pytest.approx(whole[0], rel=1e-4)
    for name, tensor in whole[1].encoder.state_dict().items():
        torch.testing.assert_close(resumed.encoder.state_dict()[name], tensor, rtol=0, atol=1e-5)


def test_a_finished_run_is_not_trained_again(whole: tuple[dict[str, float], Adaptation]) -> None:
    again = run_of(whole[1].run)
    assert again.train(*text()) == pytest.approx(whole[0], rel=1e-4)
    assert again.step == whole[1].step


def test_the_first_steps_teach_the_head_alone(tmp_path: Path) -> None:
    before = xlmr_encoder(TOKENIZER.get_vocab_size()).state_dict()
    run = run_of(tmp_path, stop_at(CONFIG.head_steps))
    with pytest.raises(KeyboardInterrupt):
        run.train(*text())
    assert all(torch.equal(tensor, before[name]) for name, tensor in run.encoder.state_dict().items())
    assert run.head.bias.abs().sum() > 0


def test_a_bert_tokenizer_adapts_too(tmp_path: Path) -> None:
    tokenizer = word_pieces(["gaji", "kerja", "kamboja"])
    run = run_of(tmp_path, stop_at(6), tokenizer)
    with pytest.raises(KeyboardInterrupt):
        run.train(*text(tokenizer))
    assert special_pieces(tokenizer) == {"bos": 2, "eos": 3, "pad": 0, "mask": 4}
    starts = word_starts(tokenizer)
    assert [tokenizer.id_to_token(i) for i in np.flatnonzero(~starts)][:2] == ["##!", "###"]
    assert starts[tokenizer.token_to_id("gaji")]


def test_a_tokenizer_without_special_pieces_is_refused() -> None:
    with pytest.raises(ModelError, match=r"no <pad> or \[PAD\]: take a base of the BERT or XLM-R family"):
        special_pieces(whole_words("gaji"))


def test_a_word_begins_where_its_space_was() -> None:
    starts = word_starts(TOKENIZER)
    pieces = TOKENIZER.encode("gaji besar sekali", add_special_tokens=False)
    begins = [i for i, piece in enumerate(pieces.ids) if starts[piece]]
    assert [pieces.offsets[i][0] for i in begins] == [0, 4, 10]


@given(st.lists(st.integers(5, 250), min_size=1, max_size=40), st.integers(0, 1000), st.floats(0, 1))
@settings(max_examples=200, deadline=None)
def test_masking_asks_for_whole_words_and_leaves_the_rest(pieces: list[int], seed: int, share: float) -> None:
    starts, ids = word_starts(TOKENIZER), np.array(pieces)
    changed, asked = mask(ids, starts, AdaptConfig(mask_share=share), 299, np.random.default_rng(seed))
    assert asked.any()
    assert (changed[~asked] == ids[~asked]).all()
    assert ((changed[asked] >= 5) & (changed[asked] < TOKENIZER.get_vocab_size())).all()
    words = np.split(asked, np.flatnonzero(starts[ids][1:]) + 1)
    assert all(word.all() or not word.any() for word in words)


def test_of_what_is_asked_most_is_masked() -> None:
    ids, starts = np.arange(5, 290), np.ones(300, bool)
    rows = [mask(ids, starts, AdaptConfig(), 299, np.random.default_rng(seed)) for seed in range(40)]
    changed, asked = (np.stack(part) for part in zip(*rows, strict=True))
    assert asked.mean() == pytest.approx(0.15, abs=0.02)
    assert (changed[asked] == 299).mean() == pytest.approx(0.8, abs=0.04)
    assert (changed == np.tile(ids, (40, 1)))[asked].mean() == pytest.approx(0.1, abs=0.03)


def test_packing_loses_only_short_ends() -> None:
    tokenizer = whole_words("a b c d e f g h i j k l m n o p q r s t")
    view = "a b c d e f g h i j k l m n o p q r s t"
    assert [len(stretch) for stretch in pack(tokenizer, [view, "a b c", "a b c d e f"], 8)] == [8, 8, 6]
    assert np.concatenate(pack(tokenizer, [view], 14)).tolist() == list(range(3, 23))


def test_batches_hold_every_stretch_within_the_budget() -> None:
    stretches = [np.full(n, n) for n in [6, 8, 20, 31, 40] * 5]
    made = list(batches(stretches, 90, random.Random(1)))
    assert sorted(len(s) for batch in made for s in batch) == sorted(len(s) for s in stretches)
    assert all(len(batch) * (max(map(len, batch)) + 2) <= 90 for batch in made)


def test_every_file_that_is_adapted_on_has_its_share() -> None:
    assert set(MIX) == {"corpus", *(file.name for file in BACKGROUND if file.adapt)}
