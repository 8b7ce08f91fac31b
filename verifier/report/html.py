"""A report as one self-contained page: no network, readable without JavaScript, inert to what it shows."""

import base64
import hashlib
import re
from functools import lru_cache
from importlib import resources
from urllib.parse import quote, urlsplit

import jinja2

from verifier.model import CheckedClaim, Evidence, Finding, Link, Report
from verifier.report import html_pictures, overview, worddiff
from verifier.report.html_article import paragraphs
from verifier.report.inert import ODD, clip, named, one_line, visible
from verifier.report.wording import ADMIRALTY, FINDINGS, SIGNS, count, kind, sureness

MOST_CONSIDERED = 5
"""Passages weighed and rejected that a card shows; `verify explain` shows all."""
MOST_WORST = 6
"""So many are named at the top; the claims themselves come in the same order."""


def render(report: Report) -> str:
    """The page. Same report, same bytes."""
    style, script = _resource("report.css"), _resource("report.js")
    ordered = overview.ordered(report)
    alarming = [c for c in ordered if c.verdict.label in ("contradicted", "misattributed", "partly_supported")]
    page = (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            run=report.run,
            article=report.article,
            title=clip(report.article.title or report.article.path, 120),
            headline=overview.headline(report),
            coverage=overview.coverage(report),
            tally={label: n for label, n in overview.tally(report).items() if n},
            ordered=ordered,
            worst=alarming[:MOST_WORST],
            more_worst=max(len(alarming) - MOST_WORST, 0),
            missing=overview.missing(report),
            anonymous=overview.anonymous(report),
            unread=overview.unread(report),
            agreements=overview.agreements(report),
            paragraphs=paragraphs(report),
            strip=html_pictures.strip(report),
            graph=html_pictures.graph(report),
            pictures=html_pictures,
            borne_out=overview.borne_out(report),
            style=style,
            script=script,
            policy=f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
            "base-uri 'none'; form-action 'none'",
        )
    )
    return page.strip() + "\n"


def live(url: str | None, words: str = "") -> str | None:
    """The address as a link to follow, scrolled to the words (by text fragment); None unless http or https."""
    if not url or not re.fullmatch(r"https?://[!-~]+", url, re.IGNORECASE):
        return None
    try:
        if not urlsplit(url).hostname:
            return None
    except ValueError:
        return None
    if not words.strip():
        return url
    fragment = _fragment(words)
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment}"


def _fragment(words: str) -> str:
    """The words as a text directive (WICG scroll-to-text-fragment); long passages by their first and last words."""
    parts = words.split()
    short = " ".join(parts)
    if len(short) <= 300:
        return _encoded(short)
    return f"{_encoded(' '.join(parts[:6])[:100])},{_encoded(' '.join(parts[-6:])[-100:])}"


def _encoded(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="").replace("-", "%2D")


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(_resource),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "pieces": _pieces,
        "line": one_line,
        "clip": clip,
        "kind": kind,
        "sure": sureness,
        "chars": visible,
        "language": _language,
    }
    made.globals |= {
        "SIGNS": SIGNS,
        "FINDINGS": FINDINGS,
        "ADMIRALTY": ADMIRALTY,
        "WRITER": overview.WRITER,
        "MOST_CONSIDERED": MOST_CONSIDERED,
        "because": overview.because,
        "to_do": overview.to_do,
        "said_by": overview.said_by,
        "place": overview.place,
        "source_of": overview.source_of,
        "document_of": overview.document_of,
        "findings": overview.findings,
        "count": count,
        "live": live,
        "diff": _diff,
        "read_link": _read_link,
    }
    return made


def _language(tag: str) -> str:
    """A language tag as it may stand in an attribute; "und" (not known) for what is none."""
    return tag if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}", tag) else "und"


@lru_cache(maxsize=8)
def _resource(name: str) -> str:
    return (resources.files("verifier") / "resources" / "report" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _pieces(text: str) -> list[tuple[str, str]]:
    """The text as (plain, name of the odd character after it) pairs."""
    found = []
    at = 0
    text = text.replace("\r\n", "\n").replace("\t", " ")
    for odd in ODD.finditer(text):
        found.append((text[at : odd.start()], named(odd[0])))
        at = odd.end()
    return [*found, (text[at:], "")]


def _diff(checked: CheckedClaim, evidence: Evidence) -> tuple[list[worddiff.Piece], list[worddiff.Piece]]:
    claim = checked.claim
    said = " … ".join(_content(checked)) or claim.text
    pairs = [(f.claim, f.evidence) for f in checked.verdict.findings if _clashes(f)]
    pairs += [(c.claim, c.evidence) for c in evidence.comparisons if c.result == "different"]
    return worddiff.compare(said, evidence.quote, tuple(dict.fromkeys(pairs)))


def _content(checked: CheckedClaim) -> list[str]:
    claim = checked.claim
    inside = [(start, end) for start, end in claim.content if claim.start <= start < end <= claim.end]
    return [claim.text[start - claim.start : end - claim.start] for start, end in inside]


def _clashes(finding: Finding) -> bool:
    return finding.kind not in (
        "quote_exact",
        "single_origin",
        "circular_sourcing",
        "source_anonymous",
        "source_unregistered",
    )


def _read_link(checked: CheckedClaim, link: Link) -> bool:
    """Whether a passage of this link's own documents counted."""
    return link.source_id is not None and any(e.source_id == link.source_id for e in checked.verdict.evidence)
