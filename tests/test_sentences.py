"""Sentences: where they end, where they do not, and that nothing of the text is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.language import sentences

# A case is a text whose sentences are parted by ‖ (taken out before the text is split).
CASES = {
    "plain": "The vote failed. ‖Nobody was surprised.",
    "titles": "Gen. Ada Roe met Dr. Lind and Sen. Poe on Friday. ‖They left.",
    "initials": "J. R. Smith and K.C. Maurer spoke. ‖No one else did.",
    "country at the end": "Troops flew to the U.S. ‖The first landed on Monday.",
    "country inside": "The U.S. Treasury said no. ‖It may change.",
    "company": "It sold Acme Inc. shares worth $2.5m. ‖Globex Corp. ‖The buyer said nothing.",
    "month": "It opens on Jan. 5 and closes on Feb. 9. ‖Tickets are free.",
    "half day": "It began at 3:10 a.m. and ended at 4:25 p.m. ‖The dogs slept.",
    "number sign": "Order No. 5 was read. ‖Nobody voted.",
    "decimal": "Growth was 4.5 per cent. ‖Prices rose 0.3.",
    "quotation of two sentences": "“We came. ‖We saw,” she said. ‖He agreed.",
    "quotation that is part of its sentence": "The mayor wrote “We came. We saw.” ‖He left.",
    "question inside": "“Why?” asked Roe. ‖“Because.” ‖She left.",
    "question before a named speaker": "“Why now?” Mr Roe asked. ‖Nobody knew.",
    "lower case after a closing mark": "“Never!” he said. ‖Then he did.",
    "ellipsis inside": "“We waited ... and waited,” she said.",
    "ellipsis at the end": "“Rates will come down …” ‖The room laughed.",
    "bracketed sentence": "He lost. ‖(He denies it.) ‖She won.",
    "dateline": "NEW YORK, 24 June 2025 — The ship left port. ‖It sank.",
    "dateline with abbreviation": "HAVNBY, Jan. 29 - The bank held. ‖Markets fell.",
    "heading": "Ship leaves port\n\n‖The ship left port. ‖It sank.",
    "short heading over a paragraph": "Complaints\n‖The court has confirmed that it will hear the first cases on "
    "Wednesday, in open session, and then adjourn.",
    "hard-wrapped lines": "The court has confirmed that it will hear the first cases on\nWednesday, in open session, "
    "according to a notice that it\nput up on Monday. ‖It sits at ten.",
    "list": "Three things:\n‖- bread\n‖- butter\n‖- a long knife",
    "numbered list": "Steps\n\n‖1. Stop the line.\n‖2. Call the dairy.",
    "table rows": "Region | Votes\n‖North | 1,200\n‖South | 3,400",
    "live-blog times": "16:20 ‖Orsin speaks. ‖He is late.\n\n‖14.05 GMT\n‖The count goes on.",
    "non-breaking space": "The fine was 5\u00a0m. ‖It\u00a0was paid.",
    "caption credit": "A boat lies on the beach ‖Photograph: Ada Roe/Wire",
    "caption run on": "Ada Roe took the largest vote of all ‖In the northern region, the pan-democrat was elected "
    "with 84,121 votes, the most given to any list in the seven regions of the country on the day.",
    "capitals of a title": "They saw Once In the Army there.",
    "footnote": "The river rose.[3] ‖It fell again.",
    "glued sentences": "They signed the deal.‖The company paid.",
    "web address": "See example.com for more. ‖Or call.",
    "no final stop": "The vote failed. ‖More to follow",
    "upright quotes close": 'He wrote "no." ‖She wrote "yes."',
    "single letter option": "They chose plan B. ‖The mayor agreed.",
    "date line run on": "Tuesday, May 5, 2020 ‖The council met.",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    text = marked.replace("‖", "")
    assert [text[s.start : s.end] for s in sentences.split(text)] == [part.strip() for part in marked.split("‖")]


def test_a_window_is_split_by_itself() -> None:
    text = "Title: x\n\nOne. Two. Three."
    assert [text[s.start : s.end] for s in sentences.split(text, 10, 19)] == ["One.", "Two."]


ALPHABET = st.sampled_from([*list("aBc.!?…\"'“”‘’() \n\r\t\xa0\u20281,-—|:éß́"), "Mr.", "U.S.", "12:30", "\n\n", "The "])


@given(st.lists(ALPHABET, max_size=80).map("".join) | st.text(max_size=80))
def test_sentences_and_gaps_joined_give_the_text_back(text: str) -> None:
    at = 0
    for span in sentences.split(text):
        assert span.start >= at
        assert not text[at : span.start].strip()
        piece = text[span.start : span.end]
        assert piece and piece == piece.strip()
        at = span.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "unit", ["\n", ". ", "A. ", '"', "'", "“", "\n- ", "12:00\n", "x", "([", "J.-", "Image: ", "U.S. A"]
)
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    began = time.process_time()
    sentences.split(text)
    assert time.process_time() - began < 2
