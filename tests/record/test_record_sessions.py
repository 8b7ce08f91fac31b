"""A review in the terminal, keys in and lines out."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlite_utils
from record_samples import report

from verifier.errors import UsageError
from verifier.record import Console, Decision, Person, Tally, decide, load, review, save
from verifier.record.sessions_page import page

AT = "2025-03-05T10:00:00Z"


class Typist:
    """A person at the keyboard: gives the lines one after the other, then the end of input; keeps what was shown."""

    def __init__(self, *lines: str) -> None:
        self.lines: Iterator[str] = iter(lines)
        self.shown: list[str] = []

    def ask(self, prompt: str) -> str:
        self.shown.append(prompt)
        try:
            return next(self.lines)
        except StopIteration:
            raise EOFError from None

    @property
    def text(self) -> str:
        return "\n".join(self.shown)


def run(held: sqlite_utils.Database, *lines: str, person: Person | None = None) -> tuple[Tally, Typist]:
    typist = Typist(*lines)
    console = Console(typist.ask, typist.shown.append, lambda: AT)
    return review(held, None, person or Person("ana"), console), typist


@pytest.fixture
def saved(held: sqlite_utils.Database) -> sqlite_utils.Database:
    save(held, report())
    return held


def test_a_claim_is_shown_in_its_context_with_its_reason_and_evidence(saved: sqlite_utils.Database) -> None:
    _, typist = run(saved, "q")
    for words in (
        'The port authority said on Tuesday that »120 ships had waited«. "We',
        "said by    Port Authority",
        "verdict    contradicted (0.94)",
        "because    number mismatch: article “120 ships”, source “112 ships” (120 is not 112)",
        "sources/1.txt, para. 1 (port)",
        "»some 112 ships waited in the roads«",
        "also in documents of guild",
    ):
        assert words in typist.text, words


@pytest.mark.parametrize("width", [10, 40, 60, 200])
def test_lines_are_broken_between_words_at_the_width_of_the_terminal(width: int) -> None:
    for item in report().claims:
        for line in page(report(), item, width=width):
            assert len(line) <= max(width, 40)


def test_context_begins_and_ends_with_whole_words() -> None:
    made = report()
    item = made.claims[0]
    passage = replace(item.verdict.evidence[0], prefix="ners and March ", suffix=" and then noth", start=500, end=534)
    item = replace(item, verdict=replace(item.verdict, evidence=(passage,)))
    text = " ".join(" ".join(page(made, item)).split())
    assert "… and March »some 112 ships waited in the roads« and then …" in text


def test_hostile_text_takes_no_time_to_show() -> None:
    made = report()
    for text in ("x" * 100_000, "- " * 50_000, "-" * 100_000, " " * 100_000):
        item = replace(made.claims[0], claim=replace(made.claims[0].claim, standalone=text))
        begun = time.process_time()
        page(made, item)
        assert time.process_time() - begun < 2


def test_a_review_of_four_claims(saved: sqlite_utils.Database) -> None:
    tally, _ = run(saved, "c", "o", "1", "the tape has no 'never'", "s", "c it is praise")
    assert tally == Tally(3, 1)
    decided = {item.claim.id: item.review for item in load(saved).claims}
    assert [(n, r.verdict, r.note) for n, r in decided.items() if r] == [
        (1, "contradicted", ""),
        (2, "supported", "the tape has no 'never'"),
        (4, "not_checkable", "it is praise"),
    ]


def test_the_end_of_input_keeps_what_was_decided(saved: sqlite_utils.Database) -> None:
    assert run(saved, "c")[0] == Tally(1, 3)
    tally, typist = run(saved, "c")
    assert tally == Tally(1, 2)
    assert "── Claim 2 ── 1 of 3" in typist.text


def test_an_interrupt_keeps_what_was_decided(saved: sqlite_utils.Database) -> None:
    def ask(prompt: str) -> str:
        raise KeyboardInterrupt

    assert review(saved, None, Person("ana"), Console(ask, lambda line: None, lambda: AT)) == Tally(0, 4)


def test_back_and_decide_again(saved: sqlite_utils.Database) -> None:
    run(saved, "c", "b", "o", "not found", "another day", "q")
    reviews = load(saved).claims[0].reviews
    assert [made.verdict for made in reviews] == ["contradicted", "not_found"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("b", "This is the first one."),
        ("zap", "There is no key 'zap'; ? shows them."),
        ("?", "c            the verdict is right"),
        ("99", "There is no claim 99."),
        ("9" * 5000, "There is no claim"),
        ("²", "There is no key"),
        ("/", "Say what to look for"),
        ("/unicorn", "No claim has the words 'unicorn'."),
        ("o", "1  supported"),
    ],
)
def test_every_answer_is_answered(saved: sqlite_utils.Database, line: str, says: str) -> None:
    tally, typist = run(saved, line, "")
    assert says in typist.text
    assert tally.decided == 0


def test_an_override_with_a_wrong_verdict_or_no_note_is_not_kept(saved: sqlite_utils.Database) -> None:
    tally, typist = run(saved, "o", "great", "o", "1", "", "o", "", "q")
    assert tally == Tally(0, 4)
    assert "'great' is no verdict" in typist.text


def test_search_goes_round_and_numbers_go_anywhere(saved: sqlite_utils.Database) -> None:
    _, typist = run(saved, "/FOG", "/harbour", "1", "q")
    titles = [line for line in typist.shown if line.startswith("── Claim")]
    assert [title.split()[2] for title in titles] == ["1", "3", "4", "1"]


def test_a_claim_already_decided_can_be_gone_to(saved: sqlite_utils.Database) -> None:
    decide(saved, None, Decision(1, "contradicted", "", "ana"), at=AT)
    _, typist = run(saved, "1", "q")
    assert "── Claim 1 ── 1 of 4  (you have decided on this one)" in typist.text
    assert "decided    contradicted by ana" in typist.text


def test_blind_hides_the_other_decision_and_says_so_in_the_record(saved: sqlite_utils.Database) -> None:
    decide(saved, None, Decision(1, "supported", "the harbour master told me", "ben"), at=AT)
    _, typist = run(saved, "1", "c", "q", person=Person("ana", blind=True))
    assert "harbour master" not in typist.text
    assert saved.execute("SELECT blind FROM reviews WHERE reviewer = 'ana'").fetchone() == (1,)


def test_a_finished_run_says_that_nothing_waits(saved: sqlite_utils.Database) -> None:
    run(saved, "c", "c", "c", "c")
    tally, typist = run(saved)
    assert tally == Tally(0, 0)
    assert "Nothing waits for ana" in typist.text


def test_a_review_needs_a_name(saved: sqlite_utils.Database) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        run(saved, person=Person("  "))
