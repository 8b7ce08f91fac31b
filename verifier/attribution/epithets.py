"""What takes up a source without a word of its name: "the billionaire", "the 36-year-old", "the firm", "who", "a
third"."""

from verifier.attribution import lexicon, phrases, pronouns
from verifier.attribution.definite import PLACES, definite
from verifier.attribution.entities import Entity, Mention
from verifier.attribution.found import Words
from verifier.attribution.memory import Memory, Resolved, kind_nouns
from verifier.attribution.names import EPITHET, Name
from verifier.attribution.page import Page
from verifier.attribution.phrasing import INDEFINITE, Phrase, text_of
from verifier.attribution.registry import bare

# Sentences looked back over: further off a name would stand again.
_NEAR = 3
_RELATIVES = frozenset(("who", "which", "that"))
_ANYBODY = frozenset(("worker", "workers", "member", "members", "staff", "people", "employees", "national", "local"))
_ANYWHERE = frozenset(("officials", "leaders", "leadership", "administrators"))
# Who is called so runs for no other office: no "candidate", no "senator" means him.
_IN_OFFICE = frozenset(
    ("president", "minister", "secretary", "spokesman", "spokeswoman", "manager", "judge", "director")
)
_TITLED = {"senator": frozenset(("senator", "sen"))}
_FAR_MORE = 1.5
_NUMBERS = (INDEFINITE - {"a", "an"}) | {"dozen", "hundred"}
_BODIES = frozenset(("company", "ngo", "party", "think_tank", "academic"))


def antecedent(page: Page, words: Words) -> Words | None:
    """The noun phrase that a source which is a relative pronoun takes up."""
    if words[1] - words[0] > 1 or pronouns.alone(page.words[words[0]].low) not in _RELATIVES:
        return None
    taken = phrases.antecedent(page, words[0], page.sentences[page.sentence_of[words[0]]].first)
    if taken is None or taken[1] > words[0] or (taken[1] - taken[0] == 1 and page.words[taken[0]].low in _RELATIVES):
        return None
    return taken


def one_more(memory: Memory, entity: Entity) -> Resolved:
    """ "A third said": one more of the unnamed people who spoke last."""
    for mention in reversed(memory.speakers[-6:]):
        if mention.entity.anonymity == "unnamed":
            entity.through = mention.entity.through
            entity.nouns |= mention.entity.nouns
            return Resolved(entity, "one-more", mention.words)
    if entity.plural:
        entity.anonymity = "vague"
    return Resolved(entity, "one-more")


def person(memory: Memory, phrase: Phrase) -> Resolved | None:
    """The one person whom "the billionaire" may call: who spoke last, else whom the last sentences are about."""
    if phrase.determiner == "the" and phrase.noun in lexicon.closed("epithets leading"):
        return _leading(memory, phrase.noun)
    if phrase.determiner != "the" or not (
        phrase.noun in lexicon.closed("epithets person") or EPITHET.fullmatch(phrase.noun)
    ):
        return None
    here = memory.page.sentence_of[phrase.words[0]]
    for spoke in (True, False):
        near = [
            mention
            for mention in memory.recent()
            if here - mention.sentence <= _NEAR
            and mention.entity.person
            and not mention.entity.plural
            and mention.entity.anonymity == "named"
            and (mention.role == "source" or not spoke)
            and not mention.entity.shaped
        ]
        if near:
            alone = all(mention.entity is near[0].entity for mention in near)
            return Resolved(near[0].entity, "epithet", near[0].words) if alone or spoke else None
    return None


def _leading(memory: Memory, noun: str) -> Resolved | None:
    """The person of the last mentions whom the text has named far more often than the others; who bears the title of a
    senator counts twice as one."""
    sex = lexicon.gendered().get(noun, "")
    titles = _TITLED.get(noun, frozenset())
    last: dict[int, Mention] = {}
    for mention in memory.recent():
        entity = mention.entity
        if (
            entity.person
            and not (entity.plural or entity.shaped)
            and entity.anonymity == "named"
            and (not sex or entity.sex in ("", sex))
            and not entity.nouns & _IN_OFFICE
        ):
            last.setdefault(id(entity), mention)
    weighed = [(m.entity.mentions * (1 + bool(m.entity.nouns & titles)), m) for m in last.values()]
    weighed.sort(key=lambda row: -row[0])
    if not weighed or (len(weighed) > 1 and weighed[0][0] < _FAR_MORE * weighed[1][0]):
        return None
    return Resolved(weighed[0][1].entity, "epithet", weighed[0][1].words)


def body(memory: Memory, phrase: Phrase) -> Resolved | None:
    """ "The utility", "the charity": the body of a kind not told by its name that spoke in the last sentences."""
    if phrase.determiner != "the" or phrase.modifiers or phrase.kind not in _BODIES:
        return None
    here = memory.page.sentence_of[phrase.words[0]]
    for mention in reversed(memory.speakers[-4:]):
        entity = mention.entity
        if here - mention.sentence > _NEAR:
            return None
        if not entity.person and entity.anonymity == "named" and entity.kind in (phrase.kind, "unknown"):
            return Resolved(entity, "epithet", mention.words)
    return None


