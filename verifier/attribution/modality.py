"""How firmly it is said: reportedly, allegedly, possibly, denied; read from cue and content, kept apart from both."""

from verifier.attribution.found import Found
from verifier.attribution.page import Page
from verifier.model import Hedge

_DENYING = frozenset(["deny", "reject", "refute", "rebut", "dispute", "disavow", "doubt", "denial", "denials"]) | {
    "ruled out",
    "cast doubt on",
}
_ALLEGING = frozenset(["allege", "accuse", "allegation", "allegations", "accusation", "accusations"]) | {"accused"}
_BELIEVING = frozenset(
    ["believe", "think", "suspect", "fear", "speculate", "wonder", "suggest", "hint", "imply", "assume", "hope"]
) | {"wondered aloud"}
_REPORTED = frozenset(["reportedly", "apparently", "supposedly", "ostensibly", "purportedly", "seemingly"])
_ALLEGED = frozenset(["alleged", "allegedly"])
_POSSIBLE = frozenset(["possibly", "perhaps", "maybe", "might", "potentially", "conceivably"])


def hedge_of(page: Page, one: Found) -> Hedge:
    """The hedge on an attribution's content; a denial outweighs everything."""
    if one.lemma in _DENYING:
        return "denied"
    if one.lemma in _ALLEGING:
        return "alleged"
    lows = {page.words[k].low for first, last in one.content for k in range(first, last) if page.quote_of[k] < 0}
    around = {page.words[k].low for first, last in one.cue for k in range(max(0, first - 2), last)}
    if (lows | around) & _ALLEGED:
        return "alleged"
    if (lows | around) & _REPORTED or one.rule == "passive-cue":
        return "reportedly"
    if one.lemma in _BELIEVING or lows & _POSSIBLE:
        return "possible"
    return "none"
