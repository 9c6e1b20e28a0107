"""Cases: kept, found, changed, erased. Every way to a case goes through `visible_to`, and leaves a line in the audit log."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from offerscan.details import find_details
from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan.records import Risk
from offerscan.redaction import redact, redact_assessment
from offerscan_api.store.assigning import assignment, hand_over
from offerscan_api.store.audit import Audit
from offerscan_api.store.database import Database
from offerscan_api.store.days import today
from offerscan_api.store.doubt import doubt
from offerscan_api.store.earlier import EarlierCases
from offerscan_api.store.errors import NoSuchCase
from offerscan_api.store.likeness import sketch
from offerscan_api.store.records import AuditEntry, Case, CaseFilter, CasePage, CaseState, Note, Role, Staff
from offerscan_api.store.secret import Secret
from offerscan_api.store.tables import cases, feedback, notes
from offerscan_api.store.texts import storable
from offerscan_api.store.visible import asked_for, visible_to

__all__ = ["UNCHANGED", "Cases"]

# Nobody keeps an offer for longer, whatever date is asked for.
_LONGEST_DAYS = 3660
_ID = re.compile(r"[0-9a-f]{32}")


class _Unchanged:
    """Stands for a field that a change leaves as it is, where None has a meaning of its own."""


UNCHANGED: Final = _Unchanged()


class Cases:
    """The cases of one store."""

    def __init__(
        self, database: Database, secret: Secret, audit: Audit, earlier: EarlierCases, retention_days: int
    ) -> None:
        self._database, self._secret, self._audit, self._earlier = database, secret, audit, earlier
        self._retention_days = retention_days

    def keep(
        self, by: Staff, text: str, assessment: Mapping[str, Any], *, levels: Mapping[str, float], original: bool = False,
        note: str = "",
    ) -> Case:  # fmt: skip
        """Keep an offer and its assessment (the published shape), redacted; the text as received only with `original`.

        `levels` are the thresholds of the model's policy, for the queue. The case belongs to who keeps it.
        """
        text = storable(text)
        details = find_details(text)
        redaction = redact(text, details)
        now, id, drawn = datetime.now(UTC), uuid4().hex, sketch(redaction.text)
        shape = redact_assessment(dict(assessment), redaction, details, id)
        with self._database.writing() as connection:
            nearest = self._earlier.nearest(connection, drawn)
            row = {
                "id": id, "state": CaseState.OPEN, "office": by.office, "assignee": by.name, "created_by": by.name,
                "created_at": now, "updated_at": now, "retain_until": today() + timedelta(days=self._retention_days),
                "risk": shape["risk"], "category": shape["category"], "language": shape["language"],
                "text": redaction.text, "original": text if original else None, "assessment": shape, "decision": None,
                "doubt": doubt(shape, levels, nearest), "sketch": drawn,
            }  # fmt: skip
            connection.execute(insert(cases).values(row))
            self._earlier.keep(connection, id, drawn, details)
            if note.strip():
                connection.execute(insert(notes).values(case_id=id, at=now, by=by.name, text=storable(note)))
            self._audit.append(connection, by.name, "case.keep", id, original=original)
            return self._read(connection, by, id)

    def read(self, by: Staff, id: str, *, original: bool = False) -> Case:
        """One case with its notes; with `original` also the text as received, where it was kept. Raises NoSuchCase."""
        with self._database.writing() as connection:
            case = self._read(connection, by, id, original)
            self._audit.append(connection, by.name, "case.read_original" if case.original else "case.read", id)
        return case

    def take(self, by: Staff, id: str, form: str) -> Case:
        """One case with its notes, for an export of the form that is named. Raises NoSuchCase."""
        with self._database.writing() as connection:
            case = self._read(connection, by, id)
            self._audit.append(connection, by.name, "case.export_one", id, form=form)
        return case

    def find(self, by: Staff, wanted: CaseFilter) -> CasePage:
        """One page of the cases that somebody may see, newest first."""
        condition = visible_to(by) & asked_for(wanted, self._secret)
        ordered = select(cases).where(condition).order_by(cases.c.created_at.desc(), cases.c.id)
        with self._database.writing() as connection:
            total = connection.execute(select(func.count()).select_from(cases).where(condition)).scalar_one()
            rows = connection.execute(ordered.limit(wanted.size).offset((wanted.page - 1) * wanted.size)).all()
            self._audit.append(connection, by.name, "case.find", None, cases=[row.id for row in rows])
        return CasePage(tuple(map(_case, rows)), total, wanted.page, max(1, -(-total // wanted.size)))

    def assignees(self, by: Staff) -> tuple[str, ...]:
        """Who has a case that somebody may see, by name: also programs, and those whose login was taken away."""
        named = select(cases.c.assignee).where(visible_to(by), cases.c.assignee.is_not(None)).distinct()
        with self._database.reading() as connection:
            return tuple(connection.execute(named.order_by(cases.c.assignee)).scalars())

    def every(self, by: Staff, wanted: CaseFilter, form: str) -> list[Case]:
        """All cases that a filter describes and somebody may see, for an export of the form that is named."""
        condition = visible_to(by) & asked_for(wanted, self._secret)
        with self._database.writing() as connection:
            rows = connection.execute(select(cases).where(condition).order_by(cases.c.created_at, cases.c.id)).all()
            self._audit.append(connection, by.name, "case.export", None, form=form, cases=[row.id for row in rows])
            beside = self._notes(connection, [row.id for row in rows])
        return [replace(_case(row), notes=tuple(beside.get(row.id, ()))) for row in rows]

    def queue(self, by: Staff, limit: int = 20) -> tuple[Case, ...]:
        """Cases without feedback that somebody may see, those first from which most can be learned."""
        taught = select(feedback.c.case_id).where(feedback.c.case_id.is_not(None))
        query = select(cases).where(visible_to(by), cases.c.id.not_in(taught))
        with self._database.writing() as connection:
            rows = connection.execute(query.order_by(cases.c.doubt.desc(), cases.c.id).limit(limit)).all()
            self._audit.append(connection, by.name, "feedback.queue", None, cases=[row.id for row in rows])
        return tuple(map(_case, rows))

    def change(
        self, by: Staff, id: str, *, state: CaseState | None = None, assignee: str | _Unchanged | None = UNCHANGED,
        decision: str | _Unchanged | None = UNCHANGED, retain_until: date | None = None, seen: datetime | None = None,
    ) -> Case:  # fmt: skip
        """Change what is given; an assignee of None gives the case back to the office. Raises NoSuchCase, InputError.

        With `seen`, the `updated_at` of what was read, a change that somebody else made since is not written over.
        """
        values: dict[str, Any] = {"updated_at": datetime.now(UTC)}
        with self._database.writing() as connection:
            case = self._read(connection, by, id, to_change=True)
            if seen is not None and seen != case.updated_at:
                raise InputError(both("error_case_changed"), code="changed")
            if state is not None:
                values["state"] = state
            if not isinstance(assignee, _Unchanged):
                values |= assignment(connection, by, assignee)
            if not isinstance(decision, _Unchanged):
                values["decision"] = storable(decision) if decision else decision
            if retain_until is not None:
                values["retain_until"] = _checked_retention(by, retain_until)
            connection.execute(update(cases).where(cases.c.id == id).values(values))
            changed = sorted(values.keys() - {"updated_at"})
            self._audit.append(connection, by.name, "case.change", id, changed=changed, state=values.get("state"))
            row = connection.execute(select(cases).where(cases.c.id == id)).one()
        return replace(_case(row), notes=case.notes)

    def hand_over(self, by: Staff, giver: str, receiver: str) -> int:
        """Give all cases of one who leaves to another; how many these were. For administrators. Raises InputError."""
        with self._database.writing() as connection:
            return hand_over(connection, self._audit, by, giver, receiver)

    def note(self, by: Staff, id: str, text: str) -> Case:
        """Write something beside a case. Raises NoSuchCase."""
        with self._database.writing() as connection:
            self._read(connection, by, id, to_change=True)
            now = datetime.now(UTC)
            connection.execute(insert(notes).values(case_id=id, at=now, by=by.name, text=storable(text)))
            connection.execute(update(cases).where(cases.c.id == id).values(updated_at=now))
            self._audit.append(connection, by.name, "case.note", id)
            return self._read(connection, by, id)

    def erase(self, by: Staff, id: str) -> None:
        """Delete a case with its notes and feedback, so that nothing of it remains in the files. Raises NoSuchCase."""
        with self._database.writing() as connection:
            self._read(connection, by, id, to_change=True)
            connection.execute(delete(cases).where(cases.c.id == id))
            self._audit.append(connection, by.name, "case.erase", id)
        self._database.forget()

    def history(self, by: Staff, id: str) -> tuple[AuditEntry, ...]:
        """Who did what with a case, newest first. Raises NoSuchCase."""
        with self._database.reading() as connection:
            self._read(connection, by, id)
        return self._audit.entries(size=1000, subject=id)

    def _read(
        self, connection: Connection, by: Staff, id: str, original: bool = False, to_change: bool = False
    ) -> Case:
        """The case; `to_change` holds other writers of it off until the transaction ends."""
        known = select(cases).where(cases.c.id == id, visible_to(by))
        known = known.with_for_update() if to_change else known
        row = connection.execute(known).first() if _ID.fullmatch(id) else None
        if row is None:
            raise NoSuchCase(both("error_no_case"))
        beside = self._notes(connection, [id]).get(id, ())
        shown = row.original if original and by.role is not Role.ANALYST else None
        return replace(_case(row), original=shown, notes=tuple(beside))

    def _notes(self, connection: Connection, ids: list[str]) -> dict[str, list[Note]]:
        beside: dict[str, list[Note]] = {}
        for row in connection.execute(select(notes).where(notes.c.case_id.in_(ids)).order_by(notes.c.at, notes.c.id)):
            beside.setdefault(row.case_id, []).append(Note(row.at, row.by, row.text))
        return beside


def _checked_retention(by: Staff, day: date) -> date:
    if by.role is not Role.ADMINISTRATOR:
        raise InputError(both("error_retention_role"))
    latest = today() + timedelta(days=_LONGEST_DAYS)
    if not today() <= day <= latest:
        raise InputError(both("error_retain_until", latest=latest.isoformat()))
    return day


def _case(row: Row[Any]) -> Case:
    return Case(
        id=row.id, state=CaseState(row.state), office=row.office, assignee=row.assignee, created_by=row.created_by,
        created_at=row.created_at, updated_at=row.updated_at, retain_until=row.retain_until, risk=Risk(row.risk),
        category=row.category, language=row.language, text=row.text, has_original=row.original is not None,
        assessment=row.assessment, decision=row.decision, doubt=row.doubt,
    )  # fmt: skip
