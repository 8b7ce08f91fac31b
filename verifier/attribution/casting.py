"""One pass over a page in text order that resolves every source phrase and takes note of whatever else is spoken of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verifier.attribution import apposed, elided, lexicon, phrases, pronouns
from verifier.attribution.definite import definite
from verifier.attribution.entities import Entity
from verifier.attribution.found import Found, Words
from verifier.attribution.memory import Memory, Resolved
from verifier.attribution.names import Name, find_names
from verifier.attribution.page import Page
from verifier.attribution.phrasing import parse, text_of
from verifier.attribution.registry import Registry
from verifier.attribution.resolving import Resolver
from verifier.model import Referent, Source

_PRONOUNS = frozenset(("he", "she", "it", "they", "his", "her", "its", "their"))
_CLOSED = frozenset(("who", "which", "that")).union(
    *map(
        lexicon.closed,
        ("preposition", "clause", "coordinator", "auxiliary", "modal", "adverb", "negation", "determiner"),
    )
)
_POINTING = _PRONOUNS | {"a", "an", "the", "this", "these"}
_LONGEST_NOUN_PHRASE = 5
# Words before a name and its titles that may tell what somebody is: "former party chairman Piet Holm".
_BESIDE = 3
_BOUNDS = lexicon.closed("preposition") | lexicon.closed("clause")
_ALSO_ADJECTIVES = frozenset(
    ("general", "chief", "local", "patient", "expert", "deputy", "executive", "figure", "state", "head")
)
# After the place of a dateline.
_DATELINE = frozenset(("—", "–", "("))
_AFTER_NOUNS = lexicon.closed("casting after nouns")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is who: the resolution of each source and carrier phrase by its words (of the cue where there is no source),
    and the referents met on the way."""

    resolved: dict[Words, Resolved]
    referents: tuple[Referent, ...]

    def of(self, one: Found) -> Resolved | None:
        """Who says what an attribution tells."""
        words = one.source if one.source is not None else elided.cue_of(one)
        return self.resolved.get(words) if words is not None else None


def cast(page: Page, found: Sequence[Found], sources: Sequence[Source]) -> Cast:
    """Resolve all phrases of the attributions against the page and the registered sources."""
    registry = Registry(sources)
    registry.learn(page)
    memory = Memory(page, registry)
    names = {name.first: name for name in find_names(page)}
    resolver = Resolver(memory, names)
    phrases_at = _phrases(found)
    selves = _selves(page, found)
    _note_people(page, memory, resolver)
    resolved: dict[Words, Resolved] = {}
    referents: list[Referent] = []
    at = 0
    for place in _places(page, names, phrases_at, registered=bool(sources)):
        if place < at:
            continue
        at = place
        rows = phrases_at.get(at)
        if rows is None:
            at = _plain(page, at, memory, resolver, referents)
            continue
        for words, role, content in rows:
            if words in selves:
                continue
            if role == "elided":
                understood = elided.subject(memory, words)
                if understood is not None:
                    resolved[words] = understood
                    memory.note(understood.entity, words, "source")
                continue
            answer = resolver.resolve(words, content if role == "source" else ())
            resolved[words] = answer
            if role == "carrier" and content and content[0] in resolved:
                _carry(resolved[content[0]].entity, answer.entity)
            for inner in range(words[0], words[1]):
                if inner in names and names[inner].last <= words[1] and role == "source":
                    _note_name(memory, resolver, inner, "part")
            memory.note(answer.entity, words, role)
            _refer(page, words, answer, referents)
        at = max(words[1] for words, *_ in rows)
    for words, speaker in selves.items():
        if speaker in resolved:
            known = resolved[speaker]
            resolved[words] = Resolved(known.entity, "speaker", speaker, known.runner_up, known.sure)
    return Cast(resolved, tuple(referents))


def _places(page: Page, names: Mapping[int, Name], phrases_at: Mapping[int, object], *, registered: bool) -> list[int]:
    """The words at which something may be spoken of."""
    return [
        at
        for at, word in enumerate(page.words)
        if word.low in _POINTING
        or at in names
        or at in phrases_at
        or (registered and word.text[0].isupper())
        or ("'" in word.low and pronouns.alone(word.low) in _PRONOUNS)
    ]


