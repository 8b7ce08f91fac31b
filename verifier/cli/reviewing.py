"""`verify review`: a session in the terminal or in the browser, one decision by options, a spreadsheet out and in."""

import importlib.util
import io
import secrets
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from verifier import record
from verifier.cli import changes, options, output
from verifier.errors import InputError, UsageError
from verifier.model import Report
from verifier.report import overview
from verifier.report.inert import visible
from verifier.report.wording import count

LARGEST_SHEET = 50_000_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reviewer asked for; which of the ways to review is meant follows from what is given."""

    reviewer: str
    claim: int | None = None
    verdict: str | None = None
    note: str = ""
    blind: bool = False
    everything: bool = False
    csv_out: Path | None = None
    csv_in: Path | None = None
    web: bool = False
    port: int | None = None


def review(run: str | None, wish: Wish, where: options.Place) -> int:
    """Review a run in the way that the options say."""
    ways = [wish.claim is not None or wish.verdict is not None, bool(wish.csv_out), bool(wish.csv_in), wish.web]
    if sum(ways) > 1:
        raise UsageError("--claim with --verdict, --csv-out, --csv-in and --web are four ways to review: take one")
    if wish.port is not None and not wish.web:
        raise UsageError("--port goes with --web")
    if wish.note and not ways[0]:
        raise UsageError("--note goes with --claim and --verdict")
    if wish.csv_out:
        return _sheet_out(run, wish, wish.csv_out, where)
    if wish.csv_in:
        return _sheet_in(run, wish, wish.csv_in, where)
    if ways[0]:
        return _one(run, wish, where)
    if wish.web:
        return _in_browser(run, wish, where)
    with where.opened() as held:
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
        person = record.Person(wish.reviewer, wish.blind, wish.everything)
        record.review(held, run, person, record.Console(_ask, _tell, now, output.width(None)))
        _agreement(record.load(held, run))
    return 0


def _in_browser(run: str | None, wish: Wish, where: options.Place) -> int:
    """Serve the page of a run on loopback until interrupted; every decision is kept when it is made."""
    for package in ("starlette", "uvicorn"):
        if importlib.util.find_spec(package) is None:
            raise UsageError(f'a review in the browser needs {package}: install it with pip install "verifier[web]"')
    if not wish.reviewer.strip():
        raise UsageError("a review needs a name; give it with --reviewer")
    from verifier import web

    with where.opened() as held:
        found = record.load(held, run)
        texts, since = record.kept_texts(held, found), changes.since_before(held, found)
    person = record.Person(" ".join(wish.reviewer.split()), wish.blind, wish.everything)
    hidden = web.Secrets(secrets.token_urlsafe(24), secrets.token_urlsafe(24))
    sitting = web.Sitting(where.opened, found.run.id, person, now, hidden, texts, since)
    listener = web.listen(wish.port or 0)
    port = listener.getsockname()[1]
    already, _ = sitting.standing()
    _tell(f"Run {found.run.id}: review it at http://127.0.0.1:{port}/{hidden.path}/")
    _tell("Whoever has this address can decide in your name. Ctrl-C ends it; every decision is kept at once.")
    web.serve(web.application(sitting, port, lambda: secrets.token_urlsafe(18)), listener)
    decided, waiting = sitting.standing()
    _tell("")
    made = max(decided - already, 0)
    _tell(f"{count(made, 'claim')} decided, {waiting} still to do. Everything decided is kept.")
    return 0


def now() -> str:
    """The time of a decision: ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _one(run: str | None, wish: Wish, where: options.Place) -> int:
    if wish.claim is None or wish.verdict is None:
        raise UsageError("a decision needs both --claim N and --verdict VERDICT")
    decision = record.Decision(wish.claim, wish.verdict, wish.note, wish.reviewer, blind=wish.blind)
    with where.opened() as held:
        kept = record.decide(held, run, decision, at=now())
    _tell(f"Kept: claim {wish.claim} is {kept.verdict.replace('_', ' ')}, says {kept.reviewer}.")
    return 0


def _sheet_out(run: str | None, wish: Wish, target: Path, where: options.Place) -> int:
    output.check_target(target, "")
    with where.opened() as held:
        found = record.load(held, run)
    if wish.blind:
        found = record.blinded(found, wish.reviewer)
    output.write(target, record.sheet(found, wish.reviewer, everything=wish.everything))
    return 0


def _sheet_in(run: str | None, wish: Wish, source: Path, where: options.Place) -> int:
    if source.stat().st_size > LARGEST_SHEET:
        raise InputError(f"{source} is too large to be a sheet of decisions")
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{source}: not UTF-8 at byte {error.start}; save the sheet as CSV in UTF-8") from None
    with where.opened() as held:
        found = record.load(held, run)
        made = record.decisions(text, found, reviewer=wish.reviewer or None)
        record.decide_all(held, found.run.id, made, at=now())
        _tell(f"Kept: {count(len(made), 'decision')} on run {found.run.id}.")
        _agreement(record.load(held, found.run.id))
    return 0


def _agreement(found: Report) -> None:
    """How far the reviewers of a run agree, for each two of them."""
    for pair in overview.agreements(found):
        _tell(f"{pair}.")


def _ask(prompt: str) -> str:
    output.show(prompt)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def _tell(line: str) -> None:
    output.show(f"{visible(line).replace(chr(10), ' ')}\n")
