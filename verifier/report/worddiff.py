"""Which words two texts share, in order, and which stand in one of them only."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Mark = Literal["same", "only", "conflict"]

MOST_WORDS = 400
"""Longer texts are shown without marks: the comparison takes time in the square of the words."""

_WORD = re.compile(r"[^\W_]+(?:[.,:'’-][^\W_]+)*")
_SMALL = frozenset(
    ("a", "an", "the", "of", "in", "on", "at", "to", "by", "for", "and", "or", "that", "is", "was", "it", "its", "as")
)
"""Words that two texts share by chance; alone they are no agreement."""

_FOLD = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', ",": None})


class Piece(NamedTuple):
    """A stretch of a text and how it stands to the other text."""

    mark: Mark
    text: str


def compare(article: str, source: str, conflicts: tuple[tuple[str, str], ...] = ()) -> tuple[list[Piece], list[Piece]]:
    """Both texts cut into pieces; put together again they are the texts. `conflicts` are pairs of words (the article's,
    the source's) that cannot hold together: of these, the words that only one side of the pair has are marked as such
    wherever the pair stands; all of them where both sides have the same words."""
    left, right = list(_WORD.finditer(article)), list(_WORD.finditer(source))
    if max(len(left), len(right)) > MOST_WORDS:
        return [Piece("same", article)], [Piece("same", source)]
    a, b = [_folded(m[0]) for m in left], [_folded(m[0]) for m in right]
    shared_left: set[int] = set()
    shared_right: set[int] = set()
    for i, j, size in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        if size > 1 or (size == 1 and a[i] not in _SMALL):
            shared_left.update(range(i, i + size))
            shared_right.update(range(j, j + size))
    clash_left: set[int] = set()
    clash_right: set[int] = set()
    for said, held in conflicts:
        lost, found = _apart(said, held), _apart(held, said)
        both_same = not (lost or found)
        for words, own, clash in ((left, said, clash_left), (right, held, clash_right)):
            inside = _inside(article if words is left else source, words, own)
            wanted = lost if words is left else found
            clash.update(i for i in inside if both_same or _folded(words[i][0]) in wanted)
        if lost and not found:
            clash_right |= _beside(right, _inside(source, right, held), shared_right, len(lost))
    return _pieces(article, left, shared_left, clash_left), _pieces(source, right, shared_right, clash_right)


def _apart(one: str, other: str) -> set[str]:
    """The words of one text that the other lacks."""
    return {_folded(m[0]) for m in _WORD.finditer(one)} - {_folded(m[0]) for m in _WORD.finditer(other)}


def _inside(text: str, words: list[re.Match[str]], wanted: str) -> list[int]:
    """The numbers of the words that stand in a place of the wanted ones."""
    places = _places(text, [wanted])
    return [
        i for i, word in enumerate(words) if any(start < word.end() and word.start() < end for start, end in places)
    ]


def _beside(words: list[re.Match[str]], inside: list[int], shared: set[int], most: int) -> set[int]:
    """Words that the source has in the place of those it lacks: next to its side of the pair, and in it alone."""
    found: set[int] = set()
    if not inside:
        return found
    for step, edge in ((-1, min(inside)), (1, max(inside))):
        at = edge + step
        while 0 <= at < len(words) and at not in shared and abs(at - edge) <= most and len(found) < most:
            if _folded(words[at][0]) not in _SMALL:
                found.add(at)
            at += step
    return found


def _folded(word: str) -> str:
    return word.translate(_FOLD).casefold()


def _pieces(text: str, words: list[re.Match[str]], shared: set[int], clashing: set[int]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for i, word in enumerate(words):
        mark: Mark = "conflict" if i in clashing else "same" if i in shared else "only"
        if pieces and pieces[-1].mark == mark:
            pieces[-1] = Piece(mark, pieces[-1].text + text[at : word.end()])
        else:
            if gap := text[at : word.start()]:
                pieces.append(Piece("same", gap))  # so that no mark runs over the space between two words
            pieces.append(Piece(mark, word[0]))
        at = word.end()
    if rest := text[at:]:
        pieces.append(Piece("same", rest))
    return pieces


def _places(text: str, wanted: list[str]) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    folded = text.casefold()
    if len(folded) != len(text):
        folded = text
    for words in wanted:
        needle = words.casefold().strip()
        if not needle or len(needle) > 500:
            continue
        at = folded.find(needle)
        while at >= 0 and len(places) < 50:
            end = at + len(needle)
            if not (folded[max(at - 1, 0) : at].isalnum() or folded[end : end + 1].isalnum()):
                places.append((at, end))
            at = folded.find(needle, end)
    return places
