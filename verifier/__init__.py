"""Who is said to have said it, and do that source's own documents say so.

    report = verifier.verify("article.txt", config="config.toml", db="verifier.db")
    attributions = verifier.find_attributions(text)
    verdict = verifier.check_claim(claim, documents)

`find_attributions` and `check_claim` need no configuration, database, network or download, give the same answer for the
same input, accept any str and take time linear in its length.
"""

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from verifier.errors import ConfigError, DatabaseError, DocumentError, InputError, UsageError, VerifierError
from verifier.model import Attribution, Claim, Document, Evidence, Finding, Link, Report, Source, Span, Verdict

__all__ = [
    "Attribution",
    "Claim",
    "ConfigError",
    "DatabaseError",
    "Document",
    "DocumentError",
    "Evidence",
    "Finding",
    "InputError",
    "Link",
    "Report",
    "Source",
    "Span",
    "UsageError",
    "Verdict",
    "VerifierError",
    "check_claim",
    "find_attributions",
    "verify",
]


def verify(
    article: str | PathLike[str],
    *,
    config: str | PathLike[str] | None = None,
    db: str | PathLike[str] | None = None,
    offline: bool = False,
) -> Report:
    """Check an article against the documents of the sources it names, and record the run.

    `article` is a path, an address, or "-" for standard input. `config` defaults to the nearest config.toml upward from
    the working directory, `db` to the path in it. Errors: a VerifierError that says what is wrong and what to do.
    """
    from verifier import desk

    return desk.check(
        str(article),
        config=Path(config) if config is not None else None,
        db=Path(db) if db is not None else None,
        offline=offline,
    )


def find_attributions(text: str) -> list[Attribution]:
    """Every attribution in `text`, in text order; spans are offsets into `text`. Any text is allowed."""
    from verifier import attribution

    return attribution.find_attributions(text)


def check_claim(claim: str, documents: Sequence[str]) -> Verdict:
    """Whether `documents` say what `claim` says. `.evidence[i].document` is an index into `documents`."""
    from verifier import checking

    return checking.check_texts(claim, documents)
