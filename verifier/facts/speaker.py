"""Who speaks a stretch of a document, where it says so: labels of a transcript, "said X" beside a quotation."""

import re

from verifier.model import Span

_NAME = r"[A-Z][\w'’.-]*(?:[ \t]+(?:[A-Z][\w'’.-]*|de|van|von|der|al|bin|of|the)(?![\w])){0,6}"
_LABEL = re.compile(
    rf"^[ \t>*_]*(?:((?:{_NAME})(?:[ \t]*,[^\n:]{{0,60}}|[ \t]*\([^\n()]{{0,60}}\))?)[ \t]*:|([QA])[ \t]*[:.])[ \t*_]+",
    re.MULTILINE,
)
_SAID = (
    r"(?:said|says|told|added|adds|asked|wrote|writes|replied|answered|explained|warned|continued|insisted|stated|argued"
    r"|noted|declared|tweeted|posted|joked|recalled)"
)
_AFTER = re.compile(
    rf"[\s,.?!]*[\"”’'»][\s,]*(?:{_SAID})\s+(?:(?:the|a|an|our|its|his|her|their)\s+)?([^\n.;:\"“”]{{2,140}})"
)
_AFTER_NAME = re.compile(
    rf"[\s,.?!]*[\"”’'»][\s,]*({_NAME})(?:,[^\n.;:\"“”,]{{2,80}},|\s[^\n.;:\"“”,]{{0,60}}?)?\s+(?:{_SAID})\b"
)
_BEFORE = re.compile(
    rf"({_NAME})(?:\s*\([^()\n]{{0,40}}\)|,[^\n.;:\"“”]{{2,80}},|[^\n.;:\"“”A-Z]{{0,40}})?\s+(?:{_SAID})\b[^\n.;\"“”]{{0,60}}$"
)
_SAYING = re.compile(rf"\b{_SAID}\b")
_PRONOUN_SAID = re.compile(rf"\b(?:He|She|They|he|she|they)\s+{_SAID}\b[^\n.;\"“”]{{0,60}}$")
_PERSON = re.compile(_NAME)
_PRONOUN = frozenset(
    ["He", "She", "They", "It", "We", "I", "The", "This", "That", "But", "And", "Asked", "In", "On", "A", "An"]
)
_FAR = 4000
"""How far back a transcript's label may lie, in code points: about a page."""


def of(document: str, span: Span) -> Span | None:
    """Where the document names the speaker of document[span]; None where it does not."""
    return _beside(document, span) or _label(document, span.start)


def _label(document: str, at: int) -> Span | None:
    """The nearest transcript label before a place, where the document is a transcript (two labels or more)."""
    begin = max(0, at - _FAR)
    labels = [match for match in _LABEL.finditer(document, begin, at + 1) if match.end() <= at + 1]
    if not labels:
        return None
    last = labels[-1]
    which = 1 if last.group(1) else 2
    name = last.group(which)
    alone = document.find("\n", last.end(), at) < 0  # the label opens the very line
    if name[0] in _PRONOUN and len(name) > 1:
        return None
    shouted = name.split(",")[0].split("(")[0].strip().isupper()
    if not (alone or shouted or len(labels) > 1):
        return None
    if not alone and not shouted:
        return None
    if _SAYING.search(name):  # "The minister, Radim Olsavec, stated:"
        return _name(document, last.start(1), last.end(1), last=False)
    return Span(last.start(which), last.end(which))


def _beside(document: str, span: Span) -> Span | None:
    """A name with a word of saying right after the closing mark, or right before the opening one."""
    after = document[span.end : span.end + 400]
    close = re.search(r"[\"”»]|’(?!\w)|'(?!\w)", after)
    if close is not None and "\n\n" not in after[: close.start()]:
        begin = span.end + max(0, close.start() - 2)
        for pattern in (_AFTER_NAME, _AFTER):
            match = pattern.match(document, begin, span.end + 700)
            if match and (named := _name(document, match.start(1), match.end(1), last=pattern is _AFTER)):
                return named
    paragraph = document.rfind("\n\n", 0, span.start) + 1
    opening = max(document.rfind(mark, max(paragraph, span.start - 400), span.start + 1) for mark in '"“«‘')
    if opening < 0:
        return None
    if not document[paragraph:opening].strip(" \n\t*_>"):
        # the quotation is a paragraph of its own: "X, chief prosecutor, said:" may stand above it
        above = document[max(0, paragraph - 300) : paragraph].rstrip()
        if not above.endswith(":"):
            return None
        opening = max(0, paragraph - 300) + len(above)
        paragraph = document.rfind("\n\n", 0, opening) + 1
    base = max(paragraph, opening - 240)
    before = document[base:opening].rstrip(" :,\n")
    match = _BEFORE.search(before)
    if match:
        return _name(document, base + match.start(1), base + match.end(1), last=False)
    if _PRONOUN_SAID.search(before):
        return _name(document, max(paragraph, opening - 600), opening, last=False)
    return None


def _name(document: str, start: int, end: int, *, last: bool) -> Span | None:
    runs = [match for match in _PERSON.finditer(document, start, end) if match.group().split()[0] not in _PRONOUN]
    if not runs:
        return None
    chosen = max(runs, key=lambda match: (match.group().count(" ") > 0, match.start() if last else -match.start()))
    name = chosen.group().rstrip(".,")
    while (cut := name.rsplit(None, 1))[-1] in ("of", "the", "de", "von", "van"):
        name = cut[0]
    return Span(chosen.start(), chosen.start() + len(name))
