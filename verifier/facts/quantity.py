"""Quantities of a text: how many of what, in which unit, how closely bounded."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from verifier.facts import counting, lexicon, scores, units
from verifier.facts.numerals import ORDINALS, STARTERS, Numeral, numeral
from verifier.facts.wording import Words, is_content
from verifier.language.tokens import stem
from verifier.model import Fact

_SIGNS = frozenset("+-−–")
_DASHES = frozenset("-–—−‐‑")


class _Found(NamedTuple):
    """A quantity on its way: the words it covers, its number and its unit."""

    first: int
    last: int
    number: Numeral
    unit: units.Unit | None
    per: str
    sign: str
    rule: str
    high: float | None = None


def find(words: Words, taken: Sequence[int] = ()) -> list[Fact]:
    """Every quantity in text order. Words at the indexes `taken` (those of periods) are left alone."""
    busy = frozenset(taken)
    facts: list[Fact] = []
    previous: _Found | None = None
    free = 0
    for i in [i for i, word in enumerate(words.low) if word in _OPENING or word[0].isdecimal()]:
        if i < free or i in busy:
            continue
        found = _at(words, i, busy)
        if found is None:
            continue
        if previous is not None and (joined := _joined(words, previous, found)):
            facts.pop()
            found = joined
        fact = _fact(words, found)
        if not _repeats(words, found, previous):
            facts.append(fact)
            previous = found
        free = found.last
    return facts


_ORDINAL_WORDS = frozenset(word for word, n in ORDINALS.items() if n > 2)
_OPENING = STARTERS | _ORDINAL_WORDS | {"a", "an"}
"""Words at which a quantity may begin, as at any in digits."""


def _at(words: Words, i: int, busy: frozenset[int]) -> _Found | None:
    number = numeral(words, i)
    if number is not None and words.low[i] == "one" and number.value == 1 and not _counts_one(words, i):
        return None
    if number is not None and number.style == "words" and number.last == i + 1 and _is_named(words, i):
        return None
    if number is None or (words.low[i] in ORDINALS and number.style != "fraction"):
        return _ordinal(words, i)
    if number.style == "digits" and words.glued(i) and words.word(i + 1) in ("st", "nd", "rd", "th"):
        return _ordinal(words, i)
    currency = units.before(words, number.first)
    if number.last - 1 in busy or (not currency and _is_label(words, number)) or _is_part_of_word(words, number):
        return None
    first, sign = number.first, ""
    if currency:
        first = currency[1]
    if first and words.low[first - 1] in _SIGNS and words.glued(first - 1) and not _glued_before(words, first - 1):
        sign = "+" if words.low[first - 1] == "+" else "-"
        first -= 1
    elif words.word(first - 1) in ("minus", "plus"):
        sign = "-" if words.low[first - 1] == "minus" else "+"
        first -= 1
    if not currency and not sign and (scored := scores.score(words, number)):
        return _Found(first, scored[0].last, scored[0], None, "", "", "score", scored[1])
    number = _with_money_scale(words, number) if currency else number
    unit, last = currency[0] if currency else None, number.last
    if unit is None and (plural := _counted_thousands(words, number)) is not None:
        number = plural
        last = number.last
    if (named := units.after(words, last, number=last - 1)) is not None and (
        unit is None or named[0].dimension == unit.dimension
    ):
        if unit is None:
            unit = named[0]
        last = named[1]
    if unit is not None and unit.name == "lb" and number.value >= 1e5:
        unit = units.named("GBP")  # nobody weighs a million pounds; they are paid
    if unit is None and number.style == "fraction" and words.low[last : last + 2] in (["of", "a"], ["of", "an"]):
        part = units.after(words, last + 2, number=last + 1)  # "a fifth of a penny"
        unit, last = part if part else (None, last)
    rate = units.rate(words, last)
    per = ""
    if rate:
        per, last = rate
    rule = _rule(number, unit)
    if unit is None and _is_age(words, first, last):
        rule = "age"
    if rule == "duration" and (
        words.word(last) == "old" or words.low[last : last + 2] in (["-", "old"], ["of", "age"])
    ):
        rule = "age"
    found = _Found(first, last, number, unit, per, sign, rule)
    return _ranged(words, found) or found


def _is_named(words: Words, i: int) -> bool:
    """Is a number word part of a name: "the Furious Five", "Seven Sisters"?"""
    if (
        not words.raw[i][0].isupper()
        or words.raw[i].isupper()
        or i == 0
        or words.sentences[i - 1] != words.sentences[i]
    ):
        return False
    return words.raw[i - 1][0].isupper() or (words.raw[i + 1 : i + 2] != [] and words.raw[i + 1][0].isupper())


def _counts_one(words: Words, i: int) -> bool:
    """Does "one" count something here ("one person was hurt") and not merely point ("one of the", "no one")?"""
    before, after = words.word(i - 1), words.word(i + 1)
    if before in ("no", "this", "that", "the", "any", "every", "some", "each", "another", "which", "than") or after in (
        "another",
        "-",
    ):
        return False
    return numeral(words, i) is not None and (
        after in ("in", "out", "hundred", "thousand", "million", "billion")
        or (after.isalpha() and is_content(after))
        or units.after(words, i + 1, number=i) is not None
    )


def _ordinal(words: Words, i: int) -> _Found | None:
    word = words.low[i]
    if word in _ORDINAL_WORDS:
        last = i + 1
        value = float(ORDINALS[word])
    elif word.isdecimal() and len(word) < 6 and words.glued(i) and words.word(i + 1) in ("st", "nd", "rd", "th"):
        last, value = i + 2, float(word)
    else:
        return None
    if not (words.word(last).isalpha() and is_content(words.word(last))):
        return None
    return _Found(i, last, Numeral(i, last, value, 1.0, "words"), None, "", "", "ordinal")


def _is_label(words: Words, number: Numeral) -> bool:
    """Is the number a name: "Article 4", "table 7", "Merganser 8"?"""
    i = number.first
    before = words.word(i - 1)
    if before == "." and words.word(i - 2) in ("no", "para", "fig", "vol", "art", "p"):
        return True
    if number.style != "digits" or number.value != int(number.value):
        return False
    following = words.word(number.last)
    opens = i == 0 or words.sentences[i - 1] != words.sentences[i]
    if opens and following == "." and number.value < 100 and words.raw[number.last + 1 : number.last + 2] != []:
        return True  # "2. Adopt the minutes": an item of a list
    if following == "'s" or (following == "'" and words.word(number.last + 1) == "s"):
        return True
    if before in lexicon.entries("number_labels") and not (following.isalpha() and is_content(following)):
        return True
    if i < 1 or not before.isalpha() or words.raw[i - 1][0].islower() or number.value > 999:
        return False
    if (
        words.sentences[i - 1] != words.sentences[i]
        or (i > 1 and words.sentences[i - 2] != words.sentences[i - 1])
        or i == 1
    ):
        return False
    plural = following.endswith("s") and not following.endswith("ss") and following not in ("is", "was", "has", "'s")
    return (
        not (plural or stem(following) in _people()) and units.after(words, number.last, number=number.last - 1) is None
    )


def _is_age(words: Words, first: int, last: int) -> bool:
    """ "Oriane Faulk, 44, was": a number alone between commas after a name; "aged 29"."""
    if words.word(first - 1) == "aged":
        return True
    between = words.word(first - 1) == "," and words.word(last) in (",", ".", ";")
    return (
        between
        and first > 1
        and words.raw[first - 2][0].isupper()
        and words.low[first].isdecimal()
        and int(words.low[first]) < 120
    )


def _is_part_of_word(words: Words, number: Numeral) -> bool:
    """Is the number glued into something else: IE6, 4chan, G7, A320, 2-0 inside an address?"""
    i = number.first
    if i and words.glued(i - 1) and (words.low[i - 1].isalpha() or words.low[i - 1] in "_/@#"):
        return True
    if i > 1 and words.low[i - 1] in "-‑" and words.glued(i - 1) and words.glued(i - 2) and words.low[i - 2].isalpha():
        return words.raw[i - 2][0].isupper() or words.low[i - 2] not in STARTERS  # "Covid-19", "mid-40"
    if number.style != "digits" or number.last >= len(words) or not words.glued(number.last - 1):
        return False
    after = words.low[number.last]
    return after == "_" or (
        after.isalpha()
        and units.after(words, number.last, number=number.last - 1) is None
        and after not in ("m", "k", "s", "x")
        and len(after) < 12
    )


def _glued_before(words: Words, i: int) -> bool:
    return i > 0 and words.glued(i - 1) and words.low[i - 1] not in "("


def _with_money_scale(words: Words, number: Numeral) -> Numeral:
    """After a currency sign "m" and "b" are scales: £148m, $290m, $2b."""
    word = words.word(number.last)
    factor = {"m": 1e6, "b": 1e9, "t": 1e12}.get(word)
    if factor is None or number.style != "digits":
        return number
    return number._replace(
        last=number.last + 1, value=number.value * factor, quantum=min(number.quantum, 10.0) * factor
    )


def _counted_thousands(words: Words, number: Numeral) -> Numeral | None:
    """ "9m people", "14m rounds": a glued m before something counted is a million."""
    if number.style != "digits" or words.word(number.last) != "m" or not words.glued(number.last - 1):
        return None
    counted = words.word(number.last + 1)
    if not (counted.endswith("s") or stem(counted) in _people()) or not is_content(counted):
        return None
    return number._replace(last=number.last + 1, value=number.value * 1e6, quantum=min(number.quantum, 10.0) * 1e6)


@cache
def _people() -> frozenset[str]:
    return frozenset(stem(word) for word, key in lexicon.members("counted").items() if key == "person")


def _rule(number: Numeral, unit: units.Unit | None) -> str:
    if unit is not None:
        return "money" if unit.dimension.startswith("money") else unit.dimension
    return {"fraction": "share", "ratio": "share", "vague": "vague"}.get(number.style, "count")


def _ranged(words: Words, found: _Found) -> _Found | None:
    """ "between 0.2 and 0.3", "320m to 340m", "5-6 km" as one quantity; "rose from 13.5% to 14.2%" stays two."""
    low = words.low
    at = found.last
    between = words.word(found.first - 1) == "between"
    link = words.word(at)
    if not (
        (between and link == "and") or link == "to" or (link in _DASHES and words.glued(at - 1) and words.glued(at))
    ):
        return None
    if words.word(found.first - 1) == "from" or at + 1 >= len(words) or found.number.style in ("fraction", "vague"):
        return None
    signed = low[at + 1] in ("$", "£", "€", "¥")
    if signed and not (found.unit and found.unit.dimension.startswith("money")):
        return None  # "rose 8% to £148m"
    start = at + 2 if signed else at + 1
    if start >= len(words) or not (low[start][0].isdecimal() or low[start] in STARTERS):
        return None
    other = numeral(words, start)
    if other is None or other.style in ("fraction", "ratio", "vague"):
        return None
    if found.unit and found.unit.dimension.startswith("money"):
        other = _with_money_scale(words, other)
    value = found.number.value
    scale = 1.0
    unit, last = found.unit, other.last
    if (named := units.after(words, last, number=last - 1)) is not None and (
        unit is None or unit.dimension == named[0].dimension
    ):
        unit, last = unit or named[0], named[1]
    elif link not in ("and", "to") and unit is None:
        return None  # 26-21 is a score or a vote
    elif unit is None and not between and link == "to":
        return None  # 27 votes to 22
    if found.unit is None and other.value >= 1000 * value > 0:
        scale = _same_scale(other, value)
    if other.value <= value * scale:
        return None
    number = found.number._replace(value=value * scale, quantum=found.number.quantum * scale)
    rate = units.rate(words, last)
    per, last = rate if rate else (found.per, last)
    return found._replace(number=number, last=last, unit=unit, per=per, high=other.value, rule="range")


def _same_scale(other: Numeral, value: float) -> float:
    """ "between 2 and 3 million" means two million."""
    for scale in (1e3, 1e6, 1e9, 1e12):
        if other.value / scale < 1000 and other.value / scale > value:
            return scale
    return 1.0


def _joined(words: Words, one: _Found, two: _Found) -> _Found | None:
    """ "3 hours and 52 minutes", "nine years and six months", "5 ft 3 in" as one quantity."""
    if one.unit is None or two.unit is None or one.unit.dimension != two.unit.dimension or one.per or one.high:
        return None
    if one.unit.dimension not in ("duration", "length", "mass") or two.unit.factor >= one.unit.factor:
        return None
    between = words.low[one.last : two.first]
    if between not in ([], ["and"], [","], ["-"]):
        return None
    factor = two.unit.factor / one.unit.factor
    value = one.number.value + two.number.value * factor
    number = one.number._replace(last=two.number.last, value=value, quantum=two.number.quantum * factor)
    return one._replace(last=two.last, number=number, per=two.per)


def _repeats(words: Words, found: _Found, previous: _Found | None) -> bool:
    """Is it "(17)" after "seventeen"?"""
    return (
        previous is not None
        and previous.number.value == found.number.value
        and found.first - previous.last == 1
        and words.low[previous.last] == "("
    )


def _fact(words: Words, found: _Found) -> Fact:
    bounded, first, last = counting.bound(words, found.first, found.last)
    start, end = words.starts[first], words.ends[last - 1]
    amount = found.number.value
    parts = {"amount": repr(amount), "quantum": repr(found.number.quantum), "style": found.number.style}
    if found.high is not None:
        parts["high"] = repr(found.high)
    if found.unit is not None:
        parts["unit"], parts["dimension"] = found.unit.name, found.unit.dimension
    elif found.number.style in ("fraction", "ratio"):
        parts["dimension"] = "ratio"
    parts |= {name: value for name, value in (("per", found.per), ("sign", found.sign), ("bound", bounded)) if value}
    heads = counting.counted(words, last if bounded else found.last, first=found.first)
    if heads:
        parts["counted"] = " ".join(heads)
    if found.rule in ("ordinal", "age", "score"):
        parts["dimension"] = found.rule
    if found.sign or words.word(first - 1) == "by":
        parts["change"] = "yes"
    if words.word(found.first - 2) == "all" and words.word(found.first - 1) == "but":
        parts["complement"] = "yes"
    return Fact("quantity", start, end, words.text[start:end], _value(found), found.rule, tuple(sorted(parts.items())))


def _value(found: _Found) -> str:
    value = f"{found.number.value:.12g}"
    if found.high is not None:
        value += f"{'-' if found.rule == 'score' else '..'}{found.high:.12g}"
    return " ".join(
        part
        for part in (found.sign + value, found.unit.name if found.unit else "", f"/{found.per}" if found.per else "")
        if part
    )
