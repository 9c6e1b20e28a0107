"""The baselines learn a toy corpus, say proper probabilities, and read words and vectors as they claim."""

import re
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertModel

from offerscan.catalog import read_catalog
from offerscan.errors import InputError
from offerscan.records import Category, Risk
from offerscan_training.base import Base
from offerscan_training.baselines import FrozenE5System, KeywordSystem, TfidfSystem
from offerscan_training.corpus import Document, Mark
from offerscan_training.keywords import CUES, TABLE, compile_phrases, points_alone, read_keywords
from offerscan_training.scores import Scores

CATALOG = read_catalog()
LABELS = ("upfront_fee", "wrong_visa")
# Text, category, level, indicators: each row is repeated with a running number, so that splits differ.
TOY = [
    ("loker taiwan bayar dp dulu, masuk pakai visa turis", "overseas_offer", "high", LABELS),
    ("loker taiwan resmi lewat pt, bayar dp dulu", "overseas_offer", "review", LABELS[:1]),
    ("lowongan kasir toko di bandung", "domestic_offer", "low", ()),
    ("polisi tangkap pelaku, korban dipulangkan", "discussion", "low", ()),
    ("menang undian klik tautan", "other_fraud", "low", ()),
    ("selamat pagi, sarapan apa hari ini", "other", "low", ()),
]
WORDS = sorted(set(re.findall(r"\w+", " ".join(row[0] for row in TOY))))


def toy(split: str, n: int) -> list[Document]:
    return [
        Document(f"{split}-{i}", f"{text} {i}", Category(category), Risk(risk), tuple(Mark(0, 5, one) for one in marks))
        for i in range(n)
        for text, category, risk, marks in TOY
    ]


TRAIN, DEV = toy("train", 6), toy("dev", 3)
TEXTS = [document.text for document in toy("test", 1)]


@pytest.fixture(scope="module")
def tiny_base() -> Base:
    """A random encoder of two layers over the toy words, made on the spot."""
    torch.manual_seed(3)
    vocabulary = {word: i for i, word in enumerate(["<s>", "<pad>", "</s>", "<unk>", "query", ":", *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, "<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing("<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=24, pad_token_id=1,
    )  # fmt: skip
    return Base(BertModel(config, add_pooling_layer=False).eval(), tokenizer, "tiny", "none")


@pytest.fixture(scope="module", params=["tfidf", "frozen e5"])
def fitted(request: pytest.FixtureRequest, tiny_base: Base, tmp_path_factory: pytest.TempPathFactory):
    if request.param == "tfidf":
        system = TfidfSystem(LABELS, strengths=(1, 16))
    else:
        system = FrozenE5System(LABELS, tiny_base, tmp_path_factory.mktemp("vectors"), (1, 2), strengths=(0.1, 1))
    system.fit(TRAIN, DEV)
    return system


def check_probabilities(scores: Scores, n: int, n_labels: int) -> None:
    assert scores.category.shape == (n, 5)
    assert scores.risk.shape == (n, 3)
    assert scores.indicators is not None
    assert scores.indicators.shape == (n, n_labels)
    for name in ("category", "risk"):
        assert getattr(scores, name).sum(1) == pytest.approx(np.ones(n)), name
    for one in (scores.category, scores.risk, scores.indicators):
        assert one.min() >= 0
        assert one.max() <= 1


def test_learned_baselines_learn(fitted) -> None:
    scores = fitted.predict(TEXTS)
    check_probabilities(scores, len(TEXTS), len(LABELS))
    assert [list(Category)[i] for i in scores.category.argmax(1)] == [row[1] for row in TOY]
    assert [list(Risk)[i] for i in scores.levels] == [row[2] for row in TOY]
    found = scores.indicators >= list(fitted.thresholds.values())
    assert [tuple(label for label, hit in zip(LABELS, row, strict=True) if hit) for row in found] == [
        row[3] for row in TOY
    ]
    assert scores.marks is None
    assert set(fitted.heads.chosen) == {"category", "risk", "indicators"}


def test_learned_baselines_score_a_text_alike_in_any_company(fitted) -> None:
    together, alone = fitted.predict(TEXTS), fitted.predict(TEXTS[:1])
    for field in fields(Scores):
        if field.name != "marks":
            assert getattr(together, field.name)[:1] == pytest.approx(getattr(alone, field.name), abs=2e-3), field.name


def test_vectors_are_kept_by_text(tiny_base: Base, tmp_path: Path) -> None:
    system = FrozenE5System(LABELS, tiny_base, tmp_path, (1, 2))
    vectors = system.embed([TEXTS[0], TEXTS[1], TEXTS[0]])
    assert vectors.shape == (3, 2 * 2 * 16)
    assert (vectors[0] == vectors[2]).all()
    kept = sorted(tmp_path.iterdir())
    assert len(kept) == 2
    for path in kept:
        np.save(path, np.zeros(64, np.float32))
    assert not system.embed(TEXTS[:2]).any()


def test_vectors_do_not_see_the_padding(tiny_base: Base, tmp_path: Path) -> None:
    short, long = "bayar", " ".join(WORDS)
    together = FrozenE5System(LABELS, tiny_base, tmp_path / "a", (1, 2)).embed([short, long])
    alone = FrozenE5System(LABELS, tiny_base, tmp_path / "b", (1, 2)).embed([short])
    assert together[:1] == pytest.approx(alone, abs=0.02)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("dp dulu", "Bayar DP dulu ya", "DP dulu"),
        ("dp dulu", "bayar dp, dulu", "dp, dulu"),
        ("dp dulu", "dp duluan", None),
        ("dp dulu*", "dp duluan", "dp duluan"),
        ("dp", "adp", None),
        ("ga/gak/nggak usah", "nggak usah", "nggak usah"),
        ("ga/gak/nggak usah", "gakusah", None),
        ("dp #", "DP 2,5jt", "DP 2,5jt"),
        ("dp #", "dp Rp 500.000,-", "dp Rp 500.000,"),
        ("dp #", "dp dulu", None),
        ("paspor .. kantor", "paspor dipegang kantor", "paspor dipegang kantor"),
        ("paspor .. kantor", "paspor kantor", "paspor kantor"),
        ("paspor .. kantor", "paspor nanti akan dipegang sama kantor", None),
        ("a n *", "a/n Siti", "a/n Siti"),
        ("🇰🇭", "start minggu ini 🇰🇭!", "🇰🇭"),
        ("saldo/kuota gratis", "kuota\ngratis", "kuota\ngratis"),
    ],
)
def test_phrases(phrase: str, text: str, found: str | None) -> None:
    match = compile_phrases([phrase]).search(text)
    assert (match and match[0]) == found


