"""Batches: an article that could not be verified, and what a whole batch came to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """An article of a batch that was not verified: its name, its place from 1, the named state, and why in a sentence.

    The states are those of reading (`verifier.reading.STATES`), those of fetching, and: timed_out (it took longer than
    the limit), crashed (the process at work on it died, twice), changed (it is not what it was when the batch began),
    fault (an error of the program itself).
    """

    item: str
    position: int
    state: str
    why: str
