"""What changed between two runs: claims matched by their words and order, never by likeness."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from verifier.model import CheckedClaim, DocumentLine, Report, Review
from verifier.record.anchors import anchor, find
from verifier.record.causes import causes, changed_documents, parts

Change = Literal["same", "changed", "moved", "new", "gone"]


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim in two runs. `old` is None for a new one, `new` for one that is gone.

    "moved" stands in another order among the others and is otherwise the same; "changed" says in `parts` what differs
    (verdict, confidence, findings, evidence, chain, hedge, wording) and in `why` what explains it. `instead` of a claim
    that is gone is the id of a new one that stands between the same neighbours: perhaps reworded, for a person to say.
    """

    change: Change
    old: CheckedClaim | None
    new: CheckedClaim | None
    parts: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    instead: int | None = None


@dataclass(frozen=True, slots=True)
class Orphan:
    """A decision that lost what it was bound to: its claim is gone, or cannot be found again for certain."""

    claim: CheckedClaim
    review: Review
    why: str


@dataclass(frozen=True, slots=True)
class RunChange:
    """Two runs side by side. `claims` are in the order of the new article, those that are gone where they stood."""

    old: str
    new: str
    article: bool
    config: bool
    version: tuple[str, str] | None
    documents: tuple[tuple[DocumentLine | None, DocumentLine | None], ...]
    claims: tuple[ClaimChange, ...]
    orphans: tuple[Orphan, ...]

    @property
    def same(self) -> bool:
        """Whether no claim differs."""
        return all(change.change == "same" for change in self.claims)


def diff(old: Report, new: Report) -> RunChange:
    """What is new, gone, moved or changed from `old` to `new`, and why, with the decisions that lost their claim."""
    pairs = _matched(old, new)
    ordered = _in_order(pairs)
    by_new = {b: a for a, b in pairs}
    by_old = dict(pairs)
    documents = changed_documents(old, new)
    changes: list[ClaimChange] = []
    gone = [a for a in range(len(old.claims)) if a not in by_old]
    for b, item in enumerate(new.claims):
        a = by_new.get(b)
        while gone and a is not None and gone[0] < a:
            changes.append(_gone(old, new, gone.pop(0), pairs))
        if a is None:
            changes.append(ClaimChange("new", None, item))
            continue
        before = old.claims[a]
        differing = parts(before, item, old, new)
        if differing:
            changes.append(ClaimChange("changed", before, item, differing, causes(before, item, old, new)))
        else:
            changes.append(ClaimChange("same" if (a, b) in ordered else "moved", before, item))
    changes += [_gone(old, new, a, pairs) for a in gone]
    return RunChange(
        old=old.run.id,
        new=new.run.id,
        article=old.article.sha256 != new.article.sha256,
        config=old.run.config_sha256 != new.run.config_sha256,
        version=(old.run.version, new.run.version) if old.run.version != new.run.version else None,
        documents=documents,
        claims=tuple(changes),
        orphans=tuple(_orphans(old, new, by_old)),
    )


def _words(item: CheckedClaim) -> str:
    return " ".join(item.claim.text.split())


def _matched(old: Report, new: Report) -> list[tuple[int, int]]:
    """Pairs of positions with the same words. Words that occur several times are told apart by their neighbours first,
    then, where as many are left on both sides, by their order; else they stay unmatched."""
    groups: dict[str, tuple[list[int], list[int]]] = {}
    for side, report in enumerate((old, new)):
        for position, item in enumerate(report.claims):
            groups.setdefault(_words(item), ([], []))[side].append(position)
    pairs: list[tuple[int, int]] = []
    for before, after in groups.values():
        if len(before) == 1 and len(after) == 1:
            pairs.append((before[0], after[0]))
            continue
        left, right = list(before), list(after)
        for a in before:
            near = [b for b in right if _surroundings(old, a) == _surroundings(new, b)]
            if len(near) == 1:
                pairs.append((a, near[0]))
                left.remove(a)
                right.remove(near[0])
        if len(left) == len(right):
            pairs += zip(left, right, strict=True)
    return sorted(pairs)


def _surroundings(report: Report, position: int) -> tuple[str, str]:
    claim = report.claims[position].claim
    found = anchor(report.article.text, claim.sentence)
    return found.prefix, found.suffix


def _in_order(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The longest run of pairs that keep their order: what is outside it has moved."""
    ends: list[int] = []  # the smallest last position of a run of each length
    lengths: list[int] = []
    for _, b in pairs:
        length = bisect_left(ends, b)
        ends[length : length + 1] = [b]
        lengths.append(length)
    kept, wanted = set(), len(ends) - 1
    for pair, length in zip(reversed(pairs), reversed(lengths), strict=True):
        if length == wanted:
            kept.add(pair)
            wanted -= 1
    return kept


def _gone(old: Report, new: Report, position: int, pairs: Sequence[tuple[int, int]]) -> ClaimChange:
    """A claim that is gone, with the one new claim between the neighbours it had, if there is exactly one."""
    before = max(((a, b) for a, b in pairs if a < position), default=(-1, -1))
    after = min(((a, b) for a, b in pairs if a > position), default=(len(old.claims), len(new.claims)))
    taken = {b for _, b in pairs}
    between = [b for b in range(before[1] + 1, after[1]) if b not in taken]
    alone = after[0] - before[0] == 2 and len(between) == 1
    return ClaimChange("gone", old.claims[position], None, instead=new.claims[between[0]].claim.id if alone else None)


def _orphans(old: Report, new: Report, matched: dict[int, int]) -> list[Orphan]:
    """Decisions of the old run whose claim has no counterpart, with what became of the words they were bound to."""
    found = []
    for position, item in enumerate(old.claims):
        if position in matched:
            continue
        words = anchor(old.article.text, old.claims[position].claim.sentence)
        held, _ = find(words, new.article.text)
        why = (
            "its sentence is not in the article any more, or not at one place for certain"
            if held == "orphan"
            else "its sentence is still there, but is cut into other claims"
        )
        found += [Orphan(item, review, why) for review in item.reviews if not review.stale]
    return found
