"""The one writer: outcomes into the database in the order of the batch, several in a transaction."""

import time

from verifier import record
from verifier.batch.working import Outcome, Setting, Verified
from verifier.database import writing
from verifier.library.store import Database
from verifier.model import Failure
from verifier.record.batches import DONE

MOST = 16
"""Outcomes that are recorded in one transaction."""
PATIENCE = 2.0
"""Seconds after which outcomes are recorded though they are fewer."""


class Writer:
    """Records the outcomes of one batch. What it was given is in the file after `flush`, or at the latest after
    `MOST` outcomes or `PATIENCE` seconds; whole runs with their outcomes, in the order given."""

    def __init__(self, held: Database, setting: Setting, *, batch: bool = True) -> None:
        """`batch` False records runs that are part of no batch."""
        self._held = held
        self._setting = setting
        self._of_batch = batch
        self._listed: record.Listing | None = None
        self._pending: list[Outcome] = []
        self._since = 0.0

    def add(self, outcome: Outcome) -> None:
        """Takes an outcome, and records what has gathered if that is much or old."""
        if not self._pending:
            self._since = time.monotonic()
        self._pending.append(outcome)
        self.look()

    def look(self) -> None:
        """Records what has gathered if that is much or old."""
        if len(self._pending) >= MOST or (self._pending and time.monotonic() - self._since > PATIENCE):
            self.flush()

    def flush(self) -> None:
        """Records all that was given, in one transaction. DatabaseError where SQLite refuses; nothing is lost then."""
        if not self._pending:
            return
        with writing(self._held):
            for outcome in self._pending:
                if isinstance(outcome, Verified):
                    run = outcome.run.with_list(self._listing())
                    record.write(self._held, run, config=self._setting.config.data)
            if self._of_batch:
                record.batches.conclude(self._held, self._setting.batch, [_concluded(one) for one in self._pending])
        self._pending.clear()

    def _listing(self) -> record.Listing:
        """The documents on the shelf, which every run of the batch lists."""
        if self._listed is None:
            self._listed = record.listing(self._setting.lines)
        return self._listed


def _concluded(outcome: Outcome) -> record.batches.Outcome:
    if isinstance(outcome, Failure):
        return record.batches.Outcome(outcome.position, outcome.state, outcome.why)
    return record.batches.Outcome(outcome.position, DONE, run_id=outcome.run.run_id)
