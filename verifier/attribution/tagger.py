"""Attributions as the trained model sees them: source, cue and content spans, linked.

    tag(text) -> list[Tagged]

One `Tagged` is one attribution: the spans of its source (may be empty), its cue and its content (often several
fragments: "The plan," he said, "is dead."), and a score from 0 to 1. Offsets are code points into the given text. The
model is loaded at the first call. `tag(text, within=(start, end))` tags a slice as if it were a text of its own (for
what is attributed inside a content) and gives offsets into the whole text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verifier.attribution.decoding import Array, Decoder, Linked, LinkHead, Piece, best_labels, link, pieces
from verifier.attribution.tagger_features import Words, windows, words_of
from verifier.language.encoder import MODELS, Encoder

Span = tuple[int, int]
Ints = NDArray[np.int64]
# (sub-word ids, word features a sub-word, first sub-word of each asked word) -> (emissions, link vectors) of those
Network = Callable[[Ints, Ints, Ints], tuple[Array, Array]]

# Sub-words a window, special tokens left out, and what neighbouring windows share: half of it as context a side.
WINDOW = 318
OVERLAP = 28


@dataclass(frozen=True, slots=True)
class Tagged:
    """One attribution found by the model; spans are code points into the text, in order, without overlap."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float


class Tagger:
    """A tagger model folder (see Encoder); `tag` below uses the one that ships."""

    def __init__(self, folder: Path) -> None:
        self.encoder = Encoder(folder)
        self.decoder = decoder_of(self.encoder.config)
        # windows are filled up to a multiple of this many sub-words
        self.block = int(self.encoder.config.get("block", 1))

    def tag(self, text: str, within: Span | None = None) -> list[Tagged]:
        """As the function `tag`."""
        start, end = within or (0, len(text))
        words = words_of(text[start:end])
        emissions, vectors = read(words, self.encoder, self._network, block=self.block)
        return [_spans(one, words, start) for one in decode(emissions, vectors, self.decoder)]

    def emissions(self, text: str) -> Array:
        """What the network says of each word's label, before decoding: one row a word of `words_of`."""
        return read(words_of(text), self.encoder, self._network, block=self.block)[0]

    def _network(self, ids: Ints, features: Ints, places: Ints) -> tuple[Array, Array]:
        emissions, vectors = self.encoder.run({"ids": ids, "features": features, "first": places})
        return emissions, vectors


def tag(text: str, within: Span | None = None) -> list[Tagged]:
    """Attributions of the text in the order of their first span; takes any text, in time linear in its length."""
    return _shipped().tag(text, within)


@cache
def _shipped() -> Tagger:
    return Tagger(MODELS / "tagger")


def read(words: Words, encoder: Encoder, network: Network, *, block: int) -> tuple[Array, Array]:
    """The network's emissions and link vectors of all words, each word read in the window where it has most context.

    Windows are filled up with the padding token to a multiple of `block` sub-words.
    """
    coded = encoder.pieces(words.forms)
    sizes = np.array([len(ids) for ids in coded], np.int64)
    begin, end = encoder.special("[CLS]"), encoder.special("[SEP]")
    parts = []
    for first, last, core_first, core_last in windows(sizes, words.breaks(), limit=WINDOW, overlap=OVERLAP):
        ids, features, places = window_input(coded[first:last], words.features[first:last], begin, end, block=block)
        parts.append(network(ids, features, places[core_first - first : core_last - first]))
    if not parts:
        return np.zeros((0, 7), np.float32), np.zeros((0, 4), np.float32)
    return np.concatenate([e for e, _ in parts]), np.concatenate([v for _, v in parts])


def window_input(
    coded: list[tuple[int, ...]], features: Ints, begin: int, end: int, *, block: int = 1
) -> tuple[Ints, Ints, Ints]:
    """Sub-word ids between the special tokens, the features of each sub-word's word, and where each word begins; ids
    and features filled up to a multiple of `block`."""
    sizes = np.array([len(ids) for ids in coded], np.int64)
    lasts = np.cumsum(sizes)
    total = int(lasts[-1]) + 2
    ids = np.zeros(total + -total % block, np.int64)
    ids[0], ids[total - 1] = begin, end
    ids[1 : total - 1] = list(chain.from_iterable(coded))
    spread = np.zeros((len(ids), features.shape[1]), np.int64)
    spread[1 : total - 1] = np.repeat(features, sizes, 0)
    return ids, spread, lasts - sizes + 1


def decode(emissions: Array, vectors: Array, decoder: Decoder) -> list[Linked]:
    """Labels, spans and links of a whole text from what the network said of its words."""
    labels = best_labels(emissions, decoder.transitions, decoder.begin)
    return link(pieces(labels, emissions), vectors, decoder)


def decoder_of(config: dict[str, Any]) -> Decoder:
    """The learnt parts of decoding as the training stored them in config.json."""
    content, cue = (
        LinkHead(np.array(head["null"], np.float32), np.array(head["distance"], np.float32)) for head in config["heads"]
    )
    transitions, begin = np.array(config["transitions"], np.float32), np.array(config["begin"], np.float32)
    return Decoder(transitions, begin, (content, cue))


def _spans(one: Linked, words: Words, offset: int) -> Tagged:
    def span(piece: Piece) -> Span:
        return int(words.starts[piece.first]) + offset, int(words.ends[piece.last - 1]) + offset

    source = (span(one.source),) if one.source else ()
    cue = (span(one.cue),) if one.cue else ()
    return Tagged(source, cue, tuple(span(piece) for piece in one.content), round(one.score, 4))
