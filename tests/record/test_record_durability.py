"""What was acknowledged is there, whatever happens to the program, the power or the file; half of nothing is."""

import json
import os
import random
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from record_samples import report, stock

from verifier.database import connect
from verifier.errors import DatabaseError
from verifier.record import audit, load, runs, save

HERE = Path(__file__).parent
MOMENTS = 50
pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills processes as POSIX does")


def told_by(script: str, *words: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, str(HERE / script), *words], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert isinstance(answer, dict)
    return answer


KINDS = ("save", "review")


@pytest.fixture(scope="module")
def killed() -> dict[str, dict[str, object]]:
    """What is told of each kind of work, both at once. In memory where the system has a folder there: killing a program
    asks nothing of the disk, and disks are slow."""
    memory = Path("/dev/shm")

    def told(kind: str) -> dict[str, object]:
        with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
            return told_by("record_killing.py", kind, folder, str(MOMENTS), "1")

    with ThreadPoolExecutor() as pool:
        return dict(zip(KINDS, pool.map(told, KINDS), strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_killed_at_fifty_random_moments_nothing_acknowledged_is_lost(
    killed: dict[str, dict[str, object]], kind: str
) -> None:
    told = killed[kind]
    assert (told["lost"], told["problems"]) == ([], [])
    assert isinstance(told["acknowledged"], int)
    assert told["acknowledged"] > MOMENTS / 2  # the kills came in the middle of work
    # At most the one that was being acknowledged at each kill.
    assert isinstance(told["kept unacknowledged"], int)
    assert told["kept unacknowledged"] <= MOMENTS + 1


def test_four_writers_and_a_reviewer_share_a_file(tmp_path: Path) -> None:
    told = told_by("record_sharing.py", str(tmp_path), "4", "10")
    assert (told["failed"], told["problems"], told["runs"], told["decisions"]) == (0, [], 41, 10)


@pytest.fixture
def logged(tmp_path: Path) -> tuple[Path, list[int]]:
    """A file with its log as it lies on the disk after eight saved runs, and the size of the log after each."""
    path = tmp_path / "verifier.db"
    sizes = []
    with connect(path) as database:
        database.execute("PRAGMA wal_autocheckpoint = 0")
        stock(database)
        for number in range(8):
            save(database, report(f"run {number}"))
            sizes.append(path.with_name("verifier.db-wal").stat().st_size)
        # The copy is taken while the connection is open: closing would empty the log.
        copy = tmp_path / "copy"
        copy.mkdir()
        for name in ("verifier.db", "verifier.db-wal"):
            shutil.copy(tmp_path / name, copy / name)
    return copy, sizes


def test_a_power_cut_in_the_middle_of_the_log_leaves_every_run_that_was_acknowledged(
    logged: tuple[Path, list[int]], tmp_path: Path
) -> None:
    """The log torn at 40 random places, with what follows lost, zeroed or turned to noise."""
    copy, sizes = logged
    draw = random.Random(7)
    log = (copy / "verifier.db-wal").read_bytes()
    for trial in range(40):
        cut = draw.randrange(sizes[0], sizes[-1])
        rest = (b"", bytes(len(log) - cut), draw.randbytes(len(log) - cut))[trial % 3]
        torn = tmp_path / f"torn{trial}"
        torn.mkdir()
        shutil.copy(copy / "verifier.db", torn)
        (torn / "verifier.db-wal").write_bytes(log[:cut] + rest)
        with connect(torn / "verifier.db") as database:
            assert len(runs(database)) == sum(size <= cut for size in sizes)
            assert audit(database) == []
        shutil.rmtree(torn)


def test_a_copy_cut_off_in_the_middle_of_the_file_is_never_taken_for_whole(tmp_path: Path) -> None:
    path = tmp_path / "verifier.db"
    with connect(path) as database:
        stock(database)
        for number in range(3):
            save(database, report(f"run {number}"))
    whole = path.read_bytes()
    draw = random.Random(3)
    for trial in range(20):
        torn = tmp_path / f"torn{trial}.db"
        torn.write_bytes(whole[: draw.randrange(200, len(whole) - 1)])
        try:
            with connect(torn) as database:
                assert audit(database)
        except DatabaseError as error:
            assert "\n" not in str(error)


def test_a_single_byte_changed_in_the_file_is_found_where_it_alters_recorded_content(tmp_path: Path) -> None:
    """Anywhere in the file, also in places that hold nothing: found, or what is recorded reads as before."""
    path = tmp_path / "verifier.db"
    with connect(path) as database:
        stock(database)
        save(database, report())
        before = list(database.iterdump())
    whole = path.read_bytes()
    draw = random.Random(11)
    found = 0
    for trial in range(100):
        place = draw.randrange(len(whole))
        changed = tmp_path / f"changed{trial}.db"
        changed.write_bytes(whole[:place] + bytes([whole[place] ^ draw.randrange(1, 256)]) + whole[place + 1 :])
        try:
            with connect(changed) as database:
                if audit(database):
                    found += 1
                    continue
                assert list(database.iterdump()) == before, f"byte {place} changed what is recorded, and nobody noticed"
                assert load(database) == report()
        except DatabaseError:
            found += 1
    assert found > 0
