"""The sentences of a batch's summary."""

from collections.abc import Mapping

from verifier.model import VerdictLabel
from verifier.model.batches import BatchSummary
from verifier.report.wording import count


def headline(summary: BatchSummary) -> str:
    """The whole batch in one sentence."""
    done = len(summary.articles)
    if not done:
        return f"None of {count(summary.items, 'article')} could be verified."
    bad = sum(1 for article in summary.articles if _wrong(dict(article.verdicts)))
    wrong = _wrong(dict(summary.verdicts))
    if not bad:
        return f"No claim of {count(done, 'article')} is contradicted or credited to someone who did not say it."
    are = "is" if wrong == 1 else "are"
    return (
        f"{bad} of {count(done, 'article')} {'has' if bad == 1 else 'have'} alarms: {count(wrong, 'claim')} {are} "
        "contradicted or credited to someone who did not say it."
    )


def progress_line(summary: BatchSummary) -> str:
    """How far the batch came."""
    claims = sum(number for _, number in summary.verdicts)
    parts = [f"{len(summary.articles)} verified", f"{count(claims, 'claim')}"]
    if summary.failures:
        parts.insert(1, f"{len(summary.failures)} failed")
    if summary.waiting:
        parts.insert(1, f"{summary.waiting} not begun: --resume goes on")
    return f"batch {summary.id}, {count(summary.items, 'article')}: {', '.join(parts)}"


def _wrong(counts: Mapping[VerdictLabel, int]) -> int:
    return counts.get("contradicted", 0) + counts.get("misattributed", 0)
