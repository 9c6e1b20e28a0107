"""The ways in which one text is posted again and again: another telephone, place or sum, and disguises of many kinds.

For planted campaigns, for the bundled sample dump, and for the dump that speed is measured on; never for training.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable

from offerscan.records import Category, Risk
from offerscan_training.augment import EMOJI, FIRM_WORDS, NAMES, TITLES, decorate, misspell, obfuscate, rename, slang
from offerscan_training.corpus import Document

__all__ = ["CHANGES", "DISGUISES", "disguise", "pass_on", "vary"]

Change = Callable[[str, random.Random], str]
_MOST_CHANGES = 4
_NUMBER = re.compile(r"\+?\d[\d \-.()]{7,}\d")
_AMOUNT = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{1,3})?(?= ?(?:jt|juta|rb|ribu)\b)", re.I)
_PERSON = re.compile(rf"\b(?:{'|'.join(map(re.escape, TITLES))}) [A-Z][a-z]+(?: [A-Z][a-z]+)?\b")
_FIRM = re.compile(r"\b(?P<form>PT|CV|LPK) [A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,3}\b")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_LEET = str.maketrans("aieo", "4130")
_GREETINGS = (
    "Assalamualaikum wr wb, izin share ya admin",
    "Selamat pagi rekan-rekan semua, info dari teman",
    "Permisi min, numpang lapak 🙏",
    "Info loker valid, silakan yang minat",
    "Bismillah, semoga bermanfaat untuk yang membutuhkan",
    "Copas dari grup sebelah",
    "Bantu share",
    "*LOKER*",
    "UP",
)
_FORWARDED = (
    "Diteruskan",
    "Diteruskan berkali-kali",
    "Forwarded many times",
    "[Fwd] Info Loker LN",
    "Forwarded from Info Kerja",
    "Dari grup RT",
    "Info",
)
_ENDINGS = ("\n#loker #tki", "\nYang minat inbox", " 🙏", "\nJangan lupa share", "\nNo PHP", " 🔥🔥")
_PASSED_ON_AS_FORWARDED = 0.4


def vary(text: str, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    """The text with one to four changes of any kind, and which."""
    changed = rng.sample(sorted(CHANGES), rng.randint(1, _MOST_CHANGES))
    return _apply(changed, text, rng), tuple(changed)


def disguise(text: str, rng: random.Random) -> str:
    """The text with up to three changes that leave telephone, place and sums as they are."""
    return _apply(rng.sample(DISGUISES, rng.choice((0, 1, 1, 2, 3))), text, rng).strip()


def pass_on(text: str, rng: random.Random) -> str:
    """The text as people pass it on: mostly as it is, now and then marked as forwarded."""
    return _forwarded(text, rng) if rng.random() < _PASSED_ON_AS_FORWARDED else text


def _apply(names: Iterable[str], text: str, rng: random.Random) -> str:
    for name in names:
        text = CHANGES[name](text, rng)
    return text


def _of_documents(change: Callable[[Document, random.Random], Document]) -> Change:
    """A change that training makes too, for a text alone."""

    def changed(text: str, rng: random.Random) -> str:
        return change(Document("", text, Category.OVERSEAS_OFFER, Risk.REVIEW), rng).text

    return changed


def _telephone(text: str, rng: random.Random) -> str:
    number = f"08{rng.randrange(11, 60)}-0000-{rng.randrange(10_000):04}"
    return _NUMBER.sub(number, text) if _NUMBER.search(text) else f"{text} WA {number}"


def _name(text: str, rng: random.Random) -> str:
    """Another person, and another firm where one is named."""
    person = f"{rng.choice(TITLES)} {' '.join(rng.sample(NAMES, rng.randint(1, 2)))}"
    firm = " ".join(rng.sample(FIRM_WORDS, rng.randint(2, 3)))
    text = _FIRM.sub(lambda match: f"{match['form']} {firm}", text)
    return _PERSON.sub(person, text) if _PERSON.search(text) else f"{text} Hubungi {person}"


def _amount(text: str, rng: random.Random) -> str:
    return _AMOUNT.sub(lambda _: str(rng.randrange(2, 40)), text)


def _emoji(text: str, rng: random.Random) -> str:
    return f"{''.join(rng.choices(EMOJI, k=3))} {text} {rng.choice(EMOJI)}"


def _order(text: str, rng: random.Random) -> str:
    """Lines, or else sentences, in another order; the first stays."""
    separator = "\n" if text.count("\n") > 2 else ". "
    first, *rest = text.split(separator)
    rng.shuffle(rest)
    return separator.join([first, *rest])


def _leet(text: str, rng: random.Random) -> str:
    return _LONG_WORD.sub(lambda word: word[0].translate(_LEET) if rng.random() < 0.2 else word[0], text)


def _truncated(text: str, rng: random.Random) -> str:
    return f"{text[: round(len(text) * rng.uniform(0.65, 0.9))]}… Baca selengkapnya"


def _forwarded(text: str, rng: random.Random) -> str:
    return f"{rng.choice(_FORWARDED)}\n{text}"


def _greeting(text: str, rng: random.Random) -> str:
    return f"{rng.choice(_GREETINGS)}\n{text}"


def _ending(text: str, rng: random.Random) -> str:
    return text + rng.choice(_ENDINGS)


def _capitals(text: str, rng: random.Random) -> str:
    """The first line shouted; a text of one line stays."""
    head, line_end, rest = text.partition("\n")
    return head.upper() + line_end + rest if line_end else text


def _one_line(text: str, rng: random.Random) -> str:
    return " ".join(text.split("\n"))


CHANGES: dict[str, Change] = {
    "telephone": _telephone,
    "name": _name,
    "city": _of_documents(rename),
    "amount": _amount,
    "emoji": _emoji,
    "emoji_between": _of_documents(decorate),
    "order": _order,
    "slang": _of_documents(slang),
    "spelling": _of_documents(misspell),
    "leet": _leet,
    "obfuscated": _of_documents(obfuscate),
    "truncated": _truncated,
    "forwarded": _forwarded,
    "greeting": _greeting,
    "ending": _ending,
    "capitals": _capitals,
    "one_line": _one_line,
}
# Of these, what is done to a text whose telephone, place and sum are chosen elsewhere.
DISGUISES = ("slang", "leet", "emoji_between", "greeting", "ending", "capitals", "one_line")
