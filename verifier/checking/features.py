"""What the judge weighs: how far the passages cover the claim's words, in what order, and how its facts compare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

import numpy as np
from rapidfuzz.distance import LCSseq

from verifier.checking import pages
from verifier.checking.lexis import lexis
from verifier.checking.pages import Matrix, is_number
from verifier.checking.passages import Passage
from verifier.language import lexicons
from verifier.language.tokens import STOP, stem, words
from verifier.model import Comparison, Reference

KINDS = ("quotation", "quantity", "period", "name", "polarity", "modality")
RESULTS = ("same", "different", "absent", "ambiguous")
MOST_WORDS = 400
"""Words of a claim or passage that are aligned; what follows is left out of the alignment, not of the coverage."""
_NEGATIONS = frozenset(
    [
        "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without",
        "cannot", "n't", "refus", "deni", "reject", "fail",
    ]
)  # fmt: skip
_HEDGES = frozenset(
    [
        "may", "might", "could", "would", "should", "can", "possibl", "perhaps", "likely",
        "appear", "seem", "suggest", "alleg", "reportedly", "expect", "plan", "propos", "consider",
        "estimat", "about", "some", "preliminary", "potential", "hope",
    ]
)  # fmt: skip
_TOTALS = frozenset(
    [
        "all", "every", "each", "entire", "whole", "only", "always", "never", "both",
        "any", "most",
    ]
)  # fmt: skip
_CAUSES = frozenset(
    [
        "because", "due", "caus", "result", "owing", "thanks", "led", "lead", "trigger",
        "blam", "prompt", "after", "following",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: all stems in order, the content stems (distinct, in order), numbers, capitalised words."""

    stems: tuple[str, ...]
    content: tuple[str, ...]
    numbers: frozenset[str]
    names: frozenset[str]
    everything: frozenset[str]

    def near(self, stems: Sequence[str]) -> Matrix:
        """How near each of some stems, none of which stands here, comes to a content word that does."""
        if not self.content:
            return np.zeros(len(stems), np.float32)
        near: Matrix = lexis().nearness(stems, self.content).max(1)
        return near


@dataclass(frozen=True, slots=True)
class Whole:
    """What a whole document has of a claim. `everything` are those of the claim's stems that stand in it, `places` the
    units in which its content stems stand, `numbers` all the numbers of the document."""

    inventory: pages.Inventory
    everything: frozenset[str]
    numbers: frozenset[str]
    places: dict[str, frozenset[int]]

    @classmethod
    def of(cls, said: Words, reference: Reference) -> "Whole":
        """A document as a claim sees it."""
        page = pages.page(reference.document.text)
        distinct = list(dict.fromkeys(said.stems))
        held = frozenset(key for key, there in zip(distinct, page.inventory.has(distinct), strict=True) if there)
        content = [key for key in said.content[:MOST_WORDS] if key in held]
        return cls(page.inventory, held, page.inventory.figures, page.places(reference.units, content))

    def near(self, stems: Sequence[str]) -> Matrix:
        """As `Words.near`."""
        if not len(self.inventory.content):
            return np.zeros(len(stems), np.float32)
        near: Matrix = lexis().related(lexis().rows(stems), self.inventory.content).max(1)
        return near


Pool = Words | Whole
P = TypeVar("P", Words, Whole)


@lru_cache(maxsize=1024)
def read_words(text: str) -> Words:
    """The words of a text; numbers without their thousands marks, names by their stems."""
    tokens = words(text)
    stems = [stem(token.text) for token in tokens]
    content, numbers = pages.telling({token.text: key for token, key in zip(tokens, stems, strict=True)})
    names = frozenset(
        key
        for token, key in zip(tokens[1:], stems[1:], strict=True)
        if token.text[0].isupper() and token.text.lower() not in STOP and not is_number(token.text)
    )
    return Words(tuple(stems), tuple(content), numbers, names, frozenset(stems))


