"""Who has a statement from whom: relays are one origin, circles are named."""

from dataclasses import replace

import pytest
from shelves import PUBLISHED, NamedShelf, claim_of

from verifier.checking import check, note_outlet
from verifier.checking.origins import carrier, credited, findings, same_outlet
from verifier.model import Corroboration, Verdict

WIRE = "The ferry struck the north pier of Dolsk at 21:40 on Monday with 371 passengers on board."
OWN_WORDS = "With 371 passengers on board, the ferry hit the north pier of Dolsk on Monday evening at 21:40."
CLAIM = "The ferry struck the north pier of Dolsk at 21:40 on Monday with 371 passengers on board."


def asked(*documents: tuple[str, str], source: str = "board", name: str = "The Board") -> tuple[Verdict, Corroboration]:
    claim = claim_of(CLAIM, name=name, source=source, kind="company")
    return check(claim, NamedShelf(documents), chain_sources=(source,), affiliations={}, published=PUBLISHED)


def kinds(verdict: Verdict) -> set[str]:
    return {finding.kind for finding in verdict.findings}


def test_the_same_wire_text_in_two_places_is_one_origin() -> None:
    verdict, others = asked(("board", WIRE), ("radio", WIRE))
    assert (verdict.label, others.supports, others.independent_origins) == ("supported", ("radio",), 1)
    assert "single_origin" in kinds(verdict)


def test_a_document_that_credits_the_other_is_no_second_origin() -> None:
    verdict, others = asked(("board", WIRE), ("radio", f"{OWN_WORDS[:-1]}, according to the Board."))
    assert (others.supports, others.independent_origins) == (("radio",), 1)
    assert "single_origin" in kinds(verdict)


def test_two_that_saw_it_themselves_are_two_origins() -> None:
    verdict, others = asked(("board", WIRE), ("radio", OWN_WORDS))
    assert (others.supports, others.independent_origins) == (("radio",), 2)
    assert "single_origin" not in kinds(verdict)


def test_two_that_credit_a_third_are_one_origin() -> None:
    verdict, others = asked(
        ("board", f"{WIRE} This was reported by Coastline News."),
        ("radio", f"DOLSK (Coastline News) - {OWN_WORDS}"),
    )
    assert others.independent_origins == 1
    found = next(finding for finding in verdict.findings if finding.kind == "single_origin")
    assert "Coastline News" in found.detail


def test_one_document_alone_is_not_called_a_single_origin() -> None:
    verdict, others = asked(("board", WIRE))
    assert others.independent_origins == 1
    assert "single_origin" not in kinds(verdict)


def test_two_that_credit_each_other_run_in_a_circle() -> None:
    verdict, _ = asked(
        ("harbour_post", f"{WIRE} The Coast Echo reported it first."),
        ("coast_echo", f"{OWN_WORDS} The Harbour Post reported it first."),
        source="harbour_post",
        name="The Harbour Post",
    )
    found = next(finding for finding in verdict.findings if finding.kind == "circular_sourcing")
    assert found.detail == "harbour_post and coast_echo each say that they have it from the other"


def test_a_source_that_has_it_from_the_articles_own_outlet_runs_in_a_circle() -> None:
    text = f"{WIRE} The Coast Echo reported it first."
    verdict, _ = asked(("board", text))
    shelf = NamedShelf([("board", text)])
    assert "circular_sourcing" in kinds(note_outlet(verdict, shelf, "Coast Echo"))
    assert note_outlet(verdict, shelf, "Harbour Post") == verdict
    assert note_outlet(verdict, shelf, None) == verdict


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Prices rose, according to Coastline News.", ["Coastline News"]),
        ("The Coast Echo first reported the deal.", ["Coast Echo"]),
        ("The deal was first reported by Bloomberg.", ["Bloomberg"]),
        ("The minister told Radio Dolsk that it was over.", ["Radio Dolsk"]),
        ("The ferry left Dolsk for Brelin.", []),
        ("It was built by Calder and Sons.", []),
    ],
)
def test_credits_are_read_from_the_words_around_a_name(text: str, names: list[str]) -> None:
    assert [name for name in credited(text) if name in names or not names] == names


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("The Coast Echo", "coast echo", True),
        ("MSMT", "Multilateral Sanctions Monitoring Team", True),
        ("Coast Echo", "Harbour Post", False),
        ("", "Harbour Post", False),
    ],
)
def test_outlets_are_known_by_their_words_or_initials(one: str, two: str, *, same: bool) -> None:
    assert same_outlet(one, two) is same


def test_one_file_registered_for_two_sources_is_one_document() -> None:
    reference = NamedShelf([("board", WIRE)]).reference(0)
    filed = replace(reference, document=replace(reference.document, path="sources/board.txt"))
    both = [carrier(filed, 0, 40), carrier(replace(filed, source_id="viita"), 0, 40)]
    assert findings(both) == ()
