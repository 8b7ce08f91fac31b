"""The kept copies inside the page: which texts are held, where passages are found in them, what is left out."""

from dataclasses import replace

import pytest
import report_samples as samples
from test_formats import HOSTILE
from test_page import Page

from verifier.model import CheckedClaim, Evidence, Report
from verifier.report import html
from verifier.report.html_kept import AROUND, MOST, Copy, kept

TEXTS = {1: samples.NOTICE, 2: samples.BOARD}
ELEMENTS = {tag for tag, _ in Page(html.render(samples.everyday(), texts=TEXTS, since=samples.since())).elements}


def whole(copy: Copy) -> str:
    return "".join(piece.text for piece in copy.pieces)


def marked(copy: Copy) -> list[str]:
    return [piece.text for piece in copy.pieces if piece.marked]


def test_the_copies_give_the_documents_back_word_for_word() -> None:
    found = kept(samples.everyday(), TEXTS)
    assert [whole(copy) for copy in found.copies] == [samples.NOTICE, samples.BOARD]
    assert [(copy.whole, copy.rest) for copy in found.copies] == [(True, 0), (True, 0)]


def test_what_verdicts_rest_on_is_marked_and_names_its_claims() -> None:
    notice, board = kept(samples.everyday(), TEXTS).copies
    assert marked(notice) == [
        "The wall of the inner harbour held throughout the storm.",
        "Some 400 metres of fence were lost.",
    ]
    assert [[c.claim.id for c in piece.ends] for piece in notice.pieces if piece.ends] == [[1, 10], [2]]
    assert [[c.claim.id for c in piece.ends] for piece in board.pieces if piece.ends] == [[3], [4]]


def test_a_passage_that_was_rejected_can_be_found_and_is_not_marked() -> None:
    found = kept(samples.everyday(), TEXTS)
    rejected = samples.everyday().claims[1].verdict.considered[0]
    assert found.link(rejected) == f"kept-1-{rejected.start}"
    assert rejected.quote not in marked(found.copies[0])


def test_every_link_into_a_copy_leads_to_one_place_in_the_page() -> None:
    page = Page(html.render(samples.everyday(), texts=TEXTS))
    links = [link for link in page.values("href") if link.startswith("#kept-")]
    assert len(links) == 6
    assert all(page.values("id").count(link[1:]) == 1 for link in links)


@pytest.mark.parametrize(
    "texts",
    [{}, {1: ""}, {1: samples.NOTICE.upper()}, {9: samples.NOTICE}, {2: samples.NOTICE}],
    ids=["no text", "an empty text", "other words", "an unknown document", "the text of another"],
)
def test_words_that_do_not_stand_in_the_kept_text_get_no_link(texts: dict[int, str]) -> None:
    found = kept(samples.everyday(), texts)
    assert found.link(samples.everyday().claims[0].verdict.evidence[0]) is None
    assert found.anchors == frozenset()


def resting_on(*passages: Evidence) -> Report:
    report = samples.everyday()
    model = report.claims[0]
    claims: list[CheckedClaim] = []
    for number, evidence in enumerate(passages, 1):
        verdict = replace(model.verdict, evidence=(evidence,))
        claims.append(replace(model, claim=replace(model.claim, id=number), verdict=verdict))
    return replace(report, claims=tuple(claims))


def at(text: str, start: int, end: int) -> Evidence:
    return Evidence(1, "port", "supports", text[start:end], "", "", start, end, 0.5)


def test_a_long_document_is_shown_around_its_passages() -> None:
    text = "".join(f"line {i}\n" for i in range(100_000))
    report = resting_on(at(text, 50_000, 50_100), at(text, 51_000, 51_050), at(text, 600_000, 600_100))
    (copy,) = kept(report, {1: text}).copies
    assert not copy.whole
    assert marked(copy) == [text[50_000:50_100], text[51_000:51_050], text[600_000:600_100]]
    gaps = [piece.left_out for piece in copy.pieces if piece.left_out]
    assert gaps == [50_000 - AROUND, 600_000 - AROUND - 51_050 - AROUND]
    assert sum(gaps) + copy.rest + len(whole(copy)) == len(text)


def test_a_page_holds_no_more_than_its_limit_and_the_documents_that_count_come_first() -> None:
    text = "word " * 60_000
    report = resting_on(at(text, 0, 9))
    lines = tuple(replace(report.documents[0], id=number) for number in range(1, 9))
    found = kept(replace(report, documents=lines), dict.fromkeys(range(1, 9), text))
    assert [copy.line.id for copy in found.copies] == [1]
    assert sum(len(whole(copy)) for copy in found.copies) <= MOST


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ([(0, 5), (0, 5)], ["The w"]),
        ([(0, 10), (4, 8)], ["The ", "wall", " o"]),
        ([(0, 6), (4, 12)], ["The ", "wa", "ll of "]),
        ([(0, 4), (4, 8)], ["The ", "wall"]),
    ],
)
def test_passages_may_overlap(spans: list[tuple[int, int]], shown: list[str]) -> None:
    text = samples.NOTICE
    (copy,) = kept(resting_on(*(at(text, *one) for one in spans)), {1: text}).copies
    assert marked(copy) == shown
    assert whole(copy) == text


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_document_is_inert(text: str) -> None:
    page = Page(html.render(samples.hostile(text), texts={1: text * 2}, since=samples.since(text)))
    assert page.faults == []
    assert {tag for tag, _ in page.elements} <= ELEMENTS
    assert not [link for link in page.values("href") if not link.startswith("#")]


def test_five_hundred_claims_with_their_copies_stay_under_three_megabytes() -> None:
    texts = {1: samples.NOTICE + "x " * 150_000, 2: samples.BOARD + "y " * 150_000}
    assert len(html.render(samples.many(500), texts=texts, since=samples.since()).encode("utf-8")) < 3_000_000


@pytest.mark.parametrize(
    "words",
    [
        "Changed since 2025-03-03, 10:00 UTC",
        "was ✓ supported",
        "new claim",
        "only what changed 3",
        "what differs: verdict, evidence; sources/port_notice.txt has another version",
        "perhaps reworded as claim 3",
        "decision lost:",
    ],
)
def test_the_page_says_what_changed(words: str) -> None:
    page = Page(html.render(samples.everyday(), since=samples.since()))
    assert words in " ".join(page.text.split())
