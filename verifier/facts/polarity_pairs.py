"""What a claim affirms against what a passage denies, and the other way round."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from verifier.facts import lexicon, modality, pairing, polarity
from verifier.facts.lexicon import several
from verifier.facts.pairing import count_class, overlap, sense, surroundings
from verifier.facts.polarity import Cue
from verifier.facts.wording import Words, is_content
from verifier.model import Comparison, ComparisonResult, Span

CONTEXT = 1.5
"""How much of the rest of the sentence must be shared before an opposite polarity is called hard (content words)."""

WHOLE = 1.0
"""Points where all other content words of the claim stand in that sentence: little is shared, but there is no more."""

LEAST = 1.0
"""Below this, a negated word in both texts is chance."""

_MOST = 40
"""Negations of a claim, and places of a word, that are looked at: a bound for hostile text."""

_NEAR = 7
"""Words to each side of a denied word that say what is denied of whom."""

_WIDE = 12
"""The same for "no" and "nobody", which deny a whole clause."""

_FIGURE = 0.6
"""What a figure beside a denied word weighs: "further cuts before 2027" has little else to be known by."""


class Side(NamedTuple):
    """A text with its negations; what else is asked of it is worked out once and kept with its words."""

    words: Words
    cues: tuple[Cue, ...]

    @property
    def signs(self) -> list[int]:
        """+1 or -1 for every word, as `polarity.signs`."""
        return self.words.once("signs", lambda words: polarity.signs(words, self.cues))

    @property
    def senses(self) -> dict[str, list[int]]:
        """The indexes of the content words of each sense."""
        return self.words.once("places of senses", _places_of_senses)

    @property
    def untrue(self) -> bool:
        """Does the text call something untrue?"""
        return self.words.once("untrue", _calls_untrue)


def side(words: Words) -> Side:
    """The negations of a text, worked out once. Longer quotations are compared as quotations: see `compare`."""
    return words.once("polarity", lambda words: Side(words, tuple(polarity.cues(words))))


def _places_of_senses(words: Words) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, key in enumerate(pairing.senses(words)):
        if key:
            found.setdefault(key, []).append(i)
    return found


@cache
def _untruths() -> tuple[frozenset[str], tuple[str, ...]]:
    """The first words of the phrases that call something untrue, and the phrases between spaces."""
    phrases = lexicon.entries("untruths")
    return frozenset(phrase.split(" ")[0] for phrase in phrases), tuple(f" {phrase} " for phrase in phrases)


def _calls_untrue(words: Words) -> bool:
    first, phrases = _untruths()
    if first.isdisjoint(words.low):
        return False
    text = " " + " ".join(words.low) + " "
    return any(phrase in text for phrase in phrases)


def is_name(words: Words, i: int) -> bool:
    """A capitalised word inside a sentence: a name denies nothing."""
    return (
        words.raw[i][0].isupper()
        and not words.raw[i].isupper()
        and i > 0
        and words.sentences[i - 1] == words.sentences[i]
        and words.low[i - 1] not in "\"“‘'"
    )


def shared_context(claim: Side, passage: Side, at: int, *, without: frozenset[str]) -> float:
    """How many senses of the claim stand in the passage's sentence around word `at` (and less for those beside it)."""
    sentences = passage.words.sentences
    here = sentences[at]
    said = passage.words.once("senses by sentence", pairing.senses_by_sentence).get(here, set())
    shared = (claim.senses.keys() & passage.senses.keys()) - without
    beside = len(shared & said)
    total = beside + 0.4 * (len(shared) - beside)
    mine, theirs = (one.words.once("classes", _classes) for one in (claim, passage))
    rest = claim.senses.keys() - without
    if rest and rest <= said:
        total += WHOLE
    return total + 0.5 * sum(1 for kind, keys in mine.items() if kind in theirs and not keys & theirs[kind])


