"""Where a statement comes from: relays of one statement are one origin, and what credits itself in a circle is none."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from verifier.checking.features import read_words
from verifier.facts import find_names
from verifier.language.tokens import STOP, texts
from verifier.model import Evidence, Finding, Reference, Shelf, Verdict

RELAYED = 0.7
"""Share of words in order from which two passages are one text passed on."""
AROUND = 200
"""Code points beside a passage in which its paragraph may say whom it has the statement from."""
OPENING = 300
"""Code points at the start of a document in which an agency signs ("OSTRAVIK (Reuters) -")."""
_SIGNED = re.compile(r"\(([A-Z][\w&.' -]{1,30})\) ?(?:-|–|—|\Z)")
_BEFORE = frozenset(("according", "citing", "cites", "quoting", "quotes", "told", "tells", "by", "via"))
_BY = frozenset(("reported", "quoted", "cited", "published", "obtained", "released", "compiled", "carried", "seen"))
_AFTER = frozenset(
    (
        *("said", "says", "reported", "reports", "wrote", "writes", "announced", "announces", "stated", "states"),
        *("confirmed", "confirms", "told", "claimed", "claims", "revealed", "added"),
    )
)
_BETWEEN = frozenset(
    ("first", "has", "had", "have", "also", "which", "that", "who", "the", "to", "a", "in", "newspaper")
)


@dataclass(frozen=True, slots=True)
class Carrier:
    """A passage that says the same as the claim: whose document it is, what its outlet is called, whom it credits.
    `document` tells documents apart: one file that is registered for two sources is one."""

    source_id: str
    document: str
    text: str
    names: tuple[str, ...]
    credited: tuple[str, ...]

    def credits(self, other: "Carrier") -> bool:
        """Does it say that it has the statement from the other?"""
        return any(same_outlet(one, name) for one in self.credited for name in other.names)


def carrier(reference: Reference, start: int, end: int, *, names: Iterable[str] = ()) -> Carrier:
    """The passage [start, end) of a reference. `names` are further names of its source."""
    document = reference.document
    text = document.text
    known = [document.publisher or "", reference.source_id.replace("_", " ").replace("-", " "), *names]
    opening = text[document.body : document.body + OPENING]
    signed = [found.group(1) for found in _SIGNED.finditer(opening)]
    said = credited(text[max(document.body, start - AROUND) : end + AROUND])
    own = tuple(name for name in known if name)
    others = [name for name in (*signed, *said) if not any(same_outlet(name, mine) for mine in own)]
    return Carrier(
        reference.source_id, document.path or reference.source_id, text[start:end], own, tuple(dict.fromkeys(others))
    )


def credited(text: str) -> list[str]:
    """The names that a text says it has something from: "according to Reuters", "the Echo reported"."""
    found = []
    for name in find_names(text):
        before = [word.lower() for word in texts(text[max(0, name.start - 40) : name.start])][-4:]
        after = [word.lower() for word in texts(text[name.end : name.end + 40])][:3]
        while before and before[-1] in _BETWEEN:
            before.pop()
        while after and after[0] in _BETWEEN:
            after.pop(0)
        leads = bool(before) and before[-1] in _BEFORE and (before[-1] != "by" or not _BY.isdisjoint(before[-3:]))
        if leads or (after and after[0] in _AFTER):
            found.append(name.text)
    return found


def same_outlet(one: str, two: str) -> bool:
    """Whether two names can be one outlet: the words of one are among the other's, or it is made of their initials."""
    a, b = _telling(one), _telling(two)
    if not a or not b:
        return False
    if a <= b or b <= a:
        return True
    return _initials(one) == two.lower().replace(".", "") or _initials(two) == one.lower().replace(".", "")


def _telling(name: str) -> frozenset[str]:
    return frozenset(word.lower().removesuffix("'s") for word in texts(name) if word.lower() not in STOP)


def _initials(name: str) -> str:
    letters = [word[0].lower() for word in texts(name) if word.lower() not in STOP]
    return "".join(letters) if len(letters) > 1 else ""


def origins(carriers: Sequence[Carrier]) -> int:
    """How many statements stand on their own: passages in the same words, one that credits the other, and two that
    credit a third are one."""
    groups: list[list[Carrier]] = []
    for one in carriers:
        joined = [group for group in groups if any(_one_origin(one, other) for other in group)]
        groups = [group for group in groups if group not in joined] + [[one, *(c for group in joined for c in group)]]
    return len(groups)


def _one_origin(one: Carrier, two: Carrier) -> bool:
    if one.credits(two) or two.credits(one):
        return True
    if any(same_outlet(a, b) for a in one.credited for b in two.credited):
        return True
    mine, theirs = read_words(one.text).stems[:200], read_words(two.text).stems[:200]
    return bool(LCSseq.normalized_similarity(mine, theirs) >= RELAYED)


def findings(carriers: Sequence[Carrier]) -> tuple[Finding, ...]:
    """What must be known of where the support comes from: all of one origin, or in a circle."""
    sources = tuple(dict.fromkeys(one.source_id for one in carriers))
    out = []
    for place, one in enumerate(carriers):
        for two in carriers[place + 1 :]:
            if one.source_id != two.source_id and one.credits(two) and two.credits(one):
                detail = f"{one.source_id} and {two.source_id} each say that they have it from the other"
                out.append(Finding("circular_sourcing", "", f"{one.source_id}, {two.source_id}", detail))
    if len(sources) > 1 and len({one.document for one in carriers}) > 1 and origins(carriers) == 1:
        shared = [name for name in carriers[0].credited if all(_goes_back(one, name) for one in carriers[1:])]
        back = f": {shared[0]}" if shared else ""
        detail = f"{len(sources)} sources carry this ({', '.join(sources)}); all go back to one origin{back}"
        out.append(Finding("single_origin", "", ", ".join(sources), detail))
    return tuple(out[:2])


def _goes_back(one: Carrier, name: str) -> bool:
    return any(same_outlet(name, other) for other in (*one.names, *one.credited))


def outlet_credited(evidence: Sequence[Evidence], shelf: Shelf, outlet: str | None) -> tuple[Finding, ...]:
    """A circle through the article itself: a passage that supports the claim has it from the article's own outlet."""
    if not outlet:
        return ()
    for one in evidence:
        if one.relation != "supports":
            continue
        held = carrier(shelf.reference(one.document_id), one.start, one.end)
        for name in held.credited:
            if same_outlet(name, outlet):
                detail = f"the document of {held.source_id} has this from {name}, where the article appears"
                return (Finding("circular_sourcing", "", name, detail),)
    return ()


def supporting(verdict: Verdict) -> tuple[Evidence, ...]:
    """The evidence that bears a claim out, if the claim is borne out."""
    if verdict.label not in ("supported", "partly_supported"):
        return ()
    return tuple(one for one in verdict.evidence if one.relation == "supports")
