"""Claims of an article: how they are cut, credited, and what is set aside."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.claims import find_claims
from verifier.model import Attribution, Discourse, Document, Span


def document(text: str, **fields: object) -> Document:
    return Document(text, "article.txt", "0" * 64, **fields)  # type: ignore[arg-type]


def spans(text: str, *words: str) -> tuple[Span, ...]:
    return tuple(Span(at := text.index(word), at + len(word)) for word in words)


def claims_of(text: str, *attributions: Attribution) -> list[str]:
    claims, _ = find_claims(document(text), Discourse(attributions))
    return [claim.text for claim in claims]


CUTS = {
    "a sentence with its attribution": ["The cargoes were worth $290m, the panel calculated."],
    "a quotation broken by its cue": [
        "“We shall answer,” the minister said in a statement, “at a time of our choosing.”"
    ],
    "two quotations around a short cue": ["“It is not new,” the experts write. “It works because nobody looks.”"],
    "a quotation of two sentences": ["“I would bet on it. I would not build on it.”"],
    "two quotations around a long cue": [
        "“The cans smelled of vinegar,” says Oda Roe of the old film archive in Vellmar.",
        "“They were not dead.”",
    ],
    "two assertions joined by and": [
        "The bogs were drained for sheep between the wars",
        "each hectare was giving off 7.2 tonnes of carbon a year.",
    ],
    "a semicolon": ["Two of the banks declined to comment", "the third did not call back."],
    "a closing relative clause": [
        "The thaler slipped 0.4% against the dollar",
        "which had gained for three days running.",
    ],
    "a short relative clause stays": ["The board praised the mayor, who left."],
    "a comment in apposition": [
        "Owners complain that staff are scarce",
        "a complaint that sits oddly with the figures.",
    ],
}
JOINTS = {"two assertions joined by and": ", and ", "a semicolon": "; "}


@pytest.mark.parametrize("name", CUTS)
def test_claims_are_cut_where_a_source_can_answer_separately(name: str) -> None:
    joint = JOINTS.get(name, ", " if "clause" in name or "apposition" in name else " ")
    assert claims_of(joint.join(CUTS[name])) == CUTS[name]


def test_a_cut_never_tears_an_attribution_from_its_content() -> None:
    text = "The economy grew 0.3% in spring, and unemployment stood at 5.6% in June, the office said."
    attribution = Attribution(spans(text, "the office"), spans(text, "said"), (Span(0, text.index(", the office")),))
    assert claims_of(text, attribution) == [text]
    assert len(claims_of(text)) == 2


def test_a_claim_knows_its_sentence_its_content_and_its_attribution() -> None:
    text = "Nobody came. The ship sank, the board said."
    attribution = Attribution(spans(text, "the board"), spans(text, "said"), spans(text, "The ship sank"))
    claims, _ = find_claims(document(text), Discourse((attribution,)))
    first, second = claims
    assert (first.id, first.attribution, first.content) == (1, None, (Span(0, 12),))
    assert (second.id, second.attribution, second.content) == (2, attribution, spans(text, "The ship sank"))
    assert second.sentence == Span(13, len(text))


def test_the_outer_of_two_nested_attributions_holds_the_claim() -> None:
    text = "Bloomberg reported that the mayor said the bridge was safe."
    inner = Attribution(spans(text, "the mayor"), spans(text, "said"), spans(text, "the bridge was safe"), score=0.99)
    outer = Attribution(
        spans(text, "Bloomberg"), spans(text, "reported"), spans(text, "the mayor said the bridge was safe"), score=0.6
    )
    claims, _ = find_claims(document(text), Discourse((outer, inner)))
    assert claims[0].attribution == outer


def test_a_neighbours_content_that_spills_over_is_not_taken_for_an_attribution() -> None:
    text = "The ship sank, the board said. Nobody on the quay that night noticed."
    spilled = Attribution(spans(text, "the board"), spans(text, "said"), (Span(0, 13), *spans(text, "Nobody on")))
    claims, _ = find_claims(document(text), Discourse((spilled,)))
    assert [claim.attribution for claim in claims] == [spilled, None]


def test_a_quotation_without_a_cue_belongs_to_the_speaker_before() -> None:
    text = "“We have no ships,” Foreign Ministry spokeswoman Ada Roe told reporters in Kallin. “We have ruled it out.”"
    attribution = Attribution(spans(text, "Ada Roe"), spans(text, "told"), spans(text, "“We have no ships,”"), "direct")
    claims, _ = find_claims(document(text), Discourse((attribution,)))
    assert [claim.attribution for claim in claims] == [attribution, attribution]


PAGE = """Voltaire circles Norrcell
Continental Business Service, February 12, 2026
By Ada Roe, business writer

