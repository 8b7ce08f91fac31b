"""Who says what a clause without a subject of its own tells: "He sat down and told us", "Holm bowed, saying"."""

from verifier.attribution.found import Found, Words
from verifier.attribution.memory import Memory, Resolved
from verifier.attribution.pronouns import fronted

_JOINING = frozenset(("and", "but", "or", "then"))


def cue_of(found: Found) -> Words | None:
    """The cue of an attribution without a source: where its subject is asked for."""
    return found.cue[0] if found.source is None and found.cue else None


def subject(memory: Memory, cue: Words) -> Resolved | None:
    """Whom the sentence is about, where the cue goes on with it: after "and", or as a participle."""
    page = memory.page
    at = cue[0]
    here = page.sentence_of[at]
    participle = any(page.words[k].low.endswith("ing") for k in range(*cue))
    if not participle and (at == 0 or page.words[at - 1].low not in _JOINING):
        return None
    about = []
    for mention in memory.recent():
        if mention.sentence != here:
            break
        if mention.words[0] < at and mention.role != "part":
            about.append(mention)
    first = next((m for m in reversed(about) if fronted(page, m)), about[-1] if about else None)
    return Resolved(first.entity, "elided", first.words) if first is not None else None
