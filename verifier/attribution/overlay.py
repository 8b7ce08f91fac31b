"""For a text without a registry: the tagger's attributions as it drew them, what the rules know of each, and what the
rules see inside their contents."""

from collections.abc import Sequence
from dataclasses import replace

from verifier.attribution.found import Found, Words
from verifier.attribution.merging import by_content, joined, named_cue, of_model
from verifier.attribution.nested import inside, says_inside
from verifier.attribution.page import Page
from verifier.attribution.tagger import Tagged

# Share of words that two contents must have in common to be one: the scorer's own bound, not tuned.
_ALIKE = 0.5
# Without a cue, or by two at once: the training texts mark neither.
_UNSEEN = frozenset(("speaker-tag", "introduced-quotation", "quoted-as"))


def overlay(page: Page, ruled: Sequence[Found], tagged: Sequence[Tagged]) -> list[Found]:
    """Every attribution of the tagger with its own spans, and with them what only the rules can see: sorts that the
    tagger was never shown, and attributions whose source and cue stand inside the content of one of the tagger's.
    In text order, parents before their children."""
    out, place = _drawn(page, ruled, tagged)
    _put_around(out, place, ruled)
    taken = _cues(out)
    holders = _contents(out)
    for number, one in enumerate(ruled):
        if number in place or any(k in taken for words in one.cue for k in range(*words)):
            continue
        if one.rule in _UNSEEN:
            place[number] = len(out)
            out.append(replace(one, parent=place.get(one.parent) if one.parent is not None else None))
        elif one.cue and says_inside(page, one):
            parent = holders.get(one.cue[0][0], place.get(one.parent) if one.parent is not None else None)
            if parent is not None:
                _put_inside(page, out, parent, (one, ruled[one.parent] if one.parent is not None else None))
    return _in_order(out)


def _drawn(page: Page, ruled: Sequence[Found], tagged: Sequence[Tagged]) -> tuple[list[Found], dict[int, int]]:
    """The tagger's attributions, and the place of each of the rules' among them. A rule's attribution serves once."""
    cues, owner = _cues(ruled), _contents(ruled)
    out: list[Found] = []
    place: dict[int, int] = {}
    for model in tagged:
        found = of_model(page, model)
        if found is None:
            continue
        number: int | None = next((cues[k] for words in found.cue for k in range(*words) if k in cues), None)
        if number is None:
            number = by_content(found, ruled, owner)
            if number is not None and _holds(found, ruled[number]):
                number = None
        if number is None or number in place:
            out.append(named_cue(page, found))
        else:
            place[number] = len(out)
            out.append(joined(ruled[number], found))
    return [replace(one, parent=place.get(one.parent)) if one.parent is not None else one for one in out], place


def _put_around(out: list[Found], place: dict[int, int], ruled: Sequence[Found]) -> None:
    """Where the tagger saw only B's of the two in "according to A, B said ...", A's is added around it."""
    taken = _cues(out)
    for number, at in list(place.items()):
        above = ruled[number].parent
        if above is None or ruled[above].rule != "according-to" or not _holds(ruled[above], ruled[number]):
            continue
        if above not in place:
            if any(k in taken for words in ruled[above].cue for k in range(*words)):
                continue
            place[above] = len(out)
            out.append(replace(ruled[above], parent=None, score=out[at].score))
        if place[above] != at and out[place[above]].parent is None:
            out[at] = replace(out[at], parent=place[above])


def _put_inside(page: Page, out: list[Found], parent: int, pair: tuple[Found, Found | None]) -> None:
    """Put an attribution of the rules (`pair`: with their outer one) inside one of the tagger's. Where the tagger gave
    "B said" to neither of the two in "according to A, B said ...", it becomes part of what A says."""
    one, above = pair
    outer = out[parent]
    if not _holds(outer, one):
        if above is None or outer.drawn is None or not _holds(above, one) or not _alike(outer, one):
            return
        outer = out[parent] = replace(outer, content=above.content, drawn=None)
    content = tuple(piece for words in one.content for piece in _within(words, outer.content))
    if content:
        out.append(inside(page, one, content, parent))


def _alike(one: Found, other: Found) -> bool:
    a, b = ({k for words in found.content for k in range(*words)} for found in (one, other))
    return len(a & b) >= _ALIKE * len(a | b)


def _within(words: Words, content: tuple[Words, ...]) -> list[Words]:
    """The parts of a range that lie inside a content."""
    cut = ((max(words[0], first), min(words[1], last)) for first, last in content)
    return [piece for piece in cut if piece[0] < piece[1]]


def _cues(found: Sequence[Found]) -> dict[int, int]:
    """Word -> the first attribution whose cue holds it."""
    out: dict[int, int] = {}
    for place, one in enumerate(found):
        for words in one.cue:
            for index in range(*words):
                out.setdefault(index, place)
    return out


def _contents(found: Sequence[Found]) -> dict[int, int]:
    """Word -> the first attribution whose content holds it."""
    out: dict[int, int] = {}
    for place, one in enumerate(found):
        for words in one.content:
            for index in range(*words):
                out.setdefault(index, place)
    return out


def _holds(outer: Found, inner: Found) -> bool:
    """Whether source and cue of one attribution stand inside the content of another."""
    heads: list[Words] = [*inner.cue, *([inner.source] if inner.source is not None else [])]
    return bool(heads) and all(
        any(first <= head[0] and head[1] <= last for first, last in outer.content) for head in heads
    )


def _first(one: Found) -> int:
    return min(words[0] for words in (*one.cue, *one.content, *([one.source] if one.source is not None else [])))


def _in_order(found: Sequence[Found]) -> list[Found]:
    """Text order, but parents before their children."""
    children: dict[int | None, list[int]] = {}
    for number in sorted(range(len(found)), key=lambda n: (_first(found[n]), n)):
        children.setdefault(found[number].parent, []).append(number)
    order: list[int] = []
    waiting = children.get(None, [])[::-1]
    while waiting:
        number = waiting.pop()
        order.append(number)
        waiting.extend(children.get(number, [])[::-1])
    moved = {old: new for new, old in enumerate(order)}
    return [
        replace(found[old], parent=moved[p]) if (p := found[old].parent) is not None else found[old] for old in order
    ]