def _selves(page: Page, found: Sequence[Found]) -> dict[Words, Words]:
    """ "I" and "we" inside what somebody says: the source of the outer attribution."""
    out: dict[Words, Words] = {}
    for one in found:
        speaker = found[one.parent].source if one.parent is not None else None
        if one.source is None or speaker is None or one.source[1] - one.source[0] > 1:
            continue
        if page.words[one.source[0]].low in ("i", "we"):
            out[one.source] = out.get(speaker, speaker)
    return out


def _carry(entity: Entity, medium: Entity) -> None:
    """An unnamed source that spoke through a medium is taken up with it ("the officials were quoted as saying")."""
    if entity.anonymity == "unnamed" and medium not in entity.through:
        entity.through = (*entity.through, medium)


def _phrases(found: Sequence[Found]) -> dict[int, list[tuple[Words, str, tuple[Words, ...]]]]:
    """Source phrases and carriers by their first word."""
    out: dict[int, list[tuple[Words, str, tuple[Words, ...]]]] = {}
    seen: set[Words] = set()
    for one in found:
        rows = [(one.source, "source", one.content)] if one.source is not None else []
        alone = elided.cue_of(one)
        rows += [(alone, "elided", one.content)] if alone is not None else []
        told = (one.source,) if one.source is not None else ()
        rows += [(words, "carrier", told) for words, _ in one.outer]
        rows += [(one.inner, "cited", ())] if one.inner is not None else []
        for words, role, content in rows:
            if words is not None and words not in seen and words[0] < words[1]:
                seen.add(words)
                out.setdefault(words[0], []).append((words, role, content))
    return out


def _note_people(page: Page, memory: Memory, resolver: Resolver) -> None:
    """Full names make their surnames and acronyms known beforehand: a heading may say "Anton" before the text says
    "Mirela Anton"."""
    for name in resolver.names.values():
        long = name.last - name.first >= (2 if name.person else 3)
        if long and memory.registry.match_at(page, name.first, name.last) is None:
            memory.of_name((name.first, name.last), person=name.person)
    for source in memory.registry.sources:
        if source.kind == "person":
            memory.of_source(source)


def _note_name(memory: Memory, resolver: Resolver, at: int, role: str) -> int:
    """Take note of the name at a word; returns where it ends."""
    name = resolver.names[at]
    match = memory.registry.match_at(memory.page, at, len(memory.page.words))
    match = match or memory.registry.match_at(memory.page, name.title, len(memory.page.words))
    if match is not None:
        entity, last = resolver.of_match(match), match.last
    else:
        entity, last = memory.of_name((name.first, name.last), person=name.person), name.last
    if name.person:
        for index in range(name.first - 1, max(name.title - _BESIDE, 0) - 1, -1):
            low = memory.page.words[index].low
            if index < name.title and (
                low in _CLOSED or low.endswith(("ing", "ed")) or phrases.is_stop(memory.page, index)
            ):
                break
            if lexicon.nouns().get(low) == "person":
                entity.nouns.add(low)
                entity.sex = entity.sex or lexicon.gendered().get(low, "")
                entity.shaped = False
        for index in range(name.title, name.first):
            entity.shaped = False
            entity.nouns.add(memory.page.words[index].low)
            entity.sex = entity.sex or lexicon.titles().get(memory.page.words[index].text, "")
    apposed.learn(memory.page, name, entity)
    memory.note(entity, (at, last), role)
    return last


