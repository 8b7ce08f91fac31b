"""Where a sentence asserts several things that a source can bear out or deny separately: the places to cut it."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from verifier.language import lexicons, tokens
from verifier.model import Span

_FINITE = lexicons.words("finite_verbs")
_PAST = frozenset(lexicons.table("irregular_stems"))
_LEAST_WORDS, _LEAST_TAIL = 5, 5
"""A part shorter than this many words stays with its neighbour."""

_REACH = 300
"""How many code points beside a joint are looked at."""

_JOINT = re.compile(
    r"(?P<semicolon>;)\s+"
    r"|,\s+(?P<relative>where|whose|who|which|(?:all|most|some|many|both|none|one|two|three|half) of (?:whom|which))\s+"
    r"|,\s+(?P<coordination>and|but|while|whereas|although|though)\s+"
    r"|,\s+(?P<apposition>an?)\s+(?=(?:[\w’'-]+ ){1,3}(?:that|which|it|she|he|they|its|his|her|their)\s)"
)
_SUBJECT = re.compile(
    r"(?:the|a|an|its|his|her|their|this|that|these|those|it|he|she|they|we|some|most|many|more|about|all|both|each|no|on|in"
    r"|by|at|two|three|four|five|six|seven|eight|nine|ten|\d|[A-Z“])",
)


def cut(text: str, sentence: Span, *, barred: Sequence[Span]) -> list[Span]:
    """The clauses of a sentence in order, joined by nothing but punctuation, white space and their conjunction.

    A cut never falls inside a span of `barred` (quotations, and each attribution from its first to its last word),
    and every part has a finite verb and at least five words.
    """
    cuts: list[tuple[int, int]] = []
    begin = sentence.start
    closed = _merged(barred)
    for found in _JOINT.finditer(text, sentence.start, sentence.end):
        at = found.start()
        place = bisect_left(closed, (at, 0)) - 1
        if place >= 0 and at < closed[place][1]:
            continue
        left, right = Span(begin, at), Span(_right_start(found), sentence.end)
        if _stands(text, left) and _continues(text, right, found, begin):
            cuts.append((at, right.start))
            begin = right.start
    parts: list[Span] = []
    begin = sentence.start
    for at, after in cuts:
        parts.append(Span(begin, at))
        begin = after
    parts.append(Span(begin, sentence.end))
    return parts


def finite(words: Sequence[str]) -> bool:
    """Whether lower-case words hold something that looks like a finite verb."""
    return any(
        word in _FINITE or (word in _PAST and word not in ("used", "left")) or (word.endswith("ed") and len(word) > 4)
        for word in words
    )


def _verb_first(words: Sequence[str]) -> bool:
    """Whether a stretch opens with a verb of the subject before it ("and closed", "and quickly left", "and runs
    the")."""
    first, second = words[0], words[1]
    if finite([first]) or first.endswith(("ly", "ing")) or first in tokens.STOP:
        return True
    return first.endswith("s") and second in tokens.STOP


def _right_start(found: re.Match[str]) -> int:
    """Where the right part starts: after a bare conjunction, before a relative or an article."""
    for name in ("relative", "apposition"):
        if found.group(name):
            return found.start(name)
    if (found.group("coordination") or "") in ("while", "whereas", "although", "though"):
        return found.start("coordination")
    return found.end()


def _merged(spans: Sequence[Span]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for span in sorted(spans):
        if out and span.start < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], span.end))
        else:
            out.append((span.start, span.end))
    return out


def _words(text: str, span: Span) -> list[str]:
    return tokens.texts(text[span.start : span.end].lower().replace("’", "'"))


def _stands(text: str, left: Span) -> bool:
    words = _words(text, Span(max(left.start, left.end - _REACH), left.end))
    return len(words) >= _LEAST_WORDS and finite(words)


def _continues(text: str, right: Span, found: re.Match[str], begin: int) -> bool:
    """Whether what follows a joint is a clause of its own; `begin` is where the part before it starts."""
    words = _words(text, Span(right.start, min(right.end, right.start + _REACH)))
    if len(words) < _LEAST_TAIL:
        return False
    if found.group("relative") or found.group("apposition"):
        # It must run to the end of the sentence: a comma after it may resume the main clause. A tail longer than its
        # head is what the sentence is about ("Not for sale, says Roe, who ...").
        shorter = bool(found.group("apposition")) or right.end - right.start <= found.start() - begin
        return shorter and text.find(",", right.start, right.end) < 0 and finite(words[1:])
    if found.group("coordination") in ("and", "but") and not _SUBJECT.match(text, found.end()):
        return not _verb_first(words) and finite(words[1:4])
    return finite(words[1:9] if found.group("coordination") else words)
