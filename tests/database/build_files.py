"""Builds a small database file of the present schema version: `python tests/database/build_files.py FOLDER`.

Run once when a version is released; the file is then kept as it is, for ever, so that later programs are tested on what
this one really wrote. A file that is there already is never built again.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "record"))

from record_samples import LETTER, NOTICE, report, stock  # noqa: E402

from verifier.database import VERSION, connect  # noqa: E402
from verifier.record import Decision, batches, decide, save  # noqa: E402
from verifier.record.canonical import to_json  # noqa: E402


def build(folder: Path) -> Path:
    """Two runs, a document superseded between them, a decision; and beside the file what the first run reprints."""
    path = folder / f"v{VERSION}.db"
    if path.exists():
        raise SystemExit(f"{path} is there and stays as it is")
    with connect(path) as database:
        stock(database)
        save(database, report("first"))
        decide(
            database, "first", Decision(1, "supported", "the master's log says so", "ana"), at="2025-03-05T10:00:00Z"
        )
        stock(database, (NOTICE + "3. The fog lifted.\n", LETTER))
        database.execute("UPDATE documents SET superseded_by = 3 WHERE id = 1")
        save(database, report("second"))
        standing = batches.Standing(None, "0" * 64, "1", "2025-03-05T10:00:00Z")
        line = batches.begin(database, ["articles"], [("a", "a.txt"), ("b", "b.txt")], standing)
        batches.conclude(database, line.id, [batches.Outcome(1, "done", run_id="second")])
        database.execute("PRAGMA journal_mode = DELETE")
        database.vacuum()
    path.with_suffix(".json").write_text(to_json(report("second")), encoding="utf-8")
    return path


if __name__ == "__main__":
    print(build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "files"))  # noqa: T201
