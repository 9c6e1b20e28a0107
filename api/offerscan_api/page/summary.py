"""The answer in a few plain lines that staff send back to the caller by WhatsApp. It repeats nothing of the offer."""

from __future__ import annotations

from datetime import date

from offerscan.catalog import Means
from offerscan.phrases import Language, phrase
from offerscan_api.page.answer import Answer

__all__ = ["write_summary"]

_MOST_SIGNS, _MOST_QUESTIONS, _MOST_STEPS = 6, 5, 3


def write_summary(answer: Answer, lang: Language, today: date) -> str:
    """Level, signs, what is not said, what to ask, what to do, whom to ring; *bold* as WhatsApp writes it."""
    risk = answer.assessment.risk
    lines = [
        f"*{phrase('desk_summary_title', lang, day=today.isoformat())}*",
        phrase("desk_summary_level", lang, level=phrase(f"risk_{risk}", lang), advice=phrase(f"advice_{risk}", lang)),
    ]
    lines += _listed("heading_risk", [sign.name for sign in answer.risk[:_MOST_SIGNS]], lang)
    lines += _listed("heading_protective", [sign.name for sign in answer.protective[:_MOST_SIGNS]], lang)
    lines += _listed("desk_unstated", [phrase(f"desk_topic_{one.topic}", lang) for one in answer.unstated], lang)
    lines += _listed("heading_questions", [_alone(one) for one in answer.questions[:_MOST_QUESTIONS]], lang)
    if answer.assessment.category.is_offer:
        lines += _listed("desk_steps", [getattr(step.text, lang) for step in answer.steps[:_MOST_STEPS]], lang)
    elif answer.first:
        lines += ["", f"*{phrase('desk_first', lang)}* {answer.first}"]
    lines += _listed("desk_channels", _numbers(answer, lang), lang)
    return "\n".join([*lines, "", phrase("closing", lang)])


def _listed(heading: str, points: list[str] | tuple[str, ...], lang: Language) -> list[str]:
    return ["", f"*{phrase(heading, lang)}*", *(f"- {point}" for point in points)] if points else []


def _alone(question: str) -> str:
    """A question without the "Ask:" that the heading says already.

    >>> _alone("Tanyakan: untuk apa uang itu?")
    'Untuk apa uang itu?'
    """
    words = question.partition(": ")[2] or question
    return words[0].upper() + words[1:]


def _numbers(answer: Answer, lang: Language) -> list[str]:
    """Each channel with its first number or address."""
    told = []
    for channel in answer.channels:
        by_means = {contact.means: contact.value for contact in reversed(channel.contacts)}
        value = by_means.get(Means.PHONE) or by_means.get(Means.WHATSAPP) or by_means.get(Means.WEB)
        told.append(f"{getattr(channel.name, lang)}: {value}")
    return told
