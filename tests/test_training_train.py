"""Fine-tuning in small: the reader learns, resumes, teaches a student, and is the same with and without padding."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional
from training_samples import offer, sample_documents, sample_views, unigram, whole_words, write_background, xlmr_encoder

from offerscan.catalog import read_catalog
from offerscan.engines.onnx import N_CATEGORIES, N_RISKS
from offerscan.engines.wide import WideMember
from offerscan.errors import ModelError
from offerscan.records import Category, Risk
from offerscan.text import read_view
from offerscan_training import train as training_module
from offerscan_training.batches import collate
from offerscan_training.config import TrainConfig
from offerscan_training.corpus import Document
from offerscan_training.examples import CATEGORIES, make_examples
from offerscan_training.judge import judge
from offerscan_training.losses import distil_loss, is_right, loss_of, state_loss
from offerscan_training.negatives import negatives
from offerscan_training.network import Logits, Reader, Standard
from offerscan_training.slim import cut_to_size
from offerscan_training.teacher import Teacher
from offerscan_training.train import Training, count_categories
from offerscan_training.wide import fit_wide, train_wide

TOKENIZER = unigram(sample_views(), 300)
DOCUMENTS = [document for document in sample_documents() if document.split == "train"]
POSTS = {"sms": [document for document in sample_documents() if document.author == "t10"][-2:]}
LABELS = read_catalog().labels
CONFIG = TrainConfig(
    epochs=2, layers=(1, 2), batch_tokens=400, max_pieces=64, overlap=16, freeze=0, background=40, dropout=0.0,
    head_rate=1e-2, learning_rate=2e-3, average=0.9, checkpoint_minutes=0.0,
)  # fmt: skip


def new_reader(layers: int = 2) -> Reader:
    encoder = xlmr_encoder(TOKENIZER.get_vocab_size(), layers)
    torch.manual_seed(2)
    return Reader(encoder, len(LABELS), tuple(range(1, layers + 1)), dropout=0.0)


def training(folder: Path, kind: type[Training] = Training, **more: Any) -> Training:
    return kind(new_reader(), TOKENIZER, CONFIG, folder, 1, **more)


def stop_at(step: int) -> type[Training]:
    class Interrupted(Training):
        def _save(self, *state: Any) -> None:
            super()._save(*state)
            if self.step == step:
                raise KeyboardInterrupt

    return Interrupted


@torch.no_grad()
def losses(reader: Reader) -> dict[str, float]:
    examples = [example for document in DOCUMENTS for example in make_examples(document, TOKENIZER, 64, 16)]
    batch = collate(examples, 1)
    found = loss_of(reader.eval()(batch.ids, batch.mask), batch, CONFIG, torch.ones(5))
    return {name: float(loss) for name, loss in found.items()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Training:
    run = training(tmp_path_factory.mktemp("whole"))
    run.train(DOCUMENTS, POSTS)
    return run


def test_two_epochs_teach_every_head_something(whole: Training) -> None:
    before, after = losses(new_reader()), losses(whole.reader)
    assert all(after[name] < before[name] for name in before), (before, after)


def test_the_average_is_kept_beside_the_reader(whole: Training) -> None:
    pairs = list(zip(whole.average.parameters(), whole.reader.parameters(), strict=True))
    assert any(not torch.equal(mean, now) for mean, now in pairs)
    assert all((mean - now).abs().max() < 0.2 for mean, now in pairs)


@pytest.mark.parametrize("share", [0.25, 0.75])  # within the first epoch, within the second
def test_a_resumed_run_ends_as_an_uninterrupted_one(tmp_path: Path, whole: Training, share: float) -> None:
    with pytest.raises(KeyboardInterrupt):
        training(tmp_path, stop_at(int(share * whole.step))).train(DOCUMENTS, POSTS)
    resumed = training(tmp_path)
    resumed.train(DOCUMENTS, POSTS)
    assert resumed.step == whole.step
    for name, tensor in whole.average.state_dict().items():
        torch.testing.assert_close(resumed.average.state_dict()[name], tensor, rtol=0, atol=1e-5)


def test_the_log_after_a_resume_is_a_mean_of_what_was_learned_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Constant(Training):
        stop = 3

        def _learn(self, *_: Any) -> dict[str, float]:
            self.step += 1
            return {"category": 2.0}

        def _save(self, *state: Any) -> None:
            super()._save(*state)
            if self.step == self.stop:
                raise KeyboardInterrupt

    monkeypatch.setattr(training_module, "_LOG_STEPS", 4)
    with pytest.raises(KeyboardInterrupt):
        training(tmp_path, Constant).train(DOCUMENTS, {})
    monkeypatch.setattr(Constant, "stop", 4)
    with pytest.raises(KeyboardInterrupt):
        training(tmp_path, Constant).train(DOCUMENTS, {})
    log = [json.loads(line) for line in (tmp_path / "train.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(entry["step"], entry["category"]) for entry in log] == [(4, 2.0)]


def test_categories_are_counted_as_an_epoch_shows_them() -> None:
    def posts(name: str, *categories: Category) -> list[Document]:
        return [Document(f"{name}-{i}", "teks", category, Risk.LOW) for i, category in enumerate(categories)]

    shown = {
        "job_adverts": posts("job_adverts", *[Category.DOMESTIC_OFFER] * 10),  # 13 % of 40 is 5
        "posts_gambling_promo": posts("posts_gambling_promo", *[Category.OTHER_FRAUD, Category.OTHER] * 2),  # all four
    }
    counts = dict(zip(CATEGORIES, count_categories([offer("dp dulu")], shown, 40), strict=True))
    assert counts == pytest.approx({
        Category.OVERSEAS_OFFER: 1, Category.DOMESTIC_OFFER: 5, Category.DISCUSSION: 0, Category.OTHER_FRAUD: 2,
        Category.OTHER: 2,
    })  # fmt: skip


def test_a_tokenizer_without_special_pieces_is_refused(tmp_path: Path) -> None:
    tokenizer, refusal = whole_words("gaji"), r"no <pad> or \[PAD\]"
    with pytest.raises(ModelError, match=refusal):
        Training(new_reader(), tokenizer, CONFIG, tmp_path, 1)
    with pytest.raises(ModelError, match=refusal):
        judge(new_reader(), tokenizer, CONFIG, DOCUMENTS[:1])


def test_an_epoch_is_the_same_each_time_and_another_than_the_next(tmp_path: Path) -> None:
    run = training(tmp_path)

    def pieces(number: int) -> list[list[tuple[int, ...]]]:
        return [[tuple(example.ids) for example in batch] for batch in run.epoch(DOCUMENTS, POSTS, number)]

    assert pieces(1) == pieces(1)
    first, second = ({one for batch in pieces(number) for one in batch} for number in (0, 1))
    assert first != second
    written = {tuple(e.ids) for document in DOCUMENTS for e in make_examples(document, TOKENIZER, 64, 16)}
    assert written <= first  # the first epoch shows the documents as written


def test_a_student_learns_from_its_teacher(
    tmp_path: Path, whole: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = cut_to_size(whole.average.encoder, TrainConfig(keep_layers=(1,)))
    student = Reader(encoder, len(LABELS), (1,), dropout=0.0)
    assert student.encoder.config.num_hidden_layers == 1
    assert whole.average.encoder.config.num_hidden_layers == 2
    run = Training(student, TOKENIZER, CONFIG, tmp_path, 1, teacher=whole.average)
    batch = run.epoch(DOCUMENTS, {}, 0)[0]
    weight, optimiser = torch.ones(5), torch.optim.AdamW(student.parameters(), 5e-3)
    for right in (True, False):
        monkeypatch.setattr(training_module, "is_right", lambda _, batch, right=right: torch.full((len(batch.ids),), right))
        assert (run._learn(batch, optimiser, weight)["teacher"] > 0) is right
    tensors = collate(batch, run.pad)
    with torch.no_grad():
        truth = whole.average(tensors.ids, tensors.mask)
    taught = []
    for _ in range(12):
        loss = distil_loss(student(tensors.ids, tensors.mask), truth, tensors.mask)
        taught.append(loss.item())
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
    assert taught[-1] < taught[0]
    assert all(parameter.grad is None for parameter in whole.average.parameters())


def test_a_teacher_is_believed_where_it_has_category_and_level_as_labelled() -> None:
    windows = [make_examples(document, TOKENIZER, 64, 16)[0] for document in DOCUMENTS[:1]] * 4
    batch = collate(windows, pad=1)
    batch.risk[3] = -1  # a window whose level nobody knows
    category = functional.one_hot(batch.category, 5).float()
    category[1] = category[1].roll(1)
    level = int(batch.risk[0])
    risk = torch.tensor([[1.0, 1.0] if level == 2 else [1.0, -1.0] if level else [-1.0, -1.0]] * 4)
    risk[2:] *= -1
    taught = Logits(category, risk, torch.zeros(4, len(LABELS)), torch.zeros(4, 1, len(LABELS)))
    assert is_right(taught, batch).tolist() == [True, False, False, True]
    assert taught.of(is_right(taught, batch)).risk.tolist() == risk[[0, 3]].tolist()


def test_a_teacher_reads_a_text_once(whole: Training, monkeypatch: pytest.MonkeyPatch) -> None:
    teacher = Teacher(whole.average, remembers=True)
    windows = [make_examples(document, TOKENIZER, 64, 16)[0] for document in DOCUMENTS[:3]]
    batch = collate(windows, pad=1)
    fresh = teacher.states(windows, batch)
    monkeypatch.setattr(teacher, "_read", lambda keys, batch: None)
    alone = collate(windows[1:2], pad=1)
    again = teacher.states(windows[1:2], alone)
    assert set(fresh) == {1, 2, -1}
    for layer, states in again.items():
        n = len(windows[1].ids)
        assert (states[0, :n] == fresh[layer][1, :n]).all()
        assert not states[0, n:].any()
    teacher.forget()
    with pytest.raises(KeyError):
        teacher.states(windows[1:2], alone)
    forgetful = Teacher(whole.average, remembers=False)
    for window in windows:
        forgetful.states([window], collate([window], pad=1))
    assert len(forgetful._kept) == 1, "where nothing is shown again, states would only fill the memory"


def test_states_are_compared_channel_by_channel() -> None:
    truth = torch.randn(2, 5, 3) * torch.tensor([1.0, 10.0, 0.1])
    mask = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
    beyond = truth.clone()
    beyond[1, 3:] += 100  # padding does not count
    assert state_loss([beyond], [truth], mask) == 0
    mean = truth[mask.bool()].mean(0).expand_as(truth)
    assert state_loss([mean], [truth], mask).item() == pytest.approx(7 / 8, rel=1e-3)  # variance divides by n - 1


def test_a_student_learns_its_teachers_states_too(tmp_path: Path, whole: Training) -> None:
    config = TrainConfig(**{**CONFIG.__dict__, "match": 1.0, "repeat": 2, "word_dropout": 0.0})
    student = new_reader()
    with torch.no_grad():
        for parameter in student.encoder.parameters():
            parameter.add_(0.2 * torch.randn_like(parameter))
    run = Training(student, TOKENIZER, config, tmp_path, 1, teacher=whole.average)
    batch = run.epoch(DOCUMENTS, {}, 0)[0]
    weight, optimiser = torch.ones(5), torch.optim.AdamW(student.parameters(), 5e-3)
    seen = [run._learn(batch, optimiser, weight)["states"] for _ in range(8)]
    assert seen[-1] < seen[0]


def test_epochs_that_repeat_show_the_same_texts_in_other_batches(tmp_path: Path) -> None:
    config = TrainConfig(**{**CONFIG.__dict__, "repeat": 2})
    run = Training(new_reader(), TOKENIZER, config, tmp_path, 1)
    shown = [[[tuple(e.ids) for e in batch] for batch in run.epoch(DOCUMENTS, POSTS, number)] for number in range(3)]
    texts = [sorted(ids for batch in batches for ids in batch) for batches in shown]
    assert texts[0] == texts[1] != texts[2]
    assert shown[0] != shown[1]


def test_frozen_layers_stay_and_lower_layers_learn_slower(tmp_path: Path) -> None:
    frozen = TrainConfig(**{**CONFIG.__dict__, "freeze": 1})
    run = Training(new_reader(), TOKENIZER, frozen, tmp_path, 1)
    learning = {name for name, parameter in run.reader.named_parameters() if parameter.requires_grad}
    assert not any(name.startswith(("encoder.embeddings.", "encoder.encoder.layer.0.")) for name in learning)
    assert any(name.startswith("encoder.encoder.layer.1.") for name in learning)
    rates = sorted({settings["lr"] for settings in training(tmp_path)._groups()})
    assert rates == pytest.approx([2e-3 * 0.9**2, 2e-3 * 0.9, 2e-3, 1e-2])


def test_padding_and_neighbours_change_nothing() -> None:
    reader = new_reader().eval()
    examples = [make_examples(document, TOKENIZER, 64, 16)[0] for document in DOCUMENTS[:6]]
    batch = collate(examples, 1)
    together = reader(batch.ids, batch.mask)
    for row, example in enumerate(examples):
        ids = torch.from_numpy(example.ids)[None]
        alone = reader(ids, torch.ones_like(ids))
        for name in ("category", "risk", "indicators"):
            torch.testing.assert_close(getattr(alone, name)[0], getattr(together, name)[row], atol=2e-5, rtol=0)
        torch.testing.assert_close(alone.evidence[0], together.evidence[row, : ids.shape[1]], atol=2e-5, rtol=0)


def test_high_is_never_likelier_than_review_or_worse() -> None:
    reader = new_reader()
    with torch.no_grad():
        reader.risk.weight.normal_(std=3)
    logits = reader.eval()(torch.randint(4, 250, (20, 12)), torch.ones(20, 12, dtype=torch.long))
    assert (logits.risk[:, 0] >= logits.risk[:, 1]).all()


def test_features_are_standardised_by_running_figures_in_training_too() -> None:
    standard = Standard(2, momentum=0.5).train()
    features = torch.tensor([[4.0, 0.0], [6.0, 2.0]])
    for _ in range(40):
        standard(features)
    assert standard.mean.tolist() == pytest.approx([5.0, 1.0], abs=1e-3)
    frozen = standard.eval()(torch.tensor([[6.0, 2.0]]))
    assert frozen[0].tolist() == pytest.approx([1.0, 1.0], abs=1e-2)
    before = standard.mean.clone()
    standard.train()(features[:1])  # one text has no spread
    assert torch.equal(standard.mean, before)


def test_a_look_during_training_gives_shares(whole: Training) -> None:
    dev = [document for document in sample_documents() if document.split == "dev"]
    figures = judge(whole.average, TOKENIZER, CONFIG, dev)
    assert set(figures) == {"category_f1", "high_auroc", "high_f1", "indicator_ap", "evidence_f1"}
    assert all(0 <= value <= 1 for value in figures.values())


VIEWS = ["gaji besar tanpa syarat", "cuaca cerah hari ini"] * 4
TRUTH = np.array([[True, False, True], [False, False, True]] * 4)


def test_the_wide_member_tells_texts_apart_and_reads_back(tmp_path: Path) -> None:
    member = fit_wide(VIEWS, TRUTH, np.ones_like(TRUTH))
    offer, weather = (member.logits(view) for view in VIEWS[:2])
    assert offer[0] > 1 > -1 > weather[0]
    assert offer[1] == weather[1] == -8  # true of no text
    assert offer[2] == weather[2] == 8  # true of every text
    assert member.logits("").tolist() == member.bias.tolist()
    member.save(tmp_path / "wide.npz")
    read = WideMember.load(tmp_path / "wide.npz")
    np.testing.assert_allclose(read.logits(VIEWS[0]), offer, atol=0.05)  # idf is kept in 16 bits


def test_where_the_truth_is_not_known_a_text_does_not_count() -> None:
    wrong, known = TRUTH.copy(), np.ones_like(TRUTH)
    wrong[:2, 0] = ~wrong[:2, 0]
    known[:2, 0] = False
    kept = fit_wide(VIEWS, wrong, known)
    assert kept.logits(VIEWS[0])[0] > 0 > kept.logits(VIEWS[1])[0]


def test_the_wide_member_knows_the_languages_of_its_texts(tmp_path: Path) -> None:
    posts = negatives(write_background(tmp_path))
    member, languages = train_wide(DOCUMENTS, posts, 45, seed=1)
    assert languages == ("id", "jv", "ms")
    outputs = N_CATEGORIES + N_RISKS + len(LABELS) + len(languages)
    assert member.bias.shape == (outputs,)
    spoken = [languages[int(np.argmax(member.logits(text)[-len(languages) :]))] for text in (
        "macet di pasar pagi, capek sekali anak sekolah", "aku mangan ing warung iku enak regane murah",
        "saya hendak pergi esok pagi, cuaca sungguh baik",
    )]  # fmt: skip
    assert spoken == ["id", "jv", "ms"]
    column = N_CATEGORIES + N_RISKS + LABELS.index("upfront_fee")
    marked = [document for document in DOCUMENTS if "upfront_fee" in document.labels]
    for document in marked:
        logits = member.logits(read_view(document.text).text)
        assert logits[column] > 0
        assert CATEGORIES[int(np.argmax(logits[:N_CATEGORIES]))] == document.category
