"""Two readings of one page in one: what the extractor kept, in the page's order, with what it dropped in between."""

import re

Block = tuple[str, str]
"""The text of a block and its sort: paragraph, heading, item, row."""
AGREEING = 0.8
"""Share of what the extractor kept that the densest part must hold for the two to be put together."""
PARAGRAPH = 60
"""Code points from which a block is a paragraph and not a caption, a time or a button."""
APART = 3
"""Short blocks in a row before the first or after the last block that was kept, at which the body is at its end."""
_NUMBER = re.compile(r"[\[(]?\d{1,4}[.)\]]{1,2}")
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?", re.IGNORECASE)


def merged(kept: list[Block], dense: list[Block]) -> list[Block]:
    """The blocks of the densest part around what was kept, less the short ones that were not.

    An extractor that scores each block by itself drops lists of long items, headings and rows amid an article; what
    stands beside blocks of the body and is long enough to be a paragraph is of the body too, and so is a time before a
    heading or a paragraph. `kept` as it is where the two do not agree.
    """
    known = {_key(words) for words, _ in kept}
    places = [number for number, (words, _) in enumerate(dense) if _key(words) in known]
    agreed = sum(len(dense[number][0]) for number in places)
    if not places or agreed < AGREEING * sum(len(words) for words, _ in kept):
        return kept
    first = places[0] - _reach(dense[: places[0]][::-1])
    last = places[-1] + _reach(dense[places[-1] + 1 :])
    out: list[Block] = []
    waiting: list[Block] = []
    for words, sort in numbered(dense[first : last + 1]):
        if _TIME.fullmatch(words) or (sort == "heading" and _key(words) not in known):
            waiting = [*waiting[-1:], (words, sort)]
        elif _key(_NUMBER.sub("", words, count=1)) in known or _key(words) in known or _is_long((words, sort)):
            out.extend(waiting)
            out.append((words, sort))
            waiting = []
    return out


def numbered(blocks: list[Block]) -> list[Block]:
    """The same blocks, a number that stands alone before a paragraph joined to it: "7." and "The Panel met"."""
    out: list[Block] = []
    number = ""
    for words, sort in blocks:
        if _NUMBER.fullmatch(words) and sort != "row":
            number = words
            continue
        out.append((f"{number} {words}" if number and sort == "paragraph" else words, sort))
        number = ""
    return out


def _reach(blocks: list[Block]) -> int:
    """How many blocks further the body goes: to the last long one before so many short ones in a row."""
    reached = short = 0
    for count, block in enumerate(blocks, 1):
        short = 0 if _is_long(block) else short + 1
        if short == APART:
            break
        if not short:
            reached = count
    return reached


def _is_long(block: Block) -> bool:
    return block[1] == "row" or (block[1] != "heading" and len(block[0]) >= PARAGRAPH)


def _key(words: str) -> str:
    return "".join(words.removeprefix("- ").split()).casefold()
