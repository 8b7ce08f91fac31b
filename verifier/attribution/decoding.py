"""From the model's scores to linked spans: Viterbi over labels, then each content to its cue, each cue to a source."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

ROLES = ("source", "cue", "content")
# outside, then B and I of each role
LABELS = 1 + 2 * len(ROLES)
# Links reach this many words, and look at this many candidates on either side: keeps the time linear.
REACH = 400
CANDIDATES = 12
# Words of a span that take part in linking: its first and last ones.
WITNESSES = 4
# How much less probable (a difference of logarithms) a link may be that gives a cue its only content.
WILLING = 6.0
# What a link loses for each cue (source) it jumps over to reach a farther one. Without this, whole attributions reach
# .656 on the held-out training articles instead of .677, and .785 instead of .817 where the cue reports
# (benchmarks/attribution_spans.py DATA --split train --held-out).
JUMPS = (2.0, 1.0)


@dataclass(frozen=True, slots=True)
class LinkHead:
    """One attention head over spans: the learnt parts that are not in the word vectors."""

    null: Array
    distance: Array


@dataclass(frozen=True, slots=True)
class Decoder:
    """The learnt parts of decoding: label transitions and the two link heads (content to cue, cue to source)."""

    transitions: Array
    begin: Array
    heads: tuple[LinkHead, LinkHead]


@dataclass(frozen=True, slots=True)
class Piece:
    """A labelled run of words [first, last) with its mean label probability."""

    role: int
    first: int
    last: int
    probability: float


@dataclass(frozen=True, slots=True)
class Linked:
    """One attribution in pieces; `score` is the product of the label and link probabilities of its weakest parts."""

    source: Piece | None
    cue: Piece | None
    content: tuple[Piece, ...]
    score: float


def legal(transitions: Array, begin: Array) -> tuple[Array, Array]:
    """The same scores with every move to an I label forbidden except from the B or I of its role."""
    moves, start = transitions.copy(), begin.copy()
    for role in range(len(ROLES)):
        inner = 2 * role + 2
        allowed = (inner - 1, inner)
        for label in range(LABELS):
            if label not in allowed:
                moves[label, inner] = -1e4
        start[inner] = -1e4
    return moves, start


def best_labels(emissions: Array, transitions: Array, begin: Array) -> NDArray[np.int64]:
    """The best legal label sequence (Viterbi); ties go to the lower label."""
    total = len(emissions)
    labels = np.zeros(total, np.int64)
    if not total:
        return labels
    moves, start = legal(transitions, begin)
    moves = np.ascontiguousarray(moves.T)
    back = np.zeros((total, LABELS), np.int64)
    score = start + emissions[0]
    row = np.arange(LABELS)
    for step in range(1, total):
        paths = moves + score
        best = paths.argmax(1)
        back[step] = best
        score = paths[row, best] + emissions[step]
    label = int(score.argmax())
    for step in range(total - 1, -1, -1):
        labels[step] = label
        label = int(back[step, label])
    return labels


def pieces(labels: NDArray[np.int64], emissions: Array) -> list[Piece]:
    """Runs of one role, each begun by its B label."""
    if not len(labels):
        return []
    shifted = np.exp(emissions - emissions.max(1, keepdims=True))
    sure = (shifted / shifted.sum(1, keepdims=True))[np.arange(len(labels)), labels]
    found = []
    firsts = np.flatnonzero(labels % 2 == 1)
    for first in firsts.tolist():
        inner = labels[first] + 1
        last = first + 1
        while last < len(labels) and labels[last] == inner:
            last += 1
        found.append(Piece((int(inner) - 2) // 2, first, last, float(sure[first:last].mean())))
    return found


def buckets(distance: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Signed distance in words -> row of a head's distance table; as in the training."""
    half = count // 2
    size = np.floor(np.log2(np.abs(distance).astype(np.float32) + 1) * np.float32(1.3)).astype(np.int64)
    size = np.minimum(size, half - 1)
    return np.where(distance < 0, size, size + half)


def _logsumexp(values: Array, axis: int) -> Array:
    top = values.max(axis, keepdims=True)
    out: Array = np.log(np.exp(values - top).sum(axis)) + top.squeeze(axis)
    return out


