"""The database behind the store: opened, migrated, and really emptied of what is deleted. SQLite or PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError

from offerscan.phrases import both
from offerscan.settings import Settings
from offerscan_api.store.errors import StoreError

__all__ = ["Database", "data_folder"]

# What erasing overwrites; a temporary file of VACUUM would hold the text outside the database.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON", "temp_store=MEMORY")
_WAIT_S = 10
_TEXT_TABLES = ("cases", "bands", "contacts", "notes", "feedback")
# One at a time, among all processes of an office: the migrations, and the chain of the audit log.
_LOCK = 0x0FFE25CA


def data_folder(settings: Settings) -> Path:
    """The folder of what is kept, made at first use, open to its owner only. Raises StoreError."""
    folder = settings.data.expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(both("error_data_folder", folder=folder, reason=error.strerror)) from error
    return folder


class Database:
    """Connections to one database. Raises StoreError where it cannot be used."""

    def __init__(self, settings: Settings) -> None:
        self._engine = _postgresql(settings.database) if settings.database else _sqlite(data_folder(settings))
        self.is_sqlite = self._engine.dialect.name == "sqlite"
        self.address = self._engine.url.render_as_string(hide_password=True) if settings.database else "sqlite"
        with _told():
            rewritten = self._migrate()
        if rewritten:
            self.forget()

    def close(self) -> None:
        """Gives all connections back."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the data."""
        with _told(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it is kept, or nothing. On SQLite one at a time, waiting for its turn."""
        later: dict[str, Callable[[], None]] = {}
        with (
            _told(),
            self._engine.connect().execution_options(writes=True, later=later) as connection,
            connection.begin(),
        ):
            yield connection
        for act in later.values():
            act()

    @staticmethod
    def once_kept(connection: Connection, name: str, act: Callable[[], None]) -> None:
        """Does something after the transaction, if that is kept; of several acts of one name the last."""
        connection.get_execution_options()["later"][name] = act

    def lock_chain(self, connection: Connection) -> None:
        """Holds other writers of the audit log off until the transaction ends; SQLite has one writer anyway."""
        if not self.is_sqlite:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))

    def forget(self) -> None:
        """Makes what was deleted vanish from the files: free pages, the write-ahead log. Raises StoreError if it cannot."""
        with _told(), self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not self.is_sqlite:
                for table in _TEXT_TABLES:
                    connection.execute(text(f"VACUUM FULL {table}"))
                return
            connection.execute(text("VACUUM"))
            busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).scalar_one()
            if busy:
                raise StoreError(both("error_erase_waits"))

    def tidy(self) -> None:
        """Finishes what `forget` may have left when the process was killed; costs next to nothing else."""
        if not self.is_sqlite:
            return
        with _told(), self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            left = connection.execute(text("PRAGMA freelist_count")).scalar_one()
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        if left:
            self.forget()

    def _migrate(self) -> bool:
        """Brings the tables up to date; whether what was in them may have been rewritten."""
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            self.lock_chain(connection)
            config = Config()
            config.set_main_option("script_location", "offerscan_api.store:migrations")
            config.attributes["connection"] = connection
            before = MigrationContext.configure(connection).get_current_revision()
            command.upgrade(config, "head")
            return before not in (None, MigrationContext.configure(connection).get_current_revision())


def _sqlite(folder: Path) -> Engine:
    path = folder / "offerscan.sqlite"
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # -wal and -shm take over the mode of the file
    except OSError as error:
        raise StoreError(both("error_data_folder", folder=folder, reason=error.strerror)) from error
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _WAIT_S})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the driver would begin transactions of its own, later than it should
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")

    return engine


def _postgresql(address: str) -> Engine:
    try:
        url = make_url(address)
        if url.get_backend_name() not in ("postgresql", "postgres"):
            raise StoreError(both("error_database_kind"))
        return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except (ArgumentError, ValueError) as error:
        raise StoreError(both("error_database_kind")) from error
    except ImportError as error:
        raise StoreError(both("error_no_psycopg")) from error


@contextmanager
def _told() -> Iterator[None]:
    """What the database refuses, as one sentence; its own message would repeat the values, offers among them."""
    try:
        yield
    except DBAPIError as error:
        # The class says enough: busy or unreachable, against broken.
        phrase = "error_database_busy" if isinstance(error, OperationalError) else "error_database"
        raise StoreError(both(phrase, kind=type(error.orig).__name__)) from None
    except SQLAlchemyError as error:
        raise StoreError(both("error_database", kind=type(error).__name__)) from None
