"""What kind of assertion a claim is, whether it can be checked, and why."""

import re
from dataclasses import dataclass

from verifier.language import lexicons, tokens
from verifier.model import Attribution, ClaimKind

_LISTS = lexicons.groups("subjectivity")
_QUESTION = re.compile(r"\?[\"'”’»)\]]*$")
_QUOTED = re.compile(r"[“\"‘«][^”\"’»]*[”\"’»]")
_FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|billion"
    r"|dozen|half|third|quarter|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august"
    r"|september|october|november|december)s?\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|won['’]t|shall|(?:is|are) (?:going|likely|unlikely|bound|set|expected) to|may yet|could yet|might)\b",
    re.I,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|me|my|mine|myself)\b")
_NORM = re.compile(r"\b(?:should|ought to|must|needs? to|deserves?|had better|(?:has|have) to)\b", re.I)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The kind of a claim, whether a source can bear it out or deny it, and the reason in a reviewer's words."""

    kind: ClaimKind
    checkable: bool
    reason: str


def judge(text: str, *, attribution: Attribution | None, closing: bool = False) -> Judgement:
    """Judge the words of a claim. What is credited to somebody can be checked whatever its kind: the question is
    whether the source says it. `closing` is True for the last sentence of an article, where the writer's own view
    mostly stands."""
    if attribution is not None:
        return Judgement("fact", True, "credited to a source: whether the source says it can be checked")
    if _QUESTION.search(text):
        return Judgement("question", False, "a question asserts nothing")
    words = [token.text.lower().replace("’", "'") for token in tokens.words(_QUOTED.sub(" ", text)[:2000])]
    if words and words[0] in _LISTS["imperative"] and not (len(words) > 1 and words[1] in _LISTS["after a noun"]):
        return Judgement("instruction", False, "tells the reader what to do")
    figures = _FIGURE.search(text) is not None
    found = [word for word in words if word in _LISTS["judgement"]]
    score = len(found) + 0.5 * closing - 1.0 * figures
    if _NORM.search(text):
        score += 1
        found.append("a norm")
    if _FIRST_PERSON.search(text):
        score += 0.5
    future = _FUTURE.search(text) is not None
    if score >= 1 and not future:
        return Judgement("opinion", False, "the writer's own view: " + ", ".join(found[:3]))
    if future and score >= 0.5:
        return Judgement("prediction", False, "the writer's own forecast, which no document can bear out yet")
    return Judgement("fact", True, "states something that a document can bear out or deny")
