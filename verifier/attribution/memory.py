"""What was spoken of so far: mentions in order, the people by surname, who issued which document, who spoke last."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from verifier.attribution import lexicon
from verifier.attribution.entities import Entity, Mention
from verifier.attribution.found import Words
from verifier.attribution.page import Page
from verifier.attribution.registry import Registry, bare, parts
from verifier.language import lexicons
from verifier.model import Source, SourceKind

# Mentions looked back over for one reference: bounds the work on a long text.
_LOOK_BACK = 60
_LONGEST_ACRONYM = 6


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a phrase stands for, by which rule; `runner_up` is the other one where two fitted, then `sure` is False."""

    entity: Entity
    rule: str
    antecedent: Words | None = None
    runner_up: str | None = None
    sure: bool = True


@dataclass(slots=True)
class Memory:
    """The state of one reading."""

    page: Page
    registry: Registry
    mentions: list[Mention] = field(default_factory=list)
    speakers: list[Mention] = field(default_factory=list)
    named: dict[tuple[str, ...], Entity] = field(default_factory=dict)
    surnames: dict[str, Entity] = field(default_factory=dict)
    forenames: dict[str, Entity] = field(default_factory=dict)
    families: dict[str, list[Entity]] = field(default_factory=dict)
    issuers: dict[str, Entity] = field(default_factory=dict)
    registered: dict[str, Entity] = field(default_factory=dict)

    def recent(self) -> Iterator[Mention]:
        """Mentions from the newest back."""
        return iter(self.mentions[: -_LOOK_BACK - 1 : -1])

    def note(self, entity: Entity, words: Words, role: str) -> None:
        """Remember a mention; a source or a carrier becomes the last speaker."""
        mention = Mention(entity, words, self.page.sentence_of[words[0]], role)
        self.mentions.append(mention)
        entity.mentions += 1
        if role == "source":
            entity.shaped = False
            self.speakers.append(mention)

    def issuer(self, noun: str) -> Entity | None:
        """Who issued the document that goes by this noun: "the analysis" may be the report that was spoken of."""
        known = self.issuers.get(noun)
        studies = lexicon.closed("studies")
        if known is None and noun in studies:
            known = next((self.issuers[other] for other in reversed(self.issuers) if other in studies), None)
        return known

    def last_body(self, kinds: tuple[str, ...] = ()) -> Entity | None:
        """The body that spoke last, or for whom the last speaker spoke."""
        for mention in reversed(self.speakers[-12:]):
            entity = mention.entity
            body = entity.body if entity.person else entity
            if body is not None and (not kinds or body.kind in kinds) and body.anonymity == "named":
                return body
        if kinds:
            for mention in self.recent():
                if mention.entity.kind in kinds and mention.entity.source is not None:
                    return mention.entity
        return None

    def of_source(self, source: Source) -> Entity:
        """The entity of a registered source, made at its first mention."""
        known = self.registered.get(source.id)
        if known is None:
            known = Entity(source.name, source.kind, "registered", source)
            for text in (source.name, *source.aliases):
                known.nouns.update(w for w in parts(text) if len(w) > 2)
                if source.kind == "person" or text == source.name:
                    self.named.setdefault(tuple(map(plain, parts(text))), known)
            known.sex = sex_of(source.name)
            self.registered[source.id] = known
            if source.kind == "person" and parts(source.name):
                self.surnames.setdefault(plain(parts(source.name)[-1]), known)
                self.forenames.setdefault(plain(parts(source.name)[0]), known)
        return known

    def together(self, one: Entity, other: Entity) -> Entity:
        """Two people who speak as one."""
        key = (one.name.lower(), "and", other.name.lower())
        both = self.named.get(key)
        if both is None:
            both = self.named[key] = Entity(f"{one.name} and {other.name}", "person", "name", plural=True)
        return both

    def _family(self, low: str) -> Entity | None:
        """ "The Holms", after two people of that surname were named: both of them."""
        surname = low.removesuffix("s")
        people = self.families.get(surname, []) if surname != low else []
        if len(people) != 2:
            return None
        one, other = people
        given = one.name.rpartition(" ")[0]
        both = Entity(f"{given} and {other.name}", "person", "name", plural=True)
        both.nouns.add(low)
        self.named[(low,)] = both
        return both

    def of_name(self, words: Words, *, person: bool) -> Entity:
        """The entity of an unregistered name, or the known one that this is a shorter form of."""
        text = self.page.text[slice(*self.page.span(*words))]
        key = _key(text)
        known = self.named.get(key)
        if known is None and len(key) == 1:
            known = self.surnames.get(key[0]) or self.forenames.get(key[0]) or self._family(key[0])
        if known is not None:
            if known.rule == "name" and known.name.isupper() and len(text) == len(known.name) > _LONGEST_ACRONYM:
                # a heading or a dateline had it in capitals
                known.name = _written(text)
            return known
        name = _written(text)
        entity = Entity(name, "person" if person else _kind_of_name(name, key), "name")
        entity.nouns.update(w for w in key if len(w) > 2)
        self.named[key] = entity
        if person:
            entity.sex = sex_of(name)
            entity.shaped = not entity.sex
            self.surnames.setdefault(key[-1], entity)
            if len(key) > 1:
                self.families.setdefault(key[-1], []).append(entity)
                # "Kayleigh", and the family name first: "Kim"
                self.forenames.setdefault(key[0], entity)
            if "-" in key[-1]:
                self.surnames.setdefault(key[-1].split("-")[-1], entity)
        elif len(key) >= 3:
            initials = "".join(w[0] for w in key if w not in ("of", "the", "and", "for"))
            self.named.setdefault((initials,), entity)
        return entity


def _written(text: str) -> str:
    return " ".join(text.split()).removesuffix("'s").removesuffix("’s").removesuffix("’").removesuffix("'")


@lru_cache(maxsize=4096)
def _key(text: str) -> tuple[str, ...]:
    return tuple(plain(bare(w)) for w in parts(text)) or (text.lower(),)


def plain(word: str) -> str:
    """A word without its accents: a text may write a name with them here and without them there."""
    if word.isascii():
        return word
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char)) or word


def sex_of(name: str) -> str:
    """f or m where a given name or a title tells."""
    first = name.split()[0] if name.split() else ""
    return lexicon.titles().get(first, "") or lexicon.given_names().get(first, "")


def _kind_of_name(name: str, key: tuple[str, ...]) -> SourceKind:
    listed = lexicon.media().get(name.removeprefix("The ").removeprefix("the "))
    if listed is not None:
        return listed  # type: ignore[return-value]
    if name in lexicon.capitals():
        return "government"
    for word in (key[-1], *key[:-1]):
        kind = lexicon.nouns().get(word)
        if kind is not None and kind not in ("person", "report"):
            return kind  # type: ignore[return-value]
        if word in lexicon.media_words():
            return lexicon.media_words()[word]  # type: ignore[return-value]
        if word in ("plc", "inc", "ltd", "corp", "llc", "gmbh"):
            return "company"
    return "unknown"


def kind_nouns(kind: str) -> frozenset[str]:
    """Nouns that may take up an entity of a kind."""
    listed = lexicons.groups("attribution/nouns").get(kind, frozenset())
    more = lexicons.groups("attribution/kind_nouns").get(kind, frozenset())
    return listed | more
