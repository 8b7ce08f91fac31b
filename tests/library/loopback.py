"""A web server on the loopback address that does everything a server may do to a program that fetches from it."""

import contextlib
import gzip
import socket
import ssl
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

ARTICLE = (
    "<html><head><title>Message</title><meta property='article:published_time' content='2025-06-12'></head><body>"
    "<article><h1>Message</h1><p>Pyongyang will always stand with Moscow, the agency quoted the leader as saying.</p>"
    "<p>It acknowledged for the first time that it had sent troops, after months of silence from everybody.</p>"
    "</article></body></html>"
)
MEGABYTE = 1_000_000
Body = bytes | Iterator[bytes]


def bomb(megabytes: int) -> Iterator[bytes]:
    """A gzip stream of zeros, packed on the way."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    for _ in range(megabytes):
        yield packer.compress(bytes(MEGABYTE))
    yield packer.flush()


def nested(megabytes: int) -> Iterator[bytes]:
    """The same once more inside gzip."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    for piece in bomb(megabytes):
        yield packer.compress(piece)
    yield packer.flush()


def endless(piece: bytes, pause: float = 0.0) -> Iterator[bytes]:
    """The same bytes again and again."""
    while True:
        yield piece
        time.sleep(pause)


class Loopback:
    """The server. `page` sets what a path answers; `asked` counts requests by path, `seen` keeps their headers."""

    def __init__(self, *, encrypted: bool = False) -> None:
        self.asked: Counter[str] = Counter()
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.pages: dict[str, Callable[[dict[str, str]], tuple[str, Body]]] = {}
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._context: ssl.SSLContext | None = None
        if encrypted:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(Path(__file__).with_name("loopback.pem"))
        self.port = self._listening.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"{'https' if encrypted else 'http'}://{self.host}"
        self.page("/good", "Content-Type: text/html; charset=utf-8", ARTICLE.encode())
        self.page("/robots.txt", "404 Not Found", b"")
        threading.Thread(target=self._serve, daemon=True).start()

    def page(self, path: str, head: str, body: Body | Callable[[dict[str, str]], tuple[str, Body]] = b"") -> str:
        """Set what a path answers: a status line ("404 Not Found") and headers, one a line, then the body."""
        self.pages[path] = body if callable(body) else partial(_same, head, body)
        return f"{self.url}{path}"

    def close(self) -> None:
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), line:
            line.settimeout(20)
            with self._context.wrap_socket(line, server_side=True) if self._context else line as talk:
                self._talk(talk)

    def _talk(self, talk: socket.socket) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            piece = talk.recv(65536)
            if not piece:
                return
            data += piece
        first, *rest = data.decode("latin-1").split("\r\n")
        path = first.split(" ")[1]
        headers = {key.lower(): value for key, _, value in (row.partition(": ") for row in rest)}
        self.asked[path] += 1
        self.seen.append((path, headers))
        head, body = self.pages.get(path, partial(_same, "404 Not Found", b""))(headers)
        self._send(talk, head, body)

    def _send(self, talk: socket.socket, head: str, body: Body) -> None:
        if head == "raw":
            for piece in [body] if isinstance(body, bytes) else body:
                talk.sendall(piece)
            return
        rows = head.split("\n") if head else []
        status = rows.pop(0) if rows and rows[0][:3].isdigit() else "200 OK"
        if isinstance(body, bytes) and not any(row.lower().startswith("content-length") for row in rows):
            rows.append(f"Content-Length: {len(body)}")
        rows.append("Connection: close")
        talk.sendall(("\r\n".join([f"HTTP/1.1 {status}", *rows]) + "\r\n\r\n").encode("latin-1"))
        for piece in [body] if isinstance(body, bytes) else body:
            talk.sendall(piece)
        talk.shutdown(socket.SHUT_WR)


def _same(head: str, body: Body, headers: dict[str, str]) -> tuple[str, Body]:
    return head, body


def packed(content: bytes) -> bytes:
    """Content in gzip."""
    return gzip.compress(content)
