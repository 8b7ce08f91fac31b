"""The guard before the page: who may come in, how much may be brought along, and what every answer must carry."""

import asyncio
import hmac
from collections.abc import MutableMapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_PATH = 200
LARGEST_BODY = 128_000
"""Bytes of a form: the longest note that the record keeps, percent-encoded, with room to spare."""
PATIENCE = 10.0
"""Seconds in which a body must have come in whole."""

HEADERS = (
    ("cache-control", "no-store"),
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
)
"""Every answer has them. The referrer goes to this origin alone: without any, browsers would hide where a form comes
from, which is checked too."""

SEALED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The policy of answers that bring no other."""


def policy(nonce: str) -> str:
    """The policy of the page: its own style and script by their nonce, forms and requests to this origin, no frames."""
    return (
        f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


class Guard:
    """Lets a request through that is addressed to this port by name, knows the path, and comes from the page itself.

    A page of another site that a browser shows can send requests here, also after its own name was pointed at this
    machine (DNS rebinding): the Host header tells. The path is a secret that other programs of other users lack.
    """

    def __init__(self, inner: ASGIApp, *, path: str, port: int) -> None:
        self.inner = inner
        self.path = path.encode("ascii")
        self.hosts = frozenset({f"127.0.0.1:{port}".encode("ascii"), f"localhost:{port}".encode("ascii")})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; anything but HTTP is left unanswered."""
        if scope["type"] != "http":
            return
        headers = _Headers(scope)
        refusal = self._refusal(scope, headers)
        if refusal:
            await _answer(send, *refusal)
            return
        body = b""
        if scope["method"] not in ("GET", "HEAD"):
            try:
                body = await asyncio.wait_for(_body(receive), PATIENCE)
            except TimeoutError:
                await _answer(send, 408, "The form did not come in whole.")
                return
            if len(body) > LARGEST_BODY:
                await _answer(send, 413, f"A form may have {LARGEST_BODY} bytes.")
                return
        await self.inner(scope, _given(body, receive), _sealed(send))

    def _refusal(self, scope: Scope, headers: "_Headers") -> tuple[int, str] | None:
        """Why a request is turned away, if it is."""
        hosts = headers.all(b"host")
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            return 421, "This page answers to 127.0.0.1 and localhost alone."
        raw = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
        first = raw.removeprefix(b"/").partition(b"/")[0]
        if len(raw) > LONGEST_PATH or not hmac.compare_digest(first, self.path):
            return 404, "Nothing is here. `verify review --web` prints the address of its page."
        if scope["method"] in ("GET", "HEAD"):
            return None
        origins = headers.all(b"origin")
        own = {b"http://" + host for host in self.hosts}
        if len(origins) > 1 or (origins and origins[0].lower() not in own):
            return 403, "This form comes from another page."
        if headers.first(b"sec-fetch-site") not in (b"", b"same-origin"):
            return 403, "This form comes from another site."
        length = headers.first(b"content-length")
        if length and (not length.isdigit() or len(length) > 12 or int(length) > LARGEST_BODY):
            return 413, f"A form may have {LARGEST_BODY} bytes."
        if headers.first(b"content-type").partition(b";")[0].strip().lower() != b"application/x-www-form-urlencoded":
            return 415, "Decisions come as a form."
        return None


class _Headers:
    """The headers of a request as bytes, names in lower case."""

    def __init__(self, scope: MutableMapping[str, Any]) -> None:
        self.pairs: list[tuple[bytes, bytes]] = list(scope["headers"])

    def all(self, name: bytes) -> list[bytes]:
        return [value.strip() for key, value in self.pairs if key.lower() == name]

    def first(self, name: bytes) -> bytes:
        return next(iter(self.all(name)), b"")


async def _body(receive: Receive) -> bytes:
    """The body, read no further than one byte beyond what is allowed."""
    parts: list[bytes] = []
    size = 0
    while size <= LARGEST_BODY:
        message = await receive()
        if message["type"] != "http.request":
            break
        part: bytes = message.get("body", b"")
        parts.append(part)
        size += len(part)
        if not message.get("more_body", False):
            break
    return b"".join(parts)


def _given(body: bytes, receive: Receive) -> Receive:
    """The body that was read, handed on; afterwards whatever else comes."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def handed() -> Message:
        return waiting.pop() if waiting else await receive()

    return handed


def _sealed(send: Send) -> Send:
    """Adds what every answer must carry; a policy that the answer brings stays."""

    async def sealed(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {key.lower() for key, _ in message["headers"]}
            added = [(k.encode("ascii"), v.encode("ascii")) for k, v in HEADERS]
            if b"content-security-policy" not in present:
                added.append((b"content-security-policy", SEALED.encode("ascii")))
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return sealed


async def _answer(send: Send, status: int, words: str) -> None:
    """A refusal in plain text; the connection ends with it, so that nothing more of the body is read."""
    body = f"{words}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode("ascii")),
        (b"connection", b"close"),
    ]
    sealed = _sealed(send)
    await sealed({"type": "http.response.start", "status": status, "headers": headers})
    await sealed({"type": "http.response.body", "body": body})
