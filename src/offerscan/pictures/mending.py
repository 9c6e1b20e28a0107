"""Words as they were written: a recogniser drops the spaces between capitals, keeps those between single letters, and
takes a capital I for a small l.

Only what gives known words is changed (`words.txt`, the most frequent first, made from the corpus by
`python -m offerscan_training words`); names and addresses stay as they were read.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import pairwise

__all__ = ["mend"]

_SPACED = re.compile(r"(?<!\S)(?:\S ){2,}\S(?!\S)")
_LETTERS = re.compile(r"[^\W\d_]+")
_EDGES = re.compile(r"(?<=[^\W\d_]{4})(?=\d\d)|(?<=\d)(?=[^\W\d_]{4})")  # bantu2 is a plural
_ADDRESS = re.compile(r"@|://|www\.|\w\.\w{2,}|_|#")
_AFTER_SIGN = re.compile(r"(?<=[^\W\d_]{2})([,;:!?.])(?=[^\W\d_]{3})")
_STREET = re.compile(r"\bJI\.")
# Letters of what may be glued, in capitals and in small letters; of a word; of one that is no chance.
_LEAST, _LEAST_SMALL, _LONGEST, _FULL = 6, 10, 18, 4
# Shorter ones that posters are full of; others fit into any name, and di and ke are prefixes too.
_SHORT = frozenset(["ada", "ayo", "bea", "dan", "dp", "hp", "jam", "job", "ktp", "pmi", "tki", "usd", "via", "yg"])


def mend(text: str) -> str:
    """One line as it was written, as far as known words tell.

    >>> mend("GAJI10JUTA"), mend("L O W O N G A N"), mend("LOWONGANKERJA"), mend("ljazah")
    ('GAJI 10 JUTA', 'LOWONGAN', 'LOWONGAN KERJA', 'Ijazah')
    >>> mend("wa.me/628120000"), mend("2jt"), mend("P3MI"), mend("bantu2")
    ('wa.me/628120000', '2jt', 'P3MI', 'bantu2')
    """
    plain = "".join(unicodedata.normalize("NFKC", char) if _is_wide(char) else char for char in text)
    joined = _SPACED.sub(lambda found: found[0].replace(" ", ""), plain)
    return " ".join(word if _ADDRESS.search(word) else _mend_word(word) for word in joined.split())


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) == "F"


def _mend_word(word: str) -> str:
    parted = _STREET.sub("Jl.", _AFTER_SIGN.sub(r"\1 ", word))
    parted = _LETTERS.sub(lambda found: _part(_respell(found[0])), parted)
    pieces = _EDGES.split(parted)
    spelled = [pieces[0]]
    for before, piece in pairwise(pieces):
        letters = re.search(r"[^\W\d_]+$", before) or re.match(r"[^\W\d_]+", piece)
        spelled.append(f" {piece}" if letters and letters[0].lower() in _known() else piece)
    return "".join(spelled)


def _respell(letters: str) -> str:
    """With I for l where that is the usual word: at the beginning, or among capitals."""
    if "l" not in letters:
        return letters
    known = _known()
    cost = known.get(letters.lower(), math.inf)
    for spelled in (letters.replace("l", "I", 1) if letters[0] == "l" else letters, letters.replace("l", "I")):
        if known.get(spelled.lower(), math.inf) < cost and (spelled.isupper() or spelled.istitle()):
            return spelled
    return letters


def _part(letters: str) -> str:
    """The likeliest way to cut letters into known words; the letters as they are where there is none, or they are one."""
    known, lower = _known(), letters.lower()
    least = _LEAST if letters.isupper() else _LEAST_SMALL if letters.islower() else math.inf  # Karangasem is a name
    if len(letters) < least or lower in known or len(lower) != len(letters):
        return letters
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(lower) + 1):
        starts = range(max(0, end - _LONGEST), end)
        best.append(min((best[start][0] + known.get(lower[start:end], math.inf), start) for start in starts))
    if best[-1][0] == math.inf:
        return letters
    words, end = [], len(letters)
    while end:
        words.append(letters[best[end][1] : end])
        end = best[end][1]
    is_likely = all(len(word) >= _FULL or word.lower() in _SHORT for word in words)
    return " ".join(reversed(words)) if is_likely else letters


@cache
def _known() -> dict[str, float]:
    """What a cut costs by each known word: its rank in Zipf's law, as the negative logarithm of its share."""
    words = files("offerscan.pictures").joinpath("words.txt").read_text(encoding="utf-8").split()
    scale = math.log(max(2, len(words)))
    return {word: math.log((rank + 1) * scale) for rank, word in enumerate(words)}
