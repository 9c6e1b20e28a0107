"""Texts made to be slow: eight times the text may take about eight times the work, never the square of it."""

import time
from collections.abc import Callable

import pytest

from offerscan.details import find_details
from offerscan.redaction import redact

SHORT, TIMES, SLACK = 4_000, 8, 2.5  # what takes the square of the time would reach 64 times
HOSTILE: dict[str, Callable[[int], str]] = {
    "digits": lambda size: "0812" * (size // 4),
    "digits apart": lambda size: "1 " * (size // 2),
    "ranges": lambda size: "1-" * (size // 2),
    "dots": lambda size: "." * size,
    "letters and dots": lambda size: "A." * (size // 2),
    "at signs": lambda size: "@" * size,
    "one long word": lambda size: "a" * size,
    "open links": lambda size: "wa.me/" * (size // 6),
    "telephones": lambda size: "".join(f"0812{at:08d} " for at in range(size // 13)),
    "accounts": lambda size: "".join(f"BCA {10**9 + at} " for at in range(size // 15)),
    "user names": lambda size: "".join(f"@akun{at} " for at in range(size // 11)),
    "user names alike": lambda size: "".join(f"@a.{at} " for at in range(size // 9)),
    "licences": lambda size: "".join(f"NIB {10**12 + at} " for at in range(size // 18)),
    "companies": lambda size: "PT MAJU " * (size // 8),
}


def read(text: str) -> None:
    redact(text, find_details(text))


def seconds(work: Callable[[str], None], text: str) -> float:
    before = time.process_time()
    work(text)
    return time.process_time() - before


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_no_more_than_their_length(make: Callable[[int], str]) -> None:
    short, long = make(SHORT), make(TIMES * SHORT)
    read(short)
    for _ in range(3):  # another program may disturb one round, not all
        if min(seconds(read, long) for _ in range(2)) < TIMES * SLACK * min(seconds(read, short) for _ in range(4)):
            return
    pytest.fail("the time grows faster than the text")
