"""What a batch came to, read from its runs: by source, by outlet, over time, the worst articles first."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import cast
from urllib.parse import urlsplit

import sqlite_utils

from verifier.database import place, translated
from verifier.model import VERDICTS, VerdictLabel
from verifier.model.batches import BatchArticle, BatchRow, BatchSummary, Failure, Verdicts
from verifier.record.batches import BatchLine

WRITER = "(the writer)"
NOBODY = "(not named)"
UNDATED = "(no date)"
ALARMS: tuple[VerdictLabel, ...] = ("contradicted", "misattributed", "partly_supported", "not_found")
"""What makes an article bad, the worst first."""
MOST_DAYS = 62
"""Up to so many days apart, articles are counted by day; up to as many months by month, else by year."""


def summary(database: sqlite_utils.Database, line: BatchLine) -> BatchSummary:
    """The summary of a batch as far as it came."""
    with translated(place(database)):
        articles = _articles(database, line.id)
        return BatchSummary(
            id=line.id,
            inputs=line.inputs,
            version=line.standing.version,
            started=line.standing.started,
            finished=_finished(database, line.id),
            items=line.items,
            verdicts=_together(article.verdicts for article in articles),
            by_source=_by_source(database, line.id),
            by_outlet=_ranked(_rows(articles, lambda article: article.outlet)),
            over_time=_over_time(articles),
            worst=tuple(sorted((one for one in articles if badness(one.verdicts) > (0, 0)), key=_worst_first)),
            articles=articles,
            failures=_failures(database, line.id),
        )


def badness(verdicts: Verdicts) -> tuple[int, int]:
    """How bad an article is: claims found wrong, and claims only partly borne out."""
    counts = dict(verdicts)
    wrong = counts.get("contradicted", 0) + counts.get("misattributed", 0)
    return wrong, counts.get("partly_supported", 0)


def _worst_first(article: BatchArticle) -> tuple[int, ...]:
    counts = dict(article.verdicts)
    wrong, partly = badness(article.verdicts)
    return -wrong, -partly, -counts.get("not_found", 0), article.position


def _articles(database: sqlite_utils.Database, batch_id: str) -> tuple[BatchArticle, ...]:
    counted: dict[str, dict[str, int]] = {}
    for run_id, label, number in database.execute(
        """SELECT verdicts.run_id, label, count(*) FROM batch_outcomes JOIN verdicts USING (run_id)
        WHERE batch_id = ? GROUP BY verdicts.run_id, label""",
        (batch_id,),
    ):
        counted.setdefault(run_id, {})[label] = number
    rows = database.execute(
        """SELECT batch_outcomes.position, batch_items.name, run_id, title, publisher, url, published
        FROM batch_outcomes JOIN batch_items USING (batch_id, position) JOIN articles USING (run_id)
        WHERE batch_id = ? ORDER BY batch_outcomes.position""",
        (batch_id,),
    )
    return tuple(
        BatchArticle(
            position, name, run_id, title, outlet(name, publisher, url), day, _verdicts(counted.get(run_id, {}))
        )
        for position, name, run_id, title, publisher, url, day in rows
    )


def outlet(name: str, publisher: str | None, url: str | None) -> str:
    """Whose article it is: its publisher, else the host of its address, else the folder or file that it came from."""
    if publisher:
        return publisher
    for address in (url, name):
        if address and address.startswith(("http://", "https://")):
            try:
                host = urlsplit(address).hostname
            except ValueError:
                continue
            if host:
                return host.removeprefix("www.")
    return name.rpartition("#")[0] or name.rpartition("/")[0] or "."


def _failures(database: sqlite_utils.Database, batch_id: str) -> tuple[Failure, ...]:
    rows = database.execute(
        """SELECT name, position, state, detail FROM batch_outcomes JOIN batch_items USING (batch_id, position)
        WHERE batch_id = ? AND run_id IS NULL ORDER BY position""",
        (batch_id,),
    )
    return tuple(Failure(*row) for row in rows)


def _finished(database: sqlite_utils.Database, batch_id: str) -> str | None:
    row = database.execute(
        "SELECT max(finished) FROM batch_outcomes JOIN runs ON runs.id = run_id WHERE batch_id = ?", (batch_id,)
    ).fetchone()
    return cast("str | None", row[0])


def _by_source(database: sqlite_utils.Database, batch_id: str) -> tuple[BatchRow, ...]:
    """Each claim once, under the source that is said to have said it: the last link of its chain."""
    counts: dict[tuple[str, str | None], Counter[str]] = {}
    articles: dict[tuple[str, str | None], set[str]] = {}
    rows = database.execute(
        """SELECT run_id, links.name, links.source_id, links.anonymity, label, count(*)
        FROM batch_outcomes JOIN verdicts USING (run_id)
        LEFT JOIN links USING (run_id, claim_id)
        WHERE batch_id = ?1 AND (links.position IS NULL OR links.position = (
            SELECT max(position) FROM links AS others
            WHERE others.run_id = links.run_id AND others.claim_id = links.claim_id
        ))
        GROUP BY run_id, links.name, links.source_id, links.anonymity, label""",
        (batch_id,),
    )
    for run_id, name, source_id, anonymity, label, number in rows:
        key = (WRITER, None) if name is None else (name, source_id) if anonymity == "named" else (NOBODY, None)
        counts.setdefault(key, Counter())[label] += number
        articles.setdefault(key, set()).add(run_id)
    return _ranked(
        BatchRow(name, len(articles[name, source_id]), _verdicts(counted), source_id)
        for (name, source_id), counted in counts.items()
    )


def _over_time(articles: Iterable[BatchArticle]) -> tuple[BatchRow, ...]:
    listed = list(articles)
    days = sorted(article.published for article in listed if article.published)
    length = 4
    if days:
        apart = (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days
        length = 10 if apart <= MOST_DAYS else 7 if apart <= 30 * MOST_DAYS else 4
    rows = _rows(listed, lambda article: article.published[:length] if article.published else UNDATED)
    return tuple(sorted(rows, key=lambda row: (row.name == UNDATED, row.name)))


def _rows(articles: Iterable[BatchArticle], name: Callable[[BatchArticle], str]) -> list[BatchRow]:
    together: dict[str, list[Verdicts]] = {}
    for article in articles:
        together.setdefault(name(article), []).append(article.verdicts)
    return [BatchRow(name, len(verdicts), _together(verdicts)) for name, verdicts in together.items()]


def _ranked(rows: Iterable[BatchRow]) -> tuple[BatchRow, ...]:
    """The rows with the most claims first."""
    return tuple(sorted(rows, key=lambda row: (-sum(n for _, n in row.verdicts), row.name, row.id or "")))


def _together(all_verdicts: Iterable[Verdicts]) -> Verdicts:
    counts: Counter[str] = Counter()
    for verdicts in all_verdicts:
        counts.update(dict(verdicts))
    return _verdicts(counts)


def _verdicts(counts: dict[str, int] | Counter[str]) -> Verdicts:
    return tuple((label, counts[label]) for label in VERDICTS if counts.get(label))
