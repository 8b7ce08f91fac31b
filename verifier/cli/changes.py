"""`verify diff`: what changed between two runs, told in lines or on the page of the later one."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from verifier import record
from verifier.cli import options, output
from verifier.errors import UsageError
from verifier.model import CheckedClaim, DocumentLine, Report
from verifier.report.inert import clip, one_line
from verifier.report.since import Changed, Gone, Lost, Since
from verifier.report.wording import SIGNS, count

if TYPE_CHECKING:
    from verifier.library.store import Database

CHANGES = {"new": "+ new", "gone": "- gone", "changed": "~ changed", "moved": "> moved"}
FORMS = ("terminal", "html")


def diff(old: str | None, new: str | None, where: options.Place, *, form: str, target: Path | None) -> int:
    """Print what is new, gone, moved or changed from one run to the other, and why. One run stands for the earlier of
    the two, the later one being the last; none for the last run and the one of the same article before it."""
    if form not in FORMS:
        raise UsageError(f"--format: {form!r} is not a form of a comparison: use one of {', '.join(FORMS)}")
    if target:
        output.check_target(target, "")
    with where.opened() as held:
        later = record.load(held, new)
        before = old or record.previous(held, later.run.id)
        if before is None:
            raise UsageError(f"run {later.run.id} is the first of its article; `verify runs` lists all runs")
        earlier = record.load(held, before)
        if form == "html":
            from verifier.report import html

            text = html.render(later, texts=record.kept_texts(held, later), since=since(earlier, later))
        else:
            text = told(earlier, later)
    if target:
        output.write(target, text)
    else:
        output.show(text)
    return 0


def since_before(held: "Database", report: Report) -> Since | None:
    """What changed since the run of the same article before; None where there was none."""
    before = record.previous(held, report.run.id)
    return None if before is None else since(record.load(held, before), report)


def since(old: Report, new: Report) -> Since:
    """What changed from one report to the other, for the page of the later one. A claim that only stands in another
    place among the others has not changed."""
    change = record.diff(old, new)
    claims: dict[int, Changed] = {}
    gone = []
    for one in change.claims:
        if one.new is None:
            assert one.old
            gone.append(Gone(one.old, one.instead))
        elif one.change in ("new", "changed"):
            was = one.old.verdict.label if one.old else None
            claims[one.new.claim.id] = Changed(was, one.parts, one.why)
    lost = tuple(Lost(orphan.claim, orphan.review, orphan.why) for orphan in change.orphans)
    return Since(old.run.id, old.run.finished, tuple(_surroundings(change)), claims, tuple(gone), lost)


def told(old: Report, new: Report) -> str:
    """What changed from one report to the other, in lines."""
    return "".join(f"{line}\n" for line in _lines(record.diff(old, new)))


def _lines(change: record.RunChange) -> Iterator[str]:
    yield f"from run {one_line(change.old)} to run {one_line(change.new)}"
    yield from _surroundings(change)
    told = [one for one in change.claims if one.change != "same"]
    for one in told:
        yield ""
        yield from _claim(one)
    for orphan in change.orphans:
        review = orphan.review
        yield ""
        who, what = one_line(review.reviewer), SIGNS[review.verdict].word
        yield f"! decision lost: {what}, by {who}, on claim {orphan.claim.claim.id}"
        yield f"  {clip(orphan.claim.claim.text, 120)}"
        yield f"  {one_line(orphan.why)}"
    same = len(change.claims) - len(told)
    yield ""
    yield f"{count(same, 'claim')} the same" if told else "no claim changed"


def _surroundings(change: record.RunChange) -> Iterator[str]:
    if change.article:
        yield "the article changed"
    if change.config:
        yield "the configuration changed"
    if change.version:
        yield f"the program went from {one_line(change.version[0])} to {one_line(change.version[1])}"
    for old, new in change.documents:
        yield f"document {_document(old, new)}"


def _document(old: DocumentLine | None, new: DocumentLine | None) -> str:
    if old is None and new is not None:
        return f"{one_line(new.path)} is new"
    if new is None and old is not None:
        return f"{one_line(old.path)} is gone"
    assert old
    assert new
    if (old.id is None) != (new.id is None):
        return f"{one_line(new.path)} was {one_line(old.state)}, is {one_line(new.state)}"
    return f"{one_line(new.path)} has another version"


def _claim(one: record.ClaimChange) -> Iterator[str]:
    item = one.new or one.old
    assert item
    numbers = " → ".join(str(side.claim.id) for side in (one.old, one.new) if side)
    yield f"{CHANGES[one.change]}  claim {numbers}  {_verdicts(one.old, one.new)}"
    yield f"  {clip(item.claim.text, 160)}"
    if one.parts:
        yield f"  what: {', '.join(one.parts)}"
    for why in one.why:
        yield f"  why: {one_line(why)}"
    if one.instead is not None:
        yield f"  perhaps reworded as claim {one.instead}"


def _verdicts(old: CheckedClaim | None, new: CheckedClaim | None) -> str:
    words = [f"{SIGNS[side.verdict.label].icon} {SIGNS[side.verdict.label].word}" for side in (old, new) if side]
    return words[0] if len(set(words)) == 1 else " → ".join(words)
