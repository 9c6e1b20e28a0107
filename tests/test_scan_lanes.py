"""How the rows of a run are dealt out to workers: alike rows together, nobody idle, every answer back in its place."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offerscan.scan.crew import WINDOW, Crew, Sent
from offerscan.scan.lanes import Round, deal_rounds, lane_of

LANES = 1_000  # so many that different texts are hardly ever in one by chance


@pytest.mark.parametrize(
    "variant",
    [
        "Dibutuhkan ART ke Malaysia, hubungi 0813-9999-0000!!",
        "DIBUTUHKAN ART KE MALAYSIA\nhubungi 0812 0000 1234",
        "🔥 Dibutuhkan ART ke Malaysia 🔥 hubungi +62 812 0000 1234",
        "Dibutuhkan\xa0ART ke\u200b Malaysia, hubungi: 0812.0000.1234",
    ],
)
def test_variants_share_a_lane(variant: str) -> None:
    assert lane_of(variant, LANES) == lane_of("Dibutuhkan ART ke Malaysia, hubungi 0812-0000-1234", LANES)


def test_others_have_lanes_of_their_own() -> None:
    texts = ["loker Taiwan", "loker Hongkong", "招聘印尼女佣", "يوجد عمل في السعودية", "", "123", None]
    assert len({lane_of(text, LANES) for text in texts}) == 5  # nothing to tell the last three apart by


TEXTS = st.text("abc1 ", max_size=4) | st.none()
BATCHES = st.lists(st.lists(TEXTS, min_size=1, max_size=5), min_size=1, max_size=12)


@settings(deadline=None)
@given(BATCHES, st.integers(1, 5))
def test_rows_come_back_in_their_places(batches: list[list[str | None]], lanes: int) -> None:
    joined = []
    for dealt in deal_rounds((batch_of(texts) for texts in batches), lanes):
        assert all(lane_of(text, lanes) == share.lane for share in dealt.shares for text in texts_of(share.batch))
        joined += [texts_of(batch) for batch in dealt.join([share.batch for share in dealt.shares])]
    assert joined == batches


def test_a_lane_without_rows_has_no_share() -> None:
    assert len(Round.of([batch_of(["sama", "SAMA 1"]), batch_of(["sama!"])], 5).shares) == 1


@settings(deadline=None)
@given(BATCHES, st.integers(1, 4), st.integers(1, 3), st.integers(0, 999))
def test_answers_are_in_order_whoever_is_slow_absent_or_lost(
    batches: list[list[str | None]], workers: int, at_worker: int, seed: int
) -> None:
    crew = Unreliable(workers, at_worker, Random(seed))
    answers = list(crew.assess(map(batch_of, batches)))
    assert [texts_of(batch) for batch, _ in answers] == batches
    assert sum(spent.get("model", 0) for _, spent in answers) == crew.answered


def test_no_more_than_a_window_is_read_ahead_and_nobody_is_idle() -> None:
    """One worker's rows alone, of which it answers none: the other helps, and reading stops at the window."""
    read: list[int] = []

    def endless() -> Iterator[pa.RecordBatch]:
        while True:
            read.append(len(read))
            yield batch_of(["sama"])

    crew = Unreliable(2, 2, Random(0), stuck=lane_of("sama", 2))
    with pytest.raises(RuntimeError, match="waits for ever"):
        next(crew.assess(endless()))
    assert len(read) == 2 * WINDOW
    assert crew.helped == WINDOW - 2  # all but those that the stuck worker has


class Unreliable(Crew):
    """Workers that answer with the rows themselves, out of turn, and now and then are away or lose what they have."""

    def __init__(self, workers: int, at_worker: int, random: Random, stuck: int | None = None) -> None:
        super().__init__(workers, at_worker)
        self.has: list[list[Sent]] = [[] for _ in range(workers)]
        self.random = random
        self.stuck = stuck
        self.answered = self.helped = 0
        self.is_away = False

    def busy(self) -> dict[int, int]:
        there = {lane: len(has) for lane, has in enumerate(self.has)}
        assert max(there.values()) <= self._at_worker
        if self.is_away and sum(there.values()) > there[0]:
            del there[0]
        return there

    def give(self, lane: int, sent: Sent) -> None:
        self.helped += lane != sent.lane
        self.has[lane].append(sent)

    def collect(self, *, is_waiting: bool) -> None:
        able = [has for lane, has in enumerate(self.has) if has and lane != self.stuck]
        if is_waiting and not able:
            raise RuntimeError("waits for ever")
        self.is_away = self.stuck is None and self.random.random() < 0.5
        if able and (is_waiting or self.random.random() < 0.3):
            sent = self.random.choice(able).pop(0)
            if self.stuck is None and self.random.random() < 0.2:
                self.send_again(sent)
            else:
                sent.answered = sent.batch, {"model": 1.0}
                self.answered += 1


def batch_of(texts: list[str | None]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({"text": pa.array(texts, pa.string())})


def texts_of(batch: pa.RecordBatch) -> list[str | None]:
    texts: list[str | None] = batch.column("text").to_pylist()
    return texts
