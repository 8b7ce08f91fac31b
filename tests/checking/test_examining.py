"""What is measured of a claim: each of its sentences against passages of its own."""

from verifier.checking.examining import examine_read, sentences_of
from verifier.checking.texts import TextShelf

FILLER = " ".join(f"Item {number} of the agenda concerned the upkeep of roads and paths." for number in range(30))
DOCUMENT = f"Maria Keller opened the meeting on Monday. {FILLER} The harbour bridge reopens in 2027."
SHELF = TextShelf([DOCUMENT])


def test_each_sentence_of_a_claim_has_the_passage_that_covers_it() -> None:
    apart = sentences_of("Maria Keller opened the meeting on Monday. The harbour bridge reopens in 2027.", SHELF)
    assert [(one.claim, "Keller" in one.read[1][0], "bridge" in one.read[1][0]) for one in apart] == [
        ("Maria Keller opened the meeting on Monday.", True, False),
        ("The harbour bridge reopens in 2027.", False, True),
    ]


def test_a_claim_of_one_sentence_has_no_parts() -> None:
    assert sentences_of("The bridge reopens.", SHELF) == examine_read("The bridge reopens.", SHELF).apart == ()
