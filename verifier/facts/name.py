"""Names of people, bodies and places: where they stand, and which of two names mean the same."""

from functools import lru_cache

from verifier.facts import lexicon
from verifier.facts.calendar import MONTHS, WEEKDAYS
from verifier.facts.lexicon import several
from verifier.facts.numerals import STARTERS
from verifier.facts.wording import Words, is_content
from verifier.model import Fact

_LINKS = several("of de van von der den la le du bin bint al el da di dos ter for d'")
_FIELDS = several(
    "of foreign defence defense finance interior health justice state first second senior former acting "
    "deputy chief vice"
)
_HEADS = several(
    "university house department office republic kingdom states isle bay gulf cape order museum academy "
    "league college church king queen prince duke secretary minister director head conference chamber centre "
    "center guild society federation bishop archbishop arch tower battle treaty act gulf lake mount strait "
    "port fund"
)
_LONGEST = 10
_DEMONYMS = (
    "ians",
    "ian",
    "ans",
    "an",
    "ns",
    "n",
    "ese",
    "ish",
    "is",
    "i",
    "ites",
    "ite",
    "ers",
    "er",
    "ic",
    "s",
    "a",
    "ia",
    "y",
    "land",
    "e",
    "",
)


def find_names(text: str) -> tuple[Fact, ...]:
    """Names in text order: runs of capitalised words with their titles, acronyms, and demonyms. Never raises; linear.

    `value` is the name without titles and possessive; `parts` hold `title`, and `sure` ("no" for a single capitalised
    word that opens a sentence and may be any word).
    """
    return tuple(find(Words.of(text)))


def find(words: Words) -> list[Fact]:
    """The names of a text that is already cut into words."""
    found: list[Fact] = []
    sentences = words.sentences
    free = 0
    for i in [i for i, word in enumerate(words.raw) if word[0].isupper() and _opens_name(word)]:
        if i < free:
            continue
        free = _run(words, i)
        opens = i == 0 or sentences[i - 1] != sentences[i] or words.low[i - 1] in "\"“‘'—–-:*•"
        fact = _fact(words, i, free, opens=opens)
        if fact is not None:
            found.append(fact)
    return found


def _is_capital(words: Words, i: int) -> bool:
    return _opens_name(words.raw[i])


@lru_cache(maxsize=1 << 13)
def _opens_name(word: str) -> bool:
    """Is it a capitalised word, and no month or weekday?"""
    if not word[0].isupper() or not word[0].isalpha():
        return False
    low = word.lower()
    return not ((low in MONTHS and len(low) > 2) or (low in WEEKDAYS and len(low) > 3))


def _run(words: Words, i: int) -> int:
    """Index after the run of name words that begins at i."""
    low, raw = words.low, words.raw
    last = i + 1
    while last < len(raw) and last - i < _LONGEST:
        if low[last - 1].endswith("'s") or low[last - 1].endswith("s'"):
            break
        word = low[last]
        if (
            word == "."
            and words.glued(last - 1)
            and (len(raw[last - 1]) == 1 or low[last - 1] in lexicon.entries("titles"))
        ):
            if last + 1 < len(raw) and raw[last + 1][0].isupper():
                last += 1
                continue
            if len(raw[last - 1]) == 1 and last - i > 1 and words.glued(last - 2):
                last += 1
            break
        if (
            word in "-‑"
            and words.glued(last - 1)
            and words.glued(last)
            and last + 1 < len(raw)
            and raw[last + 1][0].isupper()
        ):
            last += 2
            continue
        if word == "&" and last + 1 < len(raw) and raw[last + 1][0].isupper():
            last += 2
            continue
        if (
            _is_capital(words, last)
            and words.sentences[last] == words.sentences[i]
            and "\n" not in words.text[words.ends[last - 1] : words.starts[last]]
        ):
            last += 1
            continue
        if (
            word in _LINKS
            and _continues(words, last + 1, i)
            and (word not in ("of", "for") or low[last - 1] in _HEADS or low[last - 1] in lexicon.entries("bodies"))
        ):
            last += 2 if _is_capital(words, last + 1) else 3
            continue
        break
    if (
        last < len(raw)
        and low[last].isdecimal()
        and len(low[last]) < 4
        and last - i <= 3
        and not low[last - 1].endswith("'s")
    ):
        following = words.word(last + 1)
        counted = following.isalpha() and is_content(following) and following.endswith("s")
        if not counted and following not in ("%", ":", ".") and i > 0:
            last += 1  # "Merganser 8"
    return last


