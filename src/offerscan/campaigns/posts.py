"""The offers of a run, kept small: what campaigns are made of, each different text once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from sys import intern

from offerscan.campaigns.contacts import Contact, contacts_of
from offerscan.campaigns.flags import Companions, Flag
from offerscan.campaigns.linking import is_own
from offerscan.moments import posted_on
from offerscan.records import Assessment, Kind, Risk

__all__ = ["Post", "Posts"]


@dataclass(frozen=True, slots=True)
class Post:
    """One offer; `text` is its number in `Posts`. `source`, `posted_at` (ISO 8601) and `group` are "" where its file does
    not tell, `posted_at` also where it tells what cannot be right.

    `evidence` holds each risk indicator with its quotes.
    """

    id: str
    source: str
    text: int
    risk: Risk
    high: float
    posted_at: str
    group: str
    destinations: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]
    contacts: frozenset[Contact]


class Posts:
    """Takes assessments with their texts one by one. Offers of level low that show no contact of their own are let go at
    once; texts are held as UTF-8, a quarter of what Python takes for a text with one emoji.

    `public` contacts are nobody's own. No offer was posted after `today`; None where the day is not known.
    """

    def __init__(self, public: frozenset[Contact], today: date | None = None) -> None:
        self._public = public
        self._today = today
        self._kept: list[Post] = []
        self._texts: list[bytes] = []
        self._numbers: dict[bytes, int] = {}
        self._companions = Companions()

    def read(self, rows: Iterable[tuple[Assessment, str]]) -> Posts:
        """Take all rows in; those that are no offers pass by."""
        for answer, text in rows:
            if answer.category.is_offer:
                contacts = contacts_of(answer.details)
                self._companions.add(contacts - self._public)
                if answer.risk is not Risk.LOW or self._own(contacts):
                    self._kept.append(self._post(answer, self._number(text), contacts))
        return self

    def text(self, post: Post) -> str:
        """The text of an offer as received."""
        return self._texts[post.text].decode("utf-8", "surrogatepass")

    def flags(self) -> list[Flag]:
        """What is odd about the contacts of all offers, also those that take no part."""
        return self._companions.flags()

    @cached_property
    def taking_part(self) -> list[Post]:
        """Offers of level review or high, and those of level low that share a contact of its own kind with one."""
        risky: set[Contact] = set()
        for post in self._kept:
            if post.risk is not Risk.LOW:
                risky |= self._own(post.contacts)
        return [post for post in self._kept if post.risk is not Risk.LOW or risky & post.contacts]

    def _own(self, contacts: Collection[Contact]) -> set[Contact]:
        return {contact for contact in contacts if contact not in self._public and is_own(contact)}

    def _number(self, text: str) -> int:
        written = text.encode("utf-8", "surrogatepass")
        number = self._numbers.setdefault(written, len(self._texts))
        if number == len(self._texts):
            self._texts.append(written)
        return number

    def _post(self, answer: Assessment, text: int, contacts: frozenset[Contact]) -> Post:
        moment = (answer.meta.posted_at if answer.meta else None) or ""
        return Post(
            id=answer.id,
            source=answer.source or "",
            text=text,
            risk=answer.risk,
            high=answer.risk_scores[Risk.HIGH],
            posted_at=moment if posted_on(moment, self._today) else "",
            group=intern((answer.meta.group if answer.meta else None) or ""),
            destinations=tuple(map(intern, answer.details.destinations)),
            evidence=tuple(
                (intern(found.indicator), found.quote or "") for found in answer.findings if found.kind is Kind.RISK
            ),
            contacts=contacts,
        )
