"""Finding a run of words in a document: exactly, or where most of it stands."""

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from verifier.facts.lexicon import several
from verifier.facts.numerals import ORDINALS
from verifier.language.folding import fold, fold_text
from verifier.language.remembering import remembered
from verifier.model import Span

_MOST_PLACES = 40
"""Places of one and the same word run that are looked at; more say nothing (a refrain, hostile text)."""

_KEPT = 4_000_000
"""Code points of documents whose indexes are kept: some fifteen megabytes."""

_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
# A run of white space counts as one space here, so that a text may be cut with its own offsets.
_JOINT = r"(?:\s++|[^\w'\s])"
_PER_CENT = r"per(?:\s++|[^\w\s]){1,3}cent"
_WORD = re.compile(
    rf"(?:{_TENS}){_JOINT}(?:{_ONES})(?![^\W_])"  # twenty-five is one figure
    rf"|{_PER_CENT}(?![^\W_])"
    r"|[^\W_]+(?:'[^\W\d_]+)*|%"
)
_PLAIN_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*|%")
"""The words of folded ASCII in which no figure of two words stands: those of _WORD in half the time."""
_FIGURES = re.compile(rf"ty{_JOINT}(?:{_ONES})"), re.compile(_PER_CENT)
_TWO_PARTS = re.compile(rf"({_TENS}){_JOINT}({_ONES})|{_PER_CENT}")
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_NUMBER_WORDS = {word: n for n, word in enumerate(f"{_ONES}|{_TEENS}".split("|"), 1)} | {
    word: 10 * n for n, word in enumerate(_TENS.split("|"), 2)
}
_SPELLING = (
    ("isation", "ization"), ("isations", "izations"), ("ising", "izing"), ("ised", "ized"), ("ises", "izes"),
    ("ise", "ize"), ("yse", "yze"), ("ysed", "yzed"), ("tre", "ter"), ("ogue", "og"),
)  # fmt: skip
_BRITISH = tuple(british for british, _ in _SPELLING)
_OUR = re.compile(
    "(col|hon|fav|lab|neighb|behavi|hum|rum|harb|vap|endeav|od|sav|arm|flav|parl|rig|vig|val|ard|cand|savi|splend|tum)our"
)
_IS = several("that it he she there here what who where this everything nothing")
_SAME = {
    "%": "percent", "cannot": "can not", "can't": "can not", "won't": "will not", "shan't": "shall not",
    "ain't": "is not", "gonna": "going to", "wanna": "want to", "gotta": "got to", "okay": "ok", "grey": "gray",
    "whilst": "while", "amongst": "among", "towards": "toward", "programme": "program", "programmes": "programs",
    "let's": "let us", "&": "and", "colour": "color", "centre": "center",
}  # fmt: skip
_ENDINGS = {"'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would"}
_KEEP = several(
    "our four hour your tour pour sour wise rise arise otherwise likewise promise exercise surprise precise "
    "noise raise praise disguise advise revise devise enterprise franchise hours yours ours tours fours"
)


class Token(NamedTuple):
    """A word of a text in the form that is compared, with its place in the text."""

    key: str
    start: int
    end: int


def _keys(word: str) -> tuple[str, ...]:
    """The comparable forms of one folded word: contractions opened, spelling evened out, a possessive kept."""
    if word in _SAME:
        return tuple(_SAME[word].split())
    if word in _NUMBER_WORDS:
        return (str(_NUMBER_WORDS[word]),)
    if word in ORDINALS and len(word) > 3:
        n = ORDINALS[word]
        return (f"{n}{'th' if n > 3 else ('st', 'nd', 'rd')[n - 1]}",)
    if not word.isalnum():
        parts = _TWO_PARTS.fullmatch(word)
        if parts is not None:
            return (str(_NUMBER_WORDS[parts[1]] + _NUMBER_WORDS[parts[2]]),) if parts[1] else ("percent",)
    if "'" in word:
        opened = _opened(word)
        if opened:
            return opened
    if "our" in word:
        word = _OUR.sub(r"\1or", word)
    if word.isdecimal() or not word.isascii() or word in _KEEP or len(word) < 5:
        return (word,)
    if not word.endswith(_BRITISH):
        return (word,)
    for british, american in _SPELLING:
        if word.endswith(british) and len(word) > len(british) + 1:
            return (word[: -len(british)] + american,)
    return (word,)


