"""The database in a browser: what datasette (https://datasette.io) needs to show it well, read-only, on loopback."""

from pathlib import Path
from typing import Any

FACETS: dict[str, tuple[str, ...]] = {
    "claims_report": ("verdict", "article", "said_by"),
    "sources_audit": ("source", "kind", "registered"),
    "credited_claims": ("source", "verdict", "part"),
    "document_evidence": ("source_id", "standing", "relation"),
    "decisions": ("reviewer", "outcome", "person"),
    "unreviewed_alarms": ("verdict", "article"),
    "anonymous_sources": ("article", "anonymity"),
    "changes_between_runs": ("change", "article"),
    "documents": ("source_id", "state", "media_type"),
    "findings": ("kind",),
    "links": ("name", "anonymity"),
    "comparisons": ("kind", "result"),
    "ledger": ("kind",),
}
"""What to narrow down by, table by table."""

FIRST_COLUMN: dict[str, str] = {"runs": "id", "documents": "title", "sources": "name", "claims": "text"}
"""The column by which a row of the table is named where another row links to it."""

SEARCHED: dict[str, str] = {"claims": "claims_fts", "units": "units_fts"}

QUERIES: dict[str, tuple[str, str]] = {
    "claims_of_source": (
        "All claims credited to a source",
        "SELECT * FROM credited_claims WHERE source_id = :source OR source LIKE '%' || :source || '%'",
    ),
    "evidence_of_document": (
        "All evidence from a document version, by its number",
        "SELECT * FROM document_evidence WHERE document = :document",
    ),
    "alarms_without_decision": (
        "Contradicted or misattributed, and nobody has decided",
        "SELECT * FROM unreviewed_alarms",
    ),
    "how_sources_fared": ("Sources by how often their documents bore them out", "SELECT * FROM track_record"),
    "anonymous_by_article": (
        "Anonymous sources by article",
        (
            "SELECT article, count(*) AS claims, group_concat(DISTINCT mention) AS called FROM anonymous_sources "
            "GROUP BY article ORDER BY claims DESC, article"
        ),
    ),
    "changes_of_article": (
        "What changed from run to run of an article",
        "SELECT * FROM changes_between_runs WHERE article LIKE '%' || :article || '%'",
    ),
    "search_claims": (
        "Claims with these words",
        (
            "SELECT claims.run_id AS run, claims.id AS claim, claims.text AS text, verdicts.label AS verdict "
            "FROM claims_fts JOIN claims ON claims.rowid = claims_fts.rowid "
            "JOIN verdicts ON verdicts.run_id = claims.run_id AND verdicts.claim_id = claims.id "
            "WHERE claims_fts MATCH '\"' || replace(:words, '\"', '') || '\"' ORDER BY bm25(claims_fts) LIMIT 100"
        ),
    ),
    "search_documents": (
        "Passages of the sources' documents with these words",
        (
            "SELECT documents.source_id AS source, documents.path AS path, documents.version AS version, "
            "units.start AS start, units.text AS text FROM units_fts JOIN units ON units.id = units_fts.rowid "
            "JOIN documents ON documents.id = units.document_id "
            "WHERE units_fts MATCH '\"' || replace(:words, '\"', '') || '\"' ORDER BY bm25(units_fts) LIMIT 100"
        ),
    ),
    "ledger_head": (
        "The last entry of the ledger: keep its hash elsewhere, with a date",
        "SELECT entry, hash FROM ledger ORDER BY entry DESC LIMIT 1",
    ),
}
"""Questions that are asked again and again: name, title and SQL."""


def metadata(path: Path) -> dict[str, Any]:
    """The metadata file for datasette on the database at `path`: titles, facets, full-text search, canned queries."""
    tables: dict[str, dict[str, Any]] = {name: {"facets": list(columns)} for name, columns in FACETS.items()}
    for name, column in FIRST_COLUMN.items():
        tables.setdefault(name, {})["label_column"] = column
    for name, index in SEARCHED.items():
        tables.setdefault(name, {})["fts_table"] = index
    queries = {name: {"title": title, "sql": sql} for name, (title, sql) in QUERIES.items()}
    return {
        "title": "What was checked",
        "description": "Claims, who is said to have said them, and what their sources' documents say. "
        "Begin with claims_report.",
        "databases": {path.stem: {"tables": tables, "queries": queries}},
    }


def command(path: Path, metadata_file: Path, *, port: int = 8001) -> list[str]:
    """The words that start datasette on this machine alone (loopback); datasette opens files for reading only."""
    return [
        "datasette",
        "serve",
        str(path),
        "--metadata",
        str(metadata_file),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--setting",
        "allow_download",
        "off",
        "--setting",
        "sql_time_limit_ms",
        "5000",
    ]
