"""A run goes into the file and comes back equal, or does not go in at all."""

import json
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlite_utils
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_samples import report, stock

from verifier.database import connect, ledger, memory, pack, writing
from verifier.errors import DatabaseError, UsageError
from verifier.model import CheckedClaim, Document, Report, Span, Verdict
from verifier.record import listing, load, prepare, runs, save, write
from verifier.record.canonical import adapter, from_json, to_json, to_json_without_list
from verifier.record.rows import ORDER, document_rows, rows


def test_a_report_comes_back_equal(held: sqlite_utils.Database) -> None:
    save(held, report())
    assert load(held) == report()


def test_a_report_comes_back_equal_in_another_process_s_connection(held: sqlite_utils.Database, path: Path) -> None:
    save(held, report())
    with connect(path, readonly=True) as other:
        assert load(other, "20250304") == report()


def test_every_table_of_a_run_has_rows_from_the_sample(held: sqlite_utils.Database) -> None:
    save(held, report())
    assert {table for table in ORDER if not held[table].count} == set()


def test_what_is_read_from_the_tables_is_what_the_report_says(held: sqlite_utils.Database) -> None:
    save(held, report())
    for table, expected in rows(report()).items():
        columns = ", ".join(f'"{name}"' for name in expected[0])
        assert list(held.query(f"SELECT {columns} FROM {table} ORDER BY {', '.join(ORDER[table])}")) == expected


def test_runs_with_the_same_documents_share_one_list(held: sqlite_utils.Database) -> None:
    for name in ("a", "b", "c"):
        save(held, report(name))
    made = report("d")
    save(held, replace(made, documents=made.documents[:2]))
    save(held, replace(report("e"), documents=()))
    assert held.execute("SELECT run_id, list FROM reports ORDER BY run_id").fetchall() == [
        ("a", 1),
        ("b", 1),
        ("c", 1),
        ("d", 2),
        ("e", 3),
    ]
    assert held["listed_documents"].count == 5
    assert [load(held, name).documents for name in "bde"] == [made.documents, made.documents[:2], ()]
    columns = ", ".join(document_rows(made.documents)[0])
    assert list(held.query(f"SELECT {columns} FROM run_documents WHERE run_id = 'b'")) == document_rows(made.documents)


def test_a_report_is_put_together_byte_for_byte(held: sqlite_utils.Database) -> None:
    made = report()
    text, at = to_json_without_list(made)
    assert json.loads(text)["documents"] == []
    assert text[:at] + listing(made.documents).text + text[at + 2 :] == to_json(made)
    assert to_json(made) == json.dumps(
        adapter().dump_python(made, mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def test_a_measure_that_is_whole_is_written_as_it_is_read_back() -> None:
    made = report()
    first = made.claims[0]
    whole = replace(made, claims=(replace(first, verdict=replace(first.verdict, confidence=1)), *made.claims[1:]))
    assert '"confidence":1.0,' in to_json(whole)
    assert to_json(from_json(to_json(whole), whole.run.id)) == to_json(whole)


def test_a_run_without_its_list_or_with_another_is_not_written(held: sqlite_utils.Database) -> None:
    made = report()
    bare = prepare(made).without_list()
    with pytest.raises(ValueError, match="has no list of its documents"):
        write(held, bare)
    with pytest.raises(ValueError, match="over other documents"):
        bare.with_list(listing(made.documents[:1]))
    write(held, bare.with_list(listing(made.documents)))
    assert load(held) == made


def test_the_newest_run_is_the_one_recorded_last(held: sqlite_utils.Database) -> None:
    for run_id in ("b", "a"):
        save(held, report(run_id))
    assert load(held).run.id == "a"
    assert [line.id for line in runs(held)] == ["a", "b"]


def test_the_list_of_runs_counts_verdicts(held: sqlite_utils.Database) -> None:
    save(held, report())
    (line,) = runs(held)
    assert line.verdicts == (("contradicted", 2), ("no_document", 1), ("not_checkable", 1))
    assert (line.path, line.title, line.coverage, line.reviewed) == (
        "harbour.txt",
        "Harbour reopens",
        report().run.coverage,
        0,
    )


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("x", "there is no run 'x' .*`verify runs`"),
        ("", "there is no run ''"),
        ("2025", "the beginning of several runs"),
        ("%", "there is no run '%'"),
    ],
)
def test_a_run_that_is_not_there_is_named(held: sqlite_utils.Database, asked: str, says: str) -> None:
    save(held, report("2025-a"))
    save(held, report("2025-b"))
    with pytest.raises(UsageError, match=says):
        load(held, asked)


def test_an_empty_database_says_what_to_do() -> None:
    with pytest.raises(UsageError, match=r"there is no run .*verify an article first"):
        load(memory())


def test_an_id_that_is_the_beginning_of_another_one_is_found(held: sqlite_utils.Database) -> None:
    save(held, report("ab"))
    save(held, report("abc"))
    assert load(held, "ab").run.id == "ab"


