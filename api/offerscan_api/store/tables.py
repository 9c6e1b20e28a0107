"""The tables, as the migrations make them; tests/test_store.py fails where the two differ."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

__all__ = [
    "TABLES", "audit", "bands", "cases", "contacts", "counters", "feedback", "keys", "notes", "sessions", "staff"
]  # fmt: skip

TABLES = MetaData()


class Moment(TypeDecorator[datetime]):
    """A time in UTC; SQLite keeps none of its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


def _of_case(nullable: bool = False) -> Column[str]:
    return Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), nullable=nullable, index=True)


cases = Table(
    "cases",
    TABLES,
    Column("id", String(32), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("office", String(200), nullable=False),
    Column("assignee", String(100)),
    Column("created_by", String(100), nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
    Column("updated_at", Moment, nullable=False),
    Column("retain_until", Date, nullable=False, index=True),
    Column("risk", String(8), nullable=False),
    Column("category", String(20), nullable=False),
    Column("language", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("original", Text),
    Column("assessment", JSON, nullable=False),
    Column("decision", Text),
    Column("doubt", Float, nullable=False, index=True),
    Column("sketch", LargeBinary, nullable=False),
)
# MinHash bands: texts that share one are compared.
bands = Table("bands", TABLES, _of_case(), Column("band", BigInteger, nullable=False, index=True))
# Keyed fingerprints of telephones, accounts and user names.
contacts = Table(
    "contacts",
    TABLES,
    _of_case(),
    Column("kind", String(10), nullable=False),
    Column("fingerprint", String(32), nullable=False, index=True),
)
notes = Table(
    "notes",
    TABLES,
    Column("id", Integer, primary_key=True),
    _of_case(),
    Column("at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("text", Text, nullable=False),
)
feedback = Table(
    "feedback",
    TABLES,
    Column("id", String(32), primary_key=True),
    _of_case(nullable=True),
    Column("at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("retain_until", Date, nullable=False),
    Column("text", Text, nullable=False),
    Column("assessment", JSON, nullable=False),
    Column("category", String(20), nullable=False),
    Column("risk", String(8), nullable=False),
    Column("indicators", JSON, nullable=False),
    Column("marks", JSON, nullable=False),
    Column("confirmed", Boolean, nullable=False),
)
# `measure` is level, category, score, not_covered, pieces, confirmed or corrected; `slot` says which level, which tenth, or
# whether pieces were read or are unknown.
counters = Table(
    "counters",
    TABLES,
    Column("monday", Date, primary_key=True),
    Column("model", String(100), primary_key=True),
    Column("measure", String(20), primary_key=True),
    Column("slot", String(20), primary_key=True),
    Column("count", BigInteger, nullable=False),
)
# Triggers refuse to change or delete a line; `mac` chains each to the one before.
audit = Table(
    "audit",
    TABLES,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("by", String(100), nullable=False),
    Column("action", String(30), nullable=False),
    Column("subject", String(100), index=True),
    Column("detail", JSON, nullable=False),
    Column("mac", String(64), nullable=False),
)
staff = Table(
    "staff",
    TABLES,
    Column("name", String(100), primary_key=True),
    Column("role", String(13), nullable=False),
    Column("office", String(200), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("password", String(200), nullable=False),
)
sessions = Table(
    "sessions",
    TABLES,
    Column("token", String(64), primary_key=True),
    Column("staff", ForeignKey("staff.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("began_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
)
keys = Table(
    "keys",
    TABLES,
    Column("name", String(100), primary_key=True),
    Column("secret", String(64), nullable=False),
    Column("role", String(13), nullable=False),
    Column("office", String(200), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("used_on", Date),
    Index("ix_keys_secret", "secret", unique=True),
)
