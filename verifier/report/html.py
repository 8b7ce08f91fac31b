"""A report as one self-contained page: no network, readable without JavaScript, inert to what it shows."""

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any
from urllib.parse import quote, urlsplit

import jinja2

from verifier.model import VERDICTS, CheckedClaim, Evidence, Finding, Link, Report
from verifier.report import html_pictures, overview, worddiff
from verifier.report.html_article import paragraphs
from verifier.report.html_desk import Desk
from verifier.report.html_kept import MOST_REJECTED, Kept, kept
from verifier.report.inert import ODD, clip, named, one_line, visible
from verifier.report.since import Since
from verifier.report.wording import ADMIRALTY, FINDINGS, SIGNS, count, kind, sureness

MOST_WORST = 6
"""So many are named at the top; the claims themselves come in the same order."""
ALARMING = ("contradicted", "misattributed", "partly_supported")


def render(
    report: Report,
    *,
    texts: Mapping[int, str] | None = None,
    since: Since | None = None,
    desk: Desk | None = None,
) -> str:
    """The page. Same arguments, same bytes.

    `texts` are the kept texts of the documents by their id, for the copies inside the page; `since` what changed from
    an earlier run; `desk` makes it a page to review on, whose policy its server sends.
    """
    style, script = _resource("report.css"), _resource("report.js")
    if desk:
        style, script = style + _resource("review.css"), script + _resource("review.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    shown = _shown(report, texts, since, desk)
    alarming = [c for c in shown["ordered"] if c.verdict.label in ALARMING]
    page = (
        _environment()
        .get_template("report.html.j2")
        .render(
            **shown,
            title=clip(report.article.title or report.article.path, 120),
            headline=overview.headline(report),
            coverage=overview.coverage(report),
            tally={label: n for label, n in overview.tally(report).items() if n},
            worst=alarming[:MOST_WORST],
            more_worst=max(len(alarming) - MOST_WORST, 0),
            missing=overview.missing(report),
            anonymous=overview.anonymous(report),
            stale=overview.stale(report),
            agreements=overview.agreements(report),
            paragraphs=paragraphs(report),
            strip=html_pictures.strip(report),
            graph=html_pictures.graph(report),
            pictures=html_pictures,
            borne_out=overview.borne_out(report),
            style=style,
            script=script,
            policy=policy,
        )
    )
    return page.strip() + "\n"


def card(report: Report, claim_id: int, desk: Desk, *, texts: Mapping[int, str], since: Since | None = None) -> str:
    """One claim as it stands in the page of a review. KeyError where the report has no claim of that number."""
    checked = {one.claim.id: one for one in report.claims}[claim_id]
    shown = _shown(report, texts, since, desk)
    return _environment().get_template("one.html.j2").render(**shown, checked=checked).strip() + "\n"


def _shown(report: Report, texts: Mapping[int, str] | None, since: Since | None, desk: Desk | None) -> dict[str, Any]:
    """What a card needs, alone or in the page."""
    ordered = overview.ordered(report)
    if desk:
        place = {number: at for at, number in enumerate(desk.order)}
        ordered = sorted(report.claims, key=lambda c: place[c.claim.id])
    return {
        "report": report,
        "run": report.run,
        "article": report.article,
        "ordered": ordered,
        "kept": kept(report, texts) if texts else Kept((), frozenset()),
        "since": since,
        "desk": desk,
    }


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
        "when": _when,
    }
    made.tests["decided_by"] = _decided_by
    made.globals |= {
        "SIGNS": SIGNS,
        "FINDINGS": FINDINGS,
        "ADMIRALTY": ADMIRALTY,
        "WRITER": overview.WRITER,
        "MOST_REJECTED": MOST_REJECTED,
        "because": overview.because,
        "to_do": overview.to_do,
        "said_by": overview.said_by,
        "place": overview.place,
        "source_of": overview.source_of,
        "document_of": overview.document_of,
        "gist": overview.gist,
        "about_source": overview.about_source,
        "count": count,
        "live": live,
        "diff": _diff,
        "sides": _sides,
        "covered": _covered,
        "read_link": _read_link,
        "nameless": _nameless,
        "VERDICTS": VERDICTS,
    }
    return made


def _language(tag: str) -> str:
    """A language tag as it may stand in an attribute; "und" (not known) for what is none."""
    return tag if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}", tag) else "und"


def _when(stamp: str) -> str:
    """A time to the minute, for people; what is no time is left as it is."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(\.\d{1,9})?Z", stamp)
    return f"{found[1]}, {found[2]} UTC" if found else clip(stamp, 40)


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


def _sides(finding: Finding) -> tuple[list[worddiff.Piece], list[worddiff.Piece]]:
    """The words of both sides of a finding, what differs between them marked as conflict."""
    return worddiff.compare(clip(finding.claim, 90), clip(finding.evidence, 90), ((finding.claim, finding.evidence),))


def _covered(checked: CheckedClaim) -> list[tuple[bool, str]]:
    """The claim cut into stretches: whether a passage bears them out (or none of it was compared), and their text."""
    text = checked.claim.text
    pieces: list[tuple[bool, str]] = []
    at = 0
    for start, end in sorted(checked.verdict.uncovered):
        if at <= start < end <= len(text):
            pieces += [(True, text[at:start]), (False, text[start:end])]
            at = end
    return [piece for piece in (*pieces, (True, text[at:])) if piece[1]]


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


def _nameless(checked: CheckedClaim) -> bool:
    """Whether a claim rests on somebody who is not named."""
    chain = overview.said_by(checked)
    return bool(chain) and chain[-1].anonymity != "named"


def _decided_by(checked: CheckedClaim, desk: Desk) -> bool:
    return desk.mine(checked) is not None
