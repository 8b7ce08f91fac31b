"""Who is said to speak, and who is spoken of: names of a claim against those of the documents."""

from verifier.checking import pages, quoting
from verifier.checking.examining import Examined
from verifier.checking.quoting import Quoted
from verifier.language.tokens import STOP, stem, words
from verifier.model import Claim, Link


def called(claim: Claim) -> dict[str, tuple[str, ...]]:
    """What the article calls the sources of a claim, by their ids."""
    chain = claim.attribution.chain if claim.attribution else ()
    return {link.source_id: (link.name, link.mention) for link in chain if link.source_id}


def speaker_fits(one: Quoted, claim: Claim) -> bool | None:
    """Whether the document gives the words to the one whom the article names; None where it does not say, or where the
    article names a body, which speaks through people."""
    chain = claim.attribution.chain if claim.attribution else ()
    if not chain or not one.speaker:
        return None
    named: Link = chain[-1]
    if named.anonymity != "named" or named.kind not in ("person", "unknown"):
        return None
    fits = quoting.same_speaker(f"{named.name} {named.mention}", one.speaker)
    if (
        fits is False
        and named.kind == "unknown"
        and one.reference is not None
        and one.reference.source_id == named.source_id
    ):
        return None
    return fits


def unmentioned(claim: Claim, examined: Examined) -> tuple[str, ...]:
    """The names that stand for the pronouns of a claim read by itself, where the best passage's document has none."""
    if claim.standalone == claim.text or not examined.weighed:
        return ()
    said = {token.text for token in words(claim.text)}
    added = [token.text for token in words(claim.standalone) if token.text not in said]
    names = [name for name in added if name[0].isupper() and name.lower() not in STOP]
    page = pages.page(examined.weighed[0].passage.reference.document.text)
    return () if not names or any(page.inventory.has([stem(name) for name in names])) else tuple(names)
