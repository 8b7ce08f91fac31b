"""What the words of the command line name: articles one after another, or a batch."""

from collections.abc import Sequence
from pathlib import Path

from verifier.batch import inputs
from verifier.errors import UsageError


def named(articles: Sequence[str] | None, from_file: Sequence[Path] | None) -> inputs.Given:
    """What the words of the command line name. UsageError where they name nothing."""
    if not articles and not from_file:
        raise UsageError("name an article, a folder, or a list with --from-file (see `verify check --help`)")
    return inputs.Given(tuple(articles or ()), tuple(str(path) for path in from_file or ()))


def is_batch(those: inputs.Given, *, jobs: int | None, resume: bool) -> bool:
    """Whether the words mean a batch: a folder, glob, table, archive or list, or options that only a batch has."""
    return bool(those.lists or resume or jobs is not None or any(inputs.is_several(name) for name in those.named))
