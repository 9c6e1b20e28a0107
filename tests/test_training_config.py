"""The TOML of a run: what is read, and what is told of a mistake in it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from offerscan.errors import InputError
from offerscan_training.config import AdaptConfig, TrainConfig, read_config

SHIPPED = sorted((Path(__file__).parents[1] / "training" / "configs").glob("*.toml"))
BASE = '[base]\nsource = "hub"\nname = "x"\nlicence = "MIT"\n'


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "run.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_configs_fit_together(path: Path) -> None:
    config = read_config(path)
    depth = len(config.train.keep_layers) or 12
    assert max(config.train.layers) <= depth
    assert config.train.overlap < config.train.max_pieces - 2
    for other in filter(None, (config.train.teacher, config.train.begin, *config.train.soup)):
        if not other.endswith(".toml"):  # a model folder that was shipped once; later commits lack it
            assert re.fullmatch(r"models/offerscan_models/offerscan-id-\d+", other)
            continue
        assert read_config(path.parents[2] / other).base == config.base  # the same pieces for both


def test_what_is_not_said_has_its_default(tmp_path: Path) -> None:
    config = read_config(write(tmp_path, f'version = "a-1"\n{BASE}[train]\nlayers = [1, 2]\nepochs = 3\n'))
    assert config.seed == 1
    assert config.adapt == AdaptConfig()
    assert config.train == replace(TrainConfig(), layers=(1, 2), epochs=3)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (BASE, "lacks 'version': add it"),
        ('version = "a-1"\n', "lacks 'base': add it"),
        ('version = "a-1"\n[base]\nsource = "hub"\nname = "x"\n', "lacks 'licence': add it"),
        (f'version = "a-1"\n{BASE}[train]\nepoch = 3\n', "unknown field 'epoch'; known are alarms,"),
        (f'version = "a-1"\nsede = 3\n{BASE}', "unknown field 'sede'; known are adapt, base, seed, train, version"),
        (f'version = "a-1"\n{BASE}[trian]\nepochs = 3\n', "unknown field 'trian'"),
        (f'version = "a-1"\ntrain = 3\n{BASE}', "'train' is no table: write [train] on a line of its own"),
        (
            'version = "a-1"\n' + BASE.replace("hub", "pakages"),
            "unknown source 'pakages' in [base]; known are packages, hub",
        ),
        (f'version = "a-1"\n{BASE}[adapt]\nlayers = [1]\n', "unknown field 'layers'"),
        ("version = ", "is not valid TOML"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(InputError, match=r"^Config run\.toml") as error:
        read_config(write(tmp_path, text))
    assert sentence in str(error.value)


def test_a_missing_config_and_one_of_other_bytes_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.toml cannot be read: give one of the files in training/configs"):
        read_config(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match=r"bytes\.toml is not valid TOML"):
        read_config(tmp_path / "bytes.toml")
