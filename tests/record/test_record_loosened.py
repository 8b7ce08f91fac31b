"""After the sources' documents were brought up to date, exactly the claims that rest on what changed are loose."""

import hashlib
from dataclasses import replace

import pytest
import sqlite_utils
from record_samples import LETTER, NOTICE, report, sha256

from verifier.database import keep_blob, writing
from verifier.model import Report
from verifier.record import loosened, save


def publish(database: sqlite_utils.Database, source: str, text: str, *, instead_of: int | None = None) -> int:
    """A new document of a source, in the place of an earlier version where one is named."""
    with writing(database):
        digest = keep_blob(database, text.encode())
        cursor = database.execute(
            "INSERT INTO documents (source_id, path, sha256, text_sha256, state, text) VALUES (?, ?, ?, ?, 'read', ?)",
            (source, f"sources/{hashlib.sha256(text.encode()).hexdigest()[:6]}.txt", digest, sha256(text), text),
        )
        assert cursor.lastrowid is not None
        if instead_of is not None:
            database.execute("UPDATE documents SET superseded_by = ? WHERE id = ?", (cursor.lastrowid, instead_of))
        return int(cursor.lastrowid)


@pytest.fixture
def run(held: sqlite_utils.Database) -> Report:
    """The sample, with the vague sailors' claim given to the port so that it has a source without a passage."""
    made = report()
    assert made.claims[2].claim.attribution
    port = replace(made.claims[2].claim.attribution.chain[0], source_id="port", anonymity="named")
    attribution = replace(made.claims[2].claim.attribution, chain=(port,))
    third = replace(made.claims[2], claim=replace(made.claims[2].claim, attribution=attribution))
    made = replace(made, claims=(*made.claims[:2], third, made.claims[3]))
    save(held, made)
    return made


def loose(database: sqlite_utils.Database, run: Report) -> list[int]:
    return [found.claim.claim.id for found in loosened(database, run)]


def test_nothing_is_loose_while_nothing_changed(held: sqlite_utils.Database, run: Report) -> None:
    assert loose(held, run) == []


def test_a_new_version_with_the_same_passages_loosens_only_what_had_none(
    held: sqlite_utils.Database, run: Report
) -> None:
    publish(held, "port", "Corrected.\n\n" + NOTICE, instead_of=1)
    assert loose(held, run) == [3]


def test_a_changed_passage_loosens_the_claim_that_rests_on_it(held: sqlite_utils.Database, run: Report) -> None:
    publish(held, "port", NOTICE.replace("112", "120"), instead_of=1)
    first, third = loosened(held, run)
    assert (first.claim.claim.id, third.claim.claim.id) == (1, 3)
    assert "evidence 1 is not in sources/" in first.why[0]


def test_the_reason_tells_a_new_version_from_a_new_document(held: sqlite_utils.Database, run: Report) -> None:
    with writing(held):
        held.execute(
            "INSERT INTO documents (source_id, path, sha256, text_sha256, state, text) "
            "SELECT source_id, path, sha256, text_sha256, state, text FROM documents WHERE id = 1"
        )
        held.execute("UPDATE documents SET superseded_by = 3 WHERE id = 1")
    new = publish(held, "port", "More.")
    path = held.execute("SELECT path FROM documents WHERE id = ?", (new,)).fetchone()[0]
    (found,) = loosened(held, run)
    assert set(found.why) == {"sources/1.txt of port has another version", f"{path} of port is new"}


def test_versions_are_followed_to_the_one_in_force(held: sqlite_utils.Database, run: Report) -> None:
    second = publish(held, "port", NOTICE.replace("112", "120"), instead_of=1)
    publish(held, "port", "Again.\n" + NOTICE, instead_of=second)
    assert loose(held, run) == [3]


def test_a_new_document_loosens_the_claims_of_its_source_that_had_no_passage(
    held: sqlite_utils.Database, run: Report
) -> None:
    publish(held, "guild", "The guild has nothing to add.")
    assert loose(held, run) == []
    publish(held, "port", "The fog was to blame.")
    assert loose(held, run) == [3]


def test_a_passage_considered_and_rejected_loosens_nothing(held: sqlite_utils.Database, run: Report) -> None:
    publish(held, "guild", LETTER.replace("thick", "thin"), instead_of=2)
    assert loose(held, run) == []


def test_versions_in_a_circle_end(held: sqlite_utils.Database, run: Report) -> None:
    publish(held, "port", NOTICE + "x", instead_of=1)
    held.execute("UPDATE documents SET superseded_by = 1 WHERE id = 3")
    assert isinstance(loose(held, run), list)
