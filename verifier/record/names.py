"""Names by which a run, an article, a document and a passage are known outside of the database."""

from urllib.parse import quote

from verifier.model import Document, DocumentLine, Evidence, Report

LONG = 300
"""Characters above which a link to a passage names its first and last words only: addresses have limits."""
WORDS = 5
"""Words at each end of such a link."""


def run_name(report: Report) -> str:
    """The URN of a run."""
    return f"urn:verifier:run:{quote(report.run.id, safe='')}"


def is_web(address: str | None) -> bool:
    """Whether an address is one of the web; what else a document may claim as its own is not passed on as a link."""
    return bool(address) and str(address).lower().startswith(("http://", "https://"))


def article_name(article: Document) -> str:
    """The article's address, or the hash of its bytes where it has none."""
    return str(article.url) if is_web(article.url) else f"urn:sha256:{article.sha256}"


def document_name(passage: Evidence, line: DocumentLine | None) -> str:
    """The address of the document a passage stands in, or the hash of its bytes, or its number in the database."""
    for address in (passage.url, line.url if line else None, line.path if line else None):
        if is_web(address):
            return str(address)
    if line is not None and line.sha256:
        return f"urn:sha256:{line.sha256}"
    return f"urn:verifier:document:{passage.document_id}"


def fragment_link(address: str, words: str) -> str:
    """A link that opens a page at some words of it (https://wicg.github.io/scroll-to-text-fragment/).

    Long passages are named by their first and last words. An address that has a fragment keeps it in front.
    """
    flat = " ".join(words.split())
    if len(flat) > LONG:
        parts = flat.split(" ")
        flat_parts = [" ".join(parts[:WORDS])[:LONG], " ".join(parts[-WORDS:])[-LONG:]]
    else:
        flat_parts = [flat]
    # Dash, comma and ampersand have a meaning of their own in the directive.
    directive = ",".join(quote(part, safe="", errors="replace").replace("-", "%2D") for part in flat_parts)
    return f"{address}{'' if '#' in address else '#'}:~:text={directive}"
