"""Who said it, and what exactly is claimed."""

from dataclasses import dataclass

from verifier.model.texts import Span
from verifier.model.vocabulary import Anonymity, ClaimKind, Hedge, SourceKind, SpeechType


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain. `mention` are the words at `span` that name it; `name` is what they resolve to.

    `rule` says what decided the name; `runner_up` is the other candidate where it was close (then source_id may
    be None).
    """

    mention: str
    span: Span | None
    name: str
    source_id: str | None = None
    kind: SourceKind = "unknown"
    anonymity: Anonymity = "named"
    rule: str = ""
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content spans of one attribution, with its chain (outermost first; the last link said it first).

    A discontinuous content has several spans. `source` and `cue` may be empty. `source_name` is the resolved name of
    the innermost link: None where nobody is named, empty where certain people speak whose name is withheld ("an
    officer"; `find_attributions` alone tells these apart). `rule` names what found it; `score` is its certainty, 0 to
    1.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    type: SpeechType = "indirect"
    source_name: str | None = None
    chain: tuple[Link, ...] = ()
    hedge: Hedge = "none"
    rule: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Referent:
    """What a pronoun or a noun phrase at `span` stands for. `sure` is False where the rule abstains between two."""

    span: Span
    name: str
    antecedent: Span | None
    rule: str
    sure: bool = True
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class Discourse:
    """Who says what in one article: attributions in text order, and the referents found on the way."""

    attributions: tuple[Attribution, ...] = ()
    referents: tuple[Referent, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A span of the article that asserts something: text == article.text[start:end].

    `fragments` is empty for a contiguous claim. `content` are the spans of what is asserted, without the words of
    attribution (equal to the whole claim where nobody is credited). `sentence` is the sentence it stands in.
    `attribution`
    is None in the writer's own voice. `reason` says why it is (not) checkable; `worth` ranks what to look at
    first, 0 to 1.
    `unresolved` lists words whose reference is not sure.
    """

    id: int
    start: int
    end: int
    text: str
    sentence: Span
    content: tuple[Span, ...]
    standalone: str
    fragments: tuple[Span, ...] = ()
    kind: ClaimKind = "fact"
    checkable: bool = True
    reason: str = ""
    worth: float = 0.5
    attribution: Attribution | None = None
    unresolved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch of the article that was left out of the claims, with the reason: a heading, a newsletter line,
    a caption."""

    span: Span
    reason: str
