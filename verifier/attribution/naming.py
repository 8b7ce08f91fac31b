"""What a resolved source is called when only its name is asked for."""

from verifier.attribution import lexicon
from verifier.attribution.entities import Entity
from verifier.attribution.memory import Resolved

# Of several people without a name, these are the ones who are left without it on purpose: "three people familiar with
# the matter". "Two teachers" are still called so.
_WITHHELD = lexicon.closed("withheld")
_ARTICLES = ("the", "a", "an")
_SMALL = frozenset(("of", "for", "and", "the", "&", "on", "in", "de", "la"))


def source_name(resolved: Resolved, *, withheld: str | None) -> str | None:
    """The resolved name; `withheld` for certain people whose name is, None where the words of the text must do. Who
    speaks for a body without a name of his own has that of his body, and so have those who run it."""
    entity = resolved.entity
    if entity.anonymity != "named":
        if _withheld(entity):
            return withheld
        known = resolved.rule in ("pronoun", "noun-phrase") and resolved.antecedent is not None
        return bare_name(entity.name) if known else None
    nameless = entity.name[:1].islower() or entity.name.startswith(("A ", "The ", "Its ")) or entity.running
    body = entity.body if entity.body is not None and nameless else entity
    return link_name(body)


def link_name(entity: Entity) -> str:
    """The name of an entity in a chain: as registered, else without the article of its sentence."""
    return entity.name if entity.source is not None else bare_name(entity.name)


def bare_name(name: str) -> str:
    """A name without the article of its sentence: "WHO" for "the WHO", but "The Hague", "The Guardian" and "the
    mill"."""
    first, _, rest = name.partition(" ")
    article = first.lower()
    if article not in _ARTICLES or not rest[:1].isupper():
        return name
    if article != "the" and not all(word[0].isupper() for word in rest.split() if word not in _SMALL):
        # "a Tuesday video" is no name
        return name
    return name if rest.lower() in lexicon.closed("articled names") and first[0].isupper() else rest


def _withheld(entity: Entity) -> bool:
    if entity.anonymity != "unnamed" or entity.kind != "person" or entity.body is not None:
        return False
    words = entity.name.split()
    if any(word[:1].isupper() for word in words[1:]) or not entity.counted:
        return False
    return not entity.plural or bool(_WITHHELD & entity.nouns)
