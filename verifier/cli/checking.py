"""`verify check`, `verify report`, `verify explain`: verify or load, render, deliver, choose the exit status."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from verifier import record
from verifier import report as reports
from verifier.cli import options, output
from verifier.cli.progress import Progress
from verifier.errors import UsageError, VerifierError
from verifier.model import Report
from verifier.report.inert import one_line

if TYPE_CHECKING:
    from verifier.library.store import Database

JOINED = ("json", "csv", "sarif")
"""Formats in which several articles make one document."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a report is wanted: its format, where it goes, and the verdicts that make the exit status 1."""

    format: str
    output: Path | None
    fail_on: frozenset[str]
    show_all: bool
    width: int | None


def check(articles: Sequence[str], wish: Wish, where: options.Place, reach: options.Reach) -> int:
    """Verify each article and deliver its report. One that fails is named on standard error and the rest still runs."""
    _refuse(articles, wish)
    from verifier import desk

    done: list[tuple[str, Report]] = []
    failed: list[tuple[str, str]] = []
    apart = len(articles) == 1 or wish.format not in JOINED or _own_files(wish)
    for article in articles:
        try:
            with Progress() as progress:
                found = desk.check(
                    article,
                    config=where.config,
                    db=where.db,
                    offline=reach.offline,
                    allow_hosts=reach.allow_hosts,
                    clock=_now,
                    progress=progress,
                )
        except VerifierError as error:
            if len(articles) == 1:
                raise
            failed.append((article, str(error)))
            _complain(str(error))
            continue
        done.append((article, found))
        if apart:
            if wish.format == "html":
                with where.opened() as held:
                    text = _page(held, found)
            else:
                text = _rendered(found, wish)
            _deliver(text, wish, article, again=len(done) > 1)
    if not apart and (done or wish.format == "json"):
        _deliver(_joined([found for _, found in done], failed, wish.format), wish, "")
    return 2 if failed else _status([found for _, found in done], wish)


def again(run: str | None, wish: Wish, *, config: Path | None, db: Path | None) -> int:
    """Deliver the report of a recorded run once more."""
    _known(wish.format)
    with options.opened(config, db) as held:
        found = record.load(held, run)
        if wish.output:
            output.check_target(output.named(wish.output, found.article.path), found.article.path)
        text = _page(held, found) if wish.format == "html" else _rendered(found, wish)
    _deliver(text, wish, found.article.path)
    return _status([found], wish)


def explain(words: Sequence[str], width: int | None, *, config: Path | None, db: Path | None) -> int:
    """Print everything about one claim of a run: `[RUN] CLAIM`."""
    if len(words) > 2 or not words[-1].isascii() or not words[-1].isdigit():
        raise UsageError("give the number of a claim, and before it a run if not the last: verify explain [RUN] CLAIM")
    with options.opened(config, db) as held:
        found = record.load(held, words[0] if len(words) == 2 else None)
    colour = output.colour(os.environ)
    output.show(reports.explain(found, int(words[-1][:9]), width=output.width(width), color=colour))
    return 0


def _now() -> datetime:
    return datetime.now(UTC)


def _known(form: str) -> None:
    if form not in reports.FORMATS:
        raise UsageError(f"--format: {form!r} is not a format: use one of {', '.join(reports.FORMATS)}")


def _refuse(articles: Sequence[str], wish: Wish) -> None:
    """Refuse what cannot end well before any work is done."""
    _known(wish.format)
    if articles.count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    if wish.output:
        targets = [output.named(wish.output, article) for article in articles]
        for target, article in zip(targets, articles, strict=True):
            output.check_target(target, article)
        if _own_files(wish) and len(set(targets)) < len(targets):
            raise UsageError("two articles would be written to the same file: --output needs names that differ")
    if len(articles) > 1 and not _own_files(wish):
        if wish.format == "html":
            raise UsageError("html is one page an article: use --output with {name}, such as --output '{name}.html'")
        if wish.output and wish.format not in JOINED:
            raise UsageError("several reports do not go into one file: use {name} in --output, such as '{name}.md'")


def _own_files(wish: Wish) -> bool:
    return wish.output is not None and output.NAME in str(wish.output)


def _page(held: "Database", found: Report) -> str:
    """The page of a run, with the kept copies of its documents and what changed since the run before."""
    from verifier.cli import changes
    from verifier.report import html

    return html.render(found, texts=record.kept_texts(held, found), since=changes.since_before(held, found))


def _rendered(found: Report, wish: Wish) -> str:
    if wish.format != "terminal":
        return reports.render(found, wish.format)
    to_file = wish.output is not None
    return reports.render(
        found,
        "terminal",
        width=(wish.width or output.PIPED_WIDTH) if to_file else output.width(wish.width),
        color=not to_file and output.colour(os.environ),
        show_all=wish.show_all,
    )


def _joined(found: list[Report], failed: list[tuple[str, str]], form: str) -> str:
    from verifier.report import csv, json, sarif

    several: dict[str, Callable[[], str]] = {
        "json": lambda: json.several(found, failed),
        "csv": lambda: csv.several(found),
        "sarif": lambda: sarif.several(found),
    }
    return several[form]()


def _deliver(text: str, wish: Wish, article: str, *, again: bool = False) -> None:
    if wish.output:
        output.write(output.named(wish.output, article), text)
    else:
        output.show(f"\n{text}" if again else text)


def _complain(message: str) -> None:
    import typer

    typer.echo(f"verify: {one_line(message)}", err=True)


def _status(found: Sequence[Report], wish: Wish) -> int:
    return int(any(c.verdict.label in wish.fail_on for one in found for c in one.claims))
