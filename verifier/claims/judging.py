"""What kind of assertion a claim is, whether it can be checked, and why."""

import re
from dataclasses import dataclass

from verifier.claims import classifier
from verifier.language import lexicons, tokens
from verifier.model import Attribution, ClaimKind

_LISTS = lexicons.groups("subjectivity")
_QUESTION = re.compile(r"\?[\"'”’»)\]]*$")
_QUOTED = re.compile(r"[“\"‘«][^”\"’»]*[”\"’»]")
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
    r"|\b(?:did|does|has|have|had|do)(?: not|n['’]t)(?: yet| immediately)?"
    r" (?:respond|repl|return|comment|answer|call(?:ed)? back)"
    r"|\bcould not (?:immediately )?be reached\b",
    re.IGNORECASE,
)
"""A source that kept silent is a fact of the reporting, whatever else the sentence says."""

_DIGIT = re.compile(r"\d")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]")
_NAME_ANYWHERE = re.compile(r"(?<=\w )[^\W\d_a-z]\w+")
_LOOKED_AT = 2000
"""A sentence is judged by its first code points: nothing readable is longer."""

_FACT = "states something that a document can bear out or deny"
_CLOSING_PLAIN, _CLOSING = 2.6, 1.5
_EVENT, _FIGURES, _NORMS, _FIRST, _WORD, _MOST_WORDS = -1.2, -1.0, 1.5, 0.8, 0.6, 1.2
_OPINION, _PREDICTION = 1.5, 1.0
"""Weights and thresholds in log-odds beside the classifier's, chosen on the unattributed sentences of the project's own
development cases (benchmarks/cases.py): the classifier alone leaves closing comments in plain words undecided."""


def judge(text: str, *, attribution: Attribution | None, closing: bool = False) -> Judgement:
    """Judge the words of a claim. What is credited to somebody can be checked whatever its kind: the question is
    whether the source says it. `closing` is True for the last sentence of an article, where the writer's own view
    mostly stands."""
    if attribution is not None:
        return Judgement("fact", True, "credited to a source: whether the source says it can be checked")
    if _QUESTION.search(text, max(0, len(text) - 8)):
        return Judgement("question", False, "a question asserts nothing")
    head = text[:_LOOKED_AT]
    words = tokens.texts(_QUOTED.sub(" ", head).lower().replace("’", "'"))
    known = frozenset(words)
    if known & _LISTS["silence"] and _SILENCE.search(head):
        return Judgement("fact", True, "states that somebody kept silent")
    if _commands(words):
        return Judgement("instruction", False, "tells the reader what to do")
    telling, normative = _telling(head, words, known)
    if not (closing or telling) and (_DIGIT.search(head) or len(_NAME.findall(head)) > 1):
        # A figure, or two names, and no word of judgement: the classifier need not be asked.
        return Judgement("fact", True, _FACT)
    score = _lean(head, known) + min(_WORD * len(telling), _MOST_WORDS) + _NORMS * normative
    if closing:
        score += _CLOSING_PLAIN if _NAME.search(head) is None and not _has_figure(head, known) else _CLOSING
    shown = [*telling, *(["a closing comment"] if closing else [])]
    why = ": " + ", ".join(dict.fromkeys(shown)) if shown else ""
    if score >= _PREDICTION and _FUTURE.search(head):
        return Judgement("prediction", False, "the writer's own forecast, which no document can bear out yet" + why)
    if score >= _OPINION:
        return Judgement("opinion", False, "the writer's own view" + why)
    return Judgement("fact", True, _FACT)


def judge_foreign(text: str) -> Judgement:
    """Judge the words of a claim in another language than English: only what needs no grammar can be compared."""
    if _QUESTION.search(text, max(0, len(text) - 8)):
        return Judgement("question", False, "a question asserts nothing")
    head = text[:_LOOKED_AT]
    if _DIGIT.search(head) or _NAME_ANYWHERE.search(head) or _QUOTED.search(head):
        return Judgement("fact", True, "not in English: only quotations, numbers and names are checked")
    return Judgement("fact", False, "not in English, and without a quotation, number or name to check")


def _commands(words: list[str]) -> bool:
    """Whether a sentence opens with a verb that only orders: no subject before it, no clause after it that asserts."""
    if not words or words[0] not in _LISTS["imperative"]:
        return False
    second = words[1] if len(words) > 1 else ""
    return second not in _LISTS["after a noun"] and not (words[0] == "put" and "and" in words[2:])


def _telling(text: str, words: list[str], known: frozenset[str]) -> tuple[list[str], bool]:
    """The words by which a sentence shows a view, in order, and whether it says what ought to be."""
    telling = [word for word in words if word in _LISTS["judgement"]] if known & _LISTS["judgement"] else []
    normative = bool(known & _LISTS["norm"]) and _NORM.search(text) is not None
    return [*telling, "a norm"] if normative else telling, normative


def _lean(text: str, known: frozenset[str]) -> float:
    """How far a sentence leans to view rather than fact, in log-odds."""
    scores = classifier.score(text)
    score = scores.subjective - 0.5 * scores.factual - 0.2 * scores.check_worthy
    if _FIRST_PERSON.search(text):
        score += _FIRST
    if _has_figure(text, known):
        score += _FIGURES
    if known & _LISTS["event"]:
        score += _EVENT
    return score


def _has_figure(text: str, known: frozenset[str]) -> bool:
    return bool(known & _LISTS["figure"]) or _DIGIT.search(text) is not None
