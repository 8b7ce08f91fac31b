"""Who is said to have said it, and do that source's own documents say so.

    report = verifier.verify("article.txt", config="config.toml", db="verifier.db")
    for result in verifier.verify_many(paths, jobs=2): ...
    attributions = verifier.find_attributions(text)
    verdict = verifier.check_claim(claim, documents)

`find_attributions` and `check_claim` need no configuration, database, network or download, give the same answer for the
same input, accept any str and take time linear in its length.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from verifier.errors import ConfigError, DatabaseError, DocumentError, InputError, UsageError, VerifierError
from verifier.model import Attribution, Claim, Document, Evidence, Failure, Finding, Link, Report, Source, Span, Verdict

__all__ = [
    "Attribution",
    "Claim",
    "ConfigError",
    "DatabaseError",
    "Document",
    "DocumentError",
    "Evidence",
    "Failure",
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
    "verify_many",
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


def verify_many(
    articles: Iterable[str | PathLike[str] | Mapping[str, Any]],
    *,
    config: str | PathLike[str] | None = None,
    db: str | PathLike[str] | None = None,
    offline: bool = False,
    jobs: int = 1,
    time_limit: float | None = None,
) -> Iterator[Report | Failure]:
    """Check many articles against the documents of the sources they name, and record their runs.

    An article is a path, an address, or a mapping with `text` and, if known, `id`, `title`, `published` (ISO 8601),
    `url`, `publisher`. There is one result for each, in the order given, as soon as it is recorded: a Report, or a
    Failure that names the article (`item`) and says why (`state`, `why`); a bad article raises nothing. `articles` may
    be endless: few are taken ahead. `jobs` is a number of processes, 0 one a core; with 1 and no `time_limit` (seconds
    an article) all is done in this process. With more, a script needs `if __name__ == "__main__":` around the call.
    Errors: ConfigError, DatabaseError, ValueError for a negative number of jobs.
    """
    from verifier.batch import many

    wanted = many.order(config, db, offline=offline, jobs=jobs, time_limit=time_limit)
    return many.verify_many(articles, wanted)


def find_attributions(text: str) -> list[Attribution]:
    """Every attribution in `text`, in text order; spans are offsets into `text`. Any text is allowed."""
    from verifier import attribution

    return attribution.find_attributions(text)


def check_claim(claim: str, documents: Sequence[str]) -> Verdict:
    """Whether `documents` say what `claim` says. `.evidence[i].document` is an index into `documents`."""
    from verifier import checking

    return checking.check_texts(claim, documents)
