"""A recorded run to review on a page, the application called without a network, and the real command."""

import asyncio
import itertools
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from cli_desk import record_sample, samples, verify

from verifier import database, record
from verifier.web import Secrets, Sitting, application
from verifier.web.serving import listen, server

__all__ = ["Answer", "Page", "command", "desk", "record_sample", "running", "samples", "verify"]

PORT = 8123
SECRETS = Secrets("the-path", "the-token")
HOST = f"127.0.0.1:{PORT}"
HEADERS = {"host": HOST, "content-type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True)
class Page:
    """The application on a recorded run, asked directly."""

    sitting: Sitting
    app: Any

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes | list[bytes] = b"") -> Answer:
        """One request as the server would hand it on; a list is a body in parts, without a length."""
        parts = body if isinstance(body, list) else [body]
        incoming = iter(parts)
        left = len(parts)
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            nonlocal left
            left -= 1
            return {"type": "http.request", "body": next(incoming, b""), "more_body": left > 0}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path.partition("?")[0],
            "raw_path": path.partition("?")[0].encode(),
            "query_string": path.partition("?")[2].encode(),
            "root_path": "",
            "headers": [(k.encode(), v.encode("latin-1")) for k, v in headers.items()],
            "client": ("127.0.0.1", 5000),
            "server": ("127.0.0.1", PORT),
        }
        asyncio.run(self.app(scope, receive, send))
        start = sent[0]
        text = b"".join(message.get("body", b"") for message in sent[1:]).decode()
        return Answer(start["status"], {k.decode(): v.decode() for k, v in start["headers"]}, text)

    def get(self, query: str = "") -> Answer:
        return self.ask("GET", f"/the-path/{query}", HEADERS)

    def fields(self, claim: int) -> dict[str, str]:
        """What the form of a claim brings, as the page has it now."""
        text = self.get().text
        form = text[text.index(f'action="/the-path/claims/{claim}"') :]
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)[:3])

    def post(self, claim: int, fields: dict[str, str], *, scripted: bool = False) -> Answer:
        """A decision: the form as the page has it now, with the fields that were filled in or are older."""
        form = {"note": "", **({} if "token" in fields else self.fields(claim)), **fields}
        headers = {**HEADERS, **({"accept": "application/json"} if scripted else {})}
        return self.ask("POST", f"/the-path/claims/{claim}", headers, urlencode(form).encode())


def desk(folder: Path, name: str = "Ida Brun", *, blind: bool = False) -> Page:
    """The page of the last run that was recorded in a folder."""
    file = folder / "verifier.db"
    with database.connect(file) as held:
        report = record.load(held)
        texts = record.kept_texts(held, report)
    ticks = itertools.count()
    sitting = Sitting(
        lambda: database.connect(file, create=False),
        report.run.id,
        record.Person(name, blind),
        lambda: f"2025-03-05T09:{next(ticks):02}:00.000Z",
        SECRETS,
        texts,
    )
    nonces = itertools.count()
    return Page(sitting, application(sitting, PORT, lambda: f"nonce{next(nonces)}"))


@contextmanager
def running(sitting: Any) -> Iterator[str]:
    """The address of a page that a real server serves from a thread."""
    listener = listen()
    port = listener.getsockname()[1]
    made = server(application(sitting, port, lambda: "n0nce"))
    thread = threading.Thread(target=made.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}/{sitting.secrets.path}/"
    finally:
        made.should_exit = True
        thread.join(10)
        listener.close()


@contextmanager
def command(folder: Path, *arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`verify review --web` as a process: its address and the process, interrupted at the end if it still runs."""
    words = [sys.executable, "-m", "verifier", "review", "--web", *arguments]
    process = subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/[\w-]+/", line)
        assert found, line + (process.communicate()[1] if process.poll() is not None else "")
        yield found[0], process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=15)
        else:
            process.communicate()
