"""In which words the indicators of a campaign were seen: a few quotes of its offers."""

from __future__ import annotations

from collections.abc import Sequence

from offerscan.records import Assessment, Kind
from offerscan.report.campaign import Campaign

__all__ = ["Evidence"]

_MOST_INDICATORS = 8
_MOST_QUOTES = 2


class Evidence:
    """Collects, for each campaign, the surest quotes of its most common indicators."""

    def __init__(self, campaigns: Sequence[Campaign]) -> None:
        self._campaigns = campaigns
        self._of_offer: dict[str, int] = {}
        for place, campaign in enumerate(campaigns):
            for offer in campaign.offers:
                self._of_offer.setdefault(offer, place)
        self._quotes: list[dict[str, dict[str, float]]] = [{} for _ in campaigns]

    def campaign_of(self, offer: str) -> int | None:
        """The place in the list of the campaign to which an offer belongs, by the offer's id."""
        return self._of_offer.get(offer)

    def add(self, answer: Assessment) -> None:
        """Take in what one assessment quotes."""
        place = self._of_offer.get(answer.id)
        if place is None:
            return
        for found in answer.findings:
            if found.kind is Kind.RISK and found.quote and found.indicator in self._campaigns[place].indicators:
                quotes = self._quotes[place].setdefault(found.indicator, {})
                quote = " ".join(found.quote.split())
                quotes[quote] = max(found.score, quotes.get(quote, 0.0))
                if len(quotes) > _MOST_QUOTES:
                    del quotes[min(quotes, key=lambda one: (quotes[one], one))]

    def of(self, place: int) -> list[tuple[str, list[str]]]:
        """The indicators of one campaign, most common first, each with its quotes, the surest first."""
        seen = self._quotes[place]
        return [
            (indicator, sorted(seen[indicator], key=lambda quote: (-seen[indicator][quote], quote)))
            for indicator in list(self._campaigns[place].indicators)[:_MOST_INDICATORS]
            if indicator in seen
        ]