def _mark(key: str) -> str:
    """One character for a word, so that a document is a short string to search in. Two words may share one: what is
    found is compared letter by letter. The hash is salted, so that no text can be written to make them share it."""
    return chr(hash(key) % 0xFFFF + 1)


def _opened(word: str) -> tuple[str, ...]:
    """The words of a contraction; empty if it is none, as a possessive is."""
    if word.endswith("n't") and len(word) > 3:
        return word[:-3], "not"
    for ending, full in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return word[: -len(ending)], full
    return (word[:-2], "is") if word.endswith("'s") and word[:-2] in _IS else ()


@lru_cache(maxsize=256)
def _marks(keys: tuple[str, ...]) -> str:
    """A mark for each word of a quotation; kept, since one quotation is looked for in many documents."""
    return "".join(map(_mark, keys))


@lru_cache(maxsize=1 << 14)
def _forms(word: str) -> tuple[str, str]:
    """The comparable forms of one folded word, joined, and a mark for each."""
    keys = _keys(word)
    return "\0".join(keys), "".join(map(_mark, keys))


def tokens(text: str) -> list[Token]:
    """The words of a text as they are compared: case, marks, spelling, contractions and number words evened out."""
    return [Token(key, start, end) for word, start, end in _words(text) for key in _forms(word)[0].split("\0")]


def _cut(folded: str) -> re.Pattern[str]:
    """What cuts a folded text into words."""
    plain = folded.isascii() and not any(figure.search(folded) for figure in _FIGURES)
    return _PLAIN_WORD if plain else _WORD


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """The folded words of a text and where they stand in it."""
    if text.isascii():
        lowered = text.lower().replace("`", "'")
        for match in _cut(lowered).finditer(lowered):
            yield match.group(), match.start(), match.end()
        return
    folded = fold(text)
    starts, ends = folded.starts, folded.ends
    for match in _WORD.finditer(folded.text):
        yield match.group(), starts[match.start()], ends[match.end() - 1]


