"""What staff keep: on SQLite and on a real PostgreSQL server, redacted, findable, really gone when erased."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from fixed_screener import open_fixed
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import text as sql

from offerscan.errors import InputError
from offerscan.formats import as_json
from offerscan.records import Assessment, Offer, Risk
from offerscan.settings import Settings
from offerscan_api.store import (
    CaseFilter,
    CaseState,
    Mark,
    NoSuchCase,
    Role,
    Staff,
    Store,
    StoreError,
    open_store,
)
from offerscan_api.store.doubt import doubt
from offerscan_api.store.tables import TABLES

CANARY = "KENARIKUNINGRAHASIA"
OFFER = f"Butuh 3 orang ke Taiwan {CANARY}, DP 2 juta dulu, gaji 20rb NT. Hub Bu Rini WA 0812-0000-1234"
VARIANT = "Butuh 5 orang ke Taiwan, DP 3 juta dulu, gaji 20rb NT. Hub Pak Anto WA 0813-0000-7777"
OTHER = "Lowongan kasir toko di Malang, kontrak resmi, tanpa biaya. Kirim lamaran ke kantor kami."
WRITING = Staff("sri", Role.OFFICER, "Malang")
NEIGHBOUR = Staff("budi", Role.OFFICER, "Malang")
ELSEWHERE = Staff("ayu", Role.OFFICER, "Kupang")
ANALYST = Staff("nita", Role.ANALYST)
ADMINISTRATOR = Staff("ani", Role.ADMINISTRATOR)
SCREENER = open_fixed()


def assessed(text: str) -> Assessment:
    answer = SCREENER.assess(Offer(text))
    assert isinstance(answer, Assessment)
    return answer


def kept(store: Store, text: str = OFFER, by: Staff = WRITING, **options: Any) -> str:
    return store.cases.keep(by, text, as_json(assessed(text)), **options).id


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of an empty store, on each of the two databases."""
    url = request.getfixturevalue("postgresql")() if request.param == "postgresql" else None
    return Settings(data=tmp_path, database=url)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(Settings(data=tmp_path))
    yield opened
    opened.close()


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


# --- the database ----------------------------------------------------------------------------------------------------


def test_the_migrations_make_the_tables(store: Store) -> None:
    with store._database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": TABLES})
        assert compare_metadata(context, TABLES) == []


def test_opening_again_keeps_all(settings: Settings) -> None:
    store = open_store(settings)
    id = kept(store)
    store.close()
    again = open_store(settings)
    assert again.cases.read(WRITING, id).text.startswith("Butuh 3 orang")
    assert again.earlier.like(WRITING, "telepon 081200001234")
    again.close()


