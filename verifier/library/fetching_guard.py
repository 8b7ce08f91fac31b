"""The guard between the program and the network: which addresses may be reached, and a connection to just the address
that was checked, shut when its time is over."""

import contextlib
import ipaddress
import os
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from verifier.library.fetching_states import FetchError, PassingError

PORTS = frozenset((80, 443, 8080, 8443))
"""Where web servers listen; any other port must be allowed with its host."""
RESOLVING = 10.0
"""Seconds for finding the addresses of a host name."""
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
_OWN_TRANSLATED = ipaddress.ip_network("64:ff9b:1::/48")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: str) -> bool:
    """Whether an IP address lies in the public internet, and so does every IPv4 address that is written inside it."""
    try:
        return _is_public(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return False


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        if address in _OWN_TRANSLATED or address.is_site_local:
            return False
        if address in _TRANSLATED:
            return _is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is not None:
            return address.teredo is None and _is_public(inner)
    wide = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    return address.is_global and not wide


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the system's order. PassingError where it has none or finding them takes too long."""
    found: list[str] = []

    def look() -> None:
        with contextlib.suppress(OSError, UnicodeError):
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(row[4][0]) for row in rows))

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    looking.join(RESOLVING)
    if looking.is_alive():
        raise PassingError("timed_out", f"the name {host} was not resolved in {RESOLVING:.0f} seconds")
    if not found:
        raise PassingError("unreachable", f"the name {host} has no address")
    return found


class Watch:
    """Ends what is under way when its time is over, however slowly the other side drips: header, handshake or body."""

    def __init__(self) -> None:
        self.expired = False
        self._lines: list[socket.socket] = []
        self._lock = threading.Lock()

    def add(self, line: socket.socket) -> None:
        """Watch over a connection, by a second handle of it, which survives its wrapping for TLS."""
        with self._lock:
            self._lines.append(socket.socket(fileno=os.dup(line.fileno())))

    @contextlib.contextmanager
    def over(self, seconds: float) -> Iterator[None]:
        """Everything inside ends within so many seconds: connections opened in it are shut then."""
        timer = threading.Timer(max(seconds, 0.01), self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            with self._lock:
                for line in self._lines:
                    line.close()
                self._lines.clear()

    def _end(self) -> None:
        with self._lock:
            self.expired = True
            for line in self._lines:
                with contextlib.suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)


class GuardedBackend(httpcore.NetworkBackend):
    """Opens a connection only to a public address or an allowed host, and to the very address that was checked."""

    def __init__(self, allowed: Iterable[str], watch: Watch) -> None:
        self._allowed = frozenset(host.strip().lower() for host in allowed)
        self._watch = watch
        self._dialler = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """As httpcore asks. FetchError "forbidden_address" where an address of the host is none to go to."""
        addresses = self.checked(host, port)
        last: Exception | None = None
        start = time.monotonic()
        for address in addresses[:4]:
            left = None if timeout is None else max(timeout - (time.monotonic() - start), 0.1)
            try:
                stream = self._dialler.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
                continue
            self._watch.add(stream.get_extra_info("socket"))
            return stream
        assert last is not None
        raise last

    def checked(self, host: str, port: int) -> list[str]:
        """The addresses of a host, if all of them may be reached."""
        name = host.strip("[]").rstrip(".").lower()
        shown = f"[{name}]" if ":" in name else name
        allowed = bool({name, shown, f"{shown}:{port}"} & self._allowed)
        if port not in PORTS and not allowed:
            raise FetchError("forbidden_address", f"port {port} is none of a web server; allow {shown}:{port} if it is")
        addresses = resolve(name, port)
        inside = [address for address in addresses if not is_public(address)]
        if inside and not allowed:
            said = name if name == inside[0] else f"{name} ({inside[0]})"
            raise FetchError("forbidden_address", f"{said} lies inside a network; allow the host if you mean it")
        return addresses


class GuardedTransport(httpx.BaseTransport):
    """httpx over a guarded connection: one connection a request, no proxy, nothing taken from the environment."""

    def __init__(self, allowed: Iterable[str], watch: Watch) -> None:
        self._backend = GuardedBackend(allowed, watch)
        self._context: ssl.SSLContext | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; its body streams. httpcore's exceptions pass through."""
        if self._context is None:
            self._context = httpx.create_ssl_context(trust_env=False)
        pool = httpcore.ConnectionPool(
            ssl_context=self._context, max_keepalive_connections=0, network_backend=self._backend, retries=0
        )
        there = request.url
        url = httpcore.URL(scheme=there.raw_scheme, host=there.raw_host, port=there.port, target=there.raw_path)
        asked = httpcore.Request(
            request.method, url, headers=request.headers.raw, content=b"", extensions=request.extensions
        )
        try:
            answer = pool.handle_request(asked)
        except BaseException:
            pool.close()
            raise
        body = _Body(answer, pool)
        return httpx.Response(answer.status, headers=answer.headers, stream=body, extensions=answer.extensions)


class _Body(httpx.SyncByteStream):
    """The body of an answer; closing it closes the connection."""

    def __init__(self, answer: httpcore.Response, pool: httpcore.ConnectionPool) -> None:
        self._answer = answer
        self._pool = pool

    def __iter__(self) -> Iterator[bytes]:
        stream: Any = self._answer.stream
        yield from stream

    def close(self) -> None:
        self._answer.close()
        self._pool.close()
