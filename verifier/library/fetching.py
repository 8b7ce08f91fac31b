"""Fetching pages politely (robots.txt, pauses, an honest name) and safely (checked addresses, bounded in all)."""

import hashlib
import logging
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from types import TracebackType
from typing import Any, Self

import httpcore
import httpx
import stamina

from verifier.config import Settings
from verifier.library import fetching_inflate as inflating
from verifier.library import fetching_robots as robots
from verifier.library.fetching_guard import GuardedTransport, Watch
from verifier.library.fetching_states import FetchError, PassingError

logging.getLogger("stamina").addHandler(logging.NullHandler())  # its retries are no news for the terminal

ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.5"
MOST_WAIT = 60.0
"""Seconds that a server may ask to wait before the next try; one that asks for longer is not tried again."""
MOST_HEADERS = 100
MOST_ADDRESS = 2_000
_UNREAD = ("image/", "audio/", "video/", "font/", "application/zip", "application/gzip", "application/javascript")
_REFUSING = frozenset((401, 402, 403, 407, 451))
_PASSING = frozenset((408, 425, 500, 502, 503, 504))


@dataclass(frozen=True, slots=True)
class Answer:
    """How a fetch ended. `state` is "read" where `data` holds a body, "not_modified", or why there is none.

    `headers` are the server's own words, `certificate` is "sha256:" and the fingerprint of the certificate it showed.
    """

    url: str
    state: str
    detail: str = ""
    data: bytes = b""
    final_url: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    certificate: str | None = None

    def header(self, name: str) -> str | None:
        """The first header of that name."""
        return next((value for key, value in self.headers if key == name), None)


