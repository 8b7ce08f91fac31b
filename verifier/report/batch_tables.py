"""The summary of a batch as CSV and as JSON."""

import csv
from io import StringIO
from typing import Any

from verifier.model import VERDICTS
from verifier.model.batches import BatchArticle, BatchRow, BatchSummary, Verdicts
from verifier.report.csv import defused
from verifier.report.json import SCHEMA_VERSION, dumped

COLUMNS = ("by", "name", "articles", "claims", *VERDICTS, "state", "why", "run", "title", "outlet", "published")


def render_csv(summary: BatchSummary) -> str:
    """One line for the whole batch, for each source, outlet and stretch of time, and for each article (the column
    `by` says which); failed articles have a state other than done."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    whole = BatchRow(summary.id, len(summary.articles), summary.verdicts)
    for by, rows in (
        ("batch", (whole,)),
        ("source", summary.by_source),
        ("outlet", summary.by_outlet),
        ("time", summary.over_time),
    ):
        for row in rows:
            writer.writerow([by, defused(row.name), row.articles, *_numbers(row.verdicts), "", "", "", "", "", ""])
    for article in summary.articles:
        told = (article.run_id, article.title or "", article.outlet, article.published or "")
        numbers = _numbers(article.verdicts)
        writer.writerow(["article", defused(article.name), 1, *numbers, "done", "", *(defused(cell) for cell in told)])
    for failure in summary.failures:
        numbers = _numbers(())
        state = [defused(failure.state), defused(failure.why)]
        writer.writerow(["article", defused(failure.item), 1, *numbers, *state, "", "", "", ""])
    return out.getvalue()


def _numbers(verdicts: Verdicts) -> list[int]:
    counts = dict(verdicts)
    return [sum(counts.values()), *(counts.get(label, 0) for label in VERDICTS)]


def render_json(summary: BatchSummary) -> str:
    """One JSON document: the batch, the groups, every article with its run, every failure."""
    return dumped(
        {
            "schema_version": SCHEMA_VERSION,
            "batch": {
                "id": summary.id,
                "inputs": list(summary.inputs),
                "version": summary.version,
                "started": summary.started,
                "finished": summary.finished,
                "articles": summary.items,
                "verified": len(summary.articles),
                "failed": len(summary.failures),
                "waiting": summary.waiting,
                "verdicts": _counts(summary.verdicts),
            },
            "by_source": [{"source_id": row.id, **_row(row)} for row in summary.by_source],
            "by_outlet": [_row(row) for row in summary.by_outlet],
            "over_time": [_row(row) for row in summary.over_time],
            "articles": [_article(article) for article in summary.articles],
            "failed": [
                {"position": one.position, "article": one.item, "state": one.state, "why": one.why}
                for one in summary.failures
            ],
        }
    )


def _counts(verdicts: Verdicts) -> dict[str, int]:
    counts = dict(verdicts)
    return {label: counts.get(label, 0) for label in VERDICTS}


def _row(row: BatchRow) -> dict[str, Any]:
    return {"name": row.name, "articles": row.articles, "verdicts": _counts(row.verdicts)}


def _article(article: BatchArticle) -> dict[str, Any]:
    return {
        "position": article.position,
        "article": article.name,
        "run": article.run_id,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "verdicts": _counts(article.verdicts),
    }
