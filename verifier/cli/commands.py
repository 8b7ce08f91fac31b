"""The commands of `verify`: names, help and options. What they do is loaded when they are called."""

from pathlib import Path
from typing import Annotated

import typer

from verifier.cli import options
from verifier.cli.sources import sources

HELP = """Reads a news article, finds who is said to have said what, and checks it against that source's own documents.

`verify ARTICLE...` is the main job, the same as `verify check ARTICLE...`; `verify check --help` shows its options.
"""

EXAMPLES = """\b
Examples:
  verify article.txt                          check an article, print the report
  verify article.txt --format html --output report.html
  verify report                               print the last report again
  verify explain 7                            everything about claim 7 of the last run
  verify doctor                               what is installed, configured, reachable

\b
Exit status:
  0  done, and no claim has a verdict of --fail-on
  1  done, and some claim has (default: contradicted, misattributed)
  2  failed: the reason is one line on standard error
"""

app = typer.Typer(
    name="verify",
    help=HELP,
    epilog=EXAMPLES,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    subcommand_metavar="ARTICLE... | COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(sources, name="sources")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"verify {version('verifier')}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """The options that stand before any command."""


@app.command(
    epilog="""\b
Examples:
  verify article.txt
  verify article.txt --config desk/config.toml --offline --format json
  verify *.txt --format html --output 'reports/{name}.html'
  curl -s https://example.org/story.txt | verify -
  verify article.txt --fail-on contradicted,misattributed,not_found
  verify articles/ --jobs 2                   a folder, as one batch with a summary
  verify 'articles/**/*.html' texts.jsonl texts.csv pages.warc.gz
  verify articles/ --resume                   go on where it was interrupted

\b
ARTICLE is a path, a URL, or - for standard input; a folder, a glob in quotes, JSON lines or CSV (id, text, title,
published, url, publisher), or a WARC file is a batch. Several articles are reported one after another; as json they
are one document with the keys schema_version, reports and failed. An article called like a command: ./runs.
""",
    short_help="Check articles; the word may be left out.",
)
def check(
    articles: Annotated[list[str] | None, typer.Argument(metavar="ARTICLE", hidden=True)] = None,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
    format: options.Format = "terminal",
    output: options.Output = None,
    offline: options.Offline = False,
    allow_host: options.AllowHost = None,
    fail_on: options.FailOn = options.FAIL_ON,
    no_fail: options.NoFail = False,
    show_all: options.ShowAll = False,
    width: options.Width = None,
    from_file: options.FromFile = None,
    jobs: options.Jobs = None,
    cluster: options.Cluster = None,
    time_limit: options.TimeLimit = 600.0,
    resume: options.Resume = False,
) -> int:
    """Check articles against the documents of the sources they name, record the run, print the report."""
    from verifier.cli import checking, given

    named = given.named(articles, from_file)
    wish = checking.Wish(format, output, options.verdicts(fail_on, no_fail=no_fail), show_all, width)
    reach = options.Reach(offline, tuple(allow_host or ()))
    if given.is_batch(named, jobs=jobs, resume=resume or cluster is not None):
        from verifier.cli import batching

        work = batching.Work(jobs, time_limit, resume, cluster)
        return batching.batch(named, wish, options.Place(config, db), reach, work)
    return checking.check(named.named, wish, options.Place(config, db), reach)


@app.command(
    epilog="""\b
Examples:
  verify report                               the last run
  verify report 20250612-0930 --format html --output report.html
RUN may be the beginning of an id, as long as it fits one run only. The exit status is that of the run.
""",
    short_help="Print a recorded report again.",
)
def report(
    run: Annotated[str | None, typer.Argument(metavar="[RUN]", help="Which run; default: the last.")] = None,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
    format: options.Format = "terminal",
    output: options.Output = None,
    fail_on: options.FailOn = options.FAIL_ON,
    no_fail: options.NoFail = False,
    show_all: options.ShowAll = False,
    width: options.Width = None,
) -> int:
    """Print the report of a recorded run again, in any format."""
    from verifier.cli import checking

    wish = checking.Wish(format, output, options.verdicts(fail_on, no_fail=no_fail), show_all, width)
    return checking.again(run, wish, config=config, db=db)


@app.command(
    epilog="""\b
Examples:
  verify explain 7                            claim 7 of the last run
  verify explain 20250612-0930 7              claim 7 of that run
""",
    short_help="Show everything about one claim.",
)
def explain(
    words: Annotated[list[str], typer.Argument(metavar="[RUN] CLAIM", hidden=True)],
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
    width: options.Width = None,
) -> int:
    """Show everything about one claim: rules, comparisons, passages weighed and rejected."""
    from verifier.cli import checking

    return checking.explain(words, width, config=config, db=db)


@app.command(
    epilog="""\b
Examples:
  verify runs
  verify runs --db desk/verifier.db
"""
)
def runs(config: options.ConfigFile = None, db: options.DatabaseFile = None) -> int:
    """List the recorded runs, the newest first."""
    from verifier.cli import records

    return records.runs(options.Place(config, db))


@app.command(
    epilog="""\b
Examples:
  verify batches                              all batches, and how far each came
  verify batches 9d34bcd8 --format html --output summary.html
BATCH may be the beginning of an id. The exit status is that of the batch.
"""
)
def batches(
    batch: Annotated[str | None, typer.Argument(metavar="[BATCH]", help="Print the summary of this one.")] = None,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
    format: Annotated[
        str, typer.Option("--format", metavar="terminal|html|csv|json", help="What the summary looks like.")
    ] = "terminal",
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Write it there.")] = None,
    fail_on: options.FailOn = options.FAIL_ON,
    no_fail: options.NoFail = False,
    show_all: options.ShowAll = False,
    width: options.Width = None,
) -> int:
    """List the batches, or sum one up again: by source, by outlet, over time."""
    from verifier.cli import batching, checking

    wish = checking.Wish(format, output, options.verdicts(fail_on, no_fail=no_fail), show_all, width)
    return batching.batches(batch, wish, options.Place(config, db))


@app.command(
    epilog="""\b
Examples:
  verify attributions article.txt
  verify attributions - --format json < article.txt
""",
    short_help="List who is said to have said what.",
)
def attributions(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text, or - for standard input.")],
    format: Annotated[
        str, typer.Option("--format", metavar="terminal|json", help="What the list looks like.")
    ] = "terminal",
) -> int:
    """List who is said to have said what in a text; nothing is checked or recorded."""
    from verifier.cli import attributing

    return attributing.attributions(file, format)


@app.command(
    epilog="""\b
Examples:
  verify doctor
  verify doctor --offline                     contact nothing
""",
    short_help="Show what is installed and reachable.",
)
def doctor(config: options.ConfigFile = None, db: options.DatabaseFile = None, offline: options.Offline = False) -> int:
    """Show what is installed, configured and reachable; exit status 2 if something is broken."""
    from verifier.cli import doctor

    return doctor.examine(config, db, offline=offline)


@app.command(
    epilog="""\b
Examples:
  verify diff                                 the last run, and the run of the same article before it
  verify diff 20250612-0930 20250613-1102
  verify diff --format html --output changes.html
"""
)
def diff(
    first: Annotated[
        str | None, typer.Argument(metavar="[RUN]", help="The earlier run; default: the one before.")
    ] = None,
    second: Annotated[str | None, typer.Argument(metavar="[RUN]", help="The later run; default: the last.")] = None,
    format: Annotated[
        str, typer.Option("--format", metavar="terminal|html", help="Lines, or the later report with what changed.")
    ] = "terminal",
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Write it there.")] = None,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
) -> int:
    """Show what changed between two runs, and why."""
    from verifier.cli import changes

    return changes.diff(first, second, options.Place(config, db), form=format, target=output)


@app.command(
    epilog="""\b
Examples:
  verify review --reviewer "Ida Brun"          the last run, claim by claim, worst first
  verify review 20250612-0930 --reviewer ida --blind
  verify review --reviewer ida --web           the same on a page in the browser
  verify review --reviewer ida --claim 7 --verdict supported --note "paragraph 3 has it"
  verify review --reviewer ida --csv-out sheet.csv
  verify review --reviewer ida --csv-in sheet.csv
A decision that differs from the verdict needs a note. Every decision is kept at once; a review can be resumed.
"""
)
def review(
    run: Annotated[str | None, typer.Argument(metavar="[RUN]", help="Which run; default: the last.")] = None,
    reviewer: Annotated[
        str, typer.Option("--reviewer", envvar="VERIFIER_REVIEWER", metavar="NAME", help="Who decides.")
    ] = "",
    claim: Annotated[int | None, typer.Option("--claim", metavar="N", help="Decide on this claim alone.")] = None,
    verdict: Annotated[str | None, typer.Option("--verdict", metavar="VERDICT", help="What it is.")] = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Why.")] = "",
    blind: Annotated[bool, typer.Option("--blind", help="Hide what others decided.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Also what this reviewer decided already.")] = False,
    csv_out: Annotated[Path | None, typer.Option("--csv-out", metavar="FILE", help="Write a sheet to fill in.")] = None,
    csv_in: Annotated[Path | None, typer.Option("--csv-in", metavar="FILE", help="Read a sheet filled in.")] = None,
    web: Annotated[bool, typer.Option("--web", help="Review on a page in this machine's browser.")] = False,
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, metavar="PORT", help="With --web; default: a free one.")
    ] = None,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
) -> int:
    """Record a person's decisions on the claims of a run."""
    from verifier.cli import reviewing

    wish = reviewing.Wish(reviewer, claim, verdict, note, blind, everything, csv_out, csv_in, web, port)
    return reviewing.review(run, wish, options.Place(config, db))


