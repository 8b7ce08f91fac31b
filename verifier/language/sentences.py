"""Sentences by rules of our own: offset-exact, aware of quotation marks, abbreviations, datelines, lists and tables."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from verifier.language import blocks as layout
from verifier.language import lexicons
from verifier.model import Span

_ABBREVIATIONS = lexicons.groups("abbreviations")
_TITLE, _NUMBER, _EITHER = (_ABBREVIATIONS[kind] for kind in ("title", "number", "either"))
_OPENERS = lexicons.words("sentence_openers")

_CLOSERS = r"[\"'”’»›)\]}*_]"
_OPENING = "\"'“‘„‚«‹([{*_¿¡"
# A mark that may end a sentence, closers and footnote numbers after it, and the white space or end that must follow.
# Patterns open with the few letters that they may begin at: a search for these passes over the rest at once.
_CANDIDATE = re.compile(rf"([.!?…。！？‽][.!?…。！？‽]*)({_CLOSERS}*(?:\[\d{{1,3}}\])*[¹²³⁰-⁹]*)(?=\s|$)")
_GLUED = re.compile(r"[.!?](?<=[a-z]{3}[.!?])(?=[A-Z][a-z]+ )")
_CREDIT = re.compile(
    r"\s(?<=[\w.!?\"”’)]\s)\s*(?=(?:Image|Photo|File photo|Photographs?|Pictures?|Credit|Illustration): \S)"
)
# A caption or heading that lost its line break: an opener with its capital in the middle of running text.
_RUN_ON = re.compile(
    r"(?:In|On|At|After|During|Since|When|While|Although|Despite|According)"
    r" (?:the|a|an|his|her|its|their|this|that|to|they|he|she|it) "
)
_WORD_BEFORE = re.compile(r"\w\w\s+$")
_LONGEST_LINE = 160
"""Only in blocks longer than this: a shorter one may be a headline with capitals."""
_EMBEDDED = re.compile(r"(?<=[a-z] )[“\"][^“”\"\n]{1,300}[”\"]")
_TAIL = re.compile(r"\S{1,24}$")
_INITIAL = re.compile(r"[^\W\d_](?:\.-?[^\W\d_])*")
_SAYS = re.compile(
    r"(?:(?:[A-Z][\w'’.-]*|the|of|a|an|and|de|van|von|al)\s+){1,5}?"
    r"(?:said|says|asked|asks|wrote|writes|added|adds|told|tells|wondered|demanded|shouted|cried|replied|continued|wants)\b"
)
_DATE_LINE = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},|\d{1,2} [A-Z][a-z]{2,8},?) \d{4}(?= [A-Z“\"])"
)
_REST = re.compile(r"\s*")


def split(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of text[start:end] in order, each without white space at its ends.

    Between them lies nothing but white space, so that sentences and gaps joined give the text back. A heading, list
    item, table row, caption or live-blog time is a sentence of its own; a quotation of several sentences is cut
    inside. Never fails; linear.
    """
    return [sentence for block in layout.blocks(text, start, end) for sentence in split_block(text, block)]


def split_block(text: str, block: Span) -> list[Span]:
    """The sentences of one block (see `blocks.blocks`): whatever its line breaks, they count as white space."""
    out: list[Span] = []
    clock = layout.clock_end(text[block.start : min(block.end, block.start + 60)])
    begin = block.start
    if clock and block.start + clock < block.end:
        after = _REST.match(text, block.start + clock, block.end)
        if after is not None and after.end() > block.start + clock and text[after.end()] not in "-–—:|":
            out.append(Span(begin, block.start + clock))
            begin = after.end()
    dated = _DATE_LINE.match(text, begin, block.end)
    if dated is not None and text[dated.end() + 1 : dated.end() + 20].partition(" ")[0] in _OPENERS:
        out.append(Span(begin, dated.end()))
        begin = dated.end() + 1
    cuts = [found.end() for found in _CANDIDATE.finditer(text, begin, block.end) if _ends(text, block, found)]
    cuts += [found.end() for found in _GLUED.finditer(text, begin, block.end) if _opens(text, found.end())]
    cuts = _outside_embedded(text, block, cuts)
    if text.find(": ", begin, block.end) >= 0:
        cuts.extend(found.start() for found in _CREDIT.finditer(text, begin, block.end))
    if block.end - block.start > _LONGEST_LINE:
        cuts.extend(_run_on(text, begin + 12, block.end))
    for cut in [*sorted(set(cuts)), block.end]:
        stop = cut
        if stop > begin:
            out.append(Span(begin, stop))
            space = _REST.match(text, stop, block.end)
            begin = space.end() if space is not None else stop
    return out


