"""What stands around a number: its bound ("at least", "or so") and what it counts."""

from functools import cache

from verifier.facts import lexicon
from verifier.facts.lexicon import several
from verifier.facts.numerals import STARTERS
from verifier.facts.wording import Words, is_content

_DASHES = frozenset("-–—−‐‑")


@cache
def _bounds() -> tuple[dict[str, list[tuple[tuple[str, ...], str]]], dict[str, list[tuple[tuple[str, ...], str]]]]:
    """Bound phrases by their last word (before the number) and by their first word (after it), the longest first."""
    ahead: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    behind: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for key, phrases in lexicon.rows("bounds"):
        for phrase in phrases:
            cut = tuple(Words.of(phrase.lstrip("~")).low)
            if phrase.startswith("~"):
                if cut:
                    behind.setdefault(cut[0], []).append((cut, key))
            else:
                ahead.setdefault(cut[-1], []).append((cut, key))
    for listed in (*ahead.values(), *behind.values()):
        listed.sort(key=lambda pair: -len(pair[0]))
    return ahead, behind


def bound(words: Words, first: int, last: int) -> tuple[str, int, int]:
    """The bound of the number over [first, last) and the words that it takes with the bound."""
    ahead, behind = _bounds()
    low = words.low
    at = first
    while at > 0 and low[at - 1] in ("the", "a", "an", "another", "further", "extra"):
        at -= 1
    for start in {at, first}:
        for phrase, key in ahead.get(low[start - 1], ()) if start else ():
            begin = start - len(phrase)
            if (
                begin >= 0
                and tuple(low[begin:start]) == phrase
                and not (phrase == ("some",) and words.word(begin - 1) == "of")
            ):
                return key, begin, last
    for phrase, key in behind.get(words.word(last), ()):
        if tuple(low[last : last + len(phrase)]) == phrase:
            return key, first, last + len(phrase)
    if words.word(last) in _DASHES and words.word(last + 1) == "odd":
        return "about", first, last + 2
    return "", first, last


_SKIPPED = several(
    "of the its their his her our those these all such more other further additional new - different separate "
    "about or so extra single every each"
)


def counted(words: Words, i: int, *, first: int | None = None) -> list[str]:
    """Stems of what is counted, from word i on: "20,000 shipping containers" -> ship, contain; at most three.

    Where nothing follows the number, the label before it counts ("Sandbags placed: 52,000").
    """
    low = words.low
    heads: list[str] = []
    at = i
    if low[at : at + 1] == ["("] and low[at + 2 : at + 3] == [")"] and low[at + 1][0].isdecimal():
        at += 3  # "seventeen (17) polling stations"
    while at < len(low) and at < i + 6 and (low[at] in _SKIPPED or low[at][0].isdecimal() or low[at] in STARTERS):
        at += 1
    if words.low[at - 1 : at + 1] == ["-", "old"]:
        return []
    while at < len(low) and len(heads) < 3:
        word = low[at]
        if not word[0].isalpha():
            if word in _DASHES and words.glued(at):
                at += 1
                continue
            break
        if word == "and" and heads and words.word(at + 1).isalpha() and is_content(words.word(at + 1)):
            at += 1
            continue
        if not is_content(word) or (heads and word in STARTERS):
            break
        heads.append(words.stems[at])
        at += 1
    if not heads and first is not None and (label := _label(words, first)):
        return label
    return heads


def _label(words: Words, first: int) -> list[str]:
    """Stems of the label right before a number: "Mission strength on the reporting date: 138"."""
    if words.word(first - 1) not in (":", "=", "|"):
        return []
    heads: list[str] = []
    at = first - 2
    while at >= 0 and first - at < 14 and words.sentences[at] == words.sentences[first]:
        if words.low[at] in (":", ";", ",", "|") or "\n" in words.text[words.ends[at] : words.starts[at + 1]]:
            break
        if words.content[at]:
            heads.append(words.stems[at])
        at -= 1
    return heads[::-1][:4]
