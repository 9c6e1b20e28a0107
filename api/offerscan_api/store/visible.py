"""Which cases somebody may see, and which of them a filter asks for: the conditions of every query on cases."""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from offerscan_api.store.days import begin_of, end_of
from offerscan_api.store.likeness import sought_fingerprints
from offerscan_api.store.records import CaseFilter, Role, Staff
from offerscan_api.store.secret import Secret
from offerscan_api.store.tables import cases, contacts, notes

__all__ = ["asked_for", "visible_to"]

# Pages show the first eight digits of a case's number, as in "Kasus 1a2b3c4d".
_NUMBER = re.compile("[0-9a-f]{4,32}")
_CALLED_A_CASE = re.compile(r"(?<!\w)(?:kasus|case) #?(?=[0-9a-f]{4,32}(?!\w))", re.IGNORECASE)


def visible_to(staff: Staff) -> ColumnElement[bool]:
    """An officer: own cases, and those of the office that nobody has. Analysts and administrators: all. Others: none."""
    if staff.role in (Role.ANALYST, Role.ADMINISTRATOR):
        return true()
    if staff.role is not Role.OFFICER:
        return false()
    unassigned = and_(cases.c.office == staff.office, cases.c.assignee.is_(None))
    return or_(cases.c.assignee == staff.name, unassigned)


def asked_for(wanted: CaseFilter, secret: Secret) -> ColumnElement[bool]:
    """The cases that a filter describes."""
    conditions: list[ColumnElement[bool]] = [true()]
    if wanted.text:
        conditions += [_said(word) for word in _CALLED_A_CASE.sub("", wanted.text).split()]
    if wanted.phone:
        known = sought_fingerprints(wanted.phone, secret)
        conditions.append(cases.c.id.in_(select(contacts.c.case_id).where(contacts.c.fingerprint.in_(known))))
    if wanted.risk is not None:
        conditions.append(cases.c.risk == wanted.risk)
    if wanted.state is not None:
        conditions.append(cases.c.state == wanted.state)
    if wanted.assignee is not None:
        conditions.append(cases.c.assignee == wanted.assignee if wanted.assignee else cases.c.assignee.is_(None))
    if wanted.since is not None:
        conditions.append(cases.c.created_at >= begin_of(wanted.since))
    if wanted.until is not None:
        conditions.append(cases.c.created_at < end_of(wanted.until))
    return and_(*conditions)


def _said(word: str) -> ColumnElement[bool]:
    """A word of the redacted text, of the decision or of a note; or the beginning of a case's number."""
    noted = select(notes.c.case_id).where(notes.c.text.icontains(word, autoescape=True))
    places = [one.icontains(word, autoescape=True) for one in (cases.c.text, cases.c.decision)]
    number = word.casefold()
    numbered = [cases.c.id.startswith(number)] if _NUMBER.fullmatch(number) else []
    return or_(*places, cases.c.id.in_(noted), *numbered)
