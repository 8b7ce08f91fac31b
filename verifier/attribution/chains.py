"""Chains: through whom the words came, outermost first, each link resolved to a source as far as the text allows."""

from collections.abc import Sequence
from dataclasses import replace

from verifier.attribution.casting import Cast
from verifier.attribution.entities import Entity
from verifier.attribution.found import Found, Words
from verifier.attribution.memory import Resolved
from verifier.attribution.naming import link_name
from verifier.attribution.page import Page
from verifier.attribution.phrasing import parse, text_of
from verifier.attribution.vias import medium_kind
from verifier.model import Link, Span

# An inner attribution that holds this share of the outer one's words is what the outer one passes on.
_PASSED_ON = 0.6


def chains(page: Page, found: Sequence[Found], who: Cast, own: frozenset[str]) -> list[tuple[Link, ...] | None]:
    """The chain of each attribution; None where one only repeats the source it stands inside. `own` are the words of
    the
    article's own medium, through which everything comes."""
    out: list[tuple[Link, ...] | None] = []
    ends: list[Entity | None] = []
    last: tuple[Found, tuple[Link, ...], Entity | None] | None = None
    for one in found:
        parent = _living(found, out, one.parent)
        above = out[parent] if parent is not None else ()
        own_entity = who.resolved[one.source].entity if one.source in who.resolved else None
        if parent is not None and _same(own_entity, ends[parent], one, page):
            # where spans are asked for, what one believes oneself is an attribution of its own, without a new link
            seen = one.drawn is not None or one.rule == "nested"
            out.append(above if seen else None)
            ends.append(ends[parent] if seen else None)
            continue
        links = list(above or ())
        carriers = [
            (words, rule) for words, rule in one.outer if words in who.resolved and not _is_own(page, words, own)
        ]
        links += [_link(page, words, who.resolved[words], rule) for words, rule in carriers]
        if own_entity is not None and not carriers and not above:
            links += [
                _carried(medium)
                for medium in own_entity.through
                if not set(medium.name.lower().split()) <= own | {"the"}
            ]
        if own_entity is not None and not links:
            links += _still_through(page, one, last, own_entity)
        if one.source is not None and one.source in who.resolved:
            links.append(_link(page, one.source, who.resolved[one.source], ""))
        if one.inner is not None and one.inner in who.resolved:
            links.append(_link(page, one.inner, who.resolved[one.inner], "cited"))
            own_entity = who.resolved[one.inner].entity
        if parent is None:
            carried = one.outer or (
                last[0].outer if last is not None and len(links) > 1 and last[2] is own_entity else ()
            )
            last = (replace(one, outer=carried), tuple(links), own_entity)
        out.append(tuple(links))
        ends.append(own_entity)
    return out


def passed_on(
    page: Page, found: Sequence[Found], linked: list[tuple[Link, ...] | None]
) -> list[tuple[Link, ...] | None]:
    """The same chains, where an attribution whose content is in the main another's words has that other's chain."""
    out = list(linked)
    for number in range(len(found) - 1, -1, -1):
        parent = found[number].parent
        if parent is None or out[number] is None or out[parent] is None:
            continue
        inner = sum(b - a for a, b in (*found[number].content, *found[number].cue))
        outer = sum(b - a for a, b in found[parent].content)
        chain = out[number]
        speaks = bool(chain) and chain is not None and chain[-1].kind != "unknown"
        if outer and (
            inner / outer >= _PASSED_ON or (speaks and _holds_quotations(page, found[parent], found[number]))
        ):
            out[parent] = out[number]
    return out


def _holds_quotations(page: Page, outer: Found, inner: Found) -> bool:
    """Whether whatever the outer content quotes is quoted from the inner one."""
    quoted = {k for first, last in outer.content for k in range(first, last) if page.quote_of[k] >= 0}
    held = {k for first, last in inner.content for k in range(first, last)}
    return bool(quoted) and quoted <= held


def _still_through(
    page: Page, one: Found, last: tuple[Found, tuple[Link, ...], Entity | None] | None, entity: Entity
) -> tuple[Link, ...]:
    """The media of the sentence before, if a pronoun goes on with the same speaker in the same paragraph."""
    if last is None or one.source is None or last[0].source is None or last[2] is not entity or not last[0].outer:
        return ()
    if one.source[1] - one.source[0] > 1 or page.words[one.source[0]].low not in ("he", "she", "they"):
        return ()
    here, there = page.sentence_of[one.source[0]], page.sentence_of[last[0].source[0]]
    same = page.sentences[here].paragraph == page.sentences[there].paragraph
    statement = any(rule == "issued-by" for _, rule in last[0].outer)
    return last[1][:-1] if same and here - there <= 1 and not statement else ()


def _living(found: Sequence[Found], out: list[tuple[Link, ...] | None], parent: int | None) -> int | None:
    while parent is not None and out[parent] is None:
        parent = found[parent].parent
    return parent


def _same(entity: Entity | None, above: Entity | None, one: Found, page: Page) -> bool:
    if entity is None or above is None:
        return entity is None
    if entity is above or entity.body is above or above.body is entity:
        return True
    pronoun = (
        one.source is not None
        and one.source[1] - one.source[0] == 1
        and page.words[one.source[0]].low in ("it", "they")
    )
    return pronoun and entity.anonymity == "vague"


def _is_own(page: Page, words: Words, own: frozenset[str]) -> bool:
    return (
        any(page.words[k].low in own and page.words[k].text[:1].isupper() for k in range(*words))
        and medium_kind(page, words) is not None
    )


def _carried(entity: Entity) -> Link:
    source = entity.source
    return Link(
        entity.name,
        None,
        link_name(entity),
        source.id if source is not None else None,
        entity.kind,
        entity.anonymity,
        "carried-on",
    )


def _link(page: Page, words: Words, answer: Resolved, via: str) -> Link:
    entity = answer.entity
    core = parse(page, words).core
    body = entity.body.source if entity.body is not None else None
    source = entity.source or body
    rule = answer.rule if entity.source is not None or body is None else "speaks-for"
    link = Link(
        mention=text_of(page, core),
        span=page.span(*core),
        name=link_name(entity),
        source_id=source.id if source is not None and answer.sure else None,
        kind=entity.kind if entity.kind != "unknown" or via == "" else _medium(page, words, entity),
        anonymity=entity.anonymity,
        rule=f"{via} {rule}".strip(),
        runner_up=answer.runner_up,
    )
    return replace(link, span=Span(*link.span)) if link.span is not None else link


def _medium(page: Page, words: Words, entity: Entity):  # type: ignore[no-untyped-def]
    return medium_kind(page, words) or entity.kind
