"""Which campaigns grow: their offers over time, one below the other, and the last period beside the one before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from offerscan.campaigns import Campaign, Growth, News
from offerscan.moments import posted_on
from offerscan.report.charts import Chart, draw_rows
from offerscan.report.drawing import COLOURS
from offerscan.report.language import Speaker
from offerscan.report.periods import divide, period_of
from offerscan.report.sections import Section, Table

__all__ = ["build_growth", "growth_fact", "news_facts", "short_growth", "short_news"]

_MOST_LISTED = 12


def build_growth(campaigns: Sequence[Campaign], made_on: date, say: Speaker) -> Section | None:
    """The growth of the campaigns that the page shows; None where there are none."""
    if not campaigns:
        return None
    title = say("heading_growth")
    counted = [_days(campaign, made_on) for campaign in campaigns]
    known = [day for days in counted for day in days]
    if not known:
        return Section("growth", title, say("report_no_dates"))
    unit, starts = divide(min(known), max(known))
    rows = [Counter(dict.fromkeys(starts, 0)) for _ in campaigns]
    for row, days in zip(rows, counted, strict=True):
        for day, offers in days.items():
            row[period_of(day, unit)] += offers
    chart = Chart(
        f"{say.lang}-growth",
        say("report_growth_alt", title=title, campaigns=len(campaigns)),
        ((say("report_offers"), COLOURS["plain"]),),
        [say.period(start, unit) for start in starts],
        [[row[start] for row in rows] for start in starts],
    )
    told = next((campaign.growth for campaign in campaigns if campaign.growth), None)
    lead = [
        say("report_growth_lead", unit=say(f"report_unit_{unit}")),
        say(f"report_growth_{told.period}", day=_until(told, say)) if told else say("report_growth_short"),
    ]
    picture = draw_rows(chart, [str(number) for number in range(1, len(campaigns) + 1)])
    return Section("growth", title, " ".join(lead), picture, [_table(campaigns, say)] if told else ())


def short_growth(growth: Growth | None, say: Speaker) -> str:
    """Offers of the period before and of the last, as a cell."""
    return f"{say.number(growth.before)} → {say.number(growth.latest)}" if growth else "-"


def short_news(news: News | None, say: Speaker) -> str:
    """Whether a campaign is new since the last run, as a cell."""
    if news is None:
        return "-"
    return say("campaign_is_new") if news.is_new else say("campaign_is_known", variants=news.variants)


def growth_fact(growth: Growth | None, say: Speaker) -> str:
    """The growth of one campaign as a sentence."""
    if growth is None:
        return say("growth_unknown")
    counts = {"before": growth.before, "latest": growth.latest, "undated": growth.undated}
    return say(f"growth_{growth.period}", until=_until(growth, say), **counts)


def news_facts(news: News, say: Speaker) -> Iterator[tuple[str, str]]:
    """What is new in a campaign since the last run: headings and what stands beside them."""
    yield say("heading_new"), short_news(news, say)
    yield say("heading_new_contacts"), _first([value for values in news.contacts.values() for value in values], say)
    yield say("heading_new_groups"), _first(news.groups, say)


def _table(campaigns: Sequence[Campaign], say: Speaker) -> Table:
    headings = ("heading_campaign", "report_growth_before", "report_growth_latest", "report_growth_change",
                "report_growth_undated")  # fmt: skip
    rows = [
        [str(number), *(say.number(count) for count in (one.before, one.latest)), _change(one, say), say.number(one.undated)]
        for number, one in ((number, campaign.growth) for number, campaign in enumerate(campaigns, 1))
        if one
    ]  # fmt: skip
    return Table([say(key) for key in headings], rows)


def _until(growth: Growth, say: Speaker) -> str:
    return say.day(date.fromisoformat(growth.until))


def _change(growth: Growth, say: Speaker) -> str:
    change = growth.latest - growth.before
    return f"{'+' if change > 0 else '−' if change < 0 else ''}{say.number(abs(change))}"


def _days(campaign: Campaign, made_on: date) -> Counter[date]:
    """Offers by day, without the days that cannot be right."""
    days = Counter[date]()
    for written, offers in campaign.days.items():
        if day := posted_on(written, made_on):
            days[day] += offers
    return days


def _first(values: Sequence[str], say: Speaker) -> str:
    left = len(values) - _MOST_LISTED
    return ", ".join(values[:_MOST_LISTED]) + (f", {say('report_more', count=left)}" if left > 0 else "")
