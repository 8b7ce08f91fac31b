"""A review in a terminal: one claim after the other, worst first, each decision kept the moment it is made."""

from collections.abc import Callable
from dataclasses import dataclass

import sqlite_utils

from verifier.errors import UsageError
from verifier.model import VERDICTS, CheckedClaim, Report, holding
from verifier.record.deciding import Decision, blinded, decide, queue, verdict_named
from verifier.record.sessions_page import page
from verifier.record.store import load, resolve

KEYS = "c it is {verdict} · o it is something else · s skip · b back · / search · ? help · q stop"
HELP = (
    "c            the verdict is right (a note may follow: c the figure is in paragraph 3)",
    "o            the verdict is wrong: you give yours and a note that says why",
    "s or Enter   leave this one for later",
    "b            back to the claim before",
    "/words       the next claim with these words;  /  again: the next one",
    "7            claim 7, whatever its place",
    "q            stop; everything decided is kept, and the next review goes on from here",
)


@dataclass(frozen=True, slots=True)
class Person:
    """Who reviews, and how: `blind` hides what others decided, `everything` also offers what this person decided on."""

    name: str
    blind: bool = False
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Console:
    """The terminal as a review needs it. `ask` shows a prompt and gives a line (EOFError at the end of input); `tell`
    shows a line, which may hold text from outside and must be made harmless there; `clock` gives ISO 8601 UTC; `width`
    is in columns."""

    ask: Callable[[str], str]
    tell: Callable[[str], None]
    clock: Callable[[], str]
    width: int = 100


@dataclass(frozen=True, slots=True)
class Tally:
    """What a review came to: decisions made in it, and claims that still wait for this person."""

    decided: int
    waiting: int


def review(database: sqlite_utils.Database, run_id: str | None, person: Person, console: Console) -> Tally:
    """Takes a person through a run. Ends at the last claim, at `q`, and at the end of input or an interrupt, with all
    decisions kept. UsageError where there is no such run or the person has no name."""
    if not person.name.strip():
        raise UsageError("a review needs a name; give it with --reviewer")
    whole = resolve(database, run_id)
    return _Session(database, whole, person, console).run()


class _Session:
    """Where a person stands in a queue."""

    def __init__(self, database: sqlite_utils.Database, run_id: str, person: Person, console: Console) -> None:
        self.database, self.run_id, self.person, self.console = database, run_id, person, console
        self.order = [item.claim.id for item in queue(self.report(), person.name, everything=person.everything)]
        self.everyone = [item.claim.id for item in queue(self.report(), person.name, everything=True)]
        self.at = 0
        self.decided = 0
        self.words = ""

    def report(self) -> Report:
        """The run with the decisions this person may see, read anew: somebody else may be deciding meanwhile."""
        found = load(self.database, self.run_id)
        return blinded(found, self.person.name) if self.person.blind else found

    def run(self) -> Tally:
        """The loop."""
        tell = self.console.tell
        if not self.order:
            tell(f"Nothing waits for {self.person.name} in run {self.run_id}.")
        else:
            tell(f"Run {self.run_id}: {_claims(len(self.order))} to look at, worst first. ? shows the keys.")
        try:
            while self.at < len(self.order) and self.step():
                pass
        except (EOFError, KeyboardInterrupt):
            tell("")
        waiting = len(queue(self.report(), self.person.name))
        tell(f"{_claims(self.decided)} decided, {waiting} still to do. Everything decided is kept.")
        return Tally(self.decided, waiting)

    def step(self) -> bool:
        """Shows one claim and does what the person says; False to stop."""
        report = self.report()
        item = next(item for item in report.claims if item.claim.id == self.order[self.at])
        tell = self.console.tell
        tell("")
        mine = "  (you have decided on this one)" if self.person.name in holding(item) else ""
        tell(f"── Claim {item.claim.id} ── {self.at + 1} of {len(self.order)}{mine}")
        for line in page(report, item, width=self.console.width):
            tell(line)
        keys = KEYS.format(verdict=item.verdict.label.replace("_", " "))
        while True:
            answer = self.console.ask(f"\n{keys}\n> ").strip()
            done = self.act(answer, item, report)
            if done is not None:
                return done

    def act(self, answer: str, item: CheckedClaim, report: Report) -> bool | None:
        """One answer: True to show the next thing, False to stop, None to ask again."""
        key, _, rest = answer.partition(" ")
        if answer.startswith("/"):
            return self.search(answer[1:].strip(), report)
        if key.isdecimal():
            return self.go_to(int(key[:9]))
        match key.lower():
            case "c" | "confirm":
                return self.record(item, item.verdict.label, rest)
            case "o" | "override":
                return self.override(item)
            case "s" | "skip" | "":
                self.at += 1
                return True
            case "b" | "back":
                if self.at == 0:
                    self.console.tell("This is the first one.")
                    return None
                self.at -= 1
                return True
            case "q" | "quit":
                return False
            case "?" | "h" | "help":
                for line in HELP:
                    self.console.tell(f"  {line}")
                return None
        self.console.tell(f"There is no key {key!r}; ? shows them.")
        return None

    def override(self, item: CheckedClaim) -> bool | None:
        """Asks for a verdict and a note; an empty answer goes back to the claim."""
        for number, label in enumerate(VERDICTS, 1):
            self.console.tell(
                f"  {number}  {label.replace('_', ' ')}{'  (as it is)' if label == item.verdict.label else ''}"
            )
        word = self.console.ask("your verdict (number or name, empty to leave it)> ").strip()
        if not word:
            return None
        try:
            label = (
                VERDICTS[int(word) - 1]
                if word.isdecimal() and 1 <= int(word[:3]) <= len(VERDICTS)
                else verdict_named(word)
            )
        except UsageError as error:
            self.console.tell(str(error))
            return None
        note = self.console.ask("why (a note is needed, empty to leave it)> ").strip()
        return self.record(item, label, note) if note else None

    def record(self, item: CheckedClaim, verdict: str, note: str) -> bool | None:
        """Keeps a decision and goes on."""
        decision = Decision(item.claim.id, verdict, note, self.person.name, blind=self.person.blind)
        try:
            kept = decide(self.database, self.run_id, decision, at=self.console.clock())
        except UsageError as error:
            self.console.tell(str(error))
            return None
        self.console.tell(f"Kept: claim {item.claim.id} is {kept.verdict.replace('_', ' ')}, says {kept.reviewer}.")
        self.decided += 1
        self.at += 1
        return True

    def go_to(self, claim_id: int) -> bool | None:
        """Goes to a claim, also one that this person had already decided on."""
        if claim_id not in self.everyone:
            self.console.tell(f"There is no claim {claim_id}.")
            return None
        if claim_id not in self.order:
            self.order.insert(self.at, claim_id)
        self.at = self.order.index(claim_id)
        return True

    def search(self, words: str, report: Report) -> bool | None:
        """Goes to the next claim, in the order of the review and round to its beginning, that has the words."""
        self.words = words or self.words
        if not self.words:
            self.console.tell("Say what to look for: /words")
            return None
        texts = {item.claim.id: f"{item.claim.text} {item.claim.standalone}".casefold() for item in report.claims}
        here = self.everyone.index(self.order[self.at])
        for claim_id in self.everyone[here + 1 :] + self.everyone[: here + 1]:
            if self.words.casefold() in texts[claim_id]:
                return self.go_to(claim_id)
        self.console.tell(f"No claim has the words {self.words!r}.")
        return None


def _claims(number: int) -> str:
    return f"{number} claim{'' if number == 1 else 's'}"
