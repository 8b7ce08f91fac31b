"""What a noun phrase is: a pronoun, a person, a body, a document, a crowd; and whether it can say things."""

from verifier.attribution import lexicon, phrases
from verifier.attribution.found import Words
from verifier.attribution.page import Page

PERSONAL = frozenset(["he", "she", "they", "it", "who", "which", "i", "we", "you"])
_AFTER_HEAD = lexicon.closed("sources after head")
_AGENTIVE = (
    "er",
    "or",
    "ist",
    "ian",
    "ers",
    "ors",
    "ists",
    "ians",
    "ants",
    "ees",
    "eers",
    "leagues",
    "men",
    "women",
    "mates",
    "ee",
    "eer",
)


_COUNTERS = frozenset(
    ("third", "second", "another", "others", "some", "many", "one", "both", "two", "three", "several", "most")
)


def head(page: Page, phrase: Words) -> int:
    """The head word of a noun phrase: the last one before what follows it ("the panel | of experts", "a person |
    close to")."""
    first, last = phrase
    at = first
    while at < last - 1:
        follow = page.words[at + 1].low
        if follow in _AFTER_HEAD or follow in (",", "(", "—", "–"):
            break
        at += 1
    while at > first and page.words[at].low.isdigit():
        at -= 1
    return at


def kind_of(page: Page, phrase: Words) -> str:
    """pronoun, name, or the group of nouns.txt its head belongs to; "crowd" for a plural of agents, "" where
    unknown."""
    index = head(page, phrase)
    word = page.words[index]
    if phrase[1] - phrase[0] == 1 and word.low in PERSONAL:
        return "pronoun"
    low = word.low.removesuffix("'s")
    two = f"{page.words[index - 1].low} {low}" if index > phrase[0] else ""
    known = lexicon.nouns().get(two) or lexicon.nouns().get(low) or lexicon.nouns().get(low.rpartition("-")[2])
    if known is not None and not (word.text[:1].isupper() and index > phrase[0] and known == "report"):
        return known
    if low in _COUNTERS:
        return "crowd"
    opens = index == phrase[0] and page.sentences[page.sentence_of[index]].first == index
    if phrases.capital(page, index) and not (opens and low.endswith(_AGENTIVE) and low.endswith("s")):
        return "name"
    if low.endswith(_AGENTIVE) and low not in (
        "other",
        "matter",
        "paper",
        "number",
        "order",
        "power",
        "winter",
        "summer",
        "after",
    ):
        return "crowd"
    if low in ("third", "second", "another", "others", "some", "many", "one", "both", "two", "three"):
        return "crowd"
    if low in ("this", "that", "these", "those", "there", "what"):
        return ""
    return ""


def can_say(page: Page, phrase: Words, frames: str) -> bool:
    """Whether the phrase can be the source of a cue with these frames: evidence verbs want documents or bodies,
    speech verbs anyone who can speak; an unknown noun may only say."""
    kind = kind_of(page, phrase)
    if (
        "E" in frames
        and "S" in frames
        and "Q" not in frames
        and kind in ("", "pronoun")
        and frames in ("SE", "SNE", "E", "NE")
    ):
        return kind == "pronoun" and page.words[phrase[0]].low in ("it", "they")
    if all(page.words[k].low in lexicon.closed("determiner") for k in range(*phrase)) and phrase[1] - phrase[0] == 1:
        return page.words[phrase[0]].low in ("some", "many", "most", "few", "others", "both", "another", "one")
    if page.words[phrase[0]].low in ("whatever", "whoever", "what", "how", "why", "when", "where", "whether", "if"):
        return False
    if frames == "NE" and kind in ("person", "crowd", "name"):
        return False
    if kind:
        return True
    if "N" in frames or "B" in frames or "E" in frames or "V" in frames or "I" in frames:
        return any(phrases.capital(page, k) for k in range(phrase[0] + 1, phrase[1]))
    return "S" in frames or "Q" in frames
