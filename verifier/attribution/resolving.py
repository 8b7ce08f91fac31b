"""From a source phrase to the entity it stands for, surest rules first; every answer carries its rule."""

from verifier.attribution import apposed, epithets, lexicon, people, phrases, pronouns
from verifier.attribution.definite import definite, only_body
from verifier.attribution.entities import Entity
from verifier.attribution.found import Words
from verifier.attribution.memory import Memory, Resolved, plain, sex_of
from verifier.attribution.names import Name
from verifier.attribution.phrasing import INDEFINITE, Phrase, parse, text_of
from verifier.attribution.registry import Match
from verifier.language import lexicons

_SINGLE_NUMBERS = frozenset(("a", "an", "one", "another", "some"))
_PRONOUNS = frozenset(("he", "she", "it", "they", "him", "them")) | pronouns.POSSESSIVES
_ORDINALS = frozenset(["second", "third", "fourth", "fifth", "another", "other", "others", "both", "some", "many"])
_VAGUE = frozenset(("some", "many", "several", "few", "most"))
_CERTAIN = frozenset(("official", "diplomat", "source", "aide", "officer", "employee", "worker", "member", "insider"))


class Resolver:
    """Resolves phrases of one page in text order; `names` are the page's names by first word."""

    def __init__(self, memory: Memory, names: dict[int, Name]) -> None:
        self.memory = memory
        self.page = memory.page
        self.names = names

    def resolve(self, words: Words, content: tuple[Words, ...] = ()) -> Resolved:
        """What the phrase stands for; an entity of its own where nothing before fits."""
        taken = epithets.antecedent(self.page, words)
        if taken is not None:
            return self.resolve(taken, content)
        phrase = parse(self.page, words)
        if phrase.kind == "pronoun" or (words[1] - words[0] == 1 and pronouns.alone(phrase.noun) in _PRONOUNS):
            found = pronouns.resolve(self.memory, words[0], content)
            if found is not None:
                return found
            return Resolved(Entity(text_of(self.page, words), "unknown", anonymity="vague"), "pronoun", sure=False)
        matches = self.memory.registry.matches(self.page, phrase.core)
        return (
            self._whole(phrase, matches)
            or self._person(phrase, matches)
            or self._head(phrase, matches)
            or self._running(phrase, matches, content)
            or self._document(phrase, matches, content)
            or self._role(phrase, matches, content)
            or self._body(phrase)
            or self._other(phrase)
        )

    # ------------------------------------------------------------ sieves, from sure to unsure

    def _whole(self, phrase: Phrase, matches: list[Match]) -> Resolved | None:
        """A registered name or alias that is the whole phrase, or the whole of what stands before its first comma."""
        first = phrase.main[0] + (phrase.determiner in ("the", "a", "an") or phrase.determiner == "same")
        for match in matches:
            end = phrase.main[1]
            if match.last == end and (match.first == first or match.first == phrase.main[0]):
                return self._of_match(match, "registered-name")
        return None

    def _person(self, phrase: Phrase, matches: list[Match]) -> Resolved | None:
        """A person's name at the head of the phrase or in an apposition to it."""
        head = phrase.head
        both = people.two(self.memory, phrase, self._names(phrase.main)) if not matches else None
        if both is not None:
            return both
        for name in sorted(self._names(phrase.core), key=lambda n: not n.first <= head < n.last):
            if not name.person:
                known = self._surname(name)
                if known is None:
                    continue
            before = self.page.words[name.first - 1].low if name.first > phrase.core[0] else ""
            led = before in lexicon.closed("preposition") or (before.endswith("ing") and name.first > head)
            if name.first > phrase.main[0] and led:
                continue
            if before == "and" and name.first < phrase.main[1] and phrases.has_preposition(self.page, head, name.first):
                continue
            if phrases.is_instance(self.page, phrase.main[1], name.title) or people.describes(self.page, name, phrase):
                continue
            if self.page.words[name.last - 1].low.endswith(("'s", "s'")) and name.last < phrase.core[1]:
                continue
            match = next((m for m in matches if m.first < name.last and m.last > name.first), None)
            if match is not None and self.memory.registry.sources[match.form.source].kind == "person":
                entity = self.memory.of_source(self.memory.registry.sources[match.form.source])
                rule = "registered-name"
            elif match is not None and match.last >= name.last:
                entity, rule = self.of_match(match), "registered-name"
            else:
                entity, rule = self.memory.of_name((name.first, name.last), person=True), "name"
            self._describe(entity, phrase, name, matches)
            return Resolved(entity, rule, None)
        return None

    def _head(self, phrase: Phrase, matches: list[Match]) -> Resolved | None:
        """A registered name that holds the head of the phrase, or of an apposition ("Merrick's solicitors, Pell &
        Rao")."""
        for match in matches:
            if match.first <= phrase.head < match.last:
                if phrase.determiner in ("a", "an", "one") and phrase.kind == "person":
                    continue
                return self._of_match(match, "registered-name")
        if phrase.determiner not in INDEFINITE:
            for match in matches:
                if (
                    match.first > phrase.main[1]
                    and match.last == phrase.core[1]
                    and (self.page.words[match.first - 1].low in (",", "the"))
                ):
                    return self._of_match(match, "apposition")
        return None

    def _running(self, phrase: Phrase, matches: list[Match], content: tuple[Words, ...]) -> Resolved | None:
        """ "Bosses said", "company bosses", "bosses at the firm": those who run the body that the text speaks of."""
        if phrase.determiner or matches or phrase.noun not in lexicons.groups("attribution/roles")["running-body"]:
            return None
        owner = self._owner(phrase, matches, content)
        if owner is None and phrase.owner is not None:
            return None
        return epithets.running(self.memory, phrase, owner.entity if owner is not None and owner.sure else None)

    def _document(self, phrase: Phrase, matches: list[Match], content: tuple[Words, ...]) -> Resolved | None:
        """A document speaks for the body that issued it; a table or chapter of it is as good as itself."""
        if (
            phrase.noun in lexicon.closed("document parts")
            and phrase.owner is not None
            and phrase.owner[0] > phrase.head
        ):
            return self.resolve(phrase.owner, content)
        if phrase.kind != "report":
            return None
        head = lexicon.singular(phrase.noun)
        issuer = self._owner(phrase, matches, content) or epithets.maker(
            self.memory, phrase, self._names((phrase.main[0], phrase.head))
        )
        if issuer is not None:
            self.memory.issuers[head] = issuer.entity
            issuer.entity.nouns.add(head)
            return Resolved(issuer.entity, "document-of", issuer.antecedent, issuer.runner_up, sure=issuer.sure)
        if phrase.determiner in ("the", "this", "that", "same", "") and not (
            phrase.determiner == "" and phrase.noun != head
        ):
            known = self.memory.issuer(head)
            if known is not None and not phrase.owner:
                return Resolved(known, "document-issuer")
            found = definite(self.memory, phrase) if not phrase.owner else None
            if found is not None and found.sure:
                return found
            if not phrase.owner and phrase.determiner in ("the", "this", "same"):
                last = self.memory.last_body()
                if last is not None:
                    return Resolved(last, "last-issuer")
        if (
            phrase.determiner == ""
            and (phrase.noun != head or head in ("data", "evidence", "research"))
            and not phrase.owner
        ):
            return self._new(phrase, "report", "vague", "bare-plural")
        capital = any(phrases.capital(self.page, k) for k in range(phrase.core[0] + 1, phrase.core[1]))
        if phrase.determiner == "" and phrase.noun in ("reports", "rumours", "rumors") and not capital:
            return self._new(phrase, "report", "vague", "bare-plural")
        return self._new(phrase, "report", "named", "document")

    def _role(self, phrase: Phrase, matches: list[Match], content: tuple[Words, ...]) -> Resolved | None:
        """An office, a job or a crowd: taken up, owned by a body, or new."""
        page = self.page
        if phrase.kind not in ("person", "crowd"):
            return None
        head = lexicon.singular(phrase.noun)
        roles = lexicons.groups("attribution/roles")
        indefinite = epithets.counted(page, phrase)
        if phrase.noun in _ORDINALS and phrase.main[1] - phrase.main[0] <= 2:
            return self._elliptical(phrase)
        owner = self._owner(phrase, matches, content)
        if owner is not None and not indefinite:
            if head in ("source", "insider"):
                entity = self._make(phrase, "person", "unnamed")
                entity.through = (owner.entity,)
                return Resolved(entity, "sources-of", owner.antecedent, owner.runner_up)
            entity = self._make(phrase, "person", "named")
            entity.plural = phrase.noun != head
            if head in roles["speaks-for"] or phrase.noun in roles["speaks-for"]:
                entity.body = owner.entity
            return Resolved(entity, "role-of", owner.antecedent, owner.runner_up, sure=owner.sure)
        if indefinite:
            entity = self._make(phrase, "person", "unnamed")
            entity.counted = phrase.determiner not in _VAGUE
            entity.plural = phrase.determiner not in _SINGLE_NUMBERS or phrase.noun != head
            if entity.plural and phrase.determiner in _VAGUE and phrase.determiner != "few" and head not in _CERTAIN:
                entity.anonymity = "vague"
            if head.startswith("spokes"):
                body = owner or self._beside(matches)
                if body is not None:
                    entity.body, entity.anonymity = body.entity, "named"
            return Resolved(entity, "unnamed")
        if phrase.determiner in ("the", "this", "that", "these", "those", "both", "same"):
            found = definite(self.memory, phrase) or epithets.person(self.memory, phrase)
            if found is not None and found.sure:
                return found
            plural = phrase.noun != head
            office = head in roles["office"] and not plural
            return self._new(
                phrase, "person", "named" if office else "unnamed", "role", runner_up=found.runner_up if found else None
            )
        if head in roles["speaks-for"] and phrase.noun == head:
            beside = self._beside(matches)
            if beside is not None:
                entity = self._make(phrase, "person", "named")
                entity.body = beside.entity
                return Resolved(entity, "role-of")
        plural = phrase.noun != head or phrase.noun in ("people", "staff")
        on_condition = phrase.noun in roles["on-condition"]
        detail = phrase.core[1] - phrase.head > 2
        if phrase.noun == "people" and not detail:
            on_condition = False
        named = phrases.capital(page, phrase.head) and not plural
        return self._new(
            phrase, "person", "named" if named else "unnamed" if on_condition or not plural else "vague", "bare-role"
        )

    def _body(self, phrase: Phrase) -> Resolved | None:
        """ "the agency", "the commission": taken up by its head noun."""
        if phrase.kind in ("", "name", "crowd", "person", "pronoun"):
            return None
        told = epithets.described(self.memory, phrase)
        if told is not None:
            return told
        if phrase.determiner in ("the", "this", "that", "same", "both"):
            name = next((n for n in self._names(phrase.main) if n.first <= phrase.head < n.last), None)
            if name is None or name.last - name.first < 2:
                found = definite(self.memory, phrase) or epithets.body(self.memory, phrase)
                if found is not None and found.sure:
                    return found
                if found is not None:
                    return Resolved(
                        Entity(text_of(self.page, phrase.core), "unknown", "two-fit"),
                        "two-fit",
                        None,
                        found.runner_up,
                        sure=False,
                    )
        if phrase.determiner in INDEFINITE and not phrases.capital(self.page, phrase.head):
            return self._new(phrase, phrase.kind, "unnamed", "unnamed-body")
        name = next((n for n in self._names(phrase.main) if n.first <= phrase.head < n.last), None)
        if name is not None:
            return Resolved(self.memory.of_name((name.first, name.last), person=False), "name")
        return self._new(phrase, phrase.kind, "named", "noun-phrase-new")

    def _other(self, phrase: Phrase) -> Resolved:
        """A name that no list explains, or a noun that none knows."""
        name = next((n for n in self._names(phrase.core) if n.last > phrase.main[0] and n.first <= phrase.head), None)
        if name is not None and name.first <= phrase.head < name.last and phrase.determiner not in ("a", "an"):
            known = self._surname(name)
            if known is not None:
                return Resolved(known, "surname")
            return Resolved(self.memory.of_name((name.first, name.last), person=name.person), "name")
        if phrase.determiner in ("the", "this", "that", "these", "those"):
            found = definite(self.memory, phrase) or epithets.person(self.memory, phrase)
            if found is not None and found.sure:
                return found
        if phrase.noun in _ORDINALS:
            return self._elliptical(phrase)
        plural = phrase.noun.endswith("s") and phrase.determiner == ""
        if phrases.capital(self.page, phrase.head) or self._names(phrase.core):
            return self._new(phrase, "unknown", "named", "noun-phrase-new")
        indefinite = phrase.determiner in INDEFINITE
        return self._new(
            phrase, "unknown", "unnamed" if indefinite else "vague" if plural else "named", "noun-phrase-new"
        )

    # ------------------------------------------------------------ pieces

    def _names(self, words: Words) -> list[Name]:
        return [self.names[k] for k in range(*words) if k in self.names and self.names[k].last <= words[1] + 1]

    def _surname(self, name: Name) -> Entity | None:
        if name.last - name.first != 1:
            return None
        low = plain(self.page.words[name.first].low.removesuffix("'s"))
        return self.memory.surnames.get(low) or self.memory.forenames.get(low)

    def _of_match(self, match: Match, rule: str) -> Resolved:
        return Resolved(self.of_match(match), rule if match.form.rule != "derived-name" else "registered-short")

    def of_match(self, match: Match) -> Entity:
        """The entity of a registered form; an alias that is a person's name is a person who speaks for the source."""
        source = self.memory.registry.sources[match.form.source]
        entity = self.memory.of_source(source)
        if source.kind == "person":
            return entity
        inside = (self.names[k] for k in range(match.first, match.last) if k in self.names and self.names[k].person)
        name = next(inside, None)
        if name is None or name.last > match.last + 1:
            return entity
        if source.kind != "social_media" and (match.form.rule == "name" or match.shortens(source)):
            return entity
        if source.kind == "social_media":
            entity.human = True
            entity.sex = entity.sex or sex_of(source.name)
            self.memory.surnames.setdefault(self.page.words[name.last - 1].low.removesuffix("'s"), entity)
            return entity
        person = self.memory.of_name((name.first, name.last), person=True)
        if person is not entity and person.kind == "person":
            person.body = person.body or entity
            return person
        return entity

    def _owner(self, phrase: Phrase, matches: list[Match], content: tuple[Words, ...]) -> Resolved | None:
        """The body or person in the possessor of a phrase."""
        if phrase.owner is None:
            return None
        first, last = phrase.owner
        low = self.page.words[first].low
        if low in pronouns.POSSESSIVES and last - first == 1:
            return pronouns.resolve(self.memory, first, content)
        match = next((m for m in matches if first <= m.first and m.last <= last), None)
        if match is not None:
            return self._of_match(match, "registered-name")
        inner = parse(self.page, (first, last))
        if inner.owner is not None and inner.owner[0] == first and inner.owner[1] >= last:
            inner = inner._replace(owner=None)
        name = next((n for n in self._names((first, last))), None)
        if name is not None:
            known = self._surname(name)
            return Resolved(known or self.memory.of_name((name.first, name.last), person=name.person), "name")
        noun = parse(self.page, (first, last))._replace(owner=None)
        if noun.kind in ("", "pronoun"):
            return None
        if noun.kind == "report":
            known = self.memory.issuers.get(lexicon.singular(noun.noun))
            if known is not None:
                return Resolved(known, "document-issuer")
        found = definite(self.memory, noun)
        if found is not None and found.sure:
            return found
        last_body = self.memory.last_body() if noun.kind == "report" else None
        return Resolved(last_body, "last-issuer") if last_body is not None else None

    def _beside(self, matches: list[Match]) -> Resolved | None:
        """A registered body named inside the phrase ("Foreign Ministry spokeswoman", "a spokesman for Voltaire")."""
        for match in matches:
            if self.memory.registry.sources[match.form.source].kind != "person":
                return self._of_match(match, "registered-name")
        return None

    def _describe(self, entity: Entity, phrase: Phrase, name: Name, matches: list[Match]) -> None:
        """Learn a person's roles, sex and body from the words around the name."""
        page = self.page
        for index in range(phrase.core[0], phrase.core[1]):
            low = page.words[index].low
            if name.first <= index < name.last:
                continue
            if lexicon.nouns().get(low) == "person":
                entity.nouns.add(low)
            entity.sex = entity.sex or lexicon.gendered().get(low, "")
        for index in range(name.title, name.first):
            entity.sex = entity.sex or lexicon.titles().get(page.words[index].text, "")
        if name.first <= phrase.main[1]:
            # "Republican presidential nominee Anna Roy"
            entity.nouns.update(page.words[k].low for k in range(phrase.main[0], name.first))
        entity.sex = entity.sex or sex_of(entity.name)
        if entity.body is None and entity.source is None:
            found = self._beside([m for m in matches if m.last <= name.first or m.first >= name.last])
            found = found or self._part_match(phrase, name) or self._apposed(name) or only_body(self.memory, entity)
            if found is not None:
                entity.body = found.entity

    def _part_match(self, phrase: Phrase, name: Name) -> Resolved | None:
        """ "Foreign Ministry spokeswoman X": the words before the role, as part of exactly one registered name."""
        page = self.page
        words = [page.words[k].low for k in range(phrase.core[0], name.first) if page.words[k].text[:1].isupper()]
        words = [w.removesuffix("'s") for w in words if w not in lexicon.closed("determiner")]
        if not words or not any(lexicon.nouns().get(w) not in (None, "person") for w in words):
            owner = self._owner(phrase, [], ()) if phrase.owner is not None and phrase.owner[0] < name.first else None
            return owner if owner is not None and not owner.entity.person else None
        fits = [
            source
            for source, known in zip(self.memory.registry.sources, self.memory.registry.vocabulary, strict=True)
            if source.kind != "person" and all(word in known for word in words)
        ]
        return Resolved(self.memory.of_source(fits[0]), "registered-part") if len(fits) == 1 else None

    def _apposed(self, name: Name) -> Resolved | None:
        """ ", chief executive of Calder Line," right after a name."""
        end = apposed.end(self.page, name)
        found = self._beside(self.memory.registry.matches(self.page, (name.last, end))) if end else None
        return found if found is not None and apposed.tells(self.page, name, end) else None

    def _elliptical(self, phrase: Phrase) -> Resolved:
        """ "A third said": one more of the unnamed people who spoke last."""
        entity = self._make(phrase, "person", "unnamed")
        entity.plural = phrase.noun in ("others", "some", "many", "both")
        return epithets.one_more(self.memory, entity)

    def _make(self, phrase: Phrase, kind: str, anonymity: str) -> Entity:
        return epithets.fresh(self.page, phrase, kind, anonymity)

    def _new(self, phrase: Phrase, kind: str, anonymity: str, rule: str, runner_up: str | None = None) -> Resolved:
        return Resolved(self._make(phrase, kind, anonymity), rule, None, runner_up)