class Index:
    """The words of a document in comparable form, ready for being searched many times: a sequence of tokens, whose
    places in the text are worked out when the first is asked for."""

    __slots__ = ("_begun", "_joined", "_marks", "_places", "_text")

    def __init__(self, text: str) -> None:
        folded = fold_text(text)
        forms = list(map(_forms, _cut(folded).findall(folded)))
        self._text = text
        self._joined = "\0" + "\0".join([keys for keys, _ in forms]) + "\0"
        self._marks = "".join([marks for _, marks in forms])
        self._begun: array[int] | None = None
        self._places: tuple[array[int], array[int]] | None = None

    def __len__(self) -> int:
        return len(self._marks)

    def __getitem__(self, at: int) -> Token:
        """The word at an index of the sequence, which must be in it; not counted from the end."""
        starts, ends = self._placed()
        return Token(self.keys(at, at + 1)[0], starts[at], ends[at])

    def tokens(self, first: int, last: int) -> list[Token]:
        """The words [first, last)."""
        starts, ends = self._placed()
        return list(map(Token, self.keys(first, last), starts[first:last], ends[first:last]))

    def keys(self, first: int, last: int) -> list[str]:
        """The words [first, last) without their places."""
        last = min(last, len(self))
        if first >= last:
            return []
        at = self._at
        return self._joined[at[first] + first + 1 : at[last] + last].split("\0")

    def span(self, first: int, last: int) -> Span:
        """The stretch of the document under words [first, last)."""
        starts, ends = self._placed()
        return Span(starts[first], ends[last - 1])

    @property
    def _at(self) -> "array[int]":
        """The letters of `_joined` before each word, without what parts the words: worked out for the few documents
        that hold something of a quotation."""
        if self._begun is None:
            self._begun = array("I", accumulate(map(len, self._joined[1:-1].split("\0")), initial=0))
        return self._begun

    def _placed(self) -> "tuple[array[int], array[int]]":
        if self._places is None:
            starts, ends = array("I"), array("I")
            for word, start, end in _words(self._text):
                for _ in _forms(word)[1]:
                    starts.append(start)
                    ends.append(end)
            self._places = starts, ends
        return self._places

    def exact(self, keys: Sequence[str], start: int = 0, stop: int | None = None) -> list[int]:
        """Indexes of words at which `keys` stand one after another, from word `start` on and before word `stop`."""
        return self._exact(keys, _marks(tuple(keys)), start, stop) if keys else []

    def _exact(self, keys: Sequence[str], marks: str, start: int = 0, stop: int | None = None) -> list[int]:
        at = self._marks.find(marks, start)
        if at < 0:
            return []
        wanted = "\0" + "\0".join(keys) + "\0"
        end = len(self) if stop is None else stop
        begun = self._at
        found: list[int] = []
        while 0 <= at < end and len(found) < _MOST_PLACES:
            if self._joined.startswith(wanted, begun[at] + at):
                found.append(at)
            at = self._marks.find(marks, at + 1)
        return found

    def likely(self, keys: Sequence[str], *, slack: int) -> list[tuple[int, int]]:
        """Up to three stretches [first, last) of words where half of `keys` or more may stand, by runs of words in
        common."""
        marks = _marks(tuple(keys))
        if not _holds_half(self._marks, marks):
            return []
        size = 3 if len(keys) >= 6 else 2
        votes: Counter[int] = Counter()
        width = max(8, slack)
        for i in range(len(keys) - size + 1):
            for at in self._exact(keys[i : i + size], marks[i : i + size]):
                votes[(at - i) // width] += 1
        joined = {bucket: votes[bucket] + votes.get(bucket + 1, 0) for bucket in votes}
        best = sorted(joined.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
        stretches = [
            (max(0, bucket * width - 4), min(len(self), (bucket + 2) * width + len(keys) + slack)) for bucket, _ in best
        ]
        return [(first, last) for first, last in stretches if _holds_half(self._marks[first:last], marks)]


def _holds_half(held: str, marks: str) -> bool:
    """May half of the words that `marks` stand for be among those of `held`?"""
    return 2 * sum([mark in held for mark in marks]) >= len(marks)


@remembered(_KEPT)
def index(text: str) -> Index:
    """The index of a document; the last ones are kept, since a document is asked for many quotations."""
    return Index(text)


class Alignment(NamedTuple):
    """A quotation's words laid over the document's words [first, last): pairs of equal words, and the edits between.

    An edit is (quotation words, document words) with either side perhaps empty; `at` are document word indexes.
    """

    first: int
    last: int
    equal: int
    edits: tuple[tuple[tuple[str, ...], tuple[str, ...], int], ...]


def align(keys: Sequence[str], document: Index, first: int, last: int) -> Alignment | None:
    """The quotation over the stretch [first, last), cut to where it really runs; None where less than half of it is."""
    window = document.keys(first, last)
    equals = [op for op in Indel.opcodes(list(keys), window) if op.tag == "equal"]
    blocks = _dense([(op.src_start, op.dest_start, op.src_end - op.src_start) for op in equals], len(keys))
    equal = sum(size for _, _, size in blocks)
    if not blocks or equal * 2 < len(keys):
        return None
    edits = []
    source, place = 0, blocks[0][1]
    for src, dest, size in blocks:
        gained, lost = tuple(keys[source:src]), tuple(window[place:dest])
        if gained or lost:
            edits.append((gained, lost, first + place))
        source, place = src + size, dest + size
    if source < len(keys):
        edits.append((tuple(keys[source:]), (), first + place))
    return Alignment(first + blocks[0][1], first + place, equal, tuple(edits))


def _dense(blocks: list[tuple[int, int, int]], length: int) -> list[tuple[int, int, int]]:
    """Drop small matches at either end that lie far from the rest: a stray "the" is no part of the quotation."""
    while len(blocks) > 1 and blocks[0][2] <= 2 and blocks[1][1] - (blocks[0][1] + blocks[0][2]) > max(3, length // 3):
        blocks = blocks[1:]
    while (
        len(blocks) > 1 and blocks[-1][2] <= 2 and blocks[-1][1] - (blocks[-2][1] + blocks[-2][2]) > max(3, length // 3)
    ):
        blocks = blocks[:-1]
    return blocks


def letters_apart(one: str, two: str) -> int:
    """How many letters must change for one word to become the other."""
    return Levenshtein.distance(one, two)
