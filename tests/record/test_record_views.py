"""The auditors' views answer their questions, and what datasette is told about the file is true."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlite_utils
from record_samples import report

from verifier.database import connect
from verifier.model import Verdict
from verifier.record import Decision, browsing, decide, save

AT = "2025-03-05T10:00:00Z"


@pytest.fixture
def told(held: sqlite_utils.Database) -> sqlite_utils.Database:
    """Two runs of one article: in the second a claim is found no more, another is gone; one decision."""
    save(held, report("first"))
    made = report("second")
    changed = replace(made.claims[1], verdict=Verdict("not_found", 0.4, 0.8))
    coverage = replace(made.run.coverage, claims=3, not_checkable=0)
    save(
        held, replace(made, run=replace(made.run, coverage=coverage), claims=(made.claims[0], changed, made.claims[2]))
    )
    decide(held, "second", Decision(1, "supported", "the log says so", "ana"), at=AT)
    return held


def rows(database: sqlite_utils.Database, sql: str, *values: object) -> list[tuple[object, ...]]:
    return database.execute(sql, values).fetchall()


def test_claims_report_reads_like_a_report(told: sqlite_utils.Database) -> None:
    first = next(iter(told.query("SELECT * FROM claims_report")))
    assert first == {
        "run": "second",
        "article": "harbour.txt",
        "claim": 1,
        "text": "120 ships had waited",
        "said_by": "Port Authority",
        "verdict": "contradicted",
        "confidence": 0.94,
        "findings": "number_mismatch",
        "passage": "some 112 ships waited in the roads",
        "document": "Notice to mariners",
        "place": "para. 1",
        "review": f"supported (ana, {AT})",
    }


def test_sources_audit_counts_verdicts_by_source(told: sqlite_utils.Database) -> None:
    query = "SELECT source, claims, contradicted, not_found, no_document FROM sources_audit WHERE run = ?"
    assert rows(told, query, "second") == [("Port Authority", 2, 1, 1, 0), ("sailors", 1, 0, 0, 1)]


def test_all_claims_credited_to_a_source(told: sqlite_utils.Database) -> None:
    query = "SELECT run, claim, part, verdict FROM credited_claims WHERE source_id = 'port'"
    assert sorted(rows(told, query)) == [
        ("first", 1, "said it", "contradicted"),
        ("first", 2, "said it", "contradicted"),
        ("second", 1, "said it", "contradicted"),
        ("second", 2, "said it", "not_found"),
    ]


def test_all_evidence_from_a_document_version(told: sqlite_utils.Database) -> None:
    query = "SELECT run, claim, standing, place FROM document_evidence WHERE document = 1"
    assert sorted(rows(told, query)) == [
        ("first", 1, "in force", "para. 1"),
        ("first", 2, "in force", "para. 1"),
        ("second", 1, "in force", "para. 1"),
    ]


def test_contradicted_and_unreviewed(told: sqlite_utils.Database) -> None:
    assert rows(told, "SELECT * FROM unreviewed_alarms") == []
    save(told, report("third"))
    assert rows(told, "SELECT run, claim FROM unreviewed_alarms") == [("third", 2)]


def test_sources_by_how_often_they_bore_out_count_each_article_once(told: sqlite_utils.Database) -> None:
    query = "SELECT source_id, claims, supported, not_borne_out, not_found, borne_out FROM track_record"
    assert rows(told, query) == [("port", 2, 0, 1, 1, 0.0)]


def test_anonymous_sources_by_article(told: sqlite_utils.Database) -> None:
    query = "SELECT article, run, mention, anonymity FROM anonymous_sources"
    assert rows(told, query) == [("harbour.txt", "second", "Sailors", "vague")]


def test_changes_between_runs(told: sqlite_utils.Database) -> None:
    query = "SELECT before, run, change, claim, was, verdict FROM changes_between_runs"
    assert rows(told, query) == [
        ("first", "second", "verdict", 2, "contradicted", "not_found"),
        ("first", "second", "gone", 4, "not_checkable", None),
    ]


def test_decisions_stand_beside_the_machine_s_verdict(told: sqlite_utils.Database) -> None:
    query = "SELECT machine, person, outcome, note FROM decisions"
    assert rows(told, query) == [("contradicted", "supported", "overridden", "the log says so")]


# ------------------------------------------------------------------ datasette


def test_every_facet_label_and_index_is_a_column_or_table(told: sqlite_utils.Database) -> None:
    for name, columns in browsing.FACETS.items():
        assert set(columns) <= set(told[name].columns_dict), name
    for name, column in browsing.FIRST_COLUMN.items():
        assert column in told[name].columns_dict
    for name, index in browsing.SEARCHED.items():
        assert told[name].exists()
        assert told[index].exists()


@pytest.mark.parametrize("name", browsing.QUERIES)
@pytest.mark.parametrize("words", ["ships", 'a "quoted" AND (odd) thing*', ""])
def test_every_canned_query_runs_read_only_on_any_words(
    told: sqlite_utils.Database, path: Path, name: str, words: str
) -> None:
    sql = browsing.QUERIES[name][1]
    values = {key: words for key in ("source", "document", "article", "words") if f":{key}" in sql}
    with connect(path, readonly=True) as database:
        list(database.query(sql, values))


def test_search_finds_claims_and_passages(told: sqlite_utils.Database) -> None:
    for name, number in (("search_claims", 2), ("search_documents", 1)):
        assert len(list(told.query(browsing.QUERIES[name][1], {"words": "ship"}))) == number, name


def test_datasette_is_started_on_this_machine_alone(tmp_path: Path) -> None:
    words = browsing.command(tmp_path / "verifier.db", tmp_path / "metadata.json", port=9000)
    assert words[words.index("--host") + 1] == "127.0.0.1"
    assert list(browsing.metadata(tmp_path / "verifier.db")["databases"]) == ["verifier"]
