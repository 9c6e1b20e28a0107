"""How names of companies are compared: what is dressing falls away, a slip of the pen costs little, another word much.

Indonesian companies share their words ("Karya", "Jaya", "Abadi"), so two names that differ in one of them are two
companies, however few letters that is. A word counts as misspelt only where it is not a word of names itself.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["SAME", "SAME_PRECISION", "SIMILAR", "CompanyName", "likeness", "read_name"]

_TABLE = tomllib.loads((files(__package__) / "names.toml").read_text(encoding="utf-8"))
# Likeness from which two names are taken for one company, and from which a name is shown as similar.
SAME: float = _TABLE["thresholds"]["same"]
SIMILAR: float = _TABLE["thresholds"]["similar"]
# Of the pairs taken for one company so many were (tests/test_registry_names.py).
SAME_PRECISION: float = _TABLE["thresholds"]["same_precision"]

_FORMS: dict[str, str] = {word: form for form, words in _TABLE["forms"].items() for word in words}
_EQUAL: dict[str, str] = {word: one for one, words in _TABLE["equal"].items() for word in words}
_DRESSING = frozenset(_TABLE["dressing"]["words"])
_BRANCH = re.compile(r"\b(?:(?:kantor )?(?:cabang|cab|kacab|perwakilan)|branch)\b(?P<place>.*)$")
_BRANCH_LAST = re.compile(r" (?P<place>[^\W\d_]+) branch$")
_OFFICE = re.compile(r"\b(?:kantor pusat|pusat|head office)\b\W*$")
_ASIDE = re.compile(r"[(\[][^)\]]*[)\]]?|(?<=\w\w) [-–—|] .*$")
_DOTTED = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b\.?")
_SPACED = re.compile(r"(?<![^\W_])[^\W_](?: [^\W_])+(?![^\W_])")
_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"))
_DIGITS_FOR_LETTERS = str.maketrans("013457", "oieast")
_OTHER_FORM, _INITIALS, _PART = 0.75, 0.7, 0.6
_ORDER_COST, _SHORTENED_COST = 0.4, 1.5
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A name without its dressing. `form` is "pt", "cv", "lpk" …, None where none is written."""

    form: str | None
    words: tuple[str, ...]
    branch: str | None = None

    @property
    def squeezed(self) -> str:
        """The words without spaces."""
        return "".join(self.words)

    @property
    def initials(self) -> str:
        """The first letters of the words."""
        return "".join(word[0] for word in self.words)


