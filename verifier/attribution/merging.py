"""For an article: the attributions of the rules, and after them what only the trained tagger saw."""

from collections.abc import Sequence
from dataclasses import replace

from verifier.attribution import lexicon
from verifier.attribution.found import Drawn, Found
from verifier.attribution.page import Page
from verifier.attribution.sources import can_say
from verifier.attribution.tagger import Tagged
from verifier.model import Span

# Share of words that two attributions must have in common to be one: the scorer's own bound, not tuned.
_ALIKE = 0.5
_TOO = "+tagger"


def merge(page: Page, ruled: Sequence[Found], tagged: Sequence[Tagged]) -> list[Found]:
    """Rules first, in their order (parents keep their places), then what only the tagger saw. Where both saw one
    attribution, the rules say what it is, through whom it came and how far it reaches."""
    out = list(ruled)
    by_cue: dict[int, int] = {}
    for place, one in enumerate(ruled):
        for first, last in one.cue:
            for index in range(first, last):
                by_cue.setdefault(index, place)
    owner: dict[int, int] = {}
    for place, one in enumerate(ruled):
        for first, last in one.content:
            for index in range(first, last):
                owner.setdefault(index, place)
    for model in tagged:
        found = of_model(page, model)
        if found is None:
            continue
        number: int | None = next(
            (by_cue[k] for first, last in found.cue for k in range(first, last) if k in by_cue), None
        )
        if number is None:
            number = by_content(found, ruled, owner)
        if number is None:
            out.append(named_cue(page, found))
        else:
            agreed = out[number]
            out[number] = replace(agreed, score=max(agreed.score, found.score), rule=_both(agreed.rule))
    return out


def of_model(page: Page, model: Tagged) -> Found | None:
    """The tagger's attribution as word ranges; None where its content holds no word."""
    content = tuple(page.range(Span(*span)) for span in model.content)
    content = tuple(piece for piece in content if piece[0] < piece[1])
    source = page.range(Span(model.source[0][0], model.source[-1][1])) if model.source else None
    cue = tuple(words for words in (page.range(Span(*span)) for span in model.cue) if words[0] < words[1])
    if not content or (source is not None and source[0] >= source[1]):
        return None
    drawn = Drawn(
        content,
        tuple(Span(*span) for span in model.source),
        tuple(Span(*span) for span in model.cue),
        tuple(Span(*span) for span in model.content),
    )
    return Found(source, cue, content, "tagger", score=model.score, drawn=drawn)


def by_content(found: Found, ruled: Sequence[Found], owner: dict[int, int]) -> int | None:
    """The rule's attribution whose content is in the main the same words."""
    counts: dict[int, int] = {}
    for first, last in found.content:
        for index in range(first, last):
            if index in owner:
                counts[owner[index]] = counts.get(owner[index], 0) + 1
    if not counts:
        return None
    number = max(counts, key=lambda n: (counts[n], -n))
    size = sum(b - a for a, b in found.content) + sum(b - a for a, b in ruled[number].content) - counts[number]
    return number if counts[number] >= _ALIKE * size else None


def joined(rule: Found, model: Found) -> Found:
    """What the rule knows, on the tagger's spans: measured, its spans and links are the better ones on texts like those
    it was taught."""
    score = max(rule.score, model.score)
    source = model.source if model.source is not None or model.cue else rule.source
    return replace(
        rule,
        source=source,
        cue=model.cue,
        content=model.content,
        score=score,
        rule=_both(rule.rule),
        drawn=model.drawn if source is model.source else None,
    )


def _both(rule: str) -> str:
    return rule if rule.endswith(_TOO) else rule + _TOO


def named_cue(page: Page, found: Found) -> Found:
    """Lemma and frames of the tagger's cue, as far as the lexicon knows it."""
    for first, last in found.cue:
        for index in range(last - 1, first - 1, -1):
            entry = lexicon.cues().get(page.words[index].low)
            if entry is not None:
                return replace(found, lemma=entry.lemma, frames=entry.frames)
    return found


def reports(page: Page, found: Found) -> bool:
    """Whether what only the tagger saw tells what somebody said, rather than what somebody wishes or plans."""
    if found.rule != "tagger":
        return True
    if not found.lemma or not set(found.frames) & set("STQEC") or found.source is None:
        return False
    alone = found.source[1] - found.source[0] == 1
    if alone and page.words[found.source[0]].low in ("one", "i", "we", "you"):
        return False
    return can_say(page, found.source, "N")
