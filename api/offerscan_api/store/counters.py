"""Counters of what was answered, week by week, without any text: they show when offers, or the model, begin to drift."""

from __future__ import annotations

import math
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from threading import Lock
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from offerscan.records import Assessment, Category, Limit, Risk
from offerscan_api.store.database import Database
from offerscan_api.store.days import this_monday
from offerscan_api.store.records import Week
from offerscan_api.store.tables import counters

__all__ = ["TENTHS", "Counters"]

TENTHS = 10
# Counts wait in memory, so that an answer does not wait for the disk; a crash loses so much at most.
_FLUSH_S, _FLUSH_COUNT = 60.0, 5000
_Slot = tuple[date, str, str, str]


class Counters:
    """Counts assessments and feedback. Safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: Counter[_Slot] = Counter()
        self._counted = 0  # how many of them wait, but for pieces
        self._lock = Lock()
        self._flushed = time.monotonic()

    def count(self, answers: Iterable[Assessment | Any]) -> None:
        """Count assessments; refusals are passed over."""
        monday = this_monday()
        slots: Counter[_Slot] = Counter()
        for answer in answers:
            if isinstance(answer, Assessment):
                model = answer.versions.model
                tenth = min(int(answer.risk_scores["high"] * TENTHS), TENTHS - 1)
                slots[monday, model, "level", answer.risk] += 1
                slots[monday, model, "category", answer.category] += 1
                slots[monday, model, "score", str(tenth)] += 1
                if Limit.NOT_COVERED in answer.limits:
                    slots[monday, model, "not_covered", ""] += 1
        self._add(slots)

    def count_pieces(self, model: str, read: int, unknown: int) -> None:
        """Count the pieces that a model was given, and those of them that its tokenizer does not know."""
        if read:
            monday = this_monday()
            self._add(Counter({(monday, model, "pieces", "read"): read, (monday, model, "pieces", "unknown"): unknown}))

    def count_feedback(self, model: str, confirmed: bool) -> None:
        """Count one confirmation or correction."""
        self._add(Counter({(this_monday(), model, "confirmed" if confirmed else "corrected", ""): 1}))

    def flush(self) -> None:
        """Write what waits in memory. Raises StoreError, and then keeps it waiting."""
        with self._lock:
            waiting, self._waiting = self._waiting, Counter()
            counted, self._counted = self._counted, 0
            self._flushed = time.monotonic()
        if not waiting:
            return
        rows = [
            {"monday": monday, "model": model, "measure": measure, "slot": slot, "count": count}
            for (monday, model, measure, slot), count in sorted(waiting.items())
        ]
        make = insert_sqlite if self._database.is_sqlite else insert_postgresql
        query = make(counters)
        query = query.on_conflict_do_update(
            index_elements=["monday", "model", "measure", "slot"],
            set_={"count": counters.c["count"] + query.excluded["count"]},
        )
        try:
            with self._database.writing() as connection:
                connection.execute(query, rows)
        except BaseException:
            with self._lock:
                self._waiting.update(waiting)
                self._counted += counted
            raise

    def weekly(self, weeks: int = 12) -> tuple[Week, ...]:
        """The figures of the last weeks, newest first, one line a week and model."""
        self.flush()
        since = this_monday() - timedelta(weeks=weeks - 1)
        counted: defaultdict[tuple[date, str], dict[tuple[str, str], int]] = defaultdict(dict)
        with self._database.reading() as connection:
            for row in connection.execute(select(counters).where(counters.c.monday >= since)):
                counted[row.monday, row.model][row.measure, row.slot] = row._mapping["count"]
        before: defaultdict[str, list[tuple[int, ...]]] = defaultdict(list)
        read = []
        for (monday, model), slots in sorted(counted.items()):
            week = _week(monday, model, slots, [sum(column) for column in zip(*before[model], strict=True)])
            before[model].append(week.histogram)
            read.append(week)
        return tuple(reversed(read))

    @property
    def is_due(self) -> bool:
        """Whether what is counted next is written at once, with all that waits."""
        return self._counted >= _FLUSH_COUNT or time.monotonic() - self._flushed > _FLUSH_S

    def _add(self, slots: Mapping[_Slot, int]) -> None:
        with self._lock:
            self._waiting.update(slots)
            # Pieces are hundreds an offer, and wait for those.
            self._counted += sum(count for (_, _, measure, _), count in slots.items() if measure != "pieces")
        if self.is_due:
            self.flush()


def _week(monday: date, model: str, slots: Mapping[tuple[str, str], int], before: Sequence[int]) -> Week:
    histogram = tuple(slots.get(("score", str(tenth)), 0) for tenth in range(TENTHS))
    pieces, unknown = (slots.get(("pieces", slot), 0) for slot in ("read", "unknown"))
    return Week(
        monday=monday,
        model=model,
        assessed=sum(histogram),
        levels={risk: slots.get(("level", risk), 0) for risk in Risk},
        categories={category: slots.get(("category", category), 0) for category in Category},
        histogram=histogram,
        not_covered=slots.get(("not_covered", ""), 0),
        confirmed=slots.get(("confirmed", ""), 0),
        corrected=slots.get(("corrected", ""), 0),
        pieces=pieces,
        unknown_pieces=unknown,
        unknown_share=round(unknown / pieces, 4) if pieces else None,
        shift=_shift(histogram, before) if sum(before) and sum(histogram) else None,
    )


def _shift(now: Sequence[int], before: Sequence[int]) -> float:
    """Population stability index, with half a count in every tenth so that none is empty."""
    shares = [[(count + 0.5) / (sum(counts) + TENTHS / 2) for count in counts] for counts in (now, before)]
    shift: float = sum((new - old) * math.log(new / old) for new, old in zip(*shares, strict=True))
    return round(shift, 4)
