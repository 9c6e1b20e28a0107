"""In which words the indicators of a campaign were seen: a few quotes of its offers."""

from __future__ import annotations

from collections.abc import Sequence

from offerscan.campaigns import Campaign
from offerscan.records import Assessment, Kind

__all__ = ["Evidence"]

_MOST_INDICATORS = 8
_MOST_QUOTES = 2


class Evidence:
    """Collects, for each campaign, the surest quotes of its most common indicators."""

    def __init__(self, campaigns: Sequence[Campaign]) -> None:
        self._campaigns = campaigns
        self._of_row: dict[tuple[str | None, str], int] = {}  # by source and id, as ids repeat from file to file
        for place, campaign in enumerate(campaigns):
            for member in campaign.members:
                self._of_row.setdefault((member.source, member.id), place)
        self._quotes: list[dict[str, dict[str, float]]] = [{} for _ in campaigns]

    def campaign_of(self, answer: Assessment) -> int | None:
        """The place in the list of the campaign to which the offer of an assessment belongs."""
        return self._of_row.get((answer.source, answer.id))

    def add(self, answer: Assessment) -> None:
        """Take in what one assessment quotes."""
        place = self.campaign_of(answer)
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
