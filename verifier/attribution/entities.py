"""Whom and what an article speaks of: entities with their names, roles and mentions, in text order."""

from dataclasses import dataclass, field

from verifier.attribution.found import Words
from verifier.model import Anonymity, Source, SourceKind


@dataclass(slots=True, eq=False)
class Entity:
    """One person, body, document or group of the article, filled as the text is read."""

    name: str
    kind: SourceKind = "unknown"
    rule: str = ""
    source: Source | None = None
    sex: str = ""
    plural: bool = False
    anonymity: Anonymity = "named"
    body: "Entity | None" = None
    """For whom a person speaks, or who issued a document."""
    nouns: set[str] = field(default_factory=set)
    """Lower-case words by which a later noun phrase may take it up."""
    through: tuple["Entity", ...] = ()
    """The media through which an unnamed source spoke."""

    mentions: int = 0
    """How often the text has spoken of it so far."""

    counted: bool = False
    """Certain people, told by "a" or by their number: "an officer", "three people"."""

    running: bool = False
    """Those who run `body`: they go by its name."""

    shaped: bool = False
    """Taken for a person by nothing but the shape of the name; it has not spoken."""

    human: bool = False
    """A registered source of another kind that bears a person's name (an account on a network)."""

    @property
    def person(self) -> bool:
        """Whether it is a human being or several."""
        return self.kind == "person" or self.human


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity at words [first, last); `role` is source, subject, name or part (inside another mention)."""

    entity: Entity
    words: Words
    sentence: int
    role: str
