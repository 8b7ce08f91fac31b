"""Looking after the registry: listing, editing config.toml, what is missing, WARC."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from verifier import config, database, library, pipeline, reading
from verifier.errors import ConfigError, UsageError
from verifier.library import editing, registry, warc
from verifier.library.store import Database
from verifier.model import (
    Attribution,
    CheckedClaim,
    Claim,
    Coverage,
    Document,
    DocumentLine,
    Evidence,
    Link,
    Report,
    Run,
    Source,
    Span,
    Verdict,
)

TOML = """# Our sources. Ask the desk before you change a grade.
[database]
path = "verifier.db"

[sources.kcna]     # the agency
name = "KCNA"
kind = "state_media"
reliability = "C"
affiliations = ["dprk"]
documents = [
    "docs/kcna.txt",  # the dispatch
]

[sources.dprk]
name = "Pyongyang"
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A config.toml with one document, the working directory beside it."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "kcna.txt").write_text("Title: T\nDate: 2025-06-12\n\nIt will always stand with Moscow.")
    (tmp_path / "docs" / "new.txt").write_text("Another text.")
    (tmp_path / "config.toml").write_text(TOML)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "config.toml"


@pytest.fixture
def held(place: Path) -> Iterator[Database]:
    opened = database.memory()
    library.sync(opened, config.load(place), offline=True, clock=lambda: datetime(2030, 1, 1, tzinfo=UTC))
    yield opened
    opened.close()


def test_every_source_is_listed_with_its_documents(place: Path, held: Database) -> None:
    kcna, dprk = registry.overview(config.load(place), held)
    assert (kcna.source.id, kcna.readable, kcna.documents[0].versions) == ("kcna", 1, 1)
    assert kcna.documents[0].fetched == "2030-01-01T00:00:00.000Z"
    assert dprk.documents == ()


def test_without_a_database_nothing_is_read_yet(place: Path) -> None:
    assert registry.overview(config.load(place), None)[0].documents[0].line.state == "not_fetched"


def test_a_source_is_found_by_its_id_and_a_wrong_one_gets_a_hint(place: Path) -> None:
    loaded = config.load(place)
    assert registry.entry(loaded, None, "kcna").source.name == "KCNA"
    assert registry.entry(loaded, None, "reuters").source.builtin
    with pytest.raises(UsageError, match=r'no source "kcan" in .*; did you mean "kcna"'):
        registry.find(loaded, "kcan")


def test_a_document_is_added_and_every_comment_stays(place: Path) -> None:
    edit = editing.add(place, "kcna", ["docs/new.txt", "docs/kcna.txt", "https://kcna.example/1"])
    assert edit.documents == ("docs/new.txt", "https://kcna.example/1") and not edit.whole_source
    text = place.read_text()
    assert [line for line in TOML.splitlines() if "#" in line] == [line for line in text.splitlines() if "#" in line]
    assert config.load(place).sources[0].documents == ("docs/kcna.txt", "docs/new.txt", "https://kcna.example/1")


def test_a_new_source_is_added_also_where_there_is_no_file(place: Path) -> None:
    editing.add(place, "un", ["docs/new.txt"], name="United Nations", kind="international_body")
    assert config.load(place).sources[-1].name == "United Nations"
    place.unlink()
    assert editing.add(place, "un", ["docs/new.txt"]).whole_source
    assert config.load(place).sources == (Source("un", "un", documents=("docs/new.txt",)),)


def test_paths_are_written_relative_to_the_file(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place.parent / "docs")
    assert editing.add(place, "kcna", ["new.txt"]).documents == ("docs/new.txt",)


@pytest.mark.parametrize(
    ("source_id", "documents", "options", "error", "message"),
    [
        ("kcna", ["none.txt"], {}, UsageError, "none.txt: no such file"),
        ("kcna", ["docs"], {}, UsageError, 'is a folder; add what is in it with "docs/\\*"'),
        ("kcna", ["ftp://x/y"], {}, UsageError, "only http and https"),
        ("a b", ["docs/new.txt"], {}, ConfigError, "an id has no spaces"),
        ("x", ["docs/new.txt"], {"kind": "newsagency"}, ConfigError, "did you mean"),
    ],
)
def test_what_would_not_be_a_config_is_not_written(
    source_id: str, documents: list[str], options: dict[str, str], error: type[Exception], message: str, place: Path
) -> None:
    with pytest.raises(error, match=message):
        editing.add(place, source_id, documents, **options)
    assert place.read_text() == TOML
    assert sorted(path.name for path in place.parent.iterdir()) == ["config.toml", "docs"]


