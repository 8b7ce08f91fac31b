"""People's decisions: in what order claims wait, what a decision is bound to, and how it is kept."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlite_utils
from hypothesis import given, settings
from hypothesis import strategies as st
from record_samples import report

from verifier.database import connect
from verifier.errors import InputError, UsageError
from verifier.model import CheckedClaim, Finding, Report, Review, Verdict
from verifier.model.reviewers import agreement, kappa
from verifier.record import Decision, audit, blinded, decide, decide_all, decisions, load, queue, save, sheet
from verifier.record.digests import digest

AT = "2025-03-05T10:00:00Z"


def ids(items: list[CheckedClaim]) -> list[int]:
    return [item.claim.id for item in items]


def other_verdict(made: Report, claim_id: int, verdict: Verdict) -> Report:
    claims = tuple(replace(item, verdict=verdict) if item.claim.id == claim_id else item for item in made.claims)
    return replace(made, claims=claims)


# ------------------------------------------------------------------ the queue


def test_the_worst_comes_first() -> None:
    assert ids(queue(report(), "ana")) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("label", "finding", "before"),
    [
        ("not_found", "quote_altered", 3),
        ("not_found", "number_mismatch", 3),
        ("no_document", "source_anonymous", 4),
        ("partly_supported", None, 3),
    ],
)
def test_a_grave_finding_brings_a_claim_forward(label: str, finding: str | None, before: int) -> None:
    found = (Finding(finding),) if finding else ()  # type: ignore[arg-type]
    evidence = report().claims[0].verdict.evidence if label == "partly_supported" else ()
    changed = other_verdict(report(), 4, Verdict(label, 0.5, 0.5, evidence, found))  # type: ignore[arg-type]
    order = ids(queue(changed, "ana"))
    assert order.index(4) < order.index(before) if before != 4 else order.index(4) == 3


def test_what_a_person_decided_does_not_wait_for_that_person_any_more(held: sqlite_utils.Database) -> None:
    save(held, report())
    decide(held, None, Decision(1, "contradicted", "", "ana"), at=AT)
    assert ids(queue(load(held), "ana")) == [2, 3, 4]
    assert ids(queue(load(held), "ana", everything=True)) == [2, 3, 4, 1]


def test_what_nobody_decided_comes_first_for_the_second_reviewer(held: sqlite_utils.Database) -> None:
    save(held, report())
    decide(held, None, Decision(1, "contradicted", "", "ana"), at=AT)
    assert ids(queue(load(held), "ben")) == [2, 3, 4, 1]


# ------------------------------------------------------------------ decisions


def test_a_decision_stands_beside_the_machine_s_verdict(held: sqlite_utils.Database) -> None:
    save(held, report())
    decide(held, None, Decision(1, "Partly-supported", "the figure is a range", "  Ana   S. "), at=AT)
    item = load(held).claims[0]
    assert item.verdict.label == "contradicted"
    assert item.review == Review("partly_supported", "the figure is a range", "Ana S.", AT, digest(item))
    assert audit(held) == []


def test_the_last_decision_holds_and_the_earlier_ones_stay(held: sqlite_utils.Database) -> None:
    save(held, report())
    for verdict, note in (("supported", "first thought"), ("contradicted", "")):
        decide(held, None, Decision(1, verdict, note, "ana"), at=AT)
    assert [review.verdict for review in load(held).claims[0].reviews] == ["supported", "contradicted"]


def test_the_same_decision_twice_is_kept_once(held: sqlite_utils.Database) -> None:
    save(held, report())
    for at in (AT, "2025-03-06T10:00:00Z"):
        decide(held, None, Decision(1, "contradicted", "", "ana"), at=at)
    assert [review.at for review in load(held).claims[0].reviews] == [AT]


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        (Decision(1, "supported", " ", "ana"), "an override .* needs a note"),
        (Decision(9, "supported", "x", "ana"), "has no claim 9; its claims are 1 to 4"),
        (Decision(1, "right", "x", "ana"), "'right' is no verdict; say one of supported, "),
        (Decision(1, "no", "x", "ana"), "'no' is no verdict"),
        (Decision(1, "", "x", "ana"), "'' is no verdict"),
        (Decision(1, "contradicted", "", " "), "a decision needs a name"),
        (Decision(1, "contradicted", "x" * 10_001, "ana"), "the note has 10001 characters"),
        (Decision(1, "contradicted", "", "ana", digest="0" * 64), "is not what was seen"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused(held: sqlite_utils.Database, decision: Decision, says: str) -> None:
    save(held, report())
    with pytest.raises(UsageError, match=says):
        decide(held, None, decision, at=AT)
    assert held["reviews"].count == 0


def test_of_several_decisions_all_are_kept_or_none(held: sqlite_utils.Database) -> None:
    save(held, report())
    with pytest.raises(UsageError):
        decide_all(held, None, [Decision(1, "contradicted", "", "ana"), Decision(2, "supported", "", "ana")], at=AT)
    assert held["reviews"].count == 0


# ------------------------------------------------------------------ later runs


def test_a_decision_holds_in_a_later_run_that_shows_the_same(held: sqlite_utils.Database) -> None:
    save(held, report("first"))
    decide(held, None, Decision(1, "contradicted", "", "ana"), at=AT)
    save(held, report("second"))
    (review,) = load(held, "second").claims[0].reviews
    assert not review.stale


def test_a_decision_is_stale_where_the_verdict_changed(held: sqlite_utils.Database) -> None:
    save(held, report("first"))
    decide(held, None, Decision(1, "contradicted", "", "ana"), at=AT)
    save(held, other_verdict(report("second"), 1, Verdict("not_found", 0.5, 0.9)))
    (review,) = load(held, "second").claims[0].reviews
    assert review.stale
    assert ids(queue(load(held, "second"), "ana")) == [2, 3, 1, 4]
    assert not load(held, "first").claims[0].reviews[0].stale


def test_a_stale_decision_never_stands_behind_one_that_holds(held: sqlite_utils.Database) -> None:
    save(held, report("first"))
    save(held, other_verdict(report("second"), 1, Verdict("not_found", 0.5, 0.9)))
    decide(held, "second", Decision(1, "not_found", "", "ana"), at=AT)
    decide(held, "first", Decision(1, "contradicted", "", "ana"), at="2025-03-06T10:00:00Z")
    review = load(held, "second").claims[0].review
    assert review is not None
    assert (review.verdict, review.stale) == ("not_found", False)


def test_a_decision_made_later_does_not_reach_back_to_an_earlier_run(held: sqlite_utils.Database) -> None:
    save(held, report("first"))
    save(held, report("second"))
    decide(held, "second", Decision(1, "contradicted", "", "ana"), at=AT)
    assert load(held, "first") == report("first")


def test_a_decision_stays_with_its_article(held: sqlite_utils.Database) -> None:
    save(held, report("first"))
    decide(held, None, Decision(1, "contradicted", "", "ana"), at=AT)
    other = report("second")
    save(held, replace(other, article=replace(other.article, path="another.txt", sha256="d" * 64)))
    assert load(held, "second").claims[0].reviews == ()


# ------------------------------------------------------------------ two reviewers


def test_blind_hides_what_others_decided(held: sqlite_utils.Database) -> None:
    save(held, report())
    for name in ("ana", "ben"):
        decide(held, None, Decision(1, "contradicted", "", name), at=AT)
    assert [review.reviewer for review in blinded(load(held), "ben").claims[0].reviews] == ["ben"]


def test_agreement_counts_claims_that_both_decided(held: sqlite_utils.Database) -> None:
    save(held, report())
    decide_all(held, None, [Decision(n, "contradicted", "x", "ana") for n in (1, 2, 3)], at=AT)
    decide_all(held, None, [Decision(1, "contradicted", "x", "ben"), Decision(2, "supported", "x", "ben")], at=AT)
    (pair,) = agreement(load(held).claims)
    assert (pair.first, pair.second, pair.claims, pair.agreed, pair.kappa) == ("ana", "ben", 2, 1, 0.0)


def test_kappa_is_that_of_the_textbook() -> None:
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed 0.7, expected 0.5, kappa 0.4.
    both = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(both) == pytest.approx(0.4)


@pytest.mark.parametrize("both", [[], [("a", "a")] * 3])
def test_kappa_is_not_defined_without_variety(both: list[tuple[str, str]]) -> None:
    assert kappa(both) is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"))))
def test_kappa_is_one_at_most_and_one_only_in_full_agreement(both: list[tuple[str, str]]) -> None:
    value = kappa(both)
    assert value is None or value <= 1
    assert value is None or (value == pytest.approx(1)) == all(a == b for a, b in both)


# ------------------------------------------------------------------ spreadsheets


def filled(text: str, decision: str, note: str = "seen") -> str:
    """The sheet with a decision on every line, as a spreadsheet would save it."""
    lines = text.splitlines()
    names = lines[0].split(",")
    import csv
    import io

    rows = list(csv.DictReader(io.StringIO(text)))
    out = io.StringIO()
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    writer.writerows({**row, "decision": decision, "note": note} for row in rows)
    return out.getvalue()


@pytest.mark.parametrize("word", ["confirm", "OK", "x"])
def test_a_sheet_goes_out_and_comes_back(held: sqlite_utils.Database, word: str) -> None:
    save(held, report())
    made = decisions(filled(sheet(load(held), "ana"), word), load(held))
    decide_all(held, None, made, at=AT)
    assert [len(item.reviews) for item in load(held).claims] == [1, 1, 1, 1]
    assert all(item.review and item.review.verdict == item.verdict.label for item in load(held).claims)
    assert sheet(load(held), "ana").count("\n") == 1


def test_an_untouched_sheet_decides_nothing(held: sqlite_utils.Database) -> None:
    save(held, report())
    assert decisions(sheet(load(held), "ana"), load(held)) == []


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_sheet_saved_with_other_separators_and_a_mark_is_read(separator: str) -> None:
    made = report()
    head = separator.join(["Run", "Claim", "Decision", "Note", "Digest"])
    row = separator.join([made.run.id, "2", "supported", "yes, really", digest(made.claims[1])])
    assert decisions(f"\ufeff{head}\r\n{row}\r\n", made, reviewer="ana") == [
        Decision(2, "supported", "yes, really", "ana", digest(made.claims[1]))
    ]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("other,1,ok,,d", "line 2 of the sheet is about run 'other'"),
        ("R,99,ok,,d", "line 2 of the sheet names no claim of the run: '99'"),
        ("R,one,ok,,d", "names no claim"),
        ("R,1,right,,d", "line 2 of the sheet: 'right' is no verdict"),
        ("R,1,ok,,d\nR,1,ok,,d", "line 3 of the sheet decides a second time on claim 1"),
        ('R,1,ok,"' + "x" * 200_000 + '",d', "line 2 of the sheet cannot be read: field larger"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(row: str, says: str) -> None:
    made = report()
    with pytest.raises(InputError, match=says):
        decisions("run,claim,decision,note,digest\n" + row.replace("R", made.run.id), made, reviewer="ana")


@pytest.mark.parametrize("text", ["", "hello", "run,claim\n1,2", "\x00", '"', "a" * 30_000_000])
def test_what_is_no_sheet_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(InputError) as caught:
        decisions(text, report())
    assert "\n" not in str(caught.value)


def test_a_sheet_made_on_an_earlier_verdict_is_refused(held: sqlite_utils.Database) -> None:
    save(held, report("first"))
    text = filled(sheet(load(held), "ana"), "confirm").replace("first", "second")
    save(held, other_verdict(report("second"), 1, Verdict("not_found", 0.5, 0.9)))
    with pytest.raises(UsageError, match="claim 1 of run second is not what was seen"):
        decide_all(held, None, decisions(text, load(held)), at=AT)


def test_no_cell_of_a_sheet_is_a_formula() -> None:
    made = report()
    evil = replace(made.claims[3], claim=replace(made.claims[3].claim, text="=HYPERLINK(1)"))
    text = sheet(replace(made, claims=(evil,)), "ana")
    assert "'=HYPERLINK(1)" in text
    assert ",=HYPERLINK" not in text


def test_a_decision_is_seen_by_another_program_at_once(held: sqlite_utils.Database, path: Path) -> None:
    save(held, report())
    with connect(path, readonly=True) as other:
        decide(held, None, Decision(1, "contradicted", "", "ana"), at=AT)
        assert load(other).claims[0].review is not None
