"""`verify refresh`: the sources brought up to date, and what rests on changed passages verified again."""

from collections.abc import Set
from datetime import UTC, datetime

from verifier import desk, record
from verifier.cli import changes, options, output
from verifier.cli.progress import Progress
from verifier.report.inert import clip, one_line
from verifier.report.wording import SIGNS, count


def refresh(run: str | None, where: options.Place, reach: options.Reach, *, fail_on: Set[str]) -> int:
    """Fetch addresses again, read files anew, check again what no longer rests on them, and print what changed."""
    with Progress() as progress:
        done = desk.refresh(
            run,
            config=where.config,
            db=where.db,
            offline=reach.offline,
            allow_hosts=reach.allow_hosts,
            clock=_now,
            progress=progress,
        )
    for one in done.loose:
        output.show(loose(one))
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


def loose(one: record.Loosened) -> str:
    """A claim that no longer rests on what is in force, and why, in lines."""
    claim, sign = one.claim.claim, SIGNS[one.claim.verdict.label]
    lines = [f"claim {claim.id}, {sign.icon} {sign.word}: {clip(claim.text, 120)}"]
    lines.extend(f"  {one_line(why)}" for why in one.why)
    return "".join(f"{line}\n" for line in lines)


def _now() -> datetime:
    return datetime.now(UTC)
