"""The registry as people look after it: what each source has, what is wrong with it, what a report lacks."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from verifier.config import Config
from verifier.errors import UsageError
from verifier.library import store
from verifier.library.listing import Listed, listed
from verifier.model import DocumentLine, Link, Report, Source, SourceKind

STALE = timedelta(days=90)
"""A page not looked at for this long may have changed since."""

LOOK_FOR: dict[SourceKind, str] = {
    "person": "a transcript, statement, letter or post in which they say it themselves",
    "government": "the statement, speech or decree on its own site",
    "military": "the communique or briefing on its own site",
    "court": "the judgment or the remarks of the judge",
    "police": "the news release or the appeal",
    "company": "the filing, results or news release",
    "news_agency": "its dispatch, by date and headline",
    "newspaper": "the article, by date and headline",
    "broadcaster": "the story or the transcript of the programme",
    "magazine": "the article, by issue and headline",
    "state_media": "its dispatch, in the archive of its own site",
    "international_body": "the report, resolution or statement with its number",
    "ngo": "the report or news release on its own site",
    "think_tank": "the paper or briefing note",
    "academic": "the paper itself, not the university's news release",
    "report": "the report itself, with its paragraph numbers",
    "statistics_office": "the bulletin with its tables",
    "party": "the manifesto, statement or speech",
    "social_media": "the post itself, saved with its date",
    "unknown": "a document in which it says this itself",
}
"""What to look for in each kind of source: the document closest to who said it."""


@dataclass(frozen=True, slots=True)
class Held:
    """One document of a source: its line, how many versions of it there are, when it was last fetched and looked at.

    `failing` says why it could not be read since, where the version that is held is older than that.
    """

    line: DocumentLine
    versions: int = 0
    fetched: str | None = None
    checked: str | None = None
    failing: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A source with its documents, in the order of config.toml."""

    source: Source
    documents: tuple[Held, ...] = ()

    @property
    def readable(self) -> int:
        """How many of them are on the shelf."""
        return sum(1 for held in self.documents if held.line.state == "read")


@dataclass(frozen=True, slots=True)
class Concern:
    """Something about a source that a person should look after: what, and what to do."""

    source_id: str
    what: str
    advice: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A source that an article names and that no document is held of: `claims` are the ids of the claims that rest on
    it, `look_for` says what would settle them, `where` is its home page or domain if that is known. `published` is the
    date of the article. `unread` names the documents it was registered with and why they could not be read."""

    name: str
    source_id: str | None
    kind: SourceKind
    claims: tuple[int, ...]
    look_for: str
    where: str | None = None
    published: date | None = None
    unread: tuple[str, ...] = ()


def overview(config: Config, database: store.Database | None) -> tuple[Entry, ...]:
    """Every source of the user's with its documents; without a database they are listed as not read yet."""
    documents: dict[str, list[Held]] = {}
    for entry in listed(config):
        documents.setdefault(entry.source.id, []).append(_held(database, entry))
    return tuple(Entry(source, tuple(documents.get(source.id, ()))) for source in config.sources)


def find(config: Config, source_id: str) -> Source:
    """The source with that id, the user's or a built-in one. UsageError (with the nearest id) where there is none."""
    source = next((source for source in config.registry if source.id == source_id), None)
    if source is None:
        own, known = ([source.id for source in part] for part in (config.sources, config.known))
        near = difflib.get_close_matches(source_id, own, n=1) or difflib.get_close_matches(source_id, known, n=1)
        hint = f'; did you mean "{near[0]}"?' if near else "; `verify sources list` lists them"
        raise UsageError(f'there is no source "{source_id}" in {config.path or "the built-in table"}{hint}')
    return source


def entry(config: Config, database: store.Database | None, source_id: str) -> Entry:
    """One source with its documents. UsageError where there is none of that id."""
    source = find(config, source_id)
    return next((found for found in overview(config, database) if found.source == source), Entry(source))


def _held(database: store.Database | None, place: Listed) -> Held:
    """What is held of one listed document: the version on the shelf, else the last failure, else nothing yet."""
    unread = DocumentLine(id=None, source_id=place.source.id, path=place.path, state="not_fetched")
    if database is None:
        return Held(unread)
    current = store.current(database, place.source.id, place.path)
    failed = store.failure(database, place.source.id, place.path)
    row = current or failed
    if row is None:
        return Held(unread)
    failing = f"{failed['state']}: {failed['detail']}" if current and failed else ""
    return Held(store.line(row), int(row["version"]), row["fetched"], row["checked"] or row["fetched"], failing)


