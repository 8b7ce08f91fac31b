"""A batch on a cluster of real processes: what it records is what one process records, whoever dies on the way."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from batch_desk import slow_article

from verifier import database, library, record
from verifier.batch import inputs, running
from verifier.batch.items import Item
from verifier.batch.working import Outcome, Setting, Task
from verifier.errors import UsageError, VerifierError
from verifier.library.store import Database

distributed = pytest.importorskip("distributed")
import cloudpickle  # noqa: E402  (comes with it)
import dask  # noqa: E402
from distributed import WorkerPlugin  # noqa: E402

from verifier.batch import cluster, cluster_library  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")
cloudpickle.register_pickle_by_value(sys.modules[__name__])

PLACES = ("Arlen", "Brede", "Calt", "Dorve", "Elm", "Fane")
ARTICLES = 16
POISON = b"Poison"


class Faults(WorkerPlugin):  # type: ignore[misc]
    """Makes a worker die of some articles; with a mark, the first worker that makes a file of that name is slow."""

    name = "faults"

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.kept: Any = None

    def setup(self, worker: Any) -> None:
        from verifier.batch import working

        slow = False
        if self.mark:
            try:
                os.close(os.open(self.mark, os.O_CREAT | os.O_EXCL))
                slow = True
            except FileExistsError:
                return
        kept = self.kept = working.Worker.verify

        def verify(self: Any, task: Task) -> Outcome:
            if POISON in task.item.data:
                os.kill(os.getpid(), signal.SIGKILL)
            if slow:
                time.sleep(0.1)
            return kept(self, task)

        working.Worker.verify = verify  # type: ignore[method-assign]

    def teardown(self, worker: Any) -> None:
        from verifier.batch import working

        if self.kept is not None:
            working.Worker.verify = self.kept  # type: ignore[method-assign]


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    # What calls a worker just when it dies waits so long for an answer; on one machine half a minute is no use.
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "5 s"}),
        cluster.connected("local:2") as found,
    ):
        found.register_plugin(Faults(""))
        yield found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a small library and sixteen short articles."""
    draw = random.Random(1)
    (tmp_path / "docs").mkdir()
    (tmp_path / "articles").mkdir()
    said = [f"The bridge at {place} will close for {draw.randint(2, 90)} days." for place in PLACES]
    (tmp_path / "docs" / "roads.txt").write_text("Date: 2025-06-01\n\n" + " ".join(said) + "\n", encoding="utf-8")
    (tmp_path / "config.toml").write_text(
        '[sources.roads]\nname = "Roads Office"\ndocuments = ["docs/*.txt"]\n', encoding="utf-8"
    )
    for number in range(ARTICLES):
        text = f"The bridge at {draw.choice(PLACES)} will close for {number} days, the Roads Office said.\n"
        (tmp_path / "articles" / f"{number:02}.txt").write_text(f"Date: 2025-06-02\n\n{text}", encoding="utf-8")
    (tmp_path / "articles" / "07.txt").write_bytes(b"")
    return tmp_path


def batch(home: Path, name: str, engine: running.Engine | None = None, *, resume: bool = False) -> running.Ended:
    order = running.Order(home / "config.toml", home / name, offline=True, resume=resume)
    given = inputs.Given((str(home / "articles"),))
    return running.run(given, order, progress=lambda *_: None, engine=engine)


def on(client: Any) -> running.Engine:
    return lambda setting, tasks: cluster.outcomes(client, setting, tasks)


def content(path: Path, without: str = "") -> list[Any]:
    """All that a database says of its batch and runs, but for times and what hashes them."""
    with database.connect(path, readonly=True) as held:
        outcomes = held.execute(
            "SELECT position, state, detail, run_id FROM batch_outcomes ORDER BY position"
        ).fetchall()
        order = held.execute("SELECT id FROM runs ORDER BY number").fetchall()
        ledger = held.execute("SELECT entry, kind, subject FROM ledger ORDER BY entry").fetchall()
        reports = [record.load(held, row[0]) for row in order]
    bare = [replace(one, run=replace(one.run, started="", finished="")) for one in reports]
    told = [row for row in outcomes if not without or row[0] != int(without)]
    return [told, order, ledger, bare]


def test_a_batch_on_a_cluster_records_what_it_records_on_one_machine(client: Any, home: Path) -> None:
    here = batch(home, "here.db")
    there = batch(home, "there.db", on(client))
    assert (there.line.id, there.line.done, there.line.failed) == (here.line.id, ARTICLES - 1, 1)
    assert content(home / "there.db") == content(home / "here.db")


