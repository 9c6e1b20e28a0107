"""Which cases somebody may see, and which of them a filter asks for: the conditions of every query on cases."""

from __future__ import annotations

from datetime import UTC, datetime, time

from sqlalchemy import ColumnElement, and_, or_, select, true

from offerscan.details import find_details
from offerscan_api.store.likeness import contact_fingerprints
from offerscan_api.store.records import CaseFilter, Role, Staff
from offerscan_api.store.secret import Secret
from offerscan_api.store.tables import cases, contacts

__all__ = ["asked_for", "visible_to"]


def visible_to(staff: Staff) -> ColumnElement[bool]:
    """An officer: own cases, and those of the office that nobody has. Analysts and administrators: all."""
    if staff.role is not Role.OFFICER:
        return true()
    unassigned = and_(cases.c.office == staff.office, cases.c.assignee.is_(None))
    return or_(cases.c.assignee == staff.name, unassigned)


def asked_for(wanted: CaseFilter, secret: Secret) -> ColumnElement[bool]:
    """The cases that a filter describes."""
    conditions: list[ColumnElement[bool]] = [true()]
    if wanted.text:
        conditions += [cases.c.text.icontains(word, autoescape=True) for word in wanted.text.split()]
    if wanted.phone:
        known = [one for _, one in contact_fingerprints(find_details(wanted.phone), secret)]
        conditions.append(cases.c.id.in_(select(contacts.c.case_id).where(contacts.c.fingerprint.in_(known))))
    if wanted.risk is not None:
        conditions.append(cases.c.risk == wanted.risk)
    if wanted.state is not None:
        conditions.append(cases.c.state == wanted.state)
    if wanted.assignee is not None:
        conditions.append(cases.c.assignee == wanted.assignee if wanted.assignee else cases.c.assignee.is_(None))
    if wanted.since is not None:
        conditions.append(cases.c.created_at >= datetime.combine(wanted.since, time(), UTC))
    if wanted.until is not None:
        conditions.append(cases.c.created_at <= datetime.combine(wanted.until, time.max, UTC))
    return and_(*conditions)
