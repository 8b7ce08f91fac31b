"""What a definite noun phrase takes up: "the agency", "the same report", "the two officials", "the judge"."""

from verifier.attribution import lexicon
from verifier.attribution.entities import Entity, Mention
from verifier.attribution.memory import Memory, Resolved, kind_nouns
from verifier.attribution.phrasing import Phrase

# Sentences within which a describing phrase may take up a body.
_NEAR = 3
_OTHERS = frozenset(("rival", "other", "another", "second", "separate", "different", "new", "independent", "foreign"))
# "The city" is no ministry that was named before it, unless one is registered that may go by it.
PLACES = frozenset(("city", "county", "town", "village", "state", "country", "district", "borough"))
_OFFICES = (
    (("police",), frozenset(("superintendent", "inspector", "detective", "constable", "sergeant"))),
    (("court",), frozenset(("judge", "justice", "magistrate"))),
)


def definite(memory: Memory, phrase: Phrase) -> Resolved | None:
    """The last entity that the phrase fits best; abstains (sure is False) where two fit alike in the same sentence."""
    head = lexicon.singular(phrase.noun)
    best: tuple[int, Mention] | None = None
    rivals: list[tuple[int, Mention]] = []
    seen: set[int] = set()
    forms = frozenset((head, phrase.noun, *lexicon.plurals(head)))
    for mention in memory.recent():
        entity = mention.entity
        if id(entity) in seen:
            continue
        seen.add(id(entity))
        level = fit(phrase, head, forms, entity)
        if not level:
            continue
        rivals.append((level, mention))
        if best is None or level > best[0]:
            best = (level, mention)
    if best is None:
        return _registered(memory, phrase, head) or _loose(memory, phrase, head)
    if best[0] == 1:
        known = _registered(memory, phrase, head)
        if known is not None and known.sure:
            return known
    rival = next((row for row in rivals if row[1].entity is not best[1].entity and row[0] == best[0]), None)
    close = rival is not None and rival[1].sentence == best[1].sentence and rival[1].role == best[1].role
    return Resolved(
        best[1].entity,
        "noun-phrase",
        best[1].words,
        rival[1].entity.name if rival is not None else None,
        sure=not close,
    )


def _loose(memory: Memory, phrase: Phrase, head: str) -> Resolved | None:
    """ "the spending watchdog", after the audit office was named: its kind fits, and the words before the noun
    only describe it. One body of the last sentences must fit better than every other."""
    here = memory.page.sentence_of[phrase.words[0]]
    forms = {head, phrase.noun}
    ranked: dict[int, tuple[int, Mention]] = {}
    for mention in memory.recent():
        entity = mention.entity
        if here - mention.sentence > _NEAR:
            break
        if not entity.person and entity.kind != "report" and forms & kind_nouns(entity.kind) and mention.role != "part":
            ranked.setdefault(id(entity), (sum(_modifies(word, entity) for word in phrase.modifiers), mention))
    best = sorted(ranked.values(), key=lambda row: -row[0])
    if not best or (len(best) > 1 and best[0][0] == best[1][0]) or set(phrase.modifiers) & _OTHERS:
        return None
    if not best[0][0]:
        # nothing but the kind speaks for it: then it must be what the text was just about, and no mere carrier of news
        first = memory.page.sentences[best[0][1].sentence].first
        if best[0][1].sentence < here - 1 or "news" in best[0][1].entity.kind:
            return None
        if best[0][1].role != "source" and best[0][1].words[0] - first > 3:
            return None
    return Resolved(best[0][1].entity, "noun-phrase", best[0][1].words)


def fit(phrase: Phrase, head: str, forms: frozenset[str], entity: Entity) -> int:
    """3 where head (in one of its `forms`) and modifiers are words of the entity, 2 where the head is, 1 where its kind
    allows the head."""
    plural = phrase.noun != head or phrase.noun in ("people", "staff", "those", "police")
    if entity.person and plural != entity.plural:
        return 0
    if head in PLACES and entity.source is None and head not in entity.nouns:
        return 0
    if forms & entity.nouns or (" " in phrase.noun and entity.nouns.issuperset(phrase.noun.split())):
        return 3 if all(_modifies(word, entity) for word in phrase.modifiers) else 2 if not phrase.modifiers else 0
    if entity.person or phrase.modifiers or (entity.kind == "report" and entity.source is None):
        return 0
    return 1 if forms & kind_nouns(entity.kind) else 0


def _modifies(word: str, entity: Entity) -> bool:
    return word in entity.nouns or any(len(noun) >= 4 and word[:4] == noun[:4] for noun in entity.nouns)


def _registered(memory: Memory, phrase: Phrase, head: str) -> Resolved | None:
    """A registered source that the text has not named yet, if the phrase's words are words of exactly one."""
    wanted = {head, *phrase.modifiers}
    fits = []
    for source, vocabulary in zip(memory.registry.sources, memory.registry.vocabulary, strict=True):
        if source.kind == "person" or not all(
            word in vocabulary or any(form in vocabulary for form in lexicon.plurals(word)) for word in wanted
        ):
            continue
        fits.append(source)
    if len(fits) == 1 and (phrase.modifiers or head not in ("company", "group", "report", "office")):
        return Resolved(memory.of_source(fits[0]), "registered-part")
    if len(fits) > 1:
        return Resolved(Entity(phrase.noun, "unknown"), "two-fit", None, " or ".join(s.name for s in fits), sure=False)
    return None


def only_body(memory: Memory, entity: Entity) -> Resolved | None:
    """ "Superintendent Cole", where one police force is registered and was named: the only body with such an office."""
    for kinds, offices in _OFFICES:
        if not entity.nouns & offices:
            continue
        bodies = [source for source in memory.registry.sources if source.kind in kinds]
        if len(bodies) == 1 and any(mention.entity.source is bodies[0] for mention in memory.recent()):
            return Resolved(memory.of_source(bodies[0]), "only-body")
    return None
