"""What changed between two runs is said with its cause; what lost its place is an orphan, not moved to a lookalike."""

from dataclasses import replace

import pytest
import sqlite_utils
from hypothesis import given, settings
from hypothesis import strategies as st
from record_samples import ARTICLE, report

from verifier.model import CheckedClaim, DocumentLine, Report, Review, Span, Verdict
from verifier.record import ClaimChange, diff, load, save
from verifier.record.anchors import anchor, find


def reworded(made: Report, claim_id: int, words: str) -> Report:
    """The report of an article in which the claim's words were replaced."""
    old = next(item for item in made.claims if item.claim.id == claim_id).claim
    text = made.article.text[: old.start] + words + made.article.text[old.end :]
    shift = len(words) - len(old.text)

    def moved(item: CheckedClaim) -> CheckedClaim:
        claim = item.claim
        if claim.id == claim_id:
            whole = Span(claim.start, claim.start + len(words))
            return replace(item, claim=replace(claim, end=whole.end, text=words, standalone=words, sentence=whole))
        if claim.start < old.start:
            return item
        whole = Span(claim.start + shift, claim.end + shift)
        return replace(item, claim=replace(claim, start=whole.start, end=whole.end, sentence=whole))

    article = replace(made.article, text=text, sha256="e" * 64)
    return replace(made, article=article, claims=tuple(moved(item) for item in made.claims))


def verdict(made: Report, claim_id: int, new: Verdict) -> Report:
    claims = tuple(replace(item, verdict=new) if item.claim.id == claim_id else item for item in made.claims)
    return replace(made, claims=claims)


def kinds(changes: tuple[ClaimChange, ...]) -> list[tuple[str, int]]:
    return [(c.change, (c.new or c.old).claim.id) for c in changes]  # type: ignore[union-attr]


def test_two_runs_of_the_same_are_the_same() -> None:
    found = diff(report("a"), report("b"))
    assert found.same
    assert (found.old, found.new, found.article, found.config, found.version, found.documents) == (
        "a", "b", False, False, None, ())  # fmt: skip


def test_an_edited_claim_is_gone_and_new_and_only_pointed_at() -> None:
    found = diff(report("a"), reworded(report("b"), 2, '"We never closed it,"'))
    assert kinds(found.claims) == [("same", 1), ("new", 2), ("gone", 2), ("same", 3), ("same", 4)] or kinds(
        found.claims
    ) == [("same", 1), ("gone", 2), ("new", 2), ("same", 3), ("same", 4)]
    gone = next(change for change in found.claims if change.change == "gone")
    assert gone.instead == 2


def test_an_edit_elsewhere_does_not_move_a_claim() -> None:
    found = diff(report("a"), reworded(report("b"), 1, "some forty ships, perhaps more, had waited"))
    assert ("same", 4) in kinds(found.claims)


def test_a_claim_in_another_order_has_moved() -> None:
    made = report("b")
    claims = (*made.claims[1:3], made.claims[0], made.claims[3])
    assert kinds(diff(report("a"), replace(made, claims=claims)).claims) == [
        ("same", 2),
        ("same", 3),
        ("moved", 1),
        ("same", 4),
    ]


def test_a_changed_document_explains_a_changed_verdict() -> None:
    new = verdict(report("b"), 1, Verdict("not_found", 0.5, 0.9))
    line = replace(new.documents[0], id=3, sha256="f" * 64)
    found = diff(report("a"), replace(new, documents=(line, *new.documents[1:])))
    change = found.claims[0]
    assert (change.change, change.parts) == ("changed", ("verdict", "findings", "evidence"))
    assert change.why == ("sources/1.txt of port has changed",)
    assert [(was.id, now.id) for was, now in found.documents if was and now] == [(1, 3)]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (lambda lines: lines[1:], "sources/1.txt of port is not there any more"),
        (
            lambda lines: (replace(lines[0], id=None, state="binary", sha256=None), *lines[1:]),
            "sources/1.txt of port could not be read: binary",
        ),
        (lambda lines: (*lines, DocumentLine(9, "port", "sources/9.txt", "read", sha256="9" * 64)), "was added"),
    ],
)
def test_documents_that_come_and_go_are_causes(lines: object, says: str) -> None:
    new = verdict(report("b"), 1, Verdict("not_found", 0.5, 0.9))
    found = diff(report("a"), replace(new, documents=lines(new.documents)))  # type: ignore[operator]
    assert says in found.claims[0].why[0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"version": "0.2.0"}, "the program changed from 0.1.0 to 0.2.0"),
        ({"config_sha256": "d" * 64}, "config.toml was changed"),
        ({}, "nothing that is recorded explains it"),
    ],
)
def test_program_and_settings_are_causes(change: dict[str, str], says: str) -> None:
    new = verdict(report("b"), 4, Verdict("not_checkable", 0.5, 0.6))
    found = diff(report("a"), replace(new, run=replace(new.run, **change)))  # type: ignore[arg-type]
    assert (found.claims[3].parts, found.claims[3].why) == (("confidence",), (says,))


