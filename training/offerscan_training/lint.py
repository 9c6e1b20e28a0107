"""Is the corpus sound? What a model could learn from it that is not the task, and what is missing from it.

`training lint` prints these tables and stores them beside the data card.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import islice, pairwise

from sklearn.metrics import roc_auc_score

from offerscan.catalog import read_catalog
from offerscan.decision import guideline_level
from offerscan.details import find_details
from offerscan.records import Kind, Risk
from offerscan.text import read_view
from offerscan_training.corpus import CATEGORY_SHARES, Document
from offerscan_training.data_card import NEAR, Pair

__all__ = ["CUES", "LANGUAGE_AIMS", "disputed_levels", "lint_report"]

_EMOJI = re.compile(r"[\u2600-\u27bf\U0001f300-\U0001faff]")
_TURN = re.compile(r"^(?:\[?[\d./: ,-]+\]?[ -]*)?[A-Z][\w .'+-]{0,24}: ", re.MULTILINE)

# Surface features of a text; none of them may tell by itself how risky it is.
CUES: dict[str, Callable[[Document], float]] = {
    "length in characters": lambda document: len(document.text),
    "emoji": lambda document: len(_EMOJI.findall(document.text)),
    "exclamation marks": lambda document: document.text.count("!"),
    "share of capitals": lambda document: _share(str.isupper, document.text),
    "share of digits": lambda document: _share(str.isdigit, document.text),
    "line breaks": lambda document: document.text.count("\n"),
    "a telephone number": lambda document: bool(find_details(document.text).phones),
    "a link": lambda document: bool(find_details(document.text).links),
    '"gratis"': lambda document: _has(document, r"gratis|free\b"),
    '"PT"': lambda document: _has(document, r"\bpt\b"),
    '"Disnaker" or BP3MI': lambda document: _has(document, r"disnaker|bp[23]mi"),
    "a licence number": lambda document: bool(find_details(document.text).licences),
    "japri, DM, WA": lambda document: _has(document, r"\b(?:japri|dm|pm|inbox|wa|chat)\b"),
    "a regional language": lambda document: _languages(document)[0] not in ("id", "en", ""),
    "several languages": lambda document: len(_languages(document)) > 1,
    "a chat with turns": lambda document: len(_TURN.findall(document.text)) > 1,
}
# A single cue that ranks better than this, or worse than its mirror image, is worth new documents.
_STRONG_CUE = 0.65
# Documents with each language that the corpus aims at; spellings of one language in one row.
LANGUAGE_AIMS: dict[tuple[str, ...], int] = {
    ("jv",): 250, ("su",): 250, ("mad",): 250, ("sas",): 250, ("mkn",): 250, ("ms",): 250, ("en",): 250,
    ("bjn",): 100, ("bug", "mak"): 100, ("min",): 100, ("bbc", "btk", "btx", "btm"): 100, ("ban",): 100,
    ("xmm", "abs", "pmy"): 100,
}  # fmt: skip
_SPAN_AIMS = {Kind.RISK: 150, Kind.PROTECTIVE: 200}
_OPENING = 4
_SAMPLE_WORDS = 5_000


def lint_report(documents: Sequence[Document], pairs: Sequence[Pair]) -> str:
    """All tables, as Markdown. `pairs` are the near-duplicates among the documents."""
    sections = [
        ("Cues", _cues(documents)),
        ("Levels against points", _levels(documents)),
        ("Languages", _languages_table(documents)),
        ("Categories", _categories(documents)),
        ("Spans", _spans(documents)),
        ("Authors", _authors(documents)),
        ("Openings", _openings(documents)),
        ("Near-duplicates", _pairs(pairs)),
    ]
    head = f"# Lint of the corpus\n\nWritten by `python -m offerscan_training lint`; {len(documents)} documents.\n"
    return head + "".join(f"\n## {title}\n\n{body}\n" for title, body in sections)


def disputed_levels(documents: Sequence[Document]) -> list[tuple[Document, Risk]]:
    """Offers whose level is not that of the guideline's points, with the level by points.

    Not all are faults: the guideline lets common sense override the points, and points do not see a bare teaser.
    """
    catalog = read_catalog()
    by_points = (
        (
            document,
            guideline_level(document.labels, document.category, "licensed_company_named" in document.labels, catalog),
        )
        for document in documents
        if document.category.is_offer
    )
    return [(document, level) for document, level in by_points if level is not document.risk]


def _cues(documents: Sequence[Document]) -> str:
    offers = [document for document in documents if document.category.is_offer]
    rows = []
    for name, cue in CUES.items():
        among_offers = _area([document.risk is Risk.HIGH for document in offers], [cue(d) for d in offers])
        among_all = _area([document.risk is Risk.HIGH for document in documents], [cue(d) for d in documents])
        strong = max(among_offers, 1 - among_offers) > _STRONG_CUE
        rows.append(f"| {name} | {among_offers:.2f} | {among_all:.2f} | {'look at it' if strong else ''} |")
    return _table(
        "AUROC of each feature alone for `high`; 0.50 says nothing.", ("cue", "among offers", "among all", ""), rows
    )


def _levels(documents: Sequence[Document]) -> str:
    disputed = disputed_levels(documents)
    count = Counter((str(level), str(document.risk)) for document, level in disputed)
    offers = sum(document.category.is_offer for document in documents)
    rows = [f"| {by_points} | {label} | {n} |" for (by_points, label), n in count.most_common()]
    by_author = Counter(document.author for document, _ in disputed)
    worst = ", ".join(f"{author} {n}" for author, n in by_author.most_common(6))
    return _table(
        f"{len(disputed)} of {offers} offers carry another level than their points give (most by {worst}).",
        ("level by points", "label", "offers"),
        rows,
    )


def _languages_table(documents: Sequence[Document]) -> str:
    rows = []
    for codes, aim in LANGUAGE_AIMS.items():
        spoken = [document for document in documents if set(codes) & set(_languages(document))]
        offers = [document for document in spoken if document.category.is_offer]
        risky = sum(document.risk is not Risk.LOW for document in offers) / max(len(offers), 1)
        rows.append(f"| {', '.join(codes)} | {len(spoken)} | {aim} | {risky:.0%} |")
    return _table("", ("language", "documents", "aim", "of its offers, review or high"), rows)


def _categories(documents: Sequence[Document]) -> str:
    count = Counter(document.category for document in documents)
    rows = [
        f"| {name} | {count[name]} | {count[name] / len(documents):.0%} | {aim:.0%} |"
        for name, aim in CATEGORY_SHARES.items()
    ]
    return _table("", ("category", "documents", "share", "aim"), rows)


def _spans(documents: Sequence[Document]) -> str:
    count = Counter(mark.label for document in documents for mark in document.spans)
    rows = [
        f"| {one.id} | {count[one.id]} | {_SPAN_AIMS[one.kind]} |{' too few |' if count[one.id] < _SPAN_AIMS[one.kind] else ' |'}"
        for one in read_catalog().indicators
    ]
    return _table("", ("indicator", "spans", "aim", ""), rows)


def _authors(documents: Sequence[Document]) -> str:
    written: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        written[document.author].append(document)
    rows = []
    for author, theirs in written.items():
        words = list(islice((w for d in theirs for w in re.findall(r"\w+", read_view(d.text).text)), _SAMPLE_WORDS))
        pairs = list(pairwise(words))
        distinct = len(set(pairs)) / max(len(pairs), 1)
        high = sum(document.risk is Risk.HIGH for document in theirs) / len(theirs)
        rows.append(f"| {author} | {len(theirs)} | {high:.0%} | {distinct:.2f} |")
    about = f"Distinct pairs of words among the first {_SAMPLE_WORDS:,} words of each author: low where one repeats oneself."
    return _table(about, ("author", "documents", "high", "distinct pairs"), rows)


def _openings(documents: Sequence[Document]) -> str:
    count = Counter(" ".join(read_view(document.text).text.split()[:_OPENING]) for document in documents)
    rows = [f"| {opening.replace('|', '/')} | {n} |" for opening, n in count.most_common(15) if n > 1]
    repeated = sum(n for n in count.values() if n > 1)
    return _table(
        f"{repeated} documents share their first {_OPENING} words with another.", ("first words", "documents"), rows
    )


def _pairs(pairs: Sequence[Pair]) -> str:
    rows = [f"| {pair.first} | {pair.second} | {pair.similarity:.2f} |" for pair in pairs]
    return _table(
        f"Pairs that share more than {NEAR:.0%} of their three-word shingles.", ("one", "other", "share"), rows
    )


def _table(about: str, head: Sequence[str], rows: Sequence[str]) -> str:
    lines = [about, ""] if about else []
    return "\n".join([*lines, "| " + " | ".join(head) + " |", "|---" * len(head) + "|", *rows])


def _area(truth: Sequence[bool], values: Sequence[float]) -> float:
    return float(roc_auc_score(truth, values)) if len(set(truth)) == 2 else float("nan")


def _share(kind: Callable[[str], bool], text: str) -> float:
    return sum(map(kind, text)) / max(len(text), 1)


def _has(document: Document, pattern: str) -> bool:
    return re.search(pattern, document.text, re.IGNORECASE) is not None


def _languages(document: Document) -> list[str]:
    return [code.strip() for code in document.meta.get("lang", "").split(",")]
