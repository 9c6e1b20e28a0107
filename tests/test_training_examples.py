"""Examples and batches: which piece is evidence of what, counted by hand."""

import random

import numpy as np
import pytest
import torch
from fixed_screener import open_fixed
from training_samples import offer, whole_words, write_background

from offerscan.catalog import read_catalog
from offerscan.records import Category, Risk
from offerscan.text import read_view
from offerscan_training.batches import collate, group
from offerscan_training.config import TrainConfig
from offerscan_training.corpus import Document
from offerscan_training.examples import Example, make_examples
from offerscan_training.losses import focal, loss_of
from offerscan_training.negatives import alarming, negatives
from offerscan_training.network import Logits

LABELS = read_catalog().labels
FEE, PASSPORT, PLACE, LICENCE = (
    LABELS.index(label)
    for label in ("upfront_fee", "document_retention", "closed_destination", "licensed_company_named")
)


def examples_of(document: Document, max_pieces: int = 64, overlap: int = 0) -> list[Example]:
    return make_examples(document, whole_words(read_view(document.text).text), max_pieces, overlap)


def pieces_of(example: Example, column: int) -> list[int]:
    return np.flatnonzero(example.evidence[:, column]).tolist()


def test_evidence_stands_on_the_pieces_of_its_words() -> None:
    #                 1     2  3   4   5         6       7    8 9 (a flag is one word of the view)
    document = offer(
        "B A Y A R DP 2jt dulu, paspor ditahan agen 🇰🇭 ok",
        ("B A Y A R DP 2jt", "upfront_fee"),
        ("paspor ditahan", "document_retention"),
        ("🇰🇭", "closed_destination"),
    )
    view = read_view(document.text).text
    assert view.split() == ["bayar", "dp", "2jt", "dulu,", "paspor", "ditahan", "agen", "kamboja", "ok"]
    (example,) = examples_of(document)
    assert len(example.ids) == 12  # nine words, the comma, two special pieces
    assert pieces_of(example, FEE) == [1, 2, 3]
    assert pieces_of(example, PASSPORT) == [6, 7]
    assert pieces_of(example, PLACE) == [9]
    assert example.evidence.sum() == 6
    assert np.flatnonzero(example.indicators).tolist() == sorted([FEE, PASSPORT, PLACE])
    assert (example.category, example.risk) == (list(Category).index(Category.OVERSEAS_OFFER), 2)
    assert example.known.all()


@pytest.mark.parametrize(("marked", "pieces"), [("paspor", [1]), ("spor", [1]), ("por", [1]), ("or", [])])
def test_a_piece_belongs_to_a_mark_from_half_of_it_on(marked: str, pieces: list[int]) -> None:
    (example,) = examples_of(offer("paspor aman", (marked, "document_retention")))
    assert pieces_of(example, PASSPORT) == pieces


def test_a_window_shows_the_level_only_with_all_that_makes_it() -> None:
    words = "bayar dp satu dua tiga empat lima enam tujuh paspor ditahan"
    document = offer(words, ("bayar dp", "upfront_fee"), ("paspor ditahan", "document_retention"))
    first, second = examples_of(document, max_pieces=8, overlap=1)
    assert (pieces_of(first, FEE), pieces_of(first, PASSPORT), first.risk) == ([1, 2], [], -1)
    assert (pieces_of(second, FEE), pieces_of(second, PASSPORT), second.risk) == ([], [5, 6], -1)
    assert [e.risk for e in examples_of(offer(words, ("bayar dp", "upfront_fee")), 8, 1)] == [2, -1]
    assert [e.risk for e in examples_of(offer(words, risk="low"), 8, 1)] == [-1, -1]
    assert [e.risk for e in examples_of(offer(words, risk="low"))] == [0]


def test_protective_truth_of_real_adverts_is_not_known() -> None:
    document = offer("pt karya", risk="low")
    (example,) = make_examples(document, whole_words(document.text), 64, 0, protective_known=False)
    assert not example.known[LICENCE]
    assert example.known[FEE]
    assert example.known.sum() == len(read_catalog().risk)


def test_an_empty_view_is_one_example_without_evidence() -> None:
    (example,) = examples_of(offer("\u200b", risk="low"))
    assert len(example.ids) == 2
    assert not example.evidence.any()


