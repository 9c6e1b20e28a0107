"""What staff keep: on SQLite and on a real PostgreSQL server, redacted, findable, really gone when erased."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from fixed_screener import open_fixed
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import text as sql

from offerscan.errors import InputError
from offerscan.formats import as_json
from offerscan.records import Assessment, Offer, Risk, offer_id
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
    days,
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
LEVELS = SCREENER.policy.levels


def assessed(text: str) -> Assessment:
    answer = SCREENER.assess(Offer(text))
    assert isinstance(answer, Assessment)
    return answer


def kept(store: Store, text: str = OFFER, by: Staff = WRITING, **options: Any) -> str:
    return store.cases.keep(by, text, as_json(assessed(text)), levels=LEVELS, **options).id


@pytest.fixture
def settings(tmp_path: Path, database: str | None) -> Settings:
    """Settings of an empty store, on each of the two databases."""
    return Settings(data=tmp_path, database=database)


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


# --- when somebody leaves --------------------------------------------------------------------------------------------


@pytest.fixture
def leaving(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Logins of two offices, one of them disabled; "sri" has two cases, "budi" one, and one has nobody."""
    quick = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr("offerscan_api.store.accounts._hasher", lambda: quick)
    for one in (ADMINISTRATOR, WRITING, NEIGHBOUR, ELSEWHERE, ANALYST, replace(NEIGHBOUR, name="mantan")):
        store.accounts.add("console", one.name, one.role, one.office, "kuda hijau terbang")
    store.accounts.disable("ani", "mantan")
    for by in (WRITING, WRITING, NEIGHBOUR):
        kept(store, by=by)
    store.cases.change(WRITING, kept(store), assignee=None)
    return store


def test_all_cases_of_one_go_to_another_each_with_its_line(leaving: Store) -> None:
    theirs = {case.id for case in leaving.cases.find(WRITING, CaseFilter(assignee="sri")).cases}
    leaving.accounts.disable("ani", "sri")
    assert leaving.cases.hand_over(ADMINISTRATOR, "sri", "ayu") == 2
    assert {case.id for case in leaving.cases.find(ELSEWHERE, CaseFilter()).cases} == theirs
    assert leaving.cases.find(ADMINISTRATOR, CaseFilter(assignee="sri")).total == 0
    assert leaving.cases.find(ADMINISTRATOR, CaseFilter(assignee="budi")).total == 1
    lines = [entry for entry in leaving.audit.entries() if entry.action == "case.hand_over"]
    assert {entry.subject for entry in lines} == theirs
    assert [(entry.by, entry.detail) for entry in lines] == [("ani", {"giver": "sri", "receiver": "ayu"})] * 2
    assert leaving.audit.verify() is None


