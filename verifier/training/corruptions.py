"""Labelled variants of true sentences: light edits that keep what is said, and small changes that do not.

Each edit takes a sentence and its article and gives a `Variant` or None where it does not fit; `faithful` and
`corrupted` choose among them. All choices come from the generator that is handed in.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from verifier.language import lexicons
from verifier.language.tokens import STOP

Label = Literal["supports", "refutes", "neutral", "unsupported"]
"""`unsupported`: refutes or neutral, which of them is not known."""
Spans = tuple[tuple[int, int], ...]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
NUMERALS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
AUXILIARIES = "is|are|was|were|will|would|can|could|has|have|had|should|must|did|does|do"
WIDER = {"some": "all", "many": "all", "most": "all", "several": "all", "one of": "all of", "few": "many",
         "a few": "most", "part of": "all of", "almost": "", "nearly": "", "partly": "entirely", "often": "always",
         "sometimes": "always", "usually": "always", "either": "both", "half of": "all of"}  # fmt: skip
FIRMER = {"may": "will", "might": "will", "could": "will", "would": "will", "should": "must", "allegedly": "",
          "reportedly": "", "possibly": "", "perhaps": "", "likely": "certain", "alleged": "", "suspected": "",
          "is expected to": "will", "are expected to": "will", "plans to": "will", "plan to": "will",
          "hopes to": "will", "wants to": "will", "considering": "starting", "proposed": "", "appears to": "does",
          "preliminary": "final", "accused of": "convicted of", "can": "does"}  # fmt: skip
ACTS = ("accused", "attacked", "praised", "criticised", "sued", "defeated", "blamed", "warned", "backed", "replaced",
        "arrested", "endorsed", "visited", "invited", "dismissed", "supported", "rejected", "followed", "challenged",
        "appointed", "thanked", "contacted", "hired", "overtook", "interviewed", "mocked", "rescued")  # fmt: skip

_TOKEN = re.compile(r"[^\W_][\w'’.-]*[\w]|[^\W_]")
_NUMBER = re.compile(r"(?<![\w.,])[$£€]?\d[\d,]*(?:\.\d+)?%?(?![\w])")
_YEAR = re.compile(r"(?:1[89]|20)\d\d$")
_WORD = re.compile(r"\b[a-z]{5,}\b")
_LAST_PHRASE = re.compile(r" (?:in|at|on|near|since|during|from|for) (?:the )?[A-Z0-9][^,.;:\"”]{2,28}(?=[.]?$)")
_QUOTED = re.compile('[“"]([^”"]{12,200})[”"]')


@dataclass(frozen=True, slots=True)
class Variant:
    """A claim made from a true sentence. `changed`: its words (offsets) that the sentence does not bear out."""

    text: str
    label: Label
    changed: Spans
    kind: str


@dataclass(frozen=True)
class Article:
    """Sentences of one text, and what edits borrow from them."""

    sentences: tuple[str, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Distinct names in order."""
        return tuple(dict.fromkeys(one[s:e] for one in self.sentences for s, e in names(one)))

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Distinct numbers in order, years left out."""
        found = (match.group() for one in self.sentences for match in _NUMBER.finditer(one))
        return tuple(dict.fromkeys(number for number in found if not _YEAR.match(number)))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Distinct longer words in lower case."""
        found = (match.group() for one in self.sentences for match in _WORD.finditer(one))
        return tuple(dict.fromkeys(word for word in found if word not in STOP))

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """Closing phrases of place, time or purpose."""
        return tuple(found.group() for one in self.sentences if (found := _LAST_PHRASE.search(one)))


def names(text: str) -> list[tuple[int, int]]:
    """Runs of capitalised words, without days and months and without a lone first word."""
    runs: list[tuple[int, int, int]] = []
    for token in _TOKEN.finditer(text):
        word = token.group()
        if not word[0].isupper() or word in WEEKDAYS or word in MONTHS or word.lower() in STOP:
            continue
        if runs and text[runs[-1][1] : token.start()] == " ":
            runs[-1] = (runs[-1][0], token.end(), runs[-1][2] + 1)
        else:
            runs.append((token.start(), token.end(), 1))
    return [(start, end) for start, end, n in runs if start > 1 or n > 1]


def put(text: str, start: int, end: int, new: str) -> tuple[str, tuple[int, int]]:
    """The text with a part replaced, and where the new part stands; the word after it where nothing is put in."""
    out = text[:start] + new + text[end:]
    if not new.strip():
        out = re.sub(" {2,}", " ", text[:start].rstrip() + " " + text[end:].lstrip()).strip()
        at = min(len(text[:start].rstrip()) + 1, max(len(out) - 1, 0))
        following = _TOKEN.search(out, at)
        return out, (following.start(), following.end()) if following else (max(at - 1, 0), len(out))
    return out, (start, start + len(new))


