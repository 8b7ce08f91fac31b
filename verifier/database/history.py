"""Triggers that keep recorded history: rows are added, never changed or deleted."""

MUTABLE = ("superseded_by", "etag", "last_modified", "stat", "checked", "indexed_by")
"""The columns of `documents` that may change: they say how things stand, not what was recorded."""

AT_FIRST = (
    "blobs",
    "runs",
    "reports",
    "articles",
    "asides",
    "sources",
    "run_documents",
    "claims",
    "attributions",
    "links",
    "verdicts",
    "evidence",
    "considered",
    "comparisons",
    "findings",
    "corroborations",
    "reviews",
    "ledger",
)
"""The recorded tables of the first schema."""

RECORDED = (*(name for name in AT_FIRST if name != "run_documents"), "document_lists", "listed_documents")
"""The tables in which no row is ever changed. (`units` and its index are made from documents and may be remade.)"""

OF_BATCHES = ("batches", "batch_items", "batch_outcomes")
"""Further tables in which no row is ever changed. They say what work was planned and how far it came; the runs it made
are in RECORDED, and in the ledger."""

FIXED = (
    "id",
    "source_id",
    "path",
    "sha256",
    "text_sha256",
    "state",
    "detail",
    "title",
    "published",
    "author",
    "url",
    "final_url",
    "publisher",
    "language",
    "media_type",
    "body",
    "text",
    "locators",
    "fetched",
    "http_status",
    "headers",
    "certificate",
    "extractor",
    "version",
)
"""The columns of `documents` that are recorded once."""


def refusal(table: str, act: str, of: str = "") -> str:
    """The trigger that stops one act on one table."""
    name = f"{table}_never_{'changed' if act == 'UPDATE' else 'deleted'}"
    return (
        f"CREATE TRIGGER {name} BEFORE {act}{of} ON {table}\n"
        f"BEGIN SELECT RAISE(ABORT, '{table} is recorded history: add, never change or delete'); END"
    )


TRIGGERS: tuple[str, ...] = (
    refusal("documents", "UPDATE", " OF " + ", ".join(FIXED)),
    refusal("documents", "DELETE"),
    *(refusal(table, act) for table in AT_FIRST for act in ("UPDATE", "DELETE")),
)