def test_a_small_change_of_confidence_is_none() -> None:
    assert diff(report("a"), verdict(report("b"), 4, Verdict("not_checkable", 0.5, 0.97))).same


def test_a_decision_whose_claim_is_gone_is_an_orphan() -> None:
    made = report("a")
    decided = replace(made.claims[1], reviews=(Review("contradicted", "", "ana", "2025-03-05T10:00:00Z"),))
    old = replace(made, claims=(made.claims[0], decided, *made.claims[2:]))
    (orphan,) = diff(old, reworded(report("b"), 2, '"We never closed it,"')).orphans
    assert (orphan.claim.claim.id, orphan.review.reviewer) == (2, "ana")
    assert orphan.why == "its sentence is not in the article any more, or not at one place for certain"


def test_the_same_words_twice_are_told_apart_by_their_neighbours() -> None:
    text = "One said no. Alpha then spoke at length about the weather and the roads before noon. One said no. The end."
    made = report("a", article=ARTICLE)
    first, second = text.index("One"), text.rindex("One")

    def item(number: int, start: int) -> CheckedClaim:
        whole = Span(start, start + 12)
        claim = replace(
            made.claims[3].claim, id=number, start=start, end=whole.end, text="One said no.", sentence=whole
        )
        return replace(made.claims[3], claim=claim)

    old = replace(made, article=replace(made.article, text=text), claims=(item(1, first), item(2, second)))
    cut = text[13:]
    new = replace(made, article=replace(made.article, text=cut, sha256="e" * 64), claims=(item(1, cut.index("One")),))
    assert [(c.change, c.old.claim.id if c.old else None) for c in diff(old, new).claims] == [("gone", 1), ("same", 2)]


def test_diff_works_on_what_was_recorded(held: sqlite_utils.Database) -> None:
    save(held, report("a"))
    save(held, report("b"))
    assert diff(load(held, "a"), load(held, "b")).same


# ------------------------------------------------------------------ anchors

TEXT = "The tower fell. Nobody was hurt. The mayor spoke. Nobody was hurt. Then it rained for days."


@pytest.mark.parametrize(
    ("old", "words", "new", "held"),
    [
        (TEXT, "The mayor spoke.", TEXT, "same"),
        (TEXT, "The mayor spoke.", "Today. " + TEXT, "moved"),
        (TEXT, "The mayor spoke.", TEXT.replace("mayor", "major"), "orphan"),
        (TEXT, "Nobody was hurt.", TEXT, "same"),
        (TEXT, "Nobody was hurt.", "Today. " + TEXT, "moved"),
        (TEXT, "Nobody was hurt.", TEXT.replace("The tower fell", "It fell").replace("mayor", "king"), "orphan"),
        (TEXT, "Nobody was hurt.", "Rain. Nobody was hurt. Sun.", "orphan"),
        (TEXT, "Then it rained for days.", "It fell. Then it rained for days. No sun.", "orphan"),
        (TEXT * 2, TEXT, "Now: " + TEXT + "!", "moved"),
        ("", "", "anything", "orphan"),
    ],
)
def test_an_anchor_is_found_for_certain_or_not_at_all(old: str, words: str, new: str, held: str) -> None:
    start = old.index(words)
    found, span = find(anchor(old, Span(start, start + len(words))), new)
    assert found == held
    assert span is None or new[span.start : span.end] == words


@settings(deadline=None)
@given(text=st.text(max_size=200), cut=st.tuples(st.integers(0, 200), st.integers(0, 200)), extra=st.text(max_size=5))
def test_what_an_anchor_finds_are_its_own_words(text: str, cut: tuple[int, int], extra: str) -> None:
    span = Span(min(*cut, len(text)), min(max(cut), len(text)))
    _, found = find(anchor(text, span), extra + text)
    assert found is None or (extra + text)[found.start : found.end] == text[span.start : span.end]