def test_batches_are_padded_to_steps_of_32_and_nothing_is_lost() -> None:
    examples = [examples_of(offer(" ".join(["kata"] * n), ("kata", "upfront_fee")))[0] for n in (3, 40, 10)]
    batch = collate(examples, pad=1)
    assert batch.ids.shape == (3, 64)
    assert batch.mask.sum(1).tolist() == [5, 42, 12]
    assert (batch.ids[0, 5:] == 1).all()
    assert batch.evidence.sum((1, 2)).tolist() == [1, 1, 1]
    assert batch.evidence.shape == (3, 64, len(LABELS))


def test_grouping_keeps_every_example_within_the_budget() -> None:
    examples = [examples_of(offer(" ".join(["kata"] * n)))[0] for n in [1, 5, 9, 20, 38] * 6]
    groups = group(examples, 80, random.Random(1))
    assert sorted(len(e.ids) for batch in groups for e in batch) == sorted(len(e.ids) for e in examples)
    assert all(len(batch) * max(len(e.ids) for e in batch) <= 80 for batch in groups)
    assert [len(batch) for batch in groups] != [len(batch) for batch in group(examples, 80, random.Random(2))]


def test_real_posts_are_what_their_file_tells(tmp_path) -> None:  # type: ignore[no-untyped-def]
    posts = negatives(write_background(tmp_path, rows=20))
    assert "factchecks" not in posts
    assert {name: len(documents) for name, documents in posts.items()} == dict.fromkeys(posts, 18)  # 7 and 17 held out
    assert {d.category for d in posts["job_adverts"]} == {Category.DOMESTIC_OFFER}
    assert {d.category for d in posts["posts_gambling_promo"]} == {Category.OTHER_FRAUD}
    assert {d.category for d in posts["posts_social"]} == {Category.OTHER}
    assert posts["regional_nusax"][0].meta == {"lang": "javanese"}
    assert posts["malay"][0].meta == {"lang": ""}


def logits_of(example: Example, sure: float) -> Logits:
    """Logits that say the example's truth with the given certainty."""
    category = torch.full((1, 5), -sure)
    category[0, example.category] = sure
    sign = torch.where(torch.from_numpy(example.evidence), sure, -sure)
    evidence = torch.full((1, 32, len(LABELS)), -sure)
    evidence[0, : len(sign)] = sign
    indicators = torch.where(torch.from_numpy(example.indicators), sure, -sure)[None]
    steps = torch.tensor([[sure if example.risk >= 1 else -sure, sure if example.risk >= 2 else -sure]])
    return Logits(category, steps, indicators, evidence)


def test_losses_fall_towards_the_truth_and_count_only_what_is_known() -> None:
    (example,) = examples_of(offer("bayar dp dulu", ("bayar dp", "upfront_fee")))
    batch, config, weight = collate([example], 1), TrainConfig(smoothing=0.0), torch.ones(5)
    right, wrong = (loss_of(logits_of(example, sure), batch, config, weight) for sure in (9.0, -9.0))
    assert all(right[name] < 0.01 < wrong[name] for name in ("category", "risk", "indicators", "evidence"))
    hidden = Example(example.ids, example.category, -1, example.indicators, example.evidence, example.known & False)
    unknown = loss_of(logits_of(example, -9.0), collate([hidden], 1), config, weight)
    assert [float(unknown[name]) for name in ("risk", "indicators", "evidence")] == [0, 0, 0]


def test_focal_loss_weighs_positives_and_forgets_the_easy() -> None:
    logits, truth = torch.tensor([2.0, -2.0]), torch.tensor([1.0, 0.0])
    plain = focal(logits, truth, gamma=0.0, positive_weight=1.0)
    assert plain.tolist() == pytest.approx([0.126928, 0.126928], abs=1e-5)  # ln(1 + exp(-2))
    assert focal(logits, truth, 0.0, 3.0).tolist() == pytest.approx([0.380784, 0.126928], abs=1e-5)
    assert (focal(logits, truth, 1.0, 1.0) / plain).tolist() == pytest.approx([0.119203] * 2, abs=1e-5)  # 1 - p


def test_posts_that_a_model_takes_for_risky_are_alarming_and_fraud_of_another_kind_is_none() -> None:
    posts = [Document(f"p-{n}", text, Category.OTHER, Risk.LOW) for n, text in enumerate(
        ["hujan pagi macet", "ke kamboja, dp dulu, ktp dibawa", "DP kamboja malam ini", "slot gacor"]
    )]  # fmt: skip
    assert [post.id for post in alarming(posts, open_fixed())] == ["p-1", "p-2"]
    assert alarming([], open_fixed()) == []
