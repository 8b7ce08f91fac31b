"""Many articles from Python: results one after another, in the order of what was given."""

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from verifier import database, desk, library, record
from verifier.batch.inputs import read
from verifier.batch.inputs_tables import item
from verifier.batch.items import Item
from verifier.batch.pool import Pool
from verifier.batch.recording import Writer
from verifier.batch.running import Order, Pages
from verifier.batch.working import Outcome, Setting, Task, Verified, Worker
from verifier.config import is_url
from verifier.model import Failure, Report

Article = str | PathLike[str] | Mapping[str, Any]
"""A path or address, or a row with the fields id, text, title, published, url, publisher (only text is needed)."""


def verify_many(articles: Iterable[Article], order: Order) -> Iterator[Report | Failure]:
    """As `verifier.verify_many`."""
    config, file = desk.settled(order.config, order.db, order.allow_hosts)
    with database.connect(file) as held:
        lines = library.sync(held, config, offline=order.offline, clock=desk.utc_now)
        name = f"{desk.utc_now():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        setting = Setting(file, config, tuple(lines), name, order.offline, reports=True)
        desk.shelf(held, lines, config)
        writer = Writer(held, setting, batch=False)
        pages = Pages(held, config, order)
        tasks = (Task(number, _item(article, number, pages)) for number, article in enumerate(articles, 1))
        for outcome in _outcomes(setting, tasks, order):
            if outcome is None:
                continue
            writer.add(outcome)
            writer.flush()
            if isinstance(outcome, Verified):
                assert outcome.report is not None
                yield record.with_reviews(held, outcome.report)
            else:
                yield outcome


def _item(article: Article, number: int, pages: Pages) -> Item:
    if isinstance(article, Mapping):
        row = item("", number, article)
        name = row.name.removeprefix("#")
        return Item(name, state=row.state, why=row.why) if row.state else row.named(name)
    where = os.fspath(article)
    return pages.page(where) if is_url(where) else read(where)


def _outcomes(setting: Setting, tasks: Iterator[Task], order: Order) -> Iterator[Outcome | None]:
    """With one job in this very process, unless a time limit asks for a process that can be ended."""
    if order.jobs != 1 or order.time_limit is not None:
        with Pool(setting, order.jobs or os.cpu_count() or 1, time_limit=order.time_limit) as pool:
            yield from pool.outcomes(tasks)
        return
    worker = Worker(setting)
    try:
        for task in tasks:
            yield worker.verify(task)
    finally:
        worker.close()


def order(
    config: str | PathLike[str] | None,
    db: str | PathLike[str] | None,
    *,
    offline: bool,
    jobs: int,
    time_limit: float | None,
) -> Order:
    """The order of a call from Python. ValueError for a negative number of jobs."""
    if jobs < 0:
        raise ValueError("jobs must be 0 (one a core) or more")
    return Order(
        config=Path(config) if config is not None else None,
        db=Path(db) if db is not None else None,
        offline=offline,
        jobs=jobs,
        time_limit=time_limit,
    )
