"""What alembic runs: the steps, on the connection that `offerscan_api.store.database` hands over."""

from __future__ import annotations

from alembic import context

from offerscan_api.store.tables import TABLES

context.configure(connection=context.config.attributes["connection"], target_metadata=TABLES)
context.run_migrations()
