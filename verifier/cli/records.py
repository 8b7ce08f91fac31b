"""`verify runs`, `verify audit`: what the database holds and whether it holds."""

from verifier import database, record
from verifier.cli import options, output
from verifier.report.inert import clip, one_line
from verifier.report.wording import SIGNS, count


def runs(where: options.Place) -> int:
    """Print the recorded runs, the newest first: id, time, article, verdicts, decisions."""
    with where.opened() as held:
        lines = record.runs(held)
    output.show("".join(_line(line) for line in lines) or "no run is recorded yet\n")
    return 0


def audit(where: options.Place, head: str | None) -> int:
    """Recompute all that is recorded; print what does not hold and return 1, or print that all holds."""
    with where.opened() as held:
        problems = record.audit(held, head=head)
        number = len(record.runs(held)) if not problems else 0
        entries, newest = database.ledger.head(held) if not problems else (0, "")
    for problem in problems:
        output.show(f"✗ {one_line(problem.where)}: {one_line(problem.what)}\n")
    if problems:
        output.show(f"{count(len(problems), 'thing does', 'things do')} not hold\n")
        return 1
    output.show(f"✓ everything holds: {count(number, 'run')}, {count(entries, 'ledger entry', 'ledger entries')}\n")
    output.show(f"  ledger head {newest}; keep it elsewhere and check it with `verify audit --head`\n")
    return 0


def _line(line: record.RunLine) -> str:
    counts = dict(line.verdicts)
    verdicts = ", ".join(f"{counts[label]} {sign.word}" for label, sign in SIGNS.items() if counts.get(label))
    reviewed = f", {line.reviewed} reviewed" if line.reviewed else ""
    what = clip(line.title, 60) if line.title else "untitled"
    claims = count(line.coverage.claims, "claim")
    when = line.started[:16].replace("T", " ")
    return f"{one_line(line.id)}  {when}  {one_line(line.path)}: {what}\n  {claims}: {verdicts or 'none'}{reviewed}\n"
