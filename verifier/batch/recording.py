"""The one writer: outcomes into the database in the order of the batch, several in a transaction."""

import time

from verifier import record
from verifier.batch.working import LIST, Outcome, Setting, Verified, with_list
from verifier.database import writing
from verifier.library.store import Database
from verifier.model import Coverage, Document, Failure, Report, Run
from verifier.record.batches import DONE
from verifier.record.rows import Row, rows

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
        self._listed = _listed(setting)
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
                    record.write(self._held, with_list(outcome.run, self._listed), config=self._setting.config.data)
            if self._of_batch:
                record.batches.conclude(self._held, self._setting.batch, [_concluded(one) for one in self._pending])
        self._pending.clear()


def _concluded(outcome: Outcome) -> record.batches.Outcome:
    if isinstance(outcome, Failure):
        return record.batches.Outcome(outcome.position, outcome.state, outcome.why)
    return record.batches.Outcome(outcome.position, DONE, run_id=outcome.run.run_id)


def _listed(setting: Setting) -> list[Row]:
    """The rows of the documents on the shelf, as every run of the batch has them."""
    nobody = Document("", "", "0" * 64)
    nothing = Coverage(0, 0, 0, 0)
    run = Run("", "", "", "", None, offline=setting.offline, coverage=nothing)
    return rows(Report(run, nobody, (), setting.lines, ()))[LIST]
