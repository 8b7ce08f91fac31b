"""A claim readable alone: what is put in brackets, and what is listed as unresolved."""

from datetime import date

import pytest

from verifier.claims import find_claims
from verifier.model import Claim, Discourse, Document, Referent, Span

WEDNESDAY = date(2025, 6, 11)


def claim_of(text: str, *referents: Referent, published: date | None = WEDNESDAY) -> Claim:
    claims, _ = find_claims(Document(text, "a.txt", "0" * 64, published=published), Discourse((), referents))
    return claims[-1]


def stands_for(text: str, words: str, name: str, *, sure: bool = True, antecedent: str | None = None) -> Referent:
    at = text.rindex(words)
    back = None if antecedent is None else Span(text.index(antecedent), text.index(antecedent) + len(antecedent))
    return Referent(Span(at, at + len(words)), name, back, "test", sure)


def test_a_pronoun_is_explained_beside_its_place() -> None:
    text = "He pledged support."
    assert claim_of(text, stands_for(text, "He", "Kim Jong Un")).standalone == "He [Kim Jong Un] pledged support."


def test_a_possessive_keeps_its_case() -> None:
    text = "Then his troops left."
    assert claim_of(text, stands_for(text, "his", "Kim Jong Un")).standalone == "Then his [Kim Jong Un's] troops left."


def test_a_name_that_the_claim_already_gives_is_not_repeated() -> None:
    text = "Kim Jong Un said he was glad."
    assert claim_of(text, stands_for(text, "he", "Kim Jong Un")).standalone == text


def test_a_reference_that_is_not_sure_is_listed_and_not_guessed() -> None:
    text = "They left at noon."
    claim = claim_of(text, stands_for(text, "They", "the troops", sure=False))
    assert (claim.standalone, claim.unresolved) == (text, ("They",))


def test_a_pronoun_that_nothing_resolved_is_listed() -> None:
    assert claim_of("At noon she stayed in the same report.").unresolved == ("she", "the same report")


DATES = {
    "The ship sank on Monday.": "The ship sank on Monday [9 June 2025].",
    "The ship sank on Wednesday.": "The ship sank on Wednesday [11 June 2025].",
    "The ship sank yesterday.": "The ship sank yesterday [10 June 2025].",
    "The ship sank last month.": "The ship sank last month [May 2025].",
    "The ship sank last year.": "The ship sank last year [2024].",
    "The ship will be raised on Friday.": "The ship will be raised on Friday [13 June 2025].",
    "The board said on Friday that the ship would be raised.": (
        "The board said on Friday [6 June 2025] that the ship would be raised."
    ),
    "The ship sank on 3 May 2019.": "The ship sank on 3 May 2019.",
}


@pytest.mark.parametrize(("text", "standalone"), DATES.items())
def test_relative_dates_are_given_in_full(text: str, standalone: str) -> None:
    assert claim_of(text).standalone == standalone


def test_without_a_date_of_the_article_relative_dates_stay_open() -> None:
    claim = claim_of("The ship sank on Monday.", published=None)
    assert (claim.standalone, claim.unresolved) == ("The ship sank on Monday.", ("Monday",))


def test_a_relative_clause_gets_its_subject() -> None:
    text = "The plant is to be sold to Ferrow Water, which draws its supply from the hills."
    assert claim_of(text).standalone.startswith("[Ferrow Water] which draws")