@app.command(
    epilog="""\b
Examples:
  verify audit
  verify audit --head 5f1d…                   also: nothing up to there was cut off
Exit status: 0 everything holds, 1 something does not, 2 the file cannot be read.
"""
)
def audit(
    head: Annotated[
        str | None, typer.Option("--head", metavar="HASH", help="A ledger hash that was kept elsewhere.")
    ] = None,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
) -> int:
    """Check the database: hashes, references, the ledger."""
    from verifier.cli import records

    return records.audit(options.Place(config, db), head)


@app.command(
    epilog="""\b
Examples:
  verify refresh
  verify refresh 20250612-0930 --offline      files only
"""
)
def refresh(
    run: Annotated[str | None, typer.Argument(metavar="[RUN]", help="Which run; default: the last.")] = None,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
    offline: options.Offline = False,
    allow_host: options.AllowHost = None,
    fail_on: options.FailOn = options.FAIL_ON,
    no_fail: options.NoFail = False,
) -> int:
    """Bring the sources up to date and verify again what rests on changed passages."""
    from verifier.cli import refreshing

    wanted = options.verdicts(fail_on, no_fail=no_fail)
    reach = options.Reach(offline, tuple(allow_host or ()))
    return refreshing.refresh(run, options.Place(config, db), reach, fail_on=wanted)


