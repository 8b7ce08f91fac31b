"""Runs into the file and back: one transaction a run, and what comes back equals what went in."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlite_utils

from verifier.database import keep_blob, kept_list, ledger, pack, place, translated, unpack, writing
from verifier.database.lists import NO_LIST
from verifier.errors import DatabaseError, UsageError
from verifier.model import CheckedClaim, Coverage, Report, Review
from verifier.record.canonical import from_json, sha256, to_json_without_list
from verifier.record.digests import digest, keys
from verifier.record.listings import Listing, Stored, keep, listing
from verifier.record.rows import Row, rows


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run as `verify runs` lists it. `verdicts` are (label, number of claims) in the order of model.VERDICTS' counts,
    most frequent first; `reviewed` counts the claims of this run on which a person decided."""

    id: str
    started: str
    finished: str
    version: str
    path: str
    title: str | None
    coverage: Coverage
    verdicts: tuple[tuple[str, int], ...]
    reviewed: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A run made ready to be written, without a database: its rows by table, its report packed without its list of
    documents, whose hash and place in the report stand beside, and the documents that its evidence names. It can be
    made in one process and written by another, which may have the list itself."""

    run_id: str
    rows: dict[str, list[Row]]
    packed: bytes
    size: int
    sha256: str
    """Of the whole report."""
    list_at: int
    list_sha256: str
    documents: frozenset[int]
    config_sha256: str | None
    """Of the config.toml that is kept with the run; None where none is."""
    listed: Listing | None
    """The list; None where the writer is to put it back (`with_list`)."""

    def without_list(self) -> "Prepared":
        """The run without its list, for the way to a writer that has it."""
        return replace(self, listed=None)

    def with_list(self, listed: Listing) -> "Prepared":
        """The run with its list back. ValueError for another list."""
        if listed.sha256 != self.list_sha256:
            raise ValueError(f"run {self.run_id} was made over other documents than those listed")
        return replace(self, listed=listed)


def prepare(report: Report, listed: Listing | None = None) -> Prepared:
    """A run with everything its report prints, as it is written. People's decisions are left out: they are recorded
    by `decide`. `listed` saves the making of the list, if it is that of the report's documents. DatabaseError for what
    SQLite could not hold."""
    bare = replace(report, claims=tuple(replace(item, reviews=()) for item in report.claims))
    with translated(f"run {report.run.id}"):
        if listed is None or listed.lines != report.documents:
            listed = listing(report.documents)
        text, at = to_json_without_list(bare)
        packed = pack(text)
        whole = sha256(text[:at] + listed.text + text[at + len(NO_LIST) :])
    named: set[int] = set()
    for item in bare.claims:
        named |= {passage.document_id for passage in (*item.verdict.evidence, *item.verdict.considered)}
    return Prepared(
        run_id=report.run.id,
        rows=rows(bare),
        packed=packed,
        size=len(text.encode()),
        sha256=whole,
        list_at=at,
        list_sha256=listed.sha256,
        documents=frozenset(named),
        config_sha256=report.run.config_sha256 if report.run.config_kept else None,
        listed=listed,
    )


def save(database: sqlite_utils.Database, report: Report, *, config: bytes | None = None) -> None:
    """Records a run with everything its report prints, in one transaction: all of it is kept, or nothing.

    Reviews inside the report are left out: people's decisions are recorded by `decide`. DatabaseError where the run is
    recorded already, where its evidence names a document that the file does not hold, or where SQLite refuses.
    `config` are the bytes of config.toml, to be kept beside a run that says so (`Run.config_kept`); ValueError where
    they are missing or do not have the hash in the run.
    """
    with translated(place(database)):
        prepared = prepare(report)
    write(database, prepared, config=config)


def write(database: sqlite_utils.Database, run: Prepared, *, config: bytes | None = None) -> None:
    """Records a prepared run, as `save`: in a transaction of its own, or as a part of the caller's. ValueError for a
    run whose list of documents was not put back."""
    if run.listed is None:
        raise ValueError(f"run {run.run_id} has no list of its documents")
    if run.config_sha256 and (config is None or hashlib.sha256(config).hexdigest() != run.config_sha256):
        raise ValueError(f"run {run.run_id} was not made with this configuration")
    where = place(database)
    with writing(database):
        if database.conn.execute("SELECT 1 FROM runs WHERE id = ?", (run.run_id,)).fetchone():
            raise DatabaseError(f"{where} already holds a run {run.run_id}; see `verify runs`")
        number = kept_list(database, run.list_sha256)
        named = run.documents
        if not number:
            named |= {line.id for line in run.listed.lines if line.id is not None}
        _refuse_strange_documents(database, run.run_id, named)
        ledger.append_documents(database)
        if run.config_sha256 and config is not None:
            keep_blob(database, config)
        for table, listed in run.rows.items():
            if listed:
                columns = ", ".join(f'"{name}"' for name in listed[0])
                holes = ", ".join("?" for _ in listed[0])
                database.conn.executemany(
                    f"INSERT INTO {table} ({columns}) VALUES ({holes})",  # noqa: S608 -- names come from this program
                    [tuple(row.values()) for row in listed],
                )
        database.conn.execute(
            "INSERT INTO reports (run_id, packed, size, sha256, list, list_at) VALUES (?, ?, ?, ?, ?, ?)",
            (run.run_id, run.packed, run.size, run.sha256, number or keep(database, run.listed), run.list_at),
        )
        ledger.append(database, "run", run.run_id, run.sha256)


def _refuse_strange_documents(database: sqlite_utils.Database, run_id: str, documents: frozenset[int]) -> None:
    """Says by name which document is missing, where a bare foreign key would only say that something is."""
    missing = database.conn.execute(
        "SELECT min(value) FROM json_each(?) WHERE value NOT IN (SELECT id FROM documents)",
        (json.dumps(sorted(documents)),),
    ).fetchone()[0]
    if missing is not None:
        raise DatabaseError(
            f"run {run_id} rests on document {missing}, which {place(database)} does not hold; "
            "verify again with the same --db"
        )


def load(database: sqlite_utils.Database, run_id: str | None = None) -> Report:
    """The report of a run, with the decisions of people merged in. None takes the run recorded last.

    `run_id` may be the beginning of an id as long as it fits one run only. UsageError where it fits none or several;
    DatabaseError where the recorded report was altered.
    """
    with translated(place(database)):
        whole = resolve(database, run_id)
        row = database.execute(
            "SELECT packed, size, sha256, list, list_at FROM reports WHERE run_id = ?", (whole,)
        ).fetchone()
        try:
            text = Stored(database).whole(unpack(row[0], row[1]), row[3], row[4]) if row else ""
        except ValueError:
            text = ""
        if row is None or sha256(text) != row[2]:
            raise DatabaseError(f"the report of run {whole} is not what was recorded; run `verify audit`")
        report = from_json(text, whole)
        return with_reviews(database, report)


def resolve(database: sqlite_utils.Database, run_id: str | None) -> str:
    """The whole id of a run from a unique beginning of it, or of the run recorded last. UsageError as for `load`."""
    if run_id is None:
        newest = database.execute("SELECT id FROM runs ORDER BY number DESC LIMIT 1").fetchone()
        if newest is None:
            raise UsageError(f"there is no run in {place(database)}; verify an article first")
        return str(newest[0])
    if database.execute("SELECT 1 FROM runs WHERE id = ?", (run_id,)).fetchone():
        return run_id
    found = [
        str(row[0])
        for row in database.execute(
            "SELECT id FROM runs WHERE substr(id, 1, length(?1)) = ?1 AND ?1 <> '' ORDER BY number DESC LIMIT 6",
            (run_id,),
        )
    ]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(found[:5]) + (", ..." if len(found) > 5 else "")
        raise UsageError(f"{run_id} is the beginning of several runs ({listed}); give more of the id")
    raise UsageError(f"there is no run {run_id!r} in {place(database)}; `verify runs` lists them")


def with_reviews(database: sqlite_utils.Database, report: Report) -> Report:
    """The report with every decision on its claims: those made on this run, and on the same claim of the same article
    in an earlier one. A decision on something else than what this run shows is marked stale and comes first."""
    article = report.article
    decided = database.execute(
        """SELECT claims.key, reviews.run_id, reviews.claim_id, reviews.verdict, reviews.note, reviews.reviewer,
            reviews.at, reviews.digest
        FROM reviews
        JOIN claims ON claims.run_id = reviews.run_id AND claims.id = reviews.claim_id
        JOIN runs ON runs.id = reviews.run_id
        JOIN articles ON articles.run_id = reviews.run_id
        WHERE runs.number <= (SELECT number FROM runs WHERE id = :run)
            AND (articles.sha256 = :sha256 OR articles.url = :url OR (articles.path = :path AND :path <> '-'))
        ORDER BY reviews.id""",
        {"run": report.run.id, "sha256": article.sha256, "url": article.url, "path": article.path},
    ).fetchall()
    if not decided:
        return report
    claims: list[CheckedClaim] = []
    for item, key in zip(report.claims, keys([item.claim for item in report.claims]), strict=True):
        now = digest(item)
        reviews = [
            Review(verdict, note, reviewer, at, digest=seen, stale=seen != now)
            for of, run_id, claim_id, verdict, note, reviewer, at, seen in decided
            if of == key and (run_id != report.run.id or claim_id == item.claim.id)
        ]
        # The last one is the one that holds, so a decision on something else may not follow it.
        claims.append(replace(item, reviews=tuple(sorted(reviews, key=lambda review: not review.stale))))
    return replace(report, claims=tuple(claims))


def runs(database: sqlite_utils.Database) -> Sequence[RunLine]:
    """All runs, the one recorded last first."""
    with translated(place(database)):
        counted: dict[str, list[tuple[str, int]]] = {}
        for run_id, label, number in database.execute(
            "SELECT run_id, label, count(*) FROM verdicts GROUP BY run_id, label ORDER BY count(*) DESC, label"
        ):
            counted.setdefault(run_id, []).append((label, number))
        decided = dict(
            database.execute("SELECT run_id, count(DISTINCT claim_id) FROM reviews GROUP BY run_id").fetchall()
        )
        listed = database.execute(
            """SELECT runs.id, started, finished, version, path, title, claims, checked, no_document, not_checkable
            FROM runs JOIN articles ON articles.run_id = runs.id ORDER BY number DESC"""
        ).fetchall()
    return [
        RunLine(
            id=row[0],
            started=row[1],
            finished=row[2],
            version=row[3],
            path=row[4],
            title=row[5],
            coverage=Coverage(*row[6:10]),
            verdicts=tuple(counted.get(row[0], ())),
            reviewed=decided.get(row[0], 0),
        )
        for row in listed
    ]