def audit(config: Config, database: store.Database, now: datetime) -> tuple[Concern, ...]:
    """What a person should look after, by source in the order of config.toml."""
    return tuple(concern for found in overview(config, database) for concern in _concerns(found, now))


def _concerns(found: Entry, now: datetime) -> Iterable[Concern]:
    source = found.source
    if source.reliability is None:
        yield Concern(source.id, "has no reliability grade", "grade it A to F (Admiralty code)")
    if source.kind == "unknown":
        yield Concern(source.id, "has no kind", "say what it is with kind = …")
    if not found.documents:
        yield Concern(source.id, "has no document", f"add {LOOK_FOR[source.kind]}")
    for held in found.documents:
        line = held.line
        if line.state == "not_fetched":
            advice = f"run `verify sources fetch {source.id}`" if "://" in line.path else "the next run reads it"
            yield Concern(source.id, f"{line.path} was not read yet", advice)
        elif line.state != "read":
            yield Concern(source.id, f"{line.path}: {line.state}: {line.detail}", "mend the entry or remove it")
        elif held.failing:
            what = f"{line.path} could not be read again since {(held.fetched or '')[:10]}: {held.failing}"
            yield Concern(source.id, what, "mend the entry; what was read then is used until you do")
        elif line.published is None:
            yield Concern(source.id, f"{line.path} gives no date", 'add a line "Date: …" or published = "…"')
        if line.state == "read" and "://" in line.path and held.checked and _age(held.checked, now) > STALE:
            yield Concern(
                source.id,
                f"{line.path} was last looked at on {held.checked[:10]}",
                "run `verify sources fetch --refresh`",
            )


def _age(stamp: str, now: datetime) -> timedelta:
    return now - datetime.fromisoformat(stamp)


def missing(report: Report, sources: Iterable[Source] = ()) -> tuple[Missing, ...]:
    """The sources that claims of a report rest on and that no document is held of, those with most claims first.

    A claim counts for the innermost named link of its chain; unnamed and vague sources cannot be looked for. `sources`
    tell what kind each is and where it publishes: the registered ones by id, the well-known names by name.
    """
    known = {source.name if source.builtin else source.id: source for source in sources}
    resting: dict[tuple[str | None, str], list[int]] = {}
    links: dict[tuple[str | None, str], Link] = {}
    for checked in report.claims:
        attribution = checked.claim.attribution
        if checked.verdict.label != "no_document" or attribution is None:
            continue
        named = [link for link in attribution.chain if link.anonymity == "named"]
        if not named:
            continue
        key = (named[-1].source_id, named[-1].source_id or named[-1].name)
        links.setdefault(key, named[-1])
        resting.setdefault(key, []).append(checked.claim.id)
    found = []
    for key, claims in resting.items():
        link = links[key]
        source = known.get(link.source_id or link.name)
        kind = source.kind if source else link.kind
        found.append(
            Missing(
                name=source.name if source else link.name,
                source_id=link.source_id,
                kind=kind,
                claims=tuple(claims),
                look_for=LOOK_FOR[kind],
                where=source.url if source else None,
                published=report.article.published,
                unread=tuple(
                    f"{line.path}: {line.state}"
                    for line in report.documents
                    if line.source_id == link.source_id and line.state not in ("read", "not_modified")
                ),
            )
        )
    return tuple(sorted(found, key=lambda item: (-len(item.claims), item.claims, item.name)))


def choose(
    database: store.Database,
    *,
    sources: Iterable[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    every_version: bool = False,
) -> list[int]:
    """Ids of readable documents, for a shelf of these alone: of some sources, published from `since` up to `until`
    (both included; what has no date is in neither), the versions in force or all of them."""
    conditions = ["state = 'read'", "source_id NOT LIKE '@%'"]
    values: list[Any] = []
    if not every_version:
        conditions.append("superseded_by IS NULL")
    for bound, sign in ((since, ">="), (until, "<=")):
        if bound is not None:
            conditions.append(f"published {sign} ?")
            values.append(bound.isoformat())
    if sources is not None:
        wanted = sorted(set(sources))
        conditions.append(f"source_id IN ({', '.join('?' * len(wanted))})")
        values.extend(wanted)
    rows = database.execute(f"SELECT id FROM documents WHERE {' AND '.join(conditions)} ORDER BY id", values)  # noqa: S608
    return [int(identity) for (identity,) in rows]
