"""A real database file with two documents, for every test of the record."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils
from record_samples import stock

from verifier.database import connect


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the documents in it, made once and copied for each test."""
    path = tmp_path_factory.mktemp("stocked") / "verifier.db"
    with connect(path) as database:
        stock(database)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "verifier.db"


@pytest.fixture
def held(path: Path, stocked: Path) -> Iterator[sqlite_utils.Database]:
    shutil.copy(stocked, path)
    with connect(path) as database:
        # These tests do not ask what a power cut leaves; the ones on durability open files of their own.
        database.execute("PRAGMA synchronous = OFF")
        yield database
