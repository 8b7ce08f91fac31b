"""`verify runs`: what the database holds."""

from pathlib import Path

from verifier import record
from verifier.cli import options, output
from verifier.report.inert import clip, one_line
from verifier.report.wording import SIGNS, count


def runs(*, config: Path | None, db: Path | None) -> int:
    """Print the recorded runs, the newest first: id, time, article, verdicts, decisions."""
    with options.opened(config, db) as held:
        lines = record.runs(held)
    output.show("".join(_line(line) for line in lines) or "no run is recorded yet\n")
    return 0


def _line(line: record.RunLine) -> str:
    counts = dict(line.verdicts)
    verdicts = ", ".join(f"{counts[label]} {sign.word}" for label, sign in SIGNS.items() if counts.get(label))
    reviewed = f", {line.reviewed} reviewed" if line.reviewed else ""
    what = clip(line.title, 60) if line.title else "untitled"
    claims = count(line.coverage.claims, "claim")
    when = line.started[:16].replace("T", " ")
    return f"{one_line(line.id)}  {when}  {one_line(line.path)}: {what}\n  {claims}: {verdicts or 'none'}{reviewed}\n"
