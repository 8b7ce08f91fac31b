"""Which words of a claim no passage bears out."""

import time

from shelves import PUBLISHED, NamedShelf, claim_of

from verifier.checking import check, check_texts
from verifier.checking.covering import uncovered
from verifier.model import Span

PASSAGE = "The council will close four libraries in March to save £1.3m a year."
CLAIM = "The council will close four libraries in March and sell the buildings to a brewery from Mirnau."


def words_of(claim: str, spans: tuple[Span, ...]) -> str:
    return " ".join(claim[span.start : span.end] for span in spans)


def test_what_no_passage_says_is_named() -> None:
    missing = words_of(CLAIM, uncovered(CLAIM, [PASSAGE], 0.6, ()))
    assert "brewery" in missing and "Mirnau" in missing
    assert "libraries" not in missing and "council" not in missing


def test_without_passages_all_of_it_is_missing() -> None:
    assert "libraries" in words_of(CLAIM, uncovered(CLAIM, [], 0.0, ()))


def test_an_empty_claim_has_nothing_missing() -> None:
    assert uncovered("", [PASSAGE], 0.0, ()) == ()


def test_a_claim_that_is_supported_has_nothing_uncovered() -> None:
    verdict = check_texts(PASSAGE, [PASSAGE])
    assert (verdict.label, verdict.uncovered) == ("supported", ())


def test_the_spans_go_into_the_text_of_the_claim() -> None:
    text = "The council said on Monday that all four libraries would close because the roofs of Mirnau had rotted."
    shelf = NamedShelf([("council", "The council will close its four libraries. All four libraries would close.")])
    claim = claim_of(text, name="The council", source="council", kind="government")
    verdict, _ = check(claim, shelf, chain_sources=("council",), affiliations={}, published=PUBLISHED)
    assert all(0 <= span.start < span.end <= len(text) for span in verdict.uncovered)
    if verdict.label in ("partly_supported", "not_found") and verdict.evidence:
        assert "Mirnau" in words_of(text, verdict.uncovered)


def test_a_long_claim_takes_linear_time() -> None:
    begun = time.process_time()
    uncovered("word and Name 12 " * 20_000, ["word other " * 2_000] * 6, 0.5, ())
    assert time.process_time() - begun < 4
