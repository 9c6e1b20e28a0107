"""The steps of a training run, each reading what the one before left in the run folder.

runs/<version>/encoder, tokenizer.json   trimmed base      (base)
runs/<version>/adapt.pt                  adapted encoder   (adapt)
runs/<version>/train.pt                  fine-tuned reader (train)
"""

from __future__ import annotations

import copy
import json
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from offerscan.artifacts import WIDE
from offerscan.catalog import read_catalog
from offerscan.errors import ModelError
from offerscan.screener import Screener
from offerscan.text import read_view
from offerscan_training.adapt import MIX, Adaptation, pack
from offerscan_training.background import BACKGROUND, MAX_CHARACTERS, is_held_out
from offerscan_training.base import load_base
from offerscan_training.config import Config, read_config
from offerscan_training.corpus import Document, read_jsonl
from offerscan_training.losses import losses_of
from offerscan_training.negatives import alarming, negatives
from offerscan_training.network import Reader
from offerscan_training.shipped import load_encoder, read_shipped, write_base
from offerscan_training.slim import count_heads, cut_to_size, head_weights, keep_heads, narrow, neuron_weights
from offerscan_training.train import Training
from offerscan_training.vocabulary import choose_pieces, count_pieces, trim, unknown_share
from offerscan_training.wide import POSTS_PER_FILE, train_wide

# Rare wording of offers must keep its pieces although the background is a hundred times larger.
_CORPUS_WEIGHT = 10.0
# Documents on which the neurons and heads of a narrower student are weighed.
_SAMPLE = 600
# Of nearly 200,000 real posts every third is read in search of false alarms, which takes minutes.
_EVERY_POST = 3


@dataclass(frozen=True)
class Places:
    """Where a run reads and writes."""

    run: Path
    corpus: Path
    background: Path
    cache: Path


def make_base(config: Config, places: Places) -> dict[str, float]:
    """Load the base, trim its vocabulary, save both; returns the unknown share on held-out text."""
    base = load_base(config.base, places.cache)
    held_out: dict[str, float] = {}
    if config.base.trim:
        counts = count_pieces(base.tokenizer, _weighted_views(places))
        base = trim(base, choose_pieces(base.tokenizer, counts, config.base.vocabulary))
        for name, views in _views(places, held_out=True):
            held_out[f"unknown_{name}"] = round(unknown_share(base.tokenizer, views[:2000]), 5)
    places.run.mkdir(parents=True, exist_ok=True)
    base.encoder.save_pretrained(places.run / "encoder")  # type: ignore[operator]
    base.tokenizer.save(str(places.run / "tokenizer.json"))
    return held_out


def adapt(config: Config, places: Places) -> dict[str, float]:
    """Masked-language-model training; returns perplexity before and after."""
    tokenizer = _tokenizer(places)
    files = {name: pack(tokenizer, views, config.adapt.max_pieces) for name, views in _views(places, held_out=False)}
    rng = random.Random(config.seed)
    held_out = []
    for name, views in _views(places, held_out=True):
        packed = pack(tokenizer, views[:3000], config.adapt.max_pieces)
        held_out += rng.sample(packed, min(len(packed), 150 if name == "corpus" else 60))
    return Adaptation(_encoder(places), tokenizer, config.adapt, places.run, config.seed).train(files, held_out)


def train(config: Config, places: Places) -> Reader:
    """Fine-tune the adapted encoder, or average the runs that the config names; returns the reader of averaged weights."""
    from offerscan_training.judge import judge

    dev = read_jsonl(places.corpus / "dev.jsonl")
    if config.train.soup:
        reader = cook(config.train.soup, places)
        told = judge(reader, _tokenizer(places), config.train, dev)
        log = json.dumps({f"dev_{name}": round(value, 4) for name, value in told.items()})
        (places.run / "train.jsonl").write_text(log + "\n", encoding="utf-8")
        return reader
    documents = read_jsonl(places.corpus / "train.jsonl")
    torch.manual_seed(config.seed)  # the heads begin with random weights
    teacher = None
    before = config.train.begin or config.train.teacher
    if before:
        _take_base(before, places)
    tokenizer = _tokenizer(places)
    reader = make_student(_trained(before, places), config, tokenizer, documents) if before else new_reader(config, places)
    if config.train.teacher:
        teacher = _trained(config.train.teacher, places)
    posts = negatives(places.background)
    alarms = _alarming(config.train.alarms, posts, places) if config.train.alarms else []
    training = Training(reader, tokenizer, config.train, places.run, config.seed, teacher, alarms)
    return training.train(documents, posts, lambda model: judge(model, tokenizer, config.train, dev))


def _alarming(model: str, posts: dict[str, list[Document]], places: Places) -> list[Document]:
    """The real posts that a model takes for risky, whose ids are left in the run: one that is resumed seeks none anew."""
    read = [post for file in posts.values() for post in file][::_EVERY_POST]
    found = places.run / "alarming.json"
    if not found.exists():
        loud = alarming(read, Screener.open(Path(model), threads=torch.get_num_threads()))
        found.write_text(json.dumps([post.id for post in loud]), encoding="utf-8")
    known = set(json.loads(found.read_text(encoding="utf-8")))
    return [post for post in read if post.id in known]


def cook(runs: Sequence[str], places: Places) -> Reader:
    """The mean of the weights of several runs, left in this run. They must have begun from the same weights: between other
    runs lies no valley, and the mean reads nothing."""
    _take_base(runs[0], places)
    reader, *others = (_trained(config, places) for config in runs)
    mean = reader.state_dict()
    for name, value in mean.items():
        if value.dtype.is_floating_point:
            value.copy_(torch.stack([value, *(other.state_dict()[name] for other in others)]).mean(0))
    torch.save({"average": mean}, places.run / "train.pt")
    return reader


