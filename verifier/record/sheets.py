"""Decisions by spreadsheet: a CSV goes out with what there is to see, and comes back with what was decided."""

import csv
import io

from verifier.errors import InputError, UsageError
from verifier.model import CheckedClaim, Report
from verifier.record.deciding import Decision, queue, verdict_named
from verifier.record.digests import digest

COLUMNS = (
    "run",
    "claim",
    "verdict",
    "confidence",
    "text",
    "said_by",
    "findings",
    "passage",
    "place",
    "decision",
    "note",
    "reviewer",
    "digest",
)
NEEDED = ("run", "claim", "decision", "note", "digest")
CONFIRM = ("confirm", "confirmed", "ok", "yes", "x")
"""Words in the decision column that stand for the verdict the machine gave."""

LARGEST = 20_000_000
"""Characters of a sheet that is read back: far above a run of a thousand claims."""


def sheet(report: Report, reviewer: str, *, everything: bool = False) -> str:
    """The claims that wait for `reviewer` as CSV (RFC 4180), worst first, the columns `decision` and `note` left open.

    A cell that a spreadsheet would take for a formula has an apostrophe in front.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for item in queue(report, reviewer, everything=everything):
        writer.writerow([_safe(cell) for cell in _cells(report, item, reviewer)])
    return out.getvalue()


def _cells(report: Report, item: CheckedClaim, reviewer: str) -> list[str]:
    claim, verdict = item.claim, item.verdict
    chain = claim.attribution.chain if claim.attribution else ()
    first = verdict.evidence[0] if verdict.evidence else None
    paths = {line.id: line.path for line in report.documents}
    place = f"{paths.get(first.document_id, first.source_id)}, {first.locator or first.start}" if first else ""
    return [
        report.run.id,
        str(claim.id),
        verdict.label,
        f"{verdict.confidence:.2f}",
        claim.text,
        " > ".join(link.name for link in chain),
        "; ".join(
            " | ".join(part for part in (finding.kind, finding.claim, finding.evidence) if part)
            for finding in verdict.findings
        ),
        f"{first.prefix}[{first.quote}]{first.suffix}" if first else "",
        place,
        "",
        "",
        reviewer,
        digest(item),
    ]


def _safe(cell: str) -> str:
    line = " ".join(cell.split())
    return f"'{line}" if line.startswith(("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠")) else line


def decisions(text: str, report: Report, *, reviewer: str | None = None) -> list[Decision]:
    """The decisions in a sheet that came back, in its order; lines with an empty `decision` are passed over.

    Commas, semicolons or tabs may separate the columns, in any order, others may have been added. `reviewer` signs
    where the column is empty or gone. InputError names the line that cannot be used.
    """
    if len(text) > LARGEST:
        raise InputError(f"the sheet has {len(text)} characters, {LARGEST} are the most; split it")
    verdicts = {item.claim.id: item.verdict.label for item in report.claims}
    made: list[Decision] = []
    seen: set[tuple[int, str]] = set()
    for number, row in _rows(text.removeprefix("\ufeff")):
        word = row["decision"].strip()
        if not word:
            continue
        where = f"line {number} of the sheet"
        if row["run"].strip() != report.run.id:
            raise InputError(f"{where} is about run {row['run']!r}, not {report.run.id}; give that run instead")
        try:
            claim_id = int(row["claim"])
            machine = verdicts[claim_id]
        except (ValueError, KeyError):
            raise InputError(
                f"{where} names no claim of the run: {row['claim']!r}; keep that column as it was"
            ) from None
        signed = " ".join((row.get("reviewer") or "").split()) or (reviewer or "")
        if (claim_id, signed) in seen:
            raise InputError(f"{where} decides a second time on claim {claim_id}; keep one of the lines")
        seen.add((claim_id, signed))
        try:
            label = machine if word.lower() in CONFIRM else verdict_named(word)
        except UsageError as error:
            raise InputError(f"{where}: {error}") from None
        made.append(Decision(claim_id, label, row["note"], signed, digest=row["digest"].strip()))
    return made


def _rows(text: str) -> list[tuple[int, dict[str, str]]]:
    """The sheet's rows by column name, with their line numbers. InputError where it is no such sheet."""
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=separator, restval="")
    try:
        names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
        reader.fieldnames = names
        missing = [name for name in NEEDED if name not in names]
        if missing:
            raise InputError(f"the sheet has no column {', '.join(missing)}; export it again with --csv-out")
        return [(reader.line_num, {name: row[name] or "" for name in names}) for row in reader]
    except csv.Error as error:
        raise InputError(f"line {reader.line_num + 1} of the sheet cannot be read: {error}; export it again") from error
