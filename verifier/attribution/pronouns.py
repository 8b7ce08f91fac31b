"""Whom a pronoun stands for: candidates weighed by place, role, sex and number; silent where two come out alike."""

from verifier.attribution import lexicon
from verifier.attribution.entities import Entity, Mention
from verifier.attribution.found import Words
from verifier.attribution.memory import Memory, Resolved
from verifier.attribution.page import Page

_PEOPLE = frozenset(("he", "she", "his", "her", "him", "himself", "herself"))
_SEX = {"he": "m", "his": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}
# Words of what may stand before a subject: keeps the time linear.
_LONGEST_LEAD = 40
_LEADING = frozenset(("given", "asked", "maybe", "perhaps"))
# Outside quotation marks these are the writer, or the paper.
_WRITERS = frozenset(("i", "we", "my", "our", "me", "us", "you", "your"))
_THINGS = frozenset(("it", "its", "itself"))
POSSESSIVES = frozenset(("his", "her", "its", "their"))
# Sentences looked back over.
_REACH = 7
# Weights set by hand and only checked on the newsroom cases; a difference below _CLOSE leaves the choice open.
_SHAPED = -1.2
_SPEAKER, _SUBJECT, _PART, _INSIDE, _SEX_KNOWN, _DISTANCE, _PARAGRAPH, _CLOSE = (
    1.6,
    1.2,
    -1.0,
    -1.6,
    0.6,
    0.8,
    0.4,
    0.25,
)


def alone(low: str) -> str:
    """The pronoun in "he's", "they'd"."""
    return low.partition("'")[0]


def resolve(memory: Memory, at: int, content: tuple[Words, ...] = ()) -> Resolved | None:
    """The entity behind the pronoun at word `at`; `content` is what it is said to say, if it is a source."""
    low = alone(memory.page.words[at].low)
    if low in _WRITERS and memory.page.quote_of[at] < 0:
        return None
    sentence = memory.page.sentence_of[at]
    scores: dict[int, tuple[float, Mention]] = {}
    for mention in memory.recent():
        back = sentence - mention.sentence
        if back > _REACH:
            break
        if mention.words[0] >= at or not _agrees(low, mention.entity):
            continue
        score = _score(memory, at, mention, content)
        key = id(mention.entity)
        if key not in scores or score > scores[key][0]:
            scores[key] = (score, mention)
    if not scores:
        return None
    ranked = sorted(scores.values(), key=lambda row: (-row[0], -row[1].words[0]))
    best, mention = ranked[0]
    runner = ranked[1] if len(ranked) > 1 else None
    close = runner is not None and best - runner[0] < _CLOSE
    if low in ("he", "she") and not mention.entity.sex and not close:
        mention.entity.sex = _SEX[low]
    rival = runner[1].entity.name if runner is not None and best - runner[0] < 4 * _CLOSE else None
    return Resolved(mention.entity, "pronoun", mention.words, rival, sure=not close)


def _agrees(low: str, entity: Entity) -> bool:
    if low in _PEOPLE:
        return entity.person and not entity.plural and entity.sex in ("", _SEX[low])
    if low in _THINGS:
        return not entity.person and not entity.plural
    if entity.kind == "report" and entity.source is None and entity.body is None:
        return False
    # "they" of a spokesperson whose sex is not told
    return entity.plural or not entity.person or not entity.sex


def fronted(page: Page, mention: Mention) -> bool:
    """Whether a mention stands where a subject does: near the head of its sentence, or after the comma that ends a
    clause or phrase put before it ("Given the vote, Thompson said ...")."""
    first = page.sentences[mention.sentence].first
    at = mention.words[0]
    if at - first <= 3:
        return True
    if at - first > _LONGEST_LEAD:
        return False
    opener = page.words[first].low
    before = page.words[at - 1].low in (",", "—", "–")
    leading = opener in lexicon.closed("clause") or opener in lexicon.closed("preposition") or opener in _LEADING
    alone = mention.role == "source" or not any(page.words[k].low == "," for k in range(first, at - 1))
    return before and leading and alone


def _score(memory: Memory, at: int, mention: Mention, content: tuple[Words, ...]) -> float:
    page = memory.page
    low = alone(page.words[at].low)
    sentence = page.sentence_of[at]
    back = sentence - mention.sentence
    score = -_DISTANCE * back
    score -= _PARAGRAPH * min(3, page.sentences[sentence].paragraph - page.sentences[mention.sentence].paragraph)
    if mention.role == "source":
        score += _SPEAKER
    if mention.role == "part":
        score += _PART
    if mention.role != "part" and fronted(page, mention):
        score += _SUBJECT
    if low in _SEX and mention.entity.sex:
        score += _SEX_KNOWN
    if low not in POSSESSIVES and any(first <= mention.words[0] < last for first, last in content):
        score += _INSIDE
    if low in _PEOPLE and mention.entity.shaped:
        score += _SHAPED
    if mention.entity.kind == "unknown" and not mention.entity.person:
        score -= 0.8 if low in _THINGS or mention.entity.plural else 1.6
    if low == "they" and mention.entity.plural:
        score += 1.0
    elif low in ("they", "their") and mention.entity.person:
        score += 0.0 if "spokesperson" in mention.entity.nouns and mention.role == "source" else -1.2
    if page.quote_of[mention.words[0]] >= 0 and page.quote_of[at] < 0:
        score -= 1.0
    return score
