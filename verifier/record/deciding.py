"""People's decisions: which claims wait for one, in what order, and how one is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlite_utils

from verifier.database import ledger, place, translated, writing
from verifier.errors import UsageError
from verifier.model import VERDICTS, CheckedClaim, FindingKind, Report, Review, VerdictLabel, holding
from verifier.record.store import load, resolve

LONGEST_NOTE = 10_000
"""Code points of a note: room for a page of reasons, and none for a pasted book."""

RANKS: dict[VerdictLabel, int] = {
    "contradicted": 0,
    "misattributed": 1,
    "partly_supported": 4,
    "not_found": 6,
    "no_document": 7,
    "supported": 8,
    "not_checkable": 9,
}
"""The order in which verdicts are looked at, worst first; the gaps are for the findings below."""

RAISED: dict[FindingKind, int] = {
    "quote_altered": 2,
    "negation_changed": 2,
    "number_mismatch": 3,
    "source_anonymous": 5,
}
"""Findings that bring a claim forward, whatever its verdict."""


class DecidedMeanwhileError(UsageError):
    """Somebody decided on the claim after the person had looked at it: look again, then decide."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says about one claim of a run.

    `digest` is that of what the person saw, where the decision was made away from the file (a spreadsheet, a page);
    None where it is made on the run as it stands. `seen` is likewise how many decisions on the claim the person saw.
    `blind` where earlier decisions were hidden from the person.
    """

    claim_id: int
    verdict: str
    note: str
    reviewer: str
    digest: str | None = None
    blind: bool = False
    seen: int | None = None


def risk(item: CheckedClaim) -> int:
    """How early a claim should be looked at; 0 comes first."""
    raised = [RAISED[finding.kind] for finding in item.verdict.findings if finding.kind in RAISED]
    return min([RANKS[item.verdict.label], *raised])


def queue(report: Report, reviewer: str, *, everything: bool = False) -> list[CheckedClaim]:
    """The claims on which `reviewer` has not decided (`everything`: all of them), in the order to take them up.

    First those on which nobody decided; then worst first, within one rank by worth, then in text order. A stale
    decision counts as none.
    """
    waiting = [item for item in report.claims if everything or reviewer not in holding(item)]
    return sorted(
        waiting,
        key=lambda item: (bool(holding(item)), risk(item), -item.claim.worth, item.claim.start, item.claim.id),
    )


def blinded(report: Report, reviewer: str) -> Report:
    """The report as a reviewer sees it who must not know what others decided."""
    claims = tuple(
        replace(item, reviews=tuple(review for review in item.reviews if review.reviewer == reviewer))
        for item in report.claims
    )
    return replace(report, claims=claims)


def verdict_named(word: str) -> VerdictLabel:
    """The verdict that a person means: its name in any case, or a unique beginning of it. UsageError otherwise."""
    wanted = "_".join(word.strip().lower().replace("-", " ").replace("_", " ").split())
    found = [label for label in VERDICTS if label == wanted] or [
        label for label in VERDICTS if wanted and label.startswith(wanted)
    ]
    if len(found) == 1:
        return found[0]
    raise UsageError(f"{word!r} is no verdict; say one of {', '.join(VERDICTS)}")


def decide(database: sqlite_utils.Database, run_id: str | None, decision: Decision, *, at: str) -> Review:
    """Records one decision, at a time given in ISO 8601 UTC; see `decide_all`."""
    return decide_all(database, run_id, [decision], at=at)[0]


def decide_all(
    database: sqlite_utils.Database, run_id: str | None, decisions: Sequence[Decision], *, at: str
) -> list[Review]:
    """Records decisions in one transaction with their ledger entries: all or none. An earlier decision stays beside.

    A decision that the same reviewer made last on the same thing in the same words is not recorded twice. UsageError
    where the run, claim or verdict is not there, where a verdict is overridden without a note, where nobody signs, or
    where the digest shows that the person saw something else than the run holds; DecidedMeanwhileError where
    `seen` does.
    """
    with writing(database), translated(place(database)):
        whole = resolve(database, run_id)
        report = load(database, whole)
        items = {item.claim.id: item for item in report.claims}
        return [_record(database, whole, _checked(items, whole, decision), at) for decision in decisions]


def _checked(items: dict[int, CheckedClaim], run_id: str, decision: Decision) -> tuple[CheckedClaim, Decision]:
    item = items.get(decision.claim_id)
    if item is None:
        listed = f"its claims are 1 to {max(items)}" if items else "it has no claims"
        raise UsageError(f"run {run_id} has no claim {decision.claim_id}; {listed}")
    label = verdict_named(decision.verdict)
    reviewer, note = " ".join(decision.reviewer.split()), decision.note.strip()
    if not reviewer:
        raise UsageError("a decision needs a name; give it with --reviewer")
    if label != item.verdict.label and not note:
        raise UsageError(
            f"claim {decision.claim_id}: an override ({item.verdict.label} to {label}) needs a note that says why; "
            "give it with --note"
        )
    if len(note) > LONGEST_NOTE:
        raise UsageError(f"claim {decision.claim_id}: the note has {len(note)} characters, {LONGEST_NOTE} are the most")
    return item, replace(decision, verdict=label, note=note, reviewer=reviewer)


def _record(database: sqlite_utils.Database, run_id: str, checked: tuple[CheckedClaim, Decision], at: str) -> Review:
    item, decision = checked
    (digest,) = database.conn.execute(
        "SELECT digest FROM claims WHERE run_id = ? AND id = ?", (run_id, item.claim.id)
    ).fetchone()
    if decision.digest is not None and decision.digest != digest:
        raise UsageError(
            f"claim {item.claim.id} of run {run_id} is not what was seen: its verdict or evidence differs; look again"
        )
    label = verdict_named(decision.verdict)
    last = holding(item).get(decision.reviewer)
    if (
        last is not None
        and (last.verdict, last.note) == (label, decision.note)
        and _is_of(database, run_id, item, last)
    ):
        return last
    shown = [review for review in item.reviews if not decision.blind or review.reviewer == decision.reviewer]
    if decision.seen is not None and decision.seen != len(shown):
        newest = shown[-1] if shown else None
        what = f": {newest.verdict.replace('_', ' ')}, says {newest.reviewer}" if newest else ""
        raise DecidedMeanwhileError(f"claim {item.claim.id} was decided on meanwhile{what}; look again")
    number = database.conn.execute("SELECT coalesce(max(id), 0) + 1 FROM reviews").fetchone()[0]
    row = (
        number,
        run_id,
        item.claim.id,
        label,
        decision.note,
        decision.reviewer,
        at,
        digest,
        int(decision.blind),
    )
    database.conn.execute("INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    ledger.append(database, "review", str(number), ledger.content_hash(dict(zip(ledger.REVIEW, row, strict=True))))
    return Review(label, decision.note, decision.reviewer, at, digest=digest)


def _is_of(database: sqlite_utils.Database, run_id: str, item: CheckedClaim, review: Review) -> bool:
    """Whether a decision was made on this very run, not carried over from an earlier one."""
    found = database.conn.execute(
        "SELECT 1 FROM reviews WHERE run_id = ? AND claim_id = ? AND reviewer = ? AND at = ?",
        (run_id, item.claim.id, review.reviewer, review.at),
    ).fetchone()
    return found is not None
