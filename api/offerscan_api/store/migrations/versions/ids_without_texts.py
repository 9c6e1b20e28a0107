"""Kept assessments under the id of their case or feedback: the one before was a hash of the text as received."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "ids_without_texts"
down_revision = "first_tables"


def upgrade() -> None:
    connection = op.get_bind()
    for name in ("cases", "feedback"):
        table = sa.table(name, sa.column("id", sa.String), sa.column("assessment", sa.JSON))
        for row in connection.execute(sa.select(table)).all():
            kept = {**row.assessment, "id": row.id}
            connection.execute(sa.update(table).where(table.c.id == row.id).values(assessment=kept))