def measure(claim: str, passages: Sequence[Passage], settled: Sequence[Comparison]) -> dict[str, float]:
    """The features of a claim against its passages (best first), by name, always all of them in the same order.

    `settled` holds one comparison for each fact of the claim (`comparisons.settle`). Pure; linear in the passages
    and the best passage's document, quadratic only in at most MOST_WORDS words.
    """
    said = read_words(claim)
    texts = [passage.text for passage in passages]
    agreed = _agreed(settled)
    best = _with(read_words(texts[0]) if texts else read_words(""), agreed)
    three = _with(read_words("\n".join(texts[:3])), agreed)
    document = Whole.of(said, passages[0].reference) if passages else None
    whole = _with(document, agreed) if document else best
    out: dict[str, float] = {}
    _coverage(out, said, {"best": best, "three": three, "whole": whole})
    _order(out, said, best, three)
    _kept(out, said, {"best": best, "three": three, "whole": whole})
    out["other_numbers"] = float(len(best.numbers - said.numbers))
    out["other_names"] = float(min(len(best.names - said.everything), 8))
    _company(out, said, document)
    out["words"] = float(np.log1p(len(said.stems)))
    out["passage_words"] = float(np.log1p(len(best.stems)))
    out["document_words"] = float(np.log1p(document.inventory.length if document else len(best.stems)))
    out["density"] = len(said.everything & best.everything) / (len(best.everything) or 1)
    scores = [passage.score for passage in passages[:3]] + [0.0, 0.0]
    out["score"] = scores[0]
    out["margin"] = scores[0] - scores[1]
    _cues(out, said, best, three)
    _facts(out, settled)
    return out


def _agreed(settled: Sequence[Comparison]) -> Words:
    """The words of the claim's facts that a passage states otherwise: "two-thirds" for 67%, 1,000 km for 620 miles."""
    same = (one.claim for one in settled if one.result == "same" and one.kind in ("quantity", "period", "name"))
    return read_words(" ".join(dict.fromkeys(same)))


def _with(pool: P, agreed: Words) -> P:
    """A pool that also holds what was agreed."""
    return replace(pool, numbers=pool.numbers | agreed.numbers, everything=pool.everything | agreed.everything)


def _coverage(out: dict[str, float], said: Words, pools: Mapping[str, Pool]) -> None:
    """Shares of the claim's content words that stand in a pool: as they are, and by nearness in meaning."""
    table = lexis()
    weights = np.array([table.rarity(key) for key in said.content], np.float32)
    total = float(weights.sum()) or 1.0
    for name, pool in pools.items():
        plain = np.array([float(key in pool.everything) for key in said.content], np.float32)
        missing = [number for number, held in enumerate(plain) if not held]
        near = plain.copy()
        if missing:
            near[missing] = pool.near([said.content[number] for number in missing])
        count = len(plain) or 1
        out[f"{name}_plain"] = float(plain.sum()) / count
        out[f"{name}_weighted"] = float(weights @ plain) / total
        out[f"{name}_near"] = float(weights @ near) / total
        out[f"{name}_missing"] = float(np.log1p(len(missing)))
        out[f"{name}_rarest"] = max((float(weights[number] * (1 - near[number])) for number in missing), default=0.0)
        out[f"{name}_least"] = float(near.min()) if len(near) else 1.0


def _order(out: dict[str, float], said: Words, best: Words, three: Words) -> None:
    """Runs of the claim's words that stand in the passages as they are."""
    stems = said.stems[:MOST_WORDS]
    for size in (2, 3):
        runs = {stems[at : at + size] for at in range(len(stems) - size + 1)}
        for name, pool in (("best", best), ("three", three)):
            held = {pool.stems[at : at + size] for at in range(len(pool.stems) - size + 1)}
            out[f"{name}_runs{size}"] = len(runs & held) / (len(runs) or 1)
    common = LCSseq.similarity(stems, best.stems[:MOST_WORDS])
    out["in_order"] = common / (len(stems) or 1)
    content = [key for key in said.content if key in best.everything]
    places = {key: place for place, key in reversed(list(enumerate(best.stems)))}
    order = [places[key] for key in content if key in places]
    turned = sum(a > b for a, b in pairwise(order))
    out["turned"] = turned / (len(order) - 1) if len(order) > 1 else 0.0
    span = max(order) - min(order) + 1 if order else 0
    out["spread"] = float(np.log1p(span / (len(order) or 1)))


