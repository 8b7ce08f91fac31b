"""One small report with a bit of everything, and the documents it rests on."""

import hashlib
from dataclasses import replace
from datetime import date

import sqlite_utils

from verifier.database import keep_blob, writing
from verifier.model import (
    Aside,
    Attribution,
    CheckedClaim,
    Claim,
    Comparison,
    Corroboration,
    Coverage,
    Document,
    DocumentLine,
    Evidence,
    Finding,
    Link,
    Locator,
    Report,
    Run,
    SourceLine,
    Span,
    Verdict,
)

ARTICLE = """Title: Harbour reopens
Date: 2025-03-04

The port authority said on Tuesday that 120 ships had waited. "We never closed the north basin," said its director, \
Ana Silva. Sailors said the fog was to blame. The harbour is the finest in the region.

Read more: our newsletter.
"""
NOTICE = """Notice to mariners

1. On 4 March some 112 ships waited in the roads.
2. "We closed the north basin," the director, Ana Silva, said.
"""
LETTER = "Dear sir,\nthe fog of that week was thick, wrote the pilots' guild.\n"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def stock(database: sqlite_utils.Database, texts: tuple[str, ...] = (NOTICE, LETTER)) -> list[int]:
    """Puts documents into the library as its own room would, and gives their ids."""
    ids = []
    with writing(database):
        for number, text in enumerate(texts, 1):
            data = text.encode()
            keep_blob(database, data)
            cursor = database.execute(
                "INSERT INTO documents (source_id, path, sha256, text_sha256, state, title, text) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    ("port", "guild")[(number - 1) % 2],
                    f"sources/{number}.txt",
                    hashlib.sha256(data).hexdigest(),
                    sha256(text),
                    "read",
                    text.split("\n", 1)[0],
                    text,
                ),
            )
            document = int(cursor.lastrowid or 0)
            ids.append(document)
            start = 0
            for position, line in enumerate(text.splitlines(keepends=True)):
                database.execute(
                    'INSERT INTO units (document_id, position, start, "end", text) VALUES (?, ?, ?, ?, ?)',
                    (document, position, start, start + len(line), line),
                )
                start += len(line)
            database.execute(
                "INSERT INTO units_fts(rowid, text) SELECT id, text FROM units WHERE document_id = ?", (document,)
            )
    return ids


def passage(document: int, words: str, text: str = NOTICE, **more: object) -> Evidence:
    start, end = span(text, words)
    made = Evidence(
        document_id=document,
        source_id="port" if text == NOTICE else "guild",
        relation="contradicts",
        quote=words,
        prefix=text[max(0, start - 60) : start],
        suffix=text[end : end + 60],
        start=start,
        end=end,
        score=0.8125,
        locator="para. 1",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def claim(number: int, words: str, *, article: str = ARTICLE, attribution: Attribution | None = None) -> Claim:
    whole = span(article, words)
    return Claim(
        id=number,
        start=whole.start,
        end=whole.end,
        text=words,
        sentence=whole,
        content=(whole,),
        standalone=words,
        attribution=attribution,
        worth=0.7,
        reason="a figure",
    )


def said(article: str, source: str, cue: str, content: str, link: Link) -> Attribution:
    return Attribution(
        source=(span(article, source),),
        cue=(span(article, cue),),
        content=(span(article, content),),
        source_name=link.name,
        chain=(link,),
        rule="cue-verb",
        score=0.9,
    )


def report(
    run_id: str = "20250304-120000-aaaaaa", *, documents: tuple[int, int] = (1, 2), article: str = ARTICLE
) -> Report:
    """Four claims: a number that differs, an altered quotation, vague sailors, an opinion."""
    notice, letter = documents
    port = Link("The port authority", span(article, "The port authority"), "Port Authority", "port", "government")
    silva = Link("Ana Silva", span(article, "Ana Silva"), "Ana Silva", "port", "person", "named", "name", "guild")
    sailors = Link("Sailors", span(article, "Sailors"), "sailors", None, "unknown", "vague", "vague-plural")
    ships, basin, fog, finest = (
        "120 ships had waited",
        '"We never closed the north basin,"',
        "the fog was to blame",
        "The harbour is the finest in the region.",
    )
    number = Comparison(
        "quantity",
        "different",
        "120 ships",
        "112 ships",
        "count",
        "120 is not 112",
        Span(0, 9),
        Span(16, 25),
        "number_mismatch",
        True,
    )
    claims = (
        CheckedClaim(
            claim(1, ships, article=article, attribution=said(article, "The port authority", "said", ships, port)),
            Verdict(
                "contradicted",
                0.02,
                0.9375,
                (passage(notice, "some 112 ships waited in the roads", comparisons=(number,)),),
                (Finding("number_mismatch", "120 ships", "112 ships", "120 is not 112"),),
                (passage(letter, "the fog of that week was thick", LETTER, relation="related", comparisons=(number,)),),
                "hard-conflict",
                ("a count differs",),
            ),
            Corroboration(("guild",), (), 1),
        ),
        CheckedClaim(
            claim(2, basin, article=article, attribution=said(article, "Ana Silva", "said", basin, silva)),
            Verdict(
                "contradicted",
                0.01,
                0.97,
                (passage(notice, '"We closed the north basin,"'),),
                (Finding("quote_altered", "never closed", "closed"), Finding("negation_changed", "never", "")),
            ),
        ),
        CheckedClaim(
            claim(3, fog, article=article, attribution=said(article, "Sailors", "said", fog, sailors)),
            Verdict("no_document", 0.5, 0.8, (), (Finding("source_anonymous", "Sailors"),)),
        ),
        CheckedClaim(
            replace(claim(4, finest, article=article), kind="opinion", checkable=False),
            Verdict("not_checkable", 0.5, 0.99),
        ),
    )
    return Report(
        run=Run(
            run_id,
            "2025-03-04T12:00:00.000Z",
            "2025-03-04T12:00:01.500Z",
            "0.1.0",
            "c" * 64,
            True,
            Coverage(4, 2, 1, 1),
            ("sources/3.txt: missing",),
        ),
        article=Document(
            article,
            "harbour.txt",
            sha256(article),
            "Harbour reopens",
            date(2025, 3, 4),
            body=article.index("The port"),
            locators=(Locator(0, "p. 1"),),
        ),
        sources=(
            SourceLine("port", "Port Authority", "government", "B", True, 1, 2),
            SourceLine(None, "sailors", "unknown", None, False, 0, 1),
        ),
        documents=(
            DocumentLine(
                notice, "port", "sources/1.txt", "read", "Notice to mariners", sha256(NOTICE), None, None, 120
            ),
            DocumentLine(letter, "guild", "sources/2.txt", "read", None, sha256(LETTER), date(2025, 3, 1), None, 60),
            DocumentLine(None, "port", "sources/3.txt", "missing", detail="there is no such file"),
        ),
        claims=claims,
        asides=(Aside(span(article, "Read more: our newsletter."), "newsletter"),),
    )