def test_the_mode_of_the_file_stays(place: Path) -> None:
    place.chmod(0o600)
    editing.add(place, "kcna", ["docs/new.txt"])
    assert place.stat().st_mode & 0o777 == 0o600


def test_a_link_to_the_file_stays_a_link(place: Path) -> None:
    real = place.rename(place.with_name("real.toml"))
    place.symlink_to(real)
    editing.add(place, "kcna", ["docs/new.txt"])
    assert place.is_symlink() and "docs/new.txt" in real.read_text()


def test_a_document_or_a_source_is_removed(place: Path) -> None:
    assert editing.remove(place, "kcna", ["docs/kcna.txt"]).documents == ("docs/kcna.txt",)
    assert config.load(place).sources[0].documents == ()
    assert editing.remove(place, "dprk").whole_source
    assert [(source.id, source.affiliations) for source in config.load(place).sources] == [("kcna", ())]
    with pytest.raises(UsageError, match="is no document of"):
        editing.remove(place, "kcna", ["docs/none.txt"])
    with pytest.raises(UsageError, match="no source"):
        editing.remove(place, "nobody")


def test_an_audit_names_what_to_look_after(place: Path, held: Database) -> None:
    editing.add(place, "dprk", ["https://dprk.example/1"])
    concerns = registry.audit(config.load(place), held, datetime(2030, 1, 2, tzinfo=UTC))
    assert [(concern.source_id, concern.what) for concern in concerns] == [
        ("dprk", "has no reliability grade"),
        ("dprk", "has no kind"),
        ("dprk", "https://dprk.example/1 was not read yet"),
    ]


def test_an_audit_names_what_is_only_held_from_before(place: Path, held: Database) -> None:
    (place.parent / "docs" / "kcna.txt").unlink()
    library.sync(held, config.load(place), offline=True, clock=lambda: datetime(2030, 1, 2, tzinfo=UTC))
    concern = registry.audit(config.load(place), held, datetime(2030, 1, 2, tzinfo=UTC))[0]
    assert (
        concern.what == "docs/kcna.txt could not be read again since 2030-01-01: missing: no such file; check the path"
    )


def claim(number: int, label: str, *links: Link) -> CheckedClaim:
    span = Span(0, 4)
    attribution = Attribution((), (), (span,), chain=links) if links else None
    passage = Evidence(1, "a", "supports", "text", "", "", 0, 4, 1.0)
    return CheckedClaim(
        Claim(number, 0, 4, "text", span, (span,), "text", attribution=attribution),
        Verdict(label, 0.5, 0.5, evidence=(passage,) if label == "supported" else ()),  # type: ignore[arg-type]
    )


def test_sources_without_a_document_are_named_with_what_rests_on_them() -> None:
    reuters = Link("Reuters", None, "Reuters", kind="news_agency")
    minister = Link("the minister", None, "Ann Lee", kind="person")
    vague = Link("critics", None, "critics", anonymity="vague")
    claims = (
        claim(1, "no_document", minister),
        claim(2, "no_document", reuters),
        claim(3, "no_document", minister, reuters),
        claim(4, "supported", minister),
        claim(5, "no_document", reuters, vague),
        claim(6, "no_document", vague),
        claim(7, "not_checkable"),
        claim(8, "no_document", Link("the ministry", None, "The Ministry", source_id="ministry")),
    )
    run = Run("r", "", "", "", None, True, Coverage(8, 1, 6, 1))
    lines = (
        DocumentLine(None, "ministry", "docs/x.pdf", "encrypted", detail="is protected by a password"),
        DocumentLine(1, "other", "docs/y.txt", "read"),
    )
    report = Report(run, Document("text", "a", "", published=date(2025, 6, 12)), (), lines, claims)
    found = registry.missing(report, (Source("ministry", "The Ministry"), *config.builtin_sources()))
    assert [(item.name, item.source_id, item.claims, item.unread) for item in found] == [
        ("Reuters", None, (2, 3, 5), ()),
        ("Ann Lee", None, (1,), ()),
        ("The Ministry", "ministry", (8,), ("docs/x.pdf: encrypted",)),
    ]
    assert found[0].where == "https://reuters.com" and "dispatch" in found[0].look_for