def test_a_run_is_recorded_once(held: sqlite_utils.Database) -> None:
    save(held, report())
    with pytest.raises(DatabaseError, match="already holds a run"):
        save(held, report())
    assert held["claims"].count == 4


def test_a_run_on_documents_that_the_file_does_not_hold_is_refused_whole(held: sqlite_utils.Database) -> None:
    with pytest.raises(DatabaseError, match="rests on document 77"):
        save(held, report(documents=(77, 2)))
    assert [held[table].count for table in (*ORDER, "ledger")] == [0] * (len(ORDER) + 1)


def test_documents_enter_the_ledger_once(held: sqlite_utils.Database) -> None:
    with writing(held):
        assert [ledger.append_documents(held) for _ in range(2)] == [2, 0]
    stock(held, ("A third.\n",))
    with writing(held):
        assert ledger.append_documents(held) == 1
    assert ledger.head(held)[0] == 3


def test_runs_saved_in_one_transaction_are_kept_together(held: sqlite_utils.Database) -> None:
    with pytest.raises(DatabaseError), writing(held):
        save(held, report("a"))
        save(held, report("b"))
        save(held, report("a"))
    assert held["runs"].count == held["ledger"].count == 0


def test_half_a_surrogate_pair_is_refused_in_one_line(held: sqlite_utils.Database) -> None:
    odd = replace(report(), article=replace(report().article, title="\ud800"))
    with pytest.raises(DatabaseError, match="half of a surrogate pair"):
        save(held, odd)


def test_a_number_that_is_none_is_refused_in_one_line(held: sqlite_utils.Database) -> None:
    first = report().claims[0]
    odd = replace(first, verdict=replace(first.verdict, support=float("nan")))
    with pytest.raises(DatabaseError, match="cannot be recorded"):
        save(held, replace(report(), claims=(odd,)))


def test_an_altered_report_is_not_printed(held: sqlite_utils.Database) -> None:
    save(held, report())
    held.execute("DROP TRIGGER reports_never_changed")
    text = to_json(report()).replace("0.9375", "0.9376")
    held.execute("UPDATE reports SET packed = ?, size = ?", (pack(text), len(text.encode())))
    with pytest.raises(DatabaseError, match="not what was recorded; run `verify audit`"):
        load(held)


def test_equal_reports_are_equal_bytes() -> None:
    assert to_json(report()) == to_json(from_json(to_json(report()), "x"))
    assert list(json.loads(to_json(report()))) == sorted(json.loads(to_json(report())))


@pytest.mark.parametrize("label", ["supported", "partly_supported", "contradicted", "misattributed"])
def test_no_verdict_that_leans_on_evidence_stands_without_a_passage(held: sqlite_utils.Database, label: str) -> None:
    save(held, report())
    row = (label, 0.5, 0.5, "", "[]", 0)
    for first in (None, 1):
        held.conn.execute("BEGIN")
        with pytest.raises(sqlite3.IntegrityError):
            held.conn.execute(
                'INSERT INTO claims SELECT run_id, 9, start, "end", text, standalone, kind, checkable, '
                "reason, worth, sentence_start, sentence_end, content, fragments, unresolved, key, digest "
                "FROM claims WHERE id = 1"
            )
            held.conn.execute("INSERT INTO verdicts SELECT id, 9, ?, ?, ?, ?, ?, ?, ? FROM runs", (*row, first))
            held.conn.execute("COMMIT")
        held.conn.rollback()


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """The sample with hostile words in every place that is free text."""
    base = report()
    text = draw(TEXT)
    first = base.claims[0]
    evidence = replace(
        first.verdict.evidence[0], quote=draw(TEXT), prefix=draw(TEXT), suffix=draw(TEXT), url=draw(TEXT)
    )
    item = CheckedClaim(
        replace(first.claim, text=text, standalone=draw(TEXT), unresolved=tuple(draw(st.lists(TEXT, max_size=3)))),
        Verdict(
            "supported",
            draw(st.floats(0, 1)),
            draw(st.floats(0, 1)),
            (replace(evidence, score=draw(st.floats(allow_nan=False, allow_infinity=False))),),
            reasons=tuple(draw(st.lists(TEXT, max_size=2))),
        ),
    )
    article = Document(
        text, draw(TEXT), draw(TEXT), title=draw(TEXT), published=draw(st.none() | st.dates(date(1, 1, 1)))
    )
    spans = tuple(Span(*sorted(pair)) for pair in draw(st.lists(st.tuples(*[st.integers(0, 9)] * 2), max_size=3)))
    item = replace(item, claim=replace(item.claim, fragments=spans))
    return replace(base, article=article, claims=(item,), run=replace(base.run, problems=(draw(TEXT),)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=reports())
def test_any_report_comes_back_equal(held: sqlite_utils.Database, made: Report) -> None:
    named = replace(made, run=replace(made.run, id=f"run {held['runs'].count}"))
    save(held, named)
    assert load(held) == named
