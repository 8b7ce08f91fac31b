"""Which claims of a run no longer rest on what is in force: their passages changed, or their sources published more."""

from dataclasses import dataclass

import sqlite_utils

from verifier.database import place, translated
from verifier.model import CheckedClaim, Evidence, Report
from verifier.record.anchors import Anchor, find


@dataclass(frozen=True, slots=True)
class Loosened:
    """A claim to verify again, with the reasons, the gravest first."""

    claim: CheckedClaim
    why: tuple[str, ...]


def loosened(database: sqlite_utils.Database, report: Report) -> list[Loosened]:
    """The claims of a run to verify again after the sources' documents were brought up to date, in text order.

    A claim rests on its passages: each must be found for certain (see `anchors.find`) in the version of its document
    that is in force. A claim without a passage rests on the documents of its sources (of all sources in the writer's
    own voice): it is loose when one of them has another version now, or a new one came. What is not checkable is never
    loose.
    """
    with translated(place(database)):
        in_force = _in_force(database)
        had = {line.id for line in report.documents if line.id is not None}
        known = {(line.source_id, line.path) for line in report.documents if line.id is not None}
        fresh = {
            source: sorted(
                f"{path} of {source} {'has another version' if (source, path) in known else 'is new'}"
                for number, path in listed
                if number not in had
            )
            for source, listed in in_force.items()
        }
        found = []
        for item in report.claims:
            if item.verdict.label == "not_checkable":
                continue
            why = _changed_passages(database, item) if item.verdict.evidence else _changed_sources(item, fresh)
            if why:
                found.append(Loosened(item, tuple(why)))
        return found


def _in_force(database: sqlite_utils.Database) -> dict[str, list[tuple[int, str]]]:
    """The readable versions in force (id and path) by source."""
    found: dict[str, list[tuple[int, str]]] = {}
    for number, source, path in database.execute(
        "SELECT id, source_id, path FROM documents WHERE superseded_by IS NULL AND state = 'read' ORDER BY id"
    ):
        found.setdefault(source, []).append((number, path))
    return found


def _changed_passages(database: sqlite_utils.Database, item: CheckedClaim) -> list[str]:
    orphans, others = [], []
    for number, passage in enumerate(item.verdict.evidence, 1):
        newer = _newest(database, passage)
        if newer is None:
            continue
        path, text = newer
        if text is None:
            others.append(f"evidence {number}: {path} cannot be read any more")
            continue
        anchor = Anchor(passage.quote, passage.prefix, passage.suffix, passage.start, passage.end, "")
        if find(anchor, text)[0] == "orphan":
            orphans.append(f"evidence {number} is not in {path} any more, or not at one place for certain")
    return orphans + others


def _newest(database: sqlite_utils.Database, passage: Evidence) -> tuple[str, str | None] | None:
    """Path and text of the version that took the place of a passage's document; None where it is in force itself."""
    row = database.execute(
        # UNION (not ALL) ends the walk also where a damaged file has versions in a circle.
        """WITH RECURSIVE later(id) AS (
            SELECT superseded_by FROM documents WHERE id = ?
            UNION SELECT documents.superseded_by FROM documents JOIN later ON documents.id = later.id
        )
        SELECT path, CASE state WHEN 'read' THEN text END FROM documents JOIN later USING (id)
        ORDER BY documents.id DESC LIMIT 1""",
        (passage.document_id,),
    ).fetchone()
    return None if row is None else (str(row[0]), row[1])


def _changed_sources(item: CheckedClaim, fresh: dict[str, list[str]]) -> list[str]:
    """What is new of the sources that a claim without a passage names."""
    chain = item.claim.attribution.chain if item.claim.attribution else ()
    named = {link.source_id for link in chain if link.source_id}
    sources = sorted(named if item.claim.attribution else fresh)
    return [news for source in sources for news in fresh.get(source, ())]