@pytest.mark.parametrize(
    ("giver", "receiver", "told"),
    [
        ("sri", "tidakada", "No active member of staff"),
        ("sri", "mantan", "No active member of staff"),
        ("sri", "nita", "No active member of staff"),
        ("sri", "a\0", "No active member of staff"),
        ("sri", "", "No active member of staff"),
        ("sri", "sri", "two different names"),
        ("ayu", "sri", "Nobody of that name"),
        ("", "sri", "Nobody of that name"),
    ],
)
def test_a_handing_over_that_cannot_be_is_told_and_changes_nothing(
    leaving: Store, giver: str, receiver: str, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        leaving.cases.hand_over(ADMINISTRATOR, giver, receiver)
    assert leaving.cases.find(ADMINISTRATOR, CaseFilter(assignee="sri")).total == 2


def test_a_case_that_is_closed_while_all_are_handed_over_goes_along_whole(leaving: Store) -> None:
    """Whoever comes first: no case stays behind, none is closed by one who has it no longer, each has one line."""
    seen = {case.id: case.updated_at for case in leaving.cases.find(WRITING, CaseFilter(assignee="sri")).cases}
    closing, outcomes = min(seen), []

    def close() -> None:
        try:
            leaving.cases.change(WRITING, closing, state=CaseState.CLOSED, seen=seen[closing])
        except (InputError, NoSuchCase):
            outcomes.append(CaseState.OPEN)
        else:
            outcomes.append(CaseState.CLOSED)

    threads = [threading.Thread(target=close)]
    threads.append(threading.Thread(target=leaving.cases.hand_over, args=(ADMINISTRATOR, "sri", "ayu")))
    with leaving._database.writing() as connection:
        leaving._database.lock_chain(connection)  # both have begun before either can end
        for thread in threads:
            thread.start()
        time.sleep(0.2)
    for thread in threads:
        thread.join()
    theirs = {case.id: case for case in leaving.cases.find(ELSEWHERE, CaseFilter(assignee="ayu")).cases}
    assert theirs.keys() == seen.keys()
    assert [theirs[closing].state] == outcomes
    assert {case.state for id, case in theirs.items() if id != closing} == {CaseState.OPEN}
    assert leaving.cases.find(ADMINISTRATOR, CaseFilter(assignee="sri")).total == 0
    lines = [entry.subject for entry in leaving.audit.entries() if entry.action == "case.hand_over"]
    assert sorted(lines, key=str) == sorted(seen)
    assert leaving.audit.verify() is None


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
from test_store import LEVELS, OFFER, WRITING, assessed, as_json, open_store, Settings
store = open_store(Settings(data=Path({folder!r})))
shape = as_json(assessed(OFFER))
while True:
    print(store.cases.keep(WRITING, OFFER, shape, levels=LEVELS).id, flush=True)
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


def stored(store: Store) -> str:
    """All rows of all tables, as the database holds them."""
    with store._database.reading() as connection:
        return repr([connection.execute(table.select()).all() for table in TABLES.sorted_tables])


def test_no_hash_of_the_received_text_is_kept(store: Store, tmp_path: Path) -> None:
    case = store.cases.read(WRITING, kept(store))
    given = store.feedback.give(
        ANALYST, OFFER, as_json(assessed(OFFER)), risk=Risk.HIGH, category="overseas_offer", indicators=()
    )
    assert (case.assessment["id"], given.assessment["id"]) == (case.id, given.id)
    assert offer_id(OFFER) not in stored(store)
    assert offer_id(OFFER).encode() not in bytes_of(tmp_path)


def test_hashes_that_an_earlier_program_kept_are_gone(settings: Settings, tmp_path: Path) -> None:
    store = open_store(settings)
    id = kept(store)
    hashed = json.dumps({**store.cases.read(WRITING, id).assessment, "id": offer_id(OFFER)})
    with store._database.writing() as connection:
        connection.execute(sql("UPDATE cases SET assessment = :hashed"), {"hashed": hashed})
        connection.execute(sql("UPDATE alembic_version SET version_num = 'first_tables'"))
    store.close()
    again = open_store(settings)
    assert again.cases.read(WRITING, id).assessment["id"] == id
    assert offer_id(OFFER) not in stored(again)
    assert offer_id(OFFER).encode() not in bytes_of(tmp_path)
    again.close()


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


def test_a_case_is_found_by_its_number_its_notes_and_its_decision(store: Store) -> None:
    id = kept(store, note="Penelepon dari Blitar menunggu")
    store.cases.change(WRITING, id, decision="Dirujuk ke BP3MI")
    kept(store, OTHER)
    for words in (
        id[:8], id[:4].upper(), id, f"Kasus {id[:8]}", f"case #{id[:8]}", "blitar", "bp3mi taiwan", f"{id[:6]} DP",
    ):  # fmt: skip
        assert [case.id for case in store.cases.find(WRITING, CaseFilter(text=words)).cases] == [id], words
    for words in (id[:3] + "g", id[4:12], f"{id[:8]} malang", "%", "_"):
        assert store.cases.find(WRITING, CaseFilter(text=words)).total == 0, words


def test_a_contact_is_found_as_people_write_it(store: Store) -> None:
    id = kept(store, "DP ke BRI 1234-5678-90, DM @Rini_Tki, fb: Rini Kerja Taiwan, WA +62 812-0000-1234")
    kept(store, OTHER)
    for sought in (
        "BRI 1234567890", "1234567890", "1234 5678 90", "@rini_tki", "rini_tki", "Rini_Tki", "FB Rini Kerja Taiwan",
        "rini kerja taiwan", "0812 0000 1234", "6281200001234",
    ):  # fmt: skip
        assert [case.id for case in store.cases.find(WRITING, CaseFilter(phone=sought)).cases] == [id], sought
    for sought in ("123456789", "rini", "@rini", "kerja taiwan", "BRI", "@"):
        assert store.cases.find(WRITING, CaseFilter(phone=sought)).total == 0, sought


@pytest.mark.usefixtures("in_jakarta")
@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (date(2026, 11, 22), date(2026, 11, 22), 1),
        (date(2026, 11, 22), None, 1),
        (None, date(2026, 11, 21), 0),
        (date(2026, 11, 23), None, 0),
        (date.min, date.max, 1),
        (date.max, date.min, 0),
    ],
)
def test_the_days_of_a_filter_are_those_that_the_page_shows(
    store: Store, since: date | None, until: date | None, found: int
) -> None:
    id = kept(store)
    for moment in ("2026-11-21T17:00:00+00:00", "2026-11-22T01:30:00+07:00", "2026-11-22T23:59:59.999999+07:00"):
        with store._database.writing() as connection:
            values = {"created_at": datetime.fromisoformat(moment)}
            connection.execute(TABLES.tables["cases"].update().where(TABLES.tables["cases"].c.id == id).values(values))
        assert store.cases.find(WRITING, CaseFilter(since=since, until=until)).total == found