def _variant(text: str, place: tuple[int, int], new: str, label: Label, kind: str) -> Variant | None:
    if text[place[0] : place[1]].lower() == new.lower():
        return None
    out, span = put(text, *place, new)
    return Variant(out, label, (span,), kind)


def number_changed(text: str, article: Article, rng: random.Random) -> Variant | None:
    """A number a little different, ten times as large, or another one of the article."""
    found = list(_NUMBER.finditer(text))
    spelled = list(re.finditer(rf"\b(?:{'|'.join(NUMERALS)})\b", text))
    if not found and not spelled:
        return None
    match = rng.choice(found + spelled)
    old = match.group()
    if old in NUMERALS:
        return _variant(text, match.span(), rng.choice([w for w in NUMERALS if w != old]), "refutes", "number")
    bare = old.strip("$£€%").replace(",", "")
    value = float(bare)
    others = [
        n for n in article.numbers if n != old and ("%" in n) == ("%" in old) and n[0].isdigit() == old[0].isdigit()
    ]
    if others and rng.random() < 0.4:
        return _variant(text, match.span(), rng.choice(others), "refutes", "number")
    if _YEAR.match(bare):
        value += rng.choice((-10, -3, -2, -1, 1, 2, 3, 10))
    else:
        value = rng.choice((value * 10, value + 1, max(value - 1, 0), value * 2, round(value * 1.3) + 1, value / 2 + 1))
    digits = len(bare.partition(".")[2])
    new = f"{value:,.{digits}f}" if "," in old else f"{value:.{digits}f}"
    front = old[0] if not old[0].isdigit() else ""
    return _variant(text, match.span(), front + new + "%" * old.endswith("%"), "refutes", "number")


def date_changed(text: str, article: Article, rng: random.Random) -> Variant | None:
    """Another weekday, month, or relative day."""
    lists = (WEEKDAYS, MONTHS, ("yesterday", "today", "tomorrow"), ("last", "next"), ("morning", "evening", "night"))
    words = [(m, group) for group in lists for m in re.finditer(rf"\b(?:{'|'.join(group)})\b", text)]
    words = [
        (m, group)
        for m, group in words
        if group[0] != "last" or text[m.end() :].startswith((" year", " week", " month"))
    ]
    if not words:
        return None
    match, group = rng.choice(words)
    return _variant(text, match.span(), rng.choice([w for w in group if w != match.group()]), "refutes", "date")


def name_changed(text: str, article: Article, rng: random.Random) -> Variant | None:
    """A name replaced by another name of the article, one of the same sort where there is one."""
    mine = names(text)
    if not mine:
        return None
    place = rng.choice(mine)
    old = text[place[0] : place[1]]
    others = [n for n in article.names if n not in text and old not in n and n not in old]
    others = [n for n in others if sort_of(n) == sort_of(old)] or others
    return _variant(text, place, rng.choice(others), "unsupported", "name") if others else None


@cache
def _listed(name: str) -> frozenset[str]:
    parts = (part.strip(" .").lower() for entry in lexicons.lines(name) for part in entry.split(":"))
    return frozenset(part for part in parts if part)


def sort_of(name: str) -> str:
    """person, place or other, by word lists."""
    low = name.lower()
    if low.split()[0] in _listed("attribution/given_names"):
        return "person"
    return "place" if low in _listed("attribution/places") else f"other{min(len(low.split()), 2)}"


def roles_swapped(text: str, article: Article, rng: random.Random) -> Variant | None:
    """Two names of the sentence change places, unless they are only listed together."""
    mine = names(text)
    pairs = [
        (a, b)
        for number, a in enumerate(mine)
        for b in mine[number + 1 :]
        if text[a[1] : b[0]].strip(" ,") not in ("and", "or", "", "&") and text[a[0] : a[1]] != text[b[0] : b[1]]
    ]
    pairs = [(a, b) for a, b in pairs if sort_of(text[slice(*a)]) == sort_of(text[slice(*b)])]
    if not pairs:
        return None
    (a, b), (c, d) = rng.choice(pairs)
    out = text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]
    first = (a, a + d - c)
    return Variant(out, "unsupported", (first, (c + d - c - (b - a), d)), "roles")


def negation_changed(text: str, article: Article, rng: random.Random) -> Variant | None:
    """A "not" taken out, or put behind an auxiliary."""
    there = list(re.finditer(r"\bnot |n't\b|n’t\b|\bnever |\bno longer ", text))
    if there:
        match = rng.choice(there)
        out, span = put(text, *match.span(), " " if match.group().endswith(" ") else "")
        return Variant(out.replace(" wo ", " will ").replace(" ca ", " can "), "refutes", (span,), "negation")
    places = list(re.finditer(rf"\b(?:{AUXILIARIES}) (?=[a-z])", text))
    if not places:
        return None
    at = rng.choice(places).end()
    new = rng.choice(("not ", "not ", "never ", "no longer "))
    return Variant(text[:at] + new + text[at:], "refutes", ((at, at + len(new) - 1),), "negation")