def _continues(words: Words, i: int, first: int) -> bool:
    """Does a name go on at i after a small word, perhaps with "the" between ("Bank of the West")?"""
    if i >= len(words) or words.sentences[i] != words.sentences[first]:
        return False
    return _is_capital(words, i) or (words.low[i] == "the" and i + 1 < len(words) and _is_capital(words, i + 1))


def _fact(words: Words, first: int, last: int, *, opens: bool) -> Fact | None:
    low, raw, known = words.low, words.raw, lexicon.entries("titles")
    if opens:
        while (
            first < last
            and words.word(first + 1) != "."
            and (not is_content(low[first]) or low[first] in STARTERS)
            and low[first] not in known
        ):
            first += 1
        while first < last and not raw[first][0].isalnum():
            first += 1
        if first >= last or (first and not _is_capital(words, first)):
            return None
        opens = opens and (
            first == 0 or words.sentences[first - 1] != words.sentences[first] or low[first - 1] in "\"“‘'—–-:*•"
        )
    if first >= last:
        return None
    titles = 0
    while first + titles < last - 1 and (
        low[first + titles] in known or (titles and low[first + titles] in (".", "of"))
    ):
        titles += 1
    while titles and low[first + titles - 1] in _FIELDS:
        titles -= 1  # "Defence Ministry" is a body, "Defence Minister X" a title
    name = [i for i in range(first + titles, last) if raw[i][0].isalnum()]
    if not name:
        return None
    cut = [_bare(raw[i]) for i in name]
    value = " ".join(cut)
    if not value or (len(name) == 1 and (not is_content(low[name[0]]) or (low[name[0]] in STARTERS))):
        return None
    if all(low[i] in known or low[i] in _LINKS for i in name):
        return None  # an office without its holder
    possessive = raw[name[0]] != cut[0]
    sure = not (len(name) == 1 and not titles and not possessive and (opens or (value.isupper() and len(value) > 5)))
    parts = {"sure": "yes" if sure else "no"}
    if titles:
        parts["title"] = " ".join(low[i] for i in range(first, first + titles) if low[i][0].isalpha())
    end = words.ends[last - 1] - (len(raw[last - 1]) - len(_bare(raw[last - 1])) if raw[last - 1][0].isalpha() else 0)
    start = words.starts[first]
    return Fact(
        "name",
        start,
        end,
        words.text[start:end],
        value,
        "acronym" if value.isupper() and len(value) < 7 else "name",
        tuple(sorted(parts.items())),
    )


def _bare(word: str) -> str:
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word[:-1] if word.endswith(("s'", "s’")) else word


@lru_cache(maxsize=1 << 14)
def keys(value: str) -> tuple[str, ...]:
    """The words of a name that tell it from others, in lower case."""
    cut = tuple(
        word.lower()
        for word in value.replace("-", " ").replace(".", " ").split()
        if word.lower() not in _LINKS and word.lower() != "the"
    )
    return cut or (value.lower(),)


@lru_cache(maxsize=1 << 14)
def alike(one: str, two: str) -> bool:
    """May two names mean the same: one part of the other, a surname shared (and no first names apart), an acronym, a
    country and its people?"""
    a, b = keys(one), keys(two)
    if a == b:
        return True
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    if _acronym(one, b) or _acronym(two, a):
        return True
    if len(a) == 1 and len(b) == 1:
        return _demonym(a[0], b[0])
    if a[-1] == b[-1]:
        first, other = a[0], b[0]
        return (
            first == other
            or (first[0] == other[0] and (len(first) == 1 or len(other) == 1))
            or len(a) == 1
            or len(b) == 1
        )
    shared = {word for word in a if len(word) > 3 and any(_demonym(word, other) for other in b)}
    return len(shared) >= max(1, min(len(a), len(b)))


def _acronym(short: str, long: tuple[str, ...]) -> bool:
    letters = short.replace(".", "").replace(" ", "")
    return (
        letters.isupper()
        and 2 <= len(letters) <= 6
        and len(long) >= 2
        and "".join(word[0] for word in long).upper() in (letters, letters[:-1])
    )


def _demonym(one: str, two: str) -> bool:
    if one == two:
        return True
    shared = 0
    for left, right in zip(one, two, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= 4 and one[shared:] in _DEMONYMS and two[shared:] in _DEMONYMS
