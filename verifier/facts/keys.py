"""Keys of the numbers, days and names in a text: one word for each, however it is written, for an index of passages.

The keys are ASCII words of a letter and what follows: n12000 (a number), r12e3 (the same to two figures), d20250612 and
e0612 (a day, with and without its year), m202506, y2025, q20252, w20250609 (the Monday of a week), awho (an acronym or
the initials of a name), cfrance (a country, its people), sreuters (a well-known source under any of its names).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import islice

from verifier.config import builtin_sources
from verifier.facts import lexicon, name
from verifier.facts.reading import Reading, read
from verifier.facts.wording import Words
from verifier.language.folding import fold_text

VERSION = 1
"""Raised when the same text gives other keys: an index made before is then made anew."""
MOST = 64
"""Keys of one text, the first ones: a page of a phone book is no passage."""
_UNSAID = frozenset(("ordinal", "score", "vague"))
_LONGEST = 6
"""Words of a name whose initials make an acronym."""


def keys(text: str, *, published: date | None = None) -> tuple[str, ...]:
    """The keys of a text, each once, in text order by sort. Days are counted from `published` ("last Tuesday").

    Takes any str, never raises for its content, takes linear time.
    """
    return tuple(islice(dict.fromkeys(_keys(read(text, published=published))), MOST))


def _keys(held: Reading) -> Iterator[str]:
    for fact in held.of("period"):
        yield from _period(dict(fact.parts), held.published)
    for fact in held.of("quantity"):
        if fact.rule not in _UNSAID:
            yield from _quantity(dict(fact.parts))
    for fact in held.of("name"):
        yield from _name(fact.value)
    yield from _acronyms(held.words)
    yield from _countries(held.words)


def _period(parts: dict[str, str], published: date | None) -> Iterator[str]:
    year, month = parts.get("year"), parts.get("month")
    grain = parts["grain"]
    if grain == "day" and "day" in parts and month:
        if year:
            yield f"d{int(year):04}{int(month):02}{int(parts['day']):02}"
            yield f"m{int(year):04}{int(month):02}"
        yield f"e{int(month):02}{int(parts['day']):02}"
    elif grain == "day" and "weekday" in parts and published:
        at = published - timedelta(days=(published.weekday() - int(parts["weekday"])) % 7)
        yield f"d{at:%Y%m%d}"
        yield f"e{at:%m%d}"
    elif grain == "week" and "from" in parts:
        yield f"w{parts['from'].replace('-', '')}"
    elif "quarter" in parts and year:
        yield f"{'h' if grain == 'half' else 'q'}{int(year):04}{parts['quarter']}"
    elif month and year:
        yield f"m{int(year):04}{int(month):02}"
    elif grain == "year" and year:
        yield f"y{int(year):04}"


def _quantity(parts: dict[str, str]) -> Iterator[str]:
    share = parts.get("style") == "fraction"
    for part in ("amount", "high"):
        if part in parts:
            yield from _number(float(parts[part]) * (100 if share else 1))


def _number(value: float) -> Iterator[str]:
    if not 0 <= value < 1e15:
        return
    yield "n" + f"{value:.3f}".rstrip("0").rstrip(".").replace(".", "p")
    if value >= 100:
        figures, _, power = f"{value:.1e}".partition("e")
        yield f"r{figures.replace('.', '')}e{int(power) - 1}"


@lru_cache(maxsize=1 << 13)
def _name(value: str) -> tuple[str, ...]:
    source = _well_known().get(fold_text(value))
    own = name.keys(value)
    initials = "".join(word[0] for word in own)
    acronym = 2 <= len(own) <= _LONGEST and initials.isascii() and initials.isalpha()
    found = (f"s{source}" if source else "", f"a{initials}" if acronym else "")
    return tuple(key for key in found if key)


def _acronyms(words: Words) -> Iterator[str]:
    """Words in capitals amid others, also those that are small words otherwise ("the WHO"), and such as "U.N."."""
    raw = words.raw
    capitals = [i for i, word in enumerate(raw) if word.isupper() and word.isascii() and word.isalpha()]
    if 2 * sum(len(raw[i]) > 1 for i in capitals) > len(raw) and len(raw) > 2:
        return  # a heading in capitals
    letters = ""
    for i in capitals:
        if 2 <= len(raw[i]) <= _LONGEST:
            yield f"a{raw[i].lower()}"
        elif len(raw[i]) == 1 and words.word(i + 1) == "." and words.glued(i):
            letters += raw[i].lower()
            if i + 2 >= len(raw) or not words.glued(i + 1) or not (raw[i + 2].isupper() and len(raw[i + 2]) == 1):
                yield from (f"a{letters}",) if len(letters) > 1 else ()
                letters = ""


def _countries(words: Words) -> Iterator[str]:
    peoples, first = _peoples()
    free = 0
    for at in [at for at, word in enumerate(words.raw) if word[0].isupper()]:
        reach = first.get(words.low[at].removesuffix("'s"), 0) if at >= free else 0
        for length in range(reach, 0, -1):
            country = peoples.get(" ".join(words.low[at : at + length]).removesuffix("'s").removesuffix("s'"))
            if country and not (words.low[at] == "us" and words.raw[at] != "US"):
                yield "c" + country.replace(" ", "")
                free = at + length
                break


@cache
def _peoples() -> tuple[dict[str, str], dict[str, int]]:
    """Each name of a country or its people with the country, and the most words of a name that begins with a word."""
    peoples = lexicon.members("peoples")
    first: dict[str, int] = {}
    for listed in peoples:
        cut = listed.split()
        first[cut[0]] = max(first.get(cut[0], 0), len(cut))
    return peoples, first


@cache
def _well_known() -> dict[str, str]:
    """The id of each well-known source by each of its names, in the letters of a key."""
    return {
        fold_text(listed): "".join(char for char in source.id if char.isalnum())
        for source in builtin_sources()
        for listed in (source.name, *source.aliases)
    }
