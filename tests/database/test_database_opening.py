"""A file is opened, made or refused in one clear line; what is not ours is left as it was."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from verifier.database import APPLICATION_ID, VERSION, connect, memory, opening, place, writing
from verifier.database.failures import ADVICE, explained
from verifier.errors import DatabaseError


def other_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE addresses (name)")
    connection.close()


def newer(path: Path) -> None:
    connect(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


def cut_off(path: Path) -> None:
    connect(path).close()
    path.write_bytes(path.read_bytes()[:1500])


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda p: p.write_text("hello " * 900), "is not a database; name another file"),
    "short": (lambda p: p.write_bytes(b"x"), "is not a database; name another file"),
    "folder": (lambda p: p.mkdir(), "is a folder; name a file"),
    "device": (lambda p: p.symlink_to("/dev/null"), "is not an ordinary file"),
    "another program's": (other_program, "is a database of another program; name another file"),
    "newer": (newer, f"has schema version 999, this program knows up to {VERSION}; install a newer verifier"),
    "cut off": (cut_off, "is damaged; keep a copy|is not a database"),
    "no folder": (lambda p: p.parent.rmdir(), "there is no folder .* make it"),
}


def state(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("readonly", [False, True], ids=["writing", "reading"])
@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_used_is_refused_and_left_alone(tmp_path: Path, name: str, readonly: bool) -> None:
    path = tmp_path / "sub" / "verifier.db"
    path.parent.mkdir()
    prepare, says = REFUSED[name]
    prepare(path)
    before = state(tmp_path)
    with pytest.raises(
        DatabaseError, match=says if not (readonly and name == "no folder") else "no database"
    ) as caught:
        connect(path, readonly=readonly)
    assert state(tmp_path) == before
    assert "\n" not in str(caught.value)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize("how", [{"create": False}, {"readonly": True}])
def test_no_database_is_said_and_none_is_made(tmp_path: Path, how: dict[str, bool]) -> None:
    with pytest.raises(DatabaseError, match=r"there is no database at .*; verify an article first"):
        connect(tmp_path / "verifier.db", **how)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a\0b", "x" * 300])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DatabaseError):
        connect(tmp_path / name)


def test_a_new_file_is_whole_and_ours(tmp_path: Path) -> None:
    path = tmp_path / "verifier.db"
    with connect(path) as database:
        assert database.journal_mode == "wal"
        assert place(database) == str(path)
        for pragma, value in (("application_id", APPLICATION_ID), ("user_version", VERSION), ("foreign_keys", 1)):
            assert database.execute(f"PRAGMA {pragma}").fetchone()[0] == value
    assert [p.name for p in tmp_path.iterdir()] == ["verifier.db"]


@pytest.mark.parametrize(
    "leave", [lambda p: p.touch(), lambda p: sqlite3.connect(p).execute("PRAGMA journal_mode=WAL")]
)
def test_an_empty_file_is_made_a_database(tmp_path: Path, leave: Callable[[Path], object]) -> None:
    path = tmp_path / "verifier.db"
    leave(path)
    with connect(path) as database:
        assert database["runs"].exists()


def test_odd_names_are_names(tmp_path: Path) -> None:
    path = tmp_path / "a?mode=ro#b%20c 'd'.db"
    connect(path).close()
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_relative_path_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    connect(Path("verifier.db")).close()
    assert (tmp_path / "verifier.db").exists()


def test_eight_programs_that_make_the_same_file_share_it(tmp_path: Path) -> None:
    path = tmp_path / "verifier.db"
    start, failed = threading.Barrier(8), []

    def work(number: int) -> None:
        start.wait()
        try:
            with connect(path) as database, writing(database):
                database.execute(
                    "INSERT INTO documents (source_id, path, state) VALUES (?, 'x', 'missing')", (str(number),)
                )
        except DatabaseError as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with connect(path) as database:
        assert database["documents"].count == 8
    assert [p.name for p in tmp_path.iterdir() if p.is_dir()] == []


def test_a_locked_file_says_so_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.05)
    path = tmp_path / "verifier.db"
    with connect(path) as first, connect(path) as second:
        first.conn.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="is locked by another program; wait until"), writing(second):
            pass
        with connect(path, readonly=True) as third:
            assert third["runs"].count == 0  # readers are never blocked


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "verifier.db"
    connect(path).close()
    with (
        connect(path, readonly=True) as database,
        pytest.raises(DatabaseError, match="is read-only"),
        writing(database),
    ):
        pass


def test_a_full_disk_keeps_what_was_there(tmp_path: Path) -> None:
    with connect(tmp_path / "verifier.db") as database:
        pages = database.execute("PRAGMA page_count").fetchone()[0]
        database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DatabaseError, match="the disk is full; free some space"), writing(database):
            database.execute("INSERT INTO documents (source_id, path, state) VALUES ('a', 'x', 'missing')")
            database.execute(
                "INSERT INTO documents (source_id, path, state) VALUES ('a', ?, 'missing')", ("x" * 99999,)
            )
        assert database["documents"].count == 0
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


AS_SOMEBODY = """
import os, resource, sys
from pathlib import Path
from verifier.database import connect, memory, writing
from verifier.errors import DatabaseError
memory().close()  # everything is imported while this process may still read where Python lies
if os.getuid() == 0 and {nobody}:
    os.setgid(65534); os.setuid(65534)
{limit}
try:
    with connect(Path(sys.argv[1])) as database, writing(database):
        print("opened")