def test_the_library_is_brought_to_a_worker_once(client: Any, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch(home, "first.db", on(client))
    sent = []
    pieces = cluster_library.Packed.pieces

    def told(self: cluster_library.Packed, name: str) -> Iterator[tuple[int, bytes]]:
        sent.append(name)
        return pieces(self, name)

    monkeypatch.setattr(cluster_library.Packed, "pieces", told)
    (home / "articles" / "00.txt").write_text("The Roads Office said that it will close.", encoding="utf-8")
    batch(home, "first.db", on(client))
    assert [Path(name).suffix for name in sent] == [".pickle"]


def test_the_packed_library_finds_what_the_whole_one_finds(home: Path, tmp_path: Path) -> None:
    batch(home, "whole.db")
    setting: list[Setting] = []

    def look(given: Setting, tasks: Iterator[Task]) -> Iterator[Outcome | None]:
        setting.append(given)
        return iter(())

    batch(home, "whole.db", look)
    names = set()
    for number in (1, 2):
        folder = tmp_path / f"packed{number}"
        folder.mkdir()
        packed = cluster_library.pack(setting[0], folder)
        names.add(packed.ticket)
        with (
            database.connect(home / "whole.db", readonly=True) as whole,
            database.connect(folder / packed.ticket.library, readonly=True) as part,
        ):
            assert found(part) == found(whole)
            assert part.execute("SELECT count(*) FROM runs").fetchone()[0] == 0
    assert len(names) == 1


def found(held: Database) -> list[Any]:
    shelf = library.open_shelf(held)
    return [shelf.search(["bridge", place, "close"]) for place in PLACES]


def test_a_killed_worker_costs_nothing_but_time(client: Any, home: Path) -> None:
    def work(setting: Setting, tasks: Iterator[Task]) -> Iterator[Outcome | None]:
        victim = next(iter(client.run(os.getpid).values()))
        for number, outcome in enumerate(cluster.outcomes(client, setting, tasks)):
            if number == 0:
                os.kill(victim, signal.SIGKILL)
            yield outcome

    batch(home, "here.db")
    batch(home, "there.db", work)
    assert content(home / "there.db") == content(home / "here.db")


def test_an_article_that_kills_every_worker_fails_alone(client: Any, home: Path) -> None:
    (home / "articles" / "11.txt").write_bytes(POISON + b" was found, the Roads Office said.\n")
    batch(home, "here.db")
    ended = batch(home, "there.db", on(client))
    assert (ended.line.done, ended.line.failed) == (ARTICLES - 2, 2)
    told = content(home / "there.db")[0]
    assert [row[:2] for row in told if row[1] != "done"] == [(8, "empty"), (12, "crashed")]
    assert content(home / "there.db", "12")[0] == content(home / "here.db", "12")[0]


def test_an_article_that_is_really_slow_fails_alone_and_once(client: Any, home: Path) -> None:
    (home / "articles" / "11.txt").write_text(slow_article(), encoding="utf-8")

    def work(setting: Setting, tasks: Iterator[Task]) -> Iterator[Outcome | None]:
        yield from cluster.outcomes(client, setting, tasks, time_limit=2)

    begun = time.monotonic()
    ended = batch(home, "there.db", work)
    took = time.monotonic() - begun
    assert (ended.line.done, ended.line.failed) == (ARTICLES - 2, 2)
    told = content(home / "there.db")[0]
    assert [row[:3] for row in told if row[1] not in ("done", "empty")] == [
        (12, "timed_out", "took longer than 2 s; raise --time-limit or split it")
    ]
    assert took < 60  # other articles of its part are not done again, nor is it


def test_a_slow_worker_changes_nothing(client: Any, home: Path) -> None:
    client.register_plugin(Faults(str(home / "slow")), name="slow")
    try:
        batch(home, "here.db")
        batch(home, "there.db", on(client))
    finally:
        client.unregister_worker_plugin("slow")
    assert (home / "slow").exists()
    assert content(home / "there.db") == content(home / "here.db")


def test_outcomes_that_died_with_their_worker_are_waited_for(tmp_path: Path) -> None:
    class Client:
        cluster = scheduler = None

    class Lost:
        called: Any = None
        status = "pending"

        def result(self, timeout: float) -> Any:
            raise TimeoutError

        def add_done_callback(self, call: Any) -> None:
            self.called = call

    packed = cluster_library.Packed(tmp_path, cluster_library.Ticket("library", "setting"))
    work, future = cluster._Run(Client(), packed, None), Lost()
    part = [Task(1, Item("a"))]
    work._out[future] = part
    work._settle(future)
    assert work._out == {future: part}
    assert future.called == work._ended.put
    future.status = "error"
    with pytest.raises(VerifierError, match="a worker of the cluster cannot verify articles: TimeoutError"):
        work._settle(future)


def started(command: str, *arguments: str) -> subprocess.Popen[bytes]:
    where = [sys.executable, "-W", "ignore", "-m", f"distributed.cli.{command}", *arguments, "--no-dashboard"]
    return subprocess.Popen(where, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_a_scheduler_that_ends_is_one_line_and_the_batch_is_gone_on_with(home: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    where = f"tcp://127.0.0.1:{port}"

    def both() -> list[subprocess.Popen[bytes]]:
        return [
            started("dask_scheduler", "--host", "127.0.0.1", "--port", port),
            started("dask_worker", where, "--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path)),
        ]

    processes = both()

    def work(setting: Setting, tasks: Iterator[Task]) -> Iterator[Outcome | None]:
        for number, outcome in enumerate(cluster.engine(where)(setting, tasks)):
            yield outcome
            if number == 0:
                processes[0].kill()

    try:
        with pytest.raises(
            VerifierError, match=r"connection to the scheduler at tcp://.* is lost: .*go on with --resume"
        ):
            batch(home, "there.db", work)
        for process in processes:
            process.kill()
            process.wait()
        processes = both()
        ended = batch(home, "there.db", cluster.engine(where), resume=True)
    finally:
        for process in processes:
            process.kill()
            process.wait()
    assert ended.line.finished
    batch(home, "here.db")
    assert content(home / "there.db")[0] == content(home / "here.db")[0]
    assert content(home / "there.db")[3] == content(home / "here.db")[3]


@pytest.mark.parametrize("where", ["", "local", "local:0", "local:x", "http://a:1", "tcp:", "tcp://", "8786"])
def test_what_is_no_cluster_is_refused(where: str) -> None:
    with pytest.raises(UsageError, match=r"--cluster: .* is no cluster; use tcp://HOST:PORT .* or local:N"):
        cluster.engine(where)


def test_a_place_without_a_scheduler_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "START", 0.5)
    with (
        pytest.raises(VerifierError, match=r"no scheduler answers at tcp://127.0.0.1:9; "),
        cluster.connected("tcp://127.0.0.1:9"),
    ):
        pass
