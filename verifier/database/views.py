"""Views that read well in any SQLite browser."""

CLAIMS_REPORT = """CREATE VIEW claims_report AS
-- Every claim of every run with who said it, the verdict, its passage, and what a person decided. Newest run first.
SELECT
    runs.id AS run,
    articles.path AS article,
    claims.id AS claim,
    claims.text AS text,
    coalesce((
        SELECT group_concat(name, ' > ') FROM (
            SELECT name FROM links
            WHERE links.run_id = claims.run_id AND links.claim_id = claims.id ORDER BY position
        )
    ), '(the writer)') AS said_by,
    verdicts.label AS verdict,
    round(verdicts.confidence, 2) AS confidence,
    coalesce((
        SELECT group_concat(kind, ', ') FROM (
            SELECT kind FROM findings
            WHERE findings.run_id = claims.run_id AND findings.claim_id = claims.id ORDER BY position
        )
    ), '') AS findings,
    evidence.quote AS passage,
    coalesce(documents.title, documents.path) AS document,
    evidence.locator AS place,
    (
        SELECT verdict || ' (' || reviewer || ', ' || at || ')' FROM reviews
        WHERE reviews.run_id = claims.run_id AND reviews.claim_id = claims.id ORDER BY reviews.id DESC LIMIT 1
    ) AS review
FROM claims
JOIN runs ON runs.id = claims.run_id
JOIN articles ON articles.run_id = claims.run_id
JOIN verdicts ON verdicts.run_id = claims.run_id AND verdicts.claim_id = claims.id
LEFT JOIN evidence ON evidence.run_id = claims.run_id AND evidence.claim_id = claims.id AND evidence.position = 1
LEFT JOIN documents ON documents.id = evidence.document_id
ORDER BY runs.number DESC, claims.id"""

SOURCES_AUDIT = """CREATE VIEW sources_audit AS
-- Every source of every run: what is held of it, and how the claims credited to it fared.
SELECT
    runs.id AS run,
    articles.path AS article,
    sources.name AS source,
    sources.id AS source_id,
    sources.kind AS kind,
    sources.reliability AS reliability,
    CASE sources.registered WHEN 1 THEN 'yes' ELSE 'no' END AS registered,
    sources.documents AS documents,
    sources.claims AS claims,
    count(verdicts.label) FILTER (WHERE verdicts.label = 'supported') AS supported,
    count(verdicts.label) FILTER (WHERE verdicts.label = 'partly_supported') AS partly_supported,
    count(verdicts.label) FILTER (WHERE verdicts.label = 'contradicted') AS contradicted,
    count(verdicts.label) FILTER (WHERE verdicts.label = 'misattributed') AS misattributed,
    count(verdicts.label) FILTER (WHERE verdicts.label = 'not_found') AS not_found,
    count(verdicts.label) FILTER (WHERE verdicts.label = 'no_document') AS no_document
FROM sources
JOIN runs ON runs.id = sources.run_id
JOIN articles ON articles.run_id = sources.run_id
LEFT JOIN verdicts ON verdicts.run_id = sources.run_id AND EXISTS (
    SELECT 1 FROM links
    WHERE links.run_id = verdicts.run_id AND links.claim_id = verdicts.claim_id
        AND (
            links.source_id = sources.id
            OR (sources.id IS NULL AND links.source_id IS NULL AND links.name = sources.name)
        )
)
GROUP BY sources.run_id, sources.position
ORDER BY runs.number DESC, sources.position"""

FIRST_VIEWS: tuple[str, ...] = (CLAIMS_REPORT, SOURCES_AUDIT)