def span_links(vectors: Array, head: int, learnt: LinkHead, asking: Piece, answers: list[Piece]) -> Array:
    """Log-probability of each answer, then of 'none', as the piece that `asking` belongs to."""
    width = vectors.shape[1] // 4
    asks = _witnesses(asking)
    hears = [_witnesses(answer) for answer in answers]
    keys = np.concatenate(hears)
    q = vectors[asks, 2 * head * width : (2 * head + 1) * width]
    k = vectors[keys, (2 * head + 1) * width : (2 * head + 2) * width]
    scale = np.float32(1 / np.sqrt(width))
    raw = q @ k.T * scale + learnt.distance[buckets(keys[None, :] - asks[:, None], len(learnt.distance))]
    edges = np.concatenate([[0], np.cumsum([len(h) for h in hears])])
    columns = [_logsumexp(raw[:, a:b], 1) for a, b in pairwise(edges)]
    columns.append(q @ learnt.null * scale)
    scores = np.stack(columns, 1)
    mean: Array = (scores - _logsumexp(scores, 1)[:, None]).mean(0)
    mean[:-1] -= JUMPS[head] * _jumped(asking, answers)
    return mean - _logsumexp(mean[None, :], 1)


def _jumped(asking: Piece, answers: list[Piece]) -> Array:
    """How many other answers stand between the piece and each answer (which are in text order)."""
    place = np.arange(len(answers))
    before = sum(answer.first < asking.first for answer in answers)
    return np.where(place < before, before - 1 - place, place - before).astype(np.float32)


def _witnesses(piece: Piece) -> NDArray[np.int64]:
    places = np.arange(piece.first, piece.last)
    if len(places) > 2 * WITNESSES:
        places = np.concatenate([places[:WITNESSES], places[-WITNESSES:]])
    return places


def link(found: list[Piece], vectors: Array, decoder: Decoder) -> list[Linked]:
    """Group the pieces into attributions, in the order of their first word.

    Every cue is one attribution; it takes the most probable source (or none), a source may serve several cues. Every
    content goes to its most probable cue, except that a cue left without any takes one over from a cue that has
    several. Content out of reach of any cue stays alone; a cue without content is left out.
    """
    sources, cues, contents = ([p for p in found if p.role == role] for role in range(len(ROLES)))
    choices: list[dict[int, float]] = []
    for content in contents:
        near = _near(content, cues)
        scores = span_links(vectors, 0, decoder.heads[0], content, [cues[n] for n in near])[:-1] if near else ()
        choices.append(dict(zip(near, map(float, scores), strict=True)))
    taken = assign(choices, len(cues))
    linked = [Linked(None, None, (c,), c.probability) for c, at in zip(contents, taken, strict=True) if at < 0]
    held: dict[int, list[int]] = {}
    for number, at in enumerate(taken):
        held.setdefault(at, []).append(number)
    for number, cue in enumerate(cues):
        if number not in held:
            continue
        source, sure = _source(cue, sources, vectors, decoder.heads[1])
        parts = held[number]
        weakest = min(contents[n].probability * float(np.exp(choices[n][number])) for n in parts)
        score = min(cue.probability, weakest) * sure
        linked.append(Linked(source, cue, tuple(contents[n] for n in parts), score))
    return sorted(linked, key=_order)


def assign(choices: list[dict[int, float]], cues: int) -> list[int]:
    """The cue of each content (-1 for none), given the log-probability of each cue it could belong to.

    First each takes its best; then, from the most willing on, contents of a cue that has several go over to a cue that
    has none, if that is at most WILLING less probable.
    """
    taken = [max(options, key=lambda cue: (options[cue], -cue)) if options else -1 for options in choices]
    count = [0] * cues
    for cue in taken:
        if cue >= 0:
            count[cue] += 1
    moves = sorted(
        (options[taken[number]] - score, number, cue)
        for number, options in enumerate(choices)
        for cue, score in options.items()
        if count[cue] == 0 and options[taken[number]] - score < WILLING
    )
    for _, number, cue in moves:
        if count[cue] == 0 and count[taken[number]] > 1:
            count[taken[number]] -= 1
            count[cue] += 1
            taken[number] = cue
    return taken


def _source(cue: Piece, sources: list[Piece], vectors: Array, head: LinkHead) -> tuple[Piece | None, float]:
    """The most probable source of a cue, or None, with its probability."""
    near = _near(cue, sources)
    if not near:
        return None, 1.0
    scores = span_links(vectors, 1, head, cue, [sources[n] for n in near])
    best = int(scores.argmax())
    return (sources[near[best]] if best < len(near) else None), float(np.exp(scores[best]))


def _near(piece: Piece, others: list[Piece]) -> list[int]:
    """Indexes of the nearest candidates on either side, in text order."""
    low, high = 0, len(others)
    while low < high:
        middle = (low + high) // 2
        if others[middle].first < piece.first:
            low = middle + 1
        else:
            high = middle
    window = range(max(0, low - CANDIDATES), min(len(others), low + CANDIDATES))
    return [n for n in window if others[n].first < piece.last + REACH and others[n].last > piece.first - REACH]


def _order(one: Linked) -> tuple[int, int]:
    cue = [one.cue] if one.cue else []
    source = [one.source] if one.source else []
    return min(p.first for p in (*one.content, *cue, *source)), one.content[0].first
