"""The story of this room: page, spans (rules and tagger), quotations, who is who, chains, hedges, attributions."""

from collections.abc import Sequence

from verifier.attribution import tagger
from verifier.attribution.casting import Cast, cast
from verifier.attribution.chains import chains, passed_on
from verifier.attribution.found import Found
from verifier.attribution.merging import merge, reports
from verifier.attribution.modality import hedge_of
from verifier.attribution.naming import source_name
from verifier.attribution.nested import nested
from verifier.attribution.overlay import overlay
from verifier.attribution.page import Page, read_page
from verifier.attribution.quotations import with_quotations
from verifier.attribution.rules import read_rules
from verifier.model import Attribution, Discourse, Document, Link, Source, Span, SpeechType

# Below this certainty an attribution that only the tagger saw is not asserted of an article.
_SURE = 0.4


def discourse(document: Document, sources: Sequence[Source]) -> Discourse:
    """Who says what in an article. Pure: the same document and sources give the same discourse."""
    page = read_page(document.text, document.body)
    every = merge(page, read_rules(page), _tagged(page))
    kept = [one for one in every if one.rule != "tagger" or (one.score >= _SURE and reports(page, one))]
    found = with_quotations(page, kept)
    who = cast(page, found, sources)
    linked = passed_on(page, found, chains(page, found, who, own_medium(document, page)))
    return Discourse(_ordered(page, found, linked, who, withheld=None), who.referents)


def attributions(text: str) -> tuple[Attribution, ...]:
    """All attributions of a text, wishes and plans among them, each with its own source; no registry."""
    page = read_page(text)
    found = with_quotations(page, overlay(page, read_rules(page), _tagged(page)))
    found += nested(page, found)
    who = cast(page, found, ())
    return _ordered(page, found, chains(page, found, who, frozenset()), who, withheld="")


def _tagged(page: Page) -> list[tagger.Tagged]:
    return tagger.tag(page.text, within=(page.body, len(page.text)) if page.body else None)


def own_medium(document: Document, page: Page) -> frozenset[str]:
    """Capitalised words of the article's head (header block, first short lines): the names of its own medium."""
    words = {w.strip(",.:|()").lower() for w in document.text[: document.body].split() if w[:1].isupper()}
    words |= {w.lower() for w in (document.publisher or "").split()}
    for sentence in page.sentences[:5]:
        if sentence.last - sentence.first <= 12 and page.words[sentence.last - 1].low not in (".", "?", "!"):
            words |= {
                page.words[k].low for k in range(sentence.first, sentence.last) if page.words[k].text[:1].isupper()
            }
    return frozenset(words)


def _ordered(
    page: Page, found: Sequence[Found], linked: Sequence[tuple[Link, ...] | None], who: Cast, *, withheld: str | None
) -> tuple[Attribution, ...]:
    out = []
    for one, chain in zip(found, linked, strict=True):
        if chain is None:
            continue
        resolved = who.of(one)
        name = source_name(resolved, withheld=withheld) if resolved is not None else None
        out.append(_attribution(page, one, chain, name))
    out.sort(key=lambda a: (min(s for s, _ in (*a.source, *a.cue, *a.content)), a.content[:1]))
    return tuple(out)


def _attribution(page: Page, one: Found, chain: tuple[Link, ...], name: str | None) -> Attribution:
    source: tuple[Span, ...] = (page.span(*one.source),) if one.source is not None else ()
    cue = tuple(page.span(*words) for words in one.cue if words[0] < words[1])
    content = tuple(page.span(*words) for words in one.content)
    if one.drawn is not None and one.drawn.words == one.content:
        source, cue, content = one.drawn.source, one.drawn.cue, one.drawn.content
    return Attribution(
        source=source,
        cue=cue,
        content=content,
        type=speech_type(page, one.content, heard=page.quote_of[one.cue[0][0]] if one.cue else -1),
        source_name=name,
        chain=chain,
        hedge=hedge_of(page, one),
        rule=one.rule,
        score=one.score,
    )


def speech_type(page: Page, content: Sequence[tuple[int, int]], *, heard: int = -1) -> SpeechType:
    """direct where every word stands in quotation marks, mixed where some do or where "that" leads them in, indirect
    else. The quotation `heard`, in which the cue itself stands, is the outer speaker's and does not count."""
    inside = total = 0
    for first, last in content:
        total += first > 0 and page.words[first - 1].low == "that"
        for index in range(first, last):
            if page.words[index].text[0].isalnum():
                total += 1
                inside += page.quote_of[index] not in (-1, heard)
    if not inside:
        return "indirect"
    return "direct" if inside == total else "mixed"
