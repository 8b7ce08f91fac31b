"""Whatever is altered in the record, the audit names it; what is as it was recorded, it leaves in peace."""

import hashlib
import random
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
import sqlite_utils
from record_samples import LETTER, NOTICE, report, stock

from verifier.database import connect, ledger, list_text, pack, writing
from verifier.database.history import FIXED, RECORDED
from verifier.record import Problem, audit, listing, load, save
from verifier.record.listings import keep

CHANGES = 200


@pytest.fixture
def recorded(held: sqlite_utils.Database) -> sqlite_utils.Database:
    """Three runs, the third over other documents, a second version of a document, two decisions."""
    save(held, report("first"))
    stock(held, (NOTICE + "3. The fog lifted.\n", LETTER))
    held.execute("UPDATE documents SET superseded_by = 3 WHERE id = 1")
    save(held, report("second"))
    with writing(held):
        for number in (1, 2):
            row = dict(
                zip(
                    ledger.REVIEW,
                    (number, "second", number, "contradicted", "checked", "ana", f"2025-03-05T10:00:0{number}Z", "", 0),
                    strict=True,
                )
            )
            row["digest"] = held.execute("SELECT digest FROM claims WHERE id = ?", (number,)).fetchone()[0]
            held.table("reviews").insert(row)
            ledger.append(held, "review", str(number), ledger.content_hash(row))
    made = report("third")
    save(held, replace(made, documents=(replace(made.documents[0], title="Notice"), *made.documents[1:])))
    return held


def freed(database: sqlite_utils.Database) -> None:
    """Takes all protection away, as a forger would, keeping the statements to put the triggers back."""
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute("PRAGMA ignore_check_constraints = ON")


def tampered(database: sqlite_utils.Database, *statements: str) -> list[Problem]:
    """The audit's findings after some statements that the triggers were put aside for."""
    freed(database)
    triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        database.execute(statement)
    for _, sql in triggers:
        database.execute(sql)
    return audit(database)


def test_an_untouched_record_is_clean(recorded: sqlite_utils.Database) -> None:
    assert audit(recorded) == []


def test_an_empty_record_is_clean(held: sqlite_utils.Database) -> None:
    assert audit(held) == []


def test_a_read_only_connection_can_audit(recorded: sqlite_utils.Database, path: Path) -> None:
    with connect(path, readonly=True) as other:
        assert audit(other) == []


def test_the_audit_changes_nothing(recorded: sqlite_utils.Database) -> None:
    before = list(recorded.iterdump())
    audit(recorded)
    assert list(recorded.iterdump()) == before


def test_what_keeps_its_standing_may_change(recorded: sqlite_utils.Database) -> None:
    recorded.execute("UPDATE documents SET stat = 'x', checked = 'y', etag = 'z', last_modified = 'w'")
    assert audit(recorded) == []


def test_a_user_s_own_view_and_table_are_left_in_peace(recorded: sqlite_utils.Database) -> None:
    recorded.execute("CREATE VIEW mine AS SELECT 1")
    recorded.execute("CREATE TABLE notes (x)")
    assert audit(recorded) == []


