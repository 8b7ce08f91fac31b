"""Reports made by hand for the tests: every verdict, finding and anonymity; every field hostile; very many claims."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from verifier.model import (
    EVIDENCED,
    FINDINGS,
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
    Report,
    Review,
    Run,
    SourceLine,
    Span,
    Verdict,
    VerdictLabel,
)
from verifier.report.since import Changed, Gone, Lost, Since

ARTICLE = """Title: Harbour wall holds, port says
Date: 2025-03-04

The harbour wall held through the storm, the Port of Aldray said on Monday. "We lost 40 metres of fence and not one \
stone of the wall," harbour master Ida Brun told the Aldray Post.

The Post, citing a report by the Coastal Board, said repairs would cost 3.5 million crowns. The same report counted \
12 damaged boats. According to two officials, the insurer was told on Sunday. Critics say the wall was never inspected.

Waves reached nine metres. The town was right to build it. Reuters reported that the ferry would stay closed. \
The minister "promised every boat owner help", Brun said.

Sign up for our newsletter.
"""

NOTICE = (
    "The wall of the inner harbour held throughout the storm. Some 400 metres of fence were lost. No stone was moved."
)
BOARD = (
    "Para. 14. Repairs are put at 3.5 million crowns. Para. 15. The Board counted 21 boats with damage in the basin."
)


def span(text: str, words: str) -> Span:
    """The place of words in a text, which must hold them."""
    start = text.index(words)
    return Span(start, start + len(words))


def link(words: str, name: str = "", source_id: str | None = None, **changes: object) -> Link:
    """A link whose mention stands in the article."""
    made = Link(words, span(ARTICLE, words), name or words, source_id, rule="alias")
    return replace(made, **changes)  # type: ignore[arg-type]


def claim(number: int, words: str, cue: str = "", chain: Sequence[Link] = (), **changes: object) -> Claim:
    """A claim of the article, credited to a chain where there is one."""
    where = span(ARTICLE, words)
    said = None
    if chain:
        cues = (span(ARTICLE, cue),) if cue else ()
        named = chain[-1].name if chain[-1].anonymity == "named" else None
        spans = tuple(one.span for one in chain if one.span)
        said = Attribution(spans, cues, (where,), "indirect", named, tuple(chain), rule="cue-verb", score=0.9)
    made = Claim(number, *where, words, where, (where,), words, attribution=said)
    return replace(made, **changes)  # type: ignore[arg-type]


def passage(text: str, words: str, document: int, source: str, **changes: object) -> Evidence:
    """A passage of a document of the samples."""
    start, end = span(text, words)
    before, after = text[max(start - 60, 0) : start], text[end : end + 60]
    made = Evidence(document, source, "supports", words, before, after, start, end, 0.91)
    return replace(made, **changes)  # type: ignore[arg-type]


def everyday() -> Report:
    """A report of eleven claims that has every verdict and every anonymity, as a normal run would make it."""
    port = link("the Port of Aldray", "Port of Aldray", "port", kind="company")
    post = link("the Aldray Post", "Aldray Post", "post", kind="newspaper")
    brun = link("harbour master Ida Brun", "Ida Brun", kind="person")
    paper = link("The Post", "Aldray Post", "post", kind="newspaper")
    board = link("the Coastal Board", "Coastal Board", "board", kind="government")
    officials = link("two officials", "two officials", anonymity="unnamed")
    critics = link("Critics", "critics", anonymity="vague")
    reuters = link("Reuters", "Reuters", kind="news_agency", rule="name")
    fence = Comparison("quantity", "different", "40", "400", "number", "metres", None, None, "number_mismatch", True)
    boats = passage(BOARD, "The Board counted 21 boats with damage in the basin.", 2, "board", locator="para. 15")
    lost = passage(
        NOTICE, "Some 400 metres of fence were lost.", 1, "port", relation="contradicts", comparisons=(fence,)
    )
    held = passage(NOTICE, "The wall of the inner harbour held throughout the storm.", 1, "port")
    cost = passage(
        BOARD, "Repairs are put at 3.5 million crowns.", 2, "board", locator="para. 14", url="https://a.example/r"
    )
    moved = passage(NOTICE, "No stone was moved.", 1, "port", relation="related", score=0.4)
    human = Review("contradicted", "rang the Board: 21", "E. Editor", "2025-03-05T09:00:00Z", "ab12")
    stale = Review("supported", "old", "F. Second", "2025-03-04T09:00:00Z", "ab11", stale=True)
    claims = (
        CheckedClaim(
            claim(1, "The harbour wall held through the storm", "said on Monday", (port,)),
            Verdict("supported", 0.96, 0.96, (held,), rule="overlap", reasons=("every fact is the same",)),
            Corroboration(("post",), (), 1),
        ),
        CheckedClaim(
            claim(
                2,
                "We lost 40 metres of fence and not one stone of the wall",
                "told",
                (post, brun),
                standalone="Ida Brun: we lost 40 metres of fence and not one stone of the wall",
                unresolved=("we",),
            ),
            Verdict(
                "contradicted",
                0.03,
                0.97,
                (lost,),
                (
                    Finding("number_mismatch", "40", "400", "metres of fence"),
                    Finding("single_origin", detail="both go back to the port"),
                ),
                (moved,),
                "hard-conflict",
                ("one number cannot hold",),
            ),
            Corroboration(("post",), ("port",), 1),
        ),
        CheckedClaim(
            claim(3, "repairs would cost 3.5 million crowns", "citing", (paper, board)),
            Verdict("partly_supported", 0.6, 0.72, (cost,), (Finding("hedge_dropped", "would cost", "are put at"),)),
        ),
        CheckedClaim(
            claim(4, "12 damaged boats", "counted", (board,)),
            Verdict(
                "contradicted",
                0.05,
                0.9,
                (replace(boats, relation="contradicts"),),
                (Finding("number_mismatch", "12", "21"),),
            ),
            reviews=(stale, human),
        ),
        CheckedClaim(
            claim(5, "the insurer was told on Sunday", "According to", (officials,)),
            Verdict("no_document", 0.3, 0.99, findings=(Finding("source_anonymous", "two officials"),)),
        ),
        CheckedClaim(
            claim(6, "the wall was never inspected", "say", (critics,)),
            Verdict("no_document", 0.3, 0.99, findings=(Finding("source_anonymous", "Critics"),)),
        ),
        CheckedClaim(claim(7, "Waves reached nine metres."), Verdict("not_found", 0.2, 0.66)),
        CheckedClaim(
            claim(8, "The town was right to build it.", kind="opinion", checkable=False, reason="an opinion: right to"),
            Verdict("not_checkable", 0.0, 1.0),
        ),
        CheckedClaim(
            claim(9, "the ferry would stay closed", "reported", (reuters,), kind="prediction"),
            Verdict("no_document", 0.3, 0.99, findings=(Finding("source_unregistered", "Reuters"),)),
        ),
        CheckedClaim(
            claim(10, "promised every boat owner help", "Brun said", (brun,)),
            Verdict("misattributed", 0.1, 0.81, (held,), (Finding("misattributed", "Ida Brun", "Port of Aldray"),)),
        ),
    )
    return _report(claims)


def every_finding() -> Report:
    """One claim with every finding there is, under each verdict."""
    words = "The harbour wall held through the storm"
    held = passage(NOTICE, "The wall of the inner harbour held throughout the storm.", 1, "port")
    found = tuple(Finding(kind, "a", "b", "why") for kind in FINDINGS)
    labels: tuple[VerdictLabel, ...] = (*sorted(EVIDENCED), "not_found")
    port = link("the Port of Aldray", "Port of Aldray", "port")
    return _report(
        tuple(
            CheckedClaim(claim(i + 1, words, "said on Monday", (port,)), Verdict(label, 0.5, 0.5, (held,), found))
            for i, label in enumerate(labels)
        )
    )


def empty() -> Report:
    """An article without a claim."""
    return _report(())


def hostile(text: str) -> Report:
    """A report in which every text that comes from outside is `text`."""
    document = Document(text * 3, text, "0" * 64, text, date(2025, 3, 4), text, text, text, "en", 0, "text/plain")
    where = Span(len(text), 2 * len(text))
    links = tuple(
        Link(text, where, text, text, "unknown", a, text, text) for a in ("named", "unnamed", "vague", "named")
    )
    said = Attribution((where,), (where,), (where,), "mixed", text, links, "alleged", text, 0.5)
    made = Claim(1, *where, text, where, (where,), text, reason=text, attribution=said, unresolved=(text, text))
    compared = Comparison("name", "different", text, text, text, text, None, None, "name_mismatch", True)
    proof = Evidence(1, text, "contradicts", text, text, text, 0, len(text), 0.5, text, text, (compared,))
    verdict = Verdict(
        "contradicted", 0.1, 0.9, (proof,), (Finding("name_mismatch", text, text, text),), (proof,), text, (text,)
    )
    checked = CheckedClaim(
        made, verdict, Corroboration((text,), (text,), 2), (Review("supported", text, text, text, text, True),)
    )
    sure = CheckedClaim(replace(made, id=2), Verdict("no_document", 0.1, 0.9))
    lone = CheckedClaim(replace(made, id=3, attribution=None), Verdict("supported", 0.9, 0.9, (proof,)))
    return Report(
        Run(text, text, text, text, text, False, Coverage(3, 2, 1, 0), (text,)),
        document,
        (SourceLine(text, text, "unknown", text, True, 1, 1),),
        (
            DocumentLine(1, text, text, "read", text, text, date(2025, 3, 4), text, 9, text),
            DocumentLine(None, text, text, "unreadable", text, None, None, text, 0, text),
        ),
        (checked, sure, lone),
        (Aside(Span(0, len(text)), text),),
    )


def many(number: int) -> Report:
    """A report of so many claims, the verdicts of `everyday` in turn, over an article that is long enough."""
    model = everyday()
    body = "".join(
        f"Claim {i} says that basin {i} lost {i % 97} boats in the storm, the port said.\n" for i in range(number)
    )
    claims = []
    at = 0
    for i in range(number):
        line = body[at : body.index("\n", at)]
        checked = model.claims[i % len(model.claims)]
        where = Span(at, at + len(line))
        moved = replace(
            checked.claim, id=i + 1, start=where.start, end=where.end, text=line, sentence=where, content=(where,)
        )
        claims.append(replace(checked, claim=replace(moved, standalone=line)))
        at += len(line) + 1
    article = replace(model.article, text=body, body=0)
    return replace(
        model, article=article, asides=(), claims=tuple(claims), run=replace(model.run, coverage=_coverage(claims))
    )


def _coverage(claims: Sequence[CheckedClaim]) -> Coverage:
    labels = [c.verdict.label for c in claims]
    apart = labels.count("no_document"), labels.count("not_checkable")
    return Coverage(len(labels), len(labels) - sum(apart), *apart)


def _report(claims: tuple[CheckedClaim, ...]) -> Report:
    digest = sha256(ARTICLE.encode()).hexdigest()
    body = ARTICLE.index("The harbour")
    article = Document(ARTICLE, "article.txt", digest, "Harbour wall holds, port says", date(2025, 3, 4), body=body)
    run = Run(
        "r-2025-03-04-1", "2025-03-04T10:00:00Z", "2025-03-04T10:00:01Z", "0.1.0", "c" * 64, True, _coverage(claims)
    )
    sources = (
        SourceLine("port", "Port of Aldray", "company", "B", True, 1, 1),
        SourceLine("board", "Coastal Board", "government", "A", True, 1, 2),
        SourceLine("post", "Aldray Post", "newspaper", None, True, 0, 2),
        SourceLine(None, "Reuters", "news_agency", None, False, 0, 1),
        SourceLine(None, "Ida Brun", "person", None, False, 0, 2),
    )
    documents = (
        DocumentLine(
            1,
            "port",
            "sources/port_notice.txt",
            "read",
            "Notice 7",
            sha256(NOTICE.encode()).hexdigest(),
            None,
            None,
            len(NOTICE),
        ),
        DocumentLine(
            2,
            "board",
            "sources/board_report.txt",
            "read",
            None,
            sha256(BOARD.encode()).hexdigest(),
            date(2025, 3, 3),
            "https://a.example/r",
            len(BOARD),
        ),
        DocumentLine(None, "post", "sources/post.pdf", "no_text", detail="a scan without text"),
    )
    asides = (Aside(span(ARTICLE, "Sign up for our newsletter."), "a newsletter line"),)
    return Report(run, article, sources, documents, claims, asides)


def reviewed_twice(first: str = "Ana", second: str = "Ben") -> Report:
    """`everyday` after two people decided on its first two claims: alike on one of them, by chance as likely."""
    at = "2025-03-05T09:00:00Z"
    decided: tuple[tuple[VerdictLabel, VerdictLabel], ...] = (
        ("contradicted", "contradicted"),
        ("contradicted", "supported"),
    )
    claims = list(unreviewed().claims)
    for place, (one, other) in enumerate(decided):
        claims[place] = replace(claims[place], reviews=(Review(one, "x", first, at), Review(other, "x", second, at)))
    return replace(unreviewed(), claims=tuple(claims))


def since(text: str = "sources/port_notice.txt has another version") -> Since:
    """What changed before `everyday`: three claims, one that is gone with a decision on it; `text` is from outside."""
    item = everyday().claims[3]
    gone = replace(item, claim=replace(item.claim, text=text))
    lost = Lost(gone, Review("supported", text, text, text), text)
    claims = {
        2: Changed("supported", ("verdict", "evidence"), (text,)),
        3: Changed(None),
        1: Changed("supported", ("evidence",), (text,)),
    }
    return Since("r-2025-03-03-1", "2025-03-03T10:00:00Z", (text,), claims, (Gone(gone, 3), Gone(gone)), (lost,))


def unreviewed() -> Report:
    """`everyday` before anybody decided anything: as a run records it."""
    report = everyday()
    return replace(report, claims=tuple(replace(c, reviews=()) for c in report.claims))


def nested(report: Report, outer: CheckedClaim, whole: Claim, inner: CheckedClaim) -> Report:
    """A report of two claims of which one overlaps the other."""
    return replace(report, claims=(replace(outer, claim=whole), inner))
