"""Earlier cases that resemble an offer, by the traces that each case leaves: bands of its wording, fingerprints of contacts."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from offerscan.details import find_details
from offerscan.records import Details, Risk
from offerscan.redaction import redact
from offerscan_api.store.database import Database
from offerscan_api.store.likeness import bands_of, contact_fingerprints, likeness, sketch
from offerscan_api.store.records import Case, CaseState, Earlier, Staff
from offerscan_api.store.secret import Secret
from offerscan_api.store.tables import bands, cases, contacts
from offerscan_api.store.visible import visible_to

__all__ = ["EarlierCases"]

# Share of the wording from which an earlier case is shown.
_LIKE = 0.4
_MOST = 10


class EarlierCases:
    """The traces of all cases of one store. What is found is among the cases that somebody may see."""

    def __init__(self, database: Database, secret: Secret) -> None:
        self._database, self._secret = database, secret

    def like(self, by: Staff, text: str, details: Details | None = None) -> tuple[Earlier, ...]:
        """Cases with like wording as a text or a shared contact, those first that share most contacts."""
        details = details or find_details(text)
        known = [one for _, one in contact_fingerprints(details, self._secret)]
        with self._database.reading() as connection:
            return self._find(connection, by, sketch(redact(text, details).text), known)[:_MOST]

    def like_case(self, by: Staff, case: Case) -> tuple[Earlier, ...]:
        """The same for a case, whose contacts are known by their fingerprints only."""
        drawn = select(cases.c.sketch).where(cases.c.id == case.id)
        known = select(contacts.c.fingerprint).where(contacts.c.case_id == case.id)
        with self._database.reading() as connection:
            found = self._find(
                connection, by, connection.execute(drawn).scalar() or b"", connection.execute(known).scalars().all()
            )
        return tuple(one for one in found if one.id != case.id)[:_MOST]

    def keep(self, connection: Connection, id: str, drawn: bytes, details: Details) -> None:
        """Keeps the traces of a new case."""
        if drawn:
            connection.execute(insert(bands), [{"case_id": id, "band": band} for band in bands_of(drawn)])
        found = contact_fingerprints(details, self._secret)
        known = [{"case_id": id, "kind": kind, "fingerprint": one} for kind, one in found]
        if known:
            connection.execute(insert(contacts), known)

    def nearest(self, connection: Connection, drawn: bytes) -> float:
        """How much wording (0 to 1) the most like of all cases shares with a sketch, whoever may see it."""
        return max(self._shares(connection, drawn).values(), default=0.0)

    def _find(self, connection: Connection, by: Staff, drawn: bytes, known: Iterable[str]) -> tuple[Earlier, ...]:
        shares, shared = self._shares(connection, drawn), self._shared(connection, known)
        ids = {id for id, share in shares.items() if share >= _LIKE} | set(shared)
        rows = connection.execute(select(cases).where(visible_to(by), cases.c.id.in_(ids))).all()
        seen = [
            Earlier(
                row.id, row.created_at, Risk(row.risk), CaseState(row.state), round(shares.get(row.id, 0.0), 2),
                tuple(sorted(shared.get(row.id, ()))),
            )
            for row in rows
        ]  # fmt: skip
        return tuple(sorted(seen, key=lambda one: (-len(one.shared), -one.likeness, one.id)))

    def _shares(self, connection: Connection, drawn: bytes) -> dict[str, float]:
        """By case that shares a band with a sketch: how much of the wording they share."""
        meeting = select(bands.c.case_id).where(bands.c.band.in_(bands_of(drawn)))
        rows = connection.execute(select(cases.c.id, cases.c.sketch).where(cases.c.id.in_(meeting)))
        return {row.id: likeness(row.sketch, drawn) for row in rows}

    def _shared(self, connection: Connection, known: Iterable[str]) -> dict[str, set[str]]:
        """By case: the kinds of the contacts that it shares."""
        shared: dict[str, set[str]] = {}
        query = select(contacts.c.case_id, contacts.c.kind).where(contacts.c.fingerprint.in_(list(known)))
        for row in connection.execute(query):
            shared.setdefault(row.case_id, set()).add(row.kind)
        return shared
