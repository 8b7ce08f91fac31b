"""The record in the SQLite file: runs in and out, the ledger's audit, people's decisions, what changed between runs."""

from verifier.record import batches, browsing
from verifier.record.annotations import annotations
from verifier.record.audits import Problem, audit
from verifier.record.claimreviews import Publisher, claim_reviews
from verifier.record.deciding import DecidedMeanwhileError, Decision, blinded, decide, decide_all, queue
from verifier.record.differences import ClaimChange, Orphan, RunChange, diff
from verifier.record.digests import digest
from verifier.record.kept import kept_texts
from verifier.record.listings import Listing, listing
from verifier.record.loosened import Loosened, loosened
from verifier.record.previous import previous
from verifier.record.provenance import provenance
from verifier.record.sessions import Console, Person, Tally, review
from verifier.record.sheets import decisions, sheet
from verifier.record.store import Prepared, RunLine, load, prepare, resolve, runs, save, with_reviews, write

__all__ = [
    "ClaimChange",
    "Console",
    "DecidedMeanwhileError",
    "Decision",
    "Listing",
    "Loosened",
    "Orphan",
    "Person",
    "Prepared",
    "Problem",
    "Publisher",
    "RunChange",
    "RunLine",
    "Tally",
    "annotations",
    "audit",
    "batches",
    "blinded",
    "browsing",
    "claim_reviews",
    "decide",
    "decide_all",
    "decisions",
    "diff",
    "digest",
    "kept_texts",
    "listing",
    "load",
    "loosened",
    "prepare",
    "previous",
    "provenance",
    "queue",
    "resolve",
    "review",
    "runs",
    "save",
    "sheet",
    "with_reviews",
    "write",
]
