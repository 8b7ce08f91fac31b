"""The record in the SQLite file: runs in and out, the ledger's audit, people's decisions, what changed between runs."""

from verifier.record.audits import Problem, audit
from verifier.record.deciding import Decision, blinded, decide, decide_all, queue
from verifier.record.differences import ClaimChange, Orphan, RunChange, diff
from verifier.record.reviewers import Agreement, agreement
from verifier.record.sessions import Console, Person, Tally, review
from verifier.record.sheets import decisions, sheet
from verifier.record.store import RunLine, load, resolve, runs, save

__all__ = [
    "Agreement",
    "ClaimChange",
    "Console",
    "Decision",
    "Orphan",
    "Person",
    "Problem",
    "RunChange",
    "RunLine",
    "Tally",
    "agreement",
    "audit",
    "blinded",
    "decide",
    "decide_all",
    "decisions",
    "diff",
    "load",
    "queue",
    "resolve",
    "review",
    "runs",
    "save",
    "sheet",
]
