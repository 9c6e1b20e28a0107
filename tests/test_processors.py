"""Scores on other processors: measured where the emulator is at hand, a clear sentence where it is not."""

import shutil
from pathlib import Path

import pytest

from offerscan.errors import InputError
from offerscan_training import processors
from offerscan_training.processors import EMULATOR, Difference, compare_processors, difference_table

DATA = Path(__file__).parent.parent / "training" / "data"


def test_the_table_tells_the_largest_and_how_many_texts_stay_within() -> None:
    table = difference_table([Difference("Haswell", 60, 0.004, 0.014, 0.0003, 0.9)])
    assert table.splitlines()[-1] == "| Haswell | 60 | 4.0e-03 | 1.4e-02 | 3.0e-04 | 90% |"


def test_without_the_emulator_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(InputError, match="qemu-user"):
        compare_processors(None, DATA, 1)


@pytest.mark.skipif(shutil.which(EMULATOR) is None, reason="qemu-user is not installed: no other processor to ask")
def test_a_level_hangs_on_no_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processors, "PROCESSORS", ("Haswell",))
    [difference] = compare_processors(None, DATA, 2)
    assert difference.risk_largest < 0.05