@pytest.mark.parametrize(
    ("statement", "what", "where"),
    [
        ("UPDATE documents SET text = replace(text, '112', '120') WHERE id = 1", "not what was recorded", "document 1"),
        ("DELETE FROM documents WHERE id = 2", "is gone", "document 2"),
        (
            "UPDATE reports SET sha256 = replace(sha256, 'a', 'b') WHERE run_id = 'second'",
            "does not have",
            "run second",
        ),
        (
            "UPDATE reports SET list_at = list_at + 1 WHERE run_id = 'second'",
            "no list of documents belongs",
            "run second",
        ),
        ("UPDATE reports SET list = 9 WHERE run_id = 'second'", "list of documents, 9, is gone", "run second"),
        ("UPDATE reports SET list = 2 WHERE run_id = 'second'", "its report is not what was", "run second"),
        ("UPDATE document_lists SET packed = zeroblob(9) WHERE number = 1", "is not what", "list of documents 1"),
        ("UPDATE document_lists SET size = size + 1 WHERE number = 1", "is not what was", "list of documents 1"),
        (
            "UPDATE document_lists SET sha256 = hex(zeroblob(32)) WHERE number = 1",
            "does not have the hash",
            "list of documents 1",
        ),
        ("DELETE FROM document_lists WHERE number = 2", "its list of documents, 2, is gone", "run third"),
        (
            "DELETE FROM listed_documents WHERE list = 1 AND position = 2",
            "row 2 is missing",
            "list of documents 1",
        ),
        (
            "INSERT INTO listed_documents (list, position, source_id, path, state, characters, detail) "  # noqa: ISC004
            "VALUES (1, 4, 'port', 'x', 'read', 1, '')",
            "row 4 is too many",
            "list of documents 1",
        ),
        (
            "UPDATE listed_documents SET path = 'x' WHERE list = 1 AND position = 2",
            "row 2 is not what the list says: path",
            "list of documents 1",
        ),
        (
            "INSERT INTO document_lists SELECT 7, hex(zeroblob(32)), packed, size FROM document_lists WHERE number = 1",
            "does not have the hash",
            "list of documents 7",
        ),
        ("DELETE FROM runs", "is gone", "run first"),
        ("UPDATE reports SET size = size + 1 WHERE run_id = 'second'", "is not what was recorded", "run second"),
        ("UPDATE reports SET packed = zeroblob(9) WHERE run_id = 'second'", "is not what was recorded", "run second"),
        ("DELETE FROM reports WHERE run_id = 'second'", "has no report", "run second"),
        (
            "UPDATE verdicts SET label = 'supported' WHERE claim_id = 1 AND run_id = 'first'",
            "label",
            "run first, verdicts",
        ),
        ("UPDATE claims SET text = 'no' WHERE id = 3 AND run_id = 'first'", "text", "run first, claims"),
        ("DELETE FROM findings WHERE claim_id = 2 AND position = 2", "row is missing", "run first, findings"),
        (
            "INSERT INTO findings VALUES ('first', 1, 9, 'single_origin', '', '', '')",
            "row is too many",
            "run first, findings (claim_id 1, position 9)",
        ),
        ("DELETE FROM runs WHERE id = 'second'", "is gone", "run second"),
        ("DELETE FROM reviews WHERE id = 1", "is gone", "review 1"),
        ("UPDATE reviews SET note = '' WHERE id = 2", "not what was recorded", "review 2"),
        ("UPDATE reviews SET verdict = 'supported' WHERE id = 2", "not what was recorded", "review 2"),
        (
            "INSERT INTO reviews SELECT 9, run_id, 1, verdict, note, 'eve', at, digest, 0 FROM reviews WHERE id = 1",
            "not in the ledger",
            "review 9",
        ),
        ("DELETE FROM ledger WHERE entry = 2", "entry 2 is missing", "ledger entry 3"),
        ("DELETE FROM ledger WHERE entry = (SELECT max(entry) FROM ledger)", "not in the ledger", "run third"),
        ("UPDATE ledger SET subject = 'x' WHERE entry = 1", "hash is not that of its content", "ledger entry 1"),
        ("UPDATE blobs SET bytes = zeroblob(length(bytes))", "", "blob"),
        ("DELETE FROM blobs", "bytes are gone", "document 1"),
        ("UPDATE units SET text = 'x' WHERE id = 1", "not the text of its document", "unit 1"),
        ("UPDATE runs SET number = 99 WHERE id = 'first'", "not in the order", "run second"),
        ("DROP VIEW claims_report", "view claims_report is missing", "the schema"),
        ("CREATE TRIGGER sly AFTER INSERT ON runs BEGIN SELECT 1; END", "trigger sly is not", "the schema"),
        ("INSERT INTO units_fts(units_fts) VALUES ('delete-all')", "does not fit", "the search index"),
    ],
)
def test_each_kind_of_tampering_is_named_first(
    recorded: sqlite_utils.Database, statement: str, what: str, where: str
) -> None:
    first = tampered(recorded, statement)[0]
    assert what in first.what, first
    assert first.where.startswith(where), first


def test_a_missing_trigger_is_named(recorded: sqlite_utils.Database) -> None:
    recorded.execute("DROP TRIGGER runs_never_changed")
    assert audit(recorded) == [Problem("trigger runs_never_changed is missing", "the schema")]


def test_a_forger_who_rewrites_report_and_rows_is_caught_by_the_ledger(recorded: sqlite_utils.Database) -> None:
    made = report("first")
    claims = (replace(made.claims[0], claim=replace(made.claims[0].claim, worth=0.1)), *made.claims[1:])
    other = connect(Path(recorded.conn.execute("PRAGMA database_list").fetchone()[2]).with_name("forge.db"))
    stock(other)
    save(other, replace(made, claims=claims))
    packed, size, digest = other.execute("SELECT packed, size, sha256 FROM reports").fetchone()
    other.close()
    found = tampered(
        recorded,
        f"UPDATE reports SET packed = x'{packed.hex()}', size = {size}, sha256 = '{digest}' WHERE run_id = 'first'",
        "UPDATE claims SET worth = 0.1 WHERE run_id = 'first' AND id = 1",
    )
    assert found[0] == Problem("its report is not what was recorded", "run first")


