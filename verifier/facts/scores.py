"""Scores and votes: "9-4", "27 votes to 22", "beaten 3-1" as one fact of two numbers."""

from verifier.facts.lexicon import several
from verifier.facts.numerals import STARTERS, Numeral, numeral
from verifier.facts.wording import Words

_COUNTED = several("vote votes goal goals point points set sets frame frames game games ballot ballots run runs")
_CUES = several(
    "beat beats beaten won win wins lost lose loses losing defeat defeated draw drew drawn vote voted votes carried "
    "rejected passed approved by score scored scoreline lead led leads leading trailed was is it finished ended of"
)
_HIGHEST = 2000.0
"""Votes in a chamber and points in a game stay below this."""


def score(words: Words, number: Numeral) -> tuple[Numeral, float] | None:
    """A score that begins with a number: the number over all its words, and the second number; None if none does.

    "9-4" counts where the first is the higher or a word of voting, playing or being stands before it.
    """
    if not _plain(number):
        return None
    at = number.last
    named = words.word(at) in _COUNTED
    at += named
    link = words.word(at)
    dashed = link in ("-", "–", "—") and not named and words.glued(at - 1) and words.glued(at)
    if not (dashed or link == "to") or at + 1 >= len(words):
        return None
    if not (words.low[at + 1][0].isdecimal() or words.low[at + 1] in STARTERS):
        return None
    other = numeral(words, at + 1)
    if (
        other is None
        or not _plain(other)
        or (dashed and words.word(other.last) in ("-", "–", "—") and words.glued(at + 1))
    ):
        return None
    cued = any(word in _CUES for word in words.low[max(0, number.first - 2) : number.first])
    if not (
        named or (cued and (dashed or words.word(number.first - 1) == "by")) or (dashed and number.value > other.value)
    ):
        return None
    last = other.last + (words.word(other.last) in _COUNTED)
    return number._replace(last=last), other.value


def _plain(number: Numeral) -> bool:
    return number.style in ("digits", "words") and number.value < _HIGHEST and number.value == int(number.value)
