"""The first tables, and the triggers that keep the audit log append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from offerscan_api.store.tables import Moment

revision = "first_tables"
down_revision = None

_REFUSE_SQLITE = """\
CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"""
_REFUSE_POSTGRESQL = """\
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"""


def upgrade() -> None:
    _cases()
    _beside_cases()
    _accounts()
    _records()
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(_REFUSE_SQLITE.format(verb=verb))
    else:
        op.execute(_REFUSE_POSTGRESQL)


def _of_case(nullable: bool = False) -> sa.Column[str]:
    return sa.Column(
        "case_id", sa.String(32), sa.ForeignKey("cases.id", ondelete="CASCADE"), nullable=nullable, index=True
    )


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("office", sa.String(200), nullable=False),
        sa.Column("assignee", sa.String(100)),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("created_at", Moment, nullable=False, index=True),
        sa.Column("updated_at", Moment, nullable=False),
        sa.Column("retain_until", sa.Date, nullable=False, index=True),
        sa.Column("risk", sa.String(8), nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("original", sa.Text),
        sa.Column("assessment", sa.JSON, nullable=False),
        sa.Column("decision", sa.Text),
        sa.Column("doubt", sa.Float, nullable=False, index=True),
        sa.Column("sketch", sa.LargeBinary, nullable=False),
    )


def _beside_cases() -> None:
    op.create_table("bands", _of_case(), sa.Column("band", sa.BigInteger, nullable=False, index=True))
    op.create_table(
        "contacts",
        _of_case(),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("fingerprint", sa.String(32), nullable=False, index=True),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_case(),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(32), primary_key=True),
        _of_case(nullable=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("retain_until", sa.Date, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("assessment", sa.JSON, nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("risk", sa.String(8), nullable=False),
        sa.Column("indicators", sa.JSON, nullable=False),
        sa.Column("marks", sa.JSON, nullable=False),
        sa.Column("confirmed", sa.Boolean, nullable=False),
    )


def _accounts() -> None:
    op.create_table(
        "staff",
        sa.Column("name", sa.String(100), primary_key=True),
        sa.Column("role", sa.String(13), nullable=False),
        sa.Column("office", sa.String(200), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("staff", sa.String(100), sa.ForeignKey("staff.name", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("began_at", Moment, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
    )
    op.create_table(
        "keys",
        sa.Column("name", sa.String(100), primary_key=True),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("role", sa.String(13), nullable=False),
        sa.Column("office", sa.String(200), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("revoked_at", Moment),
        sa.Column("used_on", sa.Date),
    )
    op.create_index("ix_keys_secret", "keys", ["secret"], unique=True)


def _records() -> None:
    op.create_table(
        "counters",
        sa.Column("monday", sa.Date, primary_key=True),
        sa.Column("model", sa.String(100), primary_key=True),
        sa.Column("measure", sa.String(20), primary_key=True),
        sa.Column("slot", sa.String(20), primary_key=True),
        sa.Column("count", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("action", sa.String(30), nullable=False),
        sa.Column("subject", sa.String(100), index=True),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.Column("mac", sa.String(64), nullable=False),
    )
