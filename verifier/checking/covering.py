"""Which words of a claim its passages do not bear out, as spans: what is not covered of a claim of several facts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from verifier.checking.comparisons import Settled
from verifier.checking.lexis import lexis
from verifier.language.tokens import STOP, Token, stem, texts, words
from verifier.model import Span

FILE = Path(__file__).parent.parent / "resources" / "models" / "covering" / "weights.json"
MOST_WORDS = 200
"""Words of a claim that are looked at."""
NAMES = (
    "missing_best", "missing_three", "missing_all", "stop", "rare", "missing_rare", "missing_number", "missing_name",
    "fact_same", "fact_different", "fact_absent", "beside", "beside_telling", "next_of_small", "last_of_small",
    "both_of_small", "next", "last", "around_two", "around_four", "total", "place", "score", "length", "around_telling",
    "met", "total_missing",
)  # fmt: skip
"""What is weighed of a word, in the order of the weights."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over `NAMES` and the probability from which a word counts as not borne out."""

    weights: Numbers
    bias: float
    threshold: float


@cache
def weights() -> Weights:
    """The weights that ship, loaded at their first use."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return Weights(
        np.array([stored["weights"][name] for name in NAMES]), float(stored["bias"]), float(stored["threshold"])
    )


def uncovered(claim: str, passages: Sequence[str], score: float, settled: Sequence[Settled]) -> tuple[Span, ...]:
    """The stretches of `claim` that `passages` (best first) do not bear out, in order, without overlap.

    `score` is the coverage of the best passage; `settled` are the facts of the claim, with spans into `claim`. Without
    passages all of it. Linear in the passages; of a claim the first MOST_WORDS words are looked at.
    """
    tokens = words(claim)[:MOST_WORDS]
    if not tokens:
        return ()
    if not passages:
        return (Span(tokens[0].start, tokens[-1].end),)
    learnt = weights()
    doubt = features(tokens, passages, score, settled) @ learnt.weights + learnt.bias
    doubted = 1 / (1 + np.exp(-np.clip(doubt, -30, 30))) >= learnt.threshold
    spans: list[Span] = []
    run: list[Token] = []
    for token, is_doubted in zip(tokens, doubted.tolist(), strict=True):
        if is_doubted:
            run.append(token)
        else:
            spans += _span(run)
            run = []
    return tuple(spans + _span(run))


def _span(run: Sequence[Token]) -> list[Span]:
    """A run of words as a span, unless only small words are in it."""
    if all(token.text.lower() in STOP for token in run):
        return []
    return [Span(run[0].start, run[-1].end)]


def features(tokens: Sequence[Token], passages: Sequence[str], score: float, settled: Sequence[Settled]) -> Numbers:
    """One row a word, one column a name of NAMES."""
    keys = [stem(token.text) for token in tokens]
    read = [[stem(word) for word in texts(passage)] for passage in passages]
    three = [key for passage in read[:3] for key in passage]
    best, near, all_ = (_met(keys, pool) for pool in (read[0] if read else [], three, [k for p in read for k in p]))
    telling = np.array([float(token.text.lower() not in STOP) for token in tokens])
    rare = np.array([lexis().rarity(key) for key in keys]) / 8
    number = np.array([float(token.text[0].isdecimal()) for token in tokens])
    name = np.array([float(place > 0 and token.text[0].isupper()) for place, token in enumerate(tokens)])
    missing = (1 - near) * telling
    following, leading = _neighbours(missing, telling)
    beside = _beside(keys, three)
    small = 1 - telling
    two, four = _around(missing, telling, 2), _around(missing, telling, 4)
    count = len(tokens)
    total = np.full(count, missing.sum() / max(telling.sum(), 1.0))
    columns = [
        (1 - best) * telling, missing, (1 - all_) * telling, small, rare * telling, missing * rare,
        number * (1 - near), name * (1 - near), *_facts(tokens, settled), beside, beside * telling,
        following * small, leading * small, following * leading * small, following * telling, leading * telling,
        two, four, total, np.arange(count) / count, np.full(count, score), np.full(count, np.log(count)),
        two * telling, (near >= 1) * telling, total * missing,
    ]  # fmt: skip
    return np.stack(columns, 1)


def _met(keys: Sequence[str], pool: Sequence[str]) -> Numbers:
    """How near each stem comes to its nearest in the pool, 0 to 1."""
    distinct = list(dict.fromkeys(pool))
    if not distinct:
        return np.zeros(len(keys))
    return np.asarray(lexis().nearness(keys, distinct).max(1), np.float64)


def _neighbours(missing: Numbers, telling: Numbers) -> tuple[Numbers, Numbers]:
    """How far the next and the last telling word of each word are missing."""
    out = []
    for order in (range(len(missing) - 1, -1, -1), range(len(missing))):
        seen, kept = np.zeros(len(missing)), 0.0
        for i in order:
            seen[i] = kept
            if telling[i]:
                kept = float(missing[i])
        out.append(seen)
    return out[0], out[1]


def _beside(keys: Sequence[str], pool: Sequence[str]) -> Numbers:
    """Whether a word stands beside the same neighbour in the passages."""
    pairs = set(pairwise(pool))
    met = [pair in pairs for pair in pairwise(keys)]
    return np.array([float(before or after) for before, after in zip([False, *met], [*met, False], strict=True)])


def _around(missing: Numbers, telling: Numbers, reach: int) -> Numbers:
    """The share of the telling words within `reach` that is missing."""
    window = np.ones(2 * reach + 1)
    count = np.convolve(telling, window)[reach : reach + len(telling)]
    return np.where(count > 0, np.convolve(missing, window)[reach : reach + len(missing)] / np.maximum(count, 1), 0.0)


def _facts(tokens: Sequence[Token], settled: Sequence[Settled]) -> tuple[Numbers, Numbers, Numbers]:
    """Whether each word belongs to a fact that came out the same, different, or absent or open."""
    marks = np.zeros((3, len(tokens)))
    rows = {"same": 0, "different": 1, "absent": 2, "ambiguous": 2}
    for item in settled:
        span = item.comparison.claim_span
        if span is not None:
            for place, token in enumerate(tokens):
                if token.start < span.end and span.start < token.end:
                    marks[rows[item.comparison.result], place] = 1.0
    return marks[0], marks[1], marks[2]
