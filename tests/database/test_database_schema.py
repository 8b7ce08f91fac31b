"""The schema holds what it promises: words of the model, history, verdicts with passages; every version migrates."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
import sqlite_utils

from verifier import model
from verifier.database import VERSION, connect, memory, migrations, opening, unpack
from verifier.database.history import FIXED, MUTABLE, OF_BATCHES, RECORDED, refusal
from verifier.database.page import schema_page
from verifier.errors import DatabaseError
from verifier.record import audit, load
from verifier.record.canonical import from_json
from verifier.record.listings import Stored

FILES = Path(__file__).parent / "files"
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def fresh() -> sqlite_utils.Database:
    return memory()


# ------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("verdicts", "label", model.VERDICTS),
        ("reviews", "verdict", model.VERDICTS),
        ("findings", "kind", model.FINDINGS),
        ("comparisons", "finding", model.FINDINGS),
        ("comparisons", "kind", get_args(model.FactKind)),
        ("comparisons", "result", get_args(model.ComparisonResult)),
        ("claims", "kind", model.CLAIM_KINDS),
        ("sources", "kind", model.SOURCE_KINDS),
        ("links", "kind", model.SOURCE_KINDS),
        ("links", "anonymity", get_args(model.Anonymity)),
        ("attributions", "type", get_args(model.SpeechType)),
        ("attributions", "hedge", model.HEDGES),
        ("evidence", "relation", get_args(model.Relation)),
        ("considered", "relation", get_args(model.Relation)),
    ],
)
def test_a_column_takes_the_words_of_the_model_and_no_other(
    fresh: sqlite_utils.Database, table: str, column: str, words: tuple[str, ...]
) -> None:
    listed = re.search(rf"\b{column} IN \(([^)]*)\)", fresh.table(table).schema)
    assert listed
    assert tuple(word.strip(" '") for word in listed[1].split(",")) == words


def test_the_verdicts_that_need_a_passage_are_those_of_the_model(fresh: sqlite_utils.Database) -> None:
    listed = re.search(r"label NOT IN \(([^)]*)\)", fresh["verdicts"].schema)
    assert listed
    assert {word.strip(" '") for word in listed[1].split(",")} == model.EVIDENCED


def test_every_table_is_strict(fresh: sqlite_utils.Database) -> None:
    assert [table.name for table in fresh.tables if "_fts" not in table.name and not table.strict] == []


def test_every_foreign_key_points_at_something(fresh: sqlite_utils.Database) -> None:
    assert fresh.execute("PRAGMA foreign_key_check").fetchall() == []
    # SQLite only notices a key without a unique parent when it is used.
    for table in fresh.tables:
        for key in table.foreign_keys:
            assert fresh[key.other_table].exists(), f"{table.name} points at {key.other_table}"


@pytest.mark.parametrize("view", memory().view_names())
def test_every_view_can_be_read(fresh: sqlite_utils.Database, view: str) -> None:
    assert list(fresh.query(f"SELECT * FROM {view}")) == []


# ------------------------------------------------------------------ history


def test_every_column_of_documents_is_fixed_or_may_change(fresh: sqlite_utils.Database) -> None:
    assert sorted((*FIXED, *MUTABLE)) == sorted(fresh["documents"].columns_dict)


def test_every_table_is_recorded_or_made_from_what_is(fresh: sqlite_utils.Database) -> None:
    own = {table.name for table in fresh.tables if "_fts" not in table.name}
    assert own == {*RECORDED, *OF_BATCHES, "documents", "units"}


@pytest.mark.parametrize("table", [*RECORDED, *OF_BATCHES, "documents"])
@pytest.mark.parametrize(
    "act", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"]
)
def test_recorded_rows_are_neither_changed_nor_deleted(tmp_path: Path, table: str, act: str) -> None:
    path = tmp_path / "verifier.db"
    shutil.copy(FILES / f"v{VERSION}.db", path)
    with connect(path) as database:
        before = list(database.query(f"SELECT * FROM {table}"))
        assert before, f"the stored file has no row of {table}"
        column = next(iter(database[table].columns_dict))
        with pytest.raises(sqlite3.IntegrityError, match="recorded history"):
            database.execute(act.format(table, f'"{column}"'))
        assert list(database.query(f"SELECT * FROM {table}")) == before


# ------------------------------------------------------------------ migrations


def stored(folder: Path, version: int) -> Path:
    path = folder / "verifier.db"
    shutil.copy(FILES / f"v{version}.db", path)
    return path


VERSIONS = range(1, VERSION + 1)


def test_there_is_a_stored_file_of_every_version() -> None:
    assert sorted(path.name for path in FILES.glob("*.db")) == sorted(f"v{version}.db" for version in VERSIONS)
    for version in VERSIONS:
        with sqlite3.connect(FILES / f"v{version}.db") as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        connection.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_every_version_opens_audits_clean_and_reprints(tmp_path: Path, version: int) -> None:
    path = stored(tmp_path, version)
    expected = from_json((FILES / f"v{version}.json").read_text(encoding="utf-8"), "second")
    with connect(path) as database, memory() as new:
        assert sorted(database.schema.split("\n")) == sorted(new.schema.split("\n"))
        assert audit(database) == []
        report = load(database, "second")
        assert [len(item.reviews) for item in report.claims] == [1, 0, 0, 0]
        assert report.claims[1:] == expected.claims[1:]
        assert (report.run, report.article, report.documents) == (expected.run, expected.article, expected.documents)
        assert database.execute("SELECT count(*) FROM units_fts WHERE units_fts MATCH 'ship'").fetchone()[0] > 0
        assert database.execute("SELECT count(*) FROM claims_fts WHERE claims_fts MATCH 'ships'").fetchone()[0] == 2


@pytest.mark.parametrize("version", VERSIONS)
def test_a_report_of_every_version_is_the_same_bytes_again(tmp_path: Path, version: int) -> None:
    with connect(stored(tmp_path, version)) as database:
        row = database.execute("SELECT packed, size, list, list_at FROM reports WHERE run_id = 'second'").fetchone()
        assert row[3] is not None
        text = Stored(database).whole(unpack(row[0], row[1]), row[2], row[3])
        assert text == (FILES / f"v{version}.json").read_text(encoding="utf-8")
        assert database["document_lists"].count == 1
        listed = [row["path"] for row in database.query("SELECT path FROM run_documents WHERE run_id = 'first'")]
        assert listed == [line.path for line in load(database, "first").documents]


ALTERED = {
    "UPDATE run_documents SET path = 'x' WHERE run_id = 'second' AND position = 1": (
        "lists other documents than its report",
        "run second, list of documents 2",
    ),
    "DELETE FROM run_documents WHERE run_id = 'first'": (
        "lists other documents than its report",
        "run first, list of documents 1",
    ),
    "UPDATE reports SET packed = zeroblob(9) WHERE run_id = 'second'": (
        "its report is not what was recorded",
        "run second",
    ),
}


@pytest.mark.parametrize("statement", ALTERED)
def test_what_was_altered_in_an_older_file_shows_after_its_migration(tmp_path: Path, statement: str) -> None:
    path = stored(tmp_path, 6)
    with sqlite3.connect(path) as connection:
        for act in ("changed", "deleted"):
            for table in ("run_documents", "reports"):
                connection.execute(f"DROP TRIGGER {table}_never_{act}")
        connection.execute(statement)
        for table in ("run_documents", "reports"):
            for act in ("UPDATE", "DELETE"):
                connection.execute(refusal(table, act))
    connection.close()
    with connect(path) as database:
        (problem,) = audit(database)
        what, where = ALTERED[statement]
        assert problem.what.startswith(what)
        assert problem.where == where
        if "run_documents" in statement:
            assert load(database, "second").documents[0].path == "sources/1.txt"


@pytest.mark.parametrize("version", [version for version in VERSIONS if version < VERSION])
def test_an_older_file_is_backed_up_before_it_is_migrated(tmp_path: Path, version: int) -> None:
    path = stored(tmp_path, version)
    connect(path).close()
    backup = tmp_path / f"verifier.db.v{version}.backup"
    with sqlite3.connect(backup) as copy, sqlite3.connect(FILES / f"v{version}.db") as original:
        assert list(copy.iterdump()) == list(original.iterdump())
    copy.close()
    original.close()


def test_a_file_of_this_version_is_not_backed_up(tmp_path: Path) -> None:
    connect(stored(tmp_path, VERSION)).close()
    assert [path.name for path in tmp_path.iterdir()] == ["verifier.db"]


def test_an_older_file_is_not_migrated_by_a_reader(tmp_path: Path) -> None:
    path = stored(tmp_path, 1)
    before = path.read_bytes()
    with pytest.raises(
        DatabaseError, match=r"has schema version 1, older than this program's .* opened for reading only"
    ):
        connect(path, readonly=True)
    assert path.read_bytes() == before


def test_a_step_that_fails_leaves_the_old_version_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(database: sqlite_utils.Database) -> None:
        database.conn.execute("CREATE TABLE half (x)")
        database.conn.execute("INSERT INTO nowhere VALUES (1)")

    path = stored(tmp_path, 1)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS[:-1], fails))
    with pytest.raises(DatabaseError, match="no such table: nowhere"):
        connect(path)
    with sqlite3.connect(path) as connection, sqlite3.connect(FILES / "v1.db") as original:
        assert list(connection.iterdump()) == list(original.iterdump())
    connection.close()
    original.close()
    monkeypatch.undo()
    with connect(path) as database:
        assert audit(database) == []


def test_a_backup_that_fails_stops_the_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = stored(tmp_path, 1)

    def full(source: Path, mode: str) -> sqlite_utils.Database:
        if mode == "mode=ro" and (tmp_path / "verifier.db-wal").exists():
            raise OSError(28, "No space left on device")
        return dial(source, mode)

    dial = opening.dial
    monkeypatch.setattr(opening, "dial", full)
    with pytest.raises(DatabaseError, match="was not migrated, because its backup failed"):
        connect(path)
    assert [p.name for p in tmp_path.iterdir() if "backup" in p.name] == []
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()


def test_a_file_is_migrated_once_by_whoever_comes_first(tmp_path: Path) -> None:
    path = stored(tmp_path, 1)
    code = "import sys, pathlib, verifier.database; verifier.database.connect(pathlib.Path(sys.argv[1])).close()"
    running = [subprocess.Popen([sys.executable, "-c", code, str(path)], stderr=subprocess.PIPE) for _ in range(4)]
    assert [(process.communicate()[1], process.returncode) for process in running] == [(b"", 0)] * 4
    with connect(path) as database:
        assert audit(database) == []


# ------------------------------------------------------------------ the page


def test_the_page_about_the_schema_is_what_the_code_prints() -> None:
    page = schema_page()
    if os.environ.get("REWRITE_DOCS"):
        (DOCS / "schema.md").write_text(page, encoding="utf-8")
    assert (DOCS / "schema.md").read_text(encoding="utf-8") == page, "run the test again with REWRITE_DOCS=1"


def test_the_page_names_every_table_view_and_column(fresh: sqlite_utils.Database) -> None:
    page = schema_page()
    for table in fresh.tables:
        if "_fts" in table.name:
            continue
        section = page.split(f"\n### {table.name}\n")[1].split("\n### ")[0]
        assert all(f"`{column}`" in section for column in table.columns_dict), table.name
        assert not section.startswith("\n\n\n"), f"{table.name} has no comment"
    assert all(f"\n### {view}\n" in page for view in fresh.view_names())
