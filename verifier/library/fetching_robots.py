"""robots.txt: what a site lets programs fetch, and how slowly (RFC 9309)."""

from protego import Protego

AGENT = "verifier"
"""The name under which a robots.txt addresses this program."""
MOST_BYTES = 500_000
MOST_DELAY = 30.0
"""A crawl delay above this many seconds is taken as this many: a handful of pages is no crawl."""
_MOST_STARS = 10


class Rules:
    """The rules of one site."""

    def __init__(self, text: str) -> None:
        """Takes the text of a robots.txt, however broken; lines made to be slow to match are left out."""
        lines = (line[:2_000] for line in text.splitlines() if line.count("*") <= _MOST_STARS)
        self._rules = Protego.parse("\n".join(lines))

    def allow(self, url: str) -> bool:
        """Whether an address may be fetched."""
        return bool(self._rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """Seconds to wait between two requests, 0 where the site does not say."""
        return min(float(self._rules.crawl_delay(AGENT) or 0.0), MOST_DELAY)


EVERYTHING = Rules("")
"""The rules of a site that has no robots.txt."""
