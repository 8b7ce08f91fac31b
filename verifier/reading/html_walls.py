"""Pages that stand in place of a text: only its opening for those who do not pay, or a request for something else."""

from verifier.language import lexicons
from verifier.reading.html_merge import Block
from verifier.reading.html_metadata import Described

TEASER = 1_500
"""Code points of a body that may be the opening of a text which the page says is not free. An article has more."""
OPENING = 1_000
"""Code points of a body that may be an opening where only the words of the page say so."""
MOST_LOOKED_AT = 400_000


def state(blocks: list[Block], page: str, described: Described) -> str | None:
    """ "paywalled" or "walled" where the body is not the text that the page is about, else None.

    `page` are all words of the page. A page that is not free and has its whole text is read: somebody paid for it.
    """
    body = " ".join(words for words, sort in blocks if sort != "heading")
    cues = lexicons.groups("reading/walls")
    said = page[:MOST_LOOKED_AT].casefold().replace("’", "'")
    if described.words and described.free is False and 2 * len(body.split()) < described.words:
        return "paywalled"
    if described.free is False and len(body) < TEASER:
        return "paywalled"
    if len(body) < OPENING and _any(cues["paywalled"], said):
        return "paywalled"
    cut_off = any(words.endswith(("…", "...")) for words, sort in blocks if sort == "paragraph")
    if len(body) < OPENING and cut_off and "subscri" in said:
        return "paywalled"
    text = body.casefold().replace("’", "'")
    return "walled" if len(body) < OPENING and _any(cues["walled"], text) else None


def _any(cues: frozenset[str], text: str) -> bool:
    return any(cue in text for cue in cues)