class Fetcher:
    """Fetches one page after the other, and remembers each site's rules and when it was last asked.

    The clock and the sleep are passed in for tests; the clock counts seconds and never goes back.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._sleep = sleep
        self._watch = Watch()
        self._client = httpx.Client(
            transport=GuardedTransport(settings.allow_hosts, self._watch),
            headers={
                "User-Agent": agent(settings.contact),
                "Accept": ACCEPT,
                "Accept-Encoding": "identity",
                "Accept-Language": "en, *;q=0.5",
            },
            trust_env=False,
            follow_redirects=False,
        )
        self._rules: dict[str, robots.Rules | FetchError] = {}
        self._free: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._client.close()

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """Fetch one address; `etag` and `last_modified` are those of what is held of it. Never raises: see `Answer`.

        Faults that may pass are tried again as often as the settings say. All together takes at most
        attempts * timeout seconds, and the pauses that the site asks for.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {key: value for key, value in conditions.items() if value and value.isprintable()}
        tries = max(1, self._settings.attempts)
        try:
            for attempt in stamina.retry_context(
                on=PassingError, attempts=tries, timeout=None, wait_initial=0.1, wait_max=2.0, wait_jitter=0.2
            ):
                with attempt:
                    return self._once(url, headers)
        except FetchError as fault:
            return Answer(url, fault.state, fault.detail, final_url=fault.url, status=fault.status)
        raise AssertionError("a retry neither returned nor raised")

    def _once(self, url: str, headers: dict[str, str]) -> Answer:
        """Follow an address to its answer, each hop checked like the first."""
        deadline = self._clock() + self._settings.timeout
        here = checked(url)
        for _ in range(self._settings.redirects + 1):
            waited = self._admit(here)
            deadline += waited
            try:
                answer = self._get(here, headers, deadline, self._settings.most_bytes)
            except PassingError as error:
                if error.after:
                    self._free[_host(here)] = self._clock() + error.after
                raise
            if answer.status not in (301, 302, 303, 307, 308):
                return replace(answer, url=url)
            here = _next(here, answer)
        detail = f"it was sent on more than {self._settings.redirects} times, at last to {str(here)[:200]}"
        raise FetchError("too_many_redirects", detail, url=str(here))

    def _admit(self, url: httpx.URL) -> float:
        """Ask the site's rules, then wait for its turn; the seconds that took. FetchError where it is not allowed."""
        start = self._clock()
        rules = self._rules_of(url)
        if not rules.allow(str(url)):
            raise FetchError(
                "blocked_by_robots", f"{url.host}/robots.txt does not allow {url.path[:200]}", url=str(url)
            )
        self._wait(url, rules.delay)
        return self._clock() - start

    def _wait(self, url: httpx.URL, delay: float) -> None:
        host = _host(url)
        now = self._clock()
        if (free := self._free.get(host, now)) > now:
            self._sleep(free - now)
        self._free[host] = max(self._clock(), free) + max(self._settings.pause, delay)

    def _rules_of(self, url: httpx.URL) -> robots.Rules:
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if site not in self._rules:
            try:
                self._rules[site] = self._read_rules(httpx.URL(site).join("/robots.txt"))
            except PassingError:
                raise
            except FetchError as fault:
                self._rules[site] = fault
        held = self._rules[site]
        if isinstance(held, FetchError):
            raise held
        return held

    def _read_rules(self, url: httpx.URL) -> robots.Rules:
        """A site's rules. None of them where the site has no robots.txt; a FetchError where that cannot be told."""
        here = url
        deadline = self._clock() + self._settings.timeout
        for _ in range(self._settings.redirects + 1):
            self._wait(here, 0.0)
            try:
                answer = self._get(here, {}, deadline, robots.MOST_BYTES)
            except FetchError as fault:
                if fault.status is None and fault.state not in ("too_large", "broken_answer"):
                    raise
                if fault.state in ("refused", "not_found"):
                    return robots.EVERYTHING
                unread = f"{here.host}/robots.txt cannot be read ({fault.detail})"
                if not isinstance(fault, PassingError):
                    raise FetchError("blocked_by_robots", unread, status=fault.status) from fault
                if fault.after:
                    self._free[_host(here)] = self._clock() + fault.after
                raise PassingError("blocked_by_robots", unread, status=fault.status, after=fault.after) from fault
            if answer.status not in (301, 302, 303, 307, 308):
                return robots.Rules(answer.data.decode("utf-8", "replace"))
            here = _next(here, answer)
        return robots.EVERYTHING

    def _get(self, url: httpx.URL, headers: dict[str, str], deadline: float, most: int) -> Answer:
        """One request and its whole answer, within the time and the size given."""
        left = max(deadline - self._clock(), 0.01)
        self._watch.expired = False
        try:
            with (
                self._watch.over(left),
                self._client.stream("GET", url, headers=headers, timeout=left) as response,
            ):
                answer = _described(url, response)
                _told(answer, response)
                if answer.status == 304 and not headers:
                    raise FetchError("broken_answer", "HTTP 304 to an unconditional request", status=304)
                if answer.status in (301, 302, 303, 307, 308, 304):
                    return answer
                data = _body(response, most)
                if self._watch.expired:  # a body without a declared length ends with the connection
                    raise httpcore.ReadTimeout
                return replace(answer, data=data)
        except httpcore.UnsupportedProtocol as error:
            raise FetchError("bad_address", str(error)) from error
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise self._explained(error, url) from error
        except httpx.HTTPError as error:
            raise PassingError("broken_answer", str(error)[:200]) from error

    def _explained(self, error: Exception, url: httpx.URL) -> FetchError:
        """What a broken connection means."""
        if self._watch.expired or isinstance(error, httpcore.TimeoutException):
            return PassingError("timed_out", f"no whole answer within {self._settings.timeout:.0f} seconds")
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ssl.SSLError):
                said = getattr(cause, "verify_message", "") or getattr(cause, "reason", "") or "handshake failed"
                return FetchError("tls_error", f"{url.host}: {said}")
            cause = cause.__cause__ or cause.__context__
        if isinstance(error, (httpcore.ConnectError, OSError)):
            return PassingError("unreachable", f"{url.host} does not answer ({str(error)[:120]})")
        return PassingError("broken_answer", f"the answer breaks off ({str(error)[:120]})")


def _host(url: httpx.URL) -> str:
    return f"{url.host}:{url.port}"


def agent(contact: str) -> str:
    """The User-Agent: what this is, and where its user can be reached."""
    told = "".join(char for char in contact if char.isascii() and char.isprintable() and char not in "()")
    return f"verifier/{version('verifier')} (checks quotations against their sources{'; ' + told if told else ''})"


