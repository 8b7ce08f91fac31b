"""A report as text for a terminal: worst first, a screen for a normal article, readable without colour."""

from collections.abc import Iterable, Iterator
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from verifier.errors import UsageError
from verifier.model import CheckedClaim, Evidence, Link, Report, VerdictLabel
from verifier.report import overview
from verifier.report.inert import clip
from verifier.report.wording import SIGNS, count, kind, sureness

STYLE: dict[VerdictLabel, str] = {
    "contradicted": "bold red",
    "misattributed": "bold magenta",
    "partly_supported": "bold yellow",
    "not_found": "yellow",
    "no_document": "cyan",
    "supported": "green",
    "not_checkable": "bright_black",
}
WIDTH = 100
NARROWEST = 40
PROBLEMS = 6
LISTED = 12
"""So many claims of a verdict that asks for something are listed one a line; the rest is counted."""
QUIET = ("supported", "not_checkable")
"""Claims with these verdicts are named by their numbers alone."""
LINES = 2
"""So many lines the short report gives to the words of a claim and of a passage."""
INDENT = 10


LONGEST = 4000
"""Code points of any one text from outside; whoever needs more has the JSON."""


def line(text: str) -> str:
    """A text from outside on one line, made harmless and bounded."""
    return clip(text, LONGEST)


