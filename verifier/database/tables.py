"""The tables of the first schema version. The comments inside the statements stay in the file, for whoever opens it.

The CHECKs take their words from the model. When the model gets a new word, write its words of today out here and let a
new step rebuild the CHECK: the stored files of every version, compared with a new file, fail until that is done.
"""

from collections.abc import Sequence
from typing import get_args

from verifier.model import (
    CLAIM_KINDS,
    EVIDENCED,
    FINDINGS,
    HEDGES,
    SOURCE_KINDS,
    VERDICTS,
    Anonymity,
    ComparisonResult,
    FactKind,
    Relation,
    SpeechType,
)


def one_of(column: str, words: Sequence[str], *, optional: bool = False) -> str:
    """A CHECK that the column holds one of the words (or nothing, where optional)."""
    listed = ", ".join(f"'{word}'" for word in words)
    return f"CHECK ({column} IS NULL OR {column} IN ({listed}))" if optional else f"CHECK ({column} IN ({listed}))"


def truth(column: str) -> str:
    """A CHECK that the column holds 0 or 1."""
    return f"CHECK ({column} IN (0, 1))"


SHA = "length({0}) = 64"
EVIDENCED_LIST = ", ".join(f"'{label}'" for label in VERDICTS if label in EVIDENCED)

LIBRARY: tuple[str, ...] = (
    f"""CREATE TABLE blobs (
    -- The bytes that were fetched or read, kept once under their own hash.
    sha256 TEXT PRIMARY KEY CHECK ({SHA.format("sha256")}), -- of the bytes
    bytes BLOB NOT NULL,
    size INTEGER NOT NULL CHECK (size = length(bytes)) -- in bytes
) STRICT""",
    f"""CREATE TABLE documents (
    -- What the sources published, one row a version. A row is never changed: a new version supersedes it.
    id INTEGER PRIMARY KEY,
    source_id TEXT NOT NULL, -- key of the source in config.toml
    path TEXT NOT NULL, -- where it was read from: a path or an address
    sha256 TEXT CHECK ({SHA.format("sha256")}), -- of the bytes; NULL where none could be read
    text_sha256 TEXT CHECK ({SHA.format("text_sha256")}), -- of the text in UTF-8
    state TEXT NOT NULL CHECK (state <> ''), -- 'read', or the named reason why it could not be read
    detail TEXT NOT NULL DEFAULT '', -- the reason in a sentence
    title TEXT,
    published TEXT, -- ISO 8601 date
    author TEXT,
    url TEXT, -- the address it names as its own
    final_url TEXT, -- the address that answered, after redirects
    publisher TEXT,
    language TEXT NOT NULL DEFAULT 'en',
    media_type TEXT NOT NULL DEFAULT 'text/plain',
    body INTEGER NOT NULL DEFAULT 0 CHECK (body >= 0), -- offset in the text where the text proper starts
    text TEXT, -- all offsets of evidence count its code points
    locators TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(locators)), -- [[start, label], ...]
    fetched TEXT, -- when these bytes were fetched, ISO 8601 UTC
    http_status INTEGER,
    headers TEXT CHECK (headers IS NULL OR json_valid(headers)), -- of the answer
    certificate TEXT, -- fingerprint of the server's certificate
    extractor TEXT, -- name and version of what made the text from the bytes
    version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1), -- of this path for this source
    superseded_by INTEGER REFERENCES documents(id), -- the next version, NULL for the one in force
    etag TEXT, -- kept up to date, not part of the record
    last_modified TEXT, -- kept up to date, not part of the record
    stat TEXT, -- size and time of a local file when last looked at; not part of the record
    checked TEXT, -- when the source was last found unchanged; not part of the record
    CHECK (state <> 'read' OR (text IS NOT NULL AND text_sha256 IS NOT NULL AND sha256 IS NOT NULL))
) STRICT""",
    """CREATE INDEX documents_by_source ON documents(source_id, path, version)""",
    """CREATE INDEX documents_by_bytes ON documents(sha256)""",
    """CREATE TABLE units (
    -- The sentences, headings and table rows of each document: what is searched. Made from documents, may be remade.
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0), -- in the document, from 0
    start INTEGER NOT NULL CHECK (start >= 0), -- code points into documents.text
    "end" INTEGER NOT NULL CHECK ("end" >= start),
    text TEXT NOT NULL, -- documents.text from start to end
    UNIQUE (document_id, position)
) STRICT""",
    """CREATE VIRTUAL TABLE units_fts USING fts5(text, content='units', content_rowid='id', tokenize='unicode61')""",
)

