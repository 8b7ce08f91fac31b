"""How soon a busy reviewer should look at a claim: figures, names, accusations, quotations, consequences."""

import re
from functools import cache

from verifier.language import lexicons, tokens
from verifier.model import Claim

_FIGURE = re.compile(r"\d")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_QUOTE = re.compile(r"[“\"‘«]")
_WEIGHTS = {
    "figures": 0.14,
    "names": 0.08,
    "quotation": 0.14,
    "accusation": 0.2,
    "consequence": 0.14,
    "superlative": 0.1,
}
_BASE, _CREDITED, _UNNAMED = 0.25, 0.05, 0.08


def worth(claim: Claim) -> float:
    """Check-worthiness of a claim, 0 to 1; orders the claims of one report and says nothing of truth.

    The weights are a judgement, not a measurement: an accusation or a wrong figure does more harm than a wrong
    adjective.
    """
    if not claim.checkable:
        return 0.05
    text = claim.text
    groups = lexicons.groups("worth")
    stems = set(map(tokens.stem, tokens.texts(text[:2000])))
    score = _BASE
    score += _WEIGHTS["figures"] * min(len(_FIGURE.findall(text)), 3) / 3
    score += _WEIGHTS["names"] * min(len(_NAME.findall(text[:500])), 2) / 2
    score += _WEIGHTS["quotation"] * (_QUOTE.search(text) is not None)
    for name in ("accusation", "consequence", "superlative"):
        score += _WEIGHTS[name] * (not stems.isdisjoint(_stemmed(groups[name])))
    if claim.attribution is not None:
        score += _CREDITED
        if claim.attribution.chain and claim.attribution.chain[-1].anonymity != "named":
            score += _UNNAMED
        if claim.attribution.hedge in ("alleged", "denied"):
            score += _WEIGHTS["accusation"] / 2
    return round(min(score, 1.0), 3)


@cache
def _stemmed(entries: frozenset[str]) -> frozenset[str]:
    return frozenset(tokens.stem(word) for word in entries)
