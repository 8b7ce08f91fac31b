"""The record in the SQLite file: runs in and out, the ledger's audit, people's decisions, what changed between runs."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from verifier.record.annotations import annotations
from verifier.record.digests import digest
from verifier.record.kept import kept_texts
from verifier.record.listings import Listing, listing
from verifier.record.loosened import Loosened, loosened
from verifier.record.previous import previous
from verifier.record.provenance import provenance
from verifier.record.store import Prepared, RunLine, load, prepare, resolve, runs, save, with_reviews, write

if TYPE_CHECKING:
    from verifier.record import batches, browsing
    from verifier.record.audits import Problem, audit
    from verifier.record.claimreviews import Publisher, claim_reviews
    from verifier.record.deciding import DecidedMeanwhileError, Decision, blinded, decide, decide_all, queue
    from verifier.record.differences import ClaimChange, Orphan, RunChange, diff
    from verifier.record.sessions import Console, Person, Tally, review
    from verifier.record.sheets import decisions, sheet
else:
    _LATER = {
        "audits": ("Problem", "audit"),
        "batches": (),
        "browsing": (),
        "claimreviews": ("Publisher", "claim_reviews"),
        "deciding": ("DecidedMeanwhileError", "Decision", "blinded", "decide", "decide_all", "queue"),
        "differences": ("ClaimChange", "Orphan", "RunChange", "diff"),
        "sessions": ("Console", "Person", "Tally", "review"),
        "sheets": ("decisions", "sheet"),
    }

    def __getattr__(name: str) -> Any:
        """What a check has no use for is loaded when it is asked for."""
        for home, names in _LATER.items():
            if name == home or name in names:
                module = import_module(f"{__name__}.{home}")
                return module if name == home else getattr(module, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


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
