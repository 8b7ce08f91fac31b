"""`verify refresh`: the sources brought up to date, and the claims that no longer rest on what is in force."""

from datetime import UTC, datetime

from verifier import library, record
from verifier.cli import options, output
from verifier.cli.progress import Progress
from verifier.report.inert import clip, one_line
from verifier.report.wording import SIGNS, count


def refresh(run: str | None, where: options.Place, *, offline: bool) -> int:
    """Fetch addresses again, read files anew, and list the claims of a run to verify again, with the reasons."""
    config = options.configuration(where.config)
    with where.opened() as held, Progress() as progress:
        found = record.load(held, run)
        if not (offline or config.settings.offline):
            library.fetch(held, config, clock=_now, refresh=True, progress=progress)
        library.sync(held, config, offline=True, clock=_now, progress=progress)
        loose = record.loosened(held, found)
    for one in loose:
        claim, sign = one.claim.claim, SIGNS[one.claim.verdict.label]
        output.show(f"claim {claim.id}, {sign.icon} {sign.word}: {clip(claim.text, 120)}\n")
        for why in one.why:
            output.show(f"  {one_line(why)}\n")
    if loose:
        article = one_line(found.article.path)
        output.show(f"{count(len(loose), 'claim')} of run {one_line(found.run.id)} to verify again: verify {article}\n")
    else:
        output.show(f"every claim of run {one_line(found.run.id)} rests on what is in force\n")
    return 0


def _now() -> datetime:
    return datetime.now(UTC)
