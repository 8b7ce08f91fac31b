"""How much of a thing is meant: all or a part, both or one, with an exception or without."""

from collections.abc import Sequence

from verifier.facts.lexicon import several
from verifier.facts.modality import Cue, cues
from verifier.facts.pairing import sense, senses
from verifier.facts.wording import Words

_SKIPPED = several("of the these those its their his her our two three four other")
_INDIVIDUAL = several("the one its his her their our this that said")
_SEVERAL = several("both neither all each every two three four five six seven either other another any no many several")
MOST = 20
"""Quantifiers of a text that are looked at: a bound for hostile text."""
NEAR = 1.5
"""Words that a passage must share with the claim, the thing itself left out, before it speaks of the same matter."""


def weight(shared: dict[int, set[str]], sentence: int) -> float:
    """Words shared with a sentence, and half of those with the sentence before it (an omitted subject); all of them
    where the sentence shares nothing itself ("We found none.")."""
    mine = shared.get(sentence, set())
    return len(mine) + (0.5 if mine else 1.0) * len(shared.get(sentence - 1, set()) - mine)


def one_of_several(
    claim: Words, passage: Words, theirs: Sequence[Cue], shared: dict[int, set[str]]
) -> tuple[Cue, int] | None:
    """Where the claim says "both", "neither", "all" or "none" of some things and the passage only ever speaks of one:
    the cue, and the index of the thing in the passage."""
    for cue in cues(claim, "scope_cues")[:MOST]:
        if cue.kind != "each" and cue.name not in ("all", "every", "each", "none"):
            continue
        if any(other.kind in ("whole", "none", "each", "part", "except") for other in theirs):
            return None
        for thing in _things(claim, cue):
            at = _only_one(passage, thing, generic=cue.kind != "each")
            if at is not None and len(shared.get(passage.sentences[at], set()) - {thing}) >= NEAR:
                return cue, at
    return None


def _things(words: Words, cue: Cue) -> list[str]:
    """The senses of what a quantifier may count: the plural noun after it, or the next words after "each"."""
    i = cue.last
    while words.word(i) in _SKIPPED:
        i += 1
    run: list[int] = []
    while i < len(words) and words.content[i] and len(run) < 3:
        run.append(i)
        i += 1
    if cue.name in ("neither", "each", "every"):
        return [sense(words.stems[k]) for k in run[:2]]
    return [sense(words.stems[k]) for k in run if is_plural(words, k)][:1]


def is_plural(words: Words, i: int) -> bool:
    """Is a noun written as a plural?"""
    low = words.low[i]
    return low.endswith("s") and not low.endswith(("ss", "us", "is", "'s")) and words.stems[i] != low


def _only_one(passage: Words, thing: str, *, generic: bool) -> int | None:
    """Where the passage speaks of one such thing and of no more: "the embassy", "its embassy"."""
    places = [i for i, key in enumerate(senses(passage)) if key == thing]
    if not places or any(is_plural(passage, i) for i in places):
        return None
    before = [[passage.word(k) for k in range(max(0, i - 3), i)] for i in places]
    if any(not _SEVERAL.isdisjoint(words) for words in before):
        return None
    if len({words[-1] if words else "" for words in before}) > 1:
        return None  # "the Russian embassy ... the Korean embassy"
    named = _INDIVIDUAL if generic else _INDIVIDUAL | {"a", "an"}
    alone = any(word in named or word.endswith("'s") for word in before[0])
    joined = any(
        passage.low[k] == "and" and passage.low[k + 1] in ("that", "those", "the", "its", "another")
        for i in places
        for k in range(i + 1, min(i + 12, len(passage) - 1))
    )
    return places[0] if alone and not joined else None


def exception(wide: Sequence[Cue], claim: Words, passage: Words, theirs: Sequence[Cue]) -> tuple[Cue, Cue] | None:
    """Where the passage takes something out of what the claim calls all: "all but three", "all pupils except ..."."""
    for cue in [one for one in theirs if one.kind == "except"][:MOST]:
        here = passage.sentences[cue.first]
        inside = {key for key, number in zip(senses(passage), passage.sentences, strict=True) if key and number == here}
        whole = cue.name == "all but" or any(
            other.kind == "whole" and passage.sentences[other.first] == here for other in theirs
        )
        for one in wide[:MOST]:
            about = meant(claim, one)
            if one.kind == "whole" and whole and about and len(about & inside) >= min(2, len(about)):
                return one, cue
    return None


def meant(words: Words, cue: Cue) -> set[str]:
    """What a quantifier is about: the senses of the next content words."""
    found: set[str] = set()
    for i in range(cue.last, min(len(words), cue.last + 6)):
        if words.low[i] in ".;:!?,":
            break
        if words.content[i]:
            found.add(sense(words.stems[i]))
    return found


def counted_part(
    wide: Sequence[Cue], claim: Words, passage: Words, shared: dict[int, set[str]]
) -> tuple[Cue, int] | None:
    """A number of them in the passage where the claim says all of them: it must count what that "all" is about."""
    for cue in wide:
        about = meant(claim, cue)
        for i, word in enumerate(passage.low):
            if not (word[0].isdecimal() or word in _COUNTS) or weight(shared, passage.sentences[i]) < 2.0:
                continue
            ahead = range(i + 1, min(i + 5, len(passage)))
            if any(passage.low[k][0].isalpha() and sense(passage.stems[k]) in about for k in ahead):
                return cue, i
    return None


_COUNTS = several(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty"
)
