"""What one training run is: a TOML file under training/configs, read into frozen records."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from offerscan.errors import InputError

Source = Literal["packages", "hub"]


@dataclass(frozen=True)
class BaseConfig:
    """Where the encoder comes from; `name` is a title for `packages`, a folder or hub name for `hub`."""

    source: Source
    name: str
    licence: str
    vocabulary: int = 32_000
    trim: bool = True


@dataclass(frozen=True)
class AdaptConfig:
    """Masked-language-model training. `tokens` is the length of the run; rates are peaks of warm-up and decay."""

    tokens: int = 3_000_000
    head_steps: int = 150
    batch_tokens: int = 2_048
    max_pieces: int = 128
    mask_share: float = 0.15
    learning_rate: float = 3e-4
    checkpoint_steps: int = 200


@dataclass(frozen=True)
class TrainConfig:
    """Fine-tuning of encoder and heads. `begin` names the config of a run to go on from, `teacher` one to learn from; with
    `soup` nothing is trained: the weights of the runs named are averaged (Wortsman et al. 2022). Where `fresh` names authors, an
    epoch shows all of theirs and only `known_share` of the others' documents, which the run before has learned already.
    `match` is what the likeness of a student's pooled states to its teacher's weighs, who must pool as many layers;
    `repeat` epochs show the same changed texts, so that the teacher reads them once.
    `keep_layers` (from 0), `feed_forward` (width) and `heads` (of each layer's attention) make the encoder smaller than the one
    it begins with; 0 and none: as it is. Where `begin` or `teacher` is no .toml, it is the folder of a shipped model.
    `excerpts` of its offers an epoch also shows by a sentence or two.
    `alarms` is a model folder too: the real posts that it takes for risky are shown in every epoch."""

    epochs: int = 12
    layers: tuple[int, ...] = (6, 9, 12)
    batch_tokens: int = 2_048
    max_pieces: int = 256
    overlap: int = 64
    learning_rate: float = 2e-4
    head_rate: float = 2e-3
    layer_decay: float = 0.9
    freeze: int = 3
    background: int = 900
    augment: float = 0.5
    bury: float = 0.12
    fragments: int = 150
    excerpts: int = 0
    word_dropout: float = 0.06
    focal: float = 1.0
    positive_weight: float = 2.0
    smoothing: float = 0.03
    average: float = 0.998
    dropout: float = 0.1
    checkpoint_minutes: float = 5.0
    keep_layers: tuple[int, ...] = ()
    feed_forward: int = 0
    heads: int = 0
    teacher: str = ""
    match: float = 0.0
    repeat: int = 1
    begin: str = ""
    soup: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()
    known_share: float = 1.0
    alarms: str = ""


@dataclass(frozen=True)
class Config:
    """One run: `version` names the model folder."""

    version: str
    base: BaseConfig
    adapt: AdaptConfig = AdaptConfig()
    train: TrainConfig = TrainConfig()
    seed: int = 1


def read_config(path: Path) -> Config:
    """Read a run's TOML; raises InputError naming an unknown or missing field or table, or an unknown source."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"Config {path.name} cannot be read: give one of the files in training/configs.") from error
    except ValueError as error:  # not TOML, or not UTF-8
        raise InputError(f"Config {path.name} is not valid TOML ({error}): mend that line.") from error
    tables = {"base": BaseConfig, "adapt": AdaptConfig, "train": TrainConfig}
    for name in tables:
        if not isinstance(raw.get(name, {}), dict):
            raise InputError(f"Config {path.name}: {name!r} is no table: write [{name}] on a line of its own.")
    read = {name: _read(record, raw[name], path) for name, record in tables.items() if name in raw}
    config: Config = _read(Config, {**raw, **read}, path)
    if config.base.source not in get_args(Source):
        raise InputError(
            f"Config {path.name}: unknown source {config.base.source!r} in [base]; known are {', '.join(get_args(Source))}."
        )
    return config


def _read(record: type[Any], table: dict[str, Any], path: Path) -> Any:
    """The record of one table of the file, or of the whole file."""
    known = {field.name for field in fields(record)}
    if unknown := sorted(set(table) - known):
        raise InputError(f"Config {path.name}: unknown field {unknown[0]!r}; known are {', '.join(sorted(known))}.")
    needed = [field.name for field in fields(record) if field.default is MISSING]
    if missing := [name for name in needed if name not in table]:
        raise InputError(f"Config {path.name} lacks {missing[0]!r}: add it, see the files in training/configs.")
    return record(**{key: tuple(value) if isinstance(value, list) else value for key, value in table.items()})
