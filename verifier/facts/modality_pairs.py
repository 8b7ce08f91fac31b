"""Is a claim stronger than its source: a hedge dropped, a scope widened, a cause asserted?"""

from verifier.facts import modality, pairing, scope_pairs
from verifier.facts.lexicon import several
from verifier.facts.modality import Cue
from verifier.facts.scope_pairs import weight
from verifier.facts.wording import Words
from verifier.model import Comparison, FindingKind, Span

LEAST = 1.5
"""Content words that claim and the hedged sentence must share before a hedge is about the same thing."""

WHOLE = 1.0
"""Points where all content words of the claim stand in that sentence."""

_HEDGES = several("possible likely planned alleged provisional unknown estimated")
_STRONG = frozenset({"possible", "unknown", "planned", "provisional", "likely", "alleged"})


def compare(claim: Words, passage: Words) -> list[Comparison]:
    """What a person must know where the claim says more than the passage; nothing where it says less."""
    senses = claim.once("claimed senses", _senses)
    if not senses or not _may_differ(claim, passage) or claim.once("is spoken", _is_spoken):
        return []
    shared = _shared_by_sentence(senses, passage)
    made = [
        _hedge(claim, passage, senses, shared),
        _scope(claim, passage, shared),
        _cause(claim, passage, senses, shared),
    ]
    return [one for one in made if one is not None]


def _may_differ(claim: Words, passage: Words) -> bool:
    """Has the passage a hedge, or the claim a scope or a cause?"""
    return bool(modality.cues(passage, "modal_cues") or any(modality.cues(claim, name) for name in _CLAIMED))


_CLAIMED = ("scope_cues", "causal_cues")


def _is_spoken(words: Words) -> bool:
    """Is most of the claim between quotation marks? Then its words are compared as words, hedges and all."""
    inside, spoken = False, 0
    for word in words.low:
        if word in '“"«':
            inside = word != '"' or not inside
        elif word in "”»":
            inside = False
        elif inside:
            spoken += 1
    return spoken * 2 > len(words)


def _senses(words: Words) -> dict[str, int]:
    """The senses of a text, each with the last word that has it."""
    return {key: i for i, key in enumerate(pairing.senses(words)) if key}


def _shared_by_sentence(senses: dict[str, int], passage: Words) -> dict[int, set[str]]:
    """For each sentence of the passage the senses that the claim has too."""
    said = passage.once("senses by sentence", pairing.senses_by_sentence)
    return {number: held & senses.keys() for number, held in said.items()}


# ------------------------------------------------------------------ hedges


_HEDGED = {
    "possible": "the source only calls it possible",
    "likely": "the source only calls it likely",
    "planned": "the source speaks of a plan",
    "alleged": "the source calls it an allegation",
    "provisional": "the source calls it provisional",
    "unknown": "the source says that this is not known",
}
_FIRM = several(
    "will confirmed confirms established proved proves proven definitely certainly undoubtedly concluded must"
)


def _hedge(claim: Words, passage: Words, senses: dict[str, int], shared: dict[int, set[str]]) -> Comparison | None:
    mine = modality.cues(claim, "modal_cues")
    if any(cue.kind in _HEDGES or cue.name == "would" for cue in mine):
        return None
    firm = [cue for cue in mine if cue.name in _FIRM]
    best: tuple[float, Cue] | None = None
    for cue in modality.cues(passage, "modal_cues"):
        if cue.kind not in _STRONG or _asks(passage, cue):
            continue
        points = weight(shared, passage.sentences[cue.first])
        reaching = _reaches(passage, cue, senses)
        if cue.kind == "alleged" and not reaching:
            continue
        if len(shared.get(passage.sentences[cue.first], ())) == len(senses):
            points += WHOLE
        if (points >= 1.0 and firm) or (
            reaching and points >= LEAST + 1.0 and cue.kind not in ("provisional", "likely")
        ):
            points += 1.0 if reaching else 0.0
            if best is None or points > best[0]:
                best = points, cue
    if best is None:
        return None
    i = firm[0].first if firm else min(senses.values())
    return _made(
        claim,
        passage,
        (i, i + 1),
        best[1],
        f"hedge-{best[1].kind}",
        "hedge_dropped",
        f'{_HEDGED[best[1].kind]}: "{best[1].name}"',
    )


def _asks(passage: Words, cue: Cue) -> bool:
    """ "She was asked whether it was for sale" asks, and leaves nothing open."""
    before = passage.low[max(0, cue.first - 6) : cue.first]
    return cue.name == "whether" and not _QUESTIONS.isdisjoint(before)


_QUESTIONS = several("ask asks asked asking question questioned wondered")


