"""The step to version 3: views that answer an auditor's questions alone, and full-text search over claims."""

import sqlite_utils

CREDITED_CLAIMS = """CREATE VIEW credited_claims AS
-- All claims credited to a source: one row for each link of each claim's chain.
SELECT
    links.source_id AS source_id,
    links.name AS source,
    links.anonymity AS anonymity,
    CASE
        WHEN links.position = (
            SELECT max(position) FROM links AS others
            WHERE others.run_id = links.run_id AND others.claim_id = links.claim_id
        ) THEN 'said it' ELSE 'passed it on'
    END AS part,
    runs.id AS run,
    articles.path AS article,
    claims.id AS claim,
    claims.text AS text,
    verdicts.label AS verdict,
    round(verdicts.confidence, 2) AS confidence
FROM links
JOIN claims ON claims.run_id = links.run_id AND claims.id = links.claim_id
JOIN verdicts ON verdicts.run_id = links.run_id AND verdicts.claim_id = links.claim_id
JOIN runs ON runs.id = links.run_id
JOIN articles ON articles.run_id = links.run_id
ORDER BY links.name, runs.number DESC, claims.id, links.position"""

DOCUMENT_EVIDENCE = """CREATE VIEW document_evidence AS
-- All evidence from each version of each document.
SELECT
    documents.id AS document,
    documents.source_id AS source_id,
    documents.path AS path,
    documents.version AS version,
    CASE WHEN documents.superseded_by IS NULL THEN 'in force' ELSE 'superseded' END AS standing,
    documents.sha256 AS sha256,
    documents.fetched AS fetched,
    runs.id AS run,
    claims.id AS claim,
    claims.text AS text,
    evidence.relation AS relation,
    evidence.quote AS passage,
    coalesce(evidence.locator, 'character ' || evidence.start) AS place,
    verdicts.label AS verdict
FROM evidence
JOIN documents ON documents.id = evidence.document_id
JOIN claims ON claims.run_id = evidence.run_id AND claims.id = evidence.claim_id
JOIN verdicts ON verdicts.run_id = evidence.run_id AND verdicts.claim_id = evidence.claim_id
JOIN runs ON runs.id = evidence.run_id
ORDER BY documents.source_id, documents.path, documents.version, runs.number DESC, claims.id, evidence.position"""

DECISIONS = """CREATE VIEW decisions AS
-- The machine's verdict and each person's decision side by side.
SELECT
    runs.id AS run,
    articles.path AS article,
    claims.id AS claim,
    claims.text AS text,
    verdicts.label AS machine,
    reviews.verdict AS person,
    CASE WHEN verdicts.label = reviews.verdict THEN 'confirmed' ELSE 'overridden' END AS outcome,
    reviews.note AS note,
    reviews.reviewer AS reviewer,
    reviews.at AS at,
    CASE reviews.blind WHEN 1 THEN 'yes' ELSE 'no' END AS blind
FROM reviews
JOIN runs ON runs.id = reviews.run_id
JOIN articles ON articles.run_id = reviews.run_id
JOIN claims ON claims.run_id = reviews.run_id AND claims.id = reviews.claim_id
JOIN verdicts ON verdicts.run_id = reviews.run_id AND verdicts.claim_id = reviews.claim_id
ORDER BY reviews.id DESC"""

NEWEST_RUNS = """CREATE VIEW newest_runs AS
-- The last run of each article (by its path): what counts where every claim should count once.
SELECT articles.path AS article, runs.id AS run, max(runs.number) AS number, runs.finished AS finished
FROM articles JOIN runs ON runs.id = articles.run_id
GROUP BY articles.path"""

UNREVIEWED_ALARMS = """CREATE VIEW unreviewed_alarms AS
-- Claims found contradicted or misattributed in the last run of their article on which nobody has decided.
SELECT
    newest_runs.run AS run,
    newest_runs.article AS article,
    claims.id AS claim,
    claims.text AS text,
    verdicts.label AS verdict,
    round(verdicts.confidence, 2) AS confidence,
    evidence.quote AS passage
FROM newest_runs
JOIN claims ON claims.run_id = newest_runs.run
JOIN verdicts ON verdicts.run_id = claims.run_id AND verdicts.claim_id = claims.id
LEFT JOIN evidence ON evidence.run_id = claims.run_id AND evidence.claim_id = claims.id AND evidence.position = 1
WHERE verdicts.label IN ('contradicted', 'misattributed') AND NOT EXISTS (
    SELECT 1 FROM reviews JOIN claims AS seen ON seen.run_id = reviews.run_id AND seen.id = reviews.claim_id
    JOIN articles ON articles.run_id = reviews.run_id
    WHERE seen.key = claims.key AND seen.digest = claims.digest AND articles.path = newest_runs.article
)
ORDER BY newest_runs.number DESC, verdicts.confidence DESC, claims.id"""