def checked(url: str) -> httpx.URL:
    """An address that may be asked for at all: http or https, with a host, without a password or a fragment."""
    try:
        parsed = httpx.URL(url) if len(url) <= MOST_ADDRESS else None
        if parsed is None or parsed.scheme not in ("http", "https") or not parsed.host or parsed.userinfo:
            raise FetchError(
                "bad_address", "only http and https addresses without a password are fetched", url=url[:200]
            )
        parsed.netloc.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError("bad_address", f"is no address ({str(error)[:120]})", url=url[:200]) from error
    return parsed.copy_with(fragment=None)


def _next(here: httpx.URL, answer: Answer) -> httpx.URL:
    """Where a redirect leads."""
    target = answer.header("location")
    if not target:
        raise FetchError("broken_answer", f"HTTP {answer.status} without saying where to", status=answer.status)
    try:
        return checked(str(here.join(target)))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchError("bad_address", f"it is sent on to what is no address ({str(error)[:80]})") from error


def _described(url: httpx.URL, response: httpx.Response) -> Answer:
    """An answer without its body: what the server said, and the certificate it showed."""
    state = "not_modified" if response.status_code == 304 else "read"
    headers = tuple(
        (key.decode("ascii", "replace").lower()[:200], value.decode("latin-1")[:2000])
        for key, value in response.headers.raw[:MOST_HEADERS]
    )
    stream: Any = response.extensions.get("network_stream")
    encrypted = stream.get_extra_info("ssl_object") if stream is not None else None
    shown = encrypted.getpeercert(True) if encrypted is not None else None
    return Answer(
        url=str(url),
        state=state,
        final_url=str(url),
        status=response.status_code,
        headers=headers,
        certificate=f"sha256:{hashlib.sha256(shown).hexdigest()}" if shown else None,
    )


def _told(answer: Answer, response: httpx.Response) -> None:
    """Raise what the status or the type of an answer means, if it means that there is nothing to read."""
    status = response.status_code
    said = f"HTTP {status}"
    if status in (404, 410):
        raise FetchError("not_found", said, status=status, url=answer.url)
    if status == 429 or status in _PASSING:
        state = "rate_limited" if status == 429 else "server_error"
        raise _later(state, said, answer)
    if status >= 500:
        raise FetchError("server_error", said, status=status, url=answer.url)
    if status in _REFUSING or status >= 400:
        raise FetchError("refused", said, status=status, url=answer.url)
    if status not in (200, 203, 301, 302, 303, 304, 307, 308):
        raise FetchError("broken_answer", f"{said} was not asked for", status=status, url=answer.url)
    sort = (answer.header("content-type") or "").split(";")[0].strip().lower()
    if status in (200, 203) and sort.startswith(_UNREAD):
        raise FetchError("unsupported", f"is of type {sort[:80]}", status=status, url=answer.url)


def _later(state: str, said: str, answer: Answer) -> FetchError:
    seconds = _asked_to_wait(answer)
    if seconds > MOST_WAIT:
        return FetchError(state, f"{said}, come back in {seconds:.0f} seconds", status=answer.status, url=answer.url)
    return PassingError(state, said, status=answer.status, after=seconds)


def _asked_to_wait(answer: Answer) -> float:
    """The seconds that Retry-After asks for: a number, or a date, counted from the server's own clock where it shows it
    (RFC 9110, 10.2.3). 0 where it asks for nothing that can be read, and for a date that is past."""
    asked = (answer.header("retry-after") or "").strip()
    if asked.isdecimal():
        return float(asked[:9])
    back = _moment(asked)
    now = _moment(answer.header("date") or "")
    return max(0.0, back - (time.time() if now is None else now)) if back is not None else 0.0


def _moment(text: str) -> float | None:
    """An HTTP date, which is in UTC also where it does not say so, in seconds since 1970; None for what is none."""
    try:
        found = parsedate_to_datetime(text[:40])
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def _body(response: httpx.Response, most: int) -> bytes:
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:18]) > most:
        raise FetchError("too_large", f"the answer has {int(declared[:18]) / 1e6:.0f} MB, more than {most / 1e6:.0f}")
    packings = inflating.layers(response.headers.get("content-encoding", ""))
    body = bytearray()
    for piece in inflating.unpacked(response.iter_raw(), packings, most=most):
        body += piece
    return bytes(body)