def _outside_embedded(text: str, block: Span, cuts: list[int]) -> list[int]:
    """The cuts without those inside a short quotation that is part of its sentence's grammar: it opens right after a
    word, without comma or colon (said "We came. We saw.")."""
    if not cuts:
        return cuts
    spans = [(found.start(), found.end()) for found in _EMBEDDED.finditer(text, block.start, block.end)]
    if not spans:
        return cuts
    starts = [start for start, _ in spans]
    kept = []
    for cut in cuts:
        place = bisect_right(starts, cut) - 1
        if place < 0 or cut >= spans[place][1]:
            kept.append(cut)
    return kept


def _ends(text: str, block: Span, found: re.Match[str]) -> bool:
    """Whether the mark that was found ends a sentence."""
    rest = _REST.match(text, found.end(), block.end)
    follows = rest.end() if rest is not None else found.end()
    if follows >= block.end:
        return False
    opened = follows
    while opened < min(block.end, follows + 4) and text[opened] in _OPENING:
        opened += 1
    first = text[opened] if opened < block.end else ""
    if first.islower() and opened == follows:
        return False
    if first in "-–—,;:&/.…" or first == "":
        return False
    mark, closers = found.group(1), found.group(2)
    if mark == "." and not any(char in '"”»' for char in closers):
        return _full_stop(text, found.start(), block, opened, bare=opened == follows)
    if first.islower():
        return opened > follows and "." in mark and not mark.startswith("..")
    if mark[0] in "!?‽！？" and closers and _SAYS.match(text, follows, min(block.end, follows + 120)):
        return False
    return not (mark in ("...", "…", "....") and not closers and text[opened : opened + 2] in ("I ", "I'", "I’"))


def _full_stop(text: str, dot: int, block: Span, opened: int, *, bare: bool) -> bool:
    """Whether one full stop, not at the end of its block and not inside a quotation's end, ends a sentence."""
    tail = _TAIL.search(text, max(block.start, dot - 25), dot)
    word = tail.group().lstrip(_OPENING + "-–—/") if tail is not None else ""
    first = text[opened]
    upcoming = re.match(r"[^\W\d_]+", text[opened : opened + 20])
    opener = upcoming is not None and upcoming.group() in _OPENERS
    if first.islower():
        return not bare and word not in _TITLE and word not in _EITHER
    if not word:
        return True
    if word in _TITLE:
        return False
    if word in _NUMBER:
        if first.isdigit():
            return False
        return word not in ("No", "Nos", "p", "c") or opener or not bare
    if word in _EITHER:
        return (
            opener or not bare or (not first.isdigit() and text[opened : opened + 40].partition(" ")[0].endswith(":"))
        )
    if _INITIAL.fullmatch(word):
        return opener and not text[max(block.start, dot - len(word) - 3) : dot - len(word)].rstrip().endswith(".")
    # "1." and "12." at the head of a block are list numbers, "(a)." too.
    return not (dot - block.start <= 3 and word.isdigit())


def _run_on(text: str, start: int, end: int) -> Iterator[int]:
    """Where the white space before an opener begins that stands in the middle of running text."""
    for found in _RUN_ON.finditer(text, start, end):
        before = text[max(found.start() - 40, start - 2) : found.start()]
        if _WORD_BEFORE.search(before):
            yield found.start() - len(before) + len(before.rstrip())


def _opens(text: str, at: int) -> bool:
    """Whether a sentence opener follows a full stop without the space ("...the deal.The company...")."""
    upcoming = re.match(r"[A-Z][a-z]+", text[at : at + 20])
    return upcoming is not None and upcoming.group() in _OPENERS
