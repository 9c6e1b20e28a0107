"""The line and its workers: fair, bounded, the same answers whoever waits beside, and nothing lost when a worker dies."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path

import pytest
from fixed_screener import open_fixed
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from offerscan.errors import EngineError, ModelError, OfferscanError
from offerscan.records import Assessment, Offer, Refusal
from offerscan.screener import Screener
from offerscan_api.assessing import Closed, Dispatch, Full, InProcess, InThread, SharedScreener
from offerscan_api.assessing import dispatch as dispatching
from offerscan_api.assessing.line import Line
from offerscan_api.assessing.tickets import Answer, Task, Ticket, estimate_pieces
from offerscan_api.assessing.workers import Fault, Knowledge, WorkerDied

FATAL, BROKEN = "kamboja fatal", "kontrak rusak"
SCREENER = open_fixed()


def offers(count: int, length: int = 40, word: str = "dp") -> list[Offer]:
    return [Offer(f"{word} {number} ".ljust(length, "x")) for number in range(count)]


def order(line: Line, room: int = 1) -> Iterator[str]:
    """Clients in the order in which they are served."""
    while tasks := line.take(room):
        yield from (task.ticket.client for task in tasks)


# --- the line ------------------------------------------------------------------------------------------------------


def test_a_batch_of_a_thousand_does_not_keep_a_single_offer_waiting() -> None:
    line = Line(10**6)
    line.join(Ticket(offers(1000), "batch"))
    served = [task.ticket.client for _ in range(10) for task in line.take(1)]
    for name in ("satu", "dua", "tiga"):
        line.join(Ticket(offers(1), name))
    assert served == ["batch"] * 10
    assert set(list(order(line))[:4]) == {"batch", "satu", "dua", "tiga"}


def test_clients_share_by_length_and_not_by_number() -> None:
    line = Line(10**6)
    line.join(Ticket(offers(50, length=4000), "long"))
    line.join(Ticket(offers(500, length=400), "short"))
    first = list(order(line))[:110]
    assert first.count("short") == pytest.approx(100, abs=6)
    assert first.count("long") == pytest.approx(10, abs=6)


def test_requests_of_one_client_take_turns() -> None:
    line = Line(10**6)
    batch, single = Ticket(offers(100), "meja"), Ticket(offers(1), "meja")
    line.join(batch)
    line.join(single)
    assert [task.ticket for _ in range(2) for task in line.take(1)] == [batch, single]


def test_the_line_is_bounded_for_all_and_for_each() -> None:
    line = Line(1000)
    line.join(Ticket(offers(1, length=40_000), "alone"))  # an empty line takes any request
    with pytest.raises(Full):
        line.join(Ticket(offers(1), "other"))
    assert line.is_full
    list(order(line))
    line.join(Ticket(offers(20), "one"))  # 360 pieces
    with pytest.raises(Full):
        line.join(Ticket(offers(20), "one"))
    line.join(Ticket(offers(20), "two"))
    assert (line.offers, line.pieces) == (40, 40 * estimate_pieces("x" * 40))


def test_a_closed_line_takes_nothing_and_hands_out_what_waits() -> None:
    line = Line(1000)
    line.join(Ticket(offers(3), "one"))
    line.close()
    with pytest.raises(Closed):
        line.join(Ticket(offers(1), "two"))
    assert not line.is_over
    assert list(order(line)) == ["one"] * 3
    assert line.is_over


def test_what_nobody_waits_for_is_not_handed_out() -> None:
    line = Line(10**6)
    gone, here = Ticket(offers(5), "gone"), Ticket(offers(2), "here")
    line.join(gone)
    line.join(here)
    gone.give_up()
    assert list(order(line)) == ["here"] * 2
    assert line.pieces == 0


@hypothesis_settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.lists(st.integers(0, 900), min_size=1, max_size=6)), min_size=1, max_size=8
    ),
    st.integers(1, 600),
)
def test_every_offer_is_handed_out_once_and_in_the_order_of_its_request(
    requests: list[tuple[str, list[int]]], room: int
) -> None:
    line, tickets = Line(10**9), []
    for client, lengths in requests:
        tickets.append(Ticket([Offer("x" * length) for length in lengths], client))
        line.join(tickets[-1])
    seen: dict[Ticket, list[int]] = {ticket: [] for ticket in tickets}
    while tasks := line.take(room):
        assert sum(task.pieces for task in tasks[:-1]) < room
        for task in tasks:
            seen[task.ticket].append(task.place)
    assert [seen[ticket] for ticket in tickets] == [list(range(len(lengths))) for _, lengths in requests]
    assert (line.offers, line.pieces) == (0, 0)


# --- workers that die ----------------------------------------------------------------------------------------------


class Mortal:
    """Dies of one text, fails at another, and answers all others."""

    knowledge = Knowledge.of(SCREENER)
    is_alive = True

    def __init__(self, deaths: list[str]) -> None:
        self.sent: list[Offer] = []
        self.deaths = deaths

    def send(self, offers: Sequence[Offer]) -> None:
        self.sent += offers

    def receive(self) -> Answer | Fault:
        offer = self.sent.pop(0)
        if offer.text == FATAL:
            self.deaths.append(offer.id)
            raise WorkerDied
        return Fault(ValueError(offer.text)) if offer.text == BROKEN else SCREENER.assess(offer)

    def close(self) -> None:
        pass


@pytest.fixture
def mortal() -> Iterator[tuple[Dispatch, list[str]]]:
    deaths: list[str] = []
    dispatch = Dispatch(lambda: Mortal(deaths), 2, 10**6)
    dispatch.open()
    yield dispatch, deaths
    dispatch.close(60)


def test_an_offer_that_kills_is_tried_twice_and_costs_no_other_its_answer(mortal: tuple[Dispatch, list[str]]) -> None:
    dispatch, deaths = mortal
    given = [*offers(8), Offer(FATAL, "fatal"), *offers(8, word="kontrak")]
    others = dispatch.join(offers(30, word="ktp"), "other")
    answers = dispatch.join(given, "one").future.result(60)
    assert [answer.id for answer in answers] == [offer.id for offer in given]
    assert [answer for answer in answers if isinstance(answer, Refusal)] == [answers[8]]
    assert isinstance(answers[8], Refusal)
    assert answers[8].error.code == "engine"
    assert deaths == ["fatal"] * 2
    assert all(isinstance(answer, Assessment) for answer in others.future.result(60))
    with pytest.raises(EngineError, match=r"twice"):
        dispatch.join([Offer(FATAL)], alone=True).future.result(60)
    assert dispatch.figures.restarts >= 2


def test_a_fault_is_told_in_its_place_and_alone_it_is_raised(mortal: tuple[Dispatch, list[str]]) -> None:
    dispatch, _ = mortal
    first, broken, last = dispatch.join([Offer("dp"), Offer(BROKEN), Offer("dp")]).future.result(60)
    assert (isinstance(first, Assessment), isinstance(last, Assessment)) == (True, True)
    assert isinstance(broken, Refusal)
    assert broken.error.code == "internal"
    assert BROKEN not in broken.error.message
    with pytest.raises(ValueError, match=BROKEN):
        dispatch.join([Offer(BROKEN)], alone=True).future.result(60)


@pytest.mark.parametrize(("text", "code"), [(FATAL, "engine"), (BROKEN, "internal")])
@pytest.mark.parametrize("before", [0, 31, 32, 33])
def test_a_bad_row_never_stops_a_scan_wherever_it_stands(
    mortal: tuple[Dispatch, list[str]], before: int, text: str, code: str
) -> None:
    shared = SharedScreener(mortal[0], Knowledge.of(SCREENER), "scan", lambda _, answers: None)
    answers = list(shared.assess_many([*offers(before), Offer(text)]))
    assert len(answers) == before + 1
    assert isinstance(answers[-1], Refusal)
    assert answers[-1].error.code == code


def test_what_a_closed_screener_sent_ahead_is_given_up() -> None:
    dispatch = Dispatch(lambda: InThread(SCREENER), 0, 10**6)
    joined: list[Ticket] = []
    join = dispatch.join
    dispatch.join = lambda *given, **said: joined.append(join(*given, **said)) or joined[-1]  # type: ignore
    shared = SharedScreener(dispatch, Knowledge.of(SCREENER), "scan", lambda _, answers: None)

    def rows() -> Iterator[Offer]:
        yield from offers(64)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        next(shared.assess_many(rows()))
    assert [ticket.is_over for ticket in joined] == [True, True]


def test_a_dispatch_without_workers_says_why() -> None:
    def hire() -> InThread:
        raise ModelError("the model is gone")

    with pytest.raises(ModelError, match="gone"):
        Dispatch(hire, 2, 1000).open()


def test_what_waits_is_finished_before_the_end() -> None:
    dispatch = Dispatch(lambda: InThread(SCREENER), 2, 10**6)
    dispatch.open()
    tickets = [dispatch.join(offers(40), f"client {number}") for number in range(5)]
    dispatch.close(60)
    assert all(len(ticket.future.result(0)) == 40 for ticket in tickets)
    with pytest.raises(Closed):
        dispatch.join(offers(1))
    assert dispatch.figures.alive == 0


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_not_finished_in_time_is_refused(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(dispatching, "_AT_ONCE", 1)
    asked, told = threading.Event(), threading.Event()

    class Slow(InThread):
        def receive(self) -> Answer | Fault:
            asked.set()
            told.wait(60)
            return super().receive()

    dispatch = Dispatch(lambda: Slow(SCREENER), 1, 10**6)
    dispatch.open()
    ticket = dispatch.join(offers(count))
    assert asked.wait(60)
    dispatch.close(0)
    with pytest.raises(EngineError) as told_why:
        ticket.future.result(10)
    told.set()
    assert told_why.value.code == "stopping"


def test_what_a_worker_held_that_dies_after_the_end_is_refused() -> None:
    asked, told = threading.Event(), threading.Event()

    class Dying(InThread):
        def receive(self) -> Answer | Fault:
            asked.set()
            told.wait(60)
            raise WorkerDied

    dispatch = Dispatch(lambda: Dying(SCREENER), 1, 10**6)
    dispatch.open()
    dispatch._refuse_left = lambda: None  # type: ignore[method-assign]  # the end comes while it takes a task
    ticket = dispatch.join(offers(1))
    assert asked.wait(60)
    dispatch.close(0)
    del dispatch._refuse_left
    told.set()
    with pytest.raises(EngineError) as told_why:
        ticket.future.result(10)
    assert told_why.value.code == "stopping"


@pytest.mark.parametrize("on_the_way", ["taken", "being sent"])
def test_what_is_on_its_way_to_a_worker_at_the_end_is_refused(on_the_way: str) -> None:
    asked, told = threading.Event(), threading.Event()

    class Hanging(InThread):
        def send(self, offers: Sequence[Offer]) -> None:
            if on_the_way == "being sent":
                asked.set()
                told.wait(60)
            super().send(offers)

        def receive(self) -> Answer | Fault:
            threading.Event().wait(60)
            raise WorkerDied

    dispatch = Dispatch(lambda: Hanging(SCREENER), 1, 10**6)
    take = dispatch._line.take

    def slowly(room: int, wait_s: float = 0) -> list[Task]:
        tasks = take(room, wait_s)
        if tasks and on_the_way == "taken" and not asked.is_set():
            asked.set()
            told.wait(60)
        return tasks

    dispatch._line.take = slowly  # type: ignore[method-assign]
    dispatch.open()
    ticket = dispatch.join(offers(1))
    assert asked.wait(60)
    dispatch.close(0)
    told.set()
    with pytest.raises(EngineError) as told_why:
        ticket.future.result(10)
    assert told_why.value.code == "stopping"


# --- the same answers ----------------------------------------------------------------------------------------------

TEXTS = ["dp ke kamboja", "", "kontrak kerja resmi", "malam ini", "dp " * 3000, "ktp 🛂 dp", "apa kabar"]


@pytest.fixture(scope="module")
def processes() -> Iterator[Dispatch]:
    dispatch = Dispatch(lambda: InProcess(open_fixed, 60), 1, 10**6)
    dispatch.open()
    yield dispatch
    dispatch.close(60)


def test_answers_from_another_process_are_the_same_alone_and_together(processes: Dispatch) -> None:
    expected = [SCREENER.assess(Offer(text)) for text in TEXTS]
    assert processes.join([Offer(text) for text in TEXTS]).future.result(60) == expected
    tickets = [processes.join([Offer(text)], str(place)) for place, text in enumerate(TEXTS)]
    assert [answer for ticket in tickets for answer in ticket.future.result(60)] == expected


def test_a_screener_in_line_answers_as_its_own(processes: Dispatch) -> None:
    counted: list[Answer] = []
    shared = SharedScreener(processes, Knowledge.of(SCREENER), "scan", lambda _, answers: counted.extend(answers))
    rows = [row for text in TEXTS * 12 for row in (Offer(text), Refusal("r", None, SCREENER_FAULT))]
    assert list(shared.assess_many(iter(rows))) == list(SCREENER.assess_many(rows))
    assert len(counted) == len(TEXTS) * 12
    assert shared.assess(Offer("dp")) == SCREENER.assess(Offer("dp"))


SCREENER_FAULT = SCREENER.assess(Offer("")).error  # type: ignore[union-attr]


def test_a_process_that_is_killed_is_replaced_and_its_offers_are_answered(processes: Dispatch) -> None:
    restarts = processes.figures.restarts
    ticket = processes.join(offers(300))
    [pid] = worker_pids()
    os.kill(pid, signal.SIGKILL)
    assert len(ticket.future.result(60)) == 300
    assert all(isinstance(answer, Assessment) for answer in processes.join(offers(3)).future.result(60))
    assert processes.figures.restarts == restarts + 1
    assert worker_pids() != [pid]


def test_signals_to_the_group_do_not_reach_the_workers(processes: Dispatch) -> None:
    restarts = processes.figures.restarts
    [pid] = worker_pids()
    for one in (signal.SIGINT, signal.SIGTERM):
        os.kill(pid, one)
    assert len(processes.join(offers(20)).future.result(60)) == 20
    assert (worker_pids(), processes.figures.restarts) == ([pid], restarts)


def worker_pids() -> list[int]:
    import multiprocessing

    return [process.pid or 0 for process in multiprocessing.active_children() if process.name == "offerscan-worker"]


def open_broken(model: Path | None = None) -> Screener:
    raise ModelError("Copy the folder anew.")


def open_hanging(model: Path | None = None) -> Screener:
    screener = open_fixed()
    assess = screener.assess
    hang = threading.Event()
    screener.assess = lambda offer: hang.wait() if offer.text == FATAL else assess(offer)  # type: ignore
    return screener


def test_a_process_that_cannot_open_its_model_tells_why() -> None:
    with pytest.raises(OfferscanError, match="Copy the folder anew"):
        InProcess(open_broken, 60)


def test_a_process_that_hangs_is_ended() -> None:
    worker = InProcess(open_hanging, 1)
    worker.send([Offer("dp"), Offer(FATAL)])
    assert isinstance(worker.receive(), Assessment)
    with pytest.raises(WorkerDied):
        worker.receive()
    worker.close()
    assert not worker.is_alive


def test_a_ticket_waits_until_it_is_answered() -> None:
    ticket = Ticket(offers(2))
    with pytest.raises(NotYet):
        ticket.future.result(0)
    for place in (1, 0):
        ticket.answer(place, SCREENER.assess(Offer(str(place))))
    assert [answer.id for answer in ticket.future.result(0)] == [SCREENER.assess(Offer(str(n))).id for n in range(2)]
    assert Ticket([]).future.result(0) == []
