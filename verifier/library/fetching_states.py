"""The named outcomes of fetching, and the errors that carry them to where they are noted."""

STATES: dict[str, str] = {
    "not_modified": "the server says that it has not changed",
    "not_fetched": "it was not fetched yet",
    "offline": "it was not fetched, because no network connection was allowed",
    "bad_address": "its address is none that is fetched: http and https only, without a password",
    "forbidden_address": "its address lies inside a network, and the host is not allowed",
    "blocked_by_robots": "the site's robots.txt does not allow it, or could not be read",
    "unreachable": "the host could not be found or does not answer",
    "tls_error": "the host's certificate or encryption is not valid",
    "timed_out": "the answer took too long",
    "refused": "the server refuses it",
    "not_found": "the server has no such page",
    "rate_limited": "the server asks to come back later",
    "server_error": "the server failed",
    "too_many_redirects": "it was sent on too often",
    "too_large": "the answer is larger than the limit",
    "broken_answer": "the answer breaks off or breaks the rules of HTTP",
    "unsupported": "the answer is of a type that is not read",
}
"""Each state with its meaning; those of reading (`verifier.reading.STATES`) stand beside them."""


class FetchError(Exception):
    """A request that ended without a document: its state, a detail for people, and what the server said, if it did."""

    def __init__(self, state: str, detail: str, *, status: int | None = None, url: str | None = None) -> None:
        super().__init__(f"{state}: {detail}")
        self.state = state
        self.detail = detail
        self.status = status
        self.url = url


class PassingError(FetchError):
    """A fault that may be gone at the next try; `after` is how many seconds the server asks to wait."""

    def __init__(self, state: str, detail: str, *, status: int | None = None, after: float = 0.0) -> None:
        super().__init__(state, detail, status=status)
        self.after = after