ARTICLE = "Title: T\nDate: 2025-06-12\n\nKCNA said that 12,000 troops had been sent. Reuters said that it rained.\n"


def test_a_well_known_name_is_not_registered_until_the_user_does_so() -> None:
    article = reading.from_text(ARTICLE)
    found = pipeline.verify(article, config.builtin_sources(), library.open_shelf([]))
    assert [(line.id, line.name, line.kind, line.registered, line.claims) for line in found.sources] == [
        (None, "KCNA", "state_media", False, 1),
        (None, "Reuters", "news_agency", False, 1),
    ]
    for item in found.claims:
        assert item.claim.attribution is not None
        assert [link.source_id for link in item.claim.attribution.chain] == [None]
        assert [finding.kind for finding in item.verdict.findings] == ["source_unregistered"]


def test_an_affiliation_to_a_well_known_name_counts_though_that_is_not_registered() -> None:
    agency = Source("agency", "The Agency", affiliations=("kcna",))
    held = library.references([reading.from_text("It was said that 12,000 troops had been sent.")], source_id="agency")
    shelf = library.MemoryShelf(held)
    sources = (agency, *config.builtin_sources())
    first = pipeline.verify(reading.from_text(ARTICLE), sources, shelf)
    assert [item.verdict.label for item in first.claims] == ["supported", "no_document"]
    assert [line.id for line in first.sources] == ["agency", None, None]
    run = Run("r", "", "", "", None, True, first.coverage)
    report = Report(run, first.article, first.sources, (), first.claims)
    again = pipeline.verify_again(report, {item.claim.id for item in first.claims}, sources, shelf)
    assert again.claims == first.claims


def test_a_shelf_can_be_limited_to_sources_dates_and_versions(place: Path, held: Database) -> None:
    (place.parent / "docs" / "kcna.txt").write_text("Title: T\nDate: 2025-07-01\n\nIt will stand with Moscow.")
    later = datetime(2030, 1, 1, tzinfo=UTC) + timedelta(days=1)
    library.sync(held, config.load(place), offline=True, clock=lambda: later)
    assert registry.choose(held) == [2]
    assert registry.choose(held, every_version=True) == [1, 2]
    assert registry.choose(held, until=date(2025, 6, 12), every_version=True) == [1]
    assert registry.choose(held, since=date(2025, 7, 2)) == []
    assert registry.choose(held, sources=["dprk"]) == registry.choose(held, sources=[]) == []
    old = library.StoredShelf(held, registry.choose(held, until=date(2025, 6, 30), every_version=True))
    assert old.search(["always"]) and not library.open_shelf(held).search(["always"])


def test_what_is_kept_is_written_as_warc(held: Database, tmp_path: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    with database.writing(held):
        digest = database.keep_blob(held, b"<html>page</html>")
        held.execute(
            "INSERT INTO documents(source_id, path, sha256, text_sha256, state, text, fetched, final_url, http_status,"
            " headers) VALUES ('a', 'http://x/1', ?, ?, 'read', 'page', '2030-01-01T10:00:00.123Z', 'http://x/2', 200,"
            ' \'[["content-type", "text/html"], ["content-encoding", "gzip"]]\')',
            (digest, digest),
        )
    target = tmp_path / "out.warc.gz"
    assert warc.export(held, target) == 2
    with target.open("rb") as stream:
        records = [
            (record.rec_type, record.rec_headers, record.http_headers, record.content_stream().read())
            for record in ArchiveIterator(stream)
        ]
    assert [(sort, data[:6]) for sort, _, _, data in records] == [("resource", b"Title:"), ("response", b"<html>")]
    assert records[1][1].get_header("WARC-Target-URI") == "http://x/2"
    assert records[1][1].get_header("WARC-Date") == "2030-01-01T10:00:00Z"
    assert records[1][2].get_header("content-encoding") is None
    again = tmp_path / "again.warc.gz"
    assert warc.export(held, again, ["a"]) == 1
    with pytest.raises(UsageError, match="is there already"):
        warc.export(held, again)
