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


VIEWS = """
It is hard to see who gains from any of this.
The rest of us will have to live with the noise.
History will not be kind to the men who signed it.
None of which will comfort the families.
A cheaper bridge would have been a better bridge.
That, surely, is the point of having an inspector.
It makes for grim reading.
For once, the committee has got something right.
Voters will draw their own conclusions.
The town has waited long enough.
The minister must go.
Someone, somewhere, knows more than they are saying.
There are worse ways to spend a Sunday.
One can only hope that the lesson has been learned.
Nothing good will come of it.
This is no way to run a railway.
The orchestra has never sounded finer.
The next winter will show who was right.
Whether the truce survives the spring is anyone's guess.
The real scandal is that nobody was surprised.
Such generosity comes at a price.
Perhaps it is time to let the river win.
Sooner or later the roof will fall in.
It was a shabby end to a shabby affair.
The market will punish them for it.
Do not bet against her.
Every parent in the county should read it.
"""
FACTS = """
The inquiry will publish its findings in the autumn.
The council meets again next week.
The trial continues.
Talks are due to resume in Geneva.
No one was hurt.
Police are appealing for witnesses.
The company employs 400 people in the valley.
Roe leaves a wife and two daughters.
The ship was built in Norway.
The vote was postponed twice before.
The bill now goes to the upper house.
A memorial service will be held in the cathedral.
The museum reopens in May.
It is the third fire at the plant in a decade.
The two men have not spoken since.
The ministry has not published the figures.
Shares in the group closed lower.
The road remains closed.
The charity was founded by a retired teacher.
An appeal is expected to be heard next month.
The verdict will be announced on Friday.
The couple have since moved abroad.
She was released on bail.
The king opened the new bridge in a short ceremony.
"""


@pytest.mark.parametrize(("texts", "checkable"), [(VIEWS, False), (FACTS, True)], ids=["views", "facts"])
def test_closing_sentences_are_told_apart_mostly(texts: str, checkable: bool) -> None:
    found = [judge(text, attribution=None, closing=True).checkable for text in texts.strip().splitlines()]
    assert found.count(checkable) >= 0.85 * len(found)


@pytest.mark.parametrize("text", FACTS.strip().splitlines())
def test_a_fact_within_the_article_is_not_taken_for_a_view(text: str) -> None:
    assert judge(text, attribution=None).checkable


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
