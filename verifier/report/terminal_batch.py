"""The summary of a batch as text for a terminal: the outcome in a sentence, the worst articles, who fared how."""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from verifier.model import VerdictLabel
from verifier.model.batches import BatchArticle, BatchRow, BatchSummary, Verdicts
from verifier.report.batch_wording import headline, progress_line
from verifier.report.inert import clip, one_line
from verifier.report.terminal import STYLE, WIDTH
from verifier.report.wording import SIGNS, count

MOST_ROWS = 12
"""Rows of a table that are shown; the html, csv and json summaries have all."""


def render(summary: BatchSummary, *, width: int | None = None, color: bool = False, show_all: bool = False) -> str:
    """The summary; with `show_all` every row of every table."""
    most = None if show_all else MOST_ROWS
    blocks: list[RenderableType] = [_top(summary)]
    if summary.worst:
        blocks.append(_worst(summary.worst, most))
    for title, rows in (
        ("By source", summary.by_source),
        ("By outlet", summary.by_outlet),
        ("Over time", summary.over_time),
    ):
        if len(rows) > 1 or title == "By source":
            blocks.append(_table(title, rows, most))
    if summary.failures:
        blocks.append(_failures(summary, most))
    out = StringIO()
    console = Console(
        file=out,
        width=width or WIDTH,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        highlight=False,
        legacy_windows=False,
    )
    console.print(Group(*_spaced(blocks)))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _spaced(blocks: Iterable[RenderableType]) -> Iterator[RenderableType]:
    for number, block in enumerate(blocks):
        if number:
            yield Text("")
        yield block


def _top(summary: BatchSummary) -> Text:
    text = Text(headline(summary), style="bold")
    text.append(f"\n{progress_line(summary)}", style="none")
    counts = dict(summary.verdicts)
    parts = [(label, counts[label]) for label in SIGNS if counts.get(label)]
    for number, (label, n) in enumerate(parts):
        text.append("\n" if number == 0 else "  ", style="none")
        text.append(f"{SIGNS[label].icon} {n} {SIGNS[label].word}", style=STYLE[label])
    return text


def _worst(articles: Sequence[BatchArticle], most: int | None) -> RenderableType:
    table = Table(title="Worst first", box=None, title_justify="left", title_style="bold", padding=(0, 2, 0, 0))
    table.add_column("article", ratio=1, overflow="fold")
    table.add_column("found", overflow="fold")
    table.add_column("run", no_wrap=True)
    shown = articles[:most]
    for article in shown:
        what = clip(article.title, 60) if article.title else ""
        name = Text(clip(article.name, 200))
        if what:
            name.append(f"\n{what}", style="bright_black")
        table.add_row(name, _signs(article.verdicts, alarms=True), one_line(article.run_id))
    return _with_rest(table, len(articles) - len(shown), "article")


def _table(title: str, rows: Sequence[BatchRow], most: int | None) -> RenderableType:
    table = Table(title=title, box=None, title_justify="left", title_style="bold", padding=(0, 2, 0, 0))
    table.add_column("", ratio=1, overflow="fold")
    for name in ("articles", "claims"):
        table.add_column(name, justify="right")
    for label in SIGNS:
        table.add_column(SIGNS[label].icon, justify="right", style=STYLE[label])
    shown = rows[:most]
    for row in shown:
        counts = dict(row.verdicts)
        claims = sum(counts.values())
        cells = (str(counts.get(label, "")) for label in SIGNS)
        table.add_row(clip(row.name, 80), str(row.articles), str(claims), *cells)
    return _with_rest(table, len(rows) - len(shown), "row")


def _failures(summary: BatchSummary, most: int | None) -> RenderableType:
    text = Text("Not verified", style="bold")
    shown = summary.failures[:most]
    for failure in shown:
        text.append(f"\n✗ {clip(failure.item, 200)}: {failure.state}", style="red")
        text.append(f" ({clip(failure.why, 300)})", style="none")
    return _with_rest(text, len(summary.failures) - len(shown), "article")


def _with_rest(block: RenderableType, rest: int, noun: str) -> RenderableType:
    return Group(block, Text(f"and {count(rest, noun)} more (--all)", style="bright_black")) if rest > 0 else block


def _signs(verdicts: Verdicts, *, alarms: bool) -> Text:
    counts = dict(verdicts)
    labels: list[VerdictLabel] = [label for label in SIGNS if counts.get(label)]
    if alarms:
        labels = [label for label in labels if label in ("contradicted", "misattributed", "partly_supported")]
    text = Text()
    for label in labels:
        text.append(f"{SIGNS[label].icon} {counts[label]}  ", style=STYLE[label])
    return text
