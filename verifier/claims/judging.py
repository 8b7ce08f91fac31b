"""What kind of assertion a claim is, whether it can be checked, and why."""

import re
from dataclasses import dataclass

from verifier.claims import classifier
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


_SILENCE = re.compile(
    r"\b(?:declin(?:ed|es)|refus(?:ed|es)) to (?:comment|say|answer|discuss|speak|confirm|be drawn)|\bno comment\b"
    r"|\b(?:did|does|has|have|had|do)(?: not|n['’]t)(?: yet| immediately)? (?:respond|repl|return|comment|answer|call(?:ed)? back)"
    r"|\bcould not (?:immediately )?be reached\b",
    re.IGNORECASE,
)
"""A source that kept silent is a fact of the reporting, whatever else the sentence says."""

_CLOSING, _FIGURES, _NORMS, _FIRST, _WORD, _MOST_WORDS = 2.0, -1.0, 1.5, 0.8, 0.6, 1.2
_OPINION, _PREDICTION = 1.5, 1.0
"""Weights and thresholds in log-odds beside the classifier's, chosen on the unattributed sentences of the project's own
development cases (benchmarks/cases.py): the classifier alone leaves closing comments in plain words undecided."""


def judge(text: str, *, attribution: Attribution | None, closing: bool = False) -> Judgement:
    """Judge the words of a claim. What is credited to somebody can be checked whatever its kind: the question is
    whether the source says it. `closing` is True for the last sentence of an article, where the writer's own view
    mostly stands."""
    if attribution is not None:
        return Judgement("fact", True, "credited to a source: whether the source says it can be checked")
    if _QUESTION.search(text):
        return Judgement("question", False, "a question asserts nothing")
    if _SILENCE.search(text):
        return Judgement("fact", True, "states that somebody kept silent")
    words = [token.text.lower().replace("’", "'") for token in tokens.words(_QUOTED.sub(" ", text)[:2000])]
    if _commands(words):
        return Judgement("instruction", False, "tells the reader what to do")
    why, score = _lean(text, words, closing=closing)
    future = _FUTURE.search(text) is not None
    if future and score >= _PREDICTION:
        return Judgement("prediction", False, "the writer's own forecast, which no document can bear out yet" + why)
    if score >= _OPINION:
        return Judgement("opinion", False, "the writer's own view" + why)
    return Judgement("fact", True, "states something that a document can bear out or deny")


def _commands(words: list[str]) -> bool:
    """Whether a sentence opens with a verb that only orders: no subject before it, no clause after it that asserts."""
    if not words or words[0] not in _LISTS["imperative"]:
        return False
    second = words[1] if len(words) > 1 else ""
    return second not in _LISTS["after a noun"] and not (
        len(words) > 3 and "and" in words[2:] and words[0] in ("put", "drain")
    )


def _lean(text: str, words: list[str], *, closing: bool) -> tuple[str, float]:
    """How far a sentence leans to view rather than fact, in log-odds, and what shows it."""
    scores = classifier.score(text)
    score = scores.subjective - 0.5 * scores.factual - 0.2 * scores.check_worthy
    telling = [word for word in words if word in _LISTS["judgement"]]
    score += min(_WORD * len(telling), _MOST_WORDS)
    if _NORM.search(text):
        score += _NORMS
        telling.append("a norm")
    if _FIRST_PERSON.search(text):
        score += _FIRST
    if _FIGURE.search(text):
        score += _FIGURES
    if closing:
        score += _CLOSING
        telling.append("a closing comment")
    return (": " + ", ".join(dict.fromkeys(telling)) if telling else ""), score