def _classes(words: Words) -> dict[str, set[str]]:
    """Classes of countable things in a text, each with the senses that stand for it."""
    found: dict[str, set[str]] = {}
    for stemmed, key in zip(words.stems, pairing.senses(words), strict=True):
        if key and (kind := count_class(stemmed)):
            found.setdefault(kind, set()).add(key)
    return found


def compare(claim_words: Words, words: Words, spoken: frozenset[int] = frozenset()) -> list[Comparison]:
    """Conflicts and agreements of polarity, at most one a cue. `spoken` are words of the claim inside quotations, which
    are compared as such and not here."""
    claim, passage = side(claim_words), side(words)
    if not (claim.cues or passage.cues) or not claim.senses or not passage.senses:
        return []
    found = [made for cue in claim.cues[:_MOST] if (made := _of_cue(cue, claim, passage, spoken)) is not None]
    denied = {span for one in found if (span := one.evidence_span)}
    for cue in passage.cues[: 4 * _MOST]:
        made = _of_passage_cue(cue, claim, passage, spoken)
        if made is not None and made.evidence_span not in denied:
            found.append(made)
    return found


def _places(one: Side, stem_: str) -> list[int]:
    """Where a word stands in a text: the very word if it does, else words of the same sense."""
    places = one.senses.get(sense(stem_), [])
    same = [i for i in places if one.words.stems[i] == stem_]
    return (same or places)[:_MOST]


_EMPTY_HANDED = frozenset({"no evidence", "no proof", "no sign", "no record", "no trace"})
_DEEP_VERBS = frozenset({"denied", "denies", "deny", "denying", "ruled out", "rules out", "rule out", "ruling out"})


_LIGHT_VERBS = several("have has had get gets got")


def _is_thing(words: Words, first: int, i: int) -> bool:
    """Is word i what somebody has or gets, the verb before it saying no more than that?"""
    between = words.low[first:i]
    return (
        any(word in _LIGHT_VERBS for word in between)
        and "been" not in between
        and not words.low[i].endswith(("ed", "en"))
    )


def _kin(one: str, two: str) -> bool:
    """Are two cues forms of one verb?"""
    return one == two or (one[:3] == two[:3] and one in _DEEP_VERBS and two in _DEEP_VERBS)


def _near(one: Side, i: int, reach: int = _NEAR) -> Mapping[str, float]:
    """The content words and figures around word i of its sentence, with what they weigh."""
    return one.words.once(("near", i, reach), lambda words: _weighed(words, i, reach))


def _weighed(words: Words, i: int, reach: int) -> dict[str, float]:
    found = dict(surroundings(words, words.starts[i], words.ends[i], reach=reach))
    for k in range(max(0, i - reach), min(len(words), i + reach + 1)):
        if words.low[k][0].isdecimal() and words.sentences[k] == words.sentences[i]:
            found[words.low[k]] = _FIGURE
    return found


_HEARSAY = several(
    "read heard rumour rumours suggestion suggestions claim claims claimed allegation allegations asked online denied"
)


_REAL = several("able managed helped going used began started continued continue agreed about ready")


def _is_open(one: Side, i: int) -> bool:
    """Does the text leave open whether the word holds: an infinitive, a gerund behind a preposition, an allegation?"""
    words = one.words
    before = words.word(i - 1)
    if words.low[i].endswith("ly"):
        return _is_open(one, i - 1) if i else False
    k = i - 1
    while words.word(k) in ("be", "have", "been", "help", "try", "and"):
        k -= 1
    if words.word(k) == "to":
        return words.word(k - 1) not in _REAL
    if before in ("of", "for", "from", "without", "about", "against") and words.low[i].endswith("ing"):
        return True
    for k in range(i - 1, max(0, i - _NEAR - 2), -1):
        if words.low[k] == "whether" or (
            words.low[k] == "that" and any(word in _HEARSAY for word in words.low[max(0, k - 3) : k])
        ):
            return True
    return any(
        (cue.kind in ("alleged", "unknown") or (cue.kind == "planned" and cue.name.endswith((" to", "considering"))))
        and words.sentences[cue.first] == words.sentences[i]
        and cue.last <= i
        for cue in modality.cues(words, "modal_cues")
    )


