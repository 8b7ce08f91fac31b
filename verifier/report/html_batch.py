"""The summary of a batch as one self-contained page: no network, no script, inert to what it shows."""

import base64
import hashlib
from functools import lru_cache
from importlib import resources

import jinja2

from verifier.model.batches import BatchSummary
from verifier.report.batch_wording import headline, progress_line
from verifier.report.inert import clip, visible
from verifier.report.wording import SIGNS, count

MOST_ROWS = 500
"""Rows of a table that the page shows; the csv and json summaries have all."""


def render(summary: BatchSummary) -> str:
    """The page. Same summary, same bytes."""
    style = _resource("report.css") + _resource("batch.css")
    page = (
        _environment()
        .get_template("batch.html.j2")
        .render(
            batch=summary,
            headline=headline(summary),
            progress=progress_line(summary),
            counts=dict(summary.verdicts),
            tables=[
                ("By source", "source", summary.by_source),
                ("By outlet", "outlet", summary.by_outlet),
                ("Over time", "published", summary.over_time),
            ],
            style=style,
            policy=f"default-src 'none'; style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'",
        )
    )
    return page.strip() + "\n"


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(_resource),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"clip": clip, "chars": visible, "dict": dict}
    made.globals |= {"SIGNS": SIGNS, "MOST_ROWS": MOST_ROWS, "count": count}
    return made


@lru_cache(maxsize=4)
def _resource(name: str) -> str:
    return (resources.files("verifier") / "resources" / "report" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
