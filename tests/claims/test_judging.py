"""Kind and checkability of what nobody is credited with, and the order in which to look."""

import pytest

from verifier.claims import find_claims
from verifier.claims.judging import judge
from verifier.model import Attribution, Claim, Discourse, Document, Span

# Sentences of our own, in no case's words: (kind, whether it closes an article, text)
JUDGED = [
    ("question", False, "Who moved the buoy?"),
    ("instruction", False, "Expect more of the same next winter."),
    ("instruction", False, "Don't hold your breath."),
    ("opinion", False, "It would be a disgrace to let the old pier rot."),
    ("opinion", False, "The town deserves better."),
    ("opinion", True, "It is the finest bridge in the county, and the saddest."),
    ("opinion", True, "Somebody ought to tell them."),
    ("prediction", True, "Whoever wins, the town will never be the same again."),
    ("prediction", True, "It will not be the last quarrel of its sort."),
    ("fact", False, "The mayor declined to say whether he should resign."),
    ("fact", False, "The company did not respond to a request for comment."),
    ("fact", False, "The pier was closed on 4 March after a storm."),
    ("fact", True, "A hearing will be held on 12 May."),
    ("fact", True, "The crew of nine were flown to a hospital in Calder on Monday."),
    ("fact", False, "Exports rose 4.2% in the second quarter."),
    ("fact", False, "Roe joined the board in 2011 and has chaired it since 2019."),
    ("fact", False, "The ministry published the list on its website."),
]


@pytest.mark.parametrize(("kind", "closing", "text"), JUDGED)
def test_the_writers_own_words_are_judged(kind: str, closing: bool, text: str) -> None:
    judgement = judge(text, attribution=None, closing=closing)
    assert (judgement.kind, judgement.checkable) == (kind, kind == "fact")
    assert judgement.reason


@pytest.mark.parametrize(
    "text", ["It is a disgrace, she said.", "Prices will never fall again, he said.", "Why, she asked?"]
)
def test_what_is_credited_to_somebody_can_be_checked(text: str) -> None:
    assert judge(text, attribution=Attribution((), (), (Span(0, 5),))).checkable


FOREIGN = {
    "Der Minister sprach am Montag mit 40 Gästen.": True,
    "«Nous restons», a dit le maire.": True,
    "Gestern sprach dort lange Herr Lind.": True,
    "ça va mieux maintenant.": False,
}


@pytest.mark.parametrize(("text", "checkable"), FOREIGN.items())
def test_another_language_is_checked_by_quotations_numbers_and_names_only(text: str, checkable: bool) -> None:
    (claim,), _ = find_claims(Document(text, "a.txt", "0" * 64, language="de"), Discourse())
    assert claim.checkable == checkable
    assert "not in English" in claim.reason


def claims_of(text: str) -> tuple[Claim, ...]:
    return find_claims(Document(text, "a.txt", "0" * 64), Discourse())[0]


def test_a_figure_and_an_accusation_are_worth_an_earlier_look() -> None:
    plain, figure, accusation = claims_of(
        "The office has a new roof. The office spent $40m on a new roof. The office lied about $40m of bribes."
    )
    assert plain.worth < figure.worth < accusation.worth <= 1


def test_what_cannot_be_checked_comes_last() -> None:
    question, fact = claims_of("Who moved the buoy? The crew moved the buoy on Monday.")
    assert question.worth < fact.worth
