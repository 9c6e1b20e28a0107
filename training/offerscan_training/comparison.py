"""Several systems side by side, as a Markdown page that people read and that the model card repeats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from offerscan_training.metrics import SMALL, Figure, Measures, Rates

# Figures of a slice that stand in one cell.
_CELL = {
    "category_f1": "category macro-F1", "high_f1": "F1 of high", "indicator_micro_f1": "indicator micro-F1",
    "low_called_high": "share of low texts called high",
}  # fmt: skip
_TITLES = {
    "category_f1": "Category, macro-F1",
    "high_precision": "High: precision",
    "high_recall": "High: recall",
    "high_f1": "High: F1",
    "flagged_precision": "High or review: precision",
    "flagged_recall": "High or review: recall",
    "flagged_f1": "High or review: F1",
    "high_auroc": "High: AUROC",
    "high_ap": "High: average precision",
    "low_called_high": "Low texts called high",
    "indicator_micro_f1": "Indicators, micro-F1",
    "indicator_macro_f1": "Indicators, macro-F1",
    "token_f1": "Evidence, token F1",
    "span_exact_f1": "Evidence, exact span F1",
    "span_partial_f1": "Evidence, partial span F1",
}


def table(systems: Sequence[tuple[str, Measures]]) -> str:
    """Markdown with a column a system; raises ValueError where they were measured on different numbers of documents."""
    numbers = {measures.n for _, measures in systems}
    if len(numbers) != 1:
        raise ValueError(f"Systems must be measured on the same documents, not on {sorted(numbers)} of them.")
    return "\n\n".join([_headline(systems), _classes(systems), _indicators(systems), *_slices(systems)]) + "\n"


def _headline(systems: Sequence[tuple[str, Measures]]) -> str:
    all_measures = [measures for _, measures in systems]
    rows = [[title, *(_interval(one.headline[name]) for one in all_measures)] for name, title in _TITLES.items()]
    rows.append(["Calibration error of P(high)", *(_number(one.calibration_error) for one in all_measures)])
    rows.append(["Calibration error of findings", *(_number(one.finding_calibration_error) for one in all_measures)])
    note = f"{all_measures[0].n} documents; in brackets 95 % intervals by bootstrap over documents.\n\n"
    return note + _grid(["Figure", *_names(systems)], rows)


def _classes(systems: Sequence[tuple[str, Measures]]) -> str:
    first = systems[0][1].categories
    rows = [
        [f"{name} ({first[name].n})", *(_three(measures.categories[name]) for _, measures in systems)] for name in first
    ]
    return "Category: precision / recall / F1.\n\n" + _grid(["Category (n)", *_names(systems)], rows)


def _indicators(systems: Sequence[tuple[str, Measures]]) -> str:
    tables = [measures.indicators for _, measures in systems]
    labels = {label: found.n for one in tables for label, found in one.items()}
    rows = [[f"{label} ({n})", *(_four(one[label]) if one else "–" for one in tables)] for label, n in labels.items()]
    head = "Indicators: precision / recall / F1 / average precision.\n\n"
    return head + _grid(["Indicator (n)", *_names(systems)], rows)


def _slices(systems: Sequence[tuple[str, Measures]]) -> Iterable[str]:
    note = f"Slices: {' / '.join(_CELL.values())}. Slices under {SMALL} documents have no figures."
    yield note
    for kind, parts in systems[0][1].slices.items():
        rows = []
        for name, part in parts.items():
            figures = [measures.slices[kind][name].figures for _, measures in systems]
            cells = [" / ".join(_number(one[figure]) for figure in _CELL) for one in figures if one]
            if cells:
                rows.append([f"{name} ({part.n})", *cells])
        small = ", ".join(f"{name} ({part.n})" for name, part in parts.items() if part.figures is None)
        grid = _grid([f"{kind.capitalize()} (n)", *_names(systems)], rows)
        yield f"{grid}\n\nToo few: {small}." if small else grid


def _names(systems: Sequence[tuple[str, Measures]]) -> list[str]:
    return [name for name, _ in systems]


def _three(found: Rates) -> str:
    return " / ".join(map(_number, (found.precision, found.recall, found.f1)))


def _four(found: Rates) -> str:
    return f"{_three(found)} / {_number(found.average_precision)}"


def _interval(figure: Figure) -> str:
    if figure.value is None:
        return "–"
    return f"{_number(figure.value)} ({_number(figure.low)}–{_number(figure.high)})"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    ruler = ["---", *("---:" for _ in head[1:])]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in (head, ruler, *rows))