def _of_cue(cue: Cue, claim: Side, passage: Side, spoken: frozenset[int]) -> Comparison | None:
    """A negation of the claim against the passage: agreement on any denied word settles it."""
    if cue.first in spoken:
        return None
    if _denies_cause(claim.words, cue):
        return None
    found = [one for i in polarity.reached(claim.words, cue) if (one := _denied(cue, i, claim, passage)) is not None]
    return next((one for one in found if one.result == "same"), found[0] if found else None)


def _denies_cause(words: Words, cue: Cue) -> bool:
    """ "It did not fail because of money": the cause is denied and not the deed."""
    return any(word in ("because", "due", "reason") for word in words.low[cue.start : cue.stop + 1])


def _denied(cue: Cue, i: int, claim: Side, passage: Side) -> Comparison | None:
    """One word that the claim denies against the passage."""
    places = [] if is_name(claim.words, i) else _places(passage, claim.words.stems[i])
    places = [at for at in places if not is_name(passage.words, at)]
    if not places:
        return None
    closeness = {at: overlap(_near(claim, i), _near(passage, at)) for at in places}
    at = max(places, key=lambda place: (closeness[place], -place))
    theirs = {passage.signs[place] for place in places if closeness[place] >= 0.5 or place == at}
    if theirs == {claim.signs[i]}:
        return _made(claim, passage, i, at, "same", "negation", 0.0, cue.name)
    kin = [other for other in passage.cues if _kin(other.name, cue.name)]
    covering = [other for other in kin if other.start <= at < other.stop]
    near = closeness[at] + (1.0 if covering else 0.0)
    unsure = claim.untrue or passage.untrue or (kin and not covering) or _is_open(passage, at)
    if len(theirs) > 1 or near < LEAST or unsure:
        return _made(claim, passage, i, at, "ambiguous", "negation", near, cue.name)
    context = shared_context(claim, passage, at, without=frozenset({sense(claim.words.stems[i])}))
    context += (1.0 if covering else 0.0) + _along(claim, cue, passage, i)
    rule = "negation-gained" if claim.signs[i] < 0 else "negation-doubled"
    return _made(claim, passage, i, at, "different", rule, context, cue.name)


def _of_passage_cue(cue: Cue, claim: Side, passage: Side, spoken: frozenset[int]) -> Comparison | None:
    """A negation of the passage that the claim does not have; none where the claim has any denied word denied too."""
    if _denies_cause(passage.words, cue):
        return None
    made = None
    for i in polarity.reached(passage.words, cue):
        places = [] if is_name(passage.words, i) else _places(claim, passage.words.stems[i])
        places = [at for at in places if at not in spoken and not is_name(claim.words, at)]
        if not places:
            continue
        mine = {claim.signs[at] for at in places}
        if passage.signs[i] in mine or -1 in mine:
            return None  # told from the claim's own cue, or no conflict
        if made is None:
            made = _undenied(cue, places[0], i, (claim, passage))
    return made


