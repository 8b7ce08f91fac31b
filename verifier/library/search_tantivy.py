"""The units in a tantivy index beside the database file: for libraries over a million units on one machine.

The index holds nothing that the database does not: it is brought up to date when it is opened, by the hashes of the
documents' texts, and built anew where it is lost, damaged, or was made from something else.
"""

import hashlib
import json
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path

import tantivy

from verifier.errors import DatabaseError
from verifier.library.search import telling
from verifier.library.store import Database
from verifier.model import Hit

MADE_BY = f"2 tantivy {version('tantivy')}"
"""What an index must have been made by to be read: the layout below, and the library, which promises its file format
for its own version only."""
FOLDER = ".tantivy"
MANIFEST = "verifier.json"
HEAP = 64_000_000
"""Bytes of the writer's buffer: the memory that indexing takes, whatever the library's size."""
PATIENCE = 60.0
"""Seconds to wait for another program that is bringing the index up to date."""
LONGEST_WORD = 64
FARTHEST = 100_000
"""Hits looked through, at most, for units of documents that are on the shelf."""
_TEXTS = """SELECT asked.key, text FROM json_each(?) AS asked JOIN units
    ON document_id = json_extract(asked.value, '$[0]') AND position = json_extract(asked.value, '$[1]')"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from: documents up to an id, their number of units, and a hash over their contents."""

    made_by: str = MADE_BY
    last: int = 0
    units: int = 0
    digest: str = ""


class TantivyIndex:
    """Implements `search_engines.UnitIndex` on an index in the folder NAME.tantivy beside the database file."""

    def __init__(self, database: Database) -> None:
        """Opens the index and brings it up to date; a database in memory gets an index in memory.

        DatabaseError where the index cannot be written, or another program does not finish writing it.
        """
        self._database = database
        file = database.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]
        wanted = _manifest(database)
        if not file:
            self._index = _made(None)
            _add(self._index, _units(database, 0))
        else:
            folder = Path(f"{file}{FOLDER}")
            try:
                self._index = _current(folder, database, wanted)
            except (OSError, ValueError) as error:
                raise DatabaseError(
                    f"{folder}, the index of passages, cannot be brought up to date: {error}; "
                    "remove the folder, or set [search] engine to fts5"
                ) from error
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(
        self, terms: Sequence[str], *, documents: AbstractSet[int], sources: frozenset[str] | None, limit: int
    ) -> list[Hit]:
        """As `UnitIndex`. Every word counts: the engine skips by itself what cannot be among the best."""
        query = self._query(terms, sources)
        if query is None or limit <= 0:
            return []
        reach = limit + 50
        while True:
            found = self._searcher.search(query, limit=reach, count=False).hits
            hits = sorted(self._permitted(found, documents), key=lambda hit: (-hit.score, hit.reference_id, hit.unit))
            decided = len(hits) >= limit and _rounded(found[-1][0]) < hits[limit - 1].score
            if decided or len(found) < reach or reach >= FARTHEST:
                return self._with_texts(hits[:limit])
            reach *= 8

    def _with_texts(self, hits: Sequence[Hit]) -> list[Hit]:
        """Hits with the words of their units."""
        places = json.dumps([(hit.reference_id, hit.unit) for hit in hits])
        found = dict(self._database.execute(_TEXTS, (places,)))
        return [replace(hit, text=found[number]) for number, hit in enumerate(hits) if number in found]

    def _permitted(
        self, found: Iterable[tuple[float, tantivy.DocAddress]], documents: AbstractSet[int]
    ) -> Iterator[Hit]:
        for score, address in found:
            kept = self._searcher.doc(address)
            document_id, position = kept.get_first("document"), kept.get_first("position")
            if document_id is not None and position is not None and document_id in documents:
                yield Hit(document_id, position, _rounded(score), "")

    def _query(self, terms: Sequence[str], sources: frozenset[str] | None) -> tantivy.Query | None:
        """Any of the terms; a term of several words, such as a number with commas, as a phrase."""
        schema = self._index.schema
        phrases = dict.fromkeys(tuple(ANALYZER.analyze(term)) for term in telling(terms))
        wanted = [
            tantivy.Query.term_query(schema, "text", phrase[0])
            if len(phrase) == 1
            else tantivy.Query.phrase_query(schema, "text", list(phrase))
            for phrase in phrases
            if phrase
        ]
        if not wanted:
            return None
        some = tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in wanted])
        if sources is None:
            return some
        held = tantivy.Query.term_set_query(schema, "source", sorted(sources))
        within = tantivy.Query.const_score_query(held, 0.0)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, some), (tantivy.Occur.Must, within)])


