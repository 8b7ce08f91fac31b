"""The commands of `verify`: names, help and options. What they do is loaded when they are called."""

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

\b
ARTICLE is a path, a URL, or - for standard input. Several articles are reported one after another; as json they
are one document with the keys schema_version, reports and failed. An article called like a command: ./runs.
""",
    short_help="Check articles; the word may be left out.",
)
def check(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE", hidden=True)],
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
    format: options.Format = "terminal",
    output: options.Output = None,
    offline: options.Offline = False,
    fail_on: options.FailOn = options.FAIL_ON,
    no_fail: options.NoFail = False,
    show_all: options.ShowAll = False,
    width: options.Width = None,
) -> int:
    """Check articles against the documents of the sources they name, record the run, print the report."""
    from verifier.cli import checking

    wish = checking.Wish(format, output, options.verdicts(fail_on, no_fail=no_fail), show_all, width)
    return checking.check(articles, wish, config=config, db=db, offline=offline)


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

    return records.runs(config=config, db=db)


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


@app.command(epilog="\b\nExamples:\n  verify diff 20250612-0930 20250613-1102")
def diff(
    first: Annotated[str, typer.Argument(metavar="RUN")],
    second: Annotated[str, typer.Argument(metavar="RUN")],
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
) -> int:
    """Show what changed between two runs (not there yet)."""
    raise options.not_yet("diff")


@app.command(epilog="\b\nExamples:\n  verify review")
def review(
    run: Annotated[str | None, typer.Argument(metavar="[RUN]")] = None,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
) -> int:
    """Record a person's decisions on a run (not there yet)."""
    raise options.not_yet("review")


@app.command(epilog="\b\nExamples:\n  verify audit")
def audit(config: options.ConfigFile = None, db: options.DatabaseFile = None) -> int:
    """Check the database: hashes, references, the ledger (not there yet)."""
    raise options.not_yet("audit")
