"""OfferCheck: the tables are sound, the judge is just, and the shipped model does no worse than its card says."""

import json
from pathlib import Path

import pytest
from fixed_screener import open_fixed

from offerscan.errors import InputError
from offerscan.screener import Screener
from offerscan_training.offercheck import SUITE, outcome_table, read_suite, run_suite

ROOT = Path(__file__).parent.parent


def test_the_suite_is_as_large_as_it_says() -> None:
    functions = read_suite(ROOT / SUITE)
    assert len(functions) >= 45
    for function in functions:
        assert 10 <= len(function.cases) <= 40, function.name
    texts = [text for function in functions for case in function.cases for text in case.texts]
    assert len(set(texts)) > 0.97 * len(texts)


def write(folder: Path, body: str) -> Path:
    (folder / "fee.toml").write_text(body, encoding="utf-8")
    return folder


MINIMUM = """\
about = "A fee is seen."
kind = "minimum"
[expect]
has = ["upfront_fee"]
[[cases]]
text = "dp dulu ke Taiwan"
[[cases]]
text = "tanpa biaya"
[[cases]]
text = "dp, kontrak jelas"
expect = { lacks = ["work_visa_contract"] }
"""


def test_minimum_cases_are_judged_one_by_one(tmp_path: Path) -> None:
    [outcome] = run_suite(open_fixed(), read_suite(write(tmp_path, MINIMUM)))
    assert (outcome.cases, outcome.failed, outcome.shift) == (3, (2, 3), None)
    assert "1 of 3 cases hold" in outcome_table([outcome])


def test_an_invariance_wants_one_level_and_tells_how_far_scores_move(tmp_path: Path) -> None:
    body = 'about = "x"\nkind = "invariance"\n[[cases]]\ntexts = ["dp dari Flores", "dp dari Jawa"]\n'
    body += '[[cases]]\ntexts = ["dp dulu", "tanpa biaya"]\n'
    [outcome] = run_suite(open_fixed(), read_suite(write(tmp_path, body)))
    assert outcome.failed == (2,)
    assert outcome.shift is not None
    assert outcome.shift > 0


@pytest.mark.parametrize(
    ("way", "texts", "holds"),
    [
        ("up", ["kerja", "kerja, dp dulu"], True),
        ("up", ["kerja, dp dulu", "kerja"], False),
        ("down", ["kerja, dp dulu", "kerja"], True),
        ("down", ["kerja", "kerja, dp dulu"], False),
        ("down", ["kerja", "kerja ya kak"], True),
    ],
)
def test_a_direction_holds_or_not(tmp_path: Path, way: str, texts: list[str], holds: bool) -> None:
    body = f'about = "x"\nkind = "direction"\nway = "{way}"\n[[cases]]\ntexts = {texts!r}\n'
    [outcome] = run_suite(open_fixed(), read_suite(write(tmp_path, body)))
    assert (not outcome.failed) is holds


@pytest.mark.parametrize(
    "body",
    [
        'about = "x"\nkind = "most"\n[[cases]]\ntext = "a"\n',
        'about = "x"\nkind = "direction"\n[[cases]]\ntexts = ["a", "b"]\n',
        'about = "x"\nkind = "minimum"\n[[cases]]\ntext = "a"\n',
        'about = "x"\nkind = "minimum"\nexpect = { has = ["fee"] }\n[[cases]]\ntext = "a"\n',
        'about = "x"\nkind = "minimum"\nexpect = { risks = ["low"] }\n[[cases]]\ntext = "a"\n',
        'about = "x"\nkind = "invariance"\n[[cases]]\ntext = "a"\n',
        'kind = "minimum"\n',
    ],
)
def test_a_broken_table_is_named(tmp_path: Path, body: str) -> None:
    with pytest.raises(InputError, match=r"^fee\.toml: "):
        read_suite(write(tmp_path, body))


def test_the_shipped_model_does_no_worse_than_its_results_say() -> None:
    screener = Screener.open()
    results = json.loads((ROOT / "training/results" / f"{screener.engine.model_version}-test.json").read_text("utf-8"))
    functions = read_suite(ROOT / SUITE)
    outcomes = run_suite(screener, functions)
    failed = sum(len(outcome.failed) for outcome in outcomes)
    stored = sum(len(one["failed"]) for one in results["offercheck"].values())
    # Another processor may turn single scores that stand at a threshold (see `make processors`).
    assert failed <= stored + 0.01 * sum(outcome.cases for outcome in outcomes)
    assert {function.name for function in functions} == set(results["offercheck"])
