"""Batches: an article that could not be verified, and what a whole batch came to."""

from dataclasses import dataclass

from verifier.model.vocabulary import VerdictLabel

Verdicts = tuple[tuple[VerdictLabel, int], ...]
"""How many claims have each verdict; a verdict that no claim has is left out."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An article of a batch that was not verified: its name, its place from 1, the named state, and why in a sentence.

    The states are those of reading (`verifier.reading.STATES`), those of fetching, and: timed_out (it took longer than
    the limit), crashed (the process at work on it died, twice), changed (it is not what it was when the batch began),
    refused (the program says why), fault (an error of the program itself).
    """

    item: str
    position: int
    state: str
    why: str


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One row of a summary: a source, an outlet or a stretch of time, with the articles and verdicts that belong to it.

    `id` is the source's key in config.toml; None for a source that is not registered, and for what is no source.
    """

    name: str
    articles: int
    verdicts: Verdicts
    id: str | None = None


@dataclass(frozen=True, slots=True)
class BatchArticle:
    """One verified article of a batch. `published` is an ISO 8601 date; `outlet` is the publisher, else the host of its
    address, else the folder or file that it came from."""

    position: int
    name: str
    run_id: str
    title: str | None
    outlet: str
    published: str | None
    verdicts: Verdicts


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """What a batch came to. `items` articles were planned; verified and failed ones stand in `articles` and `failures`
    in the order of the batch, `worst` are the verified ones with alarms, the worst first. Times are ISO 8601 UTC;
    `finished` is that of the last run."""

    id: str
    inputs: tuple[str, ...]
    version: str
    started: str
    finished: str | None
    items: int
    verdicts: Verdicts
    by_source: tuple[BatchRow, ...]
    by_outlet: tuple[BatchRow, ...]
    over_time: tuple[BatchRow, ...]
    worst: tuple[BatchArticle, ...]
    articles: tuple[BatchArticle, ...]
    failures: tuple[Failure, ...]

    @property
    def waiting(self) -> int:
        """Articles that have no outcome yet, because the work was interrupted."""
        return self.items - len(self.articles) - len(self.failures)