RUNS: tuple[str, ...] = (
    f"""CREATE TABLE runs (
    -- One row a verification.
    number INTEGER PRIMARY KEY, -- order in which the runs were recorded
    id TEXT NOT NULL UNIQUE,
    started TEXT NOT NULL, -- ISO 8601 UTC
    finished TEXT NOT NULL,
    version TEXT NOT NULL, -- of the program
    config_sha256 TEXT,
    offline INTEGER NOT NULL {truth("offline")},
    claims INTEGER NOT NULL,
    checked INTEGER NOT NULL,
    no_document INTEGER NOT NULL,
    not_checkable INTEGER NOT NULL,
    problems TEXT NOT NULL CHECK (json_valid(problems)), -- one-line notes
    CHECK (checked + no_document + not_checkable = claims)
) STRICT""",
    f"""CREATE TABLE reports (
    -- The whole report of a run as canonical JSON. The other tables say the same row by row; `verify audit` compares.
    run_id TEXT PRIMARY KEY REFERENCES runs(id),
    json TEXT NOT NULL CHECK (json_valid(json)),
    sha256 TEXT NOT NULL CHECK ({SHA.format("sha256")})
) STRICT""",
    """CREATE TABLE articles (
    -- The text under check, as it was read for that run.
    run_id TEXT PRIMARY KEY REFERENCES runs(id),
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL, -- of the bytes
    title TEXT,
    published TEXT,
    author TEXT,
    url TEXT,
    publisher TEXT,
    language TEXT NOT NULL,
    media_type TEXT NOT NULL,
    body INTEGER NOT NULL, -- offset where the text proper starts
    text TEXT NOT NULL, -- all offsets of claims count its code points
    locators TEXT NOT NULL CHECK (json_valid(locators))
) STRICT""",
    """CREATE INDEX articles_by_path ON articles(path)""",
    """CREATE INDEX articles_by_bytes ON articles(sha256)""",
    """CREATE TABLE asides (
    -- Stretches of the article that were left out of the claims, with the reason.
    run_id TEXT NOT NULL REFERENCES runs(id),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (run_id, position)
) STRICT""",
    f"""CREATE TABLE sources (
    -- The sources of a run as they were registered, or only named by the article, at that time.
    run_id TEXT NOT NULL REFERENCES runs(id),
    position INTEGER NOT NULL,
    id TEXT, -- key in config.toml, NULL where it is not registered
    name TEXT NOT NULL,
    kind TEXT NOT NULL {one_of("kind", SOURCE_KINDS)},
    reliability TEXT, -- Admiralty code A-F
    registered INTEGER NOT NULL {truth("registered")},
    documents INTEGER NOT NULL, -- documents held
    claims INTEGER NOT NULL, -- claims that rest on it
    PRIMARY KEY (run_id, position)
) STRICT""",
    """CREATE TABLE run_documents (
    -- The documents that a run had before it, with what became of each.
    run_id TEXT NOT NULL REFERENCES runs(id),
    position INTEGER NOT NULL,
    document_id INTEGER REFERENCES documents(id), -- NULL where none could be kept
    source_id TEXT NOT NULL,
    path TEXT NOT NULL,
    state TEXT NOT NULL,
    title TEXT,
    sha256 TEXT,
    published TEXT,
    url TEXT,
    characters INTEGER NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (run_id, position)
) STRICT""",
    """CREATE INDEX run_documents_by_document ON run_documents(document_id)""",
)

PASSAGE = """
    run_id TEXT NOT NULL,
    claim_id INTEGER NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1), -- best first, from 1
    document_id INTEGER NOT NULL REFERENCES documents(id),
    source_id TEXT,
    relation TEXT NOT NULL {relation},
    quote TEXT NOT NULL, -- documents.text from start to end
    prefix TEXT NOT NULL, -- the text just before
    suffix TEXT NOT NULL, -- the text just after
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" >= start),
    score REAL NOT NULL, -- ranks, judges nothing
    url TEXT,
    locator TEXT, -- page or paragraph, for people
    PRIMARY KEY (run_id, claim_id, position),
    FOREIGN KEY (run_id, claim_id) REFERENCES verdicts(run_id, claim_id) DEFERRABLE INITIALLY DEFERRED
""".strip("\n").format(relation=one_of("relation", get_args(Relation)))

