"""The record in the SQLite file: runs in and out, the ledger's audit, people's decisions, what changed between runs."""

from verifier.record.audit import Problem, audit
from verifier.record.store import RunLine, load, runs, save

__all__ = ["Problem", "RunLine", "audit", "load", "runs", "save"]
