"""What staff say about assessments, kept redacted as training candidates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, true

from offerscan.catalog import read_catalog
from offerscan.details import find_details
from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan.records import Risk
from offerscan.redaction import Redaction, redact, redact_assessment
from offerscan_api.store.audit import Audit
from offerscan_api.store.counters import Counters
from offerscan_api.store.database import Database
from offerscan_api.store.days import today
from offerscan_api.store.errors import NoSuchFeedback
from offerscan_api.store.records import Case, Feedback, FeedbackPage, Mark, Role, Staff
from offerscan_api.store.tables import feedback
from offerscan_api.store.texts import storable

__all__ = ["FeedbackBook"]


class FeedbackBook:
    """The feedback of one store."""

    def __init__(self, database: Database, audit: Audit, counters: Counters, retention_days: int) -> None:
        self._database, self._audit, self._counters = database, audit, counters
        self._retention_days = retention_days

    def give(
        self, by: Staff, text: str, assessment: Mapping[str, Any], *, risk: Risk, category: str,
        indicators: Collection[str], marks: Iterable[Mark] = (), case: Case | None = None,
    ) -> Feedback:  # fmt: skip
        """Keep what somebody holds to be right of an offer. With a `case`, as it was read, text and assessment are its own, and
        marks count in its redacted text; else marks count in `text` as received. Raises InputError.
        """
        id = uuid4().hex
        if case is not None:
            text, shape, place = case.text, case.assessment, Redaction(case.text, (), (), {})
        else:
            text = storable(text)
            details = find_details(text)
            place = redact(text, details)
            shape = redact_assessment(dict(assessment), place, details, id)
        stretches = tuple(_moved(mark, text, place) for mark in marks)
        named = tuple(sorted({*_checked(indicators), *(mark.indicator for mark in stretches)}))
        said = {finding["indicator"] for finding in shape["findings"]}
        same_answer = risk == shape["risk"] and category == shape["category"] and set(named) == said
        confirmed = same_answer and _same_places(stretches, shape["findings"])
        now = datetime.now(UTC)
        about = None if case is None else case.id
        given = Feedback(id, about, now, by.name, place.text, shape, category, risk, named, stretches, confirmed)
        with self._database.writing() as connection:
            connection.execute(insert(feedback).values(_row(given, today() + timedelta(days=self._retention_days))))
            self._audit.append(connection, by.name, "feedback.give", about, feedback=given.id, confirmed=confirmed)
        self._counters.count_feedback(shape["versions"]["model"], confirmed)
        return given

    def every(self, by: Staff, form: str = "jsonl") -> tuple[Feedback, ...]:
        """All feedback, oldest first, for an export of the form that is named."""
        with self._database.writing() as connection:
            rows = connection.execute(select(feedback).order_by(feedback.c.at, feedback.c.id)).all()
            self._audit.append(
                connection, by.name, "feedback.export", None, form=form, shown=len(rows), cases=_cases(rows)
            )
        return tuple(map(_feedback, rows))

    def find(self, by: Staff, page: int = 1, size: int = 25) -> FeedbackPage:
        """One page of the feedback that somebody may erase, newest first."""
        condition = _theirs(by)
        ordered = select(feedback).where(condition).order_by(feedback.c.at.desc(), feedback.c.id)
        with self._database.writing() as connection:
            total = connection.execute(select(func.count()).select_from(feedback).where(condition)).scalar_one()
            rows = connection.execute(ordered.limit(size).offset((page - 1) * size)).all()
            self._audit.append(connection, by.name, "feedback.find", None, shown=len(rows), cases=_cases(rows))
        return FeedbackPage(tuple(map(_feedback, rows)), total, page, max(1, -(-total // size)))

    def erase(self, by: Staff, id: str) -> None:
        """Delete feedback, so that nothing of it remains in the files; its case stays. Raises NoSuchFeedback."""
        with self._database.writing() as connection:
            wanted = delete(feedback).where(feedback.c.id == storable(id), _theirs(by))
            if not connection.execute(wanted).rowcount:
                raise NoSuchFeedback(both("problem_no_feedback"))
            self._audit.append(connection, by.name, "feedback.erase", id)
        self._database.forget()


def _cases(rows: Iterable[Row[Any]]) -> list[str]:
    """The cases whose texts the rows hold, each once."""
    return list(dict.fromkeys(row.case_id for row in rows if row.case_id is not None))


def _theirs(by: Staff) -> ColumnElement[bool]:
    """What somebody may erase: one's own; administrators all."""
    return true() if by.role is Role.ADMINISTRATOR else feedback.c.by == by.name


def _checked(indicators: Collection[str]) -> Collection[str]:
    if set(indicators) - set(read_catalog().labels):
        raise InputError(both("error_mark"))
    return indicators


def _moved(mark: Mark, text: str, redaction: Redaction) -> Mark:
    """The mark in the redacted text."""
    if not 0 <= mark.start < mark.end <= len(text):
        raise InputError(both("error_mark"))
    _checked([mark.indicator])
    span = redaction.place(mark.start, mark.end)
    return Mark(span.start, span.end, mark.indicator)


def _same_places(marks: Collection[Mark], findings: Iterable[Mapping[str, Any]]) -> bool:
    """Whether what is marked was found there and nowhere else; what is named without a mark stays as it was found."""
    marked = {mark.indicator for mark in marks}
    found = {(one["start"], one["end"], one["indicator"]) for one in findings if one["indicator"] in marked}
    return {(mark.start, mark.end, mark.indicator) for mark in marks} == found


def _row(given: Feedback, retain_until: object) -> dict[str, Any]:
    return {
        "id": given.id, "case_id": given.case, "at": given.at, "by": given.by, "retain_until": retain_until,
        "text": given.text, "assessment": given.assessment, "category": given.category, "risk": given.risk,
        "indicators": list(given.indicators), "confirmed": given.confirmed,
        "marks": [{"start": mark.start, "end": mark.end, "indicator": mark.indicator} for mark in given.marks],
    }  # fmt: skip


def _feedback(row: Row[Any]) -> Feedback:
    return Feedback(
        row.id, row.case_id, row.at, row.by, row.text, row.assessment, row.category, Risk(row.risk),
        tuple(row.indicators), tuple(Mark(**mark) for mark in row.marks), row.confirmed,
    )  # fmt: skip