CLAIMS: tuple[str, ...] = (
    f"""CREATE TABLE claims (
    -- What the article asserts, one row a claim of a run.
    run_id TEXT NOT NULL REFERENCES runs(id),
    id INTEGER NOT NULL, -- within the run
    start INTEGER NOT NULL CHECK (start >= 0), -- code points into articles.text
    "end" INTEGER NOT NULL CHECK ("end" >= start),
    text TEXT NOT NULL, -- articles.text from start to end
    standalone TEXT NOT NULL, -- readable alone: pronouns and 'the report' resolved
    kind TEXT NOT NULL {one_of("kind", CLAIM_KINDS)},
    checkable INTEGER NOT NULL {truth("checkable")},
    reason TEXT NOT NULL, -- why it is (not) checkable
    worth REAL NOT NULL, -- what to look at first, 0 to 1
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content)), -- spans of what is asserted, [[start, end], ...]
    fragments TEXT NOT NULL CHECK (json_valid(fragments)), -- spans of a discontinuous claim
    unresolved TEXT NOT NULL CHECK (json_valid(unresolved)), -- words whose reference is not sure
    key TEXT NOT NULL, -- the same claim in another run of the same article has the same key
    digest TEXT NOT NULL, -- of what a reviewer sees: claim, chain, verdict, findings, evidence
    PRIMARY KEY (run_id, id)
) STRICT""",
    """CREATE INDEX claims_by_key ON claims(key)""",
    f"""CREATE TABLE attributions (
    -- Who is said to have said a claim; a claim in the writer's own voice has no row here.
    run_id TEXT NOT NULL,
    claim_id INTEGER NOT NULL,
    type TEXT NOT NULL {one_of("type", get_args(SpeechType))},
    source_name TEXT, -- resolved name of the innermost link
    hedge TEXT NOT NULL {one_of("hedge", HEDGES)},
    rule TEXT NOT NULL, -- what found it
    score REAL NOT NULL,
    source TEXT NOT NULL CHECK (json_valid(source)), -- spans, [[start, end], ...]
    cue TEXT NOT NULL CHECK (json_valid(cue)),
    content TEXT NOT NULL CHECK (json_valid(content)),
    PRIMARY KEY (run_id, claim_id),
    FOREIGN KEY (run_id, claim_id) REFERENCES claims(run_id, id)
) STRICT""",
    f"""CREATE TABLE links (
    -- The chain of an attribution, outermost first: whom the article relies on ... who said it first.
    run_id TEXT NOT NULL,
    claim_id INTEGER NOT NULL,
    position INTEGER NOT NULL, -- from 1
    mention TEXT NOT NULL, -- the words of the article
    start INTEGER,
    "end" INTEGER,
    name TEXT NOT NULL, -- what they resolve to
    source_id TEXT,
    kind TEXT NOT NULL {one_of("kind", SOURCE_KINDS)},
    anonymity TEXT NOT NULL {one_of("anonymity", get_args(Anonymity))},
    rule TEXT NOT NULL, -- what decided the name
    runner_up TEXT, -- the other candidate where it was close
    PRIMARY KEY (run_id, claim_id, position),
    FOREIGN KEY (run_id, claim_id) REFERENCES attributions(run_id, claim_id)
) STRICT""",
    """CREATE INDEX links_by_source ON links(source_id)""",
    f"""CREATE TABLE verdicts (
    -- What the named source's documents say about a claim; never whether it is true.
    -- A verdict that leans on evidence names its first passage, which must be there when the transaction ends.
    run_id TEXT NOT NULL,
    claim_id INTEGER NOT NULL,
    label TEXT NOT NULL {one_of("label", VERDICTS)},
    support REAL NOT NULL CHECK (support BETWEEN 0 AND 1), -- P(the documents support all of it)
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), -- P(the label is right)
    rule TEXT NOT NULL, -- what decided
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    independent_origins INTEGER NOT NULL, -- behind what other sources say
    first_evidence INTEGER CHECK (first_evidence = 1), -- position of the first passage that counts
    PRIMARY KEY (run_id, claim_id),
    FOREIGN KEY (run_id, claim_id) REFERENCES claims(run_id, id),
    FOREIGN KEY (run_id, claim_id, first_evidence) REFERENCES evidence(run_id, claim_id, position)
        DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT no_verdict_without_passage CHECK (label NOT IN ({EVIDENCED_LIST}) OR first_evidence IS NOT NULL)
) STRICT""",
    f"""CREATE TABLE evidence (
    -- The passages that count for a verdict.
{PASSAGE}) STRICT""",
    f"""CREATE TABLE considered (
    -- The passages that were weighed for a verdict and rejected.
{PASSAGE}) STRICT""",
    """CREATE INDEX evidence_by_document ON evidence(document_id)""",
    """CREATE INDEX considered_by_document ON considered(document_id)""",
    f"""CREATE TABLE comparisons (
    -- Facts of a claim against facts of a passage, which stands in evidence or in considered.
    run_id TEXT NOT NULL,
    claim_id INTEGER NOT NULL,
    evidence_position INTEGER,
    considered_position INTEGER,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL {one_of("kind", get_args(FactKind))},
    result TEXT NOT NULL {one_of("result", get_args(ComparisonResult))},
    claim TEXT NOT NULL, -- the claim's words
    evidence TEXT NOT NULL, -- the passage's words
    rule TEXT NOT NULL,
    detail TEXT NOT NULL,
    claim_start INTEGER,
    claim_end INTEGER,
    evidence_start INTEGER,
    evidence_end INTEGER,
    finding TEXT {one_of("finding", FINDINGS, optional=True)},
    hard INTEGER NOT NULL {truth("hard")}, -- 1 where the two cannot hold together
    CHECK ((evidence_position IS NULL) + (considered_position IS NULL) = 1),
    FOREIGN KEY (run_id, claim_id, evidence_position) REFERENCES evidence(run_id, claim_id, position),
    FOREIGN KEY (run_id, claim_id, considered_position) REFERENCES considered(run_id, claim_id, position)
) STRICT""",
    """CREATE UNIQUE INDEX comparisons_of_passage
    ON comparisons(run_id, claim_id, ifnull(evidence_position, 0), ifnull(considered_position, 0), position)""",
    f"""CREATE TABLE findings (
    -- Named reasons a person must know.
    run_id TEXT NOT NULL,
    claim_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL {one_of("kind", FINDINGS)},
    claim TEXT NOT NULL, -- the claim's words
    evidence TEXT NOT NULL, -- the evidence's words
    detail TEXT NOT NULL,
    PRIMARY KEY (run_id, claim_id, position),
    FOREIGN KEY (run_id, claim_id) REFERENCES verdicts(run_id, claim_id)
) STRICT""",
    """CREATE INDEX findings_by_kind ON findings(kind)""",
    f"""CREATE TABLE corroborations (
    -- What documents of other sources than the named one say about a claim.
    run_id TEXT NOT NULL,
    claim_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    source_id TEXT NOT NULL,
    relation TEXT NOT NULL {one_of("relation", ("supports", "contradicts"))},
    PRIMARY KEY (run_id, claim_id, position),
    FOREIGN KEY (run_id, claim_id) REFERENCES verdicts(run_id, claim_id)
) STRICT""",
)

