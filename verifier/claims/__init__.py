"""An article and its discourse -> claims, each with its words, kind, wording alone and worth; and what is no claim."""

from verifier.claims.find import find_claims
from verifier.claims.frame import language, read_frame

__all__ = ["find_claims", "language", "read_frame"]
