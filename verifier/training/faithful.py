"""Light edits that keep what a sentence says: shortened, in other words, with numbers written otherwise."""

import random
import re
from functools import cache

from verifier.language import lexicons
from verifier.language.tokens import stem

NUMERALS = {"2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine",
            "10": "ten", "11": "eleven", "12": "twelve"}  # fmt: skip
FEWEST = 5
"""Words that must be left of a shortened sentence."""
SAYING = "said|says|told reporters|added|announced|reported|noted|explained|wrote|argued|claimed|warned|insisted"
_CLOSING = re.compile(rf",? (?:he|she|it|they|(?:[A-Z]|the )[\w.'’ -]{{1,40}}) (?:{SAYING})\b[^\"”]*$")
_OPENING = re.compile(rf"^[^\"“”,]{{2,60}} (?:{SAYING}) (?:on [A-Z][a-z]+ )?(?:that )?(?=[a-zA-Z])")
_ASIDE = re.compile(r", (?:who|which|a|an|the|including|whose|where|along with|according to)\b[^,]{3,80},")
_BRACKETS = re.compile(r" \([^()]{1,80}\)| [–—-] [^–—-]{3,80} [–—-] ")
_LEAD = re.compile(
    r"^(?:On|In|At|After|During|Since|For|Meanwhile|However|Also|But|And|Earlier|Last|As|With|By|While)\b[^,]{0,60}, "
)
_TAIL = re.compile(
    r",? (?:(?:after|as|while|when|during|following|amid|according to|because)\b|(?:in|on|at) (?=[A-Z0-9]))"
    r"[^,]{3,90}[.]?$"
)
_TAIL_CLAUSE = re.compile(r", [^,]{8,120}[.]?$")
_ADVERB = re.compile(
    r" (?!only|early|family|reply|supply|likely|allegedly|reportedly|nearly|possibly|probably|partly|daily|hardly)"
    r"[a-z]{3,}ly(?= [a-z])"
)
_BIG = re.compile(r"(?<![\w.,])(\d{1,3}),(\d)00,000(?![\d,])")


def _cut(text: str, start: int, end: int) -> str | None:
    """Without a part; None where too little would be left or a turn of meaning would go."""
    gone = text[start:end].lower()
    if re.search(r"\b(?:if|unless|not|only|never|no|until|denied|without)\b|n't", gone):
        return None
    out = re.sub(" {2,}", " ", f"{text[:start].rstrip(' ,')} {text[end:].lstrip(' ,')}").strip()
    if len(out.split()) < FEWEST:
        return None
    out = out[0].upper() + out[1:]
    return out if out[-1] in '.!?"”' else out + "."


def shortened(text: str, rng: random.Random) -> tuple[str, str] | None:
    """The sentence without an aside, a lead, a tail or an adverb, and what was dropped; None where nothing can go."""
    order = [_ASIDE, _BRACKETS, _LEAD, _TAIL, _TAIL_CLAUSE, _ADVERB]
    rng.shuffle(order)
    for pattern in order:
        found = list(pattern.finditer(text))
        if found:
            match = rng.choice(found)
            out = _cut(text, *match.span())
            if out is not None:
                return out, match.group()
    return None


def unattributed(text: str) -> str | None:
    """What is said, without who says it; None where nobody does or the words stand in quotation marks."""
    if '"' in text or "“" in text:
        return None
    for pattern in (_CLOSING, _OPENING):
        found = pattern.search(text)
        if found:
            return _cut(text, *found.span())
    return None


@cache
def _senses() -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for line in lexicons.lines("facts/same_sense"):
        words = [word.strip() for word in line.partition(":")[2].split(",")]
        for word in words[:4]:
            out[word] = tuple(other for other in words[:4] if other != word)
    return out


def reworded(text: str, rng: random.Random) -> str | None:
    """A noun or verb replaced by one of the same sense, plural or past tense kept where the form is regular."""
    table = _senses()
    found = [
        m for m in re.finditer(r"\b[a-z]{3,}\b", text) if m.group() in table or m.group().removesuffix("s") in table
    ]
    found += [m for m in re.finditer(r"\b[a-z]{3,}ed\b", text) if m.group()[:-2] in table or m.group()[:-1] in table]
    if not found:
        return None
    match = rng.choice(found)
    word = match.group()
    base = next(b for b in (word, word.removesuffix("s"), word[:-2], word[:-1]) if b in table)
    new = rng.choice(table[base])
    if stem(new) == stem(word):
        return None
    ending = word[len(base) :]
    if ending == "s":
        new += "es" if new.endswith(("s", "sh", "ch")) else "s"
    elif ending in ("ed", "d"):
        if new in ("buy", "sell", "pay", "build", "send", "find", "begin", "show", "keep", "hold", "leave"):
            return None
        new += "d" if new.endswith("e") else "ed"
    return text[: match.start()] + new + text[match.end() :]


def renumbered(text: str, rng: random.Random) -> str | None:
    """A number written otherwise: 1,300,000 as 1.3 million, 7 as seven, 5% as 5 percent."""
    ways = [
        (match.span(), f"{match[1]}.{match[2]} million" if match[2] != "0" else f"{match[1]} million")
        for match in _BIG.finditer(text)
    ]
    few = re.finditer(r"(?<![\w.,$£€-])(\d{1,2})(?= [a-z])", text)
    ways += [(match.span(), NUMERALS[match[1]]) for match in few if match[1] in NUMERALS]
    shares = re.finditer(r"(?<=\d)(?:%| percent| per cent)(?!\w)", text)
    ways += [(match.span(), rng.choice(["%", " percent", " per cent"])) for match in shares]
    thousands = re.finditer(r"(?<![\d,])(\d{1,3}),(\d{3})\b(?!,)", text)
    ways += [(match.span(), match[1] + match[2]) for match in thousands]
    ways += [(m.span(), digit) for digit, word in NUMERALS.items() for m in re.finditer(rf"\b{word}\b", text)]
    if not ways:
        return None
    (start, end), new = rng.choice(ways)
    out = text[:start] + new + text[end:]
    return out if out != text else None


def faithful(text: str, rng: random.Random) -> str:
    """The sentence after one to three edits that keep what it says, in lower case now and then."""
    out = unattributed(text) or text if rng.random() < 0.5 else text
    for _ in range(rng.choice((1, 1, 2, 2, 3))):
        way = rng.random()
        made = None
        if way < 0.6:
            cut = shortened(out, rng)
            made = cut[0] if cut else None
        elif way < 0.85:
            made = reworded(out, rng)
        else:
            made = renumbered(out, rng)
        out = made or out
    return out