PEOPLE: tuple[str, ...] = (
    f"""CREATE TABLE reviews (
    -- Decisions of people. The machine's verdict stays in verdicts; the two are never mixed.
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL,
    claim_id INTEGER NOT NULL,
    verdict TEXT NOT NULL {one_of("verdict", VERDICTS)},
    note TEXT NOT NULL,
    reviewer TEXT NOT NULL CHECK (reviewer <> ''),
    at TEXT NOT NULL, -- ISO 8601 UTC
    digest TEXT NOT NULL, -- claims.digest of what was seen
    blind INTEGER NOT NULL {truth("blind")}, -- 1 where earlier decisions were hidden from the reviewer
    FOREIGN KEY (run_id, claim_id) REFERENCES verdicts(run_id, claim_id)
) STRICT""",
    """CREATE INDEX reviews_by_claim ON reviews(run_id, claim_id)""",
    f"""CREATE TABLE ledger (
    -- Append-only: each entry hashes the one before and the content of what it records.
    entry INTEGER PRIMARY KEY, -- 1, 2, 3 ... without a gap
    kind TEXT NOT NULL {one_of("kind", ("document", "run", "review"))},
    subject TEXT NOT NULL, -- documents.id, runs.id or reviews.id
    content_sha256 TEXT NOT NULL CHECK ({SHA.format("content_sha256")}), -- of the canonical content
    previous TEXT NOT NULL CHECK ({SHA.format("previous")}), -- hash of the entry before; 64 zeros for the first
    hash TEXT NOT NULL UNIQUE CHECK ({SHA.format("hash")}), -- of entry, kind, subject, content_sha256, previous
    UNIQUE (kind, subject)
) STRICT""",
)

TABLES: tuple[str, ...] = (*LIBRARY, *RUNS, *CLAIMS, *PEOPLE)
