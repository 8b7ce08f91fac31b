"""From the model's scores to linked spans: Viterbi over labels, then each content to its cue, each cue to a source."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

ROLES = ("source", "cue", "content")
# outside, then B and I of each role
LABELS = 1 + 2 * len(ROLES)
# Links reach this many words, and look at this many candidates on either side: keeps the time linear.
REACH = 400
CANDIDATES = 8
# Words of a span that take part in linking: its first and last ones.
WITNESSES = 4
# Spans that are linked at once, and words whose labels are found at once.
_GROUP = 32
_STRIDE = 32
_STRIDES = 128
# A link score, a path through labels that cannot be.
_NEVER = np.float32(-1e9)
# Farther words count as this far: beyond, all distances are in the last bucket.
_FAR = 1000
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
    """The best legal label sequence (Viterbi); ties go to the lower label.

    The words are taken in strides, many strides at once: first the best way through each stride from every label to
    every label, then the labels between strides, then the labels inside.
    """
    if not len(emissions):
        return np.zeros(0, np.int64)
    moves, start = legal(transitions, begin)
    follow = emissions[1:]
    parts = [follow[n : n + _STRIDE * _STRIDES] for n in range(0, len(follow), _STRIDE * _STRIDES)]
    score = start + emissions[0]
    reached, through = [score], []
    for part in parts:
        for way in np.moveaxis(_ways(_strides(part, moves)), 2, 0):
            through.append(way)
            score = (score[:, None] + way).max(0)
            score -= score.max()
            reached.append(score)
    borders = np.zeros(len(reached), np.int64)
    borders[-1] = score.argmax()
    for n in range(len(through) - 1, -1, -1):
        borders[n] = (reached[n] + through[n][:, borders[n + 1]]).argmax()
    inside = [borders[:1]]
    for n, part in enumerate(parts):
        edges = borders[n * _STRIDES : (n + 1) * _STRIDES + 1]
        inside.append(_path(_strides(part, moves), edges[:-1], edges[1:])[: len(part)])
    return np.concatenate(inside)


def _strides(emissions: Array, moves: Array) -> Array:
    """Score of every move into every word (place in the stride, from, to, stride); after the last word none moves."""
    missing = -len(emissions) % _STRIDE
    still = np.full((LABELS, LABELS), _NEVER)
    np.fill_diagonal(still, 0)
    steps = np.concatenate([moves + emissions[:, None, :], np.broadcast_to(still, (missing, LABELS, LABELS))])
    return np.ascontiguousarray(steps.reshape(-1, _STRIDE, LABELS, LABELS).transpose(1, 2, 3, 0))


def _ways(steps: Array) -> Array:
    """Score of the best way through each stride (label before it, last label, stride)."""
    ways: Array = steps[0]
    for step in steps[1:]:
        ways = (ways[:, :, None] + step).max(1)
    return ways


def _path(steps: Array, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """Labels of all words of the strides, given the label before each stride and its last one."""
    strides = np.arange(len(first))
    scores = [steps[0, first, :, strides].T]
    for step in steps[1:]:
        scores.append((scores[-1][:, None] + step).max(0))
    labels = np.zeros((len(first), _STRIDE), np.int64)
    labels[:, -1] = label = last
    for place in range(_STRIDE - 1, 0, -1):
        label = (scores[place - 1].T + steps[place, :, label, strides]).argmax(1)
        labels[:, place - 1] = label
    return labels.reshape(-1)


def pieces(labels: NDArray[np.int64], emissions: Array) -> list[Piece]:
    """Runs of one role, each begun by its B label."""
    if not len(labels):
        return []
    shifted = np.exp(emissions - emissions.max(1, keepdims=True))
    sure = (shifted / shifted.sum(1, keepdims=True))[np.arange(len(labels)), labels]
    outer = np.append(np.flatnonzero((labels == 0) | (labels % 2 == 1)), len(labels))
    firsts = np.flatnonzero(labels % 2 == 1)
    lasts = outer[np.searchsorted(outer, firsts, side="right")]
    sums = np.concatenate([[0.0], np.cumsum(sure, dtype=np.float64)])
    means = (sums[lasts] - sums[firsts]) / (lasts - firsts)
    roles = (labels[firsts] - 1) // 2
    rows = zip(roles.tolist(), firsts.tolist(), lasts.tolist(), means.tolist(), strict=True)
    return [Piece(role, first, last, mean) for role, first, last, mean in rows]


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


def span_links(
    vectors: Array, head: int, learnt: LinkHead, asking: list[Piece], answers: list[Piece]
) -> list[tuple[range, Array]]:
    """For each asking piece: which answers are near, and the log-probability of each of them, then of 'none'.

    Both lists are in text order. Every word of a piece that takes part asks every such word of the answers.
    """
    if not answers:
        return [(range(0), np.zeros(1, np.float32)) for _ in asking]
    firsts, lasts = (np.array([getattr(p, side) for p in answers], np.int64) for side in ("first", "last"))
    witnesses, real = _witnesses(answers)
    found = []
    for place in range(0, len(asking), _GROUP):
        group = asking[place : place + _GROUP]
        asks, counts = _witnesses(group)
        begins, ends = (np.array([getattr(p, side) for p in group], np.int64) for side in ("first", "last"))
        before = np.searchsorted(firsts, begins)
        low = np.maximum(before - CANDIDATES, np.searchsorted(lasts, begins - REACH, side="right"))
        high = np.minimum(before + CANDIDATES, np.searchsorted(firsts, ends + REACH))
        high = np.maximum(high, low)
        near = low[:, None] + np.arange(max(1, int((high - low).max())))
        inside = near < high[:, None]
        near = np.minimum(near, len(answers) - 1)
        scores = _heard(vectors, head, learnt, (asks, witnesses[near], real[near] & inside[:, :, None]))
        mean = (scores * counts[:, :, None]).sum(1) / counts.sum(1, keepdims=True)
        jumps = near - before[:, None]
        mean[:, :-1] -= JUMPS[head] * np.where(jumps < 0, -1 - jumps, jumps)
        mean -= _logsumexp(mean, 1)[:, None]
        for row, a, b in zip(mean, low.tolist(), high.tolist(), strict=True):
            found.append((range(a, b), np.append(row[: b - a], row[-1])))
    return found


def _heard(
    vectors: Array, head: int, learnt: LinkHead, words: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]
) -> Array:
    """Log-probability (piece, asking word, answer or 'none'); `words`: who asks, who hears, which of these are real."""
    asks, hears, real = words
    width = vectors.shape[1] // 4
    count, answers = hears.shape[:2]
    hears = hears.reshape(count, -1)
    q = vectors[:, 2 * head * width : (2 * head + 1) * width][asks]
    k = vectors[:, (2 * head + 1) * width : (2 * head + 2) * width][hears]
    scale = np.float32(1 / np.sqrt(width))
    apart = np.clip(hears[:, None, :] - asks[:, :, None], -_FAR, _FAR)
    table = learnt.distance[buckets(np.arange(-_FAR, _FAR + 1), len(learnt.distance))]
    raw = q @ k.transpose(0, 2, 1) * scale + table[apart + _FAR]
    raw = np.where(real.reshape(count, 1, -1), raw, _NEVER).reshape(count, asks.shape[1], answers, -1)
    scores = np.concatenate([_logsumexp(raw, 3), (q @ learnt.null * scale)[:, :, None]], 2)
    told: Array = scores - _logsumexp(scores, 2)[:, :, None]
    return told


def _witnesses(found: list[Piece]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The words of each piece that take part, and which of the places in its row hold one."""
    first, last = (np.array([[getattr(p, side)] for p in found], np.int64) for side in ("first", "last"))
    place = np.arange(2 * WITNESSES)
    words = first + place
    long = last - first > 2 * WITNESSES
    words = np.where(long & (place >= WITNESSES), last - 2 * WITNESSES + place, words)
    real = words < last
    most = int(real.sum(1).max())
    return np.minimum(words, last - 1)[:, :most], real[:, :most]


