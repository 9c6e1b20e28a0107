"""A run over a real Ray cluster of three nodes on this machine: the same bytes as here, whatever dies in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import psutil
import pytest
from fixed_screener import open_fixed
from scan_job import make_job, write_inputs

from offerscan.errors import EngineError, ModelError
from offerscan.records import Offer
from offerscan.scan import ENGINES, Work, ray, rows_batch, run
from offerscan.scan.crew import WINDOW
from offerscan.scan.parts import Parts
from offerscan.screener import Screener

pytest.importorskip("ray", reason="Ray is not installed: pip install 'offerscan[ray]'")


@pytest.fixture(scope="module")
def cluster(environment: None) -> Iterator[Any]:
    """A head that takes no work, and two nodes of one core each; all processes find what the tests import."""
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    for _ in range(2):
        made.add_node(num_cpus=1, wait=False)
    yield made
    made.shutdown()


@pytest.fixture(scope="module", autouse=True)
def environment() -> Iterator[None]:
    """What the processes that tests start are to know: where modules are, and to tell nobody that Ray is used."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_inputs(tmp_path)
    return tmp_path


def over_ray(folder: Path, cluster: Any, tick: Callable[[], None] = lambda: None, **changed: Any) -> None:
    """The run into ray.jsonl, over the cluster."""
    job = make_job(folder, "ray.jsonl", engine="ray", address=cluster.address, **{"workers": 2, **changed})
    run(job, tick=tick)


def is_as_here(folder: Path) -> bool:
    """Whether the result is that of an undisturbed run of one process."""
    run(make_job(folder, "here.jsonl"))
    return (folder / "ray.jsonl").read_bytes() == (folder / "here.jsonl").read_bytes()


def slow(seen: Path) -> Screener:
    """Half a second a batch; leaves a file with the name of its node."""
    import time

    from ray import get_runtime_context

    screener = open_fixed()
    predict = screener.engine.predict

    def slowly(views: Any) -> Any:
        (seen / get_runtime_context().get_node_id()).touch()
        time.sleep(0.01)
        return predict(views)

    screener.engine.predict = slowly  # type: ignore[method-assign]
    return screener


def dying(once: Path | None) -> Screener:
    """Its process is killed in the middle of the work: once, if there is a file to remember that by, or each time."""
    screener = open_fixed()
    predict = screener.engine.predict

    def fatal(views: Any) -> Any:
        if any("halo semua 231" in view.text for view in views) and not (once and once.exists()):
            if once:
                once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return predict(views)

    screener.engine.predict = fatal  # type: ignore[method-assign]
    return screener


def without_model() -> Screener:
    raise ModelError("No model here: copy one.")


def of_another_version() -> Screener:
    screener = open_fixed()
    screener.engine.model_version = str(os.getpid())  # type: ignore[misc]
    return screener


@pytest.fixture
def lost(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The losses that the run has noticed."""
    noticed: list[Any] = []
    lose = ray._Crew._lose
    monkeypatch.setattr(ray._Crew, "_lose", lambda *told, **named: noticed.append(told) or lose(*told, **named))
    return noticed


def test_a_node_killed_in_the_middle_changes_no_byte(folder: Path, cluster: Any, lost: list[Any]) -> None:
    seen = folder / "seen"
    seen.mkdir()
    killed: list[Any] = []

    def kill_one() -> None:
        """As soon as there are answers, a machine that gave some: all its processes at once, as when the power fails."""
        names = {path.name for path in seen.iterdir()}
        if not killed:
            killed.append(next(node for node in cluster.worker_nodes if node._node_id in names))
            raylet = psutil.Process(killed[0].all_processes["raylet"][0].process.pid)
            for process in (raylet, *raylet.children(recursive=True)):
                process.send_signal(signal.SIGKILL)

    cluster.add_node(num_cpus=1, wait=False)
    over_ray(folder, cluster, kill_one, open_screener=partial(slow, seen), workers=3)
    assert lost
    assert is_as_here(folder)


def test_a_killed_process_is_started_again(folder: Path, cluster: Any, lost: list[Any]) -> None:
    over_ray(folder, cluster, open_screener=partial(dying, folder / "once"), workers=1)
    assert lost
    assert is_as_here(folder)


def test_a_batch_that_kills_whoever_has_it_ends_the_run_in_a_sentence(
    folder: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ray, "_MAX_LOSSES", 2)
    with pytest.raises(EngineError, match="was lost 2 times"):
        over_ray(folder, cluster, open_screener=partial(dying, None), workers=1)
    run(make_job(folder, "ray.jsonl"), resume=True)
    assert is_as_here(folder)


@pytest.mark.parametrize(
    ("open_screener", "workers", "error", "sentence"),
    [
        (without_model, 1, ModelError, "^No model here: copy one.$"),
        (of_another_version, 2, EngineError, "has another version"),
        (partial(int, "x"), 1, EngineError, r"failed \(ValueError\)"),
    ],
)
def test_what_cannot_begin_is_told_as_what_it_is(
    folder: Path, cluster: Any, open_screener: Any, workers: int, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        over_ray(folder, cluster, open_screener=open_screener, workers=workers)
    left = Parts(folder / "ray.jsonl")
    # Of two machines the first may have answered before the second tells its version; those answers are kept.
    assert not left.folder.exists() or (workers > 1 and left.done().rows)


def test_no_further_ahead_than_a_few_batches(cluster: Any) -> None:
    read = []

    def endless() -> Iterator[Any]:
        while True:
            read.append(len(read))
            yield rows_batch([Offer(f"halo {len(read)}")])

    answers = ENGINES["ray"](endless(), Work(open_fixed, address=cluster.address), 1)
    assert [answered.num_rows for answered, _ in islice(answers, 40)] == [1] * 40
    answers.close()
    assert len(read) <= 40 + WINDOW


ON_ITS_OWN = """
import sys
from pathlib import Path
import psutil
from scan_job import make_job
from offerscan.scan import run

def look():
    for process in psutil.Process().children(recursive=True):
        for one in process.net_connections("inet"):
            if one.status == psutil.CONN_LISTEN:
                print(one.laddr.ip)

run(make_job(Path(sys.argv[1]), "ray.jsonl", engine="ray", workers=2), tick=look)
"""


def test_a_ray_of_our_own_listens_to_this_machine_only(folder: Path) -> None:
    command = [sys.executable, "-c", ON_ITS_OWN, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert {address.removeprefix("::ffff:") for address in done.stdout.split()} == {"127.0.0.1"}
    assert is_as_here(folder)


def test_a_cluster_that_is_not_there_is_a_sentence(folder: Path) -> None:
    program = "import sys; from offerscan.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", program, "scan", str(folder / "a.csv"), "--engine", "ray"]
    done = subprocess.run([*command, "--ray-address", "127.0.0.1:9"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Ray at 127.0.0.1:9 cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
