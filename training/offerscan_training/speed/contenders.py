"""Systems that are measured against each other. Each waits in a process of its own and does nothing unless asked, so
that the threads of one never disturb another."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from offerscan.artifacts import TOKENIZER, open_model
from offerscan.errors import EngineError
from offerscan.records import Assessment, Offer, Refusal
from offerscan_training.speed.processes import offerscan_command, peak_bytes

if TYPE_CHECKING:  # a pipeline's process, whose memory is measured, needs none of it
    from offerscan.screener import Screener

__all__ = [
    "Contender",
    "Running",
    "in_turn",
    "open_offerscan",
    "open_pipeline",
    "our_contender",
    "rival_contenders",
    "without_memory",
    "write_rivals",
]

Item = TypeVar("Item")
Answer = Callable[[str], object]
_PIPELINE = """\
import sys
from transformers import pipeline
print(pipeline("text-classification", model=sys.argv[1], device="cpu")(sys.argv[2], truncation=True))
"""
_WARM_UPS = 5
_MAX_PIECES = 512


@dataclass(frozen=True)
class Contender:
    """`open_answer` gives what answers one text, in a process of its own. `once` is a command that starts, answers the
    text that is appended to it, and ends; `many` one that answers a file of offers, None where texts go one a call."""

    name: str
    open_answer: Callable[[], Answer]
    once: tuple[str, ...]
    many: tuple[str, ...] | None = None


class Running:
    """A contender at rest in its process, between `with` and its end."""

    def __init__(self, contender: Contender, warm_up: str) -> None:
        context = multiprocessing.get_context("spawn")
        self._name = contender.name
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_answer, args=(contender.open_answer, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self.time([warm_up] * _WARM_UPS)

    def __enter__(self) -> Running:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ours.close()
        self._process.join()

    def time(self, texts: Sequence[str]) -> list[float]:
        """Seconds for each text, one a call; raises EngineError if the contender has died."""
        try:
            self._ours.send(texts)
            seconds: list[float] = self._ours.recv()
        except (EOFError, OSError) as error:
            raise EngineError(f"{self._name} died while it was measured: see the message above.") from error
        return seconds

    @property
    def peak_bytes(self) -> int:
        """The most memory its process has had."""
        return peak_bytes(self._process.pid or 0)


def in_turn(items: Sequence[Item], number: int) -> Iterator[Item]:
    """All items once, in round `number`: over the rounds everyone is first as often as the others."""
    first = number % len(items)
    return iter((*items[first:], *items[:first]))


def our_contender(model: Path | None) -> Contender:
    """This program with a model folder: reading view, engine, details and policy."""
    path = open_model(model).path
    return Contender(
        f"offerscan, {path.name}",
        partial(_open_forgetful, path),
        once=offerscan_command(path, "check", "--json"),
        many=offerscan_command(path, "scan"),
    )


def rival_contenders(model: Path | None, folder: Path) -> list[Contender]:
    """transformers pipelines in fp32 with torch's own number of threads, one text a call, as in their manual."""
    return [
        Contender(f"{name}, pipeline", partial(open_pipeline, place), (sys.executable, "-c", _PIPELINE, str(place)))
        for name, place in write_rivals(model, folder).items()
    ]


def write_rivals(model: Path | None, folder: Path) -> dict[str, Path]:
    """Classifiers by name, written below `folder`: the encoder that models here are made from, the model's own where it is
    smaller, and one of BERT-base's size (IndoBERT's shape). They have the shapes and not the weights, on which time does not
    depend; all cut texts as the model does."""
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    path = open_model(model).path
    same = BertConfig.from_pretrained(path)

    def of_shape(vocabulary: int, hidden: int) -> BertConfig:
        return BertConfig(
            vocab_size=vocabulary, hidden_size=hidden, num_hidden_layers=12, num_attention_heads=12,
            intermediate_size=4 * hidden, pad_token_id=same.pad_token_id,
        )  # fmt: skip

    small = of_shape(same.vocab_size, 384)
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_file=str(path / TOKENIZER), model_max_length=_MAX_PIECES, bos_token="<s>", cls_token="<s>",
        eos_token="</s>", sep_token="</s>", unk_token="<unk>", pad_token="<pad>", mask_token="<mask>",
    )  # fmt: skip
    places = {}
    shapes = {"multilingual-e5-small (12 layers)": small, "BERT-base (12 layers)": of_shape(50_000, 768)}
    if any(getattr(same, name) != getattr(small, name) for name in ("num_hidden_layers", "intermediate_size", "hidden_size")):
        whole = ", all heads" if hasattr(same, "kept_heads") else ""  # transformers has no layers with fewer
        shapes[f"the same encoder ({same.num_hidden_layers} layers{whole})"] = same
    for number, (name, config) in enumerate(shapes.items()):
        places[name] = folder / f"rival-{number}"
        BertForSequenceClassification(config).save_pretrained(places[name])
        tokenizer.save_pretrained(places[name])
    return places


def open_offerscan(model: Path) -> Callable[[str], Assessment | Refusal]:
    """What answers one text with a model folder, on one core."""
    from offerscan.screener import Screener

    screener = Screener.open(model, threads=1)
    return lambda text: screener.assess(Offer(text))


def without_memory(screener: Screener) -> Screener:
    """The same screener, which now reads an equal text anew each time; nobody but a measurement wants that."""
    from offerscan.engines.remembered import Remembered

    screener._remembered = Remembered(0, screener.policy.indicators)
    return screener


def open_pipeline(folder: Path) -> Answer:
    """What answers one text with a classifier of `write_rivals`."""
    from transformers import pipeline
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    classify = pipeline("text-classification", model=str(folder), device="cpu")
    return lambda text: classify(text, truncation=True)


def _open_forgetful(model: Path) -> Answer:
    """As a library is used, on all cores; for a text that is asked again and again."""
    from offerscan.screener import Screener

    screener = without_memory(Screener.open(model))
    return lambda text: screener.assess(Offer(text))


def _answer(open_answer: Callable[[], Answer], asked: Connection) -> None:
    """In the contender's process: time each text of every list that comes, until no more can come."""
    answer = open_answer()
    while True:
        try:
            texts = asked.recv()
        except EOFError:
            return
        seconds = []
        for text in texts:
            began = time.perf_counter()
            answer(text)
            seconds.append(time.perf_counter() - began)
        asked.send(seconds)