Norrcell said it was for sale.

What happens next?

16:20  Markets

• Cocoa. Prices rose by a third.

Sign up for our newsletter.

Photograph: Ada Roe/Wire
"""


def test_headings_bylines_labels_and_notices_are_set_aside_with_their_reason() -> None:
    claims, asides = find_claims(document(PAGE), Discourse())
    assert [claim.text for claim in claims] == ["Norrcell said it was for sale.", "Prices rose by a third."]
    assert [(PAGE[a.span.start : a.span.end][:12], a.reason) for a in asides] == [
        ("Voltaire cir", "the headline"),
        ("Continental ", "a line of the masthead"),
        ("By Ada Roe, ", "a byline or reporting credit"),
        ("What happens", "a heading"),
        ("16:20  Marke", "the time and heading of a live-blog entry"),
        ("• Cocoa.", "a label"),
        ("Sign up for ", "a newsletter or subscription line"),
        ("Photograph: ", "a caption or picture credit"),
    ]


def test_the_header_block_is_set_aside() -> None:
    text = "Title: A ship\nDate: 2025-01-02\n\nThe ship sank."
    claims, asides = find_claims(document(text, body=32), Discourse())
    assert [claim.text for claim in claims] == ["The ship sank."]
    assert asides[0].reason == "the header of the file"


TEXTS = st.text(max_size=200) | st.lists(
    st.sampled_from(
        [
            "The ship sank",
            ", and ",
            "; ",
            " the board said",
            "“",
            "”",
            ". ",
            "\n\n",
            "16:20 ",
            "• ",
            "which ",
            "Roe",
            "? ",
            "\n",
        ]
    ),
    max_size=40,
).map("".join)


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, Discourse]:
    text = draw(TEXTS)
    numbers = st.integers(0, max(len(text), 1))

    def some() -> tuple[Span, ...]:
        pairs = draw(st.lists(st.tuples(numbers, numbers), max_size=2))
        return tuple(Span(min(pair), min(max(pair), len(text))) for pair in pairs)

    found = [Attribution(some(), some(), some()) for _ in range(draw(st.integers(0, 3)))]
    return text, Discourse(tuple(found))


@given(cases())
def test_claims_are_ordered_stretches_of_the_text_whatever_the_attributions(case: tuple[str, Discourse]) -> None:
    text, discourse = case
    claims, asides = find_claims(document(text), discourse)
    assert [claim.id for claim in claims] == list(range(1, len(claims) + 1))
    at = 0
    for claim in claims:
        assert at <= claim.start < claim.end
        assert claim.text == text[claim.start : claim.end] == claim.text.strip()
        assert claim.content
        at = claim.end
    taken = [Span(claim.start, claim.end) for claim in claims] + [aside.span for aside in asides]
    assert all(0 <= span.start < span.end <= len(text) for span in taken)


@pytest.mark.parametrize(
    "unit",
    [
        "a, and b is; ",
        "“a. ",
        "said which, who ",
        "\n• x.",
        "which is A, which was B; and he is C, ",
        "on Monday ",
        "“",
    ],
)
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    found = tuple(Attribution((), (), (Span(at, at + 3),)) for at in range(0, len(text) - 4, 40))
    began = time.process_time()
    find_claims(document(text), Discourse(found))
    assert time.process_time() - began < 5
