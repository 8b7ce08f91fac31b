"""The registered sources as the text may name them: names, aliases, acronyms, surnames, names without their place."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from verifier.attribution import lexicon
from verifier.attribution.found import Words
from verifier.attribution.page import Page
from verifier.model import Source

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_ARTICLES = frozenset(("the", "a", "an"))
_SMALL = frozenset(["of", "the", "and", "for", "on", "in", "a", "an", "to", "&"])
_LONGEST_ACRONYM = 8
NAME, ALIAS, DERIVED = "name", "alias", "derived-name"


class Form(NamedTuple):
    """A way to write a source: lower-case words without an article. `rule` says where it comes from."""

    words: tuple[str, ...]
    source: int
    rule: str


class Match(NamedTuple):
    """A form found at words [first, last) of a page."""

    first: int
    last: int
    form: Form

    def shortens(self, source: Source) -> bool:
        """Whether the form shares a word with the source's name: then it is a short form of it, not a person."""
        return bool(set(self.form.words) & set(parts(source.name)))


@lru_cache(maxsize=4096)
def parts(text: str) -> tuple[str, ...]:
    """The lower-case words of a name, plain apostrophes, without a leading article."""
    words = [found.group().lower().replace("’", "'") for found in _WORD.finditer(text.replace("&", " and "))]
    return tuple(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


class Registry:
    """Forms of all sources, looked up by first word."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = tuple(sources)
        forms: dict[tuple[str, ...], dict[int, str]] = {}
        for number, source in enumerate(self.sources):
            for words, rule in _forms(source):
                forms.setdefault(words, {}).setdefault(number, rule)
        self.by_first: dict[str, list[Form]] = {}
        for words, owners in forms.items():
            ranked = sorted(owners.items(), key=lambda row: (_RANK[row[1]], row[0]))
            best = _RANK[ranked[0][1]]
            holders = [row for row in ranked if _RANK[row[1]] == best]
            # A form that two sources share at the same level names neither.
            if len(holders) == 1:
                self.by_first.setdefault(words[0], []).append(Form(words, *holders[0]))
        for rows in self.by_first.values():
            rows.sort(key=lambda form: (-len(form.words), form.words))
        self.vocabulary = [frozenset(w for text in (s.name, *s.aliases) for w in parts(text)) for s in self.sources]

    def learn(self, page: Page) -> None:
        """Take in the acronyms that the text itself gives: "Department for Transport (DfT)"."""
        for at in range(2, len(page.words) - 2) if self.sources else ():
            if page.words[at].low != "(" or page.words[at + 2].low not in (")", ","):
                continue
            short = page.words[at + 1]
            if not any(char.isupper() for char in short.text) or len(short.text) > _LONGEST_ACRONYM:
                continue
            for first in range(at - 1, max(-1, at - 10), -1):
                match = self.match_at(page, first, at)
                if match is not None and match.last == at:
                    form = Form((short.low,), match.form.source, ALIAS)
                    self.by_first.setdefault(short.low, []).append(form)
                    break

    def matches(self, page: Page, phrase: Words) -> list[Match]:
        """The forms inside a phrase, longest first at each place, without overlaps, in order."""
        out: list[Match] = []
        at = phrase[0]
        while at < phrase[1]:
            match = self.match_at(page, at, phrase[1])
            if match is None:
                at += 1
            else:
                out.append(match)
                at = match.last
        return out

    def match_at(self, page: Page, at: int, high: int) -> Match | None:
        """The longest form that begins at word `at`."""
        for form in self.by_first.get(bare(page.words[at].low), ()):
            last = _follows(page, at, high, form.words)
            if last and _cased(page, at, last, form, self.sources[form.source]):
                return Match(at, last, form)
        return None


_RANK = {NAME: 0, ALIAS: 0, DERIVED: 1}


def bare(low: str) -> str:
    """A word without its possessive ending."""
    return low.removesuffix("'s").removesuffix("'")


def _follows(page: Page, at: int, high: int, words: tuple[str, ...]) -> int:
    """End of the words if they stand at `at` (dots and commas between them do not count), else 0."""
    for place, word in enumerate(words):
        while place and at < high and page.words[at].low in (".", ","):
            at += 1
        if at >= high:
            return 0
        low = page.words[at].low
        if low != word and not (place == len(words) - 1 and bare(low) == word) and not (low == "&" and word == "and"):
            return 0
        at += 1
    return at


def _cased(page: Page, first: int, last: int, form: Form, source: Source) -> bool:
    """A name of one word must be capitalised in the text ("Sun", "Time"); a generic alias ("the company") need not
    be."""
    if last - first > 1:
        return form.rule != DERIVED or any(page.words[k].text[:1].isupper() for k in range(first, last))
    if page.words[first].text[:1].isupper():
        sure = form.rule == NAME or len(form.words[0]) > 2
        return sure or page.words[first].text.isupper()
    return form.rule == ALIAS and any(parts(alias) == form.words and alias[:1].islower() for alias in source.aliases)


def _forms(source: Source) -> list[tuple[tuple[str, ...], str]]:
    out: list[tuple[tuple[str, ...], str]] = []
    for text, rule in ((source.name, NAME), *((alias, ALIAS) for alias in source.aliases)):
        words = parts(text)
        if words:
            out.append((words, rule))
            out.extend((derived, DERIVED) for derived in _derived(text, words, source) if derived)
    return out


def _derived(text: str, words: tuple[str, ...], source: Source) -> list[tuple[str, ...]]:
    out: list[tuple[str, ...]] = []
    if source.kind == "person":
        plain = [w for w in words if not _titled(w)]
        if len(plain) > 1:
            out += [tuple(plain), (plain[-1],)]
        return out
    if text[:1].islower():
        return out
    capitals = [w[0] for w in _WORD.findall(text) if w[:1].isupper()]
    if len(capitals) >= 3:
        out.append(("".join(capitals).lower(),))
    if "of" in words[1:] and len(words) > 3:
        cut = len(words) - 1 - words[::-1].index("of")
        if cut >= 2:
            out.append(words[:cut])
        if words[0] in ("ministry", "department", "office", "bank") and cut == 1 and len(words) == 4:
            out.append((words[2] if words[2] != "the" else words[3], words[0]))
    if words[0] in ("ministry", "department") and len(words) >= 3 and words[1] == "of":
        rest = list(words[2:])
        topic = rest[: rest.index("of")] if "of" in rest else rest
        out.append((*topic, words[0]))
    if ":" in text:
        out.append(parts(text.split(":")[0]))
    if words[-1] in ("plc", "ltd", "inc", "corp", "llc", "gmbh", "asa", "ag", "sa", "group", "co"):
        out.append(words[:-1])
    return out


def _titled(word: str) -> bool:
    listed = {title.lower().rstrip(".") for title in lexicon.titles()}
    return word in listed