def _analyzer() -> tantivy.TextAnalyzer:
    """Words as FTS5's `porter unicode61 remove_diacritics 2` cuts them, but for the newer English stemmer."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    steps = (
        tantivy.Filter.remove_long(LONGEST_WORD),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stemmer("english"),
    )
    for step in steps:
        builder = builder.filter(step)
    return builder.build()


ANALYZER = _analyzer()


def _rounded(score: float) -> float:
    """Sums of the same numbers in another order, as other segments give, are the same score."""
    return round(score, 4)


def _made(folder: Path | None) -> tantivy.Index:
    """An index with nothing in it, in a folder that is there and empty, or in memory."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="english_units", index_option="position")
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("document", stored=True)
    builder.add_unsigned_field("position", stored=True)
    index = tantivy.Index(builder.build(), path=str(folder) if folder else None)
    index.register_tokenizer("english_units", ANALYZER)
    return index


def _opened(folder: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(folder))
    index.register_tokenizer("english_units", ANALYZER)
    return index


def _current(folder: Path, database: Database, wanted: Manifest) -> tantivy.Index:
    """The index in the folder, holding just what `wanted` says; OSError or ValueError where that cannot be had."""
    held = _held(folder)
    if held is not None and held == wanted:
        with suppress(ValueError, OSError):
            index = _opened(folder)
            if index.searcher().num_docs == held.units:
                return index
    elif held is not None and held.units and held == _manifest(database, upto=held.last):
        with suppress(ValueError):
            return _extended(folder, database, wanted)
    return _rebuilt(folder, database, wanted)


def _extended(folder: Path, database: Database, wanted: Manifest) -> tantivy.Index:
    """The index with the documents added that came since. ValueError where it is damaged."""
    index = _opened(folder)
    writer = _writer(index)
    held = _held(folder)  # another program may have been faster
    if held is None or index.searcher().num_docs != held.units:
        raise ValueError("its parts do not belong together")
    if held.last < wanted.last:
        _add(index, _units(database, held.last), writer)
        _note(folder, wanted)
    return index


def _rebuilt(folder: Path, database: Database, wanted: Manifest) -> tantivy.Index:
    """A new index, made beside the folder and given its name when it is whole."""
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as scratch:
        draft = Path(scratch) / "draft"
        draft.mkdir()
        _add(_made(draft), _units(database, 0))
        _note(draft, wanted)
        if folder.exists():
            folder.rename(Path(scratch) / "old")
        draft.rename(folder)
    return _opened(folder)


def _writer(index: tantivy.Index) -> tantivy.IndexWriter:
    """The one writer of an index, waiting for another program's turn to end. ValueError where it does not."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return index.writer(HEAP, num_threads=1)
        except ValueError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _add(
    index: tantivy.Index, units: Iterable[tuple[int, int, str, str]], writer: tantivy.IndexWriter | None = None
) -> None:
    writer = writer or _writer(index)
    for document_id, position, source_id, text in units:
        entry = tantivy.Document()
        entry.add_text("text", text)
        entry.add_text("source", source_id)
        entry.add_unsigned("document", document_id)
        entry.add_unsigned("position", position)
        writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


def _units(database: Database, after: int) -> Iterator[tuple[int, int, str, str]]:
    """The units of the documents with ids above `after`, in their order."""
    rows = database.execute(
        "SELECT document_id, position, source_id, units.text || ' ' || coalesce(units.facts, '')"
        " FROM units JOIN documents ON documents.id = document_id"
        " WHERE document_id > ? ORDER BY document_id, position",
        (after,),
    )
    yield from rows


def _manifest(database: Database, upto: int | None = None) -> Manifest:
    """What an index of the documents up to an id, or of all, must have been made from."""
    digest = hashlib.sha256()
    last = total = 0
    rows = database.execute(
        "SELECT document_id, text_sha256 || coalesce(indexed_by, ''), count(*)"
        " FROM units JOIN documents ON documents.id = document_id"
        " WHERE ? IS NULL OR document_id <= ? GROUP BY document_id ORDER BY document_id",
        (upto, upto),
    )
    for last, text, units in rows:
        digest.update(f"{last} {text} {units}\n".encode())
        total += units
    return Manifest(MADE_BY, last, total, digest.hexdigest())


def _held(folder: Path) -> Manifest | None:
    """The manifest in the folder; None where there is none that can be read."""
    try:
        return Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _note(folder: Path, manifest: Manifest) -> None:
    draft = folder / f"{MANIFEST}.new"
    draft.write_text(json.dumps(asdict(manifest)), encoding="utf-8")
    draft.replace(folder / MANIFEST)
