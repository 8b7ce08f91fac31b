"""A claim readable alone: what pronouns, 'the report' and relative dates stand for, in brackets beside the words."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from verifier.facts import period
from verifier.facts.wording import Words
from verifier.language import tokens
from verifier.model import Claim, Document, Fact, Referent, Span

_RELATIVE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|yesterday|tomorrow|ago"
    r"|(?:last|next|this|past|previous|coming) (?:night|week|weekend|month|year|spring|summer|autumn|fall|winter"
    r"|january|february|march|april|may|june|july|august|september|october|november|december))\b",
    re.IGNORECASE,
)
_ANCHORS = ("day", "ago", "tonight", "tomorrow", "last ", "next ", "this ", "past ", "previous ", "coming ")
"""Every relative date holds one of these: a plain look before the slow one."""
_AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|would|due|plans? to|(?:is|are|was|were) to|to be|expected|scheduled|set to|next"
    r"|coming|(?:until|by)(?= \w+day\b))\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]he[ym]|[Hh]im|[Hh]is|[Hh]ers?|[Tt]heirs?|[Tt]his|[Tt]h[eo]se)\b(?!['’])")
_BACKWARD = re.compile(
    r"\b(?:the same (?:day|week|month|year|night|report|document|page|statement|survey|study|paper|source|official"
    r"|bulletin|note|notice|interview|speech|letter|article|room|place)"
    r"|the latter|the former(?= (?:was|is|had|has|said)))\b",
    re.IGNORECASE,
)
_POSSESSIVE = frozenset({"his", "her", "its", "their", "whose", "hers", "theirs", "my", "our"})
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_CALENDAR = frozenset([*_MONTHS, *(f"{day}day" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"))])
_RELATIVE_OPENERS = ("which", "who", "whose", "where", "whom")
_LONGEST_NAME = 60
"""A longer 'name' is a stretch of text that nobody reads as one."""
_LOOKED_AT = 2000
"""Pronouns are looked for in the first code points of a claim."""
_NAME = re.compile(r"(?:[A-Z][\w'’.-]*\s+){0,3}[A-Z][\w'’.-]+")
_OPEN_WEEKDAY = "weekday "


def standalone(document: Document, claim: Claim, referents: Sequence[Referent]) -> tuple[str, tuple[str, ...]]:
    """The claim's words with what they stand for in brackets, and the words whose reference is not sure, in text order.

    `referents` are those inside the claim. A name that the claim already holds is not repeated; a date is given in
    full only where the article's own date is known.
    """
    notes: list[tuple[int, str]] = []
    open_words: list[tuple[int, str]] = []
    covered: list[Span] = []
    named: set[str] = set()
    for referent in referents:
        words = document.text[referent.span.start : referent.span.end]
        covered.append(referent.span)
        if not referent.sure or len(referent.name) > _LONGEST_NAME:
            open_words.append((referent.span.start, words))
        elif not _says(words, referent.name) and not _named(document, claim, referent) and referent.name not in named:
            named.add(referent.name)
            notes.append((referent.span.end, f" [{_possessive(words, referent.name)}]"))
    open_words += _uncovered(claim, covered)
    for fact, resolved in _dates(claim.text, document.published):
        if resolved is None:
            open_words.append((claim.start + fact.start, fact.text))
        else:
            notes.append((claim.start + fact.end, f" [{resolved}]"))
    text = _noted(claim, notes)
    subject = _subject(document, claim)
    if subject:
        text = f"[{subject}] {text}"
    return text, tuple(dict.fromkeys(words for _, words in sorted(open_words)))


def _noted(claim: Claim, notes: list[tuple[int, str]]) -> str:
    pieces, at = [], 0
    for offset, note in sorted(notes):
        place = offset - claim.start
        pieces += [claim.text[at:place], note]
        at = place
    return "".join([*pieces, claim.text[at:]])


def _named(document: Document, claim: Claim, referent: Referent) -> bool:
    """Whether the claim itself names, before the words, what they stand for."""
    before = document.text[claim.start : referent.span.start]
    within = referent.antecedent is not None and claim.start <= referent.antecedent.start < referent.span.start
    return within or referent.name.casefold() in before.casefold()


def _says(words: str, name: str) -> bool:
    """Whether the words already name what they stand for."""
    mine, full = words.casefold(), name.casefold()
    return mine == full or full in mine or (len(mine) > 3 and mine.removeprefix("the ") in full.split())


def _possessive(words: str, name: str) -> str:
    if words.lower() in _POSSESSIVE or words.endswith(("'s", "’s", "s'", "s’")):
        return name + ("'" if name.endswith("s") else "'s")
    return name


def _uncovered(claim: Claim, covered: Sequence[Span]) -> list[tuple[int, str]]:
    """Pronouns that nothing resolved and that have no name before them in the claim to stand for."""
    text = claim.text[:_LOOKED_AT]
    starts = {span.start for span in covered}
    named = _first_name(text)
    out = []
    for found in _PRONOUN.finditer(text):
        at = claim.start + found.start()
        if at in starts or found.start() > named or _determines(found.group(), text[found.end() : found.end() + 2]):
            continue
        out.append((at, found.group()))
    if "same" not in text and " latter" not in text and " former" not in text:
        return out
    out += [
        (claim.start + found.start(), found.group())
        for found in _BACKWARD.finditer(text)
        if claim.start + found.start() not in starts
    ]
    return out


def _first_name(text: str) -> int:
    """Where the first name ends, or the text; a capital on a small word that opens the claim makes none."""
    first = text.partition(" ")[0]
    found = _NAME.search(text, len(first) if first.lower() in tokens.STOP else 0)
    return found.end() if found is not None else len(text)


def _determines(word: str, after: str) -> bool:
    """'this week' and 'those who' point at what follows, not back."""
    return word.lower() in ("this", "these", "those") and after[:1] == " "


def _dates(text: str, published: date | None) -> list[tuple[Fact, str | None]]:
    """Each relative date of a text with its full form; None where the article's date is not known."""
    low = text.lower()
    if not any(anchor in low for anchor in _ANCHORS) or _RELATIVE.search(text) is None:
        return []
    out: list[tuple[Fact, str | None]] = []
    for fact, _, _ in period.find(Words.of(text), published):
        if fact.value.startswith(_OPEN_WEEKDAY):
            weekday = int(fact.value[len(_OPEN_WEEKDAY) :][:1]) - 1
            out.append((fact, _day(_nearest(text, fact, published, weekday)) if published else None))
        elif fact.rule.startswith(("relative", "turned")) or (fact.rule == "ago" and fact.text.endswith("ago")):
            resolved = _full(fact)
            if resolved is not None or published is None:
                out.append((fact, resolved))
    return out