@pytest.mark.usefixtures("in_jakarta")
def test_days_are_those_of_the_office() -> None:
    assert days.today() == datetime.now(ZoneInfo("Asia/Jakarta")).date()
    assert days.this_monday().weekday() == 0
    assert days.begin_of(date(2026, 11, 22)) == datetime(2026, 11, 21, 17, tzinfo=UTC)
    assert days.end_of(date(2026, 11, 22)) == datetime(2026, 11, 22, 17, tzinfo=UTC)


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


def at_once(store: Store, *acts: Callable[[], object]) -> list[str | None]:
    """By which code acts were refused, if so; each in a thread of its own, none done before all had begun. PostgreSQL only."""
    ended: dict[int, str | None] = {}

    def act(number: int) -> None:
        ended[number] = None
        try:
            acts[number]()
        except InputError as error:
            ended[number] = error.code

    threads = [threading.Thread(target=act, args=(number,)) for number in range(len(acts))]
    waiting = sql(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with store._database.writing() as connection:
        store._database.lock_chain(connection)  # nobody can end a change before it is in the audit log
        for thread in threads:
            thread.start()
        until = time.monotonic() + 60
        while connection.execute(waiting).scalar_one() < len(acts):
            assert time.monotonic() < until
            time.sleep(0.05)
            connection.execute(sql("SELECT pg_stat_clear_snapshot()"))
    for thread in threads:
        thread.join()
    return [ended[number] for number in range(len(acts))]


def test_of_two_who_change_a_case_at_once_one_is_told(postgresql: Callable[[], str], tmp_path: Path) -> None:
    store = open_store(Settings(data=tmp_path, database=postgresql()))
    id = kept(store)
    seen = store.cases.read(WRITING, id).updated_at
    first, second = at_once(
        store,
        lambda: store.cases.change(WRITING, id, decision="Dirujuk", seen=seen),
        lambda: store.cases.change(ADMINISTRATOR, id, decision="Ditutup", seen=seen),
    )
    assert {first, second} == {None, "changed"}
    assert store.cases.read(WRITING, id).decision == ("Dirujuk" if first is None else "Ditutup")
    store.close()


def test_two_administrators_who_disable_each_other_leave_one(
    postgresql: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr("offerscan_api.store.accounts._hasher", lambda: quick)
    store = open_store(Settings(data=tmp_path, database=postgresql()))
    for name in ("ani", "eka"):
        store.accounts.add("console", name, Role.ADMINISTRATOR, "", "kuda hijau terbang")
    first, second = at_once(
        store, lambda: store.accounts.disable("ani", "eka"), lambda: store.accounts.disable("eka", "ani")
    )
    assert {first, second} == {None, "input"}
    assert [one.name for one in store.accounts.every() if one.active] == ["ani" if first is None else "eka"]
    store.close()


def test_earlier_cases_by_wording_and_by_contact(store: Store) -> None:
    id = kept(store)
    [like] = store.earlier.like(WRITING, VARIANT)
    assert (like.id, like.shared) == (id, ())
    assert like.likeness >= 0.4
    [same] = store.earlier.like(WRITING, "Kerja enak di Kamboja, tanya ke +62 812 0000 1234 saja")
    assert (same.id, same.likeness, same.shared) == (id, 0.0, ("phones",))
    assert store.earlier.like(WRITING, OTHER) == ()
    second = store.cases.keep(WRITING, VARIANT, as_json(assessed(VARIANT)), levels=LEVELS)
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
        WRITING, "", {}, risk=Risk.HIGH, category="overseas_offer", indicators=["upfront_fee"],
        case=sqlite.cases.read(WRITING, id),
    )  # fmt: skip
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


def unguarded(store: Store, *statements: str) -> None:
    """Changes the log as somebody would who has the database, and not the secret."""
    with store._database.writing() as connection:
        for name in ("audit_no_update", "audit_no_delete"):
            connection.execute(sql(f"DROP TRIGGER IF EXISTS {name}"))
        for statement in statements:
            connection.execute(sql(statement))


def end_of_log(folder: Path) -> Path:
    [path] = folder.glob("audit-end-*")
    return path


@pytest.mark.parametrize(
    ("statements", "broken"),
    [
        ([], None),
        (["UPDATE audit SET by = 'budi' WHERE number = 3"], 3),
        (["DELETE FROM audit WHERE number > 2"], 3),
        (["DELETE FROM audit WHERE number = 6"], 6),
        (["DELETE FROM audit"], 1),
    ],
)
def test_what_was_changed_or_cut_off_is_noticed(
    sqlite: Store, tmp_path: Path, statements: list[str], broken: int | None
) -> None:
    for number in range(6):
        sqlite.audit.tell("sri", "case.find", None, cases=[str(number)])
    unguarded(sqlite, *statements)
    assert sqlite.audit.verify() == broken
    again = open_store(Settings(data=tmp_path))
    assert again.audit.verify() == broken
    again.close()


def test_a_log_that_goes_on_after_a_cut_does_not_cover_it(sqlite: Store) -> None:
    for _ in range(6):
        sqlite.audit.tell("sri", "session.begin")
    unguarded(sqlite, "DELETE FROM audit WHERE number > 2")
    for _ in range(6):
        sqlite.audit.tell("budi", "session.begin")
    assert (sqlite.audit.count(), sqlite.audit.verify()) == (8, 6)


@pytest.mark.parametrize("written", [None, b"", b"5 ff ff", b"\xff"])
def test_a_log_of_which_no_end_is_known_is_whole(sqlite: Store, tmp_path: Path, written: bytes | None) -> None:
    """The first start after an update, and a file that the disk lost."""
    sqlite.audit.tell("sri", "session.begin")
    path = end_of_log(tmp_path)
    path.unlink() if written is None else path.write_bytes(written)
    assert sqlite.audit.verify() is None
    sqlite.audit.tell("sri", "session.end")
    unguarded(sqlite, "DELETE FROM audit WHERE number = 2")
    assert sqlite.audit.verify() == 2


def test_a_file_that_is_behind_the_log_is_no_attack(sqlite: Store, tmp_path: Path) -> None:
    """As a crash leaves it between the transaction and the file, or another machine on the same database."""
    sqlite.audit.tell("sri", "session.begin")
    before = end_of_log(tmp_path).read_bytes()
    sqlite.audit.tell("sri", "session.end")
    end_of_log(tmp_path).write_bytes(before)
    assert sqlite.audit.verify() is None
    sqlite.audit.tell("sri", "session.begin")
    assert end_of_log(tmp_path).read_text().startswith("3 ")


def test_a_line_that_was_not_kept_is_not_taken_for_the_end(sqlite: Store, tmp_path: Path) -> None:
    sqlite.audit.tell("sri", "session.begin")

    def tell_and_fail() -> None:
        with sqlite._database.writing() as connection:
            sqlite.audit.append(connection, "sri", "session.end")
            raise KeyError

    with pytest.raises(KeyError):
        tell_and_fail()
    assert (end_of_log(tmp_path).read_text()[:2], sqlite.audit.verify()) == ("1 ", None)


def test_the_history_of_a_case_tells_who_saw_it_in_a_list(store: Store) -> None:
    before, id = kept(store, OTHER), kept(store)
    store.cases.find(WRITING, CaseFilter(text="taiwan"))
    store.cases.find(WRITING, CaseFilter(text="malang"))
    store.cases.every(ANALYST, CaseFilter(), "csv")
    store.cases.queue(ADMINISTRATOR)
    store.cases.take(WRITING, id, "stix")
    read = store.cases.read(WRITING, id)
    store.feedback.give(WRITING, "", {}, risk=Risk.LOW, category="other", indicators=(), case=read)
    store.feedback.every(ANALYST)
    store.feedback.find(ADMINISTRATOR)
    history = store.cases.history(WRITING, id)
    assert [(line.by, line.action) for line in reversed(history)] == [
        ("sri", "case.keep"), ("sri", "case.find"), ("nita", "case.export"), ("ani", "feedback.queue"),
        ("sri", "case.export_one"), ("sri", "case.read"), ("sri", "feedback.give"), ("nita", "feedback.export"),
        ("ani", "feedback.find"),
    ]  # fmt: skip
    assert before not in repr(history)
    [listed] = [line for line in store.audit.entries() if line.action == "case.export"]
    assert listed.detail == {"form": "csv", "cases": [before, id]}


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


@pytest.mark.parametrize(
    ("marked", "confirmed"),
    [
        ([], True),
        ([("DP", "upfront_fee")], True),
        ([("DP", "upfront_fee"), ("malam", "urgency_pressure")], True),
        ([("DP 2 juta", "upfront_fee")], False),
        ([("DP", "upfront_fee"), ("2 juta", "upfront_fee")], False),
        ([("DP", "urgency_pressure")], False),
    ],
)
@pytest.mark.parametrize("of_case", [False, True])
def test_an_answer_is_confirmed_only_where_its_places_are(
    sqlite: Store, of_case: bool, marked: list[tuple[str, str]], confirmed: bool
) -> None:
    text = "WA 0812-0000-1234 ya, DP 2 juta, berangkat malam ini"
    shape = as_json(assessed(text))
    case = sqlite.cases.read(WRITING, kept(sqlite, text)) if of_case else None
    read = case.text if case else text
    given = sqlite.feedback.give(
        WRITING, text, shape, risk=Risk(shape["risk"]), category=shape["category"],
        indicators=["upfront_fee", "urgency_pressure"],
        marks=[Mark(read.index(words), read.index(words) + len(words), indicator) for words, indicator in marked], case=case,
    )  # fmt: skip
    assert given.confirmed is confirmed


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
        wanted = {**shape, "risk_scores": scores, "findings": [], "limits": limits}
        return store.cases.keep(WRITING, OTHER, wanted, levels=LEVELS).id

    sure, doubtful, unknown = keep(0.99), keep(0.62), keep(0.99, ("language not covered",))
    assert [case.id for case in store.cases.queue(WRITING)] == [unknown, doubtful, sure]
    store.feedback.give(WRITING, "", {}, risk=Risk.LOW, category="other", indicators=(), case=store.cases.read(WRITING, doubtful))
    assert [case.id for case in store.cases.queue(WRITING)] == [unknown, sure]


@pytest.mark.parametrize(
    ("scores", "likeness", "expected"),
    [
        ((0.0, 0.0, 1.0), 1.0, 0.0),
        ((0.5, 0.0, 0.5), 1.0, 1.0),
        ((1.0, 0.0, 0.0), 0.0, 0.6),
        ((1.0, 0.0, 0.0), 0.5, 0.3),
        ((0.0, 0.7, 0.3), 1.0, 0.6),
        ((0.0, 0.7, 0.3), 0.0, 0.6),
        ((0.2, 0.4, 0.4), 0.0, 0.8),
    ],
)
def test_doubt_is_nearness_to_a_threshold_or_novelty(
    scores: tuple[float, float, float], likeness: float, expected: float
) -> None:
    shape = {"risk_scores": dict(zip(("low", "review", "high"), scores, strict=True)), "findings": [], "limits": []}
    assert doubt(shape, LEVELS, likeness) == expected


@pytest.mark.parametrize(
    ("high", "likeness", "comes_first"),
    [(0.8, 1.0, False), (0.99, 0.5, False), (0.55, 1.0, True), (0.55, 0.0, True), (0.99, 1.0, False)],
)
def test_the_wholly_new_comes_behind_the_most_doubtful_only(high: float, likeness: float, comes_first: bool) -> None:
    """Against an offer that the model is sure of and that resembles no earlier case."""

    def doubt_of(high: float, likeness: float) -> float:
        scores = {"low": 1 - high, "review": 0.0, "high": high}
        return doubt({"risk_scores": scores, "findings": [], "limits": []}, LEVELS, likeness)

    assert (doubt_of(high, likeness) > doubt_of(0.99, 0.0)) is comes_first


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


@pytest.mark.parametrize(
    ("counted", "share"), [((), None), ([(0, 0)], None), ([(40, 0)], 0.0), ([(30, 0), (10, 1)], 0.025)]
)
def test_the_share_of_unknown_pieces(settings: Settings, counted: list[tuple[int, int]], share: float | None) -> None:
    """A week from before pieces were counted has no share, which is not the same as none unknown."""
    store = open_store(settings)
    store.counters.count([assessed(OFFER)])
    for read, unknown in counted:
        store.counters.count_pieces("fixed-1", read, unknown)
    [week] = store.weekly()
    assert (week.assessed, week.pieces, week.unknown_share) == (1, sum(read for read, _ in counted), share)
    assert store.gauges().get("week_share_unknown_pieces") == share
    store.close()


def test_pieces_alone_do_not_write_to_the_disk(sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """There are hundreds an offer; an answer must not wait for the database at every tenth."""
    monkeypatch.setattr(sqlite.counters, "flush", lambda: pytest.fail("flushed"))
    sqlite.counters.count_pieces("fixed-1", 10**6, 1)


def test_a_shift_of_scores_shows_in_the_figures(sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    low, high = assessed(OTHER), replace(assessed(OTHER), risk_scores={"low": 0.0, "review": 0.0, "high": 1.0})
    today = datetime.now(UTC).date()
    for weeks, answer in ((3, low), (2, low), (1, high)):
        monday = today - timedelta(days=today.weekday(), weeks=weeks)
        monkeypatch.setattr("offerscan_api.store.counters.this_monday", lambda monday=monday: monday)
        sqlite.counters.count([answer] * 100)
        sqlite.counters.flush()
    monkeypatch.undo()
    shifts = [week.shift for week in sqlite.weekly()]
    assert shifts[2] is None
    assert (shifts[1] or 0.0) < 0.1
    assert (shifts[0] or 0.0) > 0.2


def test_gauges_tell_scores_and_shift(sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    low, high = assessed(OTHER), replace(assessed(OTHER), risk_scores={"low": 0.0, "review": 0.0, "high": 1.0})
    steps = [f"week_share_score_{step}" for step in range(10)]
    empty = sqlite.gauges()
    assert ([empty[step] for step in steps], "week_shift" in empty) == ([0.0] * 10, False)
    earlier = days.this_monday() - timedelta(weeks=1)
    monkeypatch.setattr("offerscan_api.store.counters.this_monday", lambda: earlier)
    sqlite.counters.count([low] * 100)
    sqlite.counters.flush()
    monkeypatch.undo()
    sqlite.counters.count([low] + [high] * 3)
    gauges = sqlite.gauges()
    assert gauges["week_share_score_9"] == 0.75
    assert sum(gauges[step] for step in steps) == 1.0
    assert gauges["week_shift"] > 0.2
