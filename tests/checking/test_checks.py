"""A claim against a library: whose documents count, and what becomes of it."""

from dataclasses import replace

import pytest
from shelves import PUBLISHED, NamedShelf, claim_of

from verifier.checking import check, check_texts
from verifier.model import Claim, Span, Verdict

HARBOUR = (
    "HARBOUR BOARD\n\nThe ferry struck the north pier at 21:40 on Monday with 371 passengers on board. Six people were "
    "seriously injured. The Board has not determined the cause of the accident.\n\n"
    'Harbour master Jonna Viita said: "I had never before heard a ship come in that sounded wrong."'
)
UNION = (
    "DECK OFFICERS' GUILD\n\nOur members have warned for years about rosters. A bridge is only as awake as its roster, "
    "and the roster has been cut three times in five years.\n"
)
SHELF = NamedShelf([("board", HARBOUR), ("guild", UNION)])


def verdict_of(claim: Claim, *sources: str) -> Verdict:
    return check(claim, SHELF, chain_sources=sources, affiliations={"board": ("viita",)}, published=PUBLISHED)[0]


def test_what_the_source_says_is_supported() -> None:
    claim = claim_of("The ferry struck the north pier with 371 passengers aboard.", name="The Board", source="board")
    verdict = verdict_of(claim, "board")
    assert verdict.label == "supported"
    assert verdict.evidence[0].source_id == "board"


def test_another_number_is_contradicted_and_named() -> None:
    claim = claim_of("The ferry struck the north pier with 317 passengers aboard.", name="The Board", source="board")
    verdict = verdict_of(claim, "board")
    assert verdict.label == "contradicted"
    assert "number_mismatch" in {finding.kind for finding in verdict.findings}
    assert verdict.evidence[0].relation == "contradicts"


def test_a_finding_says_in_plain_words_what_differs() -> None:
    claim = claim_of("The ferry struck the north pier with 317 passengers aboard.", name="The Board", source="board")
    assert [finding.detail for finding in verdict_of(claim, "board").findings] == [
        "the source says 371, the article 317: the same digits in another order"
    ]


def test_what_the_article_calls_a_denial_is_compared_too() -> None:
    said = "The Board ruled out further injuries among the six people."
    claim = claim_of(said, name="The Board", source="board")
    assert claim.attribution is not None
    begin = said.index("further")
    cue = (Span(said.index("ruled"), said.index("out") + 3),)
    content = (Span(begin, len(said)),)
    claim = replace(claim, attribution=replace(claim.attribution, cue=cue, content=content), content=content)
    shelf = NamedShelf([("board", "We would not rule out further injuries among the six people.")])
    verdict, _ = check(claim, shelf, chain_sources=("board",), affiliations={}, published=PUBLISHED)
    assert verdict.label == "contradicted"


def test_what_the_next_sentence_takes_back_is_no_support() -> None:
    text = (
        "We looked for an effect of the higher wage on jobs in hotels by comparing the districts of the coast. "
        "We found none."
    )
    claim = claim_of("The higher wage destroyed jobs in hotels of the coast.", name="The Board", source="board")
    shelf = NamedShelf([("board", text)])
    assert check(claim, shelf, chain_sources=("board",), affiliations={}, published=PUBLISHED)[0].label != "supported"


def test_words_of_another_source_are_misattributed() -> None:
    claim = claim_of(
        "“A bridge is only as awake as its roster,” the board said.", name="The Board", source="board", kind="court"
    )
    verdict = verdict_of(claim, "board")
    assert verdict.label == "misattributed"
    assert verdict.evidence[0].source_id == "guild"


def test_words_of_another_speaker_in_the_same_document_are_misattributed() -> None:
    claim = claim_of(
        "“I had never before heard a ship come in that sounded wrong,” Aled Corrigan said.",
        name="Aled Corrigan",
        source="board",
    )
    assert verdict_of(claim, "board").label == "misattributed"


def test_a_source_that_carries_another_is_read_for_it() -> None:
    claim = claim_of(
        "“I had never before heard a ship come in that sounded wrong,” Jonna Viita said.",
        name="Jonna Viita",
        source="viita",
    )
    verdict = verdict_of(claim, "viita")
    assert verdict.label == "supported"
    assert "quote_exact" in {finding.kind for finding in verdict.findings}