def _kept(out: dict[str, float], said: Words, pools: Mapping[str, Pool]) -> None:
    """Numbers and capitalised words of the claim that a pool lacks."""
    out["numbers"] = float(len(said.numbers))
    out["names"] = float(len(said.names))
    for name, pool in pools.items():
        out[f"{name}_numbers_missing"] = float(len(said.numbers - pool.numbers))
        out[f"{name}_names_missing"] = float(len(said.names - pool.everything))


def _company(out: dict[str, float], said: Words, document: Whole | None) -> None:
    """Do neighbours in the claim stand together in one sentence of the document too? A name or number that was
    swapped for another of the same article is there, but not in the company of its neighbours."""
    places = document.places if document else {}
    content = said.content[:MOST_WORDS]
    nowhere: frozenset[int] = frozenset()
    together: list[float] = []
    entities: list[float] = []
    for at, key in enumerate(content):
        near = [content[other] for other in (at - 2, at - 1, at + 1, at + 2) if 0 <= other < len(content)]
        mine = places.get(key, nowhere)
        met = [float(not mine.isdisjoint(places.get(other, nowhere))) for other in near if other in places]
        share = sum(met) / len(met) if met else 0.5
        if mine:
            together.append(share)
        if key in said.names or is_number(key):
            entities.append(share if mine else 0.0)
    out["together"] = sum(together) / (len(together) or 1)
    out["together_least"] = min(together, default=1.0)
    out["entities_together"] = sum(entities) / len(entities) if entities else 1.0
    out["entities_least"] = min(entities, default=1.0)
    runs = list(dict.fromkeys(pairwise(said.stems[:MOST_WORDS])))
    held = document.inventory.has_pairs(runs) if document else [False] * len(runs)
    out["whole_runs2"] = sum(held) / (len(runs) or 1)
    of_entities = [
        found
        for pair, found in zip(runs, held, strict=True)
        if any(key in said.names or is_number(key) for key in pair)
    ]
    out["entity_runs2"] = sum(of_entities) / len(of_entities) if of_entities else 1.0


def _cues(out: dict[str, float], said: Words, best: Words, three: Words) -> None:
    """Words that turn, soften, widen or explain: in the claim and not in the passage, and the other way round."""
    for name, cues in (("negation", _NEGATIONS), ("hedge", _HEDGES), ("total", _TOTALS), ("cause", _CAUSES)):
        mine = sum(_is_cue(key, cues) for key in said.stems)
        theirs = sum(_is_cue(key, cues) for key in best.stems)
        out[f"{name}_more"] = float(mine > 0 and theirs == 0)
        out[f"{name}_less"] = float(mine == 0 and theirs > 0)
        out[f"{name}_claim"] = float(min(mine, 3))
    out["antonyms"] = float(_opposed(said, three))


def _is_cue(key: str, cues: frozenset[str]) -> bool:
    return key in cues or (key.endswith("n't") and "n't" in cues)


def _opposed(said: Words, pool: Words) -> int:
    """Words of the claim that the pool lacks while it has their opposite."""
    table = _antonyms()
    return sum(
        1
        for key in said.content
        if key in table and key not in pool.everything and not table[key].isdisjoint(pool.everything)
    )


@lru_cache(maxsize=1)
def _antonyms() -> dict[str, frozenset[str]]:
    pairs: dict[str, set[str]] = {}
    for line in sorted(lexicons.words("checking/opposites")):
        left, _, right = line.partition(" / ")
        ones = [stem(word) for word in left.split()]
        others = [stem(word) for word in right.split()]
        for one in ones:
            pairs.setdefault(one, set()).update(others)
        for other in others:
            pairs.setdefault(other, set()).update(ones)
    return {key: frozenset(values) for key, values in pairs.items()}


def _facts(out: dict[str, float], settled: Sequence[Comparison]) -> None:
    """How many facts of each kind came out which way."""
    for kind in KINDS:
        mine = [comparison for comparison in settled if comparison.kind == kind]
        for result in RESULTS:
            out[f"{kind}_{result}"] = float(sum(comparison.result == result for comparison in mine))
        out[f"{kind}_hard"] = float(sum(comparison.hard for comparison in mine))
    out["role_swap"] = float(any(comparison.finding == "role_swap" for comparison in settled))
