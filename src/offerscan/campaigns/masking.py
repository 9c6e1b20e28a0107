"""What a recruiter changes from post to post, masked: numbers, user names, places, and the names of persons and firms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from offerscan.person_names import NO_NAMES, TITLES
from offerscan.text import View, read_view

__all__ = ["ANNOUNCING", "Masking"]

# The reading view writes telephones and accounts as 08## and user names as @##; "2jt" is a number and a word.
_WORD = re.compile(r"[^\W\d_]+|\d[\d#.,:/\-]*|##")
_NUMBER, _PLACE, _NAME = "#", "@", "~"
_SIGNS = frozenset((_NUMBER, _PLACE, _NAME))
_LEGAL_FORMS = frozenset(("pt", "cv", "lpk", "lpks", "yayasan"))
# In small letters: words that a name may follow.
ANNOUNCING = TITLES | _LEGAL_FORMS
# Longer names leave a word behind; longer stretches would take what an advert in capitals goes on with.
_MOST_NAME = 3
# What may stand between the words of a name: "Hj. Sari", "PT  Maju", but no comma and no new line.
_WITHIN_NAME = re.compile(r"[ .\u00a0]{0,3}")


class Masking:
    """Masks texts. `places` are the names to mask, in lower case as the reading view writes them.

    A name is what follows a title or a legal form: words with a capital, or words without up to a number ("bu sari wa 0812").
    """

    def __init__(self, places: Iterable[str] = ()) -> None:
        self._places = frozenset(places)
        self._longest_place: dict[str, int] = {}  # by the first word of a place, the words of the longest that begins so
        for first, *rest in map(str.split, self._places):
            self._longest_place[first] = max(1 + len(rest), self._longest_place.get(first, 0))

    def words(self, received: str, *, names: bool) -> list[str]:
        """The words of the reading view of a text with one sign for whatever is masked, none twice in a row: "15-20 jt" and
        "20jt", "kamboja 🇰🇭" and "laos", "Bu Sari" and "Pak Joko Prasetyo" are alike. Names stay without `names`.

        >>> " ".join(Masking(["laos"]).words("Kerja di Laos gaji 9 jt, hub. Pak Joko PT Maju Jaya 0812-0000-1234", names=True))
        'kerja di @ gaji # jt hub ~ #'
        """
        view = read_view(received)
        found = list(_WORD.finditer(view.text))
        words = [match[0] if match[0][0].isalpha() else _NUMBER for match in found]
        masked: list[str] = []
        at = 0
        while at < len(words):
            length, word = self._place_length(words, at), _PLACE
            if not length and names and words[at] in ANNOUNCING:
                length, word = _name_length(words, found, at, view, received), _NAME
            word = word if length else words[at]
            if word not in _SIGNS or masked[-1:] != [word]:
                masked.append(word)
            at += length or 1
        return masked

    def _place_length(self, words: Sequence[str], at: int) -> int:
        """How many words from here on name a place, the longest name first; 0 where none does."""
        longest = min(self._longest_place.get(words[at], 0), len(words) - at)
        lengths = range(longest, 0, -1)
        return next((length for length in lengths if " ".join(words[at : at + length]) in self._places), 0)


def _name_length(words: Sequence[str], found: Sequence[re.Match[str]], at: int, view: View, received: str) -> int:
    """How many words from here on are titles or a legal form with the name behind them; 0 where no name follows."""

    def goes_on(place: int) -> bool:
        gap = received[view.ends[found[place - 1].end() - 1] : view.starts[found[place].start()]]
        return words[place] != _NUMBER and _WITHIN_NAME.fullmatch(gap) is not None

    def is_capital(place: int) -> bool:
        return received[view.starts[found[place].start()]].isupper()

    first = at + 1
    while first < len(words) and words[first] in TITLES and goes_on(first):
        first += 1
    end = first
    while end < min(first + _MOST_NAME, len(words)) and words[end] not in NO_NAMES and goes_on(end):
        end += 1
    capitals = next((place for place in range(first, end) if not is_capital(place)), end)
    if capitals > first:
        return capitals - at
    return end - at if end > first and _NUMBER in words[end : end + 2] else 0
