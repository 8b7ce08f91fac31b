"""`verify refresh`: the sources brought up to date, and what rests on changed passages verified again."""

from collections.abc import Set
from datetime import UTC, datetime

from verifier import desk
from verifier.cli import changes, options, output
from verifier.cli.progress import Progress
from verifier.report.inert import clip, one_line
from verifier.report.wording import SIGNS, count


def refresh(run: str | None, where: options.Place, *, offline: bool, fail_on: Set[str]) -> int:
    """Fetch addresses again, read files anew, check again what no longer rests on them, and print what changed."""
    with Progress() as progress:
        done = desk.refresh(run, config=where.config, db=where.db, offline=offline, clock=_now, progress=progress)
    for one in done.loose:
        claim, sign = one.claim.claim, SIGNS[one.claim.verdict.label]
        output.show(f"claim {claim.id}, {sign.icon} {sign.word}: {clip(claim.text, 120)}\n")
        for why in one.why:
            output.show(f"  {one_line(why)}\n")
    old = one_line(done.old.run.id)
    if done.new:
        again = count(len(done.loose), "claim")
        output.show(f"{again} of run {old} verified again, recorded as run {one_line(done.new.run.id)}\n\n")
        output.show(changes.told(done.old, done.new))
    elif done.loose:
        output.show(f"{count(len(done.loose), 'claim')} of run {old} verified again; nothing changed\n")
    else:
        output.show(f"every claim of run {old} rests on what is in force\n")
    return int(any(item.verdict.label in fail_on for item in (done.new or done.old).claims))


def _now() -> datetime:
    return datetime.now(UTC)
