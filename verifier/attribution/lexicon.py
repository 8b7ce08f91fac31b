"""The attribution lexicons, read once: cue verbs with frames and inflections, nouns that can speak, closed classes."""

from functools import cache, lru_cache
from typing import NamedTuple, get_args

from verifier.language import lexicons
from verifier.model import SourceKind

_VOWELS = "aeiou"


class Cue(NamedTuple):
    """What a verb form can do: its lemma, its frames (see cues.txt) and its forms: b(ase), s, d (past), n
    (participle), g."""

    lemma: str
    frames: str
    forms: str


@cache
def cues() -> dict[str, Cue]:
    """Inflected form -> cue."""
    out: dict[str, Cue] = {}
    for lemma, entry in lexicons.table("attribution/cues").items():
        frames, *irregular = entry.split()
        doubled = frames.endswith("+")
        frames = frames.rstrip("+").replace("0", "")
        for form, sign in _inflect(lemma, irregular, doubled=doubled):
            known = out.get(form)
            signs = sign if known is None or known.lemma != lemma else known.forms + sign
            out[form] = Cue(lemma, frames, signs)
    return out


def _inflect(lemma: str, irregular: list[str], *, doubled: bool) -> list[tuple[str, str]]:
    stem = lemma + lemma[-1] if doubled else lemma
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        third, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    else:
        third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
        past = (stem[:-1] if stem.endswith("e") else stem) + "ed"
    gerund = (stem[:-1] if stem.endswith("e") and not stem.endswith("ee") else stem) + "ing"
    past = irregular[0] if irregular else past
    participle = irregular[-1] if irregular else past
    return [(lemma, "b"), (third, "s"), (past, "d"), (participle, "n"), (gerund, "g")]


@cache
def phrases() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """First word -> (words, frames, head word of the group), longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for forms, frames in lexicons.table("attribution/phrasal_cues").items():
        variants = [tuple(form.split()) for form in forms.split("|")]
        for words in variants:
            out.setdefault(words[0], []).append((words, frames.replace("0", ""), " ".join(variants[0])))
    return {first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0]))) for first, rows in out.items()}


@cache
def cue_openings() -> frozenset[str]:
    """Every word at which a cue group may begin or have its verb."""
    return frozenset(cues()) | frozenset(phrases())


@cache
def openings(name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """A list of word groups by first word, longest first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for line in lexicons.lines(f"attribution/{name}"):
        words = tuple(line.split())
        out.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(rows, key=lambda row: (-len(row), row))) for first, rows in out.items()}


@cache
def closed(name: str) -> frozenset[str]:
    """A closed class of function_words.txt."""
    return lexicons.groups("attribution/function_words")[name]


@cache
def nouns() -> dict[str, str]:
    """Head noun, singular or plural -> the first group of nouns.txt that lists it."""
    out: dict[str, str] = {}
    kinds = lexicons.groups("attribution/nouns")
    for kind in ("person", *(k for k in get_args(SourceKind) if k != "person")):
        for noun in sorted(kinds.get(kind, ())):
            for form in (noun, *plurals(noun)):
                out.setdefault(form, kind)
    return out


@lru_cache(maxsize=1 << 13)
def singular(noun: str) -> str:
    """The listed singular of a plural head noun; the noun itself where it is none."""
    for ending, put in (("ies", "y"), ("men", "man"), ("es", ""), ("s", "")):
        if noun.endswith(ending) and noun[: -len(ending)] + put in nouns():
            return noun[: -len(ending)] + put
    return noun


def plurals(noun: str) -> tuple[str, ...]:
    """The regular plural of a noun."""
    if noun.endswith("man"):
        return (noun[:-3] + "men",)
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return (noun[:-1] + "ies",)
    if noun.endswith(("s", "sh", "ch", "x")):
        return (noun + "es",) if not noun.endswith("s") else ()
    return (noun + "s",)


@cache
def media() -> dict[str, str]:
    """Name of a medium -> its kind."""
    return lexicons.table("attribution/media")


@cache
def media_words() -> dict[str, str]:
    """Noun that makes a name a medium -> its kind."""
    return lexicons.table("attribution/media_words")


@cache
def titles() -> dict[str, str]:
    """Title before a name -> the sex it tells, f, m or empty."""
    return lexicons.table("attribution/people_titles")


@cache
def gendered() -> dict[str, str]:
    """Noun -> the sex it tells."""
    return lexicons.table("attribution/gendered")


@cache
def given_names() -> dict[str, str]:
    """Given name -> f or m."""
    groups = lexicons.groups("attribution/given_names")
    both = groups["f"] & groups["m"]
    return {name: sex for sex in "fm" for name in sorted(groups[sex] - both)}


@cache
def capitals() -> dict[str, str]:
    """Capital or seat -> the state whose government it stands for."""
    return lexicons.table("attribution/places")