def test_longest_phrase_goes_first() -> None:
    match = compile_phrases(["uang", "uang fit", "uang fit #"]).search("ada uang fit 5jt")
    assert match is not None
    assert match[0] == "uang fit 5jt"


def test_table_covers_the_catalog() -> None:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line[0] != "#"][1:]
    assert {name for name, _ in rows} == {*CATALOG.labels, *CUES}
    assert len(rows) == len({tuple(row) for row in rows}) >= 300
    for name, phrase in rows:
        assert phrase == phrase.strip(), name
        assert "/ " not in phrase, phrase
        assert "  " not in phrase, phrase


@pytest.mark.parametrize("row", ["upfront_feee\tdp dulu", "upfront_fee\t", "upfront_fee"])
def test_a_broken_row_is_told_by_line(row: str, tmp_path: Path) -> None:
    path = tmp_path / "keywords.tsv"
    path.write_text(f"list\tphrase\nupfront_fee\tdp\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"keywords\.tsv:3: "):
        read_keywords(path, CATALOG.labels)


@pytest.mark.parametrize(
    ("found", "points", "level"),
    [
        ((), 0, "low"),
        (("vague_job", "urgency_pressure"), 2, "low"),
        (("debt_deduction", "vague_job"), 3, "review"),
        (("upfront_fee",), 2, "review"),
        (("upfront_fee", "licensed_company_named"), 2, "low"),
        (("wrong_visa",), 3, "review"),
        (("wrong_visa", "licensed_company_named"), 3, "review"),
        (("wrong_visa", "no_contract_first"), 6, "high"),
        (("closed_destination",), 3, "review"),
        (("closed_destination", "vague_job"), 4, "review"),
        (("closed_destination", "implausible_pay"), 5, "high"),
        (("closed_destination", "implausible_pay", "licensed_company_named"), 5, "high"),
        (("impersonation_claim", "upfront_fee"), 5, "high"),
        (("impersonation_claim", "debt_deduction"), 5, "review"),
        (("underage_recruitment",), 4, "high"),
        (("underage_recruitment", "licensed_company_named"), 4, "review"),
        (("debt_deduction", "upfront_fee", "implausible_pay"), 6, "high"),
        (("debt_deduction", "upfront_fee", "implausible_pay", "licensed_company_named"), 6, "review"),
        (("official_process", "detailed_terms"), 0, "low"),
    ],
)
def test_points_give_the_level(found: tuple[str, ...], points: int, level: str) -> None:
    assert points_alone(set(found), Category.OVERSEAS_OFFER, CATALOG) == (points, Risk(level))


def test_a_fee_alone_is_low_inside_the_country() -> None:
    assert points_alone({"upfront_fee"}, Category.DOMESTIC_OFFER, CATALOG) == (2, Risk.LOW)


@pytest.fixture(scope="module")
def keywords() -> KeywordSystem:
    system = KeywordSystem(CATALOG)
    system.fit(TRAIN, DEV)
    return system


@pytest.mark.parametrize(
    ("text", "category", "level", "indicators"),
    [
        (
            "Loker admin slot penempatan Kamboja, paspor dipegang kantor, yang minat japri aja",
            "overseas_offer", "high",
            {"closed_destination", "online_scam_gambling_job", "document_retention", "personal_recruiter"},
        ),
        ("Lowongan kasir toko di Bandung, gaji UMR, kirim lamaran ke toko", "domestic_offer", "low", set()),
        ("Polisi menangkap tersangka perdagangan orang; korban dijanji kerja di Laos", "discussion", "low", set()),
        ("Selamat! Anda terpilih pemenang undian berhadiah, klik link dan kirim kode OTP", "other_fraud", "low", set()),
        ("Kucing tetangga tidur terus", "other", "low", set()),
        ("", "other", "low", set()),
    ],
)  # fmt: skip
def test_keywords_read_offers(
    keywords: KeywordSystem, text: str, category: str, level: str, indicators: set[str]
) -> None:
    scores = keywords.predict([text])
    check_probabilities(scores, 1, len(CATALOG.labels))
    assert list(Category)[scores.category[0].argmax()] == category
    assert list(Risk)[scores.levels[0]] == level
    assert {label for label, hit in zip(CATALOG.labels, scores.indicators[0], strict=True) if hit} == indicators
    assert {mark.label for mark in scores.marks[0]} == indicators
    assert all(text[mark.start : mark.end].strip() for mark in scores.marks[0])


def test_keywords_learn_only_how_often_points_mean_a_level(keywords: KeywordSystem) -> None:
    risky, plain = keywords.predict([TOY[0][0], TOY[2][0]]).risk[:, 2]
    assert 0 < plain < risky < 1