def around(text: str, words: str, most: int) -> str:
    """`text` on one line, cut to about `most` code points so that `words` are in what is left."""
    whole, wanted = line(text), line(words)
    at = whole.find(wanted) if wanted else 0
    if len(whole) <= most or at + len(wanted) <= most - 1:
        return clip(whole, most)
    start = min(max(at - (most - len(wanted)) // 2, 0), len(whole) - most)
    start = whole.find(" ", start, max(at, start + 1)) + 1 or start
    return "…" + clip(whole[start:], most)


def render(report: Report, *, width: int | None = None, color: bool = False, show_all: bool = False) -> str:
    """The report; with `show_all` every claim in full, passages and reviews included."""
    blocks: list[RenderableType] = [_top(report, show_all=show_all)]
    quiet: list[CheckedClaim] = []
    for checked in overview.ordered(report):
        if show_all or _loud(checked):
            blocks.append(_detail(report, checked, _columns(width), full=show_all))
        else:
            quiet.append(checked)
    if quiet:
        blocks.append(_rows(report, quiet, _columns(width)))
    blocks.extend(_bottom(report))
    return _printed(_spaced(blocks), width, color)


def explain(report: Report, claim_id: int, *, width: int | None = None, color: bool = False) -> str:
    """One claim with all that led to its verdict. UsageError where the report has no claim of that number."""
    checked = next((c for c in report.claims if c.claim.id == claim_id), None)
    if checked is None:
        have = f"1 to {len(report.claims)}" if report.claims else "none"
        raise UsageError(f"run {line(report.run.id)} has no claim {claim_id} (it has {have}): see `verify report`")
    return _printed(
        Group(_detail(report, checked, _columns(width), full=True), _workings(report, checked)), width, color
    )


# ------------------------------------------------------------------ the parts, top to bottom


def _top(report: Report, *, show_all: bool) -> RenderableType:
    loud = any(c.verdict.label in ("contradicted", "misattributed") for c in report.claims)
    lines = [
        Text(overview.headline(report), style="bold red" if loud else "bold"),
        Text(overview.coverage(report)),
        Text(_about(report), style="bright_black"),
    ]
    problems = report.run.problems if show_all else report.run.problems[:PROBLEMS]
    lines += [Text(f"! {line(problem)}", style="yellow") for problem in problems]
    if more := len(report.run.problems) - len(problems):
        lines.append(Text(f"! and {count(more, 'more problem')}: use --all", style="yellow"))
    return Group(*lines)


def _about(report: Report) -> str:
    article = report.article
    title = f"“{clip(article.title, 70)}”, " if article.title else ""
    dated = f", {article.published.isoformat()}" if article.published else ""
    return f"{title}{line(article.path)}{dated}; run {line(report.run.id)}"


def _detail(report: Report, checked: CheckedClaim, width: int, *, full: bool) -> RenderableType:
    """One claim: in full, or as much as must be known to act on it, in few lines."""
    claim, verdict = checked.claim, checked.verdict
    sign = SIGNS[verdict.label]
    head = Text(f"{sign.icon} {sign.word.upper()}", style=STYLE[verdict.label])
    head.append(f"  claim {claim.id}, {sureness(verdict.confidence)} ({verdict.confidence:.2f})", style="bright_black")
    most = LINES * max(width - INDENT, NARROWEST - INDENT)
    rows: list[tuple[str, Text]] = [("claim", Text(line(claim.text) if full else clip(claim.text, most), style="bold"))]
    if full and line(claim.standalone) != line(claim.text):
        rows.append(("in full", Text(line(claim.standalone))))
    rows.append(("said by", chain(report, checked)))
    passages = verdict.evidence if full else verdict.evidence[:1]
    rows += [("passage", _passage(report, checked, evidence, None if full else most)) for evidence in passages]
    reasons = overview.because(checked) if full else _briefly(checked)
    rows += [("because" if i == 0 else "", Text(line(why))) for i, why in enumerate(reasons)]
    rows += list(_others(checked))
    if full and claim.unresolved:
        rows.append(("unsure", Text("what these words stand for: " + ", ".join(map(line, claim.unresolved)))))
    rows += [("to do", Text(line(step))) for step in overview.to_do(checked)]
    rows += [("person", review) for review in _reviews(checked)]
    return Group(head, Padding(_grid(rows), (0, 0, 0, 2)))


def _briefly(checked: CheckedClaim) -> list[str]:
    """How the documents differ from a claim, without what the chain shows anyway; at most two reasons."""
    told = [f for f in overview.findings(checked) if f.kind not in ("source_unregistered", "source_anonymous")]
    missing = overview.uncovered(checked)
    return [overview.explained(f, brief=True) for f in told[:2]] + missing or overview.because(checked)[:1]


def chain(report: Report, checked: CheckedClaim) -> Text:
    """Who said it: the links with arrows, outermost first, each with its grade or its anonymity."""
    links = overview.said_by(checked)
    if not links:
        return Text(overview.WRITER)
    text = Text(" → ").join(_link(report, link) for link in links)
    hedge = checked.claim.attribution.hedge if checked.claim.attribution else "none"
    return text.append(f"  ({hedge})") if hedge != "none" else text


def _link(report: Report, link: Link) -> Text:
    text = Text(line(link.name))
    if link.anonymity != "named":
        return text.append(f" ({link.anonymity})", style="yellow")
    source = overview.source_of(report, link.source_id)
    if source is None:
        return text.append(" (not registered)", style="bright_black") if link.source_id is None else text
    return text.append(f" [{line(source.reliability)}]", style="bright_black") if source.reliability else text


def _passage(report: Report, checked: CheckedClaim, evidence: Evidence, most: int | None) -> Text:
    """A passage with its place; in full, or at most so many code points around the words that a finding names."""
    full = most is None
    text = Text()
    if full and evidence.prefix.strip():
        text.append(f"…{line(evidence.prefix)} ", style="bright_black")
    finding = overview.gist(checked)
    quote = Text(
        line(evidence.quote) if most is None else around(evidence.quote, finding.evidence if finding else "", most)
    )
    for finding in checked.verdict.findings:
        if finding.evidence.strip() and finding.kind != "quote_exact":
            quote.highlight_words([line(finding.evidence)], style="bold underline")
    text.append_text(quote)
    if full and evidence.suffix.strip():
        text.append(f" {line(evidence.suffix)}…", style="bright_black")
    relation = (
        "" if evidence.relation == "supports" or checked.verdict.label != "supported" else f", {evidence.relation}"
    )
    return text.append(
        f"{chr(10) if full else ' '}— {line(overview.place(report, evidence))}{relation}", style="bright_black"
    )


def _others(checked: CheckedClaim) -> Iterator[tuple[str, Text]]:
    other = checked.corroboration
    if other.contradicts:
        yield "others", Text("contradicted by " + ", ".join(map(line, other.contradicts)), style="red")
    if other.supports:
        origins = count(other.independent_origins, "independent origin")
        yield "others", Text(f"also in {', '.join(map(line, other.supports))}; {origins}")


def _reviews(checked: CheckedClaim) -> Iterator[Text]:
    for review in checked.reviews:
        sign = SIGNS[review.verdict]
        text = Text(f"{sign.icon} {sign.word}", style=STYLE[review.verdict])
        text.append(f" by {line(review.reviewer)}, {line(review.at)}", style="bright_black")
        if review.note:
            text.append(f": {line(review.note)}")
        yield text.append("  stale: what was seen has changed", style="yellow") if review.stale else text


def _rows(report: Report, quiet: Iterable[CheckedClaim], width: int) -> RenderableType:
    """One line a claim, for verdicts that need no look now; beyond `LISTED` of a kind, the number of the rest."""
    shown: dict[VerdictLabel, int] = {}
    kept = []
    silent: dict[VerdictLabel, list[int]] = {}
    for checked in quiet:
        label = checked.verdict.label
        if label in QUIET:
            silent.setdefault(label, []).append(checked.claim.id)
            continue
        shown[label] = shown.get(label, 0) + 1
        if shown[label] <= LISTED:
            kept.append((f"{SIGNS[label].icon} {SIGNS[label].word}", checked))
    words = [f"{SIGNS[label].icon} {SIGNS[label].word}" for label in silent]
    signs = max([len(sign) for sign, _ in kept] + [len(word) for word in words], default=0)
    numbers = max((len(str(c.claim.id)) for _, c in kept), default=0)
    left = width - signs - numbers - 3
    lines = []
    for sign, checked in kept:
        who = chain(report, checked)
        who.truncate(left * 2 // 5, overflow="ellipsis", pad=True)
        what = Text(clip(checked.claim.text, 500))
        what.truncate(left - left * 2 // 5, overflow="ellipsis")
        shown_sign = Text(sign.ljust(signs), style=STYLE[checked.verdict.label])
        number = Text(f" {str(checked.claim.id).rjust(numbers)} ", style="default")
        lines.append(Text().append_text(shown_sign).append_text(number).append_text(who).append(" ").append_text(what))
    more = [f"{n - LISTED} more {SIGNS[label].word}" for label, n in shown.items() if n > LISTED]
    if more:
        lines.append(Text(f"… and {', '.join(more)}: use --all", style="bright_black"))
    for word, (label, ids) in zip(words, silent.items(), strict=True):
        told = Text(word.ljust(signs), style=STYLE[label])
        lines.append(told.append(f" {count(len(ids), 'claim')}: {ranges(ids)}", style="default"))
    return Group(*lines)


def ranges(ids: Iterable[int]) -> str:
    """Numbers in order, three and more in a row as a range: "1, 3-5"."""
    rows: list[list[int]] = []
    for number in sorted(ids):
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    parts = [f"{row[0]}–{row[-1]}" if len(row) > 2 else ", ".join(map(str, row)) for row in rows]
    return ", ".join(parts[:LISTED]) + (", …" if len(parts) > LISTED else "")


def _bottom(report: Report) -> Iterator[RenderableType]:
    rows: list[tuple[str, Text]] = []
    for gap in overview.missing(report):
        who = f"{line(gap.name)}: {_claims(gap.claims)}"
        rows.append(("no document" if not rows else "", Text(who)))
    nameless = tuple(c.claim.id for c in overview.anonymous(report))
    if nameless:
        rows.append(
            ("not named", Text(f"{_claims(nameless)} {'rests' if len(nameless) == 1 else 'rest'} on somebody unnamed"))
        )
    pairs = overview.agreements(report)
    rows += [("reviewers" if not i else "", Text(line(pair))) for i, pair in enumerate(pairs)]
    silent = [d for d in overview.unread(report) if not any(p.startswith(d.path) for p in report.run.problems)]
    for i, document in enumerate(silent):
        detail = f" ({line(document.detail)})" if document.detail else ""
        rows.append(
            (
                "" if i else "not read",
                Text(f"{line(document.path)}: {line(document.state)}{detail}", style="yellow"),
            )
        )
    if rows:
        yield _grid(rows)


def _claims(ids: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, ids[:20])) + (", …" if len(ids) > 20 else "")
    return f"claim {shown}" if len(ids) == 1 else f"claims {shown}"


def _workings(report: Report, checked: CheckedClaim) -> RenderableType:
    """How the verdict came about: rules, facts compared, passages weighed and rejected."""
    claim, verdict = checked.claim, checked.verdict
    rows = [("verdict", Text(f"rule {line(verdict.rule) or 'not given'}; support {verdict.support:.2f}"))]
    rows += [("", Text(line(reason))) for reason in verdict.reasons]
    if claim.attribution:
        said = claim.attribution
        rows.append(("who", Text(f"rule {line(said.rule) or 'not given'}; {said.type} speech; score {said.score:.2f}")))
        for link in said.chain:
            rule = f", rule {line(link.rule)}" if link.rule else ""
            rival = f"; close second: {line(link.runner_up)}" if link.runner_up else ""
            mention = f"“{line(link.mention)}” is {line(link.name)} ({kind(link.kind)}{rule}{rival})"
            rows.append(("", Text(mention)))
    if claim.reason:
        rows.append(("kind", Text(f"{claim.kind}: {line(claim.reason)}")))
    for title, passages in (("compared", verdict.evidence), ("rejected", verdict.considered)):
        for evidence in passages:
            where = f"{line(overview.place(report, evidence))}; {evidence.relation}, score {evidence.score:.2f}"
            rows.append((title, Text(where)))
            if title == "rejected":
                rows.append(("", Text(line(evidence.quote), style="bright_black")))
            for c in evidence.comparisons:
                detail = f" ({line(c.detail)})" if c.detail else ""
                both = f"{c.kind} {c.result}: “{line(c.claim)}” / “{line(c.evidence)}”"
                rows.append(("", Text(f"{both}{detail}, rule {line(c.rule)}")))
    return Padding(_grid(rows), (1, 0, 0, 2))


# ------------------------------------------------------------------ layout


def _loud(checked: CheckedClaim) -> bool:
    return checked.verdict.label in ("contradicted", "misattributed", "partly_supported") or bool(checked.reviews)


def _columns(width: int | None) -> int:
    return max(width or WIDTH, NARROWEST)


def _grid(rows: Iterable[tuple[str, Text]]) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(style="bright_black", no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in rows:
        table.add_row(name, text)
    return table


def _spaced(blocks: list[RenderableType]) -> RenderableType:
    return Group(*(part for block in blocks for part in (block, Text(""))))


def _printed(content: RenderableType, width: int | None, color: bool) -> str:
    out = StringIO()
    console = Console(
        file=out,
        width=_columns(width),
        height=100,
        color_system="standard" if color else None,
        force_terminal=color,
        no_color=not color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    console.print(content)
    lines = [printed.rstrip() for printed in out.getvalue().split("\n")]
    return "\n".join(lines).strip("\n") + "\n"
