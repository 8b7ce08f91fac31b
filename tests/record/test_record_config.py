"""The settings of a run are kept with it, and the audit misses them when they are gone; older runs have none."""

import hashlib
from dataclasses import replace

import pytest
import sqlite_utils
from record_samples import report

from verifier.database import blob
from verifier.model import Report
from verifier.record import audit, load, save

SETTINGS = b'[database]\npath = "verifier.db"\n'


def configured() -> Report:
    made = report("configured")
    return replace(made, run=replace(made.run, config_sha256=hashlib.sha256(SETTINGS).hexdigest(), config_kept=True))


def without_triggers(database: sqlite_utils.Database, statement: str) -> None:
    triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    database.execute(statement)
    for _, sql in triggers:
        database.execute(sql)


def test_the_settings_of_a_run_come_back_byte_for_byte(held: sqlite_utils.Database) -> None:
    save(held, configured(), config=SETTINGS)
    digest = load(held).run.config_sha256
    assert digest
    assert blob(held, digest) == SETTINGS
    assert audit(held) == []


def test_two_runs_with_the_same_settings_keep_them_once(held: sqlite_utils.Database) -> None:
    save(held, configured(), config=SETTINGS)
    again = configured()
    save(held, replace(again, run=replace(again.run, id="again")), config=SETTINGS)
    digest = again.run.config_sha256
    assert held.execute("SELECT count(*) FROM blobs WHERE sha256 = ?", (digest,)).fetchone() == (1,)


@pytest.mark.parametrize("config", [None, b"[other]"])
def test_settings_that_are_not_those_of_the_run_are_refused(held: sqlite_utils.Database, config: bytes | None) -> None:
    with pytest.raises(ValueError, match="not made with this configuration"):
        save(held, configured(), config=config)
    assert held.execute("SELECT count(*) FROM runs").fetchone() == (0,)


def test_the_audit_misses_settings_that_are_gone(held: sqlite_utils.Database) -> None:
    save(held, configured(), config=SETTINGS)
    without_triggers(held, f"DELETE FROM blobs WHERE sha256 = '{configured().run.config_sha256}'")
    assert [(p.where, p.what) for p in audit(held)] == [("run configured", "the bytes of its configuration are gone")]


def test_the_audit_finds_settings_that_were_altered(held: sqlite_utils.Database) -> None:
    save(held, configured(), config=SETTINGS)
    digest = configured().run.config_sha256
    without_triggers(
        held, f"UPDATE blobs SET packing = 'none', bytes = zeroblob({len(SETTINGS)}) WHERE sha256 = '{digest}'"
    )
    assert [p.where for p in audit(held)] == [f"blob {digest}"]


def test_an_older_run_without_its_settings_is_no_fault(held: sqlite_utils.Database) -> None:
    made = configured()
    save(held, replace(made, run=replace(made.run, config_kept=False)))
    assert audit(held) == []