def _nearest(text: str, fact: Fact, published: date, weekday: int) -> date:
    """The day that a bare weekday means: the day of publication itself, the last one before it, or the next where the
    words look ahead. A day named in the same breath as the telling ("said on Tuesday") is always past."""
    back = (published.weekday() - weekday) % 7
    told = dict(fact.parts).get("reporting") == "yes"
    if not told and _AHEAD.search(text, 0, fact.start):
        return published + timedelta(days=(7 - back) % 7)
    return published - timedelta(days=back)


def _full(fact: Fact) -> str | None:
    parts = dict(fact.parts)
    if "from" not in parts:
        return None
    start = date.fromisoformat(parts["from"])
    match parts["grain"]:
        case "day":
            return _day(start) if parts["from"] == parts["to"] else None
        case "week":
            return f"the week of {_day(start)}"
        case "month":
            return f"{_MONTHS[start.month - 1]} {start.year}"
        case "year":
            return str(start.year)
        case _:
            return None


def _day(value: date) -> str:
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def _subject(document: Document, claim: Claim) -> str | None:
    """The subject that a clause cut from its sentence lacks: the words right before a relative clause."""
    if claim.start == claim.sentence.start or not claim.text.lower().startswith(_RELATIVE_OPENERS):
        return None
    before = document.text[claim.sentence.start : claim.start].rstrip(" ,;—–-")
    return _last_name(before)


def _last_name(before: str) -> str | None:
    """The noun phrase that ends a stretch: its last name or its last determined noun, if that is plain."""
    found = re.search(
        r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s)?(?:[\w'’-]+\s){0,2}[\w'’-]+$", before[-120:]
    )
    if found is None:
        return None
    phrase = found.group()
    name = re.search(r"(?:[Tt]he\s)?(?:[A-Z][\w'’-]*\s(?:of\s|and\s)?)*[A-Z][\w'’-]*(?:\s[a-z][\w-]+)?$", phrase)
    if name is not None:
        return None if name.group() in _CALENDAR else name.group()
    return phrase if re.match(r"(?:the|an?|its|his|her|their)\s", phrase, re.IGNORECASE) else None