def test_a_source_without_documents_is_no_document() -> None:
    claim = claim_of("The ferry struck the north pier.", name="The police", source="police")
    assert verdict_of(claim, "police").label == "no_document"


def test_an_unregistered_source_is_no_document() -> None:
    assert verdict_of(claim_of("The ferry struck the north pier.", name="A passenger")).label == "no_document"


def test_what_is_no_assertion_is_not_checkable() -> None:
    assert verdict_of(claim_of("It was a sad day.", checkable=False)).label == "not_checkable"


def test_what_no_document_mentions_is_not_found() -> None:
    assert verdict_of(claim_of("The cathedral choir toured Portugal in spring.")).label == "not_found"


def test_the_writers_own_voice_is_checked_against_everything() -> None:
    verdict = verdict_of(claim_of("The roster has been cut three times in five years."))
    assert verdict.label == "supported"
    assert verdict.evidence[0].source_id == "guild"


def test_evidence_is_cut_from_the_document() -> None:
    claim = claim_of("Six people were seriously injured.", name="The Board", source="board")
    for one in verdict_of(claim, "board").evidence:
        text = SHELF.reference(one.document_id).document.text
        assert text[one.start : one.end] == one.quote
        assert text[one.start - len(one.prefix) : one.start] == one.prefix
        assert text[one.end : one.end + len(one.suffix)] == one.suffix
        assert len(one.prefix) <= 60 and len(one.suffix) <= 60


def test_other_sources_that_say_the_same_corroborate() -> None:
    shelf = NamedShelf([("board", HARBOUR), ("radio", "The ferry struck the north pier with 371 passengers on board.")])
    claim = claim_of("The ferry struck the north pier with 371 passengers on board.", name="The Board", source="board")
    found = check(claim, shelf, chain_sources=("board",), affiliations={}, published=PUBLISHED)[1]
    assert found.supports == ("radio",)
    assert found.contradicts == ()


def test_other_sources_that_differ_are_named() -> None:
    shelf = NamedShelf([("board", HARBOUR), ("radio", "The ferry struck the north pier with 290 passengers on board.")])
    claim = claim_of("The ferry struck the north pier with 371 passengers on board.", name="The Board", source="board")
    found = check(claim, shelf, chain_sources=("board",), affiliations={}, published=PUBLISHED)[1]
    assert found.contradicts == ("radio",)


@pytest.mark.parametrize("documents", [["No."], ["", "No."]])
def test_texts_that_hold_nothing_leave_the_claim_not_found(documents: list[str]) -> None:
    verdict = check_texts("The ferry struck the north pier.", documents)
    assert verdict.label == "not_found"
    assert verdict.evidence == ()


@pytest.mark.parametrize("documents", [[], [""], ["   \n"]])
def test_without_a_readable_text_nothing_is_known(documents: list[str]) -> None:
    verdict = check_texts("The ferry struck the north pier.", documents)
    assert (verdict.label, verdict.support, verdict.evidence) == ("no_document", 0.0, ())


def test_with_nothing_on_the_shelf_the_writers_own_voice_has_no_document() -> None:
    verdict, _ = check(
        claim_of("The ferry struck the north pier."), NamedShelf([]), chain_sources=(), affiliations={}, published=None
    )
    assert verdict.label == "no_document"


def test_texts_are_cited_by_their_index() -> None:
    verdict = check_texts("Six people were seriously injured.", [UNION, HARBOUR])
    assert verdict.label == "supported"
    assert verdict.evidence[0].document == 1
    assert verdict.evidence[0].source_id is None


def test_the_same_question_has_the_same_answer() -> None:
    assert check_texts("Six people were injured.", [UNION, HARBOUR]) == check_texts(
        "Six people were injured.", [UNION, HARBOUR]
    )


@pytest.mark.parametrize("claim", ["", " ", "\x00", "“", "the", "?" * 50, "\ud800", "ﷺ" * 20])
def test_any_claim_gets_an_answer(claim: str) -> None:
    verdict = check_texts(claim, [HARBOUR])
    assert 0.0 <= verdict.support <= 1.0
    assert 0.0 <= verdict.confidence <= 1.0