TRACK_RECORD = """CREATE VIEW track_record AS
-- Sources by how often their documents bore out what articles credit to them; the last run of each article counts.
SELECT
    coalesce(links.source_id, '') AS source_id,
    links.name AS source,
    count(*) AS claims,
    count(*) FILTER (WHERE verdicts.label = 'supported') AS supported,
    count(*) FILTER (WHERE verdicts.label = 'partly_supported') AS partly_supported,
    count(*) FILTER (WHERE verdicts.label IN ('contradicted', 'misattributed')) AS not_borne_out,
    count(*) FILTER (WHERE verdicts.label = 'not_found') AS not_found,
    count(*) FILTER (WHERE verdicts.label IN ('no_document', 'not_checkable')) AS not_checked,
    round(
        1.0 * count(*) FILTER (WHERE verdicts.label = 'supported')
        / nullif(count(*) FILTER (WHERE verdicts.label NOT IN ('no_document', 'not_checkable')), 0), 2
    ) AS borne_out
FROM newest_runs
JOIN links ON links.run_id = newest_runs.run
JOIN verdicts ON verdicts.run_id = links.run_id AND verdicts.claim_id = links.claim_id
WHERE links.anonymity = 'named'
GROUP BY coalesce(links.source_id, links.name)
ORDER BY borne_out IS NULL, borne_out, claims DESC, source"""

ANONYMOUS_SOURCES = """CREATE VIEW anonymous_sources AS
-- Who is left unnamed, by article; the last run of each article counts.
SELECT
    newest_runs.article AS article,
    newest_runs.run AS run,
    claims.id AS claim,
    links.mention AS mention,
    links.anonymity AS anonymity,
    claims.text AS text,
    verdicts.label AS verdict
FROM newest_runs
JOIN links ON links.run_id = newest_runs.run AND links.anonymity <> 'named'
JOIN claims ON claims.run_id = links.run_id AND claims.id = links.claim_id
JOIN verdicts ON verdicts.run_id = links.run_id AND verdicts.claim_id = links.claim_id
ORDER BY newest_runs.article, claims.id, links.position"""

CHANGES_BETWEEN_RUNS = """CREATE VIEW changes_between_runs AS
-- What became of each claim from one run of an article to the next; claims that stayed the same are left out.
WITH steps AS (
    SELECT articles.path AS article, runs.number AS number, runs.id AS run,
        lag(runs.id) OVER (PARTITION BY articles.path ORDER BY runs.number) AS before
    FROM runs JOIN articles ON articles.run_id = runs.id
), told AS (
    SELECT claims.run_id AS run_id, claims.key AS key, claims.id AS id, claims.text AS text, claims.digest AS digest,
        verdicts.label AS label
    FROM claims JOIN verdicts ON verdicts.run_id = claims.run_id AND verdicts.claim_id = claims.id
)
SELECT number, article, before, run, change, claim, text, was, verdict FROM (
    SELECT steps.number, steps.article, steps.before, steps.run,
        CASE
            WHEN old.key IS NULL THEN 'new'
            WHEN old.label <> new.label THEN 'verdict'
            ELSE 'evidence, source or wording'
        END AS change,
        new.id AS claim, new.text AS text, old.label AS was, new.label AS verdict
    FROM steps
    JOIN told AS new ON new.run_id = steps.run
    LEFT JOIN told AS old ON old.run_id = steps.before AND old.key = new.key
    WHERE steps.before IS NOT NULL AND (old.key IS NULL OR old.digest <> new.digest)
    UNION ALL
    SELECT steps.number, steps.article, steps.before, steps.run, 'gone', old.id, old.text, old.label, NULL
    FROM steps
    JOIN told AS old ON old.run_id = steps.before
    LEFT JOIN told AS new ON new.run_id = steps.run AND new.key = old.key
    WHERE new.key IS NULL
)
ORDER BY number DESC, claim"""

THIRD_SCHEMA: tuple[str, ...] = (
    CREDITED_CLAIMS,
    DOCUMENT_EVIDENCE,
    DECISIONS,
    NEWEST_RUNS,
    UNREVIEWED_ALARMS,
    TRACK_RECORD,
    ANONYMOUS_SOURCES,
    CHANGES_BETWEEN_RUNS,
    """CREATE VIRTUAL TABLE claims_fts USING fts5(
    text, standalone, content='claims', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER claims_are_indexed AFTER INSERT ON claims BEGIN
    INSERT INTO claims_fts(rowid, text, standalone) VALUES (new.rowid, new.text, new.standalone); END""",
    "INSERT INTO claims_fts(claims_fts) VALUES ('rebuild')",
)


def third_schema(database: sqlite_utils.Database) -> None:
    """The step from version 2 to version 3."""
    for statement in THIRD_SCHEMA:
        database.conn.execute(statement)
