"""Quotations that no cue claims: those that go on with the last speaker, and those that a sentence introduces."""

from dataclasses import replace

from verifier.attribution import lexicon, phrases
from verifier.attribution.cues import Group
from verifier.attribution.found import Found, Words
from verifier.attribution.page import Page, Sentence
from verifier.attribution.parts import made
from verifier.attribution.sources import kind_of

_DOUBLE = frozenset('"”“«»')
# Words of a paragraph looked through for the mark that closes a quotation of the paragraph before.
_LONGEST_OPEN, _SHORTEST_OPEN = 200, 3
_NO_CUE = lexicon.Cue("", "S", "d")


def with_quotations(page: Page, found: list[Found]) -> list[Found]:
    """The attributions, whose contents take in the free quotations that follow them; introduced quotations are
    added."""
    out = list(found)
    taken = [False] * len(page.words)
    by_sentence: dict[int, int] = {}
    for number, one in enumerate(out):
        _take(taken, one.content)
        if one.parent is None:
            for first, _ in (*one.cue, *one.content):
                by_sentence[page.sentence_of[first]] = number
    for number, one in enumerate(out):
        rest = _left_open(page, one.content, taken) if one.parent is None else None
        if rest is not None:
            out[number] = replace(one, content=(*one.content, rest))
            _take(taken, (rest,))
    last: int | None = None
    last_sentence = -9
    for index, sentence in enumerate(page.sentences):
        here = by_sentence.get(index)
        quoted = _fully_quoted(page, sentence)
        if quoted is None or (here is not None and taken[quoted[0]]):
            if here is not None:
                last, last_sentence = here, index
            continue
        if taken[quoted[0]]:
            last_sentence = index
            continue
        before = page.sentences[index - 1] if index else None
        together = before is not None and before.paragraph == sentence.paragraph
        unbroken = before is not None and page.quote_of[before.last - 1] == page.quote_of[sentence.first]
        speaking = (
            last is not None and (together or _flows(page, sentence, last_sentence)) and last_sentence == index - 1
        )
        if not speaking and together and not unbroken and before is not None:
            source = _introducer(page, before)
            if source is not None:
                group = Group(source[1], source[1], source[1], _NO_CUE, "active", False)
                out.append(replace(made(page, source, group, (quoted,), rule="introduced-quotation"), cue=()))
                last, last_sentence, speaking = len(out) - 1, index, False
                _take(taken, (quoted,))
                continue
            speaking = last is not None and page.sentences[last_sentence].paragraph == sentence.paragraph
        if speaking and last is not None:
            out[last] = replace(out[last], content=(*out[last].content, quoted))
            last_sentence = index
        _take(taken, (quoted,))
    return out


def _left_open(page: Page, content: tuple[Words, ...], taken: list[bool]) -> Words | None:
    """The words of the next paragraph up to a closing mark, where content ends in a quotation that its paragraph left
    open: some papers repeat no mark."""
    last = content[-1][1]
    number = page.quote_of[last - 1]
    if number < 0 or page.quotes[number].closed or page.quotes[number].last - last > 2:
        return None
    start = page.quotes[number].last
    if start >= len(page.words) or page.sentences[page.sentence_of[start]].first != start:
        return None
    paragraph = page.sentences[page.sentence_of[start]].paragraph
    for index in range(start, min(len(page.words), start + _LONGEST_OPEN)):
        if page.sentences[page.sentence_of[index]].paragraph != paragraph or taken[index]:
            return None
        if page.words[index].low in _DOUBLE:
            before = index > start and page.words[index - 1].end == page.words[index].start
            after = index + 1 < len(page.words) and page.words[index].end == page.words[index + 1].start
            return (start, index) if before and not after and index - start >= _SHORTEST_OPEN else None
    return None


def _take(taken: list[bool], content: tuple[Words, ...]) -> None:
    for first, last in content:
        for index in range(first, last):
            taken[index] = True


def _fully_quoted(page: Page, sentence: Sentence) -> Words | None:
    """The words of the sentence if they all stand in one quotation (marks and full stops at the ends aside)."""
    first, last = sentence.first, sentence.last
    while last > first and page.words[last - 1].low in phrases.ENDS and page.quote_of[last - 1] < 0:
        last -= 1
    if first >= last or page.quote_of[first] < 0 or page.quote_of[first] != page.quote_of[last - 1]:
        return None
    return (first, last) if last - first >= 3 else None


def _flows(page: Page, sentence: Sentence, before: int) -> bool:
    """Whether a quotation in a paragraph of its own goes on with what was said before: the last sentence ended in a
    quotation or was an attribution, and the mark was repeated or the paragraph is all quotation."""
    quote = page.quotes[page.quote_of[sentence.first]]
    end = page.sentences[before].last - 1
    return quote.continues or page.quote_of[end] >= 0 or page.sentences[before].paragraph + 1 == sentence.paragraph


def _introducer(page: Page, sentence: Sentence) -> Words | None:
    """The person whom the sentence before a quotation is about: its subject."""
    words = page.words
    auxiliary = lexicon.closed("auxiliary")
    for index in range(sentence.first + 1, min(sentence.last, sentence.first + 30)):
        word = words[index]
        if word.low in auxiliary or (
            word.text.islower() and word.low.endswith(("ed", "s")) and word.low not in lexicon.nouns()
        ):
            source = phrases.subject(page, index, sentence.first)
            if source is not None and kind_of(page, source) in ("person", "crowd", "name", "pronoun"):
                return source
    return None