except DatabaseError as error:
    print(error)
"""


def somebody(path: Path, *, nobody: bool = False, limit: str = "") -> str:
    """What another process says that opens the file for writing, as somebody without rights or with little room."""
    code = AS_SOMEBODY.format(nobody=nobody, limit=limit)
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def shut(tmp_path: Path) -> Path:
    """A folder whose parents everybody may enter (pytest makes them private), and that nobody may write to."""
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        folder.chmod(0o755)
    return tmp_path


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_read_only_file_or_folder_is_said(shut: Path) -> None:
    path = shut / "verifier.db"
    assert "cannot be made: Permission denied; name another file" in somebody(path, nobody=True)
    connect(path).close()
    path.chmod(0o444)
    before = state(shut)
    assert "is read-only; make it and its folder writable" in somebody(path, nobody=True)
    assert state(shut) == before
    path.chmod(0o000)
    assert "may not be opened; change its permissions" in somebody(path, nobody=True) or "cannot be opened" in somebody(
        path, nobody=True
    )


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_no_room_for_a_new_file_leaves_none(tmp_path: Path) -> None:
    said = somebody(tmp_path / "verifier.db", limit="resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))")
    assert "disk" in said
    assert list(tmp_path.iterdir()) == []


def test_an_sqlite_that_is_too_old_is_said() -> None:
    with pytest.raises(DatabaseError, match=r"this Python has SQLite 3.31.1, 3.37.0 is needed; use a newer Python"):
        opening.refuse_old_sqlite((3, 31, 1))


def test_memory_has_the_same_schema(tmp_path: Path) -> None:
    with memory() as fresh, connect(tmp_path / "verifier.db") as database:
        assert fresh.schema == database.schema


def test_every_error_of_sqlite_becomes_one_line() -> None:
    for name in [name for name in dir(sqlite3) if name.startswith("SQLITE_")]:
        error = sqlite3.OperationalError("two\nlines")
        error.sqlite_errorname = name
        said = str(explained(error, "/x/verifier.db"))
        assert said.startswith("/x/verifier.db ")
        assert "\n" not in said
    assert all(";" in text or "rules" in text or "history" in text for _, text in ADVICE)


def test_a_transaction_inside_another_one_is_part_of_it(tmp_path: Path) -> None:
    with connect(tmp_path / "verifier.db") as database:
        with pytest.raises(ZeroDivisionError), writing(database):
            with writing(database):
                database.execute("INSERT INTO documents (source_id, path, state) VALUES ('a', 'x', 'missing')")
            raise ZeroDivisionError
        assert database["documents"].count == 0