def test_files_are_for_their_owner_only(sqlite: Store, tmp_path: Path) -> None:
    kept(sqlite)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert {"offerscan.sqlite", "offerscan.sqlite-wal", "secret"} <= set(modes)
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize(
    ("settings_of", "told"),
    [
        (lambda path: Settings(data=path / "file" / "below"), "OFFERSCAN_DATA"),
        (lambda path: Settings(data=path, database="mysql://x/y"), "OFFERSCAN_DATABASE"),
        (lambda path: Settings(data=path, database="not an address"), "OFFERSCAN_DATABASE"),
        (lambda path: Settings(data=path, database="postgresql://127.0.0.1:1/x"), "out of reach"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_a_sentence(
    tmp_path: Path, settings_of: Callable[[Path], Settings], told: str
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=told):
        open_store(settings_of(tmp_path))


def test_a_broken_secret_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"short")
    with pytest.raises(StoreError, match="backup"):
        open_store(Settings(data=tmp_path))


_WRITER = """
import sys
sys.path[:0] = {path!r}
from pathlib import Path
from test_store import OFFER, WRITING, assessed, as_json, open_store, Settings
store = open_store(Settings(data=Path({folder!r})))
shape = as_json(assessed(OFFER))
while True:
    print(store.cases.keep(WRITING, OFFER, shape).id, flush=True)
"""


def test_killed_while_writing_loses_no_kept_case(tmp_path: Path) -> None:
    program = _WRITER.format(path=sys.path, folder=str(tmp_path))
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=os.environ)
    assert process.stdout is not None
    told = [process.stdout.readline().strip() for _ in range(15)]
    process.send_signal(signal.SIGKILL)
    told += process.stdout.read().split()
    process.wait()
    store = open_store(Settings(data=tmp_path))
    found = {case.id for case in store.cases.every(WRITING, CaseFilter(), "json")}
    assert {id for id in told if len(id) == 32} <= found
    assert all(len(id) == 32 for id in told[:15])
    assert store.audit.verify() is None
    store.close()


# --- cases -----------------------------------------------------------------------------------------------------------


def test_a_case_is_redacted_and_its_offsets_are_true(store: Store, tmp_path: Path) -> None:
    case = store.cases.read(WRITING, kept(store, note="Penelepon menunggu"))
    assert case.text.endswith("Hub Bu [NAMA 1] WA [TELEPON 1]")
    assert (case.state, case.assignee, case.office, case.has_original) == (CaseState.OPEN, "sri", "Malang", False)
    assert [note.text for note in case.notes] == ["Penelepon menunggu"]
    assert case.retain_until == datetime.now(UTC).date() + timedelta(days=180)
    assert case.assessment["versions"]["model"] == "fixed-1"
    for finding in case.assessment["findings"]:
        assert case.text[finding["start"] : finding["end"]] == finding["quote"]
    assert b"0000-1234" not in bytes_of(tmp_path)


def test_the_original_is_kept_by_choice_and_never_shown_to_analysts(store: Store) -> None:
    id = kept(store, original=True)
    assert store.cases.read(WRITING, id).original is None
    assert store.cases.read(WRITING, id, original=True).original == OFFER
    assert store.cases.read(ANALYST, id, original=True).original is None
    actions = [entry.action for entry in store.cases.history(WRITING, id)]
    assert actions == ["case.read", "case.read_original", "case.read", "case.keep"]


def test_a_text_that_no_database_holds_is_kept(store: Store) -> None:
    id = kept(store, "DP \x00 dulu \ud800 ke Taiwan", original=True)
    assert store.cases.read(WRITING, id, original=True).original == "DP \ufffd dulu \ufffd ke Taiwan"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (CaseFilter(), 2),
        (CaseFilter(text="taiwan"), 1),
        (CaseFilter(text="malang resmi"), 1),
        (CaseFilter(text="100%"), 0),
        (CaseFilter(phone="+62 812 0000 1234"), 1),
        (CaseFilter(phone="0812-0000-9999"), 0),
        (CaseFilter(phone="bukan nomor"), 0),
        (CaseFilter(risk=Risk.REVIEW), 1),
        (CaseFilter(state=CaseState.CLOSED), 1),
        (CaseFilter(assignee="sri"), 1),
        (CaseFilter(assignee=""), 1),
        (CaseFilter(since=date(2020, 1, 1), until=date(2020, 1, 2)), 0),
        (CaseFilter(since=datetime.now(UTC).date() - timedelta(days=1)), 2),
    ],
)
def test_cases_are_found(sqlite: Store, wanted: CaseFilter, found: int) -> None:
    kept(sqlite)
    sqlite.cases.change(WRITING, kept(sqlite, OTHER), state=CaseState.CLOSED, assignee=None)
    assert sqlite.cases.find(WRITING, wanted).total == found


def test_search_on_postgresql_finds_the_same(store: Store) -> None:
    kept(store)
    kept(store, OTHER)
    for wanted, found in (
        (CaseFilter(text="TAIWAN"), 1),
        (CaseFilter(phone="081200001234"), 1),
        (CaseFilter(size=1), 2),
    ):
        page = store.cases.find(WRITING, wanted)
        assert (page.total, page.pages, len(page.cases)) == (found, found, 1)


def test_pages_follow_each_other(sqlite: Store) -> None:
    ids = [kept(sqlite, f"{OTHER} {number}") for number in range(5)]
    pages = [sqlite.cases.find(WRITING, CaseFilter(page=page, size=2)) for page in (1, 2, 3, 4)]
    assert [[case.id for case in page.cases] for page in pages] == [ids[4:2:-1], ids[2:0:-1], ids[:1], []]
    assert {(page.total, page.pages) for page in pages} == {(5, 3)}


def test_who_sees_a_case(store: Store) -> None:
    id = kept(store)

    def seen_by() -> set[str]:
        seers = (WRITING, NEIGHBOUR, ELSEWHERE, ANALYST, ADMINISTRATOR)
        return {one.name for one in seers if store.cases.find(one, CaseFilter()).total}

    assert seen_by() == {"sri", "nita", "ani"}
    for stranger in (NEIGHBOUR, ELSEWHERE):
        for act in (
            lambda by: store.cases.read(by, id),
            lambda by: store.cases.change(by, id, state=CaseState.CLOSED),
            lambda by: store.cases.note(by, id, "x"),
            lambda by: store.cases.erase(by, id),
            lambda by: store.cases.history(by, id),
            lambda by: store.feedback.give(by, "", {}, risk=Risk.LOW, category="other", indicators=(), case=id),
        ):
            with pytest.raises(NoSuchCase) as refused:
                act(stranger)
            with pytest.raises(NoSuchCase) as unknown:
                store.cases.read(stranger, "0" * 32)
            assert str(refused.value) == str(unknown.value)
        assert store.earlier.like(stranger, OFFER) == ()
        assert store.cases.queue(stranger) == ()
        assert store.cases.every(stranger, CaseFilter(), "json") == []
    store.cases.change(WRITING, id, assignee=None)
    assert seen_by() == {"sri", "budi", "nita", "ani"}
    store.cases.change(NEIGHBOUR, id, assignee="budi")
    assert seen_by() == {"budi", "nita", "ani"}


