"""A real database file with two documents, for every test of the record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils
from record_samples import stock

from verifier.database import connect


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "verifier.db"


@pytest.fixture
def held(path: Path) -> Iterator[sqlite_utils.Database]:
    with connect(path) as database:
        # These tests do not ask what a power cut leaves; the ones on durability open files of their own.
        database.execute("PRAGMA synchronous = OFF")
        stock(database)
        yield database
