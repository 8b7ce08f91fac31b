"""The summary of a batch in every form: complete, inert to hostile names, the same bytes each time."""

import csv
import html
import io
import json
import re
from dataclasses import replace

import pytest

from verifier.cli.progress import BatchProgress, left
from verifier.model.batches import BatchArticle, BatchRow, BatchSummary, Failure, Verdicts
from verifier.record.batch_summaries import outlet
from verifier.report import batch_tables, html_batch, terminal_batch
from verifier.report.batch_wording import headline

HOSTILE = "<script>alert(1)</script>\u202e\x1b[31m=cmd()\n\"'&"


def sample(name: str = "a.txt") -> BatchSummary:
    verdicts: Verdicts = (("supported", 3), ("contradicted", 1))
    bad = BatchArticle(1, name, "0a-1-00001", name, name, "2025-03-04", verdicts)
    good = BatchArticle(3, "b.txt", "0a-1-00003", None, "b", None, (("supported", 2),))
    total: Verdicts = (("supported", 5), ("contradicted", 1))
    rows = (BatchRow(name, 1, verdicts, "id"), BatchRow("b", 1, (("supported", 2),)))
    return BatchSummary(
        id="0a-1",
        inputs=(name,),
        version="1",
        started="2025-03-05T10:00:00.000Z",
        finished=None,
        items=4,
        verdicts=total,
        by_source=rows,
        by_outlet=rows,
        over_time=rows,
        worst=(bad,),
        articles=(bad, good),
        failures=(Failure(name, 2, "crashed", name),),
    )


def test_the_text_says_the_outcome_first_and_the_failures_last() -> None:
    text = terminal_batch.render(sample())
    assert text.startswith("1 of 2 articles has alarms: 1 claim is contradicted")
    assert "batch 0a-1, 4 articles: 2 verified, 1 not begun: --resume goes on, 1 failed" in text
    assert "a.txt: crashed" in text.splitlines()[-1]


def test_long_tables_are_cut_and_say_so() -> None:
    many = tuple(BatchRow(f"source {n}", 1, (("supported", 1),)) for n in range(40))
    summary = sample()
    text = terminal_batch.render(replace(summary, by_source=many))
    assert "and 28 rows more (--all)" in text
    assert "source 39" in terminal_batch.render(replace(summary, by_source=many), show_all=True)


def test_hostile_names_do_nothing_in_any_form() -> None:
    summary = sample(HOSTILE)
    page = html_batch.render(summary)
    assert "<script" not in page
    assert re.search(
        r"default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'", html.unescape(page)
    )
    for text in (page, terminal_batch.render(summary), batch_tables.render_json(summary)):
        assert "\u202e" not in text
        assert "\x1b" not in text
    cells = [cell for row in csv.reader(io.StringIO(batch_tables.render_csv(summary))) for cell in row]
    assert not any("\n" in cell or cell.startswith("=") for cell in cells)


def test_the_page_needs_nothing_from_outside() -> None:
    page = html_batch.render(sample())
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert html_batch.render(sample()) == page


def test_csv_has_a_line_for_the_batch_each_group_and_each_article() -> None:
    rows = list(csv.DictReader(io.StringIO(batch_tables.render_csv(sample()))))
    assert [row["by"] for row in rows] == ["batch", *["source"] * 2, *["outlet"] * 2, *["time"] * 2, *["article"] * 3]
    assert (rows[0]["claims"], rows[0]["contradicted"]) == ("6", "1")
    assert [row["state"] for row in rows[-3:]] == ["done", "done", "crashed"]


def test_json_has_the_batch_the_groups_and_every_article() -> None:
    found = json.loads(batch_tables.render_json(sample()))
    assert (found["batch"]["articles"], found["batch"]["verified"], found["batch"]["waiting"]) == (4, 2, 1)
    assert found["articles"][0]["verdicts"]["contradicted"] == 1
    assert found["failed"] == [{"position": 2, "article": "a.txt", "state": "crashed", "why": "a.txt"}]


def test_a_batch_without_alarms_and_one_without_articles_say_so() -> None:
    plain = sample()
    good = replace(plain, articles=plain.articles[1:], worst=(), verdicts=(("supported", 2),))
    assert headline(good).startswith("No claim of 1 article is contradicted")
    none = replace(plain, articles=(), worst=(), verdicts=())
    assert headline(none) == "None of 4 articles could be verified."


@pytest.mark.parametrize(
    ("name", "publisher", "url", "expected"),
    [
        ("a/b.txt", "Aldray Post", "https://x.example/1", "Aldray Post"),
        ("t.csv#7", None, "https://www.x.example/1", "x.example"),
        ("https://www.y.example/1", None, None, "y.example"),
        ("t.csv#7", None, None, "t.csv"),
        ("a/b.txt", None, "https://[bad", "a"),
        ("b.txt", None, None, "."),
    ],
)
def test_whose_article_it_is(name: str, publisher: str | None, url: str | None, expected: str) -> None:
    assert outlet(name, publisher, url) == expected


@pytest.mark.parametrize(("seconds", "told"), [(5, "5 s"), (89, "89 s"), (600, "10 min"), (11_100, "3 h 5 min")])
def test_time_left_is_told_in_two_units_at_most(seconds: float, told: str) -> None:
    assert left(seconds) == told


def test_progress_tells_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream, moment = Terminal(), 0.0
    monkeypatch.setattr("sys.stderr", stream)
    with BatchProgress(lambda: moment) as progress:
        for done in range(11):
            progress("checking articles", done, 2000)
            moment += 0.5
    assert "checking articles 10/2,000, 2.0 a second, 17 min left …" in stream.getvalue()