def _undenied(cue: Cue, place: int, i: int, sides: tuple[Side, Side]) -> Comparison | None:
    """One word that the passage denies and the claim, at `place`, does not."""
    claim, passage = sides
    wide = _WIDE if cue.name.startswith("no") and not cue.shallow else _NEAR
    mine = _near(claim, place, wide)
    phrase = 0.5 * (_run(passage, i, claim, place) - 1)
    theirs_near = _near(passage, i, wide)
    near = overlap(mine, theirs_near) + (0.5 if cue.name in _EMPTY_HANDED else 0.0) + phrase
    others = [at for at in _places(passage, claim.words.stems[place]) if at != i]
    theirs = {passage.signs[at] for at in others if overlap(mine, _near(passage, at)) >= 0.5} | {passage.signs[i]}
    if len(theirs) > 1 or claim.untrue or passage.untrue or _is_open(claim, place):
        return None
    if cue.name in _DEEP_VERBS and any(_kin(other.name, cue.name) for other in claim.cues):
        return None
    along = _along(passage, cue, claim, i)
    if near < LEAST / 2 and not along:
        return None
    context = shared_context(claim, passage, i, without=frozenset({sense(passage.words.stems[i])}))
    context += sum(_FIGURE for key in mine.keys() & theirs_near.keys() if key[0].isdecimal())
    context += max(along, phrase) + (0.5 if cue.name in _EMPTY_HANDED else 0.0)
    has_too = any(word in _LIGHT_VERBS for word in claim.words.low[max(0, place - 2) : place])
    if cue.shallow and _is_thing(passage.words, cue.last, i) and not has_too:
        context = min(context, LEAST)  # "has no railway of its own": a thing denied to somebody, not a deed
    if context < (LEAST / 2 if cue.shallow else LEAST):
        return None
    return _made(claim, passage, place, i, "different", "negation-lost", context if near >= LEAST else 1.0, cue.name)


def _run(one: Side, i: int, other: Side, k: int) -> int:
    """How many words around word i stand around word k of the other text in the same order, those two among them; at
    most _WIDE to each side are looked at."""
    mine, theirs = one.words, other.words
    back = ahead = 0
    while back < _WIDE and i - back > 0 and k - back > 0 and mine.low[i - back - 1] == theirs.low[k - back - 1]:
        back += 1
    while ahead < _WIDE and i + ahead + 1 < len(mine) and mine.low[i + ahead + 1] == theirs.word(k + ahead + 1):
        ahead += 1
    return back + ahead + 1


def _along(one: Side, cue: Cue, other: Side, i: int) -> float:
    """Half a point for each further word under the negation that the other text has too: verb and object together."""
    keys = {sense(one.words.stems[k]) for k in range(cue.start, cue.stop) if k != i and is_content(one.words.low[k])}
    return 0.5 * len(keys & other.senses.keys())


def _made(
    claim: Side, passage: Side, i: int, at: int, result: ComparisonResult, rule: str, context: float, cue: str
) -> Comparison:
    return conflict(
        (claim.words, passage.words),
        (i, at),
        result,
        rule,
        detail=_told(rule, cue, _around(passage.words, at)),
        hard=context >= CONTEXT and cue != "no longer",
    )


def _told(rule: str, cue: str, there: str) -> str:
    """What a conflict of polarity comes to, in words for people."""
    if rule == "negation-lost":
        return f'the source denies this ("{cue}"): "{there}"'
    if rule == "negation-doubled":
        return f'the source denies what the article leaves open: "{there}"'
    return f'the article denies this ("{cue}"), the source does not: "{there}"'


def conflict(
    texts: tuple[Words, Words], at: tuple[int, int], result: ComparisonResult, rule: str, *, detail: str, hard: bool
) -> Comparison:
    """A comparison of polarity between one word of the claim and one of the passage."""
    (one, two), (i, k) = texts, at
    different = result == "different"
    return Comparison(
        kind="polarity",
        result=result,
        claim=_around(one, i),
        evidence=_around(two, k),
        rule=rule,
        detail=detail if different else "",
        claim_span=Span(one.starts[i], one.ends[i]),
        evidence_span=Span(two.starts[k], two.ends[k]),
        finding="negation_changed" if different else None,
        hard=different and hard,
    )


def _around(words: Words, i: int) -> str:
    """A word with what stands before it in its sentence, to be read by people."""
    first = i
    while (
        first > 0
        and i - first < 4
        and words.sentences[first - 1] == words.sentences[i]
        and words.low[first - 1] not in ".,;:"
    ):
        first -= 1
    return words.text[words.starts[first] : words.ends[i]]
