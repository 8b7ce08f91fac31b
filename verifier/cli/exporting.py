"""`verify export` and `verify browse`: what is recorded, in the forms of other programs."""

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

from verifier import database, record
from verifier.cli import options, output
from verifier.errors import UsageError
from verifier.model import Report
from verifier.report.json import dumped

FORMS = ("prov", "annotations", "claimreview")


def export(run: str | None, form: str, where: options.Place, *, publisher: str, page: str, target: Path | None) -> int:
    """Print a run as PROV-JSON, as Web Annotations or, for decided claims, as ClaimReview."""
    if form not in FORMS:
        raise UsageError(f"--format: {form!r} is not a form of exchange: use one of {', '.join(FORMS)}")
    if form == "claimreview" and not (publisher and page):
        raise UsageError("claimreview needs --publisher NAME and --page URL, the page the reviews are published on")
    if target:
        output.check_target(target, "")
    with where.opened() as held:
        text = dumped(_data(record.load(held, run), form, record.Publisher(publisher, page)))
    if target:
        output.write(target, text)
    else:
        output.show(text)
    return 0


def browse(where: options.Place, port: int) -> int:
    """Serve the database to this machine's browser, for reading, until interrupted."""
    if importlib.util.find_spec("datasette") is None:
        raise UsageError('browsing needs datasette: install it with pip install "verifier[browse]"')
    path = options.database_path(where.config, where.db)
    database.connect(path, create=False, readonly=True).close()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "metadata.json"
        file.write_text(dumped(record.browsing.metadata(path)), encoding="utf-8")
        words = record.browsing.command(path, file, port=port)
        sys.stdout.flush()
        try:
            done = subprocess.run([sys.executable, "-m", *words], check=False)  # noqa: S603 -- words of our own
            return done.returncode and 2
        except KeyboardInterrupt:
            return 0


def _data(found: Report, form: str, publisher: record.Publisher) -> dict[str, object]:
    if form == "prov":
        return record.provenance(found)
    if form == "annotations":
        return record.annotations(found)
    return record.claim_reviews(found, publisher)