def link(found: list[Piece], vectors: Array, decoder: Decoder) -> list[Linked]:
    """Group the pieces into attributions, in the order of their first word.

    Every cue is one attribution; it takes the most probable source (or none), a source may serve several cues. Every
    content goes to its most probable cue, except that a cue left without any takes one over from a cue that has
    several. Content out of reach of any cue stays alone; a cue without content is left out.
    """
    sources, cues, contents = ([p for p in found if p.role == role] for role in range(len(ROLES)))
    choices = [
        dict(zip(near, scores[:-1].tolist(), strict=True))
        for near, scores in span_links(vectors, 0, decoder.heads[0], contents, cues)
    ]
    taken = assign(choices, len(cues))
    linked = [Linked(None, None, (c,), c.probability) for c, at in zip(contents, taken, strict=True) if at < 0]
    held: dict[int, list[int]] = {}
    for number, at in enumerate(taken):
        if at >= 0:
            held.setdefault(at, []).append(number)
    speaking = sorted(held)
    told = span_links(vectors, 1, decoder.heads[1], [cues[n] for n in speaking], sources)
    for number, (near, scores) in zip(speaking, told, strict=True):
        best = int(scores.argmax())
        source = sources[near[best]] if best < len(near) else None
        parts = held[number]
        weakest = min(contents[n].probability * float(np.exp(choices[n][number])) for n in parts)
        score = min(cues[number].probability, weakest) * float(np.exp(scores[best]))
        linked.append(Linked(source, cues[number], tuple(contents[n] for n in parts), score))
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


def _order(one: Linked) -> tuple[int, int]:
    cue = [one.cue] if one.cue else []
    source = [one.source] if one.source else []
    return min(p.first for p in (*one.content, *cue, *source)), one.content[0].first
