"""A report for people and programs: terminal, markdown, html, json, csv, sarif. Same report, same bytes."""

from importlib import import_module

from verifier.errors import UsageError
from verifier.model import Report

__all__ = ["FORMATS", "explain", "render"]

FORMATS = ("terminal", "markdown", "html", "json", "csv", "sarif")
"""The formats that `render` knows; each is a module of this room, loaded when it is asked for."""


def render(
    report: Report, format: str, *, width: int | None = None, color: bool = False, show_all: bool = False
) -> str:
    """The report in a format, ending in one newline. UsageError for a format that is not one of `FORMATS`.

    `width` (columns, at least 40; default 100), `color` and `show_all` (every claim in full) concern the terminal
    alone.
    """
    if format == "terminal":
        from verifier.report import terminal

        return terminal.render(report, width=width, color=color, show_all=show_all)
    if format not in FORMATS:
        raise UsageError(f"{format!r} is not a report format: use one of {', '.join(FORMATS)}")
    module = import_module(f"verifier.report.{format}")
    return str(module.render(report))


def explain(report: Report, claim_id: int, *, width: int | None = None, color: bool = False) -> str:
    """Everything known about one claim, passages weighed and rejected included. UsageError for an unknown id."""
    from verifier.report import terminal

    return terminal.explain(report, claim_id, width=width, color=color)
