"""Who says what: the attributions of a text, their chains, and the registered sources behind them."""

from collections.abc import Sequence

from verifier.attribution.engine import attributions, discourse
from verifier.model import Attribution, Discourse, Document, Source

__all__ = ["find_attributions", "read_discourse"]


def read_discourse(document: Document, sources: Sequence[Source] = ()) -> Discourse:
    """Every attribution of an article in text order, resolved against the registered sources, and the referents met on
    the way. Spans are offsets into `document.text`; the header block is left out. Never raises for what the text
    holds."""
    return discourse(document, sources)


def find_attributions(text: str) -> list[Attribution]:
    """Every attribution of a text in text order, without a registry. Any text is allowed; linear in its length."""
    return list(attributions(text))