def test_a_case_is_handed_on_to_those_who_may_hold_it(sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    password = "kuda hijau terbang"
    quick = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr("offerscan_api.store.accounts._hasher", lambda: quick)
    for one in (ADMINISTRATOR, WRITING, NEIGHBOUR, ELSEWHERE, ANALYST):
        sqlite.accounts.add("console", one.name, one.role, one.office, password)
    id = kept(sqlite)
    for nobody in ("nita", "tidakada"):
        with pytest.raises(InputError, match="active member of staff"):
            sqlite.cases.change(WRITING, id, assignee=nobody)
    with pytest.raises(InputError, match="same office"):
        sqlite.cases.change(WRITING, id, assignee="ayu")
    assert sqlite.cases.change(ADMINISTRATOR, id, assignee="ayu").office == "Kupang"
    assert sqlite.cases.read(ELSEWHERE, id).assignee == "ayu"


def test_a_change_changes_what_is_given(store: Store) -> None:
    id = kept(store)
    assert store.cases.change(WRITING, id, decision="Dirujuk ke BP3MI").decision == "Dirujuk ke BP3MI"
    case = store.cases.change(WRITING, id, state=CaseState.WAITING)
    assert (case.decision, case.state, case.assignee) == ("Dirujuk ke BP3MI", CaseState.WAITING, "sri")
    assert store.cases.change(WRITING, id, decision=None).decision is None
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    assert store.cases.change(ADMINISTRATOR, id, retain_until=tomorrow).retain_until == tomorrow
    with pytest.raises(InputError, match="administrator"):
        store.cases.change(WRITING, id, retain_until=tomorrow)
    for day in (tomorrow - timedelta(days=2), date(9999, 1, 1)):
        with pytest.raises(InputError, match="retention date"):
            store.cases.change(ADMINISTRATOR, id, retain_until=day)


def test_earlier_cases_by_wording_and_by_contact(store: Store) -> None:
    id = kept(store)
    [like] = store.earlier.like(WRITING, VARIANT)
    assert (like.id, like.shared) == (id, ())
    assert like.likeness >= 0.4
    [same] = store.earlier.like(WRITING, "Kerja enak di Kamboja, tanya ke +62 812 0000 1234 saja")
    assert (same.id, same.likeness, same.shared) == (id, 0.0, ("phones",))
    assert store.earlier.like(WRITING, OTHER) == ()
    second = store.cases.keep(WRITING, VARIANT, as_json(assessed(VARIANT)))
    assert [one.id for one in store.earlier.like_case(WRITING, second)] == [id]


def test_fingerprints_need_the_secret_of_the_installation(tmp_path: Path) -> None:
    stores = [open_store(Settings(data=tmp_path / name)) for name in ("one", "two")]
    assert len({one.secret.sign("phones", "6281200001234") for one in stores}) == 2
    for one in stores:
        one.close()


# --- erasing and retention -------------------------------------------------------------------------------------------


def test_nothing_of_an_erased_case_remains_in_any_file(sqlite: Store, tmp_path: Path) -> None:
    other = kept(sqlite, OTHER)
    id = kept(sqlite, original=True, note=f"catatan {CANARY}")
    sqlite.cases.note(WRITING, id, f"lagi {CANARY} " * 500)
    sqlite.cases.change(WRITING, id, decision=f"putusan {CANARY}")
    sqlite.feedback.give(
        WRITING, "", {}, risk=Risk.HIGH, category="overseas_offer", indicators=["upfront_fee"], case=id
    )
    sqlite.cases.find(WRITING, CaseFilter(text=CANARY))
    assert CANARY.encode() in bytes_of(tmp_path)
    sqlite.cases.erase(WRITING, id)
    left = bytes_of(tmp_path)
    for secret in (CANARY, "0812-0000-1234", "Rini"):
        assert secret.encode() not in left
        assert secret.lower().encode() not in left
    with pytest.raises(NoSuchCase):
        sqlite.cases.read(WRITING, id)
    assert sqlite.feedback.every(ANALYST) == ()
    assert sqlite.cases.read(WRITING, other).id == other
    assert sqlite.audit.verify() is None


def test_nothing_of_an_erased_case_remains_on_postgresql(postgresql: Callable[[], str], tmp_path: Path) -> None:
    store = open_store(Settings(data=tmp_path, database=postgresql()))
    id = kept(store, original=True, note=CANARY)
    with store._database.reading() as connection:
        database = connection.execute(
            sql("SELECT oid FROM pg_database WHERE datname = current_database()")
        ).scalar_one()
        folder = Path(connection.execute(sql("SHOW data_directory")).scalar_one()) / "base" / str(database)
        connection.execute(sql("CHECKPOINT"))
    assert CANARY.encode() in bytes_of(folder)
    store.cases.erase(WRITING, id)
    with store._database.reading() as connection:
        connection.execute(sql("CHECKPOINT"))
    assert CANARY.encode() not in bytes_of(folder)
    store.close()


def test_what_is_past_its_date_is_purged_and_really_gone(store: Store, tmp_path: Path) -> None:
    old, new = kept(store, original=True), kept(store, OTHER)
    day = datetime.now(UTC).date()
    store.cases.change(ADMINISTRATOR, old, retain_until=day)
    assert store.purge() == 0
    assert store.purge(day + timedelta(days=1)) == 1
    assert [case.id for case in store.cases.every(WRITING, CaseFilter(), "json")] == [new]
    assert CANARY.encode() not in bytes_of(tmp_path)
    assert store.audit.entries(size=2)[1].action == "case.expire"


def test_what_a_kill_left_behind_is_cleaned_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(Settings(data=tmp_path))
    id = kept(store, original=True, note=CANARY * 1000)
    monkeypatch.setattr("offerscan_api.store.database.Database.forget", lambda self: None)
    store.cases.erase(WRITING, id)
    monkeypatch.undo()
    open_store(Settings(data=tmp_path)).close()
    assert CANARY.encode() not in bytes_of(tmp_path)
    store.close()


def test_assessing_and_comparing_keeps_nothing(sqlite: Store, tmp_path: Path) -> None:
    sqlite.counters.count([assessed(OFFER)])
    sqlite.counters.flush()
    sqlite.earlier.like(WRITING, OFFER)
    sqlite.cases.find(WRITING, CaseFilter(text=CANARY, phone="0812-0000-1234"))
    left = bytes_of(tmp_path)
    assert CANARY.encode() not in left
    assert b"0000" + b"1234" not in left


# --- the audit log ---------------------------------------------------------------------------------------------------


def test_the_audit_log_tells_who_did_what_and_no_text(store: Store) -> None:
    id = kept(store, note=CANARY)
    store.cases.read(ANALYST, id)
    store.cases.find(WRITING, CaseFilter(text=CANARY))
    store.cases.change(WRITING, id, decision=CANARY, state=CaseState.CLOSED)
    lines = store.audit.entries()
    assert [(line.number, line.by, line.action) for line in lines] == [
        (4, "sri", "case.change"), (3, "sri", "case.find"), (2, "nita", "case.read"), (1, "sri", "case.keep"),
    ]  # fmt: skip
    assert lines[0].detail == {"changed": ["decision", "state"], "state": "closed"}
    assert CANARY not in repr(lines)
    assert (store.audit.count(), store.audit.verify()) == (4, None)


@pytest.mark.parametrize("statement", ["UPDATE audit SET action = 'x'", "DELETE FROM audit"])
def test_the_audit_log_refuses_changes(store: Store, statement: str) -> None:
    kept(store)
    with pytest.raises(StoreError), store._database.writing() as connection:
        connection.execute(sql(statement))
    assert store.audit.count() == 1


def test_a_change_around_the_triggers_breaks_the_chain(sqlite: Store) -> None:
    for _ in range(4):
        kept(sqlite, OTHER)
    with sqlite._database.writing() as connection:
        connection.execute(sql("DROP TRIGGER audit_no_update"))
        connection.execute(sql("UPDATE audit SET by = 'budi' WHERE number = 3"))
    assert sqlite.audit.verify() == 3
    with sqlite._database.writing() as connection:
        connection.execute(sql("DROP TRIGGER audit_no_delete"))
        connection.execute(sql("DELETE FROM audit WHERE number = 2"))
    assert sqlite.audit.verify() == 2


# --- feedback, queue, figures ----------------------------------------------------------------------------------------


def test_feedback_on_a_text_is_redacted_with_its_marks(store: Store) -> None:
    fee = OFFER.index("DP 2 juta")
    given = store.feedback.give(
        ANALYST, OFFER, as_json(assessed(OFFER)), risk=Risk.HIGH, category="overseas_offer", indicators=["personal_recruiter"],
        marks=[Mark(fee, fee + 9, "upfront_fee"), Mark(OFFER.index("0812"), len(OFFER), "personal_recruiter")],
    )  # fmt: skip
    [read] = store.feedback.every(ANALYST)
    assert replace(read, assessment={}) == replace(given, assessment={})
    assert [read.text[mark.start : mark.end] for mark in read.marks] == ["DP 2 juta", "[TELEPON 1]"]
    assert (read.indicators, read.confirmed) == (("personal_recruiter", "upfront_fee"), False)
    assert "0812" not in read.text


@pytest.mark.parametrize("mark", [Mark(0, 0, "upfront_fee"), Mark(0, 10_000, "upfront_fee"), Mark(0, 3, "nothing")])
def test_a_mark_that_cannot_be_is_refused(sqlite: Store, mark: Mark) -> None:
    with pytest.raises(InputError, match="mark"):
        sqlite.feedback.give(
            ANALYST, OFFER, as_json(assessed(OFFER)), risk=Risk.LOW, category="other", indicators=(), marks=[mark]
        )


def test_the_queue_offers_the_most_doubtful_first_and_no_case_twice(store: Store) -> None:
    shape = as_json(assessed(OTHER))

    def keep(high: float, limits: tuple[str, ...] = ()) -> str:
        scores = {"low": 1 - high, "review": 0.0, "high": high}
        return store.cases.keep(WRITING, OTHER, {**shape, "risk_scores": scores, "findings": [], "limits": limits}).id

    sure, doubtful, unknown = keep(0.99), keep(0.62), keep(0.99, ("language not covered",))
    assert [case.id for case in store.cases.queue(WRITING)] == [unknown, doubtful, sure]
    store.feedback.give(WRITING, "", {}, risk=Risk.LOW, category="other", indicators=(), case=doubtful)
    assert [case.id for case in store.cases.queue(WRITING)] == [unknown, sure]


@pytest.mark.parametrize(
    ("scores", "likeness", "expected"),
    [
        ((0.0, 0.0, 1.0), 1.0, 0.0),
        ((0.5, 0.0, 0.5), 1.0, 1.0),
        ((1.0, 0.0, 0.0), 0.0, 0.2),
        ((0.0, 0.7, 0.3), 1.0, 0.6),
    ],
)
def test_doubt_is_nearness_to_a_threshold_or_novelty(
    scores: tuple[float, float, float], likeness: float, expected: float
) -> None:
    shape = {"risk_scores": dict(zip(("low", "review", "high"), scores, strict=True)), "findings": [], "limits": []}
    assert doubt(shape, likeness=likeness) == expected


def test_weekly_figures_add_up_and_survive(settings: Settings) -> None:
    store = open_store(settings)
    store.counters.count([assessed(OFFER), assessed(OTHER)])
    store.weekly()
    store.counters.count([replace(assessed(OTHER), limits=("language not covered",))])
    store.counters.count_feedback("fixed-1", confirmed=True)
    store.counters.count_feedback("fixed-1", confirmed=False)
    store.close()
    again = open_store(settings)
    [week] = again.weekly()
    assert (week.monday.weekday(), week.model, week.assessed, sum(week.histogram)) == (0, "fixed-1", 3, 3)
    assert (week.not_covered, week.confirmed, week.corrected, week.shift) == (1, 1, 1, None)
    assert sum(week.levels.values()) == sum(week.categories.values()) == 3
    assert sum(week.level_shares.values()) == pytest.approx(1.0)
    gauges = again.gauges()
    assert gauges["week_assessed"] == 3
    assert gauges["week_share_not_covered"] == pytest.approx(1 / 3)
    again.close()


def test_a_shift_of_scores_shows_in_the_figures(sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    low, high = assessed(OTHER), replace(assessed(OTHER), risk_scores={"low": 0.0, "review": 0.0, "high": 1.0})
    today = datetime.now(UTC).date()
    for weeks, answer in ((3, low), (2, low), (1, high)):
        monday = today - timedelta(days=today.weekday(), weeks=weeks)
        monkeypatch.setattr("offerscan_api.store.counters._monday", lambda monday=monday: monday)
        sqlite.counters.count([answer] * 100)
        sqlite.counters.flush()
    monkeypatch.undo()
    shifts = [week.shift for week in sqlite.weekly()]
    assert shifts[2] is None
    assert (shifts[1] or 0.0) < 0.1
    assert (shifts[0] or 0.0) > 0.2