def maker(memory: Memory, phrase: Phrase, names: list[Name]) -> Resolved | None:
    """The body named right before the noun for a document: "an Ardent video", "the Quinnel poll"."""
    page = memory.page
    if phrase.owner is not None or phrases.capital(page, phrase.head):
        return None
    for name in names:
        if not name.person and not any(phrases.is_time(page, k) for k in range(name.first, name.last)):
            return Resolved(memory.of_name((name.first, name.last), person=False), "name")
    return None


def described(memory: Memory, phrase: Phrase) -> Resolved | None:
    """ "The metal workers' federation" for a registered Union of Metal Workers: every word that describes it is one of
    exactly one source's, and its kind goes by that noun."""
    page = memory.page
    if phrase.determiner not in ("the", "this", "") or phrase.noun not in lexicon.nouns():
        return None
    about = [bare(page.words[k].low) for k in range(phrase.main[0], phrase.head) if page.words[k].text[0].isalnum()]
    about = [word for word in about if word not in lexicon.closed("determiner")]
    if not any(lexicon.nouns().get(word, "person") == "person" and word not in _ANYBODY for word in about):
        return None
    fits = [
        source
        for source, vocabulary in zip(memory.registry.sources, memory.registry.vocabulary, strict=True)
        if phrase.noun in kind_nouns(source.kind) and all(_among(word, vocabulary) for word in about)
    ]
    return Resolved(memory.of_source(fits[0]), "registered-part") if len(fits) == 1 else None


def _among(word: str, vocabulary: frozenset[str]) -> bool:
    forms = {bare(known) for known in vocabulary}
    return word in forms or lexicon.singular(word) in forms or any(form in forms for form in lexicon.plurals(word))


def running(memory: Memory, phrase: Phrase, owner: Entity | None) -> Resolved | None:
    """Those who run a body: their `owner` where one is told, else the body that spoke last; officials run nothing as
    long as no body stands before them."""
    led = _led(memory, phrase) if owner is None else None
    if led is not None:
        return _running(memory, phrase, led)
    body = owner or memory.last_body(kinds=("company", "ngo", "unknown", "party"))
    if body is None or body.person or body.anonymity != "named":
        return None
    forms = kind_nouns(body.kind) | body.nouns | lexicon.closed("epithets bodies")
    if any(word not in forms for word in phrase.modifiers) or (phrase.noun in _ANYWHERE and not phrase.modifiers):
        return None
    return _running(memory, phrase, body)


def _led(memory: Memory, phrase: Phrase) -> Entity | None:
    """The body that goes by the noun before those who run it: "district leaders", "city officials"."""
    word = phrase.modifiers[0] if len(phrase.modifiers) == 1 else ""
    kind = "government" if word in PLACES else lexicon.nouns().get(word, "")
    if kind in ("", "person", "report") or phrase.owner is not None:
        return None
    found = definite(memory, phrase._replace(noun=word, kind=kind, determiner="the", modifiers=()))
    if found is None or not found.sure or found.entity.person or word not in found.entity.nouns:
        return None
    return found.entity


def _running(memory: Memory, phrase: Phrase, body: Entity) -> Resolved:
    entity = fresh(memory.page, phrase, "person", "named")
    entity.plural, entity.body, entity.running = True, body, True
    return Resolved(entity, "running-body")


def counted(page: Page, phrase: Phrase) -> bool:
    """Whether it is one or so many of a kind: "a man", "more than a dozen former employees"."""
    if phrase.determiner in INDEFINITE or phrase.determiner.isdigit():
        return True
    before = [page.words[k].low for k in range(phrase.main[0], phrase.head)]
    return len(before) > 1 and before[0] in lexicon.closed("counting") and bool(_NUMBERS & set(before[1:]))


def fresh(page: Page, phrase: Phrase, kind: str, anonymity: str) -> Entity:
    """A new entity that goes by the words of a phrase."""
    end = phrase.main[1]
    listed = end + 1 < phrase.core[1] and (
        page.words[end].low in ("—", "–", "(") or page.words[end + 1].low in ("including", "among")
    )
    first, last = phrase.main if listed else phrase.core
    while last - first > 1 and page.words[last - 1].low in lexicon.closed("names afterthoughts"):
        last -= 1
    last -= last - first > 1 and (page.words[last - 1].low == "that" or phrases.is_relative(page, last - 1))
    timed = (k for k in range(phrase.head + 1, last - 1) if page.words[k].low == "on" and phrases.is_time(page, k + 1))
    entity = Entity(text_of(page, (first, next(timed, last))), "unknown")
    entity.kind = kind  # type: ignore[assignment]
    entity.anonymity = anonymity  # type: ignore[assignment]
    entity.nouns = {phrase.noun, lexicon.singular(phrase.noun), *phrase.modifiers}
    if phrase.noun in _NUMBERS and phrase.owner is not None and phrase.owner[0] > phrase.head:
        # "two of the people"
        entity.nouns.add(lexicon.singular(page.words[phrase.owner[1] - 1].low))
    entity.plural = phrase.noun != lexicon.singular(phrase.noun) and kind in ("person", "unknown")
    entity.sex = lexicon.gendered().get(lexicon.singular(phrase.noun), "")
    return entity
