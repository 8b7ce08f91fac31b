"""Does the source say it: passages -> comparisons -> judgement -> verdict, findings, confidence."""

from verifier.checking.checks import check, check_texts, note_outlet

__all__ = ["check", "check_texts", "note_outlet"]
