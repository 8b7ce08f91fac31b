"""A review as the browser has it: the page, one claim of it, and a decision taken; each on the record as it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from verifier import record
from verifier.errors import UsageError, VerifierError
from verifier.model import Report, holding
from verifier.record import Decision, Person
from verifier.report import html
from verifier.report.html_desk import Desk, Draft
from verifier.report.since import Since

if TYPE_CHECKING:
    from verifier.library.store import Database

FIELDS = frozenset({"token", "digest", "seen", "verdict", "note"})
"""What a form brings."""

Outcome = Literal["kept", "refused", "conflict", "broken"]


@dataclass(frozen=True, slots=True)
class Secrets:
    """What nobody else knows: the part of the path that leads to the page, and what each form must bring back."""

    path: str
    form: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a decision: `said` for the person, `draft` where it was not kept."""

    outcome: Outcome
    said: str
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person before one run. `opened` gives a new connection for each use, since every request has its own thread;
    `clock` gives ISO 8601 UTC. `texts` and `since` are taken once: what a run rests on does not change."""

    opened: Callable[[], "Database"]
    run_id: str
    person: Person
    clock: Callable[[], str]
    secrets: Secrets
    texts: Mapping[int, str]
    since: Since | None = None

    def page(self, nonce: str, *, after: int | None = None, refused: Mapping[int, Answer] | None = None) -> str:
        """The whole page; `after` is a claim just decided on, `refused` are decisions to be given back."""
        report = self._report()
        notice = ""
        item = next((one for one in report.claims if one.claim.id == after), None)
        if item is not None and (mine := holding(item).get(self.person.name)):
            notice = f"Kept: claim {after} is {mine.verdict.replace('_', ' ')}, says {mine.reviewer}."
        for number, answer in (refused or {}).items():
            notice = f"Claim {number}, not kept: {answer.said}"
        return html.render(
            report, texts=self.texts, since=self._since(), desk=self._desk(report, nonce, notice, refused)
        )

    def card(self, claim_id: int, refused: Mapping[int, Answer] | None = None) -> str:
        """One claim of the page."""
        report = self._report()
        desk = self._desk(report, "", "", refused)
        return html.card(report, claim_id, desk, texts=self.texts, since=self._since())

    def has(self, claim_id: int) -> bool:
        """Whether the run has a claim of that number."""
        return any(one.claim.id == claim_id for one in self._report().claims)

    def standing(self) -> tuple[int, int]:
        """How many claims this person has decided on, and how many still wait."""
        report = self._report()
        waiting = len(record.queue(report, self.person.name))
        return len(report.claims) - waiting, waiting

    def next_waiting(self, after: int) -> int:
        """The claim to look at after one: the next that waits, or the same where none does."""
        waiting = [one.claim.id for one in record.queue(self._report(), self.person.name)]
        return waiting[0] if waiting else after

    def decide(self, claim_id: int, form: Mapping[str, str]) -> Answer:
        """Keeps a decision as the form has it, or says why not and gives it back."""
        verdict, note = form.get("verdict", ""), form.get("note", "").replace("\r\n", "\n")
        seen = form.get("seen", "")
        try:
            if not (seen.isascii() and seen.isdigit() and len(seen) < 9):
                raise UsageError("the form does not say what was seen; load the page again")
            decision = Decision(
                claim_id,
                verdict,
                note,
                self.person.name,
                digest=form.get("digest", ""),
                blind=self.person.blind,
                seen=int(seen),
            )
            with self.opened() as held:
                made = record.decide(held, self.run_id, decision, at=self.clock())
        except record.DecidedMeanwhileError as error:
            return Answer("conflict", str(error), Draft(verdict, note, f"Not kept: {error}, then decide again."))
        except UsageError as error:
            return Answer("refused", str(error), Draft(verdict, note, f"Not kept: {error}."))
        except VerifierError as error:
            return Answer("broken", str(error), Draft(verdict, note, f"Not kept: {error}."))
        return Answer("kept", f"Kept: claim {claim_id} is {made.verdict.replace('_', ' ')}, says {made.reviewer}.")

    def _since(self) -> Since | None:
        """What changed; a blind reviewer does not learn there what others had decided."""
        if self.since is None or not self.person.blind:
            return self.since
        return replace(self.since, lost=tuple(x for x in self.since.lost if x.review.reviewer == self.person.name))

    def _report(self) -> Report:
        """The run with the decisions this person may see, read anew: somebody else may be deciding meanwhile."""
        with self.opened() as held:
            found = record.load(held, self.run_id)
        return record.blinded(found, self.person.name) if self.person.blind else found

    def _desk(self, report: Report, nonce: str, notice: str, refused: Mapping[int, Answer] | None) -> Desk:
        return Desk(
            reviewer=self.person.name,
            action=f"/{self.secrets.path}/",
            token=self.secrets.form,
            nonce=nonce,
            order=tuple(one.claim.id for one in record.queue(report, self.person.name, everything=True)),
            digests={one.claim.id: record.digest(one) for one in report.claims},
            blind=self.person.blind,
            notice=notice,
            drafts={number: answer.draft for number, answer in (refused or {}).items() if answer.draft},
        )