@cache
def opposites() -> dict[str, tuple[str, ...]]:
    """Word -> words that cannot both be said of the same thing."""
    out: dict[str, tuple[str, ...]] = {}
    for line in lexicons.lines("facts/opposites"):
        left, _, right = line.partition("|")
        sides = [[w.strip() for w in side.split(",") if w.strip()] for side in (left, right)]
        for mine, theirs in (sides, sides[::-1]):
            for word in mine:
                out[word] = (*out.get(word, ()), *theirs)
    return out


def _ending(word: str) -> str:
    return next((end for end in ("ing", "ed", "s", "er", "est") if word.endswith(end)), "")


def opposite_said(text: str, article: Article, rng: random.Random) -> Variant | None:
    """A word replaced by one of opposite sense, in the same form where there is one."""
    table = opposites()
    found = [m for m in re.finditer(r"\b[a-z-]+\b", text) if m.group() in table]
    if not found:
        return None
    match = rng.choice(found)
    others = table[match.group()]
    fitting = [word for word in others if _ending(word) == _ending(match.group())] or list(others)
    return _variant(text, match.span(), rng.choice(fitting), "refutes", "opposite")


def _replaced(text: str, table: dict[str, str], rng: random.Random, kind: str) -> Variant | None:
    found = list(re.finditer(rf"\b(?:{'|'.join(sorted(table, key=len, reverse=True))})\b ?", text))
    if not found:
        return None
    match = rng.choice(found)
    new = table[match.group().strip()]
    return _variant(text, match.span(), new + " " if new else " ", "neutral", kind)


def hedge_dropped(text: str, article: Article, rng: random.Random) -> Variant | None:
    """What may be is said to be."""
    return _replaced(text, FIRMER, rng, "hedge")


def scope_widened(text: str, article: Article, rng: random.Random) -> Variant | None:
    """What holds for some is said of all."""
    return _replaced(text, WIDER, rng, "scope")


def word_changed(text: str, article: Article, rng: random.Random) -> Variant | None:
    """A word replaced by another of the article in the same form; inside a quotation where there is one."""
    inside = _QUOTED.search(text)
    low, high = inside.span(1) if inside and rng.random() < 0.7 else (0, len(text))
    found = [m for m in _WORD.finditer(text, low, high) if m.group() not in STOP]
    if not found or not article.words:
        return None
    match = rng.choice(found)
    pool = [w for w in article.words if _ending(w) == _ending(match.group()) and w not in text]
    return _variant(text, match.span(), rng.choice(pool), "unsupported", "word") if pool else None


def detail_added(text: str, article: Article, rng: random.Random) -> Variant | None:
    """A place, time or purpose of another sentence put at the end."""
    pool = [phrase for phrase in article.phrases if phrase.strip() not in text]
    if not pool:
        return None
    bare = text.rstrip(".")
    new = rng.choice(pool)
    return Variant(bare + new + ".", "neutral", ((len(bare) + 1, len(bare) + len(new)),), "detail")


Edit = Callable[[str, Article, random.Random], Variant | None]
CORRUPTIONS: tuple[tuple[Edit, float], ...] = (
    (number_changed, 3.0),
    (date_changed, 1.5),
    (name_changed, 3.0),
    (roles_swapped, 1.5),
    (negation_changed, 1.5),
    (opposite_said, 2.5),
    (hedge_dropped, 1.0),
    (scope_widened, 1.0),
    (word_changed, 2.0),
    (detail_added, 1.5),
)


def corrupted(text: str, article: Article, rng: random.Random) -> Variant | None:
    """One corruption that fits the sentence."""
    edits = sorted(CORRUPTIONS, key=lambda edit: rng.random() ** (1 / edit[1]), reverse=True)
    return next((made for edit, _ in edits if (made := edit(text, article, rng)) is not None), None)


def role_pairs(people: Sequence[str], rng: random.Random) -> list[tuple[str, Variant]]:
    """A made sentence on two names as the passage, and claims on who did it to whom."""
    one, other = rng.sample(list(people), 2)
    act = rng.choice(ACTS)
    tail = rng.choice((" on Monday", " last year", " in a statement", "", " at the meeting", " twice"))
    passive = rng.random() < 0.5
    active_text, passive_text = f"{one} {act} {other}{tail}.", f"{other} was {act} by {one}{tail}."
    passage = passive_text if passive else active_text
    whole: Spans = ((0, len(other)),)
    return [
        (passage, Variant(active_text if passive else passive_text, "supports", (), "roles")),
        (passage, Variant(f"{other} {act} {one}.", "refutes", whole, "roles")),
        (passage, Variant(f"{one} was {act} by {other}.", "refutes", ((0, len(one)),), "roles")),
        (passage, Variant(f"{one} {act} {other}.", "supports", (), "roles")),
    ]