def _reaches(passage: Words, cue: Cue, senses: dict[str, int]) -> bool:
    """Does the hedge stand right before a word that the claim states plainly?"""
    seen, keys = 0, pairing.senses(passage)
    for i in range(cue.last, min(len(passage), cue.last + 8)):
        word = passage.low[i]
        if word in ".;:!?":
            break
        if keys[i]:
            if keys[i] in senses:
                return True
            seen += 1
            if seen == 2:
                break
    return False


# ------------------------------------------------------------------ scope


def _scope(claim: Words, passage: Words, shared: dict[int, set[str]]) -> Comparison | None:
    wide = [
        cue
        for cue in modality.cues(claim, "scope_cues")
        if (cue.kind == "none" and cue.name in ("nobody", "none", "no one"))
        or (cue.kind == "whole" and cue.name not in ("any", "each", "fully", "completely"))
    ]
    theirs = modality.cues(passage, "scope_cues")
    if (one_only := scope_pairs.one_of_several(claim, passage, theirs, shared)) is not None:
        word, i = one_only
        part = Cue(i, i + 1, "part", passage.low[i])
        detail = f'the article says "{word.name}", the source speaks of one: "{passage.raw[i]}"'
        return _made(claim, passage, (word.first, word.last), part, "scope-one", "scope_widened", detail)
    if not wide or any(cue.kind in ("part", "except") for cue in modality.cues(claim, "scope_cues")):
        return None
    left_out = scope_pairs.exception(wide, claim, passage, theirs)
    if left_out is not None:
        one, cue = left_out
        detail = f'the article says "{one.name}", the source makes an exception: "{cue.name}"'
        return _made(claim, passage, (one.first, one.last), cue, "scope-except", "scope_widened", detail)
    meant = {key for cue in wide for key in scope_pairs.meant(claim, cue)}
    if any(cue.kind in ("whole", "none") and meant & scope_pairs.meant(passage, cue) for cue in theirs):
        return None
    narrow = [cue for cue in theirs if cue.kind == "part" and weight(shared, passage.sentences[cue.first]) >= 1.0]
    if narrow:
        one = wide[0]
        cue = max(narrow, key=lambda c: (weight(shared, passage.sentences[c.first]), -c.first))
        return _made(
            claim,
            passage,
            (one.first, one.last),
            cue,
            "scope-part",
            "scope_widened",
            f'the article says "{one.name}", the source "{cue.name}"',
        )
    counted = scope_pairs.counted_part(wide, claim, passage, shared)
    if counted is not None:
        one, i = counted
        part = Cue(i, i + 1, "part", passage.low[i])
        detail = f'the article says "{one.name}", the source gives a number of them: "{passage.raw[i]}"'
        return _made(claim, passage, (one.first, one.last), part, "scope-count", "scope_widened", detail)
    return None


# ------------------------------------------------------------------ causes


def _cause(claim: Words, passage: Words, senses: dict[str, int], shared: dict[int, set[str]]) -> Comparison | None:
    mine = [cue for cue in modality.cues(claim, "causal_cues") if cue.kind == "claimed"]
    if not mine:
        return None
    theirs = modality.cues(passage, "causal_cues")
    one = mine[0]
    open_ = [cue for cue in theirs if cue.kind == "open" and weight(shared, passage.sentences[cue.first]) >= 1.0]
    if open_:
        return _made(
            claim,
            passage,
            (one.first, one.last),
            open_[0],
            "cause-open",
            None,
            f'the source does not call it the cause: "{open_[0].name}"',
        )
    given = [cue for cue in theirs if cue.kind == "claimed" and weight(shared, passage.sentences[cue.first]) >= 0.5]
    if not given:
        return _absent(claim, one)
    return None


def _absent(claim: Words, one: Cue) -> Comparison:
    return Comparison(
        kind="modality",
        result="absent",
        claim=claim.text[claim.starts[one.first] : claim.ends[one.last - 1]],
        evidence="",
        rule="cause-absent",
        detail="the source gives no cause",
        claim_span=Span(claim.starts[one.first], claim.ends[one.last - 1]),
    )


def _made(
    claim: Words, passage: Words, at: tuple[int, int], cue: Cue, rule: str, finding: FindingKind | None, detail: str
) -> Comparison:
    first, last = at
    return Comparison(
        kind="modality",
        result="different",
        claim=claim.text[claim.starts[first] : claim.ends[last - 1]],
        evidence=passage.text[passage.starts[cue.first] : passage.ends[cue.last - 1]],
        rule=rule,
        detail=detail,
        claim_span=Span(claim.starts[first], claim.ends[last - 1]),
        evidence_span=Span(passage.starts[cue.first], passage.ends[cue.last - 1]),
        finding=finding,
        hard=False,
    )