@app.command(
    epilog="""\b
Examples:
  verify export --format prov --output run.prov.json
  verify export --format claimreview --publisher "Aldray Post" --page https://a.example/checks
Forms: prov (W3C PROV-JSON), annotations (W3C Web Annotations), claimreview (schema.org, decided claims only).
"""
)
def export(
    run: Annotated[str | None, typer.Argument(metavar="[RUN]", help="Which run; default: the last.")] = None,
    format: Annotated[
        str, typer.Option("--format", metavar="prov|annotations|claimreview", help="The form of exchange.")
    ] = "prov",
    publisher: Annotated[str, typer.Option("--publisher", metavar="NAME", help="Who stands behind the reviews.")] = "",
    page: Annotated[str, typer.Option("--page", metavar="URL", help="The page they are published on.")] = "",
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Write it there.")] = None,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
) -> int:
    """Print a run in a form of exchange: PROV, annotations, ClaimReview."""
    from verifier.cli import exporting

    place = options.Place(config, db)
    return exporting.export(run, format, place, publisher=publisher, page=page, target=output)


@app.command(epilog="\b\nExamples:\n  verify browse\n  verify browse --port 8002")
def browse(
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, metavar="PORT", help="On this machine alone.")
    ] = 8001,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
) -> int:
    """Serve the database to this machine's browser, for reading (datasette)."""
    from verifier.cli import exporting

    return exporting.browse(options.Place(config, db), port)
