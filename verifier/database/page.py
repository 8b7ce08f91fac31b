"""The schema as a page of the documentation, printed from the file's own tables: `python -m verifier.database.page`."""

import re
import sys

import sqlite_utils

from verifier.database.history import MUTABLE
from verifier.database.migrations import APPLICATION_ID, VERSION
from verifier.database.opening import memory

HEAD = f"""# The database

Printed by `python -m verifier.database.page`; a test compares.

One SQLite file holds everything: the documents of the sources, every run with its claims, verdicts and passages, the
decisions of people, and a ledger over all of it. Any SQLite browser opens it; begin with the view `claims_report`. The
comments below are in the file too.

- Schema version {VERSION} (`PRAGMA user_version`), application id {APPLICATION_ID:#x} (`PRAGMA application_id`).
- All offsets count Unicode code points, from 0, and spans are half-open: `substr(text, start + 1, "end" - start)`.
- Times are ISO 8601 in UTC. Columns that hold lists hold JSON.
- Rows are added, never changed or deleted; triggers stop both. The exceptions: of `documents` the columns that say how
  things stand now ({{mutable}}), and `units` with the
  two search indexes, which are made from the rest.
- A verdict of supported, partly_supported, contradicted or misattributed cannot be committed without its first passage:
  `verdicts.first_evidence` must be 1 there (a CHECK), and 1 is the position of a row of `evidence` for the same claim
  (a foreign key that is checked when the transaction ends).
- The documents that a run had before it are many, and nearly always those of the run before: each such list is kept
  once, under the hash of its JSON, and runs refer to it.
- An older file is copied to `NAME.vN.backup` and then migrated, the whole way or not at all. A newer file is refused.
  What a migration frees inside the file is used by later runs; the SQL command VACUUM gives it back to the disk.

## The ledger

Each entry of `ledger` hashes the entry before and the content of what it records:

    hash           = SHA-256 of entry, kind, subject, content_sha256, previous: one a line, no newline at the end
    content_sha256 = of a run: SHA-256 of its report's JSON (reports.packed, unpacked, and its list of documents from
                     document_lists, unpacked too, put in place of the [] at reports.list_at)
                     of a document or review: SHA-256 of its row as JSON, keys sorted, no spaces, not escaped

`verify audit` recomputes every hash, compares every row of a run with its report, and every span with its text. A chain
cannot show that its end was cut off together with what it recorded. Whoever must be able to show that keeps the hash of
the last entry somewhere else, with a date.
"""


def schema_page() -> str:
    """The whole page."""
    with memory() as database:
        # Shadow tables of the search indexes and SQLite's own are nobody's business.
        master = database.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' "
            "AND name NOT LIKE '%\\_fts\\__%' ESCAPE '\\' ORDER BY rowid"
        ).fetchall()
        tables = [_table(database, name, sql) for kind, name, sql in master if kind == "table" and "fts5" not in sql]
        views = [_view(database, name, sql) for kind, name, sql in master if kind == "view"]
        indexes = [f"- `{name}`: {_indexed(sql)}" for kind, name, sql in master if "fts5" in sql]
    head = HEAD.replace("{mutable}", ", ".join(f"`{name}`" for name in MUTABLE))
    parts = [head, "## Views\n", *views, "## Search\n", *indexes, "", "## Tables\n", *tables]
    return "\n".join(parts).rstrip() + "\n"


def _comment(sql: str) -> str:
    """The comment lines at the head of a statement, as one paragraph."""
    lines = []
    for line in sql.splitlines()[1:]:
        if not line.strip().startswith("--"):
            break
        lines.append(line.strip().removeprefix("--").strip())
    return " ".join(lines)


def _indexed(sql: str) -> str:
    inside = re.sub(r"\s+", " ", sql.split("(", 1)[1].rsplit(")", 1)[0].strip())
    return f"FTS5 over `{inside}`"


def _view(database: sqlite_utils.Database, name: str, sql: str) -> str:
    columns = ", ".join(f"`{row[1]}`" for row in database.execute(f"PRAGMA table_info({name})"))
    return f"### {name}\n\n{_comment(sql)}\n\n{columns}\n"


def _table(database: sqlite_utils.Database, name: str, sql: str) -> str:
    notes = dict(re.findall(r'^ +"?(\w+)"? [A-Z].*?-- (.+)$', sql, re.MULTILINE))
    notes |= dict(re.findall(r"(\w+) [A-Z]+ /\* (.+?) \*/", sql))
    words = {column: listed.replace("'", "") for column, listed in re.findall(r"(\w+) IN \(('[^)]*')\)", sql)}
    targets: dict[str, str] = {}
    for _, _, parent, own, other, *_ in database.execute(f"PRAGMA foreign_key_list({name})"):
        targets.setdefault(own, f"{parent}.{other}")
    lines = [f"### {name}\n", f"{_comment(sql)}\n", "| column | type | says |", "| --- | --- | --- |"]
    for _, column, kind, _, _, key, *_ in database.execute(f"PRAGMA table_info({name})"):
        says = [notes[column]] if column in notes else []
        if column in words:
            says.append("one of: " + words[column])
        if column in targets:
            says.append(f"→ {targets[column]}")
        lines.append(f"| `{column}`{' (key)' if key else ''} | {kind.lower()} | {'; '.join(says)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_page())