def _plain(page: Page, at: int, memory: Memory, resolver: Resolver, referents: list[Referent]) -> int:
    """A name, pronoun or definite phrase outside the sources; returns the next word to look at."""
    word = page.words[at]
    if at in resolver.names:
        last = _note_name(memory, resolver, at, "name")
        part = _before_noun(page, at, last)
        if part or (last < len(page.words) and page.words[last - 1].low.endswith(("'s", "s'")) and memory.mentions):
            mention = memory.mentions.pop()
            memory.note(mention.entity, mention.words, "part")
        return max(last, at + 1)
    if word.low in ("a", "an", "his", "her", "its", "their") and page.quote_of[at] < 0:
        _note_document(page, at, memory)
    pronoun = pronouns.alone(word.low)
    if pronoun in _PRONOUNS and page.quote_of[at] < 0:
        answer = pronouns.resolve(memory, at)
        if answer is not None:
            memory.note(answer.entity, (at, at + 1), "pronoun" if pronoun in ("he", "she", "it", "they") else "part")
            if word.low in ("he", "she", "his", "her"):
                # "it" and "they" outside a source stand for things more often than for those who speak
                _refer(page, (at, at + 1), answer, referents)
        return at + 1
    if word.low in ("the", "this", "these") and page.quote_of[at] < 0:
        end = _noun_phrase(page, at)
        if end is not None:
            match = memory.registry.match_at(page, at + 1, end)
            if match is not None and match.last == end:
                memory.note(resolver.of_match(match), (at, end), "name")
                return end
            phrase = parse(page, (at, end))
            issuer = memory.issuers.get(lexicon.singular(phrase.noun)) if phrase.kind == "report" else None
            answer = Resolved(issuer, "document-issuer") if issuer is not None else definite(memory, phrase)
            if answer is not None and answer.sure:
                memory.note(answer.entity, (at, end), "name")
                if answer.rule != "document-issuer":
                    _refer(page, (at, end), answer, referents)
            elif phrase.kind in ("person", "report") or phrase.owner is not None:
                fresh = resolver.resolve((at, end))
                memory.note(fresh.entity, (at, end), "name")
            return end
    match = memory.registry.match_at(page, at, len(page.words)) if word.text[:1].isupper() else None
    if match is not None:
        memory.note(resolver.of_match(match), (match.first, match.last), "name")
        return match.last
    return at + 1


def _before_noun(page: Page, first: int, last: int) -> bool:
    """Whether a name only tells which thing is meant: "Trump officials", "the A.I. product"."""
    word = page.words[last] if last < len(page.words) else None
    if word is None or not word.text.isalpha() or not word.text.islower():
        return False
    if word.low in lexicon.nouns():
        return word.low not in _ALSO_ADJECTIVES
    led = first > 0 and page.words[first - 1].low in ("the", "a", "an")
    return led and not (word.low.endswith(("ed", "s", "ly")) or word.low in lexicon.cues() or word.low in _CLOSED)


def _note_document(page: Page, at: int, memory: Memory) -> None:
    """ "Holt gave his version in a letter", "the service put out its bulletin": whoever the sentence is about issued
    it."""
    for index in range(at + 1, min(len(page.words), at + 5)):
        low = page.words[index].low
        if not low.isalpha() or page.words[index].text[:1].isupper():
            return
        if lexicon.nouns().get(low) == "report":
            sentence = page.sentence_of[at]
            first = page.sentences[sentence].first
            about = [
                m
                for m in memory.mentions[-12:]
                if m.sentence == sentence
                and m.role in ("name", "source", "pronoun")
                and page.words[m.words[1]].low not in _DATELINE
            ]
            if about and about[0].words[0] - first <= 4:
                memory.issuers[lexicon.singular(low)] = about[0].entity
            return


def _noun_phrase(page: Page, at: int) -> int | None:
    """End of "the agency", "the report's authors", "the two officials": up to the first noun that can speak."""
    for index in range(at + 1, min(len(page.words), at + 1 + _LONGEST_NOUN_PHRASE)):
        word = page.words[index]
        if phrases.is_stop(page, index) or word.low in _BOUNDS:
            return None
        if word.low.endswith(("'s", "s'")):
            continue
        if word.low in lexicon.nouns() and not word.text[:1].isupper():
            after = page.words[index + 1].low if index + 1 < len(page.words) else "."
            if word.low in _ALSO_ADJECTIVES and not (
                after in lexicon.cues() or not after[0].isalpha() or after in _AFTER_NOUNS
            ):
                return None
            if after in lexicon.nouns() and lexicon.nouns()[after] in ("person", "report"):
                continue
            return index + 1
    return None


def _refer(page: Page, words: Words, answer: Resolved, referents: list[Referent]) -> None:
    if (
        answer.rule not in ("pronoun", "noun-phrase", "document-issuer", "last-issuer", "surname")
        or answer.antecedent == words
    ):
        return
    if answer.rule != "pronoun" and answer.entity.name == text_of(page, words):
        return
    antecedent = page.span(*answer.antecedent) if answer.antecedent is not None else None
    referents.append(
        Referent(page.span(*words), answer.entity.name, antecedent, answer.rule, answer.sure, answer.runner_up)
    )