def test_a_forger_who_rewrites_a_list_its_hash_and_its_rows_is_caught_by_the_ledger(
    recorded: sqlite_utils.Database,
) -> None:
    text = list_text(recorded, 1).replace("Notice to mariners", "Notice to Mariners")
    assert text != list_text(recorded, 1)
    digest = hashlib.sha256(text.encode()).hexdigest()
    found = tampered(
        recorded,
        f"UPDATE document_lists SET packed = x'{pack(text).hex()}', sha256 = '{digest}' WHERE number = 1",
        "UPDATE listed_documents SET title = replace(title, 'mariners', 'Mariners') WHERE list = 1",
    )
    assert found[0] == Problem("its report is not what was recorded", "run first")


def test_a_list_that_no_run_needs_is_named(recorded: sqlite_utils.Database) -> None:
    with writing(recorded):
        keep(recorded, listing(report().documents[:1]))
    assert audit(recorded) == [Problem("no run refers to it", "list of documents 3")]


def test_a_cut_off_end_shows_against_a_hash_kept_elsewhere(recorded: sqlite_utils.Database) -> None:
    _, head = ledger.head(recorded)
    assert audit(recorded, head=head) == []
    tables = [table for table in RECORDED if "run_id" in recorded[table].columns_dict and table != "reviews"]
    cut = [f"DELETE FROM {table} WHERE run_id = 'third'" for table in tables]
    cut += ["DELETE FROM listed_documents WHERE list = 2", "DELETE FROM document_lists WHERE number = 2"]
    cut += ["DELETE FROM runs WHERE id = 'third'", "DELETE FROM ledger WHERE subject = 'third'"]
    assert tampered(recorded, *cut) == []
    assert "was cut off or rewritten" in audit(recorded, head=head)[0].what


def columns_of(database: sqlite_utils.Database) -> list[tuple[str, str]]:
    listed = [(table, column) for table in RECORDED for column in database[table].columns_dict]
    return listed + [("documents", column) for column in FIXED]


def altered(value: object, draw: random.Random) -> object:
    """The value with one byte changed; a number as the bytes of its digits, so that it stays a number."""
    if isinstance(value, bytes):
        place = draw.randrange(len(value))
        return value[:place] + bytes([value[place] ^ draw.randrange(1, 256)]) + value[place + 1 :]
    if isinstance(value, int):
        return value ^ (1 << draw.randrange(8))
    if isinstance(value, float):
        return value + 0.5 if draw.random() < 0.5 else -value - 1.0
    return altered(str(value).encode(), draw)


@pytest.mark.parametrize("part", range(8))
def test_every_single_byte_change_of_recorded_content_is_found(recorded: sqlite_utils.Database, part: int) -> None:
    """Triggers, keys and checks put aside, one byte of one recorded value changed, put back afterwards: 200 times."""
    draw = random.Random(part)
    columns = columns_of(recorded)
    freed(recorded)
    triggers = recorded.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    done = 0
    while done < CHANGES // 8:
        table, column = draw.choice(columns)
        rows = recorded.execute(f'SELECT rowid, "{column}" FROM {table} WHERE length("{column}") > 0').fetchall()
        if not rows:
            continue
        row, value = draw.choice(rows)
        new = altered(value, draw)
        recorded.conn.execute("BEGIN")
        for name, _ in triggers:
            recorded.conn.execute(f"DROP TRIGGER {name}")
        text = "CAST(? AS TEXT)" if isinstance(value, str) else "?"
        try:
            recorded.conn.execute(f'UPDATE {table} SET "{column}" = {text} WHERE rowid = ?', (new, row))
        except sqlite3.IntegrityError:  # a unique key stands in the way of this one
            recorded.conn.rollback()
            continue
        for _, sql in triggers:
            recorded.conn.execute(sql)
        recorded.conn.execute("COMMIT")
        assert audit(recorded), f"{table}.{column} of row {row}: {value!r} became {new!r}"
        recorded.conn.execute("BEGIN")
        for name, _ in triggers:
            recorded.conn.execute(f"DROP TRIGGER {name}")
        numbered = ("ledger", "runs", "reviews", "documents", "document_lists")
        key = new if column in ("entry", "number", "id") and table in numbered else row
        rowid = key if isinstance(key, int) else row
        recorded.conn.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (value, rowid))
        for _, sql in triggers:
            recorded.conn.execute(sql)
        recorded.conn.execute("COMMIT")
        done += 1
    assert audit(recorded) == []
    assert load(recorded, "third").run.id == "third"