def make_student(teacher: Reader, config: Config, tokenizer: Tokenizer, documents: Sequence[Document]) -> Reader:
    """A reader of the size that the config names, with the layers of a teacher, those neurons and attention heads that matter
    most on a sample of the documents and, where it pools as many layers, the teacher's heads to begin with."""
    shape = config.train
    encoder: Any = copy.deepcopy(teacher.encoder)

    def losses() -> Iterator[Callable[[Reader], Tensor]]:
        rng = random.Random(config.seed)
        sample = rng.sample(documents, min(len(documents), _SAMPLE))
        return losses_of(sample, tokenizer, shape, rng)

    def strongest(weights: Sequence[Tensor], count: int) -> list[Tensor]:
        return [weight.topk(count).indices.sort().values for weight in weights]

    if shape.feed_forward and encoder.config.intermediate_size > shape.feed_forward:
        narrow(encoder, strongest(neuron_weights(teacher, losses()), shape.feed_forward))
    if shape.heads and count_heads(encoder) > shape.heads:
        keep_heads(encoder, strongest(head_weights(teacher, losses()), shape.heads))
    encoder = cut_to_size(encoder, shape)
    student = Reader(encoder, len(read_catalog().labels), shape.layers, shape.dropout)
    take_heads(student, teacher)
    return student


def take_heads(student: Reader, teacher: Reader) -> None:
    """Give a reader the heads of another, where both pool as many layers."""
    if len(student.layers) == len(teacher.layers):
        heads = {name: value for name, value in teacher.state_dict().items() if not name.startswith("encoder.")}
        student.load_state_dict(heads, strict=False)


def fit_wide_member(config: Config, places: Places) -> tuple[str, ...]:
    """Fit the wide member on the training split and leave it in the run; returns its languages."""
    documents = read_jsonl(places.corpus / "train.jsonl")
    member, languages = train_wide(documents, negatives(places.background), POSTS_PER_FILE, config.seed)
    places.run.mkdir(parents=True, exist_ok=True)
    member.save(places.run / WIDE)
    (places.run / "languages.json").write_text(json.dumps(languages), encoding="utf-8")
    return languages


def new_reader(config: Config, places: Places) -> Reader:
    """An untrained reader on the adapted encoder, or on the base where no adaptation was made."""
    encoder = _encoder(places)
    adapted = places.run / "adapt.pt"
    if adapted.exists():
        encoder.load_state_dict(torch.load(adapted, map_location="cpu", weights_only=True)["encoder"])
    encoder = cut_to_size(encoder, config.train)
    return Reader(encoder, len(read_catalog().labels), config.train.layers, config.train.dropout)


def _trained(config: str, places: Places) -> Reader:
    """The reader of another config's run, beside this one, or of a shipped model's folder."""
    if _is_shipped(config):
        return read_shipped(Path(config))
    return load_reader(read_config(Path(config)), replace(places, run=_beside(config, places)))


def _take_base(config: str, places: Places) -> None:
    """Tokenizer and shape of another config's run, and what its adaptation told: weights are of no use with another
    vocabulary."""
    places.run.mkdir(parents=True, exist_ok=True)
    if _is_shipped(config):
        write_base(Path(config), places.run)
        return
    shutil.copytree(_beside(config, places) / "encoder", places.run / "encoder", dirs_exist_ok=True)
    for name in ("tokenizer.json", "adapt.jsonl"):
        if (_beside(config, places) / name).exists():  # a run may have gone without adaptation
            shutil.copy(_beside(config, places) / name, places.run)


def _is_shipped(config: str) -> bool:
    return not config.endswith(".toml")


def _beside(config: str, places: Places) -> Path:
    return places.run.parent / Path(config).stem


def load_reader(config: Config, places: Places) -> Reader:
    """The fine-tuned reader of averaged weights; raises ModelError where the run has none."""
    path = places.run / "train.pt"
    if not path.exists():
        raise ModelError(f"Run {places.run.name!r} holds no train.pt: train it first.")
    encoder = cut_to_size(_encoder(places), config.train)
    reader = Reader(encoder, len(read_catalog().labels), config.train.layers, config.train.dropout)
    reader.load_state_dict(torch.load(path, map_location="cpu", weights_only=True)["average"])
    return reader.eval()


def _encoder(places: Places) -> torch.nn.Module:
    return load_encoder(places.run / "encoder").float()


def _tokenizer(places: Places) -> Tokenizer:
    path = places.run / "tokenizer.json"
    if not path.exists():
        raise ModelError(f"Run {places.run.name!r} holds no tokenizer.json: make its base first.")
    return Tokenizer.from_file(str(path))


def _views(places: Places, held_out: bool) -> Iterator[tuple[str, list[str]]]:
    """Reading views of each adaptation file and of the corpus, either the held-out part or the rest."""
    corpus: list[Document] = read_jsonl(places.corpus / ("test.jsonl" if held_out else "train.jsonl"))
    yield "corpus", [read_view(document.text).text for document in corpus]
    for file in BACKGROUND:
        if file.adapt:
            texts = (text for index, text in enumerate(file.texts(places.background)) if is_held_out(index) is held_out)
            yield file.name, [read_view(text[:MAX_CHARACTERS]).text for text in texts]


def _weighted_views(places: Places) -> Iterator[tuple[str, float]]:
    for name, views in _views(places, held_out=False):
        weight = _CORPUS_WEIGHT if name == "corpus" else MIX[name]
        yield from ((view, weight) for view in views)