@lru_cache(maxsize=4096)
def read_name(written: str) -> CompanyName:
    """A name as people write it, taken apart.

    >>> read_name("P.T. Maju Djaya & Abadi, Tbk (cabang Kupang)")
    CompanyName(form='pt', words=('maju', 'jaya', 'abadi'), branch='kupang')
    """
    text = unicodedata.normalize("NFKD", written[:_LONGEST].casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf")
    text, branch = _cut_branch(re.sub(r"[^\S ]", " ", text).strip())
    text = _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", text)
    text = " ".join(_SPACED.sub(lambda match: match[0].replace(" ", ""), part) for part in re.split(r" {2,}", text))
    form, words = None, []
    for token in re.findall(r"[^\W_]+", text.replace("'", "").replace("’", "")):
        if token in _FORMS:
            form = form or _FORMS[token]
        elif token not in _DRESSING:
            words.append(_spelt(token))
    if (
        form is None
        and words
        and len(words) == 1
        and words[0].startswith("pt")
        and " " not in text
        and _is_spaced(written)
    ):
        form, words = "pt", [words[0][2:]]
    return CompanyName(form, tuple(word for word in words if word), branch)


def _is_spaced(written: str) -> bool:
    return re.match(r"\s*[Pp]\W{0,2}[Tt]\W", written) is not None


def _cut_branch(text: str) -> tuple[str, str | None]:
    """The name without the branch and other things said beside it."""
    match = _BRANCH_LAST.search(text) or _BRANCH.search(text)
    branch = None
    if match is not None and match.start() > 0:
        text, branch = text[: match.start()], " ".join(re.findall(r"\w+", match["place"])) or None
    plain = _OFFICE.sub("", _ASIDE.sub(" ", text)).strip()
    return (plain if re.search(r"\w{3}", plain) else text), branch


@lru_cache(maxsize=8192)
def _spelt(word: str) -> str:
    """One spelling for words that are spelt in several ways."""
    if not word.isdigit() and not word.isalpha():
        word = word.translate(_DIGITS_FOR_LETTERS)
    for old, new in _SPELLING:
        word = word.replace(old, new)
    word = re.sub(r"([^\W\d_])\1", r"\1", word)
    return _EQUAL.get(word, word)


_COMMON = frozenset(map(_spelt, _TABLE["common"]["words"]))


def likeness(one: CompanyName, other: CompanyName, known: Collection[str] = ()) -> float:
    """How like two names are, from 0 to 1. `known` are words of names, as the list has them; a few are known always.

    >>> pair = read_name("PT Maju Jaya Abadi"), read_name("PT Maju Jaya Mandiri")
    >>> likeness(*pair) < SAME < likeness(read_name("pt maju jaya abdai"), pair[0])
    True
    """
    if not one.words or not other.words:
        return 0.0
    score = max(_aligned(one.words, other.words, known), _resplit(one, other, known), _resplit(other, one, known))
    if _are_initials(one, other):
        score = max(score, _INITIALS)
    elif _is_part(one, other):
        score = max(score, _PART)
    return score if one.form is None or other.form is None or one.form == other.form else score * _OTHER_FORM


def _are_initials(one: CompanyName, other: CompanyName) -> bool:
    short, long = sorted((one, other), key=lambda name: len(name.words))
    return len(short.words) == 1 and len(long.words) >= 3 and short.squeezed == long.initials


def _is_part(one: CompanyName, other: CompanyName) -> bool:
    short, long = sorted((one, other), key=lambda name: len(name.words))
    return len(short.words) >= 2 and set(short.words) <= set(long.words)


def _aligned(ones: Sequence[str], others: Sequence[str], known: Collection[str]) -> float:
    """1 less the letters that do not agree, as a share of the longer name."""
    left, right = list((Counter(ones) - Counter(others)).elements()), list((Counter(others) - Counter(ones)).elements())
    cost = _ORDER_COST if not left and not right and tuple(ones) != tuple(others) else 0.0
    pairs = sorted((pair_cost, x, y) for x in left for y in right if (pair_cost := _word_cost(x, y, known)) is not None)
    for pair_cost, x, y in pairs:
        if x in left and y in right:
            left.remove(x)
            right.remove(y)
            cost += pair_cost
    cost += max(sum(map(len, left)), sum(map(len, right)))
    return max(0.0, 1 - cost / max(sum(map(len, ones)), sum(map(len, others))))


def _word_cost(one: str, other: str, known: Collection[str]) -> float | None:
    """What it costs to take two words for one; None where they are two."""
    from rapidfuzz.distance import OSA

    short, long = sorted((one, other), key=len)
    if all(word in known or word in _COMMON for word in (one, other)):
        return None
    most = 1 if len(long) < 7 else 2
    if len(short) >= 4 and (typos := OSA.distance(one, other, score_cutoff=most)) <= most:
        return float(typos)
    return _SHORTENED_COST if long.startswith(short) and (len(short) == 1 or 3 <= len(short) <= 5) else None


def _resplit(one: CompanyName, other: CompanyName, known: Collection[str]) -> float:
    """Their likeness where the words of the one are joined or torn otherwise than those of the other."""
    from rapidfuzz.distance import Levenshtein

    letters = one.squeezed
    if len(one.words) == len(other.words) or Levenshtein.normalized_similarity(letters, other.squeezed) < SAME:
        return 0.0
    codes = Levenshtein.opcodes(other.squeezed, letters)
    cuts, end = [0], 0
    for word in other.words[:-1]:
        end += len(word)
        code = next(code for code in codes if code.src_start <= end <= code.src_end)
        cuts.append(min(code.dest_end, code.dest_start + end - code.src_start))
    words = [letters[start:stop] for start, stop in zip(cuts, [*cuts[1:], len(letters)], strict=True)]
    return _aligned(words, other.words, known) if all(words) else 0.0
